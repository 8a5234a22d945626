use policy::{Field, FieldSet};

use super::{Kept, Shown, Text};

/// Defines a kept piece with its fields in order; it can be shown whole.
macro_rules! kept {
    ($($(#[$meta:meta])* $name:ident = $item:literal {
        $( $(#[$doc:meta])* $part:ident : $field:ident ),* $(,)?
    })*) => {$(
        $(#[$meta])*
        pub struct $name { $( $(#[$doc])* pub $part: Text, )* }

        impl Kept for $name {
            const ITEM: &'static str = $item;
            const HOLDS: FieldSet = FieldSet::of(&[ $( Field::$field ),* ]);
            fn parts(&self) -> Vec<&str> {
                vec![ $( self.$part.as_str() ),* ]
            }
        }
        impl Shown for $name {
            const ITEM: &'static str = $item;
            const FIELDS: FieldSet = FieldSet::of(&[ $( Field::$field ),* ]);
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

kept! {
    /// The name a member chose to be known by.
    Handle = "handle" {
        /// As the member writes it.
        handle: Handle,
    }
    /// A person's name.
    Name = "name" {
        /// The given name.
        given: GivenName,
        /// The family name.
        family: FamilyName,
        /// The whole name in Latin letters, as carriers print it.
        latin: LatinName,
    }
    /// A postal address.
    Address = "address" {
        /// The lines below the city, one to a line.
        lines: AddressLines,
        /// The city.
        city: City,
        /// State, province or prefecture.
        region: Region,
        /// The postal code.
        postal_code: PostalCode,
        /// The country, ISO 3166-1 alpha-2.
        country: Country,
    }
    /// What a member calls an address of theirs: a word of the address as they know it.
    AddressName = "address_name" {
        /// In their own words; may be empty.
        called: AddressLines,
    }
    /// A phone number, E.164.
    Phone = "phone" {
        /// The number with `+` and country code.
        number: Phone,
    }
    /// The verified primary e-mail address.
    Email = "email" {
        /// The address.
        address: Email,
    }
    /// A birthday, `2001-02-03`.
    Birthday = "birthday" {
        /// The day.
        day: Birthday,
    }
    /// What a member chose to say about their sex.
    Sex = "sex" {
        /// In their own word.
        word: Sex,
    }
    /// A means of payment, kept by the payment provider: never a card number.
    PaymentMeans = "payment" {
        /// The brand of the card.
        brand: CardBrand,
        /// Its last four digits.
        last_four: CardLastFour,
        /// The provider's token.
        token: PaymentToken,
    }
    /// A linked sign-in or a handle elsewhere.
    SocialAccount = "social" {
        /// The provider.
        provider: SocialProvider,
        /// The subject the provider gives.
        subject: SocialSubject,
        /// The handle there.
        handle: SocialHandle,
    }
}

/// Defines a part of a kept piece: the view that shows it opens those fields and no others.
macro_rules! part {
    ($(
        $(#[$meta:meta])*
        $name:ident of $whole:ident { $( $(#[$doc:meta])* $part:ident : $field:ident ),* $(,)? }
    )*) => {$(
        $(#[$meta])*
        pub struct $name { $( $(#[$doc])* pub $part: Text, )* }

        impl Shown for $name {
            const ITEM: &'static str = <$whole as Kept>::ITEM;
            const FIELDS: FieldSet = FieldSet::of(&[ $( Field::$field ),* ]);
            fn from_parts(parts: &[&str]) -> Option<$name> {
                let whole = <$whole as Shown>::from_parts(parts)?;
                Some($name { $( $part: whole.$part, )* })
            }
            fn words(&self) -> Vec<&str> {
                vec![ $( self.$part.as_str() ),* ]
            }
        }
    )*};
}

part! {
    /// The name in Latin letters alone.
    LatinName of Name {
        /// The whole name.
        latin: LatinName,
    }
    /// The country of an address alone.
    Country of Address {
        /// ISO 3166-1 alpha-2.
        country: Country,
    }
    /// Where an address lies, without the lines that lead to a door.
    Place of Address {
        /// The city.
        city: City,
        /// State, province or prefecture.
        region: Region,
        /// The country.
        country: Country,
    }
}
