//! Who may, and sessions: from signing in to their end, on each engine.

use crate::house::{each, member, worker};
use db::{Lock, Tx};
use kernel::{Id, Span};
use web::{Role, Sessions, Sitter};

#[test]
fn every_text_is_understood_by_the_engine() {
    each(async |house| {
        // Preparing waits, and a thread that drives tasks may not.
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for sql in web::SQL.iter().chain(crate::house::ALL) {
                    house.db.prepare(*sql).unwrap();
                }
            });
        });
    });
}

#[test]
fn nobody_is_sent_to_sign_in_and_a_machine_is_told_why() {
    each(async |house| {
        let page = house.browser().get("/mine?after=1").await;
        assert_eq!(
            (page.status.as_u16(), page.goes_to()),
            (303, Some("/sign-in?then=/mine%3Fafter%3D1"))
        );
        let page = house.browser().get("/desk").await;
        assert_eq!(page.goes_to(), Some("/staff/sign-in?then=/desk"));
        let page = house.browser().for_json().get("/mine").await;
        assert_eq!(page.status, 401);
        assert_eq!(page.headers["content-type"], "application/problem+json");
        assert!(page.says("\"code\":\"web.sign_in_first\""), "{}", page.body);
    });
}

#[test]
fn a_door_opens_for_those_it_is_for_and_for_nobody_else() {
    each(async |house| {
        let mut mika = house.member().await;
        let mut sato = house.staff(&[Role::Warehouse]).await;
        let table =
            [("/mine", 200, 403), ("/desk", 403, 403), ("/packing", 403, 200), ("/", 200, 200)];
        for (path, for_member, for_staff) in table {
            assert_eq!(mika.get(path).await.status, for_member, "member {path}");
            assert_eq!(sato.get(path).await.status, for_staff, "warehouse {path}");
        }
        assert!(mika.get("/desk").await.says("web.staff_only"));
        assert!(sato.get("/desk").await.says("web.other_role"));
        assert!(sato.get("/mine").await.says("web.members_only"));
        assert!(mika.get("/mine").await.says(&member().to_string()));
    });
}

#[test]
fn the_navigation_shows_what_one_may_open_and_nothing_else() {
    each(async |house| {
        let mika = house.member().await.get("/").await;
        assert!(mika.says(">Mine</a>") && !mika.says(">Desk</a>"));
        let sato = house.staff(&[Role::Buyer]).await.get("/").await;
        assert!(sato.says(">Desk</a>") && !sato.says(">Packing</a>") && !sato.says(">Mine</a>"));
        let nobody = house.browser().get("/").await;
        assert!(!nobody.says(">Mine</a>") && !nobody.says(">Desk</a>"));
    });
}

#[test]
fn a_role_that_is_given_or_taken_counts_from_the_next_page_on() {
    each(async |house| {
        let mut sato = house.staff(&[]).await;
        for held in [true, false] {
            assert_eq!(sato.get("/desk").await.status, if held { 403 } else { 200 });
            house.role(Role::Buyer, held).await;
            assert_eq!(sato.get("/desk").await.status, if held { 200 } else { 403 });
        }
    });
}

#[test]
fn signing_out_ends_the_session_even_for_who_kept_its_key() {
    each(async |house| {
        let mut mika = house.member().await;
        let kept = mika.cookies().clone();
        mika.get("/mine").await;
        assert_eq!(mika.send("/sign-out", &[]).await.status, 303);
        assert!(!mika.cookies().contains_key("daiko-session"));
        *mika.cookies() = kept;
        assert_eq!(mika.get("/mine").await.status, 303);
    });
}

#[test]
fn a_key_that_was_planted_before_signing_in_opens_nothing_afterwards() {
    each(async |house| {
        let planted = "ab".repeat(32);
        let mut mika = house.browser();
        mika.cookies().insert("daiko-session".to_owned(), planted.clone());
        mika.get("/enter").await;
        assert_eq!(mika.send("/enter", &[]).await.status, 303);
        assert_ne!(mika.cookies()["daiko-session"], planted);
        assert_eq!(mika.get("/mine").await.status, 200);
        let mut thief = house.browser();
        thief.cookies().insert("daiko-session".to_owned(), planted);
        assert_eq!(thief.get("/mine").await.status, 303);
    });
}

#[test]
fn the_key_itself_is_nowhere_in_the_database_and_of_the_right_make() {
    each(async |house| {
        let act = |tx: &mut Tx<'_>| Sessions::begin(tx, Sitter::Member(member()));
        let ticket = house.db.write("begin", Lock::none(), act).await.unwrap();
        assert!(
            !format!("{ticket:?}").contains(&"0".repeat(8)) && format!("{ticket:?}").len() < 50
        );
        let mut mika = house.browser();
        mika.get("/enter").await;
        let entered = mika.send("/enter", &[]).await;
        let line = entered
            .headers
            .get_all("set-cookie")
            .iter()
            .find(|l| l.to_str().unwrap().starts_with("daiko-session="));
        let line = line.unwrap().to_str().unwrap();
        assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
        assert!(line.contains("Path=/") && line.contains("Max-Age=2592000"), "{line}");
        let key = mika.cookies()["daiko-session"].clone();
        assert_eq!(key.len(), 64);
        let file = std::fs::read(house.bench.folder.join("house.sqlite")).unwrap();
        let wal = std::fs::read(house.bench.folder.join("house.sqlite-wal")).unwrap_or_default();
        for bytes in [file, wal] {
            assert!(!bytes.windows(key.len()).any(|w| w == key.as_bytes()), "the key was stored");
        }
    });
}

#[test]
fn a_session_ends_when_its_time_is_over_or_when_it_lies_unused() {
    each(async |house| {
        let clock = &house.bench.clock;
        let mut mika = house.member().await;
        for _ in 0..2 {
            clock.forward(Span::days(13));
            assert_eq!(mika.get("/mine").await.status, 200, "used every thirteen days");
        }
        clock.forward(Span::days(5));
        assert_eq!(mika.get("/mine").await.status, 303, "thirty days are over");
        let mut mika = house.member().await;
        assert_eq!(mika.get("/mine").await.status, 200);
        clock.forward(Span::days(15));
        assert_eq!(mika.get("/mine").await.status, 303, "unused for fifteen days");
        let mut sato = house.staff(&[Role::Buyer]).await;
        clock.forward(Span::hours(2));
        assert_eq!(sato.get("/desk").await.status, 303, "unused for two hours");
    });
}

#[test]
fn a_page_of_a_known_session_writes_nothing() {
    each(async |house| {
        let mut mika = house.member().await;
        mika.get("/mine").await;
        let before = house.db.figures().acts;
        for _ in 0..50 {
            assert_eq!(mika.get("/mine").await.status, 200);
        }
        assert_eq!(house.db.figures().acts, before, "fifty pages, no act");
        house.bench.clock.forward(Span::minutes(6));
        mika.get("/mine").await;
        mika.get("/mine").await;
        for _ in 0..100 {
            if house.db.figures().acts > before {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        mika.get("/mine").await;
        let acts = house.db.figures().acts;
        assert_eq!(acts, before + 1, "seen is written once in five minutes");
    });
}

#[test]
fn all_sessions_of_a_person_are_listed_and_ended_but_the_one_kept() {
    each(async |house| {
        let (mut one, mut two) = (house.member().await, house.member().await);
        let mut sato = house.staff(&[Role::Buyer]).await;
        let me = Sitter::Member(member());
        let list = move |tx: &mut Tx<'_>| Sessions::of(tx, me);
        let open = house.db.read("list", list).await.unwrap();
        assert_eq!(open.len(), 2);
        one.get("/mine").await;
        two.get("/mine").await;
        let keep = open[0].id;
        let end = move |tx: &mut Tx<'_>| Sessions::end_all(tx, me, Some(keep));
        assert_eq!(house.db.write("end", Lock::none(), end).await.unwrap(), 1);
        let mut open =
            [one.get("/mine").await.status.as_u16(), two.get("/mine").await.status.as_u16()];
        open.sort_unstable();
        assert_eq!(open, [200, 303]);
        assert_eq!(sato.get("/desk").await.status, 200, "others keep theirs");
        house.bench.clock.forward(Span::days(31));
        let swept = house.db.write("sweep", Lock::none(), Sessions::sweep).await.unwrap();
        assert_eq!(swept, 2);
    });
}

#[test]
fn a_cookie_that_comes_twice_is_nobodys() {
    each(async |house| {
        let mut mika = house.member().await;
        let key = mika.cookies()["daiko-session"].clone();
        mika.cookies().insert("a".to_owned(), format!("1; daiko-session={}", "0".repeat(64)));
        assert_eq!(mika.cookies()["daiko-session"], key);
        assert_eq!(mika.get("/mine").await.status, 303);
    });
}

#[test]
fn the_list_of_doors_names_every_way_in() {
    each(async |house| {
        let lines: Vec<String> = house
            .site
            .doors()
            .iter()
            .map(|d| format!("{} {} {} {}", d.room, d.method, d.path, d.who))
            .collect();
        for line in [
            "room GET /mine member",
            "room GET /packing staff:warehouse|support",
            "room POST /give anyone",
            "web GET /live anyone",
        ] {
            assert!(lines.iter().any(|l| l == line), "{line} in {lines:?}");
        }
        assert!(worker().to_string().starts_with("stf_") && member().bits() == 7);
    });
}

/// Says from which network it is asked, as what counts wrong guesses sees it.
fn wherefrom() -> web::Routes {
    async fn say(cx: web::Cx) -> web::Show {
        let of = |place: web::Place| place.keyed(|address| address.replace(':', "-"));
        let place = cx.place().map_or_else(|| "nowhere".to_owned(), of);
        cx.show("Where", maud::html! { p { "from:" (place) ":" } })
    }
    web::Routes::new("where").get("/where", web::Who::Anyone, say)
}

#[test]
fn wrong_guesses_of_one_site_are_counted_together_and_those_of_another_apart() {
    each(async |house| {
        let told = web::Settings::new("Where");
        let site = web::Site::open(house.db.clone(), told, vec![wherefrom()]).unwrap();
        let from = async |address: &str| {
            let browser = web::Browser::new(site.router());
            let body = browser.from(address.parse().unwrap()).get("/where").await.body;
            body.split("from:").nth(1).unwrap().split(':').next().unwrap().to_owned()
        };
        let table = [
            ("2001:db8:7::1", "2001:db8:7::2", true),
            ("2001:db8:7::1", "2001:db8:7:1::1", true),
            ("2001:db8:7::1", "2001:db8:7:ffff:ffff:ffff:ffff:ffff", true),
            ("2001:db8:7::1", "2001:db8:8::1", false),
            ("203.0.113.9", "203.0.113.9", true),
            ("203.0.113.9", "203.0.113.10", false),
            ("203.0.113.9", "::ffff:203.0.113.9", true),
            ("203.0.113.9", "::ffff:203.0.113.10", false),
        ];
        for (one, other, same) in table {
            assert_eq!(from(one).await == from(other).await, same, "{one} and {other}");
        }
        let unseen = web::Browser::new(site.router()).get("/where").await;
        assert!(unseen.says("from:nowhere:"), "{}", unseen.body);
    });
}
