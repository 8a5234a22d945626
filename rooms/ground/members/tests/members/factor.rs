use kernel::{MemberId, Span};
use members::News;
use web::{Browser, Page, Sitter};

use crate::house::{House, PASSWORD, each, enter};

const KNOWN: (&str, &str) = ("password", PASSWORD);

fn between<'p>(page: &'p Page, before: &str, after: &str) -> &'p str {
    let found = page.body.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("no {before} in {}", page.body)).0
}

fn half(page: &Page) -> String {
    between(page, "name=\"half\" value=\"", "\"").to_owned()
}

async fn id(house: &House<'_>) -> MemberId {
    house.act(|tx| members::find(tx, "mika")).await.unwrap().unwrap().member
}

async fn code(house: &House<'_>) -> String {
    let who = Sitter::Member(id(house).await);
    house.act(move |tx| members::code_now(tx, who)).await.unwrap().unwrap()
}

/// Mika with an app, and the recovery codes that were shown.
pub async fn with_app(house: &House<'_>) -> (Browser, Vec<String>) {
    let mut mika = house.joined("mika").await;
    let page = mika.get("/account/second-factor").await;
    assert!(page.says("<svg") && page.says("Set up an app"), "{}", page.body);
    let wrong = mika.send("/account/second-factor", &[("code", "000000x"), KNOWN]).await;
    assert!(wrong.says("code-wrong\">This code does not fit"), "{}", wrong.body);
    let code = code(house).await;
    let page = mika.send("/account/second-factor", &[("code", &code), KNOWN]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let codes = page.body.split("<li><code>").skip(1);
    let codes: Vec<String> = codes.map(|c| c.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10);
    house.bench.clock.forward(Span::minutes(2));
    (mika, codes)
}

async fn second(browser: &mut Browser, half: &str, code: &str) -> Page {
    browser.send("/sign-in/code", &[("half", half), ("code", code)]).await
}

#[test]
fn a_browser_left_open_is_not_enough_to_ask_for_a_code() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let page = mika.get("/account/second-factor").await;
        assert!(page.says("name=\"password\""), "{}", page.body);
        let code = code(house).await;
        for password in ["", "not the right one"] {
            let fields = [("code", code.as_str()), ("password", password)];
            let page = mika.send("/account/second-factor", &fields).await;
            assert_eq!(page.status, 422);
            assert!(page.says("password-wrong") && page.says("<svg"), "{}", page.body);
        }
        let who = Sitter::Member(id(house).await);
        assert!(!house.act(move |tx| members::has_factor(tx, who)).await.unwrap());
        assert!(!house.news().await.iter().any(|n| matches!(n, News::SecondFactorChanged { .. })));
    });
}

#[test]
fn with_an_app_a_password_alone_opens_nothing() {
    each(async |house| {
        with_app(house).await;
        let mut door = house.browser();
        let page = enter(&mut door, "mika", PASSWORD).await;
        assert!(page.says("Second step"), "{}", page.body);
        assert!(!door.cookies().contains_key("daiko-session"));
        assert_eq!(door.get("/account").await.status, 303);
        let half = half(&page);
        door.get("/sign-in").await;
        let key = format!("{half}{half}")[..64].to_owned();
        door.cookies().insert("daiko-session".to_owned(), key);
        assert_eq!(door.get("/account").await.status, 303, "the key of a half session is no key");
        door.cookies().remove("daiko-session");
        door.get("/sign-in").await;
        let right = code(house).await;
        assert_eq!(second(&mut door, "no such key", &right).await.status, 410);
        let wrong = second(&mut door, &half, "123").await;
        assert!(wrong.says("code-wrong\">This code does not fit"), "{}", wrong.body);
        assert_eq!(second(&mut door, &half, &right).await.goes_to(), Some("/account"));
        assert_eq!(door.get("/account").await.status, 200);
        assert_eq!(second(&mut door, &half, &right).await.status, 410, "the half session is over");
    });
}

fn shown(page: &Page) -> String {
    between(page, "</svg></div><p><code>", "<").to_owned()
}

#[test]
fn the_secret_of_an_app_that_nobody_set_up_is_another_after_some_minutes_and_a_new_password() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let path = "/account/second-factor";
        let first = shown(&mika.get(path).await);
        house.bench.clock.forward(Span::minutes(9));
        assert_eq!(shown(&mika.get(path).await), first, "there is time to type a code again");
        let known = code(house).await;
        house.bench.clock.forward(Span::minutes(2));
        let page = mika.send(path, &[("code", &known), KNOWN]).await;
        assert!(page.says("code-wrong"), "whoever saw it sets nothing up by it: {}", page.body);
        let second = shown(&page);
        assert_ne!(second, first);
        let member = id(house).await;
        house.act(move |tx| members::change_password(tx, member, "kept", None)).await.unwrap();
        let who = Sitter::Member(member);
        assert_eq!(house.act(move |tx| members::code_now(tx, who)).await.unwrap(), None);
    });
}

#[test]
fn a_recovery_code_shows_as_well_as_an_app_that_nothing_is_lost() {
    each(async |house| {
        let (mut mika, codes) = with_app(house).await;
        let who = Sitter::Member(id(house).await);
        house.bench.clock.forward(Span::hours(1));
        let since = house.db.now();
        let used =
            async || house.act(move |tx| members::factor_used_since(tx, who, since)).await.unwrap();
        assert!(!used().await);
        let page = mika.send("/account/second-factor/codes", &[("code", codes[0].as_str())]).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(used().await, "also when the codes were made anew by it");
    });
}

#[test]
fn a_code_opens_once_and_so_does_a_recovery_code() {
    each(async |house| {
        let (_, codes) = with_app(house).await;
        let right = code(house).await;
        for (typed, opens) in [
            (right.as_str(), true),
            (right.as_str(), false),
            (codes[3].as_str(), true),
            (codes[3].as_str(), false),
            (&codes[4].to_uppercase().replace('-', " "), true),
        ] {
            let mut door = house.browser();
            let half = half(&enter(&mut door, "mika", PASSWORD).await);
            let page = second(&mut door, &half, typed).await;
            assert_eq!(page.status, if opens { 303 } else { 422 }, "{typed}");
        }
    });
}

#[test]
fn wrong_codes_earn_a_pause_and_a_half_session_lapses() {
    each(async |house| {
        with_app(house).await;
        let mut door = house.browser();
        let key = half(&enter(&mut door, "mika", PASSWORD).await);
        for _ in 0..6 {
            assert_eq!(second(&mut door, &key, "000000").await.status, 422);
            house.bench.clock.forward(Span::secs(3));
        }
        let right = code(house).await;
        second(&mut door, &key, "000000").await;
        let paused = second(&mut door, &key, &right).await;
        assert_eq!(paused.status, 429);
        assert!(paused.says("code-wrong\">There were several wrong codes."), "{}", paused.body);
        house.bench.clock.forward(Span::minutes(1));
        let right = code(house).await;
        assert_eq!(second(&mut door, &key, &right).await.status, 303);
        let key = half(&enter(&mut house.browser(), "mika", PASSWORD).await);
        house.bench.clock.forward(Span::minutes(10));
        let right = code(house).await;
        let mut door = house.browser();
        door.get("/sign-in").await;
        assert_eq!(second(&mut door, &key, &right).await.status, 410);
    });
}

#[test]
fn an_app_is_taken_off_by_its_own_code_and_both_changes_are_told() {
    each(async |house| {
        let (mut mika, codes) = with_app(house).await;
        mika.get("/account/second-factor").await;
        let wrong = [("code", "not it")];
        assert_eq!(mika.send("/account/second-factor/removal", &wrong).await.status, 422);
        let anew = mika.send("/account/second-factor/codes", &[("code", &codes[0])]).await;
        assert!(anew.says("<li><code>") && !anew.says(&codes[1]), "{}", anew.body);
        let old = [("code", codes[1].as_str())];
        mika.get("/account/second-factor").await;
        assert_eq!(mika.send("/account/second-factor/removal", &old).await.status, 422);
        let right = code(house).await;
        let page = mika.send("/account/second-factor/removal", &[("code", &right)]).await;
        assert_eq!(page.goes_to(), Some("/account"));
        let mut door = house.browser();
        assert_eq!(enter(&mut door, "mika", PASSWORD).await.status, 303);
        let told: Vec<bool> = house
            .news()
            .await
            .iter()
            .filter_map(|news| match news {
                News::SecondFactorChanged { on, .. } => Some(*on),
                _ => None,
            })
            .collect();
        assert_eq!(told, [true, false]);
    });
}

#[test]
fn no_secret_of_an_app_and_no_recovery_code_lies_in_the_database() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let page = mika.get("/account/second-factor").await;
        let secret = between(&page, "</div><p><code>", "<").replace(' ', "");
        assert_eq!(secret.len(), 32);
        let right = code(house).await;
        let page = mika.send("/account/second-factor", &[("code", &right), KNOWN]).await;
        let recovery = between(&page, "<li><code>", "<").to_owned();
        if house.bench.engine() == "SQLite" {
            for name in ["house.sqlite", "house.sqlite-wal"] {
                let bytes = std::fs::read(house.bench.folder.join(name)).unwrap_or_default();
                for words in [&secret, &recovery, &recovery.replace('-', "")] {
                    let found = bytes.windows(words.len()).any(|w| w == words.as_bytes());
                    assert!(!found, "{name}: {words}");
                }
            }
        }
    });
}
