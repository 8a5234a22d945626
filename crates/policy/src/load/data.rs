//! Categories, purposes, judgements, retention.

use std::collections::BTreeMap;

use crate::calendar::Measure;
use crate::facts::{Judgement, PurposeFacts, Retention};
use crate::reader::Table;
use crate::sets::FieldSet;
use crate::words::{Basis, Category, Field, Law, Purpose, RetentionClass, Role};

pub(crate) type Categories = BTreeMap<Category, FieldSet>;

pub(super) fn categories(root: &Table<'_, '_>) -> Categories {
    let all = root.table("category", "with one table for each of D1 to D10");
    let mut out = Categories::new();
    for category in Category::ALL {
        let fields = codes(category.fields());
        let table = all.table(category.code(), &format!("with fields = [{fields}]"));
        let listed = table.list("fields", "handle", |text| {
            Field::parse(text)
                .filter(|f| f.category() == *category)
                .ok_or_else(|| format!("is not a field of {category}: use {fields}"))
        });
        if listed.is_empty() && table.has("fields") {
            table.flaw("fields", format!("is empty: name what is collected of {category}"));
        }
        table.done();
        let _: Option<FieldSet> = out.insert(*category, listed.into_iter().collect());
    }
    all.done();
    out
}

fn codes(fields: FieldSet) -> String {
    let codes: Vec<String> = fields.iter().map(|f| format!("\"{f}\"")).collect();
    codes.join(", ")
}

/// A list of `D3` (everything collected of it) and `D3.country` (that one field).
pub(super) fn fields(table: &Table<'_, '_>, key: &str, from: &Categories) -> FieldSet {
    let mut out = FieldSet::EMPTY;
    let _: Vec<()> = table.list(key, "D2", |text| {
        let set = one(text, from)?;
        if out.touches(set) {
            return Err(format!("names fields that another entry of {key} names already"));
        }
        out = out.or(set);
        Ok(())
    });
    out
}

fn one(text: &str, from: &Categories) -> Result<FieldSet, String> {
    let (category, field) = text.split_once('.').map_or((text, None), |(c, f)| (c, Some(f)));
    let Some(category) = Category::parse(category) else {
        return Err("is not a category: use D1 to D10, or one field such as D3.country".into());
    };
    let collected = from.get(&category).copied().unwrap_or_default();
    let Some(field) = field else { return Ok(collected) };
    match Field::parse(field).filter(|f| f.category() == category) {
        Some(field) if collected.has(field) => Ok(FieldSet::EMPTY.with(field)),
        Some(_) => Err(format!("is not collected: add it to category.{category}.fields first")),
        None => Err(format!("is not a field of {category}: use {}", codes(category.fields()))),
    }
}

pub(super) fn purposes(root: &Table<'_, '_>, from: &Categories) -> BTreeMap<Purpose, PurposeFacts> {
    let all = root.table("purpose", "with one table for each of P1 to P12 and each duty of L1");
    let mut out = BTreeMap::new();
    for purpose in Purpose::ALL {
        let table = all.table(
            purpose.fact(),
            "with categories, basis.jp, basis.eu, retention and a table may",
        );
        let basis_table = table.table("basis", "with jp = \"notified\" and eu = \"contract\"");
        let mut basis = BTreeMap::new();
        for law in Law::ALL {
            if let Some(word) = basis_table.word::<Basis>(law.code()) {
                let _: Option<Basis> = basis.insert(*law, word);
            }
        }
        basis_table.done();
        let may_table = table.table("may", "with one list of categories for each role that may");
        let mut may = BTreeMap::new();
        for role in Role::ALL {
            if may_table.has(role.code()) {
                let _: Option<FieldSet> = may.insert(*role, fields(&may_table, role.code(), from));
            }
        }
        may_table.done();
        let facts = PurposeFacts {
            fields: fields(&table, "categories", from),
            basis,
            retention: table.words::<RetentionClass>("retention"),
            may,
            stopped: table.maybe_flag("stopped"),
        };
        table.done();
        let _: Option<PurposeFacts> = out.insert(*purpose, facts);
    }
    all.done();
    out
}

pub(super) fn judgements(root: &Table<'_, '_>, from: &Categories) -> Vec<Judgement> {
    let all =
        root.table("judgement", "with one table for each judgement of compatibility, or none");
    let mut out = Vec::new();
    for (code, table) in all.tables() {
        let decided = table.day("decided");
        let by = table.text("by", "the privacy officer");
        let near = table.parsed("near", "P8", Purpose::from_fact);
        let fields = fields(&table, "categories", from);
        table.done();
        if let (Some(decided), Some(near)) = (decided, near) {
            out.push(Judgement { code, decided, by, near, fields });
        }
    }
    out
}

pub(super) fn retention(root: &Table<'_, '_>) -> BTreeMap<RetentionClass, Retention> {
    let all = root.table("retention", "with one table for each class of keeping");
    let mut out = BTreeMap::new();
    for class in RetentionClass::ALL {
        let table = all.table(class.code(), "with period, starts, article and source");
        let period = table.measure("period", "3 years");
        if period.is_some_and(|p: Measure| !p.is_time()) {
            table.flaw("period", "counts people: write a time such as \"3 years\"");
        }
        let starts = table.word("starts");
        let article = table.text("article", "the operator's own rule");
        let source = table.text("source", "where the article was read");
        table.done();
        if let (Some(period), Some(starts)) = (period, starts) {
            let _: Option<Retention> =
                out.insert(*class, Retention { period, starts, article, source });
        }
    }
    all.done();
    out
}
