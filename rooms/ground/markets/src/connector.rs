use std::future::Future;
use std::pin::Pin;

use kernel::Yen;

use crate::model::{
    Became, BidPlaced, BidPreview, Bought, BuyPreview, Found, Item, MarketCategory, MarketOrder,
    MarketTime, OfferAnswer, Search, SellerMessage,
};
use crate::no::No;

/// An answer on its way.
pub type Asked<'a, T> = Pin<Box<dyn Future<Output = Result<T, No>> + Send + 'a>>;

/// Told at the instant a request leaves, after whatever it had to wait for. Told again when it is
/// sent again, unless the one before may have been taken.
pub type Left<'a> = &'a (dyn Fn() + Send + Sync);

/// What a marketplace's connector can do. What it cannot, it refuses by [`No::Cannot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Can {
    /// Find items by words.
    pub search: bool,
    /// Show one item.
    pub item: bool,
    /// Take bids.
    pub bid: bool,
    /// Sell at a fixed price.
    pub buy: bool,
    /// Carry messages to the seller.
    pub message: bool,
    /// Take or leave a lot that falls to the house when its winner is removed.
    pub offers: bool,
    /// Answer at once. Where humans do the work, answers come through the desk.
    pub at_once: bool,
}

impl Can {
    /// All there is: what a marketplace is taken for before it has said what it can do.
    pub const EVERYTHING: Can = Can {
        search: true,
        item: true,
        bid: true,
        buy: true,
        message: true,
        offers: true,
        at_once: true,
    };
    /// Nothing at all.
    pub const NOTHING: Can = Can {
        search: false,
        item: false,
        bid: false,
        buy: false,
        message: false,
        offers: false,
        at_once: false,
    };
}

/// A way to one marketplace. Everything that acts carries the house's own reference: asking twice
/// with the same reference acts once.
pub trait Connector: Send + Sync + 'static {
    /// The marketplace's word, as it stands in our tables: `bazaar`, `desk`.
    fn market(&self) -> &str;
    /// The name members see.
    fn name(&self) -> &str;
    /// The house's account there.
    fn account(&self) -> &str;
    /// What it can do.
    fn can(&self) -> Can;
    /// Asks what the marketplace can do and how much it takes in a second, and keeps to it from
    /// then on.
    fn learn(&self) -> Asked<'_, ()> {
        Box::pin(async { Ok(()) })
    }
    /// The marketplace's clock.
    fn time(&self) -> Asked<'_, MarketTime>;
    /// Finds items.
    fn search<'a>(&'a self, search: &'a Search) -> Asked<'a, Found>;
    /// The categories to search in.
    fn categories(&self) -> Asked<'_, Vec<MarketCategory>>;
    /// One item.
    fn item<'a>(&'a self, item: &'a str) -> Asked<'a, Item>;
    /// Many items at once; those that are not there are left out.
    fn items<'a>(&'a self, items: &'a [String]) -> Asked<'a, Vec<Item>>;
    /// Asks what a bid would meet. Binds nobody.
    fn preview_bid<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        amount: Yen,
    ) -> Asked<'a, BidPreview>;
    /// Places the bid that was previewed, and tells when it left.
    fn place_bid<'a>(&'a self, preview: &'a BidPreview, left: Left<'a>) -> Asked<'a, BidPlaced>;
    /// Asks what a purchase would cost. Binds nobody.
    fn preview_buy<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        quantity: i64,
        each: Yen,
    ) -> Asked<'a, BuyPreview>;
    /// Makes the purchase that was previewed.
    fn buy<'a>(&'a self, preview: &'a BuyPreview) -> Asked<'a, Bought>;
    /// What became of one of our references.
    fn became<'a>(&'a self, reference: &'a str) -> Asked<'a, Became>;
    /// Orders that changed after `after`, oldest change first.
    fn orders(&self, after: i64) -> Asked<'_, Vec<MarketOrder>>;
    /// One order.
    fn order<'a>(&'a self, order: &'a str) -> Asked<'a, MarketOrder>;
    /// Says yes or no to an order that is offered.
    fn answer_offer<'a>(
        &'a self,
        _order: &'a str,
        _reference: &'a str,
        _answer: OfferAnswer,
    ) -> Asked<'a, MarketOrder> {
        Box::pin(async { Err(No::Cannot { what: "offer lots to the next bidder".into() }) })
    }
    /// Pays the seller.
    fn pay<'a>(&'a self, order: &'a str, reference: &'a str, total: Yen) -> Asked<'a, MarketOrder>;
    /// Tells the seller that it arrived.
    fn received<'a>(&'a self, order: &'a str) -> Asked<'a, MarketOrder>;
    /// Writes to the seller of an item.
    fn message<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        text: &'a str,
    ) -> Asked<'a, SellerMessage>;
    /// The messages about an item, oldest first.
    fn messages<'a>(&'a self, item: &'a str) -> Asked<'a, Vec<SellerMessage>>;
}
