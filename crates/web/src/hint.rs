use axum::http::HeaderValue;

/// What kind of browser a session is used in: its family and the system under it. Enough to know
/// one's own again in a list, and no more: what a browser says of itself at length is kept nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// `Firefox`.
    pub browser: &'static str,
    /// `Linux`.
    pub system: &'static str,
}

// The first that is found counts: many say that they are others, too.
const BROWSERS: [(&str, &str); 10] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

impl Hint {
    /// A browser that says nothing one knows. These words are kept and compared, never shown: a
    /// page says [`crate::Cx::browser_of`].
    pub const UNKNOWN: Hint = Hint { browser: "Another browser", system: "another system" };

    pub(crate) fn of(agent: &HeaderValue) -> Hint {
        let line = agent.to_str().unwrap_or("");
        let first = |list: &'static [(&'static str, &'static str)], none| {
            list.iter().find(|(sign, _)| line.contains(sign)).map_or(none, |(_, name)| *name)
        };
        Hint {
            browser: first(&BROWSERS, Hint::UNKNOWN.browser),
            system: first(&SYSTEMS, Hint::UNKNOWN.system),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_by_its_family_and_system_alone() {
        let table = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
                ("Firefox", "Linux"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0",
                ("Edge", "Windows"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36",
                ("Chrome", "Android"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1",
                ("Safari", "iOS"),
            ),
            ("<script>", ("Another browser", "another system")),
        ];
        for (line, (browser, system)) in table {
            assert_eq!(Hint::of(&line.parse().unwrap()), Hint { browser, system }, "{line}");
        }
        assert_eq!(Hint::of(&HeaderValue::from_static("")), Hint::UNKNOWN);
    }
}
