use db::{Answer, Tx};
use kernel::{Id, MemberId, ProofId, Span};
use privacy::Keyring;

use crate::store;

kernel::words! {
    /// What a secret link in a letter proves.
    pub enum Proves {
        /// That letters arrive at an address.
        Letters = "letters",
        /// That whoever wants a new password reads the account's letters.
        Reset = "reset",
    }
}
db::stored!(Proves);

impl Proves {
    /// How long the link is good for.
    pub fn lasts(self) -> Span {
        match self {
            Proves::Letters => Span::days(3),
            Proves::Reset => Span::hours(1),
        }
    }
}

/// What the keyring calls the secrets of these links.
const SECRET: &str = "proof";

/// The path of a secret link, for its letter: made when the letter is, so that it lies in no row,
/// no job and no log. `None` once the link was used, replaced or has lapsed.
pub fn proof_path(tx: &mut Tx<'_>, proof: ProofId) -> Answer<Option<String>> {
    let now = tx.now();
    let Some(row) = store::proof(tx, proof)?.filter(|row| row.is_good(now)) else {
        return Ok(None);
    };
    let secret = tx.plugged::<Keyring>()?.secret_of(SECRET, &row.id.to_string());
    let secret: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Some(format!("/proofs/{}.{secret}", row.id)))
}

/// Makes a link, in place of any other of the kind.
pub(crate) fn prove(tx: &mut Tx<'_>, member: MemberId, what: Proves) -> Answer<ProofId> {
    store::end_proofs(tx, member, what)?;
    let proof: ProofId = tx.new_id();
    store::new_proof(tx, proof, member, what, tx.now().plus(what.lasts()))?;
    Ok(proof)
}

/// The proof that the last part of a link's path is; `None` for whatever is not a good one.
pub(crate) fn read_proof(tx: &mut Tx<'_>, word: &str) -> Answer<Option<store::Proof>> {
    let Some((proof, secret)) = word.split_once('.') else { return Ok(None) };
    let Some(proof) = ProofId::parse(proof) else { return Ok(None) };
    let Some(secret) = unhex(secret) else { return Ok(None) };
    if !tx.plugged::<Keyring>()?.is_secret_of(SECRET, &proof.to_string(), &secret) {
        return Ok(None);
    }
    let now = tx.now();
    Ok(store::proof(tx, proof)?.filter(|row| row.is_good(now)))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    if digits { (0..64).step_by(2).map(byte).collect() } else { None }
}
