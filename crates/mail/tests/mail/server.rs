//! A small faithful mail server (RFC 5321) on this machine, in threads of its own: it takes letters
//! and keeps them, or does what a test tells it to.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// A letter as it was received.
#[derive(Debug, Clone)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub data: Vec<u8>,
    pub encrypted: bool,
}

impl Received {
    /// A header's value, folds undone.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.data).replace("\r\n ", " ").replace("\r\n\t", " ");
        let head = text.split("\r\n\r\n").next().unwrap_or("").to_owned();
        head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

/// What the server does otherwise than a kind one.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Refuses recipients whose address holds this, with this code.
    pub refuses: Option<(String, u16)>,
    /// And with this status; without one, that there is no such address.
    pub status: Option<&'static str>,
    /// Answers the end of a letter with this code, and does not keep it.
    pub at_the_end: Option<u16>,
    /// Keeps so many letters and hangs up before it says so.
    pub loses_answers: usize,
    /// Asks for this user and password.
    pub sign_in: Option<(String, String)>,
}

struct Shared {
    received: Mutex<Vec<Received>>,
    rules: Mutex<Rules>,
    tls: Option<(Arc<rustls::ServerConfig>, bool)>,
    stop: AtomicBool,
}

/// A running server.
pub struct Server {
    pub port: u16,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

trait Stream: Read + Write + Send {}
impl<S: Read + Write + Send> Stream for S {}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// Without TLS, on a port of its own, or on this one again.
    pub fn start(port: u16) -> Server {
        Server::with(port, None)
    }

    /// With TLS: from the first byte, or by STARTTLS.
    pub fn with(port: u16, tls: Option<(Arc<rustls::ServerConfig>, bool)>) -> Server {
        let listener = listener(port);
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            received: Mutex::default(),
            rules: Mutex::default(),
            tls,
            stop: AtomicBool::new(false),
        });
        let serving = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            listener.set_nonblocking(true).unwrap();
            while !serving.stop.load(Ordering::SeqCst) {
                match listener.accept() {
                    Ok((stream, _)) => {
                        let shared = Arc::clone(&serving);
                        std::thread::spawn(move || accepted(stream, &shared));
                    }
                    Err(_) => std::thread::sleep(Duration::from_millis(2)),
                }
            }
        });
        Server { port, shared, thread: Some(thread) }
    }

    pub fn rules(&self) -> MutexGuard<'_, Rules> {
        lock(&self.shared.rules)
    }

    pub fn received(&self) -> Vec<Received> {
        lock(&self.shared.received).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Why more than one try: a port that was just let go may still be held for a moment.
fn listener(port: u16) -> TcpListener {
    for _ in 0..200 {
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)) {
            return listener;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("nobody can listen at {port}")
}

fn accepted(stream: TcpStream, shared: &Arc<Shared>) {
    let _ = stream.set_nonblocking(false);
    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
    let at_once = shared.tls.as_ref().filter(|(_, at_once)| *at_once);
    let stream: Box<dyn Stream> = match at_once {
        Some((config, _)) => {
            let server = rustls::ServerConnection::new(Arc::clone(config)).unwrap();
            Box::new(rustls::StreamOwned::new(server, stream))
        }
        None => {
            let mut plain = Talk { stream: Box::new(stream.try_clone().unwrap()), shared };
            match plain.talk(false) {
                Some(()) => {
                    let Some((config, _)) = &shared.tls else { return };
                    let server = rustls::ServerConnection::new(Arc::clone(config)).unwrap();
                    Box::new(rustls::StreamOwned::new(server, stream))
                }
                None => return,
            }
        }
    };
    let by_command = shared.tls.as_ref().is_some_and(|(_, at_once)| !at_once);
    let mut talk = Talk { stream, shared };
    let _ = if by_command { talk.after_greeting(true) } else { talk.talk(true) };
}

struct Talk<'s> {
    stream: Box<dyn Stream>,
    shared: &'s Arc<Shared>,
}

impl Talk<'_> {
    fn say(&mut self, words: &str) {
        let _ = self.stream.write_all(format!("{words}\r\n").as_bytes());
        let _ = self.stream.flush();
    }

    fn line(&mut self) -> Option<String> {
        let (mut line, mut byte) = (Vec::new(), [0]);
        while !line.ends_with(b"\r\n") {
            if self.shared.stop.load(Ordering::SeqCst) || self.stream.read(&mut byte).ok()? == 0 {
                return None;
            }
            line.push(byte[0]);
        }
        line.truncate(line.len() - 2);
        Some(String::from_utf8_lossy(&line).into_owned())
    }

    fn talk(&mut self, encrypted: bool) -> Option<()> {
        self.say("220 mx.test ready");
        self.after_greeting(encrypted)
    }

    /// `Some` when TLS is to begin, `None` at the end.
    fn after_greeting(&mut self, encrypted: bool) -> Option<()> {
        let (mut from, mut to, mut trusted) = (None::<String>, Vec::new(), false);
        loop {
            let line = self.line()?;
            let word = line.split([' ', ':']).next().unwrap_or("").to_ascii_uppercase();
            let rules = lock(&self.shared.rules).clone();
            match word.as_str() {
                "EHLO" | "HELO" => self.greet(encrypted, &rules),
                "STARTTLS" if self.shared.tls.is_some() && !encrypted => {
                    self.say("220 2.0.0 go on");
                    return Some(());
                }
                "AUTH" => {
                    trusted = rules.sign_in.as_ref().is_some_and(|pair| is_right(&line, pair));
                    self.say(if trusted { "235 2.7.0 yes" } else { "535 5.7.8 no" });
                }
                "MAIL" if rules.sign_in.is_some() && !trusted => self.say("530 5.7.0 sign in"),
                "MAIL" => {
                    (from, to) = (Some(inside(&line)), Vec::new());
                    self.say("250 2.1.0 ok");
                }
                "RCPT" => match rules.refuses.filter(|(held, _)| line.contains(held.as_str())) {
                    Some((_, code)) => {
                        let status = rules.status.unwrap_or("5.1.1");
                        self.say(&format!("{code} {status} <{}> is none", inside(&line)))
                    }
                    None => {
                        to.push(inside(&line));
                        self.say("250 2.1.5 ok");
                    }
                },
                "DATA" if to.is_empty() => self.say("503 5.5.1 to whom?"),
                "DATA" => {
                    self.say("354 go on");
                    let data = self.data()?;
                    let letter = Received {
                        from: from.take().unwrap_or_default(),
                        to: std::mem::take(&mut to),
                        data,
                        encrypted,
                    };
                    self.take(letter, &rules)?;
                }
                "NOOP" | "RSET" => self.say("250 2.0.0 ok"),
                "QUIT" => {
                    self.say("221 2.0.0 bye");
                    return None;
                }
                _ => self.say("502 5.5.2 what?"),
            }
        }
    }

    fn greet(&mut self, encrypted: bool, rules: &Rules) {
        let mut can = vec!["mx.test", "8BITMIME", "SMTPUTF8"];
        if self.shared.tls.is_some() && !encrypted {
            can.push("STARTTLS");
        }
        if rules.sign_in.is_some() {
            can.push("AUTH PLAIN");
        }
        for (n, word) in can.iter().enumerate() {
            let last = if n + 1 == can.len() { ' ' } else { '-' };
            self.say(&format!("250{last}{word}"));
        }
    }

    /// The lines of a letter, the dots that hide dots taken away.
    fn data(&mut self) -> Option<Vec<u8>> {
        let mut data = Vec::new();
        loop {
            let line = self.line()?;
            if line == "." {
                return Some(data);
            }
            data.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
            data.extend_from_slice(b"\r\n");
        }
    }

    fn take(&mut self, letter: Received, rules: &Rules) -> Option<()> {
        if let Some(code) = rules.at_the_end {
            self.say(&format!("{code} not this"));
            return Some(());
        }
        lock(&self.shared.received).push(letter);
        let mut rules = lock(&self.shared.rules);
        if rules.loses_answers > 0 {
            rules.loses_answers -= 1;
            return None;
        }
        drop(rules);
        self.say("250 2.0.0 taken");
        Some(())
    }
}

fn inside(line: &str) -> String {
    let (_, rest) = line.split_once('<').unwrap_or(("", ""));
    rest.split('>').next().unwrap_or("").to_owned()
}

fn is_right(line: &str, (user, password): &(String, String)) -> bool {
    use base64::Engine as _;
    let given = line.rsplit(' ').next().unwrap_or("");
    let said = base64::engine::general_purpose::STANDARD.encode(format!("\0{user}\0{password}"));
    given == said
}
