//! A password somebody was given: for the first day, or by a colleague after a loss.

use db::Tx;
use kernel::{Span, StaffId};
use staff::{Hiring, Role, Wanted};
use web::{Browser, Page, Sitter};

use crate::house::{House, OWN, PASSWORD, each, enter, half_of, kept};

async fn hired_by_hand(house: &House<'_>, by: StaffId) -> StaffId {
    house.bench.clock.forward(Span::secs(1));
    let roles = [Role::Buyer].into_iter().collect();
    let hiring =
        Hiring { handle: "mori".to_owned(), password: kept().to_owned(), roles, is_own: false };
    house.act(move |tx| staff::hire(tx, &hiring, by)).await.unwrap()
}

async fn code_of(house: &House<'_>, staff: StaffId) -> String {
    let act = move |tx: &mut Tx<'_>| members::code_now(tx, Sitter::Staff(staff));
    house.act(act).await.unwrap().unwrap()
}

async fn second(browser: &mut Browser, half: &str, code: &str, own: &str) -> Page {
    let fields = [("half", half), ("code", code), ("new_password", own)];
    browser.send("/staff/sign-in/code", &fields).await
}

#[test]
fn whoever_is_hired_chooses_a_password_before_anything_opens() {
    each(async |house| {
        let sato = house.first().await;
        let mori = hired_by_hand(house, sato).await;
        let mut door = house.browser();
        let page = enter(&mut door, "mori", PASSWORD).await;
        assert!(page.says("name=\"new_password\"") && page.says("<svg"), "{}", page.body);
        let half = half_of(&page);
        let code = code_of(house, mori).await;
        for (own, wrong) in [
            ("", "new_password-wrong"),
            ("short", "At least 10 characters"),
            (PASSWORD, "Choose another than the one you were given."),
        ] {
            let page = second(&mut door, &half, &code, own).await;
            assert!(page.status == 422 && page.says(wrong), "{own}: {}", page.body);
            assert!(!door.cookies().contains_key("daiko-session"));
        }
        let wish = [("half", half.as_str()), ("code", &code)];
        assert_eq!(door.send("/staff/sign-in/code", &wish).await.status, 422);
        let page = second(&mut door, &half, &code, OWN).await;
        assert!(page.says("Your recovery codes"), "{}", page.body);
        assert_eq!(door.get("/staff").await.status, 200);
        assert_eq!(enter(&mut house.browser(), "mori", PASSWORD).await.status, 422);
        let page = enter(&mut house.browser(), "mori", OWN).await;
        assert!(page.says("Second step") && !page.says("new_password"), "{}", page.body);
    });
}

#[test]
fn no_act_signs_in_who_has_not_chosen_and_a_given_password_lapses() {
    each(async |house| {
        let sato = house.first().await;
        let mori = hired_by_hand(house, sato).await;
        let act = move |tx: &mut Tx<'_>| {
            let who = Sitter::Staff(mori);
            members::set_up_factor(tx, who)?;
            let code = members::new_recovery_codes(tx, who)?.remove(0);
            Ok((members::begin_half(tx, who)?, code))
        };
        let (half, code) = house.act(act).await.unwrap();
        let past = move |tx: &mut Tx<'_>| {
            staff::enter(tx, &half, &code, None, None, web::Hint::UNKNOWN).map(|_| ())
        };
        assert_eq!(house.act(past).await.unwrap_err().code(), "staff.choose_first");
        house.bench.clock.forward(Span::days(7));
        let page = enter(&mut house.browser(), "mori", PASSWORD).await;
        assert!(page.status == 403 && page.says("has lapsed"), "{}", page.body);
    });
}

#[test]
fn an_administrator_gives_a_colleague_another_password_and_nobody_themselves() {
    each(async |house| {
        let sato = house.first().await;
        let ueda = house.hired("ueda", &[Role::Support], sato).await;
        let (mut boss, mut lost) = (house.signed_in("sato").await, house.signed_in("ueda").await);
        let own = format!("/staff/people/{sato}/reset");
        let path = format!("/staff/people/{ueda}/reset");
        assert!(boss.get("/staff/people").await.says(&path));
        assert!(boss.get(&path).await.says("A new password for ueda"));
        let fields = [("why", "lost their phone"), ("sure", "yes")];
        let unsure = boss.send(&path, &fields[..1]).await;
        assert!(unsure.says("sure-wrong") && unsure.says("lost their phone"), "{}", unsure.body);
        assert_eq!(lost.get("/staff").await.status, 200);
        let page = boss.send(&own, &fields).await;
        assert!(page.status == 403 && page.says("another administrator does"), "{}", page.body);
        let page = boss.send(&path, &fields).await;
        let (_, rest) = page.body.split_once("<code class=\"given\">").unwrap();
        let password = rest.split('<').next().unwrap().to_owned();
        assert_eq!(password.len(), 23, "{password}");
        assert_eq!(lost.get("/staff").await.status, 303, "their session is over");
        assert_eq!(enter(&mut lost, "ueda", PASSWORD).await.status, 422);
        let page = enter(&mut lost, "ueda", &password).await;
        assert!(page.says("<svg") && page.says("new_password"), "an app anew: {}", page.body);
        let code = code_of(house, ueda).await;
        let page = second(&mut lost, &half_of(&page), &code, OWN).await;
        assert!(page.says("Your recovery codes"), "{}", page.body);
        let seen = boss.get("/staff/approvals").await;
        for part in ["A password for a colleague", "lost their phone", "done"] {
            assert!(seen.says(part), "{part}: {}", seen.body);
        }
        assert!(!seen.says(">Agree<") && !seen.says(">Take it back<"), "{}", seen.body);
        let wishes = house.act(move |tx| staff::approvals(tx, sato)).await.unwrap();
        assert_eq!((wishes[0].what, wishes[0].asked_by), (Wanted::Password, sato));
        let by_other = move |tx: &mut Tx<'_>| staff::give_password(tx, sato, kept(), "no", ueda);
        assert_eq!(house.act(by_other).await.unwrap_err().code(), "staff.role_missing");
    });
}
