use db::{Answer, Lock, Tx};
use kernel::{At, AttemptId, BidGroupId, BidId, Id, LotId, Page, Span, Yen};
use web::Show;
use web::api::{Call, Tag, Term};

use super::stop;
use crate::acts::place::{self, PlaceBid};
use crate::acts::{group, lot, raise as raising, withdraw as withdrawing};
use crate::rules::{BidState, IfOffered, Mode, Outcome};
use crate::store::{self, Attempt, Bid, BidEvent, Group, Lot};

const ROWS: i64 = 30;

web::shapes! {
    /// A wish to win a lot.
    pub struct NewBid {
        /// The marketplace.
        market: String,
        /// The marketplace's id of the lot.
        item: String,
        /// The most to pay for the lot itself; told to nobody.
        ceiling_yen: Yen,
        /// When it is sent.
        mode: Term<Mode>,
        /// For the last moment: so many seconds before the end.
        lead_s: Option<i64>,
        /// The group it belongs to.
        group: Option<Tag<BidGroupId>>,
    }
    /// A higher ceiling.
    pub struct NewCeiling {
        /// The new ceiling.
        ceiling_yen: Yen,
    }
    /// A group to be opened.
    pub struct NewGroup {
        /// What it is for, in the member's own words.
        name: String,
        /// How many to win.
        wanted: i64,
    }
    /// A group of bids.
    pub struct GroupShape {
        /// The group.
        id: Tag<BidGroupId>,
        /// What it is for.
        name: String,
        /// How many to win.
        wanted: i64,
        /// Since when.
        created_at: At,
        /// When the last of its bids was over.
        closed_at: Option<At>,
    }
    /// A member's groups.
    pub struct Groups {
        /// The latest hundred.
        groups: Vec<GroupShape>,
    }
    /// A member's bid.
    pub struct BidShape {
        /// The bid.
        id: Tag<BidId>,
        /// The marketplace.
        market: String,
        /// The marketplace's id of the lot.
        item: String,
        /// The lot's title.
        title: String,
        /// When it is sent.
        mode: Term<Mode>,
        /// So many seconds before the end.
        lead_s: i64,
        /// The hidden ceiling.
        ceiling_yen: Yen,
        /// The highest amount the marketplace has of it.
        sent_yen: Yen,
        /// The group it belongs to.
        group: Option<Tag<BidGroupId>>,
        /// Where it stands.
        state: Term<BidState>,
        /// Why.
        reason: String,
        /// When it is to be sent.
        planned_at: Option<At>,
        /// When it was placed.
        placed_at: At,
        /// The price of the lot when it was last seen.
        price_yen: Yen,
        /// When the lot ends.
        ends_at: At,
    }
    /// The receipt of one attempt to bid.
    pub struct Receipt {
        /// Our reference at the marketplace.
        id: Tag<AttemptId>,
        /// The amount sent.
        amount_yen: Yen,
        /// When it was to be sent.
        planned_at: At,
        /// When it left.
        sent_at: Option<At>,
        /// When the answer was known.
        answered_at: Option<At>,
        /// The price right before.
        price_seen_yen: Option<Yen>,
        /// What it came to.
        outcome: Term<Outcome>,
        /// The marketplace's code, when refused; `missed`: the lot ended before the marketplace had
        /// it; `extended`: the lot ends later than was known, and it goes at its new moment.
        code: Option<String>,
        /// The marketplace's id of the bid, when taken.
        market_bid: Option<String>,
        /// Whether the house led right after.
        leading: Option<bool>,
    }
    /// One step in the life of a bid.
    pub struct BidStep {
        /// When.
        at: At,
        /// What it became.
        state: Term<BidState>,
        /// Why.
        reason: String,
        /// By whom: `house`, `market` or `you`.
        by: String,
        /// The amount the reason speaks of.
        yen: Option<Yen>,
    }
    /// A bid with everything that happened to it.
    pub struct BidStory {
        /// The bid.
        bid: BidShape,
        /// The receipt of every attempt.
        receipts: Vec<Receipt>,
        /// Lots that fell to it because their winner was removed, the latest first.
        offers: Vec<super::offers::OfferShape>,
        /// What the member said beforehand to such a lot.
        if_offered: Term<IfOffered>,
        /// Its steps, oldest first.
        steps: Vec<BidStep>,
    }
}

fn shape((bid, lot): &(Bid, Lot)) -> BidShape {
    BidShape {
        id: Tag(bid.id),
        market: lot.market.clone(),
        item: lot.item.clone(),
        title: lot.title.clone(),
        mode: Term(bid.mode),
        lead_s: bid.lead.as_secs(),
        ceiling_yen: bid.ceiling_yen,
        sent_yen: bid.sent_yen,
        group: bid.group.map(Tag),
        state: Term(bid.state),
        reason: bid.reason.clone(),
        planned_at: bid.planned_at,
        placed_at: bid.placed_at,
        price_yen: lot.price_yen,
        ends_at: lot.ends_at,
    }
}

/// A lot with its end on our clock, as everything else that is told of a bid.
fn on_our_clock(tx: &mut Tx<'_>, id: LotId) -> Answer<Lot> {
    let lot = store::lot(tx, id)?;
    let ends_at = lot::end_here(tx, &lot);
    Ok(Lot { ends_at, ..lot })
}

fn receipt(attempt: &Attempt) -> Receipt {
    Receipt {
        id: Tag(attempt.id),
        amount_yen: attempt.amount_yen,
        planned_at: attempt.planned_at,
        sent_at: attempt.sent_at,
        answered_at: attempt.answered_at,
        price_seen_yen: attempt.price_seen_yen,
        outcome: Term(attempt.outcome),
        code: attempt.code.clone(),
        market_bid: attempt.market_bid.clone(),
        leading: attempt.leading,
    }
}

fn step(event: &BidEvent) -> BidStep {
    let by = match event.actor.as_str() {
        who @ ("house" | "market") => who,
        _ => "you",
    };
    BidStep {
        at: event.at,
        state: Term(event.state),
        reason: event.reason.clone(),
        by: by.to_owned(),
        yen: event.yen,
    }
}

pub(super) async fn list(call: Call) -> Show {
    let me = call.me()?;
    let before = call.after::<BidId>()?.unwrap_or(BidId::from_bits(u128::MAX));
    let read = move |tx: &mut Tx<'_>| -> Answer<Page<(Bid, Lot)>> {
        let bids: Vec<Bid> = tx.all(store::BIDS_OF_MEMBER, (me, before, ROWS + 1))?;
        let most = usize::try_from(ROWS).unwrap_or(0);
        let page = Page::cut(bids, most, |bid: &Bid| bid.id.to_string());
        let with_lot = |bid: Bid| on_our_clock(tx, bid.lot).map(|lot| (bid, lot));
        Ok(Page {
            rows: page.rows.into_iter().map(with_lot).collect::<Answer<_>>()?,
            next: page.next,
        })
    };
    let page = call.cx.db().read("bidding.api_list", read).await?;
    call.page(&page, shape)
}

pub(super) async fn one(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<BidId>()?);
    let read = move |tx: &mut Tx<'_>| {
        let bid = store::bid_of(tx, me, id)?;
        let lot = on_our_clock(tx, bid.lot)?;
        let attempts: Vec<Attempt> = tx.all(store::ATTEMPTS_OF, (id,))?;
        let events: Vec<BidEvent> = tx.all(store::EVENTS_OF, (id,))?;
        Ok(BidStory {
            bid: shape(&(bid, lot)),
            receipts: attempts.iter().map(receipt).collect(),
            offers: super::offers::of_bid(tx, id)?,
            if_offered: Term(store::offer::if_offered(tx, id)?),
            steps: events.iter().map(step).collect(),
        })
    };
    call.say(&call.cx.db().read("bidding.api_one", read).await?)
}

pub(super) async fn place(call: Call) -> Show {
    let (member, new) = (call.me()?, call.body::<NewBid>()?);
    let markets = call.cx.plugged::<markets::Markets>()?;
    let connector = std::sync::Arc::clone(markets.to(&new.market).map_err(stop)?);
    let item = connector.item(&new.item).await.map_err(stop)?;
    let lead = match new.mode.0 {
        Mode::Now => Span::ZERO,
        Mode::LastMoment => Span::secs(new.lead_s.unwrap_or(10)),
    };
    let ask = PlaceBid {
        member,
        market: new.market,
        item,
        ceiling_yen: new.ceiling_yen,
        mode: new.mode.0,
        lead,
        group: new.group.map(|group| group.0),
        ask: call.wish()?,
    };
    call.make("bidding.place", Lock::none(), move |tx: &mut Tx<'_>| place::place(tx, &ask)).await
}

pub(super) async fn raise(call: Call) -> Show {
    let (me, id, new) = (call.me()?, call.id::<BidId>()?, call.body::<NewCeiling>()?);
    let look = move |tx: &mut Tx<'_>| {
        let bid = store::bid_of(tx, me, id)?;
        store::lot(tx, bid.lot)
    };
    let lot = call.cx.db().read("bidding.api_raise", look).await?;
    let markets = call.cx.plugged::<markets::Markets>()?;
    let connector = std::sync::Arc::clone(markets.to(&lot.market).map_err(stop)?);
    let item = connector.item(&lot.item).await.map_err(stop)?;
    let act = move |tx: &mut Tx<'_>| raising::raise(tx, me, id, new.ceiling_yen, &item);
    call.done("bidding.raise", Lock::on(lot.id), act).await
}

pub(super) async fn withdraw(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<BidId>()?);
    let act = move |tx: &mut Tx<'_>| withdrawing::withdraw(tx, me, id);
    call.done("bidding.withdraw", Lock::none(), act).await
}

pub(super) async fn groups(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| tx.all::<Group>(store::GROUPS_OF, (me,));
    let groups = call.cx.db().read("bidding.api_groups", read).await?;
    let one = |group: &Group| GroupShape {
        id: Tag(group.id),
        name: group.name.clone(),
        wanted: group.wanted,
        created_at: group.created_at,
        closed_at: group.closed_at,
    };
    call.say(&Groups { groups: groups.iter().map(one).collect() })
}

pub(super) async fn open_group(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<NewGroup>()?);
    let name: String = new.name.chars().take(80).collect();
    let act = move |tx: &mut Tx<'_>| group::open_group(tx, me, &name, new.wanted);
    call.make("bidding.open_group", Lock::none(), act).await
}
