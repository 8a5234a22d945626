//! `daiko bench rights`: what a person's rights cost. The archive and the erasure of a member with
//! many orders; and very many erasures worked off while others open pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ::privacy::disclose::{To, disclose};
use ::privacy::requests::rules::{Asker, State};
use ::privacy::requests::{self, Asking, archive, work};
use ::privacy::{Address, Delivery, Name, Opener, ParcelLabel, Phone, Text, choices};
use db::{Answer, Db, Lock, Tx};
use kernel::{Fault, Id as _, MemberId, OrderId, Refused, RequestId};
use policy::{Lang, Means, Right};
use serde_json::{Value, json};
use web::Browser;

use super::figures::{Rate, Spread, verdict};
use crate::child::fresh_folder;
use crate::config::BenchRightsArgs;
use crate::house::{Blueprint, House};

const TARGET: Duration = Duration::from_secs(2);
const TARGET_MIB: u64 = 64;
/// Steps that each order took.
const STEPS: i64 = 12;
/// Members of the queue made in one transaction.
const HELPING: u64 = 100;
/// Readers of pages beside the queue.
const READERS: usize = 4;
const EVERY: Duration = Duration::from_millis(20);

db::sql! {
    ORDER = "INSERT INTO orders (id, member, market, item, title, kind, reference, quantity, price_yen, fee_yen,
            state, state_at, steps, opened_at)
        VALUES ($1, $2, 'bazaar', $3, 'A thing that was bought', 'purchase', $4, 1, 1200, 100, 'closed', 1, $5, 1)";
    STEP = "INSERT INTO order_event (order_id, n, at, event, state, author, note)
        VALUES ($1, $2, 1, 'step', 'closed', 'staff', 'a few words beside the step')";
    DUE = "UPDATE rights_request SET state_at = 0, grace_until = 0 WHERE state = 'grace'";
    LEFT = "SELECT CAST(COUNT(*) AS BIGINT) FROM rights_request WHERE ended_at IS NULL";
}

/// Measures and prints.
pub(crate) async fn run(args: &BenchRightsArgs) -> Result<(), Refused> {
    let folder = fresh_folder("bench-rights")?;
    let house = Blueprint::new(folder.join("house")).open()?;
    let (db, orders) = (house.db.clone(), args.orders);
    let one = blocking(move || alone(&db, orders)).await?;
    let queue = queue(&house, args).await?;
    let reached = one.bare.is_light() && one.with_files.is_light() && one.erasure <= TARGET;
    if args.json {
        let told = json!({
            "bench": "rights",
            "orders": args.orders,
            "archive": one.bare.json(),
            "archive_with_files": one.with_files.json(),
            "archive_target_kib": TARGET_MIB * 1_024,
            "erasure_us": micros(one.erasure),
            "target_us": micros(TARGET),
            "reached": reached,
            "queue": queue.json(),
        });
        println!("{told}");
    } else {
        say(args, &one, &queue);
    }
    drop(house);
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}

fn micros(of: Duration) -> u64 {
    u64::try_from(of.as_micros()).unwrap_or(u64::MAX)
}

fn say(args: &BenchRightsArgs, one: &Alone, queue: &Queue) {
    one.bare.say(&format!("{} orders", args.orders));
    one.with_files.say(&format!("{} orders and 20 MB of files", args.orders));
    println!(
        "Their erasure, to the last page beside the database: {} ms; target {} ms {}",
        one.erasure.as_millis(),
        TARGET.as_millis(),
        verdict(one.erasure <= TARGET)
    );
    println!(
        "{} erasures worked off at {}/s; pages meanwhile: {}; idle: {}",
        queue.worked.done,
        queue.worked.per_second(),
        queue.meanwhile,
        queue.idle
    );
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Answer<T> + Send + 'static,
) -> Result<T, Refused> {
    let joined = tokio::task::spawn_blocking(work).await;
    joined.map_err(|e| Fault::new(format!("the measurement broke: {e}")))?
}

/// An archive as it was taken.
struct Archive {
    took: Duration,
    bytes: u64,
    /// So much more memory at most.
    kib: u64,
}

impl Archive {
    fn take(db: &Db, member: MemberId) -> Answer<Archive> {
        let (before, most) = (resident_kib(), Arc::new(AtomicU64::new(0)));
        let over = Arc::new(AtomicBool::new(false));
        let (seen, end) = (Arc::clone(&most), Arc::clone(&over));
        let watcher = std::thread::spawn(move || {
            while !end.load(Ordering::Relaxed) {
                seen.fetch_max(resident_kib(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let (start, mut bytes) = (Instant::now(), 0u64);
        archive::write(db, &Opener::member(), &[member], Lang::En, |some| {
            bytes += some.len() as u64;
            Ok(())
        })?;
        let took = start.elapsed();
        over.store(true, Ordering::Relaxed);
        let _ = watcher.join();
        Ok(Archive { took, bytes, kib: most.load(Ordering::Relaxed).saturating_sub(before) })
    }

    fn is_light(&self) -> bool {
        self.took <= TARGET && self.kib <= TARGET_MIB * 1_024
    }

    fn json(&self) -> Value {
        json!({ "took_us": micros(self.took), "bytes": self.bytes, "most_kib": self.kib })
    }

    fn say(&self, what: &str) {
        println!(
            "An archive of {what}, {} bytes, streamed: {} ms; target {} ms {}; {} KiB of memory \
             more at most; target {TARGET_MIB} MiB {}",
            self.bytes,
            self.took.as_millis(),
            TARGET.as_millis(),
            verdict(self.took <= TARGET),
            self.kib,
            verdict(self.kib <= TARGET_MIB * 1_024)
        );
    }
}

/// One member alone.
struct Alone {
    bare: Archive,
    with_files: Archive,
    erasure: Duration,
}

fn alone(db: &Db, orders: u64) -> Answer<Alone> {
    let member = db.write_now("bench.member", choices::lock(), |tx| join(tx, 0))?;
    for n in 0..orders {
        db.write_now("bench.order", choices::lock(), move |tx| order(tx, member, n))?;
    }
    ::privacy::start::every_second(db)?;
    let bare = Archive::take(db, member)?;
    db.write_now("bench.files", choices::lock(), move |tx| sends_files(tx, member))?;
    let with_files = Archive::take(db, member)?;
    let request = db.write_now("bench.ask", choices::lock(), move |tx| ask(tx, member))?;
    db.write_now("bench.agree", choices::lock(), move |tx| two_agree(tx, request))?;
    db.write_now("bench.due", Lock::none(), |tx| tx.run(DUE, ()))?;
    let start = Instant::now();
    while work::work(db)? > 0 {}
    let erasure = start.elapsed();
    let state = db.read_now("bench.state", move |tx| requests::load(tx, request))?.state;
    if state != State::Done {
        return Err(Fault::new(format!("the erasure is {state}")).into());
    }
    Ok(Alone { bare, with_files, erasure })
}

// Twenty megabytes of pictures, as many as one message takes.
fn sends_files(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
    bytes.resize(inquiries::MOST_FILE_BYTES, 7);
    let file = |n: usize| inquiries::Given { name: format!("{n}.jpg"), bytes: bytes.clone() };
    let case = inquiries::NewCase {
        asker: inquiries::Asker::Member(member),
        language: web::Language::English,
        topic: inquiries::Topic::Other,
        order: None,
        words: Text::new("It came like this."),
        files: (0..inquiries::MOST_FILES).map(file).collect(),
    };
    inquiries::open(tx, &case).map(|_| ())
}

fn join(tx: &mut Tx<'_>, n: u64) -> Answer<MemberId> {
    let joining = members::Joining {
        handle: format!("person-{n}"),
        password: String::new(),
        language: web::Language::English,
        time_zone: "Asia/Tokyo".into(),
    };
    let member = members::sign_up(tx, &joining)?;
    let text = |word: &str| Text::new(&format!("{word} {n}"));
    let delivery = Delivery {
        name: Name { given: text("Given"), family: text("Family"), latin: text("Given Family") },
        address: Address {
            lines: text("1 Sample Street"),
            city: text("City"),
            region: text("Region"),
            postal_code: text("1000"),
            country: Text::new("US"),
        },
        phone: Phone { number: Text::new("+12025550100") },
    };
    ::privacy::set_delivery(tx, member, &delivery)?;
    Ok(member)
}

fn order(tx: &mut Tx<'_>, member: MemberId, n: u64) -> Answer<()> {
    let order: OrderId = tx.new_id();
    tx.put(ORDER, (order, member, format!("item-{n}"), order.bits().to_string(), STEPS))?;
    for step in 0..STEPS {
        tx.put(STEP, (order, step))?;
    }
    let who = Opener::system(format!("label of {order}"));
    let to = To { recipient: "demo_post".into(), means: Means::Documents };
    disclose::<ParcelLabel>(tx, &who, member, &to)?;
    ::privacy::keep_for_books(tx, member, &order.to_string())
}

// The books of the orders name the member: an officer grants the erasure, and another agrees.
fn two_agree(tx: &mut Tx<'_>, request: RequestId) -> Answer<()> {
    let boss = staff::hire_first(tx, "boss", "")?;
    let hiring = staff::Hiring {
        handle: "officer".into(),
        password: String::new(),
        roles: [staff::Role::PrivacyOfficer].into_iter().collect(),
        is_own: true,
    };
    let officer = staff::hire(tx, &hiring, boss)?;
    requests::grant(tx, request, officer)?;
    for wish in staff::approvals(tx, boss)? {
        staff::answer_approval(tx, wish.id, staff::Reply::Agreed, boss)?;
    }
    requests::grant(tx, request, officer).map(|_| ())
}

fn ask(tx: &mut Tx<'_>, member: MemberId) -> Answer<RequestId> {
    let asking = Asking {
        member: Some(member),
        asker: Asker::Member,
        agent: None,
        right: Right::Deletion,
        subject: String::new(),
        words: String::new(),
        lang: Lang::En,
    };
    let id = requests::ask(tx, &asking)?;
    requests::prove(tx, id, "session")?;
    Ok(id)
}

/// Resident memory of this process, as the kernel counts it; zero where it says nothing.
fn resident_kib() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Very many erasures.
struct Queue {
    worked: Rate,
    idle: Spread,
    meanwhile: Spread,
}

impl Queue {
    fn json(&self) -> Value {
        json!({
            "requests": self.worked.done,
            "took_us": micros(self.worked.took),
            "per_second": self.worked.per_second(),
            "pages_idle": self.idle.json(),
            "pages_meanwhile": self.meanwhile.json(),
        })
    }
}

async fn queue(house: &House, args: &BenchRightsArgs) -> Result<Queue, Refused> {
    let (db, many) = (house.db.clone(), args.requests);
    blocking(move || fill(&db, many)).await?;
    let over = Arc::new(AtomicBool::new(false));
    let alone = Arc::clone(&over);
    let idle = tokio::spawn(read(house.site.router(), Arc::clone(&over)));
    tokio::time::sleep(Duration::from_secs(args.seconds.max(1))).await;
    alone.store(true, Ordering::Relaxed);
    let idle = spread(idle).await?;
    let over = Arc::new(AtomicBool::new(false));
    let reading = tokio::spawn(read(house.site.router(), Arc::clone(&over)));
    let db = house.db.clone();
    let start = Instant::now();
    blocking(move || {
        while work::work(&db)? > 0 {}
        match db.read_now("bench.left", |tx| tx.one::<(i64,)>(LEFT, ()))? {
            (0,) => Ok(()),
            (left,) => Err(Fault::new(format!("{left} requests are left")).into()),
        }
    })
    .await?;
    let worked = Rate::since(many, start);
    over.store(true, Ordering::Relaxed);
    Ok(Queue { worked, idle, meanwhile: spread(reading).await? })
}

fn fill(db: &Db, many: u64) -> Answer<()> {
    let mut made = 0;
    while made < many {
        let until = many.min(made + HELPING);
        db.write_now("bench.fill", choices::lock(), move |tx| {
            for n in made..until {
                let member = join(tx, n + 1)?;
                ask(tx, member)?;
            }
            Ok(())
        })?;
        made = until;
    }
    ::privacy::start::every_second(db)?;
    db.write_now("bench.due", Lock::none(), |tx| tx.run(DUE, ())).map(|_| ())
}

async fn spread(reading: tokio::task::JoinHandle<Vec<i64>>) -> Result<Spread, Refused> {
    let waits = reading.await.map_err(|e| Fault::new(format!("a reader broke: {e}")))?;
    Ok(Spread::of(waits))
}

/// Pages, asked for at a steady pace until it is over, without a network between.
async fn read(router: axum::Router, over: Arc<AtomicBool>) -> Vec<i64> {
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..READERS {
        let (router, over) = (router.clone(), Arc::clone(&over));
        readers.spawn(async move {
            let (mut browser, mut waits) = (Browser::new(router), Vec::new());
            let mut pace = tokio::time::interval(EVERY);
            for path in ["/figures", "/privacy", "/sign-in"].iter().cycle() {
                pace.tick().await;
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let asked = Instant::now();
                browser.get(path).await;
                waits.push(i64::try_from(asked.elapsed().as_micros()).unwrap_or(i64::MAX));
            }
            waits
        });
    }
    let mut all = Vec::new();
    while let Some(Ok(some)) = readers.join_next().await {
        all.extend(some);
    }
    all
}
