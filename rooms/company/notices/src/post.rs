use mail::Mailer;

/// How this house writes: plugged into the database at opening.
pub struct Post {
    /// The way letters go; without one, members read on the site alone.
    pub mailer: Option<Mailer>,
    /// What the operator calls the house.
    pub house: String,
    /// Where browsers reach it: `https://house.example`, without a slash at the end.
    pub address: String,
    /// Whether a webhook may lead to this machine itself: for demonstrations and tests.
    pub webhooks_here: bool,
}

impl Post {
    /// The whole address of a page.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address.trim_end_matches('/'))
    }
}
