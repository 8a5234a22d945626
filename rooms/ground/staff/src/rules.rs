//! Who may be given what. Pure.

use kernel::{At, Span, StaffId};
use web::{Role, Roles};

use crate::StaffRefusal as No;

/// Whether a role may be given to somebody with these roles.
pub fn may_grant(held: Roles, role: Role) -> Result<(), No> {
    if held.has(role) { Err(No::HoldsAlready { role: role.label().to_owned() }) } else { Ok(()) }
}

/// Whether a role may be taken from somebody with these roles, when this many people administer
/// the house.
pub fn may_revoke(held: Roles, role: Role, administrators: i64) -> Result<(), No> {
    if !held.has(role) {
        return Err(No::HoldsNot { role: role.label().to_owned() });
    }
    if role == Role::Administrator && administrators <= 1 {
        return Err(No::LastAdministrator);
    }
    Ok(())
}

/// Whether somebody with these roles may leave, when this many people administer the house.
pub fn may_leave(held: Roles, administrators: i64) -> Result<(), No> {
    if held.has(Role::Administrator) && administrators <= 1 {
        return Err(No::LastAdministrator);
    }
    Ok(())
}

/// Who may agree to what one person alone may not do.
pub const MAY_ANSWER: [Role; 2] = [Role::PrivacyOfficer, Role::Administrator];

/// An answer that somebody is about to give.
#[derive(Debug, Clone, Copy)]
pub struct Answering {
    /// What they hold.
    pub roles: Roles,
    /// Whether they asked themselves.
    pub is_own: bool,
    /// Whether they take the wish back.
    pub takes_back: bool,
}

/// Two persons, both of whom may: whoever asked only takes back, another only answers.
pub fn may_answer(answering: &Answering) -> Result<(), No> {
    if !answering.roles.has_one_of(&MAY_ANSWER) {
        return Err(No::RoleMissing { role: Role::PrivacyOfficer.label().to_owned() });
    }
    if answering.is_own != answering.takes_back { Err(No::OwnWish) } else { Ok(()) }
}

/// For so long whoever was hired, or given a role or a password, is held to be of one hand with who
/// did it: the time in which the others see who is new, and whoever was reset notices it. Longer
/// than a wish waits, so that none can be kept ready for its end.
pub const OF_ONE_HAND: Span = Span::days(14);
/// A house is set up for so long: whoever begins it hires everybody, and nobody else is there yet.
pub const SET_UP_IN: Span = Span::days(14);

/// From when on hirings, roles and passwords tie two people, in a house that began then.
pub fn hands_since(now: At, founded: Option<At>) -> At {
    let fresh = now.minus(OF_ONE_HAND);
    founded.map_or(fresh, |at| fresh.max(at.plus(SET_UP_IN)))
}

/// Whether two people are two: neither is behind the other, and nobody behind both.
pub fn are_apart(
    one: StaffId,
    behind_one: &[StaffId],
    other: StaffId,
    behind_other: &[StaffId],
) -> Result<(), No> {
    let tied = behind_one.contains(&other)
        || behind_other.contains(&one)
        || behind_one.iter().any(|hand| behind_other.contains(hand));
    if tied { Err(No::OneHand { days: OF_ONE_HAND.as_secs() / 86_400 }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id as _;

    #[test]
    fn whoever_is_of_one_hand_is_not_two() {
        let [a, b, c, d] = [1, 2, 3, 4].map(StaffId::from_bits);
        let table: [(&[StaffId], &[StaffId], bool); 6] = [
            (&[], &[], true),
            (&[c], &[d], true),
            (&[b], &[], false),
            (&[], &[c, a], false),
            (&[c], &[d, c], false),
            (&[a], &[b], true),
        ];
        for (behind_a, behind_b, expect) in table {
            let apart = are_apart(a, behind_a, b, behind_b);
            assert_eq!(apart.is_ok(), expect, "{behind_a:?} {behind_b:?}");
        }
    }

    #[test]
    fn what_was_done_while_a_house_was_set_up_ties_nobody() {
        let (now, day) = (At::from_micros(0).plus(Span::days(1_000)), SET_UP_IN);
        let table = [
            (None, now.minus(OF_ONE_HAND)),
            (Some(now.minus(Span::days(300))), now.minus(OF_ONE_HAND)),
            (Some(now.minus(Span::days(3))), now.minus(Span::days(3)).plus(day)),
            (Some(now), now.plus(day)),
        ];
        for (founded, expect) in table {
            assert_eq!(hands_since(now, founded), expect);
        }
    }

    #[test]
    fn two_persons_agree_and_both_may() {
        let officer: Roles = [Role::PrivacyOfficer].into_iter().collect();
        let boss: Roles = [Role::Administrator].into_iter().collect();
        let buyer: Roles = [Role::Buyer].into_iter().collect();
        let table = [
            (officer, false, false, Ok(())),
            (boss, false, false, Ok(())),
            (officer, true, true, Ok(())),
            (officer, true, false, Err("staff.own_wish")),
            (officer, false, true, Err("staff.own_wish")),
            (buyer, false, false, Err("staff.role_missing")),
            (Roles::NONE, true, true, Err("staff.role_missing")),
        ];
        for (roles, is_own, takes_back, expect) in table {
            let answer = may_answer(&Answering { roles, is_own, takes_back });
            assert_eq!(answer.map_err(|no| kernel::Refusal::from(no).code), expect);
        }
    }

    #[test]
    fn a_house_never_loses_its_last_administrator_and_a_role_is_given_once() {
        let both: Roles = [Role::Administrator, Role::Buyer].into_iter().collect();
        let buyer: Roles = [Role::Buyer].into_iter().collect();
        let table = [
            (both, Role::Administrator, 1, Err("staff.last_administrator")),
            (both, Role::Administrator, 2, Ok(())),
            (both, Role::Buyer, 1, Ok(())),
            (buyer, Role::Administrator, 1, Err("staff.holds_not")),
            (Roles::NONE, Role::Buyer, 1, Err("staff.holds_not")),
        ];
        for (held, role, administrators, expect) in table {
            let answer = may_revoke(held, role, administrators);
            assert_eq!(answer.map_err(|no| kernel::Refusal::from(no).code), expect, "{role}");
        }
        assert!(may_grant(buyer, Role::Buyer).is_err() && may_grant(buyer, Role::Support).is_ok());
        assert!(may_leave(both, 1).is_err() && may_leave(both, 2).is_ok());
        assert!(may_leave(buyer, 1).is_ok());
    }
}
