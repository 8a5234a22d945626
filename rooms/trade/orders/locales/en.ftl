# The one life of a thing bought, as a member and the warehouse read it.

## Words
orders-mine = My orders
orders-thing = Thing
orders-stands-at = Stands at
orders-next = Next
orders-since = Since
orders-price = Price
orders-none = You have no orders yet.
orders-find = Look for something
orders-known = What is known
orders-ask = Ask about this order
orders-happened = What happened
orders-pay-due = Pay { $due }
orders-send = Send it to me
orders-keep = Do not send it yet
orders-paid = Paid. We pay the seller now.
orders-to-be-sent = We pack it and send it.
orders-kept = It stays on its shelf.

## Where it stands
orders-state-quote-requested = Asked
orders-state-quoted = Offer made
orders-state-accepted = Offer accepted
orders-state-expired = Lapsed
orders-state-declined = Declined
orders-state-won = Won
orders-state-charge1-open = To be paid
orders-state-charge1-paid = Paid
orders-state-purchasing = Paying the seller
orders-state-purchased = Bought
orders-state-seller-shipped = Sent by the seller
orders-state-arrived = At our warehouse
orders-state-ok = Looked at
orders-state-mismatch = Not as described
orders-state-damaged = Damaged
orders-state-prohibited = Cannot be sent
orders-state-stored = On its shelf
orders-state-instructed = Waiting to be packed
orders-state-packing = Being packed
orders-state-packed = Packed
orders-state-charge2-open = Freight to be paid
orders-state-charge2-paid = Freight paid
orders-state-handed-over = With the carrier
orders-state-in-transit = On its way
orders-state-delivered = Delivered
orders-state-returned = Came back
orders-state-lost = Lost
orders-state-seized = Kept by customs
orders-state-refund-due = Refund due
orders-state-refunded = Refunded
orders-state-disposed = Disposed of
orders-state-abandoned = Given up
orders-state-on-hold = Stopped
orders-state-closed = Closed

## What comes next
orders-next-pay-before = Pay { $due } before { $at }; then we pay the seller.
orders-next-pay = Pay { $due }; then we pay the seller.
orders-next-paying = We are paying the seller.
orders-next-sellers-turn = The seller is getting it ready to send.
orders-next-coming = It is on its way to our warehouse.
orders-next-look = We look at it, and put it on a shelf.
orders-next-shelf = We put it on a shelf.
orders-next-mend = We write to you about what can be done.
orders-next-prohibited = It may not leave Japan. We write to you about it.
orders-next-pay-shipping = Pay { $due } of domestic shipping; then it can be sent.
orders-next-tell-us = Tell us to send it.
orders-next-pack = We pack it.
orders-next-carrier = We hand it to the carrier.
orders-next-pay-freight = Pay the freight; then it leaves.
orders-next-to-you = It is on its way to you.
orders-next-looking = We are looking into it, and write to you.
orders-next-refund = Your money comes back.
orders-next-enjoy = Enjoy it.
orders-next-nothing = Nothing more.

## Steps, and why
orders-event = { $event ->
    [quote] Name a price
    [accept] Take the offer
    [decline] Say no
    [lapse] Let it lapse
    [requote] Name another price
    [open] Open
    [pay] Pay
    [settle] Pay what is left
    [pay_seller] Pay the seller
    [seller_paid] The seller is paid
    [ship] The seller has sent it
    [arrive] It is here
    [find_ok] It is as described
    [find_mismatch] It is not what was bought
    [find_damaged] It is damaged
    [find_prohibited] It may not leave Japan
    [store] Put it on its shelf
    [instruct] Ask for it to be sent
    [withdraw] Keep it here
    [start_packing] Start packing
    [pack] It is packed
    [charge_freight] Charge the freight
    [pay_freight] Pay the freight
    [hand_over] Hand it over
    [move] It is on its way
    [deliver] It was delivered
    [come_back] It came back
    [lose] It was lost
    [seize] An authority kept it
    [call_off] Call it off
    [refund] Give the money back
    [dispose] Throw it away
    [abandon] Give it up
    [hold] Put it on hold
    [resume] Let it go on
    [close] Close it
   *[other] { $event }
 }
orders-reason = { $reason ->
    [sold_out] Sold out
    [sold_out_waiting] Sold out waiting
    [seller_cancelled] Seller cancelled
    [sold_elsewhere] Sold elsewhere
    [listing_deleted] Listing deleted
    [seller_restricted] Seller restricted
    [seller_silent] Seller silent
    [refuses_proxies] Refuses proxies
    [unsupported] Unsupported
    [seller_fraud] Seller fraud
    [not_as_described] Not as described
    [wrong_thing] Wrong thing
    [counterfeit] Counterfeit
    [damaged_on_arrival] Damaged on arrival
    [taken_as_is] Taken as is
    [not_exportable] Not exportable
    [export_controlled] Export controlled
    [banned_there] Banned there
    [back_to_seller] Back to seller
    [price_changed] Price changed
    [payment_refused] Payment refused
    [member_unpaid] Member unpaid
    [member_declined] Member declined
    [never_instructed] Never instructed
    [offer_lapsed] Offer lapsed
    [damaged_in_transit] Damaged in transit
    [lost_by_carrier] Lost by carrier
    [seized_by_customs] Seized by customs
    [returned_contents] Returned contents
    [returned_customs] Returned customs
    [unclaimed] Unclaimed
    [bad_address] Bad address
    [looking] Looking
   *[other] { $reason }
 }
orders-settled = domestic shipping paid
orders-by-you = you
orders-by-staff = our staff
orders-by-house = the house

## What is known
orders-bought-at = Bought at
orders-how-many = How many
orders-shipping = Shipping in Japan
orders-fee = Our fee
orders-to-warehouse = To our warehouse
orders-to-you = To you
orders-not-known = not known yet
orders-weight = Packed weight
orders-given-back = Given back
orders-order = Order
orders-member = Member
orders-their-order = Their order
orders-shelf = Shelf

## The warehouse
orders-arrivals = Arrivals
orders-arrivals-what = Take in what comes, look at it, put it on a shelf.
orders-packing = Packing
orders-packing-what = Pack what members want sent, and hand it to the carrier.
orders-tracking = Tracking
orders-nothing-waits = Nothing waits.
orders-parcel-came = A parcel has come
orders-tracking-number = Tracking number
orders-tracking-help = As it stands on the parcel.
orders-looks-like = What it looks like
orders-take-in = Take it in
orders-to-look-at = To be looked at or shelved
orders-odd = Not as it should be
orders-strays = Unknown arrivals
orders-coming = On their way here
orders-no-strays = None.
orders-belongs-to = It belongs to order
orders-match = Match
orders-taken-in = { $orders ->
    [one] Taken in. Look at it next.
   *[other] Taken in: { $orders } orders in one parcel. Look at each.
 }
orders-nobody-expects = Nobody expects this number. It is on the list of unknown arrivals.
orders-is-matched = Matched. Look at it next.
orders-to-pack = To be packed
orders-to-hand-over = To be handed over
orders-away = With the carriers
orders-sent-with = The seller sent it with
orders-seller-sent = The seller has sent it
orders-put-there = Put it there
orders-weight-g = Weight in grams
orders-length-mm = Length in millimetres
orders-width-mm = Width in millimetres
orders-height-mm = Height in millimetres
orders-is-packed = It is packed
orders-carrier = Carrier
orders-out-tracking = International tracking number
orders-hand-over = Hand it over and print the label
orders-why = Why
orders-few-words = A few words (if you like)
orders-noted = Noted.
orders-expected = The warehouse expects it now.
orders-on-shelf = It is on its shelf.
orders-packed = Packed. Hand it over next.
orders-label = Label
orders-print-now = Print this page now. It is not kept.
orders-label-to = To
orders-to-order = To the order
orders-schedule-follow = Ask the marketplaces about the house’s orders

## What the seller asks more
orders-next-price = The seller asks more than you paid. Say yes or no.
orders-price-asked = The seller asks more
orders-price-asked-what = The seller asks { $asked } in all. You have paid { $paid } of it. Nothing more is paid before you say so.
orders-agree = Pay { $more } more and go on
orders-agreed = Paid. We pay the seller now.
orders-disagree = I do not want it at that price
orders-disagree-what = The order is called off for good, and all you paid for it comes back, with our fee.
orders-disagree-sure = Yes, call it off
orders-disagreed = Called off. Your money comes back.
orders-give-up = Give it up
orders-give-up-what = It will not be sent, and what you paid for it does not come back. This cannot be undone.
orders-give-up-sure = Yes, I give it up
orders-given-up = You have given it up.

## All that waits
orders-all = Orders
orders-all-what = Everything that waits for somebody, the oldest first.
orders-waiting = Waiting
orders-any-state = All that wait for me
orders-by-id = Order number
orders-look = Look
orders-nothing-for-you = No order waits for you.
orders-to-desks = To the desks
orders-asked = The seller asks in all
orders-aside = Said by a marketplace, and not taken in
orders-aside-what = These changes did not fit our orders and were put aside; everything after them was taken in. Look at the order, then have the marketplace asked again.
orders-ask-again = Looked at: ask the marketplace again
orders-asked-again = The marketplace is asked again.
orders-todo = { $state ->
    [purchased] The seller gets it ready. If that takes long, ask the seller.
    [purchased_desk] Ask the shop for its tracking number, and note it.
    [seller_shipped] Take it in when it comes.
    [arrived] Look at it.
    [ok] Put it on a shelf.
    [mismatch] Ask the member: they take it as it is, or call it off.
    [damaged] Ask the member: they take it as it is, or call it off.
    [prohibited] It may not leave. Tell the member, and dispose of it.
    [instructed] Start packing.
    [packing] Pack it, weigh it, measure it.
    [packed] Hand it to the carrier.
    [charge2_paid] Hand it to the carrier.
    [handed_over] Note it when the carrier moves it.
    [in_transit] Note it when it is delivered, comes back or is lost.
    [delivered] Close it when the member has it.
    [returned] Put it on a shelf again, and tell the member.
    [lost] Call it off, so that the money comes back; or close it.
    [seized] Tell the member, and close it.
    [on_hold] Find out why it stopped; let it go on, or call it off.
    [price_asked] The member is asked whether they pay what the seller asks.
    [refund_due] Give the money back.
    [refunded] Close it.
    [disposed] Close it.
    [abandoned] Close it.
   *[other] { $state }
 }
orders-said = { $code ->
    [busy] The marketplace was too busy.
    [unreachable] The marketplace could not be reached.
    [answer_lost] The marketplace's answer was lost.
    [not_begun] It has not begun yet.
    [unauthorised] The marketplace does not accept our account.
    [unknown_order] The marketplace knows no such order.
    [unknown_item] The marketplace knows no such item.
    [unknown] This house does not work with that marketplace any more.
    [wrong_state] The marketplace's order is past that.
    [price_moved] The marketplace names another amount.
    [preview_lapsed] The marketplace's offer has lapsed.
    [cannot] The marketplace cannot do that.
    [refused] The marketplace refused.
    [restricted] The seller does not sell to this house.
    [no_order_yet] The marketplace has no order for it yet.
    [not_decided] The seller has not decided yet.
    [fault] Something of ours went wrong; it is in the log.
   *[other] Refused: { $code }
 }
orders-printing = { $why ->
    [unprinted] It was not printed, or not well
    [damaged] The label was damaged
    [misplaced] The label was lost
    [asked] The carrier wants another
   *[other] { $why }
 }
orders-why-again = Why it is printed again
orders-print-again = Print the label again

## Messages with the seller
orders-messages = Messages with the seller
orders-no-messages-yet = Nothing has been written yet.
orders-carries-none = This marketplace carries no messages to its sellers. Write to the seller on its own pages.
orders-by-seller = the seller
orders-to-the-seller = To the seller
orders-to-the-seller-help = In the seller’s language, 1,000 characters at most. It goes out in the name of the house; leave out who the member is.
orders-send-message = Send it to the seller
orders-message-goes = It is on its way to the seller.
orders-message-sending = On its way
orders-message-sent = Sent
orders-message-refused = Not sent
orders-message-unread = Not read yet
orders-message-read = Read
orders-not-sent-what = See on the marketplace’s own pages whether it is there all the same; if it is not, write it again.
orders-write-again = Write it again
orders-mark-read = I have read it
orders-is-read = Noted: it is read.
orders-answer-awaited = We look for an answer from time to time.
orders-look-for-answer = Look for an answer now
orders-is-looked-for = We ask the marketplace. What the seller has written stands here in a moment.
orders-unread = Sellers have written
orders-unread-what = Nobody has read this yet. Open the order, read it, and say so there.
orders-unread-lines = { $lines ->
    [one] 1 new message
   *[other] { $lines } new messages
 }
