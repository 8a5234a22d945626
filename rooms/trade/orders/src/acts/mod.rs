pub(crate) mod market;
pub(crate) mod mend;
pub(crate) mod open;
pub(crate) mod pay;
pub(crate) mod seller;
pub(crate) mod send;
pub(crate) mod walk;
pub(crate) mod warehouse;
