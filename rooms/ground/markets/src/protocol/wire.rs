use kernel::{At, Word, Yen};
use serde::Deserialize;

use crate::connector::Can;
use crate::model::{
    BidPlaced, BidPreview, Bought, BuyPreview, Found, Item, ItemStatus, Kind, MarketCategory,
    MarketOrder, MarketTime, Mine, OrderState, Seller, SellerMessage,
};

/// Something as the protocol writes it. Kept apart from our own types: the wire is a promise to
/// others, our types are not.
#[derive(Debug, Default, Deserialize, Clone)]
#[serde(transparent)]
pub(crate) struct Wire<T>(pub(crate) T);

#[derive(Debug, Default, Deserialize, Clone)]
#[serde(default)]
pub(crate) struct WireError {
    pub(crate) code: String,
    pub(crate) message: String,
    #[serde(rename = "final")]
    pub(crate) is_final: bool,
    pub(crate) price_yen: Option<i64>,
    pub(crate) next_yen: Option<i64>,
    pub(crate) max_yen: Option<i64>,
    pub(crate) available: Option<i64>,
    pub(crate) rule: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) ended_at: Option<i64>,
    pub(crate) result: Option<String>,
    pub(crate) lapsed_at: Option<i64>,
    pub(crate) retry_after_ms: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireItem {
    id: String,
    kind: String,
    status: String,
    result: Option<String>,
    version: i64,
    url: String,
    #[serde(default)]
    images: Vec<String>,
    title_ja: String,
    title_en: Option<String>,
    #[serde(default)]
    description_ja: String,
    description_en: Option<String>,
    category_id: String,
    #[serde(default)]
    category_path_en: Vec<String>,
    seller: WireSeller,
    start_yen: i64,
    price_yen: i64,
    next_yen: Option<i64>,
    step_yen: Option<i64>,
    buy_now_yen: Option<i64>,
    #[serde(default)]
    reserve: String,
    bids: i64,
    available: i64,
    starts_at: Option<i64>,
    ends_at: Option<i64>,
    closed_at: Option<i64>,
    auto_extension: bool,
    condition: String,
    shipping_yen: Option<i64>,
    weight_g: Option<i64>,
    prefecture: String,
    relisted_as: Option<String>,
    mine: Option<WireMine>,
}

#[derive(Debug, Deserialize)]
struct WireSeller {
    id: String,
    name: String,
    #[serde(default)]
    good: i64,
    #[serde(default)]
    bad: i64,
}

#[derive(Debug, Deserialize)]
struct WireMine {
    max_yen: Option<i64>,
    leading: bool,
    order_id: Option<String>,
    next_yen: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireRows<T> {
    pub(crate) rows: Vec<T>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireFound {
    total: i64,
    page: i64,
    per_page: i64,
    rows: Vec<WireItem>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireCategory {
    id: String,
    parent: Option<String>,
    name_en: String,
    open: i64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireBidPreview {
    item_id: String,
    reference: String,
    amount_yen: i64,
    price_yen: i64,
    next_yen: i64,
    ends_at: i64,
    expires_at: i64,
    signature: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireBidPlaced {
    bid_id: String,
    placed_at: i64,
    leading: bool,
    price_yen: i64,
    next_yen: Option<i64>,
    ends_at: i64,
    extended: bool,
    bought_now: bool,
    order_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireBuyPreview {
    item_id: String,
    reference: String,
    quantity: i64,
    expected_yen: i64,
    shipping_yen: Option<i64>,
    available: i64,
    expires_at: i64,
    signature: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireBought {
    order_id: String,
    unit_yen: i64,
    shipping_yen: Option<i64>,
    total_yen: i64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireBecame {
    pub(crate) state: String,
    pub(crate) kind: Option<String>,
    pub(crate) answer: Option<serde_json::Value>,
    pub(crate) error: Option<Wire<WireError>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireOrder {
    id: String,
    seq: i64,
    item_id: String,
    reference: Option<String>,
    quantity: i64,
    item_yen: i64,
    shipping_yen: Option<i64>,
    total_yen: i64,
    state: String,
    reason: Option<String>,
    pay_by_at: Option<i64>,
    carrier: Option<String>,
    tracking_number: Option<String>,
    weight_g: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireMessage {
    id: String,
    from: String,
    text: String,
    sent_at: i64,
    #[serde(default)]
    reference: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireTime {
    now_at: i64,
    speed: i64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct WireCapabilities {
    can: Vec<String>,
    #[serde(default)]
    pub(crate) limits: WireLimits,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WireLimits {
    pub(crate) requests_per_second: Option<i64>,
}

impl WireCapabilities {
    pub(crate) fn can(&self) -> Can {
        let can = |word: &str| self.can.iter().any(|told| told == word);
        Can {
            search: can("search"),
            item: can("item"),
            bid: can("bid"),
            buy: can("buy"),
            message: can("message"),
            offers: can("accept"),
            at_once: true,
        }
    }
}

fn yen(n: Option<i64>) -> Option<Yen> {
    n.map(Yen::new)
}

fn at(n: Option<i64>) -> Option<At> {
    n.map(At::from_micros)
}

impl WireItem {
    /// Addresses of pages and pictures may be relative to the marketplace.
    pub(crate) fn item(self, base: &str) -> Item {
        let address = |path: String| {
            if path.starts_with('/') {
                format!("{}{path}", base.trim_end_matches('/'))
            } else {
                path
            }
        };
        Item {
            kind: Kind::from_word(&self.kind).unwrap_or(Kind::Fixed),
            // A status this program does not know is not one to bid on.
            status: ItemStatus::from_word(&self.status).unwrap_or(ItemStatus::Ended),
            result: self.result,
            version: self.version,
            url: address(self.url),
            images: self.images.into_iter().map(address).collect(),
            id: self.id,
            title_ja: self.title_ja,
            title_en: self.title_en,
            description_ja: self.description_ja,
            description_en: self.description_en,
            category_path: self.category_path_en,
            category_id: self.category_id,
            seller: Seller {
                id: self.seller.id,
                name: self.seller.name,
                good: self.seller.good,
                bad: self.seller.bad,
            },
            start_yen: Yen::new(self.start_yen),
            price_yen: Yen::new(self.price_yen),
            next_yen: yen(self.next_yen),
            step_yen: yen(self.step_yen),
            buy_now_yen: yen(self.buy_now_yen),
            reserve: self.reserve,
            bids: self.bids,
            available: self.available,
            starts_at: at(self.starts_at),
            ends_at: at(self.ends_at),
            closed_at: at(self.closed_at),
            auto_extension: self.auto_extension,
            condition: self.condition,
            shipping_yen: yen(self.shipping_yen),
            weight_g: self.weight_g,
            prefecture: self.prefecture,
            relisted_as: self.relisted_as,
            mine: self.mine.map(|m| Mine {
                max_yen: yen(m.max_yen),
                leading: m.leading,
                order_id: m.order_id,
                next_yen: yen(m.next_yen),
            }),
        }
    }
}

impl WireFound {
    pub(crate) fn found(self, base: &str) -> Found {
        let rows = self.rows.into_iter().map(|row| row.item(base)).collect();
        Found { total: self.total, page: self.page, per_page: self.per_page, rows }
    }
}

impl WireOrder {
    /// `None` when it is in a state this program does not know.
    pub(crate) fn order(self) -> Option<MarketOrder> {
        Some(MarketOrder {
            state: OrderState::from_word(&self.state)?,
            id: self.id,
            seq: self.seq,
            item: self.item_id,
            reference: self.reference,
            quantity: self.quantity,
            item_yen: Yen::new(self.item_yen),
            shipping_yen: yen(self.shipping_yen),
            total_yen: Yen::new(self.total_yen),
            reason: self.reason,
            pay_by_at: at(self.pay_by_at),
            carrier: self.carrier,
            tracking_number: self.tracking_number,
            weight_g: self.weight_g,
        })
    }
}

macro_rules! ours {
    ($($wire:ident => $ours:ident($w:ident) $made:expr;)*) => {$(
        impl From<$wire> for $ours {
            fn from($w: $wire) -> $ours { $made }
        }
    )*};
}

ours! {
    WireTime => MarketTime(w) MarketTime { now_at: At::from_micros(w.now_at), speed: w.speed };
    WireCategory => MarketCategory(w)
        MarketCategory { id: w.id, parent: w.parent, name: w.name_en, open: w.open };
    WireBidPreview => BidPreview(w) BidPreview {
        item: w.item_id, reference: w.reference, amount_yen: Yen::new(w.amount_yen),
        price_yen: Yen::new(w.price_yen), next_yen: Yen::new(w.next_yen),
        ends_at: At::from_micros(w.ends_at), expires_at: At::from_micros(w.expires_at),
        signature: w.signature,
    };
    WireBidPlaced => BidPlaced(w) BidPlaced {
        bid_id: w.bid_id, placed_at: At::from_micros(w.placed_at), leading: w.leading,
        price_yen: Yen::new(w.price_yen), next_yen: Yen::new(w.next_yen.unwrap_or(w.price_yen)),
        ends_at: At::from_micros(w.ends_at), extended: w.extended, bought_now: w.bought_now,
        order_id: w.order_id,
    };
    WireBuyPreview => BuyPreview(w) BuyPreview {
        item: w.item_id, reference: w.reference, quantity: w.quantity,
        expected_yen: Yen::new(w.expected_yen), shipping_yen: yen(w.shipping_yen),
        available: w.available, expires_at: At::from_micros(w.expires_at), signature: w.signature,
    };
    WireBought => Bought(w) Bought {
        order_id: w.order_id, unit_yen: Yen::new(w.unit_yen), shipping_yen: yen(w.shipping_yen),
        total_yen: Yen::new(w.total_yen),
    };
    WireMessage => SellerMessage(w) SellerMessage {
        id: w.id, from_seller: w.from == "seller", text: w.text,
        sent_at: At::from_micros(w.sent_at), reference: w.reference,
    };
}
