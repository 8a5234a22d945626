use db::{Answer, Tx};
use kernel::{At, Fault, Id, MemberId, SessionId, StaffId};

use crate::Sitter;

db::sql! {
    BEGIN = "INSERT INTO session
                 (id, token_hash, kind, person, made_at, seen_at, ends_at, browser, system)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    BY_TOKEN = "SELECT id, kind, person, made_at, seen_at, ends_at FROM session WHERE token_hash = $1";
    SEEN = "UPDATE session SET seen_at = $1 WHERE id = $2 AND seen_at < $3";
    END = "DELETE FROM session WHERE id = $1";
    END_ALL = "DELETE FROM session WHERE kind = $1 AND person = $2 AND id <> $3";
    OPEN_OF = "SELECT id, made_at, seen_at, ends_at, browser, system FROM session
                WHERE kind = $1 AND person = $2 AND ends_at > $3 AND seen_at >= $4
                ORDER BY made_at DESC, id DESC";
    SWEEP = "DELETE FROM session WHERE ends_at <= $1";
    KNOW = "INSERT INTO known_browser (token_hash, kind, person, made_at, ends_at)
            VALUES ($1, $2, $3, $4, $5)";
    KNOWN = "SELECT made_at FROM known_browser
              WHERE token_hash = $1 AND kind = $2 AND person = $3 AND ends_at > $4";
    KNOWN_OF = "SELECT token_hash FROM known_browser WHERE kind = $1 AND person = $2
                 ORDER BY made_at DESC, token_hash LIMIT 100";
    FORGET = "DELETE FROM known_browser WHERE token_hash = $1";
    FORGET_ALL = "DELETE FROM known_browser WHERE kind = $1 AND person = $2";
    SWEEP_KNOWN = "DELETE FROM known_browser WHERE ends_at <= $1";
}

db::row! {
    /// One open session of a person.
    pub struct SessionRow {
        /// The session.
        pub id: SessionId,
        /// When the person signed in.
        pub made_at: At,
        /// About when the last page was opened.
        pub seen_at: At,
        /// When it ends in any case.
        pub ends_at: At,
        /// The browser's family; `None` for what began before it was noted.
        pub browser: Option<String>,
        /// The system under it.
        pub system: Option<String>,
    }
    pub(crate) struct Found {
        pub(crate) id: SessionId,
        kind: String,
        person: String,
        pub(crate) made_at: At,
        pub(crate) seen_at: At,
        pub(crate) ends_at: At,
    }
}

impl Found {
    pub(crate) fn sitter(&self) -> Result<Sitter, Fault> {
        let sitter = match self.kind.as_str() {
            "member" => MemberId::parse(&self.person).map(Sitter::Member),
            _ => StaffId::parse(&self.person).map(Sitter::Staff),
        };
        sitter.ok_or_else(|| Fault::new(format!("session {} belongs to nobody", self.id)))
    }
}

fn columns(sitter: Sitter) -> (&'static str, String) {
    match sitter {
        Sitter::Member(member) => ("member", member.to_string()),
        Sitter::Staff(staff) => ("staff", staff.to_string()),
    }
}

pub(crate) fn begin(
    tx: &mut Tx<'_>,
    session: SessionId,
    token_hash: &[u8; 32],
    sitter: Sitter,
    ends_at: At,
    hint: crate::Hint,
) -> Answer<()> {
    let (kind, person) = columns(sitter);
    let now = tx.now();
    tx.put(
        BEGIN,
        (session, *token_hash, kind, person, now, now, ends_at, hint.browser, hint.system),
    )
}

pub(crate) fn by_token(tx: &mut Tx<'_>, token_hash: &[u8; 32]) -> Answer<Option<Found>> {
    tx.maybe(BY_TOKEN, (*token_hash,))
}

pub(crate) fn seen(tx: &mut Tx<'_>, session: SessionId, at: At) -> Answer<()> {
    tx.put(SEEN, (at, session, at))
}

pub(crate) fn end(tx: &mut Tx<'_>, session: SessionId) -> Answer<()> {
    tx.put(END, (session,))
}

pub(crate) fn end_all(tx: &mut Tx<'_>, sitter: Sitter, keep: Option<SessionId>) -> Answer<u64> {
    let (kind, person) = columns(sitter);
    tx.run(END_ALL, (kind, person, keep.map(|k| k.to_string()).unwrap_or_default()))
}

pub(crate) fn of(
    tx: &mut Tx<'_>,
    sitter: Sitter,
    now: At,
    seen_since: At,
) -> Answer<Vec<SessionRow>> {
    let (kind, person) = columns(sitter);
    tx.all(OPEN_OF, (kind, person, now, seen_since))
}

pub(crate) fn sweep(tx: &mut Tx<'_>, now: At) -> Answer<u64> {
    tx.put(SWEEP_KNOWN, (now,))?;
    tx.run(SWEEP, (now,))
}

/// The most browsers a person is known in.
const MOST_KNOWN: usize = 50;

/// This browser is known as this person's from now on; the one known longest makes room.
pub(crate) fn know(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    sitter: Sitter,
    ends_at: At,
) -> Answer<()> {
    let (kind, person) = columns(sitter);
    let now = tx.now();
    let known: Vec<(Vec<u8>,)> = tx.all(KNOWN_OF, (kind, person.as_str()))?;
    for (old,) in known.into_iter().skip(MOST_KNOWN - 1) {
        tx.put(FORGET, (old,))?;
    }
    tx.put(KNOW, (*token_hash, kind, person, now, ends_at))
}

/// Whether this person has signed in in this browser lately.
pub(crate) fn knows(tx: &mut Tx<'_>, token_hash: &[u8; 32], sitter: Sitter) -> Answer<bool> {
    let (kind, person) = columns(sitter);
    let now = tx.now();
    Ok(tx.maybe::<(At,)>(KNOWN, (*token_hash, kind, person, now))?.is_some())
}

pub(crate) fn forget_known(tx: &mut Tx<'_>, sitter: Sitter) -> Answer<()> {
    tx.put(FORGET_ALL, columns(sitter))
}
