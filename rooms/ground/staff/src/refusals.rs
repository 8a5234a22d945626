kernel::refusals! {
    /// Why the staff room refuses.
    pub enum StaffRefusal {
        /// The role is not held.
        "staff.role_missing" 403 RoleMissing { role: String } = "This needs the role {role}. Ask an administrator for it.";
        /// Nobody by that id works here.
        "staff.nobody" 404 Nobody = "Nobody by that number works here.";
        /// The person has left.
        "staff.has_left" 409 HasLeft = "This person no longer works here.";
        /// The role is held already.
        "staff.holds_already" 409 HoldsAlready { role: String } = "This person already holds the role {role}.";
        /// The role is not held.
        "staff.holds_not" 409 HoldsNot { role: String } = "This person does not hold the role {role}.";
        /// The last administrator would be gone.
        "staff.last_administrator" 409 LastAdministrator = "This is the last administrator. Give somebody else the role first.";
        /// The house already has staff.
        "staff.not_the_first" 409 NotTheFirst = "Somebody works here already; an administrator hires the others.";
        /// No role was chosen.
        "staff.no_role" 422 NoRole = "Choose at least one role.";
    }
}
