use kernel::{At, Yen};

kernel::words! {
    /// How a thing is sold.
    pub enum Kind {
        /// To the highest bidder.
        Auction = "auction",
        /// At a fixed price.
        Fixed = "fixed",
    }
    /// Whether a thing can still be had.
    pub enum ItemStatus {
        /// It can.
        Open = "open",
        /// It is over.
        Ended = "ended",
        /// The seller took it back.
        Cancelled = "cancelled",
    }
    /// Where an order stands at the marketplace.
    pub enum OrderState {
        /// The house may take the lot as runner-up.
        Offered = "offered",
        /// The house said no, or nothing, to that.
        Declined = "declined",
        /// The seller waits for the money.
        AwaitingPayment = "awaiting_payment",
        /// Paid; the seller has to ship.
        Paid = "paid",
        /// On its way to the warehouse.
        Shipped = "shipped",
        /// The house has said that it arrived.
        Received = "received",
        /// The seller removed the winner.
        WinnerRemoved = "winner_removed",
        /// The seller cancelled.
        Cancelled = "cancelled",
    }
}

/// An item as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The marketplace's own id.
    pub id: String,
    /// How it is sold.
    pub kind: Kind,
    /// Whether it can still be had.
    pub status: ItemStatus,
    /// How it ended: `won`, `no_bidder`, `reserve_not_met`, …
    pub result: Option<String>,
    /// Grows with every change.
    pub version: i64,
    /// Its page at the marketplace.
    pub url: String,
    /// Addresses of its pictures.
    pub images: Vec<String>,
    /// The title as written.
    pub title_ja: String,
    /// The title in English, when the marketplace has one.
    pub title_en: Option<String>,
    /// The seller's words.
    pub description_ja: String,
    /// In English, when the marketplace has it.
    pub description_en: Option<String>,
    /// Category, outermost first, in English where there is one.
    pub category_path: Vec<String>,
    /// The category's id.
    pub category_id: String,
    /// The seller.
    pub seller: Seller,
    /// Price at the start.
    pub start_yen: Yen,
    /// The price now.
    pub price_yen: Yen,
    /// The least a new bidder may bid; `None` at a fixed price.
    pub next_yen: Option<Yen>,
    /// Today's step.
    pub step_yen: Option<Yen>,
    /// A bid of so much wins at once.
    pub buy_now_yen: Option<Yen>,
    /// Whether a reserve is set and met: `none`, `unmet`, `met`.
    pub reserve: String,
    /// Bids so far.
    pub bids: i64,
    /// How many are left.
    pub available: i64,
    /// From when it takes bids or is sold; unknown is `None`.
    pub starts_at: Option<At>,
    /// When it ends; `None` at a fixed price.
    pub ends_at: Option<At>,
    /// When it really closed.
    pub closed_at: Option<At>,
    /// Whether late bids move the end.
    pub auto_extension: bool,
    /// `new`, `good`, `used`, …
    pub condition: String,
    /// What the winner pays for shipping within Japan; unknown is `None`.
    pub shipping_yen: Option<Yen>,
    /// The seller's word on its weight.
    pub weight_g: Option<i64>,
    /// The prefecture it is sent from.
    pub prefecture: String,
    /// The new id after relisting.
    pub relisted_as: Option<String>,
    /// What the house has at stake here.
    pub mine: Option<Mine>,
}

/// Who sells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// The marketplace's id of them.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// Good ratings.
    pub good: i64,
    /// Bad ratings.
    pub bad: i64,
}

/// What the house's account has at stake in an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// The account's standing maximum.
    pub max_yen: Option<Yen>,
    /// Whether it leads, or has won.
    pub leading: bool,
    /// The order, once won or bought.
    pub order_id: Option<String>,
    /// The least this account may bid.
    pub next_yen: Option<Yen>,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Search {
    /// Words, all of which must occur.
    pub words: String,
    /// A category.
    pub category: String,
    /// `auction`, `fixed` or both when empty.
    pub kind: String,
    /// `ends`, `newest`, `price`, `price_desc`, `bids`.
    pub sort: String,
    /// From this price.
    pub min_yen: Option<i64>,
    /// Up to this price.
    pub max_yen: Option<i64>,
    /// From 1.
    pub page: i64,
}

/// One page of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many there are in all.
    pub total: i64,
    /// This page's number.
    pub page: i64,
    /// How many a page has.
    pub per_page: i64,
    /// The items.
    pub rows: Vec<Item>,
}

/// A category of a marketplace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketCategory {
    /// The id to search with.
    pub id: String,
    /// The one above.
    pub parent: Option<String>,
    /// Its name.
    pub name: String,
    /// How many items are open in it.
    pub open: i64,
}

/// A marketplace's word on a bid that is not placed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidPreview {
    /// The item.
    pub item: String,
    /// Our reference.
    pub reference: String,
    /// The hidden maximum.
    pub amount_yen: Yen,
    /// The price it was asked at.
    pub price_yen: Yen,
    /// The least this account may bid.
    pub next_yen: Yen,
    /// When the lot ends.
    pub ends_at: At,
    /// Until when the signature holds, on the marketplace's clock.
    pub expires_at: At,
    /// What placing has to repeat.
    pub signature: String,
}

/// A bid that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidPlaced {
    /// The marketplace's id of the bid.
    pub bid_id: String,
    /// When it decided.
    pub placed_at: At,
    /// Whether the house leads.
    pub leading: bool,
    /// The price right after.
    pub price_yen: Yen,
    /// The least a stranger may bid now.
    pub next_yen: Yen,
    /// When the lot ends now.
    pub ends_at: At,
    /// Whether this bid moved the end.
    pub extended: bool,
    /// Whether it bought the lot outright.
    pub bought_now: bool,
    /// The order, when it did.
    pub order_id: Option<String>,
}

/// A marketplace's word on a purchase that is not made yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuyPreview {
    /// The item.
    pub item: String,
    /// Our reference.
    pub reference: String,
    /// How many.
    pub quantity: i64,
    /// The price of one.
    pub expected_yen: Yen,
    /// Shipping within Japan.
    pub shipping_yen: Option<Yen>,
    /// How many are left.
    pub available: i64,
    /// Until when the signature holds.
    pub expires_at: At,
    /// What placing has to repeat.
    pub signature: String,
}

/// A purchase that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bought {
    /// The marketplace's order.
    pub order_id: String,
    /// The price of one.
    pub unit_yen: Yen,
    /// Shipping within Japan.
    pub shipping_yen: Option<Yen>,
    /// All of it.
    pub total_yen: Yen,
}

/// What has become of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// The marketplace has never seen it.
    Unknown,
    /// A bid was taken.
    Bid(BidPlaced),
    /// A purchase was made.
    Bought(Bought),
    /// A payment, a message or the answer to an offer was taken.
    Taken,
    /// It was refused for good.
    Refused(crate::No),
}

/// An order at the marketplace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketOrder {
    /// The marketplace's id.
    pub id: String,
    /// Grows with every change of an order.
    pub seq: i64,
    /// The item.
    pub item: String,
    /// Our reference of the bid or purchase it came from.
    pub reference: Option<String>,
    /// How many.
    pub quantity: i64,
    /// The price of all of them.
    pub item_yen: Yen,
    /// Shipping within Japan.
    pub shipping_yen: Option<Yen>,
    /// What the seller is to be paid.
    pub total_yen: Yen,
    /// Where it stands.
    pub state: OrderState,
    /// Why, when it was removed or cancelled.
    pub reason: Option<String>,
    /// Until when it must be paid or accepted.
    pub pay_by_at: Option<At>,
    /// Who carries it to the warehouse.
    pub carrier: Option<String>,
    /// The domestic tracking number.
    pub tracking_number: Option<String>,
    /// The seller's word on its weight.
    pub weight_g: Option<i64>,
}

/// The house's answer to a lot that is offered to it as the runner-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferAnswer {
    /// It takes it, and the seller is to be paid so much.
    Take(Yen),
    /// It lets it go.
    Leave,
}

/// One message to or from a seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SellerMessage {
    /// The marketplace's id.
    pub id: String,
    /// Whether the seller wrote it.
    pub from_seller: bool,
    /// The words.
    pub text: String,
    /// When.
    pub sent_at: At,
    /// Our reference, when the house wrote it.
    pub reference: Option<String>,
}

/// How a marketplace's clock runs: its instant at one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarketTime {
    /// What its clock showed.
    pub now_at: At,
    /// How many times as fast as the wall's it runs.
    pub speed: i64,
}
