//! What the command line and the environment may say. Nothing else reads either.

mod bench;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use kernel::At;

pub use bench::*;

use crate::letters::{LetterArgs, MailCommand};

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
    /// Gives one of the staff a code for the second step: on the day their app is lost.
    Code(HireArgs),
    /// Books money that a member has paid in.
    Deposit(DepositArgs),
    /// The privacy policy: checked, shown, compared, and what the program does under it.
    Policy {
        /// What about it.
        #[command(subcommand)]
        what: PolicyCommand,
    },
    /// The API for members' own programs.
    Api {
        /// What about it.
        #[command(subcommand)]
        what: ApiCommand,
    },
    /// The log of openings and hand-overs.
    Log {
        /// What about it.
        #[command(subcommand)]
        what: LogCommand,
    },
    /// Letters: reports of mail servers, keys that sign.
    Mail {
        /// What about them.
        #[command(subcommand)]
        what: MailCommand,
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
    /// Keeps a draft of the next version; the privacy officer's page reviews and announces it.
    Publish {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// The facts, its prose beside it; or a folder, whose newest version is taken.
        place: PathBuf,
    },
    /// Writes every version that was in force into a folder, as the files it was typed in.
    Export {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// The folder.
        folder: PathBuf,
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

/// `daiko api …`
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ApiCommand {
    /// Prints it as OpenAPI 3.1.
    Openapi,
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
    /// A business given to a successor, or taken over from a predecessor.
    Handover {
        /// Which.
        #[command(subcommand)]
        what: HandoverCommand,
    },
    /// A drill: whom a breach by one way would have reached, and what would follow. Writes nothing.
    Breach {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// `staff`, `role`, `view`, `purpose`, `recipient`, `act`, `account` or `copy`.
        way: String,
        /// By whom, to whom, by what; nothing for a copy.
        #[arg(default_value = "")]
        whom: String,
        /// From when: `2026-12-01T09:00:00Z`; else from the beginning.
        #[arg(long)]
        from: Option<String>,
        /// Until when; else until now.
        #[arg(long)]
        until: Option<String>,
        /// `attack`, `insider`, `mistake` or `loss`.
        #[arg(long, default_value = "mistake")]
        cause: String,
        /// The keys: `away`, `near` or `unknown`.
        #[arg(long, default_value = "unknown")]
        keys: String,
    },
}

/// `daiko privacy handover …`
#[derive(Debug, Subcommand)]
pub enum HandoverCommand {
    /// Writes everybody of this business into a sealed file, once two have agreed to it.
    Export {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// The handover, as /staff/handovers shows it.
        id: String,
        /// The file.
        #[arg(long)]
        to: PathBuf,
        /// Where its key is written: it goes to the successor by another way.
        #[arg(long)]
        key: PathBuf,
    },
    /// Takes the people of such a file over; only what their house had told them binds.
    Import {
        /// Where the data lies.
        #[command(flatten)]
        data: DataArgs,
        /// The file.
        file: PathBuf,
        /// Its key.
        #[arg(long)]
        key: PathBuf,
        /// Who gives it: name, address, representative.
        #[arg(long)]
        giver: String,
        /// How they came by it, and the agreement.
        #[arg(long)]
        how: String,
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
    #[arg(long = "market", value_name = "WORD=URL,ACCOUNT,TOKEN-FILE[,PER-SECOND]")]
    pub markets: Vec<String>,
    /// The address of a proxy of ours: what it says of its visitors' addresses is believed, and
    /// nobody else's word. May be given several times.
    #[arg(long = "proxy", value_name = "ADDRESS")]
    pub proxies: Vec<IpAddr>,
    /// A file with the providers whose sign-ins are taken here, too: docs/operating/sign-in.md.
    #[arg(long, value_name = "FILE")]
    pub providers: Option<PathBuf>,
    /// Shows pages to one address without end: for measurements.
    #[arg(long)]
    pub unlimited_pages: bool,
    /// How letters leave.
    #[command(flatten)]
    pub letters: LetterArgs,
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

/// Somebody of the staff: the first administrator, or who has lost their app.
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
