//! Lots that fell to a bid because their winner was removed, for machines.

use db::{Answer, Lock, Tx};
use kernel::{At, BidId, OfferId, Yen};
use web::Show;
use web::api::{Call, Tag, Term};

use crate::acts::{answer, lot};
use crate::rules::{IfOffered, OfferState};
use crate::store::{self, offer::Offer};

web::shapes! {
    /// A lot that fell to a bid because its winner was removed.
    pub struct OfferShape {
        /// Our reference for the answer.
        id: Tag<OfferId>,
        /// The price: the house's own highest bid there.
        price_yen: Yen,
        /// Shipping within Japan; unknown is null.
        shipping_yen: Option<Yen>,
        /// The most it may cost, shipping and our fee with it: an acceptance repeats it.
        most_yen: Yen,
        /// What became of it.
        state: Term<OfferState>,
        /// When the house heard of it.
        offered_at: At,
        /// Until when it is to be answered.
        answer_by: Option<At>,
        /// When it was decided.
        decided_at: Option<At>,
        /// When the answer left.
        sent_at: Option<At>,
        /// When the marketplace's word on it was known.
        answered_at: Option<At>,
        /// The marketplace's code, when it said no.
        code: Option<String>,
    }
    /// A yes to an offer.
    pub struct Acceptance {
        /// The most it may cost, as it was shown.
        most_yen: Yen,
    }
    /// What is to be done with a lot that falls to a bid.
    pub struct Beforehand {
        /// Ask, take or leave.
        if_offered: Term<IfOffered>,
    }
}

/// What fell to a bid, the latest first, with its times on our clock.
pub(super) fn of_bid(tx: &mut Tx<'_>, bid: BidId) -> Answer<Vec<OfferShape>> {
    let offers = store::offer::offers_of(tx, bid)?;
    offers.into_iter().map(|offer| shape(tx, offer)).collect()
}

fn shape(tx: &mut Tx<'_>, offer: Offer) -> Answer<OfferShape> {
    let market = store::lot(tx, offer.lot)?.market;
    let ahead = lot::ahead(tx, &market);
    Ok(OfferShape {
        id: Tag(offer.id),
        price_yen: offer.price_yen,
        shipping_yen: offer.shipping_yen,
        most_yen: answer::cover_of(tx, &offer)?,
        state: Term(offer.state),
        offered_at: offer.offered_at,
        answer_by: offer.answer_by.map(|by| by.minus(ahead)),
        decided_at: offer.decided_at,
        sent_at: offer.sent_at,
        answered_at: offer.answered_at,
        code: offer.code,
    })
}

pub(super) async fn take(call: Call) -> Show {
    let (me, id, yes) = (call.me()?, call.id::<BidId>()?, call.body::<Acceptance>()?);
    let act = move |tx: &mut Tx<'_>| answer::take_offer(tx, me, id, yes.most_yen);
    call.done("bidding.take_offer", Lock::none(), act).await
}

pub(super) async fn leave(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<BidId>()?);
    let act = move |tx: &mut Tx<'_>| answer::leave_offer(tx, me, id);
    call.done("bidding.leave_offer", Lock::none(), act).await
}

pub(super) async fn keep(call: Call) -> Show {
    let (me, id, said) = (call.me()?, call.id::<BidId>()?, call.body::<Beforehand>()?);
    let what = said.if_offered.0;
    let act = move |tx: &mut Tx<'_>| answer::set_if_offered(tx, me, id, what);
    call.done("bidding.set_if_offered", Lock::none(), act).await
}
