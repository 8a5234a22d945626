use std::fmt;

/// An amount of Japanese yen. Whole yen only, checked arithmetic only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Yen(i64);

/// How a rate's fraction of a yen is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
    /// To the nearest, a half away from zero.
    Nearest,
}

/// A sum that does not fit: the caller refuses rather than wraps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YenOverflow;

impl fmt::Display for YenOverflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount of yen is larger than the house can count")
    }
}

impl std::error::Error for YenOverflow {}

impl Yen {
    /// Nothing. An unknown amount is `None`, never this.
    pub const ZERO: Yen = Yen(0);

    /// `amount` whole yen.
    pub const fn new(amount: i64) -> Yen {
        Yen(amount)
    }

    /// The number of yen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum, unless it overflows.
    pub fn plus(self, other: Yen) -> Result<Yen, YenOverflow> {
        self.0.checked_add(other.0).map(Yen).ok_or(YenOverflow)
    }

    /// The difference, unless it overflows.
    pub fn minus(self, other: Yen) -> Result<Yen, YenOverflow> {
        self.0.checked_sub(other.0).map(Yen).ok_or(YenOverflow)
    }

    /// `count` times this amount, unless it overflows.
    pub fn times(self, count: i64) -> Result<Yen, YenOverflow> {
        self.0.checked_mul(count).map(Yen).ok_or(YenOverflow)
    }

    /// The same amount owed the other way round.
    pub fn negated(self) -> Result<Yen, YenOverflow> {
        self.0.checked_neg().map(Yen).ok_or(YenOverflow)
    }

    /// `basis_points` ten-thousandths of this amount.
    pub fn rate(self, basis_points: i64, round: Round) -> Result<Yen, YenOverflow> {
        let product = i128::from(self.0) * i128::from(basis_points);
        let (whole, rest) = (product / 10_000, product % 10_000);
        let away = if product < 0 { -1 } else { 1 };
        let settled = match round {
            Round::Down => whole,
            Round::Up if rest != 0 => whole + away,
            Round::Up => whole,
            Round::Nearest if rest.abs() >= 5_000 => whole + away,
            Round::Nearest => whole,
        };
        i64::try_from(settled).map(Yen).map_err(|_| YenOverflow)
    }

    /// The sum of many, unless it overflows.
    pub fn sum(amounts: impl IntoIterator<Item = Yen>) -> Result<Yen, YenOverflow> {
        amounts.into_iter().try_fold(Yen::ZERO, Yen::plus)
    }

    /// Whole yen as a person types them: `1200`, `1,200`, `¥1,200`. Fractions and words are `None`.
    pub fn parse(typed: &str) -> Option<Yen> {
        let digits: String = typed
            .trim()
            .trim_start_matches(['¥', '￥'])
            .chars()
            .filter(|c| *c != ',' && *c != '_')
            .collect();
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if plain { digits.parse().ok().map(Yen) } else { None }
    }
}

impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.unsigned_abs().to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 4);
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(c);
        }
        write!(f, "{}¥{grouped}", if self.0 < 0 { "-" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_is_typed_by_people_in_several_ways_and_never_with_a_fraction() {
        let table: [(&str, Option<i64>); 9] = [
            ("1200", Some(1200)),
            ("1,200", Some(1200)),
            (" ¥1,200 ", Some(1200)),
            ("￥5", Some(5)),
            ("", None),
            ("12.5", None),
            ("-3", None),
            ("many", None),
            ("99999999999999999999", None),
        ];
        for (typed, yen) in table {
            assert_eq!(Yen::parse(typed), yen.map(Yen::new), "{typed}");
        }
    }

    #[test]
    fn a_rate_says_how_it_rounds() {
        let table = [
            (1_001, 350, Round::Down, 35),
            (1_001, 350, Round::Up, 36),
            (1_000, 350, Round::Up, 35),
            (1_015, 1_000, Round::Nearest, 102),
            (-1_015, 1_000, Round::Nearest, -102),
        ];
        for (yen, points, round, expect) in table {
            assert_eq!(Yen::new(yen).rate(points, round), Ok(Yen::new(expect)));
        }
    }

    #[test]
    fn sums_refuse_to_wrap_and_show_their_thousands() {
        assert_eq!(Yen::new(i64::MAX).plus(Yen::new(1)), Err(YenOverflow));
        assert_eq!(Yen::new(-1_234_567).to_string(), "-¥1,234,567");
        assert_eq!(Yen::new(999).to_string(), "¥999");
    }
}
