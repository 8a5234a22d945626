//! By which route data leaves, how long it stays, and which law says so.

words! {
    /// The legal route by which a third party receives personal data.
    pub enum Route {
        /// With the person's consent (APPI Art 27(1)).
        "consent" Consent;
        /// Because a law says so (Art 27(1)(i)-(iv)).
        "law" Law;
        /// Filed opt-out (Art 27(2)).
        "opt-out" OptOut;
        /// Entrusting work to a processor (Art 27(5)(i)).
        "entrust" Entrust;
        /// Succession of the business (Art 27(5)(ii)).
        "succession" Succession;
        /// Joint use (Art 27(5)(iii)).
        "joint-use" JointUse;
        /// On the person's behalf, as they themselves chose.
        "on-behalf" OnBehalf;
        /// Abroad, with consent given after being told about the country (Art 28(1)).
        "foreign-consent" ForeignConsent;
        /// Abroad, to a recipient with equivalent measures that is checked (Art 28(1), (3)).
        "foreign-equivalent" ForeignEquivalent;
        /// Abroad, in a country designated as equivalent (Art 28(1)).
        "foreign-designated" ForeignDesignated;
    }

    /// The cases in which a third party receives personal data, T1-T6.
    pub enum Provision {
        /// What a payment needs.
        "T1" Payment;
        /// What shipment and customs clearance need.
        "T2" Shipment;
        /// Partner companies.
        "T3" Partners;
        /// Entrusting work.
        "T4" Entrusting;
        /// Succession of the business.
        "T5" Succession;
        /// What a law requires.
        "T6" Law;
    }

    /// What kind of party a recipient is: the word a view uses to say whom it is for.
    pub enum RecipientKind {
        /// A payment provider.
        "payment_provider" PaymentProvider;
        /// A carrier, postal or private.
        "carrier" Carrier;
        /// Customs, here or at the destination.
        "customs" Customs;
        /// A partner company.
        "partner" Partner;
        /// Who keeps the machines.
        "hosting" Hosting;
        /// Who carries the e-mail.
        "mail_sender" MailSender;
        /// Who takes the business over.
        "successor" Successor;
        /// A court, the police, the tax office, the privacy authority.
        "authority" Authority;
    }

    /// By which means personal data travels.
    pub enum Means {
        /// On paper.
        "documents" Documents;
        /// By electronic transfer.
        "electronic" Electronic;
    }

    /// How long something is kept, and under which key: one key per person and class.
    pub enum RetentionClass {
        /// The account and the profile.
        "account" Account;
        /// Orders being carried out, and questions after them.
        "trade" Trade;
        /// What was agreed to be told: notices, the magazine, partners.
        "contact" Contact;
        /// Answers to surveys.
        "survey" Survey;
        /// Inquiries and their answers.
        "inquiry" Inquiry;
        /// Figures about behaviour.
        "behaviour" Behaviour;
        /// Applications for work.
        "recruitment" Recruitment;
        /// Requests for rights and what was answered.
        "request" Request;
        /// Books and papers of the tax laws.
        "tax" Tax;
        /// The exporter's books.
        "customs" Customs;
        /// The second-hand dealer's ledger.
        "dealer" Dealer;
        /// Records of provision to third parties.
        "provision" Provision;
        /// Records of consent, with the text shown.
        "consent" Consent;
        /// Records of who opened what.
        "access" Access;
    }

    /// The event from which a period of retention counts.
    pub enum StartEvent {
        /// The account was closed.
        "account_closed" AccountClosed;
        /// The order was delivered, refunded or given up.
        "order_closed" OrderClosed;
        /// The choice was withdrawn.
        "choice_withdrawn" ChoiceWithdrawn;
        /// The answer was given.
        "answered" Answered;
        /// The inquiry was closed.
        "inquiry_closed" InquiryClosed;
        /// The fact was written down.
        "recorded" Recorded;
        /// The application was decided.
        "application_closed" ApplicationClosed;
        /// The request was finished.
        "request_closed" RequestClosed;
        /// The day after the tax return was due.
        "return_due" ReturnDue;
        /// The day after export was permitted.
        "export_permitted" ExportPermitted;
        /// The last entry in the ledger.
        "last_entry" LastEntry;
        /// The last mail sent on the strength of the consent.
        "last_mail" LastMail;
    }

    /// A body of law a person is under. More than one may bind; then each must permit.
    pub enum Law {
        /// Japan: the Act on the Protection of Personal Information and its neighbours.
        "jp" Jp;
        /// The European Economic Area and the United Kingdom: the GDPR.
        "eu" Eu;
    }

    /// What makes a use lawful.
    pub enum Basis {
        /// Stated beforehand, as specifically as possible (APPI Art 17, 21).
        "notified" Notified;
        /// The person agreed.
        "consent" Consent;
        /// Needed for a contract with the person.
        "contract" Contract;
        /// An interest of the operator that outweighs; the person may object.
        "legitimate-interest" LegitimateInterest;
        /// A law requires it.
        "legal-obligation" LegalObligation;
    }

    /// Whether a choice starts off (a consent) or on (an objection stops it).
    pub enum ChoiceKind {
        /// Nothing happens until it is given.
        "consent" Consent;
        /// It happens until it is made.
        "objection" Objection;
    }

    /// The person's own rights, R1-R5.
    pub enum Right {
        /// Disclosure.
        "R1" Disclosure;
        /// Inquiry about the purpose of use.
        "R2" Inquiry;
        /// Revision.
        "R3" Revision;
        /// Cancellation: stop using, stop sharing, close the account.
        "R4" Cancellation;
        /// Deletion.
        "R5" Deletion;
    }

    /// A language the policy is published in.
    pub enum Lang {
        /// English.
        "en" En;
        /// Japanese.
        "ja" Ja;
        /// Chinese in traditional characters.
        "zh-Hant" ZhHant;
    }

    /// A legal clock: a number a law sets, kept in the policy and not in the code.
    pub enum LegalClock {
        /// First report of a breach to the authority.
        "breach_first" BreachFirst;
        /// Full report of a breach.
        "breach_full" BreachFull;
        /// Full report when the purpose was improper: an attack, a theft from inside.
        "breach_full_improper" BreachFullImproper;
        /// More persons than this make any breach reportable.
        "breach_mass" BreachMass;
        /// Report of a breach in Europe.
        "breach_eu" BreachEu;
        /// Answer to a request in Japan: the operator's own limit inside the law's "without delay".
        "request" Request;
        /// Answer to a request in Europe.
        "request_eu" RequestEu;
        /// By how much a complex request in Europe may take longer.
        "request_eu_longer" RequestEuLonger;
        /// Honouring a one-click unsubscribe.
        "unsubscribe" Unsubscribe;
        /// How long before its effective date members are told of a widening.
        "policy_notice" PolicyNotice;
    }
}

impl Route {
    /// Whether the route exists only for recipients outside Japan.
    pub const fn is_foreign(self) -> bool {
        matches!(self, Route::ForeignConsent | Route::ForeignEquivalent | Route::ForeignDesignated)
    }

    /// Whether the route may lead abroad at all. Art 28 goes before Art 27 there: opt-out,
    /// entrusting, succession and joint use do not carry a recipient outside Japan.
    pub const fn may_lead_abroad(self) -> bool {
        self.is_foreign() || matches!(self, Route::Law | Route::OnBehalf)
    }

    /// Whether each hand-over is a record under Art 29 that the person may ask to see.
    pub const fn is_recorded(self, abroad: bool) -> bool {
        match self {
            Route::Law | Route::OnBehalf => false,
            Route::Entrust | Route::Succession | Route::JointUse => abroad,
            _ => true,
        }
    }
}

impl RetentionClass {
    /// Whether a law forces the keeping: the key survives the erasure of the person and opens for
    /// the duty alone.
    pub const fn is_duty(self) -> bool {
        matches!(
            self,
            RetentionClass::Request
                | RetentionClass::Tax
                | RetentionClass::Customs
                | RetentionClass::Dealer
                | RetentionClass::Provision
                | RetentionClass::Consent
                | RetentionClass::Access
        )
    }
}
