//! Lots that fell to the house, and what became of each.

use db::{Answer, Tx};
use kernel::{At, BidGroupId, BidId, LotId, MemberId, OfferId, Yen};

use crate::rules::{IfOffered, OfferState};

db::stored!(OfferState, IfOffered);

db::sql! {
    OFFER_NEW = "INSERT INTO bid_offer (id, bid, lot, member, market_order, account, price_yen, shipping_yen, total_yen, state, offered_at, answer_by, tries)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)";
    OFFER_BY_ID = "SELECT id, bid, lot, member, market_order, account, price_yen, shipping_yen, total_yen, state, offered_at, answer_by, decided_at, decided_by, sent_at, answered_at, tries, code, sentence
                     FROM bid_offer WHERE id = $1";
    OFFER_OF_ORDER = "SELECT id, bid, lot, member, market_order, account, price_yen, shipping_yen, total_yen, state, offered_at, answer_by, decided_at, decided_by, sent_at, answered_at, tries, code, sentence
                        FROM bid_offer WHERE lot = $1 AND market_order = $2";
    OFFERS_OF = "SELECT id, bid, lot, member, market_order, account, price_yen, shipping_yen, total_yen, state, offered_at, answer_by, decided_at, decided_by, sent_at, answered_at, tries, code, sentence
                   FROM bid_offer WHERE bid = $1 ORDER BY id DESC";
    OFFER_SAVE = "UPDATE bid_offer SET shipping_yen = $1, total_yen = $2, state = $3, answer_by = $4, decided_at = $5, decided_by = $6, answered_at = $7, code = $8, sentence = $9
                   WHERE id = $10";
    /// Something is about to leave under this reference.
    OFFER_LEAVES = "UPDATE bid_offer SET sent_at = COALESCE(sent_at, $1), tries = tries + 1 WHERE id = $2";
    UNDECIDED_OF = "SELECT CAST(COUNT(*) AS BIGINT) FROM bid_offer WHERE member = $1 AND state IN ('open', 'taking', 'leaving')";
    TAKING_IN = "SELECT CAST(COUNT(*) AS BIGINT) FROM bid_offer o JOIN bid b ON b.id = o.bid
                  WHERE b.bid_group = $1 AND o.state = 'taking'";
    IF_OFFERED = "SELECT COALESCE(if_offered, 'ask') FROM bid WHERE id = $1";
    SET_IF_OFFERED = "UPDATE bid SET if_offered = $1 WHERE id = $2";
    /// The references of all answers that say yes and were taken, for audits.
    TAKEN = "SELECT id FROM bid_offer WHERE state = 'taken' ORDER BY id";
}

db::row! {
    /// A lot that fell to the house because its winner was removed.
    pub struct Offer {
        /// Our reference for the answer.
        pub id: OfferId,
        /// The bid it fell to.
        pub bid: BidId,
        /// The lot.
        pub lot: LotId,
        /// Whose bid that is.
        pub member: MemberId,
        /// The marketplace's order.
        pub market_order: String,
        /// The house's account it was offered to.
        pub account: String,
        /// The price: the house's own highest bid.
        pub price_yen: Yen,
        /// Shipping within Japan, when known.
        pub shipping_yen: Option<Yen>,
        /// What the seller is to be paid.
        pub total_yen: Yen,
        /// What became of it.
        pub state: OfferState,
        /// When the house heard of it.
        pub offered_at: At,
        /// Until when it is to be answered, on the marketplace's clock.
        pub answer_by: Option<At>,
        /// When its member, or the house on their word, decided.
        pub decided_at: Option<At>,
        /// Who did: a member's id, or `house`.
        pub decided_by: Option<String>,
        /// When the answer left first.
        pub sent_at: Option<At>,
        /// When the marketplace's word on it was known.
        pub answered_at: Option<At>,
        /// How often the answer had to be sent.
        pub tries: i64,
        /// The marketplace's code, when it said no.
        pub code: Option<String>,
        /// Its sentence.
        pub sentence: Option<String>,
    }
}

impl Offer {
    pub(crate) fn write(&self, tx: &mut Tx<'_>) -> Answer<()> {
        let row = (
            self.id,
            self.bid,
            self.lot,
            self.member,
            self.market_order.as_str(),
            self.account.as_str(),
            self.price_yen,
            self.shipping_yen,
            self.total_yen,
            self.state,
            self.offered_at,
            self.answer_by,
        );
        tx.put(OFFER_NEW, row)
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) -> Answer<()> {
        let row = (
            self.shipping_yen,
            self.total_yen,
            self.state,
            self.answer_by,
            self.decided_at,
            self.decided_by.as_deref(),
            self.answered_at,
            self.code.as_deref(),
            self.sentence.as_deref(),
            self.id,
        );
        tx.put(OFFER_SAVE, row)
    }
}

pub(crate) fn by_id(tx: &mut Tx<'_>, id: OfferId) -> Answer<Offer> {
    let offer: Option<Offer> = tx.maybe(OFFER_BY_ID, (id,))?;
    offer.ok_or_else(|| crate::rules::BidRefusal::NoOffer.into())
}

pub(crate) fn of_order(tx: &mut Tx<'_>, lot: LotId, order: &str) -> Answer<Option<Offer>> {
    tx.maybe(OFFER_OF_ORDER, (lot, order))
}

/// What fell to a bid, the latest first.
pub fn offers_of(tx: &mut Tx<'_>, bid: BidId) -> Answer<Vec<Offer>> {
    tx.all(OFFERS_OF, (bid,))
}

pub(crate) fn undecided_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(UNDECIDED_OF, (member,))?.0)
}

pub(crate) fn taking_in(tx: &mut Tx<'_>, group: BidGroupId) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(TAKING_IN, (group,))?.0)
}

/// What the member of a bid said beforehand.
pub(crate) fn if_offered(tx: &mut Tx<'_>, bid: BidId) -> Answer<IfOffered> {
    Ok(tx.one::<(IfOffered,)>(IF_OFFERED, (bid,))?.0)
}

/// The references of all offers that were taken: the marketplace's own list must be the same.
pub fn taken_offers(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let rows: Vec<(OfferId,)> = tx.all(TAKEN, ())?;
    Ok(rows.into_iter().map(|row| row.0.to_string()).collect())
}
