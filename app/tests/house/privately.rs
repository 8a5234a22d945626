//! What is a member's own is seen by nobody else: not on a page of another, not on the marketplace,
//! not in the stream of live figures, not in a line of the log.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::http::Method;
use kernel::Word;
use serde_json::json;
use web::{Browser, Role};

use crate::common::{
    Plan, Scene, bid, last_of, link_to, main_of, on_each_engine, until_says, work,
};
use crate::net::Net;

const HANDLE: &str = "quagga_q";
const PASSWORD: &str = "zebra crossing 91";
const GIVEN: &str = "Quillon";
const STREET: &str = "17 Quagga Lane";
const CITY: &str = "Okapiville";
const PHONE: &str = "+64219998877";
/// The ceilings, as no price, step or sum of this house comes near.
const CEILING: &str = "73519";
const CEILING_SHOWN: &str = "73,519";
const RAISED: &str = "74867";
const RAISED_SHOWN: &str = "74,867";

/// Everything that is hers alone.
const SECRETS: [&str; 10] =
    [HANDLE, PASSWORD, GIVEN, STREET, CITY, PHONE, CEILING, CEILING_SHOWN, RAISED, RAISED_SHOWN];

fn holds_nothing(text: &str, where_: &str) {
    for secret in SECRETS {
        assert!(!tells(text, secret), "{secret} in {where_}:\n{}", text);
    }
}

/// Whether the text says it as a word of its own: a page carries the time in milliseconds and codes
/// of many digits, and five digits stand within one of them by chance now and then.
fn tells(text: &str, secret: &str) -> bool {
    text.match_indices(secret).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + secret.len()..].chars().next();
        !before.into_iter().chain(after).any(|sign| sign.is_ascii_alphanumeric())
    })
}

#[test]
fn a_ceiling_is_found_as_an_amount_and_not_within_a_code() {
    assert!(tells("\u{a5}73519", CEILING));
    assert!(tells("{\"ceiling\":73519,", CEILING));
    assert!(tells("her ceiling: 73,519.", CEILING_SHOWN));
    assert!(tells("/people/quagga_q", HANDLE));
    assert!(!tells("data-now=\"1795373519671\"", CEILING));
}

const ADDRESS: [(&str, &str); 8] = [
    ("given", GIVEN),
    ("family", "Zebra"),
    ("latin", ""),
    ("lines", STREET),
    ("city", CITY),
    ("postal_code", "6011"),
    ("country", "NZ"),
    ("phone", PHONE),
];

#[test]
fn nobody_else_ever_sees_a_ceiling_or_who_somebody_is() {
    on_each_engine(60, async |scene| {
        let working = work(scene).await;
        let mut hers = joins(scene).await;
        let lots = Lots::of(scene, &mut hers).await;
        let mut others: Vec<(String, Browser)> = vec![
            ("nobody".into(), scene.browser()),
            ("another member".into(), scene.member("bruno").await),
        ];
        for role in Role::ALL {
            others.push((format!("{role:?}"), scene.hire(*role).await));
        }
        let bruno = &mut others[1].1;
        let page = bid(bruno, &lots.open, "40,000", "now", &[]).await;
        assert!(page.says("You can enter with a higher ceiling."), "{}", main_of(&page.body));
        holds_nothing(&page.body, "the refusal of a rival within");
        for (who, browser) in &mut others {
            every_page(scene, who, browser, &lots).await;
        }
        at_the_marketplace(scene, &lots).await;
        in_the_stream(scene, &mut others[0].1, &lots).await;
        assert!(hers.get(&lots.bid).await.says(RAISED_SHOWN), "she herself sees it");
        working.stop().await.unwrap();
    });
}

async fn joins(scene: &Scene) -> Browser {
    let mut hers = scene.browser();
    hers.get("/sign-up").await;
    let joined = hers
        .send(
            "/sign-up",
            &[("handle", HANDLE), ("mail", "her@member.example"), ("password", PASSWORD)],
        )
        .await;
    assert_eq!(joined.status, 303, "{}", main_of(&joined.body));
    scene.is_known(HANDLE, "her@member.example").await;
    hers.get("/account/delivery").await;
    let told = hers.send("/account/delivery", &ADDRESS).await;
    assert_eq!(told.status, 303, "{}", main_of(&told.body));
    let act = |tx: &mut db::Tx<'_>| {
        let member = members::find(tx, HANDLE)?.unwrap().member;
        ledger::deposit(tx, member, kernel::Yen::new(900_000), "test:hers", "test")
    };
    scene.house().db.write("test.deposit", db::Lock::none(), act).await.unwrap();
    hers
}

struct Lots {
    open: String,
    item: String,
    bid: String,
    order: String,
}

impl Lots {
    /// One lot on which her bid leads and is raised, one on which another waits, one she won.
    async fn of(scene: &Scene, hers: &mut Browser) -> Lots {
        let item = scene.auction("An open lot", 1_000, 6_000).await;
        let open = format!("/lots/bazaar/{item}");
        let placed = bid(hers, &open, CEILING, "now", &[]).await;
        let path = placed.goes_to().unwrap_or_else(|| panic!("{}", placed.body)).to_owned();
        until_says(hers, &path, "taken: leading").await;
        let raised = hers.send(&format!("{path}/ceiling"), &[("ceiling", RAISED)]).await;
        assert_eq!(raised.status, 303, "{}", main_of(&raised.body));
        let rival = json!({ "name": "rival01", "amount_yen": 31_000 });
        scene.operator(&format!("/v1/admin/items/{item}/rival-bids"), &rival).await;
        let waits = scene.auction("A lot that waits", 1_000, 6_000).await;
        let waits = format!("/lots/bazaar/{waits}");
        assert_eq!(bid(hers, &waits, CEILING, "last_moment", &[]).await.status, 303);
        let won = scene.auction("A lot that is won", 1_000, 6_000).await;
        let placed = bid(hers, &format!("/lots/bazaar/{won}"), CEILING, "now", &[]).await;
        until_says(hers, placed.goes_to().unwrap(), "taken: leading").await;
        scene.operator(&format!("/v1/admin/items/{won}/end-early"), &json!({})).await;
        let orders = until_says(hers, "/orders", "A lot that is won").await;
        let order = link_to(&orders.body, "/orders/ord_");
        Lots { open, item, bid: path, order: last_of(&order) }
    }
}

/// Every page of the house, with her ids where a path wants one.
async fn every_page(scene: &Scene, who: &str, browser: &mut Browser, lots: &Lots) {
    let bid = last_of(&lots.bid);
    for door in scene.house().site.doors().iter().filter(|door| door.method == Method::GET) {
        if door.path == "/live" {
            continue;
        }
        let path = door
            .path
            .replace("{market}", "bazaar")
            .replace("{item}", &lots.item)
            .replace("{bid}", &bid)
            .replace("{order}", &lots.order)
            .replace(['{', '}'], "");
        let page = browser.get(&path).await;
        holds_nothing(&page.body, &format!("{path} for {who} on {}", scene.engine));
        let headers = format!("{:?}", page.headers);
        holds_nothing(&headers, &format!("the headers of {path} for {who}"));
    }
    let search = browser.get("/search?q=lot").await;
    assert!(search.says("An open lot"), "{who}: {}", main_of(&search.body));
    holds_nothing(&search.body, "the search");
}

async fn at_the_marketplace(scene: &Scene, lots: &Lots) {
    let mut public = Net::new(&scene.blueprint.url);
    for path in [
        "/".to_owned(),
        format!("/items/{}", lots.item),
        format!("/v1/items/{}", lots.item),
        format!("/v1/items/{}/history", lots.item),
        "/v1/search".to_owned(),
    ] {
        let got = public.get(&path).await;
        holds_nothing(&got.body, &format!("the marketplace's {path}"));
    }
    // The house's own account there knows the maximum it sent, and no member.
    let client = reqwest::Client::new();
    let mine = client
        .get(format!("{}/v1/my/bids", scene.blueprint.url))
        .bearer_auth(&scene.blueprint.token);
    let text = mine.send().await.unwrap().text().await.unwrap();
    for secret in [HANDLE, GIVEN, STREET, CITY, PHONE] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

async fn in_the_stream(scene: &Scene, browser: &mut Browser, lots: &Lots) {
    let keys = format!("bazaar.{},{},{}", lots.item, last_of(&lots.bid), lots.order);
    let path = format!("/live?on={keys}");
    let board = scene.house().site.board().clone();
    let listening = browser.get(&path);
    let closing = async {
        let rival = json!({ "name": "rival02", "amount_yen": 35_000 });
        scene.operator(&format!("/v1/admin/items/{}/rival-bids", lots.item), &rival).await;
        tokio::time::sleep(Duration::from_secs(4)).await;
        board.close();
        // A stream looks up when something is news.
        board.publish(&format!("bazaar.{}", lots.item), &[("status", "open".into())]);
    };
    let (page, ()) = tokio::join!(listening, closing);
    assert!(page.says("\"price\":\"¥3"), "the stream says nothing: {}", page.body);
    holds_nothing(&page.body, "the stream of live figures");
}

/// A program of ours; ended when the test is over.
struct Ours(Child);

impl Drop for Ours {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn no_line_of_the_log_says_who_somebody_is() {
    on_each_engine(1, async |scene| {
        let mut hers = joins(scene).await;
        drop(hers.get("/").await);
        let item = scene.auction("A lot", 1_000, 60).await;
        drop(hers);
        let plan = scene.blueprint.clone();
        let log = scene.folder.join("log");
        let port = daiko::child::free_port().unwrap();
        let base = format!("http://127.0.0.1:{port}");
        scene.close();
        let process = Ours(serves(&plan, &log, port));
        let mut net = Net::new(&base);
        answers(&base).await;
        net.sign_in("/sign-in", HANDLE, PASSWORD).await;
        let lot = format!("/lots/bazaar/{item}");
        let shown = net.get(&lot).await;
        let ask = crate::common::value_of(&shown.body, "ask");
        let fields = [("ceiling", CEILING), ("mode", "now"), ("lead", "10"), ("ask", &*ask)];
        let placed = net.form(&format!("{lot}/bids"), &fields).await;
        assert_eq!(placed.status, 303, "{}", main_of(&placed.body));
        let bid = placed.to.unwrap();
        scene.market.take().unwrap().stop().await;
        // What goes wrong is what writes lines.
        net.form(&format!("{bid}/ceiling"), &[("ceiling", RAISED)]).await;
        net.form("/account/delivery", &ADDRESS).await;
        net.form("/account/delivery", &[("given", GIVEN), ("country", "QQ")]).await;
        net.get(&format!("/search?q={STREET}").replace(' ', "+")).await;
        net.get(&format!("/no/{HANDLE}")).await;
        net.form("/sign-in", &[("handle", HANDLE), ("password", "wrong password")]).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        drop(process);
        let lines = std::fs::read_to_string(&log).unwrap();
        assert!(lines.contains("is open at"), "the log is not where it is looked for: {lines}");
        holds_nothing(&lines, "the log");
    });
}

fn serves(plan: &Plan, log: &std::path::Path, port: u16) -> Child {
    let token = log.with_extension("token");
    std::fs::write(&token, &plan.token).unwrap();
    let out = std::fs::File::create(log).unwrap();
    Command::new(env!("CARGO_BIN_EXE_daiko"))
        .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
        .args(["--data", &plan.data.display().to_string()])
        .args(["--engine", plan.postgres.as_deref().unwrap_or("sqlite")])
        .args(["--market", &format!("bazaar={},{},{}", plan.url, plan.account, token.display())])
        .stdin(Stdio::null())
        .stderr(out.try_clone().unwrap())
        .stdout(out)
        .spawn()
        .unwrap()
}

async fn answers(base: &str) {
    let client = reqwest::Client::new();
    crate::common::until("the house answers", async || {
        let asked = client.get(format!("{base}/sign-in")).send().await;
        asked.map(|_| ()).map_err(|e| e.to_string())
    })
    .await;
}
