//! Every way in, room by room.

use web::Routes;

/// All routes of the house.
pub(crate) fn routes() -> Vec<Routes> {
    vec![
        staff::routes(),
        bidding::routes(),
        shopping::routes(),
        orders::routes(),
        ledger::routes(),
        members::routes(),
        privacy::pages::routes(),
    ]
}
