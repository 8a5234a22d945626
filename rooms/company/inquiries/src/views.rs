//! What this room opens of a person: what they wrote, what they sent, how they are reached.

use policy::{Field, FieldSet};
use privacy::{Email, Handle, Kept, Maybe, Shown, Text};

/// Defines a piece that this room keeps: its parts, and the fields of the policy they fall under.
macro_rules! kept {
    ($(
        $(#[$meta:meta])*
        $name:ident = $item:literal, $fields:expr, most $most:expr, written $written:literal {
            $( $(#[$doc:meta])* $part:ident ),*
        }
    )*) => {$(
        $(#[$meta])*
        pub struct $name { $( $(#[$doc])* pub $part: Text, )* }

        impl Kept for $name {
            const ITEM: &'static str = $item;
            const HOLDS: FieldSet = FieldSet::of($fields);
            const MOST: usize = $most;
            const IS_WRITTEN: bool = $written;
            fn parts(&self) -> Vec<&str> {
                vec![ $( self.$part.as_str() ),* ]
            }
        }
        impl Shown for $name {
            const ITEM: &'static str = $item;
            const FIELDS: FieldSet = FieldSet::of($fields);
            fn from_parts(parts: &[&str]) -> Option<$name> {
                let mut parts = parts.iter();
                let value = $name { $( $part: Text::new(parts.next()?), )* };
                parts.next().is_none().then_some(value)
            }
            fn words(&self) -> Vec<&str> {
                self.parts()
            }
        }
    )*};
}

// What is asked and answered is about an account and what was bought by it (D1, D9).
const CASE: &[Field] = &[Field::AccountId, Field::Orders];

kept! {
    /// What somebody wrote at one time.
    Words = "inquiry_words", CASE, most crate::rules::MOST_WORDS, written true {
        /// All of it.
        text
    }
    /// A file: its name, and its bytes in base 64.
    Attached = "inquiry_file", CASE, most crate::files::MOST_FILE_BYTES * 2, written false {
        /// What it is called.
        name,
        /// What is in it.
        bytes
    }
    /// What somebody without an account wants to be called.
    Called = "inquiry_called", &[Field::GivenName, Field::FamilyName], most 100, written true {
        /// As they wrote it.
        name
    }
}

privacy::personal_view! {
    /// What was written in a case at one time, for whoever asked and whoever answers.
    pub struct CaseWords: Purpose::Inquiries, by [Member, Support], to [], kept Inquiry {
        words: Words,
    }
    /// A file of a case.
    pub struct CaseFile: Purpose::Inquiries, by [Member, Support], to [], kept Inquiry {
        file: Attached,
    }
    /// How the desk calls and reaches somebody without an account.
    pub struct CaseAsker: Purpose::Inquiries, by [Support], to [], kept Inquiry {
        called: Called, email: Email,
    }
    /// What somebody without an account is called, for a correction they asked for.
    pub struct CalledBefore: Purpose::Rights, by [System], to [], kept Inquiry { called: Called }
    /// By which name the desk knows the member who asks.
    pub struct CaseMember: Purpose::Inquiries, by [Support], to [] { handle: Maybe<Handle> }
    /// To whom the letter with the link of a case goes.
    pub struct CaseLetter: Purpose::Inquiries, by [System], to [MailSender], kept Inquiry {
        email: Email,
    }
    /// What was written in a case about personal data that was handed over.
    pub struct OfficerWords: Purpose::Rights, by [PrivacyOfficer], to [], kept Inquiry {
        words: Words,
    }
    /// A file of a case about personal data that was handed over.
    pub struct OfficerFile: Purpose::Rights, by [PrivacyOfficer], to [], kept Inquiry {
        file: Attached,
    }
    /// How the privacy officer reaches somebody without an account.
    pub struct OfficerAsker: Purpose::Rights, by [PrivacyOfficer], to [], kept Inquiry {
        called: Called, email: Email,
    }
    /// By which name the privacy officer knows the member who asks.
    pub struct OfficerMember: Purpose::Rights, by [PrivacyOfficer], to [] {
        handle: Maybe<Handle>,
    }
}
