use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use kernel::Id;

use crate::{Stop, WebRefusal};

/// The id in the path: the only one of its kind, whatever its name. Anything else is a page that
/// is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathId<I>(pub I);

impl<I: Id, S: Send + Sync> FromRequestParts<S> for PathId<I> {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<PathId<I>, Stop> {
        let missing = || Stop::from(WebRefusal::NotFound);
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| missing())?;
        params.iter().find_map(|(_, value)| I::parse(value)).map(PathId).ok_or_else(missing)
    }
}

/// A word in the path, by its place: the first `{name}`. At most 100 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathWord(pub String);

impl<S: Send + Sync> FromRequestParts<S> for PathWord {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<PathWord, Stop> {
        let missing = || Stop::from(WebRefusal::NotFound);
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| missing())?;
        let word = params.iter().next().map(|(_, value)| value.to_owned());
        word.filter(|word| word.chars().count() <= 100).map(PathWord).ok_or_else(missing)
    }
}
