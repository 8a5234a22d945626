use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use tower::ServiceExt;

use crate::form::percent_encoded;
use crate::rate::Peer;

/// A browser without a window: keeps cookies, sends the token of the form it saw last, follows
/// nothing by itself. Tests and stories visit the house with it, without a network.
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    token: Option<String>,
    accept: &'static str,
    more: Vec<(&'static str, String)>,
    peer: Option<Peer>,
}

/// What the house answered.
#[derive(Debug)]
pub struct Page {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Page {
    /// Whether the page says this.
    pub fn says(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    /// Where the answer sends the browser on to.
    pub fn goes_to(&self) -> Option<&str> {
        self.headers.get(header::LOCATION)?.to_str().ok()
    }
}

/// What stands between the parts of a form with files.
const EDGE: &str = "daiko-parts-of-a-form";

impl Browser {
    /// A browser nobody has used yet.
    pub fn new(router: Router) -> Browser {
        Browser {
            router,
            cookies: BTreeMap::new(),
            token: None,
            accept: "text/html",
            more: Vec::new(),
            peer: None,
        }
    }

    /// Asks for JSON from now on.
    #[must_use]
    pub fn for_json(mut self) -> Browser {
        self.accept = "application/json";
        self
    }

    /// Sends this header with every request from now on.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Browser {
        self.more.push((name, value.into()));
        self
    }

    /// Comes from this address from now on.
    #[must_use]
    pub fn from(mut self, address: std::net::IpAddr) -> Browser {
        self.peer = Some(Peer(address));
        self
    }

    /// The cookies it holds.
    pub fn cookies(&mut self) -> &mut BTreeMap<String, String> {
        &mut self.cookies
    }

    /// The token of the form it saw last.
    pub fn token(&mut self) -> &mut Option<String> {
        &mut self.token
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, None).await
    }

    /// Opens a page and goes on to wherever it leads, five times at most.
    pub async fn visit(&mut self, path: &str) -> Page {
        let mut page = self.get(path).await;
        for _ in 0..5 {
            let Some(on) = page.goes_to().map(str::to_owned) else { break };
            page = self.get(&on).await;
        }
        page
    }

    /// Sends a form with the token of the page it saw last.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut body: Vec<String> = fields.iter().map(|(name, value)| pair(name, value)).collect();
        if let Some(token) = &self.token {
            body.push(pair(crate::gate::CSRF, token));
        }
        self.ask(Method::POST, path, Some(body.join("&"))).await
    }

    /// Sends a form with files: each its field, its name and what is in it.
    pub async fn send_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let token = self.token.clone().unwrap_or_default();
        let mut body = Vec::new();
        let own = [(crate::gate::CSRF, token.as_str())];
        for (name, value) in fields.iter().chain(&own) {
            let head =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(format!("{value}\r\n").as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.ask_with(Method::POST, path, Some((kind, body))).await
    }

    async fn ask(&mut self, method: Method, path: &str, form: Option<String>) -> Page {
        let kind = || "application/x-www-form-urlencoded".to_owned();
        self.ask_with(method, path, form.map(|form| (kind(), form.into_bytes()))).await
    }

    async fn ask_with(
        &mut self,
        method: Method,
        path: &str,
        form: Option<(String, Vec<u8>)>,
    ) -> Page {
        let jar: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, self.accept)
            .header(header::COOKIE, jar.join("; "));
        if let Some(peer) = self.peer {
            request = request.extension(peer);
        }
        for (name, value) in &self.more {
            request = request.header(*name, value);
        }
        if let Some((kind, _)) = &form {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let request = request.body(form.map_or_else(Body::empty, |(_, body)| Body::from(body)));
        let response = match request {
            Ok(request) => {
                self.router.clone().oneshot(request).await.unwrap_or_else(|e| match e {})
            }
            Err(error) => bad(&error.to_string()),
        };
        let (parts, body) = response.into_parts();
        self.keep(&parts.headers);
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let mark = format!("name=\"{}\" value=\"", crate::gate::CSRF);
        if let Some((_, rest)) = body.split_once(&mark) {
            self.token = rest.split('"').next().map(str::to_owned);
        }
        Page { status: parts.status, headers: parts.headers, body }
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap_or("");
            let pair = line.split(';').next().unwrap_or("");
            if let Some((name, value)) = pair.split_once('=') {
                if line.contains("Max-Age=0") {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
    }
}

fn bad(why: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(why.to_owned()));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", percent_encoded(name), percent_encoded(value))
}

/// A member's own program: shows a key, sends JSON, keeps no cookie. Tests call the API with it.
#[derive(Clone)]
pub struct Program {
    router: Router,
    token: Option<String>,
    peer: Option<Peer>,
}

impl Program {
    /// A program with this key, or with none.
    pub fn new(router: Router, token: Option<String>) -> Program {
        Program { router, token, peer: None }
    }

    /// Comes from this address from now on.
    #[must_use]
    pub fn from(mut self, address: std::net::IpAddr) -> Program {
        self.peer = Some(Peer(address));
        self
    }

    /// Asks without changing anything.
    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, &[], String::new()).await
    }

    /// Changes something, under this `Idempotency-Key`.
    pub async fn post(&self, path: &str, key: &str, body: &str) -> Page {
        let json = ("content-type", "application/json");
        self.send(Method::POST, path, &[("idempotency-key", key), json], body.to_owned()).await
    }

    /// Sends whatever it is told to.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Page {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(peer) = self.peer {
            request = request.extension(peer);
        }
        let response = match request.body(Body::from(body)) {
            Ok(request) => {
                self.router.clone().oneshot(request).await.unwrap_or_else(|e| match e {})
            }
            Err(error) => bad(&error.to_string()),
        };
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Page { status: parts.status, headers: parts.headers, body }
    }
}
