//! A device that holds one passkey: a small authenticator of our own, ES256 with attestation
//! “none”. The `passkey` crate would be another's, but turns a feature of serde_json on for the
//! whole workspace; another's eyes are those of Chromium, in app/tests/browser. The tests of the
//! staff room take it, too.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use members::Passkeys;
use serde_json::{Value, json};
use web::{Browser, Page};

/// Where browsers reach the house of these tests.
pub const ADDRESS: &str = "https://house.example";
const SITE: &str = "house.example";

pub fn passkeys() -> Passkeys {
    Passkeys::at(ADDRESS, "Daiko").unwrap().unwrap()
}

#[derive(Clone)]
struct Kept {
    key: Vec<u8>,
    id: Vec<u8>,
    user: Value,
    counter: u32,
}

#[derive(Clone)]
pub struct Device {
    kept: Option<Kept>,
    /// Whether it asks its person who they are.
    pub verifies: bool,
}

// Flags of what an authenticator says: somebody was there, it was they, a key follows.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const NEW_KEY: u8 = 64;

impl Device {
    pub fn new() -> Device {
        Device { kept: None, verifies: true }
    }

    fn says(&self, more: u8, counter: u32) -> Vec<u8> {
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        let mut said = digest(&SHA256, SITE.as_bytes()).as_ref().to_vec();
        said.push(flags);
        said.extend_from_slice(&counter.to_be_bytes());
        said
    }

    /// Makes a passkey; what a page would send.
    pub async fn make(&mut self, options: &Value) -> Value {
        let selection = &options["authenticatorSelection"];
        assert_eq!(
            (&selection["residentKey"], &options["rp"]["id"]),
            (&json!("required"), &json!(SITE))
        );
        assert_eq!(selection["userVerification"], "required");
        let takes = |one: &Value| one["alg"] == -7;
        assert!(options["pubKeyCredParams"].as_array().unwrap().iter().any(takes));
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let public = pair.public_key().as_ref();
        let id = digest(&SHA256, public).as_ref()[..16].to_vec();
        let mut said = self.says(NEW_KEY, 0);
        said.extend_from_slice(&[0; 16]);
        said.extend_from_slice(&[0, 16]);
        said.extend_from_slice(&id);
        // CBOR: a key of a curve, for ES256, on P-256; then where it lies.
        said.extend_from_slice(&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        said.extend_from_slice(&public[1..33]);
        said.extend_from_slice(&[0x22, 0x58, 32]);
        said.extend_from_slice(&public[33..]);
        let mut attested = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attested.push(u8::try_from(said.len()).unwrap());
        attested.extend_from_slice(&said);
        let key = pair.to_pkcs8v1().unwrap().as_ref().to_vec();
        let user = options["user"]["id"].clone();
        self.kept = Some(Kept { key, id: id.clone(), user, counter: 0 });
        answer(
            &id,
            json!({
                "clientDataJSON": BASE64.encode(client_data("webauthn.create", options)),
                "attestationObject": BASE64.encode(attested),
            }),
        )
    }

    /// Uses it; what a page would send.
    pub async fn show(&mut self, options: &Value) -> Value {
        assert_eq!(
            (&options["userVerification"], &options["rpId"]),
            (&json!("required"), &json!(SITE))
        );
        let mut kept = self.kept.clone().unwrap();
        kept.counter += 1;
        let said = self.says(0, kept.counter);
        let data = client_data("webauthn.get", options);
        let signed = [&said[..], digest(&SHA256, data.as_bytes()).as_ref()].concat();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &kept.key).unwrap();
        let signature = pair.sign(&SystemRandom::new(), &signed).unwrap();
        let shown = json!({
            "clientDataJSON": BASE64.encode(data),
            "authenticatorData": BASE64.encode(said),
            "signature": BASE64.encode(signature),
            "userHandle": kept.user,
        });
        let id = kept.id.clone();
        self.kept = Some(kept);
        answer(&id, shown)
    }
}

fn client_data(kind: &str, options: &Value) -> String {
    let challenge = options["challenge"].as_str().unwrap();
    json!({ "type": kind, "challenge": challenge, "origin": ADDRESS, "crossOrigin": false })
        .to_string()
}

fn answer(id: &[u8], response: Value) -> Value {
    let id = BASE64.encode(id);
    json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} })
}

/// What a page is told that asks for a challenge.
pub async fn challenge(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Value {
    let page = browser.send(path, fields).await;
    assert_eq!(page.status, 200, "{path}: {}", page.body);
    serde_json::from_str(&page.body).unwrap()
}

/// Adds a passkey as the page of its owner does, which stands here.
pub async fn add(
    browser: &mut Browser,
    device: &mut Device,
    page: &str,
    label: &str,
    password: &str,
) -> Page {
    browser.get(page).await;
    let fields = [("password", password)];
    let asked = challenge(browser, &format!("{page}/challenge"), &fields).await;
    let made = device.make(&asked["publicKey"]).await;
    send_made(browser, page, &asked, &made, label).await
}

pub async fn send_made(
    browser: &mut Browser,
    page: &str,
    asked: &Value,
    made: &Value,
    label: &str,
) -> Page {
    let ceremony = asked["ceremony"].as_str().unwrap();
    let fields = [("label", label), ("ceremony", ceremony), ("credential", &made.to_string())];
    browser.send(page, &fields).await
}

/// Signs in as the page of this door does.
pub async fn enter(browser: &mut Browser, device: &mut Device, door: &str) -> Page {
    browser.get(door).await;
    let asked = challenge(browser, &format!("{door}/passkey/challenge"), &[]).await;
    let shown = device.show(&asked["publicKey"]).await;
    send_shown(browser, door, &asked, &shown).await
}

pub async fn send_shown(browser: &mut Browser, door: &str, asked: &Value, shown: &Value) -> Page {
    let ceremony = asked["ceremony"].as_str().unwrap();
    let credential = shown.to_string();
    let fields = [("ceremony", ceremony), ("credential", &credential), ("then", "/mine")];
    browser.send(&format!("{door}/passkey"), &fields).await
}
