## Refusals speak English by themselves

## One's own account
staff-account = Your account here
staff-account-sessions = Signed in
staff-account-here = this browser
staff-account-since = since
staff-account-seen = last used about
staff-account-end = Sign it out
staff-account-ended = That browser is signed out.
staff-account-end-others = Sign out everywhere else
staff-account-others-ended = Only this browser is signed in now.
staff-account-passkeys = Passkeys
staff-account-password = Change your password

## Desks and roles
staff-desks = Desks
staff-no-role-yet = You hold no role yet.
staff-you-work-as = You work here as { $roles }.
staff-no-desk = No desk is open to you. An administrator gives roles.
staff-role = { $role ->
    [buyer] Buyer
    [warehouse] Warehouse
    [support] Support
    [accountant] Accountant
    [marketing] Marketing
    [privacy_officer] Privacy officer
    [recruiter] Recruiter
    [administrator] Administrator
   *[other] { $role }
 }
staff-between = { ", " }

## The door
staff-sign-in-title = Staff sign-in
staff-sign-in-what = For people who work here. Members sign in
staff-members-door = at their own door
staff-handle = Handle
staff-password = Password
staff-sign-in = Sign in
staff-your-password = Your password
staff-password-now = Password now
staff-new-password = New password
staff-at-least = At least 10 characters.
staff-change-password = Change the password
staff-password-changed = Your password is changed. Other browsers were signed out.

## People
staff-people = People
staff-people-what = Who works here, and in which roles.
staff-who = Who
staff-since = Since
staff-roles = Roles
staff-people-caption = People who work here
staff-left = left
staff-which-role = { $label }: which role of { $name }
staff-change = Change
staff-give = Give
staff-take = Take
staff-ends-work = Ends work here
staff-hire-somebody = Hire somebody
staff-handle-help = What they sign in with.
staff-first-password = First password
staff-first-password-help = At least 10 characters. Tell it to them in person; they choose their own at the first sign-in.
staff-hire = Hire
staff-works-here = { $handle } works here now.
staff-role-given = The role is given.
staff-role-taken = The role is taken.
staff-gone = They no longer work here.

## Members’ limits
staff-limits = Members’ limits
staff-limits-what = How far one member may bid.
staff-limits-how = Everybody’s limits rise by themselves. Here one member is given others; left empty, both are as for everybody again.
staff-member = Member
staff-member-help = Their number, mbr_….
staff-bids-alive = Bids alive at once
staff-highest-bid = Highest single bid
staff-why = Why
staff-no-names = No names: this stays on record.
staff-give-limits = Give these limits
staff-limits-hold = These limits hold from now on.

## Approvals
staff-approvals = Approvals
staff-approvals-what = What one person alone may not do.
staff-approvals-how = What one person alone may not do: one asks, another agrees, and both are on record.
staff-nothing-asked = Nothing was asked lately.
staff-erase-member = Erase a member
staff-is-done = done
staff-is-agreed = agreed
staff-is-declined = declined
staff-is-taken-back = taken back
staff-is-waiting = waits
staff-is-lapsed = lapsed
staff-wish-erasure = Erase a member of whom a law still keeps something
staff-wish-order = Do what an authority orders
staff-wish-handover = Give the business to a successor
staff-about = About
staff-asked-by = Asked by
staff-until = Until
staff-take-back = Take it back
staff-agree = Agree
staff-decline = Decline
staff-request-help = The request, by its number. No names: this stays on record.
staff-is-sure = The person asked for it, and it was checked that it was them.
staff-erase = Erase, or ask for agreement
staff-erased = Erased. The keys are destroyed within seconds.
staff-asked = A law still keeps something of this member: another person is asked to agree.
staff-on-record = That is on record.

staff-reset = Lost phone or password
staff-reset-title = A new password for { $name }
staff-reset-what = Their app for codes, their passkeys and their open sessions end at once. You are shown a password that works for a week: tell it to them in person. At the next sign-in they set an app up and choose a password of their own.
staff-reset-why = Why
staff-reset-why-help = Such as: lost their phone, came to the office with a passport.
staff-reset-sure = I have made sure who asks for it.
staff-reset-do = Give another password
staff-reset-done = A new password for { $name }
staff-reset-once = It is shown this once:
staff-reset-tell = Tell it to them in person. It opens the door until they have chosen their own, for a week at most.
staff-reset-back = Back to the people
staff-choose-own = A password of your own
staff-choose-own-help = You were given the one you typed. At least 10 characters.
staff-wish-password = A password for a colleague
staff-wish-factor = No codes for a member any more
staff-wish-policy = A version of the privacy policy that lets the house do more
staff-factors = Lost second factors
staff-factors-what = Help members who lost what makes their codes.
staff-factors-how = Make sure who asks, then ask here. The member is told by letter; another agrees on the page of approvals; after a day you switch it off. A code typed meanwhile stops it.
staff-factors-none = Nobody has lost theirs lately.
staff-factors-ask = Tell of a loss
staff-factors-do = Ask for codes no longer
staff-factors-asked = Another is asked to agree, and the member is told by letter.
staff-factors-done = Codes are no longer asked for; the member is told by letter.

## Work in the background
staff-work = Work in the background
staff-work-what = What was given up, and what the house does by the clock.
staff-work-dead = Given up
staff-work-dead-how = The house tried these for days without success, or was told that trying does not help. Put right what was in the way, then have it tried again.
staff-work-none-dead = Nothing was given up.
staff-work-why = What went wrong
staff-work-tries = Tries
staff-work-put = Put
staff-work-given-up = Given up
staff-work-again = Try again
staff-work-remove = Never do it
staff-work-remove-what = It is taken off the list for good, and what it was to do is not done.
staff-work-sure = I am sure
staff-work-tried-again = { $job } is tried again now.
staff-work-removed = { $job } is off the list.
staff-work-clock = By the clock
staff-work-what-is-done = What is done
staff-work-how-often = How often
staff-work-last = Last
staff-work-next = Next
staff-work-stands = State
staff-work-every = Every { $span }
staff-work-daily = Daily at { $time } JST
staff-work-is-dead = Given up
staff-work-fails = Tried again soon
staff-work-runs = At work
staff-work-waits = Waits for its time

## What was done
staff-record = What was done
staff-record-what = Limits that were given, rates that were entered, work that was tried again or taken off: by whom, and when.
staff-record-how = Each of these stands here for good, also where a later one has taken its place. What was said of a member goes with them.
staff-record-none = Nothing yet.
staff-record-when = When
staff-record-did = What
staff-record-about = About
staff-record-said = To what, and why
staff-record-what-did = { $what ->
    [limits] gave limits
    [rate] entered a rate
    [job_again] had work tried again
    [job_removed] took work off the list
   *[other] { $what }
 }
