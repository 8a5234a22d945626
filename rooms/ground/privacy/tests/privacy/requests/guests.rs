//! People without an account.

use super::*;

#[test]
fn somebody_without_an_account_is_told_that_nothing_is_held_or_shows_a_document() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let guest = |mail: &'static str, agent: Option<Agent>| {
            let asking = Asking {
                member: None,
                asker: Asker::Inquirer,
                agent,
                right: Right::Disclosure,
                subject: String::new(),
                words: String::new(),
                lang: Lang::Ja,
            };
            act(db, move |tx| {
                let id = requests::ask(tx, &asking)?;
                let request = requests::load(tx, id)?;
                requests::set_mail(tx, &request, mail)?;
                requests::prove(tx, id, "letter")?;
                Ok(id)
            })
            .unwrap()
        };
        assert_eq!(state(db, guest("stranger@example.test", None)), State::Done);
        let id = guest("mail_one@example.test", None);
        assert_eq!(state(db, id), State::Open, "the house knows that address");
        let grant = move |tx: &mut Tx<'_>| requests::grant(tx, id, staff());
        assert_eq!(act(db, grant).unwrap_err().code(), "privacy.nothing_seen");
        act(db, move |tx| requests::see(tx, id, Seen::Passport, staff())).unwrap();
        act(db, grant).unwrap();
        let request = act(db, move |tx| requests::load(tx, id)).unwrap();
        assert_eq!((request.state, request.member), (State::Done, who));
        let id = guest("mail_one@example.test", Some(Agent::Guardian));
        let grant = move |tx: &mut Tx<'_>| requests::grant(tx, id, staff());
        act(db, move |tx| requests::see(tx, id, Seen::Licence, staff())).unwrap();
        assert_eq!(act(db, grant).unwrap_err().code(), "privacy.no_mandate_seen");
        act(db, move |tx| requests::see(tx, id, Seen::Register, staff())).unwrap();
        assert_eq!(act(db, grant).unwrap(), State::Done);
        let documents = act(db, move |tx| requests::documents(tx, id)).unwrap();
        assert_eq!(documents.len(), 2, "kinds and instants, and no copy");
    });
}

struct Guest {
    asker: Asker,
    agent: Option<Agent>,
    right: Right,
    subject: &'static str,
    words: &'static str,
    mail: &'static str,
    principal: Option<&'static str>,
}

const GUEST: Guest = Guest {
    asker: Asker::Inquirer,
    agent: None,
    right: Right::Revision,
    subject: "given",
    words: "Mika",
    mail: "mail_one@example.test",
    principal: None,
};

fn asks(db: &db::Db, guest: Guest) -> RequestId {
    act(db, move |tx| {
        let asking = Asking {
            member: None,
            asker: guest.asker,
            agent: guest.agent,
            right: guest.right,
            subject: guest.subject.to_owned(),
            words: guest.words.to_owned(),
            lang: Lang::En,
        };
        let id = requests::ask(tx, &asking)?;
        let request = requests::load(tx, id)?;
        requests::set_mail(tx, &request, guest.mail)?;
        if let Some(principal) = guest.principal {
            requests::set_principal(tx, &request, principal)?;
        }
        requests::prove(tx, id, "letter")?;
        Ok(id)
    })
    .unwrap()
}

fn granted(db: &db::Db, id: RequestId, seen: &'static [Seen]) -> State {
    act(db, move |tx| {
        for kind in seen {
            requests::see(tx, id, *kind, staff())?;
        }
        requests::grant(tx, id, staff())
    })
    .unwrap()
}

#[test]
fn a_correction_and_a_stop_are_asked_for_without_signing_in_and_by_an_agent() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let given = || {
            let own = act(db, move |tx| tx.open::<privacy::OwnProfile>(&Opener::member(), who));
            own.unwrap().name.unwrap().show().given.as_str().to_owned()
        };
        let id = asks(db, GUEST);
        assert_eq!(state(db, id), State::Open, "somebody decides that it is them");
        assert_eq!(granted(db, id, &[Seen::Passport]), State::Done);
        assert_eq!(given(), "Mika");
        // An agent writes from an address of their own, and names the one they act for.
        let agent = Guest {
            agent: Some(Agent::Attorney),
            words: "Miko",
            mail: "agent@example.test",
            principal: Some("mail_one@example.test"),
            ..GUEST
        };
        let id = asks(db, agent);
        assert_eq!(granted(db, id, &[Seen::Passport, Seen::Mandate]), State::Done);
        assert_eq!(given(), "Miko");
        let stop = Guest {
            right: Right::Cancellation,
            subject: "choice:partners_stop",
            words: "",
            ..GUEST
        };
        let id = asks(db, stop);
        assert_eq!(granted(db, id, &[Seen::Licence]), State::Done);
        let switches = act(db, move |tx| privacy::choices::switches(tx, who)).unwrap();
        assert!(switches.iter().any(|one| one.choice == "partners_stop" && one.on));
        let stop = Guest { right: Right::Cancellation, subject: "use", words: "", ..GUEST };
        let id = asks(db, stop);
        assert_eq!(granted(db, id, &[Seen::Licence]), State::Done);
        let opened = act(db, move |tx| tx.open::<privacy::ParcelLabel>(&warehouse(), who));
        assert_eq!(opened.map(|_| ()).unwrap_err().code(), "privacy.stopped");
    });
}

#[test]
fn whom_nothing_is_held_of_is_told_so_and_whom_no_address_leads_to_is_looked_for() {
    each(|bench| {
        let db = &bench.db;
        settle(db, 1, "_one");
        let nobody = "stranger@example.test";
        let table = [
            (Right::Disclosure, Asker::Inquirer, None, State::Done),
            (Right::Revision, Asker::Inquirer, None, State::Done),
            (Right::Cancellation, Asker::Applicant, None, State::Done),
            (Right::Deletion, Asker::Other, None, State::Done),
            (Right::Inquiry, Asker::Other, None, State::Open),
            (Right::Disclosure, Asker::Addressee, None, State::Open),
            (Right::Revision, Asker::Addressee, None, State::Open),
            (Right::Cancellation, Asker::Inquirer, Some(Agent::Parent), State::Open),
        ];
        for (right, asker, agent, expect) in table {
            let subject = match right {
                Right::Revision => "family",
                Right::Cancellation => "use",
                _ => "",
            };
            let id = asks(db, Guest { right, asker, agent, subject, mail: nobody, ..GUEST });
            assert_eq!(state(db, id), expect, "{right} of {asker}");
            if expect == State::Open && right != Right::Inquiry {
                let seen = &[Seen::Passport, Seen::Register];
                assert_eq!(granted(db, id, seen), State::Done, "{right} of {asker}");
            }
        }
    });
}

#[test]
fn who_wrote_to_the_house_without_an_account_is_somebody_it_holds_something_of() {
    each(|bench| {
        let db = &bench.db;
        let person = act(db, |tx| privacy::asker(tx, "wrote@example.test")).unwrap();
        let guest = Guest { right: Right::Disclosure, subject: "", ..GUEST };
        let id = asks(db, Guest { mail: "wrote@example.test", ..guest });
        assert_eq!(state(db, id), State::Open, "“nothing is held” would be untrue");
        assert_eq!(granted(db, id, &[Seen::Passport]), State::Done);
        let request = act(db, move |tx| requests::load(tx, id)).unwrap();
        assert_eq!(request.member, person);
        // Nothing of the kind is kept of them: the request ends, and nothing is invented.
        let guest = Guest { subject: "birthday", words: "1990-01-01", ..GUEST };
        let id = asks(db, Guest { mail: "wrote@example.test", ..guest });
        assert_eq!(granted(db, id, &[Seen::Passport]), State::Done);
        let erased = Guest { right: Right::Deletion, subject: "", words: "", ..GUEST };
        let id = asks(db, Guest { mail: "wrote@example.test", ..erased });
        assert_eq!(granted(db, id, &[Seen::Passport]), State::Grace);
    });
}
