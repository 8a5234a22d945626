//! Free text of an incident names nobody: it may be read by many, and its words are not those of
//! the person they would be about.

use privacy::looks_like_a_card;

use crate::DutiesRefusal as No;

/// As many digits in a row as a phone number has, whatever stands between them.
const PHONE: usize = 9;

/// Refuses a text that names somebody: an e-mail address, a phone number, a card number, the id of
/// a person or of what is theirs.
pub(crate) fn names_nobody(text: &str, most: usize) -> Result<(), No> {
    if text.chars().count() > most {
        return Err(No::TooLong { most: i64::try_from(most).unwrap_or(i64::MAX) });
    }
    let what = if looks_like_a_card(text) {
        Some("a card number")
    } else if text.split_whitespace().any(is_mail) {
        Some("an e-mail address")
    } else if has_phone(text) {
        Some("a phone number")
    } else if text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).any(is_id) {
        Some("an id")
    } else {
        None
    };
    what.map_or(Ok(()), |what| Err(No::NamesSomebody { what: what.to_owned() }))
}

fn is_mail(word: &str) -> bool {
    word.char_indices().any(|(at, sign)| {
        let (before, after) = (&word[..at], &word[at + sign.len_utf8()..]);
        matches!(sign, '@' | '＠')
            && before.chars().next_back().is_some_and(char::is_alphanumeric)
            && after.contains(['.', '．'])
    })
}

// `2026-11-22`: nobody's number.
fn is_date(signs: &[char]) -> bool {
    let like = |(at, sign): (usize, &char)| match at {
        4 | 7 => *sign == '-',
        _ => sign.is_ascii_digit(),
    };
    let ends = signs.get(10).is_none_or(|sign| !sign.is_ascii_digit());
    signs.len() >= 10 && ends && signs.iter().take(10).enumerate().all(like)
}

// Digits with nothing but blanks, dashes, brackets and a plus between them; dates are none.
fn has_phone(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let (mut run, mut at) = (0, 0);
    while let Some(sign) = signs.get(at).copied() {
        if run == 0 && is_date(signs.get(at..).unwrap_or_default()) {
            at += 10;
            continue;
        }
        at += 1;
        let digit = sign.is_ascii_digit() || ('０'..='９').contains(&sign);
        match sign {
            _ if digit => run += 1,
            ' ' | '-' | '(' | ')' | '+' | '‐' | '－' if run > 0 => {}
            _ => run = 0,
        }
        if run >= PHONE {
            return true;
        }
    }
    false
}

fn is_id(word: &str) -> bool {
    let parts = word.split_once('_');
    parts.is_some_and(|(kind, rest)| {
        kind.len() == 3
            && rest.len() == 26
            && kind.bytes().chain(rest.bytes()).all(|b| b.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Id as _, MemberId};

    #[test]
    fn what_would_name_somebody_is_refused() {
        let id = format!("See {}.", MemberId::from_bits(7));
        let table: [(&str, bool); 14] = [
            ("It was known on 2026-11-24 10:01 JST, and 2026-11-25 it ended.", true),
            ("2026-11-24 090-1234-5678", false),
            ("A notebook was lost on 2026-11-22 at 10:05, with 1,001 people on it.", true),
            ("社員の端末が紛失した。対象は1001名。", true),
            ("Write to desk@ (see the contact page)", true),
            ("From 2026-11-20 to 2026-11-22, by the view ParcelLabel.", true),
            ("it went to mika@example.test by mistake", false),
            ("it went to <mika＠example.test>", false),
            ("call +81 90-1234-5678", false),
            ("電話は０９０１２３４５６７８", false),
            ("card 4111 1111 1111 1111", false),
            (&id, false),
            ("ver_12", true),
            ("", true),
        ];
        for (text, fine) in table {
            let said = names_nobody(text, 4_000);
            assert_eq!(said.is_ok(), fine, "{text}: {said:?}");
        }
        assert!(names_nobody("four", 3).is_err());
    }
}
