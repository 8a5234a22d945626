## Words
bidding-lot = Lot
bidding-state = State
bidding-price = Price
bidding-sent = Sent
bidding-ends = Ends
bidding-ends-in = Ends in
bidding-ends-at = Ends at
bidding-bids = Bids
bidding-ceiling = ceiling
bidding-ceiling-fact = Ceiling
bidding-your-ceiling = Your ceiling
bidding-least-next = Least next bid
bidding-reserve = Reserve
bidding-group = Group
bidding-yes = yes
bidding-no = no
bidding-none = none
bidding-unknown = not known yet
bidding-fixed = Fixed price
bidding-auction = auction
bidding-sold-out = Sold out
bidding-pages = Pages
bidding-at-once = at once
bidding-before-the-end = { $lead } before the end

## How a bid stands
bidding-state-scheduled = scheduled
bidding-state-armed = checked, ready
bidding-state-waiting = waits for its group
bidding-state-sending = being sent
bidding-state-leading = leading
bidding-state-outbid = outbid
bidding-state-displaced = another member bids more
bidding-state-won = won
bidding-state-lost = lost
bidding-state-ended-early = ended early
bidding-state-cancelled = taken back by the seller
bidding-state-reserve-not-met = reserve not met
bidding-state-failed = could not be sent
bidding-state-withdrawn = withdrawn

## Why it stands so
bidding-because-below-least = the price has passed your ceiling
bidding-because-house-higher = another member of this house has a higher ceiling
bidding-because-slot-taken = another bid of the group has the place
bidding-because-checked = the marketplace says it can enter
bidding-because-due = its moment has come
bidding-because-placed = placed
bidding-because-raised = raised
bidding-because-not-covered = your purse did not cover it
bidding-because-back-in-front = the bid above it was removed by the seller
bidding-because-won-by-another = won by another member of this house

## How a lot ended, and what it is
bidding-result-won = won
bidding-result-bought-now = bought now
bidding-result-no-bidder = no bidder
bidding-result-cancelled = cancelled
bidding-result-withdrawn = withdrawn
bidding-condition-new = new
bidding-condition-like-new = like new
bidding-condition-good = good
bidding-condition-used = used
bidding-condition-worn = worn
bidding-condition-junk = junk
bidding-reserve-none = none
bidding-reserve-unmet = unmet
bidding-reserve-met = met

## Front page and search
bidding-menu-search = Search
bidding-front-title = Bid and buy in Japan
bidding-front = Bid and buy in Japan, from anywhere
bidding-front-lead = daiko bids for you on Japanese auctions, buys in Japanese shops, receives your things in its warehouse and ships them to your door. Every bid has a receipt to the millisecond.
bidding-all-items = All items
bidding-all-categories = All categories
bidding-nothing = Nothing was found. Try fewer words, or Japanese ones.
bidding-found = { $total ->
    [one] { $total } item
   *[other] { $total } items
 }
bidding-words = Words to look for
bidding-words-such-as = camera, figure, 万年筆 …
bidding-category = Category
bidding-kind = Sold
bidding-kind-all = Auctions and shops
bidding-kind-auctions = Auctions
bidding-sort = Order
bidding-sort-ends = Ending soonest
bidding-sort-newest = Newest
bidding-sort-price = Lowest price
bidding-sort-dearest = Highest price
bidding-sort-bids = Most bids
bidding-from = From
bidding-up-to = Up to
bidding-bids-before = { "" }
bidding-bids-after = { " bids" }
bidding-page-before = Before
bidding-page-of = Page { $page } of { $last }
bidding-page-next = Next

## A lot
bidding-picture = Picture of { $title }
bidding-extension = Late bids move the end
bidding-extension-yes = yes, by five minutes
bidding-buy-now = A ceiling of { $price } or more buys it at once for that.
bidding-left = { $available } left
bidding-your-bid = Your bid:
bidding-see-bid = See its receipts, or raise it
bidding-is-over = This is over.
bidding-over-as = This is over ({ $result }).
bidding-relisted = It was listed again: see the new lot
bidding-how-many = How many
bidding-to-cart = Put into my cart
bidding-hidden-ceiling = You bid with a hidden ceiling: the house bids for you, never more than needed.
bidding-sign-in = Sign in to bid
bidding-sellers-words = The seller’s words
bidding-condition = Condition
bidding-seller = Seller
bidding-sent-from = Sent from
bidding-shipping = Shipping within Japan
bidding-weight = Weight, says the seller
bidding-at-the-market = At the marketplace
bidding-own-page = the item’s own page

## The form for a bid
bidding-place = Place a bid
bidding-place-it = Place the bid
bidding-ceiling-help = The most you would pay for the lot itself. Nobody sees it; you pay one step more than the next bidder.
bidding-when = When shall it be sent?
bidding-when-last = At the last moment
bidding-when-last-why = Before the end, wherever late bids move it. Others have no time to answer.
bidding-when-now = Now
bidding-when-now-why = The marketplace bids for you up to your ceiling from now on.
bidding-lead = Seconds before the end
bidding-lead-help = 1 to 600; 10 is a good choice.
bidding-in-group = Part of a group
bidding-no-group = no group
bidding-group-choice = { $name }: win { $wanted }
bidding-set-aside = Set aside while the bid lives: your ceiling, shipping within Japan { $shipping }, our fee { $fee }. What is not needed comes back at once.
bidding-set-aside-unknown = Set aside while the bid lives: your ceiling, { $allowance } for shipping within Japan (not known yet), our fee { $fee }. What is not needed comes back at once.
bidding-purse = Your purse: { $purse }.
bidding-placed = Your bid is placed and covered. Here is everything that happens to it.

## My bids
bidding-menu-bids = My bids
bidding-bids-to-groups = Groups: win so many of these
bidding-bids-none = You have not bid yet.
bidding-bids-find = Find something

## One bid
bidding-the-lot = the lot
bidding-lot-card = The lot
bidding-your-bid-card = Your bid
bidding-planned-for = Planned for
bidding-why = Why it stands so
bidding-seen = Seen
bidding-raise = Raise your ceiling
bidding-new-ceiling = New ceiling
bidding-raise-it = Raise it
bidding-raised = Your ceiling is raised.
bidding-withdraw = Withdraw this bid
bidding-withdrawn = The bid is withdrawn; what was set aside is back in your purse.
bidding-receipts = Receipts
bidding-receipts-none = Nothing was sent to the marketplace yet. Each attempt will have its receipt here.
bidding-receipt-leading = taken: leading
bidding-receipt-beaten = taken: somebody has a higher maximum
bidding-receipt-refused = refused
bidding-receipt-not-sent = not sent
bidding-receipt-asking = no answer yet; we are asking
bidding-receipt-amount = Amount sent
bidding-receipt-price = Price seen right before
bidding-receipt-planned = Planned
bidding-receipt-left = Left us
bidding-receipt-late = Late by
bidding-receipt-answered = Answered
bidding-receipt-said = { $code ->
    [below_least] The price has passed that amount.
    [not_a_raise] The house leads already with as much or more.
    [closed] The lot had ended.
    [restricted] The seller does not take bids from this house.
    [unknown_item] The marketplace has no such item.
    [preview_lapsed] The marketplace’s offer had lapsed.
    [price_moved] The price had moved.
    [cannot] The marketplace cannot do that.
    [unauthorised] The marketplace did not accept the house’s account.
    [busy] The marketplace was too busy; nothing was sent.
    [unreachable] The marketplace could not be reached; nothing was sent.
    [answer_lost] The marketplace’s answer was lost.
    [refused] The marketplace refused.
   *[other] Refused: { $code }
 }
bidding-receipt-market-bid = The marketplace’s bid
bidding-receipt-answer = Its answer
bidding-receipt-account = Sent from the house’s account
bidding-history = Everything that happened
bidding-history-when = When
bidding-history-what = What
bidding-history-why = Why
bidding-history-amount = Amount
bidding-history-by = By
bidding-by-house = the house
bidding-by-market = the marketplace
bidding-by-you = you

## Groups
bidding-groups = Groups
bidding-groups-what = Bid on several lots and win only so many of them: while one leads, the others wait; when one is outbid, the next goes. Only the dearest you may win is set aside.
bidding-groups-new = A new group
bidding-groups-name = What is it for?
bidding-groups-name-help = For you alone: “a working M515”.
bidding-groups-wanted = How many to win
bidding-groups-wanted-help = 1 to { $most }.
bidding-groups-open = Open the group
bidding-groups-opened = The group is open: choose it when you bid.
bidding-groups-so-far = Win { $wanted }, won { $won } so far.
bidding-groups-empty = No lot is in it yet. Choose the group when you bid.
bidding-groups-find = Find a lot

## How reliably we bid
bidding-figures = How reliably we bid
bidding-figures-of = The latest { $attempts } attempts to bid that were answered, good and bad. Each member sees the receipt of each of their own.
bidding-figures-taken = Taken by the marketplace
bidding-figures-not-sent = Never reached it
bidding-figures-late-half = Late, half of them at most
bidding-figures-late-most = Late, 99 of 100 at most
bidding-figures-late-max = The latest of all
bidding-figures-none-yet = no last-moment bid yet
bidding-refused = Refused
