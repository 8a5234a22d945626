pub(crate) mod hold;
pub(crate) mod post;
