use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{Ed25519KeyPair, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail::{Dkim, Mailer, Sender, Sending};

use crate::verify::verify;
use crate::way::letter;

pub fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|c| str::from_utf8(c).unwrap()).collect();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
}

pub fn keys() -> Vec<Dkim> {
    let edwards = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).unwrap();
    let rsa = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let rsa: Pkcs8V1Der<'_> = rsa.as_der().unwrap();
    vec![
        Dkim::from_pem("house.example", "e1", &pem(edwards.as_ref())).unwrap(),
        Dkim::from_pem("house.example", "r1", &pem(rsa.as_ref())).unwrap(),
    ]
}

// Appendix A of RFC 8463, letter for letter: what proves that the verifier is one.
const OF_THE_STANDARD: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n \
    d=football.example.com; i=@football.example.com;\r\n \
    q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n \
    subject : date : message-id : from : subject : date;\r\n \
    bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n \
    b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n \
    Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n\
    DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n \
    d=football.example.com; i=@football.example.com;\r\n \
    q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n \
    date : message-id : from : subject : date;\r\n \
    bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n \
    b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n \
    DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n \
    dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n\
    From: Joe SixPack <joe@football.example.com>\r\n\
    To: Suzie Q <suzie@shopping.example.net>\r\n\
    Subject: Is dinner ready?\r\n\
    Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n\
    Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\
    \r\n\
    Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
const ITS_RECORDS: [&str; 2] = [
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
];

#[test]
fn the_verifier_takes_the_standards_own_example_and_no_other() {
    for (nth, record) in ITS_RECORDS.iter().enumerate() {
        assert_eq!(verify(OF_THE_STANDARD.as_bytes(), record, nth), Ok(()), "{record}");
        for (from, to) in [("dinner", "lunch"), ("We lost", "We won"), ("SixPack", "Sixpack")] {
            let forged = OF_THE_STANDARD.replace(from, to);
            assert!(verify(forged.as_bytes(), record, nth).is_err(), "{from}");
        }
    }
}

#[test]
fn a_letter_is_signed_by_each_key_and_a_changed_one_is_found_out() {
    let keys = keys();
    let records: Vec<(String, String)> = keys.iter().map(Dkim::record).collect();
    assert_eq!(records[0].0, "e1._domainkey.house.example");
    let sender = Sender::new("Daiko 代行", "notices@house.example").unwrap();
    let mailer = Mailer::to_outbox(sender, keys);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let letter = letter("ltr_01", "mika@example.org");
    assert_eq!(runtime.block_on(mailer.send(&letter)), Sending::Sent);
    let posted = mailer.outbox().unwrap().letter("ltr_01").unwrap();
    for (nth, (_, record)) in records.iter().enumerate() {
        assert_eq!(verify(&posted.message, record, nth), Ok(()), "{record}");
    }
    let text = String::from_utf8(posted.message).unwrap();
    let changes = [
        ("notices@house.example", "notices@h0use.example"),
        ("ltr_01@house", "ltr_02@house"),
        ("auto-generated", "no"),
        ("1,200", "9,200"),
        ("From: ", "From: x@evil.example\r\nFrom: "),
    ];
    for (from, to) in changes {
        let forged = text.replacen(from, to, 1);
        assert_ne!(forged, text, "{from} is not in {text}");
        for (nth, (_, record)) in records.iter().enumerate() {
            assert!(verify(forged.as_bytes(), record, nth).is_err(), "{from} → {to}");
        }
    }
    // Another's key does not fit, and white space on the way does no harm.
    assert!(verify(text.as_bytes(), &records[1].1, 0).is_err());
    let on_the_way = text.replacen("Subject: ", "Subject:   ", 1);
    assert_eq!(verify(on_the_way.as_bytes(), &records[0].1, 0), Ok(()));
}
