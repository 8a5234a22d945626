//! What is said: templates in each language, put together when they are shown or leave.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::{At, Fault, Word, Yen};
use mail::{Address, Letter};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use web::Language;

use crate::rules::{Kind, Subject};

#[derive(Deserialize)]
struct Template {
    subject: String,
    text: String,
    #[serde(rename = "yen")]
    with_yen: Option<String>,
}

#[derive(Deserialize)]
struct Frame {
    greeting: String,
    greeting_without: String,
    gathered: String,
    gathered_text: String,
    thing: String,
    foot: String,
    foot_choices: String,
    correction: String,
    correction_text: String,
    correction_ask: String,
}

#[derive(Deserialize)]
struct File {
    frame: Frame,
    #[serde(flatten)]
    kinds: BTreeMap<String, Template>,
}

fn file(language: Language) -> Result<&'static File, Fault> {
    type Held = OnceLock<Result<File, Fault>>;
    static HELD: [Held; 3] = [Held::new(), Held::new(), Held::new()];
    let (held, text) = match language {
        Language::English => (&HELD[0], include_str!("letters/en.toml")),
        Language::Japanese => (&HELD[1], include_str!("letters/ja.toml")),
        Language::Chinese => (&HELD[2], include_str!("letters/zh-Hant.toml")),
    };
    let read =
        || toml::from_str(text).map_err(|e| Fault::new(format!("letters in {language}: {e}")));
    held.get_or_init(read).as_ref().map_err(Clone::clone)
}

/// What is said of one notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// In a line.
    pub subject: String,
    /// In a few sentences; `{house}` is still to be filled in by a letter.
    pub text: String,
}

/// What a letter says of one notice, and where it leads. The link may be a secret one.
pub struct Item {
    /// The words.
    pub words: Shown,
    /// The whole address.
    pub link: String,
}

/// A letter's words.
pub(crate) struct Made {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

/// The words of a notice in a language.
pub fn words(
    language: Language,
    kind: Kind,
    title: Option<&str>,
    yen: Option<Yen>,
) -> Result<Shown, Fault> {
    let file = file(language)?;
    let none = || Fault::new(format!("no words for {kind} in {language}"));
    let template = file.kinds.get(kind.word()).ok_or_else(none)?;
    let title = shortened(title.unwrap_or(&file.frame.thing));
    let mut text = template.text.clone();
    if let (Some(more), Some(yen)) = (&template.with_yen, yen) {
        // Chinese and Japanese put no space between sentences.
        text.push_str(if language == Language::English { " " } else { "" });
        text.push_str(&more.replace("{yen}", &yen.to_string()));
    }
    // The title last: what a seller wrote is never read as a placeholder.
    Ok(Shown {
        subject: template.subject.replace("{title}", &title),
        text: text.replace("{title}", &title),
    })
}

/// A title in one line of at most 80 characters, its braces harmless.
fn shortened(title: &str) -> String {
    let plain = |c: char| match c {
        '{' => '(',
        '}' => ')',
        c if c.is_control() => ' ',
        c => c,
    };
    let mut short: String = title.chars().map(plain).take(80).collect();
    if title.chars().count() > 80 {
        short.push('…');
    }
    short
}

/// A letter about one thing or several.
pub(crate) fn letter(
    language: Language,
    house: &str,
    handle: Option<&str>,
    items: &[Item],
) -> Result<Made, Fault> {
    let frame = &file(language)?.frame;
    let filled = |text: &str| text.replace("{house}", house);
    let greeting = match handle {
        Some(handle) => frame.greeting.replace("{handle}", handle),
        None => frame.greeting_without.clone(),
    };
    if let [one] = items {
        let text = filled(&one.words.text);
        let html = html! { p { (greeting) } (lines(&text)) (way(&one.link)) };
        return Ok(Made {
            subject: filled(&one.words.subject),
            text: format!("{greeting}\n\n{text}\n\n{}", one.link),
            html: html.0,
        });
    }
    let mut text = format!("{greeting}\n\n{}", frame.gathered_text);
    for item in items {
        let (subject, said) = (filled(&item.words.subject), filled(&item.words.text));
        text.push_str(&format!("\n\n* {subject}\n  {said}\n  {}", item.link));
    }
    let html = html! {
        p { (greeting) }
        p { (frame.gathered_text) }
        ul { @for item in items {
            li { strong { (filled(&item.words.subject)) } br; (filled(&item.words.text))
                (way(&item.link)) }
        } }
    };
    let subject = frame.gathered.replace("{count}", &items.len().to_string());
    Ok(Made { subject, text, html: html.0 })
}

fn lines(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|line| !line.is_empty()) { p { (line) } } }
}

fn way(link: &str) -> Markup {
    html! { p { a href=(link) { (link) } } }
}

/// The letter that tells a recipient what is right now.
pub(crate) fn correction(
    language: Language,
    house: &str,
    to: &str,
    now: &[String],
    reference: &str,
) -> Result<Made, Fault> {
    let frame = &file(language)?.frame;
    let asks = frame.correction_ask.replace("{reference}", reference);
    let what = frame.correction_text.replace("{house}", house);
    let html = html! {
        p { (to) }
        p { (what) }
        ul { @for line in now { li { (line) } } }
        p { (asks) }
    };
    let list: String = now.iter().map(|line| format!("* {line}\n")).collect();
    let text = format!("{to}\n\n{what}\n\n{list}\n{asks}\n");
    Ok(Made { subject: frame.correction.replace("{reference}", reference), text, html: html.0 })
}

/// What stands under every letter; `choices` is the page where one chooses, if there is a choice.
pub(crate) fn foot(language: Language, house: &str, choices: Option<&str>) -> Result<Made, Fault> {
    let frame = &file(language)?.frame;
    let foot = frame.foot.replace("{house}", house);
    let text = match choices {
        Some(link) => format!("-- \n{foot}\n{}\n{link}", frame.foot_choices),
        None => format!("-- \n{foot}"),
    };
    let html = html! {
        hr;
        p { (foot) }
        @if let Some(link) = choices { p { (frame.foot_choices) } (way(link)) }
    };
    Ok(Made { subject: String::new(), text, html: html.0 })
}

/// A whole HTML page around a letter: no picture, no style of others, nothing that is fetched.
pub(crate) fn page(language: Language, body: &str) -> String {
    let page = html! {
        (maud::DOCTYPE)
        html lang=(language.word()) {
            head { meta charset="utf-8"; title {} }
            body { (PreEscaped(body)) }
        }
    };
    page.0
}

/// A letter of this kind as it would leave, about a thing of this title: for those who look at the
/// words before a member does.
pub fn sample(
    language: Language,
    house: &str,
    kind: Kind,
    title: &str,
    to: Address,
) -> Result<Letter, Fault> {
    const PLACE: &str = "https://house.example";
    let item = Item {
        words: words(language, kind, Some(title), Some(Yen::new(12_300)))?,
        link: format!("{PLACE}/samples/{kind}"),
    };
    let about_account = kind.subject() == Subject::Account;
    let made = letter(language, house, (!about_account).then_some("mika"), &[item])?;
    let choices = (!about_account).then(|| format!("{PLACE}/notices/choices"));
    whole(
        language,
        house,
        Bare { id: format!("sample-{kind}"), to, choices, at: At::from_secs(1_795_348_800) },
        made,
    )
}

/// A letter but for its words.
pub(crate) struct Bare {
    pub(crate) id: String,
    pub(crate) to: Address,
    pub(crate) choices: Option<String>,
    pub(crate) at: At,
}

/// The words, what stands under them, and where it goes.
pub(crate) fn whole(
    language: Language,
    house: &str,
    bare: Bare,
    made: Made,
) -> Result<Letter, Fault> {
    let foot = foot(language, house, bare.choices.as_deref())?;
    Ok(Letter {
        id: bare.id,
        to: bare.to,
        subject: made.subject,
        text: format!("{}\n\n{}\n", made.text, foot.text),
        html: page(language, &format!("{}{}", made.html, foot.html)),
        unsubscribe: bare.choices,
        at: bare.at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_in(language: Language, items: &[Item]) -> String {
        let made = letter(language, "The House", Some("mika"), items).unwrap();
        let foot = foot(language, "The House", Some("https://h.example/notices/choices")).unwrap();
        format!("{}\n{}\n{}\n{}\n{}", made.subject, made.text, made.html, foot.text, foot.html)
    }

    #[test]
    fn every_kind_is_said_in_every_language_and_no_placeholder_is_left() {
        for language in Language::ALL {
            assert_eq!(file(*language).unwrap().kinds.len(), Kind::ALL.len(), "{language}");
            for kind in Kind::ALL {
                for (title, yen) in [(Some("茶碗 Bowl"), Some(Yen::new(1_200))), (None, None)] {
                    let words = words(*language, *kind, title, yen).unwrap();
                    assert!((2..=120).contains(&words.subject.chars().count()), "{kind}");
                    assert!(words.text.chars().count() > 8, "{kind} {language}");
                    let item = Item { words, link: "https://h.example/x".into() };
                    let said = said_in(*language, &[item]);
                    assert!(!said.contains(['{', '}']), "{kind} in {language}: {said}");
                    assert!(said.contains("https://h.example/x") && said.contains("mika"));
                }
            }
        }
    }

    #[test]
    fn the_languages_say_different_words_and_the_same_facts() {
        for kind in Kind::ALL {
            let said =
                |language| words(language, *kind, Some("Bowl"), Some(Yen::new(1_200))).unwrap();
            let [en, ja, zh] = [Language::English, Language::Japanese, Language::Chinese].map(said);
            assert!(en.text != ja.text && ja.text != zh.text && en.text != zh.text, "{kind}");
            for other in [&ja, &zh] {
                assert_eq!(en.text.contains("Bowl"), other.text.contains("Bowl"), "{kind}");
                assert_eq!(en.text.contains("¥1,200"), other.text.contains("¥1,200"), "{kind}");
            }
        }
    }

    #[test]
    fn what_a_seller_writes_is_a_title_and_nothing_else() {
        let evil = "{house} <script>x</script>\r\nBcc: v@example.org {yen}";
        let words = words(Language::English, Kind::Won, Some(evil), Some(Yen::new(5))).unwrap();
        assert!(!words.subject.contains(['\r', '\n', '{']), "{words:?}");
        let said = said_in(Language::English, &[Item { words, link: "https://h.example/".into() }]);
        assert!(
            !said.split_once('\n').unwrap().1.contains("<p>You won “(house) <script>"),
            "{said}"
        );
        assert!(said.contains("&lt;script&gt;"), "{said}");
    }

    #[test]
    fn several_things_are_one_letter() {
        let items: Vec<Item> = [Kind::Won, Kind::Lost, Kind::Paid]
            .map(|kind| Item {
                words: words(Language::Japanese, kind, Some("茶碗"), None).unwrap(),
                link: format!("https://h.example/{kind}"),
            })
            .into();
        let said = said_in(Language::Japanese, &items);
        assert!(said.starts_with("3 件"), "{said}");
        for word in ["/won", "/lost", "/paid"] {
            assert_eq!(said.matches(word).count(), 3, "{word}: text, link and its words: {said}");
        }
    }

    #[test]
    fn no_title_begins_a_header_or_a_tag_of_its_own() {
        let evil = "Bowl\r\nBcc: victim@example.org\r\n\r\n<img src=x onerror=alert(1)>&\"";
        let from = mail::Sender::new("The House", "notices@house.example").unwrap();
        for language in Language::ALL {
            for kind in Kind::ALL {
                let to = Address::parse("mika@example.org").unwrap();
                let made = sample(*language, "The House", *kind, evil, to).unwrap();
                assert!(!made.html.contains("<img"), "{kind}: {}", made.html);
                let bytes = mail::compose(&made, &from).unwrap();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let (head, body) = text.split_once("\r\n\r\n").unwrap();
                let names: Vec<&str> = head
                    .split("\r\n")
                    .filter(|line| !line.starts_with([' ', '\t']))
                    .map(|line| line.split(':').next().unwrap())
                    .collect();
                assert!(!names.contains(&"Bcc"), "{kind}: {head}");
                assert_eq!(names.iter().filter(|name| **name == "Subject").count(), 1, "{head}");
                assert!(body.starts_with("--=_sample-"), "{kind}: {body}");
            }
        }
    }
}
