use db::{Answer, Tx};
use kernel::{ApiTokenId, MemberId, Span, Word};

use super::store::{self, TokenRow};
use super::{ApiRefusal, Scope};
use crate::hex::sha256;
use crate::session::{is_token, token};
use crate::{Routes, Who};

/// What a key begins with, so that one that leaked is recognised.
const MARK: &str = "daiko_";
const MOST: usize = 20;
const MOST_DAYS: i64 = 365;

/// What the API is. The pages of a member's keys are the members' room's: a key asks for the
/// password.
pub(crate) fn routes() -> Routes {
    Routes::new("web").get("/api", Who::Anyone, super::page::show).get(
        "/api/v1/openapi.json",
        Who::Anyone,
        super::openapi::show,
    )
}

/// The hash of a key, if it has the shape of one.
pub(crate) fn token_hash(text: &str) -> Option<[u8; 32]> {
    let rest = text.strip_prefix(MARK).filter(|rest| is_token(rest))?;
    Some(sha256(&[b"daiko token\0", rest.as_bytes()]))
}

/// Makes a key; what it is is told this once.
pub fn make(
    tx: &mut Tx<'_>,
    member: MemberId,
    label: &str,
    scopes: &[Scope],
    days: i64,
) -> Answer<(ApiTokenId, String)> {
    if scopes.is_empty() {
        return Err(ApiRefusal::NoScopes.into());
    }
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(ApiRefusal::BadDays { most: MOST_DAYS }.into());
    }
    store::forget_over(tx, member)?;
    if store::tokens_of(tx, member)?.len() >= MOST {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Err(ApiRefusal::TooManyTokens { most }.into());
    }
    let key = format!("{MARK}{}", token(tx.roll(), tx.roll()));
    let hash = token_hash(&key).ok_or(ApiRefusal::UnknownToken)?;
    let words: Vec<&str> =
        Scope::ALL.iter().filter(|scope| scopes.contains(scope)).map(|s| s.word()).collect();
    let row = TokenRow {
        id: tx.new_id(),
        member,
        label: label.to_owned(),
        scopes: words.join(" "),
        made_at: tx.now(),
        ends_at: tx.now().plus(Span::days(days)),
        used_at: None,
    };
    store::new_token(tx, &row, &hash)?;
    Ok((row.id, key))
}

/// Takes a key back: it opens nothing from now on.
pub fn revoke(tx: &mut Tx<'_>, member: MemberId, id: ApiTokenId) -> Answer<()> {
    if store::revoke(tx, member, id)? { Ok(()) } else { Err(ApiRefusal::NoSuchToken.into()) }
}

/// A member's keys, the youngest first.
pub fn tokens_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<TokenRow>> {
    store::tokens_of(tx, member)
}

/// Takes every key of a member back; how many there were.
pub fn revoke_all(tx: &mut Tx<'_>, member: MemberId) -> Answer<u64> {
    store::revoke_all(tx, member)
}
