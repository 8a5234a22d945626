use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::{Answer, Lock, Tx};
use kernel::{Id, MemberId, Page};
use serde_json::{Value, json};

use super::store::{self, Answered};
use super::{ApiRefusal, Kept, Made, Piece};
use crate::form::Fields;
use crate::stop::Show;
use crate::{Cx, Stop, WebRefusal};

/// What the gate read before the handler was called.
#[derive(Clone, Default)]
pub(crate) struct Heard {
    pub(crate) body: Option<Value>,
    pub(crate) key: Option<Key>,
}

/// The key of a change, and what was asked under it.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    pub(crate) key: [u8; 32],
    pub(crate) asked: [u8; 32],
}

/// What a handler of the API gets: whose key it was, what the path, the query and the body hold.
pub struct Call {
    /// The database and everything else a page has too.
    pub cx: Cx,
    heard: Arc<Heard>,
    path: Vec<(String, String)>,
    query: Fields,
}

impl Call {
    /// Whose key it is.
    pub fn me(&self) -> Result<MemberId, Stop> {
        Ok(self.cx.member()?.id)
    }

    /// The id in the path.
    pub fn id<I: Id>(&self) -> Result<I, Stop> {
        let found = self.path.iter().find_map(|(_, value)| I::parse(value));
        found.ok_or_else(|| WebRefusal::NotFound.into())
    }

    /// A word in the path, by its name.
    pub fn word(&self, name: &str) -> Result<String, Stop> {
        let found = self.path.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        let fits = found.filter(|word| word.chars().count() <= 100);
        fits.cloned().ok_or_else(|| WebRefusal::NotFound.into())
    }

    /// What the query says; empty when it says nothing.
    pub fn asked(&self, name: &str) -> &str {
        self.query.get(name).unwrap_or("")
    }

    /// The cursor of a list whose cursors are ids.
    pub fn after<I: Id>(&self) -> Result<Option<I>, Stop> {
        match self.asked("after") {
            "" => Ok(None),
            cursor => I::parse(cursor).map(Some).ok_or_else(|| ApiRefusal::BadCursor.into()),
        }
    }

    /// The body.
    pub fn body<T: Piece>(&self) -> Result<T, Stop> {
        let body = self.heard.body.as_ref().ok_or(ApiRefusal::BadJson)?;
        Ok(T::read(body, "body")?)
    }

    /// The wish this change is, for acts that tell two wishes apart themselves: the same for the
    /// same `Idempotency-Key`.
    pub fn wish(&self) -> Result<String, Stop> {
        let key = self.heard.key.ok_or(ApiRefusal::NoKey)?;
        Ok(crate::hex::hex(&key.key).chars().take(32).collect())
    }

    /// Answers with this.
    pub fn say<T: Piece>(&self, what: &T) -> Show {
        Ok(said(what.write().to_string()))
    }

    /// Answers with one page of a list.
    pub fn page<T, P: Piece>(&self, page: &Page<T>, each: impl Fn(&T) -> P) -> Show {
        let rows: Vec<Value> = page.rows.iter().map(|row| each(row).write()).collect();
        Ok(said(json!({ "rows": rows, "next": page.next }).to_string()))
    }

    /// Runs an act and keeps its answer in the same transaction: the same key again gets the same
    /// answer, and the act does not happen again. A refusal changed nothing and is not kept.
    pub async fn change<T, A>(&self, name: &'static str, lock: Lock, act: A) -> Show
    where
        T: Kept,
        A: Fn(&mut Tx<'_>) -> Answer<T> + Send + Sync + 'static,
    {
        let me = self.me()?;
        let Key { key, asked } = self.heard.key.ok_or(ApiRefusal::NoKey)?;
        let whole = move |tx: &mut Tx<'_>| {
            if let Some(body) = before(tx, me, &key, &asked)? {
                return Ok(body);
            }
            let body = act(tx)?.write().to_string();
            store::keep(tx, me, &Answered { key, asked, body: &body })?;
            Ok(body)
        };
        Ok(said(self.cx.db().write(name, lock, whole).await?))
    }

    /// The same for an act that makes a thing.
    pub async fn make<I, A>(&self, name: &'static str, lock: Lock, act: A) -> Show
    where
        I: Id,
        A: Fn(&mut Tx<'_>) -> Answer<I> + Send + Sync + 'static,
    {
        let made = move |tx: &mut Tx<'_>| act(tx).map(|id| Made { id: id.to_string() });
        self.change(name, lock, made).await
    }

    /// The same for an act that answers nothing.
    pub async fn done<A>(&self, name: &'static str, lock: Lock, act: A) -> Show
    where
        A: Fn(&mut Tx<'_>) -> Answer<()> + Send + Sync + 'static,
    {
        let done = move |tx: &mut Tx<'_>| act(tx).map(|()| super::Done { done: true });
        self.change(name, lock, done).await
    }
}

/// What was answered under this key before; another request under it is refused.
pub(crate) fn before(
    tx: &mut Tx<'_>,
    member: MemberId,
    key: &[u8; 32],
    asked: &[u8; 32],
) -> Answer<Option<String>> {
    match store::kept(tx, member, key)? {
        Some((was, _)) if was != asked => Err(ApiRefusal::KeyReused.into()),
        Some((_, body)) => Ok(Some(body)),
        None => Ok(None),
    }
}

pub(crate) fn said(body: String) -> Response {
    let kind = HeaderValue::from_static("application/json");
    (StatusCode::OK, [(header::CONTENT_TYPE, kind)], body).into_response()
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Call, Stop> {
        let cx = Cx::from_request_parts(parts, state).await?;
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_| Stop::from(WebRefusal::NotFound))?;
        let path = params.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let query = Fields::read(parts.uri.query().unwrap_or("").as_bytes());
        let heard = parts.extensions.get::<Arc<Heard>>().cloned().unwrap_or_default();
        Ok(Call { cx, heard, path, query })
    }
}
