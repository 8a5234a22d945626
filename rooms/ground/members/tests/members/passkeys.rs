use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use kernel::Span;
use members::News;
use serde_json::{Value, json};
use web::{Browser, Page};

use crate::device::{Device, challenge, send_made, send_shown};
use crate::house::{PASSWORD, each};

const OWN: &str = "/account/passkeys";

async fn add(browser: &mut Browser, device: &mut Device, label: &str, password: &str) -> Page {
    crate::device::add(browser, device, OWN, label, password).await
}

async fn enter(browser: &mut Browser, device: &mut Device) -> Page {
    crate::device::enter(browser, device, "/sign-in").await
}

/// The number of the only passkey on a page.
fn only(body: &str) -> String {
    let (_, rest) = body.split_once("/account/passkeys/pky_").unwrap_or_else(|| panic!("{body}"));
    format!("/account/passkeys/pky_{}", rest.split('"').next().unwrap())
}

#[test]
fn a_passkey_is_made_named_and_alone_opens_an_account_that_asks_for_codes() {
    each(async |house| {
        let (mut mika, _) = crate::factor::with_app(house).await;
        let mut phone = Device::new();
        assert!(mika.get("/account/passkeys").await.says("You have no passkey yet"));
        house.news().await;
        let page = add(&mut mika, &mut phone, "my phone", PASSWORD).await;
        assert_eq!(page.goes_to(), Some("/account/passkeys"), "{}", page.body);
        let told = house.news().await;
        assert!(matches!(told[..], [News::PasskeyAdded { .. }]), "{told:?}");
        let list = mika.get("/account/passkeys").await;
        assert!(list.says("my phone") && list.says("not used yet"), "{}", list.body);
        let mut door = house.browser();
        assert!(door.get("/sign-in").await.says("data-passkey=\"get\""));
        let page = enter(&mut door, &mut phone).await;
        assert_eq!(page.goes_to(), Some("/mine"), "no code is asked for: {}", page.body);
        assert!(door.get("/account").await.says("One passkey opens your account"));
        assert!(mika.get("/account/passkeys").await.says("last used"));
        assert_eq!(enter(&mut house.browser(), &mut phone).await.status, 303, "and again");
    });
}

#[test]
fn a_passkey_is_renamed_and_removed_by_its_owner_alone() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let mut phone = Device::new();
        add(&mut mika, &mut phone, "my phone", PASSWORD).await;
        let path = only(&mika.get("/account/passkeys").await.body);
        assert_eq!(mika.send(&format!("{path}/label"), &[("label", " ")]).await.status, 422);
        mika.send(&format!("{path}/label"), &[("label", "the old <phone>")]).await;
        assert!(mika.get("/account/passkeys").await.says("the old &lt;phone&gt;"));
        let mut other = house.joined("other").await;
        let removal = format!("{path}/removal");
        other.get("/account").await;
        for at in [path.clone(), format!("{path}/label"), removal.clone()] {
            let page = other.send(&at, &[("label", "x"), ("password", PASSWORD)]).await;
            assert!(matches!(page.status.as_u16(), 404 | 405), "{at}: {}", page.status);
        }
        assert_eq!(other.get(&path).await.status, 404);
        let asks = mika.get(&path).await;
        assert!(asks.says("It opens your account no more"), "{}", asks.body);
        assert_eq!(mika.send(&removal, &[("password", "wrong one")]).await.status, 422);
        let page = mika.send(&removal, &[("password", PASSWORD)]).await;
        assert_eq!(page.goes_to(), Some("/account/passkeys"), "{}", page.body);
        let page = enter(&mut house.browser(), &mut phone).await;
        assert!(page.status == 422 && page.says("opens no account here"), "{}", page.body);
    });
}

#[test]
fn a_browser_left_open_is_not_enough_to_add_a_passkey() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        mika.get("/account/passkeys").await;
        for typed in ["", "wrong one"] {
            let page = mika.send("/account/passkeys/challenge", &[("password", typed)]).await;
            assert!(page.status == 422 && page.says("not your password"), "{}", page.body);
        }
    });
}

#[test]
fn a_challenge_is_answered_once_by_the_same_browser_and_in_time() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let mut phone = Device::new();
        mika.get("/account/passkeys").await;
        let path = "/account/passkeys/challenge";
        let fields = [("password", PASSWORD)];
        let asked = challenge(&mut mika, path, &fields).await;
        let made = phone.make(&asked["publicKey"]).await;
        let mut other = house.joined("other").await;
        other.get("/account/passkeys").await;
        assert_eq!(send_made(&mut other, OWN, &asked, &made, "stolen").await.status, 410);
        assert_eq!(send_made(&mut mika, OWN, &asked, &made, "phone").await.status, 303);
        assert_eq!(send_made(&mut mika, OWN, &asked, &made, "phone").await.status, 410, "used");
        let asked = challenge(&mut mika, path, &fields).await;
        let known: Vec<&Value> =
            asked["publicKey"]["excludeCredentials"].as_array().unwrap().iter().collect();
        assert_eq!(known.len(), 1, "the device is told which key it has already");
        let made = Device::new().make(&asked["publicKey"]).await;
        house.bench.clock.forward(Span::minutes(11));
        assert_eq!(send_made(&mut mika, OWN, &asked, &made, "late").await.status, 410, "lapsed");

        let (mut door, mut elsewhere) = (house.browser(), house.browser());
        door.get("/sign-in").await;
        elsewhere.get("/sign-in").await;
        let asked = challenge(&mut door, "/sign-in/passkey/challenge", &[]).await;
        let shown = phone.show(&asked["publicKey"]).await;
        assert_eq!(send_shown(&mut elsewhere, "/sign-in", &asked, &shown).await.status, 410);
        assert_eq!(send_shown(&mut door, "/sign-in", &asked, &shown).await.status, 303);
        let mut door = house.browser();
        door.get("/sign-in").await;
        assert_eq!(send_shown(&mut door, "/sign-in", &asked, &shown).await.status, 410, "replayed");
        let later = challenge(&mut door, "/sign-in/passkey/challenge", &[]).await;
        let page = send_shown(&mut door, "/sign-in", &later, &shown).await;
        assert!(page.status == 422 && page.says("does not fit"), "another question's answer");
    });
}

/// What a browser signed, with one thing of it changed.
fn changed(answer: &Value, part: &str, from: &str, to: &str) -> Value {
    let mut changed = answer.clone();
    let bytes = BASE64.decode(answer["response"][part].as_str().unwrap()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains(from), "{text}");
    changed["response"][part] = json!(BASE64.encode(text.replace(from, to)));
    changed
}

#[test]
fn what_another_site_asked_or_nobody_signed_opens_nothing() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let mut phone = Device::new();
        mika.get("/account/passkeys").await;
        // What is made is signed by nobody: where it was made is all there is to look at.
        for (from, to) in [
            ("https://house.example", "https://house.example.evil"),
            ("https://house.example", "http://house.example"),
            ("webauthn.create", "webauthn.get"),
        ] {
            let fields = [("password", PASSWORD)];
            let asked = challenge(&mut mika, "/account/passkeys/challenge", &fields).await;
            let made = phone.make(&asked["publicKey"]).await;
            let made = changed(&made, "clientDataJSON", from, to);
            let page = send_made(&mut mika, OWN, &asked, &made, "phone").await;
            assert!(page.status == 422 && page.says("does not fit"), "{to}: {}", page.body);
        }
        phone = Device::new();
        let page = add(&mut mika, &mut phone, "phone", PASSWORD).await;
        assert_eq!(page.status, 303, "unchanged it holds: {}", page.body);
        let mut door = house.browser();
        door.get("/sign-in").await;
        for (from, to) in [
            ("https://house.example", "https://evil.example"),
            ("webauthn.get", "webauthn.create"),
            ("\"challenge\":\"", "\"challenge\":\"A"),
        ] {
            let asked = challenge(&mut door, "/sign-in/passkey/challenge", &[]).await;
            let shown = phone.show(&asked["publicKey"]).await;
            let shown = changed(&shown, "clientDataJSON", from, to);
            assert_eq!(send_shown(&mut door, "/sign-in", &asked, &shown).await.status, 422, "{to}");
        }
        let asked = challenge(&mut door, "/sign-in/passkey/challenge", &[]).await;
        let mut shown = phone.show(&asked["publicKey"]).await;
        let signed = shown["response"]["signature"].as_str().unwrap();
        let mut bytes = BASE64.decode(signed).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        shown["response"]["signature"] = json!(BASE64.encode(bytes));
        assert_eq!(
            send_shown(&mut door, "/sign-in", &asked, &shown).await.status,
            422,
            "the signature"
        );
        let unread = [("ceremony", asked["ceremony"].as_str().unwrap()), ("credential", "{}")];
        assert_eq!(door.send("/sign-in/passkey", &unread).await.status, 422);
        assert!(!door.cookies().contains_key("daiko-session"));
        assert_eq!(enter(&mut door, &mut phone).await.status, 303, "unchanged it holds");
    });
}

#[test]
fn a_device_that_did_not_ask_who_it_is_opens_nothing() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let mut phone = Device::new();
        add(&mut mika, &mut phone, "phone", PASSWORD).await;
        phone.verifies = false;
        let page = enter(&mut house.browser(), &mut phone).await;
        assert!(page.status == 422 && page.says("did not verify"), "{}", page.body);
    });
}

#[test]
fn a_counter_that_goes_backwards_stops_the_passkey_and_is_told() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let mut phone = Device::new();
        add(&mut mika, &mut phone, "phone", PASSWORD).await;
        let mut copy = phone.clone();
        for _ in 0..2 {
            assert_eq!(enter(&mut house.browser(), &mut phone).await.status, 303);
        }
        house.news().await;
        let page = enter(&mut house.browser(), &mut copy).await;
        assert!(page.status == 403 && page.says("went backwards"), "{}", page.body);
        let told = house.news().await;
        assert!(matches!(told[..], [News::PasskeyCopied { .. }]), "{told:?}");
        let page = enter(&mut house.browser(), &mut phone).await;
        assert_eq!(page.status, 403, "neither of the two opens anything");
        assert!(house.news().await.is_empty(), "told once");
        assert!(mika.get("/account/passkeys").await.says("There may be a copy"));
    });
}

#[test]
fn an_account_that_is_closed_is_not_opened_by_its_passkey() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let mut phone = Device::new();
        add(&mut mika, &mut phone, "phone", PASSWORD).await;
        mika.get("/account/closing").await;
        let page = mika.send("/account/closing", &[("password", PASSWORD), ("sure", "yes")]).await;
        assert_eq!(page.status, 303, "{}", page.body);
        assert_eq!(enter(&mut house.browser(), &mut phone).await.status, 422);
    });
}
