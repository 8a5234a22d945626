//! Bad input: each gets a refusal by name that says what to do, and changes nothing.

use db::{Lock, Sql, Tx};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use web::{Browser, Page};

use crate::common::{Scene, bid, link_to, main_of, on_each_engine, value_of};
use crate::dump::assert_same;
use crate::net::{Got, Net};

/// Status, and words of the sentence.
type Told = (u16, &'static str);

fn check(scene: &Scene, before: &[String], page: &Page, told: Told, what: &str) {
    let main = main_of(&page.body);
    assert_eq!(page.status.as_u16(), told.0, "{what} on {}: {main}", scene.engine);
    assert!(page.says(told.1), "{what} on {}: no “{}” in {main}", scene.engine, told.1);
    assert_same(before, &scene.dump(), &format!("{what} on {}", scene.engine));
}

#[test]
fn amounts_that_are_none_or_too_small_or_not_covered_are_refused() {
    const NOT_YEN: &str = "is not an amount in whole yen. Write it like 12000 or 12,000.";
    on_each_engine(1, async |scene| {
        let mut alice = scene.member("alice").await;
        let item = scene.auction("A lot", 1_000, 120).await;
        let lot = format!("/lots/bazaar/{item}");
        let before = scene.dump();
        let table: [(&str, Told); 16] = [
            ("999", (422, "The least next bid on this lot is ¥1,000.")),
            ("0", (422, "The least next bid on this lot is ¥1,000.")),
            ("299,900", (402, "Your purse holds ¥300,000; this needs ¥")),
            ("999,999,999", (402, "Your purse holds ¥300,000; this needs ¥")),
            ("1,000,000,000", (422, "A ceiling can be ¥999,999,999 at most.")),
            ("9223372036854775807", (422, "A ceiling can be ¥999,999,999 at most.")),
            ("9223372036854775808", (422, NOT_YEN)),
            ("99999999999999999999999999", (422, NOT_YEN)),
            ("12.5", (422, NOT_YEN)),
            ("many", (422, NOT_YEN)),
            ("１２３００", (422, NOT_YEN)),
            ("-5000", (422, NOT_YEN)),
            ("1e5", (422, NOT_YEN)),
            ("0x1000", (422, NOT_YEN)),
            ("", (422, NOT_YEN)),
            ("5000; DROP TABLE bid", (422, NOT_YEN)),
        ];
        for (typed, told) in table {
            let page = bid(&mut alice, &lot, typed, "last_moment", &[]).await;
            check(scene, &before, &page, told, &format!("a ceiling of “{typed}”"));
            assert_eq!(value_of(&page.body, "ceiling"), typed, "what was typed stays");
        }
        let ask = value_of(&alice.get(&lot).await.body, "ask");
        let bids = format!("{lot}/bids");
        for (mode, lead, group, told) in [
            ("sometime", "10", "", (422, "Choose one of these.")),
            ("last_moment", "0", "", (422, "Choose between 1 and 600 seconds before the end.")),
            ("last_moment", "601", "", (422, "Choose between 1 and 600 seconds before the end.")),
            ("last_moment", "soon", "", (422, "Give a whole number.")),
            ("last_moment", "-9223372036854775808", "", (422, "Choose between 1 and 600 seconds")),
            ("now", "10", NO_GROUP, (404, "You have no such group of bids.")),
        ] {
            let fields = [
                ("ceiling", "5,000"),
                ("mode", mode),
                ("lead", lead),
                ("group", group),
                ("ask", ask.as_str()),
            ];
            let page = alice.send(&bids, &fields).await;
            check(scene, &before, &page, told, &format!("{mode}, {lead}, {group}"));
        }
        let no_wish = [("ceiling", "5,000"), ("mode", "now"), ("lead", "10")];
        let page = alice.send(&bids, &no_wish).await;
        assert_eq!(page.status, 422, "a form without its wish");
        assert_same(&before, &scene.dump(), "a form without its wish");
        a_standing_bid_is_not_spoilt(scene, &mut alice, &lot).await;
    });
}

const NO_GROUP: &str = "grp_00000000000000000000000001";

async fn a_standing_bid_is_not_spoilt(scene: &Scene, alice: &mut Browser, lot: &str) {
    let ask = value_of(&alice.get(lot).await.body, "ask");
    let send = async |alice: &mut Browser, ceiling: &str| {
        let fields =
            [("ceiling", ceiling), ("mode", "last_moment"), ("lead", "10"), ("ask", ask.as_str())];
        alice.send(&format!("{lot}/bids"), &fields).await
    };
    let mut bruno = scene.member("bruno").await;
    let placed = send(alice, "5,000").await;
    let path = placed.goes_to().unwrap().to_owned();
    let before = scene.dump();
    let again = send(alice, "5,000").await;
    assert_eq!(again.goes_to(), Some(path.as_str()), "the same wish is one bid");
    assert_same(&before, &scene.dump(), "sent twice");
    let other = send(alice, "6,000").await;
    check(scene, &before, &other, (409, "This form was sent before with other words."), "reused");
    for (typed, told) in [
        ("5,000", (422, "Your ceiling is ¥5,000 already. A ceiling can only be raised.")),
        ("4,999", (422, "Your ceiling is ¥5,000 already.")),
        ("５９９９", (422, "is not an amount in whole yen")),
        ("299,900", (402, "Your purse holds")),
    ] {
        let page = alice.send(&format!("{path}/ceiling"), &[("ceiling", typed)]).await;
        check(scene, &before, &page, told, &format!("raised to “{typed}”"));
        assert_eq!(value_of(&page.body, "ceiling"), typed, "what was typed stays");
    }
    let page = bid(&mut bruno, lot, "5,000", "now", &[]).await;
    check(scene, &before, &page, (409, "You can enter with a higher ceiling."), "a rival within");
}

#[test]
fn lots_that_are_closed_or_unknown_and_paths_with_tricks_are_refused() {
    on_each_engine(1, async |scene| {
        let mut alice = scene.member("alice").await;
        let item = scene.auction("A lot that ends", 1_000, 120).await;
        let lot = format!("/lots/bazaar/{item}");
        let ask = value_of(&alice.get(&lot).await.body, "ask");
        scene.operator(&format!("/v1/admin/items/{item}/cancel"), &json!({})).await;
        let fields = [("ceiling", "5000"), ("mode", "now"), ("lead", "10"), ("ask", &ask)];
        let before = scene.dump();
        let page = alice.send(&format!("{lot}/bids"), &fields).await;
        check(scene, &before, &page, (409, "Look for another one."), "a closed lot");
        let endless = format!("bazaar/{}", "x".repeat(10_000));
        let table: [(&str, Told); 14] = [
            ("bazaar/nothing-here", (404, "market.unknown_item")),
            ("nowhere/a1", (404, "market.unknown")),
            ("bazaar/..%2Fadmin%2Ffigures", (404, "market.unknown_item")),
            ("bazaar/%2E%2E", (404, "market.unknown_item")),
            ("bazaar/..", (404, "")),
            ("bazaar/a%00b", (404, "market.unknown_item")),
            ("bazaar/a%0D%0AX-Evil:%20yes", (404, "market.unknown_item")),
            ("bazaar/%3Fids%3Da1", (404, "market.unknown_item")),
            ("bazaar/a1%23fragment", (404, "market.unknown_item")),
            ("bazaar/%E4%B8%87", (404, "market.unknown_item")),
            ("bazaar/%FF%FE", (400, "web.unreadable")),
            ("bazaar/%3Cscript%3Ealert(1)%3C%2Fscript%3E", (404, "market.unknown_item")),
            ("%2E%2E/%2E%2E", (404, "market.unknown")),
            (&endless, (404, "market.unknown_item")),
        ];
        for (path, told) in table {
            let at = format!("/lots/{path}");
            let page = alice.get(&at).await;
            check(scene, &before, &page, told, &format!("GET {:.60}", path));
            assert!(!page.says("<script>alert"), "{path}");
            let page = alice.send(&format!("{at}/bids"), &fields).await;
            check(scene, &before, &page, told, &format!("POST {:.60}", path));
        }
        let mut machine = scene.browser().for_json();
        let problem = machine.get("/lots/bazaar/nothing-here").await;
        let kind = problem.headers["content-type"].to_str().unwrap();
        let body: Value = serde_json::from_str(&problem.body).unwrap();
        assert_eq!((problem.status.as_u16(), kind), (404, "application/problem+json"));
        assert_eq!(body["code"], "market.unknown_item", "{body}");
        assert!(body["detail"].as_str().unwrap().contains("no such item"), "{body}");
    });
}

#[test]
fn carts_quotes_and_bookings_take_nothing_that_is_none() {
    on_each_engine(1, async |scene| {
        let mut alice = scene.member("alice").await;
        let mut boss = scene.staff("boss").await;
        let ware = scene.offer("A ware", 900, 2).await;
        let lot = scene.auction("A lot", 1_000, 120).await;
        alice.get(&format!("/lots/bazaar/{ware}")).await;
        boss.get("/staff/books").await;
        let before = scene.dump();
        for (item, quantity, told) in [
            (&*ware, "0", (422, "Choose a number from 1 to")),
            (&ware, "-1", (422, "Choose a number from 1 to")),
            (&ware, "1.5", (422, "")),
            (&ware, "99999999999", (422, "Choose a number from 1 to")),
            (&ware, "99999999999999999999", (422, "")),
            (&lot, "1", (409, "This is sold by auction. Place a bid instead.")),
            ("nothing-here", "1", (404, "market.unknown_item")),
        ] {
            let put = [("market", "bazaar"), ("item", item), ("quantity", quantity)];
            let page = alice.send("/cart", &put).await;
            check(scene, &before, &page, told, &format!("{quantity} of {item}"));
        }
        let page = alice.send("/cart/check-out", &[]).await;
        check(scene, &before, &page, (409, "Your cart is empty."), "an empty cart");
        for (url, quantity, told) in [
            ("http://shop.example.jp/1", "1", (422, "Only addresses that begin with https://")),
            ("https://me:secret@shop.example.jp/", "1", (422, "Give the address without it.")),
            ("lamp", "1", (422, "not the address of a shop")),
            ("https://shop.example.jp/1", "0", (422, "Choose a number from 1 to")),
        ] {
            let page = alice.send("/quotes", &[("url", url), ("quantity", quantity)]).await;
            check(scene, &before, &page, told, &format!("{quantity} of {url}"));
        }
        let purse = alice.get("/purse").await;
        let (_, rest) = purse.body.split_once("<code>mbr_").unwrap();
        let me = format!("mbr_{}", rest.split('<').next().unwrap());
        for (member, yen, told) in [
            (&*me, "0", (422, "The amount has to be more than zero, in whole yen.")),
            (&me, "-5", (422, "Give a whole number of yen")),
            (&me, "1.5", (422, "Give a whole number of yen")),
            (&me, "1000000000000", (422, "An amount can be ¥999,999,999,999 at most.")),
            (&me, "9223372036854775807", (422, "An amount can be ¥999,999,999,999 at most.")),
            (&me, "9223372036854775808", (422, "Give a whole number of yen")),
            ("mbr_nobody", "500", (422, "Choose one of these.")),
            ("mbr_00000000000000000000000001", "500", (404, "")),
        ] {
            let booking = [("member", member), ("yen", yen), ("reference", "BAD-1")];
            for door in ["/staff/deposits", "/staff/payouts"] {
                let page = boss.send(door, &booking).await;
                check(scene, &before, &page, told, &format!("{door}: {yen} for {member}"));
            }
        }
    });
}

#[test]
fn a_marketplace_that_cannot_be_reached_is_told_and_nothing_is_sent() {
    on_each_engine(1, async |scene| {
        let mut alice = scene.member("alice").await;
        let item = scene.auction("A lot", 1_000, 120).await;
        let lot = format!("/lots/bazaar/{item}");
        let placed = bid(&mut alice, &lot, "5,000", "last_moment", &[]).await;
        let path = placed.goes_to().unwrap().to_owned();
        let mut bruno = scene.member("bruno").await;
        let ask = value_of(&bruno.get(&lot).await.body, "ask");
        scene.market.take().unwrap().stop().await;
        let before = scene.dump();
        let fields = [("ceiling", "9,000"), ("mode", "now"), ("lead", "10"), ("ask", &*ask)];
        let told = (503, "Nothing was sent; please try again in a minute.");
        let page = bruno.send(&format!("{lot}/bids"), &fields).await;
        check(scene, &before, &page, told, "a bid");
        assert_eq!(page.headers["retry-after"], "5");
        let page = alice.send(&format!("{path}/ceiling"), &[("ceiling", "6,000")]).await;
        check(scene, &before, &page, told, "a raise");
        let page = alice.get("/search?q=never+asked+before").await;
        check(scene, &before, &page, (503, "market.unreachable"), "a search");
        let mut machine = scene.browser().for_json();
        let problem = machine.get("/lots/bazaar/never-asked-before").await;
        let body: Value = serde_json::from_str(&problem.body).unwrap();
        assert_eq!(body["code"], "market.unreachable", "{body}");
        // What the house knows itself is still there.
        assert_eq!(alice.get(&path).await.status, 200);
        assert_eq!(alice.send(&format!("{path}/withdrawal"), &[]).await.status, 303);
    });
}

#[test]
fn what_did_not_come_from_our_own_form_is_refused() {
    on_each_engine(1, async |scene| {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::select! {
            served = scene.house().site.serve(listener, std::future::pending()) => panic!("{served:?}"),
            () = foreign_forms(scene, &base) => {}
        }
    });
}

fn checked(scene: &Scene, before: &[String], got: &Got, told: Told, what: &str) {
    assert_eq!(got.status.as_u16(), told.0, "{what}: {}", main_of(&got.body));
    assert!(got.body.contains(told.1), "{what}: {}", main_of(&got.body));
    assert_same(before, &scene.dump(), what);
}

async fn foreign_forms(scene: &Scene, base: &str) {
    const FORM: &str = "application/x-www-form-urlencoded";
    let foreign = (403, "web.foreign_form");
    let mut alice = Net::new(base);
    alice.sign_in("/sign-in", "alice", daiko::demo::PASSWORD).await;
    let mut bruno = Net::new(base);
    bruno.sign_in("/sign-in", "bruno", daiko::demo::PASSWORD).await;
    alice.get("/bid-groups").await;
    bruno.get("/bid-groups").await;
    let (right, of_bruno) = (alice.token.clone(), bruno.token.clone());
    let before = scene.dump();
    let group = "name=one&wanted=1";
    for (what, body) in [
        ("no token", group.to_owned()),
        ("an empty token", format!("{group}&_form=")),
        ("another's token", format!("{group}&_form={of_bruno}")),
        ("half a token", format!("{group}&_form={}", &right[..right.len() / 2])),
    ] {
        let got = alice.send("/bid-groups", FORM, body, &[]).await;
        checked(scene, &before, &got, foreign, what);
    }
    let whole = format!("{group}&_form={right}");
    let cross = [("sec-fetch-site", "cross-site")];
    let got = alice.send("/bid-groups", FORM, whole.clone(), &cross).await;
    checked(scene, &before, &got, foreign, "from another site");
    let sign_out = Net::new(base).send("/sign-out", FORM, "", &[]).await;
    checked(scene, &before, &sign_out, foreign, "nobody's form");
    for (kind, body) in [
        ("application/json", json!({ "name": "one", "wanted": 1, "_form": right }).to_string()),
        ("text/plain", whole.clone()),
        ("multipart/form-data; boundary=x", "--x--".to_owned()),
        ("", whole.clone()),
    ] {
        let got = alice.send("/bid-groups", kind, body, &[]).await;
        checked(scene, &before, &got, (415, "web.wrong_kind"), kind);
    }
    let large = format!("{whole}&more={}", "x".repeat(80_000));
    let got = alice.send("/bid-groups", FORM, large, &[]).await;
    checked(scene, &before, &got, (413, "web.too_large"), "too large");
    let method = alice.send("/figures", FORM, whole.clone(), &[]).await;
    checked(scene, &before, &method, (405, "web.wrong_method"), "a page that takes no forms");
    let got = alice.get("/no/such/page").await;
    checked(scene, &before, &got, (404, "web.not_found"), "a page that is not there");
    for name in ["", "   ", "a\u{7}b", &"x".repeat(200)] {
        let got = alice.form("/bid-groups", &[("name", name), ("wanted", "1")]).await;
        checked(scene, &before, &got, (422, "aria-invalid"), &format!("a name of {name:?}"));
    }
    let key = format!("/live?on={}", "x".repeat(65));
    let got = alice.get(&key).await;
    checked(scene, &before, &got, (400, "web.unreadable"), "a key that is too long");
    let keys: Vec<String> = (0..101).map(|n| format!("bazaar.{n}")).collect();
    let got = alice.get(&format!("/live?on={}", keys.join(","))).await;
    checked(scene, &before, &got, (400, "web.unreadable"), "too many keys");
    let good = alice.send("/bid-groups", FORM, whole, &[]).await;
    assert_eq!(good.status, 303, "and with its own token it goes through: {}", good.body);
}

#[test]
fn a_session_that_has_ended_is_no_session() {
    const ENDED: Sql = Sql {
        name: "TEST_ENDED",
        text: "UPDATE session SET ends_at = made_at + 1 WHERE kind = $1",
    };
    on_each_engine(1, async |scene| {
        let mut alice = scene.member("alice").await;
        let mut bruno = scene.member("bruno").await;
        bruno.get("/bid-groups").await;
        let token = bruno.token().clone();
        let jars = [alice.cookies().clone(), bruno.cookies().clone()];
        drop((alice, bruno));
        let act = |tx: &mut Tx<'_>| tx.run(ENDED, ("member",));
        assert_eq!(scene.house().db.write("test.ended", Lock::none(), act).await.unwrap(), 2);
        // A house that was closed in between remembers no session but what is written.
        scene.reopen(|_| {});
        let before = scene.dump();
        let mut alice = scene.browser();
        alice.cookies().clone_from(&jars[0]);
        let page = alice.get("/bids").await;
        assert_eq!((page.status.as_u16(), page.goes_to()), (303, Some("/sign-in?then=/bids")));
        let mut bruno = scene.browser();
        bruno.cookies().clone_from(&jars[1]);
        *bruno.token() = token;
        let page = bruno.send("/bid-groups", &[("name", "one"), ("wanted", "1")]).await;
        check(scene, &before, &page, (401, "web.sign_in_first"), "a form of an ended session");
        let mut forged = scene.browser();
        forged.cookies().insert("daiko-session".into(), "f".repeat(64));
        assert_eq!(forged.get("/bids").await.status, 303, "a session nobody has");
    });
}

#[test]
fn a_full_disk_is_told_and_what_is_written_can_still_be_read() {
    on_each_engine(1, async |scene| {
        if scene.engine != "SQLite" {
            // The server's disk is the server's: what it answers is the db crate's own test.
            return;
        }
        let mut alice = scene.member("alice").await;
        let item = scene.auction("A lot", 1_000, 120).await;
        let lot = format!("/lots/bazaar/{item}");
        let placed = bid(&mut alice, &lot, "5,000", "last_moment", &[]).await;
        let path = placed.goes_to().unwrap().to_owned();
        let jar = alice.cookies().clone();
        drop(alice);
        scene.reopen(|plan| plan.page_limit = Some(1));
        let mut alice = scene.browser();
        *alice.cookies() = jar.clone();
        alice.get("/bid-groups").await;
        let mut full = None;
        for n in 0..2_000 {
            let before = scene.dump();
            let name = format!("group {n} {}", "x".repeat(60));
            let page = alice.send("/bid-groups", &[("name", &name), ("wanted", "1")]).await;
            if page.status != 303 {
                let told = (507, "The disk is full. Nothing was changed");
                check(scene, &before, &page, told, "full");
                full = Some(n);
                break;
            }
        }
        assert!(full.is_some(), "a file that may not grow was never full");
        let read = alice.get(&path).await;
        assert!(read.status == 200 && read.says("¥5,000"), "{}", main_of(&read.body));
        scene.reopen(|plan| plan.page_limit = None);
        let mut alice = scene.browser();
        *alice.cookies() = jar;
        let groups = alice.get("/bid-groups").await;
        assert!(groups.says("Groups"));
        let page = alice.send("/bid-groups", &[("name", "room again"), ("wanted", "1")]).await;
        assert_eq!(page.status, 303, "with room it goes on");
        assert!(link_to(&alice.get("/bids").await.body, "/bids/bid_").starts_with("/bids/"));
    });
}
