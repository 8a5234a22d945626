use db::{Answer, Tx};
use kernel::{At, DeliveryId, LetterId, MemberId, NoticeId, Page, WebhookId, Yen};

use crate::rules::{Channel, Kind};

kernel::words! {
    /// Where a letter stands.
    pub enum LetterState {
        /// It goes as soon as it can.
        Waiting = "waiting",
        /// It still takes notices.
        Gathering = "gathering",
        /// Handed to the server, or about to be.
        Sending = "sending",
        /// The server has it.
        Sent = "sent",
        /// Nothing left the house.
        Withheld = "withheld",
        /// The server wanted none of it.
        Refused = "refused",
        /// The address takes no letters.
        Bounced = "bounced",
    }
    /// Where a message to a program stands.
    pub enum DeliveryState {
        /// It is tried, now or again later.
        Waiting = "waiting",
        /// Taken.
        Taken = "taken",
        /// Tried to the end.
        Failed = "failed",
        /// Not sent: the webhook is gone or stopped.
        Dropped = "dropped",
    }
}
db::stored!(Kind, Channel, LetterState, DeliveryState);

db::sql! {
    TELL = "INSERT INTO notice (id, member, kind, about, yen, told_at, listed_at, letter)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    TOLD_ABOUT = "SELECT CAST(COUNT(*) AS BIGINT) FROM notice WHERE about = $1 AND kind = $2";
    LISTED = "SELECT id, member, kind, about, yen, told_at, read_at FROM notice
               WHERE member = $1 AND listed_at IS NOT NULL AND id < $2 ORDER BY id DESC LIMIT $3";
    UNREAD = "SELECT CAST(COUNT(*) AS BIGINT) FROM notice
               WHERE member = $1 AND listed_at IS NOT NULL AND read_at IS NULL";
    READ_ONE = "UPDATE notice SET read_at = COALESCE(read_at, $1)
                 WHERE id = $2 AND member = $3 AND listed_at IS NOT NULL";
    READ_ALL = "UPDATE notice SET read_at = $1
                 WHERE member = $2 AND listed_at IS NOT NULL AND read_at IS NULL";
    IN_LETTER = "SELECT id, member, kind, about, yen, told_at, read_at FROM notice
                  WHERE letter = $1 ORDER BY told_at, id";

    CHOICES = "SELECT kind, channel, turned_on FROM notice_choice WHERE member = $1";
    CHOICE = "SELECT turned_on FROM notice_choice WHERE member = $1 AND kind = $2 AND channel = $3";
    CHOOSE = "INSERT INTO notice_choice (member, kind, channel, turned_on, chosen_at)
              VALUES ($1, $2, $3, $4, $5)
              ON CONFLICT (member, kind, channel) DO UPDATE
                 SET turned_on = excluded.turned_on, chosen_at = excluded.chosen_at";

    PUT_LETTER = "INSERT INTO letter (id, member, state, put_at, due_at, tries)
                  VALUES ($1, $2, $3, $4, $5, 0)";
    LETTER = "SELECT id, member, state, put_at, due_at, tries, ended_at, answer
                FROM letter WHERE id = $1";
    LETTERS_OF = "SELECT id, member, state, put_at, due_at, tries, ended_at, answer FROM letter
                   WHERE member = $1 ORDER BY put_at DESC, id DESC LIMIT $2";
    PUT_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM letter WHERE member = $1 AND put_at > $2";
    GATHERING = "SELECT id FROM letter WHERE member = $1 AND state = 'gathering'
                  ORDER BY put_at DESC, id DESC LIMIT 1";
    SENDING = "UPDATE letter SET state = 'sending', tries = tries + 1 WHERE id = $1";
    END_LETTER = "UPDATE letter SET state = $1, ended_at = $2, answer = $3 WHERE id = $4";

    STOP = "INSERT INTO letter_stop (member, letter, answer, stopped_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (member) DO NOTHING";
    LIFT = "DELETE FROM letter_stop WHERE member = $1";
    STOPPED = "SELECT letter, answer, stopped_at FROM letter_stop WHERE member = $1";

    NEW_WEBHOOK = "INSERT INTO webhook (id, member, generation, made_at) VALUES ($1, $2, 1, $3)";
    WEBHOOK = "SELECT id, member, generation, rotated_at, made_at, failing_at, stopped_at, stopped_why
                 FROM webhook WHERE id = $1 AND removed_at IS NULL";
    WEBHOOKS_OF = "SELECT id, member, generation, rotated_at, made_at, failing_at, stopped_at, stopped_why
                     FROM webhook WHERE member = $1 AND removed_at IS NULL ORDER BY id";
    ROTATE = "UPDATE webhook SET generation = generation + 1, rotated_at = $1 WHERE id = $2";
    REMOVE_WEBHOOK = "UPDATE webhook SET removed_at = $1 WHERE id = $2";
    RESUME_WEBHOOK = "UPDATE webhook SET stopped_at = NULL, stopped_why = NULL, failing_at = NULL
                       WHERE id = $1";
    WEBHOOK_WELL = "UPDATE webhook SET failing_at = NULL WHERE id = $1 AND failing_at IS NOT NULL";
    WEBHOOK_FAILING = "UPDATE webhook SET failing_at = $1 WHERE id = $2 AND failing_at IS NULL";
    STOP_WEBHOOK = "UPDATE webhook SET stopped_at = $1, stopped_why = $2
                     WHERE id = $3 AND stopped_at IS NULL";
    KINDS_OF = "SELECT kind FROM webhook_kind WHERE webhook = $1 ORDER BY kind";
    DROP_KINDS = "DELETE FROM webhook_kind WHERE webhook = $1";
    ADD_KIND = "INSERT INTO webhook_kind (webhook, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    WANTING = "SELECT w.id FROM webhook w JOIN webhook_kind k ON k.webhook = w.id
                WHERE w.member = $1 AND k.kind = $2 AND w.removed_at IS NULL AND w.stopped_at IS NULL
                ORDER BY w.id";

    DELIVER = "INSERT INTO webhook_delivery (id, webhook, kind, about, yen, told_at, state, tries)
               VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0)";
    WAITING = "SELECT CAST(COUNT(*) AS BIGINT) FROM webhook_delivery
                WHERE webhook = $1 AND state = 'waiting'";
    TRIALS_WAITING = "SELECT CAST(COUNT(*) AS BIGINT) FROM webhook_delivery
                       WHERE webhook = $1 AND state = 'waiting' AND kind = 'test'";
    DELIVERY = "SELECT id, webhook, kind, about, yen, told_at, state, tries, tried_at, answer, why
                  FROM webhook_delivery WHERE id = $1";
    DELIVERIES_OF = "SELECT id, webhook, kind, about, yen, told_at, state, tries, tried_at, answer, why
                       FROM webhook_delivery WHERE webhook = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    AGAIN = "UPDATE webhook_delivery SET state = 'waiting'
              WHERE id = $1 AND state IN ('failed', 'dropped')";
    TRIED = "UPDATE webhook_delivery SET state = $1, tries = tries + 1, tried_at = $2, answer = $3, why = $4
              WHERE id = $5 AND state = 'waiting'";
}

db::row! {
    /// Something a member was told.
    pub struct Notice {
        /// The notice.
        pub id: NoticeId,
        /// Whom.
        pub member: MemberId,
        /// What.
        pub kind: Kind,
        /// About which bid, order, purchase …: its id.
        pub about: String,
        /// The amount it is about.
        pub yen: Option<Yen>,
        /// When.
        pub told_at: At,
        /// When they had read it.
        pub read_at: Option<At>,
    }
    /// A letter, without its words and without its address: those are made when it leaves.
    pub struct LetterRow {
        /// The letter.
        pub id: LetterId,
        /// To whom.
        pub member: MemberId,
        /// Where it stands.
        pub state: LetterState,
        /// Since when it is wanted.
        pub put_at: At,
        /// When it goes.
        pub due_at: At,
        /// How often it was handed over.
        pub tries: i64,
        /// When it was over.
        pub ended_at: Option<At>,
        /// A code: the server's, or the house's own for not sending it.
        pub answer: Option<String>,
    }
    /// Why no letters go to a member.
    pub struct Stopped {
        /// The letter that came back.
        pub letter: LetterId,
        /// The code it came back with.
        pub answer: String,
        /// When.
        pub stopped_at: At,
    }
    /// Where a member's program hears of things.
    pub struct Webhook {
        /// The webhook.
        pub id: WebhookId,
        /// Whose.
        pub member: MemberId,
        /// The how manieth secret it has.
        pub generation: i64,
        /// When it was given this one.
        pub rotated_at: Option<At>,
        /// Since when it is there.
        pub made_at: At,
        /// Since when it has taken nothing.
        pub failing_at: Option<At>,
        /// When the house stopped sending to it.
        pub stopped_at: Option<At>,
        /// Why.
        pub stopped_why: Option<String>,
    }
    /// A message to a program.
    pub struct Delivery {
        /// The message.
        pub id: DeliveryId,
        /// To which webhook.
        pub webhook: WebhookId,
        /// What it tells: a kind, or `test`.
        pub kind: String,
        /// About what.
        pub about: String,
        /// The amount.
        pub yen: Option<Yen>,
        /// When it happened.
        pub told_at: At,
        /// Where it stands.
        pub state: DeliveryState,
        /// How often it was tried.
        pub tries: i64,
        /// When the last time.
        pub tried_at: Option<At>,
        /// The HTTP status it was answered with.
        pub answer: Option<i64>,
        /// Why there was none.
        pub why: Option<String>,
    }
}

/// A page of a member's notices, the latest first.
pub fn listed(
    tx: &mut Tx<'_>,
    member: MemberId,
    before: Option<NoticeId>,
    limit: usize,
) -> Answer<Page<Notice>> {
    use kernel::Id as _;
    let before = before.unwrap_or(NoticeId::from_bits(u128::MAX));
    let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let rows = tx.all(LISTED, (member, before, more))?;
    Ok(Page::cut(rows, limit, |notice: &Notice| notice.id.to_string()))
}

/// How many a member has not read.
pub fn unread(tx: &mut Tx<'_>, member: MemberId) -> Answer<i64> {
    tx.one::<(i64,)>(UNREAD, (member,)).map(|row| row.0)
}

/// Why no letters go to a member, if so.
pub fn stopped(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Stopped>> {
    tx.maybe(STOPPED, (member,))
}

/// The latest letters to a member.
pub fn letters_of(tx: &mut Tx<'_>, member: MemberId, most: i64) -> Answer<Vec<LetterRow>> {
    tx.all(LETTERS_OF, (member, most))
}

/// A member's webhooks.
pub fn webhooks_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Webhook>> {
    tx.all(WEBHOOKS_OF, (member,))
}

/// What a webhook hears of.
pub fn kinds_of(tx: &mut Tx<'_>, webhook: WebhookId) -> Answer<Vec<Kind>> {
    let rows: Vec<(Kind,)> = tx.all(KINDS_OF, (webhook,))?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A page of a webhook's messages, the latest first.
pub fn deliveries_of(
    tx: &mut Tx<'_>,
    webhook: WebhookId,
    before: Option<DeliveryId>,
    limit: usize,
) -> Answer<Page<Delivery>> {
    use kernel::Id as _;
    let before = before.unwrap_or(DeliveryId::from_bits(u128::MAX));
    let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let rows = tx.all(DELIVERIES_OF, (webhook, before, more))?;
    Ok(Page::cut(rows, limit, |delivery: &Delivery| delivery.id.to_string()))
}
