//! A house with the members' room and one page beside it.

use std::path::Path;
use std::sync::Arc;

use db::{Answer, Db, Open, Plugs, Tx};
use kernel::StaffId;
use members::Passwords;
use policy::{Lang, Policy, Source, Sources};
use privacy::{Keyring, Places, RunningPolicy};
use testkit::{Bench, LoadedDice, on_each_engine_with};
use web::{Board, Browser, Cx, Page, Routes, Sessions, Settings, Show, Site, Staff, Who};

pub struct House<'b> {
    pub bench: &'b Bench,
    pub db: Db,
    pub site: Site,
    runtime: tokio::runtime::Runtime,
}

pub const PASSWORD: &str = "three small boats";

pub fn each(test: impl AsyncFn(&House<'_>)) {
    let names = ["people", "privacy"];
    let own: Vec<_> =
        testkit::migrations().into_iter().filter(|m| names.contains(&m.name)).collect();
    on_each_engine_with(&own, &Plugs::new(), |bench| {
        let keys = bench.folder.join(bench.engine());
        std::fs::create_dir_all(&keys).unwrap();
        let keyring = Keyring::open(Places::in_folders(&keys, &keys)).unwrap();
        let running = RunningPolicy::start(published(), privacy::VIEWS).unwrap();
        let plugs = Plugs::new()
            .with(Arc::new(keyring))
            .with(Arc::new(running))
            .with(Arc::new(Passwords::new(Arc::new(LoadedDice::new(3))).unwrap()))
            .with(Arc::new(Board::new()))
            .with(Arc::new(Sessions::new(members::seat, no_staff)));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&own).unwrap();
        let rooms = vec![members::routes(), beside()];
        let site = Site::open(db.clone(), Settings::new("Daiko"), rooms).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let house = House { bench, db, site, runtime };
        house.runtime.block_on(test(&house));
    });
}

fn published() -> Policy {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../policy"));
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let facts = text("2026-11-22.toml");
    let words: Vec<_> = Lang::ALL
        .iter()
        .map(|lang| (*lang, text(&format!("2026-11-22.{}.toml", lang.code()))))
        .collect();
    let prose: Vec<_> =
        words.iter().map(|(lang, text)| (*lang, Source { file: "prose", text })).collect();
    policy::parse(&Sources { facts: Source { file: "facts", text: &facts }, prose: &prose })
        .unwrap()
}

fn no_staff(_: &mut Tx<'_>, _: StaffId) -> Answer<Option<Staff>> {
    Ok(None)
}

fn beside() -> Routes {
    Routes::new("beside").get("/", Who::Anyone, front).get("/mine", Who::Member, front)
}

async fn front(cx: Cx) -> Show {
    cx.show("Front", maud::html! { h1 { "Front" } })
}

impl House<'_> {
    pub fn browser(&self) -> Browser {
        Browser::new(self.site.router())
    }

    /// A browser in which a new member has just signed up.
    pub async fn joined(&self, handle: &str) -> Browser {
        let mut browser = self.browser();
        let page = join(&mut browser, handle, PASSWORD).await;
        assert_eq!(page.goes_to(), Some("/account"), "{}", page.body);
        browser
    }
}

pub async fn join(browser: &mut Browser, handle: &str, password: &str) -> Page {
    browser.get("/sign-up").await;
    browser.send("/sign-up", &[("handle", handle), ("password", password)]).await
}

pub async fn enter(browser: &mut Browser, handle: &str, password: &str) -> Page {
    browser.get("/sign-in").await;
    browser.send("/sign-in", &[("handle", handle), ("password", password)]).await
}
