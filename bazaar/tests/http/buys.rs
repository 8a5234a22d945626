use kernel::Span;
use serde_json::json;

use crate::house::{House, fits};

#[tokio::test]
async fn a_purchase_is_taken_once_and_refused_by_name() {
    let house = House::open().await;
    let offer = house.offer(1_800, 3).await;
    let (status, bought) = house.buy(1, &offer, "p1", 2, 1_800).await;
    fits("Purchase", &bought);
    assert_eq!(
        (status, &bought["total_yen"], &bought["available"]),
        (200, &json!(4_410), &json!(1))
    );
    let lot = house.lot(60, json!({})).await;
    let table = [
        (&offer, 1, 1_700, 409, "price_moved"),
        (&offer, 2, 1_800, 409, "only_left"),
        (&lot, 1, 1_000, 422, "wrong_kind"),
        (&offer, 0, 1_800, 400, "bad_request"),
    ];
    for (item, quantity, yen, status, code) in table {
        let told = house.buy(1, item, "p2", quantity, yen).await;
        assert_eq!((told.0, told.1["code"].as_str().unwrap()), (status, code), "{told:?}");
    }
    let (status, last) = house.buy(2, &offer, "p1", 1, 1_800).await;
    assert_eq!(status, 200, "another account's reference: {last}");
    let told = house.buy(1, &offer, "p3", 1, 1_800).await;
    assert_eq!((told.0, told.1["code"].as_str().unwrap()), (409, "sold_out"));
    let item = house.item(&offer).await;
    assert_eq!(
        (&item["status"], &item["result"], &item["quantity"]),
        (&json!("ended"), &json!("sold_out"), &json!(3))
    );
    house
        .order(&format!("/items/{offer}/restock"), json!({ "stock": 5, "price_yen": 2_000 }))
        .await;
    let told = house.buy(1, &offer, "p4", 1, 1_800).await;
    assert_eq!((told.0, &told.1["price_yen"]), (409, &json!(2_000)));
    assert_eq!(house.buy(1, &offer, "p4", 1, 2_000).await.0, 200);
}

#[tokio::test]
async fn stock_that_went_between_preview_and_purchase_is_a_final_refusal() {
    let house = House::open().await;
    let offer = house.offer(1_800, 1).await;
    let asked =
        json!({ "item_id": offer, "reference": "slow", "quantity": 1, "expected_yen": 1_800 });
    let (_, preview) = house.post(1, "/v1/purchases/preview", asked).await;
    fits("PurchasePreview", &preview);
    house.buy(2, &offer, "quick", 1, 1_800).await;
    for _ in 0..2 {
        let (status, told) = house.post(1, "/v1/purchases", preview.clone()).await;
        assert_eq!((status, &told["code"]), (409, &json!("sold_out")));
    }
    house.order(&format!("/items/{offer}/restock"), json!({ "stock": 1 })).await;
    let (status, told) = house.post(1, "/v1/purchases", preview).await;
    assert_eq!((status, &told["code"]), (409, &json!("sold_out")), "the reference is used up");
}

#[tokio::test]
async fn an_order_goes_from_the_win_to_the_door() {
    let house = House::open().await;
    let lot = house.lot(60, json!({ "shipping_yen": 880 })).await;
    house.bid(2, &lot, "theirs", 1_500).await;
    house.bid(1, &lot, "mine", 3_000).await;
    house.wait(Span::minutes(60));
    let (_, orders) = house.get(1, "/v1/orders").await;
    fits("Orders", &orders);
    let order = &orders["rows"][0];
    let id = order["id"].as_str().unwrap();
    assert_eq!((&order["state"], &order["total_yen"]), (&json!("awaiting_payment"), &json!(2_480)));
    assert_eq!((&order["reference"], &order["kind"]), (&json!("mine"), &json!("auction")));
    assert_eq!(house.item(&lot).await["mine"]["order_id"], id);
    let pay = |reference: &str, yen| json!({ "reference": reference, "total_yen": yen });
    let at = format!("/v1/orders/{id}/pay");
    assert_eq!(house.post(2, &at, pay("x", 2_480)).await.1["code"], "not_yours");
    assert_eq!(house.post(1, &at, pay("pay1", 2_479)).await.1["code"], "price_moved");
    let (status, paid) = house.post(1, &at, pay("pay1", 2_480)).await;
    assert_eq!((status, &paid["state"]), (200, &json!("paid")), "{paid}");
    assert_eq!(house.post(1, &at, pay("pay1", 2_480)).await.0, 200, "the same payment again");
    assert_eq!(house.post(1, &at, pay("pay2", 2_480)).await.1["code"], "wrong_state");
    assert_eq!(house.post(1, &format!("/v1/orders/{id}/received"), json!({})).await.0, 409);

    house.wait(Span::days(2));
    let seen = paid["seq"].as_i64().unwrap();
    let (_, news) = house.get(1, &format!("/v1/orders?after={seen}")).await;
    let shipped = &news["rows"][0];
    assert_eq!(shipped["state"], "shipped", "{news}");
    assert_eq!(shipped["tracking_number"].as_str().unwrap().len(), 12);
    assert_eq!(shipped["carrier"], "yamato");
    for _ in 0..2 {
        let (_, got) = house.post(1, &format!("/v1/orders/{id}/received"), json!({})).await;
        assert_eq!(got["state"], "received");
    }
    let (_, none) = house.get(1, "/v1/orders?state=paid").await;
    assert_eq!(none["rows"].as_array().unwrap().len(), 0);
    let kinds: Vec<_> = house.audit().await.iter().map(|row| row["kind"].clone()).collect();
    assert_eq!(kinds, ["bid", "bid", "payment"]);
}

#[tokio::test]
async fn an_unpaid_win_is_taken_away_and_the_runner_up_is_asked() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    house.bid(2, &lot, "second", 1_500).await;
    house.bid(1, &lot, "first", 3_000).await;
    house.wait(Span::hours(1));
    house.get(1, "/v1/orders").await;
    house.wait(Span::days(3));
    let (_, lost) = house.get(1, "/v1/orders").await;
    let row = &lost["rows"][0];
    assert_eq!((&row["state"], &row["reason"]), (&json!("winner_removed"), &json!("winner")));
    assert_eq!(house.get(1, "/v1/account").await.1["bad"], 1);
    let (_, offers) = house.get(2, "/v1/orders").await;
    let offer = &offers["rows"][0];
    assert_eq!((&offer["state"], &offer["item_yen"]), (&json!("offered"), &json!(1_500)));
    let id = offer["id"].as_str().unwrap();
    let yes = json!({ "reference": "yes", "total_yen": 2_310 });
    let (_, taken) = house.post(2, &format!("/v1/orders/{id}/accept"), yes).await;
    assert_eq!(taken["state"], "awaiting_payment");
    let pay = json!({ "reference": "p", "total_yen": 2_310 });
    assert_eq!(house.post(2, &format!("/v1/orders/{id}/pay"), pay).await.0, 200);
}

#[tokio::test]
async fn buy_now_wins_at_once() {
    let house = House::open().await;
    let lot = house.lot(60, json!({ "buy_now_yen": 5_000 })).await;
    let preview = house.preview(1, &lot, "now", 6_000).await;
    assert_eq!(preview["buys_now"], true);
    let (_, placed) = house.post(1, "/v1/bids", preview).await;
    assert_eq!((&placed["bought_now"], &placed["price_yen"]), (&json!(true), &json!(5_000)));
    let (_, order) =
        house.get(1, &format!("/v1/orders/{}", placed["order_id"].as_str().unwrap())).await;
    fits("Order", &order);
    assert_eq!((&order["kind"], &order["item_yen"]), (&json!("buy_now"), &json!(5_000)));
    assert_eq!(house.item(&lot).await["result"], "bought_now");
}
