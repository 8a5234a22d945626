//! `daiko bench door`: a flood of sign-in attempts, from one address and from as many as there are
//! attempts, and how long other pages take meanwhile.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
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

/// A flood, and how long pages took meanwhile.
struct Flooded {
    pages: Spread,
    answers: Answers,
}

/// Measures and prints: once from one address, once from as many as there are attempts, so that the
/// hashing of passwords itself is flooded.
pub(crate) async fn run(args: &BenchDoorArgs) -> Result<(), Refused> {
    let served = Served::open().await?;
    let (attempt, pages) = (attempt(&served).await?, pages(&served).await?);
    let lasts = Duration::from_secs(args.seconds.max(1));
    // Warm: nothing of the first second counts.
    read(&pages, Duration::from_secs(1)).await?;
    let idle = read(&pages, lasts).await?;
    let mut both = Vec::new();
    for spread in [false, true] {
        let over = Arc::new(AtomicBool::new(false));
        let sending = flood(served.port, attempt.clone(), args.attempts, spread, Arc::clone(&over));
        let sending = tokio::spawn(sending);
        let flooded = read(&pages, lasts).await?;
        over.store(true, Ordering::SeqCst);
        let answers = sending.await.map_err(|e| Fault::new(format!("the flood broke: {e}")))??;
        both.push(Flooded { pages: flooded, answers });
    }
    served.close();
    told(args, idle, &both, lasts);
    Ok(())
}

fn told(args: &BenchDoorArgs, idle: Spread, both: &[Flooded], lasts: Duration) {
    const FROM: [(&str, &str); 2] =
        [("one_address", "from one address"), ("many_addresses", "from as many addresses")];
    let mut floods = serde_json::Map::new();
    let mut sentences = vec![format!("Pages, nobody at the door: {idle}")];
    let mut reached = true;
    for (flooded, (key, from)) in both.iter().zip(FROM) {
        let micros = |spread: Spread| spread.p99.max(1).unsigned_abs();
        let ratio = Ratio::of(micros(flooded.pages), micros(idle));
        let turned_away = flooded.answers.get(&429).copied().unwrap_or(0);
        let all: u64 = flooded.answers.values().sum();
        let rate = all / lasts.as_secs().max(1);
        let held = key != "one_address" || is_turned_away(&flooded.answers, lasts);
        let here = ratio <= TARGET && held;
        reached &= here;
        let by_status: serde_json::Map<String, serde_json::Value> =
            flooded.answers.iter().map(|(status, n)| (status.to_string(), json!(n))).collect();
        let told = json!({
            "flooded": flooded.pages.json(),
            "ratio": ratio.json(),
            "reached": here,
            "attempts_per_second": rate,
            "answered_429": turned_away,
            "answered_otherwise": all - turned_away,
            "answers": by_status,
        });
        floods.insert(key.to_owned(), told);
        sentences.push(format!("Pages, {rate} attempts a second {from}: {}", flooded.pages));
        sentences.push(format!("Answered 429: {turned_away}; otherwise: {}", all - turned_away));
        sentences.push(format!("p99 is {ratio} times idle; target {TARGET} {}", verdict(here)));
    }
    if args.json {
        let told = json!({
            "bench": "door",
            "idle": idle.json(),
            "target": TARGET.json(),
            "reached": reached,
            "floods": floods,
        });
        println!("{told}");
        return;
    }
    println!("{}", sentences.join("\n"));
}

/// Whether a flood from one address was turned away but for what the door takes of one.
fn is_turned_away(answers: &Answers, lasts: Duration) -> bool {
    let rate = web::Rates::USUAL.entering;
    let turned_away = answers.get(&429).copied().unwrap_or(0);
    let otherwise = answers.values().sum::<u64>() - turned_away;
    // One more: the flood ends a little after its time.
    let allowed = u64::from(rate.burst) + lasts.as_secs() / rate.every.as_secs().max(1) + 1;
    turned_away > 0 && otherwise <= allowed
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

/// An attempt to sign in, but for where it comes from and whom it is for.
#[derive(Clone)]
struct Attempt {
    head: String,
    token: String,
}

impl Attempt {
    /// The attempt of this number, from an address of its own where the flood is spread: then for a
    /// handle of its own, too, so that no pause stands between it and the hashing.
    fn written(&self, number: u64, spread: bool) -> Vec<u8> {
        let number = if spread { number } else { 0 };
        let [.., a, b, c] = number.to_be_bytes();
        let (head, token) = (&self.head, &self.token);
        let body = format!("_form={token}&handle=nobody-{number}&password=not+the+password");
        let from = format!("X-Forwarded-For: 10.{a}.{b}.{c}");
        format!("{head}{from}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }
}

/// One attempt to sign in, as a browser with our own form sends it, with a wrong password.
async fn attempt(served: &Served) -> Result<Attempt, Refused> {
    let sample = Page::new(served.port, "/sign-in", None).once().await?;
    let visitor = cookie(&sample.headers, "daiko-visitor")
        .ok_or_else(|| odd("no cookie came with the form"))?;
    let text = String::from_utf8_lossy(&sample.body).into_owned();
    let (_, rest) = text.split_once("name=\"_form\" value=\"").ok_or_else(|| odd("no form"))?;
    let token = rest.split('"').next().unwrap_or("").to_owned();
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {visitor}\r\nContent-Type: \
         application/x-www-form-urlencoded\r\n",
        served.port
    );
    Ok(Attempt { head, token })
}

/// So many attempts a second until it is over; how they were answered.
async fn flood(
    port: u16,
    attempt: Attempt,
    a_second: u32,
    spread: bool,
    over: Arc<AtomicBool>,
) -> Result<Answers, Refused> {
    let each = Duration::from_secs(1) * FLOODING / a_second.max(1);
    let (mut senders, count) = (JoinSet::new(), Arc::new(AtomicU64::new(1)));
    for sender in 0..FLOODING {
        let (attempt, over, count) = (attempt.clone(), Arc::clone(&over), Arc::clone(&count));
        senders.spawn(async move {
            tokio::time::sleep(each * sender / FLOODING).await;
            let mut line = Line::open(port).await?;
            let mut pace = tokio::time::interval(each);
            pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
            let mut answers = Answers::new();
            while !over.load(Ordering::Relaxed) {
                pace.tick().await;
                let number = count.fetch_add(1, Ordering::Relaxed);
                line.ask(&attempt.written(number, spread)).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_from_one_address_that_gets_in_does_not_reach_the_target() {
        let lasts = Duration::from_secs(60);
        let table = [
            (vec![(422, 20), (429, 9_000)], true),
            (vec![(422, 21), (429, 9_000)], true),
            (vec![(422, 22), (429, 9_000)], false),
            (vec![(422, 12), (500, 10), (429, 9_000)], false),
            (vec![(422, 9_000)], false),
            (vec![], false),
        ];
        for (answers, expect) in table {
            let answers: Answers = answers.into_iter().collect();
            assert_eq!(is_turned_away(&answers, lasts), expect, "{answers:?}");
        }
    }
}
