//! Very many readers of live pages, in a process of their own: each holds one event stream open.

use std::io::{BufRead, BufReader, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use kernel::{Fault, Refused};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use super::load::{broken, odd};
use super::served::Served;
use crate::child::Own;

/// Streams being opened at once.
const OPENING: usize = 64;
/// How long all are held once they are open.
const HELD: Duration = Duration::from_secs(10);

/// What the readers saw, and what the house needed.
pub(crate) struct Streams {
    pub(crate) most_kib: u64,
    pub(crate) events: u64,
}

/// Has so many streams opened and held; the most memory the house needed meanwhile.
pub(crate) async fn watch(served: &Served, streams: usize) -> Result<Streams, Refused> {
    let lots = served.lots().await?.join(",");
    let words = [
        "bench".to_owned(),
        "page".to_owned(),
        format!("--streams={streams}"),
        format!("--reader={}={lots}", served.port),
    ];
    let mut reader = Own::start_with(&words, std::process::Stdio::piped())?;
    let out = reader.out().ok_or_else(|| Fault::new("the readers say nothing"))?;
    let (tell, mut told) = tokio::sync::mpsc::channel(4);
    // A thread: what the readers say comes through a pipe.
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if tell.blocking_send(line).is_err() {
                return;
            }
        }
    });
    let mut most_kib = 0;
    loop {
        most_kib = most_kib.max(served.memory_kib()?);
        match tokio::time::timeout(Duration::from_millis(200), told.recv()).await {
            Err(_) => {}
            Ok(None) => return Err(Fault::new("the readers gave up").into()),
            Ok(Some(line)) => {
                let mut words = line.split(' ');
                let number = |word: Option<&str>| word.and_then(|w| w.parse::<u64>().ok());
                let (Some("held"), Some(open), Some(events)) =
                    (words.next(), number(words.next()), number(words.next()))
                else {
                    continue;
                };
                if open < streams as u64 {
                    let what = format!("{open} of {streams} streams were open at the end");
                    return Err(Fault::new(what).into());
                }
                return Ok(Streams { most_kib, events });
            }
        }
    }
}

/// The readers' own process: opens the streams, holds them, says what came.
pub(crate) async fn read(address: &str, streams: usize) -> Result<(), Refused> {
    let (port, lots) = address.split_once('=').ok_or_else(|| odd("no address"))?;
    let port: u16 = port.parse().map_err(|_| odd("no port"))?;
    let lots: Vec<&str> = lots.split(',').collect();
    let (open, events) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicU64::new(0)));
    let opening = Arc::new(Semaphore::new(OPENING));
    let mut readers = Vec::new();
    for n in 0..streams {
        let permit = Arc::clone(&opening).acquire_owned().await;
        let lot = lots.get(n % lots.len().max(1)).copied().unwrap_or("").to_owned();
        let (open, events) = (Arc::clone(&open), Arc::clone(&events));
        readers.push(tokio::spawn(async move {
            if let Ok(mut stream) = begin(port, &lot).await {
                drop(permit);
                open.fetch_add(1, Ordering::Relaxed);
                let _ = listen(&mut stream, &events).await;
                open.fetch_sub(1, Ordering::Relaxed);
            }
        }));
    }
    // The last ones are still being opened.
    let _ = opening.acquire_many(u32::try_from(OPENING).unwrap_or(1)).await;
    tokio::time::sleep(HELD).await;
    let (open, events) = (open.load(Ordering::Relaxed), events.load(Ordering::Relaxed));
    println!("held {open} {events}");
    std::io::stdout().flush().map_err(|e| broken(&e))?;
    readers.iter().for_each(tokio::task::JoinHandle::abort);
    Ok(())
}

async fn begin(port: u16, lot: &str) -> Result<TcpStream, Refused> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.map_err(|e| broken(&e))?;
    let request = format!(
        "GET /live?on=bazaar.{lot} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
         Accept: text/event-stream\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.map_err(|e| broken(&e))?;
    let mut head = [0u8; 1_024];
    let read = stream.read(&mut head).await.map_err(|e| broken(&e))?;
    if head.get(..read).is_some_and(|head| head.starts_with(b"HTTP/1.1 200")) {
        return Ok(stream);
    }
    Err(odd("no stream was opened"))
}

async fn listen(stream: &mut TcpStream, events: &AtomicU64) -> Result<(), Refused> {
    let mut buffer = [0u8; 512];
    loop {
        let read = stream.read(&mut buffer).await.map_err(|e| broken(&e))?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok(());
        };
        let lines = bytes.windows(5).filter(|five| *five == b"data:").count();
        events.fetch_add(lines as u64, Ordering::Relaxed);
    }
}
