//! Sign-ins elsewhere by OpenID Connect: the providers an operator set up, and what each says of
//! somebody who comes back from it.

mod known;

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use kernel::{At, Fault, Span};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    TokenResponse as _,
};
use serde::{Deserialize, Serialize};

use self::known::{Known, WITHIN, ask};
use crate::MemberRefusal;
use crate::acts::Errand;

/// How long what a provider says of itself is believed.
const BELIEVED: Span = Span::hours(1);
/// How soon a key that is not among its keys is looked for again.
const ANEW: Span = Span::minutes(1);

/// A provider as the operator sets it up.
#[derive(Clone)]
pub struct ProviderSettings {
    /// Its word in our addresses: letters, digits, hyphens.
    pub word: String,
    /// What its button says.
    pub name: String,
    /// Who it is: `https://accounts.example`.
    pub issuer: String,
    /// Who we are there.
    pub client_id: String,
    /// What proves it.
    pub client_secret: String,
}

/// All providers of a house. Plug them into the database at opening; without them no page offers
/// any.
pub struct Providers {
    all: Vec<Provider>,
    client: reqwest::Client,
    address: String,
}

pub(crate) struct Provider {
    settings: ProviderSettings,
    known: Known,
}

/// What a provider says of somebody, checked.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    /// What they are called there, if it says so.
    pub(crate) called: String,
    /// Their address, if it vouches for it.
    pub(crate) mail: Option<String>,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Providers {
    /// The providers of a house that browsers reach at this address.
    pub fn new(settings: Vec<ProviderSettings>, address: &str) -> Result<Providers, Fault> {
        for (n, one) in settings.iter().enumerate() {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let again = settings.iter().take(n).any(|other| other.word == one.word);
            if one.word.is_empty() || !one.word.chars().all(plain) || again {
                return Err(Fault::new(format!(
                    "provider “{}”: take a word of a-z, 0-9 and -, once",
                    one.word
                )));
            }
            safe(&one.issuer)?;
        }
        // Why no redirects: what a provider says of itself is where it says that it is.
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(WITHIN)
            .build()
            .map_err(|e| Fault::new(format!("a client for providers: {e}")))?;
        let one = |settings| Provider { settings, known: Known::default() };
        let all = settings.into_iter().map(one).collect();
        Ok(Providers { all, client, address: address.trim_end_matches('/').to_owned() })
    }

    /// The word and the name of each.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().map(|one| (one.settings.word.as_str(), one.settings.name.as_str()))
    }

    /// What the provider of an issuer is called; the issuer itself when it is set up no more.
    pub(crate) fn called<'p>(&'p self, issuer: &'p str) -> &'p str {
        let found = self.all.iter().find(|one| one.settings.issuer == issuer);
        found.map_or(issuer, |one| one.settings.name.as_str())
    }

    /// What the provider of a word is called.
    pub(crate) fn name_of(&self, word: &str) -> Result<&str, MemberRefusal> {
        Ok(self.one(word)?.settings.name.as_str())
    }

    fn one(&self, word: &str) -> Result<&Provider, MemberRefusal> {
        let found = self.all.iter().find(|one| one.settings.word == word);
        found.ok_or(MemberRefusal::NoProvider)
    }

    /// Where somebody is sent.
    pub(crate) async fn way_to(
        &self,
        word: &str,
        errand: &Errand,
        now: At,
    ) -> Result<String, MemberRefusal> {
        let provider = self.one(word)?;
        let known = self.known(provider, now, BELIEVED).await?;
        let client = self.client_of(provider, &known)?;
        let verifier = PkceCodeVerifier::new(errand.verifier.clone());
        let (state, nonce) = (errand.state.clone(), errand.nonce.clone());
        let (url, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url.to_string())
    }

    /// What a provider says of somebody who came back with this code.
    pub(crate) async fn told(
        &self,
        word: &str,
        code: String,
        errand: &Errand,
        now: At,
    ) -> Result<Told, MemberRefusal> {
        let provider = self.one(word)?;
        let known = self.known(provider, now, BELIEVED).await?;
        let client = self.client_of(provider, &known)?;
        let http = |request| ask(self.client.clone(), request);
        let token = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| MemberRefusal::ProviderAway)?
            .set_pkce_verifier(PkceCodeVerifier::new(errand.verifier.clone()))
            .request_async(&http)
            .await
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(_) => MemberRefusal::ProviderCode,
                RequestTokenError::Request(_) => MemberRefusal::ProviderAway,
                _ => MemberRefusal::TokenBroken,
            })?;
        let token = token.id_token().ok_or(MemberRefusal::TokenBroken)?;
        match read(&client, token, errand, now) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                // It may sign by a new key since we asked for its keys.
                let known = self.known(provider, now, ANEW).await?;
                read(&self.client_of(provider, &known)?, token, errand, now).map_err(|e| named(&e))
            }
            read => read.map_err(|e| named(&e)),
        }
    }

    fn client_of(
        &self,
        provider: &Provider,
        known: &CoreProviderMetadata,
    ) -> Result<Client, MemberRefusal> {
        let ProviderSettings { word, client_id, client_secret, .. } = &provider.settings;
        let back = RedirectUrl::new(format!("{}/linked/{word}/callback", self.address));
        let back = back.map_err(|_| MemberRefusal::NoProvider)?;
        let (id, secret) = (ClientId::new(client_id.clone()), client_secret.clone());
        let secret = Some(ClientSecret::new(secret));
        let client = CoreClient::from_provider_metadata(known.clone(), id, secret);
        Ok(client.set_redirect_uri(back))
    }

    async fn known(
        &self,
        provider: &Provider,
        now: At,
        believed: Span,
    ) -> Result<Arc<CoreProviderMetadata>, MemberRefusal> {
        provider.known.metadata(&self.client, &provider.settings.issuer, now, believed).await
    }
}

/// Codes and secrets go over TLS, or stay on this machine.
fn safe(issuer: &str) -> Result<(), Fault> {
    let no = |why: &str| Fault::new(format!("issuer {issuer}: {why}"));
    let url = IssuerUrl::new(issuer.to_owned()).map_err(|e| no(&e.to_string()))?;
    let here = ["127.0.0.1", "localhost", "[::1]"];
    let local = url.url().host_str().is_some_and(|host| here.contains(&host));
    if url.url().scheme() == "https" || local { Ok(()) } else { Err(no("is not reached by https")) }
}

/// Public keys alone: no token is believed that our own secret, or nothing, signed.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

fn read(
    client: &Client,
    token: &CoreIdToken,
    errand: &Errand,
    now: At,
) -> Result<Told, ClaimsVerificationError> {
    let micros = u64::try_from(now.micros()).unwrap_or(0);
    let instant = UNIX_EPOCH + Duration::from_micros(micros);
    let verifier =
        client.id_token_verifier().set_allowed_algs(SIGNED_BY).set_time_fn(move || instant.into());
    let claims = token.claims(&verifier, &Nonce::new(errand.nonce.clone()))?;
    let vouched = claims.email_verified() == Some(true);
    let mail = claims.email().filter(|_| vouched);
    Ok(Told {
        issuer: claims.issuer().as_str().to_owned(),
        subject: claims.subject().as_str().to_owned(),
        called: claims
            .preferred_username()
            .map(|name| name.as_str().to_owned())
            .unwrap_or_default(),
        mail: mail.and_then(|mail| crate::rules::mail(mail.as_str()).ok()),
    })
}

fn named(error: &ClaimsVerificationError) -> MemberRefusal {
    match error {
        ClaimsVerificationError::Expired(_) => MemberRefusal::TokenExpired,
        ClaimsVerificationError::InvalidAudience(_) => MemberRefusal::TokenAudience,
        ClaimsVerificationError::InvalidIssuer(_) => MemberRefusal::TokenIssuer,
        ClaimsVerificationError::InvalidNonce(_) => MemberRefusal::TokenNonce,
        ClaimsVerificationError::SignatureVerification(_) => MemberRefusal::TokenSignature,
        _ => MemberRefusal::TokenBroken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(word: &str, issuer: &str) -> ProviderSettings {
        ProviderSettings {
            word: word.into(),
            name: "Elsewhere".into(),
            issuer: issuer.into(),
            client_id: "daiko".into(),
            client_secret: "secret".into(),
        }
    }

    /// A provider that hangs up on everybody after a while; how often it was asked.
    async fn away() -> (String, Arc<std::sync::atomic::AtomicUsize>) {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let count = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let asked = Arc::clone(&count);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(300)).await;
                    drop(stream);
                });
            }
        });
        (issuer, count)
    }

    #[tokio::test]
    async fn a_provider_that_is_away_is_asked_once_for_all_and_then_not_for_a_while() {
        let (issuer, count) = away().await;
        let all = Providers::new(vec![one("elsewhere", &issuer)], "https://house.example").unwrap();
        let comes = async |now: At| {
            let errand =
                Errand { state: String::new(), nonce: String::new(), verifier: "v".repeat(43) };
            all.way_to("elsewhere", &errand, now)
                .await
                .err()
                .map(|no| kernel::Refusal::from(no).code)
        };
        let now = At::from_micros(1_000_000_000);
        let away = Some("members.provider_away");
        let asked = || count.load(std::sync::atomic::Ordering::SeqCst);
        let together = tokio::join!(comes(now), comes(now), comes(now));
        assert_eq!(together, (away, away, away));
        assert_eq!(asked(), 1, "whoever comes meanwhile waits for the same answer");
        assert_eq!(comes(now.plus(Span::secs(19))).await, away);
        assert_eq!(asked(), 1);
        assert_eq!(comes(now.plus(Span::secs(21))).await, away);
        assert_eq!(asked(), 2);
    }

    #[test]
    fn a_provider_has_a_plain_word_and_is_reached_by_tls() {
        let table = [
            ("elsewhere", "https://accounts.example", true),
            ("else-2", "http://127.0.0.1:9000", true),
            ("elsewhere", "http://accounts.example", false),
            ("Else/where", "https://accounts.example", false),
            ("", "https://accounts.example", false),
            ("elsewhere", "accounts", false),
        ];
        for (word, issuer, expect) in table {
            let made = Providers::new(vec![one(word, issuer)], "https://house.example");
            assert_eq!(made.is_ok(), expect, "{word} {issuer}");
        }
        let twice = vec![one("a", "https://a.example"), one("a", "https://b.example")];
        assert!(Providers::new(twice, "https://house.example").is_err());
    }
}
