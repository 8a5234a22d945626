use kernel::Span;
use serde_json::{Value, json};

use crate::house::{House, fits};

#[tokio::test]
async fn a_bid_takes_two_steps_and_the_reference_answers_the_same_again() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    let preview = house.preview(1, &lot, "att_1", 3_000).await;
    fits("BidPreview", &preview);
    assert_eq!((&preview["price_yen"], &preview["next_yen"]), (&json!(1_000), &json!(1_000)));
    assert_eq!(house.item(&lot).await["bids"], 0, "a preview changes nothing");
    let (status, placed) = house.post(1, "/v1/bids", preview.clone()).await;
    fits("Bid", &placed);
    assert_eq!(
        (status, &placed["leading"], &placed["price_yen"]),
        (200, &json!(true), &json!(1_000))
    );

    house.wait(Span::hours(3));
    let again = house.ask("post", "/v1/bids", "token-1", Some(preview.clone())).await.unwrap();
    assert_eq!(again.headers()["idempotent-replay"], "true");
    assert_eq!(again.json::<Value>().await.unwrap(), placed, "even after the end");
    assert_eq!(house.audit().await.len(), 1);
    let (_, told) = house.get(1, "/v1/references/att_1").await;
    fits("Reference", &told);
    assert_eq!((&told["state"], &told["answer"]), (&json!("placed"), &placed));
    let (_, foreign) = house.get(2, "/v1/references/att_1").await;
    assert_eq!(foreign["state"], "unknown", "references are an account's own");

    let mut other = preview;
    other["amount_yen"] = json!(4_000);
    let (status, told) = house.post(1, "/v1/bids", other).await;
    assert_eq!((status, &told["code"]), (409, &json!("reference_reused")));
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_by_name_and_changes_nothing() {
    let house = House::open().await;
    let lot = house.lot(60, json!({ "max_bad_percent": 20 })).await;
    let offer = house.offer(500, 1).await;
    house.bid(2, &lot, "theirs", 5_000).await;
    house.bid(1, &lot, "under", 2_000).await;
    let version = house.item(&lot).await["version"].clone();
    let ask =
        |item: &str, yen: Value| json!({ "item_id": item, "reference": "r", "amount_yen": yen });
    let table = [
        (1, ask(&lot, json!(2_099)), 422, "below_least"),
        (1, ask(&lot, json!(-1)), 422, "below_least"),
        (1, ask(&lot, json!(1.5)), 400, "bad_request"),
        (1, ask(&lot, json!("many")), 400, "bad_request"),
        (1, ask(&lot, json!(1_000_000_000)), 400, "bad_request"),
        (1, json!({ "item_id": lot, "reference": "r" }), 400, "bad_request"),
        (1, json!({ "item_id": lot, "reference": "no good", "amount_yen": 1 }), 400, "bad_request"),
        (1, ask("k1", json!(2_000)), 404, "unknown_item"),
        (1, ask(&offer, json!(2_000)), 422, "wrong_kind"),
        (2, ask(&lot, json!(5_000)), 422, "not_a_raise"),
        (3, ask(&lot, json!(9_000)), 403, "restricted"),
        (9, ask(&lot, json!(9_000)), 401, "unauthorised"),
    ];
    for (account, asked, status, code) in table {
        let told = house.post(account, "/v1/bids/preview", asked.clone()).await;
        fits("Problem", &told.1);
        assert_eq!((told.0, told.1["code"].as_str().unwrap()), (status, code), "{asked}");
    }
    let (_, below) = house.post(1, "/v1/bids/preview", ask(&lot, json!(1))).await;
    assert_eq!((&below["next_yen"], &below["step_yen"]), (&json!(2_200), &json!(100)));
    assert_eq!(house.item(&lot).await["version"], version);
    let (_, told) = house.get(1, "/v1/references/r").await;
    assert_eq!(told["state"], "unknown", "a preview uses up no reference");
    house.wait(Span::hours(1));
    let (status, told) = house.post(1, "/v1/bids/preview", ask(&lot, json!(9_000))).await;
    assert_eq!((status, &told["code"], &told["result"]), (409, &json!("closed"), &json!("won")));
}

#[tokio::test]
async fn a_signature_signs_every_field_and_dies() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    let other = house.lot(60, json!({})).await;
    let preview = house.preview(1, &lot, "att_1", 3_000).await;
    let changes = [
        ("item_id", json!(other)),
        ("reference", json!("att_2")),
        ("amount_yen", json!(3_001)),
        ("price_yen", json!(999)),
        ("expires_at", json!(preview["expires_at"].as_i64().unwrap() + 1)),
        ("signature", json!("00")),
        ("signature", json!("é".repeat(32))),
    ];
    for (field, value) in changes {
        let mut forged = preview.clone();
        forged[field] = value;
        let (status, told) = house.post(1, "/v1/bids", forged).await;
        assert_eq!((status, &told["code"]), (422, &json!("bad_signature")), "{field}");
    }
    let (status, told) = house.post(2, "/v1/bids", preview.clone()).await;
    assert_eq!((status, &told["code"]), (422, &json!("bad_signature")), "another account");
    house.wait(Span::secs(61));
    let (status, told) = house.post(1, "/v1/bids", preview).await;
    assert_eq!((status, &told["code"]), (422, &json!("signature_expired")));
    let (status, _) = house.bid(1, &lot, "att_1", 3_000).await;
    assert_eq!(status, 200, "an expired signature has not used the reference up");
}

#[tokio::test]
async fn a_bid_overtaken_since_its_preview_counts_if_it_is_still_enough() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    let enough = house.preview(1, &lot, "enough", 9_000).await;
    let short = house.preview(1, &lot, "short", 1_050).await;
    house.order(&format!("/items/{lot}/rival-bids"), json!({ "amount_yen": 4_000 })).await;
    let (status, placed) = house.post(1, "/v1/bids", enough).await;
    assert_eq!((status, &placed["price_yen"]), (200, &json!(4_100)));
    house
        .order(&format!("/items/{lot}/rival-bids"), json!({ "amount_yen": 20_000, "name": "late" }))
        .await;
    for _ in 0..2 {
        let (status, told) = house.post(1, "/v1/bids", short.clone()).await;
        assert_eq!(
            (status, &told["code"], &told["final"]),
            (422, &json!("below_least"), &json!(true))
        );
    }
    let (_, told) = house.get(1, "/v1/references/short").await;
    assert_eq!(
        (&told["state"], &told["error"]["code"]),
        (&json!("refused"), &json!("below_least"))
    );
    assert_eq!(house.audit().await.len(), 1);
}

#[tokio::test]
async fn a_late_rise_extends_the_lot_and_a_first_bid_does_not() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    let end = house.item(&lot).await["ends_at"].as_i64().unwrap();
    let five = Span::minutes(5).as_micros();
    house.wait(Span::minutes(55));
    let (_, first) = house.bid(1, &lot, "a", 3_000).await;
    assert_eq!((&first["extended"], &first["ends_at"]), (&json!(false), &json!(end)));
    let (_, rise) = house.bid(2, &lot, "b", 2_000).await;
    assert_eq!((&rise["extended"], &rise["ends_at"]), (&json!(true), &json!(end + five)));
    house.wait(Span::secs(299));
    let (_, same) = house.bid(2, &lot, "c", 2_500).await;
    assert_eq!(same["extended"], false, "one extension a window");
    house.wait(Span::secs(1));
    let (_, next) = house.bid(2, &lot, "d", 2_800).await;
    assert_eq!(next["ends_at"], end + 2 * five);
    let item = house.item(&lot).await;
    assert_eq!((&item["extensions"], &item["first_ends_at"]), (&json!(2), &json!(end)));
    let (_, raise) = house.bid(1, &lot, "e", 9_000).await;
    assert_eq!((&raise["extended"], &raise["price_yen"]), (&json!(false), &json!(2_900)));
    let last = house.preview(2, &lot, "late", 9_500).await;
    house.wait(Span::minutes(10));
    let (status, late) = house.post(2, "/v1/bids", last).await;
    assert_eq!(status, 422, "the signature died with the wait: {late}");
    let (_, orders) = house.get(1, "/v1/orders").await;
    assert_eq!(orders["rows"][0]["item_yen"], 2_900);
}

#[tokio::test]
async fn the_account_sees_its_bids_and_where_they_stand() {
    let house = House::open().await;
    let (one, two) = (house.lot(60, json!({})).await, house.lot(60, json!({})).await);
    for (n, (item, yen)) in [(&one, 2_000), (&two, 2_000), (&one, 3_000)].into_iter().enumerate() {
        house.bid(1, item, &format!("r{n}"), yen).await;
    }
    house.bid(2, &two, "theirs", 5_000).await;
    let (_, told) = house.get(1, "/v1/my/bids?limit=2").await;
    fits("MyBids", &told);
    assert_eq!(told["rows"][0]["leading"], true);
    assert_eq!(told["rows"][1]["leading"], false);
    let after = told["next_after"].as_i64().unwrap();
    let (_, rest) = house.get(1, &format!("/v1/my/bids?after={after}")).await;
    assert_eq!(rest["rows"].as_array().unwrap().len(), 1);
    assert_eq!((&rest["rows"][0]["reference"], &rest["next_after"]), (&json!("r2"), &Value::Null));
    let mine = &house.item(&one).await["mine"];
    assert_eq!((&mine["max_yen"], &mine["next_yen"]), (&json!(3_000), &json!(3_001)));
    let (_, account) = house.get(1, "/v1/account").await;
    fits("Account", &account);
    assert_eq!(account["open_bids"], 2);
}
