//! The pages: the policy as it is published and obeyed, and each member's own record.

mod asked;
mod controls;
mod desk;
mod hours;
mod mine;
mod policy;
mod publishing;
mod requests;
mod taking;
mod versions;

use ::policy::Lang;
pub use hours::desk;
use kernel::Word as _;
pub(crate) use mine::words_of;
use web::{Cx, Role, Routes, Show, Who};

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("privacy")
        .speaking(crate::TEXTS)
        .get("/privacy", Who::Anyone, policy::show)
        .get("/privacy/processing", Who::Anyone, policy::processing)
        .get("/.well-known/gpc.json", Who::Anyone, policy::signal)
        .get("/privacy/checkpoint", Who::Anyone, policy::checkpoint)
        .post("/me/privacy/versions/{version}/choices", Who::Member, versions::agree)
        .get("/me/privacy", Who::Member, mine::show)
        .menu("privacy-mine")
        .post("/me/privacy/choices", Who::Member, mine::choose)
        .post("/me/privacy/use", Who::Member, mine::stop_use)
        .post("/me/privacy/policy", Who::Member, mine::agree)
        .get("/me/privacy/words/{hash}", Who::Member, mine::words)
        .get("/me/privacy/given/{record}", Who::Member, mine::given)
        .get("/me/privacy/proofs/{record}", Who::Member, mine::proof);
    crate::api::operations(published(doors(routes)))
}

// Requests: a member's own, anybody's, and the desk that decides.
fn doors(routes: Routes) -> Routes {
    routes
        .get("/me/privacy/requests", Who::Member, requests::list)
        .menu("privacy-requests")
        .post("/me/privacy/requests", Who::Member, requests::ask)
        .get("/me/privacy/requests/disclosure", Who::Member, requests::disclosure)
        .get("/me/privacy/requests/inquiry", Who::Member, requests::inquiry)
        .get("/me/privacy/requests/revision", Who::Member, requests::revision)
        .get("/me/privacy/requests/cancellation", Who::Member, requests::cancellation)
        .get("/me/privacy/requests/deletion", Who::Member, requests::deletion)
        .get("/me/privacy/requests/{request}", Who::Member, requests::one)
        .post("/me/privacy/requests/{request}/messages", Who::Member, requests::say)
        .post("/me/privacy/requests/{request}/withdrawal", Who::Member, requests::withdraw)
        .get("/me/privacy/requests/{request}/archive", Who::Member, requests::archive)
        .get("/privacy/requests", Who::Anyone, asked::page)
        .post("/privacy/requests", Who::Anyone, asked::ask)
        .get("/privacy/requests/links/{link}", Who::Anyone, asked::one)
        .post("/privacy/requests/links/{link}/proof", Who::Anyone, asked::prove)
        .post("/privacy/requests/links/{link}/messages", Who::Anyone, asked::say)
        .post("/privacy/requests/links/{link}/withdrawal", Who::Anyone, asked::withdraw)
        .get("/privacy/requests/links/{link}/archive", Who::Anyone, asked::archive)
        .get("/staff/rights", Who::Staff(Role::PrivacyOfficer), desk::list)
        .desk("privacy-desk", "privacy-desk-what")
        .get("/staff/rights/{request}", Who::Staff(Role::PrivacyOfficer), desk::one)
        .post("/staff/rights/{request}/steps", Who::Staff(Role::PrivacyOfficer), desk::step)
        .get("/staff/privacy/controls", Who::Staff(Role::PrivacyOfficer), controls::show)
        .desk("privacy-controls", "privacy-controls-what")
        .post("/staff/privacy/controls/stops", Who::Staff(Role::PrivacyOfficer), controls::stop)
        .post("/staff/privacy/controls/tasks", Who::Staff(Role::PrivacyOfficer), controls::ask)
        .post("/staff/rights/{request}/letters", Who::Staff(Role::PrivacyOfficer), desk::letter)
}

/// Who reads a draft: whoever may agree to it, too.
const READS_DRAFTS: Who = Who::StaffOf(&[Role::PrivacyOfficer, Role::Administrator]);

// The desk where the policy is changed.
fn published(routes: Routes) -> Routes {
    let officer = Who::Staff(Role::PrivacyOfficer);
    routes
        .get("/staff/policy", officer, publishing::list)
        .desk("privacy-policy-desk", "privacy-policy-desk-what")
        .get("/staff/policy/draft", officer, publishing::new)
        .post("/staff/policy", officer, publishing::save)
        .with_files(publishing::FORM_BYTES)
        .get("/staff/policy/{version}", READS_DRAFTS, publishing::one)
        .post("/staff/policy/{version}/steps", officer, publishing::step)
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
