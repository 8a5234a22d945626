//! Every door of the house, tried by everybody it is not for: nobody, another member with the ids
//! of somebody else's things, and each role of the staff. Nobody gets in, and nothing changes.

use std::collections::BTreeMap;

use axum::http::Method;
use kernel::{Id, MemberId, StaffId, Word};
use web::{Browser, Door, Language, Member, Page, Person, Role, Staff, Who};

use crate::common::{
    Scene, bid, last_of as last, link_to, main_of, on_each_engine, until_says, work,
};
use crate::dump::assert_same;
use crate::to_the_door::{buys, is_sent, is_taken_in};

/// The doors anybody may open. This list only shrinks: a new open door needs a reason that is told
/// here, and one that is closed is taken off.
const OPEN: &[&str] = &[
    // What is for sale, and how reliably we bid.
    "GET /",
    "GET /search",
    "GET /lots/{market}/{item}",
    "GET /figures",
    "GET /live",
    // The language a visitor reads.
    "GET /language/{language}",
    // The ways in, and out.
    "GET /sign-up",
    "POST /sign-up",
    "GET /sign-in",
    "POST /sign-in",
    "POST /sign-in/code",
    "POST /sign-out",
    // The same by a passkey, and by a sign-in elsewhere.
    "POST /sign-in/passkey/challenge",
    "POST /sign-in/passkey",
    "POST /staff/sign-in/passkey/challenge",
    "POST /staff/sign-in/passkey",
    "GET /sign-in/with/{provider}",
    "GET /linked/{provider}/callback",
    "POST /sign-up/linked",
    "GET /staff/sign-in",
    "POST /staff/sign-in",
    // What programs can do, in words and as OpenAPI.
    "GET /api",
    "GET /api/v1/openapi.json",
    "POST /staff/sign-in/code",
    // A new password by letter; and the links of letters, which name nobody and are secret.
    "GET /forgotten",
    "POST /forgotten",
    "GET /proofs/{proof}",
    "POST /proofs/{proof}",
    // What we do with personal data.
    "GET /privacy",
    "GET /privacy/processing",
    "GET /privacy/checkpoint",
];

/// The doors open to all staff, whatever they hold: their own things.
const ANY_STAFF: &[&str] = &[
    "GET /staff",
    "POST /staff/sign-out",
    "GET /staff/password",
    "POST /staff/password",
    "GET /staff/account",
    "POST /staff/account/sessions/others",
    "POST /staff/account/sessions/{session}/end",
    "GET /staff/account/passkeys",
    "POST /staff/account/passkeys",
    "POST /staff/account/passkeys/challenge",
    "GET /staff/account/passkeys/{passkey}",
    "POST /staff/account/passkeys/{passkey}/label",
    "POST /staff/account/passkeys/{passkey}/removal",
];

/// The doors of several roles together: one page about an order for all who have a hand in it.
const SEVERAL: &[&str] = &[
    "GET /staff/orders",
    "POST /staff/orders/aside/{aside}",
    "GET /staff/orders/{order}",
    "POST /staff/orders/{order}/steps",
    // Two persons agree, of those who answer for personal data or administer the house.
    "GET /staff/approvals",
    "POST /staff/approvals/{approval}/answer",
];

/// Members' doors whose path names a thing that is everybody's.
const EVERYBODYS: &[&str] = &["POST /lots/{market}/{item}/bids", "GET /me/privacy/words/{hash}"];

fn name(door: &Door) -> String {
    format!("{} {}", door.method, door.path)
}

fn is_the_list(doors: &[Door], list: &[&str], kind: &str, fits: impl Fn(Who) -> bool) {
    let found: Vec<String> = doors.iter().filter(|door| fits(door.who)).map(name).collect();
    for door in &found {
        assert!(list.contains(&door.as_str()), "{door} is {kind} and not on the list: say why");
    }
    for door in list {
        assert!(found.iter().any(|f| f == door), "{door} is not {kind} any more: take it off");
    }
}

#[test]
fn who_is_not_let_in_changes_nothing_and_sees_nothing() {
    on_each_engine(60, async |scene| {
        let doors = scene.house().site.doors().to_vec();
        is_the_list(&doors, OPEN, "open to anybody", |who| who == Who::Anyone);
        is_the_list(&doors, ANY_STAFF, "open to all staff", |who| who == Who::AnyStaff);
        is_the_list(&doors, SEVERAL, "open to several roles", |who| matches!(who, Who::StaffOf(_)));
        for door in EVERYBODYS {
            let is_there = doors.iter().any(|d| name(d) == *door && d.who == Who::Member);
            assert!(is_there, "{door} is no door of members any more: take it off");
        }
        let things = Things::of_alice(scene).await;
        let mut strangers = strangers(scene).await;
        // Opening a list of people is on record, so this comes first.
        for person in &mut strangers {
            for door in &doors {
                opens(person, door, &things).await;
            }
        }
        let before = unseen(scene);
        let mut tried = 0;
        for stranger in &mut strangers {
            for door in &doors {
                tried += usize::from(tries(stranger, door, &things).await);
            }
            assert_same(&before, &unseen(scene), &format!("{}: {}", scene.engine, stranger.who));
        }
        assert!(tried > doors.len() * 5, "{tried} tries at {} doors", doors.len());
    });
}

/// Everything but when a session or a key was seen last, which looking alone may write anew.
pub fn unseen(scene: &Scene) -> Vec<String> {
    let told = |line: String| {
        let seen = ["session: ", "api_token: "].iter().any(|table| line.starts_with(table));
        if seen { line.split(" | ").next().unwrap_or_default().to_owned() } else { line }
    };
    scene.dump().into_iter().map(told).collect()
}

struct Stranger {
    who: String,
    person: Person,
    browser: Browser,
}

async fn strangers(scene: &Scene) -> Vec<Stranger> {
    let id = <MemberId as Id>::from_bits(2);
    let member = Member { id, handle: "bruno".into(), language: Language::English };
    let mut all = vec![
        Stranger { who: "nobody".into(), person: Person::Nobody, browser: scene.browser() },
        Stranger {
            who: "another member".into(),
            person: Person::Member(member),
            browser: scene.member("bruno").await,
        },
    ];
    for role in Role::ALL {
        let id = <StaffId as Id>::from_bits(3);
        let roles = [*role].into_iter().collect();
        let staff = Staff { id, handle: "staff".into(), roles };
        let browser = scene.hire(*role).await;
        all.push(Stranger { who: role.word().to_owned(), person: Person::Staff(staff), browser });
    }
    all
}

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
        of_her_account(scene, &mut things).await;
        things.insert("market", "bazaar".into());
        things.insert("item", lot);
        things.insert("hash", "0".repeat(64));
        working.stop().await.unwrap();
        Things(things)
    }

    fn path(&self, door: &Door) -> String {
        self.filled(door.path)
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
async fn of_her_account(scene: &Scene, things: &mut BTreeMap<&'static str, String>) {
    let approval = <kernel::ApprovalId as Id>::from_bits(9);
    things.insert("approval", approval.to_string());
    // What a marketplace said is nobody's: no change of alice's was put aside.
    things.insert("aside", <kernel::NoteId as Id>::from_bits(9).to_string());
    // Nobody's: the members' own tests try those of somebody else.
    things.insert("passkey", <kernel::PasskeyId as Id>::from_bits(9).to_string());
    things.insert("linked", <kernel::LinkedId as Id>::from_bits(9).to_string());
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
    let address = |tx: &mut db::Tx<'_>| {
        let alice = members::find(tx, "alice")?.unwrap().member;
        Ok(members::addresses_of(tx, alice)?.remove(0).id)
    };
    let address = house.db.read("test.address", address).await.unwrap();
    things.insert("address", address.to_string());
}

fn crt(body: &str) -> String {
    let (_, rest) = body.split_once("/cart/lines/").unwrap();
    rest.split(['/', '"']).next().unwrap().to_owned()
}

/// Fields that every form of the house would take, so that only the door refuses.
const FIELDS: &[(&str, &str)] = &[
    ("ceiling", "99,000"),
    ("mode", "now"),
    ("lead", "10"),
    ("quantity", "2"),
    ("each", "900"),
    ("shipping", "500"),
    ("event", "close"),
    ("role", "support"),
    ("roles", "support"),
    ("handle", "mallory"),
    ("password", "daiko-demo-2026"),
    ("new_password", "a long new password"),
    ("yen", "1,000"),
    ("reference", "STRANGER"),
    ("carrier", "EMS"),
    ("tracking", "EE123456785JP"),
    ("shelf", "Z-9"),
    ("title", "A title"),
    ("days", "3"),
    ("shop_order", "X-1"),
    ("reason", "sold_out"),
    ("stop", "yes"),
];

/// A page somebody may open is there; what they may do there is other tests' matter.
async fn opens(person: &mut Stranger, door: &Door, things: &Things) {
    let may = door.who.admits(&person.person);
    if may && door.method == Method::GET && door.path != "/live" {
        let page = person.browser.get(&things.path(door)).await;
        let what = format!("{} at {}", person.who, name(door));
        assert!(page.status.as_u16() < 500, "{what}: {}", main_of(&page.body));
    }
}

/// One stranger at one door; whether it was tried.
async fn tries(stranger: &mut Stranger, door: &Door, things: &Things) -> bool {
    let path = things.path(door);
    let what = format!("{} at {}", stranger.who, name(door));
    let named = door.path.contains('{');
    if door.who.admits(&stranger.person) {
        let another = matches!(stranger.person, Person::Member(_)) && named;
        if another && door.who == Who::Member && !EVERYBODYS.contains(&&*name(door)) {
            let page = ask(stranger, door, &path).await;
            assert_eq!(page.status, 404, "{what}: {}", main_of(&page.body));
            return true;
        }
        return false;
    }
    let page = ask(stranger, door, &path).await;
    let to_sign_in = page.goes_to().is_some_and(|to| {
        to.starts_with("/sign-in?then=/") || to.starts_with("/staff/sign-in?then=/")
    });
    let nobody = stranger.person == Person::Nobody;
    let refused = match page.status.as_u16() {
        303 => to_sign_in && nobody && door.method == Method::GET,
        401 => nobody,
        403 | 404 => !nobody,
        _ => false,
    };
    assert!(refused, "{what}: {} {:?} {}", page.status, page.goes_to(), main_of(&page.body));
    true
}

async fn ask(stranger: &mut Stranger, door: &Door, path: &str) -> Page {
    if door.method == Method::GET {
        return stranger.browser.get(path).await;
    }
    if stranger.browser.token().is_none() {
        // A right token: it is not the form that is refused.
        let page = stranger.browser.get("/staff/sign-in").await;
        assert_eq!(page.status, 200, "{}", stranger.who);
    }
    stranger.browser.send(path, FIELDS).await
}
