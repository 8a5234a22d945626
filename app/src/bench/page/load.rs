//! A small reader of pages: connections that are kept open, one request after the other on each.

use std::sync::Arc;
use std::time::{Duration, Instant};

use kernel::{Fault, Refused};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::bench::figures::{Rate, Spread};

/// Connections at once.
pub(crate) const CONNECTIONS: usize = 32;

/// A page to be asked for.
#[derive(Clone)]
pub(crate) struct Page {
    port: u16,
    request: Arc<[u8]>,
}

/// An answer, taken apart.
pub(crate) struct Sample {
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// How many, and how long each took.
#[derive(Clone, Copy)]
pub(crate) struct Loaded {
    pub(crate) rate: Rate,
    pub(crate) waited: Spread,
}

pub(crate) fn broken(error: &std::io::Error) -> Refused {
    Fault::new(format!("the connection: {error}")).into()
}

pub(crate) fn odd(what: &str) -> Refused {
    Fault::new(format!("the answer: {what}")).into()
}

impl Page {
    pub(crate) fn new(port: u16, path: &str, cookie: Option<&str>) -> Page {
        let cookie = cookie.map(|c| format!("Cookie: {c}\r\n")).unwrap_or_default();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n{cookie}\r\n"
        );
        Page { port, request: request.into_bytes().into() }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn request(&self) -> &[u8] {
        &self.request
    }

    /// Asks once.
    pub(crate) async fn once(&self) -> Result<Sample, Refused> {
        let mut line = Line::open(self.port).await?;
        let (head, body) = line.ask(&self.request).await?;
        let head = String::from_utf8_lossy(&line.buffer[..head]).into_owned();
        let body = line.buffer[body].to_vec();
        let mut lines = head.lines();
        let status = lines.next().unwrap_or("");
        if !status.starts_with("HTTP/1.1 200") {
            return Err(odd(status));
        }
        let header = |line: &str| {
            line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        Ok(Sample { headers: lines.filter_map(header).collect(), body })
    }

    /// Asks on all connections for so long.
    pub(crate) async fn load(&self, lasts: Duration) -> Result<Loaded, Refused> {
        let mut lines = Vec::new();
        for _ in 0..CONNECTIONS {
            lines.push(Line::open(self.port).await?);
        }
        let (start, mut readers) = (Instant::now(), JoinSet::new());
        for line in lines {
            readers.spawn(on_one(line, Arc::clone(&self.request), start + lasts));
        }
        let mut waits = Vec::new();
        while let Some(one) = readers.join_next().await {
            waits.extend(one.map_err(|e| Fault::new(format!("a reader broke: {e}")))??);
        }
        Ok(Loaded { rate: Rate::since(waits.len() as u64, start), waited: Spread::of(waits) })
    }
}

async fn on_one(mut line: Line, request: Arc<[u8]>, until: Instant) -> Result<Vec<i64>, Refused> {
    let mut waits = Vec::new();
    loop {
        let asked = Instant::now();
        if asked >= until {
            return Ok(waits);
        }
        line.ask(&request).await?;
        if !line.buffer.starts_with(b"HTTP/1.1 200") {
            return Err(odd("not a page"));
        }
        waits.push(i64::try_from(asked.elapsed().as_micros()).unwrap_or(i64::MAX));
    }
}

/// One connection that is kept open.
pub(crate) struct Line {
    stream: TcpStream,
    pub(crate) buffer: Vec<u8>,
}

impl Line {
    pub(crate) async fn open(port: u16) -> Result<Line, Refused> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.map_err(|e| broken(&e))?;
        stream.set_nodelay(true).map_err(|e| broken(&e))?;
        Ok(Line { stream, buffer: Vec::with_capacity(64 << 10) })
    }

    /// The status of the last answer.
    pub(crate) fn status(&self) -> Option<u16> {
        std::str::from_utf8(self.buffer.get(9..12)?).ok()?.parse().ok()
    }

    /// Where the head ends and where the body lies.
    pub(crate) async fn ask(
        &mut self,
        request: &[u8],
    ) -> Result<(usize, std::ops::Range<usize>), Refused> {
        self.stream.write_all(request).await.map_err(|e| broken(&e))?;
        self.buffer.clear();
        let mut body = None;
        loop {
            if self.stream.read_buf(&mut self.buffer).await.map_err(|e| broken(&e))? == 0 {
                return Err(odd("it ended too early"));
            }
            if body.is_none() {
                body = body_of(&self.buffer);
            }
            if let Some((head, body)) = body.clone()
                && self.buffer.len() >= body.end
            {
                return Ok((head, body));
            }
        }
    }
}

fn body_of(buffer: &[u8]) -> Option<(usize, std::ops::Range<usize>)> {
    let head = buffer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let text = std::str::from_utf8(buffer.get(..head)?).ok()?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    })?;
    Some((head, head + 4..head + 4 + length))
}

#[cfg(test)]
mod tests {
    use super::body_of;

    #[test]
    fn a_body_lies_behind_the_empty_line_and_is_as_long_as_it_says() {
        let whole = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(body_of(whole), Some((34, 38..43)));
        assert_eq!(body_of(&whole[..30]), None);
    }
}
