//! What must hold at the end.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use db::Answer;
use kernel::Refused;
use orders::{MessageState, State};
use serde::{Deserialize, Serialize};

use super::cast::Cast;
use super::stage::{MarketAdmin, Stage};
use crate::house::House;

/// What a story came to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Summary {
    /// Which engine it ran on.
    pub engine: String,
    /// Lots bid on.
    pub lots: i64,
    /// Bids, by where they ended.
    pub bids: BTreeMap<String, i64>,
    /// Attempts the marketplace took.
    pub placed: usize,
    /// Orders, by where they ended.
    pub orders: BTreeMap<String, i64>,
    /// Kills lived through.
    pub kills: u32,
    /// Everything that did not hold; empty when all did.
    pub wrong: Vec<String>,
    /// From the first word to the last, in seconds of the wall's clock.
    pub seconds: u64,
}

impl Summary {
    /// Whether all held.
    pub fn held(&self) -> bool {
        self.wrong.is_empty()
    }

    pub(super) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn tell(&self) {
        println!();
        println!(
            "{} lots, {} attempts taken by the marketplace, {} kills, on {}.",
            self.lots, self.placed, self.kills, self.engine
        );
        println!("Bids:   {}", counts(&self.bids));
        println!("Orders: {}", counts(&self.orders));
        if self.held() {
            println!(
                "The books sum to zero, no order is in an impossible state, no job is left, and each bid at the marketplace has exactly one receipt."
            );
        }
        for wrong in &self.wrong {
            println!("WRONG: {wrong}");
        }
    }
}

fn counts(all: &BTreeMap<String, i64>) -> String {
    all.iter().map(|(what, n)| format!("{n} {what}")).collect::<Vec<_>>().join(", ")
}

/// Audits everything.
pub(super) async fn audit(
    house: &House,
    stage: &Stage,
    market: &MarketAdmin,
    cast: &Cast,
) -> Result<Summary, Refused> {
    settled(house).await?;
    let mut wrong = house.db.read("story.audit", audits).await?;
    let ours = house.db.read("story.placed", bidding::placed_references).await?;
    let rows = market.get("/v1/admin/audit").await?;
    compare("bid", &ours, &rows, &mut wrong);
    let bought = house.db.read("story.bought", bought).await?;
    compare("purchase", &bought, &rows, &mut wrong);
    let taken = house.db.read("story.taken_offers", bidding::taken_offers).await?;
    compare("acceptance", &taken, &rows, &mut wrong);
    paid_once(&rows, &mut wrong);
    let bids = house.db.read("story.bids", bidding::count_by_state).await?;
    let bids: BTreeMap<String, i64> = bids.into_iter().collect();
    let orders = house.db.read("story.order_counts", order_counts).await?;
    let home = house.db.read("story.delivered", delivered).await?;
    let won = bids.get("won").copied().unwrap_or(0);
    wrong.extend(undone(ours.len(), won, home));
    roles_played(house, cast, stage, &mut wrong).await?;
    let lots = house.db.read("story.lots", bidding::count_lots).await?;
    let began = kernel::At::from_micros(stage.epoch);
    let seconds = house.db.now().since(began).as_secs() / 60;
    Ok(Summary {
        engine: stage.engine_name().into(),
        lots,
        bids,
        placed: ours.len(),
        orders,
        kills: 0,
        wrong,
        seconds: seconds.max(0).unsigned_abs(),
    })
}

/// Jobs that were put by the last acts are given a moment to run.
async fn settled(house: &House) -> Result<(), Refused> {
    let until = Instant::now() + Duration::from_secs(20);
    while house.db.read("story.jobs_left", jobs::left).await? > 0 && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

fn audits(tx: &mut db::Tx<'_>) -> Answer<Vec<String>> {
    let mut wrong = ledger::audit(tx)?;
    wrong.extend(orders::audit(tx)?);
    wrong.extend(bidding::audit(tx)?);
    wrong.extend(shopping::audit(tx)?);
    wrong.extend(stopped(tx)?);
    wrong.extend(unsent(tx)?);
    let left = jobs::left(tx)?;
    if left > 0 {
        wrong.push(format!("{left} jobs are left"));
    }
    for dead in jobs::dead(tx, None, 20)?.rows {
        wrong.push(format!("{} lies dead: {}", dead.kind, dead.why));
    }
    Ok(wrong)
}

/// Nobody in the story decides about what was stopped: it would stand there for ever.
fn stopped(tx: &mut db::Tx<'_>) -> Answer<Vec<String>> {
    let orders = orders::in_state(tx, State::OnHold, 10_000)?.into_iter();
    let told = orders.map(|order| {
        let why = order.reason.map_or("no reason", kernel::Word::word);
        format!("{} was stopped, and nobody decided: {why}", order.id)
    });
    Ok(told.collect())
}

/// What was written to a seller got there, however often the house or the marketplace fell over.
fn unsent(tx: &mut db::Tx<'_>) -> Answer<Vec<String>> {
    let mut wrong = Vec::new();
    for state in <State as kernel::Word>::ALL {
        for order in orders::in_state(tx, *state, 10_000)? {
            let lines = orders::messages(tx, order.id)?.into_iter();
            let unsent = lines
                .filter(|line| matches!(line.state, MessageState::Sending | MessageState::Refused));
            wrong.extend(unsent.map(|line| format!("{} to a seller is {}", line.id, line.state)));
        }
    }
    Ok(wrong)
}

/// Each reference the marketplace took is one receipt of ours, and the other way round.
fn compare(kind: &str, ours: &[String], audit: &serde_json::Value, wrong: &mut Vec<String>) {
    let mut theirs = BTreeMap::<&str, usize>::new();
    for row in audit["rows"].as_array().into_iter().flatten().filter(|r| r["kind"] == kind) {
        *theirs.entry(row["reference"].as_str().unwrap_or("")).or_default() += 1;
    }
    for (reference, times) in &theirs {
        if *times != 1 {
            wrong.push(format!("{reference} was taken {times} times"));
        }
        if !ours.iter().any(|o| o == reference) {
            wrong.push(format!("{reference} was taken, and has no receipt"));
        }
    }
    for reference in ours.iter().filter(|o| !theirs.contains_key(o.as_str())) {
        wrong.push(format!("{reference} has a receipt, and was never taken"));
    }
}

/// The references of everything bought at a fixed price.
fn bought(tx: &mut db::Tx<'_>) -> Answer<Vec<String>> {
    let mut references = Vec::new();
    for state in <State as kernel::Word>::ALL {
        for order in orders::in_state(tx, *state, 10_000)? {
            if order.kind == orders::OrderKind::Purchase && order.market == "bazaar" {
                references.push(order.reference);
            }
        }
    }
    Ok(references)
}

/// No order of the marketplace was paid twice.
fn paid_once(audit: &serde_json::Value, wrong: &mut Vec<String>) {
    let mut paid = BTreeMap::<&str, usize>::new();
    for row in audit["rows"].as_array().into_iter().flatten().filter(|r| r["kind"] == "payment") {
        *paid.entry(row["order_id"].as_str().unwrap_or("")).or_default() += 1;
    }
    for (order, times) in paid.iter().filter(|(_, times)| **times != 1) {
        wrong.push(format!("{order} was paid {times} times"));
    }
}

fn order_counts(tx: &mut db::Tx<'_>) -> Answer<BTreeMap<String, i64>> {
    let mut counts = BTreeMap::new();
    for state in <State as kernel::Word>::ALL {
        let n = orders::in_state(tx, *state, 10_000)?.len();
        if n > 0 {
            counts.insert(state.to_string(), i64::try_from(n).unwrap_or(i64::MAX));
        }
    }
    Ok(counts)
}

/// What the main job is there for, in every story, with faults and kills or without: something was
/// sent, won, and brought to a door. A story in which nothing happened holds no promise.
fn undone(placed: usize, won: i64, delivered: usize) -> Vec<String> {
    let done = [
        ("no bid was placed", placed > 0),
        ("no lot was won", won > 0),
        ("nothing was delivered", delivered > 0),
    ];
    done.into_iter().filter(|(_, done)| !done).map(|(words, _)| words.to_owned()).collect()
}

/// How many orders reached a door, wherever they stand by now.
fn delivered(tx: &mut db::Tx<'_>) -> Answer<usize> {
    let mut delivered = 0;
    for state in [State::Delivered, State::Closed] {
        for order in orders::in_state(tx, state, 10_000)? {
            let steps = orders::history(tx, order.id)?;
            delivered += usize::from(steps.iter().any(|step| step.state == State::Delivered));
        }
    }
    Ok(delivered)
}

/// The parts the story promises: one is outbid, one wins and gets it delivered, a group wins one.
async fn roles_played(
    house: &House,
    cast: &Cast,
    stage: &Stage,
    wrong: &mut Vec<String>,
) -> Result<(), Refused> {
    // Under kills and faults a lot may end before anybody could bid on it: then only the audits
    // count.
    if stage.faults > 0
        || stage.last_begins() > kernel::At::from_micros(stage.epoch).plus(kernel::Span::minutes(5))
    {
        return Ok(());
    }
    let parts = [
        ("Alice was never outbid", cast.alice, bidding::BidState::Lost, 1),
        ("Bruno did not win twice", cast.bruno, bidding::BidState::Won, 2),
        ("Chen’s group did not win one", cast.chen, bidding::BidState::Won, 1),
    ];
    if house.db.read("story.taken_offers", bidding::taken_offers).await?.is_empty() {
        wrong.push("What fell to Alice was not taken".to_owned());
    }
    for (words, member, state, least) in parts {
        let count =
            house.db.read("story.part", move |tx| bidding::count_of(tx, member, state)).await?;
        if count < least {
            wrong.push(words.to_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_in_which_nothing_was_placed_won_or_delivered_does_not_hold() {
        let table: [(usize, i64, usize, &[&str]); 5] = [
            (3, 1, 1, &[]),
            (0, 1, 1, &["no bid was placed"]),
            (3, 0, 1, &["no lot was won"]),
            (3, 1, 0, &["nothing was delivered"]),
            (0, 0, 0, &["no bid was placed", "no lot was won", "nothing was delivered"]),
        ];
        for (placed, won, delivered, wrong) in table {
            assert_eq!(undone(placed, won, delivered), wrong);
        }
    }
}
