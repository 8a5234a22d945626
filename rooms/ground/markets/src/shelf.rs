//! What pages show of marketplaces, kept for a moment: a thousand readers of one lot are one
//! question to the marketplace, and a page never waits for it twice. Acts never look here.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::book::Markets;
use crate::limit::shown;
use crate::model::{Found, Item, MarketCategory, Search};
use crate::no::No;
use crate::pictures::Pictures;

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
    pictures: Pictures,
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

impl<K: Hash + Eq + Clone, V: PartialEq> Kept<K, V> {
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

    /// Puts what was fetched, and answers what lies there now: where nothing has changed the very
    /// same as before, so that whoever drew it need not draw it again.
    fn put(&self, key: K, fetched: V, now: Instant) -> Arc<V> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.get(&key).map(|entry| &entry.value).filter(|known| ***known == fetched);
        let value = known.map_or_else(|| Arc::new(fetched), Arc::clone);
        if all.len() >= MOST {
            all.retain(|_, entry| now.duration_since(entry.at) < FRESH);
        }
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, Entry { value: Arc::clone(&value), at: now, fetching: false });
        value
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
    /// An empty shelf before these marketplaces, whose pictures are shown through these.
    pub fn new(markets: Markets, pictures: Pictures) -> Shelf {
        Shelf(Arc::new(Inner {
            markets,
            pictures,
            items: Kept::new(),
            found: Kept::new(),
            categories: Kept::new(),
        }))
    }

    /// The marketplaces behind it.
    pub fn markets(&self) -> &Markets {
        &self.0.markets
    }

    /// The pictures of what lies on it.
    pub fn pictures(&self) -> &Pictures {
        &self.0.pictures
    }

    /// An item, at most a moment old. The addresses of its pictures are this house's own.
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
        match shown(market.item(&key.1)).await {
            Ok(mut item) => {
                self.0.pictures.ours(&mut item);
                Ok(self.0.items.put(key, item, Instant::now()))
            }
            Err(no) => {
                self.0.items.failed(&key);
                Err(no)
            }
        }
    }

    /// An item as it is at this instant, for an act and the page that tells of it.
    pub async fn afresh(&self, market: &str, item: &str) -> Result<Item, No> {
        let mut item = self.0.markets.to(market)?.item(item).await?;
        self.0.pictures.ours(&mut item);
        Ok(item)
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
        match shown(market.search(&key.1)).await {
            Ok(mut found) => {
                found.rows.iter_mut().for_each(|item| self.0.pictures.ours(item));
                Ok(self.0.found.put(key, found, Instant::now()))
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
        match shown(market.categories()).await {
            Ok(all) => Ok(self.0.categories.put(key, all, Instant::now())),
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
        kept.put(1, 5, start);
        assert!(matches!(kept.look(&1, start), Look::Fresh(_)));
        let stale = start + FRESH;
        assert!(matches!(kept.look(&1, stale), Look::Stale(_)));
        assert!(matches!(kept.look(&1, stale), Look::Fresh(_)), "somebody fetches already");
        kept.failed(&1);
        assert!(matches!(kept.look(&1, start + USABLE), Look::Missing));
    }

    #[test]
    fn what_has_not_changed_stays_the_very_same() {
        let kept: Kept<u8, String> = Kept::new();
        let start = Instant::now();
        let first = kept.put(1, "as it was".into(), start);
        let again = kept.put(1, "as it was".into(), start + FRESH);
        assert!(Arc::ptr_eq(&first, &again));
        assert!(matches!(kept.look(&1, start + FRESH), Look::Fresh(_)), "and it is fresh again");
        assert!(!Arc::ptr_eq(&first, &kept.put(1, "otherwise".into(), start)));
    }

    #[test]
    fn the_shelf_does_not_grow_without_end() {
        let kept: Kept<usize, ()> = Kept::new();
        let start = Instant::now();
        for n in 0..MOST * 2 {
            kept.put(n, (), start);
        }
        assert!(kept.0.lock().unwrap().len() <= MOST);
    }
}
