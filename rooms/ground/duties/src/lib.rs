//! Duties: what a law makes the house do with personal data when something happens to it. A breach
//! is counted, reported and told ([`breach`]); the order of an authority is done narrowly, by two,
//! and told as soon as the law lets it ([`warrant`]); a business goes to a successor, or comes from
//! a predecessor, with its people ([`handover`]).
//!
//! Whom a breach reached comes out of the access log and the ledger of provision alone, so it is
//! exact, and it is counted anew whenever a fact changes. Papers lie sealed in the vault under the
//! class of requests, each kept under the bits of the incident's own id; everybody who reads one is
//! on record. Members hear by the notices room: this room tells it whom, and hears from it what
//! became of each letter.
//!
//! Plugs: none of its own; views: [`VIEWS`]; [`handlers`], [`routes`]; [`Ring`] and [`Sweep`] on
//! the schedule.

pub mod breach;
pub mod cli;
pub mod handover;
mod holdings;
mod jobs;
mod news;
mod pages;
mod plain;
mod refusals;
pub mod warrant;
mod words;

pub use self::jobs::{Ring, Sweep, handlers};
pub use breach::{DutyLetter, SQL};
pub use handover::SQL as HANDOVER_SQL;
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use news::News;
pub use pages::{beside, routes};
pub use refusals::DutiesRefusal;
pub use warrant::SQL as WARRANT_SQL;

use db::{Answer, Tx};
use kernel::MemberId;

/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("duties");

/// What keeps papers in the vault under an id of this room: nobody's data, though it lies there
/// like somebody's.
fn own_papers(tx: &mut Tx<'_>) -> Answer<Vec<MemberId>> {
    Ok([breach::shelves(tx)?, warrant::shelves(tx)?].concat())
}

/// Every view of this room.
pub const VIEWS: &[policy::ViewFacts] = &ALL_VIEWS;

const COUNT: usize = breach::VIEWS.len() + warrant::VIEWS.len();
const ALL_VIEWS: [policy::ViewFacts; COUNT] = {
    let (mut all, mut at) = ([breach::VIEWS[0]; COUNT], 0);
    while at < COUNT {
        let first = breach::VIEWS.len();
        all[at] = if at < first { breach::VIEWS[at] } else { warrant::VIEWS[at - first] };
        at += 1;
    }
    all
};
