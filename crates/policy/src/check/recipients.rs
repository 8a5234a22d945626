//! Who receives, and whether the route may carry them there.

use super::{Finder, in_order, listed};
use crate::facts::Recipient;
use crate::sets::FieldSet;
use crate::terms::Terms;
use crate::words::{Basis, Law, Provision, Purpose, RecipientKind, Route};

pub(super) fn hold(finder: &mut Finder<'_>) {
    let policy = finder.policy;
    for (case, none_yet) in &policy.provisions {
        let some = policy.recipients.iter().any(|r| r.provision == *case);
        if some == *none_yet {
            let what = if some {
                "is true, but recipients stand under this case: write false"
            } else {
                "is false, but nobody receives under this case: add a recipient or write true"
            };
            finder.flaw(&format!("provision.{case}.none_yet"), what);
        }
    }
    if policy.recipients.len() > 64 {
        finder.flaw("recipient", "has more than 64 tables: the table of decisions holds 64");
    }
    for recipient in &policy.recipients {
        let entry = format!("recipient.{}", recipient.code);
        case(finder, recipient, &entry);
        gives(finder, recipient, &entry);
        country(finder, recipient, &entry);
        terms(finder, recipient, &entry);
    }
}

fn case(finder: &mut Finder<'_>, to: &Recipient, entry: &str) {
    use RecipientKind as K;
    let kinds: &[K] = match to.provision {
        Provision::Payment => &[K::PaymentProvider],
        Provision::Shipment => &[K::Carrier, K::Customs],
        Provision::Partners => &[K::Partner],
        Provision::Entrusting => &[K::Hosting, K::MailSender],
        Provision::Succession => &[K::Successor],
        Provision::Law => &[K::Authority],
    };
    if !kinds.contains(&to.kind) {
        let names: Vec<&str> = kinds.iter().map(|k| k.code()).collect();
        let (case, names) = (to.provision, names.join(" or "));
        let what = format!("does not stand under {entry}.provision {case}: use {names}");
        finder.flaw(&format!("{entry}.kind"), what);
    }
    let route = to.terms.route();
    let fits = match to.provision {
        Provision::Law => route == Route::Law,
        Provision::Succession => matches!(route, Route::Succession | Route::ForeignConsent),
        Provision::Entrusting => {
            route == Route::Entrust || (route.is_foreign() && route != Route::ForeignConsent)
        }
        Provision::Partners => {
            !matches!(route, Route::Law | Route::OnBehalf | Route::Entrust | Route::Succession)
        }
        Provision::Payment | Provision::Shipment => {
            !matches!(route, Route::OptOut | Route::Succession | Route::JointUse)
        }
    };
    if !fits {
        let what = format!("`{route}` is not a route for {}: choose another", to.provision);
        finder.flaw(&format!("{entry}.route"), what);
    }
    if to.means.is_empty() {
        finder.flaw(&format!("{entry}.means"), "is empty: write documents, electronic or both");
    }
}

fn gives(finder: &mut Finder<'_>, to: &Recipient, entry: &str) {
    let place = format!("{entry}.purposes");
    let mut carried = FieldSet::EMPTY;
    if to.purposes.is_empty() {
        finder.flaw(&place, "is empty: say what it receives for");
    }
    for purpose in to.purposes.iter() {
        let used = finder.policy.purposes.get(&purpose).map(|p| p.fields).unwrap_or_default();
        if !used.touches(to.gives) {
            let what = "uses nothing of what is given: take it away or give what it needs";
            finder.flaw(&format!("{place}[{}]", purpose.fact()), what);
        }
        let duty_route = matches!(to.terms.route(), Route::Law);
        let entrusted = to.provision == Provision::Entrusting;
        if purpose.is_duty() && !duty_route && !entrusted {
            let what = "is a duty: only the route \"law\" carries it to a third party";
            finder.flaw(&format!("{place}[{}]", purpose.fact()), what);
        }
        if purpose == Purpose::Partners && to.provision != Provision::Partners {
            let what = "is for partner companies alone: only recipients under T3 receive for it";
            finder.flaw(&format!("{place}[{}]", purpose.fact()), what);
        }
        carried = carried.or(used);
    }
    let beyond = to.gives.less(carried);
    if !beyond.is_empty() {
        let what = format!(
            "gives {}, which none of its purposes uses: take it away or declare it there",
            listed(beyond)
        );
        finder.flaw(&format!("{entry}.gives"), what);
    }
    if to.gives.is_empty() {
        finder.flaw(&format!("{entry}.gives"), "is empty: say what is given");
    }
}

fn country(finder: &mut Finder<'_>, to: &Recipient, entry: &str) {
    let route = to.terms.route();
    let place = format!("{entry}.route");
    let land = to.country.as_deref().unwrap_or("destination");
    if to.is_abroad() && !route.may_lead_abroad() {
        let what = format!(
            "`{route}` does not lead to {entry}.country {land}: Art 28 goes before Art 27 abroad; write \
             foreign-consent, foreign-equivalent or foreign-designated with what they demand"
        );
        finder.flaw(&place, what);
    }
    if !to.is_abroad() && route.is_foreign() {
        let what = format!(
            "`{route}` is for recipients abroad, not {entry}.country {land}: use a route of Art 27"
        );
        finder.flaw(&place, what);
    }
    if route == Route::ForeignDesignated {
        let designated = finder.policy.laws.get(&Law::Jp).map(|l| &l.countries);
        let known = to.country.as_ref().is_some_and(|c| designated.is_some_and(|d| d.contains(c)));
        if !known {
            let what = format!(
                "{land} is not designated as equivalent: see law.jp.countries, or use another \
                 foreign {entry}.route"
            );
            finder.flaw(&format!("{entry}.country"), what);
        }
    }
}

fn terms(finder: &mut Finder<'_>, to: &Recipient, entry: &str) {
    match &to.terms {
        Terms::OptOut { filed, starts, .. } => {
            if starts < filed {
                let what = format!("lies before {entry}.filed {filed}: file first (Art 27(2))");
                finder.flaw(&format!("{entry}.starts"), what);
            }
            let free = to.purposes.iter().filter(|p| {
                let facts = finder.policy.purposes.get(p);
                facts.is_some_and(|f| f.basis.get(&Law::Eu) != Some(&Basis::Consent))
            });
            let free: Vec<String> = free.map(|p| format!("{}.basis.eu", super::entry(p))).collect();
            if !free.is_empty() {
                let what = format!(
                    "an opt-out at home still needs consent in Europe: make {} consent, or take \
                     it from {entry}.purposes",
                    free.join(", ")
                );
                finder.flaw(&format!("{entry}.route"), what);
            }
        }
        Terms::Entrust { reviewed, review_due, .. } => {
            in_order(finder, entry, ("reviewed", *reviewed), ("review_due", *review_due));
        }
        Terms::ForeignEquivalent { checked, check_due, .. } => {
            in_order(finder, entry, ("checked", *checked), ("check_due", *check_due));
        }
        _ => {}
    }
    let Some((code, kind)) = to.terms.choice() else { return };
    let place = format!("{entry}.choice");
    let Some(choice) = finder.policy.choice(code) else {
        let what = format!("`{code}` is not a choice: add [choice.{code}] of kind \"{kind}\"");
        finder.flaw(&place, what);
        return;
    };
    if choice.kind != kind {
        let what =
            format!("choice.{code}.kind is {}: the route needs one of kind {kind}", choice.kind);
        finder.flaw(&place, what);
    }
    let bound = choice.recipients.contains(&to.code)
        || (choice.recipients.is_empty() && choice.kind == crate::words::ChoiceKind::Objection);
    if !bound || !choice.purposes.covers(to.purposes) {
        let what = format!(
            "`{code}` does not govern this recipient: add it to choice.{code}.recipients and what \
             is in {entry}.purposes to choice.{code}.purposes"
        );
        finder.flaw(&place, what);
    }
}
