//! Amounts in a member's own currency: by the latest rate that somebody entered, for a while.

use db::Tx;
use kernel::{Day, Id as _, MemberId, Span, StaffId, Yen};
use members::{Currency, NewRate, STALE};

use crate::house::{House, each};

async fn enter(house: &House<'_>, currency: Currency, yen: &str, dated: Day) -> &'static str {
    let new = NewRate { currency, yen: yen.into(), dated, source: "a bank".into() };
    let act = move |tx: &mut Tx<'_>| members::enter_rate(tx, &new, StaffId::from_bits(7));
    house.act(act).await.map_or_else(|no| no.code(), |()| "ok")
}

/// What ten thousand yen are for the one who reads.
async fn shown(house: &House<'_>, member: MemberId) -> Option<String> {
    let seat = house.act(move |tx| members::seat(tx, member)).await.unwrap().unwrap();
    seat.reckons.map(|reckoning| reckoning.of(Yen::new(10_000)))
}

#[test]
fn a_member_reckons_by_the_latest_rate_until_it_is_old_and_never_without_one() {
    each(async |house| {
        house.joined("mika").await;
        let me = house.act(|tx| members::find(tx, "mika")).await.unwrap().unwrap().member;
        assert_eq!(shown(house, me).await, None, "in yen until they say otherwise");
        house.act(move |tx| members::set_currency(tx, me, Currency::Usd)).await.unwrap();
        assert_eq!(shown(house, me).await, None, "no rate was entered");
        let today = Day::of(house.db.now());
        let day = |back: i64| Day::of(today.begins().minus(Span::days(back)));
        let table = [
            (Currency::Jpy, "1", today, "members.bad_rate"),
            (Currency::Usd, "dear", today, "members.bad_rate"),
            (Currency::Usd, "0", today, "members.bad_rate"),
            (Currency::Usd, "150", day(-1), "members.bad_rate_day"),
            (Currency::Usd, "150", day(15), "members.bad_rate_day"),
            (Currency::Eur, "170", today, "ok"),
            (Currency::Usd, "160", day(3), "ok"),
        ];
        for (currency, yen, dated, answer) in table {
            assert_eq!(enter(house, currency, yen, dated).await, answer, "{currency} {yen}");
        }
        assert_eq!(shown(house, me).await.as_deref(), Some("USD 62.50"));
        enter(house, Currency::Usd, "125", day(5)).await;
        assert_eq!(shown(house, me).await.as_deref(), Some("USD 62.50"), "the latest day counts");
        enter(house, Currency::Usd, "100", day(3)).await;
        assert_eq!(shown(house, me).await.as_deref(), Some("USD 100.00"), "a day is corrected");
        let acts = house.act(|tx| members::staff_acts(tx, None, 10)).await.unwrap().rows;
        let of_that_day = format!("USD {}", day(3));
        let mut said: Vec<_> = acts
            .iter()
            .filter(|act| act.about.eq_ignore_ascii_case(&of_that_day))
            .map(|act| (act.staff, &*act.said))
            .collect();
        said.sort_unstable();
        let who = StaffId::from_bits(7);
        assert_eq!(said, [(who, "100, a bank"), (who, "160, a bank")], "what was overwritten, too");
        let rates = house.act(members::latest_rates).await.unwrap();
        let rates: Vec<_> = rates.iter().map(|rate| (rate.code, rate.rate())).collect();
        assert_eq!(rates, [("EUR", "170".to_owned()), ("USD", "100".to_owned())]);
        house.bench.clock.forward(Span::micros(STALE.as_micros() - Span::days(2).as_micros()));
        assert_eq!(shown(house, me).await, None, "an old rate is not shown");
        house.act(move |tx| members::set_currency(tx, me, Currency::Krw)).await.unwrap();
        assert_eq!(enter(house, Currency::Krw, "0.1075", Day::of(house.db.now())).await, "ok");
        assert_eq!(shown(house, me).await.as_deref(), Some("KRW 93,023"), "no digits behind it");
    });
}
