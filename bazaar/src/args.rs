use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use db::{SystemClock, SystemDice};
use kernel::{At, Refused, Span};

use crate::config::{Config, ReplayLots, Seat, Seeding};
use crate::faults::Faults;
use crate::running::serve;

/// `daiko bazaar`: runs the reference marketplace, or replays bid histories.
#[derive(Debug, Parser)]
#[command(name = "bazaar", about = "The reference marketplace")]
pub struct BazaarArgs {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serving: Serving,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Feeds each auction of a file of real bid histories to the rules and compares the prices.
    Replay {
        /// The file.
        file: PathBuf,
        /// The increment table: `ebay` (cents) or `yahoo` (yen).
        #[arg(long, default_value = "ebay")]
        increments: String,
        /// One JSON object instead of a sentence.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
struct Serving {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:7801")]
    bind: SocketAddr,
    /// The folder of its database and tokens.
    #[arg(long, default_value = "bazaar-data")]
    folder: PathBuf,
    /// How many times faster than the wall its clock runs.
    #[arg(long, default_value_t = 1)]
    speed: i64,
    /// The instant both clocks show the same, in microseconds since 1970; else its first start.
    #[arg(long)]
    epoch: Option<i64>,
    /// What is invented is drawn from this.
    #[arg(long, default_value_t = Seeding::default().seed)]
    seed: u64,
    /// Generated auctions open at any time.
    #[arg(long, default_value_t = Seeding::default().auctions)]
    auctions: usize,
    /// Generated fixed-price offers open at any time.
    #[arg(long, default_value_t = Seeding::default().offers)]
    offers: usize,
    /// House accounts `house-1`, `house-2` …
    #[arg(long, default_value_t = 2)]
    accounts: usize,
    /// How long a winner has to pay, in seconds of its clock.
    #[arg(long, default_value_t = Seeding::default().pay_within.as_secs())]
    pay_within: i64,
    /// How long sellers take to send, in seconds of its clock.
    #[arg(long, default_value_t = Seeding::default().ship_after.as_secs())]
    ship_after: i64,
    /// How long sellers take to answer, in seconds of its clock.
    #[arg(long, default_value_t = Seeding::default().reply_after.as_secs())]
    reply_after: i64,
    /// Invented rivals who never pay what they won, per mille.
    #[arg(long, default_value_t = Seeding::default().unpaid_permille)]
    unpaid: i64,
    /// Requests one account may make in any second.
    #[arg(long)]
    rate_limit: Option<u32>,
    #[command(flatten)]
    replayed: Replayed,
    #[command(flatten)]
    faults: FaultArgs,
}

#[derive(Debug, Args)]
struct Replayed {
    /// Lists the auctions of this file of bid histories, with their real rivals.
    #[arg(long)]
    replay: Option<PathBuf>,
    /// How many times shorter than real they are.
    #[arg(long, default_value_t = 1)]
    compress: i64,
    /// Yen for 100 cents of the file.
    #[arg(long, default_value_t = 100)]
    yen_per_unit: i64,
    /// At most so many of them.
    #[arg(long)]
    replay_limit: Option<usize>,
    /// Milliseconds of its clock from one beginning to the next.
    #[arg(long, default_value_t = 0)]
    stagger_ms: i64,
    /// Late bids extend them.
    #[arg(long)]
    replay_extension: bool,
}

#[derive(Debug, Args)]
struct FaultArgs {
    /// What goes wrong is drawn from this.
    #[arg(long, default_value_t = 0)]
    fault_seed: u64,
    /// Slowed requests wait so many milliseconds.
    #[arg(long, default_value_t = 0)]
    slow_ms: u64,
    /// Requests slowed, per mille.
    #[arg(long, default_value_t = 0)]
    slow: i64,
    /// Requests answered 429, per mille.
    #[arg(long, default_value_t = 0)]
    rate_limited: i64,
    /// Acts taken and answered 500, per mille.
    #[arg(long, default_value_t = 0)]
    fail_after: i64,
    /// Acts taken and not answered at all, per mille.
    #[arg(long, default_value_t = 0)]
    drop_after: i64,
    /// Bids and purchases whose price moves after the preview, per mille.
    #[arg(long, default_value_t = 0)]
    price_moved: i64,
}

impl Serving {
    fn config(self) -> Result<Config, Refused> {
        let clock = Arc::new(SystemClock::default());
        let dice = Arc::new(SystemDice::new()?);
        let told = self.replayed;
        let replay = told.replay.map(|file| ReplayLots {
            file,
            compress: told.compress,
            yen_per_unit: told.yen_per_unit,
            limit: told.replay_limit,
            stagger: Span::millis(told.stagger_ms),
            auto_extension: told.replay_extension,
        });
        let faults = self.faults;
        Ok(Config {
            bind: self.bind,
            speed: self.speed,
            epoch: self.epoch.map(At::from_micros),
            accounts: (1..=self.accounts).map(Seat::numbered).collect(),
            seeding: Seeding {
                seed: self.seed,
                auctions: self.auctions,
                offers: self.offers,
                pay_within: Span::secs(self.pay_within),
                ship_after: Span::secs(self.ship_after),
                reply_after: Span::secs(self.reply_after),
                unpaid_permille: self.unpaid,
            },
            replay,
            faults: Faults {
                seed: faults.fault_seed,
                slow_ms: faults.slow_ms,
                slow_permille: faults.slow,
                rate_limited_permille: faults.rate_limited,
                fail_after_permille: faults.fail_after,
                drop_after_permille: faults.drop_after,
                price_moved_permille: faults.price_moved,
            },
            requests_per_second: self.rate_limit,
            ..Config::new(self.folder, clock, dice)
        })
    }
}

/// Carries out `daiko bazaar …`: replays a file, or serves until it is told to stop.
pub async fn main(args: BazaarArgs) -> Result<(), Refused> {
    if let Some(Command::Replay { file, increments, json }) = args.command {
        let report = crate::replay_report(&file, &increments)?;
        if json {
            let text = serde_json::to_string(&report);
            println!("{}", text.map_err(|e| kernel::Fault::new(e.to_string()))?);
        } else {
            println!(
                "{} auctions: {} closing prices to the cent, {} within one step.",
                report.auctions, report.exact, report.within_one_step
            );
        }
        return Ok(());
    }
    let folder = args.serving.folder.clone();
    let running = serve(args.serving.config()?).await?;
    println!("The bazaar is open at {}.", running.url());
    println!("Its tokens are in {}.", folder.join("access.json").display());
    told_to_stop().await?;
    running.stop().await;
    Ok(())
}

/// Ctrl-C, or the system's wish to end the process.
async fn told_to_stop() -> Result<(), Refused> {
    use tokio::signal::unix::{SignalKind, signal};
    let no = |e: std::io::Error| kernel::Fault::new(format!("signals: {e}"));
    let mut terminate = signal(SignalKind::terminate()).map_err(no)?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed.map_err(no)?,
        _ = terminate.recv() => {}
    }
    Ok(())
}
