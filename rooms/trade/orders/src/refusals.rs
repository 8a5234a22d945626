use kernel::Yen;

kernel::refusals! {
    /// Why a step of an order is not taken.
    pub enum OrdersRefusal {
        /// There is none by that id, or it is another member's.
        "orders.unknown" 404 Unknown = "There is no such order.";
        /// The table has no such step.
        "orders.impossible" 409 Impossible { state: String, event: String }
            = "An order that is {state} cannot take the step “{event}”. Look at the order again.";
        /// The step is another's.
        "orders.not_yours" 403 NotYours { event: String }
            = "The step “{event}” is not yours to take.";
        /// The step needs a reason.
        "orders.no_reason" 422 NoReason { event: String }
            = "Say why: the step “{event}” needs a reason.";
        /// The reason does not fit the step.
        "orders.unfit_reason" 422 UnfitReason { event: String, reason: String }
            = "“{reason}” is no reason for the step “{event}”. Choose one of the list.";
        /// A number, a weight or a size that cannot be.
        "orders.bad_tracking" 422 BadTracking { typed: String }
            = "“{typed}” is not a tracking number: 6 to 40 letters and digits.";
        /// No parcel weighs that.
        "orders.bad_weight" 422 BadWeight = "Give the weight in grams, from 1 to 100,000.";
        /// No parcel is that long.
        "orders.bad_size" 422 BadSize = "Give each side in millimetres, from 1 to 5,000.";
        /// A shelf has a short name.
        "orders.bad_shelf" 422 BadShelf = "Name the shelf with 1 to 20 letters, digits and hyphens.";
        /// Nobody is called that among the carriers.
        "orders.bad_carrier" 422 BadCarrier = "Name the carrier with 1 to 40 characters.";
        /// Nowhere to send it to.
        "orders.no_address" 409 NoAddress
            = "There is no delivery address on file. Add one to your account; then this can be sent.";
        /// Domestic shipping became known after the first charge.
        "orders.owes" 402 Owes { yen: Yen }
            = "{yen} of domestic shipping is still to be paid. Pay it; then this can go on.";
        /// Nothing is to be paid.
        "orders.nothing_due" 409 NothingDue = "Nothing is to be paid for this order now.";
        /// The seller may have the money already.
        "orders.payment_under_way" 409 PaymentUnderWay
            = "The seller may have been paid already. Let the order go on first; then it is known. Or look at the marketplace, and write in a few words what you saw there.";
        /// The seller asks nothing more.
        "orders.nothing_asked" 409 NothingAsked = "The seller asks nothing more for this order now. Look at the order again.";
        /// Another amount was shown.
        "orders.asked_another" 409 AskedAnother { yen: Yen } = "The seller asks {yen} in all by now. Look at it again.";
        /// Somebody has looked at it.
        "orders.looked_at" 409 LookedAt = "Somebody has looked at this already, or it is not on the list.";
        /// The label is printed for what is still with the first carrier.
        "orders.no_label" 409 NoLabel = "A label is printed again only while the carrier has the parcel and has not moved it.";
        /// Why it is printed again.
        "orders.no_label_reason" 422 NoLabelReason = "Say why the label is printed again.";
        /// An order of nothing.
        "orders.bad_order" 422 BadOrder = "An order needs at least one thing, a price above zero and no charge below zero.";
        /// Messages to sellers are others' matter.
        "orders.not_a_writer" 403 NotAWriter
            = "Only buyers and customer service write to sellers and read what they answer.";
        /// No message has such words.
        "orders.bad_message" 422 BadMessage
            = "Write the seller 1 to 1,000 characters, with no control characters but new lines.";
        /// The marketplace has no way to its sellers.
        "orders.no_messages" 409 NoMessages
            = "This marketplace carries no messages to its sellers. Write to the seller on its own pages.";
        /// The form was sent before, with other words.
        "orders.message_reused" 409 MessageReused
            = "This form was sent before, with other words. Look at what was written; then send this too, if it is still needed.";
        /// The arrival was matched before.
        "orders.matched" 409 Matched = "This arrival was matched with an order already, or is not on the list.";
    }
}
