//! What is for sale at the marketplace in memory.

use kernel::Yen;
use markets::{Item, ItemStatus, Kind, Seller};

/// A thing for sale.
#[derive(Debug, Clone)]
pub struct Ware {
    pub price: i64,
    pub shipping: Option<i64>,
    pub left: i64,
}

pub fn item(id: &str, ware: &Ware) -> Item {
    Item {
        id: id.into(),
        kind: Kind::Fixed,
        status: if ware.left > 0 { ItemStatus::Open } else { ItemStatus::Ended },
        result: None,
        version: 1,
        url: format!("https://fake.example/items/{id}"),
        images: Vec::new(),
        title_ja: format!("品物 {id}"),
        title_en: Some(format!("Ware {id}")),
        description_ja: String::new(),
        description_en: None,
        category_path: Vec::new(),
        category_id: "all".into(),
        seller: Seller { id: "s1".into(), name: "店".into(), good: 1, bad: 0 },
        start_yen: Yen::new(ware.price),
        price_yen: Yen::new(ware.price),
        next_yen: None,
        step_yen: None,
        buy_now_yen: None,
        reserve: "none".into(),
        bids: 0,
        available: ware.left,
        starts_at: None,
        ends_at: None,
        closed_at: None,
        auto_extension: false,
        condition: "new".into(),
        shipping_yen: ware.shipping.map(Yen::new),
        weight_g: None,
        prefecture: "東京都".into(),
        relisted_as: None,
        mine: None,
    }
}
