use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use db::{Answer, Db, Lock, Tx};
use kernel::{At, SessionId, Span};

use super::{GreetMember, GreetStaff, atomic, csrf_of, store, token_hash};
use crate::{Person, Sitter};

/// How long a seat is believed without asking the database again: what another process of the same
/// house ends or changes is noticed after this long at the latest.
const BELIEVED: Duration = Duration::from_secs(30);
/// How old the written `seen_at` may grow before it is written anew.
const SEEN_EVERY: Span = Span::minutes(5);
/// Seats kept at most; a seat is a few hundred bytes.
const SEATS: usize = 50_000;

/// A session as the pages use it.
pub(crate) struct Seat {
    pub(crate) session: SessionId,
    pub(crate) sitter: Sitter,
    pub(crate) person: Person,
    pub(crate) csrf: String,
    pub(crate) ends_at: At,
    pub(crate) seen: AtomicI64,
    written: AtomicI64,
    read: Instant,
}

/// Who is signed in, kept in memory so that a page asks no database for it. Plug one into the
/// database at opening (`Plugs::with(Arc::new(Sessions::new(…)))`); acts find it there.
#[derive(Clone)]
pub struct Sessions(Arc<Inner>);

struct Inner {
    member: GreetMember,
    staff: GreetStaff,
    seats: RwLock<HashMap<[u8; 32], Arc<Seat>>>,
    // Counts the drops: a seat read before a drop and put in after it would outlive its end.
    drops: AtomicU64,
}

impl Sessions {
    /// No seat yet, and how to greet each kind of person.
    pub fn new(member: GreetMember, staff: GreetStaff) -> Sessions {
        Sessions(Arc::new(Inner {
            member,
            staff,
            seats: RwLock::new(HashMap::new()),
            drops: AtomicU64::new(0),
        }))
    }

    /// How a member is greeted, for who shows a key instead of a session.
    pub(crate) fn greeting(&self) -> GreetMember {
        self.0.member
    }

    /// The seat this token opens, where that is known without asking the database.
    pub(crate) fn known(&self, db: &Db, token: &str) -> Option<Arc<Seat>> {
        let (hash, now) = (token_hash(token), db.now());
        let kept = {
            let seats = self.0.seats.read().unwrap_or_else(PoisonError::into_inner);
            seats.get(&hash).filter(|seat| seat.read.elapsed() < BELIEVED).cloned()
        }?;
        if !kept.sits(now) {
            self.0.seats.write().unwrap_or_else(PoisonError::into_inner).remove(&hash);
            return None;
        }
        self.saw(db, &kept, now);
        Some(kept)
    }

    /// The seat this token opens, as the database has it.
    pub(crate) async fn find(&self, db: &Db, token: &str) -> Answer<Option<Arc<Seat>>> {
        let now = db.now();
        let Some(seat) = self.read(db, token_hash(token), token, now).await? else {
            return Ok(None);
        };
        self.saw(db, &seat, now);
        Ok(Some(seat))
    }

    async fn read(
        &self,
        db: &Db,
        hash: [u8; 32],
        token: &str,
        now: At,
    ) -> Answer<Option<Arc<Seat>>> {
        let drops = self.0.drops.load(Ordering::SeqCst);
        let (member, staff) = (self.0.member, self.0.staff);
        let found = db.read("web.session", move |tx| sit(tx, &hash, member, staff)).await?;
        let Some((found, sitter, person)) = found else { return Ok(None) };
        let seat = Arc::new(Seat {
            session: found.id,
            sitter,
            person,
            csrf: csrf_of(token),
            ends_at: found.ends_at,
            seen: atomic(found.seen_at),
            written: atomic(found.seen_at),
            read: Instant::now(),
        });
        // One that has ended is not remembered: whoever still shows it would move the others out.
        if !seat.sits(now) {
            return Ok(None);
        }
        let mut seats = self.0.seats.write().unwrap_or_else(PoisonError::into_inner);
        if self.0.drops.load(Ordering::SeqCst) == drops {
            if seats.len() >= SEATS {
                // Why: a full cache is emptied of the stale, and wholly if none is; every seat
                // can be read again for a few microseconds.
                seats.retain(|_, seat| seat.read.elapsed() < BELIEVED);
                if seats.len() >= SEATS {
                    seats.clear();
                }
            }
            seats.insert(hash, Arc::clone(&seat));
        }
        Ok(Some(seat))
    }

    // The page does not wait for this, and most pages do not even start it.
    fn saw(&self, db: &Db, seat: &Arc<Seat>, now: At) {
        seat.seen.fetch_max(now.micros(), Ordering::Relaxed);
        let written = seat.written.load(Ordering::Relaxed);
        if now.since(At::from_micros(written)) < SEEN_EVERY {
            return;
        }
        let mine = seat.written.compare_exchange(
            written,
            now.micros(),
            Ordering::Relaxed,
            Ordering::Relaxed,
        );
        if mine.is_ok() {
            let (db, session) = (db.clone(), seat.session);
            tokio::spawn(async move {
                // A busy house may skip this: the next page after five minutes tries again.
                let _ = db
                    .write("web.seen", Lock::none(), move |tx| store::seen(tx, session, now))
                    .await;
            });
        }
    }

    pub(crate) fn drop_where(&self, gone: impl Fn(&Seat) -> bool) {
        let mut seats = self.0.seats.write().unwrap_or_else(PoisonError::into_inner);
        self.0.drops.fetch_add(1, Ordering::SeqCst);
        seats.retain(|_, seat| !gone(seat));
    }
}

type Sat = (store::Found, Sitter, Person);

fn sit(
    tx: &mut Tx<'_>,
    hash: &[u8; 32],
    member: GreetMember,
    staff: GreetStaff,
) -> Answer<Option<Sat>> {
    let Some(found) = store::by_token(tx, hash)? else { return Ok(None) };
    let sitter = found.sitter()?;
    let person = match sitter {
        Sitter::Member(id) => member(tx, id)?.map(Person::Member),
        Sitter::Staff(id) => staff(tx, id)?.map(Person::Staff),
    };
    Ok(person.map(|person| (found, sitter, person)))
}
