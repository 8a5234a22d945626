//! The JSON API: the same acts as the pages, for members' own programs. A room declares each
//! operation with what it asks and answers; the OpenAPI, the readable page and what is taken from
//! a body all come from that one declaration.

mod call;
mod gate;
mod openapi;
mod page;
mod refusals;
mod shape;
mod store;
mod tokens;

use axum::http::Method;

pub use call::Call;
pub(crate) use gate::{ApiPass, gate};
pub(crate) use openapi::document;
pub use refusals::ApiRefusal;
pub use serde_json::Value;
pub use shape::{
    Done, Kept, Made, Piece, Shapes, Tag, Term, field, object, schema_named, schema_of, written,
};
pub use store::{ALL as SQL, TokenRow};
pub(crate) use tokens::routes;
pub use tokens::{make, revoke, revoke_all, tokens_of};

kernel::words! {
    /// What a key may do.
    pub enum Scope {
        /// Look for things, and see one's own bids, orders, cart, purse and notices.
        Read = "read",
        /// Place, raise and withdraw bids.
        Bid = "bid",
        /// Fill the cart, buy, ask the desk for offers.
        Buy = "buy",
        /// Pay for orders and have them sent.
        Orders = "orders",
        /// See and change preferences, addresses, notices and webhooks; end what opens the account.
        Account = "account",
        /// See what was done with one's data, and decide on it.
        Privacy = "privacy",
    }
}

impl Scope {
    /// The name of its sentence among the door's texts.
    pub fn label(self) -> &'static str {
        match self {
            Scope::Read => "web-scope-read",
            Scope::Bid => "web-scope-bid",
            Scope::Buy => "web-scope-buy",
            Scope::Orders => "web-scope-orders",
            Scope::Account => "web-scope-account",
            Scope::Privacy => "web-scope-privacy",
        }
    }
}

type SchemaOf = fn(&mut Shapes) -> Value;

/// One operation of the API, as it is declared.
#[derive(Clone)]
pub struct Operation {
    /// GET, or a change.
    pub method: Method,
    /// Where, with `{names}`.
    pub path: &'static str,
    /// Its name.
    pub id: &'static str,
    /// What it does, in a sentence.
    pub says: &'static str,
    /// What a key needs for it.
    pub scope: Scope,
    pub(crate) query: Vec<(&'static str, &'static str)>,
    pub(crate) asks: Option<SchemaOf>,
    pub(crate) answers: SchemaOf,
    pub(crate) in_pages: bool,
    pub(crate) refuses: Vec<u16>,
}

impl Operation {
    /// An operation that changes nothing and answers this.
    pub fn get<T: Piece>(
        path: &'static str,
        scope: Scope,
        id: &'static str,
        says: &'static str,
    ) -> Operation {
        Operation::new::<T>(Method::GET, path, scope, id, says)
    }

    /// An operation that answers a list, page by page: its cursor is `after`.
    pub fn list<T: Piece>(
        path: &'static str,
        scope: Scope,
        id: &'static str,
        says: &'static str,
    ) -> Operation {
        let cursor = "The cursor of the page before: its `next`.";
        let listed = Operation::get::<T>(path, scope, id, says).asking_for("after", cursor);
        Operation { in_pages: true, ..listed }
    }

    /// A change; it needs an `Idempotency-Key`.
    pub fn post<T: Kept>(
        path: &'static str,
        scope: Scope,
        id: &'static str,
        says: &'static str,
    ) -> Operation {
        Operation::new::<T>(Method::POST, path, scope, id, says)
    }

    fn new<T: Piece>(
        method: Method,
        path: &'static str,
        scope: Scope,
        id: &'static str,
        says: &'static str,
    ) -> Operation {
        let (query, refuses) = (Vec::new(), Vec::new());
        let (asks, answers, in_pages) = (None, T::schema as SchemaOf, false);
        Operation { method, path, id, says, scope, query, asks, answers, in_pages, refuses }
    }

    /// Takes a body of this shape.
    #[must_use]
    pub fn taking<T: Piece>(mut self) -> Operation {
        self.asks = Some(T::schema);
        self
    }

    /// Reads this from the query, when it is there.
    #[must_use]
    pub fn asking_for(mut self, name: &'static str, what: &'static str) -> Operation {
        self.query.push((name, what));
        self
    }

    /// May refuse with these statuses, beside those that every operation may.
    #[must_use]
    pub fn refusing(mut self, statuses: &[u16]) -> Operation {
        self.refuses.extend_from_slice(statuses);
        self
    }

    /// Whether it changes something.
    pub fn is_change(&self) -> bool {
        self.method != Method::GET
    }

    /// The names in its path.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        let part = |part: &'static str| part.strip_prefix('{')?.strip_suffix('}');
        self.path.split('/').filter_map(part)
    }

    /// Every status it may answer with.
    pub fn statuses(&self) -> Vec<u16> {
        let mut all = vec![200, 400, 401, 403, 404, 429, 503];
        if self.is_change() {
            all.extend([408, 409, 413, 415, 422]);
        }
        all.extend_from_slice(&self.refuses);
        all.sort_unstable();
        all.dedup();
        all
    }
}
