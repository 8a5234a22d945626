use db::Sql;
use jobs::Later as _;
use kernel::{At, MemberId, OrderId, Span};
use notices::{Kind, RemindStorage, Storage};

use crate::house::{House, in_memory};

const STORED: Sql = Sql {
    name: "TEST_STORED",
    text:
        "INSERT INTO orders (id, member, market, item, title, kind, reference, quantity, price_yen,
                               fee_yen, state, state_at, steps, opened_at)
           VALUES ($1, $2, 'test', 'x1', 'Tea bowl', 'win', $1, 1, 900, 500, 'stored', $3, 9, $3)",
};

fn stored(house: &House<'_>, member: MemberId, since: At) -> OrderId {
    house
        .act(move |tx| {
            let order: OrderId = tx.new_id();
            tx.run_one(STORED, (order, member, since))?;
            Ok(order)
        })
        .unwrap()
}

fn reminds(house: &House<'_>) {
    house.act(|tx| tx.later(&RemindStorage {}, tx.now()).map(|_| ())).unwrap();
    house.work();
}

#[test]
fn that_free_storage_ends_is_told_once_and_in_time() {
    in_memory(|house| {
        let mika = house.mika();
        let order = stored(house, mika, house.db.now());
        let days = Storage::built_in().unwrap();
        house.bench.clock.forward(Span::days(days.free_days - days.told_days - 1));
        reminds(house);
        assert!(house.kinds(mika).is_empty(), "it is too early");
        house.bench.clock.forward(Span::days(1));
        for _ in 0..3 {
            reminds(house);
        }
        assert_eq!(house.kinds(mika), [Kind::StorageEnds]);
        let letters = house.outbox();
        assert_eq!(letters.len(), 1);
        assert!(letters[0].subject.contains("Tea bowl"), "{}", letters[0].subject);
        let way = format!("https://house.example/orders/{order}");
        assert!(letters[0].text.contains(&way), "{}", letters[0].text);
    });
}

#[test]
fn many_who_were_told_stand_in_nobodys_way() {
    in_memory(|house| {
        let (mika, yoko) = (house.mika(), house.member("yoko", web::Language::English, None));
        let since = house.db.now();
        house
            .act(move |tx| {
                for _ in 0..501 {
                    let order: OrderId = tx.new_id();
                    tx.run_one(STORED, (order, mika, since))?;
                }
                Ok(())
            })
            .unwrap();
        stored(house, yoko, since.plus(Span::secs(1)));
        let days = Storage::built_in().unwrap();
        house.bench.clock.forward(Span::days(days.free_days));
        reminds(house);
        assert_eq!(house.kinds(yoko), [Kind::StorageEnds]);
    });
}
