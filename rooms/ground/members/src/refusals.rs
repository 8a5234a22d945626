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
        "members.still_runs" 409 StillRuns {
            bids: i64, orders: i64, purchases: i64, quotes: i64, held: Yen, money: Yen
        } = "This is finished first: live bids ({bids}), open orders ({orders}), purchases on their way ({purchases}), questions to the buyers ({quotes}), money set aside ({held}), money in your purse ({money}).";
        /// No day somebody can have been born on.
        "members.bad_birthday" 422 BadBirthday = "Write the day like 1990-05-31; one that was, not one to come.";
        /// None of the words there are.
        "members.bad_sex" 422 BadSex = "Write female, male or other.";
        /// The phone number cannot be dialled.
        "members.bad_phone" 422 BadPhone = "Give the number with + and the country code, such as +81 90 1234 5678.";
        /// The name cannot be printed on a label.
        "members.not_latin" 422 NotLatin = "Carriers print Latin letters only. Write the name as in a passport.";
        /// The postal code has signs no postal code has.
        "members.bad_postal_code" 422 BadPostalCode = "A postal code has letters, digits, spaces and hyphens only, at most 12.";
        /// The country is not on the list.
        "members.no_country" 422 NoCountry = "Choose the country parcels go to.";
        /// A question to a browser was answered already, by another browser, or has lapsed.
        "members.ceremony_over" 410 CeremonyOver = "This took too long, was finished already, or was begun in another browser. Begin once more.";
        /// Passkeys are not offered here.
        "members.no_passkeys" 404 NoPasskeys = "Passkeys cannot be used at this address of the house.";
        /// The answer of a passkey does not hold.
        "members.passkey_wrong" 422 PasskeyWrong = "The answer of this passkey does not fit. Try once more, or sign in another way.";
        /// The device did not verify the person.
        "members.passkey_unverified" 422 PasskeyUnverified = "Your device did not verify that it is you. Use its PIN, finger or face.";
        /// The passkey opens nothing here.
        "members.passkey_unknown" 422 PasskeyUnknown = "This passkey opens no account here. It may have been removed.";
        /// There may be a copy of the passkey.
        "members.passkey_copied" 403 PasskeyCopied = "The counter of this passkey went backwards: there may be a copy of it. It opens nothing any more. Sign in another way, and remove it.";
        /// That passkey is there already.
        "members.passkey_known" 409 PasskeyKnown = "This passkey opens an account here already.";
        /// As many passkeys as an account may have.
        "members.too_many_passkeys" 409 TooManyPasskeys { most: i64 } = "An account has {most} passkeys at most. Remove one first.";
        /// No other way would be left.
        "members.last_way" 409 LastWay = "This is the only way to sign in to your account. Add a passkey or have a password set by letter first.";
        /// An account without a password asks for a fresh sign-in.
        "members.sign_in_anew" 403 SignInAnew = "Sign in once more first: this asks for a sign-in of the last quarter of an hour.";
        /// No such provider is set up.
        "members.no_provider" 404 NoProvider = "Signing in by that site is not offered here.";
        /// The provider cannot be reached.
        "members.provider_away" 503 ProviderAway = "That site cannot be reached just now. Try again, or sign in another way.";
        /// The provider, or the person there, said no.
        "members.provider_declined" 422 ProviderDeclined = "That site did not let you in, or you declined. Nothing was changed.";
        /// The provider does not take the code: it is not of this sign-in.
        "members.provider_code" 422 ProviderCode = "That site did not take back what it had given. Begin once more.";
        /// The token answers another question.
        "members.token_nonce" 422 TokenNonce = "The answer of that site belongs to another sign-in. Begin once more.";
        /// The token is for somebody else.
        "members.token_audience" 422 TokenAudience = "The answer of that site is meant for another house. Nothing was changed.";
        /// The token is of somebody else.
        "members.token_issuer" 422 TokenIssuer = "The answer comes from another site than the one that was asked. Nothing was changed.";
        /// The token has lapsed.
        "members.token_expired" 422 TokenExpired = "The answer of that site has lapsed. Begin once more.";
        /// The token is not signed by the provider.
        "members.token_signature" 422 TokenSignature = "The answer of that site is not signed as it should be. Nothing was changed.";
        /// The token is not one.
        "members.token_broken" 422 TokenBroken = "The answer of that site cannot be read. Nothing was changed.";
        /// The sign-in opens another account.
        "members.linked_elsewhere" 409 LinkedElsewhere = "That sign-in opens another account here already.";
        /// The address belongs to an account.
        "members.address_has_account" 409 AddressHasAccount = "There is an account with your e-mail address. Sign in to it as usual, and link this sign-in on its page.";
        /// No rate of a currency.
        "members.bad_rate" 422 BadRate = "Give what one unit is worth in yen, such as 149.5, with at most six digits behind the point.";
        /// A rate of another day than lately.
        "members.bad_rate_day" 422 BadRateDay { days: i64 } = "Give the day of the rate, such as 2026-11-20: not to come, and less than {days} days ago.";
        /// The time zone is not on the list.
        "members.no_time_zone" 422 NoTimeZone = "Choose a time zone of the list.";
    }
}
