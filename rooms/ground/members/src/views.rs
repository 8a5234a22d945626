use privacy::{Email, SocialAccount};

privacy::personal_view! {
    /// To which address a letter about the account itself goes.
    pub struct LetterTo: Purpose::Members, by [System], to [MailSender] { email: Email }
    /// What a member sees of one of their sign-ins elsewhere.
    pub struct OwnLinked: Purpose::Members, by [Member], to [] { account: SocialAccount }
}
