//! The policy that ships is whole in every language, and what it shows is what it says.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::shipped;

#[test]
fn the_shipped_policy_has_no_flaw() {
    let flaws: Vec<String> =
        common::files().with(policy::check).iter().map(ToString::to_string).collect();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    assert_eq!(shipped().hash().len(), 64);
}
