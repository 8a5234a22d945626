use kernel::At;

kernel::refusals! {
    /// Why something is not bought, asked for or done at the desk.
    pub enum ShoppingRefusal {
        /// There is none by that id, or it is another member's.
        "shopping.unknown" 404 Unknown = "There is no such thing in your cart, purchases or quotes.";
        /// Nothing to buy.
        "shopping.cart_empty" 409 CartEmpty = "Your cart is empty. Put something in it first.";
        /// A cart has its limits.
        "shopping.cart_full" 409 CartFull { most: i64 } = "A cart holds {most} different things. Buy some of them first.";
        /// Not a number of things.
        "shopping.bad_quantity" 422 BadQuantity { most: i64 } = "Choose a number from 1 to {most}.";
        /// It is sold by auction.
        "shopping.not_fixed" 409 NotFixed = "This is sold by auction. Place a bid instead.";
        /// The desk's offers are not for carts.
        "shopping.desk_offer" 409 DeskOffer = "An offer of the buyers' desk cannot go through a cart. Accept it on its own page, under Order by address.";
        /// The quote is being bought already.
        "shopping.bought_already" 409 BoughtAlready = "This offer is being bought, or was bought. Ask the desk anew to order more.";
        /// It is gone.
        "shopping.not_open" 409 NotOpen = "This cannot be bought any more.";
        /// Nothing to do about that purchase.
        "shopping.no_next_step" 409 NoNextStep = "Nothing can be done about this purchase any more. Look at your purchases again.";
        /// Not an address of a page.
        "shopping.bad_url" 422 BadUrl = "This is not the address of a shop's page. Copy it from your browser, beginning with https://.";
        /// Only https.
        "shopping.not_https" 422 NotHttps = "Only addresses that begin with https:// are taken.";
        /// A name and password in the address.
        "shopping.url_credentials" 422 UrlCredentials = "This address has a sign-in in it. Give the address without it.";
        /// Too many wait already.
        "shopping.too_many_quotes" 409 TooManyQuotes { most: i64 } = "{most} of your requests wait for the desk. Please wait for an answer, or take one back.";
        /// The offer lapsed.
        "shopping.offer_lapsed" 409 OfferLapsed = "This offer has lapsed. Ask again; the desk will look at it anew.";
        /// There is no such task.
        "shopping.no_task" 404 NoTask = "There is no such task at the desk.";
        /// Another buyer has it.
        "shopping.claimed" 409 Claimed { until: At } = "Another buyer has this task until {until}. Take the next one.";
        /// Claim it first.
        "shopping.not_claimed" 409 NotClaimed = "Claim this task first, or claim it again: a claim holds for half an hour.";
        /// It is done.
        "shopping.task_done" 409 TaskDone = "This task is done already.";
        /// The task is of the other kind.
        "shopping.wrong_task" 409 WrongTask = "That outcome does not belong to this kind of task.";
        /// An offer that cannot be made.
        "shopping.bad_offer" 422 BadOffer = "An offer needs a title, a price above zero and an end in the future.";
        /// Only a buyer.
        "shopping.not_a_buyer" 403 NotABuyer = "Only a buyer works at this desk.";
        /// A shop's order number is short.
        "shopping.bad_order_number" 422 BadOrderNumber = "Give the shop's order number: 1 to 60 characters.";
    }
}
