//! Markets: the ways to marketplaces. One trait, one connector per way.
//!
//! A connector never decides for a member and never touches the database; it carries questions and
//! acts to a marketplace and brings typed answers back. What acts carries the house's own
//! reference, so that asking twice acts once.
//!
//! What this room never does: bid by itself, keep personal data, or hide that an answer was lost.

mod book;
mod connector;
mod limit;
mod model;
mod no;
mod pictures;
mod protocol;
mod shelf;

pub use book::Markets;
pub use connector::{Asked, Can, Connector, Left};
pub use limit::at_leisure;
pub use model::*;
pub use no::No;
pub use pictures::{Picture, Pictures};
pub use protocol::{Protocol, ProtocolSettings};
pub use shelf::Shelf;
