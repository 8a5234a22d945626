pub(crate) mod hold;
pub(crate) mod payout;
pub(crate) mod post;
