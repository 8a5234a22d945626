//! What is for sale: lots replayed from a file, or listed here with invented rivals; and one lot
//! whose rivals bid so late that the end moves.

use kernel::{At, Refused, Span};
use serde_json::json;

use super::stage::{MarketAdmin, Stage};
use super::tell::Teller;

/// The lot that is extended: how the members of the story know it.
pub(super) const EXTENDED: &str = "A fountain pen that everybody wants";

/// Lists what a story needs, once.
pub(super) async fn list(
    stage: &Stage,
    market: &MarketAdmin,
    teller: &Teller,
) -> Result<(), Refused> {
    let done = stage.file("goods");
    if done.exists() {
        return Ok(());
    }
    let begins = At::from_micros(stage.epoch);
    let found = market.get(&format!("/v1/search?q={}", EXTENDED.replace(' ', "+"))).await?;
    if found["total"].as_i64() == Some(0) {
        market.post("/v1/admin/listings", &extended(begins)).await?;
    }
    if stage.replay.is_none() {
        for n in 0..stage.lots {
            let title = format!("Lot {n} of the story");
            let path = format!("/v1/search?q={}&status=all", title.replace(' ', "+"));
            if market.get(&path).await?["total"].as_i64() == Some(0) {
                market.post("/v1/admin/listings", &invented(stage, n, &title)).await?;
            }
        }
    }
    teller.tell(match &stage.replay {
        Some(_) => format!("{} real auctions begin at the marketplace, shortened.", stage.lots),
        None => format!("{} auctions begin at the marketplace.", stage.lots),
    });
    std::fs::write(&done, b"listed").map_err(|e| kernel::Fault::new(e.to_string()))?;
    Ok(())
}

/// Rivals raise the price two minutes before the end, and once more before the second one.
fn extended(begins: At) -> serde_json::Value {
    let minute = |n: i64| begins.plus(Span::minutes(n)).micros();
    json!({
        "title_en": EXTENDED, "title_ja": "みんなが欲しい万年筆", "start_yen": 1_000,
        "ends_at": minute(9), "auto_extension": true, "shipping_yen": 520,
        "rivals": [
            { "at": minute(3), "name": "rival-one", "max_yen": 6_000 },
            { "at": minute(7), "name": "rival-two", "max_yen": 9_000 },
            { "at": minute(12), "name": "rival-one", "max_yen": 12_000 },
        ],
    })
}

fn invented(stage: &Stage, n: usize, title: &str) -> serde_json::Value {
    let place = i64::try_from(n).unwrap_or(0);
    let begins = At::from_micros(stage.epoch).plus(Span::millis(stage.stagger_ms * place));
    let worth = 4_000 + (place * 3_700) % 21_000;
    json!({
        "title_en": title, "start_yen": 500 + worth / 10, "shipping_yen": 810,
        "starts_at": begins.micros(), "ends_at": begins.plus(Span::minutes(8)).micros(),
        "auto_extension": false, "rivals_worth_yen": worth,
    })
}
