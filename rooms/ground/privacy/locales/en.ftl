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
