use kernel::{Yen, YenOverflow};

/// Set aside for shipping within Japan while the seller has not said what it costs.
pub const ALLOWANCE_YEN: Yen = Yen::new(1_500);

/// What a bid may cost at most: its ceiling, shipping within Japan, the house's fee.
pub fn cover(ceiling: Yen, shipping: Option<Yen>, fee: Yen) -> Result<Yen, YenOverflow> {
    ceiling.plus(shipping.unwrap_or(ALLOWANCE_YEN))?.plus(fee)
}

/// What a group may still cost at most: the dearest so many of its live bids.
pub fn group_cover(mut covers: Vec<Yen>, still_wanted: usize) -> Result<Yen, YenOverflow> {
    covers.sort_unstable_by(|a, b| b.cmp(a));
    Yen::sum(covers.into_iter().take(still_wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_what_the_bid_may_cost_at_most() {
        let yen = Yen::new;
        assert_eq!(cover(yen(5_000), Some(yen(880)), yen(500)), Ok(yen(6_380)));
        assert_eq!(cover(yen(5_000), Some(Yen::ZERO), yen(500)), Ok(yen(5_500)));
        assert_eq!(cover(yen(5_000), None, yen(500)), Ok(yen(7_000)));
        assert!(cover(yen(i64::MAX), None, yen(1)).is_err());
    }

    #[test]
    fn a_group_covers_the_dearest_it_may_win() {
        let covers = || [3, 9, 5].map(Yen::new).to_vec();
        for (wanted, expect) in [(0, 0), (1, 9), (2, 14), (9, 17)] {
            assert_eq!(group_cover(covers(), wanted), Ok(Yen::new(expect)));
        }
    }
}
