use auction::{Auction, Rating};
use kernel::{At, Fault, Span};

use super::{Account, Audited, Became, Due, Item, Order, OrderState, Sale, State, Used};
use crate::event::{Event, Fields};
use crate::seed;

pub(super) fn odd(what: impl Into<String>) -> Fault {
    Fault::new(what)
}

impl State {
    /// Takes in one more event. An event that does not follow from those before it is a fault:
    /// the log is not ours, or the rules have changed under it.
    pub(crate) fn apply(&mut self, seq: u64, at: At, event: &Event) -> Result<(), Fault> {
        self.seq = seq;
        self.latest = self.latest.max(at);
        match event {
            Event::Founded { secret, seed, epoch_at } => {
                self.secret = secret.clone().into_bytes();
                self.seed = *seed;
                self.epoch = Some(At::from_micros(*epoch_at));
                Ok(())
            }
            Event::Paces(paces) => {
                self.paces = Some(*paces);
                Ok(())
            }
            Event::AccountOpened { id, name, good, normal, bad } => {
                self.account_at.insert(id.clone(), self.accounts.len());
                self.accounts.push(Account {
                    id: id.clone(),
                    name: name.clone(),
                    rating: Rating { good: *good, normal: *normal, bad: *bad },
                    bids: Vec::new(),
                    orders: Default::default(),
                });
                Ok(())
            }
            Event::Listed(listing) => self.list(seq, at, listing),
            Event::Bid { item, who, max_yen, reference } => {
                self.bid(seq, at, item, who, *max_yen, reference.as_deref())
            }
            Event::Refused { account, reference, fields, problem } => {
                let became = Became::Refused(problem.clone().restored());
                self.used(self.account(account)?, reference, fields.clone(), became);
                Ok(())
            }
            Event::Closed { item } => self.close(seq, item, |lot| lot.close(at).map(|_| ())),
            Event::EndedEarly { item } => {
                self.close(seq, item, |lot| lot.end_early(at).map(|_| ()))
            }
            Event::Cancelled { item } => self.cancel(seq, at, item),
            Event::BidRemoved { item, number } => self.strike(seq, at, item, *number),
            Event::Purchased { item, account, reference, quantity, expected_yen } => {
                let fields = Fields::Purchase {
                    item: item.clone(),
                    quantity: *quantity,
                    expected_yen: *expected_yen,
                };
                self.purchase(seq, at, (account, reference), item, fields, *quantity)
            }
            Event::Restocked { item, price_yen, stock } => {
                self.restock(seq, at, item, *price_yen, *stock)
            }
            Event::Asked { account, item, text, reference } => {
                self.ask(at, account, item, text, reference)
            }
            Event::Replied { account, item, text } => self.reply(seq, at, account, item, text),
            other => self.apply_to_order(seq, at, other),
        }
    }

    fn apply_to_order(&mut self, seq: u64, at: At, event: &Event) -> Result<(), Fault> {
        match event {
            Event::Paid { order, reference, total_yen } => {
                let account = self.buyer(order)?;
                let fields = Fields::Payment { order: order.clone(), total_yen: *total_yen };
                let became = Became::Order { order: order.clone() };
                self.audit(seq, at, account, reference, &fields, (None, Some(order)));
                self.used(account, reference, fields, became);
                let after = self.paces.map_or(0, |paces| paces.ship_after_us);
                let ship_at = at.plus(seed::ship_delay(self.seed, order, after));
                self.dues.plan(ship_at, Due::Ship { order: order.clone() });
                self.step(seq, at, order, OrderState::Paid, None)
            }
            Event::Shipped { order, tracking_number } => {
                self.order(order)?.tracking_number = Some(tracking_number.clone());
                self.step(seq, at, order, OrderState::Shipped, None)
            }
            Event::Received { order } => {
                let account = self.buyer(order)?;
                self.accounts[account].rating.good += 1;
                self.step(seq, at, order, OrderState::Received, None)
            }
            Event::WinnerRemoved { order, by_seller, promote } => {
                self.remove_winner(seq, at, order, *by_seller, *promote)
            }
            Event::OrderCancelled { order, unpaid } => {
                if *unpaid {
                    let account = self.buyer(order)?;
                    self.accounts[account].rating.bad += 1;
                } else {
                    self.blame_seller_of(order)?;
                }
                let reason = if *unpaid { "unpaid" } else { "seller" };
                self.step(seq, at, order, OrderState::Cancelled, Some(reason))
            }
            Event::RivalPaid { order } => self.step(seq, at, order, OrderState::Paid, None),
            Event::Accepted { order, reference } => {
                let total_yen = self.order(order)?.total_yen();
                let fields = Fields::Acceptance { order: order.clone(), total_yen };
                self.answered(seq, at, order, reference.as_deref(), fields)?;
                self.accepted(seq, at, order)
            }
            Event::Declined { order, lapsed, reference, promote } => {
                let fields = Fields::Refusal { order: order.clone() };
                self.answered(seq, at, order, reference.as_deref(), fields)?;
                let reason = if *lapsed { "lapsed" } else { "declined" };
                self.step(seq, at, order, OrderState::Declined, Some(reason))?;
                let item = self.order(order)?.item.clone();
                self.fall_to_the_next(seq, at, &item, *promote)
            }
            other => Err(odd(format!("{other:?} is not about an order"))),
        }
    }
}

// Small things the arms above share.
impl State {
    pub(super) fn account(&self, id: &str) -> Result<usize, Fault> {
        self.account_at.get(id).copied().ok_or_else(|| odd(format!("no account {id}")))
    }

    pub(super) fn item(&mut self, id: &str) -> Result<&mut Item, Fault> {
        self.items.get_mut(id).ok_or_else(|| odd(format!("no item {id}")))
    }

    pub(super) fn auction(&mut self, id: &str) -> Result<&mut Auction, Fault> {
        match &mut self.item(id)?.sale {
            Sale::Auction(auction) => Ok(auction),
            Sale::Fixed { .. } => Err(odd(format!("{id} is not an auction"))),
        }
    }

    pub(super) fn order(&mut self, id: &str) -> Result<&mut Order, Fault> {
        self.orders.get_mut(id).ok_or_else(|| odd(format!("no order {id}")))
    }

    pub(super) fn touch(&mut self, seq: u64, id: &str) -> Result<(), Fault> {
        let item = self.item(id)?;
        item.version += 1;
        item.seq = seq;
        Ok(())
    }

    pub(super) fn pay_by(&self, at: At) -> At {
        at.plus(Span::micros(self.paces.map_or(0, |paces| paces.pay_within_us)))
    }

    pub(super) fn used(&mut self, account: usize, reference: &str, fields: Fields, became: Became) {
        self.references.insert((account, reference.to_owned()), Used { fields, became });
    }

    pub(super) fn blame_seller_of(&mut self, order: &str) -> Result<(), Fault> {
        let item = self.order(order)?.item.clone();
        let seller = self.item(&item)?.seller.clone();
        *self.seller_bad.entry(seller).or_default() += 1;
        Ok(())
    }

    pub(super) fn audit(
        &mut self,
        seq: u64,
        at: At,
        account: usize,
        reference: &str,
        fields: &Fields,
        (bid, order): (Option<u32>, Option<&String>),
    ) {
        self.audit.push(Audited {
            seq,
            account: self.accounts[account].id.clone(),
            reference: reference.to_owned(),
            fields: fields.clone(),
            at,
            bid,
            order: order.cloned(),
        });
    }
}
