//! What the marketplace answers when it says no: the codes of docs/connector-protocol.md §4.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A refusal as it goes over the wire, and as it is kept with a used-up reference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// The HTTP status.
    #[serde(skip)]
    pub status: u16,
    /// The stable code.
    pub code: String,
    /// An English sentence for a log.
    pub message: String,
    /// Whether the reference is used up.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// What the code carries.
    #[serde(flatten)]
    pub details: Map<String, Value>,
}

macro_rules! problems {
    ($($code:ident $status:literal $is_final:literal;)*) => {
        /// The status of a code; 500 for one that is not on the list.
        fn status_of(code: &str) -> u16 {
            match code { $( stringify!($code) => $status, )* _ => 500 }
        }
        /// Every code, with its status and whether it uses up a reference.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, u16, bool)] =
            &[$( (stringify!($code), $status, $is_final), )*];
        $(
            pub(crate) fn $code(message: impl Into<String>) -> Problem {
                Problem {
                    status: $status,
                    code: stringify!($code).to_owned(),
                    message: message.into(),
                    is_final: $is_final,
                    details: Map::new(),
                }
            }
        )*
    };
}

problems! {
    bad_request 400 false;
    unauthorised 401 false;
    not_yours 403 false;
    restricted 403 true;
    unknown_item 404 false;
    unknown_order 404 false;
    unknown_seller 404 false;
    no_such_route 404 false;
    wrong_method 405 false;
    price_moved 409 false;
    reference_reused 409 false;
    closed 409 true;
    sold_out 409 true;
    only_left 409 true;
    wrong_state 409 false;
    offer_lapsed 409 true;
    already_decided 409 true;
    too_large 413 false;
    below_least 422 true;
    not_a_raise 422 true;
    wrong_kind 422 true;
    bad_signature 422 false;
    signature_expired 422 false;
    rate_limited 429 false;
    fault 500 false;
    busy 503 false;
}

impl Problem {
    /// The same with one more field.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Problem {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// One read back from the log, whose status is not written there.
    pub(crate) fn restored(mut self) -> Problem {
        self.status = status_of(&self.code);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_back_what_it_wrote() {
        let problem = below_least("The least next bid is 1,200 yen.").with("next_yen", 1_200);
        let text = serde_json::to_string(&problem).unwrap();
        let back: Problem = serde_json::from_str(&text).unwrap();
        assert_eq!(back.restored(), problem);
        assert!(text.contains("\"final\":true") && text.contains("\"next_yen\":1200"), "{text}");
    }

    #[test]
    fn every_code_is_in_the_written_protocol() {
        let book = include_str!("../../docs/connector-protocol.md");
        for (code, status, is_final) in ALL {
            let row = book
                .lines()
                .find(|line| line.starts_with('|') && line.contains(&format!("`{code}`")));
            let row = row.unwrap_or_else(|| panic!("{code} is not in the table"));
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            assert_eq!(cells[1], status.to_string(), "{row}");
            assert_eq!(cells[3], if *is_final { "yes" } else { "no" }, "{row}");
        }
    }
}
