use std::sync::Arc;

use axum::extract::State;
use serde_json::json;

use super::ask::{Visitor, Words};
use super::{Answer, App, shown};
use crate::problem::Problem;
use crate::show;
use crate::state::{Item, State as Memory, folded};

/// What somebody looks for.
pub(super) struct Search {
    words: Vec<String>,
    category: Option<String>,
    kind: &'static str,
    seller: Option<String>,
    min_yen: i64,
    max_yen: i64,
    status: &'static str,
    sort: &'static str,
    page: usize,
    per_page: usize,
}

/// What was found: how many in all, and the items of one page.
pub(super) struct Found<'s> {
    pub(super) total: usize,
    pub(super) page: usize,
    pub(super) per_page: usize,
    pub(super) rows: Vec<&'s Item>,
}

impl Search {
    pub(super) fn read(words: &Words) -> Result<Search, Problem> {
        let number = |name, bounds, usual| words.number(name, bounds, usual);
        let text = folded(words.text("q").unwrap_or(""));
        Ok(Search {
            words: text.split_whitespace().map(str::to_owned).collect(),
            category: words.text("category").map(str::to_owned),
            kind: words.one_of("kind", &["", "auction", "fixed"])?,
            seller: words.text("seller").map(str::to_owned),
            min_yen: number("min_yen", (0, i64::MAX), 0)?,
            max_yen: number("max_yen", (0, i64::MAX), i64::MAX)?,
            status: words.one_of("status", &["open", "ended", "all"])?,
            sort: words.one_of("sort", &["ends", "newest", "price", "price_desc", "bids"])?,
            page: usize::try_from(number("page", (1, 1_000_000), 1)?).unwrap_or(1),
            per_page: usize::try_from(number("per_page", (1, 100), 20)?).unwrap_or(20),
        })
    }

    fn fits(&self, item: &Item) -> bool {
        let category = &item.goods.category;
        let in_category = self.category.as_ref().is_none_or(|wanted| {
            category == wanted
                || category.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('.'))
        });
        let price = item.price_yen();
        (self.kind.is_empty() || item.kind() == self.kind)
            && in_category
            && self.seller.as_ref().is_none_or(|wanted| *wanted == item.seller)
            && (self.min_yen..=self.max_yen).contains(&price)
            && self.words.iter().all(|word| item.words.contains(word.as_str()))
    }

    pub(super) fn run<'s>(&self, state: &'s Memory, now: kernel::At) -> Found<'s> {
        let mut rows: Vec<&Item> = if self.status == "open" {
            // Already in the order of their ends.
            let open = state.open.iter().filter_map(|(_, id)| state.items.get(id));
            // What has not begun takes no bids yet: nobody finds it before.
            open.filter(|item| item.starts_at() <= now && self.fits(item)).collect()
        } else {
            let all = state.listed.iter().filter_map(|id| state.items.get(id));
            let ended = |item: &&Item| self.status == "all" || item.status().0 != "open";
            let mut rows: Vec<&Item> = all.filter(ended).filter(|item| self.fits(item)).collect();
            rows.sort_by_cached_key(|item| item.open_key());
            rows
        };
        match self.sort {
            "newest" => rows.sort_by_key(|item| std::cmp::Reverse((item.listed_at, item.seq))),
            "price" => rows.sort_by_key(|item| item.price_yen()),
            "price_desc" => rows.sort_by_key(|item| std::cmp::Reverse(item.price_yen())),
            "bids" => {
                let bids = |item: &Item| item.auction().map_or(0, crate::decide::standing_bids);
                rows.sort_by_cached_key(|item| std::cmp::Reverse(bids(item)));
            }
            _ => {}
        }
        let total = rows.len();
        let from = (self.page - 1).saturating_mul(self.per_page);
        let rows = rows.into_iter().skip(from).take(self.per_page).collect();
        Found { total, page: self.page, per_page: self.per_page, rows }
    }
}

/// GET /v1/search
pub(super) async fn search(visitor: Visitor, State(app): State<Arc<App>>, words: Words) -> Answer {
    app.gate(visitor.0, "search").await?;
    let search = Search::read(&words)?;
    let told = app.market.look(|core, now| {
        let found = search.run(&core.state, now);
        let seq = found.rows.iter().map(|item| item.seq).max().unwrap_or(0);
        let rows: Vec<_> =
            found.rows.iter().map(|item| show::item(&core.state, item, visitor.0)).collect();
        let told = json!({
            "total": found.total, "page": found.page, "per_page": found.per_page, "rows": rows,
        });
        (seq, told)
    });
    shown(&told.await?)
}
