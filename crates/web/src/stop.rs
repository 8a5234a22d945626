use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Arg, Fault, Refusal, Refused, Word as _};
use maud::html;
use serde_json::{Map, Value, json};

use crate::{Cx, Person, WebRefusal, Who};

/// What every handler answers.
pub type Show = Result<Response, Stop>;

/// Why a page is not shown: the house said no, or the house is broken. Anything that can become a
/// [`Refused`] can become a `Stop`, so that `?` does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop(pub Refused);

impl<R: Into<Refused>> From<R> for Stop {
    fn from(refused: R) -> Stop {
        Stop(refused.into())
    }
}

impl Stop {
    pub(crate) fn not_admitted(person: &Person, who: Who) -> Stop {
        match (person, who.is_staff()) {
            (Person::Nobody, _) => WebRefusal::SignInFirst.into(),
            (Person::Member(_), _) => WebRefusal::StaffOnly.into(),
            (Person::Staff(_), true) => WebRefusal::OtherRole.into(),
            (Person::Staff(_), false) => WebRefusal::MembersOnly.into(),
        }
    }

    /// The answer for the person who asked.
    pub(crate) fn shown(self, cx: &Cx, who: Who) -> Response {
        match self.0 {
            Refused::No(refusal) => refused(cx, &refusal, who),
            Refused::Broken(fault) => broken(cx, &fault),
        }
    }
}

/// Where nobody's path leads.
pub(crate) async fn nowhere() -> Stop {
    WebRefusal::NotFound.into()
}

/// A path that exists, with a method that does not.
pub(crate) async fn wrong_method() -> Stop {
    WebRefusal::WrongMethod.into()
}

/// Turns what a handler, or one of axum's own extractors, refused into our pages.
pub(crate) fn finish(cx: &Cx, mut response: Response) -> Response {
    if let Some(stop) = response.extensions_mut().remove::<Stop>() {
        return stop.shown(cx, Who::Anyone);
    }
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !plain {
        return response;
    }
    let stop: Stop = match response.status() {
        StatusCode::NOT_FOUND => WebRefusal::NotFound.into(),
        StatusCode::METHOD_NOT_ALLOWED => WebRefusal::WrongMethod.into(),
        StatusCode::PAYLOAD_TOO_LARGE => WebRefusal::TooLarge { most: 0 }.into(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => WebRefusal::WrongKind.into(),
        status if status.is_client_error() => WebRefusal::Unreadable.into(),
        status if status.is_server_error() => {
            Fault::new(format!("a handler answered {status} without a word")).into()
        }
        _ => return response,
    };
    stop.shown(cx, Who::Anyone)
}

fn refused(cx: &Cx, refusal: &Refusal, who: Who) -> Response {
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
    if status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE {
        log(cx, &format!("refused {}: {}", refusal.code, refusal.english));
    }
    let sign_in = if who.is_staff() { "/staff/sign-in" } else { "/sign-in" };
    let to_sign_in = status == StatusCode::UNAUTHORIZED;
    let mut response = if cx.0.json {
        problem(cx, status, Some(refusal))
    } else if to_sign_in && cx.0.method == axum::http::Method::GET {
        let back = cx.0.uri.path_and_query().map_or("/", |path| path.as_str());
        let target = format!("{sign_in}?then={}", crate::form::percent_encoded(back));
        match cx.to(&target) {
            Ok(response) => response,
            Err(_) => StatusCode::SEE_OTHER.into_response(),
        }
    } else {
        let heading = cx.t(heading(status));
        let body = html! {
            h1 { (heading) }
            p.lead { (cx.speech().say(refusal)) }
            p.actions {
                @if to_sign_in { a.button href=(sign_in) { (cx.t("web-sign-in")) } }
                a.button.quiet href="/" { (cx.t("web-to-front")) }
            }
            p.small {
                (cx.t("web-reason")) " " code { (refusal.code) } " · "
                (cx.t("web-request")) " " code { (cx.request_id()) }
            }
        };
        cx.page(status, heading, &body)
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if let Some((_, Arg::Number(wait))) = refusal.args.iter().find(|(name, _)| *name == "wait_s") {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*wait));
    }
    response
}

fn heading(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "web-stop-sign-in",
        403 => "web-stop-not-for-you",
        404 | 410 => "web-stop-nothing",
        408 | 429 | 503 => "web-stop-not-now",
        409 => "web-stop-changed",
        413 => "web-stop-too-large",
        _ => "web-stop-other",
    }
}

fn broken(cx: &Cx, fault: &Fault) -> Response {
    log(cx, &format!("fault: {fault}"));
    if cx.0.json {
        return problem(cx, StatusCode::INTERNAL_SERVER_ERROR, None);
    }
    let body = html! {
        h1 { (cx.t("web-fault")) }
        p.lead { (cx.t("web-fault-ours")) }
        p.fault-number { (cx.request_id()) }
        p { (cx.t("web-fault-look")) }
        p.actions { a.button.quiet href="/" { (cx.t("web-to-front")) } }
    };
    cx.page(StatusCode::INTERNAL_SERVER_ERROR, cx.t("web-fault"), &body)
}

// One line, whatever the fault's text holds: a line break in it would forge a second entry. The
// path is told as its room lists it: what stands in it may be the secret of a letter's link.
fn log(cx: &Cx, what: &str) {
    let what: String = what.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let route = cx.0.route.as_ref().map_or("-", |route| route.as_str());
    let line = format!("{} {} {route} {what}", cx.request_id(), cx.0.method);
    (cx.0.web.0.settings.log)(&line);
}

// RFC 9457: `title` says the same for each status, `detail` what is wrong this time.
fn problem(cx: &Cx, status: StatusCode, refusal: Option<&Refusal>) -> Response {
    let speech = cx.speech_to_programs();
    let (title, detail) = match refusal {
        Some(refusal) => (heading(status), speech.say(refusal)),
        None => ("web-fault", speech.t("web-fault-ours").to_owned()),
    };
    let mut problem = json!({
        "type": "about:blank",
        "title": speech.t(title),
        "detail": detail,
        "status": status.as_u16(),
        "instance": format!("urn:daiko:request:{}", cx.request_id()),
    });
    if let (Some(refusal), Some(object)) = (refusal, problem.as_object_mut()) {
        object.insert("type".into(), json!(format!("urn:daiko:refusal:{}", refusal.code)));
        object.insert("code".into(), json!(refusal.code));
        if !refusal.args.is_empty() {
            object.insert("args".into(), args(&refusal.args));
        }
    }
    let kind = HeaderValue::from_static("application/problem+json");
    let language = HeaderValue::from_static(speech.language().word());
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_LANGUAGE, language)];
    (status, headers, problem.to_string()).into_response()
}

fn args(args: &[(&'static str, Arg)]) -> Value {
    let one = |arg: &Arg| match arg {
        Arg::Text(text) => json!(text),
        Arg::Number(number) => json!(number),
        Arg::Yen(yen) => json!(yen.get()),
        Arg::At(at) => json!(at.to_string()),
    };
    Value::Object(
        args.iter().map(|(name, arg)| ((*name).to_owned(), one(arg))).collect::<Map<_, _>>(),
    )
}
