//! A newcomer's way through the pages, as a browser without scripts goes it.

use serde_json::json;
use web::Browser;

use crate::common::{Scene, bid, main_of, on_each_engine, until_says, value_of, work};

#[test]
fn a_newcomer_joins_finds_bids_raises_withdraws_and_reads_everything() {
    on_each_engine(20, async |scene| {
        let lots = Lots::listed(scene).await;
        let mut dora = joins(scene).await;
        is_given_money(scene, &mut dora).await;
        finds(scene, &mut dora, &lots).await;
        let working = work(scene).await;
        is_refused_and_keeps_what_was_typed(&mut dora, &lots.blue).await;
        let placed = bids_now_and_raises(scene, &mut dora, &lots).await;
        is_outbid(scene, &mut dora, &lots, &placed).await;
        withdraws(&mut dora, &lots.red).await;
        bids_in_a_group(&mut dora, &lots).await;
        reads_the_figures(scene).await;
        leaves(&mut dora).await;
        working.stop().await.unwrap();
    });
}

struct Lots {
    blue: String,
    red: String,
    pen: String,
    blue_item: String,
}

impl Lots {
    async fn listed(scene: &Scene) -> Lots {
        let blue_item = scene.auction("A blue camera", 1_000, 120).await;
        let red = scene.auction("A red camera", 3_000, 240).await;
        let pen = json!({
            "title_en": "A fountain pen", "title_ja": "万年筆", "start_yen": 500,
            "lasts_ms": 9_000_000, "category_id": "book.art", "shipping_yen": -1,
        });
        let pen = scene.list(pen).await;
        let path = |item: &str| format!("/lots/bazaar/{item}");
        Lots { blue: path(&blue_item), red: path(&red), pen: path(&pen), blue_item }
    }
}

async fn joins(scene: &Scene) -> Browser {
    let mut dora = scene.browser();
    dora.get("/sign-up").await;
    let mail = ("mail", "dora@member.example");
    let short = dora.send("/sign-up", &[("handle", "dora"), mail, ("password", "short")]).await;
    assert_eq!(short.status, 422);
    assert_eq!(value_of(&short.body, "handle"), "dora", "what was typed stays");
    assert!(!short.says("value=\"short\""), "but a password is never shown again");
    let taken = [("handle", "alice"), mail, ("password", "a fine long password")];
    assert!(dora.send("/sign-up", &taken).await.status.is_client_error());
    let good = [("handle", "dora"), mail, ("password", "a fine long password")];
    assert_eq!(dora.send("/sign-up", &good).await.status, 303);
    assert!(dora.get("/account").await.says("dora"));
    scene.is_known("dora", "dora@member.example").await;
    dora
}

async fn is_given_money(scene: &Scene, dora: &mut Browser) {
    let purse = dora.get("/purse").await;
    let (_, rest) = purse.body.split_once("<code>mbr_").unwrap();
    let number = format!("mbr_{}", rest.split('<').next().unwrap());
    let mut boss = scene.staff("boss").await;
    assert!(boss.get("/staff").await.says("Books"));
    boss.get("/staff/books").await;
    let booking = [("member", number.as_str()), ("yen", "40,000"), ("reference", "BANK-1")];
    assert_eq!(boss.send("/staff/deposits", &booking).await.status, 303);
    let again = boss.send("/staff/deposits", &booking).await;
    assert_eq!(again.status, 303, "{}", again.body);
    assert!(boss.get("/staff/books").await.says("booked before"));
    assert!(dora.get("/purse").await.says("¥40,000"), "once, not twice");
}

async fn finds(scene: &Scene, dora: &mut Browser, lots: &Lots) {
    let front = dora.get("/").await;
    assert!(front.says("A blue camera") && front.says("A fountain pen"), "{}", front.body);
    for (query, found, left_out) in [
        ("q=camera", &["A blue camera", "A red camera"][..], &["A fountain pen"][..]),
        ("q=%E4%B8%87%E5%B9%B4%E7%AD%86", &["A fountain pen"], &["A blue camera"]),
        ("q=camera&min=2000", &["A red camera"], &["A blue camera"]),
        ("q=camera&max=2000", &["A blue camera"], &["A red camera"]),
        ("q=&category=book.art&max=600", &["A fountain pen"], &["A red camera"]),
        ("q=&kind=fixed", &["Nothing was found"], &["A red camera"]),
    ] {
        let page = dora.get(&format!("/search?{query}")).await;
        assert_eq!(page.status, 200);
        for words in found {
            assert!(page.says(words), "{query}: {words} is missing in {}", main_of(&page.body));
        }
        for words in left_out {
            assert!(!page.says(words), "{query}: {words} has no place there");
        }
    }
    let odd = dora.get("/search?q=camera&min=cheap").await;
    assert!(odd.says("is not an amount in whole yen") && odd.says("value=\"cheap\""));
    let nobody = scene.browser().get(&lots.blue).await;
    let way = format!("/sign-in?then={}", lots.blue);
    assert!(nobody.says(&way), "after signing in it goes on here: {}", main_of(&nobody.body));
    let lot = dora.get(&lots.blue).await;
    for words in ["A blue camera", "Least next bid", "¥1,000", "Place a bid", "¥810"] {
        assert!(lot.says(words), "{words}: {}", main_of(&lot.body));
    }
    let unknown_shipping = dora.get(&lots.pen).await;
    assert!(unknown_shipping.says("not known yet"), "unknown is not zero");
}

async fn is_refused_and_keeps_what_was_typed(dora: &mut Browser, lot: &str) {
    for (typed, told) in [
        ("12.5", "“12.5” is not an amount in whole yen"),
        ("999", "The least next bid on this lot is ¥1,000"),
        ("39,800", "¥40,000"),
    ] {
        let page = bid(dora, lot, typed, "last_moment", &[]).await;
        assert!(page.status.is_client_error(), "{typed}: {}", page.status);
        assert_eq!(value_of(&page.body, "ceiling"), typed, "what was typed stays");
        assert!(page.says(told), "{typed}: {}", main_of(&page.body));
        assert!(page.says("aria-invalid"), "beside its field");
    }
    let late = bid(dora, lot, "2000", "last_moment", &[("lead", "0")]).await;
    assert!(late.status == 422 && late.says("Choose between 1 and 600"), "{}", late.body);
}

async fn bids_now_and_raises(scene: &Scene, dora: &mut Browser, lots: &Lots) -> String {
    let page = bid(dora, &lots.blue, "5,000", "now", &[]).await;
    assert_eq!(page.status, 303, "{}", main_of(&page.body));
    let path = page.goes_to().unwrap().to_owned();
    let receipt = until_says(dora, &path, "taken: leading").await;
    for words in ["Amount sent", "Price seen right before", "Late by", "house-1", "Planned"] {
        assert!(receipt.says(words), "{words}: {}", main_of(&receipt.body));
    }
    let lot = dora.get(&lots.blue).await;
    assert!(lot.says("Your bid") && lot.says("leading"), "{}", main_of(&lot.body));

    let lower = dora.send(&format!("{path}/ceiling"), &[("ceiling", "5,000")]).await;
    assert!(lower.status == 422 && lower.says("Your ceiling is ¥5,000 already"));
    let raised = dora.send(&format!("{path}/ceiling"), &[("ceiling", "6,000")]).await;
    assert_eq!(raised.status, 303, "{}", main_of(&raised.body));
    assert!(dora.get(&path).await.says("Your ceiling is raised"));
    let no = dora.send(&format!("{path}/withdrawal"), &[]).await;
    assert!(no.status == 409 && no.says("bids there cannot be withdrawn"), "{}", scene.engine);
    path
}

async fn is_outbid(scene: &Scene, dora: &mut Browser, lots: &Lots, path: &str) {
    let rival = json!({ "name": "rival07", "amount_yen": 9_000 });
    let item = &lots.blue_item;
    scene.operator(&format!("/v1/admin/items/{item}/rival-bids"), &rival).await;
    let page = until_says(dora, path, "outbid").await;
    assert!(page.says("Raise your ceiling"));
    assert!(dora.get("/bids").await.says("outbid"));
}

async fn withdraws(dora: &mut Browser, lot: &str) {
    let before = dora.get("/purse").await;
    let page = bid(dora, lot, "4,000", "last_moment", &[]).await;
    let path = page.goes_to().unwrap_or_else(|| panic!("{}", main_of(&page.body))).to_owned();
    let shown = dora.get(&path).await;
    assert!(shown.says("10 s before the end") && shown.says("Nothing was sent"), "{}", shown.body);
    let twice = bid_again(dora, lot).await;
    assert!(!twice, "the lot's page offers no second bid");
    assert!(dora.get("/purse").await.says("set aside"));
    assert_eq!(dora.send(&format!("{path}/withdrawal"), &[]).await.status, 303);
    assert!(dora.get(&path).await.says("withdrawn"));
    let after = dora.get("/purse").await;
    let free = |body: &str| {
        let (_, rest) = body.split_once("Free to use").unwrap();
        rest.split("Set aside").next().unwrap().to_owned()
    };
    assert_eq!(free(&before.body), free(&after.body), "all of it came back");
}

async fn bid_again(dora: &mut Browser, lot: &str) -> bool {
    dora.get(lot).await.says("Place the bid")
}

async fn bids_in_a_group(dora: &mut Browser, lots: &Lots) {
    dora.get("/bid-groups").await;
    let none = dora.send("/bid-groups", &[("name", "one of them"), ("wanted", "0")]).await;
    assert!(none.status == 422 && none.says("Choose to win between 1 and"), "{}", none.body);
    assert_eq!(value_of(&none.body, "name"), "one of them");
    let open = dora.send("/bid-groups", &[("name", "one of them"), ("wanted", "1")]).await;
    assert_eq!(open.status, 303);
    let lot = dora.get(&lots.red).await;
    let (before, _) = lot.body.split_once("one of them: win 1").unwrap();
    let (_, tag) = before.rsplit_once("value=\"").unwrap();
    let group = tag.split('"').next().unwrap().to_owned();
    for path in [&lots.red, &lots.pen] {
        let page = bid(dora, path, "5,000", "last_moment", &[("group", &group)]).await;
        assert_eq!(page.status, 303, "{}", main_of(&page.body));
    }
    let page = dora.get("/bid-groups").await;
    assert!(page.says("A red camera") && page.says("A fountain pen"), "{}", page.body);
    assert!(page.says("Win 1, won 0 so far"));
}

async fn reads_the_figures(scene: &Scene) {
    let mut anybody = scene.browser();
    let page = anybody.get("/figures").await;
    assert!(page.says("How reliably we bid") && page.says("Taken by the marketplace"));
}

async fn leaves(dora: &mut Browser) {
    assert_eq!(dora.send("/sign-out", &[]).await.status, 303);
    let page = dora.get("/bids").await;
    assert_eq!((page.status.as_u16(), page.goes_to()), (303, Some("/sign-in?then=/bids")));
    dora.get("/sign-in?then=/bids").await;
    let wrong = [("handle", "dora"), ("password", "another password")];
    assert_eq!(dora.send("/sign-in", &wrong).await.status, 422);
    let right = [("handle", "dora"), ("password", "a fine long password"), ("then", "/bids")];
    let back = dora.send("/sign-in", &right).await;
    assert_eq!(back.goes_to(), Some("/bids"), "{}", back.body);
}
