use std::panic::{AssertUnwindSafe, catch_unwind};

use kernel::{Fault, Refused};
use tokio::sync::oneshot;

use crate::tx::{AfterCommit, Tx};
use crate::{Answer, Lock};

/// So many places of a queue are kept for the jobs' own acts: whoever is to be told that a job was
/// not done must not meet the crowd that kept it from being done.
pub(crate) const KEPT: usize = 64;

/// How many may wait before this act is refused, in a queue with so much room.
pub(crate) fn room_for(work: &dyn Work, room: usize) -> usize {
    if work.name().starts_with("jobs.") { room.saturating_add(KEPT) } else { room }
}

/// One act in the queue, with the caller who waits for its answer.
pub(crate) trait Work: Send {
    /// Runs the act; true when its changes are to be kept. May run again after a conflict.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// What the act answered is replaced: it broke after it had answered.
    fn spoil(&mut self, refused: Refused);
    /// Tells the caller, after the commit succeeded or not.
    fn answer(self: Box<Self>, committed: &Answer<()>);
    /// The lock it runs under.
    fn lock(&self) -> Lock;
    /// The act's name, for counting.
    fn name(&self) -> &'static str;
}

pub(crate) struct Act<T, F> {
    pub(crate) name: &'static str,
    pub(crate) lock: Lock,
    pub(crate) act: F,
    pub(crate) reply: oneshot::Sender<Answer<T>>,
    pub(crate) result: Option<Answer<T>>,
    pub(crate) after: Vec<AfterCommit>,
}

impl<T, F> Work for Act<T, F>
where
    T: Send,
    F: Fn(&mut Tx<'_>) -> Answer<T> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        // Why: a panicking act must roll back alone; the others of its batch commit. The act only
        // sees its own captures and the transaction, and both are thrown away after a panic.
        let result = catch_unwind(AssertUnwindSafe(|| (self.act)(tx))).unwrap_or_else(|panic| {
            Err(Fault::new(format!("{} panicked: {}", self.name, panic_text(&*panic))).into())
        });
        self.after = if result.is_ok() { tx.take_after() } else { Vec::new() };
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn spoil(&mut self, refused: Refused) {
        self.after.clear();
        self.result = Some(Err(refused));
    }

    fn answer(self: Box<Self>, committed: &Answer<()>) {
        let never = || Err(Fault::new("the act did not run").into());
        let result = match (self.result, committed) {
            (Some(Ok(done)), Ok(())) => {
                self.after.into_iter().for_each(|after| quietly(self.name, after));
                Ok(done)
            }
            (Some(Ok(_)), Err(refused)) => Err(refused.clone()),
            (Some(Err(refused)), _) => Err(refused),
            (None, Err(refused)) => Err(refused.clone()),
            (None, Ok(())) => never(),
        };
        // A caller who has gone away does not mind.
        let _ = self.reply.send(result);
    }

    fn lock(&self) -> Lock {
        self.lock
    }

    fn name(&self) -> &'static str {
        self.name
    }
}

// It is committed, whatever happens after: neither the caller's answer nor the thread that writes
// depends on it.
fn quietly(name: &str, after: AfterCommit) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(after)) {
        eprintln!("db: after {name}: it panicked: {}", panic_text(&*panic));
    }
}

pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
