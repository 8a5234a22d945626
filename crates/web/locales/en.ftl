# The door's own texts. A refusal's English sentence stands beside its code in the program.

## The frame of every page
web-skip = Skip to the page
web-main = Main
web-sign-in = Sign in
web-join = Join
web-sign-out = Sign out
web-units = Amounts are Japanese yen (JPY). Times are Japan Standard Time (JST) unless they say otherwise.
web-privacy = Privacy
web-policy = policy
web-for-staff = For staff

## Forms and lists
web-optional = (optional)
web-look-again = Please look at the marked fields again.
web-pages = Pages
web-more = Show more

## Figures
web-yen = Japanese yen
web-unknown = not known yet
web-ended = ended
web-local = where you are

## The Refusal page
web-stop-sign-in = Please sign in
web-stop-not-for-you = Not for you to open
web-stop-nothing = Nothing here
web-stop-not-now = Not just now
web-stop-changed = Something has changed
web-stop-too-large = Too large
web-stop-other = That did not work
web-to-front = To the front page
web-reason = Reason:
web-request = Request:

## The Fault page
web-fault = The house is broken
web-fault-ours = This is our fault, not yours. It has been written down under the number below.
web-fault-look = Look at the page you came from before you send anything again: it shows what was done and what was not.

## Keys of members' programs
web-tokens = Keys for your programs
web-about = ≈ is for orientation, at { $rate } yen for 1 { $code } ({ $dated }, { $source }). Everything is charged in yen.
web-scope-read = Look for things, and see bids, orders, cart, purse and notices
web-scope-bid = Place, raise and withdraw bids
web-scope-buy = Fill the cart, buy, and ask the desk for offers
web-scope-orders = Pay for orders and have them sent
web-scope-account = See and change preferences, addresses, notices and webhooks; end sessions and keys
web-scope-privacy = See what was done with my data, and decide on it

## The page about the API
web-api-what = Your own programs can do here what you do on the pages: the same acts, the same refusals, the same record.
web-api-english = The reference below is in English.
web-api-keys = Each request shows a key of your account, made for what it needs:
web-api-changes = Each change carries an Idempotency-Key of your own making. The same request under the same key within a day gets the same answer, and the change happens once. A refusal changed nothing and is not kept: under its key another try may succeed.
web-api-pages = A list comes page by page: send the “next” of one page as “after” for the following one.
web-api-problems = What is refused is a problem as RFC 9457 has it: its “code” is stable, its “detail” is for people, in the language the request accepts (Accept-Language), else in yours.
web-api-shapes = Shapes
web-api-scope = Needs
web-api-query = Query
web-api-asks = Takes
web-api-answers = Answers
web-api-statuses = Statuses
web-browser = { $browser } on { $system }
web-browser-unknown = Another browser
web-system-unknown = another system
