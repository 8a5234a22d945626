//! What must hold between the entries of a policy. Each rule names the entry, its line, and what
//! to add.

mod choices;
mod recipients;

use crate::calendar::{Day, Measure, Unit};
use crate::facts::Policy;
use crate::node::Flaw;
use crate::sets::FieldSet;
use crate::words::{Basis, Law, LegalClock, Purpose, RetentionClass, Right};

/// How long the records of what was handed over and received are kept at least.
const THREE_YEARS: Measure = Measure { count: 3, unit: Unit::Years };

/// Where a rule puts what it found.
pub(crate) struct Finder<'p> {
    pub(crate) policy: &'p Policy,
    found: Vec<Flaw>,
}

impl Finder<'_> {
    pub(crate) fn flaw(&mut self, entry: &str, what: impl Into<String>) {
        self.found.push(Flaw {
            file: self.policy.file.clone(),
            line: self.policy.line(entry),
            entry: entry.to_owned(),
            what: what.into(),
        });
    }
}

pub(crate) fn all(policy: &Policy) -> Vec<Flaw> {
    let mut finder = Finder { policy, found: Vec::new() };
    dates(&mut finder);
    used(&mut finder);
    for purpose in Purpose::ALL {
        purpose_holds(&mut finder, *purpose);
    }
    judgements(&mut finder);
    retention(&mut finder);
    recipients::hold(&mut finder);
    choices::hold(&mut finder);
    rights(&mut finder);
    clocks(&mut finder);
    contact(&mut finder);
    finder.found
}

/// The entry of a purpose.
pub(crate) fn entry(purpose: Purpose) -> String {
    format!("purpose.{}", purpose.fact())
}

/// Fields, as messages list them.
pub(crate) fn listed(fields: FieldSet) -> String {
    let names: Vec<String> = fields.iter().map(|f| format!("{}.{f}", f.category())).collect();
    names.join(", ")
}

fn dates(finder: &mut Finder<'_>) {
    if finder.policy.effective < finder.policy.version {
        finder.flaw("effective", "lies before the version was written: choose a later day");
    }
    if finder.policy.measures.is_empty() {
        finder.flaw("measures", "is empty: name the security measures taken (APPI Art 32)");
    }
}

fn used(finder: &mut Finder<'_>) {
    let policy = finder.policy;
    let used = policy.purposes.values().fold(FieldSet::EMPTY, |all, p| all.or(p.fields));
    for (category, fields) in &policy.categories {
        for field in fields.less(used).iter() {
            let what = "is collected for no purpose: add it to a purpose, or stop collecting it \
                        (APPI Art 17)";
            finder.flaw(&format!("category.{category}.fields[{field}]"), what);
        }
    }
}

fn purpose_holds(finder: &mut Finder<'_>, purpose: Purpose) {
    let policy = finder.policy;
    let Some(facts) = policy.purposes.get(&purpose) else { return };
    let entry = entry(purpose);
    let empty_compatible = purpose == Purpose::Compatible && policy.judgements.is_empty();
    if facts.fields.is_empty() && !facts.stopped && !empty_compatible {
        let what = "names no category: add one, or say stopped = true for the purpose";
        finder.flaw(&format!("{entry}.categories"), what);
    }
    let mut opened = FieldSet::EMPTY;
    for (role, fields) in &facts.may {
        let place = format!("{entry}.may.{role}");
        let beyond = fields.less(facts.fields);
        if !beyond.is_empty() {
            let what = format!(
                "may open {}, which {entry}.categories does not declare: add it there or take it \
                 away here",
                listed(beyond)
            );
            finder.flaw(&place, what);
        }
        if fields.is_empty() {
            finder.flaw(&place, "names nothing: add a category or take the role away");
        }
        opened = opened.or(*fields);
    }
    let idle = facts.fields.less(opened);
    if !idle.is_empty() {
        let what = format!(
            "declares {}, which no role may open: add it to {entry}.may or take it away",
            listed(idle)
        );
        finder.flaw(&format!("{entry}.categories"), what);
    }
    basis(finder, purpose);
    if facts.retention.is_empty() {
        let what = "names no class: say under which its data is kept";
        finder.flaw(&format!("{entry}.retention"), what);
    }
    for class in facts.retention.iter().filter(|c| c.is_duty() != purpose.is_duty()) {
        let what = if purpose.is_duty() {
            "is not kept by a law: a duty needs a class that a law sets"
        } else {
            "is kept by a law for that law's duty alone: choose a free class"
        };
        finder.flaw(&format!("{entry}.retention[{class}]"), what);
    }
}

fn basis(finder: &mut Finder<'_>, purpose: Purpose) {
    let Some(facts) = finder.policy.purposes.get(&purpose) else { return };
    let place = |law: Law| format!("{}.basis.{law}", entry(purpose));
    let jp = facts.basis.get(&Law::Jp).copied();
    if purpose.is_duty() && jp != Some(Basis::LegalObligation) {
        finder.flaw(&place(Law::Jp), "is a duty: its basis is \"legal-obligation\"");
    }
    if purpose.is_duty() && facts.basis.get(&Law::Eu) == Some(&Basis::Consent) {
        finder.flaw(&place(Law::Eu), "is a duty: consent cannot carry it");
    }
    if !purpose.is_duty() && jp == Some(Basis::LegalObligation) {
        finder.flaw(&place(Law::Jp), "is no duty: write \"notified\" or \"consent\"");
    }
    if facts.basis.get(&Law::Eu) == Some(&Basis::Notified) {
        let what = "notice alone makes nothing lawful under GDPR Art 6: write contract, consent, \
                    legitimate-interest or legal-obligation";
        finder.flaw(&place(Law::Eu), what);
    }
}

fn judgements(finder: &mut Finder<'_>) {
    let policy = finder.policy;
    let Some(compatible) = policy.purposes.get(&Purpose::Compatible) else { return };
    let judged = policy.judgements.iter().fold(FieldSet::EMPTY, |all, j| all.or(j.fields));
    for judgement in &policy.judgements {
        let place = format!("judgement.{}", judgement.code);
        if judgement.near.is_duty() || judgement.near == Purpose::Compatible {
            finder.flaw(&format!("{place}.near"), "must be one of P1 to P11");
        }
        let near = policy.purposes.get(&judgement.near).map(|p| p.fields).unwrap_or_default();
        let beyond = judgement.fields.less(near);
        if !beyond.is_empty() || judgement.fields.is_empty() {
            let what = format!(
                "must name something, and only what {} uses: {} is not used there",
                judgement.near.fact(),
                listed(beyond)
            );
            finder.flaw(&format!("{place}.categories"), what);
        }
    }
    let unjudged = compatible.fields.less(judged);
    if !unjudged.is_empty() {
        let known: Vec<String> = policy
            .judgements
            .iter()
            .map(|judgement| format!("add it to judgement.{}.categories or ", judgement.code))
            .collect();
        let what = format!(
            "uses {} without a judgement: {}record one in [judgement] first",
            listed(unjudged),
            known.concat()
        );
        finder.flaw("purpose.P12.categories", what);
    }
    let idle = judged.less(compatible.fields);
    if !idle.is_empty() && !compatible.stopped {
        let what = format!("is judged fit to use {}: add it here", listed(idle));
        finder.flaw("purpose.P12.categories", what);
    }
}

fn retention(finder: &mut Finder<'_>) {
    let policy = finder.policy;
    for class in RetentionClass::ALL {
        if !policy.purposes.values().any(|p| p.retention.contains(class)) {
            let what = match duty_of(*class) {
                Some(duty) => format!("keeps nothing: name it in {}.retention", entry(duty)),
                None => "keeps nothing: name it in the retention of a purpose".to_owned(),
            };
            finder.flaw(&format!("retention.{class}"), what);
        }
        if class.is_duty() && policy.retention.get(class).is_some_and(|r| r.period.count == 0) {
            let what = "is a duty that keeps nothing: write the period the law sets";
            finder.flaw(&format!("retention.{class}.period"), what);
        }
    }
    let provision = policy.retention.get(&RetentionClass::Provision).map(|kept| kept.period);
    let start = policy.effective.begins();
    if provision.is_some_and(|period| period.after(start) < THREE_YEARS.after(start)) {
        let what = "is shorter than the law: write \"3 years\" at least (APPI Art 29 and 30)";
        finder.flaw("retention.provision.period", what);
    }
}

/// The duty a class is kept for, where a law sets it.
const fn duty_of(class: RetentionClass) -> Option<Purpose> {
    use RetentionClass as R;
    match class {
        R::Tax => Some(Purpose::Tax),
        R::Customs => Some(Purpose::CustomsBooks),
        R::Dealer => Some(Purpose::DealerLedger),
        R::Request => Some(Purpose::Rights),
        R::Provision | R::Consent | R::Access => Some(Purpose::Records),
        _ => None,
    }
}

fn rights(finder: &mut Finder<'_>) {
    for (right, facts) in &finder.policy.rights {
        let free = !matches!(right, Right::Disclosure | Right::Inquiry);
        if free && facts.fee_yen != 0 {
            let what = "must be 0: a fee is allowed for disclosure and inquiry alone (Art 38)";
            finder.flaw(&format!("right.{right}.fee_yen"), what);
        }
        for (law, clock) in &facts.clocks {
            let of = finder.policy.clocks.get(clock);
            let fits = matches!(
                clock,
                LegalClock::Request | LegalClock::RequestEu | LegalClock::RequestEuLonger
            );
            if !fits || of.is_some_and(|c| c.law != *law) {
                let what = format!(
                    "`{clock}` is not a clock for requests under the law {law}: see clock.{clock}.law"
                );
                finder.flaw(&format!("right.{right}.deadline.{law}"), what);
            }
        }
    }
}

fn clocks(finder: &mut Finder<'_>) {
    for (clock, facts) in &finder.policy.clocks {
        if facts.value.count == 0 {
            finder.flaw(&format!("clock.{clock}.value"), "is zero: write the law's number");
        }
    }
    for (law, profile) in &finder.policy.laws {
        if profile.countries.is_empty() {
            let what = match law {
                Law::Jp => "is empty: name the countries designated under Art 28",
                Law::Eu => "is empty: name the countries whose people it protects",
            };
            finder.flaw(&format!("law.{law}.countries"), what);
        }
    }
}

fn contact(finder: &mut Finder<'_>) {
    let contact = &finder.policy.contact;
    if contact.hours.opens_minute >= contact.hours.closes_minute {
        finder.flaw("contact.closes", "is not after contact.opens");
    }
    if contact.hours.closed_on.len() == 7 {
        finder.flaw("contact.closed_on", "never opens: take a day away");
    }
    if !contact.email.contains('@') {
        finder.flaw("contact.email", "is not an e-mail address");
    }
    let phones = [
        ("contact.phone_domestic", &contact.phone_domestic),
        ("contact.phone_abroad", &contact.phone_abroad),
    ];
    for (entry, phone) in phones {
        if phone.bytes().filter(u8::is_ascii_digit).count() < 8 {
            finder.flaw(entry, "is not a phone number");
        }
    }
}

/// Whether a date that ends something lies after the one that began it.
pub(crate) fn in_order(
    finder: &mut Finder<'_>,
    entry: &str,
    (first, began): (&str, Day),
    (then, ends): (&str, Day),
) {
    if ends <= began {
        let what = format!("must lie after {entry}.{first} {began}: write a later day");
        finder.flaw(&format!("{entry}.{then}"), what);
    }
}
