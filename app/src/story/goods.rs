//! What is for sale: lots replayed from a file, or listed here with invented rivals; one lot whose
//! rivals bid so late that the end moves, and one whose winner will be removed.

use kernel::{At, Refused, Span};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::stage::{MarketAdmin, Stage};
use super::tell::Teller;

/// Lots with a part of their own in the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Special {
    /// Its end moves.
    Extended,
    /// Its winner is removed.
    Falls,
}

/// How the members of the story know them.
const SPECIALS: [(Special, &str); 2] = [
    (Special::Extended, "A fountain pen that everybody wants"),
    (Special::Falls, "A lens that falls to the next"),
];

/// Whether a lot has a part of its own.
pub(super) fn special(title: Option<&str>) -> Option<Special> {
    SPECIALS.iter().find(|(_, name)| Some(*name) == title).map(|(special, _)| *special)
}

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
    for (special, title) in SPECIALS {
        let path = format!("/v1/search?q={}&status=all", title.replace(' ', "+"));
        if market.get(&path).await?["total"].as_i64() == Some(0) {
            let listing = match special {
                Special::Extended => extended(begins, title),
                Special::Falls => falls(begins, title),
            };
            market.post("/v1/admin/listings", &listing).await?;
        }
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
fn extended(begins: At, title: &str) -> serde_json::Value {
    let minute = |n: i64| begins.plus(Span::minutes(n)).micros();
    json!({
        "title_en": title, "title_ja": "みんなが欲しい万年筆", "start_yen": 1_000,
        "ends_at": minute(9), "auto_extension": true, "shipping_yen": 520,
        "rivals": [
            { "at": minute(3), "name": "rival-one", "max_yen": 6_000 },
            { "at": minute(7), "name": "rival-two", "max_yen": 9_000 },
            { "at": minute(12), "name": "rival-one", "max_yen": 12_000 },
        ],
    })
}

/// A rival bids far above everybody in the story, and will not have it.
fn falls(begins: At, title: &str) -> serde_json::Value {
    let minute = |n: i64| begins.plus(Span::minutes(n)).micros();
    json!({
        "title_en": title, "title_ja": "繰り上げになるレンズ", "start_yen": 1_000,
        "ends_at": minute(8), "auto_extension": false, "shipping_yen": 810,
        "rivals": [{ "at": minute(5), "name": "rival-three", "max_yen": 60_000 }],
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
