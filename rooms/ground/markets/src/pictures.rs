//! Pictures of items, fetched by the house: a reader's browser asks this house alone, and no
//! marketplace learns who looks at what. An address is signed, so that the house fetches what a
//! marketplace of its own named and nothing else, and only where that marketplace is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_lc_rs::{constant_time, hmac};
use bytes::Bytes;
use kernel::Fault;
use reqwest::{Client, Url, header, redirect};

use crate::model::Item;

/// The most bytes of one picture.
const MOST_BYTES: usize = 3 << 20;
/// All pictures in memory together take at most so much; then keeping begins anew.
const MOST_KEPT: usize = 48 << 20;
/// How long a marketplace may take.
const PATIENCE: Duration = Duration::from_secs(8);
/// What a picture may be.
const KINDS: [&str; 5] = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/svg+xml"];

/// A picture as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it is, one of a few kinds.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Bytes,
}

/// The way to pictures. Cheap to clone.
#[derive(Clone)]
pub struct Pictures(Arc<Inner>);

struct Inner {
    key: hmac::Key,
    places: Vec<Url>,
    client: Client,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    all: HashMap<String, Arc<Picture>>,
    bytes: usize,
}

impl Pictures {
    /// Pictures of marketplaces at these addresses, signed with this secret.
    pub fn new(secret: &[u8], base_urls: &[String]) -> Result<Pictures, Fault> {
        let place = |url: &String| {
            Url::parse(url).map_err(|_| Fault::new(format!("{url} is no marketplace's address")))
        };
        // No cookies, no referrer, nobody's own headers, and no way on to another place.
        let client = Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(Duration::from_secs(2))
            .redirect(redirect::Policy::none())
            .referer(false)
            .build()
            .map_err(|e| Fault::new(format!("no HTTP client: {e}")))?;
        Ok(Pictures(Arc::new(Inner {
            key: hmac::Key::new(hmac::HMAC_SHA256, secret),
            places: base_urls.iter().map(place).collect::<Result<_, _>>()?,
            client,
            kept: Mutex::new(Kept::default()),
        })))
    }

    /// Gives an item's pictures addresses of this house; one that lies elsewhere is left out.
    pub(crate) fn ours(&self, item: &mut Item) {
        let theirs = std::mem::take(&mut item.images);
        item.images = theirs.iter().filter_map(|url| self.path(url)).collect();
    }

    /// The path by which this house shows a picture; `None` where it is no marketplace's own.
    pub fn path(&self, url: &str) -> Option<String> {
        let url = self.known(url)?;
        Some(format!("/pictures?by={}&of={}", self.signed(url.as_str()), encoded(url.as_str())))
    }

    fn known(&self, url: &str) -> Option<Url> {
        let url = Url::parse(url).ok()?;
        let plain =
            url.username().is_empty() && url.password().is_none() && url.as_str().len() < 800;
        let there = self.0.places.iter().any(|place| place.origin() == url.origin());
        (plain && there).then_some(url)
    }

    fn signed(&self, url: &str) -> String {
        let tag = hmac::sign(&self.0.key, url.as_bytes());
        tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A picture whose address this house signed; `None` for any other, and for what is no picture
    /// or cannot be had.
    pub async fn fetch(&self, url: &str, signature: &str) -> Option<Arc<Picture>> {
        let url = self.known(url)?;
        let signed = self.signed(url.as_str());
        constant_time::verify_slices_are_equal(signed.as_bytes(), signature.as_bytes()).ok()?;
        if let Some(kept) = self.kept().all.get(url.as_str()) {
            return Some(Arc::clone(kept));
        }
        let picture = Arc::new(self.fetched(url.clone()).await?);
        self.keep(url.into(), &picture);
        Some(picture)
    }

    async fn fetched(&self, url: Url) -> Option<Picture> {
        let request = self.0.client.get(url).header(header::ACCEPT, "image/*");
        let mut answer = request.send().await.ok().filter(|answer| answer.status() == 200)?;
        let said = answer.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
        let said = said.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let kind = KINDS.into_iter().find(|kind| *kind == said)?;
        let mut bytes = Vec::new();
        while let Some(more) = answer.chunk().await.ok()? {
            if bytes.len() + more.len() > MOST_BYTES {
                return None;
            }
            bytes.extend_from_slice(&more);
        }
        Some(Picture { kind, bytes: bytes.into() })
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, url: String, picture: &Arc<Picture>) {
        let mut kept = self.kept();
        if kept.bytes + picture.bytes.len() > MOST_KEPT {
            *kept = Kept::default();
        }
        if let Some(before) = kept.all.insert(url, Arc::clone(picture)) {
            kept.bytes -= before.bytes.len();
        }
        kept.bytes += picture.bytes.len();
    }
}

// For one value of a query.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    /// A marketplace that gives this answer, and how often it was asked.
    async fn serving(answer: Vec<u8>) -> (String, Arc<Mutex<Vec<String>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = vec![0; 4_096];
                let read = stream.read(&mut request).await.unwrap();
                heard.lock().unwrap().push(String::from_utf8_lossy(&request[..read]).into_owned());
                let _ = stream.write_all(&answer).await;
            }
        });
        (base, asked)
    }

    fn answer(head: &str, body: &[u8]) -> Vec<u8> {
        let length = body.len();
        let head =
            format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
        [head.as_bytes(), body].concat()
    }

    fn parts(path: &str) -> (String, String) {
        let (_, query) = path.split_once("?by=").unwrap();
        let (by, of) = query.split_once("&of=").unwrap();
        (of.replace("%3A", ":").replace("%3F", "?"), by.to_owned())
    }

    #[tokio::test]
    async fn a_picture_is_asked_for_once_and_says_nothing_of_the_reader() {
        let png = answer("200 OK\r\ncontent-type: image/png; x=y\r\nset-cookie: a=b", b"a picture");
        let (base, asked) = serving(png).await;
        let pictures = Pictures::new(b"secret", std::slice::from_ref(&base)).unwrap();
        let (of, by) = parts(&pictures.path(&format!("{base}1.png")).unwrap());
        for _ in 0..2 {
            let picture = pictures.fetch(&of, &by).await.unwrap();
            assert_eq!((picture.kind, &picture.bytes[..]), ("image/png", b"a picture".as_slice()));
        }
        let asked = asked.lock().unwrap();
        assert_eq!(asked.len(), 1);
        let told = asked[0].to_lowercase();
        assert!(!told.contains("cookie") && !told.contains("referer"), "{told}");
    }

    #[tokio::test]
    async fn nothing_is_fetched_that_was_not_signed_or_lies_elsewhere() {
        let (base, asked) = serving(answer("200 OK\r\ncontent-type: image/png", b"x")).await;
        let pictures = Pictures::new(b"secret", std::slice::from_ref(&base)).unwrap();
        let elsewhere = [
            "http://127.0.0.1:9/1.png",
            "http://169.254.169.254/latest",
            "https://other.example/1.png",
            "file:///etc/passwd",
            "/relative.png",
            "",
        ];
        for url in elsewhere {
            assert_eq!(pictures.path(url), None, "{url}");
            assert_eq!(pictures.fetch(url, &pictures.signed(url)).await, None, "{url}");
        }
        let (of, by) = parts(&pictures.path(&format!("{base}1.png")).unwrap());
        let inside = of.replace("1.png", "admin");
        assert_eq!(pictures.fetch(&inside, &by).await, None, "another address under its signature");
        let others = Pictures::new(b"another", std::slice::from_ref(&base)).unwrap();
        assert_eq!(others.fetch(&of, &by).await, None, "another house's signature");
        assert!(asked.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_is_no_picture_is_too_large_or_leads_on_is_none() {
        let large = vec![0; MOST_BYTES + 1];
        let table = [
            ("a page", answer("200 OK\r\ncontent-type: text/html", b"<html>")),
            ("no kind", answer("200 OK", b"x")),
            ("gone", answer("404 Not Found\r\ncontent-type: image/png", b"x")),
            ("too large", answer("200 OK\r\ncontent-type: image/png", &large)),
            ("leads on", answer("302 Found\r\nlocation: http://127.0.0.1:1/x", b"")),
            ("cut", answer("200 OK\r\ncontent-type: image/png", b"abc")[..80].to_vec()),
        ];
        for (what, told) in table {
            let (base, _) = serving(told).await;
            let pictures = Pictures::new(b"secret", std::slice::from_ref(&base)).unwrap();
            let (of, by) = parts(&pictures.path(&format!("{base}1.png")).unwrap());
            assert_eq!(pictures.fetch(&of, &by).await, None, "{what}");
        }
    }

    #[test]
    fn memory_has_a_bound() {
        let pictures = Pictures::new(b"secret", &[]).unwrap();
        let picture = Arc::new(Picture { kind: "image/png", bytes: vec![0; MOST_BYTES].into() });
        for n in 0..40 {
            pictures.keep(format!("picture {}", n % 20), &picture);
            let kept = pictures.kept();
            assert_eq!(kept.bytes, kept.all.len() * MOST_BYTES);
            assert!(kept.bytes <= MOST_KEPT, "{n}");
        }
    }
}
