kernel::refusals! {
    /// Why this room says no.
    pub enum InquiriesRefusal {
        /// There is none by that id, or it is somebody else's.
        "inquiries.unknown" 404 Unknown = "There is no such case of yours. Look at the link again, or write to us anew.";
        /// The order is not theirs.
        "inquiries.unknown_order" 422 UnknownOrder = "You have no such order. Choose one from the list, or leave it out.";
        /// Nothing was written.
        "inquiries.no_words" 422 NoWords = "Write down what you want to ask.";
        /// More was written than a case takes at once.
        "inquiries.too_long" 422 TooLong { most: i64 } = "At most {most} characters at once. Send the rest as a second message.";
        /// There is no name.
        "inquiries.no_name" 422 NoName = "Tell us what to call you: 1 to 100 characters.";
        /// Too many files.
        "inquiries.too_many_files" 422 TooManyFiles { most: i64 } = "At most {most} files at once. Send the others with a second message.";
        /// A file is too large.
        "inquiries.file_too_large" 422 FileTooLarge { file: String, most_mb: i64 } = "{file} is larger than {most_mb} MB. Send a smaller one.";
        /// A file is of no kind that is taken.
        "inquiries.file_kind" 422 FileKind { file: String } = "{file} is no picture (JPEG, PNG, WebP), no PDF and no plain text. Send one of these.";
        /// Nothing is in it.
        "inquiries.file_empty" 422 FileEmpty { file: String } = "{file} is empty. Choose it again.";
        /// Too much for somebody who has not proved an address.
        "inquiries.files_by_link" 422 FilesByLink { most_mb: i64 } = "With the first message files may be {most_mb} MB together. Send the larger ones on the page that your letter leads to.";
        /// Many cases are open.
        "inquiries.too_many" 409 TooMany { most: i64 } = "You have {most} cases open. Write in one of them, or wait until one is answered.";
        /// More strangers write than the desk takes.
        "inquiries.busy" 429 Busy = "Many people are writing just now. Try again in an hour, or call us.";
        /// They wrote often today.
        "inquiries.too_often" 429 TooOften { most: i64 } = "You have written {most} times since yesterday. Please wait for the desk, or call us.";
        /// Much lies here already.
        "inquiries.full" 409 Full { most_mb: i64 } = "Your files take up {most_mb} MB here already. Write without a file, or wait until a closed case is destroyed.";
        /// The house sends no letters.
        "inquiries.no_letters" 409 NoLetters = "This house sends no letters, so it could not answer you. Sign in and write as a member, or call us.";
        /// Another has it.
        "inquiries.claimed" 409 Claimed = "A colleague has this case. Take the next one, or ask them to hand it back.";
        /// It is nobody's, or another's.
        "inquiries.not_claimed" 409 NotClaimed = "Take this case first, so that nobody else answers it at the same time.";
        /// It is closed.
        "inquiries.already_closed" 409 Closed = "This case is closed. Open it again first.";
        /// It is not closed.
        "inquiries.not_closed" 409 NotClosed = "This case is open already.";
        /// Nobody of the desk by that handle.
        "inquiries.no_colleague" 422 NoColleague = "Nobody at this desk has that handle. Give the handle of a colleague who works here.";
        /// It is with the privacy officer.
        "inquiries.with_officer" 403 WithOfficer = "This case is with the privacy officer, who alone goes on with it.";
        /// Only the desk.
        "inquiries.not_at_desk" 403 NotAtDesk = "Only customer service and the privacy officer work at this desk.";
    }
}
