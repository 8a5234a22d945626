//! News go up: who hears of what. Service notices by mail come with the notices room; until then
//! a member reads everything on the pages of the bid or order itself.

use jobs::Handlers;

/// All subscribers.
pub(crate) fn subscribe(handlers: Handlers) -> Handlers {
    handlers
        .news::<bidding::BidNews>(|tx, news| crate::house::touch(tx, &news.bid, &news.what))
        .news::<orders::News>(|tx, news| crate::house::touch(tx, &news.order.to_string(), "order"))
}
