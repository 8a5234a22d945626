//! A Chromium without a window, driven over chromedriver's plain HTTP.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Chromium keeps to itself: without these it looks for the network at each start.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// One browser.
pub struct Driver {
    process: Child,
    client: reqwest::Client,
    session: String,
}

impl Driver {
    /// Starts one; `None` when this machine has none.
    pub async fn start() -> Option<Driver> {
        for program in ["chromium", "chromedriver"] {
            let asked = Command::new(program)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
            if !asked.is_ok_and(|status| status.success()) {
                eprintln!("left out: no Chromium ({program} is not installed)");
                return None;
            }
        }
        let port = daiko::child::free_port().unwrap();
        let process = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .arg("--log-level=SEVERE")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut driver = Driver { process, client: reqwest::Client::new(), session: String::new() };
        let base = format!("http://127.0.0.1:{port}");
        super::answers(&format!("{base}/status")).await;
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": FLAGS },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        } } });
        let made = driver.call(&format!("{base}/session"), Some(&wanted)).await;
        let id = made["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {made}"));
        driver.session = format!("{base}/session/{id}");
        driver.devtools("Network.enable", json!({})).await;
        Some(driver)
    }

    async fn call(&self, url: &str, body: Option<&Value>) -> Value {
        let request = match body {
            Some(body) => self.client.post(url).json(body),
            None => self.client.get(url),
        };
        let answer = request.timeout(Duration::from_secs(60)).send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(status.is_success(), "{url}: {value}");
        value["value"].clone()
    }

    async fn tell(&self, path: &str, body: Value) -> Value {
        self.call(&format!("{}/{path}", self.session), Some(&body)).await
    }

    /// A command of the developer tools.
    pub async fn devtools(&self, command: &str, params: Value) -> Value {
        self.tell("goog/cdp/execute", json!({ "cmd": command, "params": params })).await
    }

    /// Gives the browser a device that keeps passkeys; its name.
    pub async fn authenticator(&self, kind: Value) -> String {
        self.tell("webauthn/authenticator", kind).await.as_str().unwrap().to_owned()
    }

    /// Takes that device away, with the passkeys on it.
    pub async fn no_authenticator(&self, name: &str) {
        let url = format!("{}/webauthn/authenticator/{name}", self.session);
        let answer = self.client.delete(url).timeout(Duration::from_secs(60)).send().await.unwrap();
        assert!(answer.status().is_success(), "{:?}", answer.text().await);
    }

    /// Opens a page.
    pub async fn open(&self, url: &str) {
        self.tell("url", json!({ "url": url })).await;
    }

    /// Where it is.
    pub async fn address(&self) -> String {
        let value = self.call(&format!("{}/url", self.session), None).await;
        value.as_str().unwrap().to_owned()
    }

    /// The page's source as it stands now.
    pub async fn source(&self) -> String {
        let value = self.call(&format!("{}/source", self.session), None).await;
        value.as_str().unwrap().to_owned()
    }

    /// What a script in the page answers.
    pub async fn script(&self, script: &str) -> Value {
        self.tell("execute/sync", json!({ "script": script, "args": [] })).await
    }

    async fn find(&self, css: &str) -> String {
        let found = self.tell("element", json!({ "using": "css selector", "value": css })).await;
        let element = found.as_object().unwrap().values().next().unwrap();
        element.as_str().unwrap().to_owned()
    }

    /// Whether there is such an element.
    pub async fn has(&self, css: &str) -> bool {
        let all = self.tell("elements", json!({ "using": "css selector", "value": css })).await;
        !all.as_array().unwrap().is_empty()
    }

    /// The text of an element.
    pub async fn text(&self, css: &str) -> String {
        let element = self.find(css).await;
        let url = format!("{}/element/{element}/text", self.session);
        self.call(&url, None).await.as_str().unwrap().to_owned()
    }

    /// Empties a field and types into it.
    pub async fn fill(&self, css: &str, text: &str) {
        let element = self.find(css).await;
        self.tell(&format!("element/{element}/clear"), json!({})).await;
        self.tell(&format!("element/{element}/value"), json!({ "text": text })).await;
    }

    /// Clicks.
    pub async fn click(&self, css: &str) {
        let element = self.find(css).await;
        self.tell(&format!("element/{element}/click"), json!({})).await;
    }

    /// What was written to this log since it was last asked for.
    pub async fn log(&self, kind: &str) -> Vec<Value> {
        self.tell("se/log", json!({ "type": kind })).await.as_array().unwrap().clone()
    }

    /// A window of this size; `phone` as a phone has it.
    pub async fn size(&self, width: i64, height: i64, phone: bool) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Whether scripts of pages run.
    pub async fn scripts(&self, run: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !run })).await;
    }

    /// A picture of what the window shows, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let value = self.call(&format!("{}/screenshot", self.session), None).await;
        of_base64(value.as_str().unwrap())
    }

    /// Ends the browser, then its driver.
    pub async fn stop(self) {
        let _ = self.client.delete(&self.session).send().await;
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Told, not killed: it takes its browsers along.
        let _ = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
    }
}

/// Looks until it is so.
pub async fn until(what: &str, seconds: u64, mut look: impl AsyncFnMut() -> Result<(), String>) {
    let end = Instant::now() + Duration::from_secs(seconds);
    loop {
        match look().await {
            Ok(()) => return,
            Err(seen) => assert!(Instant::now() < end, "{what}: {seen}"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn of_base64(text: &str) -> Vec<u8> {
    let six = |sign: u8| match sign {
        b'A'..=b'Z' => Some(sign - b'A'),
        b'a'..=b'z' => Some(sign - b'a' + 26),
        b'0'..=b'9' => Some(sign - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0u32, 0u32);
    for value in text.bytes().filter_map(six) {
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 255).unwrap());
        }
    }
    bytes
}
