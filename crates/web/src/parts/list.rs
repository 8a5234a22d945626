use maud::{Markup, html};

use crate::form::percent_encoded;
use crate::speech::own;

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Amounts and counts.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column<'t>(pub &'t str, pub Align);

/// A table. On a narrow screen each row becomes a small card whose cells are named by their
/// columns. The caption is read aloud, not shown.
pub fn table(caption: &str, columns: &[Column<'_>], rows: &[Vec<Markup>]) -> Markup {
    html! {
        table {
            caption.unseen { (caption) }
            thead { tr {
                @for Column(name, align) in columns {
                    th scope="col" class=[right(*align)] { (name) }
                }
            } }
            tbody {
                @for row in rows { tr {
                    @for (cell, Column(name, align)) in row.iter().zip(columns) {
                        td data-column=(name) class=[right(*align)] { div { (cell) } }
                    }
                } }
            }
        }
    }
}

fn right(align: Align) -> Option<&'static str> {
    (align == Align::Right).then_some("right")
}

/// A list of names and what they are.
pub fn facts(pairs: &[(&str, Markup)]) -> Markup {
    html! { dl.facts { @for (name, what) in pairs { div { dt { (name) } dd { (what) } } } } }
}

/// Nothing here yet, and what to do about it: the next step's words and where it leads.
pub fn empty(sentence: &str, step: &str, path: &str) -> Markup {
    html! { div.empty { p { (sentence) } p { a.button href=(path) { (step) } } } }
}

/// The way to the next page of a list: the address without a cursor, and the cursor.
pub fn next_page(path: &str, cursor: Option<&str>) -> Markup {
    let join = if path.contains('?') { '&' } else { '?' };
    html! {
        @if let Some(cursor) = cursor {
            nav.pages aria-label=(own("web-pages")) {
                a.button.quiet rel="next" href={ (path) (join) "after=" (percent_encoded(cursor)) } {
                    (own("web-more"))
                }
            }
        }
    }
}
