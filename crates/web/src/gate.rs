use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::FutureExt;
use kernel::{Fault, Word};

use crate::cx::Inner;
use crate::flash::Notice;
use crate::form::Fields;
use crate::session::{Seat, cookie, csrf_of, is_token};
use crate::{
    Cx, Language, Member, Person, Speech, Stop, Web, WebRefusal, Who, headers, signal, stop, upload,
};

/// The field of every form that shows it came from our own page.
pub(crate) const CSRF: &str = "_form";

/// How long a form may take to arrive.
const ARRIVES_WITHIN: Duration = Duration::from_secs(20);

/// What the gate of one route knows.
#[derive(Clone)]
pub(crate) struct Pass {
    pub(crate) web: Web,
    pub(crate) who: Who,
    pub(crate) most_bytes: usize,
    pub(crate) takes_files: bool,
    pub(crate) enters: bool,
    /// Whether a change must be one of our own forms; where there is no door at all, nothing must.
    pub(crate) takes_form: bool,
}

/// Every request to every room goes through here: who is it, may they, did the form come from our
/// own page; then the handler; then the one Refusal page, the one Fault page, and the headers.
pub(crate) async fn gate(State(pass): State<Pass>, request: Request, next: Next) -> Response {
    // Apart from its body, a request can be looked at from several threads.
    let (parts, body) = request.into_parts();
    let (cx, seated) = arrive(&pass, &parts).await;
    signal::hear(&cx, &parts.headers).await;
    let speech = cx.0.speech.clone();
    let request = Request::from_parts(parts, body);
    let answered = async {
        let answer = match seated {
            Ok(()) => through(&cx, &pass, request, next).await,
            Err(stop) => Err(stop),
        };
        match answer {
            Ok(response) => stop::finish(&cx, response),
            Err(stop) => stop.shown(&cx, pass.who),
        }
    };
    let mut response = speech.during(answered).await;
    dressed(&cx, &mut response);
    response
}

/// The house's headers, the number of the request, the cookies it gives.
pub(crate) fn dressed(cx: &Cx, response: &mut Response) {
    let headers = response.headers_mut();
    headers::dress(headers, cx);
    if let Ok(id) = HeaderValue::from_str(&cx.0.request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    for line in cx.0.jar.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        headers.append(header::SET_COOKIE, line);
    }
}

// Why a flood is refused before its sessions are looked up: a cookie that is made up costs a read.
async fn arrive(pass: &Pass, request: &Parts) -> (Cx, Result<(), Stop>) {
    let (house, headers, rates) = (&pass.web.0, &request.headers, pass.web.rates());
    let token = cookie(headers, house.cookies.session).filter(|t| is_token(t));
    let mut seat = token.and_then(|token| house.sessions.known(&house.db, token));
    let mut answer = rates.arrives(request, pass.enters).map_err(Stop::from);
    if let (Ok(()), None, Some(token)) = (&answer, &seat, token) {
        answer = rates.may_show_session(request).map_err(Stop::from);
        if answer.is_ok() {
            match house.sessions.find(&house.db, token).await {
                Ok(found) => seat = found,
                Err(refused) => answer = Err(refused.into()),
            }
        }
    }
    if answer.is_ok() {
        let who = seat.as_ref().map(|seat| seat.sitter);
        answer = rates.acts(request, pass.enters, who).map_err(Stop::from);
    }
    let json = wants_json(headers) || request.uri.path().starts_with("/api/v1");
    (Cx::of(&pass.web, request, Arrived { json, seat, member: None }), answer)
}

/// Who came, and what they want to read.
pub(crate) struct Arrived {
    pub(crate) json: bool,
    pub(crate) seat: Option<Arc<Seat>>,
    pub(crate) member: Option<Member>,
}

impl Cx {
    pub(crate) fn of(web: &Web, request: &Parts, arrived: Arrived) -> Cx {
        let (house, headers) = (&web.0, &request.headers);
        let Arrived { json, seat, member } = arrived;
        let caller = member.map(Person::Member);
        let person = seat.as_ref().map(|seat| &seat.person).or(caller.as_ref());
        let language = language(web, headers, person);
        Cx(Arc::new(Inner {
            web: web.clone(),
            visitor: visitor(web, headers, seat.as_ref()),
            request_id: request_id(house.db.dice().roll()),
            method: request.method.clone(),
            uri: request.uri.clone(),
            agent: headers.get(header::USER_AGENT).cloned(),
            json,
            route: request.extensions.get::<MatchedPath>().cloned(),
            place: house.counters.site(request),
            browser_key: cookie(headers, house.cookies.browser)
                .filter(|t| is_token(t))
                .map(str::to_owned),
            jar: Mutex::new(Vec::new()),
            speech: Speech::new(Arc::clone(&house.book), language),
            wished: Language::accepted(headers).filter(|_| json),
            flash: cookie(headers, house.cookies.flash).and_then(Notice::unpacked),
            seat,
            caller,
        }))
    }
}

// A member's own choice, else this browser's, else what the browser says of its reader.
fn language(web: &Web, headers: &HeaderMap, person: Option<&Person>) -> Language {
    if let Some(Person::Member(member)) = person {
        return member.language;
    }
    let chosen = cookie(headers, web.0.cookies.language).and_then(Language::from_word);
    chosen.or_else(|| Language::accepted(headers)).unwrap_or(Language::English)
}

fn visitor(web: &Web, headers: &HeaderMap, seat: Option<&Arc<Seat>>) -> OnceLock<String> {
    let known = OnceLock::new();
    let token = cookie(headers, web.0.cookies.visitor).filter(|t| is_token(t));
    if let (None, Some(token)) = (seat, token) {
        let _ = known.set(token.to_owned());
    }
    known
}

async fn through(cx: &Cx, pass: &Pass, mut request: Request, next: Next) -> Result<Response, Stop> {
    if !pass.who.admits(cx.person()) {
        return Err(Stop::not_admitted(cx.person(), pass.who));
    }
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    if !safe && pass.takes_form {
        request = with_our_form(cx, request, pass).await?;
    }
    request.extensions_mut().insert(cx.clone());
    let ran = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    ran.map_err(|panic| Fault::new(format!("the handler panicked: {}", words_of(&*panic))).into())
}

// Reads the form before the handler does, so that no handler can forget to look at its token.
async fn with_our_form(cx: &Cx, request: Request, pass: &Pass) -> Result<Request, Stop> {
    let (mut parts, body) = request.into_parts();
    let cross = parts.headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    if cross {
        return Err(WebRefusal::ForeignForm.into());
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let form = kind.is_some_and(|kind| {
        let essence = kind.split(';').next().unwrap_or("").trim();
        essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    });
    let boundary = kind.and_then(upload::boundary).map(str::to_owned);
    let with_files = pass.takes_files && boundary.is_some();
    if !(form || with_files) {
        return Err(WebRefusal::WrongKind.into());
    }
    let body = read(&parts.headers, body, pass.most_bytes).await?;
    let (fields, files) = match boundary {
        Some(boundary) if !form => upload::read(&body, &boundary).ok_or(WebRefusal::Unreadable)?,
        _ => (Fields::read(&body), Vec::new()),
    };
    let given = fields.get(CSRF).unwrap_or("");
    let expect = match (&cx.0.seat, cx.0.visitor.get()) {
        (Some(seat), _) => Some(seat.csrf.clone()),
        (None, Some(visitor)) => Some(csrf_of(visitor)),
        (None, None) => None,
    };
    let ours = expect.is_some_and(|token| crate::hex::same(token.as_bytes(), given.as_bytes()));
    if !ours {
        return Err(WebRefusal::ForeignForm.into());
    }
    parts.extensions.insert(Arc::new(fields));
    parts.extensions.insert(Arc::new(files));
    Ok(Request::from_parts(parts, Body::from(body)))
}

pub(crate) async fn read(
    headers: &HeaderMap,
    body: Body,
    most_bytes: usize,
) -> Result<Bytes, Stop> {
    let most = i64::try_from(most_bytes).unwrap_or(i64::MAX);
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|l| l.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > most.unsigned_abs()) {
        return Err(WebRefusal::TooLarge { most }.into());
    }
    let read = tokio::time::timeout(ARRIVES_WITHIN, axum::body::to_bytes(body, most_bytes));
    match read.await {
        Ok(Ok(bytes)) => Ok(bytes),
        // With a length the only error left is a broken connection; without one, the limit.
        Ok(Err(_)) if announced.is_none() => Err(WebRefusal::TooLarge { most }.into()),
        Ok(Err(_)) => Err(WebRefusal::Unreadable.into()),
        Err(_) => Err(WebRefusal::TooSlow.into()),
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or("");
    let place = |kind: &str| accept.find(kind);
    let json = place("application/json").or_else(|| place("application/problem+json"));
    match (json, place("text/html")) {
        (Some(json), Some(html)) => json < html,
        (json, _) => json.is_some(),
    }
}

// Twelve letters that cannot be misread: short enough to be told on the telephone.
fn request_id(mut bits: u128) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..12)
        .map(|_| {
            let letter = char::from(LETTERS[(bits & 31) as usize]);
            bits >>= 5;
            letter
        })
        .collect()
}

pub(crate) fn words_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        // The gate takes it out again and shows it in the reader's language and house.
        let mut response = axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
