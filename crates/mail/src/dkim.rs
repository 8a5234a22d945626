//! Signing by DKIM (RFC 6376), with RSA-SHA256 or Ed25519-SHA256 (RFC 8463).
//!
//! Why not lettre's own: it would bring a second cipher library, whose RSA is not done in constant
//! time. The signature is two hundred lines of text handling over the one library the house has.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::{At, Fault, Refused};

use crate::MailRefusal;

/// The headers that are signed, where the letter has them. `from` stands twice: nobody can put a
/// second one before it and keep the signature.
const SIGNED: &[&str] = &[
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "auto-submitted",
    "list-unsubscribe",
];

/// A key that signs for a domain.
pub struct Dkim {
    domain: String,
    selector: String,
    key: Key,
}

enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

impl std::fmt::Debug for Dkim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dkim({}._domainkey.{})", self.selector, self.domain)
    }
}

impl Dkim {
    /// The key of `selector._domainkey.domain`, PKCS #8 in PEM.
    pub fn from_pem(domain: &str, selector: &str, pem: &str) -> Result<Dkim, Refused> {
        let bad = || MailRefusal::BadKey { selector: selector.to_owned() };
        let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        let der = STANDARD.decode(body.trim()).map_err(|_| bad())?;
        let key = match RsaKeyPair::from_pkcs8(&der) {
            Ok(key) if key.public_modulus_len() >= 256 => Key::Rsa(Box::new(key)),
            Ok(_) => return Err(bad().into()),
            Err(_) => {
                Key::Ed25519(Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).map_err(|_| bad())?)
            }
        };
        let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if selector.is_empty() || !selector.chars().all(named) || !domain.chars().all(named) {
            return Err(bad().into());
        }
        Ok(Dkim { domain: domain.to_owned(), selector: selector.to_owned(), key })
    }

    /// What the operator publishes: where, and the text of the TXT record.
    pub fn record(&self) -> (String, String) {
        let (kind, public) = match &self.key {
            Key::Rsa(key) => ("rsa", STANDARD.encode(spki(key.public_key().as_ref()))),
            Key::Ed25519(key) => ("ed25519", STANDARD.encode(key.public_key().as_ref())),
        };
        let place = format!("{}._domainkey.{}", self.selector, self.domain);
        (place, format!("v=DKIM1; k={kind}; p={public}"))
    }

    /// The header that signs a message, to be put before it.
    pub(crate) fn header(&self, message: &[u8], at: At) -> Result<String, Refused> {
        let odd = || Fault::new("a letter without an empty line after its headers");
        let text = std::str::from_utf8(message).map_err(|_| Fault::new("a letter not in UTF-8"))?;
        let (head, body) = text.split_once("\r\n\r\n").ok_or_else(odd)?;
        let fields = fields(head);
        let present = |name: &&&str| fields.iter().any(|(field, _)| field == **name);
        let names: Vec<&str> = SIGNED.iter().filter(present).copied().collect();
        let hashed = STANDARD.encode(digest(&SHA256, relaxed_body(body).as_bytes()));
        let way = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let unsigned = format!(
            "v=1; a={way}; c=relaxed/relaxed; d={};\r\n s={}; t={};\r\n h={};\r\n bh={hashed};\r\n b=",
            self.domain,
            self.selector,
            at.micros() / 1_000_000,
            names.join(":"),
        );
        let mut signing = String::new();
        let mut left = fields.clone();
        for name in &names {
            // From the bottom up; a name that is written once more than it stands there is empty.
            if let Some(last) = left.iter().rposition(|(field, _)| field == name) {
                let (field, value) = left.remove(last);
                signing.push_str(&format!("{field}:{value}\r\n"));
            }
        }
        signing.push_str(&format!("dkim-signature:{}", relaxed_value(&unsigned)));
        let signature = STANDARD.encode(self.sign(signing.as_bytes())?);
        Ok(format!("DKIM-Signature: {unsigned}{}\r\n", folded(&signature)))
    }

    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, Refused> {
        match &self.key {
            // RFC 8463: Ed25519 signs the hash, not the text.
            Key::Ed25519(key) => Ok(key.sign(digest(&SHA256, text).as_ref()).as_ref().to_vec()),
            Key::Rsa(key) => {
                let mut out = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut out)
                    .map_err(|_| Fault::new("the letter cannot be signed"))?;
                Ok(out)
            }
        }
    }
}

/// The headers, names in small letters, values as relaxed canonicalisation has them.
fn fields(head: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n") {
        match (line.starts_with([' ', '\t']), found.last_mut()) {
            (true, Some((_, value))) => {
                value.push_str("\r\n");
                value.push_str(line);
            }
            _ => {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                found.push((name.trim().to_ascii_lowercase(), value.to_owned()));
            }
        }
    }
    found.into_iter().map(|(name, value)| (name, relaxed_value(&value))).collect()
}

/// Folds undone, runs of white space one space, none at the ends (RFC 6376, 3.4.2).
fn relaxed_value(value: &str) -> String {
    value
        .split([' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// White space within a line one space, none at its end; no empty lines at the end (3.4.4).
fn relaxed_body(body: &str) -> String {
    let mut out = String::with_capacity(body.len() + 2);
    for line in body.trim_end_matches("\r\n").split("\r\n") {
        let mut gap = false;
        for sign in line.trim_end_matches([' ', '\t']).chars() {
            if matches!(sign, ' ' | '\t') {
                gap = true;
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push(sign);
        }
        out.push_str("\r\n");
    }
    if out == "\r\n" { String::new() } else { out }
}

/// A long word over several lines.
fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 20);
    for (at, sign) in word.chars().enumerate() {
        if at > 0 && at % 72 == 0 {
            out.push_str("\r\n ");
        }
        out.push(sign);
    }
    out
}

/// SubjectPublicKeyInfo around an RSA public key: what `p=` holds (RFC 6376, 3.6.1).
fn spki(public: &[u8]) -> Vec<u8> {
    const RSA: &[u8] =
        &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let mut bits = vec![0];
    bits.extend_from_slice(public);
    let inner = [RSA, &tagged(0x03, &bits)].concat();
    tagged(0x30, &inner)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut out = vec![tag];
    if content.len() >= 128 {
        out.push(0x80 | u8::try_from(length.len()).unwrap_or(0));
    }
    out.extend_from_slice(&length);
    out.extend_from_slice(content);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    // The examples of RFC 6376, 3.4.5.
    #[test]
    fn headers_and_bodies_are_made_alike_as_the_standard_says() {
        let head = "A: X\r\nB : Y\t\r\n\tZ  ";
        assert_eq!(fields(head), [("a".into(), "X".into()), ("b".into(), "Y Z".into())]);
        assert_eq!(relaxed_body(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
        assert_eq!(relaxed_body(""), "");
        assert_eq!(relaxed_body("\r\n\r\n"), "");
    }

    #[test]
    fn a_key_that_is_none_is_refused_by_name() {
        for bad in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            let no = Dkim::from_pem("house.example", "s1", bad).unwrap_err();
            assert_eq!(no.code(), "mail.bad_key");
        }
    }
}
