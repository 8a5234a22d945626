kernel::refusals! {
    /// Why mail is not set up, or a report not read.
    pub enum MailRefusal {
        /// Not an address. What was given is not repeated.
        "mail.bad_address" 422 BadAddress = "This is not an e-mail address. Write it as name@example.org.";
        /// The way to the server is not written as it should be.
        "mail.bad_server" 400 BadServer { given: String } = "“{given}” is not a mail server: write smtps://host, smtp://host (with STARTTLS) or plain://127.0.0.1:2525, with :port where it is another.";
        /// Unprotected only to this machine.
        "mail.plain_elsewhere" 400 PlainElsewhere { host: String } = "Letters go to {host} only under TLS: write smtp:// or smtps://. Unprotected is for this machine's own address.";
        /// The certificate cannot be read.
        "mail.bad_certificate" 400 BadCertificate = "This is not a certificate in PEM.";
        /// The key cannot be used.
        "mail.bad_key" 400 BadKey { selector: String } = "The key {selector} cannot be used: give an RSA key of 2048 bits or more, or an Ed25519 key, as PKCS #8 in PEM.";
        /// It is no report of a mail server.
        "mail.no_report" 422 NoReport = "This is not a delivery report of a mail server (RFC 3464).";
        /// The report is about something we did not send.
        "mail.not_ours" 404 NotOurs = "This report names no letter of this house.";
    }
}
