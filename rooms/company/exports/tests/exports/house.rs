//! A house with members, books and people who work here.

use std::path::Path;
use std::sync::Arc;

use db::{Answer, Db, Lock, Open, Plugs, Tx};
use exports::{Counts, Kind, NewExport};
use kernel::{Day, ExportId, MemberId, Refused, StaffId};
use policy::{Lang, Policy, Source, Sources};
use privacy::{Keyring, Places, RunningPolicy, choices};
use staff::Reply;
use testkit::{Bench, on_each_engine_with};
use web::{Board, Browser, Cx, Language, PathId, Role, Routes, Sessions, Settings, Show, Site};
use web::{Sitter, Who};

pub struct House<'b> {
    pub bench: &'b Bench,
    pub db: Db,
    pub site: Site,
    runtime: tokio::runtime::Runtime,
}

/// Who works here.
pub struct People {
    pub boss: StaffId,
    pub accountant: StaffId,
    pub officer: StaffId,
    pub buyer: StaffId,
}

/// A house on each engine, on a Tuesday at ten in Japan.
pub fn each(test: impl Fn(&House<'_>)) {
    on_each_engine_with(&testkit::migrations(), &Plugs::new(), |bench| {
        let ten = kernel::Span::hours(10);
        bench.clock.set(Day::parse("2026-11-24").unwrap().begins().plus(ten));
        let keys = bench.folder.join(bench.engine());
        std::fs::create_dir_all(&keys).unwrap();
        let keyring = Keyring::open(Places::in_folders(&keys, &keys)).unwrap();
        let views = [privacy::VIEWS, members::VIEWS, staff::VIEWS, exports::VIEWS].concat();
        let running = RunningPolicy::start(published(), &views).unwrap();
        let plugs = Plugs::new()
            .with(Arc::new(keyring))
            .with(Arc::new(running))
            .with(Arc::new(Board::new()))
            .with(Arc::new(Sessions::new(members::seat, staff::seat)));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&testkit::migrations()).unwrap();
        let door = Routes::new("beside").get("/enter/{staff}", Who::Anyone, enter);
        let site =
            Site::open(db.clone(), Settings::new("The House"), vec![exports::routes(), door]);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        test(&House { bench, db, site: site.unwrap(), runtime });
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

async fn enter(cx: Cx, PathId(staff): PathId<StaffId>) -> Show {
    let act = move |tx: &mut Tx<'_>| Sessions::begin(tx, Sitter::Staff(staff));
    let ticket = cx.db().write("test.enter", Lock::none(), act).await?;
    cx.hand_over(&ticket).to("/staff/exports")
}

impl House<'_> {
    pub fn act<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + Sync + 'static,
    ) -> Answer<T> {
        // Two things never happen in the same instant, so that lists have an order.
        self.bench.clock.forward(kernel::Span::millis(2));
        self.db.write_now("test", choices::lock(), act)
    }

    pub fn ask<T: Send + 'static>(
        &self,
        ask: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> T {
        self.db.read_now("test", ask).unwrap()
    }

    /// A member who is written to at this address and has a purse.
    pub fn member(&self, handle: &str, yen: i64) -> MemberId {
        let joining = members::Joining {
            handle: handle.to_owned(),
            password: "no hash of anything".into(),
            language: Language::English,
            time_zone: "Asia/Tokyo".into(),
        };
        let mail = format!("{handle}@example.test");
        self.act(move |tx| {
            let member = members::sign_up(tx, &joining)?;
            members::prove_mail(tx, member, &mail)?;
            let (key, yen) = (format!("in {member}"), kernel::Yen::new(yen));
            ledger::deposit(tx, member, yen, &key, "house").map(|_| member)
        })
        .unwrap()
    }

    pub fn people(&self) -> People {
        let boss = self.act(|tx| staff::hire_first(tx, "sato", "no hash")).unwrap();
        let hire = |handle: &str, role: Role| {
            let roles = [role].into_iter().collect();
            let password = "no hash".to_owned();
            let hiring = staff::Hiring { handle: handle.into(), password, is_own: true, roles };
            self.act(move |tx| staff::hire(tx, &hiring, boss)).unwrap()
        };
        let accountant = hire("kato", Role::Accountant);
        let officer = hire("rei", Role::PrivacyOfficer);
        People { boss, accountant, officer, buyer: hire("suzuki", Role::Buyer) }
    }

    pub fn asks(&self, kind: Kind, by: StaffId) -> Answer<ExportId> {
        let days = Day::parse("2026-11-01").zip(Day::parse("2026-11-30"));
        let new = NewExport { kind, days, why: "the books of November".into() };
        self.act(move |tx| exports::ask(tx, &new, by))
    }

    pub fn answers(&self, id: ExportId, reply: Reply, by: StaffId) -> &'static str {
        code(&self.act(move |tx| exports::answer(tx, id, reply, by)))
    }

    /// Asked for by one, agreed to by another.
    pub fn agreed(&self, kind: Kind, by: StaffId, other: StaffId) -> ExportId {
        let id = self.asks(kind, by).unwrap();
        assert_eq!(self.answers(id, Reply::Agreed, other), "ok");
        id
    }

    /// The whole list, and what was counted.
    pub fn takes(&self, id: ExportId, by: StaffId) -> Answer<(String, Counts)> {
        let (export, _) = self.act(move |tx| exports::begin_taking(tx, id, by))?;
        let mut whole = String::new();
        let mut send = |lines: String| {
            whole.push_str(&lines);
            Ok(())
        };
        let counts = exports::draw(&self.db, &export, &mut send)?;
        Ok((whole, counts))
    }

    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// A browser in which somebody who works here is signed in.
    pub fn as_staff(&self, staff: StaffId) -> Browser {
        let mut browser = Browser::new(self.site.router());
        let entered = self.block_on(browser.get(&format!("/enter/{staff}")));
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }
}

pub fn code<T>(answer: &Result<T, Refused>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}
