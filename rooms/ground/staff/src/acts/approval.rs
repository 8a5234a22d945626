use db::{Answer, Tx};
use kernel::{ApprovalId, At, Id as _, MemberId, Span, StaffId, VersionId};
use privacy::erase::{Erasure, erase, held_by_law};
use web::Role;

use super::require;
use crate::store::{self, Approval};
use crate::{StaffRefusal, rules};

/// How long a wish waits for its second person, and an agreement to be used.
pub(crate) const LASTS: Span = Span::days(7);

kernel::words! {
    /// What one person alone may not do.
    pub enum Wanted {
        /// Erasing somebody of whom a law still keeps something.
        Erasure = "erasure",
        /// No longer asking a member for codes whose app is lost.
        Factor = "factor",
        /// Keeping or handing over what an authority orders. It is about the order, not about a
        /// person.
        Order = "order",
        /// Giving the business to a successor, with everybody in it.
        Handover = "handover",
        /// A password for a colleague, who chooses their own at the next sign-in. Nobody else is
        /// asked; it stands here so that it is seen by whom it was given, to whom and why.
        Password = "password",
        /// Publishing a version of the privacy policy that lets the house do more. It is about
        /// nobody: its subject has the bits of the version's own id.
        Policy = "policy",
    }
}
db::stored!(Wanted);

kernel::words! {
    /// What became of a wish.
    pub enum Reply {
        /// Another person agreed.
        Agreed = "agreed",
        /// Another person declined.
        Declined = "declined",
        /// Whoever asked took it back.
        TakenBack = "taken_back",
    }
}
db::stored!(Reply);

/// Asks for another's agreement. Who wants what, about whom and why is on record from here on.
pub fn ask_approval(
    tx: &mut Tx<'_>,
    what: Wanted,
    about: MemberId,
    why: &str,
    by: StaffId,
) -> Answer<ApprovalId> {
    match what {
        Wanted::Erasure | Wanted::Order | Wanted::Handover | Wanted::Policy => {
            require(tx, by, Role::PrivacyOfficer)?
        }
        Wanted::Factor => require(tx, by, Role::Support)?,
        Wanted::Password => return Err(StaffRefusal::NoSuchWish.into()),
    }
    if !matches!(what, Wanted::Order | Wanted::Handover | Wanted::Policy) {
        is_a_member(tx, about)?;
    }
    let now = tx.now();
    if store::approvals_about(tx, what, about)?.iter().any(|wish| wish.is_alive(now)) {
        return Err(StaffRefusal::AskedAlready.into());
    }
    let id: ApprovalId = tx.new_id();
    store::ask(tx, id, what, about, why, by, now.plus(LASTS))?;
    Ok(id)
}

/// Agrees or declines: another person than the one who asked, who answers for personal data or
/// administers the house. Whoever asked may only take it back.
pub fn answer_approval(tx: &mut Tx<'_>, id: ApprovalId, reply: Reply, by: StaffId) -> Answer<()> {
    let wish = store::approval(tx, id)?.filter(|wish| wish.what.takes_two());
    let wish = wish.ok_or(StaffRefusal::NoSuchWish)?;
    rules::may_answer(&rules::Answering {
        roles: store::roles(tx, by)?,
        is_own: wish.asked_by == by,
        takes_back: reply == Reply::TakenBack,
    })?;
    let now = tx.now();
    if wish.answer.is_some() || now >= wish.ends_at {
        return Err(StaffRefusal::NoSuchWish.into());
    }
    if reply == Reply::Agreed {
        super::apart(tx, wish.asked_by, by)?;
    }
    store::answer(tx, id, reply, by)
}

/// The wishes of the last weeks, those that wait first. For people who may answer them.
pub fn approvals(tx: &mut Tx<'_>, by: StaffId) -> Answer<Vec<Approval>> {
    let roles = store::roles(tx, by)?;
    if !roles.has_one_of(&rules::MAY_ANSWER) {
        require(tx, by, Role::PrivacyOfficer)?;
    }
    let now = tx.now();
    store::approvals(tx, now.minus(Span::days(60)))
}

/// Whether another agreed to this about somebody: the agreement is used up by it. Otherwise it is
/// asked for, unless that was done already.
pub fn use_agreement(
    tx: &mut Tx<'_>,
    what: Wanted,
    about: MemberId,
    why: &str,
    by: StaffId,
) -> Answer<bool> {
    agreed_by(tx, what, about, why, by).map(|who| who.is_some())
}

/// Who else agreed to publishing a version of the policy; used up and asked for like any other.
pub fn agreed_to_version(
    tx: &mut Tx<'_>,
    version: VersionId,
    by: StaffId,
) -> Answer<Option<StaffId>> {
    let about = MemberId::from_bits(version.bits());
    agreed_by(tx, Wanted::Policy, about, &version.to_string(), by)
}

fn agreed_by(
    tx: &mut Tx<'_>,
    what: Wanted,
    about: MemberId,
    why: &str,
    by: StaffId,
) -> Answer<Option<StaffId>> {
    require(tx, by, Role::PrivacyOfficer)?;
    let now = tx.now();
    let wishes = store::approvals_about(tx, what, about)?;
    if let Some(agreed) = wishes.iter().find(|wish| wish.is_agreed(now)) {
        store::done(tx, agreed.id)?;
        return Ok(agreed.answered_by);
    }
    if !wishes.iter().any(|wish| wish.is_alive(now)) {
        ask_approval(tx, what, about, why, by)?;
    }
    Ok(None)
}

/// Erases a member. Where a law still keeps something of them, only with another's agreement, which
/// is used up by it. Their account is closed first. Run it under `privacy::choices::lock`.
pub fn erase_member(tx: &mut Tx<'_>, member: MemberId, why: &str, by: StaffId) -> Answer<Erasure> {
    require(tx, by, Role::PrivacyOfficer)?;
    is_a_member(tx, member)?;
    if !held_by_law(tx, member)?.is_empty() {
        let now = tx.now();
        let wishes = store::approvals_about(tx, Wanted::Erasure, member)?;
        let agreed = wishes.iter().find(|wish| wish.is_agreed(now));
        let agreed = agreed.ok_or(StaffRefusal::NeedsSecond)?;
        store::done(tx, agreed.id)?;
    }
    if members::is_member(tx, member)? {
        members::close(tx, member)?;
    }
    erase(tx, member, &format!("{why} ({by})"))
}

// Why: a colleague lies in the vault under the bits of their own id, and the same letters after
// `mbr_` would erase them.
fn is_a_member(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    if members::ever_joined(tx, member)? { Ok(()) } else { Err(StaffRefusal::NoMember.into()) }
}

impl Wanted {
    /// Whether another has to agree.
    pub fn takes_two(self) -> bool {
        self != Wanted::Password
    }
}

impl Approval {
    /// Whether it waits for its answer, or was agreed to and not used yet.
    pub fn is_alive(&self, now: At) -> bool {
        now < self.ends_at && (self.answer.is_none() || self.is_agreed(now))
    }

    /// Whether what it asks for may be done now.
    pub fn is_agreed(&self, now: At) -> bool {
        self.answer == Some(Reply::Agreed) && self.done_at.is_none() && now < self.ends_at
    }
}
