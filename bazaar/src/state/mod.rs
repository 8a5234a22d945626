//! The marketplace's memory: the fold of all its events. Nothing here refuses; what is refused was
//! refused before the event was written (`decide`).

mod apply;
mod due;
mod goods;
mod item;
mod order;
mod taken;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use auction::{Bidder, Increments, Rating};
use kernel::At;

pub(crate) use due::{Due, Dues};
pub(crate) use item::{Item, MAX_YEN, Sale, folded, terms_of};
pub(crate) use order::{Order, OrderKind, OrderState, Step};

use crate::event::{Fields, Paces, Who};
use crate::problem::Problem;
use crate::seed::Catalogue;

/// A house account.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) rating: Rating,
    /// Its bids, oldest first.
    pub(crate) bids: Vec<MyBid>,
    /// Its orders by the event that last changed them.
    pub(crate) orders: BTreeMap<u64, String>,
}

/// One bid of a house account.
#[derive(Debug, Clone)]
pub(crate) struct MyBid {
    pub(crate) seq: u64,
    pub(crate) item: String,
    pub(crate) number: u32,
    pub(crate) reference: String,
    pub(crate) amount_yen: i64,
    pub(crate) placed_at: At,
}

/// What a bid did, kept to be answered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BidTaken {
    pub(crate) item: String,
    pub(crate) number: u32,
    pub(crate) amount_yen: i64,
    pub(crate) placed_at: At,
    pub(crate) leading: bool,
    pub(crate) price_yen: i64,
    pub(crate) next_yen: i64,
    pub(crate) step_yen: i64,
    pub(crate) ends_at: At,
    pub(crate) extended: bool,
    pub(crate) reserve: &'static str,
    pub(crate) bought_now: bool,
    pub(crate) order: Option<String>,
}

/// What a purchase did, kept to be answered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PurchaseTaken {
    pub(crate) item: String,
    pub(crate) quantity: i64,
    pub(crate) unit_yen: i64,
    pub(crate) shipping_yen: Option<i64>,
    pub(crate) total_yen: i64,
    pub(crate) order: String,
    pub(crate) placed_at: At,
    pub(crate) available: i64,
}

/// What became of a reference.
#[derive(Debug, Clone)]
pub(crate) enum Became {
    Bid(BidTaken),
    Purchase(PurchaseTaken),
    /// A payment, or the answer to an offer.
    Order {
        order: String,
    },
    Message {
        number: usize,
    },
    Refused(Problem),
}

/// One used reference.
#[derive(Debug, Clone)]
pub(crate) struct Used {
    pub(crate) fields: Fields,
    pub(crate) became: Became,
}

/// One line between an account and a seller.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) from_seller: bool,
    pub(crate) text: String,
    pub(crate) sent_at: At,
    pub(crate) reference: Option<String>,
}

/// One act of a house account, for the audit.
#[derive(Debug, Clone)]
pub(crate) struct Audited {
    pub(crate) seq: u64,
    pub(crate) account: String,
    pub(crate) reference: String,
    pub(crate) fields: Fields,
    pub(crate) at: At,
    pub(crate) bid: Option<u32>,
    pub(crate) order: Option<String>,
}

/// Everything the marketplace knows.
pub(crate) struct State {
    /// The last event's number and the latest instant any event has.
    pub(crate) seq: u64,
    pub(crate) latest: At,
    pub(crate) secret: Vec<u8>,
    pub(crate) seed: u64,
    pub(crate) epoch: Option<At>,
    pub(crate) paces: Option<Paces>,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) increments: Arc<Increments>,
    pub(crate) items: HashMap<String, Item>,
    /// Ids in the order they were listed.
    pub(crate) listed: Vec<String>,
    /// Open items by end (offers last), so that a search looks at nothing else.
    pub(crate) open: BTreeSet<(At, String)>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) account_at: HashMap<String, usize>,
    /// Changes to sellers' ratings since the catalogue was printed.
    pub(crate) seller_bad: HashMap<String, i64>,
    pub(crate) people: Vec<Who>,
    pub(crate) person_at: HashMap<Who, Bidder>,
    pub(crate) references: HashMap<(usize, String), Used>,
    pub(crate) orders: HashMap<String, Order>,
    /// The orders of an item, oldest first.
    pub(crate) item_orders: HashMap<String, Vec<String>>,
    pub(crate) messages: HashMap<(usize, String), Vec<Message>>,
    pub(crate) audit: Vec<Audited>,
    pub(crate) dues: Dues,
}

impl State {
    /// Before the first event.
    pub(crate) fn new(catalogue: Arc<Catalogue>, increments: Arc<Increments>) -> State {
        State {
            seq: 0,
            latest: At::from_micros(0),
            secret: Vec::new(),
            seed: 0,
            epoch: None,
            paces: None,
            catalogue,
            increments,
            items: HashMap::new(),
            listed: Vec::new(),
            open: BTreeSet::new(),
            accounts: Vec::new(),
            account_at: HashMap::new(),
            seller_bad: HashMap::new(),
            people: Vec::new(),
            person_at: HashMap::new(),
            references: HashMap::new(),
            orders: HashMap::new(),
            item_orders: HashMap::new(),
            messages: HashMap::new(),
            audit: Vec::new(),
            dues: Dues::default(),
        }
    }

    /// The number of a bidder, given at their first bid.
    pub(crate) fn bidder(&mut self, who: &Who) -> Bidder {
        if let Some(bidder) = self.person_at.get(who) {
            return *bidder;
        }
        let bidder = Bidder(self.people.len() as u64);
        self.people.push(who.clone());
        self.person_at.insert(who.clone(), bidder);
        bidder
    }

    /// The number a bidder has or would be given.
    pub(crate) fn bidder_of(&self, who: &Who) -> Bidder {
        self.person_at.get(who).copied().unwrap_or(Bidder(self.people.len() as u64))
    }

    /// Who a number stands for.
    pub(crate) fn person(&self, bidder: Bidder) -> Option<&Who> {
        usize::try_from(bidder.0).ok().and_then(|at| self.people.get(at))
    }

    /// The account behind a bidder's number, if it is one.
    pub(crate) fn account_of(&self, bidder: Bidder) -> Option<usize> {
        match self.person(bidder)? {
            Who::Account(id) => self.account_at.get(id).copied(),
            Who::Rival(_) => None,
        }
    }

    /// What others see of a bidder's name: its first and last letter.
    pub(crate) fn masked(&self, bidder: Bidder) -> String {
        let name = match self.person(bidder) {
            Some(Who::Account(name) | Who::Rival(name)) => name.as_str(),
            None => "",
        };
        let mut letters = name.chars();
        let first = letters.next().unwrap_or('?');
        let last = letters.next_back().unwrap_or(first);
        format!("{first}***{last}")
    }

    /// The rating rivals are taken to have: any seller takes them.
    pub(crate) fn rating_of(&self, who: &Who) -> Rating {
        let rival = Rating { good: 200, normal: 1, bad: 0 };
        match who {
            Who::Rival(_) => rival,
            Who::Account(id) => {
                let account = self.account_at.get(id).and_then(|at| self.accounts.get(*at));
                account.map_or_else(Rating::default, |account| account.rating)
            }
        }
    }
}
