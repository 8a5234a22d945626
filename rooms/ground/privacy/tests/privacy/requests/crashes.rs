//! The power fails at every place of an erasure: between its stages, and in the middle of each that
//! touches the disk. What lies there is put together as the failure would leave it.

use std::path::Path;

use super::erasing::stand;
use super::*;
use crate::house::copy;

const MARK: &str = "cUtOfFQ7";
const BASE: &str = "data/house.sqlite";
const BESIDE: &str = "data/house.sqlite-wal";
const KEYSTORE: &str = "data/keystore";
const GRAVES: &str = "keys/master.graves";

/// What lay on the disk before the first stage, and after each: copied from under the open house.
struct Lived {
    clock: Arc<MockClock>,
    who: MemberId,
    id: RequestId,
    states: Vec<State>,
    folders: Vec<Folder>,
}

impl Lived {
    fn through() -> Lived {
        let (folder, clock) = (Folder::fresh(), Arc::new(MockClock::default()));
        let db = stand(&folder, &clock);
        let who = settle(&db, 1, MARK);
        let id = asks(&db, who, Right::Deletion, "", "");
        clock.forward(Span::days(7));
        let (mut states, mut folders) = (vec![state(&db, id)], vec![taken(&folder)]);
        for stage in Stage::ALL {
            work::stage(&db, *stage).unwrap();
            states.push(state(&db, id));
            folders.push(taken(&folder));
        }
        Lived { clock, who, id, states, folders }
    }

    fn after(&self, stage: Stage) -> &Path {
        let place = Stage::ALL.iter().position(|one| *one == stage).unwrap();
        &self.folders[place + 1].0
    }
}

/// A copy as a power failure leaves it: whatever only lived in memory is gone.
fn taken(folder: &Folder) -> Folder {
    let cut = Folder::fresh();
    copy(&folder.0, &cut.0);
    let _ = std::fs::remove_file(cut.0.join("data/house.sqlite-shm"));
    cut
}

fn bytes(folder: &Path, file: &str) -> Vec<u8> {
    std::fs::read(folder.join(file)).unwrap_or_default()
}

/// The files beside the database of two instants, torn in the middle of what came between.
fn torn(before: &Path, after: &Path) -> Vec<u8> {
    let (was, mut is) = (bytes(before, BESIDE), bytes(after, BESIDE));
    assert!(is.len() > was.len() && is.starts_with(&was), "{} and {}", was.len(), is.len());
    is.truncate(was.len() + (is.len() - was.len()) / 2);
    is
}

/// The house is opened on what lies there and works on: it ends where it would have ended.
fn is_finished(lived: &Lived, what: &str, folder: &Folder, stands: State) {
    let Lived { clock, who, id, .. } = lived;
    let (who, id) = (*who, *id);
    let db = stand(folder, clock);
    assert_eq!(state(&db, id), stands, "{what}: what was committed stands");
    works(&db);
    assert_eq!(state(&db, id), State::Done, "{what}");
    let steps = act(&db, move |tx| requests::steps(tx, id)).unwrap();
    let count = |event: Event| steps.iter().filter(|step| step.event == event).count();
    assert_eq!((count(Event::Begin), count(Event::Finish)), (1, 1), "{what}: erased once");
    assert_eq!(opens(&db, who), "privacy.erased", "{what}");
    assert_eq!(privacy::erase::carry_out(&db).unwrap(), 0, "{what}: nothing is left to destroy");
    act(&db, |tx| privacy::log::sequence(tx, 1_000)).unwrap();
    let told = privacy::cli::log_verify(&db, Vec::new()).unwrap();
    assert!(told.well, "{what}: {}", told.text);
    assert_eq!(holds(&folder.0, MARK.as_bytes()), None, "{what}");
    // The key is gone from the disk: the rows of before, restored, open nothing.
    let restored = taken(folder);
    for file in [BASE, BESIDE] {
        std::fs::write(restored.0.join(file), bytes(&lived.folders[0].0, file)).unwrap();
    }
    let db = stand(&restored, clock);
    assert_eq!(opens(&db, who), "privacy.erased", "{what}: its key is still there");
}

fn opens(db: &Db, who: MemberId) -> &'static str {
    let opened = act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ()));
    opened.map_or_else(|no| no.code(), |()| "ok")
}

#[test]
fn a_power_failure_between_any_two_stages_of_an_erasure_has_it_finished_later() {
    let lived = Lived::through();
    use State::{Done, Grace, Waiting, Working};
    assert_eq!(
        lived.states,
        [Grace, Grace, Waiting, Working, Working, Working, Done],
        "before, and after each of {:?}",
        Stage::ALL
    );
    for (place, folder) in lived.folders.iter().enumerate() {
        let what = format!("after {place} stages");
        is_finished(&lived, &what, &taken(folder), lived.states[place]);
    }
}

/// As it was after a stage, with these files as the next one had them by then; what then stands.
type Cut = (&'static str, Stage, Vec<(&'static str, Vec<u8>)>, State);

#[test]
fn a_power_failure_in_the_middle_of_any_stage_of_an_erasure_has_it_finished_later() {
    let lived = Lived::through();
    let at = |stage: Stage| lived.after(stage);
    let from = |stage: Stage, file: &'static str| (file, bytes(at(stage), file));
    let table: Vec<Cut> = vec![
        (
            "its time of grace ends, half written",
            Stage::Lapse,
            vec![(BESIDE, torn(at(Stage::Lapse), at(Stage::Ripen)))],
            State::Grace,
        ),
        (
            "rows and dooms half written",
            Stage::Ripen,
            vec![(BESIDE, torn(at(Stage::Ripen), at(Stage::Begin)))],
            State::Waiting,
        ),
        (
            "the grave is dug, the key still lies in its slot",
            Stage::Begin,
            vec![from(Stage::Keys, GRAVES)],
            State::Working,
        ),
        (
            "the key is destroyed, and the database does not know",
            Stage::Begin,
            vec![from(Stage::Keys, GRAVES), from(Stage::Keys, KEYSTORE)],
            State::Working,
        ),
        (
            "the key is destroyed, its receipt half written",
            Stage::Begin,
            vec![
                from(Stage::Keys, GRAVES),
                from(Stage::Keys, KEYSTORE),
                (BESIDE, torn(at(Stage::Begin), at(Stage::Keys))),
            ],
            State::Working,
        ),
        (
            "the pages are folded in, what lay beside is not cut off",
            Stage::Keys,
            vec![from(Stage::Fold, BASE)],
            State::Working,
        ),
        (
            "the end half written",
            Stage::Fold,
            vec![(BESIDE, torn(at(Stage::Fold), at(Stage::Finish)))],
            State::Working,
        ),
    ];
    for (what, stage, files, stands) in table {
        let cut = Folder::fresh();
        copy(at(stage), &cut.0);
        for (file, bytes) in files {
            assert_ne!(std::fs::read(cut.0.join(file)).ok().as_ref(), Some(&bytes), "{what}: same");
            std::fs::write(cut.0.join(file), bytes).unwrap();
        }
        is_finished(&lived, what, &cut, stands);
    }
}
