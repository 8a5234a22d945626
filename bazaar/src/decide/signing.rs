use hmac::{Hmac, KeyInit, Mac};
use kernel::{At, Span};
use sha2::Sha256;

use crate::problem::{self, Problem};
use crate::state::State;

/// How long a signature lives, on the wall.
pub(crate) const SIGNATURE_LIFE: Span = Span::secs(60);

fn mac(state: &State, text: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&state.secret).ok()?;
    mac.update(text.as_bytes());
    Some(mac)
}

/// The signature of a text, in hex.
pub(super) fn sign(state: &State, text: &str) -> String {
    let Some(mac) = mac(state, text) else { return String::new() };
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether this is our signature of that text (told in constant time), and still alive.
pub(super) fn verify(
    state: &State,
    text: &str,
    signature: &str,
    expires_at: At,
    now: At,
) -> Result<(), Problem> {
    let bad = || problem::bad_signature("The fields are not those that were signed.");
    let bytes = unhex(signature).ok_or_else(bad)?;
    let mac = mac(state, text).ok_or_else(bad)?;
    mac.verify_slice(&bytes).map_err(|_| bad())?;
    if now > expires_at {
        let late = problem::signature_expired("The signature has expired; preview again.");
        return Err(late.with("expired_at", expires_at.micros()));
    }
    Ok(())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8]| Some((value(pair[0])? * 16 + value(pair[1])?) as u8);
    digits.chunks_exact(2).map(byte).collect()
}
