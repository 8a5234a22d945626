use std::fmt;

use kernel::Refused;
use lettre::message::Mailbox;

use crate::MailRefusal;

/// An e-mail address. Its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(lettre::Address);

impl Address {
    /// Reads an address; what was given is not repeated when it is none.
    pub fn parse(text: &str) -> Result<Address, Refused> {
        let parsed = text.trim().parse::<lettre::Address>();
        parsed.map(Address).map_err(|_| MailRefusal::BadAddress.into())
    }
    /// The address itself: whoever writes this word writes personal data down.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }
    /// The part behind the `@`.
    pub(crate) fn domain(&self) -> &str {
        self.0.domain()
    }
    pub(crate) fn inner(&self) -> &lettre::Address {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// Who writes: the operator's own name and address. Nothing personal.
#[derive(Debug, Clone)]
pub struct Sender {
    name: String,
    address: Address,
}

impl Sender {
    /// A name and an address.
    pub fn new(name: &str, address: &str) -> Result<Sender, Refused> {
        let name = name.chars().filter(|c| !c.is_control()).collect();
        Ok(Sender { name, address: Address::parse(address)? })
    }
    /// The domain letters come from: behind the `@` of Message-ID and return path.
    pub fn domain(&self) -> &str {
        self.address.domain()
    }
    pub(crate) fn mailbox(&self) -> Mailbox {
        Mailbox::new(Some(self.name.clone()), self.address.inner().clone())
    }
    /// Where a server sends its report about one letter: the letter's id is in it, and nothing of
    /// the person it was for.
    pub(crate) fn return_path(&self, letter: &str) -> Result<lettre::Address, Refused> {
        let path = lettre::Address::new(format!("bounce+{letter}"), self.domain());
        path.map_err(|_| MailRefusal::BadAddress.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_and_says_nothing_of_itself() {
        let table = [
            ("mika@example.org", true),
            (" mika+lots@mail.example.co.jp ", true),
            ("mika", false),
            ("mika@", false),
            ("a@b.example\r\nBcc: c@d.example", false),
            ("Mika <mika@example.org>", false),
            ("", false),
        ];
        for (text, fine) in table {
            let parsed = Address::parse(text);
            assert_eq!(parsed.is_ok(), fine, "{text:?}");
            let said = format!("{parsed:?}");
            assert!(!said.contains("mika"), "{said}");
        }
    }

    #[test]
    fn a_return_path_holds_the_letter_and_no_person() {
        let sender = Sender::new("Daiko", "notices@house.example").unwrap();
        let path = sender.return_path("ltr_01").unwrap();
        assert_eq!(path.to_string(), "bounce+ltr_01@house.example");
    }
}
