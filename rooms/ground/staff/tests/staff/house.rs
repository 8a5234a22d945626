//! A house with the staff room, the members' room and two desks beside it.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use db::{Answer, Db, Lock, Open, Plugs, Tx};
use kernel::{Span, StaffId};
use members::Passwords;
use policy::{Lang, Policy, Source, Sources};
use privacy::{Keyring, Places, RunningPolicy};
use staff::Hiring;
use testkit::{Bench, LoadedDice, on_each_engine_with};
use web::{
    Board, Browser, Cx, Page, Role, Roles, Routes, Sessions, Settings, Show, Site, Sitter, Who,
};

pub struct House<'b> {
    pub bench: &'b Bench,
    pub db: Db,
    pub site: Site,
    pub passwords: Passwords,
    runtime: tokio::runtime::Runtime,
}

pub const PASSWORD: &str = "three small boats";

pub fn each(test: impl AsyncFn(&House<'_>)) {
    on_each_engine_with(&testkit::migrations(), &Plugs::new(), |bench| {
        let keys = bench.folder.join(bench.engine());
        std::fs::create_dir_all(&keys).unwrap();
        let keyring = Keyring::open(Places::in_folders(&keys, &keys)).unwrap();
        let views = [privacy::VIEWS, members::VIEWS, staff::VIEWS].concat();
        let running = RunningPolicy::start(published(), &views).unwrap();
        let passwords = pool();
        let plugs = Plugs::new()
            .with(Arc::new(keyring))
            .with(Arc::new(running))
            .with(Arc::new(passwords.clone()))
            .with(Arc::new(crate::device::passkeys()))
            .with(Arc::new(Board::new()))
            .with(Arc::new(Sessions::new(members::seat, staff::seat)));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&testkit::migrations()).unwrap();
        let rooms = vec![members::routes(), staff::routes(), beside()];
        let site = Site::open(db.clone(), Settings::new("Daiko"), rooms).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let house = House { bench, db, site, passwords, runtime };
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

fn beside() -> Routes {
    Routes::new("beside")
        .get("/desk/buying", Who::Staff(Role::Buyer), front)
        .desk("Buying", "Buy by hand.")
        .get("/desk/packing", Who::Staff(Role::Warehouse), front)
        .desk("Packing", "Pack and hand over.")
}

async fn front(cx: Cx) -> Show {
    cx.show("Front", maud::html! { h1 { "Front" } })
}

/// What somebody chooses who was given [`PASSWORD`].
pub const OWN: &str = "four small boats";

/// What is kept of [`PASSWORD`]: hashed once, for hashing is meant to be slow.
pub fn kept() -> &'static str {
    static KEPT: LazyLock<String> = LazyLock::new(|| pool().hash_now(PASSWORD).unwrap());
    &KEPT
}

fn pool() -> Passwords {
    Passwords::new(Arc::new(LoadedDice::new(3))).unwrap()
}

impl House<'_> {
    pub fn browser(&self) -> Browser {
        Browser::new(self.site.router())
    }

    /// Runs an act.
    pub async fn act<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        self.db.write("test", Lock::none(), act).await
    }

    /// The first administrator, `sato`.
    pub async fn first(&self) -> StaffId {
        self.act(|tx| staff::hire_first(tx, "sato", kept())).await.unwrap()
    }

    /// Somebody more, in these roles.
    pub async fn hired(
        &self,
        handle: &'static str,
        roles: &'static [Role],
        by: StaffId,
    ) -> StaffId {
        let roles: Roles = roles.iter().copied().collect();
        self.bench.clock.forward(Span::secs(1));
        self.act(move |tx| staff::hire(tx, &hiring(handle, roles), by)).await.unwrap()
    }

    /// A browser in which this handle has signed in.
    pub async fn signed_in(&self, handle: &str) -> Browser {
        let mut browser = self.browser();
        let page = self.enter(&mut browser, handle, PASSWORD).await;
        assert_eq!(page.goes_to(), Some("/staff"), "{}", page.body);
        browser
    }

    /// Both steps of the door; the answer to the first where that is a refusal.
    pub async fn enter(&self, browser: &mut Browser, handle: &str, password: &str) -> Page {
        let page = enter(browser, handle, password).await;
        if page.status != 200 {
            return page;
        }
        let named = handle.to_owned();
        let act = move |tx: &mut Tx<'_>| {
            let who = Sitter::Staff(staff::find(tx, &named)?.unwrap().staff);
            members::set_up_factor(tx, who)?;
            Ok(members::new_recovery_codes(tx, who)?.remove(0))
        };
        let code = self.act(act).await.unwrap();
        let half = half_of(&page);
        let fields = [("half", half.as_str()), ("code", &code), ("new_password", OWN)];
        browser.send("/staff/sign-in/code", &fields).await
    }
}

pub fn hiring(handle: &str, roles: Roles) -> Hiring {
    Hiring { handle: handle.to_owned(), password: kept().to_owned(), roles, is_own: true }
}

pub async fn enter(browser: &mut Browser, handle: &str, password: &str) -> Page {
    browser.get("/staff/sign-in").await;
    browser.send("/staff/sign-in", &[("handle", handle), ("password", password)]).await
}

/// The key of the half session that a page carries.
pub fn half_of(page: &Page) -> String {
    let (_, rest) = page.body.split_once("name=\"half\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}
