//! The page of an archive: it opens without a network and searches by itself.

use std::collections::BTreeMap;

use db::Value;
use kernel::{At, MemberId};
use maud::{Markup, PreEscaped, html};
use policy::Lang;

use super::Book;
use super::facts::Facts;
use super::forms::words_of;
use crate::registry::Taken;

/// The rows of one table.
pub(super) fn section(taken: &Taken) -> Markup {
    html! {
        section {
            h2 id=(taken.table) { (taken.table.replace('_', " ")) }
            table {
                thead { tr { @for column in &taken.columns { th { (column.replace('_', " ")) } } } }
                tbody { @for row in &taken.rows { tr {
                    @for (column, value) in taken.columns.iter().zip(row) {
                        @let words = words_of(value, column);
                        td { @if *column == "value" && is_file(row) { a href=(link(&words)) { (words) } }
                            @else { (words) } }
                    }
                } } }
            }
        }
    }
}

// The row of a file that somebody sent: its value is where in the archive it lies.
fn is_file(row: &[Value]) -> bool {
    let says = |n: usize, word: &str| matches!(row.get(n), Some(Value::Text(text)) if text == word);
    says(1, super::sent::ITEM) && says(3, "file")
}

fn link(path: &str) -> String {
    web::percent_encoded(path)
}

/// Where the tables stand in the page: nothing else in it can read so.
pub(super) const TABLES: &str = "<!--tables-->";

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1rem}table{border-collapse:collapse;display:block;overflow-x:auto;font-size:.85rem}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eee}input{font:inherit;padding:.4rem;width:100%;max-width:30rem}";
// Without it the page is whole, and the browser's own search finds everything.
const SEARCH: &str = "const q=document.getElementById('q');q.hidden=false;q.addEventListener('input',()=>{const w=q.value.toLowerCase();for(const s of document.querySelectorAll('section')){let n=0;for(const r of s.querySelectorAll('tbody tr')){r.hidden=!r.textContent.toLowerCase().includes(w);n+=r.hidden?0:1}s.hidden=n===0}});";

/// The whole page.
pub(super) fn page(
    book: &Book<'_>,
    facts: &Facts,
    persons: &[MemberId],
    lang: Lang,
    now: At,
) -> Markup {
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
                p { @for person in persons { code { (person) } " · " } (now) }
                @if book.held == 0 { p { strong { (say("nothing")) } } }
                input id="q" type="search" hidden placeholder=(say("search")) aria-label=(say("search"));
                section { h2 { (say("purposes")) }
                    (list(&["number", "purpose", "kept"], rows(&facts.purposes))) }
                section { h2 { (say("recipients")) }
                    @if facts.given.is_empty() { p { (say("nobody")) } }
                    (list(&["when", "recipient", "country", "route"], rows(&facts.given))) }
                section { h2 { (say("retention")) }
                    (list(&["what", "destroyed"], rows(&facts.clocks))) }
                (PreEscaped(TABLES))
                section { h2 { (say("files")) } table { tbody {
                    @for name in &book.names { tr { td { a href=(link(name)) { (name) } } } }
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

fn rows<const N: usize>(all: &[[String; N]]) -> Vec<&[String]> {
    all.iter().map(<[String; N]>::as_slice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_word_in_each_language() {
        for lang in Lang::ALL {
            assert!(words(*lang).values().all(|word| !word.is_empty()), "{lang:?}");
        }
    }
}
