//! The closed vocabularies of a policy. A word that is not here does not exist: it parses to
//! `None`, and whoever asks with it is withheld from.

/// Defines a closed vocabulary: an enum whose members have a stable code.
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$doc:meta])* $code:literal $variant:ident; )* }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$doc])* $variant, )* }

        impl $name {
            /// Every one, in the order of the policy.
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )* ];

            /// The stable code: what the database, the policy file and the log write.
            pub const fn code(self) -> &'static str {
                match self { $( $name::$variant => $code, )* }
            }

            /// Reads a code; `None` for anything else.
            pub fn parse(code: &str) -> Option<$name> {
                match code { $( $code => Some($name::$variant), )* _ => None }
            }

            /// The place in `ALL`.
            pub const fn index(self) -> usize {
                self as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    )*};
}

words! {
    /// What personal data may be used for: P1-P12, and what the law makes the operator do (L1).
    pub enum Purpose {
        /// P1: managing members, orders and participation in campaigns.
        "members" Members;
        /// P2: selling products and charging fees.
        "sales" Sales;
        /// P3: shipping orders.
        "shipment" Shipment;
        /// P4: notices of campaigns, new products and running the site.
        "notices" Notices;
        /// P5: the mail magazine.
        "magazine" Magazine;
        /// P6: surveys.
        "surveys" Surveys;
        /// P7: points and coupons.
        "rewards" Rewards;
        /// P8: contacting members and answering inquiries.
        "inquiries" Inquiries;
        /// P9: statistics and data analysis.
        "statistics" Statistics;
        /// P10: passing useful information on together with partner companies.
        "partners" Partners;
        /// P11: recruitment information.
        "recruitment" Recruitment;
        /// P12: purposes closely related to the others, each judged and recorded first.
        "compatible" Compatible;
        /// L1: answering a person's request for their rights (R1-R5), and telling them of a breach.
        "rights" Rights;
        /// L1: the books and papers of the tax laws.
        "tax" Tax;
        /// L1: the exporter's books of the Customs Act.
        "customs_books" CustomsBooks;
        /// L1: the second-hand dealer's ledger.
        "dealer_ledger" DealerLedger;
        /// L1: the records of provision to third parties, of consent and of access.
        "records" Records;
    }

    /// The kinds of personal information, D1-D10.
    pub enum Category {
        /// User id.
        "D1" UserId;
        /// Name.
        "D2" Name;
        /// Address.
        "D3" Address;
        /// Birthday.
        "D4" Birthday;
        /// Sex.
        "D5" Sex;
        /// Phone.
        "D6" Phone;
        /// E-mail.
        "D7" Email;
        /// Means of payment.
        "D8" Payment;
        /// Purchase history.
        "D9" History;
        /// Social-media accounts.
        "D10" Social;
    }

    /// One piece of personal information: the finest thing a view may ask for.
    pub enum Field {
        /// The name a member chose to be known by.
        "handle" Handle;
        /// The account id, where it identifies a person.
        "account_id" AccountId;
        /// Given name.
        "given_name" GivenName;
        /// Family name.
        "family_name" FamilyName;
        /// The whole name in Latin letters, as carriers print it.
        "latin_name" LatinName;
        /// The lines of an address below the city.
        "address_lines" AddressLines;
        /// City.
        "city" City;
        /// State, province or prefecture.
        "region" Region;
        /// Postal code.
        "postal_code" PostalCode;
        /// Country of the address, ISO 3166-1 alpha-2.
        "country" Country;
        /// Birthday.
        "birthday" Birthday;
        /// Sex, when the member chose to say.
        "sex" Sex;
        /// Phone number, E.164.
        "phone" Phone;
        /// The verified primary e-mail address.
        "email" Email;
        /// Brand of a card.
        "card_brand" CardBrand;
        /// Last four digits of a card.
        "card_last_four" CardLastFour;
        /// The payment provider's token; never a card number.
        "payment_token" PaymentToken;
        /// Bids.
        "bids" Bids;
        /// Orders.
        "orders" Orders;
        /// Parcels.
        "parcels" Parcels;
        /// Payments and fees.
        "payments" Payments;
        /// Points and coupons.
        "points" Points;
        /// The provider of a linked sign-in.
        "social_provider" SocialProvider;
        /// The subject a linked sign-in gives.
        "social_subject" SocialSubject;
        /// A social-media handle the member gave.
        "social_handle" SocialHandle;
    }

    /// Who opens personal data.
    pub enum Role {
        /// The person, about themselves.
        "member" Member;
        /// A human buyer at the buying desk.
        "buyer" Buyer;
        /// Someone who receives and packs.
        "warehouse" Warehouse;
        /// Someone who answers members.
        "support" Support;
        /// Someone who keeps the books.
        "accountant" Accountant;
        /// Someone who writes to members about campaigns.
        "marketing" Marketing;
        /// Who answers for personal data.
        "privacy_officer" PrivacyOfficer;
        /// Who reads applications.
        "recruiter" Recruiter;
        /// Who runs the house.
        "administrator" Administrator;
        /// The program itself: a job without a person behind it.
        "system" System;
    }

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
}

impl Purpose {
    /// The number of the fact in the founding policy: `P1`…`P12`, `L1-…`.
    pub const fn fact(self) -> &'static str {
        match self {
            Purpose::Members => "P1",
            Purpose::Sales => "P2",
            Purpose::Shipment => "P3",
            Purpose::Notices => "P4",
            Purpose::Magazine => "P5",
            Purpose::Surveys => "P6",
            Purpose::Rewards => "P7",
            Purpose::Inquiries => "P8",
            Purpose::Statistics => "P9",
            Purpose::Partners => "P10",
            Purpose::Recruitment => "P11",
            Purpose::Compatible => "P12",
            Purpose::Rights => "L1-rights",
            Purpose::Tax => "L1-tax",
            Purpose::CustomsBooks => "L1-customs",
            Purpose::DealerLedger => "L1-dealer",
            Purpose::Records => "L1-records",
        }
    }

    /// The purpose with this fact number.
    pub fn from_fact(fact: &str) -> Option<Purpose> {
        Purpose::ALL.iter().copied().find(|p| p.fact() == fact)
    }

    /// Whether a law makes the operator do it: it goes on after erasure, until its own date, and
    /// no objection stops it.
    pub const fn is_duty(self) -> bool {
        matches!(
            self,
            Purpose::Rights
                | Purpose::Tax
                | Purpose::CustomsBooks
                | Purpose::DealerLedger
                | Purpose::Records
        )
    }
}

impl Field {
    /// The category the field belongs to.
    pub const fn category(self) -> Category {
        match self {
            Field::Handle | Field::AccountId => Category::UserId,
            Field::GivenName | Field::FamilyName | Field::LatinName => Category::Name,
            Field::AddressLines
            | Field::City
            | Field::Region
            | Field::PostalCode
            | Field::Country => Category::Address,
            Field::Birthday => Category::Birthday,
            Field::Sex => Category::Sex,
            Field::Phone => Category::Phone,
            Field::Email => Category::Email,
            Field::CardBrand | Field::CardLastFour | Field::PaymentToken => Category::Payment,
            Field::Bids | Field::Orders | Field::Parcels | Field::Payments | Field::Points => {
                Category::History
            }
            Field::SocialProvider | Field::SocialSubject | Field::SocialHandle => Category::Social,
        }
    }
}

impl Category {
    /// The fields that can belong to this category.
    pub fn fields(self) -> crate::FieldSet {
        Field::ALL.iter().copied().filter(|f| f.category() == self).collect()
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
