//! `daiko bench page`: pages of a served house beside a bare axum page of the same size, and the
//! memory of the house: idle, and with very many event streams open.

mod bare;
pub(super) mod load;
mod reader;
pub(super) mod served;

use std::time::Duration;

use kernel::Refused;
use serde_json::{Value, json};

use self::load::Page;
use self::served::Served;
use crate::bench::figures::{Ratio, median, verdict};
use crate::config::BenchPageArgs;

const TARGET: Ratio = Ratio::thousandths(500);
const IDLE_TARGET_MIB: u64 = 60;
const STREAMS_TARGET_MIB: u64 = 600;
/// How long the house is left alone before its idle memory is read.
const ALONE: Duration = Duration::from_secs(3);

/// Measures and prints; or plays one of the parts that have a process of their own.
pub(crate) async fn run(args: &BenchPageArgs) -> Result<(), Refused> {
    if let Some(file) = &args.bare {
        return bare::serve(file).await;
    }
    if let Some(address) = &args.reader {
        return reader::read(address, args.streams).await;
    }
    let mut told = json!({ "bench": "page" });
    let served = Served::open().await?;
    tokio::time::sleep(ALONE).await;
    told["idle"] = memory(args, "Idle", served.memory_kib()?, IDLE_TARGET_MIB);
    let rows = pages(args, &served).await?;
    told["pages"] = Value::Array(rows);
    let streams = reader::watch(&served, args.streams).await?;
    let what = format!("With {} event streams open, {} events read", args.streams, streams.events);
    told["streams"] = memory(args, &what, streams.most_kib, STREAMS_TARGET_MIB);
    told["streams"]["streams"] = json!(args.streams);
    told["streams"]["events"] = json!(streams.events);
    served.close();
    if args.json {
        println!("{told}");
    }
    Ok(())
}

fn memory(args: &BenchPageArgs, what: &str, kib: u64, target_mib: u64) -> Value {
    let reached = kib <= target_mib * 1_024;
    if !args.json {
        let (mib, tenth) = (kib / 1_024, kib % 1_024 * 10 / 1_024);
        println!("{what}: {mib}.{tenth} MiB; target {target_mib} MiB {}", verdict(reached));
    }
    json!({ "resident_kib": kib, "target_mib": target_mib, "reached": reached })
}

async fn pages(args: &BenchPageArgs, served: &Served) -> Result<Vec<Value>, Refused> {
    let lot = served.a_lot().await?;
    let cookie = served.join().await?;
    let lasts = Duration::from_secs(args.seconds.max(1));
    let mut rows = Vec::new();
    let wanted = [
        ("search, signed out", "/search?kind=auction", None),
        ("search, signed in", "/search?kind=auction", Some(&cookie)),
        ("lot, signed out", lot.as_str(), None),
        ("lot, signed in", lot.as_str(), Some(&cookie)),
    ];
    for (name, path, cookie) in wanted {
        let page = Page::new(served.port, path, cookie.map(String::as_str));
        let sample = page.once().await?;
        let bare = bare::Bare::start(&sample).await?;
        let plain = Page::new(bare.port, path, cookie.map(String::as_str));
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..args.rounds {
            ours.push(page.load(lasts).await?);
            theirs.push(plain.load(lasts).await?);
        }
        rows.push(row(args, name, sample.body.len(), &ours, &theirs));
    }
    Ok(rows)
}

fn row(
    args: &BenchPageArgs,
    name: &str,
    bytes: usize,
    ours: &[load::Loaded],
    theirs: &[load::Loaded],
) -> Value {
    let rates = |all: &[load::Loaded]| median(all.iter().map(|l| l.rate.per_second()).collect());
    let pairs = ours.iter().zip(theirs);
    let ratio = Ratio::median(
        pairs.map(|(o, t)| Ratio::of(o.rate.per_second(), t.rate.per_second())).collect(),
    );
    let reached = ratio >= TARGET;
    let mut waits: Vec<_> = ours.iter().map(|l| l.waited).collect();
    waits.sort_by_key(|w| w.p99);
    let waited = waits.get(waits.len() / 2).copied().unwrap_or_default();
    if !args.json {
        println!(
            "Page ({name}, {bytes} bytes): {}/s, {waited}; bare axum {}/s = {ratio}; target \
             {TARGET} {}",
            rates(ours),
            rates(theirs),
            verdict(reached)
        );
    }
    json!({
        "page": name,
        "bytes": bytes,
        "connections": load::CONNECTIONS,
        "per_second": rates(ours),
        "waited": waited.json(),
        "bare_per_second": rates(theirs),
        "ratio": ratio.json(),
        "target": TARGET.json(),
        "reached": reached,
    })
}
