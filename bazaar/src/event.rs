//! What the marketplace has taken: facts, written once, never changed. The state is their fold.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// Who did something on a lot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Who {
    /// A house account, by id.
    Account(String),
    /// A rival, by name.
    Rival(String),
}

/// One fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Event {
    /// The marketplace began. Always the first.
    Founded { secret: String, seed: u64, epoch_at: i64 },
    /// How long things take from here on.
    Paces(Paces),
    /// An account was opened.
    AccountOpened { id: String, name: String, good: i64, normal: i64, bad: i64 },
    /// Something was listed.
    Listed(Box<Listing>),
    /// A bid was taken.
    Bid { item: String, who: Who, max_yen: i64, reference: Option<String> },
    /// A reference was used up by a refusal.
    Refused { account: String, reference: String, fields: Fields, problem: Problem },
    /// An auction's end came.
    Closed { item: String },
    /// The seller ended an auction.
    EndedEarly { item: String },
    /// The seller called an auction off, or took an offer away.
    Cancelled { item: String },
    /// The seller struck out one bid.
    BidRemoved { item: String, number: u32 },
    /// A fixed-price purchase was taken.
    Purchased {
        item: String,
        account: String,
        reference: String,
        quantity: i64,
        /// The price of one that the caller had seen.
        expected_yen: i64,
    },
    /// The seller changed price or stock.
    Restocked { item: String, price_yen: i64, stock: i64 },
    /// An order was paid.
    Paid { order: String, reference: String, total_yen: i64 },
    /// The seller sent the goods.
    Shipped { order: String, tracking_number: String },
    /// The buyer has them.
    Received { order: String },
    /// The seller removed the winner.
    WinnerRemoved { order: String, by_seller: bool, promote: bool },
    /// The seller cancelled an order, or nobody paid for it.
    OrderCancelled { order: String, unpaid: bool },
    /// A rival has paid what they won.
    RivalPaid { order: String },
    /// The runner-up took the offer; a house account says so under its own reference.
    Accepted {
        order: String,
        #[serde(default)]
        reference: Option<String>,
    },
    /// The runner-up declined it, or let it lapse; the next below may be asked.
    Declined {
        order: String,
        lapsed: bool,
        #[serde(default)]
        reference: Option<String>,
        #[serde(default)]
        promote: bool,
    },
    /// An account wrote to a seller.
    Asked { account: String, item: String, text: String, reference: String },
    /// The seller wrote back.
    Replied { account: String, item: String, text: String },
}

/// How long things take, in microseconds of market time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paces {
    pub(crate) pay_within_us: i64,
    pub(crate) ship_after_us: i64,
    pub(crate) reply_after_us: i64,
    /// How many of a thousand invented rivals never pay what they won.
    #[serde(default)]
    pub(crate) unpaid_permille: i64,
}

/// What a reference was used for: a repeat with other fields is another request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Fields {
    Bid { item: String, amount_yen: i64 },
    Purchase { item: String, quantity: i64, expected_yen: i64 },
    Payment { order: String, total_yen: i64 },
    Message { item: String, text: String },
    Acceptance { order: String, total_yen: i64 },
    Refusal { order: String },
}

impl Fields {
    /// The protocol's word for the kind.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Fields::Bid { .. } => "bid",
            Fields::Purchase { .. } => "purchase",
            Fields::Payment { .. } => "payment",
            Fields::Message { .. } => "message",
            Fields::Acceptance { .. } => "acceptance",
            Fields::Refusal { .. } => "refusal",
        }
    }
}

/// Something offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listing {
    pub(crate) id: String,
    pub(crate) goods: Goods,
    pub(crate) seller: String,
    pub(crate) sale: SaleTerms,
    /// The lot this is listed again from.
    pub(crate) relisted_from: Option<String>,
    /// The lot whose place it takes: each is followed once.
    pub(crate) follows: Option<String>,
    /// For generated goods: how long the lots of its lane last (0 for offers); another follows it.
    pub(crate) lane_us: Option<i64>,
    pub(crate) rivals: Rivals,
}

/// What is offered, whatever the way of selling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Goods {
    pub(crate) title_ja: String,
    pub(crate) title_en: String,
    pub(crate) description_ja: String,
    pub(crate) description_en: String,
    pub(crate) category: String,
    pub(crate) images: u32,
    pub(crate) condition: String,
    pub(crate) condition_note_ja: String,
    pub(crate) returnable: bool,
    pub(crate) prefecture: String,
    pub(crate) shipping_by_winner: bool,
    pub(crate) shipping_yen: Option<i64>,
    pub(crate) ships_within_days: i64,
    pub(crate) shipping_method: String,
    pub(crate) weight_g: Option<i64>,
    pub(crate) size_cm: Option<i64>,
    pub(crate) watchers: i64,
}

/// The way of selling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub(crate) enum SaleTerms {
    Auction(AuctionTerms),
    Fixed { price_yen: i64, stock: i64, starts_at: i64 },
}

/// An auction's terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuctionTerms {
    pub(crate) start_yen: i64,
    pub(crate) reserve_yen: Option<i64>,
    pub(crate) buy_now_yen: Option<i64>,
    pub(crate) starts_at: i64,
    pub(crate) ends_at: i64,
    pub(crate) auto_extension: bool,
    pub(crate) early_end: bool,
    pub(crate) min_rating: Option<i64>,
    pub(crate) max_bad_percent: Option<i64>,
    pub(crate) relists_left: u8,
    pub(crate) cut_percent: u8,
}

/// Who else will bid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rivals", rename_all = "snake_case")]
pub(crate) enum Rivals {
    /// Nobody but those who ask.
    Nobody,
    /// Invented ones, drawn from the marketplace's seed around what the thing is worth.
    Generated { worth_yen: i64 },
    /// These, at these instants.
    Told { bids: Vec<ToldBid> },
}

/// A rival's bid that will come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ToldBid {
    pub(crate) at: i64,
    pub(crate) name: String,
    pub(crate) max_yen: i64,
}
