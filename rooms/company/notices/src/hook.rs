//! Speaking to a member's own program: whom one may speak to, and how a message is signed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::{DeliveryId, Fault};
use privacy::Text;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::NoticesRefusal;

/// A message, ready to go.
pub(crate) struct Message {
    pub(crate) id: DeliveryId,
    pub(crate) url: Text,
    pub(crate) timestamp: i64,
    pub(crate) body: String,
    pub(crate) signature: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Called {
    /// An HTTP status.
    Answered(u16),
    /// Nobody answered.
    Nobody(&'static str),
}

/// The signatures of a message by these secrets (Standard Webhooks, `v1`): by two while a secret
/// is being replaced.
pub(crate) fn signature(secrets: &[&[u8]], id: &DeliveryId, timestamp: i64, body: &str) -> String {
    let text = format!("{id}.{timestamp}.{body}");
    let sign = |secret: &&[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        format!("v1,{}", STANDARD.encode(hmac::sign(&key, text.as_bytes())))
    };
    secrets.iter().map(sign).collect::<Vec<_>>().join(" ")
}

/// A secret as its owner keeps it.
pub(crate) fn written(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// Reads the address of a receiver: https, a host, no sign-in, and not by its very spelling in a
/// private network. `here` lets it be on this machine, also by plain http.
pub fn may_be_called(given: &str, here: bool) -> Result<Url, NoticesRefusal> {
    let url = Url::parse(given.trim()).map_err(|_| NoticesRefusal::BadUrl)?;
    let host = url.host_str().ok_or(NoticesRefusal::BadUrl)?;
    let literal = host.trim_matches(['[', ']']).parse::<IpAddr>().ok();
    let on_this_machine = here && literal.is_some_and(|ip| ip.is_loopback());
    let port = url.port_or_known_default().unwrap_or(0);
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let way = url.scheme() == "https" && (port == 443 || port >= 1024);
    if !plain || given.len() > 300 || !(way || on_this_machine && url.scheme() == "http") {
        return Err(NoticesRefusal::BadUrl);
    }
    match literal {
        Some(ip) if !on_this_machine && !is_public(ip) => Err(NoticesRefusal::PrivateHost),
        _ => Ok(url),
    }
}

/// The same, and where its name leads today: refused when any of it is a private network. It is
/// looked at again at each call, because a name may lead elsewhere tomorrow.
pub(crate) async fn leads_outside(url: &Url, here: bool) -> Result<(), NoticesRefusal> {
    let host = url.host_str().ok_or(NoticesRefusal::BadUrl)?.trim_matches(['[', ']']).to_owned();
    let found = tokio::net::lookup_host((host.as_str(), 443)).await;
    let found: Vec<SocketAddr> = found.map_err(|_| NoticesRefusal::NoSuchHost)?.collect();
    if found.is_empty() {
        return Err(NoticesRefusal::NoSuchHost);
    }
    let all = found.iter().all(|at| is_public(at.ip()) || here && at.ip().is_loopback());
    if all { Ok(()) } else { Err(NoticesRefusal::PrivateHost) }
}

/// Whether an address is one of the public internet's, and no way into somebody's own network.
pub(crate) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224..=255, ..)
    );
    !special
}

/// Global unicast alone (2000::/3), without what is set apart in it; an address that carries a
/// version 4 address is judged by that.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let part = ip.segments();
    let four = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match part {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            four(high, low)
        }
        [0x2002, high, low, ..] => four(high, low),
        [0x2001, 0..=0x01ff, ..] | [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

struct PublicOnly {
    here: bool,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let here = self.here;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.collect();
            // One private address among several is a trick: none of them is called.
            if !found.iter().all(|at| is_public(at.ip()) || here && at.ip().is_loopback()) {
                return Err("it leads into a private network".into());
            }
            let all: Addrs = Box::new(found.into_iter());
            Ok(all)
        })
    }
}

/// The one who calls receivers.
pub(crate) struct Caller {
    client: reqwest::Client,
    here: bool,
}

impl Caller {
    /// Follows nothing, goes through no proxy, and resolves names to public addresses alone.
    pub(crate) fn new(here: bool) -> Result<Caller, Fault> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_secs(20))
            .connect_timeout(Duration::from_secs(10))
            .dns_resolver(PublicOnly { here })
            .user_agent("daiko-webhooks/1")
            .build()
            .map_err(|e| Fault::new(format!("no HTTP for webhooks: {e}")))?;
        Ok(Caller { client, here })
    }

    /// Hands a message over. What the receiver says beside its status is not read.
    pub(crate) async fn call(&self, message: &Message) -> Called {
        let Ok(url) = may_be_called(message.url.as_str(), self.here) else {
            return Called::Nobody("refused");
        };
        let sent = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", message.id.to_string())
            .header("webhook-timestamp", message.timestamp.to_string())
            .header("webhook-signature", &message.signature)
            .body(message.body.clone())
            .send()
            .await;
        match sent {
            Ok(answer) => Called::Answered(answer.status().as_u16()),
            Err(error) if error.is_timeout() => Called::Nobody("too_slow"),
            Err(error) if error.is_connect() => Called::Nobody("no_connection"),
            Err(_) => Called::Nobody("no_answer"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    #[test]
    fn only_public_addresses_are_called() {
        let table = [
            ("https://example.org/hook", "ok"),
            ("https://9.9.9.9:8443/hook?x=1", "ok"),
            ("https://[2606:4700::1111]/", "ok"),
            ("http://example.org/hook", "notices.bad_url"),
            ("ftp://example.org/", "notices.bad_url"),
            ("https://user:pw@example.org/", "notices.bad_url"),
            ("https://example.org:25/", "notices.bad_url"),
            ("https://", "notices.bad_url"),
            ("javascript:alert(1)", "notices.bad_url"),
            ("https://127.0.0.1/", "notices.private_host"),
            ("https://2130706433/", "notices.private_host"),
            ("https://0x7f.1/", "notices.private_host"),
            ("https://10.1.2.3/", "notices.private_host"),
            ("https://172.31.0.1/", "notices.private_host"),
            ("https://192.168.1.1/", "notices.private_host"),
            ("https://169.254.169.254/latest", "notices.private_host"),
            ("https://100.64.0.1/", "notices.private_host"),
            ("https://0.0.0.0/", "notices.private_host"),
            ("https://224.0.0.1/", "notices.private_host"),
            ("https://[::1]/", "notices.private_host"),
            ("https://[::]/", "notices.private_host"),
            ("https://[fe80::1]/", "notices.private_host"),
            ("https://[fd00::1]/", "notices.private_host"),
            ("https://[::ffff:127.0.0.1]/", "notices.private_host"),
            ("https://[64:ff9b::a00:1]/", "notices.private_host"),
            ("https://[2002:7f00:1::]/", "notices.private_host"),
        ];
        for (given, expect) in table {
            let read = may_be_called(given, false).map_err(kernel::Refusal::from);
            assert_eq!(read.err().map_or("ok", |no| no.code), expect, "{given}");
        }
        assert!(may_be_called("http://127.0.0.1:8080/", true).is_ok());
        assert!(may_be_called("http://10.0.0.1:8080/", true).is_err());
        assert!(may_be_called("https://10.0.0.1/", true).is_err());
    }

    #[test]
    fn a_name_that_leads_home_is_refused_when_it_is_looked_up() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let url = may_be_called("https://localhost:8443/hook", false).unwrap();
        let refused = |here| {
            let led = runtime.block_on(leads_outside(&url, here)).map_err(kernel::Refusal::from);
            led.err().map(|no| no.code)
        };
        assert_eq!(refused(false), Some("notices.private_host"));
        assert_eq!(refused(true), None);
        let caller = |here| Caller::new(here).unwrap();
        let message = Message {
            id: DeliveryId::from_bits(1),
            url: Text::new("https://localhost:8443/hook"),
            timestamp: 1,
            body: "{}".into(),
            signature: String::new(),
        };
        let called = runtime.block_on(caller(false).call(&message));
        assert!(matches!(called, Called::Nobody(_)), "{called:?}");
    }

    // The example of the Standard Webhooks libraries: secret, id, timestamp, body, signature.
    #[test]
    fn a_signature_is_the_one_the_scheme_says() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
        let text = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        let made = STANDARD.encode(hmac::sign(&key, text.as_bytes()));
        assert_eq!(made, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let id = DeliveryId::from_bits(7);
        let both = signature(&[b"new", b"old"], &id, 1, "{}");
        let halves: Vec<&str> = both.split(' ').collect();
        assert_eq!(halves.len(), 2);
        assert!(halves.iter().all(|half| half.starts_with("v1,") && half.len() == 47), "{both}");
        assert_ne!(halves[0], halves[1]);
    }
}
