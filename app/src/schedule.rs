//! Everything the house does by the clock, on one page.

use jobs::Schedules;
use kernel::Span;

/// All schedules.
pub(crate) fn schedules() -> Schedules {
    Schedules::new()
        .every("follow the marketplaces' orders", Span::secs(30), &orders::FollowMarkets {})
        .every("delete lapsed sessions and links", Span::minutes(20), &members::Sweep {})
        .every("tell of storage that ends", Span::hours(6), &notices::RemindStorage {})
}
