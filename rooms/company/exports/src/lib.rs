//! Exports: lists that leave the house as a file, asked for by one of the staff with a reason and
//! agreed to by another.
//!
//! A list is never kept: it is drawn while it is taken, by the person who asked, within
//! [`rules::TAKEN_WITHIN`] of the agreement. So a member who stops the use of their data or is
//! erased after the agreement is not on it, and no file of the house has to be found and destroyed.
//! People are opened by registered [`VIEWS`], which the policy permits or the program does not
//! start; each opening is in the log, and each taking is on record with how many it gave.
//!
//! What this room never does: write to anybody.

mod acts;
mod csv;
mod drawing;
mod holdings;
mod refusals;
pub mod rules;
mod staff;
mod store;
mod taking;
mod views;

pub use self::staff::routes;
pub use acts::{NewExport, answer, ask, begin_taking, end_taking};
pub use drawing::{Counts, draw};
pub use holdings::HOLDINGS;
pub use refusals::ExportsRefusal;
pub use rules::{Kind, Stands};
pub use store::{ALL as SQL, Export, Taking, latest, one, takings};
pub use views::VIEWS;

/// This room's texts.
pub const TEXTS: web::Texts = web::texts!("exports");
