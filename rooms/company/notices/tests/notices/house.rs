//! A house with members, a mail server on this machine, and no trade.

use std::path::Path;
use std::sync::Arc;

use db::{Answer, Db, FromRow, Lock, Open, Plugs, Row, Sql, Tx};
use jobs::{Handlers, run_until_idle};
use kernel::{Fault, Id, MemberId, Refused, Span, StaffId};
use mail::{Dkim, Mailer, Sender, SmtpSettings};
use notices::{Fact, Kind, Post};
use policy::{Lang, Policy, Source, Sources};
use privacy::{Keyring, Places, RunningPolicy};
use testkit::{Bench, on_each_engine_with};
use web::{
    Board, Browser, Cx, Language, PathId, Routes, Sessions, Settings, Show, Site, Sitter, Staff,
    Who,
};

use crate::server::Server;

pub struct House<'b> {
    pub bench: &'b Bench,
    pub db: Db,
    pub site: Site,
    handlers: Arc<Handlers>,
    runtime: tokio::runtime::Runtime,
}

/// How letters leave.
pub enum Way {
    Memory,
    Server(u16),
    Signed(u16, fn() -> Vec<Dkim>),
}

impl Way {
    fn mailer(&self) -> Mailer {
        let sender = Sender::new("The House", "notices@house.example").unwrap();
        let to = |port: &u16, keys: Vec<Dkim>| {
            let address = format!("plain://127.0.0.1:{port}");
            let settings = SmtpSettings::parse(&address, "house.example").unwrap();
            Mailer::to_server(sender.clone(), keys, settings).unwrap()
        };
        match self {
            Way::Memory => Mailer::to_outbox(sender, Vec::new()),
            Way::Server(port) => to(port, Vec::new()),
            Way::Signed(port, keys) => to(port, keys()),
        }
    }
}

/// A house before a fresh mail server, on each engine.
pub fn before_a_server(test: impl Fn(&House<'_>, &Server)) {
    let servers = std::cell::RefCell::new(Vec::new());
    let way = || {
        let server = Server::start(0);
        let port = server.port;
        servers.borrow_mut().push(server);
        Way::Server(port)
    };
    each(way, |house| {
        let server = servers.borrow_mut().pop().unwrap();
        test(house, &server);
    });
}

/// A house whose letters lie in memory, on each engine.
pub fn in_memory(test: impl Fn(&House<'_>)) {
    each(|| Way::Memory, test);
}

pub fn each(way: impl Fn() -> Way, test: impl Fn(&House<'_>)) {
    on_each_engine_with(&testkit::migrations(), &Plugs::new(), |bench| {
        let keys = bench.folder.join(bench.engine());
        std::fs::create_dir_all(&keys).unwrap();
        let keyring = Keyring::open(Places::in_folders(&keys, &keys)).unwrap();
        let views = [privacy::VIEWS, members::VIEWS, duties::VIEWS, notices::VIEWS].concat();
        let running = RunningPolicy::start(published(), &views).unwrap();
        let post = Post {
            mailer: Some(way().mailer()),
            house: "The House".into(),
            address: "https://house.example/".into(),
            webhooks_here: true,
        };
        let plugs = Plugs::new()
            .with(Arc::new(keyring))
            .with(Arc::new(running))
            .with(Arc::new(post))
            .with(Arc::new(Board::new()))
            .with(Arc::new(Sessions::new(members::seat, no_staff)));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&testkit::migrations()).unwrap();
        let door = Routes::new("beside").get("/enter/{member}", Who::Anyone, enter);
        let rooms = vec![notices::routes(), door];
        let site = Site::open(db.clone(), Settings::new("The House"), rooms).unwrap();
        let handlers = members::handlers(notices::handlers(Handlers::new(), &db).unwrap());
        let handlers =
            handlers.news::<members::News>(|tx, news| notices::tell(tx, &Fact::of_account(news)));
        let handlers = duties::handlers(handlers).news::<duties::News>(notices::tell_of_duty);
        let handlers = handlers
            .news::<privacy::requests::News>(notices::tell_of_request)
            .news::<privacy::requests::PassOn>(notices::pass_on);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        test(&House { bench, db, site, handlers: Arc::new(handlers), runtime });
    });
}

fn published() -> Policy {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../policy"));
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    // One recipient has an address that takes corrections.
    let facts = text("2026-11-22.toml").replace(
        "[recipient.demo_post]\n",
        "[recipient.demo_post]\ncorrections = \"corrections@post.example\"\n",
    );
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
    cx.hand_over(&ticket).to("/notices")
}

fn no_staff(_: &mut Tx<'_>, _: StaffId) -> Answer<Option<Staff>> {
    Ok(None)
}

impl House<'_> {
    pub fn act<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        self.db.write_now("test", Lock::none(), act)
    }

    pub fn ask<T: Send + 'static>(
        &self,
        ask: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> T {
        self.db.read_now("test", ask).unwrap()
    }

    /// A member of this handle, who reads this language and is reached at this address.
    pub fn member(&self, handle: &str, language: Language, at: Option<&str>) -> MemberId {
        let joining = members::Joining {
            handle: handle.to_owned(),
            password: "no hash of anything".into(),
            language,
            time_zone: "Asia/Tokyo".into(),
        };
        let at = at.map(str::to_owned);
        let act = move |tx: &mut Tx<'_>| {
            let member = members::sign_up(tx, &joining)?;
            if let Some(at) = &at {
                members::prove_mail(tx, member, at)?;
            }
            Ok(member)
        };
        self.act(act).unwrap()
    }

    pub fn mika(&self) -> MemberId {
        self.member("mika", Language::English, Some("mika@canary-mail.example"))
    }

    /// Tells a member of something about a bid that is nobody's.
    pub fn tell(&self, member: MemberId, kind: Kind) {
        self.act(move |tx| {
            let bid: kernel::BidId = tx.new_id();
            notices::tell(tx, &Fact::new(member, kind, bid))
        })
        .unwrap();
        // Two things never happen in the same instant, so that lists have an order.
        self.bench.clock.forward(Span::millis(2));
    }

    /// Does all that is due now.
    pub fn work(&self) {
        self.runtime.block_on(run_until_idle(&self.db, &self.handlers)).unwrap();
    }

    /// Lets time pass, doing what becomes due on the way.
    pub fn pass(&self, span: Span) {
        let until = self.db.now().plus(span);
        self.work();
        while let Some(due) = self.ask(jobs::next_due).filter(|due| *due <= until) {
            self.bench.clock.set(due.max(self.db.now()));
            self.work();
        }
        self.bench.clock.set(until);
    }

    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// A browser in which this member is signed in.
    pub fn browser(&self, member: MemberId) -> Browser {
        let mut browser = Browser::new(self.site.router());
        let entered = self.block_on(browser.get(&format!("/enter/{member}")));
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }

    /// The letters in memory, the latest first.
    pub fn outbox(&self) -> Vec<mail::Letter> {
        let post = self.db.plugs().get::<Post>().unwrap();
        let outbox = post.mailer.as_ref().unwrap().outbox().unwrap();
        outbox.letters().into_iter().map(|posted| posted.letter).collect()
    }

    /// The states of a member's letters, the latest first.
    pub fn states(&self, member: MemberId) -> Vec<String> {
        let rows = self.ask(move |tx| notices::letters_of(tx, member, 100));
        rows.into_iter().map(|row| row.state.to_string()).collect()
    }

    /// The kinds on a member's list, the latest first.
    pub fn kinds(&self, member: MemberId) -> Vec<Kind> {
        let page = self.ask(move |tx| notices::listed(tx, member, None, 100));
        page.rows.into_iter().map(|notice| notice.kind).collect()
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

/// Somebody who is nobody here.
pub fn nobody() -> MemberId {
    MemberId::from_bits(99)
}
