//! A receiver of webhooks on this machine, in threads of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A message as it came.
#[derive(Debug, Clone)]
pub struct Message {
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Message {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// What a receiver does by the scheme: any one of the signatures is good by its secret.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let (id, at) = (self.header("webhook-id"), self.header("webhook-timestamp"));
        let text = format!("{id}.{at}.{}", self.body);
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        self.header("webhook-signature").split(' ').any(|signature| {
            let given = signature.strip_prefix("v1,").map(|s| STANDARD.decode(s).unwrap());
            given.is_some_and(|given| hmac::verify(&key, text.as_bytes(), &given).is_ok())
        })
    }
}

struct Shared {
    messages: Mutex<Vec<Message>>,
    answers: Mutex<Vec<u16>>,
    stop: AtomicBool,
}

/// The receiver. It answers with the statuses it was given, in order, and then with 200.
pub struct Receiver {
    pub port: u16,
    shared: Arc<Shared>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Receiver {
    pub fn start() -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        listener.set_nonblocking(true).unwrap();
        let shared = Arc::new(Shared {
            messages: Mutex::default(),
            answers: Mutex::default(),
            stop: AtomicBool::new(false),
        });
        let held = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            while !held.stop.load(Ordering::SeqCst) {
                match listener.accept() {
                    Ok((stream, _)) => {
                        let held = Arc::clone(&held);
                        std::thread::spawn(move || one(stream, &held));
                    }
                    Err(_) => std::thread::sleep(Duration::from_millis(2)),
                }
            }
        });
        Receiver { port, shared, thread: Some(thread) }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    /// Answers so, and then kindly again.
    pub fn answers(&self, statuses: &[u16]) {
        let mut held = self.shared.answers.lock().unwrap_or_else(PoisonError::into_inner);
        *held = statuses.iter().rev().copied().collect();
    }

    pub fn messages(&self) -> Vec<Message> {
        self.shared.messages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn one(stream: std::net::TcpStream, shared: &Shared) -> Option<()> {
    stream.set_nonblocking(false).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let mut reader = BufReader::new(stream);
    let (mut headers, mut line) = (Vec::new(), String::new());
    while reader.read_line(&mut line).ok()? > 2 {
        if let Some((name, value)) = line.split_once(": ") {
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        line.clear();
    }
    let mut message = Message { headers, body: String::new() };
    let length: usize = message.header("content-length").parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    message.body = String::from_utf8(body).ok()?;
    shared.messages.lock().unwrap_or_else(PoisonError::into_inner).push(message);
    let next = shared.answers.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let status = next.unwrap_or(200);
    let location = if status == 302 { "location: http://127.0.0.1:1/\r\n" } else { "" };
    let words =
        format!("HTTP/1.1 {status} x\r\n{location}content-length: 0\r\nconnection: close\r\n\r\n");
    reader.get_mut().write_all(words.as_bytes()).ok()
}
