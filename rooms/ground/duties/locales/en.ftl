# Duties of law: breaches of personal data, and who is told.

## The desk of incidents
duties-incidents = Incidents
duties-incidents-what = Breaches of personal data: whom they reached, what must be reported by when, and that everybody is told.
duties-incidents-none = No incident is on record.
duties-incident = Incident
duties-incident-open = Open an incident
duties-incident-open-what = Say when the house came to know of it, and how it came about as far as anybody knows. Everything can be corrected, and each correction stays on record.
duties-opened = Opened
duties-cause = Cause
duties-persons = People who count
duties-persons-all = People reached
duties-persons-sealed = Of them only in a sealed copy
duties-persons-europe = Of those who count, in Europe
duties-next-clock = Next clock
duties-is-closed = closed
duties-alarms = { $count } ringing
duties-known = When the house came to know of it
duties-instant-help = Like 2026-11-22 10:05, by the clock of Japan
duties-on-record = It is on record.
duties-ringing = Clocks that ring
duties-saw = I have seen this
duties-has-passed = { $clock }: the time has passed
duties-comes-near = { $clock }: { $left } before the end
duties-class = What follows
duties-not-reported = no report in Japan
duties-tells-all = Everybody who counts is told.
duties-tells-europe = Those in Europe are told.
duties-tells-nobody = Nobody has to be told.
duties-fields = Fields reached
duties-grounds = Grounds of the report
duties-exemption = Encryption
duties-to-tell = Telling the people
duties-clocks = Clocks
duties-no-clock = By what is known, no clock runs.
duties-handed-in = handed in
duties-late = late
duties-hand-in-what = Hand the report in at the authority, then note here which version it was.
duties-which-report = Which report
duties-which-paper = Which version
duties-note-handed-in = Note that it was handed in
duties-ways = By which ways it was reached
duties-no-way = No way is named yet, so nobody counts.
duties-ways-what = The people are counted from the access log and the ledger of provision, exactly for each way and time.
duties-way = Way
duties-whom = By whom, to whom, by what
duties-whom-help = The id of somebody of the staff, of an account or of an act of the log; a role, a view, a purpose; or a recipient: { $recipients }. Nothing for a copy.
duties-from = From
duties-until = Until
duties-was-none = It was none
duties-add-way = Add this way
duties-facts = Facts
duties-facts-what = What changes here counts the people and the clocks anew.
duties-keys = The keys
duties-sensitive = Sensitive data among it
duties-money = It can cost people money
duties-risk = Danger to the people (Europe)
duties-yes = yes
duties-no = no
duties-state = State these facts
duties-papers = The report in nine items
duties-papers-what = Begun from the facts; every version is kept. Name nobody in it.
duties-write-paper = Write the report: { $lang }
duties-paper-of = The report, { $lang }, version
duties-paper-what = Each kept version stays as it is. Beside an item that you changed stands what the facts say by now.
duties-by-the-facts = By the facts as they stand now
duties-paper-keep = Keep this version
duties-paper-take = Take it as a file
duties-telling = Telling the people
duties-telling-since = Begun
duties-untold = To be told
duties-waiting = Letter on its way
duties-left = Letter has left
duties-on-site = Told on the site alone
duties-unreached = No letter reaches them
duties-public-since = Notice in public since
duties-statement-what = What the people and, in a public notice, everybody reads: what happened, what you do, what they can do. Name nobody.
duties-statement-in = In { $lang ->
    [en] English
    [ja] Japanese
   *[other] Chinese
 }
duties-statement-keep = Keep these words
duties-tell-all = Tell everybody who has to be told
duties-publish = Put a notice up in public
duties-to-close = Close this incident
duties-to-close-what = When all reports are handed in and everybody is told. The record is kept as long as the policy says.
duties-history = What was done

## Words of ours
duties-cause-is = { $cause ->
    [attack] an attack from outside
    [insider] somebody from inside
    [mistake] a mistake
    [loss] a loss
   *[other] { $cause }
 }
duties-keys-are = { $keys ->
    [away] out of reach
    [near] within reach
    [unknown] nobody knows yet
   *[other] { $keys }
 }
duties-risk-is = { $risk ->
    [unlikely] unlikely
    [some] possible
    [high] high
   *[other] { $risk }
 }
duties-ground = { $ground ->
    [sensitive] sensitive data: one person is enough
    [money] loss of money: one person is enough
    [improper] improper purpose: one person is enough
    [mass] more people than the rule’s number
   *[other] { $ground }
 }
duties-clock = { $clock ->
    [first] First report (Japan)
    [full] Full report (Japan)
    [europe] Report in Europe
   *[other] { $clock }
 }
duties-exemption-is = { $exemption ->
    [applies] Whoever was reached only in a sealed copy does not count: the keys were out of reach.
    [opened] No exemption: what was reached had been opened.
    [keys_near] No exemption: the keys were within reach.
    [keys_unknown] No exemption as long as nobody knows about the keys.
    [nobody] Nobody was reached.
   *[other] { $exemption }
 }
duties-way-is = { $way ->
    [staff] by somebody of the staff
    [role] by a role
    [view] by a view
    [purpose] for a purpose
    [recipient] at a recipient
    [act] one act of the log: a list, an export, a file
    [account] somebody’s account
    [copy] a copy of the whole database
   *[other] { $way }
 }
duties-item = { $item ->
    [opened] opened
    [known] known since
    [cause] cause
    [keys] keys
    [sensitive] sensitive data
    [money] loss of money
    [risk] danger
    [reach] a way was added
    [unreach] a way was none
    [counted] people counted
    [fields] fields
    [paper] report written
    [sent] report handed in
    [statement] statement written
    [telling] the people are told
    [public] notice in public
    [alarm] a clock rang
    [seen] somebody saw it
    [closed] closed
   *[other] { $item }
 }

## What the people see
duties-you-were-reached = Your data was reached by others: what happened, and what you can do
duties-my-data = My data
duties-you-were-told = You were told on
duties-what-you-can-do = Ask what we hold of you, or have it stopped or erased
duties-public = Notices of incidents
duties-was-ordered = An authority ordered data of yours

## Orders of authorities
duties-orders = Orders of authorities
duties-orders-what = What authorities order to be kept or handed over by law: narrow, by two persons, told as soon as the law lets it.
duties-orders-none = No order is on record.
duties-order = Order of an authority
duties-order-new = Write an order down
duties-order-new-what = Write down exactly what the document says. Another person has to agree before anything is kept or handed over.
duties-second-asked = A second person is asked to agree.
duties-authority = Authority
duties-article = Article it rests on
duties-document = Number of the document
duties-dated = Day of the document
duties-day-help = Like 2026-11-22
duties-asks = What it asks
duties-pieces = Pieces that it names, and no others
duties-people = People that it names
duties-people-help = One id a line, as the desks show it
duties-keep-until = Kept until
duties-silent = The law forbids to tell the people until it is lifted
duties-tell-at = The people may be told from
duties-tell-at-help = Empty: at once, unless it is forbidden
duties-stands = Stands
duties-ended = Ended
duties-handed-out = File handed out
duties-people-told = Told
duties-was-there = What there was
duties-handed-over = Handed over
duties-order-do = Do what it asks
duties-order-do-what = Once another person has agreed. The pieces are copied, handed over once where that is asked, and written into the ledger of provision.
duties-approvals = Agreements
duties-order-refuse = Refuse it
duties-order-withdraw = The authority took it back
duties-ground-why = Why
duties-file = File for the authority
duties-file-what = It is handed out once, and is gone then. If nobody takes it, it is destroyed on
duties-file-take = Hand it out now
duties-lift = When the people may be told
duties-lift-what = Write what the authority says now. At that instant the people are told, and see all of it.
duties-order-state = { $state ->
    [open] open
    [done] done
    [refused] refused
    [withdrawn] taken back
   *[other] { $state }
 }
duties-asks-is = { $asks ->
    [keep] keep it, and hand nothing over yet
    [hand] hand it over
   *[other] { $asks }
 }
duties-piece = { $piece ->
    [name] name
    [address] address
    [birthday] birthday
   *[other] { $piece }
 }

## Businesses that go over
duties-handovers = Handovers of the business
duties-handovers-what = The business given to a successor, or taken over from a predecessor, with its people and the policy that binds.
duties-handovers-none = No handover is on record.
duties-handover-new = Give the business to a successor
duties-handover-new-what = Another person has to agree. Then the operator writes the file: daiko privacy handover export.
duties-party = With whom
duties-agreement = Agreement, or how they came by it
duties-handover-way = { $way ->
    [out] to a successor
    [in] from a predecessor
   *[other] { $way }
 }

## The clock
duties-schedule-ring = Ring the clocks of incidents
duties-schedule-sweep = Let go of incidents kept long enough
