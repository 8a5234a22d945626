//! What is known of a person, for what, and by whom.

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
