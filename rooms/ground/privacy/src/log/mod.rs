//! The log: what happened to personal data, in one Merkle tree with signed heads.
//!
//! The format is documented in docs/operating/log-format.md, so that a stranger can check it.

mod entry;
mod note;
mod proof;
mod rows;
mod sequence;
pub mod tree;
mod verify;

pub use entry::Kind;
pub(crate) use entry::{Note, line, people};
pub use note::{Head, verifier_key};
pub use proof::{Proven, check as check_proof, consistency, inclusion, proof};
pub use sequence::{latest_checkpoint, lock as sequencer_lock, root_at, sequence, size, waiting};
pub(crate) use sequence::{number, thin};
pub(crate) use verify::place_words;
pub use verify::{Finding, Verdict, verify};
