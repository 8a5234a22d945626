use kernel::{At, BidId, MemberId, Yen};

use super::BidRefusal;

/// A bid of the house on a lot, as the rule of "one bid per lot" sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rival {
    /// The bid.
    pub bid: BidId,
    /// Whose it is.
    pub member: MemberId,
    /// The hidden ceiling.
    pub ceiling_yen: Yen,
    /// Since when.
    pub placed_at: At,
}

/// The bid the house sends: the highest ceiling; when equal, the earlier one.
pub fn champion(rivals: &[Rival]) -> Option<Rival> {
    rivals.iter().copied().min_by_key(|r| (std::cmp::Reverse(r.ceiling_yen), r.placed_at, r.bid))
}

/// Whether a member may enter, or raise to, this ceiling: only above every other member's.
pub fn may_enter(rivals: &[Rival], member: MemberId, ceiling_yen: Yen) -> Result<(), BidRefusal> {
    let others = rivals.iter().filter(|r| r.member != member);
    match others.map(|r| r.ceiling_yen).max() {
        Some(highest) if highest >= ceiling_yen => Err(BidRefusal::HouseHigher),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    fn rival(n: u128, yen: i64, at: i64) -> Rival {
        Rival {
            bid: BidId::from_bits(n),
            member: MemberId::from_bits(n),
            ceiling_yen: Yen::new(yen),
            placed_at: At::from_micros(at),
        }
    }

    #[test]
    fn the_highest_ceiling_is_sent_and_when_equal_the_earlier_one() {
        let table: [(&[Rival], Option<u128>); 5] = [
            (&[], None),
            (&[rival(1, 500, 9)], Some(1)),
            (&[rival(1, 500, 1), rival(2, 501, 2)], Some(2)),
            (&[rival(2, 500, 2), rival(1, 500, 1)], Some(1)),
            (&[rival(2, 500, 1), rival(1, 500, 1)], Some(1)),
        ];
        for (rivals, expect) in table {
            assert_eq!(champion(rivals).map(|r| r.bid.bits()), expect, "{rivals:?}");
        }
    }

    #[test]
    fn the_second_may_enter_only_above() {
        let first = [rival(1, 500, 1)];
        let second = MemberId::from_bits(2);
        assert_eq!(may_enter(&first, second, Yen::new(500)), Err(BidRefusal::HouseHigher));
        assert_eq!(may_enter(&first, second, Yen::new(501)), Ok(()));
        assert_eq!(may_enter(&first, MemberId::from_bits(1), Yen::new(400)), Ok(()));
    }
}
