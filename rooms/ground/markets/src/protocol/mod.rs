//! The connector of the documented protocol (docs/connector-protocol.md), spoken over HTTP.

mod http;
mod speak;
mod wire;

pub use http::{Protocol, ProtocolSettings};
