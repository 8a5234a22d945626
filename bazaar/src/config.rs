use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use kernel::{At, Clock, Dice, Span};

use crate::faults::Faults;

/// How the marketplace runs. [`Config::new`] gives a busy marketplace on any free port of this
/// machine, at the pace of the wall clock.
pub struct Config {
    /// Where it listens; port 0 takes any free one.
    pub bind: SocketAddr,
    /// The folder of its database and tokens.
    pub folder: PathBuf,
    /// The clock beneath its own.
    pub clock: Arc<dyn Clock>,
    /// Where tokens and its secret come from.
    pub dice: Arc<dyn Dice>,
    /// How many times faster than the clock beneath its own runs.
    pub speed: i64,
    /// The instant at which both clocks show the same; else that of its first start.
    pub epoch: Option<At>,
    /// The house accounts.
    pub accounts: Vec<Seat>,
    /// The token for `/v1/admin`; else one is drawn and kept in the folder.
    pub admin_token: Option<String>,
    /// What is invented.
    pub seeding: Seeding,
    /// Lots replayed from a file, listed at the first start.
    pub replay: Option<ReplayLots>,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// Requests one account may make in any second.
    pub requests_per_second: Option<u32>,
}

/// A house account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its token; else one is drawn and kept in the folder.
    pub token: Option<String>,
    /// Ratings it begins with.
    pub good: i64,
    /// Bad ratings it begins with.
    pub bad: i64,
}

/// What is invented, from one seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeding {
    /// The same seed invents the same marketplace.
    pub seed: u64,
    /// How many generated auctions are open at any time.
    pub auctions: usize,
    /// How many generated fixed-price offers are.
    pub offers: usize,
    /// How long a winner has to pay.
    pub pay_within: Span,
    /// How long a seller takes to send, give or take a half.
    pub ship_after: Span,
    /// How long a seller takes to answer a message.
    pub reply_after: Span,
    /// How many of a thousand invented rivals never pay what they won: they are removed, and the
    /// next is asked.
    pub unpaid_permille: i64,
}

/// Lots whose rivals come from a file of real bid histories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayLots {
    /// The file.
    pub file: PathBuf,
    /// How many times shorter than real they are, on the marketplace's clock.
    pub compress: i64,
    /// Yen for one unit (100 cents) of the file's money.
    pub yen_per_unit: i64,
    /// At most so many of the file's auctions, from its beginning.
    pub limit: Option<usize>,
    /// How long after one the next begins.
    pub stagger: Span,
    /// Whether late bids extend them. Five minutes are long on a shortened lot.
    pub auto_extension: bool,
}

impl Config {
    /// A busy marketplace on this machine, kept in `folder`.
    pub fn new(folder: impl Into<PathBuf>, clock: Arc<dyn Clock>, dice: Arc<dyn Dice>) -> Config {
        Config {
            bind: SocketAddr::from(([127, 0, 0, 1], 0)),
            folder: folder.into(),
            clock,
            dice,
            speed: 1,
            epoch: None,
            accounts: vec![Seat::numbered(1), Seat::numbered(2)],
            admin_token: None,
            seeding: Seeding::default(),
            replay: None,
            faults: Faults::default(),
            requests_per_second: None,
        }
    }
}

impl Seat {
    /// The account `house-n`, well rated, with a token to be drawn.
    pub fn numbered(n: usize) -> Seat {
        Seat {
            id: format!("house-{n}"),
            name: format!("House {n}"),
            token: None,
            good: 120,
            bad: 0,
        }
    }
}

impl Default for Seeding {
    fn default() -> Seeding {
        Seeding {
            seed: 20_261_122,
            auctions: 240,
            offers: 120,
            pay_within: Span::days(3),
            ship_after: Span::days(1),
            reply_after: Span::hours(2),
            unpaid_permille: 20,
        }
    }
}

impl Seeding {
    /// Nothing but what is listed by hand.
    pub fn empty() -> Seeding {
        Seeding { auctions: 0, offers: 0, ..Seeding::default() }
    }
}
