//! (a) So many timers due within one second, with nothing to do: how late each is handed over.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::{Answer, Db, Lock, Open, Plugs, Tx};
use jobs::{Config, Handlers, Job, Lane, Later, Runner, Wheel};
use kernel::{At, Fault, Refused, Span};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Part;
use crate::bench::figures::{Ratio, Spread, verdict};
use crate::config::BenchFireArgs;

const TARGET: Span = Span::millis(5);
/// So many timers are put by one act.
const TOGETHER: usize = 500;

#[derive(Serialize, Deserialize)]
struct Strike {
    n: usize,
}

impl Job for Strike {
    const KIND: &'static str = "bench.strike";
    const LANE: Lane = Lane::Timer;
}

#[derive(Default)]
struct Struck {
    late: Mutex<Vec<i64>>,
    twice: AtomicUsize,
    seen: Mutex<std::collections::HashSet<usize>>,
}

/// Puts the timers, lets them fire, and counts.
pub(crate) async fn run(args: &BenchFireArgs) -> Result<Part, Refused> {
    let folder = crate::child::fresh_folder("bench-timers")?;
    let file = folder.join("bench.sqlite").display().to_string();
    let opening = move || {
        let plugs = Plugs::new().with(Arc::new(Wheel::new()));
        Open::at(file).plugs(plugs).open(&crate::house::migrations())
    };
    let opened = tokio::task::spawn_blocking(opening).await;
    let db = opened.map_err(|e| Fault::new(format!("opening broke: {e}")))??;
    let struck = Arc::new(Struck::default());
    let running = Runner::start(&db, handlers(&db, &struck), Config::default()).await?;
    let begin = db.now().plus(Span::secs(3));
    put(&db, args.at_once, begin).await?;
    if db.now() > begin {
        return Err(Fault::new("putting the timers took too long for this machine").into());
    }
    let (figures, shared) = wait(&db, &struck, args.at_once, begin).await?;
    running.stop().await?;
    let left = db.read("bench.left", jobs::left).await?;
    if left != 0 || struck.twice.load(Ordering::Relaxed) != 0 {
        return Err(Fault::new(format!("{left} timers are left, or some struck twice")).into());
    }
    drop(db);
    let _ = std::fs::remove_dir_all(folder);
    let reached = figures.p99 <= TARGET.as_micros();
    Ok(Part {
        line: format!(
            "{} timers due within one second, nothing to do: {figures} late, {shared} settled to a \
             commit; target p99 {} ms {}",
            figures.count,
            TARGET.as_millis(),
            verdict(reached)
        ),
        json: json!({
            "lateness": figures.json(),
            "settled_per_commit": shared.json(),
            "target_p99_us": TARGET.as_micros(),
            "reached": reached,
        }),
    })
}

fn handlers(db: &Db, struck: &Arc<Struck>) -> Handlers {
    let (clock, struck) = (Arc::clone(db.clock()), Arc::clone(struck));
    Handlers::new().timer::<Strike, _>(move |due| {
        // This is where a connector would be called.
        let late = clock.now().since(due.due_at).as_micros();
        struck.late.lock().unwrap_or_else(PoisonError::into_inner).push(late);
        let mut seen = struck.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.insert(due.job.n) {
            struck.twice.fetch_add(1, Ordering::Relaxed);
        }
        async { Ok(()) }
    })
}

async fn put(db: &Db, count: usize, begin: At) -> Result<(), Refused> {
    let second = Span::secs(1).as_micros();
    let all = i64::try_from(count.max(1)).unwrap_or(i64::MAX);
    for from in (0..count).step_by(TOGETHER) {
        let until = (from + TOGETHER).min(count);
        let act = move |tx: &mut Tx<'_>| -> Answer<()> {
            for n in from..until {
                let place = i64::try_from(n).unwrap_or(0);
                let due = begin.plus(Span::micros(second.saturating_mul(place) / all));
                tx.later(&Strike { n }, due)?;
            }
            Ok(())
        };
        db.write("bench.put", Lock::none(), act).await?;
    }
    Ok(())
}

async fn wait(
    db: &Db,
    struck: &Struck,
    count: usize,
    begin: At,
) -> Result<(Spread, Ratio), Refused> {
    let before = db.figures();
    let patience = begin.plus(Span::secs(60));
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let late = struck.late.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if late.len() >= count && db.read("bench.left", jobs::left).await? == 0 {
            let after = db.figures();
            let shared = Ratio::of(after.acts - before.acts, after.commits - before.commits);
            return Ok((Spread::of(late), shared));
        }
        if db.now() > patience {
            return Err(Fault::new(format!("{} of {count} timers fired", late.len())).into());
        }
    }
}
