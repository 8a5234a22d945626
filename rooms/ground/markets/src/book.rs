use std::collections::BTreeMap;
use std::sync::Arc;

use crate::connector::Connector;
use crate::no::No;

/// The marketplaces this house works with. Plugged into the database door, so that acts can refuse
/// an unknown one; used by jobs and pages to reach them.
#[derive(Default, Clone)]
pub struct Markets(BTreeMap<String, Arc<dyn Connector>>);

impl Markets {
    /// No marketplace.
    pub fn new() -> Markets {
        Markets::default()
    }

    /// The same and this one.
    #[must_use]
    pub fn with(mut self, connector: Arc<dyn Connector>) -> Markets {
        self.0.insert(connector.market().to_owned(), connector);
        self
    }

    /// The way to a marketplace.
    pub fn to(&self, market: &str) -> Result<&Arc<dyn Connector>, No> {
        self.0.get(market).ok_or_else(|| No::UnknownMarket { market: market.to_owned() })
    }

    /// All of them, by their word.
    pub fn all(&self) -> impl Iterator<Item = &Arc<dyn Connector>> {
        self.0.values()
    }
}
