//! People without an account, and those who act for somebody.

use privacy::{Email, Text, keep};

use super::*;

struct Guest {
    mail: &'static str,
    asker: Asker,
    agent: Option<Agent>,
    right: Right,
    subject: &'static str,
    acted_for: Option<&'static str>,
    words: &'static str,
}

const GUEST: Guest = Guest {
    mail: "stranger@example.test",
    asker: Asker::Inquirer,
    agent: None,
    right: Right::Disclosure,
    subject: "",
    acted_for: None,
    words: "",
};

fn asks_by_letter(db: &Db, guest: &Guest) -> Vec<RequestId> {
    let asking = Asking {
        member: None,
        asker: guest.asker,
        agent: guest.agent,
        right: guest.right,
        subject: guest.subject.to_owned(),
        words: guest.words.to_owned(),
        lang: Lang::Ja,
    };
    let (mail, acted_for) = (guest.mail, guest.acted_for);
    act(db, move |tx| {
        requests::ask_by_letter(tx, &asking, mail, acted_for)?;
        let all = requests::by_decision(tx, None, 1_000)?;
        Ok(all.into_iter().filter(|one| one.state == State::Asked).map(|one| one.id).collect())
    })
    .unwrap()
}

fn proves(db: &Db, guest: &Guest) -> RequestId {
    let id = *asks_by_letter(db, guest).last().unwrap();
    act(db, move |tx| requests::prove(tx, id, "letter")).unwrap();
    id
}

/// Somebody wrote to the contact desk without an account.
fn wrote_to_the_desk(db: &Db, mail: &'static str) -> MemberId {
    act(db, move |tx| {
        let person = privacy::asker(tx, mail)?;
        let address = Email { address: Text::new(mail) };
        keep(tx, person, RetentionClass::Inquiry, "inq_1", &address)?;
        let called =
            privacy::Name { given: "Caseword".into(), family: "".into(), latin: "".into() };
        keep(tx, person, RetentionClass::Inquiry, "inq_1", &called)?;
        Ok(person)
    })
    .unwrap()
}

fn sees(db: &Db, id: RequestId, kind: Seen) {
    act(db, move |tx| requests::see(tx, id, kind, staff())).unwrap();
}

fn grants(db: &Db, id: RequestId) -> Answer<State> {
    act(db, move |tx| requests::grant(tx, id, staff()))
}

fn granted(db: &Db, id: RequestId, seen: &[Seen]) -> State {
    for kind in seen {
        sees(db, id, *kind);
    }
    grants(db, id).unwrap()
}

#[test]
fn only_who_wrote_to_us_and_is_known_nowhere_is_told_at_once_that_nothing_is_held() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        wrote_to_the_desk(db, "case@example.test");
        let table = [
            (Guest { ..GUEST }, State::Done),
            (Guest { right: Right::Deletion, ..GUEST }, State::Done),
            (Guest { mail: "mail_one@example.test", ..GUEST }, State::Open),
            (Guest { mail: "case@example.test", ..GUEST }, State::Open),
            (Guest { mail: "case@example.test", right: Right::Deletion, ..GUEST }, State::Open),
            (Guest { mail: "b@example.test", asker: Asker::Addressee, ..GUEST }, State::Open),
            (Guest { mail: "c@example.test", asker: Asker::Applicant, ..GUEST }, State::Open),
            (Guest { mail: "d@example.test", words: "I am the one who …", ..GUEST }, State::Open),
            (Guest { mail: "e@example.test", agent: Some(Agent::Lawyer), ..GUEST }, State::Open),
        ];
        for (guest, expect) in table {
            let id = proves(db, &guest);
            assert_eq!(state(db, id), expect, "{} {:?} {}", guest.mail, guest.asker, guest.words);
        }
        let id = proves(db, &Guest { mail: "mail_one@example.test", ..GUEST });
        assert_eq!(grants(db, id).unwrap_err().code(), "privacy.nothing_seen");
        sees(db, id, Seen::Passport);
        grants(db, id).unwrap();
        let request = act(db, move |tx| requests::load(tx, id)).unwrap();
        assert_eq!((request.state, request.member), (State::Done, who));
        let documents = act(db, move |tx| requests::documents(tx, id)).unwrap();
        assert_eq!(documents.len(), 1, "kinds and instants, and no copy");
        // What staff looked for and did not find is answered, and nobody is erased.
        let id = proves(db, &Guest { asker: Asker::Addressee, right: Right::Deletion, ..GUEST });
        sees(db, id, Seen::Passport);
        assert_eq!(grants(db, id).unwrap(), State::Done);
    });
}

#[test]
fn a_person_known_by_a_case_alone_is_handed_it_and_can_have_it_erased() {
    each(|bench| {
        let db = &bench.db;
        let case = wrote_to_the_desk(db, "case@example.test");
        let id = proves(db, &Guest { mail: "case@example.test", ..GUEST });
        sees(db, id, Seen::Passport);
        assert_eq!(grants(db, id).unwrap(), State::Done);
        let persons = move |tx: &mut Tx<'_>| {
            let request = requests::load(tx, id)?;
            requests::persons_of(tx, &request)
        };
        let persons = act(db, persons).unwrap();
        assert_eq!(persons, [case]);
        assert!(archive_of(db, &persons).contains("Caseword"));
        let guest = Guest { mail: "case@example.test", right: Right::Deletion, ..GUEST };
        let id = proves(db, &guest);
        sees(db, id, Seen::Passport);
        assert_eq!(grants(db, id).unwrap(), State::Grace);
        bench.clock.forward(Span::days(7));
        works(db);
        assert_eq!(state(db, id), State::Done);
        let erased = act(db, move |tx| privacy::asker(tx, "case@example.test")).unwrap();
        assert_ne!(erased, case, "their address leads to nobody any more");
        let again = act(db, move |tx| {
            let name = privacy::Name { given: "A".into(), family: "B".into(), latin: "".into() };
            keep(tx, case, RetentionClass::Inquiry, "inq_2", &name)?;
            privacy::erase::erase(tx, case, "again").map(|_| ())
        });
        assert_eq!(again.unwrap_err().code(), "privacy.already_erased");
    });
}

#[test]
fn a_members_own_request_reaches_what_they_wrote_without_their_account() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let case = wrote_to_the_desk(db, "mail_one@example.test");
        let id = asks(db, who, Right::Disclosure, "", "");
        let persons = act(db, move |tx| {
            let request = requests::load(tx, id)?;
            requests::persons_of(tx, &request)
        });
        let persons = persons.unwrap();
        assert_eq!(persons, [who, case]);
        let whole = archive_of(db, &persons);
        assert!(whole.contains("Caseword") && whole.contains("Given_one"));
        let id = asks(db, who, Right::Deletion, "", "");
        bench.clock.forward(Span::days(7));
        works(db);
        assert_eq!(state(db, id), State::Done);
        for person in [who, case] {
            let again = act(db, move |tx| privacy::erase::erase(tx, person, "again").map(|_| ()));
            assert_eq!(again.unwrap_err().code(), "privacy.already_erased", "{person}");
        }
    });
}

#[test]
fn an_agents_request_is_about_whom_they_name_and_never_about_themselves() {
    each(|bench| {
        let db = &bench.db;
        let (lawyer, client) = (settle(db, 1, "_lawyer"), settle(db, 2, "_client"));
        let guest = Guest {
            mail: "mail_lawyer@example.test",
            agent: Some(Agent::Lawyer),
            right: Right::Deletion,
            ..GUEST
        };
        let id = proves(db, &guest);
        assert_eq!(state(db, id), State::Open);
        sees(db, id, Seen::Licence);
        assert_eq!(grants(db, id).unwrap_err().code(), "privacy.no_mandate_seen");
        sees(db, id, Seen::Mandate);
        assert_eq!(grants(db, id).unwrap_err().code(), "privacy.nobody_named");
        act(db, move |tx| requests::name(tx, id, "mail_client@example.test")).unwrap();
        assert_eq!(grants(db, id).unwrap(), State::Grace);
        let request = act(db, move |tx| requests::load(tx, id)).unwrap();
        assert_eq!(request.member, client);
        bench.clock.forward(Span::days(7));
        works(db);
        assert_eq!(state(db, id), State::Done);
        let opened = |who| act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ()));
        assert_eq!(opened(client).unwrap_err().code(), "privacy.erased");
        opened(lawyer).unwrap();
        // Named at once, and nobody the house knows.
        let named = Guest { right: Right::Disclosure, acted_for: Some("no@example.test"), ..guest };
        let id = proves(db, &named);
        sees(db, id, Seen::Licence);
        sees(db, id, Seen::Mandate);
        assert_eq!(grants(db, id).unwrap(), State::Done);
        let request = act(db, move |tx| requests::load(tx, id)).unwrap();
        assert!(requests::is_about_nobody(&request), "and not the lawyer’s");
    });
}

#[test]
fn another_name_of_an_agents_undoes_whom_the_first_one_led_to() {
    each(|bench| {
        let db = &bench.db;
        let (one, other) = (settle(db, 1, "_one"), settle(db, 2, "_other"));
        // A law keeps something of the first: it is known whom it is about before all agreed.
        act(db, move |tx| {
            let name = delivery("_tax", "US").name;
            keep::<privacy::Name>(tx, one, RetentionClass::Tax, "ord_1", &name)
        })
        .unwrap();
        let agent = Some(Agent::Lawyer);
        let id = proves(db, &Guest { agent, right: Right::Deletion, ..GUEST });
        act(db, move |tx| requests::name(tx, id, "mail_one@example.test")).unwrap();
        assert_eq!(granted(db, id, &[Seen::Licence, Seen::Mandate]), State::Open);
        let about = |db: &Db| act(db, move |tx| requests::load(tx, id)).unwrap();
        assert_eq!(about(db).member, one);
        act(db, move |tx| requests::name(tx, id, "mail_other@example.test")).unwrap();
        let now = about(db);
        assert_eq!((now.member, now.laws()), (now.held_by, policy::LawSet::all()));
        assert_eq!(grants(db, id).unwrap(), State::Grace);
        assert_eq!(about(db).member, other);
        bench.clock.forward(Span::days(7));
        works(db);
        assert_eq!(state(db, id), State::Done);
        let opened = |who| act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ()));
        assert_eq!(opened(other).unwrap_err().code(), "privacy.erased");
        opened(one).unwrap();
    });
}

#[test]
fn an_address_is_sent_a_few_letters_and_the_house_takes_so_many_an_hour() {
    each(|bench| {
        let db = &bench.db;
        let bomb = Guest { mail: "victim@example.test", ..GUEST };
        for n in 1..=6 {
            let alive = asks_by_letter(db, &bomb);
            assert_eq!(alive.len(), n.min(3), "{n}");
        }
        let other = Guest { right: Right::Inquiry, words: "What of me?", ..bomb };
        assert_eq!(asks_by_letter(db, &other).len(), 4, "another right");
        // What lapsed counts no more.
        bench.clock.forward(Span::days(14));
        works(db);
        assert_eq!(asks_by_letter(db, &bomb).len(), 1);
        let before = asks_by_letter(db, &Guest { mail: "gone@example.test", ..GUEST });
        let read = move |tx: &mut Tx<'_>| {
            let mut gone = None;
            for id in &before {
                let request = requests::load(tx, *id)?;
                let to = privacy::Opener::system("test");
                let view =
                    tx.open_at::<requests::RequesterMail>(&to, request.held_by, &id.to_string())?;
                if view.email.show().address.as_str() == "gone@example.test" {
                    gone = Some(*id);
                }
            }
            Ok(gone)
        };
        let id = act(db, read).unwrap().unwrap();
        act(db, move |tx| requests::unreachable(tx, id)).unwrap();
        let ask = |mail: &'static str| {
            act(db, move |tx| {
                let asking =
                    Asking { member: None, ..asking(member(9), Right::Disclosure, "", "") };
                let asking = Asking { asker: Asker::Inquirer, ..asking };
                requests::ask_by_letter(tx, &asking, mail, None)
            })
        };
        assert_eq!(ask("Gone@example.test").unwrap_err().code(), "privacy.mail_bounces");
        for n in 0..58 {
            let mail: &'static str = Box::leak(format!("m{n}@example.test").into_boxed_str());
            ask(mail).unwrap();
        }
        assert_eq!(ask("one.more@example.test").unwrap_err().code(), "privacy.busy");
        bench.clock.forward(Span::hours(1));
        ask("one.more@example.test").unwrap();
    });
}

#[test]
fn a_correction_and_a_stop_are_asked_for_without_signing_in_and_by_an_agent() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let given = || {
            let own = act(db, move |tx| tx.open::<privacy::OwnProfile>(&Opener::member(), who));
            own.unwrap().name.unwrap().show().given.as_str().to_owned()
        };
        let one = Guest { mail: "mail_one@example.test", ..GUEST };
        let name = Guest { right: Right::Revision, subject: "given", words: "Mika", ..one };
        let id = proves(db, &name);
        assert_eq!(state(db, id), State::Open, "somebody decides that it is them");
        assert_eq!(granted(db, id, &[Seen::Passport]), State::Done);
        assert_eq!(given(), "Mika");
        // An agent writes from an address of their own, and names the one they act for.
        let id = proves(
            db,
            &Guest {
                mail: "agent@example.test",
                agent: Some(Agent::Attorney),
                acted_for: Some("mail_one@example.test"),
                words: "Miko",
                ..name
            },
        );
        assert_eq!(granted(db, id, &[Seen::Passport, Seen::Mandate]), State::Done);
        assert_eq!(given(), "Miko");
        let stop = Guest { right: Right::Cancellation, subject: "choice:partners_stop", ..one };
        let id = proves(db, &stop);
        assert_eq!(granted(db, id, &[Seen::Licence]), State::Done);
        let switches = act(db, move |tx| privacy::choices::switches(tx, who)).unwrap();
        assert!(switches.iter().any(|one| one.choice == "partners_stop" && one.on));
        let id = proves(db, &Guest { subject: "use", ..stop });
        assert_eq!(granted(db, id, &[Seen::Licence]), State::Done);
        let opened = act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ()));
        assert_eq!(opened.unwrap_err().code(), "privacy.stopped");
    });
}

#[test]
fn whom_no_address_leads_to_is_looked_for_and_told_that_nothing_is_held() {
    each(|bench| {
        let db = &bench.db;
        settle(db, 1, "_one");
        let table = [
            (Right::Revision, "family", "Mika", Asker::Inquirer, None, State::Open),
            (Right::Revision, "other", "The note.", Asker::Addressee, None, State::Open),
            (Right::Cancellation, "use", "", Asker::Inquirer, None, State::Done),
            (Right::Cancellation, "use", "", Asker::Applicant, None, State::Open),
            (Right::Cancellation, "close", "", Asker::Other, None, State::Open),
            (Right::Cancellation, "use", "", Asker::Inquirer, Some(Agent::Parent), State::Open),
        ];
        for (right, subject, words, asker, agent, expect) in table {
            let acted_for = agent.map(|_| "no@example.test");
            let id = proves(db, &Guest { right, subject, words, asker, agent, acted_for, ..GUEST });
            assert_eq!(state(db, id), expect, "{right} of {asker}");
            if expect == State::Open {
                let seen = [Seen::Passport, Seen::Register];
                assert_eq!(granted(db, id, &seen), State::Done, "{right} of {asker}");
            }
            let request = act(db, move |tx| requests::load(tx, id)).unwrap();
            assert!(requests::is_about_nobody(&request), "{right} of {asker}");
        }
    });
}

#[test]
fn what_is_not_kept_of_a_person_known_by_a_case_alone_is_not_invented() {
    each(|bench| {
        let db = &bench.db;
        let case = wrote_to_the_desk(db, "case@example.test");
        let birthday = Guest { subject: "birthday", words: "1990-01-01", ..GUEST };
        let guest = Guest { mail: "case@example.test", right: Right::Revision, ..birthday };
        let id = proves(db, &guest);
        assert_eq!(granted(db, id, &[Seen::Passport]), State::Done);
        let request = act(db, move |tx| requests::load(tx, id)).unwrap();
        assert_eq!(request.member, case);
        assert!(!archive_of(db, &[case]).contains("1990-01-01"));
    });
}
