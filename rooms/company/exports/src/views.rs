use privacy::{Address, Email, Maybe, Name};

privacy::personal_view! {
    /// Where members are written to when the house has to reach all of them.
    pub struct ContactRow: Purpose::Members, by [Administrator], to [], uses [AccountId] {
        email: Email,
    }
    /// What the books name a buyer by: the copy kept with the sale, for as long as the law has it
    /// kept.
    pub struct BookedBuyer: Purpose::Tax, by [Accountant], to [],
        uses [AccountId, Orders, Payments]
    {
        name: Name, address: Maybe<Address>,
    }
    /// The same of a sale with no copy of its own.
    pub struct BuyerRow: Purpose::Tax, by [Accountant], to [],
        uses [AccountId, Orders, Payments], kept Account
    {
        name: Maybe<Name>, address: Maybe<Address>,
    }
}
