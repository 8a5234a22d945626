//! Personal values: what lies in the vault and what comes out of it.
//!
//! None of them has `Display`, `Serialize` or a telling `Debug`; they are wiped when dropped. Their
//! text is reached by one word, [`Opened::show`] and then [`Text::as_str`], so that a reader of the
//! code finds every place where personal data is written down.

mod kinds;
mod opened;
mod text;

pub use kinds::{
    Address, AddressName, Birthday, Country, Email, Handle, LatinName, Name, PaymentMeans, Phone,
    Place, Sex, SocialAccount,
};
pub use opened::Opened;
pub use text::Text;

use policy::FieldSet;

/// What the vault keeps as one sealed piece.
pub trait Kept {
    /// The word for the piece: a column of the vault, bound into the seal.
    const ITEM: &'static str;
    /// The fields the piece holds, all of them.
    const HOLDS: FieldSet;
    /// The most characters of one part.
    const MOST: usize = 400;
    /// Whether somebody wrote it: a card number in it is refused. What is a file's bytes is not
    /// text, and one that holds text is looked at by whoever takes it.
    const IS_WRITTEN: bool = true;
    /// The parts, in the order of their fields.
    fn parts(&self) -> Vec<&str>;
}

/// What a view can show: a kept piece, or a part of one.
pub trait Shown: Sized {
    /// The piece it is read from.
    const ITEM: &'static str;
    /// The fields it shows, and no others.
    const FIELDS: FieldSet;
    /// Reads it from the parts of the piece.
    fn from_parts(parts: &[&str]) -> Option<Self>;
    /// Its words in reading order, for a page or a label.
    fn words(&self) -> Vec<&str>;
}

/// Writes parts as the vault seals them: each with its length before it.
pub(crate) fn pack(parts: &[&str]) -> zeroize::Zeroizing<Vec<u8>> {
    let mut out =
        zeroize::Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len() + 4).sum()));
    for part in parts {
        out.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(part.as_bytes());
    }
    out
}

/// Reads what `pack` wrote.
pub(crate) fn unpack(mut bytes: &[u8]) -> Option<Vec<&str>> {
    let mut parts = Vec::with_capacity(8);
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (part, rest) = rest.split_at_checked(length)?;
        parts.push(std::str::from_utf8(part).ok()?);
        bytes = rest;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_whole_and_nothing_else_does() {
        for parts in [vec![], vec![""], vec!["a", "", "日本"], vec!["x\ny", "\0"]] {
            let packed = pack(&parts);
            assert_eq!(unpack(&packed), Some(parts));
            if !packed.is_empty() {
                assert_eq!(unpack(&packed[..packed.len() - 1]), None);
            }
        }
        assert_eq!(unpack(&[0, 0, 0, 9, 1]), None);
        assert_eq!(unpack(&[0, 0, 0, 1, 0xff]), None);
    }
}
