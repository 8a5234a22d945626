use std::sync::LazyLock;

/// The countries of ISO 3166-1, by their English names: two letters and the name.
pub static COUNTRIES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    include_str!("countries.txt").lines().filter_map(|line| line.split_once(' ')).collect()
});

/// The name of a country by its two letters.
pub fn country_name(code: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_country_with_a_code_of_its_own() {
        assert_eq!(COUNTRIES.len(), include_str!("countries.txt").lines().count());
        let mut codes: Vec<&str> = COUNTRIES.iter().map(|(code, _)| *code).collect();
        assert!(codes.iter().all(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_uppercase())));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 249);
        assert_eq!(country_name("TW"), Some("Taiwan"));
        assert_eq!(country_name("XX"), None);
    }
}
