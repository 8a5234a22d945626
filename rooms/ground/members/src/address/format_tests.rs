use super::*;
use crate::COUNTRIES;

#[test]
fn every_country_has_a_format_and_each_example_is_of_its_pattern() {
    let formats = Formats::built_in().unwrap();
    let mut patterns = 0;
    for (code, name) in COUNTRIES.iter() {
        let format = formats.by_code.get(*code).unwrap_or_else(|| panic!("{name} has no row"));
        for slot in [Slot::Name, Slot::Lines] {
            assert!(format.has(slot), "{code} has no place for {slot:?}");
        }
        assert_eq!(format.postal.is_some(), !format.examples.is_empty(), "{code}");
        if let Some(pattern) = &format.postal {
            patterns += 1;
            for example in &format.examples {
                assert!(pattern.fits(example), "{code}: {example}");
                assert!(!pattern.fits(&format!("{example}~")), "{code}: {example}~");
                assert!(example.len() <= 12, "{code}: {example} is longer than its field");
            }
        }
        let order = format.order();
        assert_eq!(order.len(), 4, "{code}: {order:?}");
        assert_eq!(
            format.lines.first().map(|line| line.contains(&Part::Slot(Slot::Sorting))),
            Some(false)
        );
    }
    assert_eq!(formats.by_code.len(), COUNTRIES.len());
    assert!(patterns > 150, "{patterns}");
    assert_eq!(formats.of("QQ").code, OTHER);
}

#[test]
fn a_file_that_says_too_little_or_too_much_is_refused() {
    let head = "source = \"x\"\nlicence = \"y\"\ndated = \"z\"\nread = \"z\"\n";
    let base = "[[country]]\ncode = \"ZZ\"\nlines = '%N%n%A%n%C'\nrequired = 'AC'\n\
                postal_called = \"postal\"\nregion_called = \"state\"\ncity_called = \"city\"\n";
    let table = [
        ("", true),
        ("[[country]]\ncode = \"AA\"\nlines = '%N%n%A %Z'\npostal = '\\d'\n", true),
        ("[[country]]\ncode = \"AA\"\nlines = '%N%n%Q'\n", false),
        ("[[country]]\ncode = \"AA\"\nrequired = 'AQ'\n", false),
        ("[[country]]\ncode = \"AA\"\npostal = '\\d+'\n", false),
        ("[[country]]\ncode = \"AA\"\npostal_called = \"plz\"\n", false),
        ("[[country]]\ncode = \"AA\"\nown = [\"colour\"]\n", false),
        ("[[country]]\ncode = \"AA\"\ncolour = 1\n", false),
        ("[[country]]\ncode = \"AA\"\n[[country]]\ncode = \"AA\"\n", false),
    ];
    for (more, fine) in table {
        assert_eq!(Formats::read(&format!("{head}{base}{more}")).is_ok(), fine, "{more}");
    }
    assert!(Formats::read(head).is_err(), "without what holds for any other");
    assert!(Formats::read(&format!("source = \"\"\n{base}")).is_err());
}

/// The rows of the facts this file was made from: they lie beside the house, not in it.
fn facts() -> Option<Vec<Vec<String>>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared/data/address_formats.csv");
    let text = std::fs::read_to_string(path).ok()?;
    let rows = text.lines().filter(|line| !line.starts_with('#')).map(cells);
    Some(rows.skip(1).collect())
}

fn cells(line: &str) -> Vec<String> {
    let (mut all, mut quoted) = (vec![String::new()], false);
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => all.push(String::new()),
            other => all.last_mut().unwrap().push(other),
        }
    }
    all
}

#[test]
fn the_rows_are_those_of_the_source_but_for_what_is_marked_as_our_own() {
    let Some(facts) = facts() else {
        println!("left out: the facts are not beside the house");
        return;
    };
    assert!(facts.len() > 240, "{}", facts.len());
    let file: File = toml::from_str(FILE).unwrap();
    for row in &file.country {
        let found = facts.iter().find(|fact| fact[0] == row.code);
        let fact = found.unwrap_or_else(|| panic!("{} is not in the source", row.code));
        let is_own = |field: &str| row.own.iter().any(|own| own == field);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let latin = some(&fact[3]).filter(|latin| *latin != fact[2]);
        let told = [
            ("lines", &row.lines, some(&fact[2])),
            ("latin", &row.latin, latin),
            ("required", &row.required, some(&fact[4])),
            ("capitals", &row.capitals, some(&fact[5])),
            ("postal", &row.postal, some(&fact[6])),
            ("postal_called", &row.postal_called, some(&fact[8])),
            ("region_called", &row.region_called, some(&fact[9])),
        ];
        for (field, ours, theirs) in told {
            assert_eq!(
                *ours == theirs,
                !is_own(field),
                "{} {field}: {ours:?}, {theirs:?}",
                row.code
            );
        }
        let theirs: Vec<&str> = fact[7].split(',').collect();
        let same = row.examples.iter().all(|example| theirs.contains(&example.as_str()));
        assert_eq!(same, !is_own("examples"), "{}: {:?}", row.code, row.examples);
    }
}
