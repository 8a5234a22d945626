use axum::http::{HeaderMap, header};

kernel::words! {
    /// The languages a page can be read in.
    pub enum Language {
        /// English.
        English = "en",
        /// Japanese.
        Japanese = "ja",
        /// Traditional Chinese.
        Chinese = "zh-Hant",
    }
}
db::stored!(Language);

impl Language {
    /// The language a tag asks for, `zh-TW` or `ja-JP`. There is one Chinese here, for every reader
    /// of Chinese.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag.trim().split('-').next().unwrap_or("").to_ascii_lowercase().as_str() {
            "en" => Some(Language::English),
            "ja" => Some(Language::Japanese),
            "zh" => Some(Language::Chinese),
            _ => None,
        }
    }

    /// What the browser would like best of what there is.
    pub(crate) fn accepted(headers: &HeaderMap) -> Option<Language> {
        let line = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        let mut best: Option<(u32, Language)> = None;
        for wish in line.split(',').take(20) {
            let mut parts = wish.split(';');
            let Some(language) = parts.next().and_then(Language::from_tag) else { continue };
            let weight =
                parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1_000, weight);
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// What an account is called in it whose own handle may not be opened.
    pub fn of_account(self) -> &'static str {
        match self {
            Language::English => "Your account",
            Language::Japanese => "アカウント",
            Language::Chinese => "您的帳戶",
        }
    }

    /// Its own name, in itself.
    pub fn label(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Japanese => "日本語",
            Language::Chinese => "繁體中文",
        }
    }
}

// `0.8` in thousandths; what cannot be read is no wish.
fn weight(text: &str) -> u32 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u32>()) {
        ("1", Ok(0)) => 1_000,
        ("0", Ok(thousandths)) => thousandths,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_browsers_dearest_of_those_there_are() {
        let table = [
            ("ja", Some(Language::Japanese)),
            ("fr-FR, fr;q=0.9", None),
            ("fr, en;q=0.5, zh-TW;q=0.7", Some(Language::Chinese)),
            ("en-GB,en;q=0.9,ja;q=0.95", Some(Language::English)),
            ("ja;q=0, zh-HK;q=0.001", Some(Language::Chinese)),
            ("*", None),
            ("ja;q=much", None),
        ];
        for (line, expect) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, line.parse().unwrap());
            assert_eq!(Language::accepted(&headers), expect, "{line}");
        }
        assert_eq!(Language::accepted(&HeaderMap::new()), None);
    }
}
