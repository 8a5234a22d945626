//! A house with the demo operator's policy, a keyring in a folder of its own, and people.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use db::{Answer, Db, Lock, Plugs, Tx};
use kernel::{Id as _, MemberId, StaffId};
use policy::{Lang, Policy, Source, Sources, ViewFacts};
use privacy::{Address, Delivery, Keyring, Name, Opener, Phone, Places, RunningPolicy, Text};
use testkit::Bench;

/// The text of a file of the policy folder.
pub fn policy_text(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../policy/");
    std::fs::read_to_string(format!("{folder}{name}")).unwrap()
}

/// The demo operator's policy, after a change to its texts.
pub fn policy_with(change: impl Fn(&str) -> String) -> Policy {
    let facts = change(&policy_text("2026-11-22.toml"));
    let prose: Vec<(Lang, String)> = Lang::ALL
        .iter()
        .map(|lang| (*lang, change(&policy_text(&format!("2026-11-22.{lang}.toml")))))
        .collect();
    let prose: Vec<(Lang, Source<'_>)> =
        prose.iter().map(|(lang, text)| (*lang, Source { file: "prose", text })).collect();
    let facts = Source { file: "policy/2026-11-22.toml", text: &facts };
    policy::parse(&Sources { facts, prose: &prose }).unwrap()
}

/// The demo operator's policy.
pub fn policy() -> Policy {
    policy_with(str::to_owned)
}

/// Every view of this room and these.
pub fn views(more: &[ViewFacts]) -> Vec<ViewFacts> {
    [privacy::VIEWS, more].concat()
}

static COUNT: AtomicU64 = AtomicU64::new(0);

/// An empty folder, taken away when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn fresh() -> Folder {
        let n = COUNT.fetch_add(1, Ordering::SeqCst);
        let path = std::env::temp_dir().join(format!("daiko-privacy-{}-{n}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.join("data")).unwrap();
        std::fs::create_dir_all(path.join("keys")).unwrap();
        Folder(path)
    }
    pub fn places(&self) -> Places {
        Places::in_folders(&self.0.join("data"), &self.0.join("keys"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs a test on each engine in a house whose views are this room's and these.
pub fn each(more: &[ViewFacts], test: impl Fn(&Bench, &Folder)) {
    let folder = Folder::fresh();
    let plugs = plugs(&folder, policy(), more);
    testkit::on_each_engine_with(&schema(), &plugs, |bench| test(bench, &folder));
}

/// This room's own tables: it needs no other's.
pub fn schema() -> Vec<db::Migration> {
    let own =
        |name: &str| name.starts_with("privacy") || name == "addresses" || name.starts_with("job");
    testkit::migrations().into_iter().filter(|step| own(step.name)).collect()
}

/// The plugs of a house.
pub fn plugs(folder: &Folder, policy: Policy, more: &[ViewFacts]) -> Plugs {
    let keyring = Keyring::open(folder.places()).unwrap();
    let running = RunningPolicy::start(policy, &views(more)).unwrap();
    Plugs::new().with(Arc::new(keyring)).with(Arc::new(running))
}

/// The plugs of a house that has these versions, at an instant.
pub fn plugs_of(
    folder: &Folder,
    versions: Vec<Policy>,
    more: &[ViewFacts],
    now: kernel::At,
) -> Plugs {
    let keyring = Keyring::open(folder.places()).unwrap();
    let running = RunningPolicy::open(versions, &views(more), now).unwrap();
    Plugs::new().with(Arc::new(keyring)).with(Arc::new(running))
}

/// The version after another: dated, chained to it, and changed.
pub fn next_version(before: &Policy, day: &str, change: impl Fn(&str) -> String) -> Policy {
    let dated = move |text: &str| {
        change(text)
            .replace("version = \"2026-11-22\"", &format!("version = \"{day}\""))
            .replace("effective = \"2026-11-22\"", &format!("effective = \"{day}\""))
            .replace("previous = \"none\"", &format!("previous = \"{}\"", before.hash()))
    };
    policy_with(dated)
}

/// One act, now.
pub fn act<T: Send + 'static>(
    db: &Db,
    act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    db.write_now("test", Lock::none(), act)
}

/// The member with this number.
pub fn member(n: u128) -> MemberId {
    MemberId::from_bits((7 << 80) | n)
}

/// Someone of the staff.
pub fn staff() -> StaffId {
    StaffId::from_bits(9 << 80)
}

/// The warehouse, for a reason.
pub fn warehouse() -> Opener {
    Opener::staff(policy::Role::Warehouse, staff(), "parcel pcl_1")
}

/// A delivery whose every word ends in `mark`, to a country.
pub fn delivery(mark: &str, country: &str) -> Delivery {
    let text = |word: &str| Text::new(&format!("{word}{mark}"));
    Delivery {
        name: Name { given: text("Given"), family: text("Family"), latin: text("Latin") },
        address: Address {
            lines: text("Lines"),
            city: text("City"),
            region: text("Region"),
            postal_code: text("Post"),
            country: Text::new(country),
        },
        phone: Phone { number: text("+81") },
    }
}

/// A registered member with a handle and a delivery, in Japan's law alone.
pub fn settle(db: &Db, n: u128, mark: &str) -> MemberId {
    let (who, mark) = (member(n), mark.to_owned());
    act(db, move |tx| {
        privacy::register(tx, who)?;
        privacy::set_handle(tx, who, &format!("Handle{mark}"))?;
        privacy::set_email(tx, who, &format!("mail{mark}@example.test"))?;
        privacy::set_delivery(tx, who, &delivery(&mark, "US"))
    })
    .unwrap();
    who
}

/// Whether any file below a folder holds these bytes. What a door that closes takes away meanwhile
/// holds nothing.
pub fn holds(folder: &Path, bytes: &[u8]) -> Option<PathBuf> {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if let Some(found) = holds(&path, bytes) {
                return Some(found);
            }
        } else if std::fs::read(&path).is_ok_and(|all| all.windows(bytes.len()).any(|w| w == bytes))
        {
            return Some(path);
        }
    }
    None
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}
