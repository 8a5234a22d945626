use std::fmt;

use kernel::{MemberId, StaffId};

use crate::{Language, Reckoning, Role, Roles};

/// Who a session belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sitter {
    /// A member.
    Member(MemberId),
    /// A person who works here.
    Staff(StaffId),
}

impl From<MemberId> for Sitter {
    fn from(member: MemberId) -> Sitter {
        Sitter::Member(member)
    }
}

impl From<StaffId> for Sitter {
    fn from(staff: StaffId) -> Sitter {
        Sitter::Staff(staff)
    }
}

/// A signed-in member, as far as every page has to know.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// The member.
    pub id: MemberId,
    /// What the header calls them: shown to themselves only.
    pub handle: String,
    /// The language they read.
    pub language: Language,
    /// How they reckon, beside yen.
    pub reckons: Option<Reckoning>,
}

/// A signed-in person who works here, as far as every page has to know.
#[derive(Clone, PartialEq, Eq)]
pub struct Staff {
    /// The person.
    pub id: StaffId,
    /// What the header calls them: shown to themselves only.
    pub handle: String,
    /// The roles they hold now.
    pub roles: Roles,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// Nobody is signed in.
    Nobody,
    /// A member.
    Member(Member),
    /// A person who works here.
    Staff(Staff),
}

/// What kind of person: all of one kind may go through the same doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Nobody,
    Member,
    Staff(Roles),
}

impl Person {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Person::Nobody => Kind::Nobody,
            Person::Member(_) => Kind::Member,
            Person::Staff(staff) => Kind::Staff(staff.roles),
        }
    }
}

// Why: a handle is personal; what ends up in logs names people by id.
impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Member({})", self.id)
    }
}
impl fmt::Debug for Staff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Staff({})", self.id)
    }
}

/// Who may go through a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone, signed in or not.
    Anyone,
    /// Any member, for what is their own.
    Member,
    /// Anyone who works here, whatever their role.
    AnyStaff,
    /// Who works here and holds this role.
    Staff(Role),
    /// Who works here and holds one of these roles.
    StaffOf(&'static [Role]),
}

impl Who {
    /// Whether this person may.
    pub fn admits(self, person: &Person) -> bool {
        self.lets(person.kind())
    }

    pub(crate) fn lets(self, kind: Kind) -> bool {
        match (self, kind) {
            (Who::Anyone, _) | (Who::Member, Kind::Member) => true,
            (Who::AnyStaff, Kind::Staff(_)) => true,
            (Who::Staff(role), Kind::Staff(roles)) => roles.has(role),
            (Who::StaffOf(some), Kind::Staff(roles)) => roles.has_one_of(some),
            _ => false,
        }
    }

    /// Whether only people who work here may.
    pub fn is_staff(self) -> bool {
        matches!(self, Who::AnyStaff | Who::Staff(_) | Who::StaffOf(_))
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Who::Anyone => f.write_str("anyone"),
            Who::Member => f.write_str("member"),
            Who::AnyStaff => f.write_str("staff"),
            Who::Staff(role) => write!(f, "staff:{role}"),
            Who::StaffOf(roles) => {
                f.write_str("staff:")?;
                for (n, role) in roles.iter().enumerate() {
                    write!(f, "{}{role}", if n > 0 { "|" } else { "" })?;
                }
                Ok(())
            }
        }
    }
}
