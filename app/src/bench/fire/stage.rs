//! A bazaar beside, a house with members who have money, lots that end when they should, and bids
//! on them.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bidding::{Mode, PlaceBid, Timing};
use db::{Answer, Db, Lock, Tx};
use kernel::{At, Fault, MemberId, Refused, Span, Yen};
use markets::{Connector, Item, Markets};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::child::{BazaarBeside, free_port, fresh_folder};
use crate::house::{Blueprint, House, Working};
use crate::seed;

const MEMBERS: usize = 200;
const FUNDS: i64 = 1_000_000_000;
const CEILING: Yen = Yen::new(2_000);
/// Bids placed by one act.
const TOGETHER: usize = 50;
/// Requests at once while the stage is set.
const HANDS: usize = 16;

/// A lot to be listed: when its bid is to be sent, and how long before the end that is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) send_at: At,
    pub(crate) lead: Span,
}

impl Wanted {
    pub(crate) fn ends_at(self) -> At {
        self.send_at.plus(self.lead)
    }
}

/// A bazaar and nobody who uses it.
pub(crate) struct Fair {
    folder: PathBuf,
    beside: BazaarBeside,
    client: reqwest::Client,
}

impl Fair {
    /// Opens an empty one.
    pub(crate) async fn open(what: &str) -> Result<Fair, Refused> {
        let folder = fresh_folder(what)?;
        let empty = ["--auctions=0", "--offers=0", "--accounts=1"].map(str::to_owned);
        let beside = BazaarBeside::start(&folder.join("bazaar"), free_port()?, &empty).await?;
        Ok(Fair { folder, beside, client: reqwest::Client::new() })
    }

    /// Lists a lot for each of these; their ids, in the same order.
    pub(crate) async fn list(&self, wanted: &[Wanted]) -> Result<Vec<String>, Refused> {
        let mut hands = JoinSet::new();
        let share = wanted.len().div_ceil(HANDS).max(1);
        for (n, mine) in wanted.chunks(share).enumerate() {
            let (client, url) =
                (self.client.clone(), format!("{}/v1/admin/listings", self.beside.url));
            let (token, mine) = (self.beside.access.admin_token.clone(), mine.to_vec());
            hands.spawn(async move {
                let mut ids = Vec::with_capacity(mine.len());
                // Those that end at one instant are listed with one request.
                for same in mine.chunk_by(|a, b| a.ends_at() == b.ends_at()) {
                    let Some(first) = same.first() else { continue };
                    let body = listing(first.ends_at(), same.len());
                    let asked = client.post(&url).bearer_auth(&token).json(&body).send().await;
                    let answer: Value = read(asked).await?;
                    ids.extend(strings(&answer["ids"]));
                }
                Ok::<_, Refused>((n, ids))
            });
        }
        let mut parts = Vec::new();
        while let Some(part) = hands.join_next().await {
            parts.push(part.map_err(|e| Fault::new(format!("listing broke: {e}")))??);
        }
        parts.sort_by_key(|part| part.0);
        let ids: Vec<String> = parts.into_iter().flat_map(|part| part.1).collect();
        if ids.len() == wanted.len() {
            return Ok(ids);
        }
        Err(Fault::new(format!("{} of {} lots were listed", ids.len(), wanted.len())).into())
    }

    /// The connector to it, as a house has it.
    pub(crate) fn connector(&self) -> Result<Arc<dyn Connector>, Refused> {
        let markets =
            Markets::new().with(Arc::new(markets::Protocol::new(self.beside.settings()?)?));
        Ok(Arc::clone(markets.to("bazaar").map_err(markets::No::refused)?))
    }

    /// All references it took a bid under, and the lot of each; straight from its own log.
    pub(crate) async fn taken(&self) -> Result<Vec<(String, String)>, Refused> {
        let mut all = Vec::new();
        let mut after = Some(0);
        while let Some(from) = after {
            let url = format!("{}/v1/admin/audit?after={from}", self.beside.url);
            let token = &self.beside.access.admin_token;
            let page: Value = read(self.client.get(url).bearer_auth(token).send().await).await?;
            for row in page["rows"].as_array().into_iter().flatten() {
                if row["kind"] == "bid" {
                    let word = |name: &str| row[name].as_str().unwrap_or("").to_owned();
                    all.push((word("reference"), word("item_id")));
                }
            }
            after = page["next_after"].as_u64();
        }
        Ok(all)
    }

    /// Puts everything away.
    pub(crate) fn close(self) {
        drop(self.beside);
        let _ = std::fs::remove_dir_all(self.folder);
    }
}

fn listing(ends_at: At, copies: usize) -> Value {
    json!({
        "copies": copies, "start_yen": 1_000, "ends_at": ends_at.micros(),
        "auto_extension": false, "shipping_yen": 810,
    })
}

fn strings(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    texts.filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

async fn read(asked: Result<reqwest::Response, reqwest::Error>) -> Result<Value, Refused> {
    let no = |e: reqwest::Error| Refused::from(Fault::new(format!("the bazaar: {e}")));
    let answer = asked.and_then(reqwest::Response::error_for_status).map_err(no)?;
    answer.json().await.map_err(no)
}

/// A bazaar and a house at work.
pub(crate) struct Stage {
    pub(crate) fair: Fair,
    pub(crate) house: House,
    working: Working,
    members: Vec<MemberId>,
}

impl Stage {
    /// Opens both, with members who have money.
    pub(crate) async fn open(what: &str) -> Result<Stage, Refused> {
        let fair = Fair::open(what).await?;
        let mut blueprint = Blueprint::new(fair.folder.join("house"));
        blueprint.markets = vec![fair.beside.settings()?];
        let house = blueprint.open()?;
        let hash = crate::serve::passwords(&house)?.hash_now("a measurement has no secrets")?;
        let enrol = move |tx: &mut Tx<'_>| -> Answer<Vec<MemberId>> {
            let door = ["Member Example", "4 Sample Street", "Toronto", "ON", "M5V 2T6", "CA"];
            let one = |n| seed::member(tx, &format!("member-{n}"), &hash, FUNDS, &door);
            (0..MEMBERS).map(one).collect()
        };
        let members = house.db.write("bench.members", Lock::none(), enrol).await?;
        let working = house.start().await?;
        Ok(Stage { fair, house, working, members })
    }

    /// Lists the lots, has each bid on, and waits until everything but the firing is done.
    pub(crate) async fn set(&self, wanted: &[Wanted]) -> Result<(), Refused> {
        let ids = self.fair.list(wanted).await?;
        let market = Arc::clone(self.house.markets.to("bazaar").map_err(markets::No::refused)?);
        let mut placed = 0;
        for (ids, wanted) in ids.chunks(TOGETHER).zip(wanted.chunks(TOGETHER)) {
            let items = market.items(ids).await.map_err(markets::No::refused)?;
            let leads: Vec<(String, Span)> =
                ids.iter().cloned().zip(wanted.iter().map(|w| w.lead)).collect();
            placed += self.bid(items, leads).await?;
        }
        if placed != wanted.len() {
            return Err(Fault::new(format!("{placed} of {} bids placed", wanted.len())).into());
        }
        let first = wanted.iter().map(|w| w.send_at).min().unwrap_or_default();
        self.at_rest(placed, first).await
    }

    async fn bid(&self, items: Vec<Item>, leads: Vec<(String, Span)>) -> Result<usize, Refused> {
        let leads: std::collections::HashMap<String, Span> = leads.into_iter().collect();
        let members = self.members.clone();
        let act = move |tx: &mut Tx<'_>| -> Answer<usize> {
            for (n, item) in items.iter().enumerate() {
                let Some(member) = members.get(n % members.len().max(1)) else { continue };
                let ask = PlaceBid {
                    member: *member,
                    market: "bazaar".into(),
                    item: item.clone(),
                    ceiling_yen: CEILING,
                    mode: Mode::LastMoment,
                    lead: leads.get(&item.id).copied().unwrap_or_default(),
                    group: None,
                    ask: item.id.clone(),
                };
                bidding::place(tx, &ask)?;
            }
            Ok(items.len())
        };
        self.house.db.write("bench.bids", Lock::none(), act).await
    }

    /// The checks before and the news of all that was placed are through; only timers are left.
    async fn at_rest(&self, timers: usize, before: At) -> Result<(), Refused> {
        let db = &self.house.db;
        let timers = i64::try_from(timers).unwrap_or(i64::MAX);
        loop {
            if db.read("bench.left", jobs::left).await? <= timers {
                return Ok(());
            }
            if db.now() > before {
                let what = "setting the stage took too long for this machine: give it --prepare";
                return Err(Fault::new(what).into());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Waits until each of so many attempts is answered; what they came to, and when the last one
    /// was written down at the latest.
    pub(crate) async fn answered(
        &self,
        attempts: usize,
        patience: Span,
    ) -> Result<(Vec<Timing>, At), Refused> {
        let db: &Db = &self.house.db;
        let until = db.now().plus(patience);
        loop {
            let seen_at = db.now();
            let open = db.read("bench.unanswered", bidding::unanswered).await?;
            let made = db.read("bench.attempts", bidding::attempts).await?;
            if open == 0 && made >= i64::try_from(attempts).unwrap_or(i64::MAX) {
                return Ok((db.read("bench.timings", bidding::timings).await?, seen_at));
            }
            if seen_at > until {
                let what =
                    format!("{made} of {attempts} attempts were made, {open} are unanswered");
                return Err(Fault::new(what).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends well and puts everything away.
    pub(crate) async fn close(self) -> Result<(), Refused> {
        self.working.stop().await?;
        drop(self.house);
        self.fair.close();
        Ok(())
    }
}
