use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use db::{Lock, Tx};
use futures_util::FutureExt;
use kernel::{Fault, Span, Word};

use super::call::{Heard, Key, before, said};
use super::tokens::token_hash;
use super::{ApiRefusal, Scope, store};
use crate::gate::{Arrived, dressed, read, words_of};
use crate::hex::sha256;
use crate::routes::FORM_BYTES;
use crate::{Cx, Member, Stop, Web, stop};

/// How old the written `used_at` of a key may grow before it is written anew.
const USED_EVERY: Span = Span::minutes(5);

/// What the gate of one operation knows.
#[derive(Clone)]
pub(crate) struct ApiPass {
    pub(crate) web: Web,
    pub(crate) scope: Scope,
    pub(crate) changes: bool,
}

/// Every request to the API goes through here. No cookie is looked at: a program shows its key, and
/// what a browser sends by itself is worth nothing here.
pub(crate) async fn gate(State(pass): State<ApiPass>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (key, rates) = (key_of(&parts.headers), pass.web.rates());
    let shown = key.as_ref().map_or(Ok(()), |key| rates.shows_key(&parts, key));
    let known = match (key, &shown) {
        (Ok(key), Ok(())) => caller(&pass.web, key).await,
        (Ok(_), Err(no)) => Err(no.clone().into()),
        (Err(no), _) => Err(no.into()),
    };
    let (person, refused) = match known {
        Ok((member, scopes)) => (Some(member), allowed(&scopes, pass.scope)),
        Err(stop) => (None, Err(stop)),
    };
    let is_change = pass.changes && parts.method == Method::POST;
    let whose = person.as_ref().map(|member| member.id);
    let arrived = Arrived { json: true, seat: None, member: person };
    let cx = Cx::of(&pass.web, &parts, arrived);
    let speech = cx.speech().clone();
    let answered = async {
        // A key that was not looked for is not held against its network.
        let limited = shown.and_then(|()| cx.web().rates().api(&parts, whose));
        let answer = match limited.map_err(Stop::from).and(refused) {
            Ok(()) => through(&cx, is_change, parts, body, next).await,
            Err(stop) => Err(stop),
        };
        match answer {
            Ok(response) => stop::finish(&cx, response),
            Err(stop) => stop.shown(&cx, crate::Who::Member),
        }
    };
    let mut response = speech.during(answered).await;
    if response.status() == axum::http::StatusCode::UNAUTHORIZED {
        let how = HeaderValue::from_static("Bearer realm=\"daiko\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, how);
    }
    dressed(&cx, &mut response);
    response
}

fn allowed(scopes: &str, wanted: Scope) -> Result<(), Stop> {
    let has = scopes.split(' ').any(|scope| scope == wanted.word());
    if has { Ok(()) } else { Err(ApiRefusal::NoScope { scope: wanted.word().to_owned() }.into()) }
}

/// The hash of the key a program shows.
fn key_of(headers: &HeaderMap) -> Result<[u8; 32], ApiRefusal> {
    let line = headers.get(header::AUTHORIZATION).ok_or(ApiRefusal::NoToken)?;
    let token = line.to_str().ok().and_then(|line| line.strip_prefix("Bearer "));
    token.and_then(token_hash).ok_or(ApiRefusal::UnknownToken)
}

async fn caller(web: &Web, hash: [u8; 32]) -> Result<(Member, String), Stop> {
    let greet = web.0.sessions.greeting();
    let look = move |tx: &mut Tx<'_>| {
        let Some(row) = store::by_hash(tx, &hash)? else { return Ok(None) };
        Ok(greet(tx, row.member)?.map(|member| (member, row)))
    };
    let found = web.0.db.read("web.token", look).await?;
    let (member, row) = found.ok_or(ApiRefusal::UnknownToken)?;
    let now = web.0.db.now();
    if row.used_at.is_none_or(|at| now.since(at) >= USED_EVERY) {
        let (db, id) = (web.0.db.clone(), row.id);
        tokio::spawn(async move {
            // A busy house may skip this: the next request tries again.
            let _ = db.write("web.token_used", Lock::none(), move |tx| store::used(tx, id)).await;
        });
    }
    Ok((member, row.scopes))
}

async fn through(
    cx: &Cx,
    is_change: bool,
    parts: Parts,
    body: Body,
    next: Next,
) -> Result<Response, Stop> {
    // What is neither is answered by the router: 405, with what there is.
    let heard = if !is_change {
        Heard::default()
    } else {
        let heard = hear(&parts, body).await?;
        let (me, Some(key)) = (cx.member()?.id, heard.key) else {
            return Err(ApiRefusal::NoKey.into());
        };
        let look = move |tx: &mut Tx<'_>| before(tx, me, &key.key, &key.asked);
        if let Some(body) = cx.db().read("web.answered", look).await? {
            return Ok(said(body));
        }
        heard
    };
    let mut request = Request::from_parts(parts, Body::empty());
    request.extensions_mut().insert(cx.clone());
    request.extensions_mut().insert(Arc::new(heard));
    let ran = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    ran.map_err(|panic| Fault::new(format!("the handler panicked: {}", words_of(&*panic))).into())
}

async fn hear(parts: &Parts, body: Body) -> Result<Heard, Stop> {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.map(|kind| kind.split(';').next().unwrap_or("").trim());
    let key = parts.headers.get("idempotency-key").map(HeaderValue::as_bytes);
    let fine = |key: &&[u8]| (1..=100).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    let key = key.filter(fine).ok_or(ApiRefusal::NoKey)?;
    let bytes = read(&parts.headers, body, FORM_BYTES).await?;
    if !bytes.is_empty() && !essence.is_some_and(|e| e.eq_ignore_ascii_case("application/json")) {
        return Err(ApiRefusal::NotJson.into());
    }
    let whole = serde_json::from_slice::<serde_json::Value>(&bytes);
    let body = match (bytes.is_empty(), whole) {
        (true, _) => None,
        (false, Ok(body)) if body.is_object() => Some(body),
        (false, _) => return Err(ApiRefusal::BadJson.into()),
    };
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    // Why the token, too: what is kept for a day is then no hash somebody could guess a body from.
    let token = parts.headers.get(header::AUTHORIZATION).map_or(&[][..], HeaderValue::as_bytes);
    let method = parts.method.as_str().as_bytes();
    let asked = sha256(&[token, b"\0", method, b"\0", path.as_bytes(), b"\0", &bytes]);
    let key = sha256(&[b"daiko key\0", key]);
    Ok(Heard { body, key: Some(Key { key, asked }) })
}
