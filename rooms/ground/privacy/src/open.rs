//! Opening a view: the one door to personal data.

use db::{Answer, Gathered, Tx};
use kernel::{MemberId, StaffId};
use policy::{Ask, Decision, FieldSet, RecipientId, Role, Running, Standing, ViewFacts, Withheld};

use crate::log::{Kind, Note};
use crate::person::{Person, WithPieces};
use crate::refusals::{PrivacyRefusal, withheld};
use crate::running::RunningPolicy;
use crate::vault::warm_key;
use crate::view::{Pieces, View};

/// Who opens, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opener {
    /// In which role.
    pub role: Role,
    /// Who of the staff, when it is a person of the staff.
    pub staff: Option<StaffId>,
    /// Why, in one line: the order, the inquiry, the request. Never anything personal.
    pub why: String,
}

impl Opener {
    /// The person themselves.
    pub fn member() -> Opener {
        Opener { role: Role::Member, staff: None, why: "own page".to_owned() }
    }
    /// The program itself, for a reason.
    pub fn system(why: impl Into<String>) -> Opener {
        Opener { role: Role::System, staff: None, why: why.into() }
    }
    /// Someone of the staff, in a role, for a reason.
    pub fn staff(role: Role, staff: StaffId, why: impl Into<String>) -> Opener {
        Opener { role, staff: Some(staff), why: why.into() }
    }

    pub(crate) fn is_the_person(&self) -> bool {
        self.role == Role::Member
    }

    pub(crate) fn check(&self) -> Result<(), PrivacyRefusal> {
        let why = self.why.trim();
        let plain = !why.is_empty() && why.len() <= 200 && !why.chars().any(char::is_control);
        if plain { Ok(()) } else { Err(PrivacyRefusal::NoReason) }
    }
}

/// Opening views in a transaction.
pub trait OpenViews {
    /// Opens a view of one person, or says why not. Anyone but the person leaves a row in the log.
    fn open<V: View>(&mut self, who: &Opener, member: MemberId) -> Answer<V>;

    /// The same for the copy kept with one order or another id.
    fn open_at<V: View>(&mut self, who: &Opener, member: MemberId, place: &str) -> Answer<V>;

    /// Opens a view of many people. Whoever may not be opened, or has nothing to open, is left out
    /// here in the vault; the log says who was opened.
    fn open_many<V: View>(
        &mut self,
        who: &Opener,
        members: &[MemberId],
    ) -> Answer<Vec<(MemberId, V)>>;
}

impl OpenViews for Tx<'_> {
    fn open<V: View>(&mut self, who: &Opener, member: MemberId) -> Answer<V> {
        self.open_at(who, member, "")
    }

    fn open_at<V: View>(&mut self, who: &Opener, member: MemberId, place: &str) -> Answer<V> {
        let running = may_ask::<V>(self, who)?;
        let view = read_one::<V>(self, &running, who, member, place, None)?;
        if !who.is_the_person() {
            let (view, who) = (V::FACTS, who.clone());
            self.gather(Opening { view, policy: running, who, member })?;
        }
        Ok(view)
    }

    fn open_many<V: View>(
        &mut self,
        who: &Opener,
        members: &[MemberId],
    ) -> Answer<Vec<(MemberId, V)>> {
        crate::many::open_many(self, who, members, None)
    }
}

/// The policy in force, for a view on the list and an opener with a reason.
pub(crate) fn may_ask<V: View>(tx: &Tx<'_>, who: &Opener) -> Answer<std::sync::Arc<Running>> {
    let policy = tx.plugged::<RunningPolicy>()?;
    policy.registered(&V::FACTS)?;
    who.check()?;
    Ok(policy.at(tx.now()))
}

/// Whether a view of a person may be opened.
pub(crate) fn decide(
    view: &ViewFacts,
    running: &Running,
    who: &Opener,
    to: Option<RecipientId>,
    standing: &Standing,
    now: kernel::At,
) -> Result<(), Withheld> {
    // The code's own declaration is the narrower half: a role that it does not name is not let in,
    // whatever the policy would permit.
    if !view.roles.has(who.role) {
        return Err(Withheld::NotAllowed);
    }
    let ask =
        Ask { purpose: view.purpose, fields: view.fields, role: who.role, recipient: to, at: now };
    match running.decide(&ask, standing) {
        Decision::Allowed => Ok(()),
        // The start-up held the view against the policy; what it permitted then has been narrowed.
        Decision::Withheld(Withheld::NotDeclared | Withheld::NotAllowed) => {
            Err(Withheld::PolicyNarrowed)
        }
        Decision::Withheld(why) => Err(why),
    }
}

/// Decides and opens one person's view; the log is the caller's.
pub(crate) fn read_one<V: View>(
    tx: &mut Tx<'_>,
    running: &Running,
    who: &Opener,
    member: MemberId,
    place: &str,
    to: Option<RecipientId>,
) -> Answer<V> {
    let found = Person::load_with_pieces(tx, member, V::CLASS, place)?;
    let WithPieces { person, pieces } = &*found;
    let standing = person.standing(running);
    let recipient = to.and_then(|id| running.compiled().recipient_code(id)).unwrap_or("");
    decide(&V::FACTS, running, who, to, &standing, tx.now())
        .map_err(|why| withheld(why, short(V::FACTS.name), who.role.code(), recipient))?;
    crate::origin::hold(tx, running, &V::FACTS, who, to, person.origin.as_deref())?;
    let mut opened = Vec::with_capacity(V::ITEMS.len());
    for item in V::ITEMS {
        if let Some(sealed) = pieces.iter().find(|piece| piece.item == *item) {
            let key = warm_key(tx, sealed.slot)?.ok_or(PrivacyRefusal::Erased)?;
            opened.push((*item, sealed.open(&key, V::CLASS)?));
        }
    }
    V::from_pieces(&Pieces(opened))
        .map_err(|item| PrivacyRefusal::NothingKept { item: item.to_owned() }.into())
}

/// One person opened. Those whom acts of the same commit open by the same view, in the same role
/// and for the same reason are one entry of the log, as if they had been opened together: an entry
/// each would cost an order a third of its price.
struct Opening {
    view: ViewFacts,
    policy: std::sync::Arc<Running>,
    who: Opener,
    member: MemberId,
}

impl Opening {
    fn is_like(&self, other: &Opening) -> bool {
        self.view.name == other.view.name
            && self.who == other.who
            && self.policy.hash() == other.policy.hash()
    }
}

impl Gathered for Opening {
    fn write(tx: &mut Tx<'_>, mut all: Vec<Opening>) -> Answer<()> {
        while let Some(first) = all.pop() {
            let mut members = vec![first.member];
            all.retain(|other| {
                // Somebody opened twice is on record twice.
                let same = other.is_like(&first) && !members.contains(&other.member);
                if same {
                    members.push(other.member);
                }
                !same
            });
            opened_note(&first.view, &first.policy, &first.who).of_many(members).write(tx)?;
        }
        Ok(())
    }
}

/// The log's line of an opening.
pub(crate) fn opened_note(view: &ViewFacts, running: &Running, who: &Opener) -> Note {
    note_of(Kind::Opened, view, running, who)
}

pub(crate) fn note_of(kind: Kind, view: &ViewFacts, running: &Running, who: &Opener) -> Note {
    let staff = who.staff.map_or_else(|| "-".to_owned(), |staff| staff.to_string());
    Note::new(kind)
        .line("policy", running.hash())
        .line("view", view.name)
        .line("purpose", view.purpose)
        .line("fields", field_words(view.fields))
        .line("role", who.role)
        .line("staff", staff)
        .line("why", who.why.trim())
}

/// The words of a set of fields.
pub(crate) fn field_words(fields: FieldSet) -> String {
    fields.iter().map(policy::Field::code).collect::<Vec<_>>().join(",")
}

/// A view's name without its path.
pub(crate) fn short(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}
