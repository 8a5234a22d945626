//! Taking an archive: each taking is on record and moves nothing; files are files.

use super::*;

/// A file, as the contact desk keeps it.
struct Sent {
    name: privacy::Text,
    bytes: privacy::Text,
}

impl privacy::Kept for Sent {
    const ITEM: &'static str = "inquiry_file";
    const HOLDS: policy::FieldSet = policy::FieldSet::of(&[policy::Field::Orders]);
    const MOST: usize = 10 << 20;
    const IS_WRITTEN: bool = false;
    fn parts(&self) -> Vec<&str> {
        vec![self.name.as_str(), self.bytes.as_str()]
    }
}

#[test]
fn a_file_that_was_sent_is_a_file_of_the_archive_and_no_piece_of_it_is_large() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        // Twelve bytes whose text in base 64 has no end of its own, many times over.
        let (raw, coded) = (b"PICTURE-9-QZ", "UElDVFVSRS05LVFa");
        act(db, move |tx| {
            let bytes = privacy::Text::new(&coded.repeat(40_000));
            let sent = Sent { name: privacy::Text::new("my / photo #1.jpg"), bytes };
            keep(tx, who, RetentionClass::Inquiry, "ifl_1", &sent)
        })
        .unwrap();
        let (mut whole, mut largest) = (Vec::new(), 0);
        requests::archive::write(db, &Opener::member(), &[who], Lang::En, |some| {
            largest = largest.max(some.len());
            whole.extend(some);
            Ok(())
        })
        .unwrap();
        assert!(largest <= 64 << 10, "{largest} bytes at once");
        let file = raw.repeat(40_000);
        let text = String::from_utf8_lossy(&whole).into_owned();
        assert!(!text.contains(coded), "no copy of it in another form");
        let name = "files/ifl_1-my _ photo #1.jpg";
        assert!(text.contains("href=\"files/ifl_1-my%20_%20photo%20%231.jpg\""));
        assert!(text.contains("\"my / photo #1.jpg\"") && text.contains(&format!("{name:?}")));
        let head = [name.as_bytes(), &file[..24]].concat();
        let at = whole.windows(head.len()).position(|some| some == head).unwrap() + name.len();
        assert!(whole[at..].starts_with(&file), "whole, and as it was sent");
        assert_eq!(&whole[at + file.len()..][..4], b"PK\x03\x04");
    });
}

#[test]
fn each_taking_is_a_step_and_moves_neither_the_end_nor_what_is_counted_from_it() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let id = asks(db, who, Right::Disclosure, "", "");
        let before = act(db, move |tx| requests::load(tx, id)).unwrap();
        let takes = move |tx: &mut Tx<'_>| {
            let request = requests::load(tx, id)?;
            requests::taken(tx, &request)
        };
        let clocks = |db: &Db| {
            let all = act(db, move |tx| privacy::retention::clocks_of(tx, who)).unwrap();
            all.into_iter().map(|clock| (clock.class, clock.due_at)).collect::<Vec<_>>()
        };
        let due = clocks(db);
        for day in [1, 12] {
            bench.clock.forward(Span::days(day));
            act(db, takes).unwrap();
        }
        let after = act(db, move |tx| requests::load(tx, id)).unwrap();
        assert_eq!((after.ended_at, after.state_at), (before.ended_at, before.state_at));
        assert_eq!(clocks(db), due);
        let steps = act(db, move |tx| requests::steps(tx, id)).unwrap();
        assert_eq!(steps.iter().filter(|step| step.event == Event::Take).count(), 2);
        assert_eq!(steps.last().unwrap().at, db.now());
        bench.clock.forward(Span::days(1));
        assert_eq!(act(db, takes).unwrap_err().code(), "privacy.archive_over");
        let question = asks(db, who, Right::Inquiry, "", "What for?");
        let no = act(db, move |tx| {
            let request = requests::load(tx, question)?;
            requests::taken(tx, &request)
        });
        assert_eq!(no.unwrap_err().code(), "privacy.no_such_request");
    });
}
