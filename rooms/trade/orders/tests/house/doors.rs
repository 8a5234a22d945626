//! A browser at the doors of a house: it signs in by a door of the test's own.

use std::sync::Arc;

use db::{Answer, Db, Lock, Plugs, Tx};
use kernel::{Id, MemberId, StaffId};
use web::{
    Board, Browser, Cx, Language, Member, PathId, Role, Roles, Routes, Sessions, Settings, Show,
    Site, Sitter, Staff, Who,
};

/// Those of the staff who have one desk each.
pub const BUYER: u128 = 11;
pub const WAREHOUSE: u128 = 12;
pub const SUPPORT: u128 = 13;
pub const ACCOUNTANT: u128 = 14;

/// The member who reads Japanese.
pub const JAPANESE: u128 = 9;

fn greet_member(_: &mut Tx<'_>, id: MemberId) -> Answer<Option<Member>> {
    let reads = id == MemberId::from_bits(JAPANESE);
    let language = if reads { Language::Japanese } else { Language::English };
    Ok(Some(Member { id, handle: "Mika".into(), language, reckons: None }))
}

fn greet_staff(_: &mut Tx<'_>, id: StaffId) -> Answer<Option<Staff>> {
    // 7 works at two desks, the others at one each.
    let one = |n: u128, role| if id == StaffId::from_bits(n) { vec![role] } else { Vec::new() };
    let mut roles: Vec<Role> = [
        one(BUYER, Role::Buyer),
        one(WAREHOUSE, Role::Warehouse),
        one(SUPPORT, Role::Support),
        one(ACCOUNTANT, Role::Accountant),
    ]
    .concat();
    if roles.is_empty() {
        roles = vec![Role::Warehouse, Role::Buyer];
    }
    let roles: Roles = roles.into_iter().collect();
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

async fn as_this(cx: Cx, PathId(id): PathId<StaffId>) -> Show {
    sit(cx, Sitter::Staff(id)).await
}

async fn as_that(cx: Cx, PathId(id): PathId<MemberId>) -> Show {
    sit(cx, Sitter::Member(id)).await
}

/// One of the staff, to sit at [`browser_of`].
pub fn one_of(staff: u128) -> Sitter {
    Sitter::Staff(StaffId::from_bits(staff))
}

/// The browser of this one, at these rooms.
pub async fn browser_of(db: &Db, rooms: Vec<Routes>, who: Sitter) -> Browser {
    let test = Routes::new("test").get("/as-this/{staff}", Who::Anyone, as_this).get(
        "/as-that/{member}",
        Who::Anyone,
        as_that,
    );
    let rooms = rooms.into_iter().chain([test]).collect();
    let site = Site::open(db.clone(), Settings::new("Test"), rooms).unwrap();
    let mut browser = Browser::new(site.router());
    let path = match who {
        Sitter::Staff(id) => format!("/as-this/{id}"),
        Sitter::Member(id) => format!("/as-that/{id}"),
    };
    browser.get(&path).await;
    browser
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
