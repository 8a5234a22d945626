//! Looking for things and bidding on them, for machines.

mod bids;
mod goods;
mod offers;

use markets::No;
use web::api::{Done, Made, Operation, Scope};
use web::{Routes, Stop};

/// The marketplace does not answer, or not sensibly.
const MARKET: &[u16] = &[502];

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    groups(offers(bids(goods::operations(routes))))
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

fn offers(routes: Routes) -> Routes {
    routes
        .api(
            Operation::post::<Done>(
                "/api/v1/bids/{bid}/offer-acceptance",
                Scope::Bid,
                "take_offer",
                "Takes the lot that fell to a bid because its winner was removed.",
            )
            .taking::<offers::Acceptance>()
            .refusing(&[402]),
            offers::take,
        )
        .api(
            Operation::post::<Done>(
                "/api/v1/bids/{bid}/offer-refusal",
                Scope::Bid,
                "leave_offer",
                "Lets the lot that fell to a bid go.",
            ),
            offers::leave,
        )
        .api(
            Operation::post::<Done>(
                "/api/v1/bids/{bid}/if-offered",
                Scope::Bid,
                "set_if_offered",
                "Says beforehand what is to be done with a lot that falls to a bid.",
            )
            .taking::<offers::Beforehand>(),
            offers::keep,
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
