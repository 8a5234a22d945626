//! The bidding season: each lot that appears gets its bids by a fixed plan, so that a story cut
//! short places the same bids again and finds them placed.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use bidding::{Mode, PlaceBid};
use db::{Lock, Tx};
use kernel::{BidGroupId, BidId, Fault, Id, MemberId, Refused, Span, Yen};
use markets::{Item, ItemStatus, Search};
use serde::{Deserialize, Serialize};

use super::cast::Cast;
use super::goods::{Special, special};
use super::stage::Stage;
use super::tell::Teller;
use crate::house::House;

/// A lot the story bids on: in the order they were first seen, kept in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Seen {
    item: String,
    next_yen: i64,
    special: Option<Special>,
}

/// One wish of one member.
struct Wish {
    who: &'static str,
    member: MemberId,
    ceiling_yen: Yen,
    mode: Mode,
    lead: Span,
    grouped: bool,
    ask: String,
}

fn ask(lot: &str, n: usize) -> String {
    format!("story:{lot}:{n}")
}

pub(super) struct Season<'s> {
    house: &'s House,
    stage: &'s Stage,
    cast: &'s Cast,
    teller: &'s Teller,
    file: PathBuf,
    seen: Vec<Seen>,
    answered: BTreeMap<String, String>,
}

impl<'s> Season<'s> {
    pub(super) fn open(
        house: &'s House,
        stage: &'s Stage,
        cast: &'s Cast,
        teller: &'s Teller,
    ) -> Result<Season<'s>, Refused> {
        let file = stage.file("lots.jsonl");
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        // A line that a kill cut short is not a lot yet.
        let seen = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(Season { house, stage, cast, teller, file, seen, answered: BTreeMap::new() })
    }

    /// Bids on every lot that appears, until the last is over and every bid has its end.
    pub(super) async fn live(&mut self) -> Result<(), Refused> {
        let group = self.group().await?;
        loop {
            self.look().await?;
            for index in 0..self.seen.len() {
                self.bid_on(index, group).await?;
            }
            if self.is_over().await? {
                self.teller.tell("The last lot has ended.");
                return Ok(());
            }
            self.narrate().await?;
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    async fn look(&mut self) -> Result<(), Refused> {
        let Ok(market) = self.house.markets.to("bazaar") else { return Ok(()) };
        for page in 1..=5 {
            let search = Search { kind: "auction".into(), page, ..Search::default() };
            // A marketplace that does not answer now will later.
            let Ok(found) = market.search(&search).await else { return Ok(()) };
            let full = i64::try_from(found.rows.len()).unwrap_or(0) == found.per_page;
            for item in found.rows {
                self.note(&item)?;
            }
            if !full {
                return Ok(());
            }
        }
        Ok(())
    }

    fn note(&mut self, item: &Item) -> Result<(), Refused> {
        if self.seen.iter().any(|seen| seen.item == item.id) {
            return Ok(());
        }
        let next_yen = item.next_yen.unwrap_or(item.price_yen).get();
        let special = special(item.title_en.as_deref());
        let seen = Seen { item: item.id.clone(), next_yen, special };
        let no = |e: std::io::Error| Fault::new(format!("lots.jsonl: {e}"));
        let line = serde_json::to_string(&seen).map_err(|e| Fault::new(e.to_string()))?;
        let mut file =
            std::fs::File::options().create(true).append(true).open(&self.file).map_err(no)?;
        // A new line first: one that a kill cut short must not swallow this one.
        file.write_all(format!("\n{line}\n").as_bytes()).map_err(no)?;
        file.sync_data().map_err(no)?;
        self.seen.push(seen);
        Ok(())
    }

    async fn group(&self) -> Result<BidGroupId, Refused> {
        let chen = self.cast.chen;
        let act = move |tx: &mut Tx<'_>| {
            let before = bidding::groups_of(tx, chen)?;
            match before.first() {
                Some(group) => Ok(group.id),
                None => bidding::open_group(tx, chen, "one of these three", 1),
            }
        };
        self.house.db.write("story.group", Lock::named("story.group"), act).await
    }

    async fn bid_on(&mut self, index: usize, group: BidGroupId) -> Result<(), Refused> {
        let Some(seen) = self.seen.get(index).cloned() else { return Ok(()) };
        let wishes: Vec<Wish> = self
            .wishes(index, &seen)
            .into_iter()
            .filter(|wish| !self.answered.contains_key(&wish.ask))
            .collect();
        if wishes.is_empty() {
            return Ok(());
        }
        let market = self.house.markets.to("bazaar").map_err(markets::No::refused)?;
        for wish in wishes {
            // Each wish looks at the lot afresh, as a page does.
            let Ok(item) = market.item(&seen.item).await else { return Ok(()) };
            self.place(wish, item, group).await?;
        }
        Ok(())
    }

    async fn place(&mut self, wish: Wish, item: Item, group: BidGroupId) -> Result<(), Refused> {
        let title = item.title_en.clone().unwrap_or_default();
        let ask = PlaceBid {
            member: wish.member,
            market: "bazaar".into(),
            item,
            ceiling_yen: wish.ceiling_yen,
            mode: wish.mode,
            lead: wish.lead,
            group: wish.grouped.then_some(group),
            ask: wish.ask.clone(),
        };
        let act = move |tx: &mut Tx<'_>| bidding::place(tx, &ask);
        let answer = match self.house.db.write("story.place", Lock::none(), act).await {
            Ok(bid) => {
                if !wish.who.is_empty() {
                    let how = if wish.mode == Mode::Now { "now" } else { "at the last moment" };
                    let group = if wish.grouped {
                        ", as one of a group of which she wants one"
                    } else {
                        ""
                    };
                    self.teller.tell(format!(
                        "{} bids {how} on “{title}” with a ceiling of {}{group}.",
                        wish.who, wish.ceiling_yen
                    ));
                }
                bid.to_string()
            }
            Err(Refused::No(no)) if no.status < 500 => {
                if !wish.who.is_empty() {
                    self.teller.tell(format!("{} is told: {}", wish.who, no.english));
                }
                no.code.to_owned()
            }
            // Busy, or the marketplace is down: asked again at the next turn.
            Err(Refused::No(_)) => return Ok(()),
            Err(refused) => return Err(refused),
        };
        self.answered.insert(wish.ask, answer);
        Ok(())
    }

    /// The item of a lot with a part of its own, and the story's bid on it, if there is one.
    pub(super) fn bid_on_special(&self, special: Special) -> Option<(String, BidId)> {
        let seen = self.seen.iter().find(|seen| seen.special == Some(special))?;
        let bid = BidId::parse(self.answered.get(&ask(&format!("{special:?}"), 0))?)?;
        Some((seen.item.clone(), bid))
    }

    /// Who wants what: by the lot's place in the file among those like it, nothing else.
    fn wishes(&self, index: usize, seen: &Seen) -> Vec<Wish> {
        let before = self.seen.iter().take(index).filter(|seen| seen.special.is_none());
        let index = before.count();
        let high = Yen::new(seen.next_yen.saturating_mul(3).saturating_add(90_000));
        let name = seen.special.map_or_else(|| index.to_string(), |special| format!("{special:?}"));
        let wish = |who, member, ceiling_yen, mode, lead, n| Wish {
            who,
            member,
            ceiling_yen,
            mode,
            lead: Span::secs(lead),
            grouped: false,
            ask: ask(&name, n),
        };
        let last = Mode::LastMoment;
        let Cast { alice, bruno, chen, .. } = self.cast;
        match seen.special {
            Some(Special::Extended) => {
                return vec![wish("Bruno", *bruno, Yen::new(40_000), last, 30, 0)];
            }
            Some(Special::Falls) => {
                return vec![wish("Alice", *alice, Yen::new(5_000), Mode::Now, 0, 0)];
            }
            None => {}
        }
        match index {
            0 => vec![wish("Alice", *alice, Yen::new(seen.next_yen), Mode::Now, 0, 0)],
            1 => vec![
                wish("Alice", *alice, Yen::new(seen.next_yen + 2_000), Mode::Now, 0, 0),
                wish("Bruno", *bruno, high, last, 20, 1),
            ],
            2..=4 => vec![Wish {
                grouped: true,
                ..wish("Chen", *chen, Yen::new(high.get() + 1_000), last, 25, 0)
            }],
            5 => vec![wish("Alice", *alice, high, last, 45, 0)],
            _ => self.crowd_wishes(index, seen, &wish),
        }
    }

    fn crowd_wishes(
        &self,
        index: usize,
        seen: &Seen,
        wish: &dyn Fn(&'static str, MemberId, Yen, Mode, i64, usize) -> Wish,
    ) -> Vec<Wish> {
        let crowd = &self.cast.crowd;
        let count = crowd.len().min(3);
        (0..count)
            .filter_map(|n| {
                let member = crowd.get((index * 3 + n) % crowd.len())?;
                let step = i64::try_from((index * 7 + n * 13) % 30).unwrap_or(0);
                let ceiling =
                    Yen::new(seen.next_yen + 1_500 * (step + 1) + i64::try_from(n).unwrap_or(0));
                let mode = if (index + n).is_multiple_of(3) { Mode::Now } else { Mode::LastMoment };
                Some(wish("", *member, ceiling, mode, 5 + step * 2, n))
            })
            .collect()
    }

    async fn is_over(&self) -> Result<bool, Refused> {
        // One that came and went while the house was down was never seen: it is over too.
        if self.house.db.now() < self.stage.last_begins() {
            return Ok(false);
        }
        let all = (0..self.seen.len()).all(|index| {
            let seen = self.seen.get(index);
            seen.is_some_and(|seen| {
                self.wishes(index, seen).iter().all(|w| self.answered.contains_key(&w.ask))
            })
        });
        if !all || self.house.db.read("story.open_bids", bidding::open_bids).await? > 0 {
            return Ok(false);
        }
        let Ok(market) = self.house.markets.to("bazaar") else { return Ok(false) };
        let search = Search { kind: "auction".into(), page: 1, ..Search::default() };
        let found = market.search(&search).await;
        Ok(found.is_ok_and(|f| f.rows.iter().all(|i| i.status != ItemStatus::Open)))
    }

    async fn narrate(&self) -> Result<(), Refused> {
        let who =
            [("Alice", self.cast.alice), ("Bruno", self.cast.bruno), ("Chen", self.cast.chen)];
        for (name, member) in who {
            let told =
                self.house.db.read("story.told", move |tx| bidding::told(tx, member)).await?;
            for line in told {
                self.teller.tell(format!("{name}’s bid on “{}”: {}.", line.0, line.1));
            }
        }
        Ok(())
    }
}
