//! The archive of a person: everything the registry knows of them, as a page that opens without a
//! network, as JSON and as CSV, with purposes, recipients, dates of retention, and the records of
//! provision with their proofs.
//!
//! It is made while it is taken, a table at a time: nothing of it lies anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use db::{Answer, Db, Tx, Value};
use kernel::{At, Fault, MemberId};
use maud::{Markup, PreEscaped, html};
use policy::{Lang, Policy, RetentionClass};

use super::words::opened;
use super::zip::{TooBig, Zip};
use crate::keyring::Keyring;
use crate::log;
use crate::open::{OpenViews as _, Opener};
use crate::record::acts_on;
use crate::registry::{Registry, Taken};
use crate::running::RunningPolicy;
use crate::vault::Sealed;
use crate::{disclose, retention, store};

crate::personal_view! {
    /// Everything that is kept of somebody, when they ask for it.
    pub struct Everything: Purpose::Rights, by [Member, PrivacyOfficer, System], to [],
        uses [
            Handle, AccountId, GivenName, FamilyName, LatinName, AddressLines, City, Region,
            PostalCode, Country, Birthday, Sex, Phone, Email, CardBrand, CardLastFour,
            PaymentToken, Bids, Orders, Parcels, Payments, Points, SocialProvider, SocialSubject,
            SocialHandle,
        ] {}
}

/// How many openings are proved in the archive itself; each other can be proved on its page.
const PROOFS: i64 = 2_000;

/// The names of the parts of a sealed piece.
fn parts_of(item: &str) -> &'static [&'static str] {
    match item {
        "handle" => &["handle"],
        "name" => &["given", "family", "latin"],
        "address" => &["lines", "city", "region", "postal_code", "country"],
        "address_name" => &["called"],
        "phone" => &["number"],
        "email" => &["address"],
        "birthday" => &["day"],
        "sex" => &["word"],
        "payment" => &["brand", "last_four", "token"],
        "social" => &["provider", "subject", "handle"],
        "webhook" => &["url"],
        "provision" => &[
            "person",
            "recipient",
            "address",
            "representative",
            "country",
            "items",
            "ground",
            "means",
            "given_at",
        ],
        _ => &[],
    }
}

/// Writes the archive of a person, a piece at a time, into `to`. True when anything is held.
pub fn write(
    db: &Db,
    who: &Opener,
    member: MemberId,
    lang: Lang,
    mut to: impl FnMut(Vec<u8>) -> Answer<()>,
) -> Answer<bool> {
    let opener = who.clone();
    // Anyone but the person is on record before a byte is read.
    db.write_now("privacy.archive", crate::choices::lock(), move |tx| {
        tx.open::<Everything>(&opener, member).map(|_| ())
    })?;
    let mut book =
        Book { zip: Zip::default(), sections: String::new(), held: 0, names: Vec::new() };
    let missing = || Fault::new("the registry is not plugged in");
    let registry = db.plugs().get::<Registry>().ok_or_else(missing)?;
    let sealed = db.read_now("privacy.archive_sealed", move |tx| pieces(tx, member))?;
    book.table(&sealed, &mut to)?;
    let all = registry.clone();
    let ids = db.read_now("privacy.archive_ids", move |tx| all.ids_of(tx, member))?;
    for holding in registry.tables.clone() {
        let ids: BTreeSet<String> = ids.clone();
        let taken = db.read_now("privacy.archive_table", move |tx| {
            Registry::take(tx, &holding, member, &ids)
        })?;
        if let Some(taken) = taken {
            book.table(&taken, &mut to)?;
        }
    }
    let proofs = db.read_now("privacy.archive_proofs", move |tx| proofs(tx, member))?;
    for (name, text) in &proofs {
        book.put(name, text.as_bytes(), &mut to)?;
    }
    let facts = db.read_now("privacy.archive_facts", move |tx| facts(tx, member, lang))?;
    book.put("how-it-is-used.json", facts.json.as_bytes(), &mut to)?;
    let held = book.held > 0;
    let page = page(&book, &facts, member, lang, db.now());
    book.put("index.html", page.into_string().as_bytes(), &mut to)?;
    to(book.zip.end().map_err(too_big)?)?;
    Ok(held)
}

fn too_big(_: TooBig) -> kernel::Refused {
    Fault::new("an archive of four gigabytes and more").into()
}

struct Book {
    zip: Zip,
    sections: String,
    held: usize,
    names: Vec<String>,
}

impl Book {
    fn put(
        &mut self,
        name: &str,
        body: &[u8],
        to: &mut impl FnMut(Vec<u8>) -> Answer<()>,
    ) -> Answer<()> {
        self.names.push(name.to_owned());
        to(self.zip.file(name, body).map_err(too_big)?)
    }

    // A table without a row of theirs is not in it: nothing is held there.
    fn table(&mut self, taken: &Taken, to: &mut impl FnMut(Vec<u8>) -> Answer<()>) -> Answer<()> {
        if taken.rows.is_empty() {
            return Ok(());
        }
        self.held += taken.rows.len();
        self.sections.push_str(&section(taken).into_string());
        self.put(&format!("json/{}.json", taken.table), json(taken).as_bytes(), to)?;
        self.put(&format!("csv/{}.csv", taken.table), csv(taken).as_bytes(), to)
    }
}

// Every sealed piece of a person, opened: one row for each part.
fn pieces(tx: &mut Tx<'_>, member: MemberId) -> Answer<Taken> {
    let mut rows = Vec::new();
    let keys: Vec<(String, i64)> = tx.all(store::KEYS_OF, (member,))?;
    for class in keys.iter().filter_map(|(class, _)| RetentionClass::parse(class)) {
        let sealed: Vec<Sealed> = tx.all(store::PIECES, (member, class.code()))?;
        for piece in sealed {
            let names = parts_of(&piece.item);
            for (n, part) in opened(tx, &piece, class)?.into_iter().enumerate() {
                let name = names.get(n).map_or_else(|| (n + 1).to_string(), |n| (*n).to_owned());
                let row = [class.code().to_owned(), piece.item.clone(), piece.place.clone()];
                let mut row: Vec<Value> = row.into_iter().map(Value::Text).collect();
                row.extend([Value::Text(name), Value::Text(part)]);
                rows.push(row);
            }
        }
    }
    let columns = vec!["kept_as", "piece", "place", "part", "value"];
    Ok(Taken { table: "personal", columns, rows })
}

// The proof of each hand-over and of each opening; one a moment old is not sealed yet.
fn proofs(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<(String, String)>> {
    let mut all = Vec::new();
    let acts = acts_on(tx, member, None, PROOFS)?;
    for act in acts {
        match log::proof(tx, member, act.id) {
            Ok(proof) => all.push((format!("proofs/{}-{}.txt", act.kind, act.id), proof)),
            Err(no) if no.status() < 500 => {}
            Err(broken) => return Err(broken),
        }
    }
    if let Some(note) = log::latest_checkpoint(tx)? {
        let keyring = tx.plugged::<Keyring>()?;
        let key = log::verifier_key(keyring.origin(), &keyring.log_key());
        all.push(("proofs/checkpoint.txt".to_owned(), format!("{note}\nkey {key}\n")));
    }
    Ok(all)
}

struct Facts {
    purposes: Vec<[String; 3]>,
    given: Vec<[String; 4]>,
    clocks: Vec<[String; 2]>,
    json: String,
}

fn facts(tx: &mut Tx<'_>, member: MemberId, lang: Lang) -> Answer<Facts> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let policy = running.policy();
    let none = || Fault::new("the policy has no words in this language");
    let prose = policy.prose.get(&lang).ok_or_else(none)?;
    let purposes = policy.purposes.iter().map(|(purpose, facts)| {
        let kept = facts.retention.iter().map(|class| prose.say("retention", class.code()));
        let kept = kept.collect::<Vec<_>>().join(", ");
        [purpose.fact().to_owned(), prose.say("title", purpose.fact()).to_owned(), kept]
    });
    let given = disclose::given_of(tx, member, i64::MAX)?;
    let given = given.into_iter().map(|one| {
        let to = policy.recipient(&one.recipient);
        let name = to.map_or(one.recipient.clone(), |to| to.name.clone());
        let country = country_of(policy, &one.recipient);
        [one.given_at.to_string(), name, country, prose.say("route", &one.route).to_owned()]
    });
    let clocks = retention::clocks_of(tx, member)?;
    let clocks = clocks
        .into_iter()
        .map(|clock| [prose.say("retention", &clock.class).to_owned(), clock.due_at.to_string()]);
    let mut facts = Facts {
        purposes: purposes.collect(),
        given: given.collect(),
        clocks: clocks.collect(),
        json: String::new(),
    };
    facts.json = facts_json(&facts, running.hash());
    Ok(facts)
}

fn country_of(policy: &Policy, recipient: &str) -> String {
    policy.recipient(recipient).and_then(|to| to.country.clone()).unwrap_or_default()
}

fn facts_json(facts: &Facts, hash: &str) -> String {
    let list = |names: &[&str], rows: Vec<&[String]>| {
        let rows = rows.into_iter().map(|row| {
            let pairs = names
                .iter()
                .zip(row)
                .map(|(name, text)| format!("{}:{}", json_text(name), json_text(text)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        });
        format!("[{}]", rows.collect::<Vec<_>>().join(","))
    };
    let purposes = list(
        &["number", "purpose", "kept"],
        facts.purposes.iter().map(<[String; 3]>::as_slice).collect(),
    );
    let given = list(
        &["at", "recipient", "country", "route"],
        facts.given.iter().map(<[String; 4]>::as_slice).collect(),
    );
    let clocks =
        list(&["what", "destroyed_at"], facts.clocks.iter().map(<[String; 2]>::as_slice).collect());
    format!(
        "{{\"policy\":{},\"purposes\":{purposes},\"recipients\":{given},\"retention\":{clocks}}}\n",
        json_text(hash)
    )
}

fn words_of(value: &Value, column: &str) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Bytes(bytes) => crate::keyring::hex(bytes),
        // An instant reads as one; every other figure as it is.
        Value::Int(number) if column == "at" || column.ends_with("_at") => {
            At::from_micros(*number).to_string()
        }
        Value::Int(number) => number.to_string(),
    }
}

fn json(taken: &Taken) -> String {
    let mut out = String::from("[");
    for (n, row) in taken.rows.iter().enumerate() {
        out.push_str(if n == 0 { "\n{" } else { ",\n{" });
        for (at, (column, value)) in taken.columns.iter().zip(row).enumerate() {
            let words = match value {
                Value::Null => "null".to_owned(),
                Value::Int(number) if !column.ends_with("at") => number.to_string(),
                _ => json_text(&words_of(value, column)),
            };
            let comma = if at == 0 { "" } else { "," };
            let _ = write!(out, "{comma}{}:{words}", json_text(column));
        }
        out.push('}');
    }
    out.push_str("\n]\n");
    out
}

fn json_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn csv(taken: &Taken) -> String {
    let cell = |text: &str| {
        // What begins like a formula would be run by a spreadsheet.
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    let head: Vec<String> = taken.columns.iter().map(|column| cell(column)).collect();
    let mut out = format!("{}\r\n", head.join(","));
    for row in &taken.rows {
        let cells = taken.columns.iter().zip(row).map(|(c, value)| match value {
            Value::Int(number) if !c.ends_with("at") => number.to_string(),
            _ => cell(&words_of(value, c)),
        });
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}

fn section(taken: &Taken) -> Markup {
    html! {
        section {
            h2 id=(taken.table) { (taken.table.replace('_', " ")) }
            table {
                thead { tr { @for column in &taken.columns { th { (column.replace('_', " ")) } } } }
                tbody { @for row in &taken.rows { tr {
                    @for (column, value) in taken.columns.iter().zip(row) {
                        td { (words_of(value, column)) }
                    }
                } } }
            }
        }
    }
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1rem}table{border-collapse:collapse;display:block;overflow-x:auto;font-size:.85rem}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eee}input{font:inherit;padding:.4rem;width:100%;max-width:30rem}";
// Without it the page is whole, and the browser's own search finds everything.
const SEARCH: &str = "const q=document.getElementById('q');q.hidden=false;q.addEventListener('input',()=>{const w=q.value.toLowerCase();for(const s of document.querySelectorAll('section')){let n=0;for(const r of s.querySelectorAll('tbody tr')){r.hidden=!r.textContent.toLowerCase().includes(w);n+=r.hidden?0:1}s.hidden=n===0}});";

fn page(book: &Book, facts: &Facts, member: MemberId, lang: Lang, now: At) -> Markup {
    let words = words(lang);
    let say = |name: &str| words.get(name).copied().unwrap_or_default();
    let list = |head: &[&str], rows: Vec<&[String]>| {
        html! { table {
            thead { tr { @for name in head { th { (say(name)) } } } }
            tbody { @for row in &rows { tr { @for cell in *row { td { (cell) } } } } }
        } }
    };
    html! {
        (maud::DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (say("title")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (say("title")) }
                p { code { (member) } " · " (now) }
                @if book.held == 0 { p { strong { (say("nothing")) } } }
                input id="q" type="search" hidden placeholder=(say("search")) aria-label=(say("search"));
                section { h2 { (say("purposes")) }
                    (list(&["number", "purpose", "kept"], facts.purposes.iter().map(<[String; 3]>::as_slice).collect())) }
                section { h2 { (say("recipients")) }
                    @if facts.given.is_empty() { p { (say("nobody")) } }
                    (list(&["when", "recipient", "country", "route"], facts.given.iter().map(<[String; 4]>::as_slice).collect())) }
                section { h2 { (say("retention")) }
                    (list(&["what", "destroyed"], facts.clocks.iter().map(<[String; 2]>::as_slice).collect())) }
                (PreEscaped(&book.sections))
                section { h2 { (say("files")) } table { tbody {
                    @for name in &book.names { tr { td { a href=(name) { (name) } } } }
                } } }
                script { (PreEscaped(SEARCH)) }
            }
        }
    }
}

// The page leaves the house: it speaks by itself.
fn words(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    let rows: [(&str, [&str; 3]); 17] = [
        (
            "title",
            [
                "Everything that is kept of you",
                "保有しているあなたの情報のすべて",
                "我們保存的您的全部資料",
            ],
        ),
        (
            "nothing",
            [
                "Nothing is held of you.",
                "あなたの情報は保有していません。",
                "我們沒有保存您的任何資料。",
            ],
        ),
        ("search", ["Search", "検索", "搜尋"]),
        ("purposes", ["What it is used for", "利用目的", "利用目的"]),
        ("recipients", ["To whom it was given", "提供先", "提供對象"]),
        ("nobody", ["To nobody.", "提供した相手はいません。", "未提供給任何人。"]),
        ("retention", ["When it is destroyed", "消去の時期", "銷毀時間"]),
        ("files", ["The files of this archive", "このアーカイブのファイル", "此封存中的檔案"]),
        ("number", ["Number", "番号", "編號"]),
        ("purpose", ["Purpose", "目的", "目的"]),
        ("kept", ["Kept as", "保有区分", "保存類別"]),
        ("when", ["When", "日時", "時間"]),
        ("recipient", ["Recipient", "提供先", "接收者"]),
        ("country", ["Country", "国", "國家"]),
        ("route", ["Legal route", "法的根拠", "法律依據"]),
        ("what", ["What", "対象", "項目"]),
        ("destroyed", ["Destroyed on", "消去日", "銷毀日"]),
    ];
    let at = match lang {
        Lang::En => 0,
        Lang::Ja => 1,
        Lang::ZhHant => 2,
    };
    rows.into_iter().map(|(name, all)| (name, all[at])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_breaks_neither_json_nor_csv_nor_a_spreadsheet() {
        let text = Value::Text("=cmd|\"x\"\n\\".into());
        let rows = vec![vec![text, Value::Null, Value::Int(3), Value::Int(0)]];
        let taken = Taken { table: "t", columns: vec!["a", "b", "n", "made_at"], rows };
        let expect = "[\n{\"a\":\"=cmd|\\\"x\\\"\\u000a\\\\\",\"b\":null,\"n\":3,\"made_at\":\"1970-01-01T00:00:00.000000Z\"}\n]\n";
        assert_eq!(json(&taken), expect);
        assert!(
            csv(&taken)
                .ends_with("\"'=cmd|\"\"x\"\"\n\\\",\"\",3,\"1970-01-01T00:00:00.000000Z\"\r\n")
        );
    }

    #[test]
    fn the_page_has_every_word_in_each_language() {
        for lang in Lang::ALL {
            assert!(words(*lang).values().all(|word| !word.is_empty()), "{lang:?}");
        }
    }
}
