//! Bids and purchases that were taken.

use auction::{Amount, Auction, Bidder, Placed};
use kernel::{At, Fault};

use super::apply::odd;
use super::{
    Became, BidTaken, Due, MyBid, Order, OrderKind, OrderState, PurchaseTaken, Sale, State, Step,
};
use crate::event::{Fields, Who};
use crate::seed;

impl State {
    pub(super) fn bid(
        &mut self,
        seq: u64,
        at: At,
        id: &str,
        who: &Who,
        max_yen: i64,
        reference: Option<&str>,
    ) -> Result<(), Fault> {
        let rating = self.rating_of(who);
        let bidder = self.bidder(who);
        let key = self.item(id)?.open_key();
        let lot = self.auction(id)?;
        let placed = lot.place(bidder, Amount::new(max_yen), rating, at);
        let placed = placed.map_err(|no| odd(format!("a bid on {id}: {no:?}")))?;
        self.touch(seq, id)?;
        if placed.extended || placed.bought_now {
            self.open.remove(&key);
        }
        if placed.extended {
            let key = self.item(id)?.open_key();
            self.answer_an_extension(id, placed.number);
            self.open.insert(key);
        }
        if placed.bought_now {
            self.dues.plan(at, Due::Close { item: id.to_owned() });
        }
        let ours = match (who, reference) {
            (Who::Account(account), Some(reference)) => Some((self.account(account)?, reference)),
            _ => None,
        };
        if let Some((account, reference)) = ours {
            self.accounts[account].bids.push(MyBid {
                seq,
                item: id.to_owned(),
                number: placed.number,
                reference: reference.to_owned(),
                amount_yen: max_yen,
                placed_at: at,
            });
        }
        let order = match placed.bought_now {
            true => self.open_order(seq, at, id, OrderState::AwaitingPayment)?,
            false => None,
        };
        if let Some((account, reference)) = ours {
            let fields = Fields::Bid { item: id.to_owned(), amount_yen: max_yen };
            let shown = (Some(placed.number), order.as_ref());
            self.audit(seq, at, account, reference, &fields, shown);
            let became = Became::Bid(self.bid_taken(id, max_yen, at, placed, order.clone())?);
            self.used(account, reference, fields, became);
        }
        Ok(())
    }

    fn bid_taken(
        &mut self,
        id: &str,
        amount_yen: i64,
        at: At,
        placed: Placed,
        order: Option<String>,
    ) -> Result<BidTaken, Fault> {
        let item = self.item(id)?;
        let reserve = item.reserve();
        let lot = self.auction(id)?;
        Ok(BidTaken {
            item: id.to_owned(),
            number: placed.number,
            amount_yen,
            placed_at: at,
            leading: placed.leading,
            price_yen: placed.price.get(),
            next_yen: lot.least_next().get(),
            step_yen: lot.step().get(),
            ends_at: lot.ends_at(),
            extended: placed.extended,
            reserve,
            bought_now: placed.bought_now,
            order,
        })
    }

    /// Now and then an extension wakes somebody up.
    fn answer_an_extension(&mut self, id: &str, number: u32) {
        let Some(item) = self.items.get(id) else { return };
        let (Some(lot), Some(worth_yen)) = (item.auction(), item.worth_yen) else { return };
        if let Some(rival) = seed::answer(self.seed, id, number, worth_yen, lot.ends_at()) {
            self.dues.plan(rival.at, rival.due(id));
        }
    }

    pub(super) fn purchase(
        &mut self,
        seq: u64,
        at: At,
        (account, reference): (&str, &str),
        id: &str,
        fields: Fields,
        quantity: i64,
    ) -> Result<(), Fault> {
        let account = self.account(account)?;
        let item = self.item(id)?;
        let shipping_yen = item.shipping_yen();
        let (key, unit_yen) = (item.open_key(), item.price_yen());
        let Sale::Fixed { stock, sold, sold_out_at, .. } = &mut item.sale else {
            return Err(odd(format!("{id} is not sold at a fixed price")));
        };
        if quantity < 1 || *stock < quantity {
            return Err(odd(format!("{id} had only {stock} left")));
        }
        *stock -= quantity;
        *sold += quantity;
        let available = *stock;
        if available == 0 {
            *sold_out_at = Some(at);
            self.open.remove(&key);
            self.dues.plan(at, Due::Close { item: id.to_owned() });
        }
        self.touch(seq, id)?;
        let order = Order {
            id: String::new(),
            seq,
            account: Some(account),
            item: id.to_owned(),
            reference: reference.to_owned(),
            kind: OrderKind::Fixed,
            quantity,
            unit_yen,
            shipping_yen,
            pay_by: self.pay_by(at),
            tracking_number: None,
            steps: vec![Step { state: OrderState::AwaitingPayment, at, reason: None }],
        };
        let total_yen = order.total_yen();
        let order = self.keep_order(order, at)?;
        self.audit(seq, at, account, reference, &fields, (None, Some(&order)));
        let taken = PurchaseTaken {
            item: id.to_owned(),
            quantity,
            unit_yen,
            shipping_yen,
            total_yen,
            order,
            placed_at: at,
            available,
        };
        self.used(account, reference, fields, Became::Purchase(taken));
        Ok(())
    }

    /// The standing maximum of a bidder on a lot.
    pub(crate) fn own_max(lot: &Auction, bidder: Bidder) -> Option<i64> {
        let theirs = lot.bids().iter().filter(|bid| bid.bidder == bidder && !bid.removed);
        theirs.map(|bid| bid.max.get()).max()
    }
}
