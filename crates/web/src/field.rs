use maud::{Markup, html};

use crate::Form;
use crate::speech::own;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Secret,
    Yen,
    Number,
    Lines,
    Tick,
    Files,
}

/// One field of a form: its label, its help, its box, and beside it what is wrong with what was
/// typed.
#[derive(Clone)]
pub struct Field {
    kind: Kind,
    name: &'static str,
    label: String,
    help: String,
    complete: &'static str,
    kinds: &'static str,
    optional: bool,
    most: Option<usize>,
}

impl Field {
    fn new(kind: Kind, name: &'static str, label: impl Into<String>) -> Field {
        let label = label.into();
        let help = String::new();
        Field { kind, name, label, help, complete: "", kinds: "", optional: false, most: None }
    }

    /// One line of text.
    pub fn text(name: &'static str, label: impl Into<String>) -> Field {
        Field::new(Kind::Text, name, label)
    }

    /// A password.
    pub fn secret(name: &'static str, label: impl Into<String>) -> Field {
        Field::new(Kind::Secret, name, label)
    }

    /// An amount of yen.
    pub fn yen(name: &'static str, label: impl Into<String>) -> Field {
        Field::new(Kind::Yen, name, label)
    }

    /// A whole number.
    pub fn number(name: &'static str, label: impl Into<String>) -> Field {
        Field::new(Kind::Number, name, label)
    }

    /// Several lines of text.
    pub fn lines(name: &'static str, label: impl Into<String>) -> Field {
        Field::new(Kind::Lines, name, label)
    }

    /// A box to tick.
    pub fn tick(name: &'static str, label: impl Into<String>) -> Field {
        Field::new(Kind::Tick, name, label).optional()
    }

    /// Files, of these kinds as a browser names them; they may be left out.
    pub fn files(name: &'static str, label: impl Into<String>, kinds: &'static str) -> Field {
        Field { kinds, ..Field::new(Kind::Files, name, label).optional() }
    }

    /// A sentence under the label.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Field {
        self.help = help.into();
        self
    }

    /// What a browser may fill in: `username`, `current-password`, `street-address` …
    #[must_use]
    pub fn complete(mut self, token: &'static str) -> Field {
        self.complete = token;
        self
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(mut self) -> Field {
        self.optional = true;
        self
    }

    /// At most this many characters.
    #[must_use]
    pub fn most(mut self, characters: usize) -> Field {
        self.most = Some(characters);
        self
    }

    /// The field as this form stands.
    pub fn show(&self, form: &Form) -> Markup {
        let wrong = form.wrong_with(self.name);
        let told = told(self.name, !self.help.is_empty(), wrong.is_some());
        if self.kind == Kind::Tick {
            return html! {
                div.field.tick {
                    input id=(self.name) name=(self.name) type="checkbox" value="yes"
                        checked[form.ticked(self.name)] aria-describedby=[told.as_deref()]
                        aria-invalid=[wrong.map(|_| "true")];
                    label for=(self.name) { (self.label) }
                    (around(self.name, &self.help, wrong))
                }
            };
        }
        html! {
            div.field {
                label for=(self.name) {
                    (self.label)
                    @if self.optional { span.optional { " " (own("web-optional")) } }
                }
                (around(self.name, &self.help, wrong))
                (self.control(form, told.as_deref(), wrong.is_some()))
            }
        }
    }

    fn control(&self, form: &Form, told: Option<&str>, wrong: bool) -> Markup {
        let (name, most) = (self.name, self.most);
        let complete = (!self.complete.is_empty()).then_some(self.complete);
        let invalid = wrong.then_some("true");
        // Why: what was typed stays, but a password is never sent back.
        let value = if self.kind == Kind::Secret { "" } else { form.shown(name) };
        if self.kind == Kind::Lines {
            return html! {
                textarea id=(name) name=(name) rows="4" maxlength=[most] required[!self.optional]
                    aria-describedby=[told] aria-invalid=[invalid] { (value) }
            };
        }
        if self.kind == Kind::Files {
            return html! {
                input id=(name) name=(name) type="file" multiple accept=(self.kinds)
                    aria-describedby=[told] aria-invalid=[invalid];
            };
        }
        let secret = self.kind == Kind::Secret;
        let figures = matches!(self.kind, Kind::Yen | Kind::Number).then_some("numeric");
        let input = html! {
            input id=(name) name=(name) type=(if secret { "password" } else { "text" })
                value=[(!value.is_empty()).then_some(value)] maxlength=[most] inputmode=[figures]
                autocomplete=[complete] required[!self.optional]
                aria-describedby=[told] aria-invalid=[invalid];
        };
        if self.kind == Kind::Yen {
            return html! { span.with-unit { span aria-hidden="true" { "¥" } (input) span { "JPY" } } };
        }
        input
    }
}

fn told(name: &str, help: bool, wrong: bool) -> Option<String> {
    match (help, wrong) {
        (true, true) => Some(format!("{name}-help {name}-wrong")),
        (true, false) => Some(format!("{name}-help")),
        (false, true) => Some(format!("{name}-wrong")),
        (false, false) => None,
    }
}

fn around(name: &str, help: &str, wrong: Option<&str>) -> Markup {
    html! {
        @if !help.is_empty() { p.help id={ (name) "-help" } { (help) } }
        @if let Some(sentence) = wrong { p.wrong id={ (name) "-wrong" } { (sentence) } }
    }
}

/// One choice of several, as a list that opens: pairs of the value sent and the words shown.
pub fn choose<V: AsRef<str>, L: AsRef<str>>(
    form: &Form,
    name: &'static str,
    label: &str,
    choices: &[(V, L)],
) -> Markup {
    let wrong = form.wrong_with(name);
    let shown = form.shown(name);
    html! {
        div.field {
            label for=(name) { (label) }
            (around(name, "", wrong))
            select id=(name) name=(name) aria-describedby=[told(name, false, wrong.is_some())]
                aria-invalid=[wrong.map(|_| "true")] {
                @for (value, label) in choices {
                    option value=(value.as_ref()) selected[value.as_ref() == shown] {
                        (label.as_ref())
                    }
                }
            }
        }
    }
}

/// One choice of several, all in sight: value, words, and a sentence of explanation.
pub fn pick<V: AsRef<str>>(
    form: &Form,
    name: &'static str,
    label: &str,
    choices: &[(V, &str, &str)],
) -> Markup {
    let wrong = form.wrong_with(name);
    let shown = form.shown(name);
    html! {
        fieldset.field aria-describedby=[told(name, false, wrong.is_some())] {
            legend { (label) }
            (around(name, "", wrong))
            @for (value, words, sentence) in choices {
                label.pick {
                    input type="radio" name=(name) value=(value.as_ref())
                        checked[value.as_ref() == shown];
                    span { strong { (words) } @if !sentence.is_empty() { br; (sentence) } }
                }
            }
        }
    }
}

/// What is wrong with the form as a whole, and the button that sends it.
pub fn whole(form: &Form) -> Markup {
    html! {
        @if let Some(sentence) = form.wrong_whole() {
            p class="notice bad" role="alert" { (sentence) }
        } @else if !form.is_right() {
            p class="notice bad" role="alert" { (own("web-look-again")) }
        }
    }
}

/// The button that sends a form.
pub fn submit(label: &str) -> Markup {
    html! { p.actions { button type="submit" { (label) } } }
}
