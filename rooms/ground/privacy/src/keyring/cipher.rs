//! The ciphers: AES-256-GCM, HMAC-SHA-256, SHA-256. All are on the list whose good use takes
//! encrypted data out of the duty to report a leak.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{digest, hmac, rand};
use kernel::Fault;
use zeroize::Zeroizing;

/// 32 secret bytes, wiped when they are let go.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// What a sealed text is longer by: version, nonce, tag.
pub(crate) const OVERHEAD: usize = 1 + NONCE_LEN + 16;
/// The first byte of every sealed text.
const FORMAT: u8 = 1;

/// 32 fresh bytes from the cipher library's own generator. Keys and nonces never come from the
/// house's dice: tests load those, and a nonce that comes twice opens both texts.
pub(crate) fn fresh_secret() -> Result<Secret, Fault> {
    let mut bytes = Zeroizing::new([0u8; 32]);
    rand::fill(&mut *bytes).map_err(|_| Fault::passing("the cipher library has no chance left"))?;
    Ok(bytes)
}

/// A key ready for use. The library wipes it when it is dropped.
pub(crate) struct Key(LessSafeKey);

impl Key {
    /// The key with these bytes.
    pub(crate) fn new(bytes: &[u8]) -> Result<Key, Fault> {
        UnboundKey::new(&AES_256_GCM, bytes)
            .map(|key| Key(LessSafeKey::new(key)))
            .map_err(|_| Fault::new("a data key does not have 32 bytes"))
    }

    /// Seals `plain`: format, nonce, text, tag. `bound` must be told again to open it.
    pub(crate) fn seal(&self, bound: &[u8], plain: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut nonce = [0u8; NONCE_LEN];
        rand::fill(&mut nonce).map_err(|_| Fault::passing("the cipher library has no chance"))?;
        let mut out = Vec::with_capacity(plain.len() + OVERHEAD);
        out.push(FORMAT);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(plain);
        let text = &mut out[1 + NONCE_LEN..];
        let tag = self
            .0
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound), text)
            .map_err(|_| Fault::new("a text is too long to be sealed"))?;
        out.extend_from_slice(tag.as_ref());
        Ok(out)
    }

    /// Opens what `seal` made; `None` when the key, the bound words or the text are not the same.
    pub(crate) fn open(&self, bound: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        if sealed.len() < OVERHEAD || sealed[0] != FORMAT {
            return None;
        }
        let nonce = Nonce::try_assume_unique_for_key(&sealed[1..=NONCE_LEN]).ok()?;
        let mut text = Zeroizing::new(sealed[1 + NONCE_LEN..].to_vec());
        let length = self.0.open_in_place(nonce, Aad::from(bound), &mut text).ok()?.len();
        text.truncate(length);
        Some(text)
    }
}

/// SHA-256 of the parts, one after the other.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut out = [0u8; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

/// HMAC-SHA-256 under `key`.
pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    parts.iter().for_each(|part| context.update(part));
    let mut out = [0u8; 32];
    out.copy_from_slice(context.sign().as_ref());
    out
}

/// Bytes in lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| char::from(DIGITS[usize::from(n & 15)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(*b)]).collect()
}

/// Reads hex of `N` bytes.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut out = [0u8; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (i, slot) in out.iter_mut().enumerate() {
        *slot = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_bound_to_one_place_does_not_open_at_another() {
        let key = Key::new(&[7; 32]).unwrap();
        let sealed = key.seal(b"here", b"secret").unwrap();
        assert_eq!(key.open(b"here", &sealed).unwrap().as_slice(), b"secret");
        assert!(key.open(b"there", &sealed).is_none());
        assert!(Key::new(&[8; 32]).unwrap().open(b"here", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert!(key.open(b"here", &bent).is_none(), "byte {at}");
        }
        assert!(key.open(b"here", &sealed[..OVERHEAD - 1]).is_none());
    }

    #[test]
    fn one_text_is_never_sealed_to_the_same_bytes_twice() {
        let key = Key::new(&[7; 32]).unwrap();
        assert_ne!(key.seal(b"", b"same").unwrap(), key.seal(b"", b"same").unwrap());
    }

    #[test]
    fn the_library_gives_the_published_answers() {
        // RFC 4231 test case 2; FIPS 180-2 "abc".
        let want = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(&mac(b"Jefe", &[b"what do ya want ", b"for nothing?"])), want);
        let want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256(&[b"a", b"bc"])), want);
        assert_eq!(unhex::<2>("0aff"), Some([10, 255]));
        assert_eq!(unhex::<2>("0af"), None);
    }
}
