use db::{Answer, Tx};
use kernel::{At, ExportId, StaffId};
use staff::Reply;

use crate::ExportsRefusal;
use crate::rules::{Kind, Stands, TAKEN_WITHIN, WAITS};

db::stored!(Kind);

db::sql! {
    ASK = "INSERT INTO export (id, kind, from_at, until_at, why, asked_by, asked_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ONE = "SELECT id, kind, from_at, until_at, why, asked_by, asked_at, answer, answered_by, answered_at
             FROM export WHERE id = $1";
    LATEST = "SELECT id, kind, from_at, until_at, why, asked_by, asked_at, answer, answered_by, answered_at
                FROM export WHERE asked_at > $1 ORDER BY id DESC LIMIT 100";
    WAITING_OF = "SELECT CAST(COUNT(*) AS BIGINT) FROM export
                   WHERE asked_by = $1 AND asked_at > $2 AND answer IS NULL";
    ANSWER = "UPDATE export SET answer = $1, answered_by = $2, answered_at = $3
               WHERE id = $4 AND answer IS NULL";
    TAKE = "INSERT INTO export_taking (export, begun_at) VALUES ($1, $2)
            ON CONFLICT (export, begun_at) DO NOTHING";
    TAKEN = "UPDATE export_taking SET ended_at = $1, given = $2, left_out = $3
              WHERE export = $4 AND begun_at = $5";
    TAKINGS = "SELECT begun_at, ended_at, given, left_out FROM export_taking
                WHERE export = $1 ORDER BY begun_at";
}

db::row! {
    /// A list that somebody asked for.
    pub struct Export {
        /// The list.
        pub id: ExportId,
        /// What is listed.
        pub kind: Kind,
        /// From when.
        pub from_at: At,
        /// Until when, not included.
        pub until_at: At,
        /// Why it is wanted.
        pub why: String,
        /// Who asked.
        pub asked_by: StaffId,
        /// When.
        pub asked_at: At,
        /// What another said.
        pub answer: Option<Reply>,
        /// Who.
        pub answered_by: Option<StaffId>,
        /// When.
        pub answered_at: Option<At>,
    }
    /// One time that it was taken.
    pub struct Taking {
        /// When it began.
        pub begun_at: At,
        /// When it was over; `None` when it was broken off.
        pub ended_at: Option<At>,
        /// How many rows were given.
        pub given: Option<i64>,
        /// How many people were left out.
        pub left_out: Option<i64>,
    }
}

impl Export {
    /// Where it stands at an instant.
    pub fn stands(&self, now: At) -> Stands {
        match (self.answer, self.answered_at) {
            (Some(Reply::Declined), _) => Stands::Declined,
            (Some(Reply::TakenBack), _) => Stands::TakenBack,
            (Some(Reply::Agreed), Some(at)) if now < at.plus(TAKEN_WITHIN) => Stands::Open,
            (None, _) if now < self.asked_at.plus(WAITS) => Stands::Waiting,
            _ => Stands::Over,
        }
    }
}

/// One list.
pub fn one(tx: &mut Tx<'_>, id: ExportId) -> Answer<Export> {
    tx.maybe(ONE, (id,))?.ok_or_else(|| ExportsRefusal::Unknown.into())
}

/// The lists asked for since, the latest first.
pub fn latest(tx: &mut Tx<'_>, since: At) -> Answer<Vec<Export>> {
    tx.all(LATEST, (since,))
}

/// When a list was taken.
pub fn takings(tx: &mut Tx<'_>, id: ExportId) -> Answer<Vec<Taking>> {
    tx.all(TAKINGS, (id,))
}

pub(crate) fn waiting_of(tx: &mut Tx<'_>, staff: StaffId, since: At) -> Answer<i64> {
    tx.one::<(i64,)>(WAITING_OF, (staff, since)).map(|row| row.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Span;

    #[test]
    fn a_list_may_be_taken_for_three_days_after_another_agreed() {
        let start = At::from_secs(1_000_000);
        let export = |answer| Export {
            id: <kernel::ExportId as kernel::Id>::from_bits(1),
            kind: Kind::Journal,
            from_at: start,
            until_at: start,
            why: "books".into(),
            asked_by: <kernel::StaffId as kernel::Id>::from_bits(1),
            asked_at: start,
            answer,
            answered_by: None,
            answered_at: answer.map(|_| start),
        };
        let table = [
            (None, Span::days(6), Stands::Waiting),
            (None, Span::days(7), Stands::Over),
            (Some(Reply::Agreed), Span::hours(71), Stands::Open),
            (Some(Reply::Agreed), Span::days(3), Stands::Over),
            (Some(Reply::Declined), Span::ZERO, Stands::Declined),
            (Some(Reply::TakenBack), Span::ZERO, Stands::TakenBack),
        ];
        for (answer, after, expect) in table {
            assert_eq!(export(answer).stands(start.plus(after)), expect, "{answer:?} {after:?}");
        }
    }
}
