use db::Lock;
use kernel::{Fault, Refused, Span};
use serde::Serialize;
use serde::de::DeserializeOwned;

kernel::words! {
    /// Where a job's work is done, which is also the queue it stands in: slow work on the world
    /// never keeps an act waiting, and neither keeps a timer waiting.
    pub enum Lane {
        /// Handed to its subscribers, one after the other.
        News = "news",
        /// In the house: an act, one transaction with the row's deletion.
        Inside = "inside",
        /// Out in the world: mail, HTTP.
        Outside = "outside",
        /// Out in the world, at a precise instant.
        Timer = "timer",
    }
}
db::stored!(Lane);

/// Something that happened, told to whoever listens.
pub trait News: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// `room.what_happened`, stable: rows of an older program still carry it.
    const TOPIC: &'static str;
}

/// Something to be done.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// `room.what_to_do`, stable: rows of an older program still carry it.
    const KIND: &'static str;

    /// Where it is done. Registering a job with a handler of another lane does not compile.
    const LANE: Lane = Lane::Inside;

    /// Whose hands carry it out, where its work is done out in the world: each marketplace has its
    /// own, so that one that hangs holds up nobody else. Empty is the house's own.
    fn hands(&self) -> &str {
        ""
    }

    /// The hot thing an inside job is about.
    fn lock(&self) -> Lock {
        Lock::none()
    }
}

/// Why a job was not done, and whether trying again may help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobFault {
    /// Another try may succeed.
    Retry {
        /// When; `None` leaves it to the backoff.
        after: Option<Span>,
        /// What went wrong, for the list of dead jobs.
        why: String,
    },
    /// No try will succeed: on the list of dead jobs with it, for a person to look at.
    GiveUp {
        /// What went wrong.
        why: String,
    },
}

impl JobFault {
    /// Try again after a while that grows with each failure.
    pub fn retry(why: impl Into<String>) -> JobFault {
        JobFault::Retry { after: None, why: why.into() }
    }
    /// Try again after exactly this long.
    pub fn retry_after(after: Span, why: impl Into<String>) -> JobFault {
        JobFault::Retry { after: Some(after), why: why.into() }
    }
    /// Never try again.
    pub fn give_up(why: impl Into<String>) -> JobFault {
        JobFault::GiveUp { why: why.into() }
    }
}

// Why not every refusal gives up: a full queue, a full disk, an unreachable server and "not so
// fast" are refusals too, and they pass.
impl From<Refused> for JobFault {
    fn from(refused: Refused) -> JobFault {
        let why = refused.to_string();
        match refused {
            Refused::No(no) if no.status < 500 && no.status != 429 => JobFault::GiveUp { why },
            Refused::No(_) | Refused::Broken(_) => JobFault::Retry { after: None, why },
        }
    }
}

impl From<Fault> for JobFault {
    fn from(fault: Fault) -> JobFault {
        Refused::from(fault).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::DbRefusal;

    #[test]
    fn what_passes_is_tried_again_and_what_stays_is_given_up() {
        let no = |r: DbRefusal| JobFault::from(Refused::from(r));
        assert!(matches!(no(DbRefusal::Busy), JobFault::Retry { after: None, .. }));
        assert!(matches!(no(DbRefusal::DiskFull), JobFault::Retry { .. }));
        let bad = DbRefusal::BadAddress { address: "x".into() };
        assert!(matches!(no(bad), JobFault::GiveUp { .. }));
        assert!(matches!(JobFault::from(Fault::new("odd")), JobFault::Retry { .. }));
    }
}
