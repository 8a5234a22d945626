//! `daiko bench …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The measurements.
#[derive(Debug, Clone, Args)]
pub struct BenchArgs {
    /// What is measured.
    #[command(subcommand)]
    pub what: Bench,
}

/// What can be measured.
#[derive(Debug, Clone, Subcommand)]
pub enum Bench {
    /// Placing an order: our door beside raw rusqlite, and beside pgbench.
    Write(BenchWriteArgs),
    /// Everything on one account, on PostgreSQL.
    Hot(BenchWriteArgs),
    /// Bids at their moment: empty connector, steady load, all at one instant.
    Fire(BenchFireArgs),
    /// Pages beside a bare page of the same size, and memory.
    Page(BenchPageArgs),
    /// What the policy costs: decisions, openings, a stop against a batch, orders with the vault.
    Privacy(BenchPrivacyArgs),
    /// An archive, an erasure, and very many of them while others open pages.
    Rights(BenchRightsArgs),
    /// A flood of sign-in attempts, and how long other pages take meanwhile.
    Door(BenchDoorArgs),
}

/// For `rights`.
#[derive(Debug, Clone, Args)]
pub struct BenchRightsArgs {
    /// JSON instead of sentences.
    #[arg(long)]
    pub json: bool,
    /// Orders of the member who takes everything and is erased.
    #[arg(long, default_value_t = 200)]
    pub orders: u64,
    /// Erasures that are worked off at once.
    #[arg(long, default_value_t = 10_000)]
    pub requests: u64,
    /// Seconds in which pages are read and nothing else happens.
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
}

/// For `door`.
#[derive(Debug, Clone, Args)]
pub struct BenchDoorArgs {
    /// JSON instead of sentences.
    #[arg(long)]
    pub json: bool,
    /// Attempts to sign in, a second.
    #[arg(long, default_value_t = 1_000)]
    pub attempts: u32,
    /// Seconds without the flood, and with it.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
}

/// For `privacy`.
#[derive(Debug, Clone, Args)]
pub struct BenchPrivacyArgs {
    /// JSON instead of sentences.
    #[arg(long)]
    pub json: bool,
    /// How many people are opened, and handed over, at once.
    #[arg(long, default_value_t = 100_000)]
    pub people: u64,
    /// How many acts the log has when a person’s record is read.
    #[arg(long, default_value_t = 1_000_000)]
    pub leaves: u64,
    /// Seconds for each side of a round of orders.
    #[arg(long, default_value_t = 3)]
    pub seconds: u64,
    /// Rounds; both sides take turns in each, and the medians are told.
    #[arg(long, default_value_t = 5)]
    pub rounds: usize,
    /// How many callers place orders at once.
    #[arg(long, default_value_t = 64)]
    pub callers: u64,
}

/// For `write` and `hot`.
#[derive(Debug, Clone, Args)]
pub struct BenchWriteArgs {
    /// JSON instead of a table.
    #[arg(long)]
    pub json: bool,
    /// A PostgreSQL server to measure too.
    #[arg(long)]
    pub postgres: Option<String>,
    /// Seconds for each side of a round.
    #[arg(long, default_value_t = 2)]
    pub seconds: u64,
    /// Rounds; both sides take turns in each, and the medians are told.
    #[arg(long, default_value_t = 5)]
    pub rounds: usize,
    /// How many callers at once; for `write`.
    #[arg(long, value_delimiter = ',', default_value = "1,8,64,256")]
    pub callers: Vec<u64>,
}

/// For `fire`.
#[derive(Debug, Clone, Args)]
pub struct BenchFireArgs {
    /// JSON instead of sentences.
    #[arg(long)]
    pub json: bool,
    /// Seconds of steady load.
    #[arg(long, default_value_t = 30)]
    pub seconds: u64,
    /// Bids in each second of steady load.
    #[arg(long, default_value_t = 300)]
    pub per_second: u64,
    /// Bids due at one instant, and timers due in one second.
    #[arg(long, default_value_t = 10_000)]
    pub at_once: usize,
    /// Seconds in which lots are listed, bids placed and checked, before the first one fires.
    #[arg(long, default_value_t = 90)]
    pub prepare: i64,
    /// Only one of `timers`, `steady`, `at-once`.
    #[arg(long, value_parser = ["timers", "steady", "at-once"])]
    pub only: Option<String>,
}

/// For `page`.
#[derive(Debug, Clone, Args)]
pub struct BenchPageArgs {
    /// JSON instead of sentences.
    #[arg(long)]
    pub json: bool,
    /// Seconds for each side of a round.
    #[arg(long, default_value_t = 2)]
    pub seconds: u64,
    /// Rounds; both sides take turns in each, and the medians are told.
    #[arg(long, default_value_t = 5)]
    pub rounds: usize,
    /// Event streams held open for the figure of memory.
    #[arg(long, default_value_t = 10_000)]
    pub streams: usize,
    /// The part that opens streams, in its own process.
    #[arg(long, hide = true)]
    pub reader: Option<String>,
    /// The bare page, in its own process.
    #[arg(long, hide = true)]
    pub bare: Option<PathBuf>,
}
