use bazaar::Seeding;
use kernel::Span;
use serde_json::{Value, json};

use crate::house::{House, fits};

async fn busy() -> House {
    House::open_with(|mut config| {
        config.seeding = Seeding { auctions: 120, offers: 40, ..Seeding::default() };
        config
    })
    .await
}

fn rows(told: &Value) -> Vec<Value> {
    told["rows"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_busy_marketplace_can_be_searched() {
    let house = busy().await;
    let (_, all) = house.get(1, "/v1/search?per_page=100").await;
    fits("Search", &all);
    assert_eq!(all["total"], 160);
    let ends: Vec<i64> = rows(&all).iter().filter_map(|row| row["ends_at"].as_i64()).collect();
    assert!(ends.is_sorted() && ends[0] < house.now() + Span::minutes(2).as_micros());
    let (_, auctions) = house.get(1, "/v1/search?kind=auction").await;
    assert_eq!(auctions["total"], 120);
    assert_eq!(house.get(1, "/v1/search?kind=fixed").await.1["total"], 40);
    let (_, cameras) = house.get(1, "/v1/search?category=camera&sort=price&per_page=100").await;
    let cameras = rows(&cameras);
    assert!(
        !cameras.is_empty() && cameras.iter().all(|row| row["category_path_en"][0] == "Cameras")
    );
    assert!(cameras.iter().map(|row| row["price_yen"].as_i64()).is_sorted());
    let (_, lenses) = house.get(1, "/v1/search?q=LENS&category=camera.lens").await;
    assert!(rows(&lenses).iter().all(|row| row["category_id"] == "camera.lens"));
    let (_, cheap) = house.get(1, "/v1/search?max_yen=2000&min_yen=500&per_page=100").await;
    assert!(
        rows(&cheap).iter().all(|row| (500..=2_000).contains(&row["price_yen"].as_i64().unwrap()))
    );
    let (_, second) = house.get(1, "/v1/search?page=2&per_page=30").await;
    assert_eq!(second["rows"][0]["id"], all["rows"][30]["id"]);
    let (_, nothing) = house.get(1, "/v1/search?q=zzzzqq").await;
    assert_eq!(nothing["total"], 0);
    for bad in ["sort=best", "page=0", "per_page=101", "min_yen=x", "kind=gift"] {
        let (status, told) = house.get(1, &format!("/v1/search?{bad}")).await;
        assert_eq!((status, &told["code"]), (400, &json!("bad_request")), "{bad}");
    }
}

#[tokio::test]
async fn as_lots_end_others_take_their_place() {
    let house = busy().await;
    for _ in 0..6 {
        house.wait(Span::minutes(7));
        let (_, open) = house.get(1, "/v1/search?kind=auction&per_page=1").await;
        assert_eq!(open["total"], 120);
    }
    let (_, ended) = house.get(1, "/v1/search?status=ended&per_page=100").await;
    assert!(ended["total"].as_i64().unwrap() > 20);
    let bids: i64 = rows(&ended).iter().map(|row| row["bids"].as_i64().unwrap()).sum();
    assert!(bids > 50, "rivals bid: {bids}");
    rows(&ended).iter().for_each(|row| fits("Item", row));
}

#[tokio::test]
async fn everything_that_can_be_read_is_as_it_is_written() {
    let house = busy().await;
    let first = house.get(1, "/v1/search?per_page=1").await.1["rows"][0]["id"].clone();
    let first = first.as_str().unwrap();
    for (path, shape) in [
        ("/v1/time", "Time"),
        ("/v1/capabilities", "Capabilities"),
        ("/v1/categories", "Categories"),
        ("/v1/sellers/s05", "SellerPage"),
        (&format!("/v1/items/{first}"), "Item"),
        (&format!("/v1/items/{first}/history"), "History"),
        (&format!("/v1/items?ids={first},k1"), "Batch"),
    ] {
        let response = house.ask("get", path, "", None).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        fits(shape, &response.json().await.unwrap());
    }
    for (path, kind) in [
        ("/".to_owned(), "text/html; charset=utf-8"),
        ("/?q=a%20b&sort=price".to_owned(), "text/html; charset=utf-8"),
        (format!("/items/{first}"), "text/html; charset=utf-8"),
        (format!("/v1/items/{first}/images/1.svg"), "image/svg+xml; charset=utf-8"),
    ] {
        let response = house.ask("get", &path, "", None).await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["content-type"]),
            (200, &kind.parse().unwrap())
        );
        assert!(response.text().await.unwrap().len() > 200, "{path}");
    }
    for (method, path, token, status, code) in [
        ("get", "/v1/items/k1", "", 404, "unknown_item"),
        ("get", "/v1/sellers/s99", "", 404, "unknown_seller"),
        ("get", "/v1/orders/o1", "token-1", 404, "unknown_order"),
        ("get", "/v1/nothing", "", 404, "no_such_route"),
        ("post", "/v1/search", "", 405, "wrong_method"),
        ("get", "/v1/items", "", 400, "bad_request"),
        ("get", "/v1/orders", "", 401, "unauthorised"),
        ("get", "/v1/search", "wrong", 401, "unauthorised"),
        ("get", "/v1/admin/audit", "token-1", 401, "unauthorised"),
    ] {
        let response = house.ask(method, path, token, None).await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{path}");
        let told: Value = response.json().await.unwrap();
        fits("Problem", &told);
        assert_eq!(told["code"], code, "{path}");
    }
    let long = json!({ "reference": "r", "text": "a".repeat(70_000) });
    let (status, told) = house.post(1, &format!("/v1/items/{first}/messages"), long).await;
    assert_eq!((status, &told["code"]), (413, &json!("too_large")));
}

#[tokio::test]
async fn maxima_of_others_never_leave_the_marketplace() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    house.bid(1, &lot, "secret", 7_654_321).await;
    house.bid(2, &lot, "other", 2_000).await;
    for path in [
        format!("/v1/items/{lot}"),
        format!("/v1/items/{lot}/history"),
        format!("/items/{lot}"),
        "/".to_owned(),
    ] {
        let text = house.ask("get", &path, "token-2", None).await.unwrap().text().await.unwrap();
        assert!(!text.contains("7654321") && !text.contains("7,654,321"), "{path}");
        assert!(!text.contains("house-1"), "{path}");
    }
}

#[tokio::test]
async fn a_fast_clock_shows_what_its_two_numbers_say() {
    let house = House::open_with(|mut config| {
        config.speed = 60;
        config.epoch = Some(kernel::At::from_micros(crate::house::NOON));
        config
    })
    .await;
    house.wait(Span::secs(10));
    let (_, time) = house.get(1, "/v1/time").await;
    assert_eq!(
        time,
        json!({ "now_at": crate::house::NOON + 600_000_000, "epoch_at": crate::house::NOON, "speed": 60 })
    );
    let lot = house.lot(30, json!({})).await;
    let preview = house.preview(1, &lot, "a", 2_000).await;
    house.wait(Span::secs(20));
    let (status, told) = house.post(1, "/v1/bids", preview).await;
    assert_eq!(status, 200, "a signature lives for a minute of the wall: {told}");
}
