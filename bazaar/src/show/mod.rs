//! What things look like over the wire: docs/connector-protocol.md, shape by shape.

mod items;
mod sales;
mod trades;

pub(crate) use items::{item, order_on, seller};
pub(crate) use sales::{message, order};
pub(crate) use trades::{bid, bid_id, bid_preview, purchase, purchase_preview};
