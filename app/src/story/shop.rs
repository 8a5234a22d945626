//! A purchase at a fixed price, through the cart.

use db::{Lock, Tx};
use kernel::Refused;
use markets::{ItemStatus, Search};

use super::cast::Cast;
use super::stage::Stage;
use super::tell::Teller;
use crate::house::House;

/// Alice buys something in a shop, once: what is bought then lives on as an order.
pub(super) async fn buy(
    house: &House,
    stage: &Stage,
    cast: &Cast,
    teller: &Teller,
) -> Result<(), Refused> {
    let done = stage.file("shopped");
    let alice = cast.alice;
    let before =
        house.db.read("story.bought", move |tx| shopping::purchases(tx, alice, None, 1)).await?;
    if done.exists() || !before.rows.is_empty() {
        return Ok(());
    }
    let market = house.markets.to("bazaar").map_err(markets::No::refused)?;
    let search =
        Search { kind: "fixed".into(), sort: "price".into(), page: 1, ..Search::default() };
    let found = loop {
        if let Ok(found) = market.search(&search).await {
            break found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    };
    let Some(item) = found.rows.into_iter().find(|i| i.status == ItemStatus::Open) else {
        return Ok(());
    };
    let title = item.title_en.clone().unwrap_or_default();
    let act = move |tx: &mut Tx<'_>| {
        shopping::put(tx, alice, "bazaar", &item, 1)?;
        shopping::check_out(tx, alice).map(|_| ())
    };
    house.db.write("story.shop", Lock::none(), act).await?;
    teller.tell(format!("Alice buys “{title}” in a shop, at its fixed price."));
    std::fs::write(&done, b"bought").map_err(|e| kernel::Fault::new(e.to_string()))?;
    Ok(())
}
