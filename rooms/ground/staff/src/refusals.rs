use kernel::At;

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
        /// One person alone may not.
        "staff.needs_second" 409 NeedsSecond = "A law still keeps something of this person. Ask for another's agreement first.";
        /// The same person asked and would answer.
        "staff.own_wish" 403 OwnWish = "Whoever asked cannot agree to it or decline it; another person does.";
        /// One hand stands behind both.
        "staff.one_hand" 403 OneHand { days: i64 } = "One of you was hired by the other, or given a password or a role, within the last {days} days; or both of you were by the same colleague. Somebody else answers, or you wait.";
        /// It is asked for already.
        "staff.asked_already" 409 AskedAlready = "Another's agreement is asked for already, or given; see above.";
        /// No such wish waits.
        "staff.no_such_wish" 404 NoSuchWish = "No such wish waits for an answer: it was answered, taken back, or has lapsed.";
        /// Nobody ever joined under that number.
        "staff.no_member" 404 NoMember = "No member has or had that number. Copy it from their page; it begins with mbr_.";
        /// The password one was given has to be changed.
        "staff.choose_first" 403 ChooseFirst = "Choose a password of your own first: you were given the one you typed.";
        /// The password that was given was not used in its days.
        "staff.given_lapsed" 403 GivenLapsed = "The password you were given has lapsed. Ask an administrator for another.";
        /// The chosen password is the given one.
        "staff.same_password" 422 SamePassword = "Choose another than the one you were given.";
        /// Nobody resets themselves.
        "staff.own_reset" 403 OwnReset = "You cannot do this for yourself; another administrator does.";
        /// No code is asked of them.
        "staff.no_factor" 409 NoFactor = "No code is asked of this member; there is nothing to switch off.";
        /// Nobody has agreed yet.
        "staff.needs_agreement" 409 NeedsAgreement = "Another has to agree first, on the page of approvals.";
        /// The member has still time to say no.
        "staff.too_soon" 409 TooSoon { until: At } = "The member was told by letter and has until {until} to stop this.";
        /// A code was typed since.
        "staff.factor_used" 409 FactorUsed = "A code was typed since this was asked for: the app is not lost. Ask the member again who they are.";
        /// No role was chosen.
        "staff.no_role" 422 NoRole = "Choose at least one role.";
    }
}
