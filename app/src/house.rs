//! The house: every room wired to every other, once.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bidding::{Bell, Firing, Offsets, Watcher};
use db::{Answer, Db, DbRefusal, FolderLock, Open, Plugs, SystemClock, SystemDice, Tx};
use jobs::{Handlers, Runner, Wheel};
use kernel::{At, Clock, Dice, FastClock, Fault, Refused};
use markets::{Markets, Pictures, Protocol, ProtocolSettings, Shelf};
use privacy::{Keyring, Places, RunningPolicy};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use web::{Board, Sessions, Site};

use crate::learning::learn;
use crate::letters::{Letters, hear_reports};
use crate::policy_files::Files;
use crate::record::{do_as_asked, keep_record};

/// What a house is opened with.
pub struct Blueprint {
    /// The data folder.
    pub data: PathBuf,
    /// A PostgreSQL address; without one, SQLite in the data folder.
    pub postgres: Option<String>,
    /// The policy's files.
    pub policy: Files,
    /// How fast its clock runs, and since when.
    pub speed: i64,
    /// When the fast clock showed what the wall's did.
    pub epoch: At,
    /// The marketplaces.
    pub markets: Vec<ProtocolSettings>,
    /// Its name.
    pub name: String,
    /// Whether browsers come by HTTPS.
    pub secure: bool,
    /// How letters leave.
    pub letters: Letters,
    /// Where browsers reach it: `https://house.example`.
    pub address: String,
    /// Whose sign-ins are taken here, too.
    pub providers: Vec<members::ProviderSettings>,
    /// It is a demonstration: its letters can be read on a page, and webhooks may lead to this
    /// machine.
    pub is_demo: bool,
    /// On SQLite the file may not grow past so many pages, as on a full disk.
    pub page_limit: Option<i64>,
    /// How often one address and one person may come.
    pub rates: web::Rates,
    /// Our own proxies, whose word about an address is believed.
    pub proxies: Vec<std::net::IpAddr>,
    /// Where log lines go; without one, to standard error.
    pub log: Option<web::Log>,
}

/// A house, opened: nothing runs yet.
pub struct House {
    /// The door to the database.
    pub db: Db,
    /// The marketplaces.
    pub markets: Markets,
    /// The site.
    pub site: Site,
    handlers: Arc<Handlers>,
    offsets: Arc<Offsets>,
    bell: Bell,
    board: Board,
    desk: Arc<shopping::Desk>,
    worker: String,
    reports: PathBuf,
    _folder: FolderLock,
}

impl Drop for House {
    fn drop(&mut self) {
        // Why: the database holds the marketplaces, and the desk among them holds the database.
        self.desk.detach();
    }
}

impl Blueprint {
    /// A house in this folder with the built-in policy and no marketplace.
    pub fn new(data: impl Into<PathBuf>) -> Blueprint {
        Blueprint {
            data: data.into(),
            postgres: None,
            policy: Files::BuiltIn,
            speed: 1,
            epoch: At::default(),
            markets: Vec::new(),
            name: "daiko".into(),
            secure: false,
            letters: Letters::InMemory,
            address: "http://127.0.0.1:7800".into(),
            providers: Vec::new(),
            is_demo: false,
            page_limit: None,
            rates: web::Rates::USUAL,
            proxies: Vec::new(),
            log: None,
        }
    }

    /// Opens it: takes the folder, the keys, the policy and the database, and wires the rooms.
    pub fn open(mut self) -> Answer<House> {
        let folder = FolderLock::take(&self.data)?;
        let clock: Arc<dyn Clock> = match self.speed {
            1 => Arc::new(SystemClock::default()),
            speed => Arc::new(FastClock::new(SystemClock::default(), self.epoch, speed)),
        };
        let dice: Arc<dyn Dice> = Arc::new(SystemDice::new()?);
        let desk = Arc::new(shopping::Desk::new());
        let markets = self.connectors(Arc::clone(&desk))?;
        let (offsets, bell, board) = (Arc::new(Offsets::default()), Bell::default(), Board::new());
        let running = Arc::new(self.running_policy(clock.now())?);
        let keyring = Keyring::open(self.places()?)?;
        let places: Vec<String> = self.markets.iter().map(|m| m.base_url.clone()).collect();
        let pictures = Pictures::new(&*keyring.secret_of("pictures", "1"), &places)?;
        let (notices, inquiries) = self.post()?;
        let plugs = between_rooms(self.ways_in()?)
            .with(Arc::new(keyring))
            .with(Arc::clone(&running))
            .with(Arc::new(markets.clone()))
            .with(Arc::new(Shelf::new(markets.clone(), pictures)))
            .with(Arc::clone(&offsets))
            .with(Arc::new(bell.clone()))
            .with(Arc::new(board.clone()))
            .with(Arc::new(Wheel::new()))
            .with(Arc::new(members::Passwords::new(Arc::clone(&dice))?))
            .with(Arc::new(notices))
            .with(Arc::new(inquiries));
        let address = self
            .postgres
            .clone()
            .unwrap_or_else(|| self.data.join("daiko.sqlite").display().to_string());
        let mut open = Open::at(address).clock(clock).dice(dice).plugs(plugs);
        if let Some(pages) = self.page_limit {
            open = open.page_limit(pages);
        }
        let db = open.open(&migrations())?;
        desk.attach(&db);
        start_privacy(&db)?;
        let settings = self.settings(&db, running);
        let site = Site::open(db.clone(), settings, crate::routes::routes(self.is_demo))?;
        let handlers = Arc::new(handlers(&db, &markets)?);
        let worker = worker_name(&self.data, &db)?;
        Ok(House {
            db,
            markets,
            site,
            handlers,
            offsets,
            bell,
            board,
            desk,
            worker,
            reports: crate::letters::reports(&self.data),
            _folder: folder,
        })
    }

    fn settings(&self, db: &Db, running: Arc<RunningPolicy>) -> web::Settings {
        let mut settings = web::Settings::new(&self.name);
        settings.secure = self.secure;
        if let Some(log) = &self.log {
            settings.log = Arc::clone(log);
        }
        settings.keep_language = Some(members::keep_language);
        settings.hear_signal = Some(web::HearSignal {
            lock: privacy::choices::lock(),
            act: |tx, member, language| {
                let lang = policy::Lang::parse(kernel::Word::word(language));
                privacy::choices::object_by_browser(tx, member, lang.unwrap_or(policy::Lang::En))
            },
        });
        settings.rates = self.rates;
        settings.proxies.clone_from(&self.proxies);
        let asked = db.clone();
        // What a page may load from elsewhere is what the policy tells its readers, and no more.
        let (hosts, at) = (Arc::clone(&running), db.clone());
        settings.picture_hosts = Arc::new(move || {
            let now = hosts.at(at.now());
            now.policy().origins.iter().map(|origin| origin.url.clone()).collect()
        });
        settings.policy = Arc::new(move || running.at(asked.now()).hash().to_owned());
        settings
    }

    /// What opens accounts beside passwords.
    fn ways_in(&self) -> Answer<Plugs> {
        let providers = members::Providers::new(self.providers.clone(), &self.address)?;
        let plugs = Plugs::new().with(Arc::new(providers));
        Ok(match members::Passkeys::at(&self.address, &self.name)? {
            Some(passkeys) => plugs.with(Arc::new(passkeys)),
            None => plugs,
        })
    }

    /// How the two rooms write that do: by one mailer.
    fn post(&mut self) -> Answer<(notices::Post, inquiries::Post)> {
        let letters = std::mem::replace(&mut self.letters, Letters::Off);
        let mailer = letters.mailer(&self.name)?;
        let (house, address) = (self.name.clone(), self.address.clone());
        let desk = inquiries::Post {
            mailer: mailer.clone(),
            house: house.clone(),
            address: address.clone(),
        };
        Ok((notices::Post { mailer, house, address, webhooks_here: self.is_demo }, desk))
    }

    /// The keystore and the master file lie apart from the database, so that a backup of one is
    /// never a backup of the other.
    fn places(&self) -> Answer<Places> {
        let (keystore, master) = (self.data.join("keystore"), self.data.join("master"));
        for folder in [&keystore, &master] {
            make_folder(folder)?;
        }
        Ok(Places::in_folders(&keystore, &master))
    }

    fn connectors(&self, desk: Arc<shopping::Desk>) -> Answer<Markets> {
        let mut markets = Markets::new().with(desk);
        for settings in &self.markets {
            markets = markets.with(Arc::new(Protocol::new(settings.clone())?));
        }
        Ok(markets)
    }

    /// All versions there are; the room asks the database which of them binds.
    fn running_policy(&self, now: At) -> Answer<RunningPolicy> {
        let broken = |lines: Vec<String>| -> Refused { Fault::new(lines.join("\n")).into() };
        let versions = self.policy.versions().map_err(broken)?;
        RunningPolicy::open(versions, &views(), now).map_err(broken)
    }
}

/// Makes a folder of the house's data, with those it lies in.
pub(crate) fn make_folder(folder: &Path) -> Answer<()> {
    let no = |e: std::io::Error| {
        let folder = folder.display().to_string();
        if e.kind() == ErrorKind::StorageFull {
            DbRefusal::DiskFull
        } else {
            DbRefusal::NoFolder { folder, why: e.to_string() }
        }
    };
    Ok(std::fs::create_dir_all(folder).map_err(no)?)
}

/// What rooms ask of each other without knowing each other.
fn between_rooms(plugs: Plugs) -> Plugs {
    plugs
        .with(Arc::new(Sessions::new(members::seat, staff::seat)))
        .with(Arc::new(crate::schedule::schedules()))
        .with(Arc::new(crate::holdings::registry()))
        .with(Arc::new(privacy::requests::Upstairs::new(crate::seed::Above)))
        .with(Arc::new(duties::beside()))
        .with(Arc::new(ledger::IsMember(members::is_member)))
        .with(Arc::new(bidding::MayBid(members::may_bid)))
        .with(Arc::new(orders::Bidders(bidding::hear)))
        .with(Arc::new(orders::Books(|tx, buyer, sale| {
            privacy::keep_for_books(tx, buyer, &sale.to_string())
        })))
        .with(Arc::new(crate::seed::ELSEWHERE))
        .with(Arc::new(orders::Doorsteps::new(crate::seed::Doors)))
}

/// Why a thread: opening is called from async code, and the start waits for its acts.
fn start_privacy(db: &Db) -> Answer<()> {
    let broken = |_| Err(Fault::new("the start of the privacy room panicked").into());
    let start = || privacy::start::start(db).map(|_| ());
    let told = || -> Answer<()> {
        for file in db.plugs().get::<RunningPolicy>().map(|p| p.unpublished()).unwrap_or_default() {
            eprintln!("{file} is not published, and binds nothing: daiko policy publish {file}");
        }
        Ok(())
    };
    std::thread::scope(|scope| scope.spawn(start).join().unwrap_or_else(broken))?;
    told()
}

/// The name of this folder's worker: drawn once. A house that starts again takes over at once what
/// it left, and two houses on one server never take each other for dead.
fn worker_name(data: &Path, db: &Db) -> Answer<String> {
    let file = data.join("worker");
    if let Ok(name) = std::fs::read_to_string(&file)
        && name.len() == 32
    {
        return Ok(name);
    }
    let name = format!("{:032x}", db.dice().roll());
    let no = |e| Fault::new(format!("{} cannot be written: {e}", file.display()));
    std::fs::write(&file, &name).map_err(no)?;
    Ok(name)
}

/// Every view of the house: what the start-up holds against the policy.
pub fn views() -> Vec<policy::ViewFacts> {
    [
        privacy::VIEWS,
        members::VIEWS,
        staff::VIEWS,
        duties::VIEWS,
        notices::VIEWS,
        inquiries::VIEWS,
        exports::VIEWS,
    ]
    .concat()
}

/// The schema's steps as the door wants them.
pub fn migrations() -> Vec<db::Migration> {
    let steps = schema::STEPS.iter();
    steps.map(|(number, name, text)| db::Migration { number: *number, name, text }).collect()
}

fn handlers(db: &Db, markets: &Markets) -> Answer<Handlers> {
    let firing = Firing { db: db.clone(), markets: markets.clone() };
    let handlers = firing.handlers(Handlers::new());
    let handlers = members::handlers(handlers);
    let handlers = duties::handlers(handlers);
    let handlers = orders::handlers(handlers, db);
    let handlers = shopping::handlers(handlers, db);
    let handlers = notices::handlers(handlers, db)?;
    let handlers = inquiries::handlers(handlers, db);
    Ok(crate::news::subscribe(handlers).schedules(crate::schedule::schedules()))
}

/// Something about this bid or order has changed: pages that follow it show so.
pub(crate) fn touch(tx: &mut Tx<'_>, key: &str, what: &str) -> Answer<()> {
    let board = tx.plugged::<Board>()?.clone();
    let (key, what) = (key.to_owned(), what.to_owned());
    tx.after_commit(move || board.publish(&key, &[("what", what.clone())]));
    Ok(())
}

/// What runs behind the pages.
pub struct Working {
    running: jobs::Running,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl House {
    /// Starts the jobs, the timers and the watcher, on the runtime this is called on.
    pub async fn start(&self) -> Answer<Working> {
        let (stop, stopped) = watch::channel(false);
        let watcher = Watcher {
            db: self.db.clone(),
            markets: self.markets.clone(),
            offsets: Arc::clone(&self.offsets),
            bell: self.bell.clone(),
        };
        // Before the first timer fires, the marketplaces' clocks are known.
        watcher.measure().await;
        let config = jobs::Config { name: Some(self.worker.clone()), ..jobs::Config::default() };
        let running = Runner::start(&self.db, Arc::clone(&self.handlers), config).await?;
        let follow = bidding::follow(
            self.board.clone(),
            self.markets.clone(),
            Arc::clone(&self.offsets),
            stopped.clone(),
        );
        let markets = self.markets.all().cloned();
        let learning = markets.map(|market| tokio::spawn(learn(market, stopped.clone())));
        let mut tasks: Vec<JoinHandle<()>> = learning.collect();
        tasks.extend([
            tokio::spawn(watcher.run(stopped.clone())),
            tokio::spawn(follow),
            tokio::spawn(hear_reports(self.db.clone(), self.reports.clone(), stopped.clone())),
            tokio::spawn(keep_record(self.db.clone(), stopped.clone())),
            tokio::spawn(do_as_asked(self.db.clone(), stopped)),
        ]);
        Ok(Working { running, stop, tasks })
    }
}

impl Working {
    /// Ends well: nothing new is begun, what is in hand is finished.
    pub async fn stop(self) -> Answer<()> {
        let _ = self.stop.send(true);
        for task in self.tasks {
            let _ = task.await;
        }
        self.running.stop().await
    }
}
