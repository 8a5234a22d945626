use kernel::At;

use crate::{Amount, Closed, No, Outcome, Rating, Terms, WINDOW};

/// A bidder, by a number the caller gave them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bidder(pub u64);

/// One bid that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bid {
    /// Counted from 1 within the lot, in the order they were taken.
    pub number: u32,
    /// Who.
    pub bidder: Bidder,
    /// The hidden maximum.
    pub max: Amount,
    /// When it was taken.
    pub placed_at: At,
    /// The current price right after it.
    pub price_after: Amount,
    /// Whether the seller has struck it out.
    pub removed: bool,
}

/// Who leads, and up to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leader {
    /// Who.
    pub bidder: Bidder,
    /// Their hidden maximum.
    pub max: Amount,
}

/// How the reserve stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReserveState {
    /// The lot has none.
    None,
    /// Nobody has offered it yet: as things are, nobody wins.
    Unmet,
    /// Somebody has.
    Met,
}

/// What a bid did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The bid's number.
    pub number: u32,
    /// Whether its bidder leads now.
    pub leading: bool,
    /// The price after it.
    pub price: Amount,
    /// Whether it moved the end.
    pub extended: bool,
    /// Whether it ended the lot at the buy-now price.
    pub bought_now: bool,
}

/// The price and the leader: a fold over the bids that stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) price: Amount,
    pub(crate) leader: Option<Leader>,
}

impl Standing {
    pub(crate) fn before(terms: &Terms) -> Standing {
        Standing { price: terms.start, leader: None }
    }

    /// The standing after one more bid. Looks at no least next bid: the remaining bids of a lot
    /// are folded again after one was struck out.
    pub(crate) fn with(self, terms: &Terms, bidder: Bidder, max: Amount) -> Standing {
        let challenger = Leader { bidder, max };
        let (price, leader) = match self.leader {
            None => (self.price, challenger),
            Some(own) if own.bidder == bidder => {
                (self.price, Leader { bidder, max: own.max.max(max) })
            }
            Some(leader) => {
                let (high, low) =
                    if max > leader.max { (challenger, leader.max) } else { (leader, max) };
                let second = low.plus(terms.increments.step(low)).min(high.max);
                (self.price.max(second), high)
            }
        };
        // Until the reserve is met nothing is bid for anyone: the price is the highest bid itself.
        let floor = terms.reserve.map_or(price, |reserve| reserve.min(leader.max));
        Standing { price: price.max(floor), leader: Some(leader) }
    }
}

/// One lot: the terms, the bids that were taken, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auction {
    pub(crate) terms: Terms,
    pub(crate) bids: Vec<Bid>,
    pub(crate) standing: Standing,
    pub(crate) ends_at: At,
    pub(crate) extensions: u32,
    pub(crate) closed: Option<Closed>,
}

impl Auction {
    /// A lot on these terms, nobody has bid yet.
    pub fn open(terms: Terms) -> Result<Auction, No> {
        terms.check()?;
        Ok(Auction {
            standing: Standing::before(&terms),
            ends_at: terms.ends_at,
            terms,
            bids: Vec::new(),
            extensions: 0,
            closed: None,
        })
    }

    /// What the seller laid down.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }
    /// All bids that were taken, struck-out ones too, oldest first.
    pub fn bids(&self) -> &[Bid] {
        &self.bids
    }
    /// The price shown now.
    pub fn price(&self) -> Amount {
        self.standing.price
    }
    /// Who leads.
    pub fn leader(&self) -> Option<Leader> {
        self.standing.leader
    }
    /// When it ends, as things are.
    pub fn ends_at(&self) -> At {
        self.ends_at
    }
    /// How often it was extended.
    pub fn extensions(&self) -> u32 {
        self.extensions
    }
    /// How it ended, once it has.
    pub fn closed(&self) -> Option<Closed> {
        self.closed
    }
    /// The step at the price of now.
    pub fn step(&self) -> Amount {
        self.terms.increments.step(self.standing.price)
    }

    /// How the reserve stands.
    pub fn reserve(&self) -> ReserveState {
        match (self.terms.reserve, self.standing.leader) {
            (None, _) => ReserveState::None,
            (Some(reserve), Some(leader)) if leader.max >= reserve => ReserveState::Met,
            _ => ReserveState::Unmet,
        }
    }

    /// The least a new bidder may bid. The buy-now price is always enough.
    pub fn least_next(&self) -> Amount {
        let next = match self.standing.leader {
            None => self.standing.price,
            Some(_) => self.standing.price.plus(self.step()),
        };
        self.terms.buy_now.map_or(next, |price| next.min(price))
    }

    /// The least this bidder may bid: the leader must go above their own maximum.
    pub fn least_for(&self, bidder: Bidder) -> Amount {
        match self.standing.leader {
            Some(own) if own.bidder == bidder => own.max.plus(Amount::new(1)),
            _ => self.least_next(),
        }
    }

    /// Whether this bid would be taken now.
    pub fn check(&self, bidder: Bidder, max: Amount, rating: Rating, now: At) -> Result<(), No> {
        self.check_open(now)?;
        self.terms.restrictions.admit(rating)?;
        if max > Amount::MOST {
            return Err(No::TooMuch { most: Amount::MOST });
        }
        match self.standing.leader {
            Some(own) if own.bidder == bidder && max <= own.max => {
                Err(No::NotARaise { max: own.max })
            }
            Some(own) if own.bidder == bidder => Ok(()),
            _ if max < self.least_next() => Err(No::BelowLeast {
                next: self.least_next(),
                price: self.standing.price,
                step: self.step(),
            }),
            _ => Ok(()),
        }
    }

    /// Takes a bid, or refuses it by name.
    pub fn place(
        &mut self,
        bidder: Bidder,
        max: Amount,
        rating: Rating,
        now: At,
    ) -> Result<Placed, No> {
        self.check(bidder, max, rating, now)?;
        let before = self.standing;
        let bought_now = self.terms.buy_now.is_some_and(|price| max >= price);
        self.standing = match self.terms.buy_now.filter(|_| bought_now) {
            Some(price) => Standing { price, leader: Some(Leader { bidder, max }) },
            None => before.with(&self.terms, bidder, max),
        };
        let number = u32::try_from(self.bids.len()).unwrap_or(u32::MAX).saturating_add(1);
        let price = self.standing.price;
        self.bids.push(Bid {
            number,
            bidder,
            max,
            placed_at: now,
            price_after: price,
            removed: false,
        });
        let own_raise = before.leader.is_some_and(|leader| leader.bidder == bidder);
        let rise = before.leader.is_some() && !own_raise && price > before.price;
        let extended = !bought_now && rise && self.extend(now);
        if bought_now {
            self.ends_at = now;
            let outcome = Outcome::BoughtNow { bidder, price };
            self.closed = Some(Closed { at: now, outcome });
        }
        let leading = self.standing.leader.is_some_and(|leader| leader.bidder == bidder);
        Ok(Placed { number, leading, price, extended, bought_now })
    }

    pub(crate) fn check_open(&self, now: At) -> Result<(), No> {
        if let Some(closed) = self.closed {
            return Err(No::Closed { ended_at: closed.at });
        }
        if now < self.terms.starts_at {
            return Err(No::NotBegun { starts_at: self.terms.starts_at });
        }
        if now >= self.ends_at {
            return Err(No::Closed { ended_at: self.ends_at });
        }
        Ok(())
    }

    /// The window is half-open, `[end − 5 min, end)`: once extended, the new window begins where
    /// the old one ended, so that a window can extend only once.
    fn extend(&mut self, now: At) -> bool {
        let in_window = now >= self.ends_at.minus(WINDOW) && now < self.ends_at;
        if !self.terms.auto_extension || !in_window {
            return false;
        }
        self.ends_at = self.ends_at.plus(WINDOW);
        self.extensions = self.extensions.saturating_add(1);
        true
    }
}
