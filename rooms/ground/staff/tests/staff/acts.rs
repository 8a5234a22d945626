use kernel::{Id, Span, StaffId};
use staff::{Role, Roles, StaffRefusal};

use crate::house::{each, hiring, kept};

#[test]
fn every_text_is_understood_by_the_engine() {
    each(async |house| {
        std::thread::scope(|scope| {
            scope.spawn(|| staff::SQL.iter().for_each(|sql| house.db.prepare(*sql).unwrap()));
        });
    });
}

#[test]
fn only_the_first_is_let_in_by_the_program_itself() {
    each(async |house| {
        house.first().await;
        let again = house.act(|tx| staff::hire_first(tx, "mori", kept())).await.unwrap_err();
        assert_eq!(again.code(), "staff.not_the_first");
    });
}

#[test]
fn only_an_administrator_hires_gives_and_takes_and_each_row_names_its_author() {
    each(async |house| {
        let sato = house.first().await;
        let mori = house.hired("mori", &[Role::Buyer], sato).await;
        let refused = |code: &'static str| StaffRefusal::ALL.iter().any(|kind| kind.code == code);
        let table = [
            house.act(move |tx| staff::grant(tx, mori, Role::Support, mori)).await,
            house.act(move |tx| staff::revoke(tx, mori, Role::Buyer, mori)).await,
            house.act(move |tx| staff::leave(tx, sato, mori)).await,
            house.act(move |tx| staff::require(tx, mori, Role::Administrator)).await,
            house.act(move |tx| staff::colleagues(tx, mori).map(|_| ())).await,
            house
                .act(move |tx| staff::hire(tx, &hiring("ueda", Roles::NONE), mori).map(|_| ()))
                .await,
        ];
        for answer in table {
            let code = answer.unwrap_err().code();
            assert_eq!(code, "staff.role_missing");
            assert!(refused(code));
        }
        house.bench.clock.forward(Span::days(1));
        house.act(move |tx| staff::grant(tx, mori, Role::Support, sato)).await.unwrap();
        house.act(move |tx| staff::revoke(tx, mori, Role::Buyer, sato)).await.unwrap();
        let held = house.db.read("held", move |tx| staff::roles_of(tx, mori)).await.unwrap();
        let told: Vec<_> = held
            .iter()
            .map(|h| (h.role, h.given_by, h.taken_by, h.taken_at.map(|t| t.since(h.given_at))))
            .collect();
        assert_eq!(
            told,
            [
                (Role::Buyer, Some(sato), Some(sato), Some(Span::days(1))),
                (Role::Support, Some(sato), None, None),
            ]
        );
        house.db.read("may", move |tx| staff::require(tx, mori, Role::Support)).await.unwrap();
    });
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    each(async |house| {
        let sato = house.first().await;
        let mori = house.hired("mori", &[Role::Buyer], sato).await;
        let stranger = StaffId::from_bits(5);
        let give = move |staff, role| house.act(move |tx| staff::grant(tx, staff, role, sato));
        let take = move |staff, role| house.act(move |tx| staff::revoke(tx, staff, role, sato));
        let hire = |handle: &'static str, roles: Roles| {
            house.act(move |tx| staff::hire(tx, &hiring(handle, roles), sato).map(|_| ()))
        };
        let one: Roles = [Role::Support].into_iter().collect();
        let table = [
            (give(mori, Role::Buyer).await, "staff.holds_already"),
            (take(mori, Role::Support).await, "staff.holds_not"),
            (take(sato, Role::Administrator).await, "staff.last_administrator"),
            (house.act(move |tx| staff::leave(tx, sato, sato)).await, "staff.last_administrator"),
            (give(stranger, Role::Buyer).await, "staff.nobody"),
            (hire("ueda", Roles::NONE).await, "staff.no_role"),
            (hire("MORI", one).await, "privacy.handle_taken"),
            (hire("x", one).await, "members.bad_handle"),
        ];
        for (answer, code) in table {
            assert_eq!(answer.unwrap_err().code(), code);
        }
        let all = house.act(move |tx| staff::colleagues(tx, sato)).await.unwrap();
        let told: Vec<_> =
            all.iter().map(|c| (c.handle.as_deref(), c.roles.iter().count())).collect();
        assert_eq!(told, [(Some("sato"), 1), (Some("mori"), 1)]);
    });
}

#[test]
fn a_handle_never_names_a_member_and_a_colleague() {
    each(async |house| {
        let sato = house.first().await;
        let mut browser = house.browser();
        browser.get("/sign-up").await;
        let mail = ("mail", "mika@example.test");
        let fields = [("handle", "Sato"), ("password", "three small boats"), mail];
        assert!(browser.send("/sign-up", &fields).await.says("That name is taken."));
        browser.send("/sign-up", &[("handle", "mika"), fields[1], mail]).await;
        let one: Roles = [Role::Support].into_iter().collect();
        let taken = house.act(move |tx| staff::hire(tx, &hiring("mika", one), sato)).await;
        assert_eq!(taken.unwrap_err().code(), "privacy.handle_taken");
    });
}
