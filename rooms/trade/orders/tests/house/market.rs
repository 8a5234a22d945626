//! A marketplace in memory that answers as its script says: slowly never, but lost, torn or with
//! the house falling over in the middle.
#![expect(clippy::panic, reason = "falling over is what the script says")]

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard};

use kernel::{At, Yen};
use markets::{
    Asked, Became, BidPlaced, BidPreview, Bought, BuyPreview, Can, Connector, Found, Item, Left,
    MarketCategory, MarketOrder, MarketTime, No, OrderState, Search, SellerMessage,
};

use crate::goods::{Ware, item};
use crate::post::Post;

/// What goes wrong with one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// It is too busy; nothing was taken.
    Busy,
    /// Nobody answers; nothing was taken.
    Unreachable,
    /// The answer is lost; nothing was taken.
    LostUntaken,
    /// The answer is lost; it was taken.
    LostTaken,
    /// The house falls over before it asks.
    CrashBefore,
    /// The house falls over after it was taken.
    CrashAfter,
}

#[derive(Default)]
pub struct Inner {
    pub wares: BTreeMap<String, Ware>,
    pub orders: Vec<MarketOrder>,
    pub became: BTreeMap<String, Became>,
    /// What goes wrong with the next acts, in order; then nothing does.
    pub script: VecDeque<Trouble>,
    /// How often each order was paid, each reference bought.
    pub payments: BTreeMap<String, i64>,
    pub purchases: BTreeMap<String, i64>,
    /// A final no to the next payment.
    pub refuse_payment: Option<No>,
    /// So much more than was agreed to each costs once it is bought.
    pub dearer: i64,
    /// Nobody answers anything.
    pub unreachable: bool,
    pub now: At,
    /// What the house and the sellers write to each other.
    pub post: Post,
    seq: i64,
}

/// The marketplace.
#[derive(Default)]
pub struct FakeMarket(Mutex<Inner>);

impl FakeMarket {
    pub fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub fn ware(&self, id: &str, price: i64, shipping: Option<i64>, left: i64) {
        self.inner().wares.insert(id.into(), Ware { price, shipping, left });
    }

    pub fn script(&self, troubles: impl IntoIterator<Item = Trouble>) {
        self.inner().script.extend(troubles);
    }

    /// A lot was won here: its order waits for the money.
    pub fn won(&self, item: &str, reference: &str, price: i64, shipping: Option<i64>) -> String {
        self.inner().order(item, Some(reference), 1, price, shipping)
    }

    /// Something happens to an order.
    pub fn change(&self, id: &str, change: impl FnOnce(&mut MarketOrder)) {
        self.inner().change(id, change);
    }

    pub fn ship(&self, id: &str, tracking: &str) {
        self.change(id, |order| {
            order.state = OrderState::Shipped;
            order.carrier = Some("yamato".into());
            order.tracking_number = Some(tracking.into());
        });
    }

    // Troubles are met once for each act.
    fn meet(&self) -> Result<bool, No> {
        let trouble = self.inner().script.pop_front().unwrap_or(Trouble::None);
        let why = || String::from("as the script says");
        match trouble {
            Trouble::None => Ok(false),
            Trouble::Busy => Err(No::Busy { retry_after_ms: 200 }),
            Trouble::Unreachable => Err(No::Unreachable { why: why() }),
            Trouble::LostUntaken => Err(No::AnswerLost { why: why() }),
            Trouble::LostTaken => Ok(true),
            Trouble::CrashBefore => panic!("the house falls over before it asks"),
            Trouble::CrashAfter => {
                self.inner().script.push_front(Trouble::CrashAfter);
                Ok(true)
            }
        }
    }

    // After the act was taken: the answer comes, is lost, or finds nobody.
    fn answer<T>(&self, lost: bool, taken: Result<T, No>) -> Result<T, No> {
        if !lost {
            return taken;
        }
        let crash = self.inner().script.front() == Some(&Trouble::CrashAfter);
        if crash {
            self.inner().script.pop_front();
            panic!("the house falls over before it hears the answer");
        }
        Err(No::AnswerLost { why: "as the script says".into() })
    }
}

impl Inner {
    fn change(&mut self, id: &str, change: impl FnOnce(&mut MarketOrder)) {
        self.seq += 1;
        let seq = self.seq;
        let order = self.orders.iter_mut().find(|o| o.id == id).unwrap();
        order.seq = seq;
        change(order);
    }

    fn order(
        &mut self,
        item: &str,
        reference: Option<&str>,
        quantity: i64,
        price: i64,
        shipping: Option<i64>,
    ) -> String {
        self.seq += 1;
        let id = format!("o{}", self.orders.len() + 1);
        self.orders.push(MarketOrder {
            id: id.clone(),
            seq: self.seq,
            item: item.into(),
            reference: reference.map(str::to_owned),
            quantity,
            item_yen: Yen::new(price),
            shipping_yen: shipping.map(Yen::new),
            total_yen: Yen::new(price + shipping.unwrap_or(0)),
            state: OrderState::AwaitingPayment,
            reason: None,
            pay_by_at: Some(At::from_secs(1_795_348_800 + 3 * 86_400)),
            carrier: None,
            tracking_number: None,
            weight_g: None,
        });
        id
    }

    fn pay(&mut self, id: &str, reference: &str, total: Yen) -> Result<MarketOrder, No> {
        let order = self.orders.iter().find(|o| o.id == id).ok_or(No::UnknownOrder)?.clone();
        if self.became.contains_key(reference) {
            return Ok(order);
        }
        if let Some(no) = self.refuse_payment.take() {
            return Err(no);
        }
        if order.state != OrderState::AwaitingPayment {
            return Err(No::WrongState { state: order.state.to_string() });
        }
        if order.total_yen != total {
            return Err(No::PriceMoved { price_yen: order.total_yen });
        }
        self.became.insert(reference.into(), Became::Taken);
        *self.payments.entry(id.into()).or_default() += 1;
        self.change(id, |order| order.state = OrderState::Paid);
        self.orders.iter().find(|o| o.id == id).cloned().ok_or(No::UnknownOrder)
    }

    fn sale(&self, item: &str, quantity: i64, each: Yen) -> Result<Ware, No> {
        let ware = self.wares.get(item).ok_or(No::UnknownItem)?;
        match ware {
            _ if ware.left == 0 => Err(No::SoldOut),
            _ if ware.left < quantity => Err(No::OnlyLeft { available: ware.left }),
            _ if ware.price != each.get() => {
                Err(No::PriceMoved { price_yen: Yen::new(ware.price) })
            }
            _ => Ok(ware.clone()),
        }
    }

    fn buy(&mut self, ask: &BuyPreview) -> Result<Bought, No> {
        match self.became.get(&ask.reference) {
            Some(Became::Bought(before)) => return Ok(before.clone()),
            Some(Became::Refused(no)) => return Err(no.clone()),
            _ => {}
        }
        if self.now >= ask.expires_at {
            return Err(No::PreviewLapsed);
        }
        let ware = match self.sale(&ask.item, ask.quantity, ask.expected_yen) {
            Ok(ware) => ware,
            Err(no @ (No::SoldOut | No::OnlyLeft { .. })) => {
                self.became.insert(ask.reference.clone(), Became::Refused(no.clone()));
                return Err(no);
            }
            Err(no) => return Err(no),
        };
        let each = ware.price + self.dearer;
        let price = each * ask.quantity;
        let id = self.order(&ask.item, Some(&ask.reference), ask.quantity, price, ware.shipping);
        if let Some(ware) = self.wares.get_mut(&ask.item) {
            ware.left -= ask.quantity;
        }
        *self.purchases.entry(ask.reference.clone()).or_default() += 1;
        let bought = Bought {
            order_id: id,
            unit_yen: Yen::new(each),
            shipping_yen: ware.shipping.map(Yen::new),
            total_yen: Yen::new(price + ware.shipping.unwrap_or(0)),
        };
        self.became.insert(ask.reference.clone(), Became::Bought(bought.clone()));
        Ok(bought)
    }
}

fn cannot<'a, T: Send + 'a>(what: &str) -> Asked<'a, T> {
    let no = No::Cannot { what: what.into() };
    Box::pin(async move { Err(no) })
}

impl Connector for FakeMarket {
    fn market(&self) -> &str {
        "fake"
    }
    fn name(&self) -> &str {
        "Fake Market"
    }
    fn account(&self) -> &str {
        "house-1"
    }
    fn can(&self) -> Can {
        let message = !self.inner().post.carries_none;
        Can { item: true, buy: true, at_once: true, message, ..Can::NOTHING }
    }
    fn time(&self) -> Asked<'_, MarketTime> {
        Box::pin(async move { Ok(MarketTime { now_at: self.inner().now, speed: 1 }) })
    }
    fn search<'a>(&'a self, _: &'a Search) -> Asked<'a, Found> {
        cannot("search")
    }
    fn categories(&self) -> Asked<'_, Vec<MarketCategory>> {
        cannot("list categories")
    }
    fn item<'a>(&'a self, id: &'a str) -> Asked<'a, Item> {
        Box::pin(async move {
            let mut found = match self.inner().wares.get(id) {
                Some(ware) => item(id, ware),
                None => return Err(No::UnknownItem),
            };
            let order = self.inner().orders.iter().find(|o| o.item == id).map(|o| o.id.clone());
            found.mine = order.map(|order| markets::Mine {
                max_yen: None,
                leading: true,
                order_id: Some(order),
                next_yen: None,
            });
            Ok(found)
        })
    }
    fn items<'a>(&'a self, ids: &'a [String]) -> Asked<'a, Vec<Item>> {
        Box::pin(async move {
            let inner = self.inner();
            Ok(ids.iter().filter_map(|id| Some(item(id, inner.wares.get(id)?))).collect())
        })
    }
    fn preview_bid<'a>(&'a self, _: &'a str, _: &'a str, _: Yen) -> Asked<'a, BidPreview> {
        cannot("take bids")
    }
    fn place_bid<'a>(&'a self, _: &'a BidPreview, _: Left<'a>) -> Asked<'a, BidPlaced> {
        cannot("take bids")
    }
    fn preview_buy<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        quantity: i64,
        each: Yen,
    ) -> Asked<'a, BuyPreview> {
        Box::pin(async move {
            let inner = self.inner();
            if inner.unreachable {
                return Err(No::Unreachable { why: "as the script says".into() });
            }
            if inner.became.contains_key(reference) {
                let (code, message) = ("reference_reused".into(), "placed already".into());
                return Err(No::Other { code, message });
            }
            let ware = inner.sale(item, quantity, each)?;
            Ok(BuyPreview {
                item: item.into(),
                reference: reference.into(),
                quantity,
                expected_yen: each,
                shipping_yen: ware.shipping.map(Yen::new),
                available: ware.left,
                expires_at: inner.now.plus(kernel::Span::secs(60)),
                signature: "signed".into(),
            })
        })
    }
    fn buy<'a>(&'a self, preview: &'a BuyPreview) -> Asked<'a, Bought> {
        Box::pin(async move {
            let lost = self.meet()?;
            let taken = self.inner().buy(preview);
            self.answer(lost, taken)
        })
    }
    fn became<'a>(&'a self, reference: &'a str) -> Asked<'a, Became> {
        Box::pin(async move {
            Ok(self.inner().became.get(reference).cloned().unwrap_or(Became::Unknown))
        })
    }
    fn orders(&self, after: i64) -> Asked<'_, Vec<MarketOrder>> {
        Box::pin(async move {
            let mut rows: Vec<MarketOrder> =
                self.inner().orders.iter().filter(|o| o.seq > after).cloned().collect();
            rows.sort_by_key(|o| o.seq);
            Ok(rows)
        })
    }
    fn order<'a>(&'a self, id: &'a str) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            let inner = self.inner();
            inner.orders.iter().find(|o| o.id == id).cloned().ok_or(No::UnknownOrder)
        })
    }
    fn pay<'a>(&'a self, id: &'a str, reference: &'a str, total: Yen) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            let lost = self.meet()?;
            let taken = self.inner().pay(id, reference, total);
            self.answer(lost, taken)
        })
    }
    fn received<'a>(&'a self, id: &'a str) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            self.inner().change(id, |order| order.state = OrderState::Received);
            let inner = self.inner();
            inner.orders.iter().find(|o| o.id == id).cloned().ok_or(No::UnknownOrder)
        })
    }
    fn message<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        text: &'a str,
    ) -> Asked<'a, SellerMessage> {
        Box::pin(async move {
            let lost = self.meet()?;
            let now = self.inner().now;
            let taken = self.inner().post.take(item, reference, text, now);
            self.answer(lost, taken)
        })
    }
    fn messages<'a>(&'a self, item: &'a str) -> Asked<'a, Vec<SellerMessage>> {
        Box::pin(async move { Ok(self.inner().post.read(item)) })
    }
}
