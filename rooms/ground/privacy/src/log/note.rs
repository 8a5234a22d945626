//! Checkpoints: signed heads of the log, in the text form that other logs use too.
//!
//! ```text
//! <origin>
//! <size>
//! <root, base64>
//! policy <hash of the policy in force>
//! time <instant>
//!
//! — <origin> <base64 of four bytes of key id and the Ed25519 signature>
//! ```

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use kernel::At;

use super::tree::Hash;
use crate::keyring::{Keyring, sha256};

/// A head of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The name of the log.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The hash of the policy in force.
    pub policy: String,
    /// When it was signed.
    pub time: At,
}

impl Head {
    fn text(&self) -> String {
        let Head { origin, size, root, policy, time } = self;
        format!("{origin}\n{size}\n{}\npolicy {policy}\ntime {time}\n", base64(root))
    }

    /// The signed note.
    pub(crate) fn signed(&self, keyring: &Keyring) -> String {
        let text = self.text();
        let mut signature = key_id(&self.origin, &keyring.log_key()).to_vec();
        signature.extend_from_slice(&keyring.sign(text.as_bytes()));
        format!("{text}\n\u{2014} {} {}\n", self.origin, base64(&signature))
    }

    /// Reads a note and checks its signature; `None` when it is not a head that this key signed.
    pub fn verified(note: &str, log_key: &[u8; 32]) -> Option<Head> {
        let (text, signatures) = note.split_once("\n\n")?;
        let text = format!("{text}\n");
        let mut lines = text.lines();
        let head = Head {
            origin: lines.next()?.to_owned(),
            size: lines.next()?.parse().ok()?,
            root: unbase64(lines.next()?)?.try_into().ok()?,
            policy: lines.next()?.strip_prefix("policy ")?.to_owned(),
            time: At::parse(lines.next()?.strip_prefix("time ")?)?,
        };
        if head.text() != text {
            return None;
        }
        let signed = signatures.lines().any(|line| {
            let words = line.strip_prefix("\u{2014} ").and_then(|rest| rest.split_once(' '));
            let Some((name, bytes)) = words else { return false };
            let Some(bytes) = unbase64(bytes).filter(|b| b.len() == 68) else { return false };
            name == head.origin
                && bytes[..4] == key_id(name, log_key)
                && UnparsedPublicKey::new(&ED25519, log_key)
                    .verify(text.as_bytes(), &bytes[4..])
                    .is_ok()
        });
        signed.then_some(head)
    }
}

/// The first four bytes that name a key in a note: of its name, the kind (1) and the key.
fn key_id(origin: &str, log_key: &[u8; 32]) -> [u8; 4] {
    let hash = sha256(&[origin.as_bytes(), b"\n", &[1], log_key]);
    [hash[0], hash[1], hash[2], hash[3]]
}

/// How a verifier is told the key: `name+id+base64`.
pub fn verifier_key(origin: &str, log_key: &[u8; 32]) -> String {
    let mut key = vec![1u8];
    key.extend_from_slice(log_key);
    format!("{origin}+{}+{}", crate::keyring::hex(&key_id(origin, log_key)), base64(&key))
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 with padding (RFC 4648 §4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for at in 0..4 {
            let letter = LETTERS[((bits >> (18 - 6 * at)) & 63) as usize];
            out.push(if at <= group.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// Reads what `base64` writes, and nothing else.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (groups, rest) = text.as_bytes().as_chunks::<4>();
    if !rest.is_empty() {
        return None;
    }
    for group in groups {
        let letters = group.iter().take_while(|l| **l != b'=').count();
        let mut bits = 0u32;
        for letter in &group[..letters] {
            let value = LETTERS.iter().position(|l| l == letter)?;
            bits = (bits << 6) | u32::try_from(value).ok()?;
        }
        bits <<= 6 * (4 - letters);
        let bytes = bits.to_be_bytes();
        out.extend_from_slice(&bytes[1..letters.max(1)]);
    }
    // Only the one canonical spelling is taken.
    (base64(&out) == text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_gives_the_published_answers() {
        let table = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in table {
            assert_eq!(base64(plain.as_bytes()), coded);
            assert_eq!(unbase64(coded).as_deref(), Some(plain.as_bytes()));
        }
        for bad in ["Zg", "Zh==", "Z===", "====", "Zm9v\n", "Zm9*", "Zg==Zg=="] {
            assert_eq!(unbase64(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_id_of_a_key_is_the_published_one() {
        // The example key of the signed-note format.
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let (_, key) = text.rsplit_once('+').unwrap();
        let key: [u8; 32] = unbase64(key).unwrap()[1..].try_into().unwrap();
        assert_eq!(verifier_key("PeterNeumann", &key), text);
    }
}
