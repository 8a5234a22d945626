//! A house with members, a privacy officer or two, and no trade.

use std::path::Path;
use std::sync::{Arc, Mutex};

use db::{Answer, Db, Lock, Open, Plugs, Tx};
use duties::News;
use duties::breach::{self, Fact, Incident, Named, Standing, Way};
use jobs::{Handlers, Later as _, run_until_idle};
use kernel::{At, IncidentId, MemberId, Refused, Span, StaffId};
use policy::{Lang, Policy, Source, Sources};
use privacy::registry::Registry;
use privacy::trace::Window;
use privacy::{Address, Delivery, Keyring, Name, Phone, Places, RunningPolicy, Text};
use testkit::{Bench, on_each_engine_with};
use web::{
    Board, Browser, Cx, Language, PathId, Role, Routes, Sessions, Settings, Show, Site, Sitter, Who,
};

pub struct House<'b> {
    pub bench: &'b Bench,
    pub db: Db,
    site: Site,
    handlers: Arc<Handlers>,
    runtime: tokio::runtime::Runtime,
    told: Arc<Mutex<Vec<MemberId>>>,
}

/// A house on each engine, on a Tuesday morning in Japan.
pub fn each(test: impl Fn(&House<'_>)) {
    open(published(str::to_owned), &[], test);
}

/// The same with more views.
pub fn each_with(more: &[policy::ViewFacts], test: impl Fn(&House<'_>)) {
    open(published(str::to_owned), more, test);
}

/// One whose policy is narrower: it reckons no statistics of where people live.
pub fn each_narrower(test: impl Fn(&House<'_>)) {
    open(published(narrower), &[], test);
}

fn narrower(text: &str) -> String {
    match text.split_once("[purpose.P9]") {
        Some((before, rest)) => {
            let cut = rest.replacen("\"D3.country\", ", "", 2);
            format!("{before}[purpose.P9]{cut}")
        }
        None => text.to_owned(),
    }
}

fn open(policy: Policy, more: &[policy::ViewFacts], test: impl Fn(&House<'_>)) {
    on_each_engine_with(&testkit::migrations(), &Plugs::new(), |bench| {
        bench.clock.set(At::parse("2026-11-24T01:00:00Z").unwrap());
        let keys = bench.folder.join(bench.engine());
        std::fs::create_dir_all(&keys).unwrap();
        let keyring = Keyring::open(Places::in_folders(&keys, &keys)).unwrap();
        let views = [privacy::VIEWS, members::VIEWS, staff::VIEWS, duties::VIEWS, more].concat();
        let running = RunningPolicy::start(policy.clone(), &views).unwrap();
        let plugs = Plugs::new()
            .with(Arc::new(keyring))
            .with(Arc::new(running))
            .with(Arc::new(Board::new()))
            .with(Arc::new(duties::beside()))
            .with(Arc::new(Registry { tables: holdings(), ..Registry::default() }))
            .with(Arc::new(Sessions::new(members::seat, staff::seat)));
        let open = Open::at(bench.address.clone()).clock(bench.clock.clone()).plugs(plugs);
        let db = open.open(&testkit::migrations()).unwrap();
        let door = Routes::new("beside").get("/enter/{member}", Who::Anyone, enter).get(
            "/enter/staff/{staff}",
            Who::Anyone,
            enter_staff,
        );
        let rooms = vec![duties::routes(), privacy::pages::routes(), door];
        let site = Site::open(db.clone(), Settings::new("The House"), rooms).unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let hears = Arc::clone(&told);
        let handlers = duties::handlers(Handlers::new()).news::<News>(move |_, news| {
            let (News::Reached { member, .. } | News::Ordered { member, .. }) = news;
            hears.lock().unwrap().push(*member);
            Ok(())
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        test(&House { bench, db, site, handlers: Arc::new(handlers), runtime, told });
    });
}

fn holdings() -> Vec<db::Holding> {
    [privacy::HOLDINGS, members::HOLDINGS, duties::HOLDINGS].concat()
}

fn published(change: impl Fn(&str) -> String) -> Policy {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../policy"));
    let text = |name: &str| change(&std::fs::read_to_string(folder.join(name)).unwrap());
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
    cx.hand_over(&ticket).to("/me/privacy")
}

async fn enter_staff(cx: Cx, PathId(staff): PathId<StaffId>) -> Show {
    let act = move |tx: &mut Tx<'_>| Sessions::begin(tx, Sitter::Staff(staff));
    let ticket = cx.db().write("test.enter", Lock::none(), act).await?;
    cx.hand_over(&ticket).to("/staff/incidents")
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

    /// Someone with an account and a place where parcels go.
    pub fn member(&self, handle: &str, country: &'static str) -> MemberId {
        let joining = members::Joining {
            handle: handle.to_owned(),
            password: "no hash of anything".into(),
            language: Language::English,
            time_zone: "Asia/Tokyo".into(),
        };
        self.act(move |tx| {
            let member = members::sign_up(tx, &joining)?;
            privacy::set_delivery(tx, member, &door(country))?;
            Ok(member)
        })
        .unwrap()
    }

    /// So many people with an address and no account.
    pub fn crowd(&self, many: usize) -> Vec<MemberId> {
        self.act(move |tx| {
            (0..many)
                .map(|_| {
                    let person: MemberId = tx.new_id();
                    privacy::register(tx, person)?;
                    privacy::set_delivery(tx, person, &door("US"))?;
                    Ok(person)
                })
                .collect()
        })
        .unwrap()
    }

    /// The administrator, and two who answer for personal data.
    pub fn officers(&self) -> [StaffId; 3] {
        let boss = self.act(|tx| staff::hire_first(tx, "sato", "no hash")).unwrap();
        let [one, other] = ["rei", "yuki"].map(|handle| {
            let roles = [Role::PrivacyOfficer].into_iter().collect();
            let password = "no hash".to_owned();
            let hiring = staff::Hiring { handle: handle.into(), password, is_own: true, roles };
            self.act(move |tx| staff::hire(tx, &hiring, boss)).unwrap()
        });
        [boss, one, other]
    }

    /// An incident known since now, by a mistake.
    pub fn incident(&self, cause: breach::rules::Cause, by: StaffId) -> IncidentId {
        let known = self.db.now();
        self.act(move |tx| breach::open(tx, known, cause, by)).unwrap()
    }

    pub fn load(&self, id: IncidentId) -> Incident {
        self.ask(move |tx| breach::load(tx, id))
    }

    pub fn stands(&self, id: IncidentId) -> Standing {
        self.ask(move |tx| {
            let incident = breach::load(tx, id)?;
            breach::standing(tx, &incident)
        })
    }

    pub fn people(&self, id: IncidentId) -> Vec<MemberId> {
        self.ask(move |tx| breach::people(tx, id))
    }

    /// Adds a way, as somebody who has just looked.
    pub fn reach(&self, id: IncidentId, way: Way, whom: &str, window: Window, by: StaffId) {
        let (named, seen) = (Named { way, whom: whom.to_owned(), window }, self.load(id).steps);
        self.act(move |tx| breach::reach(tx, id, seen, &named, by)).unwrap();
    }

    pub fn state(&self, id: IncidentId, fact: Fact, by: StaffId) {
        let seen = self.load(id).steps;
        self.act(move |tx| breach::state(tx, id, seen, &[fact], by)).unwrap();
    }

    pub fn write_statement(&self, id: IncidentId, by: StaffId) {
        let seen = self.load(id).steps;
        let words = ["What happened.", "経緯です。", "經過如下。"].map(str::to_owned);
        self.act(move |tx| breach::write_statement(tx, id, seen, &words, by)).unwrap();
    }

    /// From long ago until now.
    pub fn always(&self) -> Window {
        Window { from: self.db.now().minus(Span::days(300)), until: self.db.now() }
    }

    /// Does all that is due now.
    pub fn work(&self) {
        self.runtime.block_on(run_until_idle(&self.db, &self.handlers)).unwrap();
    }

    /// What the schedule does each minute.
    pub fn ring(&self) {
        self.act(|tx| tx.later(&duties::Ring {}, tx.now()).map(|_| ())).unwrap();
        self.work();
    }

    pub fn sweep(&self) {
        self.act(|tx| tx.later(&duties::Sweep {}, tx.now()).map(|_| ())).unwrap();
        self.work();
        while self.act(|tx| privacy::retention::sweep(tx, 100)).unwrap().clocks > 0 {}
    }

    /// Who was told, in order of their ids; somebody told twice is there twice.
    pub fn told(&self) -> Vec<MemberId> {
        let mut told = self.told.lock().unwrap().clone();
        told.sort_unstable();
        told
    }

    /// All that is held of a person, as they would take it home.
    pub fn archive(&self, member: MemberId) -> String {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let to = Arc::clone(&bytes);
        let who = privacy::Opener::member();
        privacy::requests::archive::write(&self.db, &who, &[member], Lang::En, move |some| {
            to.lock().unwrap().extend(some);
            Ok(())
        })
        .unwrap();
        String::from_utf8_lossy(&bytes.lock().unwrap()).into_owned()
    }

    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    pub fn as_member(&self, member: MemberId) -> Browser {
        self.entered(&format!("/enter/{member}"))
    }

    pub fn as_staff(&self, staff: StaffId) -> Browser {
        self.entered(&format!("/enter/staff/{staff}"))
    }

    fn entered(&self, path: &str) -> Browser {
        let mut browser = self.nobody();
        let entered = self.block_on(browser.get(path));
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }

    pub fn nobody(&self) -> Browser {
        Browser::new(self.site.router())
    }
}

fn door(country: &str) -> Delivery {
    Delivery {
        name: Name {
            given: Text::new("Mika"),
            family: Text::new("Sample"),
            latin: Text::new("Mika Sample"),
        },
        address: Address {
            lines: Text::new("7 Kotonoha Lane"),
            city: Text::new("Sampleton"),
            region: Text::new(""),
            postal_code: Text::new("12345"),
            country: Text::new(country),
        },
        phone: Phone { number: Text::new("") },
    }
}

pub fn code<T: std::fmt::Debug>(answer: &Result<T, Refused>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}
