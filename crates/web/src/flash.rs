use maud::{Markup, html};

kernel::words! {
    /// The tone of a notice.
    pub enum Tone {
        /// It is done.
        Good = "good",
        /// Something to know.
        Plain = "plain",
        /// Something went otherwise than wished.
        Bad = "bad",
    }
}

/// A sentence shown in a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    tone: Tone,
    text: String,
}

impl Notice {
    /// It is done.
    pub fn good(text: impl Into<String>) -> Notice {
        Notice { tone: Tone::Good, text: text.into() }
    }

    /// Something to know.
    pub fn plain(text: impl Into<String>) -> Notice {
        Notice { tone: Tone::Plain, text: text.into() }
    }

    /// Something went otherwise than wished.
    pub fn bad(text: impl Into<String>) -> Notice {
        Notice { tone: Tone::Bad, text: text.into() }
    }

    /// The box.
    pub fn show(&self) -> Markup {
        let role = if self.tone == Tone::Bad { "alert" } else { "status" };
        html! { p class={ "notice " (self.tone) } role=(role) { (self.text) } }
    }

    /// For a cookie: one letter and the sentence in percent signs.
    pub(crate) fn packed(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 8);
        out.push(match self.tone {
            Tone::Good => 'g',
            Tone::Plain => 'p',
            Tone::Bad => 'b',
        });
        // Why: a cookie holds 4 KB at most, and a notice is a sentence.
        for byte in self.text.bytes().take(600) {
            if byte.is_ascii_alphanumeric() {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02x}"));
            }
        }
        out
    }

    pub(crate) fn unpacked(packed: &str) -> Option<Notice> {
        let tone = match packed.as_bytes().first()? {
            b'g' => Tone::Good,
            b'p' => Tone::Plain,
            b'b' => Tone::Bad,
            _ => return None,
        };
        let bytes = packed.get(1..)?.as_bytes();
        let text = crate::form::percent_decoded(bytes, false);
        if text.is_empty() { None } else { Some(Notice { tone, text }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_survives_its_trip_in_a_cookie() {
        for text in ["Done.", "Win at ¥1,200; 落札 <b>", "50% + more"] {
            for notice in [Notice::good(text), Notice::plain(text), Notice::bad(text)] {
                let packed = notice.packed();
                assert!(packed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'%'), "{packed}");
                assert_eq!(Notice::unpacked(&packed), Some(notice));
            }
        }
        assert_eq!(Notice::unpacked(""), None);
        assert_eq!(Notice::unpacked("x%41"), None);
    }
}
