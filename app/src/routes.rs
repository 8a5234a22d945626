//! Every way in, room by room.

use web::Routes;

/// All routes of the house.
pub(crate) fn routes() -> Vec<Routes> {
    vec![bidding::routes(), ledger::routes(), members::routes(), staff::routes()]
}
