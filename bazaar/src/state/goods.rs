//! What is listed, and what its seller does with it.

use std::sync::Arc;

use auction::Auction;
use kernel::{At, Fault, Span};

use super::apply::odd;
use super::{Became, Due, Item, Message, OrderState, Sale, State, terms_of};
use crate::event::{Fields, Listing, Rivals, SaleTerms};
use crate::seed;

impl State {
    pub(super) fn list(&mut self, seq: u64, at: At, listing: &Listing) -> Result<(), Fault> {
        let seller_name = self.catalogue.seller(&listing.seller).map_or("", |s| s.name.as_str());
        let sale = match &listing.sale {
            SaleTerms::Auction(terms) => {
                let lot = Auction::open(terms_of(terms, &self.increments));
                let lot = lot.map_err(|no| odd(format!("{}: {no:?}", listing.id)))?;
                self.dues.plan(lot.ends_at(), Due::Close { item: listing.id.clone() });
                Sale::Auction(Box::new(lot))
            }
            SaleTerms::Fixed { price_yen, stock, starts_at } => Sale::Fixed {
                price_yen: *price_yen,
                stock: *stock,
                sold: 0,
                starts_at: At::from_micros(*starts_at),
                withdrawn_at: None,
                sold_out_at: None,
            },
        };
        let item = Item {
            id: listing.id.clone(),
            goods: Arc::new(listing.goods.clone()),
            words: Item::words_of(listing, seller_name),
            seller: listing.seller.clone(),
            sale,
            version: 1,
            seq,
            listed_at: at,
            relisted_from: listing.relisted_from.clone(),
            relisted_as: None,
            lane_us: listing.lane_us,
            followed: false,
            worth_yen: match listing.rivals {
                Rivals::Generated { worth_yen } => Some(worth_yen),
                Rivals::Nobody | Rivals::Told { .. } => None,
            },
            questions: 0,
        };
        self.plan_rivals(&item, &listing.rivals);
        if let Some(before) = listing.follows.as_ref().and_then(|id| self.items.get_mut(id)) {
            before.followed = true;
        }
        if let Some(before) = listing.relisted_from.as_ref().and_then(|id| self.items.get_mut(id)) {
            before.relisted_as = Some(listing.id.clone());
            before.version += 1;
            before.seq = seq;
        }
        self.open.insert(item.open_key());
        self.listed.push(item.id.clone());
        self.items.insert(item.id.clone(), item);
        Ok(())
    }

    fn plan_rivals(&mut self, item: &Item, rivals: &Rivals) {
        let plan = match (rivals, item.auction()) {
            (Rivals::Generated { worth_yen }, Some(lot)) => {
                seed::rivals(self.seed, &item.id, *worth_yen, lot.terms())
            }
            (Rivals::Told { bids }, _) => bids.iter().map(seed::Rival::told).collect(),
            _ => Vec::new(),
        };
        for rival in plan {
            self.dues.plan(rival.at, rival.due(&item.id));
        }
    }

    pub(super) fn close(
        &mut self,
        seq: u64,
        id: &str,
        shut: impl FnOnce(&mut Auction) -> Result<(), auction::No>,
    ) -> Result<(), Fault> {
        let key = self.item(id)?.open_key();
        shut(self.auction(id)?).map_err(|no| odd(format!("the end of {id}: {no:?}")))?;
        self.open.remove(&key);
        self.touch(seq, id)?;
        let at = self.item(id)?.closed_at().unwrap_or(self.latest);
        // An early end is followed as a proper one is.
        self.dues.plan(at, Due::Close { item: id.to_owned() });
        self.open_order(seq, at, id, OrderState::AwaitingPayment).map(|_| ())
    }

    pub(super) fn cancel(&mut self, seq: u64, at: At, id: &str) -> Result<(), Fault> {
        if let Sale::Fixed { withdrawn_at, .. } = &mut self.item(id)?.sale {
            *withdrawn_at = Some(at);
            let key = self.item(id)?.open_key();
            self.open.remove(&key);
            self.dues.plan(at, Due::Close { item: id.to_owned() });
            return self.touch(seq, id);
        }
        self.close(seq, id, |lot| lot.cancel(at).map(|_| ()))
    }

    pub(super) fn strike(&mut self, seq: u64, at: At, id: &str, number: u32) -> Result<(), Fault> {
        let struck = self.auction(id)?.remove_bid(number, at);
        struck.map_err(|no| odd(format!("a bid of {id}: {no:?}")))?;
        self.touch(seq, id)
    }

    pub(super) fn restock(
        &mut self,
        seq: u64,
        at: At,
        id: &str,
        price: i64,
        left: i64,
    ) -> Result<(), Fault> {
        let item = self.item(id)?;
        let key = item.open_key();
        let Sale::Fixed { price_yen, stock, sold_out_at, .. } = &mut item.sale else {
            return Err(odd(format!("{id} is not sold at a fixed price")));
        };
        (*price_yen, *stock) = (price, left);
        *sold_out_at = (left == 0).then_some(at);
        if left == 0 {
            self.open.remove(&key);
        } else {
            self.open.insert(key);
        }
        self.touch(seq, id)
    }

    pub(super) fn ask(
        &mut self,
        at: At,
        account: &str,
        item: &str,
        text: &str,
        reference: &str,
    ) -> Result<(), Fault> {
        let index = self.account(account)?;
        let after = self.paces.map_or(0, |paces| paces.reply_after_us);
        let lines = self.messages.entry((index, item.to_owned())).or_default();
        let number = lines.len();
        lines.push(Message {
            id: format!("{item}-a{index}-m{number}"),
            from_seller: false,
            text: text.to_owned(),
            sent_at: at,
            reference: Some(reference.to_owned()),
        });
        let reply = Due::Reply { account: account.to_owned(), item: item.to_owned(), number };
        self.dues.plan(at.plus(Span::micros(after)), reply);
        let fields = Fields::Message { item: item.to_owned(), text: text.to_owned() };
        self.used(index, reference, fields, Became::Message { number });
        Ok(())
    }

    pub(super) fn reply(
        &mut self,
        seq: u64,
        at: At,
        account: &str,
        item: &str,
        text: &str,
    ) -> Result<(), Fault> {
        let index = self.account(account)?;
        let lines = self.messages.entry((index, item.to_owned())).or_default();
        let id = format!("{item}-a{index}-m{}", lines.len());
        let text = text.to_owned();
        lines.push(Message { id, from_seller: true, text, sent_at: at, reference: None });
        self.item(item)?.questions += 1;
        self.touch(seq, item)
    }
}
