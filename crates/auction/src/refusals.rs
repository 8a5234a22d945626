use crate::Amount;
use kernel::At;

kernel::refusals! {
    /// Why the rules say no. Nothing was changed.
    pub enum No {
        /// There is no increment table of this name.
        "auction.unknown_table" 404 UnknownTable { name: String }
            = "There is no increment table called {name}; the tables are in data/increments.toml.";
        /// An increment table that breaks its own rules.
        "auction.bad_table" 422 BadTable { name: String, why: &'static str }
            = "The increment table {name} cannot be used: {why}.";
        /// Terms that contradict themselves.
        "auction.bad_terms" 422 BadTerms { why: &'static str }
            = "A lot cannot be listed on these terms: {why}.";
        /// The lot has not begun yet.
        "auction.not_begun" 409 NotBegun { starts_at: At }
            = "Bidding on this lot begins at {starts_at}.";
        /// The lot has ended or was cancelled.
        "auction.closed" 409 Closed { ended_at: At }
            = "This lot closed at {ended_at}.";
        /// The lot is still open.
        "auction.still_open" 409 StillOpen { ends_at: At }
            = "This lot is open until {ends_at}.";
        /// Under the least next bid.
        "auction.below_least" 422 BelowLeast { next: Amount, price: Amount, step: Amount }
            = "The least next bid is {next}: the price is {price} and the step {step}.";
        /// The leader asked for no more than they have.
        "auction.not_a_raise" 422 NotARaise { max: Amount }
            = "You lead with a maximum of {max}; a raise must be above it.";
        /// More than can be counted.
        "auction.too_much" 422 TooMuch { most: Amount }
            = "The highest amount that can be bid is {most}.";
        /// The seller wants a better total rating.
        "auction.rating_too_low" 403 RatingTooLow { limit: i64, yours: i64 }
            = "The seller takes bids from a rating of {limit} up; yours is {yours}.";
        /// The seller wants a smaller share of bad ratings.
        "auction.too_many_bad" 403 TooManyBad { limit: i64, yours: i64 }
            = "The seller takes bids from accounts with at most {limit} % bad ratings; yours are {yours} %.";
        /// The seller did not keep the right to end early.
        "auction.no_early_end" 409 NoEarlyEnd
            = "This lot was listed without the right to end it early.";
        /// An early end needs a bidder.
        "auction.no_bidder" 409 NoBidder
            = "A lot without a bidder cannot be ended early; cancel it instead.";
        /// No such bid.
        "auction.unknown_bid" 404 UnknownBid { number: i64 }
            = "This lot has no standing bid number {number}.";
        /// There is nobody to take the lot from.
        "auction.no_winner" 409 NoWinner
            = "Nobody has won this lot.";
    }
}
