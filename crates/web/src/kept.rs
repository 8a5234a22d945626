//! What all readers see alike is drawn once. A page is mostly the same for everybody: its frame,
//! a lot's title, pictures and words. Such a part is drawn the first time somebody asks, cut at its
//! holes, and kept; afterwards only what differs (a name, a token, a countdown) is written into it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use maud::{Escaper, Markup, PreEscaped, Render, html};

use crate::{Language, Speech};

/// All kept parts together take at most so much; then keeping begins anew.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// A part of a page that depends on nothing but these values and the language. It gets no
/// [`crate::Cx`] to draw with, so that nothing of the one who happens to ask first can stay in it.
pub trait Common: Clone + Eq + Hash + Send + Sync + 'static {
    /// The part, with a [`hole`] wherever readers differ.
    fn draw(&self, speech: &Speech) -> Markup;
}

/// Where something of the reader's own is written: number `n` of its part. It may stand in a text,
/// an attribute or a value of a form.
pub fn hole(n: usize) -> String {
    format!("{}{n}{END}", *EDGE)
}

// Why by lot: a seller who knew the mark could write one into a title and see a reader's token in
// its place. It is made of signs that no escaping changes.
static EDGE: LazyLock<String> = LazyLock::new(|| {
    let lot = || RandomState::new().hash_one("hole");
    format!("~{:016x}{:016x}~", lot(), lot())
});
const END: char = '~';

/// The hole of every form's token.
const TOKEN: usize = usize::MAX;

/// A form like [`crate::Cx::form`], inside a part that is kept.
pub fn form_to(action: &str, body: Markup) -> Markup {
    form_with(action, &hole(TOKEN), body)
}

pub(crate) fn form_with(action: &str, token: &str, body: Markup) -> Markup {
    form_of(action, token, None, body)
}

/// One that can hold files, too.
pub(crate) fn form_of(action: &str, token: &str, kind: Option<&str>, body: Markup) -> Markup {
    html! {
        form method="post" action=(action) enctype=[kind] {
            input type="hidden" name=(crate::gate::CSRF) value=(token);
            (body)
        }
    }
}

/// A part that was drawn: pieces of text, and the number of the hole after each but the last.
pub(crate) struct Drawn {
    pieces: Vec<(String, usize)>,
    rest: String,
}

impl Drawn {
    fn cut(text: &str) -> Drawn {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(EDGE.as_str()) {
            let Some((number, next)) = after.split_once(END) else { break };
            let Ok(number) = number.parse() else { break };
            pieces.push((before.to_owned(), number));
            rest = next;
        }
        Drawn { pieces, rest: rest.to_owned() }
    }

    fn len(&self) -> usize {
        self.pieces.iter().map(|(text, _)| text.len()).sum::<usize>() + self.rest.len()
    }
}

/// Writes what belongs into the holes.
pub struct Fill<'o>(&'o mut String);

impl Fill<'_> {
    /// A text; what means something in HTML is escaped.
    pub fn text(&mut self, text: impl std::fmt::Display) {
        let _ = write!(Escaper::new(self.0), "{text}");
    }

    /// A piece of a page.
    pub fn markup(&mut self, markup: &Markup) {
        markup.render_to(self.0);
    }
}

/// Everything that is kept.
#[derive(Default)]
pub(crate) struct Keeper(Mutex<Shelves>);

#[derive(Default)]
struct Shelves {
    by_kind: HashMap<TypeId, Box<dyn Any + Send>>,
    bytes: usize,
}

/// The parts of one kind, language by language.
type Kind<C> = HashMap<Language, HashMap<C, Arc<Drawn>>>;

impl Keeper {
    pub(crate) fn drawn<C: Common>(&self, part: &C, speech: &Speech) -> Arc<Drawn> {
        let language = speech.language();
        if let Some(found) = self.look(part, language) {
            return found;
        }
        let drawn = Arc::new(Drawn::cut(&part.draw(speech).0));
        self.put(part.clone(), language, Arc::clone(&drawn));
        drawn
    }

    fn look<C: Common>(&self, part: &C, language: Language) -> Option<Arc<Drawn>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kind = all.by_kind.get(&TypeId::of::<C>())?.downcast_ref::<Kind<C>>()?;
        kind.get(&language)?.get(part).cloned()
    }

    fn put<C: Common>(&self, part: C, language: Language, drawn: Arc<Drawn>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The key and its place are counted roughly; what is drawn is much longer.
        let bytes = drawn.len() + size_of::<C>() + 128;
        if all.bytes + bytes > MOST_BYTES {
            *all = Shelves::default();
        }
        all.bytes += bytes;
        let none = || Box::new(Kind::<C>::new()) as Box<dyn Any + Send>;
        let kind = all.by_kind.entry(TypeId::of::<C>()).or_insert_with(none);
        if let Some(kind) = kind.downcast_mut::<Kind<C>>() {
            kind.entry(language).or_default().insert(part, drawn);
        }
    }
}

impl Drawn {
    /// The whole, with every hole filled; a token's own by `token`.
    pub(crate) fn filled(
        &self,
        mut room: String,
        token: impl Fn() -> String,
        mut fill: impl FnMut(usize, &mut Fill<'_>),
    ) -> Markup {
        room.reserve(self.len() + 256);
        for (text, number) in &self.pieces {
            room.push_str(text);
            match *number {
                TOKEN => room.push_str(&token()),
                number => fill(number, &mut Fill(&mut room)),
            }
        }
        room.push_str(&self.rest);
        PreEscaped(room)
    }
}

/// Something shared that is the same while it is the very same: compared by where it lies. What is
/// kept holds it, so that nothing else can come to lie there.
pub struct Same<T>(pub Arc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Same<T> {
        Same(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Same<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for Same<T> {}

impl<T> Hash for Same<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    static DRAWN: AtomicU32 = AtomicU32::new(0);

    #[derive(Clone, PartialEq, Eq, Hash)]
    struct Greeting(String);

    impl Common for Greeting {
        fn draw(&self, _: &Speech) -> Markup {
            DRAWN.fetch_add(1, Ordering::Relaxed);
            html! {
                p title=(hole(0)) { (self.0) " " (hole(1)) "!" }
                (form_to("/there", html! { (hole(0)) }))
            }
        }
    }

    fn speech(language: Language) -> Speech {
        Speech::new(Arc::new(crate::Book::open(&[crate::TEXTS]).unwrap()), language)
    }

    #[test]
    fn a_part_is_drawn_once_and_each_reader_gets_their_own_in_its_holes() {
        let (keeper, speech) = (Keeper::default(), speech(Language::English));
        let part = Greeting("<Hello>".into());
        for name in ["Ann", "<b>"] {
            let fill = |n: usize, out: &mut Fill<'_>| match n {
                0 => out.text("\"&"),
                _ => out.text(name),
            };
            let shown = keeper.drawn(&part, &speech).filled(String::new(), || "tok".into(), fill).0;
            let name = name.replace('<', "&lt;").replace('>', "&gt;");
            let expect = format!(
                "<p title=\"&quot;&amp;\">&lt;Hello&gt; {name}!</p><form method=\"post\" \
                 action=\"/there\"><input type=\"hidden\" name=\"_form\" value=\"tok\">&quot;&amp;</form>"
            );
            assert_eq!(shown, expect);
        }
        assert_eq!(DRAWN.load(Ordering::Relaxed), 1);
        keeper.drawn(&part, &self::speech(Language::Japanese));
        keeper.drawn(&Greeting("Bye".into()), &speech);
        assert_eq!(DRAWN.load(Ordering::Relaxed), 3, "another language, another value: drawn anew");
    }

    #[test]
    fn a_mark_somebody_guesses_is_no_hole_and_keeping_has_an_end() {
        let drawn = Drawn::cut("~0~ ~00000000000000000000000000000000~7~");
        assert_eq!(drawn.pieces.len(), 0);
        let (keeper, speech) = (Keeper::default(), speech(Language::English));
        #[derive(Clone, PartialEq, Eq, Hash)]
        struct Long(usize);
        impl Common for Long {
            fn draw(&self, _: &Speech) -> Markup {
                PreEscaped("x".repeat(1 << 20))
            }
        }
        for n in 0..40 {
            keeper.drawn(&Long(n), &speech);
            assert!(keeper.0.lock().unwrap().bytes <= MOST_BYTES);
        }
    }
}
