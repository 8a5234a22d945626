//! Everything the house does by the clock, on one page.

use jobs::Schedules;
use kernel::Span;

/// All schedules, by the texts that name them.
pub(crate) fn schedules() -> Schedules {
    Schedules::new()
        .every(orders::FollowMarkets::NAME, Span::secs(30), &orders::FollowMarkets {})
        .every(shopping::KeepBuying::NAME, Span::minutes(10), &shopping::KeepBuying {})
        .every(members::Sweep::NAME, Span::minutes(20), &members::Sweep {})
        .every(notices::RemindStorage::NAME, Span::hours(6), &notices::RemindStorage {})
        .every(inquiries::Sweep::NAME, Span::hours(6), &inquiries::Sweep {})
        .every(duties::Ring::NAME, Span::minutes(1), &duties::Ring {})
        .every(duties::Sweep::NAME, Span::hours(6), &duties::Sweep {})
}
