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
    [quote] quote
    [accept] accept
    [decline] decline
    [lapse] lapse
    [requote] requote
    [open] open
    [pay] pay
    [settle] settle
    [pay_seller] pay seller
    [seller_paid] seller paid
    [ship] ship
    [arrive] arrive
    [find_ok] find ok
    [find_mismatch] find mismatch
    [find_damaged] find damaged
    [find_prohibited] find prohibited
    [store] store
    [instruct] instruct
    [withdraw] withdraw
    [start_packing] start packing
    [pack] pack
    [charge_freight] charge freight
    [pay_freight] pay freight
    [hand_over] hand over
    [move] move
    [deliver] deliver
    [come_back] come back
    [lose] lose
    [seize] seize
    [call_off] call off
    [refund] refund
    [dispose] dispose
    [abandon] abandon
    [hold] hold
    [resume] resume
    [close] close
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
