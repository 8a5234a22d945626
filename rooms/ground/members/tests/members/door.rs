use std::time::{Duration, Instant};

use db::{Lock, Tx};
use kernel::{Id, MemberId, Span};
use web::Browser;

use crate::house::{PASSWORD, each, enter, join};

#[test]
fn every_text_is_understood_by_the_engine() {
    each(async |house| {
        std::thread::scope(|scope| {
            scope.spawn(|| members::SQL.iter().for_each(|sql| house.db.prepare(*sql).unwrap()));
        });
    });
}

#[test]
fn a_newcomer_joins_leaves_and_comes_back_whatever_the_case_of_the_handle() {
    each(async |house| {
        let mut mika = house.joined("Mika").await;
        let account = mika.get("/account").await;
        assert_eq!(account.status, 200);
        assert!(account.says("Welcome.") && account.says(">mika</a>"), "{}", account.body);
        assert_eq!(mika.send("/sign-out", &[]).await.goes_to(), Some("/"));
        assert_eq!(mika.get("/account").await.status, 303);
        assert_eq!(enter(&mut mika, "MIKA", PASSWORD).await.goes_to(), Some("/account"));
        assert_eq!(mika.get("/account").await.status, 200);
    });
}

#[test]
fn a_sign_up_that_cannot_be_is_refused_beside_its_field_and_keeps_what_was_typed() {
    each(async |house| {
        house.joined("mika").await;
        let table = [
            ("mi", PASSWORD, "handle-wrong\">A handle is"),
            ("support", PASSWORD, "handle-wrong\">That handle is kept for the house."),
            ("Mika", PASSWORD, "handle-wrong\">That name is taken."),
            ("yoko", "short", "password-wrong\">At least 10 characters"),
            ("yoko", "yokoyokoyoko", "password-wrong\">That is too easy"),
            ("", "", "handle-wrong\">Fill this in."),
        ];
        let mut browser = house.browser();
        for (handle, password, sentence) in table {
            let page = join(&mut browser, handle, password).await;
            assert!([409, 422].contains(&page.status.as_u16()), "{handle}: {}", page.status);
            assert!(page.says(sentence), "{handle}: {}", page.body);
            assert!(handle.is_empty() || page.says(&format!("value=\"{handle}\"")), "{handle}");
            assert!(password.len() < 10 || !page.says(password), "{handle}");
        }
        assert!(!browser.cookies().contains_key("daiko-session"));
    });
}

#[test]
fn a_wrong_handle_and_a_wrong_password_are_answered_alike_in_words_and_in_time() {
    each(async |house| {
        house.joined("mika").await;
        let mut browser = house.browser();
        let cookies = browser.cookies().clone();
        let mut took = [Duration::MAX; 2];
        let mut bodies = [String::new(), String::new()];
        for _ in 0..5 {
            for (n, handle) in ["mika", "nobody"].into_iter().enumerate() {
                browser.cookies().clone_from(&cookies);
                browser.get("/sign-in").await;
                let start = Instant::now();
                let fields = [("handle", handle), ("password", "not the right one")];
                let page = browser.send("/sign-in", &fields).await;
                took[n] = took[n].min(start.elapsed());
                assert_eq!(page.status, 422);
                let token = browser.token().clone().unwrap();
                bodies[n] = page.body.replace(handle, "*").replace(&token, "*");
            }
        }
        assert_eq!(bodies[0], bodies[1]);
        assert!(bodies[0].contains("Handle and password do not fit together."));
        let (known, unknown) = (took[0].as_micros(), took[1].as_micros());
        assert!(known < unknown * 2 && unknown < known * 2, "{known} µs known, {unknown} µs not");
    });
}

#[test]
fn signing_in_leads_on_to_where_one_wanted_to_go_if_that_is_in_the_house() {
    each(async |house| {
        house.joined("mika").await;
        let table = [
            ("/mine", "/mine"),
            ("//elsewhere.example/", "/account"),
            ("https://elsewhere.example/", "/account"),
            ("/\\elsewhere.example", "/account"),
        ];
        for (then, expect) in table {
            let mut browser = house.browser();
            let page = browser.get(&format!("/sign-in?then={}", web::percent_encoded(then))).await;
            assert_eq!(page.says(&format!("name=\"then\" value=\"{then}\"")), then == expect);
            let fields = [("handle", "mika"), ("password", PASSWORD), ("then", then)];
            assert_eq!(browser.send("/sign-in", &fields).await.goes_to(), Some(expect), "{then}");
            assert_eq!(browser.get("/sign-in").await.goes_to(), Some("/account"), "already in");
        }
    });
}

#[test]
fn signing_in_makes_a_new_key_and_ends_the_session_the_browser_came_with() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let first = mika.cookies()["daiko-session"].clone();
        mika.get("/account").await;
        let fields = [("handle", "mika"), ("password", PASSWORD)];
        assert_eq!(mika.send("/sign-in", &fields).await.status, 303);
        assert_ne!(mika.cookies()["daiko-session"], first);
        let mut old = Browser::new(house.site.router());
        old.cookies().insert("daiko-session".to_owned(), first);
        assert_eq!(old.get("/account").await.status, 303);
    });
}

#[test]
fn a_closed_account_is_nobodys() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        let id = mika.get("/account").await.body;
        let (_, id) = id.split_once("<code>mbr_").unwrap();
        let id = MemberId::parse(&format!("mbr_{}", &id[..26])).unwrap();
        let close = move |tx: &mut Tx<'_>| members::close(tx, id);
        house.db.write("close", Lock::none(), close).await.unwrap();
        assert_eq!(mika.get("/account").await.status, 303);
        assert_eq!(enter(&mut mika, "mika", PASSWORD).await.status, 422);
        let again = house.db.write("close", Lock::none(), close).await.unwrap_err();
        assert_eq!(again.code(), "members.closed");
        house.bench.clock.forward(Span::days(1));
        assert_eq!(mika.get("/account").await.status, 303);
    });
}

#[test]
fn no_handle_lies_in_the_database_for_all_to_read() {
    each(async |house| {
        house.joined("mikazuki77").await;
        if house.bench.engine() == "SQLite" {
            for name in ["house.sqlite", "house.sqlite-wal"] {
                let bytes = std::fs::read(house.bench.folder.join(name)).unwrap_or_default();
                assert!(!bytes.windows(10).any(|w| w == b"mikazuki77"), "{name}");
            }
        }
        let mut other = house.browser();
        let page = enter(&mut other, "mikazuki77", PASSWORD).await;
        assert_eq!(page.status, 303, "and yet it is found");
    });
}
