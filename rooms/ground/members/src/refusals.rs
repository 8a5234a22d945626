kernel::refusals! {
    /// Why the members' room refuses.
    pub enum MemberRefusal {
        /// The handle is not one.
        "members.bad_handle" 422 BadHandle = "A handle is 3 to 20 letters a-z, digits, - or _, and starts with a letter.";
        /// The handle would pass for the house itself.
        "members.reserved_handle" 422 ReservedHandle = "That handle is kept for the house. Choose another.";
        /// The password is too short.
        "members.short_password" 422 ShortPassword { least: i64 } = "At least {least} characters: a few words in a row are easy to keep in mind.";
        /// The password is too long.
        "members.long_password" 422 LongPassword { most: i64 } = "At most {most} bytes.";
        /// The password is guessed at once.
        "members.plain_password" 422 PlainPassword = "That is too easy to guess. Choose one that is not your handle and not one sign again and again.";
        /// No such pair of handle and password. Which of the two is wrong is not told.
        "members.wrong_sign_in" 422 WrongSignIn = "Handle and password do not fit together. Try again.";
        /// The password given for a change is wrong.
        "members.wrong_password" 422 WrongPassword = "That is not your password now.";
        /// Too many are being checked at once.
        "members.door_busy" 503 DoorBusy = "Very many people are signing in just now. Please try again in a few seconds.";
        /// The account is closed.
        "members.closed" 403 Closed = "This account is closed.";
        /// The phone number cannot be dialled.
        "members.bad_phone" 422 BadPhone = "Give the number with + and the country code, such as +81 90 1234 5678.";
        /// The name cannot be printed on a label.
        "members.not_latin" 422 NotLatin = "Carriers print Latin letters only. Write the name as in a passport.";
        /// The postal code has signs no postal code has.
        "members.bad_postal_code" 422 BadPostalCode = "A postal code has letters, digits, spaces and hyphens only, at most 12.";
        /// The country is not on the list.
        "members.no_country" 422 NoCountry = "Choose the country parcels go to.";
        /// The time zone is not on the list.
        "members.no_time_zone" 422 NoTimeZone = "Choose a time zone of the list.";
    }
}
