use kernel::Yen;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::http::{Acts, Protocol, refusal};
use super::wire::{
    WireBecame, WireBidPlaced, WireBidPreview, WireBought, WireBuyPreview, WireCapabilities,
    WireCategory, WireFound, WireItem, WireMessage, WireOrder, WireRows, WireTime,
};
use crate::connector::{Asked, Can, Connector, Left};
use crate::model::{
    Became, BidPlaced, BidPreview, Bought, BuyPreview, Found, Item, MarketOrder, OfferAnswer,
    Search, SellerMessage,
};
use crate::no::No;

impl Connector for Protocol {
    fn market(&self) -> &str {
        &self.settings.market
    }

    fn name(&self) -> &str {
        &self.settings.name
    }

    fn account(&self) -> &str {
        &self.settings.account
    }

    fn can(&self) -> Can {
        self.told().unwrap_or(Can::EVERYTHING)
    }

    fn learn(&self) -> Asked<'_, ()> {
        Box::pin(async move {
            let told: WireCapabilities = self.get("/v1/capabilities", &[]).await?;
            self.keep(&told);
            Ok(())
        })
    }

    fn time(&self) -> Asked<'_, crate::model::MarketTime> {
        Box::pin(async move { Ok(self.get::<WireTime>("/v1/time", &[]).await?.into()) })
    }

    fn search<'a>(&'a self, search: &'a Search) -> Asked<'a, Found> {
        Box::pin(async move {
            let mut query = vec![("page", search.page.max(1).to_string())];
            let words = [
                ("q", &search.words),
                ("category", &search.category),
                ("kind", &search.kind),
                ("sort", &search.sort),
            ];
            query.extend(words.into_iter().filter(|w| !w.1.is_empty()).map(|w| (w.0, w.1.clone())));
            query.extend(search.min_yen.map(|n| ("min_yen", n.to_string())));
            query.extend(search.max_yen.map(|n| ("max_yen", n.to_string())));
            let found: WireFound = self.get("/v1/search", &query).await?;
            Ok(found.found(&self.settings.base_url))
        })
    }

    fn categories(&self) -> Asked<'_, Vec<crate::model::MarketCategory>> {
        Box::pin(async move {
            let rows: WireRows<WireCategory> = self.get("/v1/categories", &[]).await?;
            Ok(rows.rows.into_iter().map(Into::into).collect())
        })
    }

    fn item<'a>(&'a self, item: &'a str) -> Asked<'a, Item> {
        Box::pin(async move {
            let found: WireItem = self.get(&format!("/v1/items/{}", safe(item)?), &[]).await?;
            Ok(found.item(&self.settings.base_url))
        })
    }

    fn items<'a>(&'a self, items: &'a [String]) -> Asked<'a, Vec<Item>> {
        Box::pin(async move {
            let mut found = Vec::with_capacity(items.len());
            for chunk in items.chunks(100) {
                let rows: WireRows<WireItem> =
                    self.get("/v1/items", &[("ids", chunk.join(","))]).await?;
                found.extend(rows.rows.into_iter().map(|r| r.item(&self.settings.base_url)));
            }
            Ok(found)
        })
    }

    fn preview_bid<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        amount: Yen,
    ) -> Asked<'a, BidPreview> {
        Box::pin(async move {
            let body =
                json!({ "item_id": item, "reference": reference, "amount_yen": amount.get() });
            let preview: WireBidPreview = self.post("/v1/bids/preview", body, Acts::Soon).await?;
            Ok(preview.into())
        })
    }

    fn place_bid<'a>(&'a self, preview: &'a BidPreview, left: Left<'a>) -> Asked<'a, BidPlaced> {
        Box::pin(async move {
            let body = json!({
                "item_id": preview.item, "reference": preview.reference,
                "amount_yen": preview.amount_yen.get(), "price_yen": preview.price_yen.get(),
                "expires_at": preview.expires_at.micros(), "signature": preview.signature,
            });
            let placed: WireBidPlaced = self.post_telling("/v1/bids", body, left).await?;
            Ok(placed.into())
        })
    }

    fn preview_buy<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        quantity: i64,
        each: Yen,
    ) -> Asked<'a, BuyPreview> {
        Box::pin(async move {
            let body = json!({
                "item_id": item, "reference": reference, "quantity": quantity,
                "expected_yen": each.get(),
            });
            let preview: WireBuyPreview =
                self.post("/v1/purchases/preview", body, Acts::Soon).await?;
            Ok(preview.into())
        })
    }

    fn buy<'a>(&'a self, preview: &'a BuyPreview) -> Asked<'a, Bought> {
        Box::pin(async move {
            let body = json!({
                "item_id": preview.item, "reference": preview.reference,
                "quantity": preview.quantity, "expected_yen": preview.expected_yen.get(),
                "expires_at": preview.expires_at.micros(), "signature": preview.signature,
            });
            let bought: WireBought = self.post("/v1/purchases", body, Acts::Once).await?;
            Ok(bought.into())
        })
    }

    fn became<'a>(&'a self, reference: &'a str) -> Asked<'a, Became> {
        Box::pin(async move {
            let path = format!("/v1/references/{}", safe(reference)?);
            became(self.get_soon(&path).await?)
        })
    }

    fn orders(&self, after: i64) -> Asked<'_, Vec<MarketOrder>> {
        Box::pin(async move {
            let query = [("after", after.to_string()), ("limit", "100".to_owned())];
            let rows: WireRows<WireOrder> = self.get("/v1/orders", &query).await?;
            Ok(rows.rows.into_iter().filter_map(WireOrder::order).collect())
        })
    }

    fn order<'a>(&'a self, order: &'a str) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            known(self.get::<WireOrder>(&format!("/v1/orders/{}", safe(order)?), &[]).await?)
        })
    }

    fn answer_offer<'a>(
        &'a self,
        order: &'a str,
        reference: &'a str,
        answer: OfferAnswer,
    ) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            let (order, (how, body)) = (safe(order)?, answered(reference, answer));
            let path = format!("/v1/orders/{order}/{how}");
            known(self.post::<WireOrder>(&path, body, Acts::Once).await?)
        })
    }

    fn pay<'a>(&'a self, order: &'a str, reference: &'a str, total: Yen) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            let path = format!("/v1/orders/{}/pay", safe(order)?);
            let body = json!({ "reference": reference, "total_yen": total.get() });
            known(self.post::<WireOrder>(&path, body, Acts::Once).await?)
        })
    }

    fn received<'a>(&'a self, order: &'a str) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            let path = format!("/v1/orders/{}/received", safe(order)?);
            known(self.post::<WireOrder>(&path, json!({}), Acts::Once).await?)
        })
    }

    fn message<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        text: &'a str,
    ) -> Asked<'a, SellerMessage> {
        Box::pin(async move {
            let path = format!("/v1/items/{}/messages", safe(item)?);
            let body = json!({ "reference": reference, "text": text });
            Ok(self.post::<WireMessage>(&path, body, Acts::Once).await?.into())
        })
    }

    fn messages<'a>(&'a self, item: &'a str) -> Asked<'a, Vec<SellerMessage>> {
        Box::pin(async move {
            let path = format!("/v1/items/{}/messages", safe(item)?);
            let rows: WireRows<WireMessage> = self.get(&path, &[]).await?;
            Ok(rows.rows.into_iter().map(Into::into).collect())
        })
    }
}

fn answered(reference: &str, answer: OfferAnswer) -> (&'static str, Value) {
    match answer {
        OfferAnswer::Take(total) => {
            ("accept", json!({ "reference": reference, "total_yen": total.get() }))
        }
        OfferAnswer::Leave => ("decline", json!({ "reference": reference })),
    }
}

/// Ids come from members' addresses too: one that is not an id must not become part of a path.
fn safe(id: &str) -> Result<&str, No> {
    let fits = (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if fits { Ok(id) } else { Err(No::UnknownItem) }
}

fn known(order: WireOrder) -> Result<MarketOrder, No> {
    let state = No::WrongState { state: "in a state this program does not know".into() };
    order.order().ok_or(state)
}

fn became(became: WireBecame) -> Result<Became, No> {
    let unread = || No::Unreachable { why: "its answer could not be read".into() };
    fn read<T: DeserializeOwned>(answer: Option<Value>) -> Option<T> {
        serde_json::from_value(answer?).ok()
    }
    match (became.state.as_str(), became.kind.as_deref()) {
        ("unknown", _) => Ok(Became::Unknown),
        ("placed", Some("bid")) => {
            Ok(Became::Bid(read::<WireBidPlaced>(became.answer).ok_or_else(unread)?.into()))
        }
        ("placed", Some("purchase")) => {
            Ok(Became::Bought(read::<WireBought>(became.answer).ok_or_else(unread)?.into()))
        }
        ("placed", Some(_)) => Ok(Became::Taken),
        ("refused", _) => {
            let mut error = became.error.ok_or_else(unread)?;
            // The reference is used up, whatever else is said.
            error.0.is_final = true;
            Ok(Became::Refused(refusal(StatusCode::CONFLICT, error, Acts::No)))
        }
        _ => Err(unread()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_not_one_never_becomes_part_of_a_path() {
        for bad in ["", "../admin", "a/b", "a?x=1", "a b", &"x".repeat(65)] {
            assert_eq!(safe(bad), Err(No::UnknownItem), "{bad}");
        }
        assert_eq!(safe("k510836318"), Ok("k510836318"));
    }

    #[test]
    fn what_became_of_a_reference_is_read_or_asked_again() {
        let read = |text: &str| became(serde_json::from_str(text).unwrap());
        let unknown =
            r#"{"reference":"x","state":"unknown","kind":null,"answer":null,"error":null}"#;
        assert_eq!(read(unknown), Ok(Became::Unknown));
        let refused = r#"{"state":"refused","kind":"bid","answer":null,
            "error":{"code":"below_least","message":"","price_yen":5,"next_yen":6}}"#;
        let no = No::BelowLeast { price_yen: Yen::new(5), next_yen: Yen::new(6) };
        assert_eq!(read(refused), Ok(Became::Refused(no)));
        let odd = r#"{"state":"refused","kind":"bid","answer":null,
            "error":{"code":"new_moon","message":"no","final":false}}"#;
        let no = No::Other { code: "new_moon".into(), message: "no".into() };
        assert_eq!(read(odd), Ok(Became::Refused(no)), "what was refused is not sent again");
        let torn = r#"{"state":"placed","kind":"bid","answer":{"bid_id":"x"},"error":null}"#;
        assert!(matches!(read(torn), Err(No::Unreachable { .. })));
    }
}
