//! A house with the members' room and one page beside it.

use std::path::Path;
use std::sync::{Arc, Mutex};

use db::{Answer, Db, Lock, Open, Plugs, Tx};
use jobs::{Handlers, run_until_idle};
use kernel::StaffId;
use members::{Elsewhere, News, Passwords, Providers, Running};
use policy::{Lang, Policy, Source, Sources};
use privacy::{Keyring, Places, RunningPolicy};
use testkit::{Bench, LoadedDice, on_each_engine_with};
use web::{
    Board, Browser, Cx, Page, Rate, Rates, Routes, Sessions, Settings, Show, Site, Staff, Who,
};

use crate::device::ADDRESS;

pub struct House<'b> {
    pub bench: &'b Bench,
    pub db: Db,
    pub site: Site,
    pub passwords: Passwords,
    handlers: Arc<Handlers>,
    heard: Arc<Mutex<Vec<News>>>,
    runtime: tokio::runtime::Runtime,
}

db::sql! {
    PROOFS = "SELECT CAST(COUNT(*) AS BIGINT) FROM proof";
}

pub const PASSWORD: &str = "three small boats";

pub fn each(test: impl AsyncFn(&House<'_>)) {
    on_each_engine_with(&testkit::migrations(), &Plugs::new(), |bench| {
        let keys = bench.folder.join(bench.engine());
        std::fs::create_dir_all(&keys).unwrap();
        let keyring = Keyring::open(Places::in_folders(&keys, &keys)).unwrap();
        let running =
            RunningPolicy::start(published(), &[privacy::VIEWS, members::VIEWS].concat()).unwrap();
        let passwords = Passwords::new(Arc::new(LoadedDice::new(3))).unwrap();
        let plugs = Plugs::new()
            .with(Arc::new(keyring))
            .with(Arc::new(running))
            .with(Arc::new(passwords.clone()))
            .with(Arc::new(crate::device::passkeys()))
            .with(Arc::new(Providers::new(crate::provider::settings(), ADDRESS).unwrap()))
            .with(Arc::new(Others::default()))
            .with(Arc::new(Elsewhere { delivered, running: still_running }))
            .with(Arc::new(Board::new()))
            .with(Arc::new(Sessions::new(members::seat, no_staff)));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&testkit::migrations()).unwrap();
        let site = opened(&db);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = Arc::clone(&heard);
        let handlers = members::handlers(Handlers::new()).news::<News>(move |_, news| {
            ear.lock().unwrap().push(news.clone());
            Ok(())
        });
        let handlers = Arc::new(handlers);
        let house = House { bench, db, site, passwords, handlers, heard, runtime };
        house.runtime.block_on(test(&house));
    });
}

/// The site of a process that has just begun.
fn opened(db: &Db) -> Site {
    let rooms = vec![members::routes(), beside()];
    // The door's own limits run by the real clock, and would hide those of this room.
    let entering = Rate { burst: 10_000, ..Rates::USUAL.entering };
    let rates = Rates { entering, ..Rates::USUAL };
    let settings = Settings { rates, ..Settings::new("Daiko") };
    Site::open(db.clone(), settings, rooms).unwrap()
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

/// What other rooms would know of every member: orders that reached them, and what still runs. It
/// lies in the house's plug.
#[derive(Default)]
pub struct Others(Mutex<(Vec<Running>, i64)>);

fn delivered(tx: &mut Tx<'_>, _: kernel::MemberId) -> Answer<i64> {
    Ok(tx.plugged::<Others>()?.0.lock().unwrap().1)
}

fn still_running(tx: &mut Tx<'_>, _: kernel::MemberId) -> Answer<Vec<Running>> {
    Ok(tx.plugged::<Others>()?.0.lock().unwrap().0.clone())
}

impl House<'_> {
    /// The same house after a restart.
    pub fn restarted(&self) -> Site {
        opened(&self.db)
    }

    /// From now on other rooms know this of every member.
    pub fn elsewhere(&self, running: Vec<Running>, delivered: i64) {
        *self.db.plugs().get::<Others>().unwrap().0.lock().unwrap() = (running, delivered);
    }

    /// Runs an act.
    pub async fn act<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        self.db.write("test", Lock::none(), act).await
    }

    /// What the room told since it was last asked.
    pub async fn news(&self) -> Vec<News> {
        run_until_idle(&self.db, &self.handlers).await.unwrap();
        std::mem::take(&mut *self.heard.lock().unwrap())
    }

    /// How many links for letters there are, whoever they are for.
    pub async fn proofs(&self) -> i64 {
        let count = |tx: &mut Tx<'_>| {
            let (count,): (i64,) = tx.one(PROOFS, ())?;
            Ok(count)
        };
        self.act(count).await.unwrap()
    }

    /// The secret link of the only letter with one.
    pub async fn link(&self) -> String {
        let proofs: Vec<_> = self.news().await.iter().filter_map(proof_of).collect();
        assert_eq!(proofs.len(), 1, "{proofs:?}");
        let proof = proofs[0];
        self.act(move |tx| members::proof_path(tx, proof)).await.unwrap().unwrap()
    }

    /// A browser in which a new member has signed up and proved their address.
    pub async fn proved(&self, handle: &str) -> Browser {
        let mut browser = self.joined(handle).await;
        let link = self.link().await;
        browser.get(&link).await;
        assert_eq!(browser.send(&link, &[]).await.goes_to(), Some("/account"));
        browser
    }

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
    let mail = format!("{}@example.test", if handle.is_empty() { "x" } else { handle });
    let fields = [("handle", handle), ("mail", mail.as_str()), ("password", password)];
    browser.send("/sign-up", &fields).await
}

pub async fn enter(browser: &mut Browser, handle: &str, password: &str) -> Page {
    browser.get("/sign-in").await;
    browser.send("/sign-in", &[("handle", handle), ("password", password)]).await
}

/// The proof that a letter holds.
pub fn proof_of(news: &News) -> Option<kernel::ProofId> {
    match news {
        News::ProveMail { proof, .. } | News::Reset { proof, .. } => Some(*proof),
        _ => None,
    }
}
