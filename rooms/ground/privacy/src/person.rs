//! How one person stands: the row every decision about them is read from.

use std::collections::BTreeSet;

use db::{Answer, Tx};
use kernel::{At, MemberId};
use policy::{ChoiceKind, Compiled, Law, LawSet, Purpose, PurposeSet, RetentionClass, Standing};

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
    }
}

db::row! {
    struct WithPiece {
        member: MemberId,
        laws: Option<String>,
        choices: String,
        duties: String,
        stopped_at: Option<At>,
        erased_at: Option<At>,
        item: Option<String>,
        slot: Option<i64>,
        sealed: Option<Vec<u8>>,
    }
}

impl Person {
    /// The person of a member, and what lies sealed at one place: one question for both, since
    /// every opening asks it. Nothing is opened before the decision.
    pub(crate) fn load_with_pieces(
        tx: &mut Tx<'_>,
        member: MemberId,
        class: RetentionClass,
        place: &str,
    ) -> Answer<(Person, Vec<Sealed>)> {
        let asked = (class.code(), place, member);
        let rows: Vec<WithPiece> = tx.all(store::PERSON_WITH_PIECES, asked)?;
        let (mut person, mut pieces) = (None, Vec::with_capacity(rows.len()));
        for row in rows {
            if let (Some(item), Some(slot), Some(bytes)) = (row.item, row.slot, row.sealed) {
                let (slot, place) = (slot_of(slot)?, place.to_owned());
                pieces.push(Sealed { member, item, place, slot, bytes });
            }
            person.get_or_insert(Person {
                member: row.member,
                laws: row.laws,
                choices: row.choices,
                duties: row.duties,
                stopped_at: row.stopped_at,
                erased_at: row.erased_at,
            });
        }
        Ok((person.ok_or(PrivacyRefusal::NoPerson)?, pieces))
    }

    /// The person of a member.
    pub(crate) fn load(tx: &mut Tx<'_>, member: MemberId) -> Answer<Person> {
        let found = tx.maybe(store::PERSON, (member,))?;
        found.ok_or_else(|| PrivacyRefusal::NoPerson.into())
    }

    /// What the policy makes of it.
    pub(crate) fn standing(&self, table: &Compiled) -> Standing {
        let mut standing = table.standing(None, self.choices_on());
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

    /// The choices that are on: their code and kind.
    pub(crate) fn choices_on(&self) -> impl Iterator<Item = (&str, ChoiceKind, bool)> {
        self.choices.split_ascii_whitespace().filter_map(|word| {
            let (kind, code) = word.split_once(':')?;
            Some((code, ChoiceKind::parse(kind)?, true))
        })
    }

    /// Whether a choice is on.
    pub(crate) fn has_chosen(&self, code: &str, kind: ChoiceKind) -> bool {
        self.choices_on().any(|(c, k, _)| c == code && k == kind)
    }

    /// The choices that are on, as `consent:magazine`; the text that was agreed to is left out.
    pub(crate) fn choices_that_stand(&self) -> BTreeSet<&str> {
        let words = self.choices.split_ascii_whitespace();
        words.map(|word| word.split_once('@').map_or(word, |(choice, _)| choice)).collect()
    }

    /// The column after a choice was turned on or off.
    pub(crate) fn choices_with(&self, code: &str, kind: ChoiceKind, on: bool) -> String {
        let word = format!("{kind}:{code}");
        let mut words: Vec<&str> =
            self.choices.split_ascii_whitespace().filter(|w| *w != word).collect();
        if on {
            words.push(&word);
        }
        words.sort_unstable();
        words.join(" ")
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
