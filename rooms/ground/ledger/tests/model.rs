//! Random entries, holds, captures and releases against a plain model, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;

use db::{Answer, Lock, Tx};
use kernel::{Id, MemberId, Yen};
use ledger::{Account, Entry};
use proptest::prelude::*;
use testkit::on_each_engine;

#[derive(Debug, Clone)]
enum Act {
    Deposit { who: u8, yen: i64 },
    Withdraw { who: u8, yen: i64 },
    Hold { who: u8, key: u8, yen: i64 },
    Resize { key: u8, yen: i64 },
    Release { key: u8 },
    Capture { key: u8, price: i64, fee: i64, close: bool },
    Split { from: u8, to: u8, yen: i64 },
    Again,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let yen = -5i64..2_000;
    let one = prop_oneof![
        (0u8..3, yen.clone()).prop_map(|(who, yen)| Act::Deposit { who, yen }),
        (0u8..3, yen.clone()).prop_map(|(who, yen)| Act::Withdraw { who, yen }),
        (0u8..3, 0u8..5, yen.clone()).prop_map(|(who, key, yen)| Act::Hold { who, key, yen }),
        (0u8..5, yen.clone()).prop_map(|(key, yen)| Act::Resize { key, yen }),
        (0u8..5).prop_map(|key| Act::Release { key }),
        (0u8..5, yen.clone(), 0i64..300, any::<bool>())
            .prop_map(|(key, price, fee, close)| Act::Capture { key, price, fee, close }),
        (0u8..5, 0u8..5, yen.clone()).prop_map(|(from, to, yen)| Act::Split { from, to, yen }),
        Just(Act::Again),
    ];
    proptest::collection::vec(one, 1..60)
}

fn member(who: u8) -> MemberId {
    MemberId::from_bits(u128::from(who) + 1)
}

/// What the books should say.
#[derive(Default)]
struct Model {
    purse: BTreeMap<u8, i64>,
    holds: BTreeMap<u8, (u8, i64)>,
    closed: Vec<u8>,
    spent: i64,
}

impl Model {
    fn captures(&mut self, key: u8, taken: i64, close: bool) -> bool {
        let Some((who, held)) = self.holds.get(&key).copied() else { return false };
        if taken <= 0 || taken > held {
            return false;
        }
        self.spent += taken;
        if close {
            self.holds.remove(&key);
            self.closed.push(key);
            *self.purse.entry(who).or_default() += held - taken;
        } else {
            self.holds.insert(key, (who, held - taken));
        }
        true
    }

    fn allows(&mut self, act: &Act) -> bool {
        let purse = |m: &Model, who: u8| m.purse.get(&who).copied().unwrap_or(0);
        match *act {
            Act::Deposit { who, yen } if yen > 0 => {
                *self.purse.entry(who).or_default() += yen;
                true
            }
            Act::Withdraw { who, yen } if yen > 0 && purse(self, who) >= yen => {
                *self.purse.entry(who).or_default() -= yen;
                true
            }
            Act::Hold { who, key, yen } if yen > 0 && !self.closed.contains(&key) => {
                match self.holds.get(&key) {
                    Some(held) => *held == (who, yen),
                    None if purse(self, who) >= yen => {
                        *self.purse.entry(who).or_default() -= yen;
                        self.holds.insert(key, (who, yen));
                        true
                    }
                    None => false,
                }
            }
            Act::Resize { key, yen } if yen > 0 => match self.holds.get(&key).copied() {
                Some((who, held)) if purse(self, who) >= yen - held => {
                    *self.purse.entry(who).or_default() -= yen - held;
                    self.holds.insert(key, (who, yen));
                    true
                }
                _ => false,
            },
            Act::Release { key } => {
                if let Some((who, held)) = self.holds.remove(&key) {
                    *self.purse.entry(who).or_default() += held;
                    self.closed.push(key);
                }
                true
            }
            Act::Capture { key, price, fee, close } => self.captures(key, price + fee, close),
            Act::Split { from, to, yen } => match self.holds.get(&from).copied() {
                Some((who, held))
                    if yen > 0
                        && held >= yen
                        && from != to
                        && !self.holds.contains_key(&to)
                        && !self.closed.contains(&to) =>
                {
                    self.holds.insert(from, (who, held - yen));
                    self.holds.insert(to, (who, yen));
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }
}

fn carry_out(tx: &mut Tx<'_>, n: usize, act: &Act) -> Answer<()> {
    let hold_key = |key: u8| format!("bid:{key}");
    match *act {
        Act::Deposit { who, yen } => {
            ledger::deposit(tx, member(who), Yen::new(yen), &format!("d{n}"), "house").map(|_| ())
        }
        Act::Withdraw { who, yen } => {
            ledger::withdraw(tx, member(who), Yen::new(yen), &format!("w{n}"), "house").map(|_| ())
        }
        Act::Hold { who, key, yen } => {
            ledger::hold(tx, member(who), &hold_key(key), Yen::new(yen), "a bid")
        }
        Act::Resize { key, yen } => ledger::resize(tx, &hold_key(key), Yen::new(yen)),
        Act::Release { key } => ledger::release(tx, &hold_key(key)),
        Act::Capture { key, price, fee, close } => {
            let lines = [(Account::Clearing, Yen::new(price)), (Account::Fees, Yen::new(fee))];
            ledger::capture(tx, &hold_key(key), "win", "an order", &lines, close)
        }
        Act::Split { from, to, yen } => {
            ledger::split(tx, &hold_key(from), &hold_key(to), Yen::new(yen), "an order")
        }
        Act::Again => {
            let lines = [(Account::Bank, Yen::new(-7)), (Account::Fees, Yen::new(7))];
            let entry =
                Entry { key: "once", reason: "once", about: "", author: "house", lines: &lines };
            ledger::post(tx, &entry).map(|_| ())
        }
    }
}

fn check(acts: &[Act]) {
    on_each_engine(|bench| {
        let mut model = Model::default();
        for (n, act) in acts.iter().enumerate() {
            let mine = act.clone();
            let done =
                bench.db.write_now("act", Lock::none(), move |tx| carry_out(tx, n, &mine)).is_ok();
            let allowed = matches!(act, Act::Again) || model.allows(act);
            assert_eq!(done, allowed, "{}: {n}: {act:?}", bench.engine());
            let wrong = bench.db.read_now("audit", ledger::audit).unwrap();
            assert!(wrong.is_empty(), "{}: {n}: {act:?}: {wrong:?}", bench.engine());
        }
        for (who, yen) in &model.purse {
            let who = member(*who);
            let purse = bench.db.read_now("purse", move |tx| ledger::purse_yen(tx, who)).unwrap();
            assert_eq!(purse.get(), *yen);
        }
        for key in 0..5u8 {
            let held = bench
                .db
                .read_now("held", move |tx| ledger::held_yen(tx, &format!("bid:{key}")))
                .unwrap();
            assert_eq!(held.map(Yen::get), model.holds.get(&key).map(|h| h.1));
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_books_agree_with_a_plain_model_after_every_act(acts in acts()) {
        check(&acts);
    }
}

#[test]
fn an_entry_is_written_once_and_a_key_is_never_reused_for_other_amounts() {
    on_each_engine(|bench| {
        let ask = |yen: i64| {
            let who = member(1);
            bench.db.write_now("deposit", Lock::none(), move |tx| {
                ledger::deposit(tx, who, Yen::new(yen), "transfer-17", "house")
            })
        };
        assert_eq!(ask(500), Ok(true));
        assert_eq!(ask(500), Ok(false));
        assert_eq!(ask(501).unwrap_err().code(), "ledger.key_reused");
        assert_eq!(ask(0).unwrap_err().code(), "ledger.not_positive");
        assert_eq!(ask(1_000_000_000_000).unwrap_err().code(), "ledger.too_much");
        assert_eq!(ask(i64::MAX).unwrap_err().code(), "ledger.too_much");
        let out = bench.db.write_now("withdraw", Lock::none(), |tx| {
            ledger::withdraw(tx, member(1), Yen::new(i64::MAX), "out", "house")
        });
        assert_eq!(out.unwrap_err().code(), "ledger.too_much");
        assert_eq!(bench.db.read_now("audit", ledger::audit), Ok(Vec::new()), "the books read");
        let page = bench
            .db
            .read_now("statement", |tx| ledger::statement(tx, &Account::Purse(member(1)), None, 10))
            .unwrap();
        assert_eq!(page.rows.len(), 1);
        assert_eq!(page.rows[0].balance_yen, Some(Yen::new(500)));
    });
}

#[test]
fn a_hold_that_is_not_what_its_account_holds_is_told_by_the_audit() {
    db::sql! {
        TEST_MORE = "UPDATE ledger_hold SET yen = yen + 7 WHERE key = $1";
    }
    on_each_engine(|bench| {
        let act = |tx: &mut Tx<'_>| {
            for who in 1..=3 {
                ledger::deposit(tx, member(who), Yen::new(900), &format!("d{who}"), "house")?;
                for n in 0..3 {
                    ledger::hold(tx, member(who), &format!("{who}:{n}"), Yen::new(100), "a bid")?;
                }
            }
            ledger::release(tx, "1:0")?;
            (0..3).try_for_each(|n| ledger::release(tx, &format!("3:{n}")))
        };
        bench.db.write_now("hold", Lock::none(), act).unwrap();
        let audit = || bench.db.read_now("audit", ledger::audit).unwrap();
        assert_eq!(audit(), Vec::<String>::new(), "{}", bench.engine());
        bench.db.write_now("odd", Lock::none(), |tx| tx.put(TEST_MORE, ("2:1",))).unwrap();
        let account = Account::Held(member(2)).name();
        let told = format!("{account} holds ¥300, its open holds are ¥307");
        assert_eq!(audit(), [told], "{}", bench.engine());
    });
}

#[test]
fn an_entry_that_does_not_balance_is_a_fault() {
    on_each_engine(|bench| {
        let wrong = bench.db.write_now("wrong", Lock::none(), |tx| {
            let lines = [(Account::Bank, Yen::new(5)), (Account::Fees, Yen::new(-4))];
            let entry = Entry { key: "x", reason: "x", about: "", author: "house", lines: &lines };
            ledger::post(tx, &entry)
        });
        assert_eq!(wrong.unwrap_err().code(), "fault");
    });
}
