kernel::refusals! {
    /// Why the marketplace cannot start, or cannot replay a file. (What it answers over HTTP is
    /// [`crate::problem::Problem`]: those codes belong to the connector protocol.)
    pub enum No {
        /// The file cannot be read.
        "bazaar.no_file" 404 NoFile { file: String, why: String }
            = "The file {file} cannot be read: {why}.";
        /// A row that is not one of a bid history.
        "bazaar.bad_row" 422 BadRow { file: String, line: i64, why: String }
            = "Line {line} of {file} is not a row of a bid history: {why}.";
        /// The address cannot be taken.
        "bazaar.cannot_listen" 409 CannotListen { address: String, why: String }
            = "The marketplace cannot listen at {address}: {why}. Choose another address, or port 0 for any free one.";
        /// The file of tokens cannot be read or written.
        "bazaar.no_access" 500 NoAccess { file: String, why: String }
            = "The file of tokens {file} cannot be used: {why}.";
        /// A setting makes no sense.
        "bazaar.bad_setting" 422 BadSetting { what: &'static str }
            = "The marketplace cannot run like this: {what}.";
        /// The event log does not make a marketplace.
        "bazaar.bad_events" 500 BadEvents { seq: i64, why: String }
            = "Event {seq} of the marketplace's log does not follow from those before it: {why}. Restore a backup.";
        /// The bundled catalogue is broken.
        "bazaar.bad_catalogue" 500 BadCatalogue { why: String }
            = "The catalogue of invented goods cannot be read: {why}.";
    }
}
