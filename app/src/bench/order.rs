//! Placing an order, as small as it can be and still be one: the balance guarded, the order, its
//! three postings, the row that tells others. The same texts run through our door, through raw
//! drivers and through pgbench.

use db::{Answer, Migration, Sql, Tx};
use kernel::{OrderId, Refused};

/// How many accounts there are to choose from.
pub(crate) const ACCOUNTS: i64 = 10_000;
/// What an order costs; no account runs empty in a measurement.
pub(crate) const PRICE_YEN: i64 = 100;
/// What of it is the house's.
pub(crate) const FEE_YEN: i64 = 10;
/// What an account starts with.
pub(crate) const START_YEN: i64 = 1_000_000_000_000;

/// The tables, in a database that is thrown away.
pub(crate) const TABLES: &[Migration] = &[Migration {
    number: 1,
    name: "bench",
    text: "CREATE TABLE bench_account (
    id BIGINT PRIMARY KEY,
    yen BIGINT NOT NULL CHECK (yen >= 0)
);
CREATE TABLE bench_order (
    id TEXT PRIMARY KEY,
    account BIGINT NOT NULL,
    yen BIGINT NOT NULL,
    state TEXT NOT NULL,
    placed_at BIGINT NOT NULL
);
CREATE INDEX bench_order_account ON bench_order (account, placed_at);
CREATE TABLE bench_posting (
    order_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    account BIGINT NOT NULL,
    yen BIGINT NOT NULL,
    PRIMARY KEY (order_id, n)
);
CREATE TABLE bench_outbox (
    id TEXT PRIMARY KEY,
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    due_at BIGINT NOT NULL
);",
}];

db::sql! {
    DEBIT = "UPDATE bench_account SET yen = yen - $1 WHERE id = $2 AND yen >= $1 RETURNING yen";
    ORDER_NEW = "INSERT INTO bench_order (id, account, yen, state, placed_at)
                 VALUES ($1, $2, $3, 'paid', $4)";
    POSTINGS_NEW = "INSERT INTO bench_posting (order_id, n, account, yen)
                    VALUES ($1, 1, $2, $3), ($1, 2, 0, $4), ($1, 3, 1, $5)";
    OUTBOX_NEW = "INSERT INTO bench_outbox (id, topic, body, due_at)
                  VALUES ($1, 'orders.paid', $2, $3)";
    FILL = "INSERT INTO bench_account (id, yen) VALUES ($1, $2)";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM bench_order";
    POSTED = "SELECT CAST(COALESCE(SUM(yen), 0) AS BIGINT) FROM bench_posting";
    LEFT = "SELECT CAST(COALESCE(SUM(yen), 0) AS BIGINT) FROM bench_account";
}

/// The statements of one order, in order.
pub(crate) const STATEMENTS: [Sql; 4] = [DEBIT, ORDER_NEW, POSTINGS_NEW, OUTBOX_NEW];

/// What the outbox row carries.
pub(crate) const BODY: &str = r#"{"what":"paid","yen":100}"#;

kernel::refusals! {
    /// Why an order is not placed.
    pub enum NotPlaced {
        /// The account is too low.
        "bench.too_little" 422 TooLittle = "There is too little on the account.";
    }
}

/// The act.
pub(crate) fn place(tx: &mut Tx<'_>, account: i64) -> Answer<()> {
    let order: OrderId = tx.new_id();
    if tx.maybe::<(i64,)>(DEBIT, (PRICE_YEN, account))?.is_none() {
        return Err(NotPlaced::TooLittle.into());
    }
    let at = tx.now();
    tx.put(ORDER_NEW, (order, account, PRICE_YEN, at))?;
    tx.put(POSTINGS_NEW, (order, account, -PRICE_YEN, PRICE_YEN - FEE_YEN, FEE_YEN))?;
    tx.put(OUTBOX_NEW, (order, BODY, at))
}

/// Fills the accounts.
pub(crate) fn fill(tx: &mut Tx<'_>) -> Answer<()> {
    (0..ACCOUNTS).try_for_each(|id| tx.put(FILL, (id, START_YEN)))
}

/// What must hold after any number of orders; answers how many there are.
pub(crate) fn audit(tx: &mut Tx<'_>) -> Answer<u64> {
    let (orders,): (i64,) = tx.one(COUNT, ())?;
    let (posted,): (i64,) = tx.one(POSTED, ())?;
    let (left,): (i64,) = tx.one(LEFT, ())?;
    let paid = ACCOUNTS.saturating_mul(START_YEN).saturating_sub(left);
    if posted != 0 || paid != orders.saturating_mul(PRICE_YEN) {
        let what = format!("{orders} orders, {posted} yen posted, {paid} yen paid");
        return Err(Refused::from(db::Fault::new(what)));
    }
    Ok(orders.unsigned_abs())
}

/// Numbers that look like chance and are the same on each run.
pub(crate) struct Spin(u64);

impl Spin {
    pub(crate) fn new(seed: u64) -> Spin {
        Spin(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// An account.
    pub(crate) fn account(&mut self) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 % ACCOUNTS.unsigned_abs()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_moves_money_and_an_empty_account_moves_none() {
        let folder = crate::child::fresh_folder("bench-order").unwrap();
        let file = folder.join("bench.sqlite").display().to_string();
        let db = db::Open::at(file).open(TABLES).unwrap();
        for sql in ALL {
            db.prepare(*sql).unwrap();
        }
        db.write_now("fill", db::Lock::none(), fill).unwrap();
        db.write_now("place", db::Lock::none(), |tx| place(tx, 7)).unwrap();
        assert_eq!(db.read_now("audit", audit).unwrap(), 1);
        let no = db.write_now("place", db::Lock::none(), |tx| place(tx, ACCOUNTS)).unwrap_err();
        assert_eq!(no.code(), "bench.too_little");
        assert_eq!(db.read_now("audit", audit).unwrap(), 1);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
