use kernel::Yen;

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
        /// Not an e-mail address.
        "members.bad_mail" 422 BadMail = "That is no e-mail address we can write to. Give it as name@example.org.";
        /// A letter has just gone there.
        "members.letter_sent" 429 LetterSent = "A letter is on its way already. Wait a minute before you ask for another; at most ten a day.";
        /// The link of a letter is no good, or no longer.
        "members.no_proof" 410 NoProof = "This link was used already, has lapsed, or is not whole. Ask for a new letter.";
        /// Wrong tries have earned a pause.
        "members.try_later" 429 TryLater { seconds: i64 } = "There were several wrong tries. Wait {seconds} seconds, or have a new password sent to you: that opens at once.";
        /// A second factor is asked for already.
        "members.has_second_factor" 409 HasSecondFactor = "A code of an app is asked for already.";
        /// The code does not fit.
        "members.wrong_code" 422 WrongCode = "This code does not fit, or was used already. Wait for the next one, or use a recovery code.";
        /// Wrong codes have earned a pause.
        "members.code_later" 429 CodeLater { seconds: i64 } = "There were several wrong codes. Wait {seconds} seconds and type the code that is shown then.";
        /// The half session has lapsed.
        "members.half_over" 410 HalfOver = "This took too long, or was finished already. Sign in once more.";
        /// Bidding asks for a proved address.
        "members.prove_first" 403 ProveFirst = "Prove your e-mail address first: open the link in our letter. Your account page sends it again.";
        /// As many bids are alive as the member may have.
        "members.too_many_bids" 403 TooManyBids { most: i64 } = "You may have {most} bids alive at once. Wait until one is over; your account page says how this rises.";
        /// Higher than the member may bid.
        "members.bid_too_high" 403 BidTooHigh { most: Yen } = "You may bid {most} at most. Your account page says how this rises.";
        /// A limit below zero.
        "members.limit_below_zero" 422 LimitBelowZero = "A limit is zero or more.";
        /// Nobody by that number, or their account is closed.
        "members.no_member" 404 NoMember = "There is no open account of that number.";
        /// Something of theirs still runs.
        "members.still_runs" 409 StillRuns { what: String } = "This still runs and is finished first: {what}.";
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
