//! A business is given to a successor by two, or taken over with its provenance on record. The
//! people themselves go from vault to vault in `privacy::handover`; here lies who agreed to it,
//! when and why.

mod acts;
pub(crate) mod pages;
mod store;

pub use acts::{Made, Way, begin, ended, propose, receive};
pub use store::{ALL as SQL, Handover};
