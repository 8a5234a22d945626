use auction::{Amount, Auction};
use kernel::At;

use super::Core;
use super::bids::in_protocol;
use crate::event::{AuctionTerms, Event, Goods, Listing, Rivals, SaleTerms, Who};
use crate::problem::{self, Problem};
use crate::seed::fresh_id;
use crate::state::{MAX_YEN, Sale, terms_of};

/// A listing made by hand.
#[derive(Debug, Clone)]
pub(crate) struct Posting {
    pub(crate) goods: Goods,
    pub(crate) seller: String,
    pub(crate) sale: SaleTerms,
    pub(crate) rivals: Rivals,
}

impl Core {
    /// Lists something by hand; its id.
    pub(crate) fn post(&mut self, posting: Posting, now: At) -> Result<String, Problem> {
        if self.state.catalogue.seller(&posting.seller).is_none() {
            return Err(problem::unknown_seller("There is no such seller."));
        }
        let letter = match &posting.sale {
            SaleTerms::Auction(terms) => {
                check_terms(terms, &self.state.increments)?;
                'k'
            }
            SaleTerms::Fixed { price_yen, stock, .. } => {
                in_range("price_yen", *price_yen, 1)?;
                in_range("stock", *stock, 1)?;
                'm'
            }
        };
        let id = fresh_id(letter, self.state.listed.len());
        let listing = Listing {
            id: id.clone(),
            goods: posting.goods,
            seller: posting.seller,
            sale: posting.sale,
            relisted_from: None,
            follows: None,
            lane_us: None,
            rivals: posting.rivals,
        };
        self.record(now, Event::Listed(Box::new(listing)))?;
        Ok(id)
    }

    /// A rival bids so much.
    pub(crate) fn rival_bid(
        &mut self,
        item: &str,
        name: &str,
        max_yen: i64,
        now: At,
    ) -> Result<(), Problem> {
        let who = Who::Rival(name.to_owned());
        let (found, lot) = self.lot(item)?;
        self.would_take(found, lot, &who, max_yen, now)?;
        self.record(now, Event::Bid { item: item.to_owned(), who, max_yen, reference: None })
    }

    /// The seller ends an auction early.
    pub(crate) fn end_early(&mut self, id: &str, now: At) -> Result<(), Problem> {
        self.try_on(id, |lot| lot.end_early(now).map(|_| ()))?;
        self.record(now, Event::EndedEarly { item: id.to_owned() })
    }

    /// The seller calls an auction off, or takes an offer away.
    pub(crate) fn cancel_item(&mut self, id: &str, now: At) -> Result<(), Problem> {
        let item = self.item(id)?;
        let (status, result) = item.status();
        if status != "open" {
            let closed = problem::closed("It is not open.");
            let ended_at = item.closed_at().map(At::micros);
            return Err(closed.with("ended_at", ended_at).with("result", result));
        }
        self.record(now, Event::Cancelled { item: id.to_owned() })
    }

    /// The seller strikes out a bid.
    pub(crate) fn remove_bid(&mut self, id: &str, number: u32, now: At) -> Result<(), Problem> {
        self.try_on(id, |lot| lot.remove_bid(number, now))?;
        self.record(now, Event::BidRemoved { item: id.to_owned(), number })
    }

    /// The seller changes the price or the stock of an offer.
    pub(crate) fn restock(
        &mut self,
        id: &str,
        price: Option<i64>,
        left: Option<i64>,
        now: At,
    ) -> Result<(), Problem> {
        let Sale::Fixed { price_yen, stock, withdrawn_at, .. } = &self.item(id)?.sale else {
            return Err(problem::wrong_kind("This is an auction."));
        };
        if withdrawn_at.is_some() {
            return Err(problem::wrong_state("The offer was withdrawn.").with("state", "ended"));
        }
        let (price_yen, stock) = (price.unwrap_or(*price_yen), left.unwrap_or(*stock));
        in_range("price_yen", price_yen, 1)?;
        in_range("stock", stock, 0)?;
        self.record(now, Event::Restocked { item: id.to_owned(), price_yen, stock })
    }

    /// Whether the rules would let the seller do this; tried on a copy.
    fn try_on(
        &self,
        id: &str,
        act: impl FnOnce(&mut Auction) -> Result<(), auction::No>,
    ) -> Result<(), Problem> {
        let (item, lot) = self.lot(id)?;
        act(&mut lot.clone()).map_err(|no| in_protocol(item, &no))
    }
}

fn in_range(field: &'static str, value: i64, least: i64) -> Result<(), Problem> {
    if (least..=MAX_YEN).contains(&value) {
        return Ok(());
    }
    let outside = format!("{field} must lie between {least} and {MAX_YEN}.");
    Err(problem::bad_request(outside).with("field", field))
}

fn check_terms(
    terms: &AuctionTerms,
    increments: &std::sync::Arc<auction::Increments>,
) -> Result<(), Problem> {
    let rules = terms_of(terms, increments);
    let amounts = [Some(rules.start), rules.reserve, rules.buy_now];
    if amounts.into_iter().flatten().any(|amount| amount > Amount::new(MAX_YEN)) {
        let outside = format!("No amount may be over {MAX_YEN}.");
        return Err(problem::bad_request(outside).with("field", "start_yen"));
    }
    let checked = rules.check();
    checked.map_err(|no| {
        problem::bad_request(kernel::Refusal::from(no).english).with("field", "start_yen")
    })
}
