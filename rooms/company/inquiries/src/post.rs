use mail::Mailer;

/// How this house writes to people without an account: plugged into the database at opening.
pub struct Post {
    /// The way letters go; without one, only members are answered.
    pub mailer: Option<Mailer>,
    /// What the operator calls the house.
    pub house: String,
    /// Where browsers reach it: `https://house.example`.
    pub address: String,
}

impl Post {
    /// The whole address of a page.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address.trim_end_matches('/'))
    }
}
