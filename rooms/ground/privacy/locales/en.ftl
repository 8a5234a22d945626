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
