//! The words of the room, in every language a reader may have.

use std::sync::Arc;

use kernel::{Refusal, Word};
use orders::{Event, OrdersRefusal, Printing, Reason, State};
use web::{Book, Language, Speech};

fn speech(language: Language) -> Speech {
    Speech::new(Arc::new(Book::open(&[web::TEXTS, orders::TEXTS]).unwrap()), language)
}

#[test]
fn every_step_and_every_reason_has_words_in_each_language() {
    for language in Language::ALL {
        let speech = speech(*language);
        let said = |text: &str, name: &str, word: &str| speech.tv(text, &[(name, word.to_owned())]);
        for (text, name, words) in [
            ("orders-event", "event", Event::ALL.iter().map(|e| e.word()).collect::<Vec<_>>()),
            ("orders-reason", "reason", Reason::ALL.iter().map(|r| r.word()).collect()),
        ] {
            let other = said(text, name, "no_such_word");
            for word in words {
                let told = said(text, name, word);
                assert!(told != other && !told.contains('_'), "{word} in {language}: {told}");
            }
        }
    }
}

#[test]
fn what_is_to_be_done_and_what_was_said_have_words_in_each_language() {
    let turns = State::ALL.iter().filter(|s| !orders::whose_turn(**s).is_empty());
    let todo = turns.map(|s| s.word()).chain(["purchased_desk", "price_asked"]);
    let printed = Printing::ALL.iter().filter(|p| **p != Printing::First).map(|p| p.word());
    let market = markets::No::ALL.iter().filter_map(|no| no.code.strip_prefix("market."));
    // Of bids, offers and purchases, which this room does not make.
    let elsewhere = [
        "below_least",
        "not_a_raise",
        "closed",
        "sold_out",
        "only_left",
        "offer_lapsed",
        "already_decided",
    ];
    let said = market.filter(|word| !elsewhere.contains(word));
    let table: [(&str, &str, Vec<&str>); 3] = [
        ("orders-todo", "state", todo.collect()),
        ("orders-printing", "why", printed.collect()),
        ("orders-said", "code", said.chain(["no_order_yet", "not_decided", "fault"]).collect()),
    ];
    for language in Language::ALL {
        let speech = speech(*language);
        for (text, name, words) in &table {
            let other = speech.tv(text, &[(*name, "no_such_word".to_owned())]);
            for word in words {
                let told = speech.tv(text, &[(*name, (*word).to_owned())]);
                let generic = other.replace("no_such_word", word);
                assert_ne!(told, generic, "{text}: {word} in {language}");
            }
        }
    }
}

#[test]
fn a_refused_step_is_named_in_the_readers_language() {
    let no = || OrdersRefusal::UnfitReason { event: "refund".into(), reason: "counterfeit".into() };
    let table = [
        (Language::English, "“counterfeit” is no reason for the step “refund”"),
        (Language::Japanese, "「偽物」は「返金」の理由になりません"),
        (Language::Chinese, "「仿冒品」不能作為「退款」的原因"),
    ];
    for (language, expect) in table {
        let said = speech(language).say(&Refusal::from(no()));
        assert!(said.contains(expect), "{said}");
    }
}
