use kernel::Word;

kernel::words! {
    /// What a person who works here may do. Each opens its own desks and nothing else.
    pub enum Role {
        /// Buys by hand where no connector can.
        Buyer = "buyer",
        /// Receives, stores, packs and hands over parcels.
        Warehouse = "warehouse",
        /// Answers members.
        Support = "support",
        /// Reads and settles the books.
        Accountant = "accountant",
        /// Plans campaigns.
        Marketing = "marketing",
        /// Answers for personal data.
        PrivacyOfficer = "privacy_officer",
        /// Reads applications.
        Recruiter = "recruiter",
        /// Hires, gives and takes roles.
        Administrator = "administrator",
    }
}
db::stored!(Role);

impl Role {
    /// The role as a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            Role::Buyer => "Buyer",
            Role::Warehouse => "Warehouse",
            Role::Support => "Support",
            Role::Accountant => "Accountant",
            Role::Marketing => "Marketing",
            Role::PrivacyOfficer => "Privacy officer",
            Role::Recruiter => "Recruiter",
            Role::Administrator => "Administrator",
        }
    }

    const fn bit(self) -> u16 {
        1 << (self as u16)
    }
}

/// The roles one person holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Roles(u16);

impl Roles {
    /// No role.
    pub const NONE: Roles = Roles(0);

    /// Whether this one is among them.
    pub fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether one of these is among them.
    pub fn has_one_of(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// All of them, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Roles {
        Roles(roles.into_iter().fold(0, |bits, role| bits | role.bit()))
    }
}
