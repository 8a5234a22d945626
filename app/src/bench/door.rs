//! `daiko bench door`: a flood of sign-in attempts, and how long other pages take meanwhile.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kernel::{Fault, Refused};
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::figures::{Ratio, Spread, verdict};
use super::page::load::{Line, Page, odd};
use super::page::served::{Served, cookie};
use crate::config::BenchDoorArgs;

/// Connections the flood comes on.
const FLOODING: u32 = 50;
/// Readers of pages beside it, and how often each opens one.
const READERS: u64 = 8;
const EVERY: Duration = Duration::from_millis(40);
/// How much longer pages may take at the 99th of a hundred.
const TARGET: Ratio = Ratio::thousandths(3_000);

type Answers = BTreeMap<u16, u64>;

/// Measures and prints.
pub(crate) async fn run(args: &BenchDoorArgs) -> Result<(), Refused> {
    let served = Served::open().await?;
    let (attempt, pages) = (attempt(&served).await?, pages(&served).await?);
    let lasts = Duration::from_secs(args.seconds.max(1));
    // Warm: nothing of the first second counts.
    read(&pages, Duration::from_secs(1)).await?;
    let idle = read(&pages, lasts).await?;
    let over = Arc::new(AtomicBool::new(false));
    let flood = tokio::spawn(flood(served.port, attempt, args.attempts, Arc::clone(&over)));
    let flooded = read(&pages, lasts).await?;
    over.store(true, Ordering::SeqCst);
    let answers = flood.await.map_err(|e| Fault::new(format!("the flood broke: {e}")))??;
    served.close();
    told(args, idle, flooded, &answers, lasts);
    Ok(())
}

fn told(args: &BenchDoorArgs, idle: Spread, flooded: Spread, answers: &Answers, lasts: Duration) {
    let micros = |spread: Spread| spread.p99.max(1).unsigned_abs();
    let ratio = Ratio::of(micros(flooded), micros(idle));
    let turned_away = answers.get(&429).copied().unwrap_or(0);
    let all: u64 = answers.values().sum();
    let rate = all / lasts.as_secs().max(1);
    let reached = ratio <= TARGET;
    if args.json {
        let by_status: serde_json::Map<String, serde_json::Value> =
            answers.iter().map(|(status, n)| (status.to_string(), json!(n))).collect();
        println!(
            "{}",
            json!({
                "bench": "door",
                "idle": idle.json(),
                "flooded": flooded.json(),
                "ratio": ratio.json(),
                "target": TARGET.json(),
                "reached": reached,
                "attempts_per_second": rate,
                "answered_429": turned_away,
                "answered_otherwise": all - turned_away,
                "answers": by_status,
            })
        );
        return;
    }
    println!("Pages, nobody at the door: {idle}");
    println!("Pages, {rate} attempts to sign in a second: {flooded}");
    println!("Answered 429: {turned_away}; otherwise: {}", all - turned_away);
    println!("p99 is {ratio} times the idle one; target {TARGET} {}", verdict(reached));
}

/// The pages the readers open in turn.
async fn pages(served: &Served) -> Result<Vec<Page>, Refused> {
    let lot = served.a_lot().await?;
    let paths = ["/search?kind=auction", "/figures", lot.as_str()];
    Ok(paths.iter().map(|path| Page::new(served.port, path, None)).collect())
}

/// How long pages take, asked for at a steady pace.
async fn read(pages: &[Page], lasts: Duration) -> Result<Spread, Refused> {
    let (until, mut readers) = (Instant::now() + lasts, JoinSet::new());
    for reader in 0..READERS {
        let pages = pages.to_vec();
        readers.spawn(async move {
            tokio::time::sleep(Duration::from_millis(reader * 5)).await;
            let mut line = Line::open(pages.first().map_or(0, Page::port)).await?;
            let mut pace = tokio::time::interval(EVERY);
            pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut waits = Vec::new();
            for page in pages.iter().cycle() {
                pace.tick().await;
                let asked = Instant::now();
                if asked >= until {
                    break;
                }
                line.ask(page.request()).await?;
                if line.status() != Some(200) {
                    return Err(odd("not a page"));
                }
                waits.push(i64::try_from(asked.elapsed().as_micros()).unwrap_or(i64::MAX));
            }
            Ok::<Vec<i64>, Refused>(waits)
        });
    }
    let mut waits = Vec::new();
    while let Some(one) = readers.join_next().await {
        waits.extend(one.map_err(|e| Fault::new(format!("a reader broke: {e}")))??);
    }
    Ok(Spread::of(waits))
}

/// One attempt to sign in, as a browser with our own form sends it, with a wrong password.
async fn attempt(served: &Served) -> Result<Arc<[u8]>, Refused> {
    let sample = Page::new(served.port, "/sign-in", None).once().await?;
    let visitor = cookie(&sample.headers, "daiko-visitor")
        .ok_or_else(|| odd("no cookie came with the form"))?;
    let text = String::from_utf8_lossy(&sample.body).into_owned();
    let (_, rest) = text.split_once("name=\"_form\" value=\"").ok_or_else(|| odd("no form"))?;
    let token = rest.split('"').next().unwrap_or("");
    let body = format!("_form={token}&handle=nobody-here&password=not+the+password");
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {visitor}\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        served.port,
        body.len()
    );
    Ok(request.into_bytes().into())
}

/// So many attempts a second until it is over; how they were answered.
async fn flood(
    port: u16,
    attempt: Arc<[u8]>,
    a_second: u32,
    over: Arc<AtomicBool>,
) -> Result<Answers, Refused> {
    let each = Duration::from_secs(1) * FLOODING / a_second.max(1);
    let mut senders = JoinSet::new();
    for sender in 0..FLOODING {
        let (attempt, over) = (Arc::clone(&attempt), Arc::clone(&over));
        senders.spawn(async move {
            tokio::time::sleep(each * sender / FLOODING).await;
            let mut line = Line::open(port).await?;
            let mut pace = tokio::time::interval(each);
            pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
            let mut answers = Answers::new();
            while !over.load(Ordering::Relaxed) {
                pace.tick().await;
                line.ask(&attempt).await?;
                *answers.entry(line.status().unwrap_or(0)).or_default() += 1;
            }
            Ok::<Answers, Refused>(answers)
        });
    }
    let mut all = Answers::new();
    while let Some(one) = senders.join_next().await {
        let answers = one.map_err(|e| Fault::new(format!("a sender broke: {e}")))??;
        answers.into_iter().for_each(|(status, n)| *all.entry(status).or_default() += n);
    }
    Ok(all)
}
