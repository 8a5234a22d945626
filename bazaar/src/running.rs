use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use db::{Db, FolderLock, Open};
use kernel::{At, Clock, Fault, Refused};

use crate::access::{Access, Tokens, token};
use crate::config::Config;
use crate::event::{Event, Paces};
use crate::faults::Switches;
use crate::http::{App, Server, router};
use crate::journal::{self, Journal, MIGRATIONS};
use crate::market::{Core, Market};
use crate::problem::Problem;
use crate::refusals::No;
use crate::seed::{self, Catalogue};
use crate::state::State;

/// The longest the marketplace sleeps between two looks at what is due. Short, because a clock
/// moved by hand gives no sign.
const NAP: Duration = Duration::from_millis(10);

/// A marketplace at work. [`Running::stop`] ends it in order; dropped, it ends too, but nobody
/// waits for its connections.
pub struct Running {
    address: SocketAddr,
    access: Access,
    epoch: At,
    app: Arc<App>,
    server: Option<Server>,
    ticking: Option<JoinHandle<()>>,
    stopping: Arc<AtomicBool>,
    folder: Option<FolderLock>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
    /// `http://…` of where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
    /// Its tokens.
    pub fn access(&self) -> &Access {
        &self.access
    }
    /// The instant at which its clock and the one beneath show the same.
    pub fn epoch(&self) -> At {
        self.epoch
    }
    /// What its clock shows.
    pub fn now(&self) -> At {
        self.app.market.now()
    }

    /// Closes every connection, writes what was decided, and gives the folder back.
    pub async fn stop(mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
        self.halt();
    }

    fn halt(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        if let Some(ticking) = self.ticking.take() {
            let _ = ticking.join();
        }
        self.app.market.stop();
        self.folder = None;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.halt();
    }
}

/// Opens the marketplace of a folder, founding it when there is none, and serves it.
pub async fn serve(config: Config) -> Result<Running, Refused> {
    check(&config)?;
    let folder = FolderLock::take(&config.folder)?;
    let access = Access::settle(&config)?;
    let db = open(&config)?;
    let market = Arc::new(config);
    // Reading the log and inventing a marketplace take a while; the runtime has other things to do.
    let prepared = Arc::clone(&market);
    let preparing = tokio::task::spawn_blocking(move || prepare(&prepared, db));
    let (market_at_work, epoch) =
        preparing.await.map_err(|e| Fault::new(format!("the marketplace did not open: {e}")))??;
    let app = Arc::new(App {
        tokens: Tokens::new(&access, |id| {
            market_at_work.glance(|core, _| core.state.account_at.get(id).copied())
        }),
        market: market_at_work,
        switches: Switches::new(market.faults),
        requests_per_second: market.requests_per_second,
        recent: Default::default(),
    });
    let server = Server::start(market.bind, router(Arc::clone(&app))).await?;
    let stopping = Arc::new(AtomicBool::new(false));
    let ticking = tick(Arc::clone(&app), Arc::clone(&stopping))?;
    Ok(Running {
        address: server.address,
        access,
        epoch,
        app,
        server: Some(server),
        ticking: Some(ticking),
        stopping,
        folder: Some(folder),
    })
}

fn check(config: &Config) -> Result<(), Refused> {
    let wrong = |what| Err(No::BadSetting { what }.into());
    if !(1..=1_000_000).contains(&config.speed) {
        return wrong("the speed must lie between 1 and 1,000,000");
    }
    if !config.faults.make_sense() {
        return wrong("fault rates are per mille, 0 to 1000, and slow_ms is at most 600000");
    }
    if !(0..=1_000).contains(&config.seeding.unpaid_permille) {
        return wrong("rivals who never pay are counted per mille, 0 to 1000");
    }
    let mut ids: Vec<&str> = config.accounts.iter().map(|seat| seat.id.as_str()).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return wrong("two accounts have the same id");
    }
    let lots = config.replay.as_ref();
    if lots.is_some_and(|lots| lots.compress < 1 || lots.yen_per_unit < 1) {
        return wrong(
            "a replay is compressed at least once, and its money is worth at least a yen",
        );
    }
    Ok(())
}

fn open(config: &Config) -> Result<Db, Refused> {
    let file = config.folder.join("bazaar.sqlite");
    Open::at(file.display().to_string())
        .clock(Arc::clone(&config.clock))
        .dice(Arc::clone(&config.dice))
        .open(MIGRATIONS)
}

fn prepare(config: &Config, db: Db) -> Result<(Market, At), Refused> {
    let catalogue = Arc::new(Catalogue::bundled()?);
    let increments = Arc::new(auction::table("yahoo")?);
    let mut state = State::new(catalogue, increments);
    journal::load(&db, |seq, at, event| {
        let applied = state.apply(seq, at, &event);
        let seq = i64::try_from(seq).unwrap_or(i64::MAX);
        applied.map_err(|fault| No::BadEvents { seq, why: fault.to_string() }.into())
    })?;
    state.dues.forget_rivals_until(state.latest);
    let written = state.seq;
    let epoch = config.epoch.or(state.epoch).unwrap_or_else(|| config.clock.now());
    let mut core = Core::new(state, config.speed);
    let below = crate::market::Below(Arc::clone(&config.clock));
    let now = kernel::FastClock::new(below, epoch, config.speed).now().max(core.state.latest);
    found(&mut core, config, epoch, now).map_err(|p| Fault::new(p.message))?;
    if written == 0 {
        stock(&mut core, config, now)?;
    }
    let journal = Journal::start(db, written)?;
    let market = Market::new(core, journal, Arc::clone(&config.clock), epoch);
    // The first look hands the founding to the journal, and does what fell due meanwhile.
    market.tick();
    Ok((market, epoch))
}

/// The beginning of a marketplace, and what has changed in its settings since.
fn found(core: &mut Core, config: &Config, epoch: At, now: At) -> Result<(), Problem> {
    if core.state.epoch.is_none() {
        let secret = format!("{}{}", token(config.dice.as_ref()), token(config.dice.as_ref()));
        let seed = config.seeding.seed;
        core.record(now, Event::Founded { secret, seed, epoch_at: epoch.micros() })?;
    }
    let paces = Paces {
        pay_within_us: config.seeding.pay_within.as_micros(),
        ship_after_us: config.seeding.ship_after.as_micros(),
        reply_after_us: config.seeding.reply_after.as_micros(),
        unpaid_permille: config.seeding.unpaid_permille,
    };
    if core.state.paces != Some(paces) {
        core.record(now, Event::Paces(paces))?;
    }
    for seat in &config.accounts {
        if !core.state.account_at.contains_key(&seat.id) {
            let (id, name) = (seat.id.clone(), seat.name.clone());
            let opened =
                Event::AccountOpened { id, name, good: seat.good, normal: 0, bad: seat.bad };
            core.record(now, opened)?;
        }
    }
    Ok(())
}

/// The goods of the first day.
fn stock(core: &mut Core, config: &Config, now: At) -> Result<(), Refused> {
    let seed = core.state.seed;
    let catalogue = Arc::clone(&core.state.catalogue);
    let mut listings = Vec::new();
    for lane in seed::lanes(config.seeding.auctions, config.speed) {
        listings.extend(seed::auction(&catalogue, seed, listings.len(), lane, now));
    }
    for _ in 0..config.seeding.offers {
        listings.extend(seed::offer(&catalogue, seed, listings.len(), now));
    }
    if let Some(lots) = &config.replay {
        listings.extend(seed::histories(lots, listings.len(), now)?);
    }
    for listing in listings {
        let listed = core.record(now, Event::Listed(Box::new(listing)));
        listed.map_err(|p| Fault::new(p.message))?;
    }
    Ok(())
}

fn tick(app: Arc<App>, stopping: Arc<AtomicBool>) -> Result<JoinHandle<()>, Refused> {
    let thread = std::thread::Builder::new().name("bazaar-clock".to_owned()).spawn(move || {
        while !stopping.load(Ordering::Relaxed) {
            let wait = app.market.tick();
            std::thread::sleep(wait.clamp(Duration::from_micros(200), NAP));
        }
    });
    Ok(thread.map_err(|e| Fault::new(format!("the clock's thread: {e}")))?)
}
