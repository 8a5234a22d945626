use privacy::Handle;

privacy::personal_view! {
    /// What an administrator sees of the people who work here.
    pub struct ColleagueName: Purpose::Members, by [Administrator], to [] { handle: Handle }
}
