use db::{Answer, Tx};
use kernel::{Id, MemberId, StaffId};
use web::{Role, Roles};

use crate::rules::Part;

/// Who takes a step: its author, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The house itself: a job, a marketplace's answer.
    House,
    /// A member.
    Member(MemberId),
    /// Somebody who works here, with the roles they hold.
    Staff(StaffId, Roles),
}

impl By {
    /// The author as it stands in the books.
    pub fn name(&self) -> String {
        match self {
            By::House => "house".into(),
            By::Member(member) => member.to_string(),
            By::Staff(staff, _) => staff.to_string(),
        }
    }

    /// The parts they may play in the life of `member`'s order.
    pub fn parts(&self, owner: MemberId) -> Vec<Part> {
        match self {
            By::House => vec![Part::House],
            By::Member(member) if *member == owner => vec![Part::Member],
            By::Member(_) => Vec::new(),
            By::Staff(_, roles) => {
                let all = [
                    (Role::Buyer, Part::Buyer),
                    (Role::Warehouse, Part::Warehouse),
                    (Role::Support, Part::Support),
                    (Role::Accountant, Part::Accountant),
                ];
                all.into_iter().filter(|(role, _)| roles.has(*role)).map(|(_, part)| part).collect()
            }
        }
    }
}

impl From<&web::Staff> for By {
    fn from(staff: &web::Staff) -> By {
        By::Staff(staff.id, staff.roles)
    }
}

impl From<&web::Member> for By {
    fn from(member: &web::Member) -> By {
        By::Member(member.id)
    }
}

/// What an author's name says to a member: themselves, the house, or its people without a name.
pub(crate) fn told_author(author: &str) -> &'static str {
    match author_text(author) {
        "orders-by-you" => "you",
        "orders-by-staff" => "our staff",
        _ => "the house",
    }
}

/// The text that says so in the reader's language, by its name.
pub(crate) fn author_text(author: &str) -> &'static str {
    if MemberId::parse(author).is_some() {
        "orders-by-you"
    } else if StaffId::parse(author).is_some() {
        "orders-by-staff"
    } else {
        "orders-by-house"
    }
}

kernel::words! {
    /// Why a label is printed: on record with each opening of the address.
    pub enum Printing {
        /// It is handed over.
        First = "first",
        /// The printer did not print it, or not well.
        Unprinted = "unprinted",
        /// The label was damaged.
        Damaged = "damaged",
        /// The label was lost before it was on the parcel.
        Misplaced = "misplaced",
        /// The carrier wants another.
        Asked = "asked",
    }
}

/// What goes onto the parcel: lines to print. It says nothing in logs and cannot be serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Label {
    /// Line by line, as printed.
    pub lines: Vec<String>,
}

impl std::fmt::Debug for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Label(…)")
    }
}

/// Where a member's parcels go. This room knows no address; the app plugs in one that does.
pub trait Doorstep: Send + Sync + 'static {
    /// Whether a parcel can be addressed to this member.
    fn is_known(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<bool>;
    /// The carriers a parcel may be handed to, as they are named; empty: the packer names one.
    fn carriers(&self, tx: &mut Tx<'_>) -> Answer<Vec<String>>;
    /// Opens the label for a carrier: on record, in this transaction.
    fn label(
        &self,
        tx: &mut Tx<'_>,
        member: MemberId,
        order: kernel::OrderId,
        staff: StaffId,
        carrier: &str,
        why: Printing,
    ) -> Answer<Label>;
}

/// The plug: `Plugs::with(Arc::new(Doorsteps::new(…)))`.
pub struct Doorsteps(Box<dyn Doorstep>);

impl Doorsteps {
    /// This way to the members' doors.
    pub fn new(doorstep: impl Doorstep) -> Doorsteps {
        Doorsteps(Box::new(doorstep))
    }
    pub(crate) fn way(&self) -> &dyn Doorstep {
        &*self.0
    }
}

/// Nobody has an address: what a house without a privacy room would plug in.
pub struct NoDoorstep;

impl Doorstep for NoDoorstep {
    fn is_known(&self, _: &mut Tx<'_>, _: MemberId) -> Answer<bool> {
        Ok(false)
    }
    fn carriers(&self, _: &mut Tx<'_>) -> Answer<Vec<String>> {
        Ok(Vec::new())
    }
    fn label(
        &self,
        _: &mut Tx<'_>,
        _: MemberId,
        _: kernel::OrderId,
        _: StaffId,
        _: &str,
        _: Printing,
    ) -> Answer<Label> {
        Err(crate::OrdersRefusal::NoAddress.into())
    }
}
