//! What a handle, a password and an address must be. Pure.

use kernel::Span;

use crate::MemberRefusal as No;
use crate::country_name;

/// The fewest characters of a password.
pub const LEAST_PASSWORD: usize = 10;
/// The most bytes of a password: longer ones only cost the house time.
pub const MOST_PASSWORD: usize = 256;

/// Handles nobody may have: they would pass for the house itself.
const RESERVED: [&str; 12] = [
    "admin",
    "administrator",
    "daiko",
    "help",
    "house",
    "info",
    "moderator",
    "official",
    "root",
    "staff",
    "support",
    "system",
];

/// A handle as it is kept: 3 to 20 of a-z, 0-9, - and _, a letter first; capitals are made small.
pub fn handle(typed: &str) -> Result<String, No> {
    let handle = typed.trim().to_ascii_lowercase();
    let plain = handle.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let starts = handle.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    if !plain || !starts || !(3..=20).contains(&handle.len()) {
        return Err(No::BadHandle);
    }
    if RESERVED.contains(&handle.as_str()) {
        return Err(No::ReservedHandle);
    }
    Ok(handle)
}

/// Whether a password may be chosen. Length counts, not its mixture of signs.
pub fn password(password: &str, handle: &str) -> Result<(), No> {
    if password.chars().count() < LEAST_PASSWORD {
        return Err(No::ShortPassword { least: signed(LEAST_PASSWORD) });
    }
    if password.len() > MOST_PASSWORD {
        return Err(No::LongPassword { most: signed(MOST_PASSWORD) });
    }
    let small = password.to_lowercase();
    let mut signs = small.chars();
    let first = signs.next();
    let one_sign = signs.all(|sign| Some(sign) == first);
    let in_a_row =
        "01234567890123456789".contains(&small) || "abcdefghijklmnopqrstuvwxyz".contains(&small);
    let of_handle =
        !handle.is_empty() && small.replace(&handle.to_lowercase(), "").chars().count() < 4;
    if one_sign || in_a_row || of_handle {
        return Err(No::PlainPassword);
    }
    Ok(())
}

/// An e-mail address as it is kept: one `@`, something before it, a domain with a dot after it, all
/// in ASCII; the domain in small letters.
pub fn mail(typed: &str) -> Result<String, No> {
    let (local, domain) = typed.trim().rsplit_once('@').ok_or(No::BadMail)?;
    let sign = |b: u8| {
        b.is_ascii_graphic()
            && !matches!(
                b,
                b'@' | b',' | b';' | b'<' | b'>' | b'"' | b'\\' | b'(' | b')' | b'[' | b']' | b':'
            )
    };
    let local_fine = (1..=64).contains(&local.len())
        && local.bytes().all(sign)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let domain_fine = domain.len() <= 190 && domain.contains('.') && domain.split('.').all(label);
    if local_fine && domain_fine {
        Ok(format!("{local}@{}", domain.to_ascii_lowercase()))
    } else {
        Err(No::BadMail)
    }
}

/// So many wrong tries earn no pause.
pub const FREE_TRIES: i64 = 5;

/// How long after this many wrong tries the next one may come: nothing for those that are free,
/// then twice as long each time, a quarter of an hour at most.
pub fn pause(wrong: i64, free: i64) -> Span {
    match wrong.saturating_sub(free) {
        ..0 => Span::ZERO,
        over @ 0..9 => Span::secs(2_i64 << over),
        _ => Span::minutes(15),
    }
}

/// An amount with up to six digits behind its point, in millionths: `149.5`. More than zero, and
/// less than a thousand million.
pub fn micro(typed: &str) -> Option<i64> {
    let typed = typed.trim();
    let (whole, rest) = typed.split_once('.').unwrap_or((typed, "0"));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(whole, 9) || !digits(rest, 6) {
        return None;
    }
    let micro: i64 = format!("{whole}{rest:0<6}").parse().ok()?;
    (micro > 0).then_some(micro)
}

/// The name a carrier prints: Latin letters with their marks, spaces, and the signs of names.
pub fn latin_name(typed: &str) -> Result<String, No> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let latin = |c: char| matches!(c, ' ' | '-' | '\'' | '.' | '’') || is_latin(c);
    let fine = name.chars().any(char::is_alphabetic) && name.chars().all(latin);
    if fine { Ok(name) } else { Err(No::NotLatin) }
}

/// A Latin letter, with its marks.
pub(crate) fn is_latin(c: char) -> bool {
    let marked = ('\u{c0}'..='\u{24f}').contains(&c) || ('\u{1e00}'..='\u{1eff}').contains(&c);
    c.is_ascii_alphabetic() || (c.is_alphabetic() && marked)
}

/// A postal code in capitals; empty where a country has none.
pub fn postal_code(typed: &str) -> Result<String, No> {
    let code = typed.trim().to_ascii_uppercase();
    let sign = |b: u8| b.is_ascii_alphanumeric() || b == b' ' || b == b'-';
    if code.len() <= 12 && code.bytes().all(sign) { Ok(code) } else { Err(No::BadPostalCode) }
}

/// A country by its two letters.
pub fn country(typed: &str) -> Result<String, No> {
    let code = typed.trim().to_ascii_uppercase();
    country_name(&code).map(|_| code.clone()).ok_or(No::NoCountry)
}

fn signed(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_plain_and_never_the_houses_own() {
        let table = [
            ("Mika", Some("mika")),
            (" yoko_2 ", Some("yoko_2")),
            ("a-b", Some("a-b")),
            ("ab", None),
            ("2mika", None),
            ("mika@example.org", None),
            ("みか", None),
            ("m i k a", None),
            ("abcdefghijklmnopqrstu", None),
            ("Admin", None),
        ];
        for (typed, expect) in table {
            assert_eq!(handle(typed).ok().as_deref(), expect, "{typed}");
        }
    }

    #[test]
    fn a_password_is_long_and_not_guessed_at_once() {
        let table = [
            ("correct horse battery", true),
            ("とても長いパスワードです", true),
            ("short", false),
            ("aaaaaaaaaaaa", false),
            ("0123456789", false),
            ("abcdefghijkl", false),
            ("mikamikamika1", false),
            (&*"x1".repeat(200), false),
        ];
        for (typed, fine) in table {
            assert_eq!(password(typed, "mika").is_ok(), fine, "{typed}");
        }
    }

    #[test]
    fn an_address_is_one_a_letter_can_be_sent_to() {
        let table = [
            ("mika@example.org", Some("mika@example.org")),
            (" Mi.Ka+lots@EXAMPLE.co.jp ", Some("Mi.Ka+lots@example.co.jp")),
            ("mika", None),
            ("mika@localhost", None),
            ("@example.org", None),
            ("mika@", None),
            ("mi ka@example.org", None),
            ("mika@example.org\r\nBcc: all@example.org", None),
            ("a@b@example.org", None),
            ("mika@-example.org", None),
            (".mika@example.org", None),
            ("mika@example..org", None),
            ("<mika@example.org>", None),
            ("みか@example.org", None),
        ];
        for (typed, expect) in table {
            assert_eq!(mail(typed).ok().as_deref(), expect, "{typed:?}");
        }
    }

    #[test]
    fn a_rate_is_read_to_its_sixth_digit_and_nothing_else_is() {
        let table = [
            ("149.5", Some(149_500_000)),
            (" 150 ", Some(150_000_000)),
            ("0.107512", Some(107_512)),
            ("0.000001", Some(1)),
            ("0", None),
            ("0.0000001", None),
            ("1.", None),
            (".5", None),
            ("-1", None),
            ("1,500", None),
            ("1e3", None),
            ("1234567890", None),
        ];
        for (typed, expect) in table {
            assert_eq!(micro(typed), expect, "{typed}");
        }
    }

    #[test]
    fn a_pause_grows_and_never_becomes_a_lock() {
        let table = [
            (0, 0),
            (4, 0),
            (5, 2),
            (6, 4),
            (9, 32),
            (13, 512),
            (14, 900),
            (15, 900),
            (i64::MAX, 900),
        ];
        for (wrong, seconds) in table {
            assert_eq!(pause(wrong, FREE_TRIES), Span::secs(seconds), "{wrong}");
        }
    }

    #[test]
    fn a_name_and_a_code_are_what_a_label_can_hold() {
        for (typed, expect) in [
            ("  Zoë  O'Brien-Ångström ", Some("Zoë O'Brien-Ångström")),
            ("Nguyễn Văn Đức", Some("Nguyễn Văn Đức")),
            ("山田 花子", None),
            ("", None),
            ("---", None),
        ] {
            assert_eq!(latin_name(typed).ok().as_deref(), expect, "{typed}");
        }
        assert_eq!(postal_code("sw1a 1aa").ok().as_deref(), Some("SW1A 1AA"));
        assert!(postal_code("<b>").is_err() && postal_code("").is_ok());
        assert_eq!(country("de").ok().as_deref(), Some("DE"));
        assert!(country("XX").is_err());
    }
}
