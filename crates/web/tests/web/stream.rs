//! The stream of live figures, over a real connection.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::house::{House, each};

/// Runs a visitor against the served house, then closes the house while the visitor's streams
/// are still open.
async fn served<T>(house: &House<'_>, visit: impl AsyncFn(std::net::SocketAddr) -> T) -> T {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let serve = house.site.serve(listener, async move {
        let _ = stopped.await;
    });
    let visit = async {
        let kept = visit(address).await;
        stop.send(()).unwrap();
        kept
    };
    let (served, kept) = tokio::join!(serve, visit);
    served.unwrap();
    kept
}

async fn watch(address: std::net::SocketAddr, on: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let ask = format!("GET /live?on={on} HTTP/1.1\r\nHost: house\r\n\r\n");
    stream.write_all(ask.as_bytes()).await.unwrap();
    stream
}

async fn read_until(stream: &mut TcpStream, words: &str) -> String {
    let mut text = String::new();
    let mut bytes = [0u8; 4096];
    while !text.contains(words) {
        let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut bytes)).await;
        assert!(read.is_ok(), "no {words:?} in {text}");
        let count = read.unwrap().unwrap();
        assert!(count > 0, "ended without {words:?}: {text}");
        text.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
    }
    text
}

#[test]
fn a_line_that_is_published_reaches_who_watches_it_and_the_stream_ends_with_the_house() {
    each(async |house| {
        let board = house.site.board().clone();
        let mut stream = served(house, async |address| {
            let mut stream = watch(address, "lot_1,lot_2").await;
            let head = read_until(&mut stream, "retry: 3000").await;
            for line in ["200 OK", "content-type: text/event-stream", "x-accel-buffering: no"] {
                assert!(head.contains(line), "{head}");
            }
            board.publish("lot_3", &[("price", "¥9".to_owned())]);
            board.publish("lot_2", &[("price", "¥1,200".to_owned())]);
            let text = read_until(&mut stream, "¥1,200").await;
            assert!(text.contains("data: {\"key\":\"lot_2\",\"price\":\"¥1,200\"}\n\n"), "{text}");
            assert!(!text.contains("lot_3"));
            stream
        })
        .await;
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).await.unwrap();
        assert_eq!(house.site.board().watchers(), 0);
    });
}

#[test]
fn a_stream_of_too_many_keys_or_of_none_is_refused() {
    each(async |house| {
        let mut nobody = house.browser();
        let many = ["lot"; 101].join(",");
        for on in ["", "a,,b", &"x".repeat(65), &many] {
            assert_eq!(nobody.get(&format!("/live?on={on}")).await.status, 400, "{on}");
        }
    });
}

/// Resident memory of this process, in KiB.
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn an_open_stream_costs_less_than_sixty_kibibytes() {
    const STREAMS: usize = 400;
    each(async |house| {
        let Some(_) = resident_kib() else {
            eprintln!("left out: this system does not tell a process its memory");
            return;
        };
        served(house, async |address| {
            // The first ones pay for what all share.
            let mut open = vec![watch(address, "lot").await];
            read_until(&mut open[0], "retry").await;
            let before = resident_kib().unwrap();
            for _ in 0..STREAMS {
                let mut stream = watch(address, "lot").await;
                read_until(&mut stream, "retry").await;
                open.push(stream);
            }
            house.site.board().publish("lot", &[("price", "¥5".to_owned())]);
            for stream in &mut open {
                read_until(stream, "¥5").await;
            }
            let each_kib = resident_kib().unwrap().saturating_sub(before) / STREAMS as u64;
            assert!(each_kib < 60, "{each_kib} KiB a stream");
            eprintln!("{each_kib} KiB a stream");
        })
        .await;
    });
}
