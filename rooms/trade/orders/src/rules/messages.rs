use kernel::{At, Span};

use crate::OrdersRefusal;

kernel::words! {
    /// Where a line between the house and a seller stands.
    pub enum MessageState {
        /// Ours, on its way to the marketplace.
        Sending = "sending",
        /// Ours, and the marketplace has it.
        Sent = "sent",
        /// Ours, and it did not get through.
        Refused = "refused",
        /// The seller's.
        Heard = "heard",
    }
}

/// The longest message a marketplace takes: the connector protocol's `message_chars`.
pub(crate) const MOST_CHARS: usize = 1_000;

/// What is sent of what was typed.
pub(crate) fn message_words(typed: &str) -> Result<String, OrdersRefusal> {
    let words = typed.replace("\r\n", "\n").trim().to_owned();
    let fits = (1..=MOST_CHARS).contains(&words.chars().count())
        && !words.chars().any(|c| c.is_control() && c != '\n');
    if fits { Ok(words) } else { Err(OrdersRefusal::BadMessage) }
}

const SOONEST: Span = Span::minutes(10);
const FARTHEST: Span = Span::hours(6);
/// Who has not answered for so long is written to again, or not at all.
const LONGEST: Span = Span::days(7);

/// When an answer to what was sent then is looked for next: ever more rarely, and then no more.
pub(crate) fn next_look(sent_at: At, now: At) -> Option<At> {
    let age = now.since(sent_at);
    (age < LONGEST).then(|| now.plus(age.clamp(SOONEST, FARTHEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_words_and_not_too_many_and_no_signs_that_nobody_sees() {
        let long = "あ".repeat(1_000);
        let table = [
            ("When do you send it?", Some("When do you send it?")),
            ("  one\r\ntwo \n", Some("one\ntwo")),
            (&long, Some(&*long)),
            (&format!("{long}あ"), None),
            ("", None),
            (" \r\n ", None),
            ("a\tb", None),
            ("a\0b", None),
            ("a\u{1b}[2J", None),
        ];
        for (typed, expect) in table {
            assert_eq!(message_words(typed).ok().as_deref(), expect, "{typed:?}");
        }
    }

    #[test]
    fn an_answer_is_looked_for_ever_more_rarely_and_after_a_week_no_more() {
        let sent = At::from_secs(1_000_000);
        let table = [
            (Span::millis(-5), Some(Span::minutes(10))),
            (Span::millis(0), Some(Span::minutes(10))),
            (Span::minutes(20), Some(Span::minutes(20))),
            (Span::hours(5), Some(Span::hours(5))),
            (Span::days(2), Some(Span::hours(6))),
            (Span::days(7), None),
        ];
        for (age, wait) in table {
            let now = sent.plus(age);
            assert_eq!(next_look(sent, now), wait.map(|wait| now.plus(wait)), "{age:?}");
        }
        let mut looks = 0;
        let mut now = sent;
        while let Some(next) = next_look(sent, now) {
            (now, looks) = (next, looks + 1);
        }
        assert_eq!(looks, 34);
    }
}
