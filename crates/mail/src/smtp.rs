use std::net::IpAddr;
use std::time::Duration;

use kernel::Refused;
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use tokio::sync::Mutex;

use crate::{Letter, MailRefusal, Sending, bounce};

/// How the way to a server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (port 465).
    Tls,
    /// STARTTLS, and nothing without it (port 587).
    StartTls,
    /// None: to this machine alone.
    Plain,
}

/// Which server, and how one signs in to it.
#[derive(Clone)]
pub struct SmtpSettings {
    /// The server's name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is protected.
    pub security: Security,
    /// User and password, where it asks for them.
    pub sign_in: Option<(String, String)>,
    /// How this house introduces itself.
    pub hello: String,
    /// A root certificate in PEM besides those of the web: a server of one's own.
    pub root: Option<Vec<u8>>,
    /// How long a letter may take.
    pub limit: Duration,
}

impl SmtpSettings {
    /// Reads `smtps://host`, `smtp://host:587`, `plain://127.0.0.1:2525`.
    pub fn parse(given: &str, hello: &str) -> Result<SmtpSettings, Refused> {
        let bad = || MailRefusal::BadServer { given: given.to_owned() };
        let (scheme, rest) = given.split_once("://").ok_or_else(bad)?;
        let (security, usual) = match scheme {
            "smtps" => (Security::Tls, 465),
            "smtp" => (Security::StartTls, 587),
            "plain" => (Security::Plain, 25),
            _ => return Err(bad().into()),
        };
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| bad())?),
            _ => (rest, usual),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if host.is_empty() || !host.chars().all(sign) {
            return Err(bad().into());
        }
        Ok(SmtpSettings {
            host: host.to_owned(),
            port,
            security,
            sign_in: None,
            hello: hello.to_owned(),
            root: None,
            limit: Duration::from_secs(120),
        })
    }
}

/// So many connections are kept for the next letters.
const KEPT: usize = 4;

/// A mail server. It keeps a few connections open between letters.
///
/// Why not lettre's own pool: its answer does not say at which step the server refused, and only a
/// refusal at RCPT is about the address.
pub struct Smtp {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
}

/// Where a letter's way ended, if not at its end.
enum Ended {
    /// The connection or the server's word: another try may help.
    Away(String),
    /// For good.
    Refused { code: u16, bounced: bool },
}

impl Smtp {
    /// A server, not spoken to yet.
    pub fn new(settings: SmtpSettings) -> Result<Smtp, Refused> {
        let here = settings.host == "localhost"
            || settings.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if settings.security == Security::Plain && !here {
            return Err(MailRefusal::PlainElsewhere { host: settings.host }.into());
        }
        let tls = if settings.security == Security::Plain { None } else { Some(tls(&settings)?) };
        Ok(Smtp { settings, tls, idle: Mutex::new(Vec::new()) })
    }

    /// Hands a message over; the answer says whether it has it.
    pub(crate) async fn hand_over(
        &self,
        path: Address,
        letter: &Letter,
        message: &[u8],
    ) -> Sending {
        let way = self.through(path, letter, message);
        match tokio::time::timeout(self.settings.limit, way).await {
            Ok(Ok(())) => Sending::Sent,
            Ok(Err(Ended::Refused { code, bounced })) => Sending::Never { code, bounced },
            Ok(Err(Ended::Away(why))) => Sending::Later { why },
            Err(_) => Sending::Later { why: "the mail server takes too long".into() },
        }
    }

    async fn through(&self, path: Address, letter: &Letter, message: &[u8]) -> Result<(), Ended> {
        let mut server = self.connection().await?;
        let handed = speak(&mut server, path, letter, message).await;
        // A connection is kept only when the server is known to wait for the next letter.
        if handed.is_ok() && !server.has_broken() {
            let mut idle = self.idle.lock().await;
            if idle.len() < KEPT {
                idle.push(server);
                return handed;
            }
        }
        server.abort().await;
        handed
    }

    async fn connection(&self) -> Result<AsyncSmtpConnection, Ended> {
        loop {
            let kept = self.idle.lock().await.pop();
            let Some(mut kept) = kept else { break };
            if kept.test_connected().await {
                return Ok(kept);
            }
        }
        let settings = &self.settings;
        let hello = ClientId::Domain(settings.hello.clone());
        let limit = Some(Duration::from_secs(20));
        let at_once = self.tls.clone().filter(|_| settings.security == Security::Tls);
        let place = (settings.host.as_str(), settings.port);
        let away = |step: &'static str| move |e| away(step, &e);
        let mut server = AsyncSmtpConnection::connect_tokio1(place, limit, &hello, at_once, None)
            .await
            .map_err(away("connecting"))?;
        if let (Security::StartTls, Some(tls)) = (settings.security, self.tls.clone()) {
            server.starttls(tls, &hello).await.map_err(away("STARTTLS"))?;
        }
        if let Some((user, password)) = &settings.sign_in {
            let credentials = Credentials::new(user.clone(), password.clone());
            let ways = [Mechanism::Plain, Mechanism::Login];
            server.auth(&ways, &credentials).await.map_err(away("signing in"))?;
        }
        Ok(server)
    }
}

fn tls(settings: &SmtpSettings) -> Result<TlsParameters, Refused> {
    let bad = |_| Refused::from(MailRefusal::BadCertificate);
    let mut made =
        TlsParameters::builder(settings.host.clone()).certificate_store(CertificateStore::Default);
    if let Some(root) = &settings.root {
        made = made.add_root_certificate(Certificate::from_pem(root).map_err(bad)?);
    }
    made.build().map_err(bad)
}

/// One letter over an open connection, step by step.
async fn speak(
    server: &mut AsyncSmtpConnection,
    path: Address,
    letter: &Letter,
    message: &[u8],
) -> Result<(), Ended> {
    let mut said = Vec::new();
    let to = letter.to.inner().clone();
    let odd_letters = !AsRef::<str>::as_ref(&to).is_ascii();
    if odd_letters {
        if !server.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Ended::Refused { code: 553, bounced: true });
        }
        said.push(MailParameter::SmtpUtfEight);
        said.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    server.command(Mail::new(Some(path), said)).await.map_err(|e| ended("MAIL", &e, false))?;
    server.command(Rcpt::new(to, vec![])).await.map_err(|e| ended("RCPT", &e, true))?;
    server.command(Data).await.map_err(|e| ended("DATA", &e, false))?;
    server.message(message).await.map_err(|e| ended("the end of the letter", &e, false))?;
    Ok(())
}

type Error = lettre::transport::smtp::Error;

/// Why not the server's sentence: it repeats the address.
fn away(step: &str, error: &Error) -> Ended {
    let what = match error.status() {
        Some(code) => format!("the mail server answered {code} at {step}"),
        None if error.is_timeout() => format!("the mail server takes too long at {step}"),
        None if error.is_tls() => format!("no TLS with the mail server at {step}"),
        None => format!("no answer of the mail server at {step}"),
    };
    Ended::Away(what)
}

fn ended(step: &str, error: &Error, about_the_address: bool) -> Ended {
    let code = error.status().map_or(0, |code| code.to_string().parse().unwrap_or(0));
    // 530 to 538 are about signing in: a matter between the house and its server, not the letter's.
    if error.is_permanent() && !(530..=538).contains(&code) {
        let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        return Ended::Refused { code, bounced: about_the_address && names_the_address(&said) };
    }
    away(step, error)
}

/// Whether a server's refusal says that there is no such address. Only the status in front of its
/// sentence is looked at.
///
/// Why a bare 550 is none: it is also what a server says that refuses us. A wrong stop shuts a
/// member out of every letter, one that is missed costs a letter that comes back.
fn names_the_address(said: &str) -> bool {
    let first = said.split_whitespace().next().and_then(bounce::enhanced);
    first.is_some_and(|status| bounce::is_no_address(&status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_named_with_how_the_way_to_it_is_protected() {
        let table = [
            ("smtps://mail.example", Some(("mail.example", 465, Security::Tls))),
            ("smtp://mail.example", Some(("mail.example", 587, Security::StartTls))),
            ("smtp://mail.example:2587", Some(("mail.example", 2587, Security::StartTls))),
            ("plain://127.0.0.1:2525", Some(("127.0.0.1", 2525, Security::Plain))),
            ("plain://[::1]:2525", Some(("::1", 2525, Security::Plain))),
            ("http://mail.example", None),
            ("mail.example", None),
            ("smtp://", None),
            ("smtp://mail.example:x", None),
            ("smtp://user:secret@mail.example", None),
        ];
        for (given, expect) in table {
            let read = SmtpSettings::parse(given, "house.example").ok();
            let read = read.map(|s| (s.host, s.port, s.security));
            let expect = expect.map(|(host, port, how)| (host.to_owned(), port, how));
            assert_eq!(read, expect, "{given}");
        }
    }

    #[test]
    fn a_refusal_is_about_the_address_only_where_its_status_says_so() {
        let table = [
            ("5.1.1 <mika@example.org> is none", true),
            ("5.1.10 null MX", true),
            ("5.2.2 the mailbox is full", false),
            ("5.7.1 your server is on a list", false),
            ("5.1.8 we do not know your domain", false),
            ("no such user", false),
            ("", false),
        ];
        for (said, expect) in table {
            assert_eq!(names_the_address(said), expect, "{said}");
        }
    }

    #[test]
    fn unprotected_is_for_this_machine_alone() {
        let open = |given: &str| Smtp::new(SmtpSettings::parse(given, "h.example").unwrap());
        assert!(open("plain://127.0.0.1:25").is_ok() && open("plain://localhost").is_ok());
        let code = open("plain://mail.example").err().map(|no| no.code());
        assert_eq!(code, Some("mail.plain_elsewhere"));
    }
}
