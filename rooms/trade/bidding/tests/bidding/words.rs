//! What a receipt says of a marketplace's no, in every language a reader may have.

use std::sync::Arc;

use kernel::Word;
use web::{Book, Language, Speech};

#[test]
fn a_no_to_a_bid_has_words_in_each_language() {
    // Of orders and purchases, which no receipt of a bid tells.
    let elsewhere = ["sold_out", "only_left", "unknown_order", "wrong_state", "unknown"];
    let all = markets::No::ALL.iter().filter_map(|no| no.code.strip_prefix("market."));
    let words: Vec<&str> = all.filter(|word| !elsewhere.contains(word)).collect();
    assert!(words.len() > 10);
    let book = Arc::new(Book::open(&[web::TEXTS, bidding::TEXTS]).unwrap());
    for language in Language::ALL {
        let speech = Speech::new(Arc::clone(&book), *language);
        let said = |code: &str| speech.tv("bidding-receipt-said", &[("code", code.to_owned())]);
        let other = said("no_such_word");
        for word in &words {
            assert_ne!(said(word), other.replace("no_such_word", word), "{language}");
        }
    }
}
