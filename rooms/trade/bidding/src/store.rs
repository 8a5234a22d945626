pub(crate) mod offer;

use db::{Answer, Tx};
use kernel::{At, AttemptId, BidGroupId, BidId, LotId, MemberId, Span, Yen};

use crate::rules::{BidState, MISSED, Mode, Outcome, POSTPONED, RESULTS, STEPS};

db::stored!(BidState, Mode, Outcome);

db::sql! {
    LOT_SEE = "INSERT INTO lot (id, market, item, title, price_yen, next_yen, shipping_yen, ends_at, version, is_leading, seen_at, acted_at, watch_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, 0, $11)
               ON CONFLICT (market, item) DO NOTHING";
    LOT_BY_ID = "SELECT id, market, item, title, price_yen, next_yen, shipping_yen, ends_at, version, is_leading, seen_at, acted_at, watch_at, closed_at, result, relisted_as, gone_at
                   FROM lot WHERE id = $1";
    LOT_BY_ITEM = "SELECT id, market, item, title, price_yen, next_yen, shipping_yen, ends_at, version, is_leading, seen_at, acted_at, watch_at, closed_at, result, relisted_as, gone_at
                     FROM lot WHERE market = $1 AND item = $2";
    LOT_SAVE = "UPDATE lot SET price_yen = $1, next_yen = $2, shipping_yen = $3, ends_at = $4, version = $5, is_leading = $6, seen_at = $7, watch_at = $8
                 WHERE id = $9";
    LOT_ACTED = "UPDATE lot SET price_yen = $1, next_yen = $2, ends_at = $3, is_leading = $4, acted_at = $5, watch_at = $6 WHERE id = $7";
    LOT_CLOSE = "UPDATE lot SET closed_at = $1, result = $2, relisted_as = $3, watch_at = NULL WHERE id = $4";
    LOT_GONE = "UPDATE lot SET gone_at = $1 WHERE id = $2";
    LOT_WATCH = "UPDATE lot SET watch_at = $1 WHERE id = $2 AND closed_at IS NULL";
    LOTS_DUE = "SELECT id, item FROM lot WHERE market = $1 AND watch_at <= $2 ORDER BY watch_at, id LIMIT $3";
    LOT_NEXT_LOOK = "SELECT watch_at FROM lot WHERE market = $1 AND watch_at IS NOT NULL ORDER BY watch_at LIMIT 1";
    BID_NEW = "INSERT INTO bid (id, lot, member, ask, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, events, placed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, $14)
               ON CONFLICT (member, ask) DO NOTHING RETURNING id";
    BID_BY_ID = "SELECT id, lot, member, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, warned_yen, events, placed_at
                   FROM bid WHERE id = $1";
    BID_BY_ASK = "SELECT id, lot, member, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, warned_yen, events, placed_at
                    FROM bid WHERE member = $1 AND ask = $2";
    BIDS_ON_LOT = "SELECT id, lot, member, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, warned_yen, events, placed_at
                     FROM bid WHERE lot = $1 ORDER BY id";
    BIDS_AT = "SELECT id, lot, member, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, warned_yen, events, placed_at
                 FROM bid WHERE lot = (SELECT id FROM lot WHERE market = $1 AND item = $2) AND member = $3
                ORDER BY id DESC";
    BIDS_IN_GROUP = "SELECT id, lot, member, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, warned_yen, events, placed_at
                       FROM bid WHERE bid_group = $1 ORDER BY id";
    BIDS_OF_MEMBER = "SELECT id, lot, member, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, warned_yen, events, placed_at
                        FROM bid WHERE member = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    BID_SAVE = "UPDATE bid SET ceiling_yen = $1, state = $2, reason = $3, planned_at = $4, hold_key = $5, holds = $6, sent_yen = $7, warned_yen = $8, events = $9
                 WHERE id = $10";
    EVENT_NEW = "INSERT INTO bid_event (bid, n, state, reason, actor, yen, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    EVENTS_OF = "SELECT n, state, reason, actor, yen, at FROM bid_event WHERE bid = $1 ORDER BY n";
    ATTEMPT_NEW = "INSERT INTO bid_attempt (id, bid, lot, account, amount_yen, mode, planned_at, intended_at, outcome, tries)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'sending', 0)";
    ATTEMPT_BY_ID = "SELECT id, bid, lot, account, amount_yen, mode, planned_at, intended_at, sent_at, answered_at, price_seen_yen, outcome, code, sentence, market_bid, is_leading, tries
                       FROM bid_attempt WHERE id = $1";
    ATTEMPTS_OF = "SELECT id, bid, lot, account, amount_yen, mode, planned_at, intended_at, sent_at, answered_at, price_seen_yen, outcome, code, sentence, market_bid, is_leading, tries
                     FROM bid_attempt WHERE bid = $1 ORDER BY id";
    ATTEMPT_LOST = "UPDATE bid_attempt SET sent_at = COALESCE($1, sent_at), price_seen_yen = COALESCE($2, price_seen_yen), tries = tries + $3
                     WHERE id = $4 AND outcome = 'sending'";
    ATTEMPT_ANSWER = "UPDATE bid_attempt SET sent_at = COALESCE($1, sent_at), answered_at = $2, price_seen_yen = COALESCE($3, price_seen_yen), outcome = $4, code = $5, sentence = $6, market_bid = $7, is_leading = $8, tries = tries + $9
                       WHERE id = $10 AND outcome = 'sending'";
    ATTEMPTS_SENDING = "SELECT a.id, l.market FROM bid_attempt a JOIN lot l ON l.id = a.lot
                         WHERE a.outcome = 'sending' AND a.intended_at <= $1
                           AND NOT EXISTS (SELECT 1 FROM job j WHERE j.key = 'bid.reconcile:' || a.id AND j.dead_at IS NULL)
                         ORDER BY a.intended_at, a.id LIMIT $2";
    ATTEMPT_BEFORE = "SELECT planned_at, outcome FROM bid_attempt WHERE bid = $1 ORDER BY id DESC LIMIT 1";
    SENDING_ON_LOT = "SELECT id FROM bid_attempt WHERE outcome = 'sending' AND lot = $1 LIMIT 1";
    ATTEMPTS_LATEST = "SELECT mode, planned_at, sent_at, outcome, code FROM bid_attempt WHERE id > $1 AND outcome <> 'sending' AND COALESCE(code, '') <> 'extended' ORDER BY id DESC LIMIT $2";
    GROUP_NEW = "INSERT INTO bid_group (id, member, name, wanted, holds, created_at) VALUES ($1, $2, $3, $4, 0, $5)";
    GROUP_BY_ID = "SELECT id, member, name, wanted, hold_key, holds, created_at, closed_at FROM bid_group WHERE id = $1";
    LIVE_OF = "SELECT CAST(COUNT(*) AS BIGINT) FROM bid
                WHERE member = $1 AND state IN ('scheduled', 'armed', 'waiting', 'sending', 'leading',
                                                'outbid', 'displaced')";
    GROUPS_OF = "SELECT id, member, name, wanted, hold_key, holds, created_at, closed_at FROM bid_group WHERE member = $1 ORDER BY id DESC LIMIT 100";
    GROUP_HOLD = "UPDATE bid_group SET hold_key = $1, holds = $2, closed_at = $3 WHERE id = $4";
}

db::row! {
    /// A lot, as the house last saw it.
    pub struct Lot {
        /// Our id of it.
        pub id: LotId,
        /// The marketplace's word.
        pub market: String,
        /// The marketplace's id.
        pub item: String,
        /// Its title.
        pub title: String,
        /// The price when last seen.
        pub price_yen: Yen,
        /// The least next bid when last seen.
        pub next_yen: Yen,
        /// Shipping within Japan, when known.
        pub shipping_yen: Option<Yen>,
        /// Its end, on the marketplace's clock.
        pub ends_at: At,
        pub(crate) version: i64,
        /// Whether the house led when last seen.
        pub leading: bool,
        /// When it was seen.
        pub seen_at: At,
        pub(crate) acted_at: At,
        pub(crate) watch_at: Option<At>,
        /// When the house learnt that it was over.
        pub closed_at: Option<At>,
        /// How it ended.
        pub result: Option<String>,
        /// The marketplace's new id after relisting.
        pub relisted_as: Option<String>,
        /// Since when the marketplace does not show it any more.
        pub gone_at: Option<At>,
    }
    /// A member's bid.
    pub struct Bid {
        /// The bid.
        pub id: BidId,
        /// The lot.
        pub lot: LotId,
        /// Whose it is.
        pub member: MemberId,
        /// When it is sent.
        pub mode: Mode,
        /// The hidden ceiling.
        pub ceiling_yen: Yen,
        /// How long before the end.
        pub lead: Span,
        /// The group it belongs to.
        pub group: Option<BidGroupId>,
        /// Where it stands.
        pub state: BidState,
        /// Why.
        pub reason: String,
        /// When it is to be sent, on the house's clock.
        pub planned_at: Option<At>,
        pub(crate) hold_key: Option<String>,
        pub(crate) holds: i64,
        /// The highest amount the marketplace has of it.
        pub sent_yen: Yen,
        pub(crate) warned_yen: Option<Yen>,
        pub(crate) events: i64,
        /// When the member placed it.
        pub placed_at: At,
    }
    /// One step in the life of a bid.
    pub struct BidEvent {
        /// 1, 2, 3 …
        pub n: i64,
        /// What it became.
        pub state: BidState,
        /// Why.
        pub reason: String,
        /// By whom: a member's id, or `house`, or `market`.
        pub actor: String,
        /// The amount the reason speaks of.
        pub yen: Option<Yen>,
        /// When.
        pub at: At,
    }
    /// The receipt of one attempt to bid.
    pub struct Attempt {
        /// Our reference at the marketplace.
        pub id: AttemptId,
        /// The bid.
        pub bid: BidId,
        /// The lot.
        pub lot: LotId,
        /// The house's account it was sent from.
        pub account: String,
        /// The amount sent.
        pub amount_yen: Yen,
        /// The mode it was sent in.
        pub mode: Mode,
        /// When it was to be sent.
        pub planned_at: At,
        /// When the house committed to sending it.
        pub intended_at: At,
        /// When it left.
        pub sent_at: Option<At>,
        /// When the answer was known.
        pub answered_at: Option<At>,
        /// The price the marketplace showed right before.
        pub price_seen_yen: Option<Yen>,
        /// What it came to.
        pub outcome: Outcome,
        /// The marketplace's code, when refused; `missed` and `extended` are the house's own.
        pub code: Option<String>,
        /// The marketplace's sentence, when refused.
        pub sentence: Option<String>,
        /// The marketplace's id of the bid, when placed.
        pub market_bid: Option<String>,
        /// Whether the house led right after.
        pub leading: Option<bool>,
        /// How often it had to be sent.
        pub tries: i64,
    }
    /// "Win so many of these."
    pub struct Group {
        /// The group.
        pub id: BidGroupId,
        /// Whose it is.
        pub member: MemberId,
        /// What the member calls it.
        pub name: String,
        /// How many to win.
        pub wanted: i64,
        pub(crate) hold_key: Option<String>,
        pub(crate) holds: i64,
        /// Since when.
        pub created_at: At,
        /// When the last of its bids was over.
        pub closed_at: Option<At>,
    }
}

impl Attempt {
    /// Its moment came, and the lot ended before the marketplace had it.
    pub fn is_missed(&self) -> bool {
        self.code.as_deref() == Some(MISSED)
    }

    /// The marketplace named a later end: nothing was sent, it goes at its new moment.
    pub fn is_postponed(&self) -> bool {
        self.code.as_deref() == Some(POSTPONED)
    }
}

impl Bid {
    /// Writes what has changed, and the step that changed it.
    pub(crate) fn step(
        &mut self,
        tx: &mut Tx<'_>,
        state: BidState,
        reason: &str,
        actor: &str,
        yen: Option<Yen>,
    ) -> Answer<()> {
        debug_assert!(has_words(reason), "no words for {reason}");
        self.state = state;
        reason.clone_into(&mut self.reason);
        self.events += 1;
        let at = tx.now();
        tx.put(EVENT_NEW, (self.id, self.events, state, reason, actor, yen, at))?;
        self.save(tx)
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) -> Answer<()> {
        let row = (
            self.ceiling_yen,
            self.state,
            self.reason.as_str(),
            self.planned_at,
            self.hold_key.as_deref(),
            self.holds,
            self.sent_yen,
            self.warned_yen,
            self.events,
            self.id,
        );
        tx.put(BID_SAVE, row)
    }
}

/// Whether a page can say this reason in words.
fn has_words(reason: &str) -> bool {
    RESULTS.contains(&reason)
        || STEPS.contains(&reason)
        || markets::No::ALL.iter().any(|no| no.code == reason)
}

pub(crate) fn lot(tx: &mut Tx<'_>, id: LotId) -> Answer<Lot> {
    let lot: Option<Lot> = tx.maybe(LOT_BY_ID, (id,))?;
    lot.ok_or_else(|| crate::rules::BidRefusal::NoSuchLot.into())
}

pub(crate) fn bid(tx: &mut Tx<'_>, id: BidId) -> Answer<Bid> {
    let bid: Option<Bid> = tx.maybe(BID_BY_ID, (id,))?;
    bid.ok_or_else(|| crate::rules::BidRefusal::NoSuchBid.into())
}

/// A member's own bid; another's is none.
pub(crate) fn bid_of(tx: &mut Tx<'_>, member: MemberId, id: BidId) -> Answer<Bid> {
    let bid = bid(tx, id)?;
    if bid.member == member { Ok(bid) } else { Err(crate::rules::BidRefusal::NoSuchBid.into()) }
}

/// The title of the lot a bid is on; `None` when there is no such bid.
pub fn title_of(tx: &mut Tx<'_>, id: BidId) -> Answer<Option<String>> {
    let bid: Option<Bid> = tx.maybe(BID_BY_ID, (id,))?;
    bid.map(|bid| lot(tx, bid.lot).map(|lot| lot.title)).transpose()
}

pub(crate) fn on_lot(tx: &mut Tx<'_>, lot: LotId) -> Answer<Vec<Bid>> {
    tx.all(BIDS_ON_LOT, (lot,))
}

/// The bid of a member on an item of a marketplace that may still change.
pub(crate) fn live_at(
    tx: &mut Tx<'_>,
    market: &str,
    item: &str,
    member: MemberId,
) -> Answer<Option<Bid>> {
    let bids: Vec<Bid> = tx.all(BIDS_AT, (market, item, member))?;
    Ok(bids.into_iter().find(|bid| !bid.state.is_over()))
}

/// How many bids of a member may still change, offers that wait for an answer among them.
pub fn live_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<i64> {
    Ok(live_bids(tx, member)? + offer::undecided_of(tx, member)?)
}

pub(crate) fn live_bids(tx: &mut Tx<'_>, member: MemberId) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(LIVE_OF, (member,))?.0)
}
