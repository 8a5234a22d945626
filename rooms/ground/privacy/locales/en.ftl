# What a member sees of their own data. The policy’s own words lie in `policy/`.

## My data
privacy-mine = My data
privacy-mine-what = Every time somebody else opened your data, everyone it was handed to, and every choice that is yours. What is written here cannot be changed afterwards without being found: take a proof with you.
privacy-your-choices = Your choices
privacy-who-opened = Who opened it
privacy-to-whom-handed = To whom it was handed
privacy-what-chosen = What you chose, and the words you saw
privacy-when-it-goes = When it goes
privacy-in-force = The policy in force
privacy-is-erased = Erased
privacy-is-stopped = All use is stopped
privacy-since = since
privacy-use-again = Let it be used again
privacy-stop-use = Stop all use of my data
privacy-agreed = You agreed
privacy-not-given = Not given
privacy-is-objected = You objected
privacy-no-objection = No objection
privacy-i-agree = I agree
privacy-i-object = I object
privacy-take-back = Take it back
privacy-chosen = Your choice is on record, and holds from now on.
privacy-use-stopped = All use of your data is stopped.
privacy-use-resumed = Your data may be used again.

## The record
privacy-when = When
privacy-who = Who
privacy-what-for = What for
privacy-what = What
privacy-why = Why
privacy-proof = Proof
privacy-take-proof = Take it
privacy-nobody-opened = Nobody but you has opened your data.
privacy-opened-caption = Who opened my data
privacy-kind = { $kind ->
    [opened] opened
    [disclosed] disclosed
    [received] taken over
    [chosen] chosen
    [stopped] stopped
    [destroyed] destroyed
    [erased] erased
    [expired] expired
    [policy] policy
    [epoch] epoch
   *[other] { $kind }
 }
privacy-nobody-given = Nobody outside was given your data.
privacy-handed-caption = To whom my data was handed
privacy-to-whom = To whom
privacy-route = Legal route
privacy-record = Record
privacy-open = Open
privacy-this-line = this line
privacy-nothing-chosen = You have not chosen anything yet: every switch stands as the policy says.
privacy-yes = yes
privacy-taken-back = taken back
privacy-the-words = the words
privacy-the-proof = proof
privacy-no-clock = No period has begun: it counts from the day an account is closed or an order is finished.
privacy-shown = What I was shown

## One hand-over
privacy-third-party = Handed to a third party
privacy-named-as = Who you were named as
privacy-their-address = Their address
privacy-represented = Represented by
privacy-country = Country
privacy-items = What was given
privacy-ground = On which ground
privacy-means = By which means
privacy-back = Back to my data

## Requests
privacy-requests = Requests about my data
privacy-requests-go = Ask for everything that is kept of you, have it corrected, stopped or deleted
privacy-requests-what = What the law lets you ask, and what you asked. Most of it the house carries out at once; where a person has to decide, you see by when.
privacy-requests-made = What you asked
privacy-requests-none = You have not asked for anything yet. Choose one of the above.
privacy-request = Request
privacy-request-stands = Stands
privacy-request-asked = Asked
privacy-request-due = To be answered by
privacy-first-ends = What still runs is finished first:
privacy-deletion-sure = I understand that this cannot be undone after seven days
privacy-ask-deletion = Ask for deletion
privacy-ask = Ask
privacy-your-question = Your question
privacy-right-value = What it should say
privacy-right-value-help = For something else, say in your own words what is wrong and what is right.
privacy-what-is-wrong = What is wrong
privacy-what-to-stop = What to stop
privacy-stop-everything = All use, but what running orders need
privacy-stop-close = Everything: close my account
privacy-request-is-made = Your request is on record.
privacy-take-archive = Take the archive
privacy-until = until
privacy-keep-link = Keep this link: it shows how your request went once your account is gone.
privacy-the-link = The link of this request
privacy-request-steps = What happened
privacy-all-requests = All requests
privacy-grace = It can be taken back until
privacy-said-asker = Written by whoever asks
privacy-said-house = Answer of the house
privacy-write-more = Write once more
privacy-send = Send
privacy-withdraw = Take the request back
privacy-is-withdrawn = The request is taken back.
privacy-controls = Controls
privacy-controls-what = What is stopped at once, and what the running house is asked to do with its keys and its log
privacy-stop-purposes = Purposes
privacy-stop-purposes-what = A purpose that is stopped opens nothing for anybody, from this instant until it is lifted, also over a restart.
privacy-stop-recipients = Recipients
privacy-stop-recipients-what = A recipient that is stopped is handed nothing, from this instant until it is lifted, also over a restart. Letters and parcels on their way wait or are withheld.
privacy-stands-stopped = stopped
privacy-is-duty = a law’s duty
privacy-stop = Stop …
privacy-stop-now = Stop now
privacy-lift = Lift the stop
privacy-tasks = Keys and log
privacy-epoch = The keys are wrapped under epoch { $epoch }.
privacy-task = { $what ->
    [verify] Check the log
    [turn] Turn the epoch
   *[rotate] Renew the keys
 }
privacy-task-what = { $what ->
    [verify] Every entry against its leaf, every leaf against the signed heads, and every row that decisions are read from against the entries.
    [turn] Every living key is wrapped under a fresh master key, and no older copy of the keystore opens anything. Copy the keystore and the master file, each to its place, as soon as it is done.
   *[rotate] Everybody gets new keys, and what lies under the old ones is sealed anew. The house goes on meanwhile.
 }
privacy-task-is-on = under way
privacy-task-done = { $count } keys so far
privacy-task-ask = Begin
privacy-task-asked = It is asked for. What came of it appears here.
privacy-desk = Requests for rights
privacy-desk-what = What people ask of their data, by its deadline
privacy-desk-empty = Nothing waits. New requests appear here by their deadline.
privacy-about-whom = About whom
privacy-who-asks = Who asks
privacy-documents = Documents that were seen
privacy-no-document = None yet. Have one shown to you; note its kind alone, and keep no copy.
privacy-document-kind = Kind of document
privacy-document-seen = Note that it was seen
privacy-leads-to = Whom the address leads to
privacy-leads-nowhere = To nobody the house knows. To grant the request says that nothing is held.
privacy-to-name = Note this address
privacy-decide-by = To be decided by
privacy-passed-on = Recipients who are told of the correction
privacy-has-confirmed = confirmed
privacy-note-passed = Note that they were told
privacy-note-confirmed = Note that they confirmed
privacy-to-answer = Answer
privacy-answer-words = Your answer
privacy-to-grant = Grant
privacy-to-grant-what = The house carries it out. Where a law keeps something, a second person has to agree first.
privacy-grant-sure = I have looked at it, and it is to be carried out
privacy-to-refuse = Refuse
privacy-on-ground = On which ground
privacy-why-words = Why, in words for whoever asked
privacy-to-extend = It takes longer
privacy-second-asked = A second person is asked to agree. Grant it once they have.
privacy-is-granted = Granted; it is being carried out.
privacy-on-record = It is on record.
privacy-ask-house = Ask what is kept of you
privacy-ask-house-what = For everybody without an account: whoever wrote to us, applied for work, or was sent a parcel. We send a link to your address first; where we hold something, a document is looked at, and no copy is kept.
privacy-with-account = With an account, ask here
privacy-which-right = What do you ask?
privacy-who-you-are = How do we know you?
privacy-for-whom = For whom
privacy-for-myself = For myself
privacy-your-mail = Your e-mail address
privacy-your-mail-help = It is kept for this request alone.
privacy-acted-for = The e-mail address of the person you act for
privacy-acted-for-help = Only if you act for somebody else: the address they are known by here. Yours leads to you.
privacy-your-words = In your own words
privacy-your-words-help = When and how you had to do with us helps to find it.
privacy-look-in-mail = Look into your mailbox: the link there begins your request.
privacy-prove-what = Letters reach you here. Go on to begin the request.
privacy-prove = Begin the request
privacy-nothing-held = Nothing is held of you under this address.
privacy-receipt = The receipt
privacy-receipt-what = A proof that the erasure stands in the signed log. Anyone can check it without us.
privacy-stop-this = Stop: { $what }
privacy-alarms = reminded { $count }
privacy-right = { $right ->
    [R1] Everything that is kept of me
    [R2] A question about my data
    [R3] A correction
    [R4] A stop
    [R5] Deletion
   *[other] { $right }
 }
privacy-right-what = { $right ->
    [R1] All of it, as a page that opens without a network, and as JSON and CSV: with purposes, recipients, dates, and proofs. It is free.
    [R2] Ask what is used for what, by whom, and why. A person answers.
    [R3] What you say of yourself is put right at once. The old value stays sealed for the record, and everyone who was given it in the last 90 days is told.
    [R4] Stop a purpose, a recipient, all use, or close the account.
    [R5] After seven days in which you can take it back, and once your orders are finished, the keys of your data are destroyed. What a law has kept stays for that law alone, until its date.
   *[other] { $right }
 }
privacy-request-state = { $state ->
    [asked] to be proved
    [open] with the desk
    [grace] announced
    [waiting] waits for what runs
    [working] being carried out
    [done] done
    [refused] refused
    [withdrawn] taken back
    [lapsed] lapsed
   *[other] { $state }
 }
privacy-request-event = { $event ->
    [ask] asked
    [prove] who asks was shown
    [announce] announced
    [ripen] waits for what runs
    [begin] begun
    [finish] carried out
    [answer] answered
    [refuse] refused
    [withdraw] taken back
    [lapse] lapsed
    [extend] takes longer
    [alarm] the desk was reminded
    [take] the archive was taken
   *[other] { $event }
 }
privacy-piece = { $piece ->
    [given] Given name
    [family] Family name
    [latin] Name in Latin letters
    [birthday] Birthday
    [phone] Phone number
    [sex] Sex
    [other] Something else
   *[other] { $piece }
 }
privacy-lawful-ground = { $ground ->
    [identity] Who asks was not shown
    [mandate] The mandate was not shown
    [harm] It would harm somebody
    [hindrance] It would seriously hinder the work
    [other_law] Another law forbids it
    [accurate] What is kept is right
    [legal_duty] A law has it kept
   *[other] { $ground }
 }
privacy-ground-of = { $ground ->
    [identity] Refused: who asks was not shown.
    [mandate] Refused: the mandate was not shown.
    [harm] Refused: it would harm somebody.
    [hindrance] Refused: it would seriously hinder the work.
    [other_law] Refused: another law forbids it.
    [accurate] Refused: what is kept is right.
    [legal_duty] Refused: a law has it kept.
   *[other] { $ground }
 }
privacy-asker = { $asker ->
    [member] a member
    [inquirer] I wrote to you
    [applicant] I applied for work
    [addressee] A parcel was sent to me
    [other] In another way
   *[other] { $asker }
 }
privacy-agent = { $agent ->
    [parent] As a parent, for a child
    [guardian] As a guardian
    [attorney] With a written mandate
    [lawyer] As a lawyer
   *[other] { $agent }
 }
privacy-document = { $kind ->
    [passport] Passport
    [licence] Driving licence
    [residence] Card of identity or residence
    [insurance] Insurance card
    [mandate] Written mandate
    [register] Extract of a register
   *[other] { $kind }
 }
privacy-clock-of = { $law ->
    [jp] By the law of Japan:
    [eu] By the law of Europe:
   *[other] { $law }
 }
privacy-runs = { $what ->
    [bids] { $count } bids
    [orders] { $count } orders
    [purchases] { $count } purchases under way
    [quotes] { $count } questions to the buyers’ desk
    [held] { $yen } set aside
   *[money] { $yen } in your purse
 }
privacy-came-with = Your data came to us with the business of { $house }. It is used only for what their policy named, until you agree to ours.
privacy-read-ours = Our policy
privacy-agree-to-ours = I agree to this policy
privacy-agreed-to-ours = From now on this house’s policy alone applies to your data.

## Versions of the policy
privacy-versions = Versions of the privacy policy
privacy-versions-what = Every version that was ever announced or in force here, with its dates and its hash. What changed between any two stands on the page of each.
privacy-version = Version
privacy-version-of = Version { $version }
privacy-version-state = Stands
privacy-version-is = { $state ->
    [draft] draft
    [review] in review
    [announced] announced
    [in_force] in force, or was
    [discarded] dropped
   *[withdrawn] withdrawn before its day
}
privacy-version-effective = Effective
privacy-version-drafted = Drafted
privacy-version-reviewed = Put up for review
privacy-version-announced = Announced
privacy-version-told = Every member told
privacy-version-adopted = In force since
privacy-version-ended = Withdrawn or dropped
privacy-version-second = Second person
privacy-version-decided = Decided by
privacy-version-hash = Hash
privacy-version-compare = Compare with another version
privacy-version-texts = The texts as they were typed
privacy-decided-files = the operator, with the files the house began with
privacy-decided-one = the privacy officer
privacy-decided-two = the privacy officer and a second person
privacy-asked-again = We ask you again
privacy-asked-again-what = This version lets us do more with what you agreed to. Your earlier yes does not count for the new text: from its first day nothing is used under it unless you agree here.
privacy-you-agreed-to = You agreed to:
privacy-now-asked = Now we ask:
privacy-or-do-nothing = If you do nothing, the answer is no.
privacy-policy-desk = Privacy policy
privacy-policy-desk-what = Draft, review and announce the next version.
privacy-policy-desk-how = A version is drafted, reviewed, announced to every member, and binds from its day. One that lets the house do more takes two persons and the notice the version in force promises.
privacy-new-draft = A new draft
privacy-new-draft-how = The texts of the version in force are filled in. Give it a new version and effective date in all four texts, and chain it by
privacy-drafts = Drafts
privacy-no-drafts = There is no draft.
privacy-draft-files = Files
privacy-draft-files-help = Files that are chosen take the place of the texts below: the facts as NAME.toml, the words as NAME.en.toml, NAME.ja.toml and NAME.zh-Hant.toml.
privacy-draft-part = { $file }
privacy-draft-flaws = Nothing was kept yet. Mend these lines; what you typed stands below.
privacy-keep-draft = Keep the draft
privacy-draft-kept = The draft is kept.
privacy-facts = Facts
privacy-binds-from = Binds from
privacy-told-people = { $count } members were told that it comes.
privacy-untold-people = { $count } members were told that it does not come.
privacy-takes-two = It lets the house do more: another person has to agree.
privacy-approvals = Approvals
privacy-put-up = Put up for review
privacy-announce = Announce to every member
privacy-discard = Drop the draft
privacy-withdraw-version = Withdraw it before its day
privacy-nothing-stops = Every view of the program holds against it.
privacy-what-stops = These views of the program would stop, so the house could not run under it:
privacy-is-put-up = It is in review, and does not change any more.
privacy-is-announced = It is announced. Members are being told.
privacy-version-second-asked = Another person is asked to agree first, under Approvals.
privacy-is-ended = It is taken back; whoever was told of it is told so.

privacy-which-part = What it is about
privacy-no-part = nothing more (disclosure, inquiry, deletion)

privacy-by-wire = On its way by electronic means since
privacy-not-taken = The recipient did not take it
privacy-print-letter = Print the letter and hand it over
privacy-no-letter = The program gives this recipient nothing by a letter of its own: write to it by hand, then note it.
privacy-correction = Correction of personal data
privacy-correction-what = What we handed to you about one of our customers has been corrected. What is right now:
privacy-correction-ask = Please take this over, let go of what it replaces, and confirm it to us. Our reference:
