//! Measuring what the policy costs: a decision, a field, a hundred thousand addresses.

mod long;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use db::{Answer, Db, Lock};
use kernel::{Id as _, MemberId};
use policy::{Ask, FieldSet, Purpose, RecipientKind, RetentionClass, Role, Standing};

use crate::disclose::To;
use crate::open::{OpenViews as _, Opener};
use crate::running::RunningPolicy;
use crate::values::{Address, Text};
use crate::vault::{Sealed, warm_key};
use crate::{batch, choices, people, store, vault};

pub use long::{Long, long_log};

crate::personal_view! {
    /// An address alone, as the measurement opens it.
    pub struct AddressOnly: Purpose::Shipment, by [System], to [] { address: Address }
    /// The same, as the measurement hands it to a carrier.
    pub struct AddressOut: Purpose::Shipment, by [System], to [Carrier] { address: Address }
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// One decision, the median, in nanoseconds.
    pub decision_p50_ns: u64,
    /// One decision, 99 of 100, in nanoseconds.
    pub decision_p99_ns: u64,
    /// Opening one sealed address with a warm key, the median, in nanoseconds.
    pub warm_open_p50_ns: u64,
    /// Sealing one address, the median, in nanoseconds.
    pub seal_p50_ns: u64,
    /// How many people were opened at once.
    pub people: u64,
    /// How long opening them took, with their rows of the log, committed, in microseconds.
    pub open_many_us: u64,
    /// People a second.
    pub open_many_per_s: u64,
    /// How long giving those acts their places in the tree took, in microseconds.
    pub sequence_us: u64,
}

impl Figures {
    /// The figures as one line of JSON.
    pub fn json(&self) -> String {
        let Figures { decision_p50_ns, decision_p99_ns, warm_open_p50_ns, seal_p50_ns, .. } = self;
        let Figures { people, open_many_us, open_many_per_s, sequence_us, .. } = self;
        format!(
            "{{\"decision_p50_ns\":{decision_p50_ns},\"decision_p99_ns\":{decision_p99_ns},\
             \"warm_open_p50_ns\":{warm_open_p50_ns},\"seal_p50_ns\":{seal_p50_ns},\
             \"people\":{people},\"open_many_us\":{open_many_us},\
             \"open_many_per_s\":{open_many_per_s},\"sequence_us\":{sequence_us}}}"
        )
    }
}

/// The person with this number, in a house filled for measuring.
pub fn member(n: u64) -> MemberId {
    MemberId::from_bits((1 << 80) | u128::from(n) << 20)
}

/// Fills a fresh house with `people` who have an address and nothing else.
pub fn fill(db: &Db, people: u64) -> Answer<Vec<MemberId>> {
    let members: Vec<MemberId> = (0..people).map(member).collect();
    for some in members.chunks(2_000) {
        let some = some.to_vec();
        db.write_now("bench.fill", Lock::none(), move |tx| {
            for member in &some {
                people::register_with_address(tx, *member, &address())?;
            }
            Ok(())
        })?;
    }
    Ok(members)
}

/// Fills a fresh house with `people` and measures. [`VIEWS`] must be on the list it started with.
pub fn measure(db: &Db, people: u64) -> Answer<Figures> {
    let members = fill(db, people)?;
    let (decision_p50_ns, decision_p99_ns) = decisions(db)?;
    let (warm_open_p50_ns, seal_p50_ns) = fields(db, members[0])?;
    let all = members.clone();
    let started = Instant::now();
    let opened = db.write_now("bench.open_many", Lock::none(), move |tx| {
        Ok(tx.open_many::<AddressOnly>(&Opener::system("bench"), &all)?.len())
    })?;
    let took = started.elapsed();
    let started = Instant::now();
    crate::start::every_second(db)?;
    Ok(Figures {
        decision_p50_ns,
        decision_p99_ns,
        warm_open_p50_ns,
        seal_p50_ns,
        people: opened as u64,
        open_many_us: micros(took),
        open_many_per_s: (opened as u64).saturating_mul(1_000_000) / micros(took).max(1),
        sequence_us: micros(started.elapsed()),
    })
}

/// What came of handing many over while some of them stopped it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stopped {
    /// How many there were.
    pub people: usize,
    /// How many left.
    pub given: usize,
    /// How many had been opened and were held back.
    pub held_back: usize,
    /// How many were left out before.
    pub left_out: usize,
    /// How many stopped it while it ran.
    pub stops: usize,
    /// How many left after their stop was answered: what must never be.
    pub late: usize,
    /// How long it took, in microseconds.
    pub took_us: u64,
}

/// Hands the people of a filled house to a carrier while every hundredth of them, from the last one
/// on, stops all use of their data.
pub fn stop_against_batch(db: &Db, people: u64) -> Answer<Stopped> {
    let missing = || kernel::Fault::new("the policy names no carrier");
    let running = db.plugs().get::<RunningPolicy>().ok_or_else(missing)?.at(db.now());
    let mut carriers = running.policy().recipients.iter();
    let carrier = carriers.find(|r| r.kind == RecipientKind::Carrier).ok_or_else(missing)?;
    let means = carrier.means.iter().copied().next().ok_or_else(missing)?;
    let to = To { recipient: carrier.code.clone(), means };
    let members: Vec<MemberId> = (0..people).map(member).collect();
    // One counter for both sides: what left under a later number than an answer left after it.
    let (step, done) = (AtomicU64::new(0), AtomicBool::new(false));
    let left: Arc<Mutex<Vec<(MemberId, u64)>>> = Arc::default();
    let step = Arc::new(step);
    let started = Instant::now();
    let (exported, stops) = std::thread::scope(|threads| {
        let stopping = threads.spawn(|| {
            let mut answered = BTreeMap::new();
            for who in members.iter().rev().step_by(100) {
                if done.load(Ordering::SeqCst) {
                    break;
                }
                let who = *who;
                let act = move |tx: &mut db::Tx<'_>| choices::stop_all(tx, who, true).map(|_| ());
                db.write_now("bench.stop", choices::lock(), act)?;
                answered.insert(who, step.fetch_add(1, Ordering::SeqCst));
            }
            Ok::<_, kernel::Refused>(answered)
        });
        let (left, step) = (Arc::clone(&left), Arc::clone(&step));
        let sink = move |rows: &[(MemberId, AddressOut)]| {
            let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
            left.extend(rows.iter().map(|(who, _)| (*who, step.fetch_add(1, Ordering::SeqCst))));
            Ok(())
        };
        let opener = Opener::system("bench");
        let exported = batch::export::<AddressOut, _>(db, &opener, &members, &to, sink);
        done.store(true, Ordering::SeqCst);
        let stops = stopping.join();
        (exported, stops)
    });
    let broken = |_| kernel::Fault::new("the stopping side broke");
    let (exported, stops) = (exported?, stops.map_err(broken)??);
    let left = left.lock().unwrap_or_else(PoisonError::into_inner);
    let late = left.iter().filter(|(who, at)| stops.get(who).is_some_and(|answered| answered < at));
    Ok(Stopped {
        people: members.len(),
        given: exported.given,
        held_back: exported.held_back,
        left_out: exported.left_out,
        stops: stops.len(),
        late: late.count(),
        took_us: micros(started.elapsed()),
    })
}

fn address() -> Address {
    let text = |word: &str| Text::new(word);
    Address {
        lines: text("1-2-3 Mihon-cho, Rei Building 4F"),
        city: text("Springfield"),
        region: text("Oregon"),
        postal_code: text("97477-0001"),
        country: text("US"),
    }
}

// One clock reading around sixty-four decisions: a reading costs as much as a decision.
fn decisions(db: &Db) -> Answer<(u64, u64)> {
    const RUN: u64 = 64;
    db.read_now("bench.decide", |tx| {
        let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
        let mut standing = Standing::default();
        let mut times = Vec::with_capacity(4_096);
        for n in 0..4_096usize {
            let started = Instant::now();
            for m in 0..RUN {
                let purpose = Purpose::ALL[(n + m as usize) % Purpose::ALL.len()];
                let role = Role::ALL[n % Role::ALL.len()];
                let fields: FieldSet = running.compiled().may(role, purpose);
                standing.stopped = m % 8 == 0;
                let ask = Ask { purpose, fields, role, recipient: None, at: tx.now() };
                std::hint::black_box(running.decide(std::hint::black_box(&ask), &standing));
            }
            times.push(nanos(started.elapsed()) / RUN);
        }
        Ok((centile(&mut times, 50), centile(&mut times, 99)))
    })
}

fn fields(db: &Db, member: MemberId) -> Answer<(u64, u64)> {
    db.write_now("bench.fields", Lock::none(), move |tx| {
        let class = RetentionClass::Account;
        let pieces: Vec<Sealed> = tx.all(store::PIECES_AT, (member, class.code(), ""))?;
        let missing = || kernel::Fault::new("the bench has no address");
        let piece = pieces.first().ok_or_else(missing)?;
        let (mut opens, mut seals) = (Vec::new(), Vec::new());
        for _ in 0..4_096 {
            let started = Instant::now();
            let key = warm_key(tx, piece.slot)?.ok_or_else(missing)?;
            std::hint::black_box(piece.open(&key, class)?);
            opens.push(nanos(started.elapsed()));
        }
        for _ in 0..512 {
            let started = Instant::now();
            vault::keep(tx, member, class, "", &address())?;
            seals.push(nanos(started.elapsed()));
        }
        Ok((centile(&mut opens, 50), centile(&mut seals, 50)))
    })
}

fn centile(times: &mut [u64], of_hundred: usize) -> u64 {
    times.sort_unstable();
    times.get(times.len() * of_hundred / 100).copied().unwrap_or(0)
}
fn nanos(took: Duration) -> u64 {
    u64::try_from(took.as_nanos()).unwrap_or(u64::MAX)
}
fn micros(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}
