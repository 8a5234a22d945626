use kernel::{ApiTokenId, ApprovalId, LinkedId, MemberId, ProofId, SessionId};
use serde::{Deserialize, Serialize};

/// What this room tells the house: what happened to an account. Ids only; who writes the letter
/// opens [`crate::LetterTo`] at [`News::goes_to`], for the letter and on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// An e-mail address is to be proved: its letter holds [`crate::proof_path`].
    ProveMail {
        /// Whose it would be.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// The secret link.
        #[serde(with = "jobs::body::id")]
        proof: ProofId,
    },
    /// Somebody asked for a new password: the letter holds [`crate::proof_path`].
    Reset {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// The secret link.
        #[serde(with = "jobs::body::id")]
        proof: ProofId,
    },
    /// The account has another e-mail address now: told to the former one.
    MailChanged {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// The proof of the new address; the former one is kept under it for this letter.
        #[serde(with = "jobs::body::id")]
        proof: ProofId,
    },
    /// The account has another password now.
    PasswordChanged {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
    /// The account has another password by the link of a letter; its passkeys, its sign-ins
    /// elsewhere and its keys have ended.
    PasswordReset {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
    /// A second factor is asked for from now on, or no longer.
    SecondFactorChanged {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// Asked for.
        on: bool,
    },
    /// A passkey opens the account from now on.
    PasskeyAdded {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
    /// There may be a copy of a passkey: it opens the account no more.
    PasskeyCopied {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
    /// A sign-in elsewhere opens the account from now on.
    LinkedSignIn {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// Which.
        #[serde(with = "jobs::body::id")]
        linked: LinkedId,
    },
    /// Somebody told support that they lost what makes their codes: they are no longer asked for
    /// after a while, unless a code is typed before.
    FactorLossTold {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// The wish of support.
        #[serde(with = "jobs::body::id")]
        wish: ApprovalId,
    },
    /// A key for programs opens the account from now on.
    KeyMade {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// Which.
        #[serde(with = "jobs::body::id")]
        token: ApiTokenId,
    },
    /// Somebody signed in from a kind of browser that had not been seen on the account.
    SignedInAnew {
        /// Whose.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// The session.
        #[serde(with = "jobs::body::id")]
        session: SessionId,
    },
    /// The account is closed.
    Closed {
        /// Whose it was.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
}

impl jobs::News for News {
    const TOPIC: &'static str = "members.changed";
}

/// Which of a member's addresses a letter goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// Their own, proved.
    Own,
    /// The one that is to be proved.
    ToProve,
    /// The one that was theirs until this proof.
    Former(ProofId),
}

impl Mailbox {
    /// Where in the vault it lies: for `privacy::disclose::disclose_at`.
    pub fn place(self) -> String {
        match self {
            Mailbox::Own => String::new(),
            Mailbox::ToProve => "pending".to_owned(),
            Mailbox::Former(proof) => format!("former {proof}"),
        }
    }
}

impl News {
    /// Whom it is about.
    pub fn member(&self) -> MemberId {
        match self {
            News::ProveMail { member, .. }
            | News::Reset { member, .. }
            | News::MailChanged { member, .. }
            | News::PasswordChanged { member }
            | News::PasswordReset { member }
            | News::SecondFactorChanged { member, .. }
            | News::PasskeyAdded { member }
            | News::PasskeyCopied { member }
            | News::LinkedSignIn { member, .. }
            | News::FactorLossTold { member, .. }
            | News::KeyMade { member, .. }
            | News::SignedInAnew { member, .. }
            | News::Closed { member } => *member,
        }
    }

    /// Which of their addresses its letter goes to.
    pub fn goes_to(&self) -> Mailbox {
        match self {
            News::ProveMail { .. } => Mailbox::ToProve,
            News::MailChanged { proof, .. } => Mailbox::Former(*proof),
            _ => Mailbox::Own,
        }
    }
}
