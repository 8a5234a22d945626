//! A breach is told by a letter in its reader's language, opened for the law's sake and on record;
//! the room below hears what became of it.

use duties::breach::rules::Cause;
use duties::breach::{self, Fact, Named, Progress, Way};
use kernel::{IncidentId, MemberId, StaffId};
use notices::Kind;
use privacy::trace::Window;
use web::Language;

use crate::house::{House, before_a_server, in_memory};

fn officer() -> StaffId {
    <StaffId as kernel::Id>::from_bits(9 << 80)
}

/// An attack on the accounts of these people, which is being told.
fn told_to(house: &House<'_>, people: &[MemberId]) -> IncidentId {
    let people = people.to_vec();
    let act = move |tx: &mut db::Tx<'_>| {
        let (now, by) = (tx.now(), officer());
        let id = breach::open(tx, now, Cause::Attack, by)?;
        for member in &people {
            let window = Window { from: now, until: now };
            let named = Named { way: Way::Account, whom: member.to_string(), window };
            let seen = breach::load(tx, id)?.steps;
            breach::reach(tx, id, seen, &named, by)?;
        }
        let words = ["Change your password.", "パスワードを変更してください。", "請更改密碼。"];
        let seen = breach::load(tx, id)?.steps;
        breach::write_statement(tx, id, seen, &words.map(str::to_owned), by)?;
        let seen = breach::load(tx, id)?.steps;
        breach::tell_all(tx, id, seen, by)?;
        Ok(id)
    };
    house.act(act).unwrap()
}

fn progress(house: &House<'_>, id: IncidentId) -> Progress {
    house.ask(move |tx| {
        let incident = breach::load(tx, id)?;
        let stands = breach::standing(tx, &incident)?;
        breach::progress(tx, &incident, &stands)
    })
}

#[test]
fn each_is_written_to_once_in_their_language_though_they_stopped_all_use() {
    in_memory(|house| {
        let mika = house.member("mika", Language::Japanese, Some("mika@canary-mail.example"));
        let ling = house.member("ling", Language::Chinese, Some("ling@canary-mail.example"));
        let mute = house.member("mute", Language::English, None);
        house.act(move |tx| privacy::choices::stop_all(tx, mika, true).map(|_| ())).unwrap();
        let id = told_to(house, &[mika, ling, mute]);
        house.work();
        house.work();
        let letters = house.outbox();
        assert_eq!(letters.len(), 2, "{letters:?}");
        let to = |who: &str| letters.iter().find(|letter| letter.to.as_str().contains(who));
        let (hers, his) = (to("mika").unwrap(), to("ling").unwrap());
        assert!(hers.subject.contains("第三者") && his.subject.contains("您的個人資料"));
        assert!(hers.text.contains(&format!("/me/privacy/incidents/{id}")), "{}", hers.text);
        for member in [mika, ling, mute] {
            assert_eq!(house.kinds(member), [Kind::Breach]);
        }
        let expect = Progress { sent: 2, site: 1, ..Progress::default() };
        assert_eq!(progress(house, id), expect);
        let openings = house.dump();
        let openings = openings.lines().filter(|line| line.contains("DutyLetter"));
        assert_eq!(openings.filter(|line| line.contains("purpose rights")).count(), 2);
        // More is known: who was told already is left in peace.
        let fact = Fact::Sensitive(true);
        let act = move |tx: &mut db::Tx<'_>| {
            let seen = breach::load(tx, id)?.steps;
            breach::state(tx, id, seen, &[fact], officer())
        };
        house.act(act).unwrap();
        house.work();
        assert_eq!(house.outbox().len(), 2);
    });
}

#[test]
fn a_letter_that_is_refused_is_known_to_have_reached_nobody() {
    before_a_server(|house, server| {
        let mika = house.mika();
        server.rules().refuses = Some(("mika@".into(), 550));
        let id = told_to(house, &[mika]);
        house.work();
        let expect = Progress { unreached: 1, ..Progress::default() };
        assert_eq!(progress(house, id), expect);
    });
}
