//! News go up: who hears of what. Open pages show that something has changed; members are told.

use db::{Answer, Tx};
use jobs::Handlers;
use notices::Fact;

use crate::house::touch;

/// All subscribers.
pub(crate) fn subscribe(handlers: Handlers) -> Handlers {
    handlers
        .news::<bidding::BidNews>(|tx, news| touch(tx, &news.bid, &news.what))
        .news::<bidding::BidNews>(|tx, news| tell(tx, Fact::of_bid(news)))
        .news::<orders::News>(|tx, news| {
            let (order, what) = match news {
                orders::News::ChargeDue { order, .. } => (order, "charge_due"),
                orders::News::Stepped { order, event, .. } => (order, event.as_str()),
            };
            touch(tx, &order.to_string(), what)
        })
        .news::<orders::News>(|tx, news| tell(tx, Fact::of_order(news)))
        .news::<shopping::News>(|tx, news| match news {
            shopping::News::PurchaseEnded { purchase, state, .. } => {
                touch(tx, &purchase.to_string(), state)
            }
            shopping::News::QuoteStepped { quote, state, .. } => {
                touch(tx, &quote.to_string(), state)
            }
        })
        .news::<shopping::News>(|tx, news| tell(tx, Fact::of_shopping(news)))
        .news::<inquiries::News>(|tx, news| {
            let (kind, inquiry, member) = match news {
                inquiries::News::Answered { inquiry, member } => {
                    (notices::Kind::CaseAnswered, inquiry, member)
                }
                inquiries::News::Closed { inquiry, member } => {
                    (notices::Kind::CaseClosed, inquiry, member)
                }
            };
            tell(tx, Some(Fact::new(*member, kind, inquiry)))
        })
        .news::<privacy::requests::News>(notices::tell_of_request)
        .news::<duties::News>(notices::tell_of_duty)
        .news::<privacy::requests::PassOn>(notices::pass_on)
        .news::<members::News>(|tx, news| tell(tx, Some(Fact::of_account(news))))
}

fn tell(tx: &mut Tx<'_>, fact: Option<Fact>) -> Answer<()> {
    fact.map_or(Ok(()), |fact| notices::tell(tx, &fact))
}
