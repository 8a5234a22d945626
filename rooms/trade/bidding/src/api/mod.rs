//! Looking for things and bidding on them, for machines.

mod bids;
mod goods;

use markets::No;
use web::api::{Done, Made, Operation, Scope};
use web::{Routes, Stop};

/// The marketplace does not answer, or not sensibly.
const MARKET: &[u16] = &[502];

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    groups(bids(goods::operations(routes)))
}

fn bids(routes: Routes) -> Routes {
    routes
        .api(
            Operation::list::<bids::BidShape>(
                "/api/v1/bids",
                Scope::Read,
                "list_bids",
                "All of a member's bids, the newest first.",
            ),
            bids::list,
        )
        .api(
            Operation::post::<Made>(
                "/api/v1/bids",
                Scope::Bid,
                "place_bid",
                "Places a bid with a hidden ceiling, covered by the purse.",
            )
            .taking::<bids::NewBid>()
            .refusing(&[402, 403])
            .refusing(MARKET),
            bids::place,
        )
        .api(
            Operation::get::<bids::BidStory>(
                "/api/v1/bids/{bid}",
                Scope::Read,
                "show_bid",
                "One bid with the receipt of every attempt and everything that happened.",
            ),
            bids::one,
        )
        .api(
            Operation::post::<Done>(
                "/api/v1/bids/{bid}/ceiling",
                Scope::Bid,
                "raise_bid",
                "Raises the ceiling of a bid.",
            )
            .taking::<bids::NewCeiling>()
            .refusing(&[402])
            .refusing(MARKET),
            bids::raise,
        )
        .api(
            Operation::post::<Done>(
                "/api/v1/bids/{bid}/withdrawal",
                Scope::Bid,
                "withdraw_bid",
                "Withdraws a bid that was not sent yet.",
            ),
            bids::withdraw,
        )
}

fn groups(routes: Routes) -> Routes {
    routes
        .api(
            Operation::get::<bids::Groups>(
                "/api/v1/bid-groups",
                Scope::Read,
                "list_bid_groups",
                "The member's groups: win so many of these.",
            ),
            bids::groups,
        )
        .api(
            Operation::post::<Made>(
                "/api/v1/bid-groups",
                Scope::Bid,
                "open_bid_group",
                "Opens a group of bids.",
            )
            .taking::<bids::NewGroup>(),
            bids::open_group,
        )
}

fn stop(no: No) -> Stop {
    Stop(no.refused())
}
