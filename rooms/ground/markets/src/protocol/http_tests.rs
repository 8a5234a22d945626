use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::time::Instant;

use super::*;

fn settings(base_url: String) -> ProtocolSettings {
    ProtocolSettings {
        market: "nobody".into(),
        name: "Nobody".into(),
        base_url,
        account: "house".into(),
        token: "token".into(),
        requests_per_second: 0,
        timeout: Duration::from_secs(2),
        tries: 3,
    }
}

fn act(settings: ProtocolSettings, left: Left<'_>) -> Result<Value, No> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        Protocol::new(settings).unwrap().post_telling("/v1/bids", serde_json::json!({}), left).await
    })
}

#[test]
fn a_request_leaves_after_it_has_waited_for_its_turn_not_before() {
    let nobody =
        ProtocolSettings { requests_per_second: 2, ..settings("http://127.0.0.1:9".into()) };
    let times = Mutex::new(Vec::new());
    let begun = Instant::now();
    let answer = act(nobody, &|| times.lock().unwrap().push(begun.elapsed()));
    assert!(matches!(answer, Err(No::Unreachable { .. })));
    let times = times.into_inner().unwrap();
    assert_eq!(times.len(), 3, "{times:?}");
    assert!(times[2] >= Duration::from_millis(950), "the third waits: {times:?}");
}

/// Reads a request, and answers it with this, or with nothing at all.
fn serve(mut caller: TcpStream, answer: Option<(u16, &str)>) {
    let mut lines = BufReader::new(caller.try_clone().unwrap());
    let mut line = String::new();
    while lines.read_line(&mut line).is_ok_and(|n| n > 2) {
        line.clear();
    }
    if let Some((status, body)) = answer {
        let long = body.len();
        let head = format!("HTTP/1.1 {status} Odd\r\ncontent-length: {long}\r\n");
        write!(caller, "{head}connection: close\r\n\r\n{body}").unwrap();
    }
}

#[test]
fn only_what_the_marketplace_has_decided_says_that_a_lost_bid_was_not_taken() {
    let closed = r#"{"code":"closed","message":"","final":true,"ended_at":7}"#;
    let stranger = r#"{"code":"unauthorised","message":"","final":false}"#;
    let no_route = r#"{"code":"no_such_route","message":"","final":false}"#;
    let gateway = Some((404, "<html>nothing here</html>"));
    let ended = No::Closed { ended_at: At::from_micros(7) };
    // What is answered to the tries, and what the house may conclude; `None`: that it is lost.
    let table = [
        (vec![Some((401, stranger))], Some(No::Unauthorised)),
        (vec![Some((401, "<html>who?</html>"))], Some(No::Unauthorised)),
        (vec![None, Some((401, stranger))], None),
        (vec![None, Some((404, no_route))], None),
        (vec![None, gateway, gateway], None),
        (vec![gateway; 3], None),
        (vec![None, Some((409, closed))], Some(ended.clone())),
        (vec![Some((409, closed))], Some(ended)),
    ];
    for (answers, expect) in table {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = answers.clone();
        let server = std::thread::spawn(move || {
            script.into_iter().for_each(|one| serve(listener.accept().unwrap().0, one));
        });
        let no = act(settings(url), &|| {}).unwrap_err();
        match expect {
            Some(expect) => assert_eq!(no, expect, "{answers:?}"),
            None => assert!(no.may_have_been_taken(), "{answers:?}: {no:?}"),
        }
        drop(server);
    }
}

#[test]
fn what_has_not_begun_has_not_ended() {
    let text =
        r#"{"code":"closed","message":"early","final":true,"ended_at":null,"result":"not_begun"}"#;
    let error = serde_json::from_str(text).unwrap();
    assert_eq!(refusal(StatusCode::CONFLICT, error, Acts::Once), No::NotBegun);
}
