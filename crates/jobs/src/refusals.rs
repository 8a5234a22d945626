kernel::refusals! {
    /// Why the list of dead jobs is not changed or shown.
    pub enum JobsRefusal {
        /// It was revived or buried meanwhile, or never died.
        "jobs.not_dead" 409 NotDead { id: String } = "The job {id} is not on the list of dead jobs. Look at the list again.";
        /// The cursor was not made by this list.
        "jobs.bad_page" 400 BadPage { cursor: String } = "{cursor} is not a page of the list of dead jobs. Start again from its first page.";
    }
}
