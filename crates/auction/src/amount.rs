use std::fmt;

/// An amount in the marketplace's minor unit: yen at Yahoo!, cents at eBay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

impl Amount {
    /// The largest amount anyone may name. Sums of two such never leave an `i64`.
    pub const MOST: Amount = Amount(999_999_999_999);

    /// `minor` units.
    pub const fn new(minor: i64) -> Amount {
        Amount(minor)
    }

    /// The number of minor units.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum, held at the ends of what can be counted.
    pub const fn plus(self, other: Amount) -> Amount {
        Amount(self.0.saturating_add(other.0))
    }

    /// This amount less `percent` hundredths of it, rounded down, but at least one unit.
    pub const fn cut(self, percent: i64) -> Amount {
        let kept = self.0 / 100 * (100 - percent) + self.0 % 100 * (100 - percent) / 100;
        Amount(if kept < 1 { 1 } else { kept })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Amount> for kernel::Arg {
    fn from(amount: Amount) -> kernel::Arg {
        kernel::Arg::Number(amount.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_cut_rounds_down_and_never_reaches_nothing() {
        for (from, percent, to) in
            [(1_000, 10, 900), (999, 10, 899), (1, 50, 1), (12_345, 33, 8_271)]
        {
            assert_eq!(Amount::new(from).cut(percent), Amount::new(to), "{from} less {percent} %");
        }
    }
}
