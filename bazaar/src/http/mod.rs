//! The doors: thin handlers that parse, act and show.

mod admin;
mod ask;
mod bids;
mod items;
mod orders;
mod pages;
mod purchases;
mod routes;
mod search;
mod server;

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(crate) use routes::router;
pub(crate) use server::{Dropped, Server};

use crate::access::Tokens;
use crate::faults::{Switch, Switches};
use crate::market::Market;
use crate::problem::{self, Problem};

/// Everything a handler needs.
pub(crate) struct App {
    pub(crate) market: Market,
    pub(crate) tokens: Tokens,
    pub(crate) switches: Switches,
    pub(crate) requests_per_second: Option<u32>,
    pub(crate) recent: Mutex<HashMap<usize, VecDeque<Instant>>>,
}

/// What a handler answers.
pub(crate) type Answer = Result<Response, Problem>;

impl App {
    /// What stands before every request that is not the operator's: the limit of the account, and
    /// the faults that strike before anything is looked at.
    pub(crate) async fn gate(&self, account: Option<usize>, request: &str) -> Result<(), Problem> {
        if let (Some(account), Some(limit)) = (account, self.requests_per_second) {
            self.count(account, limit)?;
        }
        if self.switches.hit(Switch::RateLimited, request) {
            return Err(rate_limited(Duration::from_millis(200)));
        }
        if self.switches.hit(Switch::Slow, request) {
            tokio::time::sleep(Duration::from_millis(self.switches.faults().slow_ms)).await;
        }
        Ok(())
    }

    /// A sliding second of wall time.
    fn count(&self, account: usize, limit: u32) -> Result<(), Problem> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let times = recent.entry(account).or_default();
        let now = Instant::now();
        let second = Duration::from_secs(1);
        while times.front().is_some_and(|first| now.duration_since(*first) >= second) {
            times.pop_front();
        }
        if times.len() >= limit as usize {
            let oldest = times.front().map_or(second, |first| now.duration_since(*first));
            return Err(rate_limited(second.saturating_sub(oldest)));
        }
        times.push_back(now);
        Ok(())
    }

    /// The faults that strike after an act was taken: an answer that says nothing, or none at all.
    pub(crate) fn after(&self, reference: &str, mut response: Response) -> Response {
        if self.switches.hit(Switch::FailAfter, reference) {
            return problem::fault("Something broke. Ask for the reference.").into_response();
        }
        if self.switches.hit(Switch::DropAfter, reference) {
            response.extensions_mut().insert(Dropped);
        }
        response
    }
}

fn rate_limited(wait: Duration) -> Problem {
    let millis = i64::try_from(wait.as_millis()).unwrap_or(1_000).max(1);
    problem::rate_limited("Too many requests; nothing was looked at.")
        .with("retry_after_ms", millis)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let wait = self.details.get("retry_after_ms").and_then(serde_json::Value::as_u64);
        let mut response = (status, axum::Json(self)).into_response();
        if let Some(millis) = wait {
            let value = HeaderValue::from(millis.div_ceil(1_000));
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response
    }
}

/// An answer that is a shape of the protocol.
pub(crate) fn shown(shape: &impl serde::Serialize) -> Answer {
    let bytes = serde_json::to_vec(shape).map_err(|e| problem::fault(e.to_string()))?;
    let json = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, json)], bytes).into_response())
}

/// The same, marked when it was answered before.
pub(crate) fn shown_again(shape: &impl serde::Serialize, again: bool) -> Answer {
    shown(shape).map(|response| mark(response, again))
}

/// Marks an answer that was given before.
pub(crate) fn mark(mut response: Response, again: bool) -> Response {
    if again {
        let yes = HeaderValue::from_static("true");
        response.headers_mut().insert("idempotent-replay", yes);
    }
    response
}
