pub(crate) mod bounce;
pub(crate) mod choices;
pub(crate) mod deliver;
pub(crate) mod letter;
pub(crate) mod remind;
pub(crate) mod requester;
pub(crate) mod tell;
pub(crate) mod webhook;
