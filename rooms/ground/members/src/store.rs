use db::{Answer, Tx};
use kernel::{At, MemberId, Yen};
use web::Language;

db::sql! {
    JOIN = "INSERT INTO member (id, password, language, time_zone, created_at)
            VALUES ($1, $2, $3, $4, $5)";
    MEMBER = "SELECT id, language, time_zone, created_at, closed_at FROM member WHERE id = $1";
    PASSWORD = "SELECT password FROM member WHERE id = $1 AND closed_at IS NULL";
    SET_PASSWORD = "UPDATE member SET password = $1 WHERE id = $2 AND closed_at IS NULL";
    SET_PREFERENCES = "UPDATE member SET language = $1, time_zone = $2
                        WHERE id = $3 AND closed_at IS NULL";
    LIMITS = "SELECT live_bids_most, highest_bid_yen FROM member WHERE id = $1";
    SET_LIMITS = "UPDATE member SET live_bids_most = $1, highest_bid_yen = $2 WHERE id = $3";
    CLOSE = "UPDATE member SET closed_at = $1 WHERE id = $2 AND closed_at IS NULL";
}

db::row! {
    pub(crate) struct Row {
        pub(crate) id: MemberId,
        pub(crate) language: Language,
        pub(crate) time_zone: String,
        pub(crate) created_at: At,
        pub(crate) closed_at: Option<At>,
    }
}

pub(crate) fn join(
    tx: &mut Tx<'_>,
    member: MemberId,
    password: &str,
    language: Language,
    time_zone: &str,
) -> Answer<()> {
    let now = tx.now();
    tx.put(JOIN, (member, password, language, time_zone, now))
}

pub(crate) fn member(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Row>> {
    tx.maybe(MEMBER, (member,))
}

pub(crate) fn password(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<String>> {
    let row: Option<(String,)> = tx.maybe(PASSWORD, (member,))?;
    Ok(row.map(|r| r.0))
}

pub(crate) fn set_password(tx: &mut Tx<'_>, member: MemberId, password: &str) -> Answer<bool> {
    Ok(tx.run(SET_PASSWORD, (password, member))? == 1)
}

pub(crate) fn set_preferences(
    tx: &mut Tx<'_>,
    member: MemberId,
    language: Language,
    time_zone: &str,
) -> Answer<bool> {
    Ok(tx.run(SET_PREFERENCES, (language, time_zone, member))? == 1)
}

pub(crate) fn limits(
    tx: &mut Tx<'_>,
    member: MemberId,
) -> Answer<Option<(Option<i64>, Option<Yen>)>> {
    tx.maybe(LIMITS, (member,))
}

pub(crate) fn set_limits(
    tx: &mut Tx<'_>,
    member: MemberId,
    live_bids_most: Option<i64>,
    highest_bid: Option<Yen>,
) -> Answer<()> {
    tx.run_one(SET_LIMITS, (live_bids_most, highest_bid, member))
}

pub(crate) fn close(tx: &mut Tx<'_>, member: MemberId) -> Answer<bool> {
    let now = tx.now();
    Ok(tx.run(CLOSE, (now, member))? == 1)
}
