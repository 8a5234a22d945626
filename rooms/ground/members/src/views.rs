use privacy::Email;

privacy::personal_view! {
    /// To which address a letter about the account itself goes.
    pub struct LetterTo: Purpose::Members, by [System], to [MailSender] { email: Email }
}
