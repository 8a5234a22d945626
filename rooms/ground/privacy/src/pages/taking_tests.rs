use kernel::Id as _;

use super::*;

#[test]
fn nobody_takes_twice_at_a_time_and_a_turn_is_given_back() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let person = |n: u128| MemberId::from_bits(0x7a4e_0000 + n);
        let first = turn(person(1)).await.unwrap();
        let no = turn(person(1)).await.err().unwrap();
        assert_eq!(kernel::Refusal::from(no).code, "privacy.archive_on_its_way");
        let others = [turn(person(2)).await.unwrap(), turn(person(3)).await.unwrap()];
        let no = turn(person(4)).await.err().unwrap();
        assert_eq!(kernel::Refusal::from(no).code, "privacy.many_archives");
        drop(others);
        drop(first);
        turn(person(1)).await.unwrap();
    });
}
