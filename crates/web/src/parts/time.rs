use kernel::{At, Span};
use maud::{Markup, html};

use crate::speech::{own, reader};

/// An instant as a list shows it: `22 Nov 19:05 JST`. With the module running, the reader's own
/// local time appears when pointed at.
pub fn instant(at: At) -> Markup {
    html! { time datetime=(at) data-at { (reader().short(at)) } }
}

/// The same, with the reader's own time of day beside it where the module knows it.
pub fn instant_and_yours(at: At) -> Markup {
    html! { time datetime=(at) data-at data-yours { (reader().short(at)) } }
}

/// An instant to the millisecond, for receipts.
pub fn exact(at: At) -> Markup {
    html! { time.exact datetime=(at) data-at { (reader().exact(at)) } }
}

/// How long until `ends`, counted down by the module; without it, how long it was when the page
/// was made. `field` is its name on the board: a new end restarts the count.
pub fn countdown(field: &str, ends: At, now: At) -> Markup {
    counting(field, ends, &remaining(ends, now))
}

/// A countdown that says this until the module counts.
pub fn counting(field: &str, ends: At, text: &str) -> Markup {
    html! { time.countdown datetime=(ends) data-countdown data-field=(field) { (text) } }
}

/// How long until `ends`, or that it is over.
pub fn remaining(ends: At, now: At) -> String {
    if ends <= now { own("web-ended") } else { length(ends.since(now)) }
}

/// A length of time in its two largest units: `2 d 3 h`, `4 min 10 s`.
pub fn length(span: Span) -> String {
    reader().length(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_told_in_two_units_at_most() {
        let table = [
            (-5, "0 s"),
            (59, "59 s"),
            (250, "4 min 10 s"),
            (7_500, "2 h 5 min"),
            (183_600, "2 d 3 h"),
        ];
        for (secs, text) in table {
            assert_eq!(length(Span::secs(secs)), text);
        }
    }
}
