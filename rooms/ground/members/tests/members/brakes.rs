//! Guessing has brakes, wherever a password is asked for; what takes as long as what.

use kernel::Span;
use members::News;
use web::{Browser, Program};

use crate::house::{House, PASSWORD, each, enter};

/// How often a password may be wrong before there is a pause.
const FREE: u64 = 5;

async fn at_the_door(house: &House<'_>, times: usize, handle: &'static str) -> Vec<u16> {
    let mut tries = Vec::new();
    for _ in 0..times {
        let mut door = Browser::new(house.site.router());
        door.get("/sign-in").await;
        tries.push(tokio::spawn(async move {
            let fields = [("handle", handle), ("password", "not the right one")];
            door.send("/sign-in", &fields).await.status.as_u16()
        }));
    }
    let mut answers = Vec::new();
    for one in tries {
        answers.push(one.await.unwrap());
    }
    answers
}

#[test]
fn thirty_guesses_at_once_are_no_more_than_thirty_one_after_another() {
    each(async |house| {
        house.joined("mika").await;
        for handle in ["mika", "nobody"] {
            let before = house.passwords.worked();
            let answers = at_the_door(house, 30, handle).await;
            let looked_at = house.passwords.worked() - before;
            assert_eq!(looked_at, FREE, "{handle}: {answers:?}");
            assert_eq!(answers.iter().filter(|status| **status == 429).count(), 25, "{answers:?}");
        }
        let mut door = house.browser();
        assert_eq!(enter(&mut door, "mika", PASSWORD).await.status, 429, "even the right one");
        house.bench.clock.forward(Span::secs(3));
        assert_eq!(enter(&mut door, "mika", PASSWORD).await.status, 303);
        let mut door = house.browser();
        assert_eq!(enter(&mut door, "mika", "wrong again, once").await.status, 422, "forgiven");
    });
}

#[test]
fn whoever_found_a_browser_open_cannot_guess_the_password_in_it_either() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        mika.get("/account").await;
        let fields = |typed| [("password", typed), ("new_password", "four small boats")];
        for n in 0..FREE {
            let pages = ["/account/password", "/account/tokens"];
            let page = mika.send(pages[usize::from(n > 2)], &fields("a guess of it")).await;
            assert_eq!(page.status, 422, "{n}: {}", page.body);
        }
        for path in ["/account/password", "/account/tokens", "/account/closing"] {
            let page = mika.send(path, &fields(PASSWORD)).await;
            assert!(page.says("There were several wrong tries."), "{path}: {}", page.body);
        }
        assert_eq!(enter(&mut house.browser(), "mika", PASSWORD).await.status, 303, "at the door");
        house.bench.clock.forward(Span::secs(3));
        let page = mika.send("/account/password", &fields(PASSWORD)).await;
        assert_eq!(page.goes_to(), Some("/account"), "{}", page.body);
    });
}

/// Makes a key by the page, and gives it back.
async fn key(mika: &mut Browser, password: &str) -> Option<String> {
    mika.get("/account/tokens").await;
    let fields = [("label", "mine"), ("days", "30"), ("read", "yes"), ("password", password)];
    let page = mika.send("/account/tokens", &fields).await;
    let (_, rest) = page.body.split_once("<code>daiko_")?;
    Some(format!("daiko_{}", rest.split('<').next()?))
}

#[test]
fn a_key_asks_for_the_password_is_told_by_letter_and_ends_with_the_password() {
    each(async |house| {
        let mut mika = house.proved("mika").await;
        let page = mika.get("/account/tokens").await;
        assert!(page.says("A change or a reset of your password ends every key."));
        for wrong in ["", "not the right one"] {
            assert_eq!(key(&mut mika, wrong).await, None);
        }
        let told = house.news().await;
        assert!(!told.iter().any(|news| matches!(news, News::KeyMade { .. })), "{told:?}");
        let first = key(&mut mika, PASSWORD).await.unwrap();
        let told = house.news().await;
        assert!(matches!(told[..], [News::KeyMade { .. }]), "{told:?}");
        let opens = async |key: &str| {
            let program = Program::new(house.site.router(), Some(key.to_owned()));
            program.get("/api/v1/account").await.status.as_u16()
        };
        assert_eq!(opens(&first).await, 200);
        let fields = [("password", PASSWORD), ("new_password", "four small boats")];
        mika.get("/account").await;
        assert_eq!(mika.send("/account/password", &fields).await.status, 303);
        assert_eq!(opens(&first).await, 401, "after a change");
        let second = key(&mut mika, "four small boats").await.unwrap();
        house.news().await;
        assert_eq!(opens(&second).await, 200);
        mika.send("/sign-out", &[]).await;
        mika.get("/forgotten").await;
        mika.send("/forgotten", &[("mail", "mika@example.test")]).await;
        let link = house.link().await;
        mika.get(&link).await;
        assert_eq!(mika.send(&link, &[("password", "five small boats")]).await.status, 303);
        assert_eq!(opens(&second).await, 401, "after a reset");
    });
}

#[test]
fn the_same_work_is_done_whether_an_address_is_anybodys_or_not() {
    each(async |house| {
        house.proved("mika").await;
        let mut door = house.browser();
        let mut bodies = Vec::new();
        for mail in ["mika@example.test", "nobody@example.test"] {
            let before = house.passwords.worked();
            let page = enter(&mut door, mail, "not the right one").await;
            assert_eq!((page.status.as_u16(), house.passwords.worked() - before), (422, 1));
            let token = door.token().clone().unwrap();
            bodies.push(page.body.replace(mail, "*").replace(&token, "*"));
        }
        assert_eq!(bodies[0], bodies[1]);
        let mut answers = Vec::new();
        for mail in ["mika@example.test", "nobody@example.test"] {
            door.get("/forgotten").await;
            let before = house.passwords.worked();
            let rows = house.proofs().await;
            let page = door.send("/forgotten", &[("mail", mail)]).await;
            assert_eq!(house.passwords.worked(), before, "nothing is hashed for either");
            assert_eq!(house.proofs().await - rows, 1, "a row is written for either: {mail}");
            answers.push((page.status.as_u16(), page.body));
        }
        assert_eq!(answers[0], answers[1]);
    });
}

#[test]
fn a_browser_nobody_knows_is_named_in_the_readers_language() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        assert!(mika.get("/account").await.says("Another browser on another system"));
        let zone = ("time_zone", "Asia/Tokyo");
        for (language, said) in
            [("ja", "不明なシステムの別のブラウザ"), ("zh-Hant", "不明系統 上的 其他瀏覽器")]
        {
            mika.send("/account/preferences", &[("language", language), zone]).await;
            let page = mika.get("/account").await;
            assert!(page.says(said) && !page.says("nother"), "{}", page.body);
        }
    });
}

/// A browser nobody has used yet, in one of many networks.
fn elsewhere(house: &House<'_>, n: u8) -> Browser {
    house.browser().from([203, 0, 113, n].into())
}

/// The browser of a member who signed out of it.
async fn left(house: &House<'_>, handle: &'static str) -> Browser {
    let mut browser = house.joined(handle).await;
    browser.get("/account").await;
    browser.send("/sign-out", &[]).await;
    browser
}

async fn is_told_to_wait(door: &mut Browser, handle: &str, password: &str) -> bool {
    let page = enter(door, handle, password).await;
    let told = page.says("There were several wrong tries.");
    assert_eq!(page.status == 429, told, "{}", page.body);
    told
}

#[test]
fn a_strangers_wrong_tries_shut_the_door_to_nobody_else() {
    each(async |house| {
        house.joined("mika").await;
        let mut stranger = elsewhere(house, 1);
        for n in 0..8 {
            assert_eq!(is_told_to_wait(&mut stranger, "mika", "a wild guess").await, n >= FREE);
        }
        assert!(is_told_to_wait(&mut stranger, "mika", PASSWORD).await);
        let mut mine = elsewhere(house, 2);
        assert_eq!(enter(&mut mine, "mika", PASSWORD).await.status, 303, "another network");
        assert!(is_told_to_wait(&mut stranger, "mika", PASSWORD).await, "not forgiven by that");
    });
}

#[test]
fn one_stranger_however_patient_adds_little_to_what_all_have_tried() {
    each(async |house| {
        house.joined("mika").await;
        for _ in 0..60 {
            let page = enter(&mut elsewhere(house, 1), "mika", "a wild guess").await;
            assert_eq!(page.status, 422, "{}", page.body);
            house.bench.clock.forward(Span::minutes(16));
        }
        for n in 2..10 {
            for _ in 0..FREE {
                enter(&mut elsewhere(house, n), "mika", "a wild guess").await;
            }
        }
        assert_eq!(enter(&mut elsewhere(house, 99), "mika", PASSWORD).await.status, 303);
    });
}

#[test]
fn guessing_from_many_networks_is_slow_and_a_browser_that_is_known_gets_in_meanwhile() {
    each(async |house| {
        let mut mine = left(house, "mika").await;
        let mut other = left(house, "jona").await;
        for handle in ["mika", "nobody"] {
            let before = house.passwords.worked();
            for n in 0..30 {
                for _ in 0..FREE {
                    enter(&mut elsewhere(house, n), handle, "a wild guess").await;
                }
            }
            let looked_at = house.passwords.worked() - before;
            assert_eq!(looked_at, 100, "{handle}: as many, whether it is anybody's or not");
        }
        assert!(is_told_to_wait(&mut elsewhere(house, 200), "mika", PASSWORD).await);
        assert!(is_told_to_wait(&mut other, "mika", PASSWORD).await, "known, as somebody else");
        assert_eq!(enter(&mut mine, "mika", PASSWORD).await.status, 303, "{:?}", mine.cookies());
        assert_eq!(enter(&mut elsewhere(house, 201), "jona", PASSWORD).await.status, 303);
    });
}

#[test]
fn strangers_of_many_networks_cost_whoever_comes_with_a_new_browser_seconds_alone() {
    each(async |house| {
        house.joined("mika").await;
        for n in 0..30 {
            for _ in 0..FREE {
                enter(&mut elsewhere(house, n), "mika", "a wild guess").await;
            }
        }
        for n in 30..45 {
            house.bench.clock.forward(Span::minutes(16));
            enter(&mut elsewhere(house, n), "mika", "a wild guess").await;
        }
        assert!(is_told_to_wait(&mut elsewhere(house, 200), "mika", PASSWORD).await);
        house.bench.clock.forward(Span::secs(31));
        assert_eq!(enter(&mut elsewhere(house, 200), "mika", PASSWORD).await.status, 303);
    });
}

#[test]
fn a_restart_gives_no_free_tries() {
    each(async |house| {
        house.joined("mika").await;
        let mut stranger = elsewhere(house, 1);
        for _ in 0..=FREE {
            enter(&mut stranger, "mika", "a wild guess").await;
        }
        assert!(is_told_to_wait(&mut stranger, "mika", PASSWORD).await);
        let again = house.restarted();
        let mut stranger = Browser::new(again.router()).from([203, 0, 113, 1].into());
        assert!(is_told_to_wait(&mut stranger, "mika", PASSWORD).await);
        let mut other = Browser::new(again.router()).from([203, 0, 113, 2].into());
        assert_eq!(enter(&mut other, "mika", PASSWORD).await.status, 303);
    });
}

#[test]
fn a_known_browser_guesses_as_slowly_as_any_and_alone() {
    each(async |house| {
        let mut lost = left(house, "mika").await;
        for n in 0..8 {
            assert_eq!(is_told_to_wait(&mut lost, "mika", "a wild guess").await, n >= FREE);
        }
        let mut mine = house.browser();
        assert_eq!(enter(&mut mine, "mika", PASSWORD).await.status, 303);
        // A new password knows the old browsers no more.
        let old = mine.cookies().get("daiko-browser").cloned().unwrap();
        mine.get("/account").await;
        let fields = [("password", PASSWORD), ("new_password", "four small boats")];
        assert_eq!(mine.send("/account/password", &fields).await.status, 303);
        for n in 0..30 {
            for _ in 0..FREE {
                enter(&mut elsewhere(house, n), "mika", "a wild guess").await;
            }
        }
        let mut planted = elsewhere(house, 200);
        planted.cookies().insert("daiko-browser".into(), old);
        assert!(is_told_to_wait(&mut planted, "mika", "four small boats").await);
    });
}
