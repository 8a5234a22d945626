//! `daiko bench privacy`: what the policy costs. Decisions and fields alone; a hundred thousand
//! people opened, and handed over while some of them object; and placing an order with a view
//! opened and noted in the same transaction, beside the same order without.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ::privacy::bench::{self, AddressOnly, Figures, Long, Stopped};
use ::privacy::{Keyring, OpenViews as _, Opener, Places, RunningPolicy};
use db::{Answer, Db, Lock, Migration, Open, Plugs};
use kernel::{Fault, Refused};
use policy::Policy;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::figures::{Rate, Ratio, median, verdict};
use super::order::{self, Spin};
use crate::config::BenchPrivacyArgs;
use crate::house::views;
use crate::policy_files::Files;

const DECISION_NS: u64 = 200;
const OPEN_NS: u64 = 5_000;
const MANY_PER_SECOND: u64 = 100_000;
const ORDER: Ratio = Ratio::thousandths(800);

/// Measures and prints.
pub(crate) async fn run(args: &BenchPrivacyArgs) -> Result<(), Refused> {
    let people = args.people;
    let (alone, stopped) = blocking(move || {
        let (folder, db) = fresh()?;
        let alone = bench::measure(&db, people)?;
        let stopped = bench::stop_against_batch(&db, people)?;
        drop(db);
        let _ = std::fs::remove_dir_all(folder);
        Ok((alone, stopped))
    })
    .await?;
    let leaves = args.leaves;
    let long = blocking(move || {
        let (folder, db) = fresh()?;
        let long = bench::long_log(&db, leaves)?;
        drop(db);
        let _ = std::fs::remove_dir_all(folder);
        Ok(long)
    })
    .await?;
    let orders = orders(args).await?;
    if args.json {
        let told = json!({
            "bench": "privacy",
            "alone": alone_json(&alone),
            "stop_against_batch": stopped_json(&stopped),
            "long_log": long_json(&long),
            "orders": orders.json(args),
        });
        println!("{told}");
    } else {
        say(args, &alone, &stopped, &orders);
        say_long(&long);
    }
    Ok(())
}

fn say(args: &BenchPrivacyArgs, alone: &Figures, stopped: &Stopped, orders: &Orders) {
    let Figures { decision_p50_ns, decision_p99_ns, warm_open_p50_ns, .. } = alone;
    let many = alone.open_many_per_s;
    println!(
        "A decision: p50 {decision_p50_ns} ns, p99 {decision_p99_ns} ns; target {DECISION_NS} ns {}",
        verdict(*decision_p50_ns <= DECISION_NS)
    );
    println!(
        "A sealed field with a warm key: p50 {warm_open_p50_ns} ns; target {OPEN_NS} ns {}",
        verdict(*warm_open_p50_ns <= OPEN_NS)
    );
    println!(
        "{} addresses opened with their rows of the log: {many}/s; target {MANY_PER_SECOND}/s {}",
        alone.people,
        verdict(many >= MANY_PER_SECOND)
    );
    println!(
        "{} people handed over in {} ms while {} of them stopped it: {} given, {} held back, {} \
         left out, {} after the stop was answered {}",
        stopped.people,
        stopped.took_us / 1_000,
        stopped.stops,
        stopped.given,
        stopped.held_back,
        stopped.left_out,
        stopped.late,
        verdict(stopped.late == 0)
    );
    let ratio = orders.ratio();
    println!(
        "Placing an order, {} callers: {}/s with a view opened and noted, and the log drained; \
         {}/s without = {ratio}; target {ORDER} {}",
        args.callers,
        median(orders.with.clone()),
        median(orders.without.clone()),
        verdict(ratio >= ORDER)
    );
}

fn say_long(long: &Long) {
    println!(
        "A log of {} acts: places given at {}/s at its beginning, {}/s at its end; a person’s \
         record: latest page {} us, the next {} us; of one act at the very beginning {} us",
        long.leaves,
        long.first_per_s,
        long.last_per_s,
        long.page_p50_us,
        long.late_page_p50_us,
        long.seldom_p50_us
    );
}

fn long_json(long: &Long) -> Value {
    json!({
        "leaves": long.leaves,
        "first_places_per_second": long.first_per_s,
        "last_places_per_second": long.last_per_s,
        "page_p50_us": long.page_p50_us,
        "late_page_p50_us": long.late_page_p50_us,
        "seldom_p50_us": long.seldom_p50_us,
    })
}

fn alone_json(alone: &Figures) -> Value {
    json!({
        "decision_p50_ns": alone.decision_p50_ns,
        "decision_p99_ns": alone.decision_p99_ns,
        "decision_target_ns": DECISION_NS,
        "decision_reached": alone.decision_p50_ns <= DECISION_NS,
        "warm_open_p50_ns": alone.warm_open_p50_ns,
        "warm_open_target_ns": OPEN_NS,
        "warm_open_reached": alone.warm_open_p50_ns <= OPEN_NS,
        "seal_p50_ns": alone.seal_p50_ns,
        "people": alone.people,
        "open_many_us": alone.open_many_us,
        "open_many_per_second": alone.open_many_per_s,
        "open_many_target_per_second": MANY_PER_SECOND,
        "open_many_reached": alone.open_many_per_s >= MANY_PER_SECOND,
        "sequence_us": alone.sequence_us,
    })
}

fn stopped_json(stopped: &Stopped) -> Value {
    json!({
        "people": stopped.people,
        "took_us": stopped.took_us,
        "given": stopped.given,
        "held_back": stopped.held_back,
        "left_out": stopped.left_out,
        "stops": stopped.stops,
        "left_after_the_stop_was_answered": stopped.late,
        "reached": stopped.late == 0,
    })
}

/// Orders a second, round by round.
struct Orders {
    with: Vec<u64>,
    without: Vec<u64>,
}

impl Orders {
    /// Each round against the one measured right beside it.
    fn ratio(&self) -> Ratio {
        let pairs = self.with.iter().zip(&self.without);
        Ratio::median(pairs.map(|(with, without)| Ratio::of(*with, *without)).collect())
    }

    fn json(&self, args: &BenchPrivacyArgs) -> Value {
        json!({
            "callers": args.callers,
            "with_per_second": median(self.with.clone()),
            "without_per_second": median(self.without.clone()),
            "ratio": self.ratio().json(),
            "target": ORDER.json(),
            "reached": self.ratio() >= ORDER,
            "rounds": { "with": self.with, "without": self.without },
        })
    }
}

async fn orders(args: &BenchPrivacyArgs) -> Result<Orders, Refused> {
    let lasts = Duration::from_secs(args.seconds.max(1));
    let (folder, db) = blocking(|| {
        let (folder, db) = fresh()?;
        db.write_now("bench.fill", Lock::none(), order::fill)?;
        bench::fill(&db, order::ACCOUNTS.unsigned_abs())?;
        Ok((folder, db))
    })
    .await?;
    let mut orders = Orders { with: Vec::new(), without: Vec::new() };
    for n in 0..args.rounds {
        // Why in turns: the file grows, and whoever always came second would always be slower.
        for vault in [n % 2 == 1, n % 2 == 0] {
            let rate = round(&db, args.callers, vault, lasts).await?;
            if vault { &mut orders.with } else { &mut orders.without }.push(rate);
        }
    }
    db.read("bench.audit", order::audit).await?;
    drop(db);
    let _ = std::fs::remove_dir_all(folder);
    Ok(orders)
}

/// So many callers for so long. With the vault, the time goes on until every act has its place in
/// the signed log: what was put off is paid for.
async fn round(db: &Db, callers: u64, vault: bool, lasts: Duration) -> Result<u64, Refused> {
    let stop = Arc::new(AtomicBool::new(false));
    let start = Instant::now();
    let mut all = JoinSet::new();
    for n in 0..callers {
        all.spawn(caller(db.clone(), n, vault, Arc::clone(&stop)));
    }
    let keeper = vault.then(|| tokio::spawn(keep(db.clone(), Arc::clone(&stop))));
    tokio::time::sleep(lasts).await;
    stop.store(true, Ordering::Relaxed);
    let mut done = 0;
    while let Some(one) = all.join_next().await {
        done += one.map_err(|e| Fault::new(format!("a caller broke: {e}")))??;
    }
    if let Some(keeper) = keeper {
        keeper.await.map_err(|e| Fault::new(format!("the keeper of the log broke: {e}")))??;
        let db = db.clone();
        blocking(move || while_some(|| ::privacy::start::every_second(&db))).await?;
    }
    Ok(Rate::since(done, start).per_second())
}

async fn caller(db: Db, n: u64, vault: bool, stop: Arc<AtomicBool>) -> Result<u64, Refused> {
    let (mut spin, mut done) = (Spin::new(n + 1), 0);
    while !stop.load(Ordering::Relaxed) {
        let account = spin.account();
        let act = move |tx: &mut db::Tx<'_>| {
            order::place(tx, account)?;
            if vault {
                let opener = Opener::system("the order’s destination");
                tx.open::<AddressOnly>(&opener, bench::member(account.unsigned_abs()))?;
            }
            Ok(())
        };
        db.write("bench.place", Lock::none(), act).await?;
        done += 1;
    }
    Ok(done)
}

// As the house does it: once a second, all that has come in.
async fn keep(db: Db, stop: Arc<AtomicBool>) -> Result<(), Refused> {
    let mut slept = 0;
    while !stop.load(Ordering::Relaxed) {
        // In small parts: what is left at the end is worked off at once.
        tokio::time::sleep(Duration::from_millis(50)).await;
        slept += 50;
        if slept < 1_000 {
            continue;
        }
        slept = 0;
        let db = db.clone();
        blocking(move || ::privacy::start::every_second(&db)).await?;
    }
    Ok(())
}

fn while_some(act: impl Fn() -> Answer<usize>) -> Answer<()> {
    while act()? > 0 {}
    Ok(())
}

fn fresh() -> Result<(PathBuf, Db), Refused> {
    let folder = crate::child::fresh_folder("bench-privacy")?;
    let keyring = Keyring::open(Places::in_folders(&folder, &folder))?;
    let broken = |lines: Vec<String>| Fault::new(lines.join("\n"));
    let versions: Vec<Policy> = Files::BuiltIn.versions().map_err(broken)?;
    let clock = db::SystemClock::default();
    let all = [views(), bench::VIEWS.to_vec()].concat();
    let running =
        RunningPolicy::open(versions, &all, kernel::Clock::now(&clock)).map_err(broken)?;
    let plugs = Plugs::new().with(Arc::new(keyring)).with(Arc::new(running));
    let mut tables: Vec<Migration> = crate::house::migrations();
    tables.extend(order::TABLES.iter().map(|t| Migration { number: 1_000 + t.number, ..*t }));
    let file = folder.join("bench.sqlite").display().to_string();
    let db = Open::at(file).plugs(plugs).open(&tables)?;
    Ok((folder, db))
}

async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    let done = tokio::task::spawn_blocking(act).await;
    done.map_err(|e| Fault::new(format!("a measurement broke: {e}")))?
}
