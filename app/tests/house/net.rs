//! A client that speaks real HTTP and sends exactly what it is told, well-formed or not.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};

/// One visitor over the network.
pub struct Net {
    pub base: String,
    pub cookies: BTreeMap<String, String>,
    pub token: String,
    client: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub struct Got {
    pub status: StatusCode,
    pub body: String,
    pub to: Option<String>,
}

impl Net {
    pub fn new(base: &str) -> Net {
        let none = reqwest::redirect::Policy::none();
        let client = reqwest::Client::builder().redirect(none).build().unwrap();
        Net { base: base.to_owned(), cookies: BTreeMap::new(), token: String::new(), client }
    }

    pub async fn get(&mut self, path: &str) -> Got {
        let request = self.client.get(format!("{}{path}", self.base));
        self.take(request).await
    }

    pub async fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Got {
        let mut all = fields.to_vec();
        let token = self.token.clone();
        all.push(("_form", &token));
        let pairs: Vec<String> =
            all.iter().map(|(k, v)| format!("{k}={}", web::percent_encoded(v))).collect();
        self.send(path, "application/x-www-form-urlencoded", pairs.join("&"), &[]).await
    }

    pub async fn send(
        &mut self,
        path: &str,
        kind: &str,
        body: impl Into<reqwest::Body>,
        headers: &[(&str, &str)],
    ) -> Got {
        let mut request =
            self.client.post(format!("{}{path}", self.base)).header(CONTENT_TYPE, kind).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.take(request).await
    }

    async fn take(&mut self, request: reqwest::RequestBuilder) -> Got {
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
        let status = answer.status();
        let to = answer.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let body = answer.text().await.unwrap();
        if let Some((_, rest)) = body.split_once("name=\"_form\" value=\"") {
            self.token = rest.split('"').next().unwrap().to_owned();
        }
        Got { status, body, to }
    }

    /// Signs in at a door.
    pub async fn sign_in(&mut self, door: &str, handle: &str, password: &str) {
        self.get(door).await;
        let got = self.form(door, &[("handle", handle), ("password", password)]).await;
        assert_eq!(got.status, 303, "{handle}: {}", got.body);
    }
}
