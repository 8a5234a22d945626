use super::*;

#[test]
fn who_takes_nothing_for_a_minute_is_left() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build().unwrap();
    let (to, pieces) = channel(1);
    let until = Instant::now() + Duration::from_millis(50);
    let hand = Hand { to, on: runtime.handle().clone(), until };
    hand.over(Ok(Bytes::from_static(b"one"))).unwrap();
    assert!(hand.over(Ok(Bytes::from_static(b"two"))).is_err(), "nobody reads");
    drop(pieces);
    assert!(hand.over(Ok(Bytes::from_static(b"three"))).is_err(), "nobody is there");
}
