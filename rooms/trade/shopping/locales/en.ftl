# The cart, purchases, orders by address, and the buyers’ desk.

## Words
shopping-thing = Thing
shopping-each = Each
shopping-how-many = How many
shopping-shipping = Shipping in Japan
shopping-fee = Our fee
shopping-options = Options
shopping-shop = Shop
shopping-page = Page
shopping-since = Since
shopping-stands-at = Stands at
shopping-known = What is known
shopping-happened = What happened
shopping-to-order = To the order
shopping-find = Look for something

## The cart
shopping-cart = Cart
shopping-cart-empty = Your cart is empty.
shopping-with-fee = With our fee
shopping-set-aside = Set aside now: { $all }. Your purse holds { $purse }.
shopping-shipping-later = Shipping that is not known yet is asked for when it is.
shopping-buy-all = Buy all of it
shopping-change = Change
shopping-remove = Remove
shopping-in-cart = It is in your cart.
shopping-buying = We are buying it. The outcome appears here.

## Purchases
shopping-purchases = Purchases
shopping-none = You have bought nothing here yet.
shopping-to-cart = To your cart
shopping-outcome = Outcome
shopping-can-do = What you can do
shopping-being-bought = Being bought
shopping-buyer-has-it = A buyer has it
shopping-bought = Bought
shopping-price-moved = Price moved
shopping-fewer-left = Fewer are left
shopping-sold-out = Sold out
shopping-not-sold = Not sold
shopping-replaced = Another purchase took its place.
shopping-to-offer = To the offer
shopping-take-at = Take it at { $now } each
shopping-shipping-now = Shipping
shopping-take-left = Take the { $left } that are left
shopping-put-away = Put away
shopping-buying-at-price = We are buying it at that price.
shopping-buying-left = We are buying those that are left.
shopping-is-put-away = Put away.

## Orders by address
shopping-quotes = Order by address
shopping-url = Address of the page
shopping-url-help = Any shop in Japan. Begins with https://.
shopping-options-wanted = Colour, size and the like
shopping-words-for-buyer = What the buyer should know
shopping-ask = Ask what it costs
shopping-from-any-shop = Something from any shop
shopping-requests = Your requests
shopping-desk-looks = The desk looks at it.
shopping-your-request = Your request
shopping-place = Place { $place } in the buyers’ queue.
shopping-asked = Asked
shopping-take-back = Take the request back
shopping-offer-until = The offer holds until
shopping-accept = Order it: set aside { $all }
shopping-decline = No, thank you
shopping-buyer-orders = A buyer orders it.
shopping-is-off = It is off.

## The desk
shopping-desk = Buyers’ desk
shopping-desk-what = Find out what things cost, and buy them by hand.
shopping-to-do = To do
shopping-do-quote = quote
shopping-do-buy = buy
shopping-by = By
shopping-taken-by = Taken
shopping-nothing-waits = Nothing waits.
shopping-to-desks = To the desks
shopping-not-sold-said = The marketplace did not sell it ({ $said }).
shopping-not-sold-now = The marketplace did not sell it. Nothing was paid.
shopping-no-number = Bought, and without a tracking number
shopping-no-number-what = Ask the shop for the number under which it sends, and note it on the order: then the warehouse expects it.
shopping-queue = Queue
shopping-taken = taken
shopping-until = until
shopping-free = free
shopping-member-says = The member says
shopping-offered-each = Each, as offered
shopping-offered-shipping = Shipping, as offered
shopping-for-seller = For the seller, ready to copy
shopping-done = Done: { $outcome }.
shopping-done-quoted = quoted
shopping-done-declined = declined
shopping-done-placed = placed
shopping-done-refused = refused
shopping-done-price-changed = price changed
shopping-done-sold-out = sold out
shopping-done-withdrawn = withdrawn
shopping-claim = Take it
shopping-keep-claim = Keep it for another half hour
shopping-hand-back = Hand it back
shopping-ordered = Ordered and paid
shopping-shop-order = The shop’s order number
shopping-is-placed = It is placed
shopping-price-another = The price is another
shopping-what-it-costs = What it costs
shopping-what-it-is = What it is
shopping-price-of-one = The price of one
shopping-unknown-help = Leave it empty when it is not known: unknown is not zero.
shopping-holds-days = The offer holds for days
shopping-send-offer = Send the offer
shopping-is-sold-out = It is sold out
shopping-not-to-be-had = It cannot be had
shopping-why = Why
shopping-say-no = Say no
shopping-in-queue = It is in the queue again.
shopping-has-offer = The member has the offer.
shopping-placed = Placed. Its order begins.
shopping-is-told = The member is told.

shopping-schedule-keep = Take up purchases that nobody is making any more
