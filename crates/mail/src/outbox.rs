use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::Letter;

/// How many letters an outbox holds; older ones fall out.
const MOST: usize = 300;

/// Letters in memory, for a house that has no mail server: the latest few hundred. Never on disk.
#[derive(Clone, Default)]
pub struct Outbox(Arc<Mutex<VecDeque<Posted>>>);

/// A letter in the outbox.
#[derive(Clone)]
pub struct Posted {
    /// The letter.
    pub letter: Letter,
    /// The message as a server would have been given it.
    pub message: Vec<u8>,
}

// Why: a letter says who somebody is.
impl fmt::Debug for Posted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Posted({})", self.letter.id)
    }
}

impl Outbox {
    /// Takes a letter. The same one again is taken once, as by a server that knows Message-IDs.
    pub(crate) fn take(&self, letter: &Letter, message: Vec<u8>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.iter().any(|posted| posted.letter.id == letter.id) {
            return;
        }
        if held.len() >= MOST {
            held.pop_front();
        }
        held.push_back(Posted { letter: letter.clone(), message });
    }

    /// What lies in it, the latest first.
    pub fn letters(&self) -> Vec<Posted> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().rev().cloned().collect()
    }

    /// Lets go of letters, by their ids, or by the ids of what there is more than one letter about.
    pub fn forget(&self, ids: &[String]) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|posted| {
            let about = posted.letter.id.split('.').next().unwrap_or_default();
            !ids.iter().any(|id| id == about)
        });
    }

    /// One letter.
    pub fn letter(&self, id: &str) -> Option<Posted> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().find(|posted| posted.letter.id == id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;

    #[test]
    fn an_outbox_holds_the_latest_and_each_letter_once() {
        let outbox = Outbox::default();
        for n in (0..MOST + 5).chain([MOST]) {
            let letter = Letter {
                id: format!("ltr_{n}"),
                to: Address::parse("a@example.org").unwrap(),
                subject: String::new(),
                text: String::new(),
                html: String::new(),
                unsubscribe: None,
                at: kernel::At::default(),
            };
            outbox.take(&letter, Vec::new());
        }
        let held = outbox.letters();
        assert_eq!(held.len(), MOST);
        assert_eq!(held[0].letter.id, format!("ltr_{}", MOST + 4));
        assert!(outbox.letter("ltr_0").is_none() && outbox.letter("ltr_7").is_some());
        outbox.forget(&["ltr_7".to_owned(), "ltr_1".to_owned()]);
        assert!(outbox.letter("ltr_7").is_none() && outbox.letter("ltr_10").is_some());
        let of_request = Letter { id: "req_1.3".to_owned(), ..held[0].letter.clone() };
        outbox.take(&of_request, Vec::new());
        outbox.forget(&["req_1".to_owned()]);
        assert!(outbox.letter("req_1.3").is_none(), "each letter about it");
    }
}
