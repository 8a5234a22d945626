//! What is alice's in a house: one thing of every kind that a path can name.

use std::collections::BTreeMap;

use duties::breach::rules::Cause;
use duties::breach::{Named, Way};
use kernel::{Id, JobId, LinkedId, PasskeyId};
use web::{Browser, Door};

use crate::common::{Scene, bid, last_of as last, link_to, until_says, work};
use crate::to_the_door::{buys, is_sent, is_taken_in};

/// What is alice's, by the name it has in a path.
pub struct Things(BTreeMap<&'static str, String>);

impl Things {
    /// Has alice bid, buy and ask, and notes what is hers.
    pub async fn of_alice(scene: &Scene) -> Things {
        let working = work(scene).await;
        let mut alice = scene.member("alice").await;
        let mut packer = scene.staff("packer").await;
        let mut things = BTreeMap::new();
        let order = buys(scene, &mut alice).await;
        is_taken_in(&mut alice, &mut packer, &order).await;
        is_sent(&mut alice, &mut packer, &order).await;
        let record = until_says(&mut alice, "/me/privacy", "/me/privacy/").await;
        things.insert("record", last(&link_to(&record.body, "/me/privacy/proofs/")));
        let purchases = alice.get("/purchases").await;
        let purchase = scene.house().db.read("test.purchase", |tx| {
            let alice = members::find(tx, "alice")?.unwrap().member;
            shopping::purchases(tx, alice, None, 1)
        });
        assert!(purchases.says("A thing in a shop"));
        things.insert("purchase", purchase.await.unwrap().rows[0].id.to_string());
        things.insert("order", last(&order));
        let lot = scene.auction("A lot of alice", 1_000, 6_000).await;
        let path = format!("/lots/bazaar/{lot}");
        let page = bid(&mut alice, &path, "9,000", "last_moment", &[]).await;
        things.insert("bid", last(page.goes_to().unwrap()));
        let ware = scene.offer("A thing in the cart", 900, 5).await;
        let put = [("market", "bazaar"), ("item", ware.as_str()), ("quantity", "1")];
        alice.send("/cart", &put).await;
        let cart = alice.get("/cart").await;
        things.insert("line", crt(&cart.body));
        let wish = [("url", "https://shop.example.jp/7"), ("quantity", "1")];
        let asked = alice.send("/quotes", &wish).await;
        things.insert("quote", last(asked.goes_to().unwrap()));
        let mut buyer = scene.staff("buyer").await;
        let queue = until_says(&mut buyer, "/staff/buyers", "/staff/buyers/tsk_").await;
        things.insert("task", last(&link_to(&queue.body, "/staff/buyers/")));
        packer.get("/staff/arrivals").await;
        packer.send("/staff/arrivals", &[("tracking", "9999-8888-7777")]).await;
        let stray = packer.get("/staff/arrivals").await;
        let form = link_to(&stray.body, "/staff/arrivals/nte_");
        things.insert("arrival", form.rsplit('/').nth(1).unwrap().to_owned());
        let boss = |tx: &mut db::Tx<'_>| Ok(staff::find(tx, "boss")?.unwrap().staff);
        let boss = scene.house().db.read("test.boss", boss).await.unwrap();
        things.insert("staff", boss.to_string());
        let told = until_says(&mut alice, "/notices", "/notices/ntc_").await;
        let reading = link_to(&told.body, "/notices/ntc_");
        things.insert("notice", reading.rsplit('/').nth(1).unwrap().to_owned());
        alice.get("/webhooks").await;
        // Where it leads is looked at; nobody is called before something is chosen.
        let hook = alice.send("/webhooks", &[("url", "https://9.9.9.9:8443/hook")]).await;
        things.insert("webhook", last(&link_to(&hook.body, "/webhooks/")));
        let key = |tx: &mut db::Tx<'_>| {
            let alice = members::find(tx, "alice")?.unwrap().member;
            Ok(web::api::make(tx, alice, "alice's", &[web::api::Scope::Read], 30)?.0)
        };
        let key = scene.house().db.write("test.key", db::Lock::none(), key).await.unwrap();
        things.extend([("token", key.to_string()), ("language", "en".into())]);
        of_her_account(scene, &mut alice, &mut things).await;
        things.extend([("market", "bazaar".into()), ("item", lot), ("hash", "0".repeat(64))]);
        working.stop().await.unwrap();
        a_trial(scene, &mut things).await;
        Things(things)
    }

    pub fn path(&self, door: &Door) -> String {
        self.filled(door.path)
    }

    /// One thing of alice's, by its name in a path.
    pub fn path_part(&self, name: &str) -> &str {
        &self.0[name]
    }

    /// A path with alice's things where it has names.
    pub fn filled(&self, path: &str) -> String {
        let part = |part: &str| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            None => part.to_owned(),
            Some(name) => self.0.get(name).cloned().unwrap_or_else(|| {
                panic!("{path} has a {{{name}}}: say here which one is alice's")
            }),
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

/// What alice's account has secrets in, and a wish of the staff.
async fn of_her_account(
    scene: &Scene,
    alice: &mut Browser,
    things: &mut BTreeMap<&'static str, String>,
) {
    a_question(alice, things).await;
    assert_eq!(alice.send("/purse/payouts", &[]).await.status, 303, "her money back");
    let ways = |tx: &mut db::Tx<'_>| {
        let alice = members::find(tx, "alice")?.unwrap().member;
        let (passkey, linked): (PasskeyId, LinkedId) = (tx.new_id(), tx.new_id());
        let (now, person) = (tx.now(), alice.to_string());
        tx.put(PASSKEY, (passkey, person, vec![7_u8; 16], now))?;
        tx.put(LINKED, (linked, alice, now))?;
        let boss = staff::find(tx, "boss")?.unwrap().staff;
        let wish = staff::ask_approval(tx, staff::Wanted::Erasure, alice, "request 7", boss)?;
        let new = exports::NewExport {
            kind: exports::Kind::Contacts,
            days: None,
            why: "a notice to all".into(),
        };
        Ok((passkey, linked, wish, exports::ask(tx, &new, boss)?))
    };
    let made = scene.house().db.write("test.ways", db::Lock::none(), ways);
    let (passkey, linked, approval, export) = made.await.unwrap();
    things.insert("export", export.to_string());
    things.insert("passkey", passkey.to_string());
    things.insert("linked", linked.to_string());
    things.insert("approval", approval.to_string());
    // The version in force: everybody's, and it asks alice for nothing again.
    let version = |tx: &mut db::Tx<'_>| Ok(privacy::versions::published(tx)?.remove(0).id);
    let version = scene.house().db.read("test.version", version).await.unwrap();
    things.insert("version", version.to_string());
    // Nobody's: no change of alice's was put aside, and nothing of hers was given up.
    things.insert("aside", <kernel::NoteId as Id>::from_bits(9).to_string());
    things.insert("job", <JobId as Id>::from_bits(9).to_string());
    things.insert("provider", "elsewhere".into());
    let secrets = |tx: &mut db::Tx<'_>| {
        let alice = members::find(tx, "alice")?.unwrap().member;
        let proof = members::ask_mail(tx, alice, "alice@elsewhere.example")?;
        Ok((proof, web::Sessions::of(tx, web::Sitter::Member(alice))?.remove(0).id))
    };
    let house = scene.house();
    let asked = house.db.write("test.secrets", db::Lock::none(), secrets);
    let (proof, session) = asked.await.unwrap();
    things.insert("proof", format!("{proof}.{}", "0".repeat(64)));
    things.insert("session", session.to_string());
    things.insert("request", asked_of_the_house(scene).await);
    things.insert("link", format!("req_{}.{}", "0".repeat(26), "0".repeat(64)));
    let address = |tx: &mut db::Tx<'_>| {
        let alice = members::find(tx, "alice")?.unwrap().member;
        Ok(members::addresses_of(tx, alice)?.remove(0).id)
    };
    let address = house.db.read("test.address", address).await.unwrap();
    things.insert("address", address.to_string());
    of_the_law(scene, things).await;
}

/// A breach that reached her and that nobody was told of yet, and an order about her.
async fn of_the_law(scene: &Scene, things: &mut BTreeMap<&'static str, String>) {
    let made = |tx: &mut db::Tx<'_>| {
        let alice = members::find(tx, "alice")?.unwrap().member;
        let (boss, now) = (staff::find(tx, "boss")?.unwrap().staff, tx.now());
        let incident = duties::breach::open(tx, now, Cause::Mistake, boss)?;
        let window = privacy::trace::Window { from: now, until: now };
        let named = Named { way: Way::Account, whom: alice.to_string(), window };
        duties::breach::reach(tx, incident, 3, &named, boss)?;
        let nine = duties::breach::draft(tx, incident, "en")?;
        duties::breach::write_paper(tx, incident, "en", 0, &nine, boss)?;
        let order = duties::warrant::Proposal {
            recipient: "police".into(),
            article: "an article".into(),
            document: "Sample 7".into(),
            dated: kernel::Day::of(now),
            asks: duties::warrant::rules::Asks::Hand,
            pieces: vec![privacy::ordered::Piece::Name],
            people: vec![alice],
            keep_until: None,
            tell_at: None,
        };
        Ok((incident, duties::warrant::propose(tx, &order, boss)?))
    };
    let made = scene.house().db.write("test.law", db::Lock::none(), made);
    let (incident, warrant) = made.await.unwrap();
    things.insert("incident", incident.to_string());
    things.insert("warrant", warrant.to_string());
    things.extend([("lang", "en".to_owned()), ("n", "1".to_owned())]);
}

/// A message to her webhook, which nobody sends.
async fn a_trial(scene: &Scene, things: &mut BTreeMap<&'static str, String>) {
    let hook = kernel::WebhookId::parse(&things["webhook"]).unwrap();
    let trial = move |tx: &mut db::Tx<'_>| {
        let alice = members::find(tx, "alice")?.unwrap().member;
        notices::try_out(tx, alice, hook)
    };
    let trial = scene.house().db.write("test.trial", db::Lock::none(), trial).await.unwrap();
    things.insert("delivery", trial.to_string());
}

/// A case of hers with a file, and a link that opens nobody's.
async fn a_question(alice: &mut Browser, things: &mut BTreeMap<&'static str, String>) {
    alice.get("/contact").await;
    let asked = [("topic", "other"), ("words", "May I ask something?")];
    let files = [("files", "note.txt", b"A note of alice".as_slice())];
    let case = alice.send_files("/contact", &asked, &files).await;
    let case = case.goes_to().unwrap().to_owned();
    let page = alice.get(&case).await;
    things.insert("file", last(&link_to(&page.body, &format!("{case}/files/"))));
    let case = last(&case);
    things.insert("key", format!("{case}.{}", "0".repeat(64)));
    things.insert("inquiry", case);
}

/// A question of hers about her data.
async fn asked_of_the_house(scene: &Scene) -> String {
    let ask = |tx: &mut db::Tx<'_>| {
        let alice = members::find(tx, "alice")?.unwrap().member;
        let asking = privacy::requests::Asking {
            member: Some(alice),
            asker: privacy::requests::rules::Asker::Member,
            agent: None,
            right: policy::Right::Inquiry,
            subject: String::new(),
            words: "What for?".into(),
            lang: policy::Lang::En,
        };
        let id = privacy::requests::ask(tx, &asking)?;
        privacy::requests::prove(tx, id, "session")?;
        Ok(id)
    };
    let lock = privacy::choices::lock();
    scene.house().db.write("test.request", lock, ask).await.unwrap().to_string()
}

db::sql! {
    PASSKEY = "INSERT INTO passkey (id, kind, person, credential, body, label, made_at)
               VALUES ($1, 'member', $2, $3, '{}', 'a key of hers', $4)";
    LINKED = "INSERT INTO linked_sign_in (id, member, made_at) VALUES ($1, $2, $3)";
}

fn crt(body: &str) -> String {
    let (_, rest) = body.split_once("/cart/lines/").unwrap();
    rest.split(['/', '"']).next().unwrap().to_owned()
}
