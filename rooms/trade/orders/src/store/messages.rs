use db::{Answer, Tx};
use kernel::{At, MessageId, OrderId};

use crate::rules::MessageState;

db::stored!(MessageState);

db::sql! {
    WRITE = "INSERT INTO order_message (id, order_id, author, ask, words, written_at, state, state_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'sending', $6)";
    BY_ASK = "SELECT id, words FROM order_message WHERE order_id = $1 AND ask = $2";
    MESSAGE = "SELECT id, order_id, author, words, written_at, state, state_at, code, read_at, read_by
                 FROM order_message WHERE id = $1";
    /// The last lines of an order, newest first.
    LINES = "SELECT id, order_id, author, words, written_at, state, state_at, code, read_at, read_by
               FROM order_message WHERE order_id = $1 ORDER BY written_at DESC, id DESC LIMIT 1000";
    /// The marketplace has it: its word is stronger than that no answer came.
    SENT = "UPDATE order_message SET state = 'sent', state_at = $1, code = NULL, market_message = $2
             WHERE id = $3 AND state IN ('sending', 'refused')";
    REFUSED = "UPDATE order_message SET state = 'refused', state_at = $1, code = $2
                WHERE id = $3 AND state = 'sending'";
    LAST_SENT = "SELECT state_at FROM order_message WHERE order_id = $1 AND state = 'sent'
                  ORDER BY state_at DESC LIMIT 1";
    NOT_SENT = "SELECT id FROM order_message WHERE order_id = $1 AND state IN ('sending', 'refused') ORDER BY id";
    /// Ours that are on their way since then, those that wait longest first.
    SENDING = "SELECT id, order_id, written_at FROM order_message
                WHERE state = 'sending' AND written_at <= $1 ORDER BY written_at, id LIMIT 200";
    HEARD = "SELECT market_message FROM order_message WHERE order_id = $1 AND state = 'heard' ORDER BY market_message";
    HEAR = "INSERT INTO order_message (id, order_id, words, written_at, state, state_at, market_message)
            VALUES ($1, $2, $3, $4, 'heard', $5, $6)
            ON CONFLICT (order_id, market_message) WHERE state = 'heard' DO NOTHING";
    READ = "UPDATE order_message SET read_at = $1, read_by = $2
             WHERE id = $3 AND order_id = $4 AND state = 'heard' AND read_at IS NULL";
    UNREAD = "SELECT o.id, o.title, CAST(COUNT(*) AS BIGINT), CAST(MIN(m.state_at) AS BIGINT)
                FROM order_message m JOIN orders o ON o.id = m.order_id
               WHERE m.state = 'heard' AND m.read_at IS NULL
               GROUP BY o.id, o.title ORDER BY MIN(m.state_at), o.id LIMIT 100";
}

db::row! {
    /// A line between the house and the seller of an order.
    pub struct Message {
        /// The line; of ours also the reference at the marketplace.
        pub id: MessageId,
        /// The order.
        pub order: OrderId,
        /// Who of the staff wrote it; `None`: the seller did.
        pub author: Option<String>,
        /// What was written.
        pub words: String,
        /// When; the seller's by the marketplace's clock.
        pub written_at: At,
        /// Where it stands.
        pub state: MessageState,
        /// Since when.
        pub state_at: At,
        /// Why it was refused: a code.
        pub code: Option<String>,
        /// When somebody of the staff read the seller's.
        pub read_at: Option<At>,
        /// Who.
        pub read_by: Option<String>,
    }
    /// An order whose seller has written what nobody has read yet.
    pub struct Unread {
        /// The order.
        pub order: OrderId,
        /// Its title.
        pub title: String,
        /// How many lines.
        pub lines: i64,
        /// Since when it is known here.
        pub heard_at: At,
    }
    /// One of ours that is on its way.
    pub struct Sending {
        /// The message.
        pub id: MessageId,
        /// Its order.
        pub order: OrderId,
        /// Since when.
        pub written_at: At,
    }
}

/// The lines between the house and the seller of an order, oldest first.
pub fn messages(tx: &mut Tx<'_>, order: OrderId) -> Answer<Vec<Message>> {
    let mut lines: Vec<Message> = tx.all(LINES, (order,))?;
    lines.reverse();
    Ok(lines)
}

/// The orders whose sellers wait to be read, those that wait longest first.
pub fn unread(tx: &mut Tx<'_>) -> Answer<Vec<Unread>> {
    tx.all(UNREAD, ())
}

/// What is on its way to sellers since then or longer.
pub fn sending(tx: &mut Tx<'_>, since: At) -> Answer<Vec<Sending>> {
    tx.all(SENDING, (since,))
}
