//! A member lost what makes their codes.

use db::Tx;
use kernel::{MemberId, Span};
use staff::{Reply, Role};
use web::Sitter;

use crate::house::{House, PASSWORD, each};

async fn mika(house: &House<'_>) -> MemberId {
    let mut browser = house.browser();
    browser.get("/sign-up").await;
    let mail = ("mail", "mika@example.test");
    browser.send("/sign-up", &[("handle", "mika"), mail, ("password", PASSWORD)]).await;
    house.act(|tx| members::find(tx, "mika")).await.unwrap().unwrap().member
}

async fn has_factor(house: &House<'_>, member: MemberId) -> bool {
    house.act(move |tx| members::has_factor(tx, Sitter::Member(member))).await.unwrap()
}

#[test]
fn support_asks_another_agrees_a_day_goes_by_and_no_code_is_asked_for() {
    each(async |house| {
        let sato = house.first().await;
        house.hired("ueda", &[Role::Support], sato).await;
        let member = mika(house).await;
        let id = member.to_string();
        let mut ueda = house.signed_in("ueda").await;
        assert!(ueda.get("/staff/factors").await.says("Nobody has lost theirs lately."));
        let fields = [("member", id.as_str()), ("why", "came with a passport"), ("sure", "yes")];
        let page = ueda.send("/staff/factors", &fields).await;
        assert!(page.says("member-wrong\">No code is asked of this member"), "{}", page.body);
        house.act(move |tx| members::set_up_factor(tx, Sitter::Member(member))).await.unwrap();
        assert_eq!(ueda.send("/staff/factors", &fields[..2]).await.status, 422, "unsure");
        assert_eq!(ueda.send("/staff/factors", &fields).await.status, 303);
        let wish = house.act(move |tx| staff::approvals(tx, sato)).await.unwrap().remove(0).id;
        let path = format!("/staff/factors/{wish}/removal");
        let page = ueda.get("/staff/factors").await;
        assert!(page.says("came with a passport") && !page.says(&path), "{}", page.body);
        let page = ueda.send(&path, &[]).await;
        assert!(page.status == 409 && page.says("Another has to agree first"), "{}", page.body);
        let mut boss = house.signed_in("sato").await;
        assert!(boss.get("/staff/approvals").await.says("No codes for a member any more"));
        let answer = format!("/staff/approvals/{wish}/answer");
        assert_eq!(boss.send(&answer, &[("reply", "agreed")]).await.status, 303);
        assert_eq!(boss.send(&path, &[]).await.status, 403, "an administrator is no support");
        let page = ueda.send(&path, &[]).await;
        assert!(page.status == 409 && page.says("was told by letter and has until"));
        assert!(has_factor(house, member).await);
        house.bench.clock.forward(Span::days(1));
        let mut ueda = house.signed_in("ueda").await;
        assert!(ueda.get("/staff/factors").await.says(&path));
        assert_eq!(ueda.send(&path, &[]).await.goes_to(), Some("/staff/factors"));
        assert!(!has_factor(house, member).await);
        assert_eq!(ueda.send(&path, &[]).await.status, 409, "used up");
    });
}

#[test]
fn a_code_typed_meanwhile_stops_it_and_nobody_agrees_with_themselves() {
    each(async |house| {
        let sato = house.first().await;
        let ueda = house.hired("ueda", &[Role::Support, Role::Administrator], sato).await;
        let member = mika(house).await;
        let who = Sitter::Member(member);
        house.act(move |tx| members::set_up_factor(tx, who)).await.unwrap();
        let ask = move |tx: &mut Tx<'_>| staff::ask_factor_drop(tx, member, "a call", ueda);
        let by_boss = move |tx: &mut Tx<'_>| staff::ask_factor_drop(tx, member, "a call", sato);
        assert_eq!(house.act(by_boss).await.unwrap_err().code(), "staff.role_missing");
        let wish = house.act(ask).await.unwrap();
        let agree = |by| house.act(move |tx| staff::answer_approval(tx, wish, Reply::Agreed, by));
        assert_eq!(agree(ueda).await.unwrap_err().code(), "staff.own_wish");
        agree(sato).await.unwrap();
        house.bench.clock.forward(Span::hours(1));
        let types = move |tx: &mut Tx<'_>| {
            let code = members::code_now(tx, who)?.unwrap();
            let half = members::begin_half(tx, who)?;
            members::pass_half(tx, &half, &code).map(|_| ())
        };
        house.act(types).await.unwrap();
        house.bench.clock.forward(Span::days(1));
        let drop = move |tx: &mut Tx<'_>| staff::drop_lost_factor(tx, wish, ueda);
        assert_eq!(house.act(drop).await.unwrap_err().code(), "staff.factor_used");
        assert!(has_factor(house, member).await);
    });
}
