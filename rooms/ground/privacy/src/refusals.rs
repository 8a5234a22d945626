use policy::Withheld;

kernel::refusals! {
    /// Why personal data stays closed, or is not taken.
    pub enum PrivacyRefusal {
        /// The policy does not declare the fields for the purpose.
        "privacy.not_declared" 403 NotDeclared { view: String } = "The privacy policy does not declare what {view} reads for its purpose. Change the policy or the view.";
        /// The policy does not let the role.
        "privacy.not_allowed" 403 NotAllowed { view: String, role: String } = "The privacy policy does not let {role} open {view}.";
        /// The running policy is narrower than the one the program started with.
        "privacy.policy_narrowed" 403 PolicyNarrowed { view: String } = "The policy in force no longer permits {view}. Nothing was opened.";
        /// The person's data is erased.
        "privacy.erased" 410 Erased = "This person's data has been erased.";
        /// The person asked to stop all use.
        "privacy.stopped" 403 Stopped = "This person asked that their data be used no more.";
        /// No route leads to the recipient.
        "privacy.no_route" 403 NoRoute { recipient: String } = "The privacy policy names no legal route by which {recipient} may receive this.";
        /// The route has not started or has lapsed.
        "privacy.route_lapsed" 403 RouteLapsed { recipient: String } = "The legal route to {recipient} has not started or has lapsed. Review its contract and publish a new version of the policy.";
        /// The person objected.
        "privacy.objected" 403 Objected = "This person objected to this use of their data.";
        /// A consent is missing.
        "privacy.no_consent" 403 NoConsent = "This needs a consent that the person has not given.";
        /// The view is not on the list the program started with.
        "privacy.not_registered" 500 NotRegistered { view: String } = "{view} is not on the list of views; add it to the list of its room.";
        /// There is nothing to open.
        "privacy.nothing_kept" 404 NothingKept { item: String } = "No {item} is kept of this person. Ask them to fill it in.";
        /// Nobody by that id.
        "privacy.no_person" 404 NoPerson = "The house knows no person by that id.";
        /// The handle belongs to someone.
        "privacy.handle_taken" 409 HandleTaken = "That name is taken. Please choose another.";
        /// The e-mail address belongs to someone.
        "privacy.email_taken" 409 EmailTaken = "That e-mail address already belongs to an account. Sign in, or use another address.";
        /// A required part is empty.
        "privacy.empty" 422 Empty { item: String } = "Please fill in the {item}.";
        /// A part is too long to be kept.
        "privacy.too_long" 422 TooLong { item: String, most: i64 } = "The {item} is too long; at most {most} characters.";
        /// Looks like a card number.
        "privacy.card_number" 422 CardNumber = "This looks like the number of a card. The house never keeps one; please take it out.";
        /// The reason given with an opening is not one.
        "privacy.no_reason" 422 NoReason = "Say in one line why you open this: the order, the inquiry, the request.";
        /// The choice does not exist.
        "privacy.no_such_choice" 404 NoSuchChoice { choice: String } = "The privacy policy has no choice called {choice}.";
        /// The keystore is not the one the database was written with.
        "privacy.other_keystore" 409 OtherKeystore = "The keystore does not know the keys this database names. Restore the keystore and the master file that belong to it.";
        /// A version that was in force here was edited.
        "privacy.policy_altered" 409 PolicyAltered { what: String } = "A policy that was published is never edited. Put these entries back as they were, and write what is to change into a version of its own; the demonstration of an earlier daiko is begun anew in an empty folder.\n{what}";
        /// The file of a version that was in force here is gone.
        "privacy.policy_gone" 409 PolicyGone { version: String, hash: String } = "Version {version} of the policy ({hash}) was in force here, and its files are gone. Put them back beside the newer ones.";
        /// The versions do not fit each other, or a view the one in force.
        "privacy.policy_unfit" 409 PolicyUnfit { what: String } = "The house does not start under this policy.\n{what}";
        /// No such version.
        "privacy.no_such_version" 404 NoSuchVersion = "There is no such version of the policy.";
        /// The version has moved on.
        "privacy.version_moved" 409 VersionMoved = "This version has moved on. Look at it again.";
        /// It names another version as the one before it.
        "privacy.version_not_next" 409 VersionNotNext { previous: String } = "It does not follow the version in force. Write previous = {previous} into the facts.";
        /// Its date is not later.
        "privacy.version_not_later" 409 VersionNotLater { version: String } = "Give it a date as its version that is later than {version}.";
        /// Its day leaves the members too little time.
        "privacy.version_too_soon" 409 VersionTooSoon { day: String } = "It can be in force from {day} at the earliest: before that its day is past, or the members are told too late. Write a later day as effective.";
        /// Views read what it does not permit.
        "privacy.version_unfit" 409 VersionUnfit { what: String } = "The house could not run under it. Change these lines:\n{what}";
        /// The same text is known already.
        "privacy.version_known" 409 VersionKnown = "A version with this very text, or of this date, is there already. Look at the list.";
        /// Another is on its way.
        "privacy.version_on_its_way" 409 VersionOnItsWay = "Another version is announced and not in force yet. Wait for its day, or withdraw it first.";
        /// It binds already.
        "privacy.version_binds" 409 VersionBinds = "This version is in force already. Publish another in its place.";
        /// It asks no consent again.
        "privacy.not_asked_again" 404 NotAskedAgain = "This version asks for no such consent again.";
        /// Erasure has to wait.
        "privacy.already_erased" 409 AlreadyErased = "This person's data has been erased already.";
        /// No such request.
        "privacy.no_such_request" 404 NoSuchRequest = "There is no such request of yours.";
        /// A law's own duty.
        "privacy.duty_not_stopped" 409 DutyNotStopped { purpose: String } = "{purpose} is a duty that a law sets; it cannot be stopped. Publish a version of the policy when the law no longer asks for it.";
        /// Neither a purpose nor a recipient of the policy in force.
        "privacy.no_such_control" 404 NoSuchControl { what: String } = "The policy in force has no {what}. Choose a purpose or a recipient from the list.";
        /// The same runs already.
        "privacy.task_runs" 409 TaskRuns = "This runs already. Wait until it has ended, then ask for it again.";
        /// The life of a request has no such step.
        "privacy.no_such_step" 409 NoSuchStep = "The request has moved on. Look at it again.";
        /// The same is asked already.
        "privacy.asked_already" 409 AskedAlready = "You have asked for this already. Look at that request, or take it back first.";
        /// The right has no such part.
        "privacy.no_such_subject" 422 NoSuchSubject = "Choose what it is about.";
        /// No law has the ground for this right.
        "privacy.no_lawful_ground" 422 NoLawfulGround { ground: String } = "The law that protects this person does not let this right be refused as {ground}. Choose another ground, or grant it.";
        /// No law lets this right cost anything.
        "privacy.no_fee" 422 NoFee = "The law lets nobody ask a fee for this right.";
        /// It may not take longer.
        "privacy.not_longer" 422 NotLonger = "Only under the law of Europe may a request take longer, once, and when that is told within its first month.";
        /// No document was seen.
        "privacy.nothing_seen" 409 NothingSeen = "Note first which document was seen that shows who asks.";
        /// No mandate was seen.
        "privacy.no_mandate_seen" 409 NoMandateSeen = "Note first which document was seen that shows the agent’s mandate.";
        /// More requests than the desk can take.
        "privacy.busy" 503 Busy = "Very many requests came within the last hour. Try again in an hour; one you made already is on its way.";
        /// Letters to that address come back.
        "privacy.mail_bounces" 422 MailBounces = "A letter to this address came back. Give another address, or write it once more.";
        /// An agent named nobody.
        "privacy.nobody_named" 409 NobodyNamed = "Note first the e-mail address of the person the agent acts for. The agent’s own leads to the agent.";
        /// The archive is not there any more.
        "privacy.archive_over" 410 ArchiveOver = "This archive can no longer be taken. Ask for a new one.";
        /// The archive is being taken.
        "privacy.archive_on_its_way" 409 ArchiveOnItsWay = "This archive is being taken already. Wait until it is whole, or end that download first.";
        /// As many archives are being taken as the house makes at a time.
        "privacy.many_archives" 503 ManyArchives = "Others are taking their archives just now. Try again in a minute.";
        /// No address that letters could go to.
        "privacy.bad_mail" 422 BadMail = "This is no e-mail address. Write it like name@example.org.";
        /// The session is too old to show who asks.
        "privacy.sign_in_anew" 403 SignInAnew = "Your sign-in is older than a quarter of an hour. Sign out, sign in again, and ask once more.";
        /// No such row in the log.
        "privacy.no_such_record" 404 NoSuchRecord = "There is no such record of yours.";
        /// A predecessor's policy had no such use.
        "privacy.predecessor" 403 Predecessor { purpose: String } = "This person came with another business, whose policy had no such use for {purpose}. It is withheld until they agree to this house’s policy.";
        /// Nobody's business brought them.
        "privacy.not_handed_over" 409 NotHandedOver = "Only this house’s policy binds here already.";
        /// A file of a handover is not whole.
        "privacy.handover_broken" 422 HandoverBroken { what: String } = "The handover does not hold: {what}. Nobody was taken over from it; ask for the file and its key anew.";
        /// Nobody said where it comes from.
        "privacy.no_provenance" 422 NoProvenance = "Say who gives this data, and how they came by it: without that nothing is taken.";
        /// The row is not in the tree yet.
        "privacy.not_sealed_yet" 409 NotSealedYet = "This record is a moment old and not yet in the signed log. Try again in a few seconds.";
    }
}

/// The refusal for a decision's reason.
pub(crate) fn withheld(why: Withheld, view: &str, role: &str, recipient: &str) -> PrivacyRefusal {
    let (view, recipient) = (view.to_owned(), recipient.to_owned());
    match why {
        Withheld::NotDeclared => PrivacyRefusal::NotDeclared { view },
        Withheld::NotAllowed => PrivacyRefusal::NotAllowed { view, role: role.to_owned() },
        Withheld::PolicyNarrowed => PrivacyRefusal::PolicyNarrowed { view },
        Withheld::Erased => PrivacyRefusal::Erased,
        Withheld::Stopped => PrivacyRefusal::Stopped,
        Withheld::NoRoute => PrivacyRefusal::NoRoute { recipient },
        Withheld::RouteLapsed => PrivacyRefusal::RouteLapsed { recipient },
        Withheld::Objected => PrivacyRefusal::Objected,
        Withheld::NoConsent => PrivacyRefusal::NoConsent,
    }
}
