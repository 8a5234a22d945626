//! Crashes, old backups and turns of the epoch.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use kernel::At;

use super::*;

static COUNT: AtomicU64 = AtomicU64::new(0);

struct Folder(PathBuf);

impl Folder {
    fn fresh() -> Folder {
        let n = COUNT.fetch_add(1, Ordering::SeqCst);
        let path = std::env::temp_dir().join(format!("daiko-keyring-{}-{n}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    fn open(&self) -> Answer<Keyring> {
        Keyring::open(Places::in_folders(&self.0, &self.0))
    }
    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).unwrap()
    }
    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.join(name), bytes).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const NOW: At = At::from_secs(1);

fn seal(ring: &Keyring, slot: Slot) -> Vec<u8> {
    ring.key(slot, NOW).unwrap().unwrap().seal(b"here", b"text").unwrap()
}

fn opens(ring: &Keyring, slot: Slot, sealed: &[u8]) -> bool {
    let key = ring.cold_key(slot).unwrap();
    key.is_some_and(|key| key.open(b"here", sealed).is_some_and(|text| text.as_slice() == b"text"))
}

#[test]
fn keys_are_of_each_slot_its_own_and_last_over_an_opening() {
    let folder = Folder::fresh();
    let ring = folder.open().unwrap();
    let (a, b) = (ring.fresh().unwrap(), ring.fresh().unwrap());
    assert_ne!(a, b);
    let sealed = seal(&ring, a);
    assert!(opens(&ring, a, &sealed) && !opens(&ring, b, &sealed));
    drop(ring);
    let ring = folder.open().unwrap();
    assert!(opens(&ring, a, &sealed));
    assert!(ring.fresh().unwrap() > b, "a slot is given once");
}

#[test]
fn the_master_is_for_its_owner_alone() {
    let folder = Folder::fresh();
    drop(folder.open().unwrap());
    for name in ["master", "keystore", "master.graves"] {
        let mode = std::fs::metadata(folder.0.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let open = std::fs::Permissions::from_mode(0o640);
    std::fs::set_permissions(folder.0.join("master"), open).unwrap();
    let refused = folder.open().unwrap_err().to_string();
    assert!(refused.contains("chmod 600"), "{refused}");
}

#[test]
fn a_crash_between_any_two_steps_of_a_turn_leaves_a_keyring_that_opens() {
    let folder = Folder::fresh();
    let ring = folder.open().unwrap();
    let (slot, gone) = (ring.fresh().unwrap(), ring.fresh().unwrap());
    let sealed = seal(&ring, slot);
    ring.destroy(&[gone]).unwrap();
    let (old_store, old_master) = (folder.read("keystore"), folder.read("master"));
    assert_eq!(ring.turn().unwrap(), 2);
    assert!(opens(&ring, slot, &sealed), "while it runs on");
    drop(ring);
    let (new_store, new_master) = (folder.read("keystore"), folder.read("master"));
    let text = String::from_utf8(new_master.clone()).unwrap();
    let new_epoch = text.lines().find(|line| line.starts_with("epoch 2")).unwrap();
    let both = format!("{}{new_epoch}\n", String::from_utf8(old_master.clone()).unwrap());
    let both = both.into_bytes();
    let half = &new_store[..new_store.len() / 2];
    // What lies on the disk after each step: the keystore, the next one beside it, the master.
    type Step<'s> = (&'s [u8], Option<&'s [u8]>, &'s [u8], u32);
    let steps: &[Step<'_>] = &[
        (&old_store, None, &old_master, 1),
        (&old_store, None, &both, 1),
        (&old_store, Some(half), &both, 1),
        (&old_store, Some(&new_store), &both, 1),
        (&new_store, None, &both, 2),
        (&new_store, None, &new_master, 2),
    ];
    for (n, (store, next, master, epoch)) in steps.iter().enumerate() {
        folder.write("keystore", store);
        folder.write("master", master);
        if let Some(next) = next {
            folder.write("keystore.next", next);
        }
        let ring = folder.open().unwrap();
        assert_eq!(ring.epoch(), *epoch, "step {n}");
        assert!(opens(&ring, slot, &sealed), "step {n}");
        assert!(ring.is_destroyed(gone).unwrap(), "step {n}");
        // And it can be turned again from there.
        assert_eq!(ring.turn().unwrap(), epoch + 1, "step {n}");
        assert!(opens(&ring, slot, &sealed), "step {n}");
    }
    folder.write("keystore", &old_store);
    let refused = folder.open().unwrap_err().to_string();
    assert!(refused.contains("old backup"), "{refused}");
}

#[test]
fn a_keystore_restored_from_before_forgets_again_and_gives_no_slot_twice() {
    let folder = Folder::fresh();
    let ring = folder.open().unwrap();
    let (a, b) = (ring.fresh().unwrap(), ring.fresh().unwrap());
    let sealed = (seal(&ring, a), seal(&ring, b));
    ring.back_up_keystore(&folder.0.join("backup")).unwrap();
    let mut last = b;
    while last.0 < POOL + 3 {
        last = ring.fresh().unwrap();
    }
    ring.destroy(&[a]).unwrap();
    assert!(!opens(&ring, a, &sealed.0) && opens(&ring, b, &sealed.1));
    drop(ring);
    folder.write("keystore", &folder.read("backup"));
    let ring = folder.open().unwrap();
    assert!(ring.is_destroyed(a).unwrap(), "the grave is older than the backup's memory");
    assert!(opens(&ring, b, &sealed.1));
    let lost = ring.key(last, NOW).err().unwrap().to_string();
    assert!(lost.contains("is lost"), "{lost}");
    let next = ring.fresh().unwrap();
    assert!(next > last, "{next:?} {last:?}");
    let lost = ring.is_destroyed(last).unwrap_err().to_string();
    assert!(lost.contains("is lost"), "lost is not destroyed: {lost}");
    assert_eq!(ring.turn().unwrap(), 2);
    assert!(ring.is_destroyed(last).is_err() && opens(&ring, b, &sealed.1));
}

#[test]
fn a_missing_or_bent_keystore_is_named_and_not_begun_anew() {
    let folder = Folder::fresh();
    let ring = folder.open().unwrap();
    let slot = ring.fresh().unwrap();
    drop(ring);
    let mut bytes = folder.read("keystore");
    bytes[64 + 20] ^= 1;
    folder.write("keystore", &bytes);
    assert!(folder.open().unwrap().key(slot, NOW).is_err());
    folder.write(
        "keystore",
        b"something else entirely, of more than sixty-four bytes in all, really",
    );
    assert!(folder.open().unwrap_err().to_string().contains("is not a keystore"));
    std::fs::remove_file(folder.0.join("keystore")).unwrap();
    assert!(folder.open().unwrap_err().to_string().contains("is missing"));
}

#[test]
fn keys_open_while_the_epoch_turns() {
    let folder = Folder::fresh();
    let ring = folder.open().unwrap();
    let held: Vec<(Slot, Vec<u8>)> =
        (0..50).map(|_| ring.fresh().unwrap()).map(|slot| (slot, seal(&ring, slot))).collect();
    let done = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let readers = (0..2).map(|_| {
            threads.spawn(|| {
                let mut rounds = 0u32;
                while !done.load(Ordering::SeqCst) || rounds == 0 {
                    assert!(held.iter().all(|(slot, sealed)| opens(&ring, *slot, sealed)));
                    rounds += 1;
                }
                rounds
            })
        });
        let readers: Vec<_> = readers.collect();
        for epoch in 2..6 {
            assert_eq!(ring.turn().unwrap(), epoch);
        }
        done.store(true, Ordering::SeqCst);
        assert!(readers.into_iter().all(|reader| reader.join().unwrap() > 0));
    });
}

#[test]
fn a_warm_key_is_let_go_after_its_time_and_when_it_is_destroyed() {
    let folder = Folder::fresh();
    let ring = folder.open().unwrap();
    let slot = ring.fresh().unwrap();
    let first = ring.key(slot, NOW).unwrap().unwrap();
    let again = ring.key(slot, NOW.plus(warm::FOR)).unwrap().unwrap();
    assert!(Arc::ptr_eq(&first, &again));
    let late = ring.key(slot, NOW.plus(warm::FOR).plus(kernel::Span::micros(1))).unwrap().unwrap();
    assert!(!Arc::ptr_eq(&first, &late));
    ring.destroy(&[slot]).unwrap();
    assert!(ring.key(slot, NOW).unwrap().is_none());
}

#[test]
fn a_keystore_is_known_as_a_whole_although_the_graves_are_an_older_copy() {
    let folder = Folder::fresh();
    let ring = folder.open().unwrap();
    ring.fresh().unwrap();
    let sunday = folder.read("master.graves");
    let mut last = ring.fresh().unwrap();
    while last.0 < POOL + 3 {
        last = ring.fresh().unwrap();
    }
    let sealed = seal(&ring, last);
    ring.destroy(&[Slot(0)]).unwrap();
    drop(ring);
    folder.write("master.graves", &sunday);
    let ring = folder.open().unwrap();
    assert!(ring.slots_made().unwrap() > last.0);
    assert!(opens(&ring, last, &sealed) && ring.is_destroyed(Slot(0)).unwrap());
    assert!(ring.fresh().unwrap() > last, "no slot is given twice");
}
