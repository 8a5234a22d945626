//! What holds of a breach by now: what is known, whom it reached, and what follows.

use db::{Answer, Tx};
use kernel::{At, Word as _};
use policy::{Field, FieldSet, Law, LawSet, LegalClock};
use privacy::RunningPolicy;
use privacy::trace::{self, Reach};

use super::acts::{Item, Named, laws_of};
use super::rules::{self, Cause, Class, Facts, Keys, Numbers, Reached, Report, Risk};
use super::store::{self, Incident, Step};

/// What holds by now of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What is known.
    pub facts: Facts,
    /// Whom it reached.
    pub reached: Reached,
    /// Which of their fields.
    pub fields: FieldSet,
    /// What follows.
    pub class: Class,
    /// The clocks that run.
    pub clocks: Vec<(Report, At)>,
}

/// What holds by now.
pub fn standing(tx: &mut Tx<'_>, incident: &Incident) -> Answer<Standing> {
    let steps: Vec<Step> = tx.all(store::STEPS, (incident.id,))?;
    let last = |item| steps.iter().rev().find(|step| step.item == item).map(|s| s.worth.as_str());
    let facts = Facts {
        known_at: last(Item::Known).and_then(At::parse).unwrap_or(incident.opened_at),
        cause: last(Item::Cause).and_then(Cause::from_word).unwrap_or(Cause::Mistake),
        keys: last(Item::Keys).and_then(Keys::from_word).unwrap_or(Keys::Unknown),
        sensitive: last(Item::Sensitive) == Some("yes"),
        money: last(Item::Money) == Some("yes"),
        risk: last(Item::Risk).and_then(Risk::from_word).unwrap_or(Risk::Some),
    };
    let fields = last(Item::Fields).unwrap_or("").split(',').filter_map(Field::parse);
    let fields: FieldSet = fields.collect();
    let counts: Vec<(String, bool, i64)> = tx.all(store::COUNTS, (incident.id,))?;
    let counts = counts.into_iter().map(|(laws, sealed, count)| (laws_of(&laws), sealed, count));
    follows(tx, facts, fields, counts)
}

/// What follows from facts and people: so many under these laws, sealed or not.
fn follows(
    tx: &Tx<'_>,
    facts: Facts,
    fields: FieldSet,
    counts: impl Iterator<Item = (LawSet, bool, i64)>,
) -> Answer<Standing> {
    let mut reached = Reached::default();
    for (laws, sealed, count) in counts {
        let (only, europe) = (i64::from(sealed), i64::from(laws.has(Law::Eu)));
        reached.persons += count;
        reached.sealed += count * only;
        reached.europe += count * europe;
        reached.europe_sealed += count * europe * only;
    }
    let payment = [Field::CardBrand, Field::CardLastFour, Field::PaymentToken];
    reached.payment = payment.into_iter().any(|field| fields.has(field));
    let numbers = numbers(tx)?;
    let class = rules::class(&facts, &reached, numbers.mass);
    let clocks = rules::clocks(&facts, &class, &numbers);
    Ok(Standing { facts, reached, fields, class, clocks })
}

/// What would follow from one way, known now: for a drill.
pub(crate) fn what_if(
    tx: &mut Tx<'_>,
    named: &Named,
    cause: Cause,
    keys: Keys,
) -> Answer<Standing> {
    let reach = named.reach()?;
    let mut found = trace::reached(tx, &reach, named.window)?;
    for own in crate::own_papers(tx)? {
        found.people.remove(&own);
    }
    let known = trace::standing(tx, &found.people)?;
    let sealed = reach == Reach::Copy;
    let counts = found.people.iter().map(|member| {
        (known.get(member).map_or_else(LawSet::all, |stands| stands.laws), sealed, 1)
    });
    let (known_at, risk) = (tx.now(), Risk::Some);
    let facts = Facts { known_at, cause, keys, sensitive: false, money: false, risk };
    follows(tx, facts, found.fields, counts)
}

/// The numbers of the clocks, as the policy in force has them.
pub(super) fn numbers(tx: &Tx<'_>) -> Answer<Numbers> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let clock = |clock| {
        let none = || kernel::Fault::new("the policy lacks a clock of breaches");
        running.policy().clock(clock).ok_or_else(none)
    };
    Ok(Numbers {
        first: clock(LegalClock::BreachFirst)?,
        full: clock(LegalClock::BreachFull)?,
        full_improper: clock(LegalClock::BreachFullImproper)?,
        europe: clock(LegalClock::BreachEu)?,
        mass: clock(LegalClock::BreachMass)?.count,
    })
}
