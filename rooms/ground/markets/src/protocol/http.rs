use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kernel::{At, Fault, Yen};
use reqwest::{Client, Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::wire::{Wire, WireCapabilities, WireError};
use crate::connector::{Can, Left};
use crate::limit::{Haste, Limit};
use crate::no::No;

/// How to reach a marketplace that speaks the protocol.
#[derive(Clone)]
pub struct ProtocolSettings {
    /// Its word in our tables.
    pub market: String,
    /// The name members see.
    pub name: String,
    /// `https://host/`, without the `/v1`.
    pub base_url: String,
    /// The house's account there.
    pub account: String,
    /// The account's bearer token.
    pub token: String,
    /// At most so many requests a second; zero is no limit.
    pub requests_per_second: usize,
    /// How long one answer may take.
    pub timeout: Duration,
    /// How often a request that was not taken is sent again.
    pub tries: u32,
}

impl std::fmt::Debug for ProtocolSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at {} as {}", self.market, self.base_url, self.account)
    }
}

/// The connector.
pub struct Protocol {
    pub(crate) settings: ProtocolSettings,
    client: Client,
    limit: Limit,
    /// What the marketplace says it can do; nothing before it has said so.
    told: Mutex<Option<Can>>,
}

/// Whether sending a request a second time can do harm.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Acts {
    /// It only asks.
    No,
    /// It asks what an act right after it will meet, or what became of one.
    Soon,
    /// It acts, under our reference: once, however often it is sent.
    Once,
}

impl Acts {
    fn haste(self) -> Haste {
        if self == Acts::No { Haste::Looks } else { Haste::Acts }
    }
}

impl Protocol {
    /// A connector; nothing is sent yet.
    pub fn new(settings: ProtocolSettings) -> Result<Protocol, Fault> {
        let client = Client::builder()
            .timeout(settings.timeout)
            .connect_timeout(Duration::from_secs(2))
            .pool_max_idle_per_host(256)
            .tcp_nodelay(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|e| Fault::new(format!("no HTTP client: {e}")))?;
        let limit = Limit::per_second(settings.requests_per_second);
        Ok(Protocol { settings, client, limit, told: Mutex::new(None) })
    }

    /// What the marketplace last said it can do.
    pub(crate) fn told(&self) -> Option<Can> {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what the marketplace says of itself. What it takes in a second is kept to, and so is
    /// the operator's figure.
    pub(crate) fn keep(&self, capabilities: &WireCapabilities) {
        let theirs = capabilities.limits.requests_per_second.unwrap_or(0);
        let theirs = usize::try_from(theirs).unwrap_or(0);
        let figures = [self.settings.requests_per_second, theirs];
        self.limit.follow(figures.into_iter().filter(|figure| *figure > 0).min().unwrap_or(0));
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(capabilities.can());
    }

    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<T, No> {
        self.ask(Method::GET, path, query, None, Acts::No, &|| {}).await
    }

    /// What became of an act of ours.
    pub(crate) async fn get_soon<T: DeserializeOwned>(&self, path: &str) -> Result<T, No> {
        self.ask(Method::GET, path, &[], None, Acts::Soon, &|| {}).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Value,
        acts: Acts,
    ) -> Result<T, No> {
        self.ask(Method::POST, path, &[], Some(body), acts, &|| {}).await
    }

    /// Acts, and tells when the request leaves.
    pub(crate) async fn post_telling<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Value,
        left: Left<'_>,
    ) -> Result<T, No> {
        self.ask(Method::POST, path, &[], Some(body), Acts::Once, left).await
    }

    /// Sends, and sends again what may be sent again. The reference makes a second *place* safe.
    async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, String)],
        body: Option<Value>,
        acts: Acts,
        left: Left<'_>,
    ) -> Result<T, No> {
        let mut last = No::Unreachable { why: "not tried".into() };
        // Why: once an answer was lost, a later "nobody answers" must not hide it.
        let mut lost = false;
        for attempt in 0..self.settings.tries.max(1) {
            self.limit.pass(acts.haste()).await?;
            if !lost {
                left();
            }
            match self.once(method.clone(), path, query, body.as_ref(), acts).await {
                Ok(answer) => return Ok(answer),
                Err(no) => {
                    lost |= no.may_have_been_taken();
                    let wait = match &no {
                        No::Busy { retry_after_ms } => {
                            Duration::from_millis((*retry_after_ms).clamp(1, 2_000).unsigned_abs())
                        }
                        No::Unreachable { .. } | No::AnswerLost { .. } => {
                            Duration::from_millis(20u64 << attempt.min(5))
                        }
                        // Not even these say that the first one was not taken.
                        no if lost && !no.is_decided() => {
                            return Err(No::AnswerLost { why: no.sentence() });
                        }
                        _ => return Err(no),
                    };
                    last = no;
                    if attempt + 1 < self.settings.tries {
                        tokio::time::sleep(wait).await;
                    }
                }
            }
        }
        match last {
            No::AnswerLost { .. } => Err(last),
            last if lost => Err(No::AnswerLost { why: last.sentence() }),
            last => Err(last),
        }
    }

    async fn once<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, String)],
        body: Option<&Value>,
        acts: Acts,
    ) -> Result<T, No> {
        let url = format!("{}{path}", self.settings.base_url.trim_end_matches('/'));
        let mut request = self.client.request(method, url).bearer_auth(&self.settings.token);
        if !query.is_empty() {
            request = request.query(query);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.map_err(|e| unanswered(&e, acts))?;
        let status = answer.status();
        let bytes = answer.bytes().await.map_err(|e| unanswered(&e, acts))?;
        if status.is_success() {
            let unread = |e: serde_json::Error| unread(&e.to_string(), acts);
            return serde_json::from_slice(&bytes).map_err(unread);
        }
        Err(refusal(status, serde_json::from_slice(&bytes).unwrap_or_default(), acts))
    }
}

fn unanswered(error: &reqwest::Error, acts: Acts) -> No {
    let why = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "nobody listens"
    } else {
        "the connection broke"
    };
    // A connection that was never made carried nothing.
    if acts == Acts::Once && !error.is_connect() {
        No::AnswerLost { why: why.into() }
    } else {
        No::Unreachable { why: why.into() }
    }
}

fn unread(why: &str, acts: Acts) -> No {
    match acts {
        Acts::Once => No::AnswerLost { why: format!("it could not be read: {why}") },
        Acts::No | Acts::Soon => {
            No::Unreachable { why: format!("its answer could not be read: {why}") }
        }
    }
}

/// The protocol's table of refusals, as ours.
pub(crate) fn refusal(status: StatusCode, error: Wire<WireError>, acts: Acts) -> No {
    let WireError { code, message, is_final, price_yen, next_yen, available, rule, state, .. } =
        error.0.clone();
    let price = Yen::new(price_yen.unwrap_or(0));
    // What a gateway says is not the marketplace's word.
    let odd = status.is_server_error() || code.is_empty();
    match code.as_str() {
        "below_least" => {
            No::BelowLeast { price_yen: price, next_yen: Yen::new(next_yen.unwrap_or(0)) }
        }
        "not_a_raise" => No::NotARaise { max_yen: Yen::new(error.0.max_yen.unwrap_or(0)) },
        "closed" if error.0.result.as_deref() == Some("not_begun") => No::NotBegun,
        "closed" => No::Closed { ended_at: At::from_micros(error.0.ended_at.unwrap_or(0)) },
        "price_moved" => No::PriceMoved { price_yen: price },
        "sold_out" => No::SoldOut,
        "only_left" => No::OnlyLeft { available: available.unwrap_or(0) },
        "restricted" => No::Restricted { rule: rule.unwrap_or_default() },
        "unknown_item" => No::UnknownItem,
        "unknown_order" | "not_yours" => No::UnknownOrder,
        "wrong_state" => No::WrongState { state: state.unwrap_or_default() },
        "offer_lapsed" => {
            No::OfferLapsed { lapsed_at: At::from_micros(error.0.lapsed_at.unwrap_or(0)) }
        }
        "already_decided" => No::AlreadyDecided { state: state.unwrap_or_default() },
        "no_such_route" => No::Cannot { what: "do that".into() },
        "signature_expired" | "bad_signature" => No::PreviewLapsed,
        "unauthorised" => No::Unauthorised,
        "rate_limited" | "busy" => {
            No::Busy { retry_after_ms: error.0.retry_after_ms.unwrap_or(200) }
        }
        _ if status == StatusCode::TOO_MANY_REQUESTS
            || status == StatusCode::SERVICE_UNAVAILABLE =>
        {
            No::Busy { retry_after_ms: 500 }
        }
        // Also without a word of the protocol: from whatever stands before the marketplace.
        _ if status == StatusCode::UNAUTHORIZED => No::Unauthorised,
        // 500, or no word of the protocol: the act may or may not have been taken.
        _ if odd && acts == Acts::Once => {
            No::AnswerLost { why: format!("it answered {}", status.as_u16()) }
        }
        _ if odd => No::Unreachable { why: format!("it answered {}", status.as_u16()) },
        // A word that the protocol did not have yet: the reference is free, and the same may be
        // taken another time.
        word if status.is_client_error() && !is_final && !SENT_WRONG.contains(&word) => {
            No::Unreachable { why: format!("it answered {word}") }
        }
        _ => No::Other { code, message },
    }
}

/// What stays wrong however often it is sent, though it uses up no reference.
const SENT_WRONG: [&str; 5] =
    ["bad_request", "reference_reused", "too_large", "unknown_seller", "wrong_method"];

#[cfg(test)]
#[path = "http_tests.rs"]
mod tests;
