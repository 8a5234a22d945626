## Refusals speak English by themselves

## Passkeys, and sign-ins elsewhere
members-your-password = Your password
members-change = Change
members-rename = Rename
members-renamed = Renamed.
members-remove = Remove
members-made = since
members-used = last used
members-never-used = not used yet
members-passkey = Passkey
members-passkeys = Passkeys
members-passkeys-what = A passkey lies in your phone, your computer or a key you carry. You sign in by unlocking it: no password and no code is asked for, and nobody can lure it out of you on another site.
members-passkeys-need = Passkeys need a browser that knows them, with JavaScript switched on. Without them the password works as before.
members-passkeys-none = You have no passkey yet.
members-passkeys-count = { $count ->
    [one] One passkey opens your account.
   *[other] { $count } passkeys open your account.
}
members-passkeys-see = See your passkeys
members-passkeys-not-here = Passkeys cannot be used at this address of the house: browsers make them for names by HTTPS alone.
members-passkey-another = Add a passkey
members-passkey-add = Add a passkey
members-passkey-label = What you call it
members-passkey-label-help = So that you know it again in this list: “my phone”.
members-passkey-added = The passkey opens your account from now on.
members-passkey-removing = It opens your account no more. What your device keeps of it you delete there.
members-passkey-removed = The passkey is removed.
members-passkey-doubted = There may be a copy: it opens nothing
members-passkey-use = Sign in with a passkey
members-passkey-declined = Nothing was done: your browser or device called it off.
members-passkey-there = This device has a passkey of your account already.
members-passkey-failed = That did not work. Try once more.
members-sign-in-with = Sign in with { $name }
members-linked = Sign-ins elsewhere
members-linked-what = An account you have at another site can open your account here. We keep which site it is, the code by which it knows you, and what you are called there, sealed; of what you do here we tell that site nothing.
members-linked-none = You have linked no sign-in elsewhere.
members-linked-count = { $count ->
    [one] One sign-in elsewhere opens your account.
   *[other] { $count } sign-ins elsewhere open your account.
}
members-linked-see = See your sign-ins elsewhere
members-linked-not-here = This house offers no sign-in elsewhere.
members-linked-done = It opens your account from now on.
members-link = Link
members-link-another = Link another
members-link-with = With whom
members-link-goes = You now sign in at { $name }, which learns that you have an account here. Then you come back.
members-link-go = On to { $name }
members-unlink = Unlink
members-unlinking = { $name } opens your account no more, and what we keep of it is destroyed.
members-unlinked = It is unlinked, and what we kept of it is destroyed.
members-handle = Handle
members-handle-help = What you are called here: letters, digits, - and _. No e-mail address, no real name.
members-mail = E-mail
members-mail-help = A letter goes there; its link proves that it is yours.
members-join = Join
members-join-by = Nobody is known here by this sign-in at { $name } yet. Choose what you are called, and you are a member.
members-join-mail = Your address, which that site vouches for:
members-join-policy = By joining you agree that we use your data as the privacy policy says, and in no other way.
members-join-instead = You have an account already? Sign in to it, and link this sign-in on its page.
members-welcome = Welcome. Next, tell us where parcels go.
members-no-password = You have no password: you sign in with what you set up beside it.
members-set-password = Have a password set by letter

## The account
members-account = Account
members-your-account = Your account
members-language-and-time = Language and time
members-password = Password
members-membership = Membership
members-no-delivery = You have not said where parcels go.
members-say-delivery = Say where parcels go
members-delivery = Where parcels go
members-number = Number
members-member-since = Member since
members-bids-alive = Bids alive at once
members-at-most = at most { $most }
members-highest-bid = Highest single bid
members-not-proved = Nothing can be bid before your e-mail address is proved.
members-own-limits = These limits were given to you by us.
members-close-link = Close your account
members-limits-rise = Your limits rise to { $live } live bids and { $highest } with:
members-any-number = any number of
members-any-amount = any amount
members-more-days = { $days } more days here
members-more-orders = { $orders } more orders that reached you
members-a-second-factor = a second factor
members-signed-in = Signed in
members-sign-out-others = Sign out everywhere else
members-this-browser = this browser
members-since = since
members-last-used = last used about
members-sign-it-out = Sign it out
members-language = Language of letters
members-time-zone = Time zone
members-save = Save
members-saved = Saved.
members-password-now = Password now
members-new-password = New password
members-password-help = At least 10 characters. A few words in a row are good.
members-change-password = Change the password
members-password-changed = Your password is changed. Other browsers were signed out.
members-only-this = Only this browser is signed in now.
members-signed-out = That browser is signed out.

## Closing
members-closing = Close your account
members-closing-what = Nobody signs in to it any more, and every browser is signed out at once. Your data is destroyed when the time that the privacy policy names has passed; what a law keeps is kept for that law alone.
members-privacy-policy = Privacy policy
members-what-we-know = What we know of you, to take home before
members-close-sure = Yes, close it.
members-close = Close the account
members-still-running = This still runs, and is finished first:
members-closed-now = Your account is closed. Farewell.

## Joining
members-join-title = Join
members-join-what = Bid and buy in Japan; we receive, pack and send it to you.
members-join-mail-help = A letter goes there; its link proves that it is yours. You can look around before, and bid after.
members-join-agree = By joining you agree that we use your data as the privacy policy says, and in no other way:
members-member-already = A member already?
members-sign-in = Sign in
members-welcome-letter = Welcome. A letter is on its way: open its link. Next, tell us where parcels go.

## E-mail
members-no-mail = No address is proved yet. Bidding and buying ask for one.
members-letter-went = A letter went to { $mail }. Open the link in it to prove that it is yours.
members-letter-again = Send the letter again
members-mail-change-help = A letter goes there; its link makes it yours. Until then nothing changes. The address you have now is told.
members-password-not-asked = Not asked for the letter of an address you gave before.
members-send-letter = Send the letter
members-letter-on-way = A letter is on its way. Open the link in it.
members-your-address = Your address
members-is-yours = Is this your address?
members-is-yours-what = Then the account is reached by it from now on. If you did not ask for this, close the page: nothing happens.
members-yes-mine = Yes, it is mine
members-anew = A new password
members-set-and-enter = Set it and sign in
members-address-proved = Your address is proved.
members-anew-ends = Your passkeys, your sign-ins elsewhere and the keys of your programs end with it: somebody else may have added one. Add your own again afterwards.
members-password-reset = Your password is changed. Every other browser was signed out; passkeys, sign-ins elsewhere and keys of programs have ended.
members-anew-what = We write to the address of your account. The link in the letter lets you choose a new password for an hour.
members-mail-of-account = E-mail of your account
members-look-into-letters = Look into your letters
members-letter-if = If this is the proved address of an account, a letter is on its way to it. Its link is good for an hour.
members-back-to-sign-in = Back to signing in

## What still runs
members-runs-bids = { $count ->
    [one] { $count } live bid
   *[other] { $count } live bids
 }
members-runs-orders = { $count ->
    [one] { $count } open order
   *[other] { $count } open orders
 }
members-runs-purchases = { $count ->
    [one] { $count } purchase on its way
   *[other] { $count } purchases on their way
 }
members-runs-quotes = { $count ->
    [one] { $count } question to the buyers’ desk
   *[other] { $count } questions to the buyers’ desk
 }
members-runs-held = { $yen } set aside
members-runs-money = { $yen } in your purse; have it paid back there

## The address book, and the currency
members-addresses = Your addresses
members-addresses-all = All your addresses
members-addresses-what = Kept sealed. Parcels go to the default; each opening for a label or a customs form is on record.
members-address-add = Add an address
members-address-new = A new address
members-address-one = Change an address
members-address-unnamed = An address
members-address-default = Parcels go here
members-address-make-default = Send parcels here
members-address-removal = Remove this address?
members-address-removal-what = It is deleted at once, and cannot be brought back.
members-address-keep = Keep it
members-address-removed = The address is removed.
members-address-goes-there = Parcels will go there from now on.
members-address-sealed = Kept sealed. It is opened for the label and the customs form of your parcels, and each opening is on record.
members-address-choose = Choose …
members-address-called = What you call it
members-address-called-help = So that you know it again: “Home”, “Office”. Nobody else is shown it.
members-address-country = Country
members-address-redraw = Show this country’s form
members-address-given = Given name
members-address-family = Family name
members-address-latin = Name on the label
members-address-latin-help = In Latin letters, as in a passport. Leave it empty if the two above are that already.
members-address-lines = Address
members-address-lines-help = Street, number, flat; one or two lines, in Latin letters.
members-address-phone = Phone
members-address-phone-help = With + and the country code, or as it is dialled in that country. Only the carrier gets it, for the delivery.
members-address-postal-help = Such as { $example }.
members-city = City
members-city-post-town = Post town
members-city-suburb = Suburb or town
members-postal = Postal code
members-postal-postcode = Postcode
members-postal-zip = ZIP code
members-postal-pin = PIN code
members-postal-eircode = Eircode
members-region = State, province or prefecture
members-region-province = Province
members-region-state = State
members-region-county = County
members-region-prefecture = Prefecture
members-region-island = Island
members-region-parish = Parish
members-region-district = District
members-region-department = Department
members-region-area = Area
members-region-do-si = Province or city (do/si)
members-currency = Currency
members-currency-what = Everything here is priced and charged in yen. The currency you reckon in is noted for your own programs, which read it by the API; no amount changes by it.

## Signing in
members-handle-or-mail = Handle or e-mail
members-forgotten = Forgotten your password?
members-not-yet = Not a member yet?

## The second step
members-code = Code
members-code-help = Six digits from your app, or a recovery code.
members-second-step = Second step
members-second-step-what = Now the code that your app shows.
members-code-shown = The code it shows
members-set-it-up = Set it up
members-set-up-app = Set up an app
members-set-up-codes = Set up an app for codes
members-set-up-what = Take any app that shows one-time codes. Show it this picture, or type the letters into it.
members-recovery-title = Recovery codes
members-recovery = Your recovery codes
members-recovery-what = Each opens the door once, on the day your app is lost. Write them down now: they are not shown again.
members-written-down = I have written them down
members-code-sure = A code, to be sure it is you
members-factor = Second factor
members-factor-what = Whoever signs in is asked for a code of your app. { $left } recovery codes are left.
members-new-codes = New recovery codes
members-make-codes = Make new ones
members-no-more-codes = No longer ask for codes
members-stop-asking = Stop asking
members-stopped-asking = No code is asked for any more.
members-factor-on = A code of your app is asked for when you sign in.
members-factor-off = Your password alone opens your account.
members-keys = Keys for your programs
members-keys-ended = ended
members-keys-password = A change or a reset of your password ends every key.
members-keys-what = A program that shows one of these keys acts for you, as far as the key goes. Revoke a key as soon as you do not need it.
members-keys-api = What programs can do
members-keys-once = Your new key. It is shown this once: copy it now.
members-keys-new = A new key
members-keys-label = What is it for?
members-keys-lives = It lives
members-keys-days = { $days } days
members-keys-make = Make the key
members-keys-may = May
members-keys-since = Since
members-keys-until = Until
members-keys-used = Last used
members-keys-never = never
members-keys-revoke = Revoke
members-keys-revoked = The key is revoked: it opens nothing any more.
members-rates = Rates of currencies
members-rates-what = Enter what currencies are worth; members see amounts in their own beside yen.
members-rates-how = Members who reckon in another currency see amounts in it beside yen, for orientation; everything is charged in yen. A rate older than { $days } days is not shown to them. Enter the same day again to correct it.
members-rates-none = No rate was entered yet; members see yen alone.
members-rates-enter = Enter a rate
members-rates-yen = Yen for one unit
members-rates-yen-help = Such as 149.5; at most six digits behind the point.
members-rates-day = Day of the rate
members-rates-source = Source
members-rates-source-help = Who publishes it, such as the central bank. Members read it.
members-rates-old = old
members-schedule-sweep = Delete lapsed sessions and links
