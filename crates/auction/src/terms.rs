use std::sync::Arc;

use kernel::{At, Span};

use crate::{Amount, Increments, No};

/// How long before the end a rise of the price extends a lot, and by how much.
pub const WINDOW: Span = Span::minutes(5);

/// The ratings an account has earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rating {
    /// Good ones.
    pub good: i64,
    /// Neither good nor bad.
    pub normal: i64,
    /// Bad and very bad ones.
    pub bad: i64,
}

impl Rating {
    /// Good less bad: the number shown beside a name.
    pub fn total(self) -> i64 {
        self.good.saturating_sub(self.bad)
    }

    /// Hundredths that are bad, rounded up: 20.1 % is over a limit of 20 %.
    fn bad_percent(self) -> i64 {
        let raters = self.raters();
        if raters == 0 { 0 } else { (self.bad.saturating_mul(100) + raters - 1) / raters }
    }

    fn raters(self) -> i64 {
        self.good.saturating_add(self.normal).saturating_add(self.bad)
    }
}

/// Whose bids a seller takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Restrictions {
    /// The least total rating.
    pub min_rating: Option<i64>,
    /// The largest share of bad ratings, in hundredths; applied from six raters up.
    pub max_bad_percent: Option<i64>,
}

impl Restrictions {
    /// Six ratings are the fewest a share means anything for.
    const FEWEST_RATERS: i64 = 6;

    /// Whether an account with this rating may bid.
    pub fn admit(&self, rating: Rating) -> Result<(), No> {
        if let Some(limit) = self.min_rating.filter(|limit| rating.total() < *limit) {
            return Err(No::RatingTooLow { limit, yours: rating.total() });
        }
        let counts = rating.raters() >= Restrictions::FEWEST_RATERS;
        match self.max_bad_percent.filter(|limit| counts && rating.bad_percent() > *limit) {
            Some(limit) => Err(No::TooManyBad { limit, yours: rating.bad_percent() }),
            None => Ok(()),
        }
    }
}

/// What happens to a lot that nobody won.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relisting {
    /// How many more times it is listed again; at most three.
    pub left: u8,
    /// By how many hundredths the start price falls each time.
    pub cut_percent: u8,
}

/// What the seller has laid down; never changes while the lot is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The price the first bidder leads at.
    pub start: Amount,
    /// Below this nobody wins; not shown.
    pub reserve: Option<Amount>,
    /// A bid of so much wins at once.
    pub buy_now: Option<Amount>,
    /// When bidding begins.
    pub starts_at: At,
    /// When it ends, unless extended or ended early.
    pub ends_at: At,
    /// Whether a late rise of the price extends the lot.
    pub auto_extension: bool,
    /// Whether the seller may end it early.
    pub early_end: bool,
    /// Whose bids are taken.
    pub restrictions: Restrictions,
    /// What follows if nobody wins.
    pub relisting: Relisting,
    /// The steps of this marketplace.
    pub increments: Arc<Increments>,
}

impl Terms {
    /// Whether these terms can be listed.
    pub fn check(&self) -> Result<(), No> {
        let bad = |why| Err(No::BadTerms { why });
        let named = [Some(self.start), self.reserve, self.buy_now];
        if named.into_iter().flatten().any(|a| a < Amount::new(1) || a > Amount::MOST) {
            return bad("an amount is under one or over the most that can be counted");
        }
        if self.ends_at <= self.starts_at {
            return bad("it would end before it begins");
        }
        if self.reserve.is_some_and(|reserve| reserve <= self.start) {
            return bad("the reserve is not above the start price");
        }
        if self.buy_now.is_some_and(|price| price < self.reserve.unwrap_or(self.start)) {
            return bad("the buy-now price is under the start price or the reserve");
        }
        if self.relisting.left > 3 || self.relisting.cut_percent > 90 {
            return bad("it would be listed again more than three times or cut by over 90 %");
        }
        Ok(())
    }

    /// The terms of the next listing of the same thing, begun at `at`, as long as this one.
    pub fn again(&self, at: At) -> Option<Terms> {
        let left = self.relisting.left.checked_sub(1)?;
        let mut next = self.clone();
        next.relisting.left = left;
        next.starts_at = at;
        next.ends_at = at.plus(self.ends_at.since(self.starts_at));
        next.start = self.start.cut(i64::from(self.relisting.cut_percent));
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seller_admits_by_rating_and_share_of_bad_ones() {
        let nobody_bad = Restrictions { min_rating: Some(0), max_bad_percent: Some(20) };
        // (good, normal, bad) and whether they may bid
        let table = [
            ((0, 0, 0), true),
            ((0, 0, 1), false),
            ((4, 0, 1), true),
            // 2 of 5 is 40 %, but five raters are too few to count
            ((3, 0, 2), true),
            // 2 of 6: 33 %
            ((4, 0, 2), false),
            ((8, 0, 2), true),
            // 21 of 104: 20.2 % is over
            ((83, 0, 21), false),
            ((8, 1, 2), true),
        ];
        for ((good, normal, bad), may) in table {
            let rating = Rating { good, normal, bad };
            assert_eq!(nobody_bad.admit(rating).is_ok(), may, "{rating:?}");
            assert_eq!(Restrictions::default().admit(rating), Ok(()));
        }
    }
}
