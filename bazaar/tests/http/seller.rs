use kernel::Span;
use serde_json::{Value, json};

use crate::house::{House, fits};

#[tokio::test]
async fn the_seller_ends_early_strikes_out_bids_and_calls_off() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    let early = format!("/items/{lot}/end-early");
    let (status, told) = house.operator_told(&early, json!({})).await;
    assert_eq!((status, &told["code"]), (409, &json!("wrong_state")), "nobody has bid: {told}");
    let (_, first) = house.bid(1, &lot, "a", 2_000).await;
    house.bid(2, &lot, "b", 5_000).await;
    let strike = format!("/items/{lot}/remove-bid");
    let struck = house.order(&strike, json!({ "bid_id": first["bid_id"] })).await;
    assert_eq!((&struck["price_yen"], &struck["bids"]), (&json!(1_000), &json!(1)));
    assert_eq!(house.operator_told(&strike, json!({ "bid_id": first["bid_id"] })).await.0, 409);
    assert_eq!(house.operator_told(&strike, json!({ "bid_id": "k1-1" })).await.0, 400);
    let (_, history) = house.get(1, &format!("/v1/items/{lot}/history")).await;
    fits("History", &history);
    assert_eq!(history["rows"][0]["removed"], true);
    let ended = house.order(&early, json!({})).await;
    assert_eq!((&ended["status"], &ended["ends_at"]), (&json!("ended"), &json!(house.now())));
    let (_, orders) = house.get(2, "/v1/orders").await;
    assert_eq!(orders["rows"][0]["item_yen"], 1_000);

    let other = house.lot(60, json!({})).await;
    let cancelled = house.order(&format!("/items/{other}/cancel"), json!({})).await;
    assert_eq!(cancelled["status"], "cancelled");
    assert_eq!(house.operator_told(&format!("/items/{other}/cancel"), json!({})).await.0, 409);
}

#[tokio::test]
async fn a_removed_winner_and_a_cancelled_order_are_told_and_blamed() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    house.bid(2, &lot, "second", 1_500).await;
    house.bid(1, &lot, "first", 3_000).await;
    house.wait(Span::hours(1));
    let bad = house.item(&lot).await["seller"]["bad"].as_i64().unwrap();
    let removed =
        house.order(&format!("/items/{lot}/remove-winner"), json!({ "fault": "seller" })).await;
    assert_eq!(
        (&removed["state"], &removed["reason"]),
        (&json!("winner_removed"), &json!("seller"))
    );
    assert_eq!(house.item(&lot).await["seller"]["bad"], bad + 1);
    let offer = house.get(2, "/v1/orders").await.1["rows"][0].clone();
    let declined = format!("/v1/orders/{}/decline", offer["id"].as_str().unwrap());
    let (_, told) = house.post(2, &declined, json!({ "reference": "no" })).await;
    assert_eq!((&told["state"], &told["reason"]), (&json!("declined"), &json!("declined")));
    assert_eq!(house.item(&lot).await["status"], "cancelled");

    let offer = house.offer(700, 1).await;
    let (_, bought) = house.buy(1, &offer, "p", 1, 700).await;
    let order = bought["order_id"].as_str().unwrap();
    let cancelled = house.order(&format!("/orders/{order}/cancel"), json!({})).await;
    assert_eq!(
        (&cancelled["state"], &cancelled["reason"]),
        (&json!("cancelled"), &json!("seller"))
    );
    assert_eq!(house.operator_told(&format!("/orders/{order}/ship"), json!({})).await.0, 409);
}

#[tokio::test]
async fn a_lot_nobody_won_is_listed_again_under_a_new_id_and_cheaper() {
    let house = House::open().await;
    let first = house.lot(60, json!({ "relists_left": 2, "cut_percent": 10 })).await;
    let mut id = first.clone();
    let mut prices = Vec::new();
    loop {
        let item = house.item(&id).await;
        prices.push(item["start_yen"].as_i64().unwrap());
        house.wait(Span::hours(1));
        let item = house.item(&id).await;
        assert_eq!(item["result"], "no_bidder");
        let Some(next) = item["relisted_as"].as_str() else { break };
        assert_eq!(house.item(next).await["relisted_from"], *id);
        id = next.to_owned();
    }
    assert_eq!(prices, [1_000, 900, 810]);
}

#[tokio::test]
async fn a_seller_answers_and_the_same_message_is_sent_once() {
    let house = House::open().await;
    let lot = house.lot(600, json!({})).await;
    let at = format!("/v1/items/{lot}/messages");
    for _ in 0..2 {
        let (status, sent) =
            house.post(1, &at, json!({ "reference": "m1", "text": "同梱できますか" })).await;
        fits("Message", &sent);
        assert_eq!((status, &sent["from"]), (200, &json!("account")));
    }
    house.post(1, &at, json!({ "reference": "m2", "text": "よろしく" })).await;
    house.wait(Span::hours(2));
    let (_, told) = house.get(1, &at).await;
    fits("Messages", &told);
    let from: Vec<&Value> =
        told["rows"].as_array().unwrap().iter().map(|row| &row["from"]).collect();
    assert_eq!(from, ["account", "account", "seller", "seller"]);
    assert_eq!(house.get(2, &at).await.1["rows"].as_array().unwrap().len(), 0);
    assert_eq!(house.item(&lot).await["questions"], 2);
}

#[tokio::test]
async fn a_listing_that_makes_no_sense_is_refused() {
    let house = House::open().await;
    let table = [
        json!({ "start_yen": 1_000 }),
        json!({ "lasts_ms": 1_000 }),
        json!({ "start_yen": 0, "lasts_ms": 1_000 }),
        json!({ "start_yen": 1_000, "lasts_ms": -5 }),
        json!({ "start_yen": 1_000, "lasts_ms": 1_000, "reserve_yen": 900 }),
        json!({ "kind": "fixed", "price_yen": 0 }),
        json!({ "kind": "fixed", "price_yen": 100, "stock": 0 }),
    ];
    for asked in table {
        let (status, told) = house.operator_told("/listings", asked.clone()).await;
        assert_eq!((status, &told["code"]), (400, &json!("bad_request")), "{asked}");
    }
    let nobody = json!({ "start_yen": 1, "lasts_ms": 1, "seller_id": "s99" });
    assert_eq!(house.operator_told("/listings", nobody).await.0, 404);
    assert_eq!(house.post(1, "/v1/admin/listings", json!({})).await.0, 401);
}
