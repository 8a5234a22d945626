//! A whole house in a folder of its own, a marketplace beside it, and people at its doors.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use daiko::child::bazaar_settings;
use daiko::demo::{PASSWORD, people};
use daiko::house::{Blueprint, House, Working};
use db::{Answer, Lock, SystemClock, SystemDice, Tx};
use kernel::{Clock, Span};
use serde_json::Value;
use web::{Browser, Page, Role};

static COUNT: AtomicU64 = AtomicU64::new(0);

/// Where a test lives: the folder and the engine, with the marketplace beside it.
pub struct Scene {
    pub engine: &'static str,
    open: Option<House>,
    pub market: Option<bazaar::Running>,
    pub folder: PathBuf,
    pub blueprint: Plan,
}

/// How the house of a test is opened, and opened again.
#[derive(Clone)]
pub struct Plan {
    pub data: PathBuf,
    pub postgres: Option<String>,
    pub speed: i64,
    pub epoch: kernel::At,
    pub url: String,
    pub account: String,
    pub token: String,
    pub page_limit: Option<i64>,
}

impl Plan {
    /// The house as the app wires it.
    pub fn open(&self) -> Answer<House> {
        let mut blueprint = Blueprint::new(&self.data);
        blueprint.postgres = self.postgres.clone();
        blueprint.speed = self.speed;
        blueprint.epoch = self.epoch;
        blueprint.page_limit = self.page_limit;
        let mut market = bazaar_settings(&self.url, &self.account, &self.token);
        market.timeout = Duration::from_secs(20);
        // A test calls the API, and tries the doors, more often than one person may.
        let often = web::Rate { burst: 1_000_000, every: Duration::from_micros(1) };
        (blueprint.rates.api, blueprint.rates.acting) = (often, often);
        blueprint.markets = vec![market];
        blueprint.open()
    }
}

/// A name nobody else has, of this process.
pub fn unique() -> String {
    format!("{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst))
}

/// A fresh folder.
pub fn fresh_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("daiko-app-{}", unique()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A marketplace that sells nothing but what a test lists, at this pace.
pub async fn market(folder: &std::path::Path, speed: i64, epoch: kernel::At) -> bazaar::Running {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
    let dice = Arc::new(SystemDice::new().unwrap());
    let mut config = bazaar::Config::new(folder.join("bazaar"), clock, dice);
    config.speed = speed;
    config.epoch = Some(epoch);
    let (ship_after, reply_after) = (Span::secs(20), Span::secs(20));
    config.seeding = bazaar::Seeding { ship_after, reply_after, ..bazaar::Seeding::empty() };
    bazaar::serve(config).await.unwrap()
}

/// Lives a test through on SQLite, and on PostgreSQL when there is a server.
pub fn on_each_engine(speed: i64, test: impl AsyncFn(&mut Scene)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(on_one("SQLite", None, speed, &test));
    if let Some(server) = testkit::postgres_address() {
        let join = if server.contains('?') { '&' } else { '?' };
        let address = format!("{server}{join}schema=daiko_app_{}", unique());
        db::drop_schema(&address).unwrap();
        runtime.block_on(on_one("PostgreSQL", Some(address.clone()), speed, &test));
        db::drop_schema(&address).unwrap();
    }
}

async fn on_one(
    engine: &'static str,
    postgres: Option<String>,
    speed: i64,
    test: &impl AsyncFn(&mut Scene),
) {
    let folder = fresh_folder();
    let epoch = SystemClock::default().now();
    let running = market(&folder, speed, epoch).await;
    let account = running.access().accounts[0].clone();
    let plan = Plan {
        data: folder.join("house"),
        postgres,
        speed,
        epoch,
        url: running.url(),
        account: account.id,
        token: account.token,
        page_limit: None,
    };
    let house = plan.open().unwrap_or_else(|no| panic!("{engine}: {no}"));
    people(&house).await.unwrap();
    let mut scene = Scene {
        engine,
        open: Some(house),
        market: Some(running),
        folder: folder.clone(),
        blueprint: plan,
    };
    test(&mut scene).await;
    if let Some(market) = scene.market.take() {
        market.stop().await;
    }
    drop(scene);
    let _ = std::fs::remove_dir_all(folder);
}

impl Scene {
    /// The house.
    pub fn house(&self) -> &House {
        self.open.as_ref().unwrap()
    }

    /// Closes the house; what else the scene has lives on.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Closes the house, does this to its data, and opens it again as it is then planned.
    pub fn reopen(&mut self, meanwhile: impl FnOnce(&mut Plan)) {
        self.open = None;
        meanwhile(&mut self.blueprint);
        self.open = Some(self.blueprint.open().unwrap());
    }

    /// Somebody new before the site.
    pub fn browser(&self) -> Browser {
        Browser::new(self.house().site.router())
    }

    /// A member of the demonstration, signed in.
    pub async fn member(&self, handle: &str) -> Browser {
        self.signed_in("/sign-in", handle).await
    }

    /// A person who works here, signed in.
    pub async fn staff(&self, handle: &str) -> Browser {
        let mut browser = self.browser();
        browser.get("/staff/sign-in").await;
        let fields = [("handle", handle), ("password", PASSWORD)];
        let page = browser.send("/staff/sign-in", &fields).await;
        let half = value_of(&page.body, "half");
        let code = self.code_of(handle).await;
        let fields = [("half", half.as_str()), ("code", code.as_str())];
        let page = browser.send("/staff/sign-in/code", &fields).await;
        assert_eq!(page.status, 303, "{handle}: {}", page.body);
        browser
    }

    /// This member's address is proved, and they are known for long.
    pub async fn is_known(&self, handle: &'static str, mail: &'static str) {
        let act = move |tx: &mut Tx<'_>| {
            let member = members::find(tx, handle)?.unwrap().member;
            members::prove_mail(tx, member, mail)?;
            let limits = members::Limits {
                live_bids_most: Some(1_000),
                highest_bid: Some(bidding::MOST_YEN),
            };
            members::set_limits(tx, member, limits)
        };
        self.house().db.write("test.is_known", Lock::none(), act).await.unwrap();
    }

    /// A code that opens the second step of this person once.
    pub async fn code_of(&self, handle: &str) -> String {
        let handle = handle.to_owned();
        let act = move |tx: &mut Tx<'_>| {
            let who = web::Sitter::Staff(staff::find(tx, &handle)?.unwrap().staff);
            members::set_up_factor(tx, who)?;
            Ok(members::new_recovery_codes(tx, who)?.remove(0))
        };
        self.house().db.write("test.code", Lock::none(), act).await.unwrap()
    }

    async fn signed_in(&self, door: &str, handle: &str) -> Browser {
        let mut browser = self.browser();
        browser.get(door).await;
        let fields = [("handle", handle), ("password", PASSWORD)];
        let page = browser.send(door, &fields).await;
        assert_eq!(page.status, 303, "{handle} at {door}: {}", page.body);
        browser
    }

    /// Somebody who holds this role and no other.
    pub async fn hire(&self, role: Role) -> Browser {
        let handle = format!("only-{}", kernel::Word::word(role).replace('_', "-"));
        let pool = self.house().db.plugs().get::<members::Passwords>().unwrap();
        let password = pool.hash_now(PASSWORD).unwrap();
        let hiring = staff::Hiring {
            handle: handle.clone(),
            password,
            roles: [role].into_iter().collect(),
            is_own: true,
        };
        let act = move |tx: &mut Tx<'_>| {
            let boss = staff::find(tx, "boss")?.unwrap().staff;
            staff::hire(tx, &hiring, boss)
        };
        self.house().db.write("test.hire", Lock::none(), act).await.unwrap();
        self.staff(&handle).await
    }

    /// What the marketplace's operator is answered.
    pub async fn operator(&self, path: &str, body: &Value) -> Value {
        let token = &self.market.as_ref().unwrap().access().admin_token;
        let client = reqwest::Client::new();
        let request = client.post(format!("{}{path}", self.blueprint.url)).bearer_auth(token);
        let answer = request.json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {:?}", answer.text().await);
        answer.json().await.unwrap()
    }

    /// Lists one thing; its id at the marketplace.
    pub async fn list(&self, body: Value) -> String {
        let listed = self.operator("/v1/admin/listings", &body).await;
        listed["ids"][0].as_str().unwrap().to_owned()
    }

    /// An auction that ends in so many minutes of the scene's clock.
    pub async fn auction(&self, title: &str, start_yen: i64, minutes: i64) -> String {
        self.list(serde_json::json!({
            "title_en": title, "start_yen": start_yen, "lasts_ms": minutes * 60_000,
            "shipping_yen": 810, "auto_extension": true,
        }))
        .await
    }

    /// A thing at a fixed price.
    pub async fn offer(&self, title: &str, price_yen: i64, stock: i64) -> String {
        self.list(serde_json::json!({
            "kind": "fixed", "title_en": title, "price_yen": price_yen, "stock": stock,
            "shipping_yen": 500,
        }))
        .await
    }

    /// Everything in every table.
    pub fn dump(&self) -> Vec<String> {
        crate::dump::dump(&self.house().db)
    }
}

/// Looks again and again until it is so; fails with what was last seen.
pub async fn until(what: &str, mut look: impl AsyncFnMut() -> Result<(), String>) {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        match look().await {
            Ok(()) => return,
            Err(seen) => assert!(Instant::now() < end, "{what}: {seen}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Looks at a page until it says so.
pub async fn until_says(browser: &mut Browser, path: &str, words: &str) -> Page {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let page = browser.get(path).await;
        if page.says(words) {
            return page;
        }
        assert!(Instant::now() < end, "{path} never said “{words}”: {}", main_of(&page.body));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The words of a page without its frame, for messages.
pub fn main_of(body: &str) -> String {
    let main = body.split_once("<main").map_or(body, |(_, rest)| rest);
    let (mut words, mut in_tag) = (String::new(), true);
    for sign in main.chars() {
        match sign {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                words.push(' ');
            }
            _ if !in_tag => words.push(sign),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(1_500).collect()
}

/// The value of a form's field.
pub fn value_of(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let Some(tag) = body.split('<').find(|tag| tag.contains(&mark)) else {
        panic!("no field {name} in {}", main_of(body))
    };
    let value = tag.split_once("value=\"").map_or("", |(_, rest)| rest);
    value.split('"').next().unwrap_or("").to_owned()
}

/// The first address of this kind on a page: `/orders/` → `/orders/ord_…`.
pub fn link_to(body: &str, begins: &str) -> String {
    let mark = format!("\"{begins}");
    let (_, rest) =
        body.split_once(&mark).unwrap_or_else(|| panic!("no way to {begins}: {}", main_of(body)));
    format!("{begins}{}", rest.split('"').next().unwrap_or(""))
}

/// Starts what runs behind the pages.
pub async fn work(scene: &Scene) -> Working {
    scene.house().start().await.unwrap()
}

/// The fields of a bid, with the wish of the form that was shown.
pub async fn bid(
    browser: &mut Browser,
    lot: &str,
    ceiling: &str,
    mode: &str,
    more: &[(&str, &str)],
) -> Page {
    let page = browser.get(lot).await;
    let ask = value_of(&page.body, "ask");
    let mut fields =
        vec![("ceiling", ceiling), ("mode", mode), ("lead", "10"), ("ask", ask.as_str())];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    browser.send(&format!("{lot}/bids"), &fields).await
}

/// The last part of a path.
pub fn last_of(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}
