//! What can be decided without looking anything up.

mod japanese;
mod url;

use kernel::{Yen, YenOverflow};

pub use japanese::{ask_words, buy_words};
pub use url::{ShopPage, read_url};

use crate::ShoppingRefusal;

/// The most of one thing a member can buy at once.
pub const MOST_OF_ONE: i64 = 99;
/// The most lines of a cart.
pub const MOST_LINES: i64 = 50;
/// The most requests of one member that wait for the desk.
pub const MOST_QUOTES: i64 = 20;

kernel::words! {
    /// Where a purchase stands.
    pub enum PurchaseState {
        /// The member wants it; nothing was sent.
        Wanted = "wanted",
        /// It was sent to the marketplace; the answer is not known.
        Sent = "sent",
        /// A human buyer has it.
        Waiting = "waiting",
        /// Bought: there is an order.
        Bought = "bought",
        /// The price is another.
        PriceMoved = "price_moved",
        /// Nothing is left.
        SoldOut = "sold_out",
        /// Fewer are left than were wanted.
        OnlyLeft = "only_left",
        /// Another no.
        Refused = "refused",
    }
    /// What a desk task is for.
    pub enum TaskKind {
        /// Find out what it costs.
        Quote = "quote",
        /// Buy it.
        Buy = "buy",
    }
    /// What became of a desk task.
    pub enum TaskOutcome {
        /// An offer was made.
        Quoted = "quoted",
        /// The desk said no.
        Declined = "declined",
        /// It was ordered and paid at the shop.
        Placed = "placed",
        /// The shop said no.
        Refused = "refused",
        /// The price is another: a new offer was made.
        PriceChanged = "price_changed",
        /// Nothing is left.
        SoldOut = "sold_out",
        /// The member took the request back, or it lapsed.
        Withdrawn = "withdrawn",
    }
}
impl PurchaseState {
    /// Whether its one outcome is known.
    pub fn is_ended(self) -> bool {
        !matches!(self, PurchaseState::Wanted | PurchaseState::Sent | PurchaseState::Waiting)
    }
}

/// How many are wanted, if so many can be.
pub fn quantity(wanted: i64) -> Result<i64, ShoppingRefusal> {
    if (1..=MOST_OF_ONE).contains(&wanted) {
        Ok(wanted)
    } else {
        Err(ShoppingRefusal::BadQuantity { most: MOST_OF_ONE })
    }
}

/// What a purchase sets aside: the price of all, shipping as far as it is known, the fee.
pub fn cover_yen(
    each: Yen,
    quantity: i64,
    shipping: Option<Yen>,
    fee: Yen,
) -> Result<Yen, YenOverflow> {
    Yen::sum([each.times(quantity)?, fee].into_iter().chain(shipping))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purchase_sets_aside_what_is_known() {
        let yen = Yen::new;
        assert_eq!(cover_yen(yen(900), 3, Some(yen(520)), yen(500)), Ok(yen(3_720)));
        assert_eq!(cover_yen(yen(900), 3, None, yen(500)), Ok(yen(3_200)));
        assert!(cover_yen(yen(i64::MAX), 2, None, yen(0)).is_err());
    }

    #[test]
    fn a_number_of_things_is_one_to_ninety_nine() {
        for (wanted, fits) in [(-1, false), (0, false), (1, true), (99, true), (100, false)] {
            assert_eq!(quantity(wanted).is_ok(), fits, "{wanted}");
        }
    }
}
