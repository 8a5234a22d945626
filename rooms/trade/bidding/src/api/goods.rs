use kernel::{At, Page, Span, Yen};
use markets::{Item, ItemStatus, Kind, MarketCategory, Search};
use web::api::{ApiRefusal, Call, Operation, Scope, Term};
use web::{Routes, Show};

use super::{MARKET, stop};
use crate::pages::ahead;

web::shapes! {
    /// A lot of an auction, or a thing at a fixed price.
    pub struct ItemShape {
        /// The marketplace.
        market: String,
        /// The marketplace's id of it.
        item: String,
        /// How it is sold.
        kind: Term<Kind>,
        /// Whether it may still be had.
        status: Term<ItemStatus>,
        /// How it ended.
        result: Option<String>,
        /// The title in Japanese.
        title_ja: String,
        /// The title in English.
        title_en: Option<String>,
        /// Its page at the marketplace.
        url: String,
        /// Its pictures, as addresses of this house.
        images: Vec<String>,
        /// The price now.
        price_yen: Yen,
        /// The least next bid.
        next_yen: Option<Yen>,
        /// The price at which it ends at once.
        buy_now_yen: Option<Yen>,
        /// Shipping within Japan; unknown is null.
        shipping_yen: Option<Yen>,
        /// How many bids there are.
        bids: i64,
        /// How many are left.
        available: i64,
        /// From when it takes bids or is sold.
        starts_at: Option<At>,
        /// When it ends.
        ends_at: Option<At>,
        /// In which state it is, says the seller.
        condition: String,
        /// Its weight in grams; unknown is null.
        weight_g: Option<i64>,
    }
    /// A category of a marketplace.
    pub struct Category {
        /// Its id.
        id: String,
        /// The one it is a part of.
        parent: Option<String>,
        /// What it is called.
        name: String,
        /// How many open items it has.
        open: i64,
    }
    /// All categories of a marketplace.
    pub struct Categories {
        /// The categories.
        categories: Vec<Category>,
    }
}

pub(super) fn operations(routes: Routes) -> Routes {
    let search = Operation::list::<ItemShape>(
        "/api/v1/items",
        Scope::Read,
        "search_items",
        "Looks for lots and offers.",
    )
    .asking_for("market", "The marketplace; the first that can search, if it is not said.")
    .asking_for("q", "Words to look for.")
    .asking_for("category", "The id of a category.")
    .asking_for("kind", "“auction” or “fixed”.")
    .asking_for("sort", "“ends”, “newest”, “price”, “price_desc” or “bids”.")
    .asking_for("min", "The lowest price in yen.")
    .asking_for("max", "The highest price in yen.")
    .refusing(MARKET)
    .refusing(&[422]);
    let item = Operation::get::<ItemShape>(
        "/api/v1/items/{market}/{item}",
        Scope::Read,
        "show_item",
        "One lot or offer.",
    );
    let categories = Operation::get::<Categories>(
        "/api/v1/categories/{market}",
        Scope::Read,
        "list_categories",
        "The categories of a marketplace.",
    );
    routes
        .api(search, find)
        .api(item.refusing(MARKET).refusing(&[409, 422]), one)
        .api(categories, all)
}

pub(super) fn shape(market: &str, item: &Item, ahead: Span) -> ItemShape {
    ItemShape {
        market: market.to_owned(),
        item: item.id.clone(),
        kind: Term(item.kind),
        status: Term(item.status),
        result: item.result.clone(),
        title_ja: item.title_ja.clone(),
        title_en: item.title_en.clone(),
        url: item.url.clone(),
        images: item.images.clone(),
        price_yen: item.price_yen,
        next_yen: item.next_yen,
        buy_now_yen: item.buy_now_yen,
        shipping_yen: item.shipping_yen,
        bids: item.bids,
        available: item.available,
        starts_at: item.starts_at.map(|starts| starts.minus(ahead)),
        ends_at: item.ends_at.map(|ends| ends.minus(ahead)),
        condition: item.condition.clone(),
        weight_g: item.weight_g,
    }
}

fn shelf(call: &Call) -> Result<markets::Shelf, web::Stop> {
    Ok(call.cx.plugged::<markets::Shelf>()?.clone())
}

async fn find(call: Call) -> Show {
    let text = |name: &str, most: usize| call.asked(name).chars().take(most).collect::<String>();
    let known = |name: &str, all: &[&str]| {
        all.iter()
            .find(|word| **word == call.asked(name))
            .map_or(String::new(), |w| (*w).to_owned())
    };
    let page = match call.asked("after") {
        "" => 1,
        cursor => cursor
            .parse()
            .ok()
            .filter(|page| (1..=1_000).contains(page))
            .ok_or(ApiRefusal::BadCursor)?,
    };
    let search = Search {
        words: text("q", 100),
        category: text("category", 64),
        kind: known("kind", &["auction", "fixed"]),
        sort: known("sort", &["ends", "newest", "price", "price_desc", "bids"]),
        min_yen: Yen::parse(call.asked("min")).map(Yen::get),
        max_yen: Yen::parse(call.asked("max")).map(Yen::get),
        page,
    };
    let shelf = shelf(&call)?;
    let first = shelf.markets().all().find(|m| m.can().search).map(|m| m.market().to_owned());
    let asked = call.asked("market");
    let market = if asked.is_empty() { first.unwrap_or_default() } else { asked.to_owned() };
    let found = shelf.search(&market, &search).await.map_err(stop)?;
    let more = found.page * found.per_page < found.total && found.page < 1_000;
    let next = more.then(|| (found.page + 1).to_string());
    let ahead = ahead(&call.cx, &market);
    call.page(&Page { rows: found.rows.clone(), next }, |item: &Item| shape(&market, item, ahead))
}

async fn one(call: Call) -> Show {
    let (market, item) = (call.word("market")?, call.word("item")?);
    let found = shelf(&call)?.item(&market, &item).await.map_err(stop)?;
    call.say(&shape(&market, &found, ahead(&call.cx, &market)))
}

async fn all(call: Call) -> Show {
    let market = call.word("market")?;
    let shelf = shelf(&call)?;
    shelf.markets().to(&market).map_err(stop)?;
    let found = shelf.categories(&market).await;
    let one = |c: &MarketCategory| Category {
        id: c.id.clone(),
        parent: c.parent.clone(),
        name: c.name.clone(),
        open: c.open,
    };
    call.say(&Categories { categories: found.iter().map(one).collect() })
}
