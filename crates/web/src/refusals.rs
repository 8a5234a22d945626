kernel::refusals! {
    /// Why the web door does not let a request through, or does not take a form.
    pub enum WebRefusal {
        /// No such page, or nothing by that name.
        "web.not_found" 404 NotFound = "There is nothing at this address. It may have been mistyped, or the thing is gone.";
        /// The page is there, but not for this method.
        "web.wrong_method" 405 WrongMethod = "This address cannot be used that way. Go back and use the page's own buttons.";
        /// Only for people who are signed in.
        "web.sign_in_first" 401 SignInFirst = "Sign in first; then this page opens.";
        /// Only for members.
        "web.members_only" 403 MembersOnly = "This page is for members. Sign in as a member to open it.";
        /// Only for people who work here.
        "web.staff_only" 403 StaffOnly = "This page is for people who work here.";
        /// Only for another role.
        "web.other_role" 403 OtherRole = "This desk needs a role you do not hold. Ask an administrator for it.";
        /// The form did not come from our own page.
        "web.foreign_form" 403 ForeignForm = "This form did not come from this site, or the page was open for too long. Nothing was changed; open the page again and send it once more.";
        /// The body is larger than the door takes.
        "web.too_large" 413 TooLarge { most: i64 } = "That is more than this page takes ({most} bytes). Send less.";
        /// The body is of a kind the door does not read.
        "web.wrong_kind" 415 WrongKind = "This address takes forms only.";
        /// The request cannot be read.
        "web.unreadable" 400 Unreadable = "This request cannot be read. Go back and try again.";
        /// The body did not arrive in time.
        "web.too_slow" 408 TooSlow = "The request took too long to arrive. Please try again.";
        /// Too many requests from one address, one person or one key.
        "web.too_often" 429 TooOften { wait_s: i64 } = "That was more often than this house answers. Wait {wait_s} seconds, then go on.";
        /// A field that must be filled in is empty.
        "web.missing" 422 Missing = "Fill this in.";
        /// A field holds more than it may.
        "web.too_long" 422 TooLong { most: i64 } = "At most {most} characters.";
        /// Not an amount.
        "web.not_yen" 422 NotYen = "Give a whole number of yen, such as 12,000.";
        /// Not a number.
        "web.not_a_number" 422 NotANumber = "Give a whole number.";
        /// Not one of the offered choices.
        "web.not_a_choice" 422 NotAChoice = "Choose one of these.";
        /// Signs that have no place in a line of text.
        "web.control_signs" 422 ControlSigns = "This holds signs that cannot be printed. Type it again.";
    }
}
