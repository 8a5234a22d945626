//! The API does what the pages do: each act of a member's pages has its operation, or stands here
//! with the reason why it has none.

use std::collections::BTreeSet;

use axum::http::Method;
use kernel::Word as _;
use serde_json::{Value, json};
use web::api::Scope;
use web::{Program, Who};

use crate::api::{code, program, token};
use crate::common::{Scene, on_each_engine};

/// Each act of a member's pages, and the operation that runs the same act.
const SAME: &[(&str, &str)] = &[
    ("/account/preferences", "set_preferences"),
    ("/account/currency", "set_preferences"),
    ("/account/sessions/others", "end_sessions"),
    ("/account/sessions/{session}/end", "end_session"),
    ("/account/closing", "close_account"),
    ("/account/delivery", "set_delivery"),
    ("/account/addresses", "add_address"),
    ("/account/addresses/{address}", "change_address"),
    ("/account/addresses/{address}/removal", "remove_address"),
    ("/account/addresses/{address}/default", "make_default_address"),
    ("/account/tokens/{token}/removal", "end_key"),
    ("/me/privacy/choices", "choose"),
    ("/me/privacy/policy", "agree_to_policy"),
    ("/me/privacy/versions/{version}/choices", "agree_to_version"),
    ("/me/privacy/use", "stop_use"),
    ("/me/privacy/requests", "ask_request"),
    ("/me/privacy/requests/{request}/messages", "write_request"),
    ("/me/privacy/requests/{request}/withdrawal", "withdraw_request"),
    ("/me/inquiries/{inquiry}/messages", "write_inquiry"),
    ("/account/language", "set_preferences"),
    ("/purse/payouts", "ask_payout"),
    ("/notices/reading", "read_all_notices"),
    ("/notices/{notice}/reading", "read_notice"),
    ("/notices/choices", "choose_notices"),
    ("/webhooks", "open_webhook"),
    ("/webhooks/{webhook}/kinds", "listen_by_webhook"),
    ("/webhooks/{webhook}/trial", "try_webhook"),
    ("/webhooks/{webhook}/rotation", "rotate_webhook"),
    ("/webhooks/{webhook}/resumption", "resume_webhook"),
    ("/webhooks/{webhook}/removal", "remove_webhook"),
    ("/webhooks/{webhook}/messages/{delivery}/again", "send_message_again"),
    ("/cart", "put_into_cart"),
    ("/cart/check-out", "check_out"),
    ("/cart/lines/{line}", "change_cart"),
    ("/cart/lines/{line}/removal", "remove_from_cart"),
    ("/purchases/{purchase}/accept", "accept_price"),
    ("/purchases/{purchase}/fewer", "take_remainder"),
    ("/purchases/{purchase}/put-away", "put_away"),
    ("/quotes", "ask_quote"),
    ("/quotes/{quote}/accept", "accept_quote"),
    ("/quotes/{quote}/decline", "decline_quote"),
    ("/lots/{market}/{item}/bids", "place_bid"),
    ("/bids/{bid}/ceiling", "raise_bid"),
    ("/bids/{bid}/withdrawal", "withdraw_bid"),
    ("/bids/{bid}/offer-acceptance", "take_offer"),
    ("/bids/{bid}/offer-refusal", "leave_offer"),
    ("/bids/{bid}/if-offered", "set_if_offered"),
    ("/bid-groups", "open_bid_group"),
    ("/orders/{order}/pay", "pay_order"),
    ("/orders/{order}/send", "send_order"),
    ("/orders/{order}/keep", "keep_order"),
    ("/orders/{order}/agree", "agree_to_price"),
    ("/orders/{order}/disagree", "decline_price"),
    ("/orders/{order}/give-up", "give_up_order"),
];

/// Changes of the API whose page is open to visitors as well.
const FROM_ANYBODYS_PAGE: &[&str] = &["open_inquiry"];

/// Acts of the pages alone, each with its reason. This list only shrinks.
const PAGES_ALONE: &[(&str, &str)] = &[
    // A key that leaked must not become the account.
    ("/account/password", "a new way in"),
    ("/account/mail", "a new way in: a reset is sent there"),
    ("/account/second-factor", "what guards the way in"),
    ("/account/second-factor/codes", "what guards the way in"),
    ("/account/second-factor/removal", "what guards the way in"),
    ("/account/linked", "a new way in"),
    ("/account/linked/{linked}/removal", "a way in; it asks for the password in a browser"),
    ("/account/tokens", "a new way in, and one with more scopes"),
    // What a browser and its authenticator do together.
    ("/account/passkeys", "a browser's ceremony"),
    ("/account/passkeys/challenge", "a browser's ceremony"),
    ("/account/passkeys/{passkey}/label", "what a person calls their device"),
    ("/account/passkeys/{passkey}/removal", "a way in; it asks for the password in a browser"),
];

/// So many, and never more: this number may be lowered, and nothing else.
const PAGES_ALONE_AT_MOST: usize = 12;

#[test]
fn every_act_of_a_members_pages_is_an_operation_or_says_why_not() {
    on_each_engine(1, async |scene| {
        assert!(PAGES_ALONE.len() <= PAGES_ALONE_AT_MOST, "{} acts", PAGES_ALONE.len());
        let site = &scene.house().site;
        let acts = site.doors().iter().filter(|d| d.who == Who::Member && d.method == Method::POST);
        let acts: BTreeSet<&str> = acts.map(|door| door.path).collect();
        let changes = site.operations().iter().filter(|operation| operation.is_change());
        let changes: BTreeSet<&str> = changes.map(|operation| operation.id).collect();
        let listed: BTreeSet<&str> =
            SAME.iter().chain(PAGES_ALONE).map(|(path, _)| *path).collect();
        assert_eq!(listed.len(), SAME.len() + PAGES_ALONE.len(), "an act is listed twice");
        for path in &acts {
            assert!(listed.contains(path), "{path} has no operation: make one, or say why not");
        }
        for path in &listed {
            assert!(acts.contains(path), "{path} is no act of a member any more: take it off");
        }
        for (path, operation) in SAME {
            assert!(changes.contains(operation), "{path}: no operation {operation}");
        }
        for operation in changes {
            let known = SAME.iter().any(|(_, id)| *id == operation);
            assert!(known || FROM_ANYBODYS_PAGE.contains(&operation), "{operation} has no page");
        }
    });
}

fn read(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|_| panic!("{body}"))
}

async fn alice(scene: &Scene, scopes: &[Scope]) -> Program {
    program(scene, &token(scene, "alice", scopes).await)
}

#[test]
fn a_program_opens_a_webhook_learns_its_secret_for_a_day_and_sends_a_message_again() {
    on_each_engine(1, async |scene| {
        let mine = alice(scene, &[Scope::Account]).await;
        let new = json!({ "url": "https://9.9.9.9:8443/hook", "kinds": ["won", "outbid"] });
        let made = mine.post("/api/v1/webhooks", "hook-1", &new.to_string()).await;
        assert_eq!(made.status, 200, "{}", made.body);
        let again = mine.post("/api/v1/webhooks", "hook-1", &new.to_string()).await;
        assert_eq!(again.body, made.body, "opened once");
        let one = format!("/api/v1/webhooks/{}", read(&made.body)["id"].as_str().unwrap());
        let shown = read(&mine.get(&one).await.body);
        assert_eq!((&shown["url"], &shown["kinds"]), (&new["url"], &json!(["outbid", "won"])));
        let secret = async || read(&mine.get(&format!("{one}/secret")).await.body);
        let first = secret().await["secret"].as_str().unwrap().to_owned();
        assert!(first.starts_with("whsec_"), "{first}");
        let kept = scene.dump();
        assert!(!kept.iter().any(|line| line.contains(&first[6..])), "the secret is kept");
        mine.post(&format!("{one}/rotation"), "hook-2", "").await;
        assert_ne!(secret().await["secret"], first.as_str());
        mine.post(&format!("{one}/trial"), "hook-3", "").await;
        let messages = read(&mine.get(&format!("{one}/messages")).await.body);
        let message = &messages["rows"][0];
        assert_eq!((&message["event"], &message["state"]), (&json!("test"), &json!("waiting")));
        let path = format!("{one}/messages/{}/again", message["id"].as_str().unwrap());
        assert_eq!(code(&mine.post(&path, "hook-4", "").await.body), "notices.not_given_up");
        let private = new.to_string().replace("9.9.9.9", "10.0.0.1");
        let no = mine.post("/api/v1/webhooks", "hook-5", &private).await;
        assert_eq!(code(&no.body), "notices.private_host", "{}", no.body);
        let gone = mine.post(&format!("{one}/removal"), "hook-6", "").await;
        assert_eq!((gone.status.as_u16(), mine.get(&one).await.status.as_u16()), (200, 404));
    });
}

#[test]
fn a_program_sees_and_ends_what_opens_the_account_and_closes_it_by_the_password() {
    on_each_engine(1, async |scene| {
        let mut browser = scene.member("alice").await;
        let mine = alice(scene, &[Scope::Account]).await;
        let sessions = read(&mine.get("/api/v1/account/sessions").await.body);
        let id = sessions["sessions"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/account/sessions/{id}/end");
        assert_eq!(mine.post(&path, "end-1", "").await.status, 200);
        assert_eq!(browser.get("/account").await.status, 303, "signed out");
        assert_eq!(mine.post(&path, "end-2", "").await.status, 404);
        let keys = read(&mine.get("/api/v1/account/keys").await.body);
        assert!(!keys["keys"].as_array().unwrap().is_empty(), "{keys}");
        let close = async |key: &str, password: &str| {
            let body = json!({ "password": password }).to_string();
            mine.post("/api/v1/account/closing", key, &body).await
        };
        let wrong = close("close-1", "not the right one").await;
        assert_eq!(code(&wrong.body), "members.wrong_password", "{}", wrong.body);
        let runs = close("close-2", daiko::demo::PASSWORD).await;
        assert_eq!(code(&runs.body), "members.still_runs", "there is money: {}", runs.body);
        let pool = scene.house().db.plugs().get::<members::Passwords>().unwrap();
        let joining = members::Joining {
            handle: "dora".into(),
            password: pool.hash_now(daiko::demo::PASSWORD).unwrap(),
            language: web::Language::English,
            time_zone: "Asia/Tokyo".into(),
        };
        let join = move |tx: &mut db::Tx<'_>| members::sign_up(tx, &joining);
        scene.house().db.write("test.join", db::Lock::none(), join).await.unwrap();
        let dora = program(scene, &token(scene, "dora", &[Scope::Account]).await);
        let body = json!({ "password": daiko::demo::PASSWORD }).to_string();
        let done = dora.post("/api/v1/account/closing", "close-3", &body).await;
        assert_eq!(done.status, 200, "{}", done.body);
        let gone = dora.get("/api/v1/account/keys").await;
        assert_eq!(code(&gone.body), "api.unknown_token");
    });
}

#[test]
fn a_program_hears_what_its_member_was_told_and_chooses_how() {
    on_each_engine(1, async |scene| {
        for (kind, about) in [(notices::Kind::Won, "bid_x"), (notices::Kind::Lost, "bid_y")] {
            let tell = move |tx: &mut db::Tx<'_>| {
                let alice = members::find(tx, "alice")?.unwrap().member;
                notices::tell(tx, &notices::Fact::new(alice, kind, about))
            };
            scene.house().db.write("test.tell", db::Lock::none(), tell).await.unwrap();
            // Ids are in the order of their milliseconds.
            tokio::time::sleep(std::time::Duration::from_millis(3)).await;
        }
        let mine = alice(scene, Scope::ALL).await;
        let list = async || read(&mine.get("/api/v1/notices").await.body);
        let all = list().await;
        let ids = all["rows"].as_array().unwrap();
        assert_eq!((ids.len(), &ids[0]["kind"]), (2, &json!("lost")), "{all}");
        assert!(!ids[0]["words"].as_str().unwrap().contains('{'), "{all}");
        let path = format!("/api/v1/notices/{}/reading", ids[0]["id"].as_str().unwrap());
        assert_eq!(mine.post(&path, "read-1", "").await.status, 200);
        let read = list().await;
        assert!(!read["rows"][0]["read_at"].is_null() && read["rows"][1]["read_at"].is_null());
        mine.post("/api/v1/notices/reading", "read-2", "").await;
        assert!(!list().await["rows"][1]["read_at"].is_null());
        let choose = async |key: &str, kind: &str, channel: &str| {
            let new = json!({ "kind": kind, "channel": channel, "on": false });
            mine.post("/api/v1/notices/choices", key, &new.to_string()).await
        };
        assert_eq!(choose("cho-1", "won", "letter").await.status, 200);
        let guards = choose("cho-2", "password_changed", "letter").await;
        assert_eq!(code(&guards.body), "notices.not_a_choice");
        let chosen = crate::same_acts::read(&mine.get("/api/v1/notices/choices").await.body);
        let won = |row: &&Value| row["kind"] == "won" && row["channel"] == "letter";
        let won = chosen["choices"].as_array().unwrap().iter().find(won).unwrap();
        assert_eq!((&won["on"], &won["is_choice"]), (&json!(false), &json!(true)));
    });
}

#[test]
fn a_problem_speaks_the_language_the_program_asks_for_else_its_members() {
    on_each_engine(1, async |scene| {
        let mine = alice(scene, &[Scope::Account]).await;
        let none = Program::new(scene.house().site.router(), None);
        let bad = "{\"language\": \"xx\", \"time_zone\": \"Asia/Tokyo\"}";
        let ask = async |accept: &str, n: usize| {
            let key = format!("lang-{n}");
            let mut headers =
                vec![("idempotency-key", key.as_str()), ("content-type", "application/json")];
            if !accept.is_empty() {
                headers.push(("accept-language", accept));
            }
            let path = "/api/v1/account/preferences";
            mine.send(Method::POST, path, &headers, bad.to_owned()).await
        };
        let english = "“language” must be one of: en, ja, zh-Hant.";
        let japanese = "「language」は次のどれかにしてください：en, ja, zh-Hant";
        let chinese = "「language」須為下列之一：en, ja, zh-Hant";
        let before = [("", english, "en"), ("ja", japanese, "ja"), ("zh-TW", chinese, "zh-Hant")];
        for (n, (accept, detail, language)) in before.into_iter().enumerate() {
            let page = ask(accept, n).await;
            let body = read(&page.body);
            assert_eq!((&body["detail"], &body["code"]), (&json!(detail), &json!("api.not_word")));
            assert_eq!(page.headers["content-language"], language);
            assert_ne!(body["title"], body["detail"], "the title says the same for each status");
        }
        let wish = "{\"language\": \"ja\", \"time_zone\": \"Asia/Tokyo\"}";
        let path = "/api/v1/account/preferences";
        assert_eq!(mine.post(path, "lang-ja", wish).await.status, 200);
        for (n, (accept, detail)) in [("", japanese), ("en", english)].into_iter().enumerate() {
            assert_eq!(read(&ask(accept, n + 10).await.body)["detail"], detail, "{accept}");
        }
        let headers = [("accept-language", "zh-Hant")];
        let page = none.send(Method::GET, "/api/v1/account", &headers, String::new()).await;
        assert!(read(&page.body)["detail"].as_str().unwrap().contains("金鑰"), "{}", page.body);
    });
}
