//! The small pieces pages are made of.

mod list;
mod time;

use kernel::Yen;
use maud::{Markup, html};

use crate::Language;
use crate::speech::{own, reader};

pub use list::{Align, Column, empty, facts, next_page, table};
pub use time::{countdown, counting, exact, instant, instant_and_yours, length, remaining};

/// An amount: ¥1,200 JPY.
pub fn money(yen: Yen) -> Markup {
    html! { span.money { (yen) (jpy()) } }
}

// The unit is written out because ¥ is also the yuan's sign; not for readers in Japanese.
fn jpy() -> Markup {
    html! {
        @if reader() != Language::Japanese { " " abbr title=(own("web-yen")) { "JPY" } }
    }
}

/// An amount that may not be known yet; unknown is never zero.
pub fn maybe_money(yen: Option<Yen>) -> Markup {
    match yen {
        Some(yen) => money(yen),
        None => html! { span.unknown { (own("web-unknown")) } },
    }
}

/// An amount that changes while one looks: `field` is its name on the board.
pub fn live_money(field: &str, yen: Yen) -> Markup {
    html! { span.money { span data-field=(field) { (yen) } (jpy()) } }
}

/// A text that changes while one looks.
pub fn live_text(field: &str, text: &str) -> Markup {
    html! { span data-field=(field) { (text) } }
}

/// What is inside follows the board's line of this key: every `live_…` part in it, and the
/// countdown.
pub fn live(key: &str, body: Markup) -> Markup {
    html! { div data-live=(key) { (body) } }
}

/// The colour of a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Nothing to do.
    Grey,
    /// Going on.
    Blue,
    /// Well.
    Green,
    /// Waits for somebody.
    Amber,
    /// Went wrong.
    Red,
}

impl Colour {
    fn class(self) -> &'static str {
        match self {
            Colour::Grey => "grey",
            Colour::Blue => "blue",
            Colour::Green => "green",
            Colour::Amber => "amber",
            Colour::Red => "red",
        }
    }
}

/// A state in one or two words. The words say it; the colour only helps.
pub fn badge(colour: Colour, words: &str) -> Markup {
    html! { span class={ "badge " (colour.class()) } { (words) } }
}

/// Something that cannot be taken back: asked for first, behind what it is called.
pub fn sure(asks: &str, body: Markup) -> Markup {
    html! { details.sure { summary { (asks) } (body) } }
}

/// A box around what belongs together, with its heading.
pub fn card(heading: &str, body: Markup) -> Markup {
    html! { section.card { h2 { (heading) } (body) } }
}
