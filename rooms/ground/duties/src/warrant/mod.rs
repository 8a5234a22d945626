//! The order of an authority: what it asks about whom, on which article; agreed to by two; done
//! once, for just the named pieces of just the named people; told to them as soon as the law lets
//! it.

mod acts;
pub(crate) mod pages;
pub mod rules;
mod store;
mod views;

pub use acts::{
    Proposal, carry_out, hand_out, lift, load, persons, propose, refuse, told_to, withdraw,
};
pub(crate) use acts::{forget, lapse, shelves, tell_due};
pub use store::{ALL as SQL, Person, Warrant};
pub use views::VIEWS;
