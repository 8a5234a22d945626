//! Versions of the policy (V1): drafted, reviewed, announced, in force at its day.
//!
//! The database is the truth. What was published lies there as it was typed and in its canonical
//! form, so that a restart has it; the files of the policy's folder begin a house, and from then on
//! only stop the start where they say otherwise under a version that was published.
//!
//! A version that widens takes two persons, and binds only after every member has known of it for
//! as long as the version in force promises. [`work`] is run every second: it tells whoever does
//! not know yet, a crash anywhere has it go on where it was, and nobody is told twice.

mod acts;
pub mod rules;
mod store;
mod work;

pub use acts::{Asked, agree, announce, draft, end, put_up};
pub use store::{ALL as SQL, Version};
pub use work::{AT_ONCE, late_joiners, work};

pub(crate) use acts::begin;
pub(crate) use work::follow;

use std::sync::Arc;

use db::{Answer, Tx};
use kernel::{MemberId, VersionId};
use policy::{Flaw, Lang, Policy, Source, Sources, asked_again, file_of, parse};

use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;

kernel::words! {
    /// What a member is told of a version.
    pub enum Telling {
        /// It is to come.
        Coming = "coming",
        /// It will not come after all.
        Withdrawn = "withdrawn",
    }
}
db::stored!(Telling);

/// The parts of a version's text, by the names under which they are kept.
pub const PARTS: [(&str, Option<Lang>); 4] = [
    ("facts", None),
    ("en", Some(Lang::En)),
    ("ja", Some(Lang::Ja)),
    ("zh-Hant", Some(Lang::ZhHant)),
];

/// What was typed: the text of each part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(&'static str, String)>);

impl Typed {
    /// The texts of a version.
    pub fn of(policy: &Policy) -> Typed {
        let text = |lang: Option<Lang>| {
            let found = policy.sources.iter().find(|(of, _)| *of == lang);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        Typed(PARTS.iter().map(|(part, lang)| (*part, text(*lang))).collect())
    }

    /// The text of a part.
    pub fn text(&self, part: &str) -> &str {
        self.0.iter().find(|(name, _)| *name == part).map_or("", |(_, text)| text.as_str())
    }

    /// The version it is; or everything wrong with it, by part and line. A part that was left empty
    /// is missing.
    pub fn read(&self, file: &str) -> Result<Policy, Vec<Flaw>> {
        let prose: Vec<(Lang, String, &str)> = PARTS
            .iter()
            .filter_map(|(part, lang)| Some(((*lang)?, self.text(part))))
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(lang, text)| (lang, file_of(file, lang), text))
            .collect();
        let prose: Vec<(Lang, Source<'_>)> =
            prose.iter().map(|(lang, file, text)| (*lang, Source { file, text })).collect();
        parse(&Sources { facts: Source { file, text: self.text("facts") }, prose: &prose })
    }
}

/// A version; refused as unknown when there is none.
pub fn load(tx: &mut Tx<'_>, id: VersionId) -> Answer<Version> {
    tx.maybe(store::VERSION, (id,))?.ok_or_else(|| PrivacyRefusal::NoSuchVersion.into())
}

/// A version that was announced at least: everybody may see it.
pub fn load_published(tx: &mut Tx<'_>, id: VersionId) -> Answer<Version> {
    let version = load(tx, id)?;
    match version.announced_at {
        Some(_) => Ok(version),
        None => Err(PrivacyRefusal::NoSuchVersion.into()),
    }
}

/// What a version says.
pub fn text(tx: &mut Tx<'_>, version: &Version) -> Answer<Arc<Policy>> {
    if let Some(known) = tx.plugged::<RunningPolicy>()?.known(&version.hash) {
        return Ok(known);
    }
    read_again(tx, version).map(Arc::new)
}

fn read_again(tx: &mut Tx<'_>, version: &Version) -> Answer<Policy> {
    let rows: Vec<(String, String)> = tx.all(store::SOURCES, (version.id,))?;
    let part = |name: &str| rows.iter().find(|row| row.0 == name).map(|row| row.1.clone());
    let typed =
        Typed(PARTS.iter().map(|(name, _)| (*name, part(name).unwrap_or_default())).collect());
    let file = format!("policy/{}.toml", version.version);
    let broken = |flaws: Vec<Flaw>| {
        let lines: Vec<String> = flaws.iter().map(ToString::to_string).collect();
        kernel::Fault::new(format!("a kept version is not whole: {}", lines.join("; ")))
    };
    Ok(typed.read(&file).map_err(broken)?)
}

/// What was published under this hash, where its text lies here.
pub(crate) fn kept(tx: &mut Tx<'_>, hash: &str) -> Answer<Option<Policy>> {
    let found: Option<(VersionId,)> = tx.maybe(store::KEPT, (hash,))?;
    let Some((id,)) = found else { return Ok(None) };
    let version = load(tx, id)?;
    read_again(tx, &version).map(Some)
}

/// Every version that was published, the latest first.
pub fn published(tx: &mut Tx<'_>) -> Answer<Vec<Version>> {
    tx.all(store::PUBLISHED, ())
}

/// The drafts, put up for review or not, and those that were dropped.
pub fn in_hand(tx: &mut Tx<'_>, most: i64) -> Answer<Vec<Version>> {
    tx.all(store::IN_HAND, (most,))
}

/// How many people know by now that a version comes, and how many that it does not.
pub fn told(tx: &mut Tx<'_>, id: VersionId) -> Answer<(i64, i64)> {
    let (coming,): (i64,) = tx.one(store::TOLD_COUNT, (id, Telling::Coming))?;
    let (withdrawn,): (i64,) = tx.one(store::TOLD_COUNT, (id, Telling::Withdrawn))?;
    Ok((coming, withdrawn))
}

/// The version it is held against: the one it names as the one before it, where that is known here;
/// the one in force for a draft that names none.
pub fn before(tx: &Tx<'_>, policy: &Policy) -> Answer<Option<Arc<Policy>>> {
    let running = tx.plugged::<RunningPolicy>()?;
    let known = running.versions();
    let named = known.iter().find(|one| policy.previous.as_deref() == Some(one.hash())).cloned();
    let is_first = policy.previous.is_none() && known.iter().any(|one| one.hash() == policy.hash());
    Ok(named.or_else(|| (!is_first).then(|| running.current().policy().clone())))
}

/// The consents of a member that a version asks for again, and whether they have said yes to it:
/// those they gave under an earlier one.
pub fn asked_of(tx: &mut Tx<'_>, member: MemberId, policy: &Policy) -> Answer<Vec<(String, bool)>> {
    let Some(old) = before(tx, policy)? else { return Ok(Vec::new()) };
    let person = crate::person::Person::load(tx, member)?;
    let asked = asked_again(&old, policy).into_iter();
    Ok(asked
        .filter_map(|code| {
            let agreed = person.agreed_under(&code, Some(policy.hash()));
            (agreed || person.ever_agreed(&code)).then_some((code, agreed))
        })
        .collect())
}

/// What a version changes, line by line, for the letter about it.
pub fn changes(tx: &mut Tx<'_>, id: VersionId, lang: Lang) -> Answer<Option<Arc<Vec<String>>>> {
    let version = load_published(tx, id)?;
    let next = text(tx, &version)?;
    let Some(old) = before(tx, &next)? else { return Ok(None) };
    // As many letters as there are members say the same.
    let make = || policy::change_lines(&old, &next, lang);
    Ok(Some(tx.plugged::<RunningPolicy>()?.said(&version.hash, lang, make)))
}
