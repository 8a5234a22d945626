//! What the command line and the environment may say. Nothing else reads either.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use kernel::At;

/// daiko (代行): proxy bidding and ordering for Japanese auctions and shops.
#[derive(Debug, Parser)]
#[command(name = "daiko", version, about)]
pub struct Cli {
    /// What to do; without a command the demonstration opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// For the demonstration.
    #[command(flatten)]
    pub demo: DemoArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves a house.
    Serve(ServeArgs),
    /// The reference marketplace, or a replay of bid histories.
    Bazaar(bazaar::BazaarArgs),
    /// Lives the whole main job through, headless, and audits it.
    Story(StoryArgs),
    /// Measures, each figure beside the raw limit of this machine.
    Bench(BenchArgs),
    /// Lets the first administrator in; they hire the others on the site.
    Hire(HireArgs),
    /// Books money that a member has paid in.
    Deposit(DepositArgs),
    /// The privacy policy: checked, shown, compared, and what the program does under it.
    Policy {
        /// What about it.
        #[command(subcommand)]
        what: PolicyCommand,
    },
    /// The log of openings and hand-overs.
    Log {
        /// What about it.
        #[command(subcommand)]
        what: LogCommand,
    },
    /// Keys, retention, and a member's record.
    Privacy {
        /// What about them.
        #[command(subcommand)]
        what: PrivacyCommand,
    },
}

/// `daiko policy …`
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Refuses what is incomplete, and every view of the program that the policy does not permit.
    Check {
        /// The facts; its prose lies beside it. Without it, the built-in sample.
        file: Option<PathBuf>,
    },
    /// Shows a version as a reader sees it.
    Show {
        /// The facts.
        file: PathBuf,
        /// `en`, `ja` or `zh-Hant`.
        #[arg(default_value = "en")]
        lang: String,
    },
    /// What changed from one version to the next: widened, narrowed, reworded.
    Compare {
        /// The earlier version.
        old: PathBuf,
        /// The later version.
        new: PathBuf,
    },
    /// The letter that tells members of a version that is to come.
    Letter {
        /// The version in force.
        old: PathBuf,
        /// The one to come.
        new: PathBuf,
        /// `en`, `ja` or `zh-Hant`.
        #[arg(default_value = "en")]
        lang: String,
    },
    /// Every member was told of a version that is to come: its notice runs from then.
    Told {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// The version: `2026-12-24`.
        version: String,
        /// When the last letter left, as `2026-12-01T09:00:00Z`; now, if it is not said.
        #[arg(long)]
        at: Option<String>,
    },
    /// Which view reads which field for which purpose.
    Uses,
    /// The record of processing activities (GDPR 30, APPI 32), generated from the program.
    Ropa {
        /// `en`, `ja` or `zh-Hant`.
        #[arg(default_value = "en")]
        lang: String,
    },
}

/// `daiko log …`
#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Checks the whole log, and checkpoints that others kept.
    Verify {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// Files with checkpoints kept elsewhere.
        checkpoints: Vec<PathBuf>,
    },
    /// The latest signed head and the key it is checked by.
    Checkpoint {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
    },
}

/// `daiko privacy …`
#[derive(Debug, Subcommand)]
pub enum PrivacyCommand {
    /// Turns the epoch of the keystore: backups from before become closed books.
    Turn {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Destroys what is due now.
    Sweep {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
    },
    /// After the database was restored from a backup: forgets again what was destroyed since.
    Restored {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Everything that was done with a member's data.
    Record {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// The member's id.
        member: String,
    },
}

/// Where the data lies.
#[derive(Debug, Clone, Args)]
pub struct DataArgs {
    /// The data folder: database, keys, tokens.
    #[arg(long, default_value = "daiko-data")]
    pub data: PathBuf,
    /// `sqlite` (a file in the data folder) or `postgres://user@host/name`.
    #[arg(long, default_value = "sqlite")]
    pub engine: String,
    /// A folder with the operator's own policy files instead of the built-in sample.
    #[arg(long)]
    pub policy: Option<PathBuf>,
    /// A clock that runs so many times as fast as the wall's; 1 is the wall's.
    #[arg(long, default_value_t = 1)]
    pub speed: i64,
    /// The instant at which the fast clock shows the same as the wall's, in microseconds since
    /// 1970.
    #[arg(long, default_value_t = 0)]
    pub epoch: i64,
}

impl DataArgs {
    /// The epoch as an instant.
    pub fn epoch(&self) -> At {
        At::from_micros(self.epoch)
    }
}

/// The demonstration.
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// The data folder.
    #[arg(long, default_value = "daiko-data")]
    pub data: PathBuf,
    /// Where the site listens.
    #[arg(long, default_value = "127.0.0.1:7800")]
    pub listen: SocketAddr,
    /// Where the bazaar beside it listens.
    #[arg(long, default_value = "127.0.0.1:7801")]
    pub bazaar: SocketAddr,
}

/// Serving a house.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Where the data lies.
    #[command(flatten)]
    pub data: DataArgs,
    /// Where the site listens.
    #[arg(long, default_value = "127.0.0.1:7800")]
    pub listen: SocketAddr,
    /// What the operator calls the house.
    #[arg(long, default_value = "daiko")]
    pub name: String,
    /// Browsers reach it by HTTPS, through a proxy in front.
    #[arg(long)]
    pub secure: bool,
    /// A marketplace, as `word=https://host,account,token-file`; may be given several times. The
    /// token file holds the bearer token alone.
    #[arg(long = "market", value_name = "WORD=URL,ACCOUNT,TOKEN-FILE")]
    pub markets: Vec<String>,
}

/// The story.
#[derive(Debug, Clone, Args)]
pub struct StoryArgs {
    /// `sqlite` or `postgres://user@host/name`.
    #[arg(long, default_value = "sqlite")]
    pub engine: String,
    /// A file of real bid histories for the rivals; without it they are invented.
    #[arg(long)]
    pub replay: Option<PathBuf>,
    /// One summary object instead of the telling.
    #[arg(long)]
    pub json: bool,
    /// Members who bid beside the three of the story: load.
    #[arg(long, default_value_t = 0)]
    pub crowd: usize,
    /// Per mille of the marketplace's answers that go wrong: slow, 429, 500 after, dropped, moved.
    #[arg(long, default_value_t = 0)]
    pub faults: i64,
    /// Kill daiko and the bazaar so many times at random moments, and go on.
    #[arg(long, default_value_t = 0)]
    pub kills: u32,
    /// What the kills and the faults are drawn from.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Where it keeps its data; a fresh folder by default, removed when all held.
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Goes on with a story that was cut short: the part that lives in its own process.
    #[arg(long, hide = true)]
    pub resume: bool,
}

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

/// The first administrator.
#[derive(Debug, Clone, Args)]
pub struct HireArgs {
    /// Where the data lies.
    #[command(flatten)]
    pub data: DataArgs,
    /// What they sign in with.
    pub handle: String,
}

/// Booking money that came in.
#[derive(Debug, Clone, Args)]
pub struct DepositArgs {
    /// Where the data lies.
    #[command(flatten)]
    pub data: DataArgs,
    /// The member's handle.
    pub handle: String,
    /// Whole yen.
    pub yen: i64,
    /// The bank's own reference: the same one is booked once.
    pub reference: String,
}
