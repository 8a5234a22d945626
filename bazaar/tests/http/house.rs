//! A marketplace in a folder of its own, and someone to talk to it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use bazaar::{Config, Running, Seat, Seeding, serve};
use kernel::{At, Clock, Span};
use serde_json::{Value, json};

/// A clock that stands still unless it is moved.
pub struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> At {
        At::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Noon of a day, as microseconds.
pub const NOON: i64 = 1_795_341_600_000_000;

pub struct House {
    pub clock: Arc<HandClock>,
    pub folder: PathBuf,
    pub running: Option<Running>,
    http: reqwest::Client,
}

/// The status, and the body.
pub type Told = (u16, Value);

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// The settings of a quiet marketplace: two accounts, nothing but what is listed by hand.
pub fn quiet(folder: &std::path::Path, clock: &Arc<HandClock>) -> Config {
    let clock: Arc<dyn Clock> = Arc::clone(clock) as Arc<dyn Clock>;
    let seat = |n: usize, bad| Seat {
        id: format!("house-{n}"),
        name: format!("House {n}"),
        token: Some(format!("token-{n}")),
        good: 20,
        bad,
    };
    Config {
        accounts: vec![seat(1, 0), seat(2, 0), seat(3, 20)],
        admin_token: Some("operator".to_owned()),
        seeding: Seeding::empty(),
        ..Config::new(folder, clock, Arc::new(db::SystemDice::new().unwrap()))
    }
}

impl House {
    pub async fn open() -> House {
        House::open_with(|config| config).await
    }

    pub async fn open_with(change: impl FnOnce(Config) -> Config) -> House {
        let n = FOLDERS.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("bazaar-test-{}-{n}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let clock = Arc::new(HandClock(AtomicI64::new(NOON)));
        let running = serve(change(quiet(&folder, &clock))).await.unwrap();
        let http = reqwest::Client::new();
        House { clock, folder, running: Some(running), http }
    }

    /// Ends the marketplace and opens it again from what is on the disk.
    pub async fn reopen(&mut self, change: impl FnOnce(Config) -> Config) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
        self.running = Some(serve(change(quiet(&self.folder, &self.clock))).await.unwrap());
    }

    pub fn wait(&self, span: Span) {
        self.clock.0.fetch_add(span.as_micros(), Ordering::SeqCst);
    }

    pub fn now(&self) -> i64 {
        self.clock.now().micros()
    }

    pub fn url(&self) -> String {
        self.running.as_ref().unwrap().url()
    }

    pub async fn ask(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Option<Value>,
    ) -> reqwest::Result<reqwest::Response> {
        let url = format!("{}{path}", self.url());
        let request = if method == "get" { self.http.get(url) } else { self.http.post(url) };
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        match body {
            Some(body) => request.json(&body).send().await,
            None => request.send().await,
        }
    }

    async fn told(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> Told {
        let response = self.ask(method, path, token, body).await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    /// What account `n` reads.
    pub async fn get(&self, n: usize, path: &str) -> Told {
        self.told("get", path, &format!("token-{n}"), None).await
    }

    /// What account `n` does.
    pub async fn post(&self, n: usize, path: &str, body: Value) -> Told {
        self.told("post", path, &format!("token-{n}"), Some(body)).await
    }

    /// What the operator does.
    pub async fn order(&self, path: &str, body: Value) -> Value {
        let (status, told) =
            self.told("post", &format!("/v1/admin{path}"), "operator", Some(body)).await;
        assert_eq!(status, 200, "{path}: {told}");
        told
    }

    pub async fn operator_told(&self, path: &str, body: Value) -> Told {
        self.told("post", &format!("/v1/admin{path}"), "operator", Some(body)).await
    }

    pub async fn audit(&self) -> Vec<Value> {
        let (_, told) = self.told("get", "/v1/admin/audit", "operator", None).await;
        told["rows"].as_array().unwrap().clone()
    }

    /// Lists an auction from 1,000 yen that ends in `minutes`.
    pub async fn lot(&self, minutes: i64, more: Value) -> String {
        let mut asked = json!({ "start_yen": 1_000, "lasts_ms": minutes * 60_000 });
        for (key, value) in more.as_object().unwrap() {
            asked[key] = value.clone();
        }
        let listed = self.order("/listings", asked).await;
        listed["ids"][0].as_str().unwrap().to_owned()
    }

    pub async fn offer(&self, price_yen: i64, stock: i64) -> String {
        let asked = json!({ "kind": "fixed", "price_yen": price_yen, "stock": stock });
        let listed = self.order("/listings", asked).await;
        listed["ids"][0].as_str().unwrap().to_owned()
    }

    pub async fn item(&self, id: &str) -> Value {
        self.get(1, &format!("/v1/items/{id}")).await.1
    }

    /// The two steps of a bid; the fields for the second.
    pub async fn preview(&self, n: usize, item: &str, reference: &str, yen: i64) -> Value {
        let asked = json!({ "item_id": item, "reference": reference, "amount_yen": yen });
        let (status, told) = self.post(n, "/v1/bids/preview", asked).await;
        assert_eq!(status, 200, "{told}");
        told
    }

    pub async fn bid(&self, n: usize, item: &str, reference: &str, yen: i64) -> Told {
        let preview = self.preview(n, item, reference, yen).await;
        self.post(n, "/v1/bids", preview).await
    }

    /// Both steps of a purchase.
    pub async fn buy(
        &self,
        n: usize,
        item: &str,
        reference: &str,
        quantity: i64,
        yen: i64,
    ) -> Told {
        let asked = json!({ "item_id": item, "reference": reference, "quantity": quantity, "expected_yen": yen });
        let (status, preview) = self.post(n, "/v1/purchases/preview", asked).await;
        if status != 200 {
            return (status, preview);
        }
        self.post(n, "/v1/purchases", preview).await
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.running = None;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Holds an answer against its shape in the OpenAPI file: every field that is written is there and
/// no other, each of a written type.
pub fn fits(shape: &str, told: &Value) {
    let book: Value =
        serde_json::from_str(include_str!("../../../docs/connector-protocol.openapi.json"))
            .unwrap();
    let schemas = &book["components"]["schemas"];
    check(schemas, &schemas[shape], told, shape);
}

fn check(schemas: &Value, shape: &Value, told: &Value, path: &str) {
    if let Some(name) = shape["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return check(schemas, &schemas[name], told, path);
    }
    if let Some(choices) = shape["oneOf"].as_array() {
        let null = choices.iter().any(|choice| choice["type"] == "null");
        assert!(null || !told.is_null(), "{path} is null");
        if !told.is_null() && choices.len() == 2 {
            check(schemas, &choices[0], told, path);
        }
        return;
    }
    let kind = match told {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_i64() || n.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = &shape["type"];
    let known = kinds == kind || kinds.as_array().is_some_and(|all| all.iter().any(|k| k == kind));
    assert!(known, "{path} is {told}, not {kinds}");
    if let Some(words) = shape["enum"].as_array() {
        assert!(words.contains(told), "{path} is {told}, none of {words:?}");
    }
    if let Some(rows) = told.as_array() {
        rows.iter().for_each(|row| check(schemas, &shape["items"], row, path));
    }
    if let (Some(fields), Some(written)) = (told.as_object(), shape["properties"].as_object()) {
        if shape["additionalProperties"] != true {
            let told: Vec<_> = fields.keys().filter(|key| !written.contains_key(*key)).collect();
            assert!(told.is_empty(), "{path} has fields that are not written: {told:?}");
        }
        for (name, shape) in written {
            let field = fields.get(name).unwrap_or_else(|| panic!("{path} has no {name}"));
            check(schemas, shape, field, &format!("{path}.{name}"));
        }
    }
}
