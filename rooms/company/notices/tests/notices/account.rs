use kernel::Span;
use notices::Kind;
use web::Language;

use crate::house::in_memory;
use crate::server::Received;

/// The secret of the link in a letter, as its page would be given it.
pub fn secret_in(letter: &Received) -> String {
    // Quoted-printable folds a long line with `=` and hides `=` itself.
    let text = String::from_utf8_lossy(&letter.data).replace("=\r\n", "").replace("=3D", "=");
    secret_of(&text)
}

fn secret_of(text: &str) -> String {
    let (_, rest) = text.split_once("/proofs/").unwrap_or_else(|| panic!("no link in {text}"));
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.' || *c == '_').collect()
}

#[test]
fn a_secret_link_goes_to_the_address_it_proves_and_lies_nowhere() {
    in_memory(|house| {
        let mika = house.member("mika-canary", Language::English, None);
        house.act(move |tx| members::ask_mail(tx, mika, "first@canary-mail.example")).unwrap();
        house.work();
        let letter = house.outbox().remove(0);
        assert_eq!(letter.to.as_str(), "first@canary-mail.example");
        assert!(letter.unsubscribe.is_none());
        assert!(house.kinds(mika).is_empty(), "a secret link is for the letter alone");
        let word = secret_of(&letter.text);
        let secret = word.split_once('.').unwrap().1.to_owned();
        let shown = house.dump();
        for canary in [secret.as_str(), "canary-mail", "mika-canary"] {
            assert!(!shown.contains(canary), "{canary} lies open");
        }
        house.act(move |tx| members::take_mail(tx, &word)).unwrap();
        house.tell(mika, Kind::Won);
        house.work();
        assert_eq!(house.outbox()[0].to.as_str(), "first@canary-mail.example");
        assert!(house.outbox()[0].text.starts_with("Hello mika-canary,"));
        let shown = house.dump();
        for canary in ["canary-mail", "mika-canary"] {
            assert!(!shown.contains(canary), "{canary} lies open");
        }
    });
}

#[test]
fn a_change_of_address_is_told_to_the_one_before() {
    in_memory(|house| {
        let mika = house.mika();
        house.act(move |tx| members::ask_mail(tx, mika, "second@canary-mail.example")).unwrap();
        house.work();
        let word = secret_of(&house.outbox()[0].text);
        house.act(move |tx| members::take_mail(tx, &word)).unwrap();
        house.work();
        let letters = house.outbox();
        assert_eq!(letters.len(), 2);
        assert_eq!(letters[0].to.as_str(), "mika@canary-mail.example");
        assert!(letters[0].subject.contains("another e-mail address"), "{}", letters[0].subject);
        assert_eq!(house.kinds(mika), [Kind::AddressChanged]);
    });
}

#[test]
fn a_link_that_was_used_or_lapsed_makes_no_letter() {
    in_memory(|house| {
        let mika = house.mika();
        house.act(|tx| members::ask_reset(tx, "mika@canary-mail.example")).unwrap();
        house.act(|tx| members::ask_reset(tx, "nobody@canary-mail.example")).unwrap();
        house.work();
        assert_eq!(house.outbox().len(), 1, "nobody is written to for whom nobody is");
        assert!(house.outbox()[0].text.contains("https://house.example/proofs/prf_"));

        house.bench.clock.forward(Span::hours(2));
        house.act(|tx| members::ask_reset(tx, "mika@canary-mail.example")).unwrap();
        // The house was down while the link was good.
        house.bench.clock.forward(Span::hours(2));
        house.work();
        assert_eq!(house.outbox().len(), 1);
        assert_eq!(house.states(mika).iter().filter(|state| *state == "sent").count(), 1);
    });
}
