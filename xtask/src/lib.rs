//! What the guards are made of: the files of the project, Rust text told apart from strings and
//! comments, the floor plan, the SQL texts, the tables. The guards are the tests of this package,
//! so that a check on a developer's machine is the check that counts.
//!
//! Nothing of the house is linked here: the guards read text, and hold before anything compiles.

pub mod plan;
pub mod ratchet;
pub mod rust;
pub mod sql;
pub mod tables;
pub mod texts;
pub mod tree;
pub mod words;

pub use rust::Source;
pub use tree::{File, Tree};
