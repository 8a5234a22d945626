//! What a notice is about, in words a member knows: read when it is shown or written, kept nowhere.

use db::{Answer, Tx};
use kernel::{BidId, Day, Id, OrderId, PurchaseId, QuoteId, Refused, VersionId};
use serde::Deserialize;

use crate::rules::{Kind, Subject};
use crate::store::Notice;

/// The thing's own title; `None` where it has none.
pub(crate) fn title(tx: &mut Tx<'_>, notice: &Notice) -> Answer<Option<String>> {
    let about = notice.about.as_str();
    let found = if let Some(bid) = BidId::parse(about) {
        bidding::title_of(tx, bid)
    } else if let Some(order) = OrderId::parse(about) {
        orders::one(tx, order).map(|order| Some(order.title))
    } else if let Some(purchase) = PurchaseId::parse(about) {
        shopping::purchase(tx, purchase).map(|purchase| Some(purchase.title))
    } else if let Some(quote) = QuoteId::parse(about) {
        shopping::quote(tx, quote).map(|quote| quote.title)
    } else if let Some(version) = VersionId::parse(about) {
        privacy::versions::load(tx, version)
            .map(|version| Some(Day::of(version.effective_at).to_string()))
    } else {
        Ok(None)
    };
    match found {
        // What is gone has no title; it is no reason to say nothing.
        Err(Refused::No(no)) if no.status == 404 => Ok(None),
        found => found,
    }
}

/// Where a member can look at it.
pub(crate) fn path(notice: &Notice) -> String {
    let about = &notice.about;
    match (notice.kind.subject(), notice.kind) {
        (Subject::Bids, _) => format!("/bids/{about}"),
        (Subject::Orders, _) => format!("/orders/{about}"),
        (_, Kind::QuoteReady | Kind::QuoteEnded) => format!("/quotes/{about}"),
        (Subject::Shopping, _) => "/purchases".to_owned(),
        (Subject::Inquiries, _) => format!("/me/inquiries/{about}"),
        (_, Kind::WebhookStopped) => format!("/webhooks/{about}"),
        (_, Kind::PolicyChanges | Kind::PolicyStays) => format!("/privacy?version={about}"),
        (_, Kind::RequestMoved) => format!("/me/privacy/requests/{about}"),
        (_, Kind::Breach) => format!("/me/privacy/incidents/{about}"),
        (_, Kind::Ordered) => format!("/me/privacy/orders/{about}"),
        (Subject::Account, _) => "/account".to_owned(),
    }
}

/// How long things lie in the warehouse without charge, as data/storage.toml has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Storage {
    /// So many days.
    pub free_days: i64,
    /// So many days before their end the member is told.
    pub told_days: i64,
}

impl Storage {
    /// The figures the program was built with.
    pub fn built_in() -> Result<Storage, kernel::Fault> {
        let text = include_str!("../../../../data/storage.toml");
        let read: Storage = toml::from_str(text)
            .map_err(|e| kernel::Fault::new(format!("data/storage.toml: {e}")))?;
        if !(1..read.free_days).contains(&read.told_days) {
            return Err(kernel::Fault::new(
                "data/storage.toml: tell before the end, and after the start",
            ));
        }
        Ok(read)
    }
}
