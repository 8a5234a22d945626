//! What a letter to somebody without an account says, in their language.

use maud::{DOCTYPE, html};
use web::Language;

use crate::rules::Tells;

/// A letter's words.
pub(crate) struct Words {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

fn said(language: Language, what: Tells) -> (&'static str, &'static str) {
    match (language, what) {
        (Language::English, Tells::Opened) => (
            "Your question to {house}",
            "We have received your question. Follow it, read the answer and write again on this page. The link opens this one case and nothing else; keep it to yourself.",
        ),
        (Language::English, Tells::Answered) => (
            "An answer from {house}",
            "Your question has been answered. Read the answer, and write again, on this page.",
        ),
        (Language::English, Tells::Closed) => (
            "Your question to {house} is closed",
            "We have closed your question. If anything is still open, write again on this page and it opens anew.",
        ),
        (Language::Japanese, Tells::Opened) => (
            "{house}へのお問い合わせ",
            "お問い合わせを受け付けました。経過の確認、回答の閲覧、追加のご連絡は、次のページからお願いいたします。このリンクで開けるのはこのお問い合わせだけです。他の方に知らせないでください。",
        ),
        (Language::Japanese, Tells::Answered) => (
            "{house}からの回答",
            "お問い合わせに回答いたしました。次のページで回答をご覧いただき、追加のご連絡もそちらからお願いいたします。",
        ),
        (Language::Japanese, Tells::Closed) => (
            "{house}へのお問い合わせの終了",
            "お問い合わせの対応を終了いたしました。ご不明な点が残っておりましたら、次のページにもう一度お書きください。受付を再開いたします。",
        ),
        (Language::Chinese, Tells::Opened) => (
            "您向{house}提出的詢問",
            "我們已收到您的詢問。請在下列頁面查看進度、閱讀回覆或再次來信。此連結只能開啟這一件詢問，請勿告知他人。",
        ),
        (Language::Chinese, Tells::Answered) => {
            ("{house}的回覆", "您的詢問已有回覆。請在下列頁面閱讀，也可在該處再次來信。")
        }
        (Language::Chinese, Tells::Closed) => (
            "您向{house}提出的詢問已結案",
            "您的詢問已結案。若還有問題，請在下列頁面再次來信，案件會重新開啟。",
        ),
    }
}

/// The words of a letter: what happened, and the link.
pub(crate) fn words(language: Language, what: Tells, house: &str, link: &str) -> Words {
    let (subject, text) = said(language, what);
    let page = html! {
        (DOCTYPE)
        html lang=(language) {
            head { meta charset="utf-8"; }
            body { p { (text) } p { a href=(link) { (link) } } p { (house) } }
        }
    };
    Words {
        subject: subject.replace("{house}", house),
        text: format!("{text}\n\n{link}\n\n{house}\n"),
        html: page.into_string(),
    }
}
