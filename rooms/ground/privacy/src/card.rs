//! Card numbers are refused wherever personal text comes in.

/// Whether a text holds what looks like the number of a card: 13 to 19 digits, in groups or not,
/// that satisfy the check digit.
pub fn looks_like_a_card(text: &str) -> bool {
    let mut digits: Vec<u32> = Vec::new();
    let mut gap = 0;
    for c in text.chars().chain(std::iter::once('.')) {
        let c = full_width_digit(c);
        match c.to_digit(10) {
            Some(digit) => {
                digits.push(digit);
                gap = 0;
            }
            // One space or hyphen stands between groups; anything else ends the run.
            None if matches!(c, ' ' | '-' | '‐' | '－') && gap == 0 => gap = 1,
            None => {
                if has_card(&digits) {
                    return true;
                }
                digits.clear();
                gap = 0;
            }
        }
    }
    false
}

fn full_width_digit(c: char) -> char {
    match c {
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        other => other,
    }
}

fn has_card(digits: &[u32]) -> bool {
    (13..=19).contains(&digits.len()) && luhn(digits) && digits.iter().any(|d| *d != 0)
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_number_is_seen_in_any_spelling_and_a_phone_number_is_not_one() {
        let table = [
            ("4242424242424242", true),
            ("my card 4242 4242 4242 4242 thanks", true),
            ("4242-4242-4242-4242", true),
            ("４２４２４２４２４２４２４２４２", true),
            ("4242424242424241", false),
            ("+81 90 1234 5678", false),
            ("0000000000000000", false),
            ("EJ123456785JP", false),
            ("", false),
        ];
        for (text, want) in table {
            assert_eq!(looks_like_a_card(text), want, "{text}");
        }
    }
}
