use auction::{Amount, Auction, Bidder};
use kernel::{At, Span};

use super::signing::{SIGNATURE_LIFE, sign, verify};
use super::{Answered, Core};
use crate::event::{Event, Fields, Who};
use crate::problem::{self, Problem};
use crate::state::{Became, BidTaken, Item, MAX_YEN, State};

/// What a bid asks for. The preview leaves the last three empty.
#[derive(Debug, Clone)]
pub(crate) struct PlaceBid {
    pub(crate) item: String,
    pub(crate) reference: String,
    pub(crate) amount_yen: i64,
    pub(crate) price_yen: i64,
    pub(crate) expires_at: At,
    pub(crate) signature: String,
}

/// What a preview tells beside the item.
#[derive(Debug, Clone)]
pub(crate) struct BidPreview {
    pub(crate) price_yen: i64,
    pub(crate) next_yen: i64,
    pub(crate) step_yen: i64,
    pub(crate) ends_at: At,
    pub(crate) bids: usize,
    pub(crate) leading: bool,
    pub(crate) reserve: &'static str,
    pub(crate) buys_now: bool,
    pub(crate) now_at: At,
    pub(crate) expires_at: At,
    pub(crate) signature: String,
}

impl PlaceBid {
    fn fields(&self) -> Fields {
        Fields::Bid { item: self.item.clone(), amount_yen: self.amount_yen }
    }

    fn signed_text(&self, account: &str) -> String {
        let PlaceBid { item, reference, amount_yen, price_yen, expires_at, .. } = self;
        let expires_at = expires_at.micros();
        format!("bid\n{account}\n{item}\n{reference}\n{amount_yen}\n{price_yen}\n{expires_at}")
    }
}

impl Core {
    /// Step 1: what would happen, and a signature to go on with. Changes nothing.
    pub(crate) fn preview_bid(
        &self,
        account: usize,
        mut ask: PlaceBid,
        now: At,
    ) -> Result<BidPreview, Problem> {
        if self.state.references.contains_key(&(account, ask.reference.clone())) {
            return Err(problem::reference_reused("This reference was used already; ask for it."));
        }
        let who = self.who(account);
        let (item, lot) = self.lot(&ask.item)?;
        self.would_take(item, lot, &who, ask.amount_yen, now)?;
        let bidder = self.state.bidder_of(&who);
        ask.price_yen = lot.price().get();
        let life = SIGNATURE_LIFE.as_micros().saturating_mul(self.speed);
        ask.expires_at = now.plus(Span::micros(life));
        let signature = sign(&self.state, &ask.signed_text(&self.state.accounts[account].id));
        Ok(BidPreview {
            price_yen: ask.price_yen,
            next_yen: lot.least_for(bidder).get(),
            step_yen: lot.step().get(),
            ends_at: lot.ends_at(),
            bids: standing_bids(lot),
            leading: leads(lot, bidder),
            reserve: item.reserve(),
            buys_now: lot.terms().buy_now.is_some_and(|price| ask.amount_yen >= price.get()),
            now_at: now,
            expires_at: ask.expires_at,
            signature,
        })
    }

    /// Step 2: the bid itself. `moved`: somebody else is quicker, on purpose.
    pub(crate) fn place_bid(
        &mut self,
        account: usize,
        ask: PlaceBid,
        moved: bool,
        now: At,
    ) -> Answered<BidTaken> {
        let fields = ask.fields();
        match self.used_before(account, &ask.reference, &fields) {
            Err(problem) => return Answered { again: false, result: Err(problem) },
            Ok(Some(Became::Bid(taken))) => {
                return Answered { again: true, result: Ok(taken.clone()) };
            }
            Ok(Some(Became::Refused(problem))) => {
                return Answered { again: true, result: Err(problem.clone()) };
            }
            Ok(_) => {}
        }
        let reference = ask.reference.clone();
        let result = self.place_fresh(account, ask, moved, now);
        let result = result.map_err(|p| self.refuse(account, &reference, fields, p, now));
        Answered { again: false, result }
    }

    fn place_fresh(
        &mut self,
        account: usize,
        ask: PlaceBid,
        moved: bool,
        now: At,
    ) -> Result<BidTaken, Problem> {
        let id = self.state.accounts[account].id.clone();
        self.lot(&ask.item)?;
        verify(&self.state, &ask.signed_text(&id), &ask.signature, ask.expires_at, now)?;
        if moved {
            self.outpace(&ask.item, now)?;
        }
        let who = self.who(account);
        let (item, lot) = self.lot(&ask.item)?;
        if moved && lot.price().get() != ask.price_yen {
            let moved = problem::price_moved("The price has moved since the preview.");
            return Err(moved
                .with("price_yen", lot.price().get())
                .with("next_yen", lot.least_for(self.state.bidder_of(&who)).get())
                .with("ends_at", lot.ends_at().micros()));
        }
        self.would_take(item, lot, &who, ask.amount_yen, now)?;
        let bid = Event::Bid {
            item: ask.item.clone(),
            who,
            max_yen: ask.amount_yen,
            reference: Some(ask.reference.clone()),
        };
        self.record(now, bid)?;
        match self.state.references.get(&(account, ask.reference)).map(|used| &used.became) {
            Some(Became::Bid(taken)) => Ok(taken.clone()),
            _ => Err(problem::fault("The bid was taken and then not found.")),
        }
    }

    /// A rival bids the least that counts, if that is possible.
    fn outpace(&mut self, id: &str, now: At) -> Result<(), Problem> {
        let (_, lot) = self.lot(id)?;
        let max_yen = lot.least_next().get();
        let buys = lot.terms().buy_now.is_some_and(|price| max_yen >= price.get());
        let who = Who::Rival("hayate77".to_owned());
        let rating = self.state.rating_of(&who);
        let bidder = self.state.bidder_of(&who);
        if buys
            || max_yen > MAX_YEN
            || lot.check(bidder, Amount::new(max_yen), rating, now).is_err()
        {
            return Ok(());
        }
        self.record(now, Event::Bid { item: id.to_owned(), who, max_yen, reference: None })
    }

    /// Whether the rules take this bid; their refusal in the protocol's words.
    pub(super) fn would_take(
        &self,
        item: &Item,
        lot: &Auction,
        who: &Who,
        amount_yen: i64,
        now: At,
    ) -> Result<(), Problem> {
        let rating = self.state.rating_of(who);
        let bidder = self.state.bidder_of(who);
        let checked = lot.check(bidder, Amount::new(amount_yen), rating, now);
        checked.map_err(|no| in_protocol(item, &no))
    }

    pub(super) fn lot(&self, id: &str) -> Result<(&Item, &Auction), Problem> {
        let item = self.item(id)?;
        let wrong = || problem::wrong_kind("This is sold at a fixed price; buy it instead.");
        item.auction().map(|lot| (item, lot)).ok_or_else(wrong)
    }

    pub(super) fn who(&self, account: usize) -> Who {
        Who::Account(self.state.accounts[account].id.clone())
    }
}

/// How many bids stand.
pub(crate) fn standing_bids(lot: &Auction) -> usize {
    lot.bids().iter().filter(|bid| !bid.removed).count()
}

/// Whether this bidder leads.
pub(crate) fn leads(lot: &Auction, bidder: Bidder) -> bool {
    lot.leader().is_some_and(|leader| leader.bidder == bidder)
}

/// A refusal of the rules in the protocol's words.
pub(super) fn in_protocol(item: &Item, no: &auction::No) -> Problem {
    use auction::No;
    let said = kernel::Refusal::from(no.clone()).english;
    match no {
        No::BelowLeast { next, price, step } => problem::below_least(said)
            .with("price_yen", price.get())
            .with("next_yen", next.get())
            .with("step_yen", step.get()),
        No::NotARaise { max } => problem::not_a_raise(said).with("max_yen", max.get()),
        No::RatingTooLow { limit, yours } => restricted(said, "min_rating", *limit, *yours),
        No::TooManyBad { limit, yours } => restricted(said, "max_bad_percent", *limit, *yours),
        No::Closed { ended_at } => problem::closed(said)
            .with("ended_at", ended_at.micros())
            .with("result", item.status().1),
        No::NotBegun { .. } => problem::closed(said)
            .with("ended_at", serde_json::Value::Null)
            .with("result", "not_begun"),
        No::TooMuch { .. } => problem::bad_request(said).with("field", "amount_yen"),
        _ => problem::wrong_state(said).with("state", item.status().0),
    }
}

fn restricted(said: String, rule: &str, limit: i64, yours: i64) -> Problem {
    problem::restricted(said).with("rule", rule).with("limit", limit).with("yours", yours)
}

/// The standing maximum of an account on a lot, if it has one.
pub(crate) fn own_max(state: &State, lot: &Auction, account: usize) -> Option<i64> {
    let id = &state.accounts[account].id;
    let bidder = state.person_at.get(&Who::Account(id.clone()))?;
    State::own_max(lot, *bidder)
}
