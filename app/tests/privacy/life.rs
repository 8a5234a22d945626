//! A member with canaries for data, in a house that is served by the real program: joins, buys, is
//! sent a parcel, looks at what was done with their data, and takes the proof home.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use daiko::demo::{PASSWORD, people};
use daiko::house::Blueprint;
use db::{Lock, SystemClock, SystemDice, Tx};
use kernel::{Clock, Span, Yen};
use privacy::{Birthday, PaymentMeans, Sex, SocialAccount, Text, set_piece};
use web::Browser;

use crate::common::{Folder, unique};
use crate::net::Net;

/// One word for each piece of a person, none of which stands anywhere else.
pub const HANDLE: &str = "kakapo_7q4";
pub const GIVEN: &str = "Wombatina7q4";
const FAMILY: &str = "Bandicoot7q4";
const LATIN: &str = "Numbat Potoroozqx";
const STREET: &str = "9 Bilby7q4 Lane";
const CITY: &str = "Quollton7q4";
const REGION: &str = "Dunnart7q4";
const POSTAL: &str = "7Q4 XKCD";
const PHONE: &str = "+649912347704";
const EMAIL: &str = "kowari7q4@letter.example";
const BIRTHDAY: &str = "1987-07-14z";
const SEX: &str = "mulgara7q4";
const CARD: [&str; 3] = ["Brandkultarr7q4", "9z87", "tok_ningaui7q4"];
const SOCIAL: [&str; 3] = ["antechinus7q4", "subject-7q4-991", "@planigale7q4"];
const SECRET: &str = "phascogale 7q4 deep";

/// All of them.
pub fn canaries() -> Vec<&'static str> {
    let one = [
        HANDLE,
        GIVEN,
        FAMILY,
        "Potoroozqx",
        "Bilby7q4",
        CITY,
        REGION,
        POSTAL,
        PHONE,
        EMAIL,
        BIRTHDAY,
        SEX,
        SECRET,
    ];
    [&one[..], &CARD, &SOCIAL].concat()
}

/// What is left when the life is lived.
pub struct Lived {
    pub folder: Folder,
    pub postgres: Option<String>,
    /// The proofs of the label's opening and of the hand-over.
    pub proofs: Vec<String>,
    /// The log's key, as the page of the checkpoint gives it.
    pub key: String,
}

/// The house's own process; ended when dropped.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Lives it on SQLite, and on PostgreSQL when there is a server.
pub fn on_each_engine(test: impl Fn(&Lived)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    test(&runtime.block_on(live(None)));
    if let Some(server) = testkit::postgres_address() {
        let join = if server.contains('?') { '&' } else { '?' };
        let address = format!("{server}{join}schema=daiko_life_{}", unique());
        db::drop_schema(&address).unwrap();
        test(&runtime.block_on(live(Some(address.clone()))));
        db::drop_schema(&address).unwrap();
    }
}

async fn live(postgres: Option<String>) -> Lived {
    let folder = Folder::fresh();
    let epoch = SystemClock::default().now();
    let dice = Arc::new(SystemDice::new().unwrap());
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
    let mut config = bazaar::Config::new(folder.at("bazaar"), clock, dice);
    (config.speed, config.epoch) = (60, Some(epoch));
    config.seeding = bazaar::Seeding { ship_after: Span::secs(20), ..bazaar::Seeding::empty() };
    let market = bazaar::serve(config).await.unwrap();

    let mut blueprint = Blueprint::new(folder.at("house"));
    blueprint.postgres.clone_from(&postgres);
    (blueprint.speed, blueprint.epoch) = (60, epoch);
    let code = joins(blueprint).await;

    let (served, base) = serve(&folder, postgres.as_deref(), epoch, &market).await;
    let order = buys(&base, &market).await;
    is_sent(&base, &order, &code).await;
    let (proofs, key) = looks(&base, &order).await;
    crate::common::copy(&folder.at("house"), &folder.at("backup"));
    // As in a power cut: what lies beside the database stays there.
    drop(served);
    market.stop().await;
    Lived { folder, postgres, proofs, key }
}

// Joins by the pages of a house in this process, with the pieces that no page asks for yet.
async fn joins(blueprint: Blueprint) -> String {
    let house = blueprint.open().unwrap();
    people(&house).await.unwrap();
    let mut hers = Browser::new(house.site.router());
    hers.get("/sign-up").await;
    let fields = [("handle", HANDLE), ("mail", EMAIL), ("password", SECRET)];
    let joined = hers.send("/sign-up", &fields).await;
    assert_eq!(joined.status, 303, "{}", joined.body);
    hers.get("/account/delivery").await;
    let bad = hers.send("/account/delivery", &[("given", GIVEN), ("city", CITY)]).await;
    assert_eq!(bad.status, 422, "{}", bad.body);
    let to = [
        ("given", GIVEN),
        ("family", FAMILY),
        ("latin", LATIN),
        ("lines", STREET),
        ("city", CITY),
        ("region", REGION),
        ("postal_code", POSTAL),
        ("country", "IE"),
        ("phone", PHONE),
    ];
    let done = hers.send("/account/delivery", &to).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let mut other = Browser::new(house.site.router());
    other.get("/sign-up").await;
    let taken = other.send("/sign-up", &fields).await;
    assert!(taken.says("taken"), "{}", taken.body);
    let act = |tx: &mut Tx<'_>| {
        let me = members::find(tx, HANDLE)?.unwrap().member;
        let text = |word: &str| Text::new(word);
        members::prove_mail(tx, me, EMAIL)?;
        set_piece(tx, me, &Birthday { day: text(BIRTHDAY) })?;
        set_piece(tx, me, &Sex { word: text(SEX) })?;
        let [brand, last_four, token] = CARD.map(text);
        set_piece(tx, me, &PaymentMeans { brand, last_four, token })?;
        let [provider, subject, handle] = SOCIAL.map(text);
        set_piece(tx, me, &SocialAccount { provider, subject, handle })?;
        assert!(ledger::deposit(tx, me, Yen::new(50_000), "life", "house")?);
        let packer = web::Sitter::Staff(staff::find(tx, "packer")?.unwrap().staff);
        Ok(members::new_recovery_codes(tx, packer)?.remove(0))
    };
    house.db.write("life.fill", Lock::none(), act).await.unwrap()
}

async fn serve(
    folder: &Folder,
    postgres: Option<&str>,
    epoch: kernel::At,
    market: &bazaar::Running,
) -> (Served, String) {
    let account = &market.access().accounts[0];
    let token = folder.at("token");
    std::fs::write(&token, &account.token).unwrap();
    let base = format!("127.0.0.1:{}", daiko::child::free_port().unwrap());
    let out = |name: &str| std::fs::File::create(folder.at(name)).unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_daiko"))
        .args(["serve", "--listen", &base, "--speed", "60", "--engine"])
        .arg(postgres.unwrap_or("sqlite"))
        .arg("--data")
        .arg(folder.at("house"))
        .arg(format!("--epoch={}", epoch.micros()))
        .arg(format!("--market=bazaar={},{},{}", market.url(), account.id, token.display()))
        .stdin(Stdio::null())
        .stdout(out("stdout.log"))
        .stderr(out("stderr.log"))
        .spawn()
        .unwrap();
    let (served, base) = (Served(child), format!("http://{base}"));
    let end = Instant::now() + Duration::from_secs(30);
    while reqwest::get(format!("{base}/figures")).await.is_err() {
        assert!(Instant::now() < end, "{}", printed(&folder.at("stderr.log")));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    (served, base)
}

fn printed(file: &PathBuf) -> String {
    std::fs::read_to_string(file).unwrap_or_default()
}

async fn buys(base: &str, market: &bazaar::Running) -> String {
    let listing = serde_json::json!({
        "kind": "fixed", "title_en": "A kettle", "price_yen": 2_400, "stock": 3,
        "shipping_yen": 500,
    });
    let client = reqwest::Client::new();
    let request = client.post(format!("{}/v1/admin/listings", market.url()));
    let request = request.bearer_auth(&market.access().admin_token).json(&listing);
    let listed: serde_json::Value = request.send().await.unwrap().json().await.unwrap();
    let item = listed["ids"][0].as_str().unwrap().to_owned();

    let mut hers = Net::new(base);
    hers.sign_in("/sign-in", HANDLE, SECRET).await;
    // Words of hers in places they do not belong, and that the house refuses.
    hers.get(&format!("/nowhere/{HANDLE}")).await;
    hers.send(&format!("/lots/bazaar/{GIVEN}/bids"), &[("ceiling", GIVEN)]).await;
    hers.get(&format!("/lots/bazaar/{item}")).await;
    hers.done("/cart", &[("market", "bazaar"), ("item", &item), ("quantity", "1")]).await;
    hers.get("/cart").await;
    hers.done("/cart/check-out", &[]).await;
    let order = hers.until_says("/purchases", "To the order").await.link("/orders/ord_");
    hers.until_says(&order, "Sent by the seller").await;
    order
}

async fn is_sent(base: &str, order: &str, code: &str) {
    let (mut hers, mut packer) = (Net::new(base), Net::new(base));
    hers.sign_in("/sign-in", HANDLE, SECRET).await;
    packer.sign_in_staff("packer", PASSWORD, code).await;
    let page = packer.get("/staff/arrivals").await;
    let row = page.body.split("<tr").find(|row| row.contains(order)).unwrap();
    let cell = row.split_once("data-column=\"Tracking\"").unwrap().1;
    let mut words = cell.split('<').filter_map(|part| part.split_once('>')).map(|(_, word)| word);
    let number = words.find(|word| !word.is_empty()).unwrap().to_owned();
    packer.done("/staff/arrivals", &[("tracking", &number), ("words", "a box")]).await;
    let staff = format!("/staff{order}");
    step(&mut packer, &staff, "find_ok").await;
    packer.done(&format!("{staff}/shelf"), &[("shelf", "B-07")]).await;
    hers.until_says(order, "Send it to me").await;
    hers.done(&format!("{order}/send"), &[]).await;
    step(&mut packer, &staff, "start_packing").await;
    let parcel =
        [("weight_g", "900"), ("length_mm", "300"), ("width_mm", "200"), ("height_mm", "120")];
    packer.done(&format!("{staff}/box"), &parcel).await;
    let page = packer.get(&staff).await;
    assert!(page.says("Demo Post") && page.says("Demo Express"), "{}", page.body);
    assert!(!page.says("delivers in the country"), "not the one at the far end: {}", page.body);
    let hand_over = format!("{staff}/hand-over");
    let unknown = [("carrier", "Someone’s Van"), ("tracking", "EE123456785JP")];
    let no = packer.send(&hand_over, &unknown).await;
    assert!(no.status >= 400 && no.says("no legal route"), "{}", no.body);
    assert!(!no.says("Potoroozqx"), "nothing is opened for nobody: {}", no.body);
    let label =
        packer.send(&hand_over, &[("carrier", "Demo Post"), ("tracking", "EE123456785JP")]).await;
    // The post of that country wants its cities in capitals.
    let city = CITY.to_uppercase();
    assert!(label.status == 200 && label.says(LATIN) && label.says(&city), "{}", label.body);
}

async fn step(packer: &mut Net, staff: &str, event: &str) {
    packer.get(staff).await;
    packer.done(&format!("{staff}/steps"), &[("event", event)]).await;
}

// What she sees: both acts with who, what, why; the hand-over with its route; and the proofs.
async fn looks(base: &str, order: &str) -> (Vec<String>, String) {
    let mut hers = Net::new(base);
    hers.sign_in("/sign-in", HANDLE, SECRET).await;
    let reason = format!("label of {}", order.trim_start_matches("/orders/"));
    let page = hers.until_says("/me/privacy", &reason).await;
    assert_eq!(page.body.matches(&reason).count(), 2, "two acts: {}", page.body);
    for words in ["Warehouse", "Shipping", "ParcelLabel", "demo_post", "Demo Post"] {
        assert!(page.says(words) || page.says(&words.to_lowercase()), "{words}: {}", page.body);
    }
    let policy = daiko::policy_files::Files::BuiltIn.versions().unwrap().pop().unwrap();
    let route = policy.prose[&policy::Lang::En].say("route", "on-behalf").to_owned();
    assert!(page.says(&route), "{route}: {}", page.body);
    for path in ["/", "/privacy", "/me/privacy", "/cart", "/nowhere", "/figures"] {
        hers.get(path).await;
        assert_eq!(hers.policy, policy.hash(), "{path}");
    }
    let mut proofs = Vec::new();
    let parts: Vec<&str> = page.body.split("/me/privacy/proofs/").skip(1).collect();
    for part in parts {
        let path = format!("/me/privacy/proofs/{}", part.split('"').next().unwrap());
        proofs.push(hers.until_says(&path, "daiko proof 1").await.body);
    }
    let checkpoint = hers.get("/privacy/checkpoint").await.body;
    let key = checkpoint.lines().find_map(|line| line.strip_prefix("key ")).unwrap().to_owned();
    (proofs, key)
}
