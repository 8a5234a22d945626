//! People without an account.

use super::*;

#[test]
fn somebody_without_an_account_is_told_that_nothing_is_held_or_shows_a_document() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let guest = |mail: &'static str, agent: Option<Agent>| {
            let asking = Asking {
                member: None,
                asker: Asker::Addressee,
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
