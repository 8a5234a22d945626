use std::sync::{Arc, LazyLock};

use kernel::{Arg, At, Refusal, Span, Yen};

use crate::texts::written;
use crate::{Book, Language, TEXTS};

/// The house's texts in the language of one reader. It goes with the request's task, so that the
/// small parts of a page find it without being handed it.
#[derive(Clone)]
pub struct Speech {
    book: Arc<Book>,
    language: Language,
}

tokio::task_local! {
    static SPEECH: Speech;
}

/// Outside of any request: the door's own texts in English.
static OWN: LazyLock<Option<Speech>> = LazyLock::new(|| {
    let book = Book::open(&[TEXTS]).ok()?;
    Some(Speech { book: Arc::new(book), language: Language::English })
});

/// Shown where a text is missing. The guards find that before a reader does.
const MISSING: &str = "…";

impl Speech {
    /// This language, out of this book.
    pub fn new(book: Arc<Book>, language: Language) -> Speech {
        Speech { book, language }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text that is told nothing.
    pub fn t(&self, key: &str) -> &str {
        self.book.plain(self.language, key).unwrap_or_else(|| {
            eprintln!("no text {key} in {}", self.language);
            MISSING
        })
    }

    /// A text that is told something; amounts and instants come as the reader writes them.
    pub fn tv<A: Clone + Into<Arg>>(&self, key: &str, args: &[(&str, A)]) -> String {
        let args = written(self.language, args.iter().map(|(name, arg)| (*name, arg.clone())));
        self.book.told(self.language, key, &args).unwrap_or_else(|| {
            eprintln!("no text {key} in {} with these figures", self.language);
            MISSING.to_owned()
        })
    }

    /// The label of an entry: a text of its room, or as it stands where a room has none.
    pub fn label<'s>(&'s self, label: &'s str) -> &'s str {
        self.book.plain(self.language, label).unwrap_or(label)
    }

    /// The sentence of a refusal. The English one stands beside the code, and is said as well
    /// where a room is not translated yet.
    pub fn say(&self, refusal: &Refusal) -> String {
        if self.language == Language::English {
            return refusal.english.clone();
        }
        let key = refusal.code.replace('.', "-");
        let args = written(self.language, refusal.args.iter().cloned());
        let said = self.book.told(self.language, &key, &args);
        said.unwrap_or_else(|| refusal.english.clone())
    }

    /// Runs a future in which the parts of a page speak so.
    pub async fn during<F: Future>(self, future: F) -> F::Output {
        SPEECH.scope(self, future).await
    }

    /// As the task speaks that this is called in; outside of a request, English.
    pub fn with<T>(use_it: impl FnOnce(&Speech) -> T) -> Option<T> {
        let mut use_it = Some(use_it);
        let said = SPEECH.try_with(|speech| use_it.take().map(|f| f(speech))).ok().flatten();
        said.or_else(|| Some(use_it.take()?(OWN.as_ref()?)))
    }
}

/// A text of the door itself, for the parts of a page.
pub(crate) fn own(key: &str) -> String {
    Speech::with(|speech| speech.t(key).to_owned()).unwrap_or_default()
}

/// The language of the page that is being made.
pub(crate) fn reader() -> Language {
    Speech::with(Speech::language).unwrap_or(Language::English)
}

impl Language {
    /// An amount inside a sentence.
    pub fn yen(self, yen: Yen) -> String {
        let figures = yen.to_string();
        match self {
            Language::English => figures,
            Language::Japanese => format!("{}円", figures.replacen('¥', "", 1)),
            Language::Chinese => format!("{}日圓", figures.replacen('¥', "", 1)),
        }
    }

    /// An instant to the millisecond, in the marketplaces' own time.
    pub fn exact(self, at: At) -> String {
        let text = at.jst();
        match self {
            Language::English => text,
            Language::Japanese => text.replace(" JST", " 日本時間"),
            Language::Chinese => text.replace(" JST", " 日本時間"),
        }
    }

    /// An instant as a list shows it.
    pub fn short(self, at: At) -> String {
        if self == Language::English {
            return at.jst_short();
        }
        let text = at.jst();
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
        let month = part(5, 7).trim_start_matches('0');
        let day = part(8, 10).trim_start_matches('0');
        format!("{month}月{day}日 {}", part(11, 16))
    }

    /// What stands behind days, hours, minutes and seconds, and between two of them.
    pub(crate) fn units(self) -> ([&'static str; 4], &'static str) {
        match self {
            Language::English => ([" d", " h", " min", " s"], " "),
            Language::Japanese => (["日", "時間", "分", "秒"], ""),
            Language::Chinese => (["天", "小時", "分", "秒"], ""),
        }
    }

    /// A length of time in its two largest units: `2 d 3 h`, `4 min 10 s`.
    pub fn length(self, span: Span) -> String {
        let ([d, h, m, s], between) = self.units();
        let secs = span.as_secs().max(0);
        let (days, hours, minutes) = (secs / 86_400, secs / 3_600 % 24, secs / 60 % 60);
        let secs = secs % 60;
        if days > 0 {
            format!("{days}{d}{between}{hours}{h}")
        } else if hours > 0 {
            format!("{hours}{h}{between}{minutes}{m}")
        } else if minutes > 0 {
            format!("{minutes}{m}{between}{secs}{s}")
        } else {
            format!("{secs}{s}")
        }
    }
}
