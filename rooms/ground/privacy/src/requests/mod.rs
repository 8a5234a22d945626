//! What people ask of their own data: disclosure (R1), inquiry (R2), revision (R3), cancellation
//! (R4) and deletion (R5). The house carries out by itself what nobody need decide; a person of the
//! staff decides the rest, by a deadline, on a ground that the law has.
//!
//! The words people write lie sealed under the class of requests; the rows say who, what and when.
//! [`work`](work::work) is run every second or so and takes each request as far as it goes: a crash
//! anywhere only has it done again.

mod acts;
pub mod archive;
mod guests;
mod news;
mod passing;
pub mod rules;
mod store;
mod words;
pub mod work;
mod zip;

pub(crate) use acts::CLASS;
pub use acts::{
    Asking, answer, archive_until, ask, ask_proof, extend, grant, load, load_own, prove, refuse,
    see, taken, withdraw, write,
};
pub use guests::{ask_by_letter, is_about_nobody, name, unreachable};
pub use news::{News, link, read_link};
pub use passing::{
    Corrected, PassOn, came_back, confirmed, hand_over, passed, was_not_taken, was_taken,
};
pub use store::{ALL as SQL, Document, MessageRow, Passing, Request, Step};
pub(crate) use store::{drop_all, laws_of};
pub use words::{
    MOST, Message, Piece, RequesterMail, VIEWS, leads_to, persons_of, set_acted_for, set_mail,
    thread,
};

use std::sync::Arc;

use db::{Answer, Tx};
use kernel::{MemberId, RequestId, StaffId, VersionId};

use crate::versions::Telling;

/// Something that still runs, and the page it is seen on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runs {
    /// What: `bids`, `orders`, `purchases`, `quotes`, `held` or `money`.
    pub what: &'static str,
    /// How many, or how many yen.
    pub count: i64,
    /// The page.
    pub page: &'static str,
}

/// What this room asks the rooms above it about a member.
pub trait House: Send + Sync {
    /// What still runs and has to end before a member's data can.
    fn runs(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Runs>>;

    /// What a piece of the profile is corrected to, as it is kept; refused by name where it can be
    /// no such piece.
    fn fits(&self, tx: &Tx<'_>, piece: Piece, words: &str) -> Answer<String>;

    /// Only money keeps a request waiting: somebody is asked to pay it back.
    fn pay_back(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<()>;

    /// Closes the account, if there is one and it is open.
    fn close(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<()>;

    /// Whether a second person agreed to the erasure; uses the agreement up. Otherwise asks for it.
    fn agreed(&self, tx: &mut Tx<'_>, member: MemberId, why: &str, staff: StaffId) -> Answer<bool>;

    /// Corrects the name of somebody without an account, wherever rooms above keep it for them; the
    /// one before. Nothing, where none does.
    fn rename(
        &self,
        _tx: &mut Tx<'_>,
        _person: MemberId,
        _request: &str,
        _name: &str,
    ) -> Answer<Option<crate::Text>> {
        Ok(None)
    }

    /// Who else agreed to a version of the policy; uses the agreement up. Otherwise asks for it.
    fn agreed_to_version(
        &self,
        _tx: &mut Tx<'_>,
        _version: VersionId,
        _staff: StaffId,
    ) -> Answer<Option<StaffId>> {
        // Why not somebody: where nobody is asked, nobody has agreed.
        Ok(None)
    }

    /// Tells a member of a version that is to come, or that is not; whether there is such a member.
    fn tell_of_version(
        &self,
        _tx: &mut Tx<'_>,
        _member: MemberId,
        _version: VersionId,
        _what: Telling,
    ) -> Answer<bool> {
        Ok(false)
    }
}

/// The rooms above, as a plug.
#[derive(Clone)]
pub struct Upstairs(Arc<dyn House>);

struct Nobody;

impl House for Nobody {
    fn runs(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<Vec<Runs>> {
        Ok(Vec::new())
    }
    fn fits(&self, _: &Tx<'_>, _: Piece, words: &str) -> Answer<String> {
        Ok(words.to_owned())
    }
    fn pay_back(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<()> {
        Ok(())
    }
    fn close(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<()> {
        Ok(())
    }
    // Why not true: where nobody is asked, nobody has agreed.
    fn agreed(&self, _: &mut Tx<'_>, _: MemberId, _: &str, _: StaffId) -> Answer<bool> {
        Ok(false)
    }
}

impl Upstairs {
    /// The rooms above.
    pub fn new(house: impl House + 'static) -> Upstairs {
        Upstairs(Arc::new(house))
    }

    pub(crate) fn of(tx: &Tx<'_>) -> Arc<dyn House> {
        tx.plugged::<Upstairs>()
            .map_or_else(|_| Arc::new(Nobody) as Arc<dyn House>, |up| up.0.clone())
    }
}

/// A person's requests, the latest first.
pub fn of_member(
    tx: &mut Tx<'_>,
    member: MemberId,
    before: Option<RequestId>,
    most: i64,
) -> Answer<Vec<Request>> {
    use kernel::Id as _;
    let before = before.unwrap_or(RequestId::from_bits(u128::MAX));
    tx.all(store::REQUESTS_OF, (member, before, most))
}

/// The requests that wait, by when they have to be decided.
pub fn by_decision(
    tx: &mut Tx<'_>,
    after: Option<(kernel::At, RequestId)>,
    most: i64,
) -> Answer<Vec<Request>> {
    use kernel::Id as _;
    let (due, id) = after.unwrap_or((kernel::At::default(), RequestId::from_bits(0)));
    tx.all(store::BY_DECISION, (rules::GRACE.as_micros(), due, id, most))
}

/// The steps of a request.
pub fn steps(tx: &mut Tx<'_>, id: RequestId) -> Answer<Vec<Step>> {
    tx.all(store::STEPS, (id,))
}

/// The documents that were seen for it.
pub fn documents(tx: &mut Tx<'_>, id: RequestId) -> Answer<Vec<Document>> {
    tx.all(store::ALL_SEEN, (id,))
}

/// To whom its correction is passed on.
pub fn passings(tx: &mut Tx<'_>, id: RequestId) -> Answer<Vec<Passing>> {
    tx.all(store::PASSINGS, (id,))
}

/// The clocks of a request: under each law that protects the person, by when.
pub fn clocks(tx: &Tx<'_>, request: &Request) -> Answer<Vec<(policy::Law, kernel::At)>> {
    let is_longer = request.longer_at.is_some();
    Ok(rules::clocks(request.laws(), acts::numbers(tx)?, request.asked_at, is_longer))
}

/// What has to end before a member's data can.
pub fn still_runs(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Runs>> {
    Upstairs::of(tx).runs(tx, member)
}
