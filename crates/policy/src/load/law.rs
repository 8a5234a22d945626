//! The operator and its contact, cookies and origins, clocks, rights, law profiles.

use std::collections::BTreeMap;

use kernel::Hours;

use super::country;
use crate::calendar::{Measure, Weekday};
use crate::facts::{Clock, Contact, Cookie, LawProfile, Operator, Origin, RightFacts};
use crate::reader::Table;
use crate::words::{Law, LegalClock, Purpose, Right};

pub(super) fn operator(root: &Table<'_, '_>) -> Operator {
    let table = root.table("operator", "with name, address and representative");
    let out = Operator {
        name: table.text("name", "the name in the register"),
        address: table.text("address", "the address"),
        representative: table.text("representative", "who represents the operator"),
        privacy_officer: table.text("privacy_officer", "who answers for personal data"),
        eu_representative: table.text("eu_representative", "the representative in Europe"),
        dealer_licence: table.text("dealer_licence", "the second-hand dealer's licence"),
    };
    table.done();
    out
}

pub(super) fn contact(root: &Table<'_, '_>) -> Option<Contact> {
    let table = root.table("contact", "with two phone lines, an e-mail address and the hours");
    let opens = table.parsed("opens", "09:00", minute);
    let closes = table.parsed("closes", "18:00", minute);
    let out = Contact {
        phone_domestic: table.text("phone_domestic", "the line for callers in Japan"),
        phone_abroad: table.text("phone_abroad", "the line for callers from abroad"),
        email: table.text("email", "privacy@operator.example"),
        form: table.parsed("form", "/contact", path).unwrap_or_default(),
        hours: Hours {
            opens_minute: opens.unwrap_or_default(),
            closes_minute: closes.unwrap_or_default(),
            closed_on: table.words::<Weekday>("closed_on"),
            closed_on_holidays: table.flag("closed_on_holidays"),
        },
    };
    table.done();
    (opens.is_some() && closes.is_some()).then_some(out)
}

fn minute(text: &str) -> Option<i64> {
    let (h, m) = text.split_once(':')?;
    let two = |t: &str| if t.len() == 2 { t.parse::<i64>().ok() } else { None };
    let (h, m) = (two(h)?, two(m)?);
    ((0..=24).contains(&h) && (0..60).contains(&m) && h * 60 + m <= 1_440).then_some(h * 60 + m)
}

fn path(text: &str) -> Option<String> {
    text.starts_with('/').then(|| text.to_owned())
}

pub(super) fn cookies(root: &Table<'_, '_>) -> Vec<Cookie> {
    let all = root.table("cookie", "with one table for every cookie");
    let mut out = Vec::new();
    for (name, table) in all.tables() {
        let purpose = table.parsed("purpose", "P1", Purpose::from_fact);
        let lasts = table.parsed("lasts", "30 days", |text| match text {
            "session" => Some(None),
            text => Measure::parse(text).filter(|m| m.is_time()).map(Some),
        });
        let essential = table.flag("essential");
        table.done();
        if let (Some(purpose), Some(lasts)) = (purpose, lasts) {
            out.push(Cookie { name, purpose, lasts, essential });
        }
    }
    out
}

pub(super) fn origins(root: &Table<'_, '_>) -> Vec<Origin> {
    let mut out = Vec::new();
    for row in root.rows("origins") {
        let url = row.parsed("url", "https://maps.example", |text| {
            text.starts_with("https://").then(|| text.trim_end_matches('/').to_owned())
        });
        let sends = row.text("sends", "the address of the page");
        let to = row.text("to", "who receives it");
        let purpose = row.parsed("purpose", "P1", Purpose::from_fact);
        row.done();
        if let (Some(url), Some(purpose)) = (url, purpose) {
            out.push(Origin { url, sends, to, purpose });
        }
    }
    out
}

pub(super) fn clocks(root: &Table<'_, '_>) -> BTreeMap<LegalClock, Clock> {
    let all = root.table("clock", "with one table for each legal clock");
    let mut out = BTreeMap::new();
    for clock in LegalClock::ALL {
        let table = all.table(clock.code(), "with value, law, article and source");
        let value = table.measure("value", "30 days");
        let law = table.word::<Law>("law");
        let article = table.text("article", "Art 26, Rule 8(2)");
        let source = table.text("source", "where the article was read");
        table.done();
        let people = *clock == LegalClock::BreachMass;
        if value.is_some_and(|v: Measure| v.is_time() == people) {
            let wanted = if people { "1000 persons" } else { "30 days" };
            table.flaw("value", format!("counts the wrong thing: write it like \"{wanted}\""));
        }
        if let (Some(value), Some(law)) = (value, law) {
            let _: Option<Clock> = out.insert(*clock, Clock { value, law, article, source });
        }
    }
    all.done();
    out
}

pub(super) fn rights(root: &Table<'_, '_>) -> BTreeMap<Right, RightFacts> {
    let all = root.table("right", "with one table for each of R1 to R5");
    let mut out = BTreeMap::new();
    for right in Right::ALL {
        let table = all.table(right.code(), "with form, fee_yen and deadline.jp, deadline.eu");
        let form = table.parsed("form", "/me/privacy/requests", path).unwrap_or_default();
        let fee_yen = table.number("fee_yen", 0);
        let deadline = table.table("deadline", "with jp = \"request\" and eu = \"request_eu\"");
        let mut clocks = BTreeMap::new();
        for law in Law::ALL {
            if let Some(clock) = deadline.word::<LegalClock>(law.code()) {
                let _: Option<LegalClock> = clocks.insert(*law, clock);
            }
        }
        deadline.done();
        table.done();
        let _: Option<RightFacts> = out.insert(*right, RightFacts { form, clocks, fee_yen });
    }
    all.done();
    out
}

pub(super) fn laws(root: &Table<'_, '_>) -> BTreeMap<Law, LawProfile> {
    let all = root.table("law", "with one table for each law profile: jp and eu");
    let mut out = BTreeMap::new();
    for law in Law::ALL {
        let table = all.table(law.code(), "with authority and countries");
        let authority = table.text("authority", "the authority that watches");
        let countries = table.list("countries", "DE", |text| {
            country(text).ok_or_else(|| "is not a country: write two capital letters".to_owned())
        });
        table.done();
        let _: Option<LawProfile> = out.insert(*law, LawProfile { authority, countries });
    }
    all.done();
    out
}
