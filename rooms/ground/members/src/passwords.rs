use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use db::Answer;
use kernel::{Dice, Fault};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::MemberRefusal;

/// How many are worked on at once: each takes a core and 19 MiB for some tens of milliseconds. One
/// core is left for the pages, where there is more than one.
fn at_once() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1))
}

/// How many may be worked on or wait; one more is refused at once.
const IN_ALL: usize = 34;

/// Passwords are hashed with Argon2id (19 MiB, two passes, one lane) and only a few at a time, on
/// threads that stand back behind all others: a flood of sign-ins holds up no page, and takes no
/// memory to speak of. A plug of the database. Cheap to clone.
#[derive(Clone)]
pub struct Passwords(Arc<Inner>);

type Task = Box<dyn FnOnce() + Send>;

struct Inner {
    hashers: SyncSender<Task>,
    in_all: Arc<Semaphore>,
    dice: Arc<dyn Dice>,
    nobodys: String,
    worked: AtomicU64,
}

/// A place in the pool, taken before anything is asked of the database: who gets none is refused at
/// the cost of nothing.
pub struct Place(OwnedSemaphorePermit);

/// A thread that hashes. Whoever waits for a page waits for no password: on two cores it would else
/// be a whole turn of the scheduler, some milliseconds.
fn hashes(tasks: &Mutex<Receiver<Task>>) {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(19);
    loop {
        let next = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(task) = next else { return };
        // Whoever waits for one that panicked hears that nobody answers.
        let _ = catch_unwind(AssertUnwindSafe(task));
    }
}

fn argon() -> Result<Argon2<'static>, Fault> {
    let params = Params::new(19 * 1024, 2, 1, None)
        .map_err(|e| Fault::new(format!("argon2 parameters: {e}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str, salt: u128) -> Result<String, Fault> {
    let no = |e: argon2::password_hash::Error| Fault::new(format!("argon2: {e}"));
    let salt = SaltString::encode_b64(&salt.to_be_bytes()).map_err(no)?;
    Ok(argon()?.hash_password(password.as_bytes(), &salt).map_err(no)?.to_string())
}

fn fits(password: &str, phc: &str) -> Result<bool, Fault> {
    let kept = PasswordHash::new(phc).map_err(|e| Fault::new(format!("a kept password: {e}")))?;
    match argon()?.verify_password(password.as_bytes(), &kept) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::Password) => Ok(false),
        Err(e) => Err(Fault::new(format!("argon2: {e}"))),
    }
}

impl Passwords {
    /// A pool with salts from these dice. Hashes once, so that there is a hash nobody's password
    /// fits.
    pub fn new(dice: Arc<dyn Dice>) -> Result<Passwords, Fault> {
        let nobodys = hash(&format!("{:032x}", dice.roll()), dice.roll())?;
        let (hashers, tasks) = sync_channel(IN_ALL);
        let tasks = Arc::new(Mutex::new(tasks));
        for _ in 0..at_once() {
            let (tasks, thread) = (Arc::clone(&tasks), std::thread::Builder::new());
            let started = thread.name("passwords".into()).spawn(move || hashes(&tasks));
            started.map_err(|e| Fault::new(format!("no thread for passwords: {e}")))?;
        }
        Ok(Passwords(Arc::new(Inner {
            hashers,
            in_all: Arc::new(Semaphore::new(IN_ALL)),
            dice,
            nobodys,
            worked: AtomicU64::new(0),
        })))
    }

    /// What is kept of a password.
    pub async fn hash(&self, password: String) -> Answer<String> {
        let salt = self.0.dice.roll();
        self.work(self.place()?, move || hash(&password, salt)).await
    }

    /// The same for a thread of its own, without waiting for a place: seeds and stories.
    pub fn hash_now(&self, password: &str) -> Result<String, Fault> {
        hash(password, self.0.dice.roll())
    }

    /// Whether a password fits what is kept. Nothing kept (`None`: nobody has that handle) takes
    /// as long as a wrong password.
    pub async fn fits(&self, password: String, kept: Option<String>) -> Answer<bool> {
        self.fits_in(self.place()?, password, kept).await
    }

    /// A place for one password, or `members.door_busy`.
    pub fn place(&self) -> Answer<Place> {
        let place = Arc::clone(&self.0.in_all).try_acquire_owned();
        Ok(Place(place.map_err(|_| MemberRefusal::DoorBusy)?))
    }

    /// [`Passwords::fits`] in a place that was taken before.
    pub async fn fits_in(
        &self,
        place: Place,
        password: String,
        kept: Option<String>,
    ) -> Answer<bool> {
        let known = kept.is_some();
        let phc = kept.unwrap_or_else(|| self.0.nobodys.clone());
        let fits = self.work(place, move || fits(&password, &phc)).await?;
        Ok(fits && known)
    }

    /// How many passwords were worked on since the start: it is the same for a handle that somebody
    /// has and for one that nobody has.
    pub fn worked(&self) -> u64 {
        self.0.worked.load(Ordering::Relaxed)
    }

    async fn work<T: Send + 'static>(
        &self,
        place: Place,
        work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
    ) -> Answer<T> {
        self.0.worked.fetch_add(1, Ordering::Relaxed);
        let (tell, told) = oneshot::channel();
        let task = Box::new(move || {
            let done = work();
            // Given back when the work is done, even if nobody waits for it any more.
            drop(place.0);
            let _ = tell.send(done);
        });
        // There are as many places in the line as there are to be had.
        self.0.hashers.try_send(task).map_err(|_| MemberRefusal::DoorBusy)?;
        let ran = told.await.map_err(|e| Fault::new(format!("password work: {e}")))?;
        Ok(ran?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> Passwords {
        Passwords::new(Arc::new(testkit::LoadedDice::new(1))).unwrap()
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_no_other() {
        let pool = pool();
        let kept = pool.hash("correct horse".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, pool.hash("correct horse".to_owned()).await.unwrap(), "salted");
        let table = [("correct horse", true), ("correct  horse", false), ("", false)];
        for (typed, expect) in table {
            let fits = pool.fits(typed.to_owned(), Some(kept.clone())).await.unwrap();
            assert_eq!(fits, expect, "{typed}");
        }
        assert!(!pool.fits("correct horse".to_owned(), None).await.unwrap());
        assert!(pool.fits("x".to_owned(), Some("plain".to_owned())).await.is_err());
    }

    #[tokio::test]
    async fn a_flood_is_refused_at_once_and_leaves_no_place_taken() {
        let pool = pool();
        let tries: Vec<_> = (0..IN_ALL + 20)
            .map(|_| {
                let pool = pool.clone();
                tokio::spawn(async move { pool.fits("guess".to_owned(), None).await })
            })
            .collect();
        let (mut wrong, mut busy) = (0, 0);
        for one in tries {
            match one.await.unwrap() {
                Ok(fits) => {
                    assert!(!fits);
                    wrong += 1;
                }
                Err(refused) => {
                    assert_eq!(refused.code(), "members.door_busy");
                    busy += 1;
                }
            }
        }
        assert!(wrong >= IN_ALL && busy > 0, "{wrong} checked, {busy} refused");
        assert_eq!(pool.0.in_all.available_permits(), IN_ALL);
    }
}
