//! A provider of sign-ins: a server of OpenID Connect on this machine, written for these tests with
//! the protocol crate's own types. It signs real tokens, checks the verifier of PKCE, and does one
//! thing wrong when it is told to.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use kernel::{At, Span};
use members::ProviderSettings;
use openidconnect::core::{
    CoreGenderClaim, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreResponseType, CoreRsaPrivateSigningKey, CoreSubjectIdentifierType,
};
use openidconnect::{
    Audience, AuthUrl, EmptyAdditionalClaims, EmptyAdditionalProviderMetadata, EndUserEmail,
    EndUserUsername, IssuerUrl, JsonWebKeyId, JsonWebKeySetUrl, Nonce, PrivateSigningKey as _,
    ResponseTypes, StandardClaims, SubjectIdentifier, TokenUrl,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use web::Browser;

/// What a token has wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    None,
    Nonce,
    Audience,
    Issuer,
    Expired,
    Signature,
    NoToken,
}

/// Who somebody is there.
#[derive(Debug, Clone)]
pub struct Person {
    pub subject: &'static str,
    pub mail: Option<(&'static str, bool)>,
}

struct Code {
    nonce: String,
    challenge: String,
    person: Person,
    flaw: Flaw,
    now: At,
}

#[derive(Default)]
struct Inside {
    codes: Mutex<HashMap<String, Code>>,
    issued: Mutex<u32>,
}

/// The provider, running.
#[derive(Clone)]
pub struct Provider {
    inside: Arc<Inside>,
    issuer: String,
}

const SECRET: &str = "a secret: of two parts";

// One address for all tests of this process: the house is told it before the provider runs.
static LISTENS: LazyLock<(std::net::TcpListener, String)> = LazyLock::new(|| {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    (listener, issuer)
});

static RUNNING: LazyLock<Provider> = LazyLock::new(|| {
    let provider = Provider { inside: Arc::default(), issuer: LISTENS.1.clone() };
    let (router, listener) = (provider.router(), LISTENS.0.try_clone().unwrap());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            listener.set_nonblocking(true).unwrap();
            let listener = TcpListener::from_std(listener).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    });
    provider
});

/// The provider of this process, and one that nobody runs.
pub fn settings() -> Vec<ProviderSettings> {
    let one = |word: &str, name: &str, issuer: &str| ProviderSettings {
        word: word.into(),
        name: name.into(),
        issuer: issuer.into(),
        client_id: "daiko".into(),
        client_secret: SECRET.into(),
    };
    vec![one("elsewhere", "Elsewhere", &LISTENS.1), one("nowhere", "Nowhere", "http://127.0.0.1:9")]
}

// The signing key is told in PKCS #8; the crate reads PKCS #1, which lies in it.
fn key() -> CoreRsaPrivateSigningKey {
    const HEAD: usize = 26;
    let pair = rsa::KeyPair::generate(rsa::KeySize::Rsa2048).unwrap();
    let der = pair.as_der().unwrap();
    let body = BASE64_STANDARD.encode(&der.as_ref()[HEAD..]);
    let lines: Vec<&str> =
        body.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let pem = format!(
        "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n",
        lines.join("\n")
    );
    CoreRsaPrivateSigningKey::from_pem(&pem, Some(JsonWebKeyId::new("one".into()))).unwrap()
}

static OWN: LazyLock<CoreRsaPrivateSigningKey> = LazyLock::new(key);
static STRANGE: LazyLock<CoreRsaPrivateSigningKey> = LazyLock::new(key);

impl Provider {
    pub fn running() -> Provider {
        RUNNING.clone()
    }

    fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(self.clone())
    }

    /// Somebody signs in there, sent by this address; the path they come back on.
    pub fn signs_in(&self, way: &str, person: Person, flaw: Flaw, now: At) -> String {
        let asked = asked(way);
        assert!(way.starts_with(&format!("{}/authorize?", self.issuer)), "{way}");
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], "daiko");
        assert_eq!(asked["code_challenge_method"], "S256");
        let scopes: Vec<&str> = asked["scope"].split(' ').collect();
        assert_eq!(scopes, ["openid", "email"], "nothing else is asked for");
        let mut issued = self.inside.issued.lock().unwrap();
        *issued += 1;
        let code = format!("code-{issued}");
        let (nonce, challenge) = (asked["nonce"].clone(), asked["code_challenge"].clone());
        let kept = Code { nonce, challenge, person, flaw, now };
        self.inside.codes.lock().unwrap().insert(code.clone(), kept);
        let (site, path) = asked["redirect_uri"].split_at(crate::device::ADDRESS.len());
        assert_eq!(site, crate::device::ADDRESS);
        format!("{path}?code={code}&state={}", asked["state"])
    }
}

/// What an address asks.
pub fn asked(way: &str) -> HashMap<String, String> {
    let url = openidconnect::url::Url::parse(way).unwrap();
    url.query_pairs().into_owned().collect()
}

async fn about(State(me): State<Provider>) -> Json<CoreProviderMetadata> {
    let at = &me.issuer;
    let about = CoreProviderMetadata::new(
        IssuerUrl::new(at.clone()).unwrap(),
        AuthUrl::new(format!("{at}/authorize")).unwrap(),
        JsonWebKeySetUrl::new(format!("{at}/keys")).unwrap(),
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        vec![CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256],
        EmptyAdditionalProviderMetadata {},
    );
    let token = TokenUrl::new(format!("{at}/token")).unwrap();
    Json(about.set_token_endpoint(Some(token)))
}

async fn keys() -> Json<Value> {
    let set = CoreJsonWebKeySet::new(vec![OWN.as_verification_key()]);
    Json(serde_json::to_value(set).unwrap())
}

fn no(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response()
}

async fn token(
    State(me): State<Provider>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let given = headers.get("authorization").and_then(|line| line.to_str().ok()).unwrap_or("");
    let quoted: String = web::percent_encoded(SECRET).replace("%20", "+");
    if given != format!("Basic {}", BASE64_STANDARD.encode(format!("daiko:{quoted}"))) {
        return no("invalid_client");
    }
    let code = form.get("code").and_then(|code| me.inside.codes.lock().unwrap().remove(code));
    let Some(code) = code else { return no("invalid_grant") };
    // Without its verifier a code is nobody's.
    let Some(verifier) = form.get("code_verifier") else { return no("invalid_request") };
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, verifier.as_bytes());
    if BASE64_URL_SAFE_NO_PAD.encode(digest) != code.challenge {
        return no("invalid_grant");
    }
    let mut answer = json!({ "access_token": "unused", "token_type": "Bearer" });
    if code.flaw != Flaw::NoToken {
        answer["id_token"] = json!(me.id_token(&code).to_string());
    }
    Json(answer).into_response()
}

impl Provider {
    fn id_token(&self, code: &Code) -> CoreIdToken {
        let at = |at: At| UNIX_EPOCH + Duration::from_micros(u64::try_from(at.micros()).unwrap());
        let flaw = |flaw, wrong: &str, right: &str| {
            if code.flaw == flaw { wrong.to_owned() } else { right.to_owned() }
        };
        let mut said: StandardClaims<CoreGenderClaim> =
            StandardClaims::new(SubjectIdentifier::new(code.person.subject.to_owned()))
                .set_preferred_username(Some(EndUserUsername::new("mika.there".into())));
        if let Some((mail, vouched)) = code.person.mail {
            said = said
                .set_email(Some(EndUserEmail::new(mail.to_owned())))
                .set_email_verified(Some(vouched));
        }
        let ends = if code.flaw == Flaw::Expired {
            code.now.minus(Span::secs(1))
        } else {
            code.now.plus(Span::minutes(5))
        };
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(flaw(Flaw::Issuer, "https://evil.example", &self.issuer)).unwrap(),
            vec![Audience::new(flaw(Flaw::Audience, "somebody else", "daiko"))],
            at(ends).into(),
            at(code.now).into(),
            said,
            EmptyAdditionalClaims {},
        )
        .set_nonce(Some(Nonce::new(flaw(Flaw::Nonce, "another", &code.nonce))));
        let key = if code.flaw == Flaw::Signature { &*STRANGE } else { &*OWN };
        let algorithm = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
        CoreIdToken::new(claims, key, algorithm, None, None).unwrap()
    }
}

/// Where a browser is sent from the door.
pub async fn way(browser: &mut Browser) -> String {
    let page = browser.get("/sign-in/with/elsewhere?then=/mine").await;
    assert_eq!(page.status, 303, "{}", page.body);
    page.goes_to().unwrap().to_owned()
}
