//! Provisions, recipients with their routes, choices.

use std::collections::BTreeMap;

use super::data::{Categories, fields};
use super::{country, is_code};
use crate::facts::{Choice, Recipient};
use crate::reader::Table;
use crate::terms::Terms;
use crate::words::{Provision, Purpose, Route};

pub(super) fn provisions(root: &Table<'_, '_>) -> BTreeMap<Provision, bool> {
    let all = root.table("provision", "with one table for each of T1 to T6");
    let mut out = BTreeMap::new();
    for case in Provision::ALL {
        let table = all.table(case.code(), "with none_yet = false, or true while nobody receives");
        let _: Option<bool> = out.insert(*case, table.flag("none_yet"));
        table.done();
    }
    all.done();
    out
}

fn purpose(text: &str) -> Result<Purpose, String> {
    Purpose::from_fact(text).ok_or_else(|| {
        let facts: Vec<&str> = Purpose::ALL.iter().map(|p| p.fact()).collect();
        format!("is not a purpose: use one of {}", facts.join(", "))
    })
}

pub(super) fn recipients(root: &Table<'_, '_>, from: &Categories) -> Vec<Recipient> {
    let all = root.table("recipient", "with one table for everyone who receives");
    let mut out = Vec::new();
    for (code, table) in all.tables() {
        if !is_code(&code) {
            table.flaw("", "is not a code: use small letters, digits and _");
        }
        let provision = table.word("provision");
        let kind = table.word("kind");
        let country = table.parsed("country", "JP", |text| match text {
            "destination" => Some(None),
            text => country(text).map(Some),
        });
        let terms = terms(&table);
        let entry = format!("recipient.{code}");
        let purposes = table.list("purposes", "P3", purpose).into_iter().collect();
        let (name, address) =
            (table.text("name", "its name"), table.text("address", "its address"));
        let representative = table.text("representative", "who represents it");
        let gives = fields(&table, "gives", from);
        let means = table.words("means");
        let corrections = table.maybe_text("corrections", "corrections@recipient.example");
        let route = terms.as_ref().map_or("unknown", |t| t.route().code());
        table.done_as(&format!("a recipient by `{entry}.route` {route}"));
        if let (Some(provision), Some(kind), Some(country), Some(terms)) =
            (provision, kind, country, terms)
        {
            out.push(Recipient {
                code,
                provision,
                kind,
                name,
                address,
                representative,
                country,
                purposes,
                gives,
                means,
                terms,
                corrections,
            });
        }
    }
    out
}

fn terms(table: &Table<'_, '_>) -> Option<Terms> {
    let route = table.word::<Route>("route")?;
    let missing: Vec<&str> = demands(route).iter().copied().filter(|k| !table.has(k)).collect();
    if !missing.is_empty() {
        table.flaw("route", format!("`{route}` demands {}: add it", missing.join(", ")));
    }
    Some(match route {
        Route::Consent => Terms::Consent { choice: table.text("choice", "the code of a consent") },
        Route::Law => Terms::Law { article: table.text("article", "Customs Act Art 67") },
        Route::OptOut => {
            let filing = table.text("filing", "the number of the filing with the authority");
            let (filed, starts) = (table.day("filed"), table.day("starts"));
            let choice = table.text("choice", "the code of an objection");
            Terms::OptOut { filing, filed: filed?, starts: starts?, choice }
        }
        Route::Entrust => {
            let contract = table.text("contract", "the number of the contract");
            let (reviewed, due) = (table.day("reviewed"), table.day("review_due"));
            Terms::Entrust { contract, reviewed: reviewed?, review_due: due? }
        }
        Route::Succession => {
            let agreement = table.text("agreement", "the number of the agreement");
            Terms::Succession { agreement, starts: table.day("starts")? }
        }
        Route::JointUse => Terms::JointUse {
            responsible: table.text("responsible", "name, address and representative"),
        },
        Route::OnBehalf => Terms::OnBehalf,
        Route::ForeignConsent => {
            Terms::ForeignConsent { choice: table.text("choice", "the code of a consent") }
        }
        Route::ForeignEquivalent => {
            let contract = table.text("contract", "the number of the contract");
            let (checked, due) = (table.day("checked"), table.day("check_due"));
            Terms::ForeignEquivalent { contract, checked: checked?, check_due: due? }
        }
        Route::ForeignDesignated => Terms::ForeignDesignated,
    })
}

/// What a route demands: the keys that only it has.
const fn demands(route: Route) -> &'static [&'static str] {
    match route {
        Route::Consent | Route::ForeignConsent => &["choice"],
        Route::Law => &["article"],
        Route::OptOut => &["filing", "filed", "starts", "choice"],
        Route::Entrust => &["contract", "reviewed", "review_due"],
        Route::Succession => &["agreement", "starts"],
        Route::JointUse => &["responsible"],
        Route::ForeignEquivalent => &["contract", "checked", "check_due"],
        Route::OnBehalf | Route::ForeignDesignated => &[],
    }
}

pub(super) fn choices(root: &Table<'_, '_>) -> Vec<Choice> {
    let all = root.table("choice", "with one table for every consent and objection");
    let mut out = Vec::new();
    for (code, table) in all.tables() {
        if !is_code(&code) {
            table.flaw("", "is not a code: use small letters, digits and _");
        }
        let kind = table.word("kind");
        let purposes = table.list("purposes", "P5", purpose).into_iter().collect();
        let recipients = table.texts("recipients", "a_recipient");
        let recipients = recipients.into_iter().map(|(text, _)| text).collect();
        table.done();
        if let Some(kind) = kind {
            out.push(Choice { code, kind, purposes, recipients });
        }
    }
    out
}
