use std::collections::{BTreeMap, BTreeSet, HashMap};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use kernel::{Arg, Fault, Word};

use crate::Language;

/// The texts of one room: its messages in every language, as Fluent writes them. Declared once in
/// the room's `lib.rs` by [`crate::texts!`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    /// The room; every message of it begins with its name.
    pub room: &'static str,
    /// What lies in `locales/`, in the order of [`Language`].
    pub all: [&'static str; 3],
}

/// The texts that lie in `locales/` beside this room's `src`.
#[macro_export]
macro_rules! texts {
    ($room:literal) => {
        $crate::Texts {
            room: $room,
            all: [
                include_str!("../locales/en.ftl"),
                include_str!("../locales/ja.ftl"),
                include_str!("../locales/zh-Hant.ftl"),
            ],
        }
    };
}

/// All texts of the house in all languages. A message without placeables was made plain when the
/// book was opened, so that to say it is to look it up.
pub struct Book {
    spoken: Vec<Spoken>,
}

struct Spoken {
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

/// The messages of one file: for each the names it is told.
type Messages = BTreeMap<&'static str, BTreeSet<&'static str>>;

impl Book {
    /// Reads the rooms' texts. A message that one language lacks, or tells with other figures, is
    /// a fault with its name.
    pub fn open(rooms: &[Texts]) -> Result<Book, Fault> {
        for room in rooms {
            let [english, japanese, chinese] = read(room)?;
            let stray = english.keys().find(|key| !belongs(key, room.room));
            if let Some(key) = stray {
                return Err(Fault::new(format!("text {key} does not begin with {}-", room.room)));
            }
            // Why one way: the English of a refusal stands beside its code, not in a file.
            agree(room, &english, &japanese, Language::Japanese)?;
            agree(room, &japanese, &chinese, Language::Chinese)?;
            agree(room, &chinese, &japanese, Language::Japanese)?;
        }
        let spoken: Result<Vec<Spoken>, Fault> =
            Language::ALL.iter().map(|language| Spoken::open(*language, rooms)).collect();
        Ok(Book { spoken: spoken? })
    }

    fn spoken(&self, language: Language) -> Option<&Spoken> {
        self.spoken.get(language as usize)
    }

    /// A message that is told nothing.
    pub(crate) fn plain(&self, language: Language, key: &str) -> Option<&str> {
        self.spoken(language)?.plain.get(key).map(String::as_str)
    }

    /// A message that is told these figures, already written as the reader writes them.
    pub(crate) fn told(&self, language: Language, key: &str, args: &FluentArgs) -> Option<String> {
        let spoken = self.spoken(language)?;
        if let Some(plain) = spoken.plain.get(key) {
            return Some(plain.clone());
        }
        let pattern = spoken.bundle.get_message(key)?.value()?;
        let mut wrong = Vec::new();
        let text = spoken.bundle.format_pattern(pattern, Some(args), &mut wrong);
        wrong.is_empty().then(|| text.into_owned())
    }
}

fn belongs(key: &str, room: &str) -> bool {
    key.strip_prefix(room).is_some_and(|rest| rest.starts_with('-'))
}

fn agree(room: &Texts, from: &Messages, to: &Messages, language: Language) -> Result<(), Fault> {
    for (key, told) in from {
        let no = |what: &str| Fault::new(format!("text {key} of {} {what}", room.room));
        match to.get(key) {
            None => return Err(no(&format!("is missing in {language}"))),
            Some(there) if there != told => {
                return Err(no(&format!("is told {there:?} in {language}, elsewhere {told:?}")));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn read(room: &Texts) -> Result<[Messages; 3], Fault> {
    let one = |n: usize| messages(room.all.get(n).copied().unwrap_or_default(), room.room);
    Ok([one(0)?, one(1)?, one(2)?])
}

fn messages(text: &'static str, room: &str) -> Result<Messages, Fault> {
    let no = |what: String| Fault::new(format!("texts of {room}: {what}"));
    let resource = fluent_syntax::parser::parse(text)
        .map_err(|(_, errors)| no(errors.first().map_or_else(String::new, |e| e.to_string())))?;
    let mut found = Messages::new();
    for entry in &resource.body {
        match entry {
            ast::Entry::Message(message) => {
                let key = message.id.name;
                let Some(pattern) = &message.value else {
                    return Err(no(format!("{key} says nothing")));
                };
                let mut told = BTreeSet::new();
                names(pattern, &mut told);
                if found.insert(key, told).is_some() {
                    return Err(no(format!("{key} is there twice")));
                }
            }
            ast::Entry::Term(term) => return Err(no(format!("{} is a term", term.id.name))),
            ast::Entry::Junk { content } => return Err(no(format!("cannot be read: {content}"))),
            _ => {}
        }
    }
    Ok(found)
}

fn names(pattern: &ast::Pattern<&'static str>, found: &mut BTreeSet<&'static str>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            names_in(expression, found);
        }
    }
}

fn names_in(expression: &ast::Expression<&'static str>, found: &mut BTreeSet<&'static str>) {
    let (inline, variants) = match expression {
        ast::Expression::Inline(inline) => (inline, None),
        ast::Expression::Select { selector, variants } => (selector, Some(variants)),
    };
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            found.insert(id.name);
        }
        ast::InlineExpression::Placeable { expression } => names_in(expression, found),
        _ => {}
    }
    for variant in variants.into_iter().flatten() {
        names(&variant.value, found);
    }
}

impl Spoken {
    fn open(language: Language, rooms: &[Texts]) -> Result<Spoken, Fault> {
        let no = |what: String| Fault::new(format!("texts in {language}: {what}"));
        let tag = language.word().parse().map_err(|e| no(format!("{e:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Why: the invisible signs around each figure would break what is searched and copied.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(grouped));
        let mut plain = HashMap::new();
        for room in rooms {
            let text = room.all.get(language as usize).copied().unwrap_or_default();
            let resource = FluentResource::try_new(text.to_owned())
                .map_err(|(_, errors)| no(format!("{}: {errors:?}", room.room)))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| no(format!("{}: {errors:?}", room.room)))?;
            for (key, told) in messages(text, room.room)? {
                let pattern = bundle.get_message(key).and_then(|message| message.value());
                if let (true, Some(pattern)) = (told.is_empty(), pattern) {
                    let said = bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
                    plain.insert(key.to_owned(), said);
                }
            }
        }
        Ok(Spoken { plain, bundle })
    }
}

// Counts in groups of three, as all three languages write them.
fn grouped<M>(value: &FluentValue, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = number.as_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    Some(out)
}

/// What a message is told, as the reader writes it.
pub(crate) fn written<'a, A: Clone + Into<Arg> + 'a>(
    language: Language,
    args: impl IntoIterator<Item = (&'a str, A)>,
) -> FluentArgs<'a> {
    let mut told = FluentArgs::new();
    for (name, arg) in args {
        match arg.into() {
            Arg::Text(text) => told.set(name, text),
            Arg::Number(number) => told.set(name, number),
            Arg::Yen(yen) => told.set(name, language.yen(yen)),
            Arg::At(at) => told.set(name, language.exact(at)),
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(en: &'static str, ja: &'static str, zh: &'static str) -> Result<Book, Fault> {
        Book::open(&[Texts { room: "a", all: [en, ja, zh] }])
    }

    #[test]
    fn a_text_that_a_language_lacks_is_named_at_the_start() {
        let table = [
            ("a-x = X\n", "a-x = X\n", "", "a-x of a is missing in zh-Hant"),
            ("a-x = X\n", "", "", "a-x of a is missing in ja"),
            ("", "a-no_x = X\n", "", "a-no_x of a is missing in zh-Hant"),
            ("a-x = { $n }\n", "a-x = { $m }\n", "a-x = { $n }\n", "is told {\"m\"} in ja"),
            ("b-x = X\n", "b-x = X\n", "b-x = X\n", "b-x does not begin with a-"),
            ("a-x = X\na-x = Y\n", "a-x = X\n", "a-x = X\n", "a-x is there twice"),
            ("a-x\n", "a-x = X\n", "a-x = X\n", "texts of a"),
        ];
        for (en, ja, zh, expect) in table {
            let no = book(en, ja, zh).err().map(|fault| fault.to_string()).unwrap_or_default();
            assert!(no.contains(expect), "{no:?} for {expect:?}");
        }
    }

    #[test]
    fn counts_are_grouped_and_choose_their_form() {
        let text = "a-n = { $n ->\n    [one] { $n } bid\n   *[other] { $n } bids\n }\n";
        let book = book(text, text, text).unwrap();
        for (n, expect) in [(1, "1 bid"), (2, "2 bids"), (1_234_567, "1,234,567 bids")] {
            let args = written(Language::English, [("n", n)]);
            assert_eq!(book.told(Language::English, "a-n", &args).as_deref(), Some(expect));
        }
    }
}
