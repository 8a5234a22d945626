//! Why a bid stands as it does: every code this room writes, beside what a marketplace calls its
//! refusals. A page has words for each of them.

/// How a lot can end.
pub const RESULTS: [&str; 10] = [
    "won",
    "bought_now",
    "no_bidder",
    "reserve_not_met",
    "sold_out",
    "cancelled",
    "withdrawn",
    "winner_removed",
    "vanished",
    "ended",
];

/// What happens to a bid before that.
pub const STEPS: [&str; 20] = [
    "placed",
    "raised",
    "checked",
    "due",
    "extended",
    "slot_taken",
    "slot_free",
    "house_higher",
    "taken_up",
    "below_least",
    "outbid",
    "not_covered",
    "not_a_raise",
    "back_in_front",
    "struck_out",
    "offer_taken",
    "missed",
    "won_by_another_member",
    "withdrawn",
    "won",
];

/// The code of a receipt whose bid came too late: its moment came, and the lot ended before the
/// marketplace had it.
pub const MISSED: &str = "missed";

/// The code of a receipt of nothing sent: the marketplace named a later end, and the bid goes at
/// its new moment.
pub const POSTPONED: &str = "extended";
