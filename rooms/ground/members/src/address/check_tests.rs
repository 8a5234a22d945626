use super::*;
use crate::COUNTRIES;

/// Dice that fall the same way again.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }
}

fn to(country: &str) -> Delivering {
    Delivering {
        given: "Ada".into(),
        family: "Rei".into(),
        lines: "1 Sample Street".into(),
        city: "Sampleton".into(),
        region: "Somewhere".into(),
        country: country.into(),
        ..Delivering::default()
    }
}

fn wrong_with(typed: &Delivering) -> Wrong {
    checked(typed).unwrap().err().unwrap_or_default()
}

#[test]
fn a_postal_code_is_written_as_its_country_writes_it() {
    let table = [
        ("GB", "sw1a1aa", Ok("SW1A 1AA")),
        ("GB", "bfpo61", Ok("BFPO 61")),
        ("NL", "1234ab", Ok("1234 AB")),
        ("JP", "１５４ー００２３", Ok("154-0023")),
        ("JP", "1540023", Ok("154-0023")),
        ("CA", "k1a-0b1", Ok("K1A 0B1")),
        ("US", "221621010", Ok("22162-1010")),
        ("US", "95014", Ok("95014")),
        ("BR", "70002900", Ok("70002-900")),
        ("PL", "00 950", Ok("00-950")),
        ("SE", "SE-114 55", Ok("11455")),
        ("CH", "CH-8001", Ok("8001")),
        ("LI", "fl-9490", Ok("9490")),
        ("LV", "1073", Ok("LV-1073")),
        ("AD", "100", Ok("AD100")),
        ("DE", "D-10115", Err("members.postal_code_of_country")),
        ("IE", "d02af30", Ok("D02 AF30")),
        ("TW", "10603", Ok("10603")),
        ("AE", "anything 12", Ok("ANYTHING 12")),
        ("HK", "", Ok("")),
        ("DE", "1011", Err("members.postal_code_of_country")),
        ("DE", "", Err("members.postal_code_needed")),
        ("DE", "10115;", Err("members.bad_postal_code")),
        ("JP", "154-002", Err("members.postal_code_of_country")),
        ("GB", "10115", Err("members.postal_code_of_country")),
        ("IR", "1193612345", Ok("11936-12345")),
    ];
    for (country, typed, expect) in table {
        let format = formats().unwrap().of(country);
        let kept = format.postal_code(typed).map_err(|no| no.code);
        assert_eq!(kept.as_deref().map_err(|code| *code), expect, "{typed} in {country}");
    }
}

#[test]
fn the_refusal_of_a_postal_code_shows_one_of_that_country() {
    let format = formats().unwrap().of("JP");
    assert!(format.postal_code("1").unwrap_err().english.contains("like 154-0023."));
    assert!(format.postal_code("").unwrap_err().english.contains("such as 154-0023."));
}

// A code that was kept is kept as it is when it comes again, however its gaps and letters are
// spelled; one sign less or more, and it is another code or none.
#[test]
fn a_code_stays_the_same_in_every_spelling() {
    let mut dice = Seeded(0x5eed_add7);
    let mut tried = 0;
    for (country, _) in COUNTRIES.iter() {
        let format = formats().unwrap().of(country);
        for example in format.examples.clone() {
            assert_eq!(format.postal_code(&example).unwrap(), example, "{country}");
            for _ in 0..40 {
                let spelled = respelled(&example, &mut dice);
                let kept = format.postal_code(&spelled).unwrap();
                assert_eq!(kept, example, "{country}: {spelled}");
                tried += 1;
            }
        }
    }
    assert!(tried > 6_000, "{tried}");
}

// Small letters, wide digits, without gaps or with hyphens and spaces instead of one another.
fn respelled(example: &str, dice: &mut Seeded) -> String {
    let mut out = String::new();
    let bare = dice.below(2) == 0;
    for sign in example.chars() {
        match sign {
            ' ' | '-' if bare => {}
            ' ' | '-' => out.push(if dice.below(2) == 0 { ' ' } else { '-' }),
            '0'..='9' if dice.below(4) == 0 => {
                let wide = u32::from('０') + u32::from(sign) - u32::from('0');
                out.push(char::from_u32(wide).unwrap());
            }
            letter if dice.below(2) == 0 => out.push(letter.to_ascii_lowercase()),
            other => out.push(other),
        }
    }
    out
}

#[test]
fn whatever_is_kept_is_of_the_pattern_and_is_kept_again() {
    let mut dice = Seeded(77);
    let signs: Vec<char> = "0123456789ABCXZ -".chars().collect();
    let mut fine = 0;
    for (country, _) in COUNTRIES.iter() {
        let format = formats().unwrap().of(country);
        let Some(pattern) = &format.postal else { continue };
        for _ in 0..200 {
            let typed: String = (0..dice.below(9)).map(|_| signs[dice.below(17)]).collect();
            if let Ok(kept) = format.postal_code(&typed) {
                assert!(kept.is_empty() || pattern.fits(&kept), "{country}: {typed} → {kept}");
                assert_eq!(format.postal_code(&kept).unwrap(), kept, "{country}: {typed}");
                fine += 1;
            }
        }
    }
    assert!(fine > 500, "{fine}");
}

#[test]
fn what_a_country_needs_is_asked_for_by_its_field() {
    let table: [(&str, &[&str]); 7] = [
        ("US", &["city", "region", "postal_code"]),
        ("DE", &["city", "postal_code"]),
        ("HK", &["region"]),
        ("SG", &["postal_code"]),
        ("IE", &["city"]),
        ("JP", &["city", "region", "postal_code"]),
        ("AG", &[]),
    ];
    for (country, expect) in table {
        let bare = Delivering { city: String::new(), region: String::new(), ..to(country) };
        let wrong = checked(&bare).unwrap().err().unwrap_or_default();
        let fields: Vec<&str> = wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, expect, "{country}");
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let odd = Delivering {
        latin: "山田".into(),
        lines: "本町1".into(),
        city: "Москва".into(),
        postal_code: "1".into(),
        phone: "12".into(),
        ..to("DE")
    };
    let told: Vec<(&str, &str)> =
        wrong_with(&odd).iter().map(|(field, no)| (*field, no.code)).collect();
    let expect = [
        ("latin", "members.not_latin"),
        ("lines", "members.address_not_latin"),
        ("city", "members.address_not_latin"),
        ("postal_code", "members.postal_code_of_country"),
        ("phone", "members.phone_length"),
    ];
    assert_eq!(told, expect);
    let nowhere = Delivering { phone: "030 123456".into(), ..to("QQ") };
    let told: Vec<&str> = wrong_with(&nowhere).iter().map(|(field, _)| *field).collect();
    assert_eq!(told, ["country", "phone"]);
}

#[test]
fn an_address_is_kept_tidy_and_stays_what_it_is() {
    let typed = Delivering {
        lines: "  Weg   1 \r\n\r\n Đường  Nguyễn 2 ".into(),
        city: " Hamburg".into(),
        region: String::new(),
        postal_code: " 20095 ".into(),
        phone: "040 123456".into(),
        ..to("de")
    };
    let kept = checked(&typed).unwrap().unwrap_or_default();
    assert_eq!((kept.lines.as_str(), kept.city.as_str()), ("Weg 1\nĐường Nguyễn 2", "Hamburg"));
    assert_eq!((kept.postal_code.as_str(), kept.phone.as_str()), ("20095", "+4940123456"));
    assert_eq!((kept.latin.as_str(), kept.country.as_str()), ("Ada Rei", "DE"));
    assert!(checked(&kept).unwrap().is_ok_and(|again| again == kept));
    assert_eq!(label_of_book("  My   office ").unwrap(), "My office");
    assert!(label_of_book(&"x".repeat(41)).is_err() && label_of_book("").is_ok());
}
