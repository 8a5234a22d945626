//! A house with members, a desk, and no trade.

use std::path::Path;
use std::sync::Arc;

use db::{Answer, Db, FromRow, Lock, Open, Plugs, Row, Sql, Tx};
use inquiries::{Asker, By, Case, NewCase, News, Post, Topic};
use jobs::{Handlers, run_until_idle};
use kernel::{At, Fault, Id as _, InquiryId, MemberId, Refused, Span, StaffId};
use mail::{Letter, Mailer, Sender};
use policy::{Lang, Policy, Source, Sources};
use privacy::{Keyring, Places, RunningPolicy, Text};
use testkit::{Bench, on_each_engine_with};
use web::{
    Board, Browser, Cx, Language, PathId, Role, Routes, Sessions, Settings, Show, Site, Sitter, Who,
};

pub struct House<'b> {
    pub bench: &'b Bench,
    pub db: Db,
    pub site: Site,
    handlers: Arc<Handlers>,
    runtime: tokio::runtime::Runtime,
}

/// A house whose letters lie in memory, on each engine, on a Tuesday at ten in Japan.
pub fn each(test: impl Fn(&House<'_>)) {
    open(true, &test);
}

/// One that sends no letters.
pub fn without_letters(test: impl Fn(&House<'_>)) {
    open(false, &test);
}

fn open(letters: bool, test: &impl Fn(&House<'_>)) {
    on_each_engine_with(&testkit::migrations(), &Plugs::new(), |bench| {
        bench.clock.set(jst("2026-11-24", 10));
        let keys = bench.folder.join(bench.engine());
        std::fs::create_dir_all(&keys).unwrap();
        let keyring = Keyring::open(Places::in_folders(&keys, &keys)).unwrap();
        let views = [privacy::VIEWS, members::VIEWS, staff::VIEWS, inquiries::VIEWS].concat();
        let running = RunningPolicy::start(published(), &views).unwrap();
        let sender = Sender::new("The House", "notices@house.example").unwrap();
        let post = Post {
            mailer: letters.then(|| Mailer::to_outbox(sender, Vec::new())),
            house: "The House".into(),
            address: "https://house.example/".into(),
        };
        let plugs = Plugs::new()
            .with(Arc::new(keyring))
            .with(Arc::new(running))
            .with(Arc::new(post))
            .with(Arc::new(Board::new()))
            .with(Arc::new(Sessions::new(members::seat, staff::seat)));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&testkit::migrations()).unwrap();
        let door = Routes::new("beside").get("/enter/{member}", Who::Anyone, enter).get(
            "/enter/staff/{staff}",
            Who::Anyone,
            enter_staff,
        );
        let settings = Settings::new("The House");
        let site = Site::open(db.clone(), settings, vec![inquiries::routes(), door]).unwrap();
        let handlers = inquiries::handlers(Handlers::new(), &db).news::<News>(|_, _| Ok(()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        test(&House { bench, db, site, handlers: Arc::new(handlers), runtime });
    });
}

/// That hour of a day in Japan.
pub fn jst(day: &str, hour: i64) -> At {
    kernel::Day::parse(day).unwrap().begins().plus(Span::hours(hour))
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

async fn enter(cx: Cx, PathId(member): PathId<MemberId>) -> Show {
    let act = move |tx: &mut Tx<'_>| Sessions::begin(tx, Sitter::Member(member));
    let ticket = cx.db().write("test.enter", Lock::none(), act).await?;
    cx.hand_over(&ticket).to("/contact")
}

async fn enter_staff(cx: Cx, PathId(staff): PathId<StaffId>) -> Show {
    let act = move |tx: &mut Tx<'_>| Sessions::begin(tx, Sitter::Staff(staff));
    let ticket = cx.db().write("test.enter", Lock::none(), act).await?;
    cx.hand_over(&ticket).to("/staff/inquiries")
}

impl House<'_> {
    pub fn act<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + Sync + 'static,
    ) -> Answer<T> {
        // Two things never happen in the same instant, so that lists have an order.
        self.bench.clock.forward(Span::millis(2));
        self.db.write_now("test", Lock::none(), act)
    }

    pub fn ask<T: Send + 'static>(
        &self,
        ask: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> T {
        self.db.read_now("test", ask).unwrap()
    }

    pub fn member(&self, handle: &str) -> MemberId {
        let joining = members::Joining {
            handle: handle.to_owned(),
            password: "no hash of anything".into(),
            language: Language::English,
            time_zone: "Asia/Tokyo".into(),
        };
        self.act(move |tx| members::sign_up(tx, &joining)).unwrap()
    }

    /// Two of customer service and the privacy officer.
    pub fn desk(&self) -> [By; 3] {
        let boss = self.act(|tx| staff::hire_first(tx, "sato", "no hash")).unwrap();
        [("suzuki", Role::Support), ("tanaka", Role::Support), ("rei", Role::PrivacyOfficer)].map(
            |(handle, role)| {
                let roles = [role].into_iter().collect();
                let password = "no hash".to_owned();
                let hiring = staff::Hiring { handle: handle.into(), password, is_own: true, roles };
                let staff = self.act(move |tx| staff::hire(tx, &hiring, boss)).unwrap();
                let officer = role == Role::PrivacyOfficer;
                By { staff, support: !officer, officer }
            },
        )
    }

    /// A member asks something.
    pub fn asks(&self, member: MemberId, topic: Topic, words: &'static str) -> InquiryId {
        self.act(move |tx| inquiries::open(tx, &question(member, topic, words))).unwrap()
    }

    pub fn case(&self, id: InquiryId) -> Case {
        self.ask(move |tx| inquiries::case(tx, id))
    }

    /// Does all that is due now.
    pub fn work(&self) {
        self.runtime.block_on(run_until_idle(&self.db, &self.handlers)).unwrap();
    }

    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.site.router())
    }

    /// A browser in which this member is signed in.
    pub fn as_member(&self, member: MemberId) -> Browser {
        let mut browser = self.browser();
        let entered = self.block_on(browser.get(&format!("/enter/{member}")));
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }

    /// A browser in which somebody of the desk is signed in.
    pub fn as_staff(&self, by: By) -> Browser {
        let mut browser = self.browser();
        let entered = self.block_on(browser.get(&format!("/enter/staff/{}", by.staff)));
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }

    /// The letters in memory, the latest first.
    pub fn outbox(&self) -> Vec<Letter> {
        let post = self.db.plugs().get::<Post>().unwrap();
        let outbox = post.mailer.as_ref().unwrap().outbox().unwrap();
        outbox.letters().into_iter().map(|posted| posted.letter).collect()
    }

    /// How many rows of the log tell of an opening by this view.
    pub fn openings(&self, view: &str) -> usize {
        self.dump().lines().filter(|l| l.starts_with("log_entry") && l.contains(view)).count()
    }

    /// Every row of every table, as text.
    pub fn dump(&self) -> String {
        let mut all = String::new();
        for table in testkit::tables() {
            let text: &'static str = Box::leak(format!("SELECT * FROM {table}").into_boxed_str());
            let rows: Vec<Raw> = self.ask(move |tx| tx.all(Sql { name: "DUMP", text }, ()));
            rows.into_iter().for_each(|row| all.push_str(&format!("{table}: {}\n", row.0)));
        }
        all
    }
}

/// A member's question without an order and files.
pub fn question(member: MemberId, topic: Topic, words: &str) -> NewCase {
    NewCase {
        asker: Asker::Member(member),
        language: Language::English,
        topic,
        order: None,
        words: Text::from(words),
        files: Vec::new(),
    }
}

/// The same of somebody without an account.
pub fn outside(name: &str, email: &str, words: &str) -> NewCase {
    let asker = Asker::Outside { name: Text::from(name), email: Text::from(email) };
    NewCase { asker, ..question(MemberId::from_bits(0), Topic::Other, words) }
}

struct Raw(String);

impl FromRow for Raw {
    fn from_row(row: &Row<'_>) -> Result<Raw, Fault> {
        let columns = match row {
            Row::Sqlite(row) => row.as_ref().column_count(),
            Row::Pg(row) => row.columns().len(),
        };
        let cell = |at| match (row.int(at), row.text(at), row.bytes(at)) {
            (Ok(number), ..) => format!("{number:?}"),
            (_, Ok(text), _) => format!("{text:?}"),
            (.., bytes) => String::from_utf8_lossy(bytes.unwrap().unwrap_or(&[])).into_owned(),
        };
        Ok(Raw((0..columns).map(cell).collect::<Vec<_>>().join(" | ")))
    }
}

pub fn code<T: std::fmt::Debug>(answer: &Result<T, Refused>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}
