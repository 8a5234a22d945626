//! A visitor over the network: keeps cookies, sends the token of the form it saw last.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, SET_COOKIE};

pub struct Net {
    base: String,
    cookies: BTreeMap<String, String>,
    token: String,
    client: reqwest::Client,
    /// The hash that each answer named.
    pub policy: String,
}

pub struct Got {
    pub status: u16,
    pub body: String,
}

impl Got {
    pub fn says(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    /// The first address of this kind on the page.
    pub fn link(&self, begins: &str) -> String {
        let mark = format!("\"{begins}");
        let rest = self.body.split_once(&mark);
        let (_, rest) = rest.unwrap_or_else(|| panic!("no way to {begins}: {}", self.body));
        format!("{begins}{}", rest.split('"').next().unwrap())
    }
}

impl Net {
    pub fn new(base: &str) -> Net {
        let none = reqwest::redirect::Policy::none();
        let client = reqwest::Client::builder().redirect(none).build().unwrap();
        let (base, policy) = (base.to_owned(), String::new());
        Net { base, cookies: BTreeMap::new(), token: String::new(), client, policy }
    }

    pub async fn get(&mut self, path: &str) -> Got {
        let request = self.client.get(format!("{}{path}", self.base));
        self.ask(request).await
    }

    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Got {
        let token = self.token.clone();
        let all = [fields, &[("_form", token.as_str())]].concat();
        let pairs: Vec<String> =
            all.iter().map(|(name, v)| format!("{name}={}", web::percent_encoded(v))).collect();
        let request = self.client.post(format!("{}{path}", self.base));
        let kind = "application/x-www-form-urlencoded";
        self.ask(request.header(CONTENT_TYPE, kind).body(pairs.join("&"))).await
    }

    /// The same, and it must lead on.
    pub async fn done(&mut self, path: &str, fields: &[(&str, &str)]) -> Got {
        let got = self.send(path, fields).await;
        assert_eq!(got.status, 303, "{path}: {}", got.body);
        got
    }

    /// Looks at a page until it says so.
    pub async fn until_says(&mut self, path: &str, words: &str) -> Got {
        let end = Instant::now() + Duration::from_secs(40);
        loop {
            let got = self.get(path).await;
            if got.says(words) {
                return got;
            }
            assert!(Instant::now() < end, "{path} never said “{words}”: {}", got.body);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn sign_in(&mut self, door: &str, handle: &str, password: &str) {
        self.get(door).await;
        self.done(door, &[("handle", handle), ("password", password)]).await;
    }

    /// Both steps of the staff's door.
    pub async fn sign_in_staff(&mut self, handle: &str, password: &str, code: &str) {
        self.get("/staff/sign-in").await;
        let fields = [("handle", handle), ("password", password)];
        let page = self.send("/staff/sign-in", &fields).await;
        let (_, rest) = page.body.split_once("name=\"half\" value=\"").unwrap();
        let half = rest.split('"').next().unwrap().to_owned();
        self.done("/staff/sign-in/code", &[("half", &half), ("code", code)]).await;
    }

    async fn ask(&mut self, request: reqwest::RequestBuilder) -> Got {
        let jar: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let request = request.header(COOKIE, jar.join("; ")).header(ACCEPT, "text/html");
        let answer = request.send().await.unwrap();
        for line in answer.headers().get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let named = answer.headers().get("x-privacy-policy");
        self.policy = named.map_or_else(String::new, |hash| hash.to_str().unwrap().to_owned());
        let (status, body) = (answer.status().as_u16(), answer.text().await.unwrap());
        if let Some((_, rest)) = body.split_once("name=\"_form\" value=\"") {
            self.token = rest.split('"').next().unwrap().to_owned();
        }
        Got { status, body }
    }
}
