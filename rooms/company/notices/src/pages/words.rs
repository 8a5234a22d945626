use crate::rules::{Kind, Subject};

/// The text that names a kind.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Won => "notices-kind-won",
        Kind::Outbid => "notices-kind-outbid",
        Kind::Displaced => "notices-kind-displaced",
        Kind::TakenUp => "notices-kind-taken-up",
        Kind::Offered => "notices-kind-offered",
        Kind::FellThrough => "notices-kind-fell-through",
        Kind::StruckOut => "notices-kind-struck-out",
        Kind::LotGone => "notices-kind-lot-gone",
        Kind::Relisted => "notices-kind-relisted",
        Kind::CannotEnter => "notices-kind-cannot-enter",
        Kind::NotRaised => "notices-kind-not-raised",
        Kind::NotCovered => "notices-kind-not-covered",
        Kind::BidFailed => "notices-kind-bid-failed",
        Kind::Lost => "notices-kind-lost",
        Kind::ChargeDue => "notices-kind-charge-due",
        Kind::Paid => "notices-kind-paid",
        Kind::Arrived => "notices-kind-arrived",
        Kind::OrderStopped => "notices-kind-order-stopped",
        Kind::StorageEnds => "notices-kind-storage-ends",
        Kind::Shipped => "notices-kind-shipped",
        Kind::Delivered => "notices-kind-delivered",
        Kind::CalledOff => "notices-kind-called-off",
        Kind::Refunded => "notices-kind-refunded",
        Kind::Bought => "notices-kind-bought",
        Kind::NotBought => "notices-kind-not-bought",
        Kind::QuoteReady => "notices-kind-quote-ready",
        Kind::CaseAnswered => "notices-kind-case-answered",
        Kind::CaseClosed => "notices-kind-case-closed",
        Kind::ProveAddress => "notices-kind-prove-address",
        Kind::Reset => "notices-kind-reset",
        Kind::AddressChanged => "notices-kind-address-changed",
        Kind::PasswordChanged => "notices-kind-password-changed",
        Kind::PasswordReset => "notices-kind-password-reset",
        Kind::SecondFactorOn => "notices-kind-second-factor-on",
        Kind::SecondFactorOff => "notices-kind-second-factor-off",
        Kind::PasskeyAdded => "notices-kind-passkey-added",
        Kind::PasskeyCopied => "notices-kind-passkey-copied",
        Kind::LinkedSignIn => "notices-kind-linked-sign-in",
        Kind::FactorLossTold => "notices-kind-factor-loss-told",
        Kind::KeyMade => "notices-kind-key-made",
        Kind::SignedInAnew => "notices-kind-signed-in-anew",
        Kind::AccountClosed => "notices-kind-account-closed",
        Kind::LettersStopped => "notices-kind-letters-stopped",
        Kind::WebhookStopped => "notices-kind-webhook-stopped",
        Kind::RequestMoved => "notices-kind-request-moved",
        Kind::Breach => "notices-kind-breach",
        Kind::Ordered => "notices-kind-ordered",
        Kind::RequestProof => "notices-kind-request-proof",
        Kind::PolicyChanges => "notices-kind-policy-changes",
        Kind::PolicyStays => "notices-kind-policy-stays",
    }
}

/// The text that names what belongs together.
pub(super) fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Bids => "notices-subject-bids",
        Subject::Orders => "notices-subject-orders",
        Subject::Shopping => "notices-subject-shopping",
        Subject::Inquiries => "notices-subject-inquiries",
        Subject::Account => "notices-subject-account",
    }
}
