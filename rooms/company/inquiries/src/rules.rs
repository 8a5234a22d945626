//! What a case is about, who has a hand in it, and when it is due. Pure.

use kernel::{At, Hours, Span, StaffId};

use crate::InquiriesRefusal;

kernel::words! {
    /// What a case is about.
    pub enum Topic {
        /// The account, signing in, the address.
        Account = "account",
        /// Bids and lots.
        Bidding = "bidding",
        /// An order or a purchase.
        Order = "order",
        /// A parcel on its way.
        Parcel = "parcel",
        /// Money: charges, deposits, refunds.
        Money = "money",
        /// Personal data.
        Privacy = "privacy",
        /// Anything else.
        Other = "other",
    }
    /// How the person comes back to their case.
    pub enum Way {
        /// Signed in.
        Member = "member",
        /// By a secret link.
        Link = "link",
    }
    /// Who wrote.
    pub enum Author {
        /// The person who asks.
        Person = "person",
        /// The desk, to them.
        Desk = "desk",
        /// The desk, to itself.
        Note = "note",
    }
    /// What was done with a case.
    pub enum Event {
        /// It was opened.
        Opened = "opened",
        /// The person wrote once more.
        Written = "written",
        /// The desk answered.
        Answered = "answered",
        /// The desk noted something for itself.
        Noted = "noted",
        /// Somebody took it.
        Claimed = "claimed",
        /// It was given to a colleague.
        Assigned = "assigned",
        /// It was put back into the queue.
        HandedBack = "handed_back",
        /// It was handed to the privacy officer.
        HandedOver = "handed_over",
        /// It was closed.
        Closed = "closed",
        /// It was opened again.
        Reopened = "reopened",
    }
    /// What a letter to somebody without an account tells.
    pub enum Tells {
        /// The case is open: here is its link.
        Opened = "opened",
        /// There is an answer.
        Answered = "answered",
        /// The case is closed.
        Closed = "closed",
    }
}

/// The most characters of one message.
pub const MOST_WORDS: usize = 4_000;
/// The most cases one person may have open.
pub const MOST_OPEN: i64 = 10;
/// So many cases of people without an account are opened within an hour.
pub const MOST_OUTSIDE_AN_HOUR: i64 = 60;

/// So often one person writes within a day.
pub const MOST_A_DAY: i64 = 40;
/// So many bytes of one person's files lie here at a time.
pub const MOST_BYTES: i64 = 100 << 20;

/// Somebody at the desk: who, and for which desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub staff: StaffId,
    /// Whether they answer members.
    pub support: bool,
    /// Whether they answer for personal data.
    pub officer: bool,
}

/// Whether somebody may see and work on a case: what was handed over is the officer's alone, what
/// was not is the desk's.
pub fn may(by: By, is_with_officer: bool) -> Result<(), InquiriesRefusal> {
    match (is_with_officer, by.support, by.officer) {
        (true, _, true) | (false, true, _) => Ok(()),
        (true, true, false) => Err(InquiriesRefusal::WithOfficer),
        (_, false, _) if by.officer => Err(InquiriesRefusal::Unknown),
        _ => Err(InquiriesRefusal::NotAtDesk),
    }
}

/// When something is due that takes so many hours of work; a desk that never opens is due at once.
pub fn due(hours: &Hours, from: At, work: Span) -> At {
    hours.after(from, work).unwrap_or(from)
}

/// What comes first: the answer somebody waits for, or the end of it all.
pub fn next_due(answer: Option<At>, resolve: At) -> At {
    answer.map_or(resolve, |answer| answer.min(resolve))
}

#[cfg(test)]
mod tests {
    use kernel::Id as _;

    use super::*;

    #[test]
    fn a_case_that_was_handed_over_is_the_officers_alone() {
        let by = |support, officer| By { staff: StaffId::from_bits(1), support, officer };
        let code = |no: InquiriesRefusal| kernel::Refusal::from(no).code;
        let table = [
            (by(true, false), false, None),
            (by(true, false), true, Some("inquiries.with_officer")),
            (by(false, true), true, None),
            (by(false, true), false, Some("inquiries.unknown")),
            (by(true, true), true, None),
            (by(true, true), false, None),
            (by(false, false), false, Some("inquiries.not_at_desk")),
            (by(false, false), true, Some("inquiries.not_at_desk")),
        ];
        for (by, over, refused) in table {
            assert_eq!(may(by, over).err().map(code), refused, "{by:?} {over}");
        }
    }

    #[test]
    fn what_comes_first_is_due() {
        let (early, late) = (At::from_secs(1), At::from_secs(2));
        for (answer, resolve, due) in
            [(None, late, late), (Some(early), late, early), (Some(late), early, early)]
        {
            assert_eq!(next_due(answer, resolve), due);
        }
    }
}
