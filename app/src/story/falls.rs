//! A stranger wins a lot and is removed by its seller: it falls to Alice, who takes it.

use std::time::{Duration, Instant};

use bidding::{Offer, OfferState};
use db::{Answer, Lock, Tx};
use kernel::{BidId, Refused, Yen};
use serde_json::json;

use super::cast::Cast;
use super::goods::Special;
use super::season::Season;
use super::stage::MarketAdmin;
use super::tell::Teller;
use crate::house::House;

/// Longer than this the house does not take to hear of an offer, or of what became of its answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Has the seller remove the winner, once Alice has lost; and lives on until the lot is hers.
pub(super) async fn live(
    house: &House,
    market: &MarketAdmin,
    season: &Season<'_>,
    cast: &Cast,
    teller: &Teller,
) -> Result<(), Refused> {
    // Under kills the lot may have ended before she could bid.
    let Some((item, bid)) = season.bid_on_special(Special::Falls) else { return Ok(()) };
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        let ask = move |tx: &mut Tx<'_>| latest(tx, bid);
        match house.db.read("story.offer", ask).await? {
            None => remove(market, &item, teller).await,
            Some((offer, most)) if offer.state == OfferState::Open => {
                teller.tell(format!(
                    "The lens falls to Alice at her own highest bid, {}; she takes it.",
                    offer.price_yen
                ));
                let alice = cast.alice;
                let act = move |tx: &mut Tx<'_>| bidding::take_offer(tx, alice, bid, most);
                house.db.write("story.take_offer", Lock::none(), act).await?;
            }
            Some((offer, _)) if offer.state == OfferState::Taking => {}
            Some(_) => return Ok(()),
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    Ok(())
}

fn latest(tx: &mut Tx<'_>, bid: BidId) -> Answer<Option<(Offer, Yen)>> {
    let offer = bidding::offers_of(tx, bid)?.into_iter().next();
    offer.map(|offer| bidding::most_of(tx, &offer).map(|most| (offer, most))).transpose()
}

/// Where she has won it after all, or the marketplace does not answer, nothing is removed; and a
/// winner is removed once.
async fn remove(market: &MarketAdmin, item: &str, teller: &Teller) {
    let path = format!("/v1/admin/items/{item}/remove-winner");
    if market.post(&path, &json!({ "fault": "winner" })).await.is_ok() {
        teller.tell("The stranger who won the lens is removed by its seller.");
    }
}
