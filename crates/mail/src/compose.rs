use std::time::{Duration, UNIX_EPOCH};

use kernel::{Fault, Refused};
use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use crate::{Letter, Sender};

/// The message of a letter (RFC 5322): text and HTML beside each other, no line break of ours in a
/// header, the same Message-ID each time it is made.
pub fn compose(letter: &Letter, from: &Sender) -> Result<Vec<u8>, Refused> {
    let micros = u64::try_from(letter.at.micros()).unwrap_or(0);
    let mut builder = Message::builder()
        .from(from.mailbox())
        .to(Mailbox::new(None, letter.to.inner().clone()))
        .subject(one_line(&letter.subject))
        .date(UNIX_EPOCH + Duration::from_micros(micros))
        .message_id(Some(format!("<{}@{}>", letter.id, from.domain())))
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "All"));
    if let Some(page) = &letter.unsubscribe {
        builder = builder.raw_header(raw("List-Unsubscribe", &format!("<{}>", one_line(page))));
    }
    let part = |kind: ContentType, text: &str| {
        SinglePart::builder().content_type(kind).body(text.replace("\r\n", "\n"))
    };
    let both = MultiPart::alternative()
        // Of the letter's id and not of chance: the same letter is the same bytes at every try.
        .boundary(format!("=_{}", letter.id))
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
        .singlepart(part(ContentType::TEXT_HTML, &letter.html));
    // Why not the error's own words: they may repeat an address.
    let message = builder
        .multipart(both)
        .map_err(|_| Fault::new(format!("the letter {} cannot be written", letter.id)))?;
    Ok(message.formatted())
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A header is one line: what would begin another becomes a space.
fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;
    use kernel::At;

    fn letter(subject: &str, unsubscribe: Option<&str>) -> Letter {
        Letter {
            id: "ltr_01".into(),
            to: Address::parse("mika@example.org").unwrap(),
            subject: subject.into(),
            text: "落札しました\n.\nBcc: nobody@example.org\n".into(),
            html: "<p>落札しました</p>".into(),
            unsubscribe: unsubscribe.map(str::to_owned),
            at: At::from_secs(1_795_348_800),
        }
    }

    fn headers(message: &[u8]) -> Vec<String> {
        let text = String::from_utf8(message.to_vec()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        head.split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn nothing_typed_begins_a_header_of_its_own() {
        let from = Sender::new("House\r\nBcc: x@example.org", "notices@house.example").unwrap();
        for evil in
            ["Won\r\nBcc: victim@example.org", "Won\nX-Evil: 1", "a\rb\0c", "落札\r\nBcc: v@e.org"]
        {
            let made = compose(&letter(evil, Some("https://h.example/\r\nBcc: x")), &from).unwrap();
            let names: Vec<String> = headers(&made)
                .iter()
                .map(|line| line.split(':').next().unwrap().to_ascii_lowercase())
                .collect();
            for name in &names {
                assert!(name != "bcc" && name != "x-evil", "{evil:?}: {names:?}");
            }
        }
    }

    #[test]
    fn a_letter_says_what_it_is_and_is_the_same_bytes_each_time() {
        let from = Sender::new("Daiko 代行", "notices@house.example").unwrap();
        let one = letter("You won: 「茶碗」", Some("https://house.example/notices/choices"));
        let made = compose(&one, &from).unwrap();
        let head = headers(&made);
        for line in [
            "Message-ID: <ltr_01@house.example>",
            "Auto-Submitted: auto-generated",
            "List-Unsubscribe: <https://house.example/notices/choices>",
            "To: mika@example.org",
            "Date: Sun, 22 Nov 2026 12:00:00 +0000",
            "MIME-Version: 1.0",
        ] {
            assert!(head.iter().any(|l| l == line), "{line} is not in {head:#?}");
        }
        assert!(made.is_ascii(), "a server without 8BITMIME takes it too");
        assert_eq!(made, compose(&one, &from).unwrap());
        assert!(!format!("{one:?}").contains("mika"));
    }
}
