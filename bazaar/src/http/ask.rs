use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::header;
use axum::http::request::Parts;
use serde_json::{Map, Value};

use super::App;
use crate::access::Bearer;
use crate::problem::{self, Problem};

/// The largest body of a request.
pub(crate) const BODY_BYTES: usize = 65_536;
/// The operator may send long lists of rivals.
const ADMIN_BODY_BYTES: usize = 4 << 20;
/// The longest reference.
pub(crate) const REFERENCE_CHARS: usize = 64;

fn bearer<'a>(app: &'a App, parts: &Parts) -> Result<Option<&'a Bearer>, Problem> {
    let Some(value) = parts.headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let unknown = || problem::unauthorised("The token is unknown.");
    let token =
        value.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).ok_or_else(unknown)?;
    app.tokens.bearer(token.trim()).map(Some).ok_or_else(unknown)
}

fn account_of(bearer: Option<&Bearer>) -> Option<usize> {
    match bearer {
        Some(Bearer::Account(at)) => Some(*at),
        Some(Bearer::Admin) | None => None,
    }
}

/// The house account that asks; 401 for anyone else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller(pub(crate) usize);

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Caller, Problem> {
        let account = account_of(bearer(app, parts)?);
        let nobody = || problem::unauthorised("This needs the token of a house account.");
        account.map(Caller).ok_or_else(nobody)
    }
}

/// The house account that asks, if one does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visitor(pub(crate) Option<usize>);

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Visitor, Problem> {
        Ok(Visitor(account_of(bearer(app, parts)?)))
    }
}

/// The operator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operator;

impl FromRequestParts<Arc<App>> for Operator {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Operator, Problem> {
        match bearer(app, parts)? {
            Some(Bearer::Admin) => Ok(Operator),
            _ => Err(problem::unauthorised("This needs the operator's token.")),
        }
    }
}

fn bad(field: &str, why: impl std::fmt::Display) -> Problem {
    problem::bad_request(format!("{field}: {why}.")).with("field", field)
}

/// The words after the question mark.
pub(crate) struct Words(HashMap<String, String>);

impl<S: Send + Sync> FromRequestParts<S> for Words {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Words, Problem> {
        let read = Query::<HashMap<String, String>>::from_request_parts(parts, state).await;
        read.map(|Query(words)| Words(words)).map_err(|e| bad("query", e.body_text()))
    }
}

impl Words {
    /// A word, if it is there and not empty.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|word| word.trim()).filter(|word| !word.is_empty())
    }

    /// A number within bounds, or what is taken when it is not there.
    pub(crate) fn number(
        &self,
        name: &str,
        bounds: (i64, i64),
        usual: i64,
    ) -> Result<i64, Problem> {
        let Some(word) = self.text(name) else { return Ok(usual) };
        let (low, high) = bounds;
        let number = word.parse::<i64>().ok().filter(|n| (low..=high).contains(n));
        number.ok_or_else(|| bad(name, format!("must be a whole number from {low} to {high}")))
    }

    /// One of these words.
    pub(crate) fn one_of(
        &self,
        name: &str,
        words: &[&'static str],
    ) -> Result<&'static str, Problem> {
        let usual = words.first().copied().unwrap_or("");
        let Some(word) = self.text(name) else { return Ok(usual) };
        let known = words.iter().find(|known| **known == word).copied();
        known.ok_or_else(|| bad(name, format!("must be one of {}", words.join(", "))))
    }
}

/// The fields of a JSON body.
pub(crate) struct Body(Map<String, Value>);

impl FromRequest<Arc<App>> for Body {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &Arc<App>) -> Result<Body, Problem> {
        let most = if request.uri().path().starts_with("/v1/admin") {
            ADMIN_BODY_BYTES
        } else {
            BODY_BYTES
        };
        let bytes = axum::body::to_bytes(request.into_body(), most)
            .await
            .map_err(|_| problem::too_large(format!("A body has at most {most} bytes.")))?;
        if bytes.is_empty() {
            return Ok(Body(Map::new()));
        }
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(fields)) => Ok(Body(fields)),
            Ok(_) => Err(bad("body", "must be a JSON object")),
            Err(e) => Err(bad("body", e)),
        }
    }
}

impl Body {
    /// The fields of a nested object.
    pub(crate) fn of(fields: &Value) -> Body {
        Body(fields.as_object().cloned().unwrap_or_default())
    }

    fn there(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// Whether the field is there and not null.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.there(name).is_some()
    }

    /// A list, empty when it is not there.
    pub(crate) fn list(&self, name: &str) -> Result<&[Value], Problem> {
        match self.there(name) {
            None => Ok(&[]),
            Some(Value::Array(rows)) => Ok(rows),
            Some(_) => Err(bad(name, "must be a list")),
        }
    }

    /// A whole number that must be there.
    pub(crate) fn int(&self, name: &str) -> Result<i64, Problem> {
        self.maybe_int(name)?.ok_or_else(|| bad(name, "is missing"))
    }

    /// A whole number that may be there.
    pub(crate) fn maybe_int(&self, name: &str) -> Result<Option<i64>, Problem> {
        let Some(value) = self.there(name) else { return Ok(None) };
        value.as_i64().map(Some).ok_or_else(|| bad(name, "must be a whole number"))
    }

    /// A whole number within bounds.
    pub(crate) fn int_in(&self, name: &str, low: i64, high: i64) -> Result<i64, Problem> {
        let number = self.int(name)?;
        let inside = (low..=high).contains(&number);
        if inside {
            Ok(number)
        } else {
            Err(bad(name, format!("must lie between {low} and {high}")))
        }
    }

    /// Yes or no, or what is taken when it is not there.
    pub(crate) fn flag(&self, name: &str, usual: bool) -> Result<bool, Problem> {
        match self.there(name) {
            None => Ok(usual),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(bad(name, "must be true or false")),
        }
    }

    /// A text that must be there, with at most so many letters.
    pub(crate) fn text(&self, name: &str, most: usize) -> Result<String, Problem> {
        self.maybe_text(name, most)?.ok_or_else(|| bad(name, "is missing"))
    }

    /// A text that may be there.
    pub(crate) fn maybe_text(&self, name: &str, most: usize) -> Result<Option<String>, Problem> {
        let Some(value) = self.there(name) else { return Ok(None) };
        let text = value.as_str().ok_or_else(|| bad(name, "must be a text"))?;
        if text.trim().is_empty() || text.chars().count() > most {
            return Err(bad(name, format!("must have 1 to {most} letters")));
        }
        Ok(Some(text.to_owned()))
    }

    /// The caller's own reference.
    pub(crate) fn reference(&self) -> Result<String, Problem> {
        let reference = self.text("reference", REFERENCE_CHARS)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if reference.chars().all(plain) {
            return Ok(reference);
        }
        Err(bad("reference", "may have only letters, digits, - and _"))
    }
}
