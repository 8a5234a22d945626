//! The log: what happened to personal data, in one Merkle tree with signed heads.

mod entry;
pub mod tree;

pub use entry::Kind;
pub(crate) use entry::Note;
