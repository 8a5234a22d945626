use db::{Answer, Tx};
use kernel::{ApiTokenId, At, MemberId, Span};

/// How long an answer to a change is kept.
const KEPT: Span = Span::hours(24);

db::sql! {
    TOKEN_NEW = "INSERT INTO api_token (id, member, token_hash, label, scopes, made_at, ends_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TOKEN_BY_HASH = "SELECT id, member, label, scopes, made_at, ends_at, used_at FROM api_token
                      WHERE token_hash = $1 AND ends_at > $2";
    TOKENS_OF = "SELECT id, member, label, scopes, made_at, ends_at, used_at FROM api_token
                  WHERE member = $1 ORDER BY id DESC LIMIT 100";
    TOKEN_GONE = "DELETE FROM api_token WHERE id = $1 AND member = $2";
    TOKENS_GONE = "DELETE FROM api_token WHERE member = $1";
    TOKENS_OVER = "DELETE FROM api_token WHERE member = $1 AND ends_at <= $2";
    TOKEN_USED = "UPDATE api_token SET used_at = $1 WHERE id = $2";
    ANSWER_NEW = "INSERT INTO api_answer (member, key_hash, asked_hash, body, ends_at)
                  VALUES ($1, $2, $3, $4, $5)";
    ANSWER_KEPT = "SELECT asked_hash, body FROM api_answer
                    WHERE member = $1 AND key_hash = $2 AND ends_at > $3";
    ANSWERS_OVER = "DELETE FROM api_answer WHERE ends_at <= $1";
}

db::row! {
    /// A key, as its member sees it.
    pub struct TokenRow {
        /// The key.
        pub id: ApiTokenId,
        /// Whose it is.
        pub member: MemberId,
        /// What the member calls it.
        pub label: String,
        /// What it may do.
        pub scopes: String,
        /// Since when.
        pub made_at: At,
        /// Until when.
        pub ends_at: At,
        /// About when it was used last.
        pub used_at: Option<At>,
    }
}

/// What is kept of a change.
pub(crate) struct Answered<'a> {
    pub(crate) key: [u8; 32],
    pub(crate) asked: [u8; 32],
    pub(crate) body: &'a str,
}

pub(crate) fn new_token(tx: &mut Tx<'_>, row: &TokenRow, hash: &[u8; 32]) -> Answer<()> {
    let values = (
        row.id,
        row.member,
        *hash,
        row.label.as_str(),
        row.scopes.as_str(),
        row.made_at,
        row.ends_at,
    );
    tx.put(TOKEN_NEW, values)
}

pub(crate) fn by_hash(tx: &mut Tx<'_>, hash: &[u8; 32]) -> Answer<Option<TokenRow>> {
    let now = tx.now();
    tx.maybe(TOKEN_BY_HASH, (*hash, now))
}

pub(crate) fn tokens_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<TokenRow>> {
    tx.all(TOKENS_OF, (member,))
}

pub(crate) fn revoke(tx: &mut Tx<'_>, member: MemberId, id: ApiTokenId) -> Answer<bool> {
    Ok(tx.run(TOKEN_GONE, (id, member))? == 1)
}

pub(crate) fn revoke_all(tx: &mut Tx<'_>, member: MemberId) -> Answer<u64> {
    tx.run(TOKENS_GONE, (member,))
}

pub(crate) fn forget_over(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    let now = tx.now();
    tx.run(TOKENS_OVER, (member, now)).map(|_| ())
}

pub(crate) fn used(tx: &mut Tx<'_>, id: ApiTokenId) -> Answer<()> {
    let now = tx.now();
    tx.run(TOKEN_USED, (now, id)).map(|_| ())
}

/// What was asked and answered under a key in the last day.
pub(crate) fn kept(
    tx: &mut Tx<'_>,
    member: MemberId,
    key: &[u8; 32],
) -> Answer<Option<(Vec<u8>, String)>> {
    let now = tx.now();
    tx.maybe(ANSWER_KEPT, (member, *key, now))
}

/// Keeps an answer, and lets go of those whose day is over.
pub(crate) fn keep(tx: &mut Tx<'_>, member: MemberId, what: &Answered<'_>) -> Answer<()> {
    let now = tx.now();
    tx.run(ANSWERS_OVER, (now,))?;
    let ends = now.plus(KEPT);
    let row = (member, what.key, what.asked, what.body, ends);
    tx.put(ANSWER_NEW, row)
}
