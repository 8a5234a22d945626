use kernel::{At, Clock, Dice, Fault};

/// The wall clock, never running backwards within a process.
#[derive(Default)]
pub struct SystemClock {
    latest: std::sync::atomic::AtomicI64,
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one door the wall clock comes in by"
    )]
    fn now(&self) -> At {
        let micros = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(i64::MAX));
        // Why: acts compare instants; a clock set back by a second must not reorder them.
        let before = self.latest.fetch_max(micros, std::sync::atomic::Ordering::Relaxed);
        At::from_micros(micros.max(before))
    }
}

/// The operating system's dice, taken a page at a time: a system call per id would be the dearest
/// part of making one.
#[derive(Default)]
pub struct SystemDice {
    page: std::sync::Mutex<Page>,
}

struct Page {
    bytes: [u8; 1024],
    used: usize,
}

impl Default for Page {
    fn default() -> Page {
        Page { bytes: [0; 1024], used: 1024 }
    }
}

impl SystemDice {
    /// Dice, after one trial throw: a machine without entropy is found at start-up.
    pub fn new() -> Result<SystemDice, Fault> {
        let mut trial = [0u8; 16];
        fill(&mut trial).map_err(|e| Fault::new(format!("the system has no dice: {e}")))?;
        Ok(SystemDice::default())
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one door the system's dice come in by")]
fn fill(bytes: &mut [u8]) -> Result<(), getrandom::Error> {
    getrandom::fill(bytes)
}

impl Dice for SystemDice {
    fn roll(&self) -> u128 {
        let mut page = self.page.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if page.used + 16 > page.bytes.len() {
            let mut tries = 0;
            // Invariant: no bits are ever used twice; without fresh bits nothing is thrown at all.
            while fill(&mut page.bytes).is_err() {
                tries += 1;
                std::thread::sleep(std::time::Duration::from_millis(tries.min(100)));
            }
            page.used = 0;
        }
        let mut bits = [0u8; 16];
        let from = page.used;
        bits.copy_from_slice(&page.bytes[from..from + 16]);
        page.bytes[from..from + 16].fill(0);
        page.used += 16;
        u128::from_be_bytes(bits)
    }
}
