pub(crate) mod buy;
pub(crate) mod cart;
pub(crate) mod claim;
pub(crate) mod outcome;
pub(crate) mod quote;
