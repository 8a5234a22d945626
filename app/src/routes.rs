//! Every way in, room by room.

use web::Routes;

/// All routes of the house.
pub(crate) fn routes(is_demo: bool) -> Vec<Routes> {
    let mut all = vec![
        staff::routes(),
        bidding::routes(),
        shopping::routes(),
        orders::routes(),
        ledger::routes(),
        notices::routes(),
        inquiries::routes(),
        exports::routes(),
        members::routes(),
        privacy::pages::routes(),
        duties::routes(),
    ];
    if is_demo {
        all.push(crate::demo_letters::routes());
        all.push(crate::demo::routes());
    }
    all
}
