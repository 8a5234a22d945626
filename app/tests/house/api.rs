//! The API: nobody gets in without a key that may, a change happens once, and whatever is sent, the
//! answer is one that the OpenAPI declares.

use axum::http::Method;
use db::{Lock, Tx};
use kernel::Word;
use serde_json::{Value, json};
use web::api::{Operation, Scope};
use web::{Program, Role};

use crate::common::{Scene, on_each_engine};
use crate::schema::{Seeded, nonsense, valid, wrong};
use crate::strangers::unseen;
use crate::things::Things;

/// Operations whose path names a thing that is everybody's. This list only shrinks.
const EVERYBODYS: &[&str] = &["show_item", "list_categories"];

pub async fn token(scene: &Scene, handle: &str, scopes: &[Scope]) -> String {
    let (handle, scopes) = (handle.to_owned(), scopes.to_vec());
    let act = move |tx: &mut Tx<'_>| {
        let member = members::find(tx, &handle)?.unwrap().member;
        web::api::make(tx, member, "a test", &scopes, 30).map(|(_, key)| key)
    };
    scene.house().db.write("test.token", Lock::none(), act).await.unwrap()
}

pub fn program(scene: &Scene, token: &str) -> Program {
    Program::new(scene.house().site.router(), Some(token.to_owned()))
}

/// The body that an operation declares.
fn body_of(whole: &Value, operation: &Operation, dice: &mut Seeded) -> Option<Value> {
    let way = ["paths", operation.path, &operation.method.as_str().to_ascii_lowercase()];
    let declared = way.iter().fold(whole, |at, step| &at[*step]);
    let schema = &declared["requestBody"]["content"]["application/json"]["schema"];
    (!schema.is_null()).then(|| valid(whole, schema, dice))
}

pub fn code(body: &str) -> String {
    let value: Value = serde_json::from_str(body).unwrap_or_default();
    value["code"].as_str().unwrap_or("").to_owned()
}

#[test]
fn no_operation_opens_without_a_key_that_may_nor_for_what_is_another_members() {
    on_each_engine(60, async |scene| {
        let things = Things::of_alice(scene).await;
        let whole = scene.house().site.openapi();
        let operations = scene.house().site.operations().to_vec();
        assert!(operations.len() > 30, "{} operations", operations.len());
        let mut dice = Seeded::new(7);
        let bruno = program(scene, &token(scene, "bruno", Scope::ALL).await);
        let mut narrow = Vec::new();
        for lacking in Scope::ALL {
            let others: Vec<Scope> = Scope::ALL.iter().copied().filter(|s| s != lacking).collect();
            let key = token(scene, "alice", &others).await;
            narrow.push((*lacking, program(scene, &key)));
        }
        let gone = Program::new(scene.house().site.router(), Some(format!("daiko_{:064}", 1)));
        let nobody = Program::new(scene.house().site.router(), None);
        let mut cookies = vec![cookie(&mut scene.member("alice").await)];
        for role in Role::ALL {
            cookies.push(cookie(&mut scene.hire(*role).await));
        }
        let before = unseen(scene);
        for (n, operation) in operations.iter().enumerate() {
            let path = things.filled(operation.path);
            let body = body_of(&whole, operation, &mut dice).map(|b| b.to_string());
            let body = body.unwrap_or_default();
            let (what, key) = (operation.id, format!("stranger-{n}"));
            let headers = [("idempotency-key", key.as_str()), ("content-type", "application/json")];
            let send = async |who: &Program, more: &[(&str, &str)]| {
                let headers = [&headers[..], more].concat();
                who.send(operation.method.clone(), &path, &headers, body.clone()).await
            };
            assert_eq!(code(&send(&nobody, &[]).await.body), "api.no_token", "{what}");
            let page = send(&gone, &[]).await;
            assert_eq!((page.status.as_u16(), &*code(&page.body)), (401, "api.unknown_token"));
            assert!(page.headers.contains_key("www-authenticate"), "{what}");
            for cookie in &cookies {
                let page = send(&nobody, &[("cookie", cookie)]).await;
                assert_eq!(page.status, 401, "{what} opened for a cookie");
            }
            let (_, without) = narrow.iter().find(|(scope, _)| *scope == operation.scope).unwrap();
            let page = send(without, &[]).await;
            let seen = (page.status.as_u16(), code(&page.body));
            assert_eq!(seen, (403, "api.no_scope".to_owned()), "{what}: {}", page.body);
            if operation.path.contains('{') && !EVERYBODYS.contains(&operation.id) {
                let page = send(&bruno, &[]).await;
                assert_eq!(page.status, 404, "{what} of alice for bruno: {}", page.body);
            }
        }
        for id in EVERYBODYS {
            assert!(operations.iter().any(|o| o.id == *id), "{id} is gone: take it off");
        }
        crate::dump::assert_same(&before, &unseen(scene), scene.engine);
    });
}

fn cookie(browser: &mut web::Browser) -> String {
    let jar = browser.cookies().iter().map(|(name, value)| format!("{name}={value}"));
    jar.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_change_sent_again_under_its_key_happens_once_and_answers_the_same() {
    on_each_engine(60, async |scene| {
        let alice = program(scene, &token(scene, "alice", Scope::ALL).await);
        let lot = scene.auction("A lot for a program", 1_000, 600).await;
        let new = json!({
            "market": "bazaar", "item": lot, "ceiling_yen": 5_000, "mode": "last_moment", "lead_s": 10,
        });
        let new = new.to_string();
        let first = alice.post("/api/v1/bids", "wish-1", &new).await;
        assert_eq!(first.status, 200, "{}", first.body);
        for _ in 0..3 {
            let again = alice.post("/api/v1/bids", "wish-1", &new).await;
            assert_eq!((again.status, &again.body), (first.status, &first.body));
        }
        let bids: Value = serde_json::from_str(&alice.get("/api/v1/bids").await.body).unwrap();
        assert_eq!(bids["rows"].as_array().unwrap().len(), 1, "{bids}");
        let other = new.replace("5000", "6000");
        let reused = alice.post("/api/v1/bids", "wish-1", &other).await;
        assert_eq!((reused.status.as_u16(), &*code(&reused.body)), (409, "api.key_reused"));
        // Another member's key of the same name is another key.
        let bruno = program(scene, &token(scene, "bruno", Scope::ALL).await);
        assert_eq!(bruno.post("/api/v1/bids", "wish-1", &other).await.status, 200);
        // What was refused changed nothing, and may be tried again under its key.
        let dear = new.replace("5000", "900000000");
        let refused = alice.post("/api/v1/bids", "wish-2", &dear).await;
        assert_eq!(code(&refused.body), "bidding.already_bidding", "{}", refused.body);
        let id =
            serde_json::from_str::<Value>(&first.body).unwrap()["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/bids/{id}/ceiling");
        let raised = alice.post(&path, "wish-2", "{\"ceiling_yen\": 7000}").await;
        assert_eq!(raised.body, "{\"done\":true}", "{}", raised.body);
        let twice = alice.post(&path, "wish-2", "{\"ceiling_yen\": 7000}").await;
        assert_eq!(twice.body, raised.body, "raising again would be refused: not_higher");
        let none = alice.send(Method::POST, &path, &[], "{}".to_owned()).await;
        assert_eq!(code(&none.body), "api.no_key");
        let strange = "{\"ceiling_yen\": 8000, \"member\": \"mbr_1\"}";
        let strange = alice.post(&path, "wish-3", strange).await;
        assert_eq!((strange.status.as_u16(), &*code(&strange.body)), (422, "api.unknown_field"));
        assert_eq!(strange.headers["content-type"], "application/problem+json");
    });
}

/// What shows that it is a member of the demonstration.
const KNOWN: (&str, &str) = ("password", daiko::demo::PASSWORD);

#[test]
fn a_key_is_shown_once_and_opens_nothing_after_it_is_revoked() {
    on_each_engine(60, async |scene| {
        let mut alice = scene.member("alice").await;
        alice.get("/account/tokens").await;
        let none = [("label", "empty"), ("days", "30"), KNOWN];
        assert_eq!(alice.send("/account/tokens", &none).await.status, 422);
        let fields = [("label", "My <script>"), ("days", "30"), ("read", "yes"), KNOWN];
        let made = alice.send("/account/tokens", &fields).await;
        let (_, rest) = made.body.split_once("<code>daiko_").unwrap();
        let key = format!("daiko_{}", rest.split('<').next().unwrap());
        assert!(made.says("My &lt;script&gt;") && key.len() == 70, "{key}");
        assert!(!alice.get("/account/tokens").await.says(&key), "a key is shown once");
        assert!(
            !scene.dump().iter().any(|line| line.contains(&key[6..])),
            "the key itself is kept"
        );
        let mine = program(scene, &key);
        assert_eq!(mine.get("/api/v1/account").await.status, 200);
        assert_eq!(mine.get("/api/v1/account/delivery").await.status, 403);
        let list = alice.get("/account/tokens").await;
        let path = crate::common::link_to(&list.body, "/account/tokens/tok_");
        let mut bruno = scene.member("bruno").await;
        bruno.get("/account/tokens").await;
        assert_eq!(bruno.send(&path, &[]).await.status, 404);
        assert_eq!(mine.get("/api/v1/account").await.status, 200);
        alice.send(&path, &[]).await;
        assert_eq!(code(&mine.get("/api/v1/account").await.body), "api.unknown_token");
        let page = alice.get("/api").await;
        for operation in scene.house().site.operations() {
            assert!(page.says(&format!("id=\"{}\"", operation.id)), "{}", operation.id);
        }
        assert!(page.says("Idempotency-Key: $(uuidgen)") && page.says("id=\"shape-NewBid\""));
    });
}

/// How many calls: a great many on SQLite, fewer where each takes longer.
fn calls(engine: &str) -> usize {
    if engine == "SQLite" { 10_000 } else { 1_000 }
}

#[test]
fn whatever_is_sent_the_answer_is_one_that_the_openapi_declares() {
    on_each_engine(60, async |scene| {
        let things = Things::of_alice(scene).await;
        let whole = scene.house().site.openapi();
        let operations = scene.house().site.operations().to_vec();
        let alice = program(scene, &token(scene, "alice", Scope::ALL).await);
        let mut dice = Seeded::new(0x5eed_0da1_c0de);
        let (mut well, mut seen) = (0, std::collections::BTreeMap::new());
        for n in 0..calls(scene.engine) {
            let operation = &operations[n % operations.len()];
            let call = drawn(&whole, operation, &things, &mut dice, n);
            let headers: Vec<(&str, &str)> =
                call.headers.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let page =
                alice.send(operation.method.clone(), &call.path, &headers, call.body.clone()).await;
            let status = page.status.as_u16();
            let what = format!("{} {} {:?} {}", operation.id, call.path, headers, call.body);
            assert!(status < 500, "{status} to {what}: {}", page.body);
            let method = operation.method.as_str().to_ascii_lowercase();
            let declared =
                &whole["paths"][operation.path][&method]["responses"][status.to_string()];
            assert!(declared.is_object(), "{status} is not declared, to {what}: {}", page.body);
            let kind = if status == 200 { "application/json" } else { "application/problem+json" };
            assert_eq!(page.headers["content-type"], kind, "{what}");
            let answer: Value = serde_json::from_str(&page.body).unwrap();
            let schema = &declared["content"][kind]["schema"];
            let odd = wrong(&whole, schema, &answer, "answer");
            assert!(odd.is_none(), "{} to {what}: {}", odd.unwrap(), page.body);
            well += usize::from(status == 200);
            if status == 200 && operation.is_change() {
                let method = operation.method.clone();
                let again = alice.send(method, &call.path, &headers, call.body.clone()).await;
                let answered = (again.status.as_u16(), &again.body);
                assert_eq!(answered, (200, &page.body), "sent again: {what}");
            }
            *seen.entry(status).or_insert(0) += 1;
        }
        assert!(well > calls(scene.engine) / 5, "mostly nonsense was sent: {seen:?}");
        for status in [200, 400, 404, 422] {
            assert!(seen.contains_key(&status), "{status} was never answered: {seen:?}");
        }
    });
}

struct Drawn {
    path: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

fn drawn(
    whole: &Value,
    operation: &Operation,
    things: &Things,
    dice: &mut Seeded,
    n: usize,
) -> Drawn {
    const ODD: [&str; 6] = ["0", "%00", "..%2f..%2f", "bid_zzzz", "%E8%90%BD%E6%9C%AD", "a%0d%0ab"];
    let part = |part: &str, dice: &mut Seeded| {
        let named = part.starts_with('{');
        let odd = named && dice.in_a_hundred(25);
        if odd { (*dice.one(&ODD)).to_owned() } else { things.filled(part) }
    };
    let parts: Vec<String> = operation.path.split('/').map(|p| part(p, dice)).collect();
    let mut path = parts.join("/");
    if dice.in_a_hundred(30) {
        let name = *dice.one(&["after", "q", "market", "kind", "min", "sort", "category"]);
        let value = *dice.one(&["", "2", "bazaar", "%27", "ord_1", "auction", "-5", "%ff%fe"]);
        path.push_str(&format!("?{name}={value}"));
    }
    if operation.method == Method::GET {
        return Drawn { path, headers: Vec::new(), body: String::new() };
    }
    let mut headers = Vec::new();
    if !dice.in_a_hundred(4) {
        let key = if dice.in_a_hundred(5) { "again".to_owned() } else { format!("call-{n}") };
        headers.push(("idempotency-key", key));
    }
    let kind = if dice.in_a_hundred(4) { "text/plain" } else { "application/json" };
    headers.push(("content-type", kind.to_owned()));
    let body = match body_of(whole, operation, dice) {
        None => String::new(),
        Some(_) if dice.in_a_hundred(4) => {
            (*dice.one(&["", "{", "[]", "null", "\u{feff}{}"])).to_owned()
        }
        Some(mut body) => {
            mistaken(&mut body, dice);
            body.to_string()
        }
    };
    Drawn { path, headers, body }
}

// Mostly right, so that the acts themselves are reached; sometimes one field is something else.
fn mistaken(body: &mut Value, dice: &mut Seeded) {
    let names: Vec<String> = body.as_object().unwrap().keys().cloned().collect();
    let object = body.as_object_mut().unwrap();
    match dice.below(10) {
        0 | 1 if !names.is_empty() => {
            let name = dice.one(&names).clone();
            object.insert(name, nonsense(dice));
        }
        2 if !names.is_empty() => {
            let name = dice.one(&names).clone();
            object.remove(&name);
        }
        3 => {
            object.insert("stranger".to_owned(), nonsense(dice));
        }
        _ => {}
    }
}

#[test]
fn a_program_keeps_the_address_book_of_its_member_and_of_nobody_else() {
    on_each_engine(60, async |scene| {
        let alice = program(scene, &token(scene, "alice", &[Scope::Account]).await);
        let bruno = program(scene, &token(scene, "bruno", &[Scope::Account]).await);
        let path = "/api/v1/account/addresses";
        let office = json!({
            "called": "Office", "given": "Alice", "family": "Example", "lines": "1-2-3 Mihon",
            "city": "Chiyoda-ku", "region": "Tokyo", "postal_code": "1000001", "country": "jp",
            "phone": "03-1234-5678",
        });
        let made = alice.post(path, "adr-1", &office.to_string()).await;
        assert_eq!(made.status, 200, "{}", made.body);
        let again = alice.post(path, "adr-1", &office.to_string()).await;
        assert_eq!(again.body, made.body, "written down once");
        let made: Value = serde_json::from_str(&made.body).unwrap();
        let one = format!("{path}/{}", made["id"].as_str().unwrap());
        let shown: Value = serde_json::from_str(&alice.get(&one).await.body).unwrap();
        assert_eq!(shown["delivery"]["postal_code"], "100-0001");
        assert_eq!(shown["delivery"]["phone"], "+81312345678");
        let label = ["Alice Example", "1-2-3 Mihon", "Chiyoda-ku, TOKYO", "100-0001", "JAPAN"];
        assert_eq!(shown["label"], json!(label));
        assert_eq!((&shown["is_default"], &shown["called"]), (&json!(false), &json!("Office")));
        for way in [one.clone(), format!("{one}/default"), format!("{one}/removal")] {
            let page = bruno.post(&way, &way, &office.to_string()).await;
            assert_eq!(code(&page.body), "members.no_address", "{way}: {}", page.body);
        }
        assert_eq!(bruno.get(&one).await.status, 404);
        let wrong = office.to_string().replace("1000001", "10115");
        let page = alice.post(&one, "adr-2", &wrong).await;
        assert_eq!(
            (page.status.as_u16(), &*code(&page.body)),
            (422, "members.postal_code_of_country")
        );
        let done = alice.post(&format!("{one}/default"), "adr-3", "").await;
        assert_eq!(done.status, 200, "{}", done.body);
        let book: Value = serde_json::from_str(&alice.get(path).await.body).unwrap();
        let all = book["addresses"].as_array().unwrap();
        assert_eq!((all.len(), &all[0]["called"]), (2, &json!("Office")), "{book}");
        let page = alice.post(&format!("{one}/removal"), "adr-4", "").await;
        assert_eq!(code(&page.body), "members.default_address", "{}", page.body);
        let wish = json!({ "language": "en", "time_zone": "Asia/Tokyo", "currency": "NZD" });
        let path = "/api/v1/account/preferences";
        assert_eq!(alice.post(path, "adr-5", &wish.to_string()).await.status, 200);
        let reader = program(scene, &token(scene, "alice", &[Scope::Read]).await);
        let me: Value = serde_json::from_str(&reader.get("/api/v1/account").await.body).unwrap();
        assert_eq!(me["currency"], "NZD");
    });
}

#[test]
fn every_scope_is_needed_by_something() {
    on_each_engine(60, async |scene| {
        for scope in Scope::ALL {
            let used = scene.house().site.operations().iter().any(|o| o.scope == *scope);
            assert!(used, "nothing needs “{}”", scope.word());
        }
    });
}
