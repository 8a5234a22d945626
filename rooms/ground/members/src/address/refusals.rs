kernel::refusals! {
    /// Why an address, a phone number or a place in the address book is refused.
    pub enum AddressRefusal {
        /// There has to be a postal code.
        "members.postal_code_needed" 422 PostalCodeNeeded { example: String } = "An address in this country needs its postal code, such as {example}.";
        /// The postal code is none of that country.
        "members.postal_code_of_country" 422 PostalCodeOfCountry { example: String } = "This is no postal code of that country. There they look like {example}.";
        /// There has to be a city.
        "members.city_needed" 422 CityNeeded = "An address in this country needs its city or town.";
        /// There has to be a state.
        "members.region_needed" 422 RegionNeeded = "An address in this country needs its state, province or prefecture.";
        /// There has to be a way to the door.
        "members.lines_needed" 422 LinesNeeded = "Write the street, the number and the flat.";
        /// The address cannot be printed on a label.
        "members.address_not_latin" 422 AddressNotLatin = "Carriers print Latin letters only. Write the address in Latin letters.";
        /// No country has this calling code.
        "members.no_calling_code" 422 NoCallingCode = "No country has this calling code. After the + comes the country code, such as +81 for Japan.";
        /// The number is too short or too long for its country.
        "members.phone_length" 422 PhoneLength { code: i64, least: i64, most: i64 } = "A number of +{code} has {least} to {most} digits after that code. Count them again.";
        /// No such address of this member.
        "members.no_address" 404 NoAddress = "You have no such address.";
        /// As many addresses as there may be.
        "members.too_many_addresses" 409 TooManyAddresses { most: i64 } = "You may keep {most} addresses. Remove one you no longer need.";
        /// The default stays while there are others.
        "members.default_address" 409 DefaultAddress = "Parcels go to this address. Choose another one for them first, then remove this.";
        /// What an address is called is too long.
        "members.long_label" 422 LongLabel { most: i64 } = "Call it something of at most {most} characters.";
    }
}
