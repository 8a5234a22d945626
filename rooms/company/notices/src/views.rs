//! What this room opens of a person: where their own programs listen.

use policy::{Field, FieldSet};
use privacy::{Kept, Shown, Text};

/// The address of a member's own program. It may say who they are, so it lies in the vault.
pub struct Door {
    /// The whole address.
    pub url: Text,
}

impl Kept for Door {
    const ITEM: &'static str = "webhook";
    const HOLDS: FieldSet = FieldSet::of(&[Field::AccountId]);
    fn parts(&self) -> Vec<&str> {
        vec![self.url.as_str()]
    }
}

impl Shown for Door {
    const ITEM: &'static str = <Door as Kept>::ITEM;
    const FIELDS: FieldSet = <Door as Kept>::HOLDS;
    fn from_parts(parts: &[&str]) -> Option<Door> {
        match parts {
            [url] => Some(Door { url: Text::new(url) }),
            _ => None,
        }
    }
    fn words(&self) -> Vec<&str> {
        vec![self.url.as_str()]
    }
}

privacy::personal_view! {
    /// Where a member's own program listens for what happens to what is theirs.
    pub struct WebhookDoor: Purpose::Members, by [Member, System], to [] { door: Door }
}
