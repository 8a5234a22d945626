//! One-time codes of an app (RFC 6238: HMAC-SHA-1, thirty seconds, six digits), and the codes for
//! the day the app is lost.

use aws_lc_rs::hmac;
use kernel::{At, Fault, Span};
use maud::{Markup, PreEscaped};
use qrcode::render::svg;

/// How long a code is shown.
const STEP: Span = Span::secs(30);
/// The letters of base 32, as apps read it.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// The signs of a recovery code: none that passes for another.
const PLAIN: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// The step an instant lies in.
pub(crate) fn step_at(now: At) -> i64 {
    now.micros() / STEP.as_micros()
}

/// The code of a step.
pub(crate) fn code_of(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let mac = hmac::sign(&key, &step.to_be_bytes());
    let bytes = mac.as_ref();
    let from = usize::from(bytes.last().copied().unwrap_or(0) & 15);
    let number = (0..4)
        .fold(0_u32, |sum, at| (sum << 8) | u32::from(bytes.get(from + at).copied().unwrap_or(0)));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// The step whose code this is: now, the one before, the one after; never one that was taken, or
/// an earlier one.
pub(crate) fn fits(secret: &[u8], typed: &str, now: At, last_step: i64) -> Option<i64> {
    let here = step_at(now);
    // Each of the three is compared whole, whichever it is.
    let mut found = None;
    for step in [here + 1, here, here - 1] {
        let code = code_of(secret, step);
        let same =
            aws_lc_rs::constant_time::verify_slices_are_equal(code.as_bytes(), typed.as_bytes());
        if same.is_ok() && step > last_step {
            found = Some(step);
        }
    }
    found
}

/// What was typed, without the spaces and hyphens people put in.
pub(crate) fn bare(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase()
}

/// Bytes in base 32, without padding.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let (mut out, mut bits, mut count) = (String::new(), 0_u32, 0_u32);
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            out.push(letter(LETTERS, bits >> count));
        }
    }
    if count > 0 {
        out.push(letter(LETTERS, bits << (5 - count)));
    }
    out
}

fn letter(of: &[u8; 32], bits: u32) -> char {
    of.get((bits & 31) as usize).map_or('?', |b| char::from(*b))
}

/// A recovery code of fifty bits of these dice: `xxxxx-xxxxx`.
pub(crate) fn recovery_code(mut bits: u128) -> String {
    let mut out = String::with_capacity(11);
    for at in 0..10 {
        if at == 5 {
            out.push('-');
        }
        out.push(letter(PLAIN, (bits & 31) as u32));
        bits >>= 5;
    }
    out
}

/// What an app reads to show the codes.
pub(crate) fn address(house: &str, who: &str, secret: &[u8]) -> String {
    let (house, who) = (web::percent_encoded(house), web::percent_encoded(who));
    let secret = base32(secret);
    format!("otpauth://totp/{house}:{who}?secret={secret}&issuer={house}")
}

/// A text as a picture for a camera: part of the page, so that nobody else sees it.
pub(crate) fn picture(text: &str) -> Result<Markup, Fault> {
    let no = |e| Fault::new(format!("a picture of {} signs: {e}", text.len()));
    let code = qrcode::QrCode::new(text.as_bytes()).map_err(no)?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    let from = drawn.find("<svg").unwrap_or(0);
    Ok(PreEscaped(drawn.get(from..).unwrap_or("").to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
        let secret = b"12345678901234567890";
        let table = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (seconds, expect) in table {
            assert_eq!(code_of(secret, step_at(At::from_secs(seconds))), expect, "{seconds}");
        }
        assert_eq!(base32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(base32(b"foob"), "MZXW6YQ");
    }

    #[test]
    fn a_code_is_good_a_step_early_and_late_and_only_once() {
        let (secret, now) = (b"a secret of some length", At::from_secs(1_000_000));
        let here = step_at(now);
        let table = [
            (here - 2, -1, None),
            (here - 1, -1, Some(here - 1)),
            (here, -1, Some(here)),
            (here + 1, -1, Some(here + 1)),
            (here + 2, -1, None),
            (here, here, None),
            (here - 1, here, None),
            (here + 1, here, Some(here + 1)),
        ];
        for (step, last, expect) in table {
            let code = code_of(secret, step);
            assert_eq!(fits(secret, &code, now, last), expect, "{}", step - here);
        }
        assert_eq!(fits(secret, "", now, -1), None);
    }

    #[test]
    fn what_people_type_around_a_code_is_let_go() {
        assert_eq!(bare(" 123 456 "), "123456");
        let code = recovery_code(u128::MAX - 12_345);
        assert_eq!(code.len(), 11);
        assert_eq!(bare(&code.to_uppercase()), code.replace('-', ""));
    }

    #[test]
    fn a_picture_is_drawn_in_the_page_itself() {
        let text = address("Daiko & Co", "mika", b"12345678901234567890");
        assert!(text.starts_with("otpauth://totp/Daiko%20%26%20Co:mika?secret=GEZDG"), "{text}");
        let drawn = picture(&text).unwrap().0;
        assert!(drawn.starts_with("<svg") && !drawn.contains("style=") && !drawn.contains("<?xml"));
    }
}
