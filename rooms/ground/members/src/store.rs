pub(crate) mod keys;
pub(crate) mod noted;

use db::{Answer, Tx};
use kernel::{At, FactorId, Id, MemberId, ProofId, StaffId, Yen};
use web::{Language, Sitter};

use crate::{Currency, Proves};

db::sql! {
    JOIN = "INSERT INTO member (id, password, language, time_zone, created_at)
            VALUES ($1, $2, $3, $4, $5)";
    MEMBER = "SELECT id, language, time_zone, created_at, closed_at FROM member WHERE id = $1";
    READER = "SELECT language, proved_at, closed_at FROM member WHERE id = $1";
    PASSWORD = "SELECT password FROM member WHERE id = $1 AND closed_at IS NULL";
    SET_PASSWORD = "UPDATE member SET password = $1 WHERE id = $2 AND closed_at IS NULL";
    SET_PREFERENCES = "UPDATE member SET language = $1, time_zone = $2
                        WHERE id = $3 AND closed_at IS NULL";
    CURRENCY = "SELECT currency FROM currency_choice WHERE member = $1";
    SET_CURRENCY = "INSERT INTO currency_choice (member, currency, chosen_at) VALUES ($1, $2, $3)
                    ON CONFLICT (member) DO UPDATE
                    SET currency = excluded.currency, chosen_at = excluded.chosen_at";
    LIMITS = "SELECT live_bids_most, highest_bid_yen FROM member WHERE id = $1";
    SET_LIMITS = "UPDATE member SET live_bids_most = $1, highest_bid_yen = $2 WHERE id = $3";
    GIVE_LIMITS = "UPDATE member SET live_bids_most = $1, highest_bid_yen = $2, limits_by = $3,
                          limits_at = $4, limits_why = $5 WHERE id = $6 AND closed_at IS NULL";
    PROOF = "SELECT id, member, what, ends_at, ended_at FROM proof WHERE id = $1";
    NEW_PROOF = "INSERT INTO proof (id, member, what, made_at, ends_at)
                 VALUES ($1, $2, $3, $4, $5)";
    END_PROOFS = "UPDATE proof SET ended_at = $1
                   WHERE member = $2 AND what = $3 AND ended_at IS NULL";
    PROOFS_SINCE = "SELECT CAST(COUNT(*) AS BIGINT), MAX(made_at) FROM proof
                     WHERE member = $1 AND what = $2 AND made_at > $3";
    DROP_PROOFS = "DELETE FROM proof WHERE ends_at <= $1";
    SET_PROVED = "UPDATE member SET proved_at = $1 WHERE id = $2 AND closed_at IS NULL";
    TRIES = "SELECT wrong, last_at FROM sign_in_try WHERE tag = $1";
    COUNT_TRY = "INSERT INTO sign_in_try (tag, wrong, last_at, typed) VALUES ($1, 1, $2, $3)
                 ON CONFLICT (tag) DO UPDATE
                 SET wrong = CASE WHEN sign_in_try.last_at <= $4 THEN 1
                                  ELSE sign_in_try.wrong + 1 END,
                     last_at = excluded.last_at";
    FORGET_TRIES = "DELETE FROM sign_in_try WHERE tag = $1";
    FORGET_TRIES_OF = "DELETE FROM sign_in_try WHERE typed = $1";
    DROP_TRIES = "DELETE FROM sign_in_try WHERE last_at <= $1";
    FACTOR = "SELECT id, made_at, confirmed_at, last_step, wrong, wrong_at FROM second_factor
               WHERE person = $1";
    NEW_FACTOR = "INSERT INTO second_factor (person, id, made_at, last_step, wrong, wrong_at)
                  VALUES ($1, $2, $3, -1, 0, 0)";
    CONFIRM_FACTOR = "UPDATE second_factor SET confirmed_at = $1 WHERE person = $2";
    TOOK_STEP = "UPDATE second_factor SET last_step = $1, wrong = 0
                  WHERE person = $2 AND last_step < $3";
    CODE_FITTED = "UPDATE second_factor SET wrong = 0 WHERE person = $1";
    CODE_WRONG = "UPDATE second_factor SET wrong = wrong + 1, wrong_at = $1 WHERE person = $2";
    DROP_UNCONFIRMED = "DELETE FROM second_factor WHERE person = $1 AND confirmed_at IS NULL";
    DROP_FACTOR = "DELETE FROM second_factor WHERE person = $1";
    NEW_RECOVERY = "INSERT INTO recovery_code (person, hash, made_at) VALUES ($1, $2, $3)";
    USE_RECOVERY = "UPDATE recovery_code SET used_at = $1
                     WHERE person = $2 AND hash = $3 AND used_at IS NULL";
    RECOVERY_LEFT = "SELECT CAST(COUNT(*) AS BIGINT) FROM recovery_code
                      WHERE person = $1 AND used_at IS NULL";
    RECOVERY_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM recovery_code
                       WHERE person = $1 AND used_at >= $2";
    DROP_UNUSED = "DELETE FROM recovery_code WHERE person = $1 AND used_at IS NULL";
    DROP_RECOVERY = "DELETE FROM recovery_code WHERE person = $1";
    NEW_HALF = "INSERT INTO half_session (token_hash, kind, person, made_at, ends_at)
                VALUES ($1, $2, $3, $4, $5)";
    HALF = "SELECT kind, person FROM half_session WHERE token_hash = $1 AND ends_at > $2";
    DROP_HALVES = "DELETE FROM half_session WHERE kind = $1 AND person = $2";
    DROP_OLD_HALVES = "DELETE FROM half_session WHERE ends_at <= $1";
    ENTER_RATE = "INSERT INTO exchange_rate (currency, dated, micro_yen, source, entered_by, entered_at)
                  VALUES ($1, $2, $3, $4, $5, $6)
                  ON CONFLICT (currency, dated) DO UPDATE
                  SET micro_yen = excluded.micro_yen, source = excluded.source,
                      entered_by = excluded.entered_by, entered_at = excluded.entered_at";
    RATE_FOR = "SELECT r.currency, r.dated, r.micro_yen, r.source
                  FROM currency_choice c JOIN exchange_rate r ON r.currency = c.currency
                 WHERE c.member = $1 AND r.dated > $2 ORDER BY r.dated DESC LIMIT 1";
    LATEST_RATES = "SELECT r.currency, r.dated, r.micro_yen, r.source FROM exchange_rate r
                     WHERE r.dated = (SELECT MAX(l.dated) FROM exchange_rate l WHERE l.currency = r.currency)
                     ORDER BY r.currency";
    OPEN_AFTER = "SELECT id FROM member WHERE closed_at IS NULL AND id > $1 ORDER BY id LIMIT $2";
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
    pub(crate) struct Proof {
        pub(crate) id: ProofId,
        pub(crate) member: MemberId,
        pub(crate) what: Proves,
        pub(crate) ends_at: At,
        pub(crate) ended_at: Option<At>,
    }
    pub(crate) struct Factor {
        pub(crate) id: FactorId,
        pub(crate) made_at: At,
        pub(crate) confirmed_at: Option<At>,
        pub(crate) last_step: i64,
        pub(crate) wrong: i64,
        pub(crate) wrong_at: At,
    }
}

impl Proof {
    /// Whether its link still opens.
    pub(crate) fn is_good(&self, now: At) -> bool {
        self.ended_at.is_none() && now < self.ends_at
    }
}

pub(crate) fn proof(tx: &mut Tx<'_>, proof: ProofId) -> Answer<Option<Proof>> {
    tx.maybe(PROOF, (proof,))
}

pub(crate) fn new_proof(
    tx: &mut Tx<'_>,
    proof: ProofId,
    member: MemberId,
    what: Proves,
    ends_at: At,
) -> Answer<()> {
    let now = tx.now();
    tx.put(NEW_PROOF, (proof, member, what, now, ends_at))
}

/// How many there were, and when the last one was made.
pub(crate) fn proofs_since(
    tx: &mut Tx<'_>,
    member: MemberId,
    what: Proves,
    since: At,
) -> Answer<(i64, Option<At>)> {
    tx.one(PROOFS_SINCE, (member, what, since))
}

pub(crate) fn set_proved(tx: &mut Tx<'_>, member: MemberId) -> Answer<bool> {
    let now = tx.now();
    Ok(tx.run(SET_PROVED, (now, member))? == 1)
}

pub(crate) fn tries(tx: &mut Tx<'_>, tag: &[u8; 32]) -> Answer<Option<(i64, At)>> {
    tx.maybe(TRIES, (*tag,))
}

/// One more; the first one where the last was before `held`.
pub(crate) fn count_try(tx: &mut Tx<'_>, tag: &[u8; 32], name: &[u8; 32], held: At) -> Answer<()> {
    let now = tx.now();
    tx.put(COUNT_TRY, (*tag, now, *name, held))
}

/// Forgets the wrong tries of a name, wherever they came from.
pub(crate) fn forget_tries_of(tx: &mut Tx<'_>, name: &[u8; 32]) -> Answer<()> {
    tx.put(FORGET_TRIES_OF, (*name,))
}

pub(crate) fn forget_tries(tx: &mut Tx<'_>, tag: &[u8; 32]) -> Answer<()> {
    tx.put(FORGET_TRIES, (*tag,))
}

/// Deletes links that have lapsed and tries nobody holds against anybody any more.
pub(crate) fn sweep(tx: &mut Tx<'_>, held: At) -> Answer<()> {
    let now = tx.now();
    tx.put(DROP_PROOFS, (now.minus(kernel::Span::days(1)),))?;
    tx.put(DROP_OLD_HALVES, (now,))?;
    keys::drop_old_ceremonies(tx)?;
    tx.put(DROP_TRIES, (held,))
}

/// A sitter as the columns name them.
pub(crate) fn columns(who: Sitter) -> (&'static str, String) {
    match who {
        Sitter::Member(member) => ("member", member.to_string()),
        Sitter::Staff(staff) => ("staff", staff.to_string()),
    }
}

fn person(who: Sitter) -> String {
    columns(who).1
}

pub(crate) fn factor(tx: &mut Tx<'_>, who: Sitter) -> Answer<Option<Factor>> {
    tx.maybe(FACTOR, (person(who),))
}

pub(crate) fn new_factor(tx: &mut Tx<'_>, who: Sitter, id: FactorId) -> Answer<()> {
    let now = tx.now();
    tx.put(NEW_FACTOR, (person(who), id, now))
}

pub(crate) fn confirm_factor(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    let now = tx.now();
    tx.run_one(CONFIRM_FACTOR, (now, person(who)))
}

/// The step is taken; a fault when another took it meanwhile.
pub(crate) fn took_step(tx: &mut Tx<'_>, who: Sitter, step: i64) -> Answer<()> {
    tx.run_one(TOOK_STEP, (step, person(who), step))
}

pub(crate) fn code_fitted(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    tx.put(CODE_FITTED, (person(who),))
}

pub(crate) fn code_was_wrong(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    let now = tx.now();
    tx.put(CODE_WRONG, (now, person(who)))
}

/// Forgets an app that somebody began to set up.
pub(crate) fn drop_unconfirmed(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    tx.put(DROP_UNCONFIRMED, (person(who),))
}

pub(crate) fn drop_factor(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    tx.put(DROP_FACTOR, (person(who),))
}

pub(crate) fn new_recovery(tx: &mut Tx<'_>, who: Sitter, hash: &[u8; 32]) -> Answer<()> {
    let now = tx.now();
    tx.put(NEW_RECOVERY, (person(who), *hash, now))
}

/// Whether there was such a code, unused until now.
pub(crate) fn use_recovery(tx: &mut Tx<'_>, who: Sitter, hash: &[u8; 32]) -> Answer<bool> {
    let now = tx.now();
    Ok(tx.run(USE_RECOVERY, (now, person(who), *hash))? == 1)
}

pub(crate) fn recovery_left(tx: &mut Tx<'_>, who: Sitter) -> Answer<i64> {
    let (count,): (i64,) = tx.one(RECOVERY_LEFT, (person(who),))?;
    Ok(count)
}

pub(crate) fn recovery_used_since(tx: &mut Tx<'_>, who: Sitter, since: At) -> Answer<bool> {
    let (count,): (i64,) = tx.one(RECOVERY_SINCE, (person(who), since))?;
    Ok(count > 0)
}

/// The used ones stay: that a code was typed is what tells that nobody lost anything.
pub(crate) fn drop_unused_recovery(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    tx.put(DROP_UNUSED, (person(who),))
}

pub(crate) fn drop_recovery(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    tx.put(DROP_RECOVERY, (person(who),))
}

pub(crate) fn new_half(tx: &mut Tx<'_>, hash: &[u8; 32], who: Sitter, ends_at: At) -> Answer<()> {
    let (kind, person) = columns(who);
    let now = tx.now();
    tx.put(NEW_HALF, (*hash, kind, person, now, ends_at))
}

pub(crate) fn half(tx: &mut Tx<'_>, hash: &[u8; 32], now: At) -> Answer<Option<Sitter>> {
    let row: Option<(String, String)> = tx.maybe(HALF, (*hash, now))?;
    Ok(row.and_then(|(kind, person)| match kind.as_str() {
        "member" => MemberId::parse(&person).map(Sitter::Member),
        _ => StaffId::parse(&person).map(Sitter::Staff),
    }))
}

pub(crate) fn drop_halves(tx: &mut Tx<'_>, who: Sitter) -> Answer<()> {
    tx.put(DROP_HALVES, columns(who))
}

pub(crate) fn end_proofs(tx: &mut Tx<'_>, member: MemberId, what: Proves) -> Answer<()> {
    let now = tx.now();
    tx.run(END_PROOFS, (now, member, what)).map(|_| ())
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

db::row! {
    /// How a member reads: what whoever writes to them has to know.
    pub struct Reader {
        /// The language.
        pub language: Language,
        /// Since when letters are known to reach them.
        pub proved_at: Option<At>,
        /// When the account was closed.
        pub closed_at: Option<At>,
    }
}

/// The members whose accounts are open, from after one on.
pub fn open_after(tx: &mut Tx<'_>, after: MemberId, limit: i64) -> Answer<Vec<MemberId>> {
    let rows: Vec<(MemberId,)> = tx.all(OPEN_AFTER, (after, limit))?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// How a member reads; `None` when there is no such member.
pub fn reader(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Reader>> {
    tx.maybe(READER, (member,))
}

/// What is kept of a password. Whoever joined by a sign-in elsewhere has none until they set one.
pub(crate) fn password(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<String>> {
    let row: Option<(String,)> = tx.maybe(PASSWORD, (member,))?;
    Ok(row.map(|r| r.0).filter(|kept| !kept.is_empty()))
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

pub(crate) fn currency(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Currency>> {
    let row: Option<(Currency,)> = tx.maybe(CURRENCY, (member,))?;
    Ok(row.map(|r| r.0))
}

pub(crate) fn set_currency(tx: &mut Tx<'_>, member: MemberId, currency: Currency) -> Answer<()> {
    let now = tx.now();
    tx.put(SET_CURRENCY, (member, currency, now))
}

/// A rate: the currency, the day, what one unit is worth in millionths of a yen, who says so.
pub(crate) type RateRow = (Currency, At, i64, String);

pub(crate) fn enter_rate(
    tx: &mut Tx<'_>,
    currency: Currency,
    dated: At,
    micro_yen: i64,
    source: &str,
    by: StaffId,
) -> Answer<()> {
    let now = tx.now();
    tx.put(ENTER_RATE, (currency, dated, micro_yen, source, by, now))
}

pub(crate) fn rate_for(tx: &mut Tx<'_>, member: MemberId, since: At) -> Answer<Option<RateRow>> {
    tx.maybe(RATE_FOR, (member, since))
}

pub(crate) fn latest_rates(tx: &mut Tx<'_>) -> Answer<Vec<RateRow>> {
    tx.all(LATEST_RATES, ())
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

/// Limits of a member's own, with who gave them and why; whether there is such an account.
pub(crate) fn give_limits(
    tx: &mut Tx<'_>,
    member: MemberId,
    limits: crate::Limits,
    by: StaffId,
    why: &str,
) -> Answer<bool> {
    let now = tx.now();
    let row = (limits.live_bids_most, limits.highest_bid, by, now, why, member);
    Ok(tx.run(GIVE_LIMITS, row)? == 1)
}
