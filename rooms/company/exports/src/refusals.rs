kernel::refusals! {
    /// Why a list is not handed out.
    pub enum ExportsRefusal {
        /// There is none by that id, or it is another's.
        "exports.unknown" 404 Unknown = "There is no such list of yours.";
        /// The days are not two days in their order, or too many.
        "exports.bad_period" 422 BadPeriod { most: i64 } = "Give a first and a last day, such as 2026-04-01 and 2026-04-30, at most {most} days apart.";
        /// It was answered already, or its time is over.
        "exports.answered" 409 Answered = "This was answered already, was taken back, or has lapsed.";
        /// Nobody agreed, or the time is over.
        "exports.not_now" 409 NotNow = "This list can be taken only for three days after another has agreed. Ask for it anew.";
        /// As many wait as one person may have.
        "exports.too_many" 409 TooMany { most: i64 } = "You have asked for {most} lists that still wait. Take one back first.";
    }
}
