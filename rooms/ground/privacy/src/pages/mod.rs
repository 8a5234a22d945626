//! The pages: the policy as it is published and obeyed, and each member's own record.

mod desk;
mod mine;
mod policy;

use ::policy::Lang;
pub use desk::desk;
use kernel::Word as _;
pub(crate) use mine::words_of;
use web::{Cx, Routes, Show, Who};

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("privacy")
        .speaking(crate::TEXTS)
        .get("/privacy", Who::Anyone, policy::show)
        .get("/privacy/processing", Who::Anyone, policy::processing)
        .get("/.well-known/gpc.json", Who::Anyone, policy::signal)
        .get("/privacy/checkpoint", Who::Anyone, policy::checkpoint)
        .get("/me/privacy", Who::Member, mine::show)
        .menu("privacy-mine")
        .post("/me/privacy/choices", Who::Member, mine::choose)
        .post("/me/privacy/use", Who::Member, mine::stop_use)
        .get("/me/privacy/words/{hash}", Who::Member, mine::words)
        .get("/me/privacy/given/{record}", Who::Member, mine::given)
        .get("/me/privacy/proofs/{record}", Who::Member, mine::proof);
    crate::api::operations(routes)
}

/// The language asked for, else the reader's own.
pub(crate) fn lang(cx: &Cx, asked: &str) -> Lang {
    Lang::parse(asked).or_else(|| Lang::parse(cx.language().word())).unwrap_or(Lang::En)
}

/// A plain text, to be kept as a file.
fn plain(file: &str, text: String) -> Show {
    use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
    use axum::response::IntoResponse as _;
    let keep = format!("attachment; filename=\"{file}\"");
    let kind = "text/plain; charset=utf-8".to_owned();
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, keep)], text).into_response())
}
