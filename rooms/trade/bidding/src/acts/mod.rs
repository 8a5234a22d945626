pub(crate) mod answer;
pub(crate) mod check;
pub(crate) mod confirm;
pub(crate) mod cover;
pub(crate) mod group;
pub(crate) mod intend;
pub(crate) mod lot;
pub(crate) mod observe;
pub(crate) mod offer;
pub(crate) mod place;
pub(crate) mod postpone;
pub(crate) mod raise;
pub(crate) mod schedule;
pub(crate) mod settle;
pub(crate) mod strike;
pub(crate) mod succeed;
pub(crate) mod vanish;
pub(crate) mod withdraw;

use db::{Answer, Tx};
use jobs::Later;
use kernel::Yen;

use crate::news::BidNews;
use crate::store::Bid;

/// Tells the member of a bid.
pub(crate) fn tell(tx: &mut Tx<'_>, bid: &Bid, what: &str, yen: Option<Yen>) -> Answer<()> {
    tx.tell(&BidNews {
        member: bid.member.to_string(),
        bid: bid.id.to_string(),
        lot: bid.lot.to_string(),
        what: what.to_owned(),
        yen: yen.map(Yen::get),
    })
}
