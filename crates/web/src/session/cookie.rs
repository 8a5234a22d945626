use axum::http::{HeaderMap, HeaderValue, header};
use kernel::Span;

use crate::hex::{hex, sha256};

/// The cookies of the house, all of them needed for what the person asked for.
pub(crate) struct Cookies {
    /// The session's token.
    pub(crate) session: &'static str,
    /// A visitor's token, set only when a form is shown to somebody who is not signed in.
    pub(crate) visitor: &'static str,
    /// The sentence shown once on the next page.
    pub(crate) flash: &'static str,
    /// The language this browser's reader chose, set only by choosing.
    pub(crate) language: &'static str,
    /// Shows that somebody has signed in here before; opens nothing.
    pub(crate) browser: &'static str,
    secure: bool,
}

/// Every cookie there is and how long it lasts at most, `None` until the browser is closed; over
/// HTTPS each with `__Host-` before it. All are needed for what the reader asked for, so none waits
/// for a consent.
pub const COOKIES: [(&str, Option<Span>); 5] = [
    ("daiko-session", Some(super::Life::MEMBER.whole)),
    ("daiko-visitor", None),
    ("daiko-flash", Some(FLASH)),
    ("daiko-language", Some(LANGUAGE)),
    ("daiko-browser", Some(BROWSER)),
];
/// How long a sentence for the next page waits.
pub(crate) const FLASH: Span = Span::minutes(2);
/// How long a browser is known after a sign-in.
pub(crate) const BROWSER: Span = Span::days(180);
/// How long a browser keeps its choice of language.
pub(crate) const LANGUAGE: Span = Span::days(365);

impl Cookies {
    pub(crate) const fn new(secure: bool) -> Cookies {
        // Why: the prefix makes the browser refuse these from a sub-domain or over plain HTTP.
        if secure {
            Cookies {
                session: "__Host-daiko-session",
                visitor: "__Host-daiko-visitor",
                flash: "__Host-daiko-flash",
                language: "__Host-daiko-language",
                browser: "__Host-daiko-browser",
                secure,
            }
        } else {
            Cookies {
                session: "daiko-session",
                visitor: "daiko-visitor",
                flash: "daiko-flash",
                language: "daiko-language",
                browser: "daiko-browser",
                secure,
            }
        }
    }

    /// The `Set-Cookie` line; `None` for the age means until the browser closes.
    pub(crate) fn set(&self, name: &str, value: &str, age: Option<Span>) -> Option<HeaderValue> {
        let mut line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax");
        if self.secure {
            line.push_str("; Secure");
        }
        if let Some(age) = age {
            line.push_str(&format!("; Max-Age={}", age.as_secs()));
        }
        HeaderValue::from_str(&line).ok()
    }

    pub(crate) fn clear(&self, name: &str) -> Option<HeaderValue> {
        self.set(name, "", Some(Span::ZERO))
    }
}

/// The value of a cookie. A name that comes twice is nobody's: one of the two was planted.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut found = None;
    for line in headers.get_all(header::COOKIE) {
        for pair in line.to_str().ok()?.split(';') {
            if let Some((key, value)) = pair.trim_start().split_once('=')
                && key == name
                && found.replace(value).is_some()
            {
                return None;
            }
        }
    }
    found
}

/// The token every form of this browser carries: made from the cookie's token, which no other site
/// can read, and of no use for making the cookie's token again.
pub(crate) fn csrf_of(token: &str) -> String {
    hex(&sha256(&[b"daiko form\0", token.as_bytes()]))
}

/// Whether it has the shape of one of our tokens.
pub(crate) fn is_token(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_never_when_it_is_there_twice() {
        let table = [
            ("a=1; daiko-session=x; b=2", Some("x")),
            ("xdaiko-session=y", None),
            ("daiko-session=x; daiko-session=y", None),
            ("", None),
        ];
        for (line, expect) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(line));
            assert_eq!(cookie(&headers, "daiko-session"), expect, "{line}");
        }
    }

    #[test]
    fn a_secure_house_binds_its_cookies_to_its_host() {
        let cookies = Cookies::new(true);
        let line = cookies.set(cookies.session, "t", Some(Span::days(1))).unwrap();
        assert_eq!(
            line,
            "__Host-daiko-session=t; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=86400"
        );
    }
}
