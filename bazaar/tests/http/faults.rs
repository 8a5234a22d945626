use serde_json::{Value, json};

use crate::house::{House, fits};

/// Bids with everything going wrong, the way a careful caller does: ask for the reference, send
/// again. The status of the last answer.
async fn bid_until_told(house: &House, lot: &str, reference: &str, yen: i64) -> Value {
    for _ in 0..200 {
        let asked = json!({ "item_id": lot, "reference": reference, "amount_yen": yen });
        let preview = house.ask("post", "/v1/bids/preview", "token-1", Some(asked)).await;
        if let Ok(preview) = preview
            && preview.status() == 200
        {
            let preview: Value = preview.json().await.unwrap();
            let _ = house.ask("post", "/v1/bids", "token-1", Some(preview)).await;
        }
        let told = house.ask("get", &format!("/v1/references/{reference}"), "token-1", None).await;
        if let Ok(told) = told
            && told.status() == 200
        {
            let told: Value = told.json().await.unwrap();
            if told["state"] != "unknown" {
                return told;
            }
        }
    }
    panic!("{reference} never came to anything")
}

#[tokio::test]
async fn whatever_goes_wrong_each_reference_bids_once() {
    let house = House::open().await;
    let mut lots = Vec::new();
    for _ in 0..5 {
        lots.push(house.lot(600, json!({})).await);
    }
    let asked = json!({ "seed": 5, "slow_ms": 3, "slow_permille": 100, "rate_limited_permille": 150,
        "fail_after_permille": 200, "drop_after_permille": 200, "price_moved_permille": 200 });
    fits("Faults", &house.order("/faults", asked).await);
    let mut placed = 0;
    for n in 0..60 {
        let lot = &lots[n % 5];
        let told = bid_until_told(&house, lot, &format!("att_{n}"), 5_000 + 1_000 * n as i64).await;
        placed += usize::from(told["state"] == "placed");
    }
    assert!(placed >= 50, "{placed} of 60 were placed");
    let audit = house.audit().await;
    let mut references: Vec<&str> =
        audit.iter().map(|row| row["reference"].as_str().unwrap()).collect();
    references.sort_unstable();
    references.dedup();
    assert_eq!((references.len(), audit.len()), (placed, placed));
}

#[tokio::test]
async fn each_switch_does_what_it_says() {
    let house = House::open().await;
    let lot = house.lot(600, json!({})).await;
    house.order("/faults", json!({ "rate_limited_permille": 1_000 })).await;
    let limited = house.ask("get", "/v1/search", "", None).await.unwrap();
    assert_eq!(
        (limited.status().as_u16(), &limited.headers()["retry-after"]),
        (429, &"1".parse().unwrap())
    );

    house.order("/faults", json!({ "fail_after_permille": 1_000 })).await;
    let (status, told) = house.bid(1, &lot, "failed", 2_000).await;
    assert_eq!((status, &told["code"], &told["final"]), (500, &json!("fault"), &json!(false)));
    assert_eq!(house.get(1, "/v1/references/failed").await.1["state"], "placed");

    house.order("/faults", json!({ "drop_after_permille": 1_000 })).await;
    let preview = house.preview(1, &lot, "dropped", 3_000).await;
    assert!(house.ask("post", "/v1/bids", "token-1", Some(preview)).await.is_err());
    assert_eq!(house.get(1, "/v1/references/dropped").await.1["state"], "placed");

    house.order("/faults", json!({ "price_moved_permille": 1_000 })).await;
    let preview = house.preview(1, &lot, "moved", 9_000).await;
    let (status, told) = house.post(1, "/v1/bids", preview.clone()).await;
    assert_eq!((status, &told["code"]), (409, &json!("price_moved")), "{told}");
    assert_ne!(told["price_yen"], preview["price_yen"], "somebody really bid");
    assert_eq!(house.get(1, "/v1/references/moved").await.1["state"], "unknown");
    let offer = house.offer(1_000, 5).await;
    let (status, told) = house.buy(1, &offer, "dear", 1, 1_000).await;
    assert_eq!(
        (status, &told["code"], &told["price_yen"]),
        (409, &json!("price_moved"), &json!(1_051))
    );

    house.order("/faults", json!({ "slow_permille": 1_000, "slow_ms": 80 })).await;
    let before = std::time::Instant::now();
    house.get(1, "/v1/search").await;
    assert!(before.elapsed().as_millis() >= 80);
    let (status, _) = house.operator_told("/faults", json!({ "slow_permille": 1_001 })).await;
    assert_eq!(status, 400);
    let (status, _) = house.operator_told("/faults", json!({ "speed": 1 })).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn an_account_is_held_to_its_limit() {
    let house = House::open_with(|mut config| {
        config.requests_per_second = Some(5);
        config
    })
    .await;
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(house.get(1, "/v1/account").await.0);
    }
    assert_eq!(statuses, [200, 200, 200, 200, 200, 429, 429, 429]);
    assert_eq!(house.get(2, "/v1/account").await.0, 200, "each account has its own");
}
