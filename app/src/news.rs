//! News go up: who hears of what. Service notices by mail come with the notices room; until then
//! a member reads everything on the pages of the bid or order itself.

use jobs::Handlers;

/// All subscribers.
pub(crate) fn subscribe(handlers: Handlers) -> Handlers {
    handlers
        .news::<bidding::BidNews>(|tx, news| crate::house::touch(tx, &news.bid, &news.what))
        .news::<orders::News>(|tx, news| {
            let (order, what) = match news {
                orders::News::ChargeDue { order, .. } => (order, "charge_due"),
                orders::News::Stepped { order, event, .. } => (order, event.as_str()),
            };
            crate::house::touch(tx, &order.to_string(), what)
        })
        .news::<shopping::News>(|tx, news| match news {
            shopping::News::PurchaseEnded { purchase, state, .. } => {
                crate::house::touch(tx, &purchase.to_string(), state)
            }
            shopping::News::QuoteStepped { quote, state, .. } => {
                crate::house::touch(tx, &quote.to_string(), state)
            }
        })
}
