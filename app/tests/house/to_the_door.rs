//! From the win, the cart and the desk to the member's door, through nothing but the pages.

use serde_json::json;
use web::Browser;

use crate::common::{
    Scene, bid, link_to, main_of, on_each_engine, until, until_says, value_of, work,
};

#[test]
fn what_is_won_bought_or_ordered_by_hand_reaches_the_door() {
    on_each_engine(60, async |scene| {
        let working = work(scene).await;
        let mut alice = scene.member("alice").await;
        let mut packer = scene.staff("packer").await;
        let mut buyer = scene.staff("buyer").await;
        let won = wins(scene, &mut alice).await;
        writes_to_the_seller(scene, &mut alice, &mut buyer, &won).await;
        let bought = buys(scene, &mut alice).await;
        let by_hand = orders_by_address(scene, &mut alice, &mut buyer).await;
        for order in [&won, &bought, &by_hand] {
            is_taken_in(&mut alice, &mut packer, order).await;
            is_sent(&mut alice, &mut packer, order).await;
        }
        // With the order an answer is looked for no more.
        step(&mut packer, &won, "close").await;
        let orders = alice.get("/orders").await;
        for words in ["A lot to win", "A thing in a shop", "A lamp by address"] {
            assert!(orders.says(words), "{words}: {}", main_of(&orders.body));
        }
        holds_together(scene).await;
        working.stop().await.unwrap();
    });
}

pub async fn wins(scene: &Scene, alice: &mut Browser) -> String {
    let item = scene.auction("A lot to win", 1_000, 600).await;
    let lot = format!("/lots/bazaar/{item}");
    let page = bid(alice, &lot, "8,000", "now", &[]).await;
    let path = page.goes_to().unwrap_or_else(|| panic!("{}", main_of(&page.body))).to_owned();
    until_says(alice, &path, "taken: leading").await;
    scene.operator(&format!("/v1/admin/items/{item}/end-early"), &json!({})).await;
    until_says(alice, &path, "won").await;
    let orders = until_says(alice, "/orders", "A lot to win").await;
    let order = link_to(&orders.body, "/orders/ord_");
    let shown = until_says(alice, &order, "To be paid").await;
    assert!(shown.says("¥1,000"), "second price, not the ceiling: {}", main_of(&shown.body));
    assert!(!shown.says("¥8,000"));
    assert_eq!(alice.send(&format!("{order}/pay"), &[]).await.status, 303);
    until_says(alice, &order, "Sent by the seller").await;
    order
}

/// A buyer asks the seller, who answers; the member's page says nothing of it.
async fn writes_to_the_seller(
    scene: &Scene,
    alice: &mut Browser,
    buyer: &mut Browser,
    order: &str,
) {
    let staff = format!("/staff{order}");
    let page = buyer.get(&staff).await;
    let ask = value_of(&page.body, "ask");
    let typed = [("message", "同じ箱で送れますか。"), ("ask", &*ask)];
    for _ in 0..2 {
        let sent = buyer.send(&format!("{staff}/messages"), &typed).await;
        assert_eq!(sent.goes_to(), Some(staff.as_str()), "{}", main_of(&sent.body));
    }
    until_says(buyer, &staff, ">Sent</span>").await;
    until("the seller has answered", async || {
        buyer.send(&format!("{staff}/messages/look"), &[]).await;
        let page = buyer.get(&staff).await;
        if page.says("Not read yet") { Ok(()) } else { Err(main_of(&page.body)) }
    })
    .await;
    let list = buyer.get("/staff/orders").await;
    assert!(list.says("Sellers have written"), "{}: {}", scene.engine, main_of(&list.body));
    let page = buyer.get(&staff).await;
    assert_eq!(page.body.matches("同じ箱で送れますか。").count(), 1);
    let line = value_of(&page.body, "line");
    let read = buyer.send(&format!("{staff}/messages/read"), &[("line", &*line)]).await;
    assert_eq!(read.status, 303, "{}", main_of(&read.body));
    assert!(!buyer.get("/staff/orders").await.says("Sellers have written"));
    assert!(!alice.get(order).await.says("同じ箱で送れますか。"));
}

pub async fn buys(scene: &Scene, alice: &mut Browser) -> String {
    let item = scene.offer("A thing in a shop", 2_400, 3).await;
    let lot = alice.get(&format!("/lots/bazaar/{item}")).await;
    assert!(lot.says("3 left"), "{}", main_of(&lot.body));
    let put = [("market", "bazaar"), ("item", item.as_str()), ("quantity", "1")];
    let page = alice.send("/cart", &put).await;
    assert_eq!(page.goes_to(), Some("/cart"), "{}", main_of(&page.body));
    let cart = alice.get("/cart").await;
    assert!(cart.says("A thing in a shop") && cart.says("¥2,400"), "{}", main_of(&cart.body));
    assert_eq!(alice.send("/cart/check-out", &[]).await.goes_to(), Some("/purchases"));
    let page = until_says(alice, "/purchases", "To the order").await;
    let order = link_to(&page.body, "/orders/ord_");
    until_says(alice, &order, "Sent by the seller").await;
    order
}

pub async fn orders_by_address(scene: &Scene, alice: &mut Browser, buyer: &mut Browser) -> String {
    alice.get("/quotes").await;
    let wish = [("url", "https://shop.example.jp/lamps/7"), ("quantity", "2"), ("words", "Blue?")];
    let asked = alice.send("/quotes", &wish).await;
    let quote = asked.goes_to().unwrap_or_else(|| panic!("{}", main_of(&asked.body))).to_owned();
    takes_the_task(buyer).await;
    let task = link_to(&buyer.get("/staff/buyers").await.body, "/staff/buyers/tsk_");
    let offer = [("title", "A lamp by address"), ("each", "3,000"), ("shipping", "600")];
    let page = buyer.send(&format!("{task}/offer"), &offer).await;
    assert_eq!(page.status, 303, "{}", main_of(&page.body));
    let shown = until_says(alice, &quote, "Order it").await;
    let (each, shipping) = (value_of(&shown.body, "each"), value_of(&shown.body, "shipping"));
    let seen = [("each", each.as_str()), ("shipping", shipping.as_str())];
    assert_eq!(alice.send(&format!("{quote}/accept"), &seen).await.status, 303);
    until_says(buyer, "/staff/buyers", "A lamp by address").await;
    let task = takes_the_task(buyer).await;
    let page = buyer.send(&format!("{task}/placed"), &[("shop_order", "LAMP-77")]).await;
    assert_eq!(page.status, 303, "{}", main_of(&page.body));
    let shown = until_says(alice, &quote, "To the order").await;
    let order = link_to(&shown.body, "/orders/ord_");
    // The badge, not the fact where it was bought.
    until_says(alice, &order, ">Bought</span>").await;
    // Nobody but alice is shown what was offered to her.
    let offered = format!("/lots/desk/{}", quote.rsplit('/').next().unwrap());
    for stranger in [&mut scene.browser(), &mut scene.member("bruno").await] {
        assert_eq!(stranger.get(&offered).await.status, 404);
    }
    // The buyer finds it where it waits for the shop's number: on the desk and among the orders.
    let waits = until_says(buyer, "/staff/buyers", "LAMP-77").await;
    let staff = link_to(&waits.body, "/staff/orders/ord_");
    assert_eq!(staff, format!("/staff{order}"));
    let list = buyer.get("/staff/orders?state=purchased").await;
    assert_eq!(link_to(&list.body, "/staff/orders/ord_"), staff, "{}", main_of(&list.body));
    buyer.get(&staff).await;
    let sent = [("carrier", "sagawa"), ("tracking", "4001-2345-6789")];
    let page = buyer.send(&format!("{staff}/shipped"), &sent).await;
    assert_eq!(page.status, 303, "{}: {}", scene.engine, main_of(&page.body));
    order
}

async fn takes_the_task(buyer: &mut Browser) -> String {
    let queue = until_says(buyer, "/staff/buyers", "/staff/buyers/tsk_").await;
    let task = link_to(&queue.body, "/staff/buyers/tsk_");
    buyer.get(&task).await;
    let claimed = buyer.send(&format!("{task}/claim"), &[]).await;
    assert_eq!(claimed.status, 303, "{}", main_of(&claimed.body));
    task
}

/// The number under which the seller sent it, as the warehouse sees it.
async fn tracking(packer: &mut Browser, order: &str) -> String {
    let page = packer.get("/staff/arrivals").await;
    let row = page.body.split("<tr").find(|row| row.contains(order)).map(str::to_owned);
    let row = row.unwrap_or_else(|| panic!("{order} is not coming: {}", main_of(&page.body)));
    let (cells, _) = row.rsplit_once("</div></td>").unwrap();
    cells.rsplit('>').next().unwrap().to_owned()
}

pub async fn is_taken_in(alice: &mut Browser, packer: &mut Browser, order: &str) {
    let number = tracking(packer, order).await;
    let page = packer.send("/staff/arrivals", &[("tracking", &number), ("words", "a box")]).await;
    assert_eq!(page.status, 303, "{}", main_of(&page.body));
    until_says(alice, order, "At our warehouse").await;
    step(packer, order, "find_ok").await;
    let staff = format!("/staff{order}");
    let bad = packer.send(&format!("{staff}/shelf"), &[("shelf", "under the stairs!")]).await;
    assert!(bad.status == 422 && bad.says("Name the shelf"), "{}", main_of(&bad.body));
    assert_eq!(value_of(&bad.body, "shelf"), "under the stairs!");
    let page = packer.send(&format!("{staff}/shelf"), &[("shelf", "B-07")]).await;
    assert_eq!(page.status, 303, "{}", main_of(&page.body));
}

async fn step(packer: &mut Browser, order: &str, event: &str) {
    let staff = format!("/staff{order}");
    let page = packer.get(&staff).await;
    assert!(page.says(&format!("value=\"{event}\"")), "{event}: {}", main_of(&page.body));
    let page = packer.send(&format!("{staff}/steps"), &[("event", event)]).await;
    assert_eq!(page.status, 303, "{event}: {}", main_of(&page.body));
}

pub async fn is_sent(alice: &mut Browser, packer: &mut Browser, order: &str) {
    let shown = until_says(alice, order, "Send it to me").await;
    assert!(shown.says("On its shelf"), "{}", main_of(&shown.body));
    assert_eq!(alice.send(&format!("{order}/send"), &[]).await.status, 303);
    assert!(packer.get("/staff/packing").await.says(order));
    step(packer, order, "start_packing").await;
    let staff = format!("/staff{order}");
    let parcel =
        [("weight_g", "900"), ("length_mm", "300"), ("width_mm", "200"), ("height_mm", "120")];
    let nothing = [&[("weight_g", "0")], &parcel[1..]].concat();
    let light = packer.send(&format!("{staff}/box"), &nothing).await;
    assert!(light.says("Give the weight in grams"), "{}", main_of(&light.body));
    assert_eq!(packer.send(&format!("{staff}/box"), &parcel).await.status, 303);
    packer.get(&staff).await;
    let carrier = [("carrier", "Demo Post"), ("tracking", "EE123456785JP")];
    let label = packer.send(&format!("{staff}/hand-over"), &carrier).await;
    assert!(label.status == 200 && label.says("Alice Example"), "{}", main_of(&label.body));
    assert!(!packer.get(&staff).await.says("Alice Example"), "shown where it was opened, not here");
    let again = packer.send(&format!("{staff}/label"), &[("printing", "unprinted")]).await;
    assert!(again.status == 200 && again.says("Alice Example"), "{}", main_of(&again.body));
    step(packer, order, "move").await;
    step(packer, order, "deliver").await;
    let shown = until_says(alice, order, "Delivered").await;
    assert!(shown.says("EE123456785JP"), "{}", main_of(&shown.body));
}

async fn holds_together(scene: &Scene) {
    let mut boss = scene.staff("boss").await;
    let books = boss.get("/staff/books").await;
    assert!(books.says("all of it is zero"), "{}: {}", scene.engine, main_of(&books.body));
    // A letter may wait for what else there is to tell; nothing else may.
    until("no job is left but a letter that gathers", async || {
        let left = |tx: &mut db::Tx<'_>| {
            let letters = jobs::left_of::<notices::SendLetter>(tx)?;
            Ok((jobs::left(tx)? - letters, letters))
        };
        let (others, letters) = scene.house().db.read("test.left", left).await.unwrap();
        let done = others == 0 && letters <= 1;
        if done { Ok(()) } else { Err(format!("{others} jobs, {letters} letters")) }
    })
    .await;
    let ask = |tx: &mut db::Tx<'_>| {
        let mut wrong = ledger::audit(tx)?;
        wrong.extend(bidding::audit(tx)?);
        wrong.extend(orders::audit(tx)?);
        wrong.extend(shopping::audit(tx)?);
        Ok(wrong)
    };
    let wrong = scene.house().db.read("test.audit", ask).await.unwrap();
    assert!(wrong.is_empty(), "{}: {wrong:#?}", scene.engine);
}
