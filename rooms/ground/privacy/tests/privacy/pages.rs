//! The pages, as a browser sees them.

use std::sync::Arc;

use db::{Answer, Lock, Open, Tx};
use kernel::{MemberId, Span};
use maud::html;
use policy::Means;
use privacy::disclose::{To, disclose};
use privacy::log::{check_proof, sequence};
use privacy::{Keyring, OpenViews as _, Opener, ParcelLabel, RunningPolicy};
use testkit::Bench;
use web::{
    Board, Browser, Cx, Language, Member, Routes, Sessions, Settings, Show, Site, Sitter, Staff,
    Who,
};

use crate::house::{Folder, act, member, plugs, policy, policy_with, settle, warehouse};

mod views {
    privacy::personal_view! {
        /// What a partner at home is given.
        pub struct PartnerLine: Purpose::Partners, by [System], to [Partner] {
            handle: privacy::Handle, country: privacy::Country,
        }
    }
}

fn door() -> Routes {
    Routes::new("door")
        .get("/enter", Who::Anyone, enter_page)
        .post("/enter/1", Who::Anyone, enter_one)
        .post("/enter/2", Who::Anyone, enter_two)
}
async fn enter_page(cx: Cx) -> Show {
    cx.show("Enter", cx.form("/enter/1", html! {}))
}
async fn enter_one(cx: Cx) -> Show {
    enter(cx, member(1)).await
}
async fn enter_two(cx: Cx) -> Show {
    enter(cx, member(2)).await
}
async fn enter(cx: Cx, who: MemberId) -> Show {
    let act = move |tx: &mut Tx<'_>| Sessions::begin(tx, Sitter::Member(who));
    let ticket = cx.db().write("begin", Lock::none(), act).await?;
    cx.hand_over(&ticket).to("/me/privacy")
}
fn greet_member(_: &mut Tx<'_>, id: MemberId) -> Answer<Option<Member>> {
    Ok(Some(Member { id, handle: "me".to_owned(), language: Language::English, reckons: None }))
}
fn greet_staff(_: &mut Tx<'_>, _: kernel::StaffId) -> Answer<Option<Staff>> {
    Ok(None)
}

fn each(test: impl AsyncFn(&Bench, &Site)) {
    let steps: Vec<_> = testkit::migrations()
        .into_iter()
        .filter(|step| {
            matches!(step.name, "people" | "accounts" | "addresses" | "exports_browsers_rates")
                || step.name.starts_with("privacy")
        })
        .collect();
    testkit::on_each_engine_with(&steps, &db::Plugs::new(), |bench| {
        let folder = Folder::fresh();
        let plugs = plugs(&folder, policy(), views::VIEWS)
            .with(Arc::new(Sessions::new(greet_member, greet_staff)))
            .with(Arc::new(Board::new()));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&steps).unwrap();
        let mut settings = Settings::new("Test");
        let asked = db.clone();
        settings.policy = Arc::new(move || {
            let running = asked.plugs().get::<RunningPolicy>().unwrap();
            running.at(asked.now()).hash().to_owned()
        });
        let rooms = vec![privacy::pages::routes(), door()];
        let site = Site::open(db.clone(), settings, rooms).unwrap();
        let bench = Bench {
            db,
            clock: bench.clock.clone(),
            address: bench.address.clone(),
            folder: bench.folder.clone(),
        };
        tokio::runtime::Runtime::new().unwrap().block_on(test(&bench, &site));
    });
}

async fn signed_in(site: &Site, path: &str) -> Browser {
    let mut browser = Browser::new(site.router());
    browser.get("/enter").await;
    assert_eq!(browser.send(path, &[]).await.status, 303);
    browser
}

// Acts wait for the database on their own thread: not from the runtime's.
async fn apart<T: Send + 'static>(db: &db::Db, run: impl Fn(&db::Db) -> T + Send + 'static) -> T {
    let db = db.clone();
    tokio::task::spawn_blocking(move || run(&db)).await.unwrap()
}

#[test]
fn the_policy_that_is_shown_is_the_one_that_decides() {
    each(async |bench, site| {
        let running = bench.db.plugs().get::<RunningPolicy>().unwrap();
        let mut browser = Browser::new(site.router());
        for (lang, word) in [("en", "Privacy policy"), ("ja", "個人情報"), ("zh-Hant", "個人")]
        {
            let page = browser.get(&format!("/privacy?lang={lang}")).await;
            assert_eq!(page.status, 200, "{}", page.body);
            assert!(page.says(word) && page.says(running.current().hash()), "{lang}");
            assert!(page.says("Demo Partner K.K."), "{lang}");
            assert_eq!(page.headers["x-privacy-policy"], running.current().hash());
        }
        // 2026-11-22 21:00 in Japan is a Sunday, and the Monday after is a holiday.
        for _ in 0..2 {
            let page = browser.get("/privacy").await;
            assert!(page.says("Closed now") && page.says("opens Tuesday"), "{}", page.body);
            assert!(page.says("24 Nov 09:00 JST"), "{}", page.body);
            bench.clock.forward(Span::hours(13));
        }
        bench.clock.forward(Span::hours(11));
        assert!(browser.get("/privacy").await.says("Open now"));
        let record = browser.get("/privacy/processing").await;
        assert!(record.says("ParcelLabel") && record.says("PartnerLine"), "{}", record.body);

        let before = running.current().hash().to_owned();
        let narrower = policy_with(|text| {
            text.replace("version = \"2026-11-22\"", "version = \"2026-11-23\"")
                .replace("effective = \"2026-11-22\"", "effective = \"2026-11-23\"")
                .replace("previous = \"none\"", &format!("previous = \"{before}\""))
                .replace("privacy_officer = [\"D1\", \"D2\", \"D7\"]", "privacy_officer = [\"D1\"]")
        });
        running.adopt(narrower, None, bench.db.now()).unwrap();
        let page = browser.get("/privacy").await;
        let after = running.current().hash().to_owned();
        assert!(after != before && page.says(&after) && page.says("/privacy?version=all"));
    });
}

#[test]
fn a_member_sees_who_opened_what_and_takes_the_proof_home() {
    each(async |bench, site| {
        apart(&bench.db, |db| {
            let (one, _two) = (settle(db, 1, "_one"), settle(db, 2, "_two"));
            act(db, move |tx| {
                tx.open::<ParcelLabel>(&warehouse(), one)?;
                let to = To { recipient: "demo_partner".to_owned(), means: Means::Electronic };
                disclose::<views::PartnerLine>(tx, &Opener::system("list 7"), one, &to).map(|_| ())
            })
            .unwrap();
            act(db, |tx| sequence(tx, 10)).unwrap();
        })
        .await;
        let stranger = Browser::new(site.router()).get("/me/privacy").await;
        assert_eq!(stranger.status, 303);

        let mut browser = signed_in(site, "/enter/1").await;
        let page = browser.get("/me/privacy").await;
        for word in
            ["warehouse", "Shipping", "ParcelLabel", "parcel pcl_1", "Demo Partner K.K.", "list 7"]
        {
            assert!(page.says(word), "{word}: {}", page.body);
        }
        let link = |start: &str| {
            let at = page.body.find(start).unwrap();
            page.body[at..].split('"').next().unwrap().to_owned()
        };
        let (proof_path, given_path) = (link("/me/privacy/proofs/"), link("/me/privacy/given/"));
        let proof = browser.get(&proof_path).await;
        let key = bench.db.plugs().get::<Keyring>().unwrap().log_key();
        assert_eq!(check_proof(&proof.body, &key).unwrap().member, member(1));
        let given = browser.get(&given_path).await;
        for word in ["Latin_one", "Saburo Mihon", "handle,country", "PPC-DEMO-000000"] {
            assert!(given.says(word), "{word}: {}", given.body);
        }

        let mut other = signed_in(site, "/enter/2").await;
        let theirs = other.get("/me/privacy").await;
        assert!(theirs.says("Nobody but you has opened your data"), "{}", theirs.body);
        assert_eq!(other.get(&proof_path).await.status, 404);
        assert_eq!(other.get(&given_path).await.status, 404);
    });
}

#[test]
fn each_choice_is_one_switch_and_holds_from_the_next_opening_on() {
    each(async |bench, site| {
        apart(&bench.db, |db| settle(db, 1, "_one")).await;
        let opens = || {
            apart(&bench.db, |db| {
                let opener = Opener::system("list");
                let opened = act(db, move |tx| tx.open::<views::PartnerLine>(&opener, member(1)));
                opened.map_or_else(|no| no.code(), |_| "ok")
            })
        };
        let mut browser = signed_in(site, "/enter/1").await;
        let page = browser.get("/me/privacy").await;
        let switches = page.body.matches("name=\"choice\"").count();
        assert_eq!(switches, policy().choices.len());
        assert_eq!(opens().await, "ok");
        let sent = browser
            .send("/me/privacy/choices", &[("choice", "partners_stop"), ("on", "yes")])
            .await;
        assert_eq!(sent.goes_to(), Some("/me/privacy"));
        assert_eq!(opens().await, "privacy.objected");
        let page = browser.get("/me/privacy").await;
        assert!(page.says("You objected"));
        let at = page.body.find("/me/privacy/words/").unwrap();
        let words = page.body[at..].split('"').next().unwrap().to_owned();
        let policy = policy();
        let agree = policy.prose[&policy::Lang::En].say("agree", "partners_stop");
        let first = agree.split(['\'', '’', '&']).next().unwrap();
        assert!(browser.get(&words).await.says(first), "{first}");

        let sent = browser.send("/me/privacy/choices", &[("choice", "none"), ("on", "yes")]).await;
        assert_eq!(sent.status, 404);
        browser.get("/me/privacy").await;
        browser.send("/me/privacy/choices", &[("choice", "partners_stop"), ("on", "no")]).await;
        assert_eq!(opens().await, "ok");
        browser.get("/me/privacy").await;
        browser.send("/me/privacy/use", &[("stop", "yes")]).await;
        assert_eq!(opens().await, "privacy.stopped");
        assert!(browser.get("/me/privacy").await.says("All use is stopped"));
        browser.send("/me/privacy/use", &[("stop", "no")]).await;
        assert_eq!(opens().await, "ok");
    });
}
