//! What members are told, by which channel, and when letters are gathered into one. Pure.

use kernel::{At, Span};

kernel::words! {
    /// What a member is told. Each is a service: something that happened to what is theirs. No
    /// word is for an offer or a campaign, so that this room cannot send one.
    pub enum Kind {
        /// The lot is theirs.
        Won = "won",
        /// Somebody outside bid more.
        Outbid = "outbid",
        /// Another member of the house has the higher ceiling.
        Displaced = "displaced",
        /// The higher ceiling is gone, and theirs is sent in its place.
        TakenUp = "taken_up",
        /// The winner was removed, and the lot falls to them if they want it.
        Offered = "offered",
        /// What fell to them was not kept to, or not answered in time.
        FellThrough = "fell_through",
        /// The seller has struck out the bid by which they led.
        StruckOut = "struck_out",
        /// The marketplace does not show the lot any more.
        LotGone = "lot_gone",
        /// The lot is for sale again.
        Relisted = "relisted",
        /// The ceiling lies below the least next bid.
        CannotEnter = "cannot_enter",
        /// A raise did not reach the marketplace in time.
        NotRaised = "not_raised",
        /// The purse does not cover it any more.
        NotCovered = "not_covered",
        /// It can never be sent.
        BidFailed = "bid_failed",
        /// The lot ended for somebody else, or for nobody.
        Lost = "lost",
        /// The first charge waits.
        ChargeDue = "charge_due",
        /// A charge was paid.
        Paid = "paid",
        /// It is at the warehouse.
        Arrived = "arrived",
        /// Something about it needs a look.
        OrderStopped = "order_stopped",
        /// It has lain on its shelf for long.
        StorageEnds = "storage_ends",
        /// The carrier has it.
        Shipped = "shipped",
        /// It is at the door.
        Delivered = "delivered",
        /// The purchase was called off.
        CalledOff = "called_off",
        /// Money was given back.
        Refunded = "refunded",
        /// The order was given up.
        GivenUp = "given_up",
        /// It was thrown away.
        Disposed = "disposed",
        /// A thing was bought.
        Bought = "bought",
        /// A thing was not bought.
        NotBought = "not_bought",
        /// The desk has made an offer.
        QuoteReady = "quote_ready",
        /// The desk makes no offer, or its offer has lapsed.
        QuoteEnded = "quote_ended",
        /// The contact desk has answered.
        CaseAnswered = "case_answered",
        /// The contact desk has closed a case.
        CaseClosed = "case_closed",
        /// An address is to be proved.
        ProveAddress = "prove_address",
        /// A new password may be set.
        Reset = "reset",
        /// Letters go to another address from now on.
        AddressChanged = "address_changed",
        /// The password is another.
        PasswordChanged = "password_changed",
        /// The password was set anew by letter, and every other way in has ended.
        PasswordReset = "password_reset",
        /// A second factor is asked for.
        SecondFactorOn = "second_factor_on",
        /// A second factor is asked for no longer.
        SecondFactorOff = "second_factor_off",
        /// A passkey opens the account.
        PasskeyAdded = "passkey_added",
        /// There may be a copy of a passkey.
        PasskeyCopied = "passkey_copied",
        /// A sign-in elsewhere opens the account.
        LinkedSignIn = "linked_sign_in",
        /// Support was told that the second factor is lost.
        FactorLossTold = "factor_loss_told",
        /// A key for programs opens the account.
        KeyMade = "key_made",
        /// Somebody signed in from a browser not seen before.
        SignedInAnew = "signed_in_anew",
        /// The account is closed.
        AccountClosed = "account_closed",
        /// Letters come back.
        LettersStopped = "letters_stopped",
        /// A webhook failed for too long.
        WebhookStopped = "webhook_stopped",
        /// A request about their data has moved.
        RequestMoved = "request_moved",
        /// The address of a request is to be proved.
        RequestProof = "request_proof",
        /// Others reached their data.
        Breach = "breach",
        /// An authority ordered their data.
        Ordered = "ordered",
        /// The privacy policy is to change.
        PolicyChanges = "policy_changes",
        /// The change that was announced does not come.
        PolicyStays = "policy_stays",
    }
    /// How a member hears of it.
    pub enum Channel {
        /// On the list of the site.
        Site = "site",
        /// By letter.
        Letter = "letter",
        /// By a message to their own program.
        Webhook = "webhook",
    }
    /// What belongs together on the page of choices.
    pub enum Subject {
        /// Bids.
        Bids = "bids",
        /// Orders.
        Orders = "orders",
        /// Purchases and offers.
        Shopping = "shopping",
        /// Questions to the contact desk.
        Inquiries = "inquiries",
        /// The account itself.
        Account = "account",
    }
}

/// Whether a channel is used for a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Unless the member says otherwise.
    Usually,
    /// If the member says so.
    IfChosen,
    /// Always: switching it off would let somebody else take the account unnoticed.
    Always,
    /// Never: it makes no sense there.
    Never,
}

impl Kind {
    /// Where it stands on the page of choices.
    pub fn subject(self) -> Subject {
        use Kind::*;
        match self {
            Won | Outbid | Displaced | TakenUp | Offered | FellThrough | StruckOut | LotGone
            | Relisted | CannotEnter | NotRaised | NotCovered | BidFailed | Lost => Subject::Bids,
            ChargeDue | Paid | Arrived | OrderStopped | StorageEnds | Shipped | Delivered
            | CalledOff | Refunded | GivenUp | Disposed => Subject::Orders,
            Bought | NotBought | QuoteReady | QuoteEnded => Subject::Shopping,
            CaseAnswered | CaseClosed => Subject::Inquiries,
            _ => Subject::Account,
        }
    }

    /// How a channel is used for it.
    pub fn uses(self, channel: Channel) -> Use {
        use Kind::*;
        match (self, channel) {
            (ProveAddress | Reset | RequestProof, Channel::Letter) => Use::Always,
            (ProveAddress | Reset | RequestProof, _) => Use::Never,
            (LettersStopped, Channel::Letter) => Use::Never,
            (LettersStopped | WebhookStopped, Channel::Site) => Use::Always,
            (WebhookStopped, Channel::Letter) => Use::Usually,
            // A receiver is anybody the member named once; how the account is opened is not for it.
            (kind, Channel::Webhook) if kind.subject() == Subject::Account => Use::Never,
            (_, Channel::Webhook) => Use::IfChosen,
            (kind, _) if kind.subject() == Subject::Account => Use::Always,
            (Paid | Bought, Channel::Letter) => Use::IfChosen,
            (_, Channel::Site | Channel::Letter) => Use::Usually,
        }
    }

    /// Whether it is told so, given what the member chose.
    pub fn goes(self, channel: Channel, chosen: Option<bool>) -> bool {
        match (self.uses(channel), chosen) {
            (Use::Always, _) => true,
            (Use::Never, _) => false,
            (Use::Usually, chosen) => chosen.unwrap_or(true),
            (Use::IfChosen, chosen) => chosen.unwrap_or(false),
        }
    }

    /// Whether its letter goes at once and alone: a link somebody waits for, or a warning.
    pub fn is_urgent(self) -> bool {
        self.subject() == Subject::Account
    }

    /// Whether a member's program can hear of it.
    pub fn is_for_webhooks(self) -> bool {
        self.uses(Channel::Webhook) != Use::Never
    }
}

/// The most letters to a member in an hour; what comes after is gathered into one.
pub const LETTERS_AN_HOUR: i64 = 6;
/// How long a gathering letter gathers.
pub const GATHERS: Span = Span::hours(1);

/// When a letter that is put now goes: at once, or at the end of a gathering.
pub fn leaves_at(now: At, put_in_the_last_hour: i64) -> At {
    if put_in_the_last_hour < LETTERS_AN_HOUR { now } else { now.plus(GATHERS) }
}

/// How long to wait after each try of a webhook's message that failed: the schedule that Standard
/// Webhooks names. After the last one it has failed.
pub const WEBHOOK_WAITS: [Span; 9] = [
    Span::secs(5),
    Span::minutes(5),
    Span::minutes(30),
    Span::hours(2),
    Span::hours(5),
    Span::hours(10),
    Span::hours(14),
    Span::hours(20),
    Span::hours(24),
];
/// A webhook that has taken nothing for so long is stopped.
pub const WEBHOOK_PATIENCE: Span = Span::days(5);
/// For so long after a new secret the old one signs beside it.
pub const BOTH_SECRETS: Span = Span::hours(24);
/// So many messages of one webhook wait at most; what comes after is put away, and can be sent
/// again.
pub const MOST_WAITING: i64 = 1_000;
/// The most webhooks of a member.
pub const MOST_WEBHOOKS: i64 = 5;

/// The wait after so many failures; `None` when it was the last.
pub fn webhook_wait(failures: i64) -> Option<Span> {
    let at = usize::try_from(failures.saturating_sub(1)).ok()?;
    WEBHOOK_WAITS.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Word;

    #[test]
    fn what_guards_the_account_cannot_be_switched_off() {
        for kind in Kind::ALL.iter().copied().filter(|kind| kind.subject() == Subject::Account) {
            let told = Channel::ALL.iter().filter(|channel| kind.goes(**channel, Some(false)));
            assert!(told.count() > 0, "{kind} can be switched off altogether");
        }
        assert!(Kind::AddressChanged.goes(Channel::Letter, Some(false)));
        assert!(!Kind::Reset.goes(Channel::Site, Some(true)), "a secret link is for the letter");
        assert!(!Kind::Reset.goes(Channel::Webhook, Some(true)));
    }

    #[test]
    fn what_happens_to_bids_and_orders_is_the_members_choice() {
        let table = [
            (Kind::Won, Channel::Letter, None, true),
            (Kind::Won, Channel::Letter, Some(false), false),
            (Kind::Won, Channel::Site, Some(false), false),
            (Kind::Won, Channel::Webhook, None, false),
            (Kind::Won, Channel::Webhook, Some(true), true),
            (Kind::Paid, Channel::Letter, None, false),
            (Kind::Paid, Channel::Letter, Some(true), true),
            (Kind::LettersStopped, Channel::Letter, Some(true), false),
        ];
        for (kind, channel, chosen, expect) in table {
            assert_eq!(kind.goes(channel, chosen), expect, "{kind} by {channel}: {chosen:?}");
        }
    }

    #[test]
    fn no_kind_is_advertising() {
        for kind in Kind::ALL {
            let word = kind.word();
            for advertising in ["offer", "campaign", "news", "magazine", "coupon", "sale"] {
                assert!(!word.split('_').any(|part| part == advertising), "{word}");
            }
        }
    }

    #[test]
    fn a_flood_is_gathered_and_a_message_is_tried_for_three_days() {
        let now = At::from_secs(1_000);
        assert_eq!(leaves_at(now, 0), now);
        assert_eq!(leaves_at(now, LETTERS_AN_HOUR - 1), now);
        assert_eq!(leaves_at(now, LETTERS_AN_HOUR), now.plus(GATHERS));
        assert_eq!(webhook_wait(1), Some(Span::secs(5)));
        assert_eq!(webhook_wait(9), Some(Span::hours(24)));
        assert_eq!(webhook_wait(10), None);
    }
}
