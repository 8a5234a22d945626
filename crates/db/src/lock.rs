use kernel::Id;

/// The hot thing an act is about. Acts under the same lock never run at the same time: on
/// PostgreSQL they take an advisory lock before their snapshot and ride in one transaction; on
/// SQLite the single writer is lock enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lock(Option<i64>);

impl Lock {
    /// Nothing hot: any number may run at once.
    pub const fn none() -> Lock {
        Lock(None)
    }

    /// The thing this id names.
    pub fn on(id: impl Id) -> Lock {
        let bits = id.bits();
        Lock::of(&[&(bits as u64).to_be_bytes(), &((bits >> 64) as u64).to_be_bytes()])
    }

    /// The thing this word names.
    pub fn named(name: &str) -> Lock {
        Lock::of(&[name.as_bytes()])
    }

    // FNV-1a: the key only has to be spread and the same in every process.
    fn of(parts: &[&[u8]]) -> Lock {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in parts.iter().flat_map(|p| p.iter()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Lock(Some(i64::from_be_bytes(hash.to_be_bytes())))
    }

    pub(crate) fn key(self) -> Option<i64> {
        self.0
    }
}
