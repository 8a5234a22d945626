//! A business is handed over with its people: what is kept of them, under which policy, what they
//! chose, to whom it went. Sealed pieces are sealed anew under a key of the handover; nothing of
//! them is ever in the clear outside this room. The format is documented in
//! docs/operating/handover.md.

mod read;
mod write;

pub use read::{Received, Receiving, read};
pub use write::{Sending, write};

use db::{Answer, Tx};
use kernel::{Fault, MemberId};
use policy::RetentionClass;
use zeroize::Zeroizing;

use crate::keyring::{Key, Secret, fresh_secret, hex, mac, sha256, unhex};
use crate::refusals::PrivacyRefusal;

/// What a room above knows of somebody beside their data: words and values without a blank, a line
/// each. `None`: nobody of this business.
pub type Beside = fn(&mut Tx<'_>, MemberId) -> Answer<Option<Vec<(String, String)>>>;
/// Gives somebody who was taken over their account, by what the predecessor said beside.
pub type Adopt = fn(&mut Tx<'_>, MemberId, &[(String, String)]) -> Answer<()>;

pub(crate) const FIRST: &str = "daiko handover 1";

db::sql! {
    HANDED = "INSERT INTO handover_person (handover, member, at) VALUES ($1, $2, $3)
        ON CONFLICT (handover, member) DO NOTHING RETURNING member";
}

/// The key of one handover: it goes to the successor by another way than the file.
pub struct TransferKey(Secret);

impl TransferKey {
    /// A fresh one.
    pub fn fresh() -> Result<TransferKey, Fault> {
        Ok(TransferKey(fresh_secret()?))
    }
    /// From its written form.
    pub fn parse(text: &str) -> Result<TransferKey, PrivacyRefusal> {
        let bytes = unhex::<32>(text.trim());
        let bytes = bytes.ok_or(PrivacyRefusal::HandoverBroken { what: "the key".into() })?;
        Ok(TransferKey(Zeroizing::new(bytes)))
    }
    /// Its written form.
    pub fn written(&self) -> Zeroizing<String> {
        Zeroizing::new(hex(&*self.0))
    }

    // Two keys out of one: what seals never signs.
    fn part(&self, word: &str) -> [u8; 32] {
        mac(&*self.0, &[word.as_bytes()])
    }
    fn cipher(&self) -> Result<Key, Fault> {
        Key::new(&self.part("daiko handover seal"))
    }
    fn sign(&self, chain: &[u8; 32]) -> String {
        hex(&mac(&self.part("daiko handover sign"), &[chain]))
    }
}

/// The hash of all lines so far.
struct Chain([u8; 32]);

impl Chain {
    fn new() -> Chain {
        Chain([0; 32])
    }
    fn add(&mut self, line: &str) {
        self.0 = sha256(&[&self.0, line.as_bytes(), b"\n"]);
    }
}

// A piece is bound to its person and place, in the file as in the vault.
fn bound(member: MemberId, class: RetentionClass, item: &str, place: &str) -> Vec<u8> {
    format!("{FIRST}\n{member}\n{}\n{item}\n{place}", class.code()).into_bytes()
}

/// A word that may be empty, as a line holds it.
fn word(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

fn unword(text: &str) -> &str {
    if text == "-" { "" } else { text }
}

fn unhex_all(text: &str) -> Option<Vec<u8>> {
    let whole = text.len().is_multiple_of(2) && text.is_ascii();
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    if whole { (0..text.len()).step_by(2).map(byte).collect() } else { None }
}
