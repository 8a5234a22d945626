//! How one person stands: the row every decision about them is read from.

use std::collections::BTreeSet;
use std::sync::Arc;

use db::{Answer, Tx};
use kernel::{At, Id as _, MemberId};
use policy::{
    ChoiceKind, Compiled, Law, LawSet, Purpose, PurposeSet, RetentionClass, Running, Standing,
};

use crate::refusals::PrivacyRefusal;
use crate::store;
use crate::vault::{Sealed, slot_of};

db::row! {
    /// A person, as far as decisions need to know.
    pub(crate) struct Person {
        pub(crate) member: MemberId,
        pub(crate) laws: Option<String>,
        pub(crate) choices: String,
        pub(crate) duties: String,
        pub(crate) stopped_at: Option<At>,
        pub(crate) erased_at: Option<At>,
        pub(crate) origin: Option<String>,
    }
}

db::row! {
    struct WithPiece {
        laws: Option<String>,
        choices: String,
        duties: String,
        stopped_at: Option<At>,
        erased_at: Option<At>,
        origin: Option<String>,
        item: Option<String>,
        slot: Option<i64>,
        sealed: Option<Vec<u8>>,
    }
}

/// A person, and what lies sealed of them at one place.
pub(crate) struct WithPieces {
    pub(crate) person: Person,
    pub(crate) pieces: Vec<Sealed>,
}

impl db::Kept for WithPieces {
    const TABLES: &'static [&'static str] = &["person", "vault_field"];

    fn key(text: &str) -> Option<u128> {
        MemberId::parse(text).map(MemberId::bits)
    }
}

impl Person {
    /// The person of a member, and what lies sealed at one place. Nothing is opened before the
    /// decision. What lies at no order's place is asked for so often that the door keeps it, until
    /// something of the person is written.
    pub(crate) fn load_with_pieces(
        tx: &mut Tx<'_>,
        member: MemberId,
        class: RetentionClass,
        place: &str,
    ) -> Answer<Arc<WithPieces>> {
        let load = |tx: &mut Tx<'_>| Person::read_with_pieces(tx, member, class, place);
        if place.is_empty() {
            tx.kept(member.bits(), class.code(), load)
        } else {
            load(tx).map(Arc::new)
        }
    }

    // One question for both, since every opening asks it.
    fn read_with_pieces(
        tx: &mut Tx<'_>,
        member: MemberId,
        class: RetentionClass,
        place: &str,
    ) -> Answer<WithPieces> {
        let asked = (class.code(), place, member);
        let rows: Vec<WithPiece> = tx.all(store::PERSON_WITH_PIECES, asked)?;
        let (mut person, mut pieces) = (None, Vec::with_capacity(rows.len()));
        for row in rows {
            if let (Some(item), Some(slot), Some(bytes)) = (row.item, row.slot, row.sealed) {
                let (slot, place) = (slot_of(slot)?, place.to_owned());
                pieces.push(Sealed { member, item, place, slot, bytes });
            }
            person.get_or_insert(Person {
                member,
                laws: row.laws,
                choices: row.choices,
                duties: row.duties,
                stopped_at: row.stopped_at,
                erased_at: row.erased_at,
                origin: row.origin,
            });
        }
        Ok(WithPieces { person: person.ok_or(PrivacyRefusal::NoPerson)?, pieces })
    }

    /// The person of a member.
    pub(crate) fn load(tx: &mut Tx<'_>, member: MemberId) -> Answer<Person> {
        let found = tx.maybe(store::PERSON, (member,))?;
        found.ok_or_else(|| PrivacyRefusal::NoPerson.into())
    }

    /// What the policy makes of it.
    pub(crate) fn standing(&self, running: &Running) -> Standing {
        let on = self.choices_on().filter(|on| on.counts(running));
        let on = on.map(|on| (on.code, on.kind, true));
        let mut standing = running.compiled().standing(None, on);
        if let Some(laws) = self.laws.as_deref() {
            standing.laws = laws.split_ascii_whitespace().filter_map(Law::parse).collect();
        }
        standing.stopped = self.stopped_at.is_some();
        standing.erased = self.erased_at.is_some();
        standing.duties = self.duties();
        standing
    }

    /// The duties that still keep something after erasure.
    pub(crate) fn duties(&self) -> PurposeSet {
        self.duties.split_ascii_whitespace().filter_map(Purpose::parse).collect()
    }

    /// The choices that are on. A consent that a version asked for again has that version's hash
    /// behind its code: `consent:magazine@0b…`; under any other version it counts for nothing.
    fn choices_on(&self) -> impl Iterator<Item = On<'_>> {
        self.choices.split_ascii_whitespace().filter_map(|word| {
            let (kind, code) = word.split_once(':')?;
            let (code, under) = code.split_once('@').map_or((code, None), |(c, u)| (c, Some(u)));
            Some(On { code, kind: ChoiceKind::parse(kind)?, under })
        })
    }

    /// Whether a choice is on, under the version in force.
    pub(crate) fn has_chosen(&self, running: &Running, code: &str, kind: ChoiceKind) -> bool {
        self.choices_on().any(|on| on.code == code && on.kind == kind && on.counts(running))
    }

    /// The choices that are on, as `consent:magazine`; the text that was agreed to is left out.
    pub(crate) fn choices_that_stand(&self) -> BTreeSet<&str> {
        let words = self.choices.split_ascii_whitespace();
        words.map(|word| word.split_once('@').map_or(word, |(choice, _)| choice)).collect()
    }

    /// Whether a consent was given to the text of this version, which asked for it again; to the
    /// first text, for `None`.
    pub(crate) fn agreed_under(&self, code: &str, under: Option<&str>) -> bool {
        let consent = |on: &On<'_>| on.kind == ChoiceKind::Consent && on.code == code;
        self.choices_on().any(|on| consent(&on) && on.under == under)
    }

    /// Whether a consent was given to any text, and not taken back.
    pub(crate) fn ever_agreed(&self, code: &str) -> bool {
        self.choices_on().any(|on| on.kind == ChoiceKind::Consent && on.code == code)
    }

    /// The column after a choice was turned on, under the version that asked for it again last, or
    /// turned off under all.
    pub(crate) fn choices_with(
        &self,
        code: &str,
        kind: ChoiceKind,
        under: Option<&str>,
        on: bool,
    ) -> String {
        let plain = format!("{kind}:{code}");
        let word = under.map_or_else(|| plain.clone(), |hash| format!("{plain}@{hash}"));
        let is_same = |one: &str| match one.strip_prefix(plain.as_str()) {
            Some(rest) if on => one == word && (rest.is_empty() || rest.starts_with('@')),
            Some(rest) => rest.is_empty() || rest.starts_with('@'),
            None => false,
        };
        let mut words: Vec<&str> =
            self.choices.split_ascii_whitespace().filter(|w| !is_same(w)).collect();
        if on {
            words.push(&word);
        }
        words.sort_unstable();
        words.join(" ")
    }
}

/// One choice that is on.
struct On<'p> {
    code: &'p str,
    kind: ChoiceKind,
    under: Option<&'p str>,
}

impl On<'_> {
    fn counts(&self, running: &Running) -> bool {
        self.kind == ChoiceKind::Objection || self.under == running.mark(self.code)
    }
}

/// Makes a person of a new member: no consent, no objection, under every law until a country is
/// known.
pub fn register(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    tx.put(store::NEW_PERSON, (member, tx.now()))
}

/// Notes which laws protect a person, by the country they live in.
pub(crate) fn set_country(
    tx: &mut Tx<'_>,
    table: &Compiled,
    member: MemberId,
    country: &str,
) -> Answer<()> {
    let laws: LawSet = table.laws_for(Some(country));
    let words: Vec<&str> = laws.iter().map(Law::code).collect();
    tx.run_one(store::SET_LAWS, (words.join(" "), member))
}

/// The words of a set of purposes, as the column keeps them.
pub(crate) fn purpose_words(purposes: PurposeSet) -> String {
    purposes.iter().map(Purpose::code).collect::<Vec<_>>().join(" ")
}
