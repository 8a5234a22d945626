use std::sync::Arc;
use std::time::Duration;

use kernel::At;
use mail::{Address, Dkim, Letter, Mailer, Sender, Sending, SmtpSettings};
use tokio::runtime::Runtime;

use crate::server::Server;
use crate::signatures::keys;
use crate::verify::verify;

pub fn letter(id: &str, to: &str) -> Letter {
    Letter {
        id: id.into(),
        to: Address::parse(to).unwrap(),
        subject: "You won: 「茶碗」".into(),
        text: "The price is ¥1,200.\n\n.\n..two dots\nFrom here on.\n".into(),
        html: "<p>The price is ¥1,200.</p>".into(),
        unsubscribe: Some("https://house.example/notices/choices".into()),
        at: At::from_secs(1_795_348_800),
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn mailer(settings: SmtpSettings, keys: Vec<Dkim>) -> Mailer {
    let sender = Sender::new("Daiko", "notices@house.example").unwrap();
    Mailer::to_server(sender, keys, settings).unwrap()
}

fn address(server: &Server) -> String {
    format!("plain://127.0.0.1:{}", server.port)
}

fn settings(address: &str) -> SmtpSettings {
    SmtpSettings::parse(address, "house.example").unwrap()
}

#[test]
fn a_server_receives_what_was_written_and_every_signature_is_good() {
    let server = Server::start(0);
    let keys = keys();
    let records: Vec<String> = keys.iter().map(|key| key.record().1).collect();
    let mailer = mailer(settings(&address(&server)), keys);
    let runtime = runtime();
    for n in 0..5 {
        let letter = letter(&format!("ltr_0{n}"), "mika@example.org");
        assert_eq!(runtime.block_on(mailer.send(&letter)), Sending::Sent);
    }
    let received = server.received();
    assert_eq!(received.len(), 5);
    for (n, letter) in received.iter().enumerate() {
        assert_eq!(letter.from, format!("bounce+ltr_0{n}@house.example"));
        assert_eq!(letter.to, ["mika@example.org"]);
        let id = letter.header("Message-ID");
        assert_eq!(id.unwrap(), format!("<ltr_0{n}@house.example>"));
        for (nth, record) in records.iter().enumerate() {
            assert_eq!(verify(&letter.data, record, nth), Ok(()), "{record}");
        }
    }
}

#[test]
fn what_the_server_says_decides_what_follows() {
    let server = Server::start(0);
    let mailer = mailer(settings(&address(&server)), Vec::new());
    let runtime = runtime();
    let send = |to: &str| runtime.block_on(mailer.send(&letter("ltr_01", to)));
    let later = |sending: Sending| match sending {
        Sending::Later { why } => why,
        other => panic!("{other:?}"),
    };
    server.rules().refuses = Some(("nobody".into(), 550));
    assert_eq!(send("nobody@example.org"), Sending::Never { code: 550, bounced: true });
    assert_eq!(send("mika@example.org"), Sending::Sent, "the next letter goes all the same");
    for (code, status) in [(550, "5.7.1"), (552, "5.2.2"), (550, "")] {
        server.rules().status = Some(status);
        server.rules().refuses = Some(("nobody".into(), code));
        let expect = Sending::Never { code, bounced: false };
        assert_eq!(send("nobody@example.org"), expect, "{status}: no word about the address");
    }
    server.rules().status = Some("4.2.2");
    server.rules().refuses = Some(("full".into(), 452));
    let why = later(send("full@example.org"));
    assert!(why.contains("452 at RCPT") || why.contains("452"), "{why}");
    assert!(!why.contains("full@"), "{why}");
    server.rules().at_the_end = Some(554);
    assert_eq!(send("mika@example.org"), Sending::Never { code: 554, bounced: false });
    server.rules().at_the_end = Some(451);
    assert!(later(send("mika@example.org")).contains("451"));
    server.rules().at_the_end = None;
    server.rules().sign_in = Some(("house".into(), "right".into()));
    assert!(later(send("mika@example.org")).contains("530"), "the house's own matter");
    assert_eq!(server.received().len(), 1);
}

#[test]
fn a_lost_answer_and_a_dead_server_are_tried_again_under_the_same_id() {
    let server = Server::start(0);
    let port = server.port;
    let mailer = mailer(settings(&address(&server)), Vec::new());
    let runtime = runtime();
    let send = || runtime.block_on(mailer.send(&letter("ltr_01", "mika@example.org")));
    server.rules().loses_answers = 1;
    assert!(matches!(send(), Sending::Later { .. }));
    assert_eq!(send(), Sending::Sent);
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].data, received[1].data, "the same letter, so that one can be put away");
    drop(server);
    assert!(matches!(send(), Sending::Later { .. }));
    let server = Server::start(port);
    assert_eq!(send(), Sending::Sent, "also over a connection that died meanwhile");
    assert_eq!(server.received().len(), 1);
}

fn with_tls(at_once: bool) -> (Server, Vec<u8>) {
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (Server::with(0, Some((Arc::new(config), at_once))), made.cert.pem().into_bytes())
}

#[test]
fn under_tls_a_letter_goes_only_to_the_server_one_means() {
    for (scheme, at_once) in [("smtps", true), ("smtp", false)] {
        let (server, certificate) = with_tls(at_once);
        server.rules().sign_in = Some(("house".into(), "right".into()));
        let runtime = runtime();
        let given = format!("{scheme}://localhost:{}", server.port);
        let send = |root: bool, password: &str| {
            let mut settings = settings(&given);
            settings.root = root.then(|| certificate.clone());
            settings.sign_in = Some(("house".into(), password.into()));
            settings.limit = Duration::from_secs(10);
            let mailer = mailer(settings, Vec::new());
            runtime.block_on(mailer.send(&letter("ltr_01", "mika@example.org")))
        };
        assert!(matches!(send(false, "right"), Sending::Later { .. }), "{scheme}: a stranger");
        assert!(matches!(send(true, "wrong"), Sending::Later { .. }), "{scheme}: the password");
        assert_eq!(send(true, "right"), Sending::Sent, "{scheme}");
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert!(received[0].encrypted);
    }
}

#[test]
fn without_starttls_nothing_is_said_in_the_clear() {
    let server = Server::start(0);
    let given = format!("smtp://localhost:{}", server.port);
    let mailer = mailer(settings(&given), Vec::new());
    let sent = runtime().block_on(mailer.send(&letter("ltr_01", "mika@example.org")));
    assert!(matches!(sent, Sending::Later { .. }), "{sent:?}");
    assert!(server.received().is_empty());
}
