//! What the house and the sellers of the marketplace in memory write to each other.

use std::collections::BTreeMap;

use kernel::At;
use markets::{No, SellerMessage};

#[derive(Default)]
pub struct Post {
    /// It carries no messages at all.
    pub carries_none: bool,
    /// A final no to the next message.
    pub refuse: Option<No>,
    /// Which items' messages were read, each time.
    pub looks: Vec<String>,
    pub lines: BTreeMap<String, Vec<SellerMessage>>,
}

impl Post {
    /// A reference is one message, however often it comes.
    pub fn take(
        &mut self,
        item: &str,
        reference: &str,
        text: &str,
        now: At,
    ) -> Result<SellerMessage, No> {
        let lines = self.lines.entry(item.into()).or_default();
        if let Some(before) = lines.iter().find(|l| l.reference.as_deref() == Some(reference)) {
            return Ok(before.clone());
        }
        if let Some(no) = self.refuse.take() {
            return Err(no);
        }
        let line = SellerMessage {
            id: format!("m{}", lines.len() + 1),
            from_seller: false,
            text: text.into(),
            sent_at: now,
            reference: Some(reference.into()),
        };
        lines.push(line.clone());
        Ok(line)
    }

    /// The messages about an item.
    pub fn read(&mut self, item: &str) -> Vec<SellerMessage> {
        self.looks.push(item.into());
        self.lines.get(item).cloned().unwrap_or_default()
    }
}
