mod board;
mod events;
mod routes;

pub use board::Board;
pub use events::events;
pub use routes::LiveRefusal;
pub(crate) use routes::routes;
