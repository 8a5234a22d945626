//! What a long log costs: giving acts their places, and finding those about one person.

use std::time::Instant;

use db::{Answer, Db, Lock};
use kernel::{MemberId, RecordId};

use super::{AddressOnly, centile, fill, member, micros};
use crate::open::{Opener, opened_note};
use crate::record::my_record;
use crate::running::RunningPolicy;
use crate::view::View as _;

/// How many people the acts are about at most, in turns.
const PEOPLE: u64 = 10_000;
/// Acts to a transaction.
const HELPING: u64 = 2_000;
/// Rows of a page of a record.
const PAGE: i64 = 50;

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Long {
    /// How many acts have their place in the log.
    pub leaves: u64,
    /// Places given a second, over the first tenth.
    pub first_per_s: u64,
    /// The same over the last tenth.
    pub last_per_s: u64,
    /// The latest page of somebody's record, the median, in microseconds.
    pub page_p50_us: u64,
    /// The page after it.
    pub late_page_p50_us: u64,
    /// The record of somebody about whom there is one act, the very first, in microseconds.
    pub seldom_p50_us: u64,
}

/// Fills a fresh house with people and so many acts about one of them each, and measures.
/// [`super::VIEWS`] must be on the list it started with.
pub fn long_log(db: &Db, leaves: u64) -> Answer<Long> {
    let people = (leaves / 100).clamp(1, PEOPLE);
    fill(db, people + 1)?;
    let tenth = leaves.div_ceil(10).max(1);
    let (mut done, mut first_us, mut last_us) = (0, 0, 0);
    while done < leaves {
        let some = HELPING.min(leaves - done);
        db.write_now("bench.acts", Lock::none(), move |tx| acts(tx, people, done, some))?;
        let started = Instant::now();
        while crate::start::every_second(db)? > 0 {}
        let took = micros(started.elapsed());
        if done < tenth {
            first_us += took;
        }
        done += some;
        if done > leaves - tenth {
            last_us += took;
        }
    }
    let somebody = member(1 + people / 2);
    let latest = pages(db, somebody, None)?;
    let second = db.read_now("bench.page", move |tx| my_record(tx, somebody, None, PAGE))?;
    let late = pages(db, somebody, second.acts.last().map(|act| act.id))?;
    Ok(Long {
        leaves,
        first_per_s: tenth.saturating_mul(1_000_000) / first_us.max(1),
        last_per_s: tenth.saturating_mul(1_000_000) / last_us.max(1),
        page_p50_us: latest,
        late_page_p50_us: late,
        seldom_p50_us: pages(db, member(0), None)?,
    })
}

fn acts(tx: &mut db::Tx<'_>, people: u64, from: u64, some: u64) -> Answer<()> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let opener = Opener::system("the order’s destination");
    for n in from..from + some {
        let who = if n == 0 { member(0) } else { member(1 + n % people) };
        opened_note(&AddressOnly::FACTS, &running, &opener).of(who).write(tx)?;
    }
    Ok(())
}

fn pages(db: &Db, who: MemberId, before: Option<RecordId>) -> Answer<u64> {
    let mut times = Vec::new();
    for _ in 0..101 {
        let started = Instant::now();
        db.read_now("bench.page", move |tx| my_record(tx, who, before, PAGE))?;
        times.push(micros(started.elapsed()));
    }
    Ok(centile(&mut times, 50))
}
