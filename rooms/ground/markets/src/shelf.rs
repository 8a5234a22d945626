//! What pages show of marketplaces, kept for a moment: a thousand readers of one lot are one
//! question to the marketplace, and a page never waits for it twice. Acts never look here.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::book::Markets;
use crate::model::{Found, Item, MarketCategory, Search};
use crate::no::No;

/// What is younger is fresh.
const FRESH: Duration = Duration::from_secs(2);
/// What is older is not shown any more; in between it is shown while a new one is fetched.
const USABLE: Duration = Duration::from_secs(20);
/// Entries of a kind kept at most.
const MOST: usize = 2_000;

/// Items, searches and categories as they were a moment ago. Cheap to clone.
#[derive(Clone)]
pub struct Shelf(Arc<Inner>);

struct Inner {
    markets: Markets,
    items: Kept<(String, String), Item>,
    found: Kept<(String, Search), Found>,
    categories: Kept<String, Vec<MarketCategory>>,
}

struct Kept<K, V>(Mutex<HashMap<K, Entry<V>>>);

struct Entry<V> {
    value: Arc<V>,
    at: Instant,
    fetching: bool,
}

enum Look<V> {
    Fresh(Arc<V>),
    Stale(Arc<V>),
    Missing,
}

impl<K: Hash + Eq + Clone, V> Kept<K, V> {
    fn new() -> Kept<K, V> {
        Kept(Mutex::new(HashMap::new()))
    }

    /// The first to find an entry stale is the one who fetches.
    fn look(&self, key: &K, now: Instant) -> Look<V> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(key) {
            Some(entry) if now.duration_since(entry.at) < FRESH || entry.fetching => {
                Look::Fresh(Arc::clone(&entry.value))
            }
            Some(entry) if now.duration_since(entry.at) < USABLE => {
                entry.fetching = true;
                Look::Stale(Arc::clone(&entry.value))
            }
            _ => Look::Missing,
        }
    }

    fn put(&self, key: K, value: Arc<V>, now: Instant) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, entry| now.duration_since(entry.at) < FRESH);
        }
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, Entry { value, at: now, fetching: false });
    }

    /// A fetch that failed: what is there is shown until it is too old.
    fn failed(&self, key: &K) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = all.get_mut(key) {
            entry.fetching = false;
        }
    }
}

impl Shelf {
    /// An empty shelf before these marketplaces.
    pub fn new(markets: Markets) -> Shelf {
        Shelf(Arc::new(Inner {
            markets,
            items: Kept::new(),
            found: Kept::new(),
            categories: Kept::new(),
        }))
    }

    /// The marketplaces behind it.
    pub fn markets(&self) -> &Markets {
        &self.0.markets
    }

    /// An item, at most a moment old.
    pub async fn item(&self, market: &str, item: &str) -> Result<Arc<Item>, No> {
        let key = (market.to_owned(), item.to_owned());
        match self.0.items.look(&key, Instant::now()) {
            Look::Fresh(item) => Ok(item),
            Look::Stale(item) => {
                let shelf = self.clone();
                tokio::spawn(async move { shelf.fetch_item(key).await });
                Ok(item)
            }
            Look::Missing => self.fetch_item(key).await,
        }
    }

    async fn fetch_item(&self, key: (String, String)) -> Result<Arc<Item>, No> {
        let market = Arc::clone(self.0.markets.to(&key.0)?);
        match market.item(&key.1).await {
            Ok(item) => {
                let item = Arc::new(item);
                self.0.items.put(key, Arc::clone(&item), Instant::now());
                Ok(item)
            }
            Err(no) => {
                self.0.items.failed(&key);
                Err(no)
            }
        }
    }

    /// What a search finds, at most a moment old.
    pub async fn search(&self, market: &str, search: &Search) -> Result<Arc<Found>, No> {
        let key = (market.to_owned(), search.clone());
        match self.0.found.look(&key, Instant::now()) {
            Look::Fresh(found) => Ok(found),
            Look::Stale(found) => {
                let shelf = self.clone();
                tokio::spawn(async move { shelf.fetch_search(key).await });
                Ok(found)
            }
            Look::Missing => self.fetch_search(key).await,
        }
    }

    async fn fetch_search(&self, key: (String, Search)) -> Result<Arc<Found>, No> {
        let market = Arc::clone(self.0.markets.to(&key.0)?);
        match market.search(&key.1).await {
            Ok(found) => {
                let found = Arc::new(found);
                self.0.found.put(key, Arc::clone(&found), Instant::now());
                Ok(found)
            }
            Err(no) => {
                self.0.found.failed(&key);
                Err(no)
            }
        }
    }

    /// The categories of a marketplace; when it does not say, there are none to choose from.
    pub async fn categories(&self, market: &str) -> Arc<Vec<MarketCategory>> {
        let key = market.to_owned();
        match self.0.categories.look(&key, Instant::now()) {
            Look::Fresh(all) => all,
            Look::Stale(all) => {
                let shelf = self.clone();
                tokio::spawn(async move { shelf.fetch_categories(key).await });
                all
            }
            Look::Missing => self.fetch_categories(key).await.unwrap_or_default(),
        }
    }

    async fn fetch_categories(&self, key: String) -> Result<Arc<Vec<MarketCategory>>, No> {
        let market = Arc::clone(self.0.markets.to(&key)?);
        match market.categories().await {
            Ok(all) => {
                let all = Arc::new(all);
                self.0.categories.put(key, Arc::clone(&all), Instant::now());
                Ok(all)
            }
            Err(no) => {
                self.0.categories.failed(&key);
                Err(no)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reader_fetches_what_is_stale_and_nobody_sees_what_is_too_old() {
        let kept: Kept<u8, u8> = Kept::new();
        let start = Instant::now();
        assert!(matches!(kept.look(&1, start), Look::Missing));
        kept.put(1, Arc::new(5), start);
        assert!(matches!(kept.look(&1, start), Look::Fresh(_)));
        let stale = start + FRESH;
        assert!(matches!(kept.look(&1, stale), Look::Stale(_)));
        assert!(matches!(kept.look(&1, stale), Look::Fresh(_)), "somebody fetches already");
        kept.failed(&1);
        assert!(matches!(kept.look(&1, start + USABLE), Look::Missing));
    }

    #[test]
    fn the_shelf_does_not_grow_without_end() {
        let kept: Kept<usize, ()> = Kept::new();
        let start = Instant::now();
        for n in 0..MOST * 2 {
            kept.put(n, Arc::new(()), start);
        }
        assert!(kept.0.lock().unwrap().len() <= MOST);
    }
}
