use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use kernel::Fault;

use crate::work::panic_text;
use crate::{Answer, Tx};

/// What acts gather while they run and their transaction writes once, just before it commits: many
/// rows to a statement, where each act alone would pay for statements of its own. What an act that
/// is undone had gathered is dropped with it.
///
/// ```
/// use db::{Answer, Gathered, Tx};
///
/// struct Seen(i64);
///
/// impl Gathered for Seen {
///     fn write(tx: &mut Tx<'_>, all: Vec<Seen>) -> Answer<()> {
///         // Here all of them go into one statement.
///         let _ = (tx, all.iter().map(|seen| seen.0).sum::<i64>());
///         Ok(())
///     }
/// }
///
/// fn look(tx: &mut Tx<'_>) -> Answer<()> {
///     tx.gather(Seen(7))
/// }
/// ```
pub trait Gathered: Send + Sized + 'static {
    /// Writes all that the acts of one transaction gathered, in the order they did. It runs once
    /// more when the transaction does; what goes wrong here breaks the whole transaction.
    fn write(tx: &mut Tx<'_>, all: Vec<Self>) -> Answer<()>;
}

/// All that was gathered of one kind.
trait Pile: Send {
    fn any(&mut self) -> &mut dyn Any;
    fn is_empty(&self) -> bool;
    fn settle(&mut self, keep: bool);
    fn write(self: Box<Self>, tx: &mut Tx<'_>) -> Answer<()>;
}

struct Of<G> {
    all: Vec<G>,
    /// So many of them are from acts that were kept.
    kept: usize,
}

impl<G: Gathered> Pile for Of<G> {
    fn any(&mut self) -> &mut dyn Any {
        self
    }
    fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
    fn settle(&mut self, keep: bool) {
        if keep {
            self.kept = self.all.len();
        } else {
            self.all.truncate(self.kept);
        }
    }
    fn write(self: Box<Self>, tx: &mut Tx<'_>) -> Answer<()> {
        if self.all.is_empty() { Ok(()) } else { G::write(tx, self.all) }
    }
}

/// What the acts of a transaction gathered. They carry it from one to the next.
#[derive(Default)]
pub(crate) struct Piles(Vec<Box<dyn Pile>>);

impl Piles {
    pub(crate) fn put<G: Gathered>(&mut self, item: G) {
        match self.0.iter_mut().find_map(|pile| pile.any().downcast_mut::<Of<G>>()) {
            Some(pile) => pile.all.push(item),
            None => self.0.push(Box::new(Of { all: vec![item], kept: 0 })),
        }
    }

    /// An act is over: what it gathered is kept, or goes with it.
    pub(crate) fn settle(&mut self, keep: bool) {
        self.0.iter_mut().for_each(|pile| pile.settle(keep));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|pile| pile.is_empty())
    }

    /// Writes all of it. What panics here breaks the transaction, not the house.
    pub(crate) fn write(self, tx: &mut Tx<'_>) -> Answer<()> {
        let written = catch_unwind(AssertUnwindSafe(|| self.write_each(tx)));
        written.unwrap_or_else(|panic| {
            let text = panic_text(&*panic);
            Err(Fault::new(format!("what was gathered panicked: {text}")).into())
        })
    }

    fn write_each(self, tx: &mut Tx<'_>) -> Answer<()> {
        for pile in self.0 {
            pile.write(tx)?;
            // What writing it gathered.
            let more = tx.take_gathered();
            if !more.is_empty() {
                more.write(tx)?;
            }
        }
        Ok(())
    }
}
