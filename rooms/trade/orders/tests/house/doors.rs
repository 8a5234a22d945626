//! A browser at the doors of a house: it signs in by a door of the test's own.

use std::sync::Arc;

use db::{Answer, Db, Lock, Plugs, Tx};
use kernel::{Id, MemberId, StaffId};
use web::{
    Board, Browser, Cx, Language, Member, Role, Roles, Routes, Sessions, Settings, Show, Site,
    Sitter, Staff, Who,
};

fn greet_member(_: &mut Tx<'_>, id: MemberId) -> Answer<Option<Member>> {
    Ok(Some(Member { id, handle: "Mika".into(), language: Language::English }))
}

fn greet_staff(_: &mut Tx<'_>, id: StaffId) -> Answer<Option<Staff>> {
    let roles: Roles = [Role::Warehouse, Role::Buyer].into_iter().collect();
    Ok(Some(Staff { id, handle: "Ken".into(), roles }))
}

/// What the web door needs.
pub fn with_doors(plugs: Plugs) -> Plugs {
    let sessions = Sessions::new(greet_member, greet_staff);
    plugs.with(Arc::new(sessions)).with(Arc::new(Board::new()))
}

async fn sit(cx: Cx, sitter: Sitter) -> Show {
    let act = move |tx: &mut Tx<'_>| Sessions::begin(tx, sitter);
    let ticket = cx.db().write("test.sit", Lock::none(), act).await?;
    cx.hand_over(&ticket).to("/")
}

async fn as_member(cx: Cx) -> Show {
    sit(cx, Sitter::Member(MemberId::from_bits(1))).await
}

async fn as_staff(cx: Cx) -> Show {
    sit(cx, Sitter::Staff(StaffId::from_bits(7))).await
}

/// A member's browser and a staff member's, at these rooms.
pub async fn browsers(db: &Db, rooms: Vec<Routes>) -> (Browser, Browser) {
    let test = Routes::new("test").get("/as-member", Who::Anyone, as_member).get(
        "/as-staff",
        Who::Anyone,
        as_staff,
    );
    let rooms = rooms.into_iter().chain([test]).collect();
    let site = Site::open(db.clone(), Settings::new("Test"), rooms).unwrap();
    let mut member = Browser::new(site.router());
    let mut staff = Browser::new(site.router());
    member.get("/as-member").await;
    staff.get("/as-staff").await;
    (member, staff)
}
