use std::fmt;
use std::hash::Hash;

/// What every typed id can do. Ids are 48 bits of milliseconds and 80 bits of dice, so that they
/// sort by age; written as `prefix_` and 26 letters of Crockford's base 32.
pub trait Id: Copy + Eq + Ord + Hash + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// The word before the underscore: it says what the id names.
    const PREFIX: &'static str;
    /// The id with these bits.
    fn from_bits(bits: u128) -> Self;
    /// All 128 bits.
    fn bits(self) -> u128;
    /// The written form, as columns hold it.
    fn written(self) -> String {
        let mut letters = [0u8; 26];
        encode(self.bits(), &mut letters);
        let mut out = String::with_capacity(Self::PREFIX.len() + 1 + letters.len());
        out.push_str(Self::PREFIX);
        out.push('_');
        out.push_str(std::str::from_utf8(&letters).unwrap_or(""));
        out
    }
    /// Reads the written form; `None` when it names something else or nothing.
    fn parse(text: &str) -> Option<Self> {
        let letters = text.strip_prefix(Self::PREFIX)?.strip_prefix('_')?;
        decode(letters).map(Self::from_bits)
    }
}

const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What each byte stands for as a letter; 32: nothing. Ids are read from every row there is.
const VALUES: [u8; 256] = {
    let (mut values, mut n) = ([32u8; 256], 0);
    while n < LETTERS.len() {
        values[LETTERS[n] as usize] = n as u8;
        n += 1;
    }
    values
};

fn encode(mut bits: u128, out: &mut [u8; 26]) {
    for slot in out.iter_mut().rev() {
        *slot = LETTERS[(bits & 31) as usize];
        bits >>= 5;
    }
}

fn decode(letters: &str) -> Option<u128> {
    if letters.len() != 26 {
        return None;
    }
    let mut bits: u128 = 0;
    for (i, byte) in letters.bytes().enumerate() {
        let value = VALUES[usize::from(byte)];
        if value > 31 || (i == 0 && value > 7) {
            return None;
        }
        bits = (bits << 5) | u128::from(value);
    }
    Some(bits)
}

#[doc(hidden)]
pub fn write_id(prefix: &str, bits: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut letters = [0u8; 26];
    encode(bits, &mut letters);
    write!(f, "{prefix}_{}", std::str::from_utf8(&letters).unwrap_or(""))
}

macro_rules! ids {
    ($dollar:tt $($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {
        /// Calls a macro with each id type: the db door stores them all alike.
        #[macro_export]
        macro_rules! each_id {
            ($dollar each:ident) => { $( $dollar each!($crate::$name); )* };
        }
        $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);
        impl Id for $name {
            const PREFIX: &'static str = $prefix;
            fn from_bits(bits: u128) -> Self { Self(bits) }
            fn bits(self) -> u128 { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id($prefix, self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id($prefix, self.0, f)
            }
        }
    )*};
}

ids! { $
    /// An address of a member's book.
    AddressId = "adr";
    /// A wish of one of the staff that another has to agree to.
    ApprovalId = "apv";
    /// A lot offered to the house as the runner-up; also our reference for the answer.
    OfferId = "ofr";
    /// One attempt to bid at a marketplace; also our reference there.
    AttemptId = "att";
    /// A member's wish to win a lot, with a hidden ceiling.
    BidId = "bid";
    /// "Win N of these".
    BidGroupId = "grp";
    /// One line of a member's cart.
    CartLineId = "crt";
    /// A task at the human buyers' desk.
    DeskTaskId = "tsk";
    /// A list that leaves the house as a file.
    ExportId = "exp";
    /// One double entry of the ledger.
    EntryId = "ent";
    /// A piece of work to be done later.
    JobId = "job";
    /// A sign-in elsewhere that opens an account here.
    LinkedId = "lnk";
    /// A lot at a marketplace, as the house knows it.
    LotId = "lot";
    /// A member.
    MemberId = "mbr";
    /// One message to a seller.
    MessageId = "msg";
    /// A few words somebody wrote beside a step.
    NoteId = "nte";
    /// A question that a browser answers once.
    CeremonyId = "crm";
    /// A passkey.
    PasskeyId = "pky";
    /// A thing bought, from the win to the door.
    OrderId = "ord";
    /// A business handed over, or taken over, with its people.
    HandoverId = "hnd";
    /// A breach of personal data, at the desk of whoever answers for it.
    IncidentId = "inc";
    /// A case of the contact desk.
    InquiryId = "inq";
    /// A file somebody sent with a case.
    InquiryFileId = "iqf";
    /// What was written in a case at one time.
    InquiryMessageId = "iqm";
    /// A letter to a member.
    LetterId = "ltr";
    /// Something a member is told.
    NoticeId = "ntc";
    /// A secret link in a letter: that letters arrive, or that a password may be set anew.
    ProofId = "prf";
    /// One fixed-price purchase at a marketplace; also our reference there.
    PurchaseId = "pur";
    /// What a person asks of their own data.
    RequestId = "req";
    /// A request to order from any shop, and the desk's offer for it.
    QuoteId = "quo";
    /// One opened view, one consent, one disclosure, one key: a row of the privacy room.
    RecordId = "rec";
    /// The second factor of an account.
    FactorId = "fct";
    /// A message to a member's own program.
    DeliveryId = "dlv";
    /// Where a member's own program hears of things.
    WebhookId = "whk";
    /// The key of a member's own program.
    ApiTokenId = "tok";
    /// A signed-in browser.
    SessionId = "ses";
    /// What somebody of the staff did.
    StaffActId = "act";
    /// A person who works for the operator.
    StaffId = "stf";
    /// A version of the privacy policy, from its draft on.
    VersionId = "pol";
    /// The order of an authority to hand data over.
    WarrantId = "wrt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_never_passes_for_another_kind() {
        for bits in [0, 1, u128::MAX, 0x0193_5f2a_77aa_1234_5678_9abc_def0_1122] {
            let id = LotId::from_bits(bits);
            assert_eq!(LotId::parse(&id.to_string()), Some(id));
            assert_eq!(id.written(), id.to_string());
            assert_eq!(BidId::parse(&id.to_string()), None);
        }
        for bad in [
            "",
            "lot_",
            "lot_8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "lot_il",
            "LOT_00000000000000000000000000",
        ] {
            assert_eq!(LotId::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn written_ids_sort_as_their_bits_do() {
        let (old, new) = (LotId::from_bits(5 << 80), LotId::from_bits(6 << 80));
        assert!(old.to_string() < new.to_string());
    }
}
