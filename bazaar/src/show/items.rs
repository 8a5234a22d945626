use auction::Auction;
use kernel::At;
use serde::Serialize;

use crate::decide::{leads, own_max, standing_bids};
use crate::event::{Goods, Who};
use crate::state::{Item, Sale, State};

/// A seller.
#[derive(Serialize)]
pub(crate) struct SellerView {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) good: i64,
    pub(crate) normal: i64,
    pub(crate) bad: i64,
    pub(crate) prefecture: String,
}

/// A seller, if there is one. Ratings are drawn from the seed, and grow worse by what they do.
pub(crate) fn seller(state: &State, id: &str) -> Option<SellerView> {
    let seller = state.catalogue.seller(id)?;
    let mut stream = crate::seed::Stream::new(state.seed, &["seller", id]);
    let good = stream.between(20, 2_400);
    Some(SellerView {
        id: seller.id.clone(),
        name: seller.name.clone(),
        kind: seller.kind.clone(),
        good,
        normal: stream.below(8),
        bad: stream.below(good / 60 + 2) + state.seller_bad.get(id).copied().unwrap_or(0),
        prefecture: seller.prefecture.clone(),
    })
}

/// What the asking account has to do with an item.
#[derive(Serialize)]
pub(crate) struct MineView {
    max_yen: Option<i64>,
    leading: bool,
    order_id: Option<String>,
    next_yen: Option<i64>,
}

/// What a seller says about their goods.
#[derive(Serialize)]
struct GoodsView<'s> {
    title_ja: &'s str,
    title_en: &'s str,
    description_ja: &'s str,
    description_en: &'s str,
    condition: &'s str,
    condition_note_ja: &'s str,
    returnable: bool,
    prefecture: &'s str,
    ships_within_days: i64,
    shipping_method: &'s str,
    weight_g: Option<i64>,
    size_cm: Option<i64>,
    watchers: i64,
}

/// An item.
#[derive(Serialize)]
pub(crate) struct ItemView<'s> {
    id: &'s str,
    kind: &'static str,
    status: &'static str,
    result: Option<&'static str>,
    version: u64,
    url: String,
    images: Vec<String>,
    #[serde(flatten)]
    goods: GoodsView<'s>,
    category_id: &'s str,
    category_path_ja: Vec<&'s str>,
    category_path_en: Vec<&'s str>,
    seller: Option<SellerView>,
    start_yen: i64,
    price_yen: i64,
    next_yen: Option<i64>,
    step_yen: Option<i64>,
    buy_now_yen: Option<i64>,
    reserve: &'static str,
    bids: usize,
    bidders: usize,
    leader: Option<String>,
    quantity: i64,
    available: i64,
    starts_at: i64,
    ends_at: Option<i64>,
    closed_at: Option<i64>,
    first_ends_at: Option<i64>,
    auto_extension: bool,
    extensions: u32,
    early_end: bool,
    shipping_payer: &'static str,
    shipping_yen: Option<i64>,
    min_rating: Option<i64>,
    max_bad_percent: Option<i64>,
    relisted_from: Option<&'s str>,
    relisted_as: Option<&'s str>,
    relists_left: u8,
    questions: i64,
    mine: Option<MineView>,
}

/// An item as this account (or nobody in particular) sees it.
pub(crate) fn item<'s>(state: &'s State, item: &'s Item, account: Option<usize>) -> ItemView<'s> {
    let lot = item.auction();
    let (status, result) = item.status();
    let (category_path_ja, category_path_en) =
        state.catalogue.path(&item.goods.category).into_iter().unzip();
    let (quantity, available) = match &item.sale {
        Sale::Auction(_) => (1, i64::from(status == "open")),
        Sale::Fixed { stock, sold, .. } => (stock + sold, *stock),
    };
    let goods = &item.goods;
    ItemView {
        id: &item.id,
        kind: item.kind(),
        status,
        result,
        version: item.version,
        url: format!("/items/{}", item.id),
        images: (1..=goods.images)
            .map(|n| format!("/v1/items/{}/images/{n}.svg", item.id))
            .collect(),
        goods: goods_of(goods),
        category_id: &goods.category,
        category_path_ja,
        category_path_en,
        seller: seller(state, &item.seller),
        start_yen: lot.map_or(item.price_yen(), |lot| lot.terms().start.get()),
        price_yen: item.price_yen(),
        next_yen: lot.map(|lot| lot.least_next().get()),
        step_yen: lot.map(|lot| lot.step().get()),
        buy_now_yen: lot.and_then(|lot| lot.terms().buy_now).map(auction::Amount::get),
        reserve: item.reserve(),
        bids: lot.map_or(0, standing_bids),
        bidders: lot.map_or(0, bidders),
        leader: lot.and_then(Auction::leader).map(|leader| state.masked(leader.bidder)),
        quantity,
        available,
        starts_at: item.starts_at().micros(),
        ends_at: lot.map(|lot| lot.ends_at().micros()),
        closed_at: item.closed_at().map(At::micros),
        first_ends_at: lot.map(|lot| lot.terms().ends_at.micros()),
        auto_extension: lot.is_some_and(|lot| lot.terms().auto_extension),
        extensions: lot.map_or(0, Auction::extensions),
        early_end: lot.is_some_and(|lot| lot.terms().early_end),
        shipping_payer: if goods.shipping_by_winner { "winner" } else { "seller" },
        shipping_yen: item.shipping_yen(),
        min_rating: lot.and_then(|lot| lot.terms().restrictions.min_rating),
        max_bad_percent: lot.and_then(|lot| lot.terms().restrictions.max_bad_percent),
        relisted_from: item.relisted_from.as_deref(),
        relisted_as: item.relisted_as.as_deref(),
        relists_left: lot.map_or(0, |lot| lot.terms().relisting.left),
        questions: item.questions,
        mine: account.and_then(|account| mine(state, item, account)),
    }
}

fn goods_of(goods: &Goods) -> GoodsView<'_> {
    GoodsView {
        title_ja: &goods.title_ja,
        title_en: &goods.title_en,
        description_ja: &goods.description_ja,
        description_en: &goods.description_en,
        condition: &goods.condition,
        condition_note_ja: &goods.condition_note_ja,
        returnable: goods.returnable,
        prefecture: &goods.prefecture,
        ships_within_days: goods.ships_within_days,
        shipping_method: &goods.shipping_method,
        weight_g: goods.weight_g,
        size_cm: goods.size_cm,
        watchers: goods.watchers,
    }
}

fn bidders(lot: &Auction) -> usize {
    let standing = lot.bids().iter().filter(|bid| !bid.removed);
    standing.map(|bid| bid.bidder).collect::<std::collections::BTreeSet<_>>().len()
}

fn mine(state: &State, item: &Item, account: usize) -> Option<MineView> {
    let order_id = order_on(state, account, &item.id);
    let Some(lot) = item.auction() else {
        let bought = MineView { max_yen: None, leading: false, order_id: None, next_yen: None };
        return order_id.map(|order_id| MineView { order_id: Some(order_id), ..bought });
    };
    let max_yen = own_max(state, lot, account);
    if max_yen.is_none() && order_id.is_none() {
        return None;
    }
    let bidder = state.bidder_of(&Who::Account(state.accounts[account].id.clone()));
    let next_yen = Some(lot.least_for(bidder).get());
    Some(MineView { max_yen, leading: leads(lot, bidder), order_id, next_yen })
}

/// The account's latest order on an item.
pub(crate) fn order_on(state: &State, account: usize, item: &str) -> Option<String> {
    let orders = state.item_orders.get(item)?;
    let own =
        |id: &&String| state.orders.get(*id).is_some_and(|order| order.account == Some(account));
    orders.iter().rev().find(own).cloned()
}
