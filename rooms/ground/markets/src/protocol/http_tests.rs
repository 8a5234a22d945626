use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::time::Instant;

use super::*;
use crate::connector::Connector;

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

#[test]
fn a_word_the_protocol_did_not_have_is_final_only_if_it_says_so() {
    let said = |status: u16, code: &str, is_final: bool| {
        let text = format!(r#"{{"code":"{code}","message":"m","final":{is_final}}}"#);
        let status = StatusCode::from_u16(status).unwrap();
        refusal(status, serde_json::from_str(&text).unwrap(), Acts::Once)
    };
    let other = |code: &str| No::Other { code: code.into(), message: "m".into() };
    let table = [
        (409, "full_moon", false, No::Unreachable { why: "it answered full_moon".into() }, true),
        (409, "full_moon", true, other("full_moon"), false),
        (422, "wrong_kind", true, other("wrong_kind"), false),
        (400, "bad_request", false, other("bad_request"), false),
        (409, "reference_reused", false, other("reference_reused"), false),
    ];
    for (status, code, is_final, expect, again) in table {
        let no = said(status, code, is_final);
        assert_eq!(no, expect);
        assert_eq!(no.may_be_sent_again(), again, "{code}");
        assert!(!no.is_decided() || is_final, "{code}");
    }
}

#[test]
fn what_a_marketplace_says_of_itself_is_kept_to_and_outlives_an_answer_that_never_came() {
    let few =
        r#"{"protocol":1,"can":["search","item","bid","sing"],"limits":{"requests_per_second":3}}"#;
    let more = r#"{"can":["search","item","bid","buy","message","accept"],"limits":{"requests_per_second":null}}"#;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        for answer in [Some((404, "{}")), Some((200, few)), Some((200, "[]")), Some((200, more))] {
            serve(listener.accept().unwrap().0, answer);
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let settings = ProtocolSettings { requests_per_second: 5, tries: 1, ..settings(url) };
        let market = Protocol::new(settings).unwrap();
        let kept = |market: &Protocol| (market.can(), market.limit.figure());
        assert!(market.learn().await.is_err());
        assert_eq!(kept(&market), (Can::EVERYTHING, 5), "nothing was said yet");
        market.learn().await.unwrap();
        let told = Can { buy: false, message: false, offers: false, ..Can::EVERYTHING };
        assert_eq!(kept(&market), (told, 3));
        assert!(market.learn().await.is_err());
        assert_eq!(kept(&market), (told, 3), "what was said last");
        market.learn().await.unwrap();
        assert_eq!(kept(&market), (Can::EVERYTHING, 5), "never more than the operator's figure");
    });
    server.join().unwrap();
}
