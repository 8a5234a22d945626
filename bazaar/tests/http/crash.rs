use kernel::Span;
use serde_json::{Value, json};

use crate::house::House;

#[tokio::test]
async fn what_was_answered_for_is_there_after_a_restart() {
    let mut house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    let offer = house.offer(500, 2).await;
    let (_, placed) = house.bid(1, &lot, "bid", 3_000).await;
    house.bid(2, &lot, "other", 2_000).await;
    let (_, bought) = house.buy(1, &offer, "buy", 1, 500).await;
    house
        .post(1, &format!("/v1/items/{lot}/messages"), json!({ "reference": "msg", "text": "?" }))
        .await;
    let short = house.preview(2, &lot, "short", 2_200).await;
    house.order(&format!("/items/{lot}/rival-bids"), json!({ "amount_yen": 2_900 })).await;
    house.post(2, "/v1/bids", short).await;
    let before = house.item(&lot).await;
    let audit = house.audit().await;

    house.reopen(|config| config).await;
    assert_eq!(house.item(&lot).await, before);
    assert_eq!(house.audit().await, audit);
    for (n, reference, state, answer) in [
        (1, "bid", "placed", &placed),
        (1, "buy", "placed", &bought),
        (2, "short", "refused", &Value::Null),
        (2, "never", "unknown", &Value::Null),
    ] {
        let (_, told) = house.get(n, &format!("/v1/references/{reference}")).await;
        assert_eq!((&told["state"], &told["answer"]), (&json!(state), answer), "{reference}");
    }
    let (_, told) = house.get(2, "/v1/references/short").await;
    assert_eq!(told["error"]["code"], "below_least");
    house.wait(Span::hours(1));
    let (_, orders) = house.get(1, "/v1/orders").await;
    assert_eq!(orders["rows"].as_array().unwrap().len(), 2, "the lot closed after the restart");
    let id = orders["rows"][1]["id"].as_str().unwrap().to_owned();
    house.reopen(|config| config).await;
    let (_, again) = house.get(1, "/v1/orders").await;
    assert_eq!(again, orders, "and closed only once: {id}");
}

#[tokio::test]
async fn what_was_answered_for_is_on_the_disk_without_an_orderly_end() {
    let house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    for n in 0..20 {
        house.bid(1 + n % 2, &lot, &format!("att_{n}"), 3_000 + 700 * n as i64).await;
    }
    let (audit, item) = (house.audit().await, house.item(&lot).await);
    // What another process would find if this one were killed now: the files as they are.
    let copy = house.folder.join("copy");
    std::fs::create_dir(&copy).unwrap();
    for file in std::fs::read_dir(&house.folder).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() && file.file_name() != "lock" {
            std::fs::copy(file.path(), copy.join(file.file_name())).unwrap();
        }
    }
    let mut other = House::open().await;
    other.running = Some(bazaar::serve(crate::house::quiet(&copy, &house.clock)).await.unwrap());
    assert_eq!(other.audit().await, audit);
    assert_eq!(other.item(&lot).await, item);
}

#[tokio::test]
async fn many_bids_at_once_are_each_taken_once_and_all_are_kept() {
    let mut house = House::open().await;
    let listed = house
        .order("/listings", json!({ "start_yen": 100, "lasts_ms": 3_600_000, "copies": 50 }))
        .await;
    let lots: Vec<String> = serde_json::from_value(listed["ids"].clone()).unwrap();
    let all = (0..300).map(|n| {
        let (house, lot) = (&house, &lots[n % 50]);
        async move { house.bid(1 + n % 2, lot, &format!("att_{n}"), 10_000 + 997 * n as i64).await }
    });
    let told = futures_join(all).await;
    let placed = told.iter().filter(|(status, _)| *status == 200).count();
    assert!(told.iter().all(|(status, _)| [200, 422].contains(status)));
    assert_eq!(house.audit().await.len(), placed);
    house.reopen(|config| config).await;
    let audit = house.audit().await;
    assert_eq!(audit.len(), placed, "after a restart");
    let mut bids: Vec<&Value> = audit.iter().map(|row| &row["bid_id"]).collect();
    bids.sort_by_key(|bid| bid.to_string());
    bids.dedup();
    assert_eq!(bids.len(), placed);
}

/// Waits for all, each on its own.
async fn futures_join<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut pending: Vec<_> = all.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut waiting = false;
        for (future, told) in &mut pending {
            if told.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(output) => *told = Some(output),
                    std::task::Poll::Pending => waiting = true,
                }
            }
        }
        if waiting { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    pending.into_iter().filter_map(|(_, told)| told).collect()
}

#[tokio::test]
async fn a_second_marketplace_on_the_same_folder_is_refused() {
    let house = House::open().await;
    let second = bazaar::serve(crate::house::quiet(&house.folder, &house.clock)).await;
    assert_eq!(second.err().unwrap().code(), "db.folder_in_use");
}

#[tokio::test]
async fn a_dropped_marketplace_gives_its_folder_back() {
    let mut house = House::open().await;
    let lot = house.lot(60, json!({})).await;
    house.bid(1, &lot, "bid", 3_000).await;
    house.running = None;
    let reopened = bazaar::serve(crate::house::quiet(&house.folder, &house.clock)).await.unwrap();
    house.running = Some(reopened);
    assert_eq!(house.item(&lot).await["bids"], 1);
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused() {
    let house = House::open().await;
    let folder = house.folder.join("other");
    let open = |change: fn(&mut bazaar::Config)| {
        let mut config = crate::house::quiet(&folder, &house.clock);
        change(&mut config);
        async move { bazaar::serve(config).await.err().map(|refused| refused.code()) }
    };
    assert_eq!(open(|c| c.speed = 0).await, Some("bazaar.bad_setting"));
    assert_eq!(open(|c| c.faults.slow_permille = 2_000).await, Some("bazaar.bad_setting"));
    assert_eq!(open(|c| c.accounts[1].id = "house-1".into()).await, Some("bazaar.bad_setting"));
    assert_eq!(open(|c| c.bind = ([203, 0, 113, 1], 1).into()).await, Some("bazaar.cannot_listen"));
}
