use std::collections::BTreeMap;

use kernel::At;

use crate::bidding::Standing;
use crate::{Amount, Auction, Bidder, No, Terms};

/// How a lot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody won it at this price.
    Won {
        /// Who.
        bidder: Bidder,
        /// What they pay.
        price: Amount,
    },
    /// Somebody bid the buy-now price.
    BoughtNow {
        /// Who.
        bidder: Bidder,
        /// The buy-now price.
        price: Amount,
    },
    /// Nobody bid.
    NoBidder,
    /// The highest maximum was under the reserve.
    ReserveNotMet,
    /// The seller called it off.
    Cancelled,
}

impl Outcome {
    /// Who has it, and for how much.
    pub fn winner(self) -> Option<(Bidder, Amount)> {
        match self {
            Outcome::Won { bidder, price } | Outcome::BoughtNow { bidder, price } => {
                Some((bidder, price))
            }
            Outcome::NoBidder | Outcome::ReserveNotMet | Outcome::Cancelled => None,
        }
    }
}

/// When and how a lot closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// When.
    pub at: At,
    /// How.
    pub outcome: Outcome,
}

/// Whose fault it was that a winner was removed: they get the very bad rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtFault {
    /// The seller could not or would not sell.
    Seller,
    /// The winner did not pay or did not answer.
    Winner,
}

/// A lot offered to the runner-up, who must consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Who.
    pub bidder: Bidder,
    /// Their own highest bid.
    pub price: Amount,
}

impl Auction {
    /// Closes the lot if its end has come; answers how it ended. Called again, it answers the same.
    pub fn close(&mut self, now: At) -> Result<Closed, No> {
        if let Some(closed) = self.closed {
            return Ok(closed);
        }
        if now < self.ends_at {
            return Err(No::StillOpen { ends_at: self.ends_at });
        }
        Ok(self.shut(self.ends_at))
    }

    /// The seller ends the lot now, in favour of whoever leads. Needs a bidder, and the right to.
    pub fn end_early(&mut self, now: At) -> Result<Closed, No> {
        self.check_open(now)?;
        if !self.terms.early_end {
            return Err(No::NoEarlyEnd);
        }
        if self.standing.leader.is_none() {
            return Err(No::NoBidder);
        }
        self.ends_at = now;
        Ok(self.shut(now))
    }

    /// The seller calls the lot off; nobody wins.
    pub fn cancel(&mut self, now: At) -> Result<Closed, No> {
        self.check_open(now)?;
        let closed = Closed { at: now, outcome: Outcome::Cancelled };
        self.closed = Some(closed);
        Ok(closed)
    }

    /// The seller strikes out one bid: price and leader are what the remaining bids make of them,
    /// so the price may fall. The end stays where it is.
    pub fn remove_bid(&mut self, number: u32, now: At) -> Result<(), No> {
        self.check_open(now)?;
        let unknown = No::UnknownBid { number: i64::from(number) };
        let bid = self.bids.iter_mut().find(|bid| bid.number == number && !bid.removed);
        bid.ok_or(unknown)?.removed = true;
        self.fold();
        Ok(())
    }

    /// The seller strikes out everything this bidder has bid.
    pub fn remove_bidder(&mut self, bidder: Bidder, now: At) -> Result<(), No> {
        self.check_open(now)?;
        let theirs = self.bids.iter_mut().filter(|bid| bid.bidder == bidder && !bid.removed);
        let struck = theirs.map(|bid| bid.removed = true).count();
        if struck == 0 {
            return Err(No::UnknownBid { number: 0 });
        }
        self.fold();
        Ok(())
    }

    /// The winner is removed; with `promote` the lot is offered to the next bidder at their own
    /// highest bid, unless that is under the reserve. The outcome becomes the offered sale (or
    /// none), so that a second winner can be removed like the first.
    pub fn remove_winner(&mut self, promote: bool) -> Result<Option<Offer>, No> {
        let closed = self.closed.ok_or(No::StillOpen { ends_at: self.ends_at })?;
        let (winner, _) = closed.outcome.winner().ok_or(No::NoWinner)?;
        for bid in self.bids.iter_mut().filter(|bid| bid.bidder == winner) {
            bid.removed = true;
        }
        let offer = if promote { self.runner_up() } else { None };
        let outcome = match offer {
            Some(Offer { bidder, price }) => Outcome::Won { bidder, price },
            None => Outcome::Cancelled,
        };
        self.closed = Some(Closed { at: closed.at, outcome });
        Ok(offer)
    }

    /// The terms under which a lot that nobody won is listed again at `at`, if it is.
    pub fn relisted(&self, at: At) -> Option<Terms> {
        match self.closed?.outcome {
            Outcome::NoBidder | Outcome::ReserveNotMet => self.terms.again(at),
            Outcome::Won { .. } | Outcome::BoughtNow { .. } | Outcome::Cancelled => None,
        }
    }

    fn shut(&mut self, at: At) -> Closed {
        let price = self.standing.price;
        let outcome = match self.standing.leader {
            None => Outcome::NoBidder,
            Some(leader) if self.terms.reserve.is_some_and(|reserve| leader.max < reserve) => {
                Outcome::ReserveNotMet
            }
            Some(leader) => Outcome::Won { bidder: leader.bidder, price },
        };
        let closed = Closed { at, outcome };
        self.closed = Some(closed);
        closed
    }

    fn fold(&mut self) {
        let mut standing = Standing::before(&self.terms);
        for bid in self.bids.iter().filter(|bid| !bid.removed) {
            standing = standing.with(&self.terms, bid.bidder, bid.max);
        }
        self.standing = standing;
    }

    fn runner_up(&self) -> Option<Offer> {
        let mut highest: BTreeMap<Bidder, (Amount, u32)> = BTreeMap::new();
        for bid in self.bids.iter().filter(|bid| !bid.removed) {
            let best = highest.entry(bid.bidder).or_insert((bid.max, bid.number));
            if bid.max > best.0 {
                *best = (bid.max, bid.number);
            }
        }
        let next = highest.into_iter().max_by_key(|(_, (max, number))| (*max, u32::MAX - number));
        let offer = next.map(|(bidder, (price, _))| Offer { bidder, price })?;
        let enough = self.terms.reserve.is_none_or(|reserve| offer.price >= reserve);
        enough.then_some(offer)
    }
}
