//! One random play: its members and lots, its acts, and what a plain telling says after each.

use std::collections::{BTreeMap, BTreeSet};

use bidding::{Bid, BidState, OfferState};
use kernel::{AttemptId, BidGroupId, BidId, Id, Refused, Span};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::acts::{Act, stands};
use crate::house::{House, Wish, member};
use crate::market::{HOUSE, Listing};

const PURSE: i64 = 20_000;
const FEE: i64 = 500;
const ALLOWANCE: i64 = 1_500;

/// One run: its own members and lots, on a house that other runs have used.
pub(crate) struct Run<'h, 'b> {
    pub(crate) house: &'h House<'b>,
    pub(crate) salt: u128,
    groups: Vec<BidGroupId>,
    pub(crate) bids: BTreeMap<BidId, Told>,
    /// Nothing but members and rivals has acted: no misfortune, no seller.
    fair: bool,
    /// What other runs have left wrong.
    before: Vec<String>,
}

/// What the member has said of a bid.
pub(crate) struct Told {
    pub(crate) who: usize,
    pub(crate) lot: usize,
    ceilings: Vec<i64>,
    grouped: bool,
}

impl<'h, 'b> Run<'h, 'b> {
    pub(crate) fn begin(house: &'h House<'b>, salt: u128, before: Vec<String>) -> Run<'h, 'b> {
        // A play that failed left its misfortune behind.
        {
            let mut inner = house.market.inner();
            inner.outage = false;
            inner.script.clear();
            inner.between.clear();
        }
        let (groups, bids) = (Vec::new(), BTreeMap::new());
        let mut run = Run { house, salt, groups, bids, fair: true, before };
        for who in 0..3 {
            house.give(run.who(who), PURSE);
            run.groups.push(house.group(run.who(who), wanted(who)));
        }
        for lot in 0..3usize {
            let listing = Listing {
                ends_in: Span::minutes(4 + 4 * i64::try_from(lot).unwrap()),
                auto_extension: lot > 0,
                reserve: (lot == 2).then_some(2_500),
                shipping: (lot != 1).then_some(800),
                ..Listing::default()
            };
            house.list(&run.item(lot), listing);
        }
        run
    }

    pub(crate) fn who(&self, who: usize) -> u128 {
        self.salt * 10 + 5 + who as u128
    }

    pub(crate) fn item(&self, lot: usize) -> String {
        format!("r{}-{lot}", self.salt)
    }

    pub(crate) fn bid_of(&self, who: usize, lot: usize) -> Option<BidId> {
        self.bids.iter().rev().find(|(_, t)| (t.who, t.lot) == (who, lot)).map(|(id, _)| *id)
    }

    pub(crate) fn step(&mut self, act: &Act) {
        let house = self.house;
        match *act {
            Act::Place { who, lot, ceiling, lead, grouped } => {
                let group = grouped.then(|| self.groups[who]);
                let ask = format!("{}/{lot}/{}", self.who(who), self.bids.len());
                let (who_id, item) = (self.who(who), self.item(lot));
                let wish = Wish { who: who_id, item, ceiling, lead, group, ask };
                match house.try_place(&wish) {
                    Ok(bid) => {
                        let ceilings = vec![ceiling];
                        self.bids.insert(bid, Told { who, lot, ceilings, grouped });
                    }
                    Err(refused) => self.is_held_up(&refused, who, lot, ceiling),
                }
            }
            Act::Raise { who, lot, by } => {
                let Some(bid) = self.bid_of(who, lot) else { return };
                let ceiling = self.bids[&bid].ceilings.last().unwrap() + by;
                match house.raise(bid, ceiling) {
                    Ok(()) => self.bids.get_mut(&bid).unwrap().ceilings.push(ceiling),
                    Err(refused) => self.is_held_up(&refused, who, lot, ceiling),
                }
            }
            Act::Withdraw { who, lot } => {
                if let Some(bid) = self.bid_of(who, lot) {
                    let _ = house.withdraw(bid);
                }
            }
            Act::Pass { secs } => house.pass(Span::secs(secs)),
            Act::Work => house.work(),
            Act::Look => {
                house.bench.clock.forward(Span::micros(1));
                house.look();
            }
            _ => self.outside(act),
        }
    }

    /// Who may not enter is held up by another who is really sent, or by what the marketplace has
    /// of the house already.
    fn is_held_up(&self, refused: &Refused, who: usize, lot: usize, ceiling: i64) {
        if refused.code() != "bidding.house_higher" {
            return;
        }
        let above = |(bid, told): &(Bid, &Told)| {
            (told.lot == lot && told.who != who) && stands(bid) && bid.ceiling_yen.get() >= ceiling
        };
        let there = self.house.item(&self.item(lot)).mine.filter(|mine| mine.leading);
        let there = there.and_then(|mine| mine.next_yen).is_some_and(|next| next.get() > ceiling);
        let held_up = there || self.rows().iter().any(above);
        assert!(held_up, "{ceiling} on {lot} was held up by nobody");
    }

    /// What others do.
    fn outside(&mut self, act: &Act) {
        let market = &self.house.market;
        match *act {
            Act::Rival { lot, who, above } => {
                let max = market.least(&self.item(lot)) + above;
                let _ = market.rival(&self.item(lot), who, max);
                return;
            }
            Act::Between { lot, above } => {
                let item = self.item(lot);
                let max = market.least(&item) + above;
                market.inner().between.push_back((item, 9, max));
            }
            Act::Trouble(trouble) => market.inner().script.push_back(trouble),
            Act::Outage(on) => market.inner().outage = on,
            Act::Arrive => market.arrive(),
            Act::EndEarly { lot } => {
                let _ = market.change(&self.item(lot), |auction, now| auction.end_early(now));
            }
            Act::Cancel { lot } => {
                let _ = market.change(&self.item(lot), |auction, now| auction.cancel(now));
            }
            Act::Remove { lot } => {
                market.remove_rival(&self.item(lot));
            }
            Act::Strike { lot } => {
                let _ = market.change(&self.item(lot), |auction, now| {
                    let ours = auction.bids().iter().filter(|b| !b.removed && b.bidder == HOUSE);
                    let top = ours.max_by_key(|b| b.max).map_or(0, |b| b.number);
                    auction.remove_bid(top, now)
                });
            }
            Act::RemoveWinner { lot } if !market.is_open(&self.item(lot)) => {
                market.remove_winner(&self.item(lot));
            }
            Act::Answer { who, lot, take } => self.answer(who, lot, take),
            Act::Hear => self.hear(),
            Act::Shipping { lot, yen } => {
                let mut inner = market.inner();
                let lot = inner.lots.get_mut(&self.item(lot)).unwrap();
                (lot.shipping, lot.version) = (Some(yen), lot.version + 1);
            }
            _ => {}
        }
        self.fair = false;
    }

    fn rows(&self) -> Vec<(Bid, &Told)> {
        self.bids.iter().map(|(id, told)| (self.house.bid(*id), told)).collect()
    }

    /// How many places of their group what fell to this member is taking.
    fn taking(&self, rows: &[(Bid, &Told)], who: usize) -> usize {
        let of = rows.iter().filter(|(_, told)| (told.who, told.grouped) == (who, true));
        let offers = of.flat_map(|(bid, _)| self.house.offers(bid.id));
        offers.filter(|offer| offer.state == OfferState::Taking).count()
    }

    fn came_back(&self, bid: BidId) -> bool {
        self.house.events(bid).iter().any(|e| e.reason == "back_in_front")
    }

    pub(crate) fn check(&self) -> Result<(), TestCaseError> {
        let rows = self.rows();
        self.check_sending(&rows)?;
        self.check_groups(&rows)?;
        self.check_money(&rows)?;
        for lot in 0..3 {
            let leading = rows.iter().filter(|(b, t)| t.lot == lot && b.state == BidState::Leading);
            prop_assert!(leading.count() <= 1, "one bid of the house leads on a lot");
            self.check_places(lot, &rows)?;
        }
        Ok(())
    }

    /// While a lot is open, nobody steps back but for somebody who stands, and nobody waits but for
    /// a slot that is taken.
    fn check_places(&self, lot: usize, rows: &[(Bid, &Told)]) -> Result<(), TestCaseError> {
        let item = self.item(lot);
        if !self.house.market.is_open(&item) {
            return Ok(());
        }
        let here = || rows.iter().filter(|(_, t)| t.lot == lot).map(|(b, t)| (b, *t));
        for (bid, told) in here() {
            // Through an outage the house may take a lot for over that was extended.
            let known = self.house.lot(bid).ends_at > self.house.at();
            if bid.state == BidState::Displaced && known {
                let above = here().any(|(b, _)| stands(b) && b.ceiling_yen >= bid.ceiling_yen);
                prop_assert!(above, "{} steps back for nobody: {}", bid.id, self.story(lot));
            }
            if bid.state == BidState::Waiting && bid.planned_at.is_none() {
                let group = rows.iter().filter(|(_, t)| t.who == told.who && t.grouped);
                let taken = group.filter(|(b, _)| b.id != bid.id && b.state.has_slot()).count();
                let taken = places(taken + self.taking(rows, told.who));
                prop_assert!(taken >= wanted(told.who), "{} waits for nothing", bid.id);
            }
        }
        Ok(())
    }

    /// What was sent was allowed, is on record, and stands at the marketplace.
    fn check_sending(&self, rows: &[(Bid, &Told)]) -> Result<(), TestCaseError> {
        let mut known = BTreeMap::new();
        for (bid, told) in rows {
            prop_assert_eq!(bid.ceiling_yen.get(), *told.ceilings.last().unwrap());
            for attempt in self.house.receipts(bid.id) {
                let amount = attempt.amount_yen.get();
                prop_assert!(told.ceilings.contains(&amount), "{amount} was never allowed");
                known
                    .insert(attempt.id.to_string(), (amount, self.item(told.lot), attempt.outcome));
            }
        }
        let mine: BTreeSet<String> = (0..3).map(|lot| self.item(lot)).collect();
        let takes = self.house.market.inner().takes.clone();
        for take in takes.iter().filter(|t| mine.contains(&t.item)) {
            prop_assert!(AttemptId::parse(&take.reference).is_some());
            let Some((amount, item, outcome)) = known.remove(&take.reference) else {
                return Err(TestCaseError::fail(format!("{take:?} has no receipt")));
            };
            prop_assert_eq!((amount, &item), (take.amount, &take.item));
            let fits = ["placed", "sending"].contains(&outcome.to_string().as_str());
            prop_assert!(fits, "{take:?} was taken, its receipt says {outcome}");
        }
        let untaken = known.values().all(|(_, _, outcome)| outcome.to_string() != "placed");
        prop_assert!(untaken, "a receipt of a bid that was never taken: {known:?}");
        Ok(())
    }

    fn check_groups(&self, rows: &[(Bid, &Told)]) -> Result<(), TestCaseError> {
        for who in 0..3 {
            let of = rows.iter().filter(|(_, t)| t.who == who && t.grouped);
            let slots = of.filter(|(b, _)| {
                use BidState::{Leading, Sending, Won};
                matches!(b.state, Sending | Leading | Won) && !self.came_back(b.id)
            });
            let slots = places(slots.count());
            prop_assert!(slots <= wanted(who), "{slots} of a group of {} in front", wanted(who));
        }
        Ok(())
    }

    /// What is set aside is what the live bids may cost, not less and not more.
    fn check_money(&self, rows: &[(Bid, &Told)]) -> Result<(), TestCaseError> {
        for who in 0..3 {
            let mut single = 0;
            let mut grouped: Vec<i64> = Vec::new();
            let mut loose = false;
            for (bid, told) in rows.iter().filter(|(b, t)| t.who == who && b.state.is_live()) {
                loose |= self.came_back(bid.id) || (told.lot == 1 && !is_unsent(bid));
                let cover = self.cover(bid);
                if told.grouped { grouped.push(cover) } else { single += cover }
            }
            for (bid, told) in rows.iter().filter(|(_, t)| t.who == who) {
                let offers = self.house.offers(bid.id).into_iter();
                for offer in offers.filter(|offer| offer.state == OfferState::Taking) {
                    let shipping = if told.lot == 1 { ALLOWANCE } else { 0 };
                    single += offer.total_yen.get() + shipping + FEE;
                }
            }
            let group = self.group_need(rows, who, grouped);
            let held = self.house.held(self.who(who));
            if !loose && self.fair_shipping() {
                prop_assert_eq!(held, single + group, "held by {}", member(self.who(who)));
            }
            // Whatever became of shipping, what is still to be sent is covered.
            let unsent = rows.iter().filter(|(b, t)| t.who == who && !t.grouped && is_unsent(b));
            let unsent = unsent.map(|(bid, _)| self.cover(bid)).sum::<i64>();
            prop_assert!(held >= unsent, "{held} held by {who}, {unsent} needed");
        }
        Ok(())
    }

    /// What the bid may cost, as the house knows its lot.
    fn cover(&self, bid: &Bid) -> i64 {
        let shipping = self.house.lot(bid).shipping_yen.map_or(ALLOWANCE, |yen| yen.get());
        bid.ceiling_yen.get() + shipping + FEE
    }

    /// The dearest so many as the group may still have to pay for.
    fn group_need(&self, rows: &[(Bid, &Told)], who: usize, mut covers: Vec<i64>) -> i64 {
        let of = || rows.iter().filter(|(_, t)| (t.who, t.grouped) == (who, true));
        let won = of().filter(|(b, _)| b.state == BidState::Won).count();
        let in_front = of().filter(|(b, _)| b.state.is_live() && b.state.has_slot()).count();
        let left = wanted(who) - places(won + self.taking(rows, who));
        covers.sort_unstable_by(|a, b| b.cmp(a));
        let most = usize::try_from(left).unwrap_or(0).max(in_front);
        covers.into_iter().take(most).sum()
    }

    fn fair_shipping(&self) -> bool {
        let inner = self.house.market.inner();
        (0..3).all(|n| {
            let named = inner.lots[&self.item(n)].shipping;
            named == (n != 1).then_some(800)
        })
    }

    /// Everything comes to its end.
    pub(crate) fn end(&self, wrongs: &mut Vec<String>) -> Result<(), TestCaseError> {
        let house = self.house;
        {
            let mut inner = house.market.inner();
            inner.outage = false;
            inner.script.clear();
            inner.between.clear();
        }
        house.market.arrive();
        while (0..3).any(|lot| house.market.is_open(&self.item(lot))) {
            house.pass(Span::minutes(5));
            self.check()?;
        }
        house.pass(Span::minutes(2));
        self.check()?;
        if !self.fair {
            self.removals();
            self.check()?;
        }
        // What fell to somebody and was not answered lapses.
        self.hear();
        house.pass(Span::hours(25));
        self.hear();
        house.pass(Span::minutes(6));
        for (bid, told) in self.rows() {
            prop_assert!(!bid.state.is_live(), "{} is {} at the end", bid.id, bid.state);
            if self.fair && bid.state == BidState::Lost {
                self.check_lost(&bid, told)?;
            }
        }
        for lot in 0..3 {
            let rows = self.rows();
            let won = rows.iter().filter(|(b, t)| t.lot == lot && b.state == BidState::Won).count();
            prop_assert_eq!(won, usize::from(house.market.is_sold(&self.item(lot))));
        }
        *wrongs = house.wrongs();
        let new: Vec<&String> = wrongs.iter().filter(|w| !self.before.contains(w)).collect();
        prop_assert!(new.is_empty(), "{new:?}");
        Ok(())
    }

    /// Where nothing but members and rivals has acted, what was lost could not be won: not covered,
    /// no slot in its group, or not enough for the least that would have entered.
    fn check_lost(&self, bid: &Bid, told: &Told) -> Result<(), TestCaseError> {
        let market = &self.house.market;
        let item = self.item(told.lot);
        let excused = match bid.reason.as_str() {
            "slot_taken" => told.grouped,
            _ => self.house.events(bid.id).iter().any(|e| e.reason == "not_covered"),
        };
        let could = bid.ceiling_yen.get() >= market.least(&item) && !market.is_ours(&item);
        let reserve = told.lot == 2;
        prop_assert!(excused || reserve || !could, "{} could have won", bid.id);
        Ok(())
    }
}

/// The members' groups are of one, two and three.
fn wanted(who: usize) -> i64 {
    places(who + 1)
}

fn places(count: usize) -> i64 {
    i64::try_from(count).unwrap()
}

fn is_unsent(bid: &Bid) -> bool {
    bid.state.is_unsent()
}
