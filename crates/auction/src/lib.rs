//! The rules of an English auction with automatic bidding, as Japanese marketplaces run it.
//!
//! Pure: an [`Auction`] is a value, every decision is a function of it, of what is asked and of the
//! instant. It knows no names, no yen (a minor unit, [`Amount`]), no database.
//!
//! * the first bidder leads at the start price, whatever they were ready to pay;
//! * a challenger moves the price to one step above the lower of the two maxima, never above the
//!   higher one; of two equal maxima the earlier leads;
//! * below a reserve the price is the highest bid itself, and nobody wins;
//! * a bid of the buy-now price ends the auction at that price;
//! * a rise of the price in the last five minutes adds five minutes.

mod amount;
mod bidding;
mod increments;
mod refusals;
mod seller;
mod terms;

pub use amount::Amount;
pub use bidding::{Auction, Bid, Bidder, Leader, Placed, ReserveState};
pub use increments::{Increments, table};
pub use refusals::No;
pub use seller::{AtFault, Closed, Offer, Outcome};
pub use terms::{Rating, Relisting, Restrictions, Terms, WINDOW};
