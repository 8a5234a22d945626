use std::path::PathBuf;

use bazaar::{ReplayLots, replay_report};
use kernel::Span;
use serde_json::json;

use crate::house::{House, fits};

/// The real histories lie beside the project, never in it.
fn real() -> Option<PathBuf> {
    let file =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/replay/palm-m515.csv");
    if file.exists() {
        return Some(file);
    }
    println!("left out: {} is not here", file.display());
    None
}

const INVENTED: &str = "auctionid,bid,bidtime,bidder,bidderrate,openbid,price,item,auction_type\n\
    1,50.00,0.5,aa,1,10,31.00,thing,3 day auction\n\
    1,30.00,2.9999,bb,1,10,31.00,thing,3 day auction\n\
    2,5.00,1,cc,1,1,1.00,thing,3 day auction\n\
    3,9.99,1,cc,1,1,7.00,thing,3 day auction\n\
    3,5.00,2,dd,1,1,7.00,thing,3 day auction\n";

#[tokio::test]
async fn the_rules_tell_the_closing_prices_of_invented_histories() {
    let house = House::open().await;
    let file = house.folder.join("invented.csv");
    std::fs::write(&file, INVENTED).unwrap();
    // 31.00 and 1.00 to the cent; 5.50 against 7.00 is three steps off.
    let report = serde_json::to_value(replay_report(&file, "ebay").unwrap()).unwrap();
    assert_eq!(report, json!({ "auctions": 3, "exact": 2, "within_one_step": 2 }));
    assert_eq!(replay_report(&file, "amazon").unwrap_err().code(), "auction.unknown_table");
    let missing = house.folder.join("missing.csv");
    assert_eq!(replay_report(&missing, "ebay").unwrap_err().code(), "bazaar.no_file");
}

#[test]
fn the_rules_tell_the_closing_prices_of_real_auctions() {
    let Some(file) = real() else { return };
    let report = replay_report(&file, "ebay").unwrap();
    println!("{report:?}");
    assert_eq!(report.auctions, 343);
    assert!(report.exact >= 325, "{report:?}");
    assert!(report.within_one_step >= report.exact);
}

fn lots(file: PathBuf) -> ReplayLots {
    ReplayLots {
        file,
        compress: 86_400,
        yen_per_unit: 100,
        limit: None,
        stagger: Span::secs(1),
        auto_extension: false,
    }
}

#[tokio::test]
async fn rivals_of_a_replayed_lot_bid_at_their_times_in_yen() {
    let file = std::env::temp_dir().join(format!("bazaar-invented-{}.csv", std::process::id()));
    std::fs::write(&file, INVENTED).unwrap();
    let replayed = lots(file.clone());
    let house = House::open_with(|mut config| {
        config.replay = Some(replayed);
        config
    })
    .await;
    let (_, open) = house.get(1, "/v1/search").await;
    assert_eq!(open["total"], 1, "the others have not begun");
    let id = open["rows"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        (&open["rows"][0]["start_yen"], &open["rows"][0]["bids"]),
        (&json!(1_000), &json!(0))
    );
    house.wait(Span::millis(500));
    assert_eq!(house.item(&id).await["bids"], 1, "half a day has become half a second");
    let (status, told) = house.bid(1, &id, "mine", 4_500).await;
    assert_eq!((status, &told["leading"]), (200, &json!(false)), "{told}");
    house.wait(Span::secs(3));
    let item = house.item(&id).await;
    fits("Item", &item);
    assert_eq!(
        (&item["status"], &item["price_yen"], &item["bids"]),
        (&json!("ended"), &json!(4_600), &json!(2)),
        "the rival's 3,000 came too low"
    );
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn real_histories_become_lots() {
    let Some(file) = real() else { return };
    let house = House::open_with(|mut config| {
        config.replay = Some(ReplayLots { limit: Some(40), ..lots(file) });
        config
    })
    .await;
    house.wait(Span::minutes(2));
    let (_, ended) = house.get(1, "/v1/search?status=ended&per_page=100").await;
    assert_eq!(ended["total"], 40);
    let won = ended["rows"].as_array().unwrap().iter().filter(|row| row["result"] == "won").count();
    assert!(won >= 38, "{won} of 40 were won");
}
