//! The currencies a member may reckon in. Yen is what everything is priced, charged and kept in: a
//! choice here changes no amount.

kernel::words! {
    /// A currency, ISO 4217.
    pub enum Currency {
        /// Japanese yen.
        Jpy = "JPY",
        /// United States dollar.
        Usd = "USD",
        /// Euro.
        Eur = "EUR",
        /// Pound sterling.
        Gbp = "GBP",
        /// New Taiwan dollar.
        Twd = "TWD",
        /// Hong Kong dollar.
        Hkd = "HKD",
        /// Chinese yuan.
        Cny = "CNY",
        /// South Korean won.
        Krw = "KRW",
        /// Singapore dollar.
        Sgd = "SGD",
        /// Malaysian ringgit.
        Myr = "MYR",
        /// Thai baht.
        Thb = "THB",
        /// Indonesian rupiah.
        Idr = "IDR",
        /// Philippine peso.
        Php = "PHP",
        /// Vietnamese dong.
        Vnd = "VND",
        /// Indian rupee.
        Inr = "INR",
        /// Australian dollar.
        Aud = "AUD",
        /// New Zealand dollar.
        Nzd = "NZD",
        /// Canadian dollar.
        Cad = "CAD",
        /// Mexican peso.
        Mxn = "MXN",
        /// Brazilian real.
        Brl = "BRL",
        /// Swiss franc.
        Chf = "CHF",
        /// Swedish krona.
        Sek = "SEK",
        /// Norwegian krone.
        Nok = "NOK",
        /// Danish krone.
        Dkk = "DKK",
        /// Polish zloty.
        Pln = "PLN",
        /// Czech koruna.
        Czk = "CZK",
        /// Hungarian forint.
        Huf = "HUF",
        /// Turkish lira.
        Try = "TRY",
        /// UAE dirham.
        Aed = "AED",
        /// Saudi riyal.
        Sar = "SAR",
        /// Israeli new shekel.
        Ils = "ILS",
        /// South African rand.
        Zar = "ZAR",
    }
}
db::stored!(Currency);

impl Currency {
    /// How many digits stand behind its point, as ISO 4217 has it.
    pub fn digits(self) -> u32 {
        match self {
            Currency::Jpy | Currency::Krw | Currency::Vnd => 0,
            _ => 2,
        }
    }
}
