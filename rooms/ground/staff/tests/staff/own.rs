use kernel::Span;
use web::Role;

use crate::device::{Device, add, enter};
use crate::house::{PASSWORD, each};

const OWN: &str = "/staff/account/passkeys";

#[test]
fn a_passkey_is_both_factors_of_whoever_works_here() {
    each(async |house| {
        let sato = house.first().await;
        house.hired("mori", &[Role::Buyer], sato).await;
        let mut mori = house.signed_in("mori").await;
        let mut key = Device::new();
        mori.get(OWN).await;
        let page = mori.send(&format!("{OWN}/challenge"), &[("password", "wrong one")]).await;
        assert_eq!(page.status, 422, "a browser left open is not enough");
        assert_eq!(add(&mut mori, &mut key, OWN, "my key", PASSWORD).await.goes_to(), Some(OWN));
        assert!(mori.get(OWN).await.says("my key"));
        let mut door = house.browser();
        assert!(door.get("/staff/sign-in").await.says("data-passkey=\"get\""));
        let page = enter(&mut door, &mut key, "/staff/sign-in").await;
        assert_eq!(page.status, 303, "no code is asked for: {}", page.body);
        assert_eq!(door.get("/desk/buying").await.status, 200);
        let mut other = house.browser();
        let page = enter(&mut other, &mut key, "/sign-in").await;
        assert!(page.status == 422 && page.says("opens no account"), "the members' door");
        let mut boss = house.signed_in("sato").await;
        let theirs = mori.get(OWN).await;
        let (_, rest) = theirs.body.split_once(&format!("{OWN}/")).unwrap();
        let path = rest.split("pky_").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(boss.get(&format!("{OWN}/pky_{path}")).await.status, 404);
        let mori = house.act(|tx| Ok(staff::find(tx, "mori")?.unwrap().staff)).await.unwrap();
        house.act(move |tx| staff::leave(tx, mori, sato)).await.unwrap();
        let page = enter(&mut house.browser(), &mut key, "/staff/sign-in").await;
        assert_eq!(page.status, 409, "whoever has left does not come in: {}", page.body);
    });
}

#[test]
fn a_member_s_passkey_does_not_open_the_staff_s_door() {
    each(async |house| {
        let mut mika = house.browser();
        mika.get("/sign-up").await;
        let mail = ("mail", "mika@example.test");
        mika.send("/sign-up", &[("handle", "mika"), mail, ("password", PASSWORD)]).await;
        let mut phone = Device::new();
        let page = add(&mut mika, &mut phone, "/account/passkeys", "phone", PASSWORD).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let page = enter(&mut house.browser(), &mut phone, "/staff/sign-in").await;
        assert!(page.status == 422 && page.says("opens no account"), "{}", page.body);
    });
}

#[test]
fn whoever_works_here_sees_and_ends_their_own_sessions() {
    each(async |house| {
        house.first().await;
        let mut here = house.signed_in("sato").await;
        assert!(!here.get("/staff/account").await.says("Sign out everywhere else"));
        house.bench.clock.forward(Span::secs(1));
        let mut second = house.signed_in("sato").await;
        house.bench.clock.forward(Span::secs(1));
        let mut third = house.signed_in("sato").await;
        let page = here.get("/staff/account").await;
        assert_eq!(page.body.matches("/end\"").count(), 2, "{}", page.body);
        assert!(page.says("this browser"));
        // The youngest comes first: the third.
        let (_, rest) = page.body.split_once("action=\"/staff/account/sessions/ses_").unwrap();
        let end = format!("/staff/account/sessions/ses_{}", rest.split('"').next().unwrap());
        assert_eq!(here.send(&end, &[]).await.goes_to(), Some("/staff/account"));
        assert_eq!(third.get("/staff").await.status, 303);
        assert_eq!(second.get("/staff").await.status, 200);
        assert_eq!(here.send(&end, &[]).await.status, 404, "it has ended");
        house.bench.clock.forward(Span::secs(1));
        here.get("/staff/account").await;
        here.send("/staff/account/sessions/others", &[]).await;
        assert_eq!(second.get("/staff").await.status, 303);
        assert_eq!(here.get("/staff").await.status, 200);
    });
}
