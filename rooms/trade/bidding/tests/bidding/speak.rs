//! The marketplace as a connector.

use auction::{Amount, Outcome, Rating, ReserveState};
use kernel::{Span, Yen};
use markets::{
    Asked, Became, BidPlaced, BidPreview, Bought, BuyPreview, Can, Connector, Found, Item,
    ItemStatus, Kind, Left, MarketCategory, MarketOrder, MarketTime, Mine, No, OfferAnswer,
    OrderState, Search, Seller, SellerMessage,
};

use crate::market::{FakeMarket, HOUSE, Inner, Trouble, no, result, reused};

impl Inner {
    fn reach(&self) -> Result<(), No> {
        if self.outage { Err(No::Unreachable { why: "outage".into() }) } else { Ok(()) }
    }

    fn item(&self, id: &str) -> Option<Item> {
        let lot = self.lots.get(id).filter(|_| !self.gone.contains(id))?;
        let auction = &lot.auction;
        let outcome = auction.closed().map(|c| c.outcome);
        let yen = |amount: Amount| Yen::new(amount.get());
        let ours = auction.bids().iter().filter(|b| b.bidder == HOUSE && !b.removed);
        let max = ours.map(|b| b.max).max();
        let leading = match outcome {
            Some(outcome) => outcome.winner().is_some_and(|(bidder, _)| bidder == HOUSE),
            None => auction.leader().is_some_and(|l| l.bidder == HOUSE),
        };
        let mine = Mine {
            max_yen: max.map(yen),
            leading,
            order_id: self.order_of(id),
            next_yen: outcome.is_none().then(|| yen(auction.least_for(HOUSE))),
        };
        Some(Item {
            id: id.into(),
            kind: Kind::Auction,
            status: match outcome {
                None => ItemStatus::Open,
                Some(Outcome::Cancelled) => ItemStatus::Cancelled,
                Some(_) => ItemStatus::Ended,
            },
            result: outcome.map(|o| result(o).to_owned()),
            version: lot.version,
            url: format!("https://fake.example/{id}"),
            images: Vec::new(),
            title_ja: format!("品 {id}"),
            title_en: Some(format!("Thing {id}")),
            description_ja: String::new(),
            description_en: None,
            category_path: Vec::new(),
            category_id: "all".into(),
            seller: Seller { id: "s".into(), name: "店".into(), good: 9, bad: 0 },
            start_yen: yen(auction.terms().start),
            price_yen: yen(auction.price()),
            next_yen: Some(yen(auction.least_next())),
            step_yen: Some(yen(auction.step())),
            buy_now_yen: auction.terms().buy_now.map(yen),
            reserve: match auction.reserve() {
                ReserveState::None => "none",
                ReserveState::Unmet => "unmet",
                ReserveState::Met => "met",
            }
            .into(),
            bids: i64::try_from(auction.bids().len()).unwrap(),
            available: 1,
            starts_at: Some(auction.terms().starts_at),
            ends_at: Some(auction.ends_at()),
            closed_at: auction.closed().map(|c| c.at),
            auto_extension: auction.terms().auto_extension,
            condition: "used".into(),
            shipping_yen: lot.shipping.map(Yen::new),
            weight_g: None,
            prefecture: "東京都".into(),
            relisted_as: lot.relisted_as.clone(),
            mine: max.map(|_| mine),
        })
    }

    fn preview(&mut self, item: &str, reference: &str, amount: Yen) -> Result<BidPreview, No> {
        if self.became.contains_key(reference) {
            return Err(reused());
        }
        if self.restricted.contains(item) {
            return Err(No::Restricted { rule: "min_rating".into() });
        }
        let (now, lot) = (self.now(), self.lots.get(item).ok_or(No::UnknownItem)?);
        let max = Amount::new(amount.get());
        if self.blind_previews == 0 {
            lot.auction.check(HOUSE, max, Rating::default(), now).map_err(no)?;
        }
        let preview = BidPreview {
            item: item.into(),
            reference: reference.into(),
            amount_yen: amount,
            price_yen: Yen::new(lot.auction.price().get()),
            next_yen: Yen::new(lot.auction.least_for(HOUSE).get()),
            ends_at: lot.auction.ends_at(),
            expires_at: now.plus(Span::secs(60)),
            signature: format!("{item}:{reference}:{amount}"),
        };
        self.blind_previews = self.blind_previews.saturating_sub(1);
        Ok(preview)
    }

    fn place(&mut self, preview: &BidPreview) -> Result<BidPlaced, No> {
        if preview.signature
            != format!("{}:{}:{}", preview.item, preview.reference, preview.amount_yen)
        {
            return Err(No::PreviewLapsed);
        }
        let lost = || Err(No::AnswerLost { why: "as the script says".into() });
        match self.script.pop_front().unwrap_or(Trouble::None) {
            Trouble::None => self.take(preview),
            Trouble::Busy => Err(No::Busy { retry_after_ms: 200 }),
            Trouble::Unreachable => Err(No::Unreachable { why: "as the script says".into() }),
            Trouble::Unauthorised => Err(No::Unauthorised),
            Trouble::PriceMoved => Err(No::PriceMoved { price_yen: preview.price_yen }),
            Trouble::LostUntaken => lost(),
            Trouble::LostTaken => {
                let _ = self.take(preview);
                lost()
            }
            Trouble::LostOnTheWay => {
                self.on_the_way.push(preview.clone());
                lost()
            }
            Trouble::CrashBefore => panic!("the house falls over before it sends"),
            Trouble::CrashAfter => {
                let _ = self.take(preview);
                panic!("the house falls over before it hears the answer")
            }
        }
    }
}

fn cannot<'a, T: Send + 'a>(what: &str) -> Asked<'a, T> {
    let no = No::Cannot { what: what.into() };
    Box::pin(async move { Err(no) })
}

/// Answers at once, with what `ask` says.
fn at_once<'a, T: Send + 'a>(
    market: &'a FakeMarket,
    ask: impl FnOnce(&mut Inner) -> Result<T, No> + Send + 'a,
) -> Asked<'a, T> {
    Box::pin(async move {
        let mut inner = market.inner();
        inner.reach()?;
        inner.close();
        ask(&mut inner)
    })
}

impl FakeMarket {
    async fn stare(&self) {
        if self.inner().stares {
            std::future::pending::<()>().await;
        }
    }
}

impl Connector for FakeMarket {
    fn market(&self) -> &str {
        self.word()
    }
    fn name(&self) -> &str {
        "Fake Market"
    }
    fn account(&self) -> &str {
        "house-1"
    }
    fn can(&self) -> Can {
        Can { item: true, bid: true, offers: true, at_once: true, ..Can::NOTHING }
    }
    fn time(&self) -> Asked<'_, MarketTime> {
        Box::pin(async move {
            self.stare().await;
            at_once(self, |inner| Ok(MarketTime { now_at: inner.now(), speed: 1 })).await
        })
    }
    fn search<'a>(&'a self, _: &'a Search) -> Asked<'a, Found> {
        cannot("search")
    }
    fn categories(&self) -> Asked<'_, Vec<MarketCategory>> {
        cannot("list categories")
    }
    fn item<'a>(&'a self, id: &'a str) -> Asked<'a, Item> {
        at_once(self, move |inner| inner.item(id).ok_or(No::UnknownItem))
    }
    fn items<'a>(&'a self, ids: &'a [String]) -> Asked<'a, Vec<Item>> {
        Box::pin(async move {
            self.stare().await;
            at_once(self, move |inner| Ok(ids.iter().filter_map(|id| inner.item(id)).collect()))
                .await
        })
    }
    fn preview_bid<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        amount: Yen,
    ) -> Asked<'a, BidPreview> {
        Box::pin(async move {
            self.inner().asked += 1;
            if self.inner().hangs {
                std::future::pending::<()>().await;
            }
            at_once(self, move |inner| inner.preview(item, reference, amount)).await
        })
    }
    fn place_bid<'a>(&'a self, preview: &'a BidPreview, left: Left<'a>) -> Asked<'a, BidPlaced> {
        Box::pin(async move {
            self.inner().wait();
            left();
            let between = self.inner().between.pop_front();
            if let Some((item, who, max)) = between {
                self.rival(&item, who, max).unwrap();
            }
            let mut inner = self.inner();
            inner.reach()?;
            inner.close();
            inner.place(preview)
        })
    }
    fn preview_buy<'a>(&'a self, _: &'a str, _: &'a str, _: i64, _: Yen) -> Asked<'a, BuyPreview> {
        cannot("sell at a fixed price")
    }
    fn buy<'a>(&'a self, _: &'a BuyPreview) -> Asked<'a, Bought> {
        cannot("sell at a fixed price")
    }
    fn became<'a>(&'a self, reference: &'a str) -> Asked<'a, Became> {
        at_once(self, move |inner| {
            Ok(inner.became.get(reference).map_or(Became::Unknown, |b| b.2.clone()))
        })
    }
    fn orders(&self, after: i64) -> Asked<'_, Vec<MarketOrder>> {
        at_once(self, move |inner| {
            Ok(inner.orders.iter().filter(|o| o.seq > after).cloned().collect())
        })
    }
    fn order<'a>(&'a self, id: &'a str) -> Asked<'a, MarketOrder> {
        at_once(self, move |inner| {
            inner.orders.iter().find(|o| o.id == id).cloned().ok_or(No::UnknownOrder)
        })
    }
    fn answer_offer<'a>(
        &'a self,
        order: &'a str,
        reference: &'a str,
        answer: OfferAnswer,
    ) -> Asked<'a, MarketOrder> {
        at_once(self, move |inner| inner.answer_offer(order, reference, answer))
    }
    fn pay<'a>(&'a self, id: &'a str, _: &'a str, _: Yen) -> Asked<'a, MarketOrder> {
        at_once(self, move |inner| {
            let order = inner.orders.iter_mut().find(|o| o.id == id).ok_or(No::UnknownOrder)?;
            order.state = OrderState::Paid;
            Ok(order.clone())
        })
    }
    fn received<'a>(&'a self, _: &'a str) -> Asked<'a, MarketOrder> {
        cannot("hear of arrivals")
    }
    fn message<'a>(&'a self, _: &'a str, _: &'a str, _: &'a str) -> Asked<'a, SellerMessage> {
        cannot("carry messages")
    }
    fn messages<'a>(&'a self, _: &'a str) -> Asked<'a, Vec<SellerMessage>> {
        cannot("carry messages")
    }
}
