//! Every door of the house, tried by everybody it is not for: nobody, another member with the ids
//! of somebody else's things, and each role of the staff. Nobody gets in, and nothing changes.

use axum::http::Method;
use kernel::{Id, MemberId, StaffId, Word};
use web::{Browser, Door, Language, Member, Page, Person, Role, Staff, Who};

use crate::common::{Scene, main_of, on_each_engine};
use crate::dump::assert_same;
use crate::things::Things;

/// The doors anybody may open. This list only shrinks: a new open door needs a reason that is told
/// here, and one that is closed is taken off.
const OPEN: &[&str] = &[
    // What is for sale, and how reliably we bid.
    "GET /",
    "GET /search",
    "GET /lots/{market}/{item}",
    "GET /figures",
    "GET /pictures",
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
    // Questions of anybody; a case of somebody without an account opens by its secret link alone.
    "GET /contact",
    "POST /contact",
    "GET /contact/cases/{key}",
    "POST /contact/cases/{key}/messages",
    "GET /contact/cases/{key}/files/{file}",
    // What we do with personal data.
    "GET /privacy",
    "GET /privacy/processing",
    "GET /privacy/checkpoint",
    "GET /.well-known/gpc.json",
    // What somebody without an account asks of their data; each such link is secret.
    "GET /privacy/requests",
    "POST /privacy/requests",
    "GET /privacy/requests/links/{link}",
    "POST /privacy/requests/links/{link}/proof",
    "POST /privacy/requests/links/{link}/messages",
    "POST /privacy/requests/links/{link}/withdrawal",
    "GET /privacy/requests/links/{link}/archive",
];

/// So many, and never more: this number may be lowered, and nothing else.
const OPEN_AT_MOST: usize = 45;

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
    // Buyers and customer service write to sellers.
    "POST /staff/orders/{order}/messages",
    "POST /staff/orders/{order}/messages/look",
    "POST /staff/orders/{order}/messages/read",
    // Two persons agree, of those who answer for personal data or administer the house.
    "GET /staff/approvals",
    "POST /staff/approvals/{approval}/answer",
    // What staff did: whoever answers for personal data sees what administrators do, and they too.
    "GET /staff/record",
    // Lists to take out: who asks for one, and who agrees.
    "GET /staff/exports",
    "POST /staff/exports",
    "POST /staff/exports/{export}/answer",
    "GET /staff/exports/{export}/file",
    // Whoever may agree to a version of the policy reads what it changes.
    "GET /staff/policy/{version}",
    // Customer service, and who answers for personal data: each case is for one of the two.
    "GET /staff/inquiries",
    "GET /staff/inquiries/{inquiry}",
    "GET /staff/inquiries/{inquiry}/files/{file}",
    "POST /staff/inquiries/{inquiry}/claim",
    "POST /staff/inquiries/{inquiry}/hand-back",
    "POST /staff/inquiries/{inquiry}/assignment",
    "POST /staff/inquiries/{inquiry}/hand-over",
    "POST /staff/inquiries/{inquiry}/answers",
    "POST /staff/inquiries/{inquiry}/notes",
    "POST /staff/inquiries/{inquiry}/closing",
    "POST /staff/inquiries/{inquiry}/reopening",
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
        assert!(OPEN.len() <= OPEN_AT_MOST, "{} doors are open to anybody", OPEN.len());
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
    let member = Member { id, handle: "bruno".into(), language: Language::English, reckons: None };
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
        let own = match stranger.person {
            Person::Member(_) => door.who == Who::Member,
            Person::Staff(_) => door.who == Who::AnyStaff,
            Person::Nobody => false,
        };
        if own && named && !EVERYBODYS.contains(&&*name(door)) {
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
