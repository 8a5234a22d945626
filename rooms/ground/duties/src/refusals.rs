kernel::refusals! {
    /// Why this room says no.
    pub enum DutiesRefusal {
        /// There is none by that id, or it is not theirs to see.
        "duties.no_such_incident" 404 NoSuchIncident = "There is no such incident. Look at the list again.";
        /// It is closed.
        "duties.closed" 409 Closed = "This incident is closed, and its record stays as it is. Open a new one if more is known.";
        /// Another was quicker.
        "duties.moved_on" 409 MovedOn = "Somebody else has changed this meanwhile. Look at the page anew, and decide on what it says now.";
        /// It lies ahead.
        "duties.not_yet" 422 NotYet = "That instant lies in the future. Write when it was.";
        /// The window ends before it begins.
        "duties.wrong_window" 422 WrongWindow = "The time ends before it begins. Write the earlier instant first.";
        /// No instant.
        "duties.no_instant" 422 NoInstant = "Write the instant like 2026-11-22 10:05, by the clock of Japan.";
        /// Nothing by that word.
        "duties.no_such_way" 422 NoSuchWay { whom: String } = "There is nothing here that {whom} names. Write the id, role, view, purpose or recipient as the list of processing has it.";
        /// A text names somebody.
        "duties.names_somebody" 422 NamesSomebody { what: String } = "Leave out what names a person: there is {what} in it.";
        /// A text is too long.
        "duties.too_long" 422 TooLong { most: i64 } = "At most {most} characters. Say it in fewer words.";
        /// An item of the report is empty.
        "duties.item_missing" 422 ItemMissing = "Write something under each of the nine items, if only that it is not known yet.";
        /// No such version.
        "duties.no_such_paper" 404 NoSuchPaper = "There is no such version of the report. Write one first, or choose one from the list.";
        /// It was handed in.
        "duties.sent_already" 409 SentAlready = "This report was handed in already, and is on record. Hand a correction in with the next one.";
        /// Nobody has to be told.
        "duties.nobody_to_tell" 409 NobodyToTell = "By what is known, nobody has to be told. State the facts first; a notice in public is always possible.";
        /// What to tell is not written.
        "duties.no_statement" 409 NoStatement = "Write what the people are told first, in all three languages.";
        /// They are told already.
        "duties.tells_already" 409 TellsAlready = "The people are being told already. Whoever the facts add is told by itself.";
        /// It stands in public.
        "duties.public_already" 409 PublicAlready = "The notice stands in public already.";
        /// A report is missing.
        "duties.report_missing" 409 ReportMissing { report: String } = "The clock of a report still runs: {report}. Hand it in and note it before you close.";
        /// Somebody is not told.
        "duties.people_missing" 409 PeopleMissing { count: i64 } = "{count} people are not told yet. Tell them, and wait until their letters have left.";
        /// A notice is missing.
        "duties.public_missing" 409 PublicMissing { count: i64 } = "No letter reaches {count} people. Put the notice up in public before you close.";
        /// There is no such order, or nobody may know of it.
        "duties.no_such_order" 404 NoSuchOrder = "There is no such order. Look at the list again.";
        /// It is over.
        "duties.order_ended" 409 OrderEnded = "This order has ended, and its record stays as it is. Write a new one down if the authority asks again.";
        /// No authority.
        "duties.no_authority" 422 NoAuthority { whom: String } = "The policy names no authority {whom} to which a law lets data be given. Choose one that it names, or change the policy first.";
        /// Nothing named.
        "duties.no_pieces" 422 NoPieces = "Say which pieces the order names. What it does not name is not handed over.";
        /// More than the policy lets.
        "duties.too_wide" 422 TooWide { piece: String } = "The policy lets this authority be given no {piece}. Ask the authority for its ground, or refuse.";
        /// Nobody named, or too many.
        "duties.no_people" 422 NoPeople { most: i64 } = "Name 1 to {most} people by their ids. An order that names nobody is refused.";
        /// Nobody by that id.
        "duties.no_such_person" 422 NoSuchPerson { whom: String } = "There is nobody with the id {whom}. Write one id a line, as the desk shows it.";
        /// No end.
        "duties.no_end" 422 NoEnd = "Say until when it is to be kept: a day ahead, and at most a year. A longer order is renewed.";
        /// No document.
        "duties.no_document" 422 NoDocument = "Write the article the order rests on, and the number of its document.";
        /// No ground.
        "duties.no_ground" 422 NoGround = "Write why it was refused or taken back.";
        /// No file.
        "duties.no_file" 409 NoFile = "There is no file to hand out: it was handed out already, or its days are over. Write a new order down if it is needed again.";
        /// Nobody named.
        "duties.no_party" 422 NoParty = "Say who takes the business over, and by which agreement.";
        /// There is no such handover.
        "duties.no_such_handover" 404 NoSuchHandover = "There is no such handover to a successor. Write it down on /staff/handovers first.";
        /// It was written to its end.
        "duties.handover_over" 409 HandoverOver = "This handover was written to its end. To write it again, open another; two persons agree to it anew.";
        /// Nobody agreed yet.
        "duties.needs_second" 409 NeedsSecond = "Another person has to agree on /staff/approvals first; they were asked.";
        /// They know.
        "duties.told_already" 409 ToldAlready = "The people were told already.";
    }
}
