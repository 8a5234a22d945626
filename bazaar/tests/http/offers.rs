//! The winner is removed, and the lot falls to the next: who is asked, at which price, until when,
//! and what becomes of each answer.

use bazaar::{Config, Faults, Seeding};
use kernel::Span;
use serde_json::{Value, json};

use crate::house::{House, fits};

/// A lot a rival has won before account 1, with 4,000 against 3,000, and account 2 with 2,000.
async fn lost(house: &House) -> String {
    let lot = house.lot(60, json!({})).await;
    house.bid(2, &lot, "third", 2_000).await;
    house.bid(1, &lot, "second", 3_000).await;
    let rival = json!({ "name": "rival01", "amount_yen": 4_000 });
    house.order(&format!("/items/{lot}/rival-bids"), rival).await;
    house.wait(Span::hours(1));
    assert_eq!(house.item(&lot).await["mine"]["order_id"], Value::Null);
    lot
}

async fn remove(house: &House, lot: &str) -> Value {
    house.order(&format!("/items/{lot}/remove-winner"), json!({ "fault": "winner" })).await
}

/// The newest order of account `n`.
async fn latest(house: &House, n: usize) -> Value {
    let (_, orders) = house.get(n, "/v1/orders").await;
    let rows = orders["rows"].as_array().unwrap();
    rows.last().cloned().unwrap_or(Value::Null)
}

async fn answer(house: &House, n: usize, order: &Value, how: &str, body: Value) -> (u16, Value) {
    let id = order["id"].as_str().unwrap();
    house.post(n, &format!("/v1/orders/{id}/{how}"), body).await
}

#[tokio::test]
async fn a_rival_who_won_is_removed_and_the_house_is_offered_the_lot_at_its_own_highest_bid() {
    let house = House::open().await;
    let lot = lost(&house).await;
    assert_eq!(latest(&house, 1).await, Value::Null, "a rival's order is told to nobody");
    let removed = remove(&house, &lot).await;
    fits("Order", &removed);
    assert_eq!(
        (&removed["state"], &removed["reason"]),
        (&json!("winner_removed"), &json!("winner"))
    );
    let offer = latest(&house, 1).await;
    fits("Order", &offer);
    let told = ["state", "item_yen", "reference"].map(|key| offer[key].clone());
    assert_eq!(told, [json!("offered"), json!(3_000), json!("second")]);
    assert!(offer["pay_by_at"].as_i64().unwrap() > house.now());
    assert_eq!(house.item(&lot).await["mine"]["order_id"], offer["id"]);
    let ask = json!({ "reference": "yes", "total_yen": 3_810 });
    let (status, taken) = answer(&house, 1, &offer, "accept", ask).await;
    fits("Order", &taken);
    assert_eq!((status, &taken["state"]), (200, &json!("awaiting_payment")));
    let (_, became) = house.get(1, "/v1/references/yes").await;
    fits("Reference", &became);
    assert_eq!((&became["state"], &became["kind"]), (&json!("placed"), &json!("acceptance")));
    let pay = json!({ "reference": "p", "total_yen": 3_810 });
    assert_eq!(answer(&house, 1, &offer, "pay", pay).await.1["state"], "paid");
    let kinds: Vec<Value> = house.audit().await.iter().map(|row| row["kind"].clone()).collect();
    assert_eq!(kinds, ["bid", "bid", "acceptance", "payment"]);
    // Nobody is left to be removed: the lot is paid.
    let twice = house.operator_told(&format!("/items/{lot}/remove-winner"), json!({})).await;
    assert_eq!((twice.0, &twice.1["code"]), (409, &json!("wrong_state")));
}

#[tokio::test]
async fn an_offer_is_answered_once_under_its_reference_and_by_whom_it_was_made_to() {
    let house = House::open().await;
    let lot = lost(&house).await;
    let won = house.operator_told(&format!("/items/{lot}x/remove-winner"), json!({})).await;
    assert_eq!((won.0, &won.1["code"]), (404, &json!("unknown_item")));
    remove(&house, &lot).await;
    let offer = latest(&house, 1).await;
    let yes = |total: i64| json!({ "reference": "yes", "total_yen": total });
    let table = [
        (2, "accept", yes(3_810), 403, "not_yours"),
        (1, "accept", json!({ "total_yen": 3_810 }), 400, "bad_request"),
        (1, "accept", yes(3_000), 409, "price_moved"),
        (
            1,
            "accept",
            json!({ "reference": "second", "total_yen": 3_810 }),
            409,
            "reference_reused",
        ),
    ];
    for (n, how, body, status, code) in table {
        let (got, told) = answer(&house, n, &offer, how, body).await;
        assert_eq!((got, &told["code"]), (status, &json!(code)));
    }
    let path = format!("/v1/orders/{}/accept", offer["id"].as_str().unwrap());
    for again in [false, true] {
        let response = house.ask("post", &path, "token-1", Some(yes(3_810))).await.unwrap();
        assert_eq!(response.headers().contains_key("idempotent-replay"), again);
        assert_eq!(response.json::<Value>().await.unwrap()["state"], "awaiting_payment");
    }
    let other = json!({ "reference": "no" });
    for _ in 0..2 {
        let (status, told) = answer(&house, 1, &offer, "decline", other.clone()).await;
        assert_eq!((status, &told["code"]), (409, &json!("already_decided")));
        assert_eq!((&told["state"], &told["final"]), (&json!("awaiting_payment"), &json!(true)));
    }
    let (_, became) = house.get(1, "/v1/references/no").await;
    fits("Reference", &became);
    assert_eq!((&became["state"], &became["kind"]), (&json!("refused"), &json!("refusal")));
}

#[tokio::test]
async fn what_is_declined_or_lapses_goes_to_the_next_below() {
    let house = House::open().await;
    let lot = lost(&house).await;
    remove(&house, &lot).await;
    let first = latest(&house, 1).await;
    let (_, told) = answer(&house, 1, &first, "decline", json!({ "reference": "no" })).await;
    assert_eq!((&told["state"], &told["reason"]), (&json!("declined"), &json!("declined")));
    let second = latest(&house, 2).await;
    assert_eq!((&second["state"], &second["item_yen"]), (&json!("offered"), &json!(2_000)));
    house.wait(Span::days(3));
    let lapsed = latest(&house, 2).await;
    assert_eq!((&lapsed["state"], &lapsed["reason"]), (&json!("declined"), &json!("lapsed")));
    let late = json!({ "reference": "late", "total_yen": 2_810 });
    let (status, told) = answer(&house, 2, &second, "accept", late).await;
    assert_eq!((status, &told["code"]), (409, &json!("offer_lapsed")));
    assert_eq!(told["lapsed_at"], second["pay_by_at"]);
    assert_eq!(house.item(&lot).await["status"], "cancelled", "nobody is left");
}

#[tokio::test]
async fn an_order_names_the_highest_bid_that_the_seller_left_standing() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    house.bid(1, &lot, "older", 2_000).await;
    let (_, higher) = house.bid(1, &lot, "higher", 5_000).await;
    let strike = json!({ "bid_id": higher["bid_id"] });
    house.order(&format!("/items/{lot}/remove-bid"), strike).await;
    house.wait(Span::hours(1));
    assert_eq!(latest(&house, 1).await["reference"], "older");
}

#[tokio::test]
async fn invented_rivals_who_never_pay_are_removed_by_themselves() {
    let never = |config: Config| Config {
        seeding: Seeding { unpaid_permille: 1_000, ..Seeding::empty() },
        ..config
    };
    let mut house = House::open_with(never).await;
    let lot = house.lot(60, json!({ "rivals_worth_yen": 1 })).await;
    house.bid(1, &lot, "mine", 3_000).await;
    let rival = json!({ "name": "rival01", "amount_yen": 4_000 });
    house.order(&format!("/items/{lot}/rival-bids"), rival.clone()).await;
    // One named by hand on a lot without invented rivals pays.
    let paid = house.lot(60, json!({})).await;
    house.bid(1, &paid, "other", 3_000).await;
    house.order(&format!("/items/{paid}/rival-bids"), rival).await;
    house.wait(Span::hours(1));
    house.item(&lot).await;
    house.reopen(never).await;
    house.wait(Span::days(3));
    let offer = latest(&house, 1).await;
    assert_eq!((&offer["state"], &offer["item_id"]), (&json!("offered"), &json!(lot)));
    let told = house.operator_told(&format!("/items/{paid}/remove-winner"), json!({})).await;
    assert_eq!((told.0, &told.1["state"]), (409, &json!("paid")));
}

#[tokio::test]
async fn an_answer_that_was_taken_and_not_told_is_found_by_its_reference() {
    for faults in [
        Faults { fail_after_permille: 1_000, ..Faults::default() },
        Faults { drop_after_permille: 1_000, ..Faults::default() },
    ] {
        let mut house = House::open().await;
        let lot = lost(&house).await;
        remove(&house, &lot).await;
        let offer = latest(&house, 1).await;
        house.order("/faults", json!(faults)).await;
        let path = format!("/v1/orders/{}/accept", offer["id"].as_str().unwrap());
        let yes = json!({ "reference": "yes", "total_yen": 3_810 });
        match house.ask("post", &path, "token-1", Some(yes.clone())).await {
            Ok(response) => assert_eq!(response.status(), 500),
            Err(_) => assert_eq!(faults.drop_after_permille, 1_000),
        }
        house.order("/faults", json!(Faults::default())).await;
        // Not even a restart forgets it.
        house.reopen(|config| config).await;
        assert_eq!(
            house.get(1, "/v1/references/yes").await.1["answer"]["state"],
            "awaiting_payment"
        );
        let (status, told) = answer(&house, 1, &offer, "accept", yes).await;
        assert_eq!((status, &told["state"]), (200, &json!("awaiting_payment")));
        let taken = house.audit().await.iter().filter(|row| row["kind"] == "acceptance").count();
        assert_eq!(taken, 1);
    }
}
