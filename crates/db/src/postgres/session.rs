use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use futures_util::TryStreamExt;
use kernel::{Fault, Refused};
use tokio::runtime::Runtime;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type};
use tokio_postgres::{Client, Error, Statement};

use super::Address;
use crate::{Answer, DbRefusal, FromRow, Row, Sql, Value};

type Sent = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// One connection with its own small runtime, driven by the thread that owns it. Statements whose
/// answer nobody needs are kept in `ahead` and go out together with the next one that waits.
pub(crate) struct Session {
    runtime: Runtime,
    client: Arc<Client>,
    prepared: HashMap<&'static str, Statement>,
    ahead: Vec<Sent>,
    trouble: Option<Trouble>,
    changed: bool,
}

/// What went wrong in the transaction that is open.
#[derive(Debug, Clone)]
pub(crate) enum Trouble {
    /// Another transaction was in the way: run it again.
    Conflict,
    /// A key is taken that the act had reason to think free: most likely another transaction has
    /// just taken it, which the engine notices before it notices the conflict.
    Clash(Refused),
    /// A statement failed: the transaction is lost.
    Broken(Refused),
    /// The connection ended: what became of what was sent nobody says any more.
    Lost(Refused),
}

/// Connects, on a runtime of its own.
pub(crate) fn connect(address: &Address) -> Answer<Session> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Fault::new(format!("no runtime for a connection: {e}")))?;
    let (client, connection) = runtime
        .block_on(address.config.connect(address.tls.clone()))
        .map_err(|e| DbRefusal::Unreachable { why: said(&e) })?;
    runtime.spawn(connection);
    Ok(Session {
        runtime,
        client: Arc::new(client),
        prepared: HashMap::new(),
        ahead: Vec::new(),
        trouble: None,
        changed: false,
    })
}

impl Session {
    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Takes what went wrong since the last look.
    pub(crate) fn take_trouble(&mut self) -> Option<Trouble> {
        self.trouble.take()
    }

    /// From here on changes count anew.
    pub(crate) fn forget_changes(&mut self) {
        self.changed = false;
    }

    /// Whether anything was, or may have been, changed since.
    pub(crate) fn has_changed(&self) -> bool {
        self.changed
    }

    /// Queues a command to go out with the next statement.
    pub(crate) fn ahead(&mut self, command: String) {
        let client = Arc::clone(&self.client);
        self.ahead.push(Box::pin(async move { client.batch_execute(&command).await }));
    }

    /// Sends everything queued and waits for all of it.
    pub(crate) fn settle(&mut self) -> Answer<()> {
        let mut ahead = std::mem::take(&mut self.ahead);
        let result = self.runtime.block_on(in_order(&mut ahead));
        result.map_err(|e| self.trouble("the transaction", &e))
    }

    /// Runs one text at once, outside the prepared statements: migrations.
    pub(crate) fn batch(&mut self, text: &str) -> Answer<()> {
        let client = Arc::clone(&self.client);
        self.runtime
            .block_on(client.batch_execute(text))
            .map_err(|e| self.trouble("a migration", &e))
    }

    pub(crate) fn all<R: FromRow>(&mut self, sql: Sql, values: Vec<Value>) -> Answer<Vec<R>> {
        let statement = self.prepare(sql)?;
        let mut ahead = std::mem::take(&mut self.ahead);
        let client = Arc::clone(&self.client);
        let query = async move {
            let rows = client.query_raw(&statement, values).await?;
            rows.try_collect::<Vec<_>>().await
        };
        let rows = self.waiting(sql, &mut ahead, query)?;
        // A guarded update that found nothing to change has changed nothing.
        self.changed |= !rows.is_empty() && !sql.text.trim_start().starts_with("SELECT");
        let read = |row| R::from_row(&Row::Pg(row)).map_err(|f| crate::sqlite::named(sql, &f));
        Ok(rows.iter().map(read).collect::<Result<Vec<R>, Fault>>()?)
    }

    pub(crate) fn run(&mut self, sql: Sql, values: Vec<Value>) -> Answer<u64> {
        let statement = self.prepare(sql)?;
        let mut ahead = std::mem::take(&mut self.ahead);
        let client = Arc::clone(&self.client);
        let query = async move { client.execute_raw(&statement, values).await };
        let count = self.waiting(sql, &mut ahead, query)?;
        self.changed |= count > 0;
        Ok(count)
    }

    pub(crate) fn put(&mut self, sql: Sql, values: Vec<Value>) -> Answer<()> {
        let statement = self.prepare(sql)?;
        let client = Arc::clone(&self.client);
        self.changed = true;
        self.ahead.push(Box::pin(async move {
            client.execute_raw(&statement, values).await.map(|_| ())
        }));
        Ok(())
    }

    // The first poll of each sends it, so that all leave in order before the first answer is back.
    fn waiting<T>(
        &mut self,
        sql: Sql,
        ahead: &mut [Sent],
        query: impl Future<Output = Result<T, Error>>,
    ) -> Answer<T> {
        let both = async {
            let mut query = std::pin::pin!(query);
            let mut answer: Option<Result<T, Error>> = None;
            let mut settled = None;
            let mut all = std::pin::pin!(in_order(ahead));
            poll_fn(|cx| {
                if settled.is_none()
                    && let Poll::Ready(done) = all.as_mut().poll(cx)
                {
                    settled = Some(done);
                }
                if answer.is_none()
                    && let Poll::Ready(done) = query.as_mut().poll(cx)
                {
                    answer = Some(done);
                }
                if answer.is_some() && settled.is_some() { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            // The earlier failure is the cause of the later one.
            match (settled, answer) {
                (Some(Err(e)), _) => Some(Err(e)),
                (_, answer) => answer,
            }
        };
        match self.runtime.block_on(both) {
            Some(Ok(done)) => Ok(done),
            Some(Err(e)) => Err(self.trouble(sql.name, &e)),
            None => Err(Fault::new(format!("{} got no answer", sql.name)).into()),
        }
    }

    pub(crate) fn prepare(&mut self, sql: Sql) -> Answer<Statement> {
        if let Some(statement) = self.prepared.get(sql.text) {
            return Ok(statement.clone());
        }
        let client = Arc::clone(&self.client);
        let mut ahead = std::mem::take(&mut self.ahead);
        let prepare = async move { client.prepare(sql.text).await };
        let statement = self.waiting(sql, &mut ahead, prepare)?;
        self.prepared.insert(sql.text, statement.clone());
        Ok(statement)
    }

    fn trouble(&mut self, what: &str, error: &Error) -> Refused {
        let state = error.code();
        let conflict = [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED];
        if state.is_some_and(|s| conflict.contains(s)) {
            self.trouble = Some(Trouble::Conflict);
            return Fault::passing(format!("{what}: conflict")).into();
        }
        let ended = |s: &SqlState| s.code().starts_with("57P") || s.code().starts_with("08");
        let lost = match state {
            Some(state) => ended(state),
            None => error.is_closed() || self.client.is_closed(),
        };
        let refused: Refused = match state {
            Some(s) if *s == SqlState::DISK_FULL => DbRefusal::DiskFull.into(),
            Some(s) if *s == SqlState::DATA_CORRUPTED || *s == SqlState::INDEX_CORRUPTED => {
                DbRefusal::Corrupt { file: what.to_owned() }.into()
            }
            _ if lost => DbRefusal::Unreachable { why: said(error) }.into(),
            _ => Fault::new(format!("{what}: {}", said(error))).into(),
        };
        if self.trouble.is_none() {
            let clash = state == Some(&SqlState::UNIQUE_VIOLATION);
            let trouble = match (clash, lost) {
                (true, _) => Trouble::Clash,
                (_, true) => Trouble::Lost,
                _ => Trouble::Broken,
            };
            self.trouble = Some(trouble(refused.clone()));
        }
        refused
    }
}

/// The server's own words: the crate's `Display` leaves them out.
pub(crate) fn said(error: &Error) -> String {
    match error.as_db_error() {
        Some(db) => format!("{} ({})", db.message(), db.code().code()),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}

async fn in_order(ahead: &mut [Sent]) -> Result<(), Error> {
    let mut done: Vec<Option<Result<(), Error>>> = ahead.iter().map(|_| None).collect();
    poll_fn(|cx| {
        let mut open = false;
        for (sent, slot) in ahead.iter_mut().zip(done.iter_mut()) {
            if slot.is_none() {
                match sent.as_mut().poll(cx) {
                    Poll::Ready(result) => *slot = Some(result),
                    Poll::Pending => open = true,
                }
            }
        }
        if open { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    done.into_iter().flatten().collect()
}

// `Value` chooses the width the server asks for: a bare LIMIT or CASE is int4 there.
impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut bytes::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Value::Int(number) => number.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Bytes(bytes) => bytes.to_sql(ty, out),
            Value::Null => Ok(IsNull::Yes),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::BYTEA].contains(ty)
    }

    tokio_postgres::types::to_sql_checked!();
}
