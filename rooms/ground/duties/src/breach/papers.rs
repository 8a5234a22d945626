//! The report to an authority: nine items, begun from the facts, written on, kept version by
//! version. Its words lie sealed; whoever reads them is on record.

use db::{Answer, Tx};
use kernel::{At, Fault, IncidentId, StaffId, Word as _};
use policy::{Field, FieldSet, Lang, Policy, Role};
use privacy::{Kept, OpenViews as _, Opener, RunningPolicy, Shown, Text};

use super::acts::{CLASS, Item, load, shelf, unmoved};
use super::rules::{EXEMPTION_SOURCE, Report};
use super::standing::standing;
use super::store::{self, Paper, ReachRow, Sent};
use super::telling::progress;
use crate::DutiesRefusal as No;
use crate::pages::written;
use crate::plain::names_nobody;
use crate::words::say;

/// The nine items (APPI Rule 8(1)), in their order.
pub const ITEMS: [&str; 9] = [
    "outline",
    "items",
    "number",
    "cause",
    "harm",
    "response",
    "publication",
    "prevention",
    "other",
];
/// The languages a report is written in.
pub const LANGUAGES: [&str; 2] = ["ja", "en"];
/// The most characters of an item.
pub const MOST: usize = 4_000;

/// The words of a report, item by item.
pub type Nine = [String; 9];

/// What lies sealed of a version.
pub struct Written(Vec<Text>);

impl Kept for Written {
    const ITEM: &'static str = "breach_report";
    const HOLDS: FieldSet = FieldSet::of(&[Field::AccountId]);
    const MOST: usize = MOST;
    fn parts(&self) -> Vec<&str> {
        self.0.iter().map(Text::as_str).collect()
    }
}

impl Shown for Written {
    const ITEM: &'static str = <Written as Kept>::ITEM;
    const FIELDS: FieldSet = <Written as Kept>::HOLDS;
    fn from_parts(parts: &[&str]) -> Option<Written> {
        let whole = parts.len() == ITEMS.len();
        whole.then(|| Written(parts.iter().map(|part| Text::new(part)).collect()))
    }
    fn words(&self) -> Vec<&str> {
        self.parts()
    }
}

privacy::personal_view! {
    /// What was written to an authority about a breach.
    pub struct BreachReport: Purpose::Rights, by [PrivacyOfficer, System], to [], kept Request {
        written: Written,
    }
    /// To which address the letter about a breach or about an order of an authority goes.
    pub struct DutyLetter: Purpose::Rights, by [System], to [MailSender] {
        email: privacy::Email,
    }
}

fn lang_of(lang: &str) -> Result<Lang, No> {
    let known = LANGUAGES.contains(&lang).then(|| Lang::parse(lang)).flatten();
    known.ok_or(No::NoSuchPaper)
}

/// What the facts say by themselves, item by item.
pub fn draft(tx: &mut Tx<'_>, id: IncidentId, lang: &str) -> Answer<Nine> {
    let words_in = lang_of(lang)?;
    let incident = load(tx, id)?;
    let stands = standing(tx, &incident)?;
    let so_far = progress(tx, &incident, &stands)?;
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let policy = running.policy();
    let none = || Fault::new("the policy has no words in this language");
    let prose = policy.prose.get(&words_in).ok_or_else(none)?;
    let (sep, nothing) =
        (if lang == "ja" { "、" } else { ", " }, say(lang, "report", "none", &[])?);
    let joined = |all: Vec<String>| if all.is_empty() { nothing.clone() } else { all.join(sep) };
    let fields = stands.fields.iter().map(|field| prose.say("field", field.code()).to_owned());
    let fields = joined(fields.collect());
    let ways = way_words(tx, id, lang, policy)?;
    let all_of = |section: &str, words: Vec<&str>| -> Result<String, Fault> {
        let said = words.into_iter().map(|word| say(lang, section, word, &[]));
        Ok(joined(said.collect::<Result<_, _>>()?))
    };
    let grounds = all_of("ground", stands.class.grounds.iter().map(|g| g.word()).collect())?;
    let sent: Vec<Sent> = tx.all(store::REPORTS, (id,))?;
    let reports = all_of("which", sent.iter().map(|one| one.report.word()).collect())?;
    let cause = say(lang, "cause", stands.facts.cause.word(), &[])?;
    let sealed = stands.reached.sealed.to_string();
    let exemption = [("sealed", sealed.as_str()), ("source", EXEMPTION_SOURCE)];
    let exemption = say(lang, "exemption", stands.class.exemption.word(), &exemption)?;
    let publication = match incident.public_at {
        Some(at) => say(lang, "report", "published", &[("public", &jst(at))])?,
        None => say(lang, "report", "unpublished", &[])?,
    };
    let (ways, known) = (joined(ways), jst(stands.facts.known_at));
    let number = |count: i64| count.to_string();
    let (persons, europe) = (number(stands.class.persons), number(stands.class.europe));
    let (waiting, left) = (number(so_far.waiting), number(so_far.sent));
    let untold = number(so_far.untold);
    let (site, unreached) = (number(so_far.site), number(so_far.unreached));
    let with: [(&str, &str); 16] = [
        ("untold", &untold),
        ("operator", &policy.operator.name),
        ("known", &known),
        ("cause", &cause),
        ("ways", &ways),
        ("fields", &fields),
        ("persons", &persons),
        ("europe", &europe),
        ("exemption", &exemption),
        ("sent", &left),
        ("waiting", &waiting),
        ("site", &site),
        ("unreached", &unreached),
        ("publication", &publication),
        ("grounds", &grounds),
        ("reports", &reports),
    ];
    let mut nine = Nine::default();
    for (words, item) in nine.iter_mut().zip(ITEMS) {
        *words = say(lang, "report", item, &with)?;
    }
    Ok(nine)
}

/// An instant as a report says it: to the minute, by the clock of Japan.
fn jst(at: At) -> String {
    format!("{} JST", written(at))
}

fn way_words(tx: &mut Tx<'_>, id: IncidentId, lang: &str, policy: &Policy) -> Answer<Vec<String>> {
    let mut ways = Vec::new();
    for row in tx.all::<ReachRow>(store::REACHES, (id,))? {
        let named = policy.recipient(&row.whom).map_or(row.whom.as_str(), |to| to.name.as_str());
        let way = say(lang, "way", row.way.word(), &[("whom", named)])?;
        ways.push(format!("{way} ({} – {})", jst(row.from_at), jst(row.until_at)));
    }
    Ok(ways)
}

/// Keeps a version of the report. `after` is the version it was written on from: whoever wrote on
/// an older one is told.
pub fn write_paper(
    tx: &mut Tx<'_>,
    id: IncidentId,
    lang: &str,
    after: i64,
    nine: &Nine,
    by: StaffId,
) -> Answer<i64> {
    lang_of(lang)?;
    let mut incident = load(tx, id)?;
    if incident.closed_at.is_some() {
        return Err(No::Closed.into());
    }
    let last = papers(tx, id)?.iter().filter(|paper| paper.lang == lang).map(|p| p.n).max();
    let last = last.unwrap_or(0);
    if last != after {
        return Err(No::MovedOn.into());
    }
    for words in nine {
        if words.trim().is_empty() {
            return Err(No::ItemMissing.into());
        }
        names_nobody(words, MOST)?;
    }
    let (n, author) = (last + 1, by.to_string());
    tx.put(store::PAPER, (id, lang, n, tx.now(), &author))?;
    let written = Written(nine.iter().map(|words| Text::new(words)).collect());
    privacy::keep(tx, shelf(id), CLASS, &place(id, lang, n), &written)?;
    store::step(tx, &mut incident, &author, Item::Paper, &format!("{lang} {n}"))?;
    Ok(n)
}

fn place(id: IncidentId, lang: &str, n: i64) -> String {
    format!("{id}.{lang}.{n}")
}

/// The versions there are.
pub fn papers(tx: &mut Tx<'_>, id: IncidentId) -> Answer<Vec<Paper>> {
    tx.all(store::PAPERS, (id,))
}

/// A version, read by somebody of the staff, on record.
pub fn read_paper(
    tx: &mut Tx<'_>,
    id: IncidentId,
    lang: &str,
    n: i64,
    by: StaffId,
) -> Answer<Nine> {
    lang_of(lang)?;
    load(tx, id)?;
    if !papers(tx, id)?.iter().any(|paper| paper.lang == lang && paper.n == n) {
        return Err(No::NoSuchPaper.into());
    }
    let who = Opener::staff(Role::PrivacyOfficer, by, format!("breach {id}"));
    let view: BreachReport = tx.open_at(&who, shelf(id), &place(id, lang, n))?;
    let mut nine = Nine::default();
    for (words, part) in nine.iter_mut().zip(view.written.show().words()) {
        part.clone_into(words);
    }
    Ok(nine)
}

/// Notes that a report was handed in: which version, when it left, by whom. Each is handed in once.
pub fn sent(
    tx: &mut Tx<'_>,
    id: IncidentId,
    seen: i64,
    report: Report,
    paper: (&str, i64),
    by: StaffId,
) -> Answer<()> {
    let mut incident = unmoved(tx, id, seen)?;
    let (lang, n) = paper;
    if !papers(tx, id)?.iter().any(|one| one.lang == lang && one.n == n) {
        return Err(No::NoSuchPaper.into());
    }
    let author = by.to_string();
    let row = (id, report, lang, n, tx.now(), &author);
    let put: Option<(i64,)> = tx.maybe(store::REPORT, row)?;
    if put.is_none() {
        return Err(No::SentAlready.into());
    }
    let worth = format!("{report} {lang} {n}");
    store::step(tx, &mut incident, &author, Item::Sent, &worth).map(|_| ())
}

/// What the letter about a breach says, in a language: subject and text.
pub fn letter_words(tx: &mut Tx<'_>, id: IncidentId, lang: &str) -> Answer<(String, String)> {
    let incident = load(tx, id)?;
    let stands = standing(tx, &incident)?;
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let none = || Fault::new("the policy has no words in this language");
    let words_in = Lang::parse(lang).ok_or_else(none)?;
    let prose = running.policy().prose.get(&words_in).ok_or_else(none)?;
    let sep = if lang == "en" { ", " } else { "、" };
    let fields: Vec<&str> =
        stands.fields.iter().map(|field| prose.say("field", field.code())).collect();
    let (fields, known) = (fields.join(sep), jst(stands.facts.known_at));
    let cause = say(lang, "cause", stands.facts.cause.word(), &[])?;
    let with = [("known", known.as_str()), ("cause", &cause), ("fields", &fields)];
    Ok((say(lang, "told", "subject", &[])?, say(lang, "told", "text", &with)?))
}
