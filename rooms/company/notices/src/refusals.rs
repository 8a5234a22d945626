kernel::refusals! {
    /// Why this room says no.
    pub enum NoticesRefusal {
        /// There is none by that id, or it is another member's.
        "notices.unknown" 404 Unknown = "There is no such notice or webhook of yours.";
        /// It guards the account.
        "notices.not_a_choice" 422 NotAChoice = "This cannot be switched off: it warns you when somebody changes your account.";
        /// The address of a webhook is none.
        "notices.bad_url" 422 BadUrl = "Give the whole address of your own receiver, beginning with https://, without a sign-in in it.";
        /// The name leads nowhere.
        "notices.no_such_host" 422 NoSuchHost = "No host of that name can be found. Look at the address again.";
        /// It leads into a private network.
        "notices.private_host" 422 PrivateHost = "This address leads into a private network. The house speaks to public addresses only.";
        /// A message is still on its way, or arrived.
        "notices.not_given_up" 409 NotGivenUp = "This message was taken, or is still being tried.";
        /// Nothing is sent to a webhook that is stopped.
        "notices.is_stopped" 409 IsStopped = "This webhook is stopped. Start it again first.";
        /// One trial at a time.
        "notices.trial_waits" 409 TrialWaits = "A trial of this webhook is still being sent. Wait until it is answered or given up.";
        /// A receiver that takes nothing is not sent ever more.
        "notices.too_many_wait" 409 TooManyWait { most: i64 } = "{most} messages of this webhook wait to be taken. Wait until it takes them.";
        /// A secret is told while it is young.
        "notices.secret_told" 410 SecretTold = "This secret was made more than a day ago and is told no more. Have a new one made.";
        /// A member's webhooks are few.
        "notices.too_many_webhooks" 409 TooManyWebhooks { most: i64 } = "You have {most} webhooks. Take one away first.";
    }
}
