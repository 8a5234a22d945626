use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Instant;

/// Tells each step as a person would, once.
pub(super) struct Teller {
    aloud: bool,
    since: Instant,
    told: Mutex<BTreeSet<String>>,
}

impl Teller {
    pub(super) fn new(aloud: bool) -> Teller {
        Teller { aloud, since: Instant::now(), told: Mutex::new(BTreeSet::new()) }
    }

    /// A step; the same words are told once.
    pub(super) fn tell(&self, words: impl Into<String>) {
        let words = words.into();
        let mut told = self.told.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if self.aloud && told.insert(words.clone()) {
            println!("{:6.1} s  {words}", self.since.elapsed().as_secs_f32());
        }
    }
}
