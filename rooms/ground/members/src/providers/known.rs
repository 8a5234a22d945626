//! What a provider says of itself: asked once for all who wait, believed for a while.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use kernel::{At, Span};
use openidconnect::core::CoreProviderMetadata;
use openidconnect::{HttpRequest, HttpResponse, IssuerUrl};

use crate::MemberRefusal;

/// For so long after it was asked in vain nobody asks it again.
const AWAY_FOR: Span = Span::secs(20);
/// The most a provider may answer.
const MOST_BYTES: usize = 1 << 20;
/// How long it may take.
pub(super) const WITHIN: Duration = Duration::from_secs(10);

/// What is known of a provider.
#[derive(Default)]
pub(super) struct Known(Mutex<Held>);

#[derive(Default)]
struct Held {
    metadata: Option<(At, Arc<CoreProviderMetadata>)>,
    /// Since when it is away.
    away_at: Option<At>,
    asked: Option<Asked>,
}

/// A question to a provider, and all who wait for its answer. `None`: it is away.
type Asked = Shared<BoxFuture<'static, Option<Arc<CoreProviderMetadata>>>>;

impl Known {
    /// What it says of itself; asked outside the lock, so that one that hangs holds up nobody who
    /// can be answered.
    pub(super) async fn metadata(
        &self,
        client: &reqwest::Client,
        issuer: &str,
        now: At,
        believed: Span,
    ) -> Result<Arc<CoreProviderMetadata>, MemberRefusal> {
        let asked = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((at, metadata)) = &known.metadata
                && now.since(*at) < believed
            {
                return Ok(Arc::clone(metadata));
            }
            if known.away_at.is_some_and(|at| now.since(at) < AWAY_FOR) {
                return Err(MemberRefusal::ProviderAway);
            }
            // Whoever comes while it is being asked waits for the same answer.
            match &known.asked {
                Some(asked) => asked.clone(),
                None => {
                    let issuer = IssuerUrl::new(issuer.to_owned());
                    let issuer = issuer.map_err(|_| MemberRefusal::ProviderAway)?;
                    let asked = discover(client.clone(), issuer).boxed().shared();
                    known.asked.insert(asked).clone()
                }
            }
        };
        let found = asked.clone().await;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The first who hears it notes it.
        if known.asked.as_ref().is_some_and(|waits| waits.ptr_eq(&asked)) {
            known.asked = None;
            known.away_at = found.is_none().then_some(now);
            if let Some(metadata) = &found {
                known.metadata = Some((now, Arc::clone(metadata)));
            }
        }
        found.ok_or(MemberRefusal::ProviderAway)
    }
}

async fn discover(client: reqwest::Client, issuer: IssuerUrl) -> Option<Arc<CoreProviderMetadata>> {
    let http = |request| ask(client.clone(), request);
    let asking = CoreProviderMetadata::discover_async(issuer, &http);
    tokio::time::timeout(WITHIN, asking).await.ok()?.ok().map(Arc::new)
}

/// Why a provider was not heard: the reason is the log's, not the reader's.
#[derive(Debug)]
pub(super) struct Unheard(String);

impl std::fmt::Display for Unheard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Unheard {}

/// Asks a provider.
pub(super) async fn ask(
    client: reqwest::Client,
    request: HttpRequest,
) -> Result<HttpResponse, Unheard> {
    let unheard = |e: reqwest::Error| Unheard(e.to_string());
    let request = reqwest::Request::try_from(request).map_err(unheard)?;
    let sent = reqwest::RequestBuilder::from_parts(client, request).send();
    let mut answer = sent.await.map_err(unheard)?;
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(unheard)? {
        if body.len() + part.len() > MOST_BYTES {
            return Err(Unheard("it answers without end".to_owned()));
        }
        body.extend_from_slice(&part);
    }
    let mut heard = HttpResponse::new(body);
    *heard.status_mut() = answer.status();
    *heard.headers_mut() = answer.headers().clone();
    Ok(heard)
}
