mod cache;
mod cookie;
mod store;

use std::sync::atomic::AtomicI64;

use db::{Answer, Tx};
use kernel::{At, MemberId, SessionId, Span, StaffId};

pub(crate) use cache::Seat;
pub use cache::Sessions;
pub use cookie::COOKIES;
pub(crate) use cookie::{BROWSER, Cookies, FLASH, LANGUAGE, cookie, csrf_of, is_token};
pub use store::{ALL as SQL, SessionRow};

use crate::hex::{hex, sha256};
use crate::{Member, Sitter, Staff};

/// Tells the web door what every page has to know of a member; `None` once the account is closed.
pub type GreetMember = fn(&mut Tx<'_>, MemberId) -> Answer<Option<Member>>;
/// The same for a person who works here; `None` once they have left.
pub type GreetStaff = fn(&mut Tx<'_>, StaffId) -> Answer<Option<Staff>>;

/// How long a session lives, and how long it may lie unused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// From signing in to the end.
    pub whole: Span,
    /// From the last page to the end.
    pub idle: Span,
}

impl Life {
    /// A member's: thirty days, fourteen unused.
    pub const MEMBER: Life = Life { whole: Span::days(30), idle: Span::days(14) };
    /// A staff member's: a working day, an hour and a half unused.
    pub const STAFF: Life = Life { whole: Span::hours(12), idle: Span::minutes(90) };

    pub(crate) fn of(sitter: Sitter) -> Life {
        match sitter {
            Sitter::Member(_) => Life::MEMBER,
            Sitter::Staff(_) => Life::STAFF,
        }
    }
}

/// The key of a session that has just begun: goes into the browser's cookie and nowhere else.
pub struct Ticket {
    pub(crate) token: String,
    pub(crate) whole: Span,
    /// The key that shows later that somebody has signed in in this browser.
    pub(crate) browser: String,
    /// The session it opens.
    pub session: SessionId,
}

// Why: whoever holds the token is the person.
impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ticket({})", self.session)
    }
}

/// A token of 256 bits, as hexadecimal.
pub(crate) fn token(high: u128, low: u128) -> String {
    let mut bytes = [0u8; 32];
    bytes[..16].copy_from_slice(&high.to_be_bytes());
    bytes[16..].copy_from_slice(&low.to_be_bytes());
    hex(&bytes)
}

pub(crate) fn token_hash(token: &str) -> [u8; 32] {
    sha256(&[b"daiko session\0", token.as_bytes()])
}

fn browser_hash(token: &str) -> [u8; 32] {
    sha256(&[b"daiko browser\0", token.as_bytes()])
}

impl Sessions {
    /// Signs a person in: a session with a fresh token. The token a browser came with is never
    /// reused, so that nobody can plant one.
    pub fn begin(tx: &mut Tx<'_>, sitter: Sitter) -> Answer<Ticket> {
        Sessions::begin_in(tx, sitter, crate::Hint::UNKNOWN)
    }

    /// The same, with what kind of browser it is used in.
    pub fn begin_in(tx: &mut Tx<'_>, sitter: Sitter, hint: crate::Hint) -> Answer<Ticket> {
        let token = token(tx.roll(), tx.roll());
        let session: SessionId = tx.new_id();
        let whole = Life::of(sitter).whole;
        store::begin(tx, session, &token_hash(&token), sitter, tx.now().plus(whole), hint)?;
        let browser = self::token(tx.roll(), tx.roll());
        store::know(tx, &browser_hash(&browser), sitter, tx.now().plus(BROWSER))?;
        Ok(Ticket { token, whole, browser, session })
    }

    /// Ends one session, in this process at once.
    pub fn end(tx: &mut Tx<'_>, session: SessionId) -> Answer<()> {
        store::end(tx, session)?;
        let cache = tx.plugged::<Sessions>()?.clone();
        tx.after_commit(move || cache.drop_where(|seat| seat.session == session));
        Ok(())
    }

    /// Whether this person has signed in before in the browser that holds this key.
    pub fn knows(tx: &mut Tx<'_>, browser: &str, sitter: Sitter) -> Answer<bool> {
        store::knows(tx, &browser_hash(browser), sitter)
    }

    /// Ends every session of a person but the one that is kept, and knows none of their browsers
    /// any more; how many were ended.
    pub fn end_all(tx: &mut Tx<'_>, sitter: Sitter, keep: Option<SessionId>) -> Answer<u64> {
        let ended = store::end_all(tx, sitter, keep)?;
        store::forget_known(tx, sitter)?;
        let cache = tx.plugged::<Sessions>()?.clone();
        tx.after_commit(move || {
            cache.drop_where(|seat| seat.sitter == sitter && Some(seat.session) != keep);
        });
        Ok(ended)
    }

    /// What a page knows of this person has changed: the next page asks again.
    pub fn changed(tx: &mut Tx<'_>, sitter: Sitter) -> Answer<()> {
        let cache = tx.plugged::<Sessions>()?.clone();
        tx.after_commit(move || cache.drop_where(|seat| seat.sitter == sitter));
        Ok(())
    }

    /// The sessions of a person that are still open, the youngest first.
    pub fn of(tx: &mut Tx<'_>, sitter: Sitter) -> Answer<Vec<SessionRow>> {
        let now = tx.now();
        store::of(tx, sitter, now, now.minus(Life::of(sitter).idle))
    }

    /// Deletes what has ended; how many rows went. For a nightly job.
    pub fn sweep(tx: &mut Tx<'_>) -> Answer<u64> {
        let now = tx.now();
        store::sweep(tx, now)
    }
}

impl Seat {
    pub(crate) fn sits(&self, now: At) -> bool {
        let seen = At::from_micros(self.seen.load(std::sync::atomic::Ordering::Relaxed));
        now < self.ends_at && now.since(seen) <= Life::of(self.sitter).idle
    }
}

fn atomic(at: At) -> AtomicI64 {
    AtomicI64::new(at.micros())
}
