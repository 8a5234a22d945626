//! The doors: the form for everybody, a member's cases, a case behind a link.

mod ask;
mod case;
mod outside;
pub(crate) mod show;

use web::{Role, Routes, Who};

use crate::files::FORM_BYTES;
use crate::{TEXTS, staff};

/// Who works at the desk. What a case asks of them besides is looked at in the act.
const DESK: Who = Who::StaffOf(&[Role::Support, Role::PrivacyOfficer]);

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("inquiries")
        .speaking(TEXTS)
        .get("/contact", Who::Anyone, ask::form)
        .menu("inquiries-contact")
        .post("/contact", Who::Anyone, ask::send)
        .with_files(FORM_BYTES)
        .get("/contact/cases/{key}", Who::Anyone, outside::one)
        .post("/contact/cases/{key}/messages", Who::Anyone, outside::write)
        .with_files(FORM_BYTES)
        .get("/contact/cases/{key}/files/{file}", Who::Anyone, outside::file)
        .get("/me/inquiries", Who::Member, case::list)
        .menu("inquiries-mine")
        .get("/me/inquiries/{inquiry}", Who::Member, case::one)
        .post("/me/inquiries/{inquiry}/messages", Who::Member, case::write)
        .with_files(FORM_BYTES)
        .get("/me/inquiries/{inquiry}/files/{file}", Who::Member, case::file)
        .get("/staff/inquiries", DESK, staff::queue)
        .desk("inquiries-desk", "inquiries-desk-what")
        .get("/staff/inquiries/{inquiry}", DESK, staff::one)
        .get("/staff/inquiries/{inquiry}/files/{file}", DESK, staff::file)
        .post("/staff/inquiries/{inquiry}/claim", DESK, staff::claim)
        .post("/staff/inquiries/{inquiry}/hand-back", DESK, staff::hand_back)
        .post("/staff/inquiries/{inquiry}/assignment", DESK, staff::assign)
        .post("/staff/inquiries/{inquiry}/hand-over", DESK, staff::hand_over)
        .post("/staff/inquiries/{inquiry}/answers", DESK, staff::answer)
        .post("/staff/inquiries/{inquiry}/notes", DESK, staff::note)
        .post("/staff/inquiries/{inquiry}/closing", DESK, staff::close)
        .post("/staff/inquiries/{inquiry}/reopening", DESK, staff::reopen);
    crate::api::operations(routes)
}
