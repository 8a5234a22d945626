//! Orders: the one life of a thing bought, from the win to the member's door.
//!
//! A state is a dated fact with an author: every step is a row of `order_event`, taken only if the
//! table in [`TABLE`] has it, by somebody who may, with a reason where it needs one. The row of the
//! order itself is the last step and what is known by now.
//!
//! Money: [`open`] moves what a bid or purchase had set aside into a hold of the order's own,
//! [`pay`] takes it, a job pays the seller once and only once, a purchase that dies gives back what
//! it took. Unknown shipping is never zero: it is asked for when it is known.
//!
//! What this room never does: bid, buy, know a name or an address, or change a step once taken.

mod acts;
mod api;
mod audit;
mod by;
mod fees;
mod holdings;
mod jobs;
mod news;
mod pages;
mod refusals;
mod rules;
mod show;
mod staff;
mod store;

pub use self::jobs::{FollowMarkets, FollowOrders, handlers};
pub use acts::market::{Bidders, aside, hear, heard_up_to, is_ours, look_again, set_aside, ship};
pub use acts::mend::{abandon, call_off, close, dispose, hold, refund, resume};
pub use acts::message::{look_for_answer, mark_read, write_to_seller};
pub use acts::open::{NewOrder, house_fee, open};
pub use acts::pay::{Books, agree, disagree, pay, pay_if_covered};
pub use acts::send::{
    Parcel, come_back, delivered, hand_over, in_transit, instruct, label_again, lose, pack, seize,
    start_packing, withdraw,
};
pub use acts::take::take;
pub use acts::walk::Why;
pub use acts::warehouse::{
    Arrived, Finding, arrive, arrive_order, inspect, match_stray, store, strays,
};
pub use audit::audit;
pub use by::{By, Doorstep, Doorsteps, Label, NoDoorstep, Printing};
pub use fees::Fees;
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use news::News;
pub use pages::routes;
pub use refusals::OrdersRefusal;
pub use rules::{
    Arrow, Bearer, Event, MessageState, OrderKind, Part, Reason, State, TABLE, To, charge_yen,
    step, steps_from, tracking_number, whose_turn,
};
pub use show::{author_words, reason_words, state_words};
/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("orders");

pub use store::messages::{
    ALL as MESSAGES_SQL, Message, Sending, Unread, messages, sending, unread,
};
/// Every SQL text of this room, but those of the messages to sellers.
pub use store::{
    ALL as SQL, Aside, Order, Sale, Step, Stray, delivered_of, history, in_state, in_state_after,
    of_member, one, open_ids, open_of, sold, waiting_for, waits_for_number,
};
