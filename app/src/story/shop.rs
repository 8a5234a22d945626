//! A purchase at a fixed price, through the cart.

use kernel::Refused;

use super::cast::Cast;
use super::tell::Teller;
use crate::house::House;

/// Alice buys something in a shop.
pub(super) async fn buy(house: &House, cast: &Cast, teller: &Teller) -> Result<(), Refused> {
    let _ = (house, cast, teller);
    Ok(())
}
