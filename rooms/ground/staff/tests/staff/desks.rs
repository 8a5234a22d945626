use kernel::Span;
use web::{Role, Sitter};

use crate::house::{PASSWORD, each, enter, half_of};

#[test]
fn the_home_page_lists_the_desks_of_ones_roles_and_no_others() {
    each(async |house| {
        let sato = house.first().await;
        house.hired("mori", &[Role::Buyer], sato).await;
        let mut mori = house.signed_in("mori").await;
        let home = mori.get("/staff").await;
        assert!(home.says("You work here as Buyer.") && home.says("Buy by hand."), "{}", home.body);
        assert!(!home.says("Pack and hand over.") && !home.says("/staff/people"));
        assert_eq!(mori.get("/desk/buying").await.status, 200);
        assert_eq!(mori.get("/desk/packing").await.status, 403);
        assert_eq!(mori.get("/staff/people").await.status, 403);
        let mut sato = house.signed_in("sato").await;
        assert!(sato.get("/staff").await.says("/staff/people"));
        assert_eq!(sato.get("/desk/buying").await.status, 403, "an administrator is no buyer");
    });
}

#[test]
fn members_and_staff_have_a_door_each() {
    each(async |house| {
        house.first().await;
        let mut mika = house.browser();
        mika.get("/sign-up").await;
        let mail = ("mail", "mika@example.test");
        mika.send("/sign-up", &[("handle", "mika"), mail, ("password", PASSWORD)]).await;
        assert_eq!(mika.get("/staff").await.status, 403);
        let mut other = house.browser();
        let page = enter(&mut other, "mika", PASSWORD).await;
        assert!(page.says("Handle and password do not fit together."), "{}", page.body);
        other.get("/sign-in").await;
        let page = other.send("/sign-in", &[("handle", "sato"), ("password", PASSWORD)]).await;
        assert!(page.says("Handle and password do not fit together."), "{}", page.body);
    });
}

#[test]
fn an_administrator_hires_gives_takes_and_ends_by_the_page() {
    each(async |house| {
        house.first().await;
        let mut sato = house.signed_in("sato").await;
        assert!(sato.get("/staff/people").await.says("<strong>sato</strong>"));
        let bad = [("handle", "m"), ("password", "short")];
        let page = sato.send("/staff/people", &bad).await;
        assert_eq!(page.status, 422);
        for part in ["handle-wrong", "password-wrong", "Choose at least one role.", "value=\"m\""] {
            assert!(page.says(part), "{part}: {}", page.body);
        }
        house.bench.clock.forward(Span::secs(1));
        let good =
            [("handle", "mori"), ("password", PASSWORD), ("roles", "buyer"), ("roles", "support")];
        assert_eq!(sato.send("/staff/people", &good).await.goes_to(), Some("/staff/people"));
        let page = sato.get("/staff/people").await;
        assert!(page.says("mori works here now.") && page.says("<strong>mori</strong>"));
        let forms: Vec<&str> = page.body.split("/staff/people/stf_").skip(1).collect();
        let mori = forms.iter().map(|f| &f[..26]).next_back().unwrap();
        let place = |what: &str| format!("/staff/people/stf_{mori}/{what}");
        let mut mori = house.signed_in("mori").await;
        assert_eq!(mori.get("/desk/packing").await.status, 403);
        house.bench.clock.forward(Span::secs(1));
        assert_eq!(sato.send(&place("grants"), &[("role", "warehouse")]).await.status, 303);
        assert_eq!(mori.get("/desk/packing").await.status, 200, "from the next page on");
        assert_eq!(sato.send(&place("revocations"), &[("role", "warehouse")]).await.status, 303);
        assert_eq!(mori.get("/desk/packing").await.status, 403);
        assert_eq!(sato.send(&place("grants"), &[("role", "emperor")]).await.status, 422);
        assert_eq!(sato.send(&place("departure"), &[]).await.status, 303);
        assert_eq!(mori.get("/staff").await.status, 303, "their session is over");
        assert_eq!(enter(&mut mori, "mori", PASSWORD).await.status, 422);
        assert_eq!(sato.send(&place("grants"), &[("role", "buyer")]).await.status, 409);
    });
}

#[test]
fn nobody_but_an_administrator_reaches_the_acts_of_the_people_page() {
    each(async |house| {
        let sato = house.first().await;
        house.hired("mori", &[Role::Buyer, Role::Support], sato).await;
        let mut mori = house.signed_in("mori").await;
        mori.get("/staff/password").await;
        let paths = [
            "/staff/people".to_owned(),
            format!("/staff/people/{sato}/grants"),
            format!("/staff/people/{sato}/revocations"),
            format!("/staff/people/{sato}/departure"),
        ];
        for path in paths {
            assert_eq!(mori.send(&path, &[("role", "buyer")]).await.status, 403, "{path}");
        }
    });
}

#[test]
fn a_password_is_changed_and_a_session_ends_with_the_working_day() {
    each(async |house| {
        house.first().await;
        let mut sato = house.signed_in("sato").await;
        sato.get("/staff/password").await;
        for (old, new, wrong) in [
            ("not it at all", "four small boats", "password-wrong\">That is not"),
            (PASSWORD, "satosatosato", "new_password-wrong\">That is too easy"),
        ] {
            let fields = [("password", old), ("new_password", new)];
            let page = sato.send("/staff/password", &fields).await;
            assert!(page.says(wrong), "{}", page.body);
        }
        let fields = [("password", PASSWORD), ("new_password", "four small boats")];
        assert_eq!(sato.send("/staff/password", &fields).await.goes_to(), Some("/staff"));
        let mut other = house.browser();
        assert_eq!(enter(&mut other, "sato", PASSWORD).await.status, 422);
        assert_eq!(house.enter(&mut other, "sato", "four small boats").await.status, 303);
        for _ in 0..12 {
            house.bench.clock.forward(Span::minutes(59));
            assert_eq!(sato.get("/staff").await.status, 200);
        }
        house.bench.clock.forward(Span::minutes(13));
        assert_eq!(sato.get("/staff").await.status, 303);
    });
}

#[test]
fn guessing_has_brakes_at_the_door_and_at_the_password_and_tells_no_handle() {
    each(async |house| {
        house.first().await;
        let mut sato = house.signed_in("sato").await;
        let mut bodies = Vec::new();
        for handle in ["sato", "nobody"] {
            let mut tries = Vec::new();
            let before = house.passwords.worked();
            for _ in 0..12 {
                let mut door = house.browser();
                tries.push(tokio::spawn(async move {
                    let page = enter(&mut door, handle, "not the right one").await;
                    let token = door.token().clone().unwrap();
                    (page.status.as_u16(), page.body.replace(handle, "*").replace(&token, "*"))
                }));
            }
            let mut wrong = 0;
            for one in tries {
                let (status, body) = one.await.unwrap();
                if status == 422 {
                    wrong += 1;
                    bodies.push(body);
                }
            }
            assert_eq!((wrong, house.passwords.worked() - before), (5, 5), "{handle}");
        }
        assert!(bodies.iter().all(|body| *body == bodies[0]));
        sato.get("/staff/password").await;
        let fields = |old| [("password", old), ("new_password", "four small boats")];
        for _ in 0..5 {
            assert_eq!(sato.send("/staff/password", &fields("a guess of it")).await.status, 422);
        }
        let page = sato.send("/staff/password", &fields(PASSWORD)).await;
        assert!(page.says("There were several wrong tries."), "{}", page.body);
        house.bench.clock.forward(Span::secs(3));
        assert_eq!(sato.send("/staff/password", &fields(PASSWORD)).await.status, 303);
    });
}

#[test]
fn a_first_sign_in_sets_an_app_up_before_anything_opens() {
    each(async |house| {
        let sato = house.first().await;
        let mut door = house.browser();
        let page = enter(&mut door, "sato", PASSWORD).await;
        assert!(page.says("Set up an app for codes") && page.says("<svg"), "{}", page.body);
        assert!(!door.cookies().contains_key("daiko-session"));
        for path in ["/staff", "/staff/people", "/staff/password"] {
            assert_eq!(door.get(path).await.status, 303, "{path}");
        }
        let half = half_of(&page);
        enter(&mut door, "sato", "not the right one").await;
        let wrong = door.send("/staff/sign-in/code", &[("half", &half), ("code", "12345")]).await;
        assert!(wrong.says("code-wrong") && wrong.says("<svg"), "{}", wrong.body);
        let who = Sitter::Staff(sato);
        let code = house.act(move |tx| members::code_now(tx, who)).await.unwrap().unwrap();
        let fields = [("half", half.as_str()), ("code", &code)];
        let page = door.send("/staff/sign-in/code", &fields).await;
        assert!(page.says("Your recovery codes"), "{}", page.body);
        assert_eq!(door.get("/staff").await.status, 200);
        let page = enter(&mut house.browser(), "sato", PASSWORD).await;
        assert!(page.says("Second step") && !page.says("<svg"), "{}", page.body);
    });
}

#[test]
fn a_half_session_of_one_door_opens_nothing_at_the_other() {
    each(async |house| {
        let sato = house.first().await;
        let mut mika = house.browser();
        mika.get("/sign-up").await;
        let mail = ("mail", "mika@example.test");
        mika.send("/sign-up", &[("handle", "mika"), mail, ("password", PASSWORD)]).await;
        let act = move |tx: &mut db::Tx<'_>| {
            let member = Sitter::Member(members::find(tx, "mika")?.unwrap().member);
            let mut keys = Vec::new();
            for who in [member, Sitter::Staff(sato)] {
                members::set_up_factor(tx, who)?;
                let code = members::new_recovery_codes(tx, who)?.remove(0);
                keys.push((members::begin_half(tx, who)?, code));
            }
            Ok(keys)
        };
        let keys = house.act(act).await.unwrap();
        let doors = ["/staff/sign-in", "/sign-in"];
        for ((half, code), door) in keys.iter().zip(doors) {
            let mut browser = house.browser();
            browser.get(door).await;
            let fields = [("half", half.as_str()), ("code", code.as_str())];
            let page = browser.send(&format!("{door}/code"), &fields).await;
            assert_eq!(page.status, 410, "{door}: {}", page.body);
            assert!(!browser.cookies().contains_key("daiko-session"));
        }
    });
}
