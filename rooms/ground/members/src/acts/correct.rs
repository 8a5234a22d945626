//! What a corrected piece of a profile must be: the rules of the form it was first typed in.

use db::{Answer, Tx};
use kernel::Day;
use privacy::requests::Piece;

use crate::MemberRefusal as No;
use crate::address::phone_number;
use crate::rules;

/// The words for a sex, and what each may be typed as.
const SEXES: [(&str, &[&str]); 3] = [
    ("female", &["female", "f", "woman", "女", "女性"]),
    ("male", &["male", "m", "man", "男", "男性"]),
    ("other", &["other", "x", "diverse", "その他", "其他"]),
];

/// A piece as it is kept when somebody corrects it; refused by name where it can be no such piece.
pub fn corrected(tx: &Tx<'_>, piece: Piece, typed: &str) -> Answer<String> {
    as_kept(Day::of(tx.now()), piece, typed)
}

fn as_kept(today: Day, piece: Piece, typed: &str) -> Answer<String> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(match piece {
        // What is to be looked at by a person is theirs to word.
        Piece::Other => typed.to_owned(),
        Piece::Given | Piece::Family => line,
        Piece::Latin => rules::latin_name(&line)?,
        Piece::Phone => phone_number(&line)?,
        Piece::Birthday => birthday(today, &line)?,
        Piece::Sex => sex(&line)?,
    })
}

// Nobody who asks today was born before this year.
const FIRST_YEAR: i64 = 1900;

fn birthday(today: Day, typed: &str) -> Result<String, No> {
    let day = Day::parse(typed).ok_or(No::BadBirthday)?;
    if day > today || day.date().0 < FIRST_YEAR {
        return Err(No::BadBirthday);
    }
    Ok(day.to_string())
}

fn sex(typed: &str) -> Result<String, No> {
    let small = typed.to_lowercase();
    let found = SEXES.iter().find(|(_, all)| all.contains(&small.as_str()));
    found.map(|(word, _)| (*word).to_owned()).ok_or(No::BadSex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corrected_piece_is_held_to_the_rules_of_its_form() {
        let table = [
            (Piece::Given, " Mika \n Aoi ", Ok("Mika Aoi")),
            (Piece::Latin, "MIKA AOI", Ok("MIKA AOI")),
            (Piece::Latin, "みか", Err("members.not_latin")),
            (Piece::Phone, "+81 90-1234-5678", Ok("+819012345678")),
            (Piece::Phone, "090-1234-5678", Err("members.bad_phone")),
            (Piece::Phone, "call me", Err("members.bad_phone")),
            (Piece::Birthday, "1990-05-31", Ok("1990-05-31")),
            (Piece::Birthday, "1990-02-30", Err("members.bad_birthday")),
            (Piece::Birthday, "not a date\nsecond line", Err("members.bad_birthday")),
            (Piece::Birthday, "2026-11-23", Err("members.bad_birthday")),
            (Piece::Birthday, "1850-01-01", Err("members.bad_birthday")),
            (Piece::Birthday, "300000-1-1", Err("members.bad_birthday")),
            (Piece::Sex, "女性", Ok("female")),
            (Piece::Sex, "M", Ok("male")),
            (Piece::Sex, "yes please", Err("members.bad_sex")),
            (Piece::Other, "line\nline", Ok("line\nline")),
        ];
        let today = Day::parse("2026-11-22").unwrap();
        for (piece, typed, expect) in table {
            let kept = as_kept(today, piece, typed);
            let kept = kept.as_deref().map_err(kernel::Refused::code);
            assert_eq!(kept, expect, "{piece:?} {typed}");
        }
    }
}
