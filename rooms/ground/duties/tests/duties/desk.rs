//! The desk and what people see of it, by their pages.

use duties::breach::rules::Cause;
use duties::breach::{self, Way};
use kernel::Span;

use crate::house::each;

#[test]
fn an_officer_goes_through_an_incident_by_its_pages() {
    each(|house| {
        let [_, officer, _] = house.officers();
        let mika = house.member("mika", "US");
        house.bench.clock.forward(Span::minutes(5));
        let mut desk = house.as_staff(officer);
        let list = house.block_on(desk.get("/staff/incidents"));
        assert_eq!(list.status, 200, "{}", list.body);
        let opening = [("known", "2026-11-24 10:01"), ("cause", "attack")];
        let opened = house.block_on(desk.send("/staff/incidents", &opening));
        assert_eq!(opened.status, 303, "{}", opened.body);
        let id = house.ask(|tx| breach::list(tx, None, 5)).pop().unwrap().id;
        let page = format!("/staff/incidents/{id}");
        let seen = || house.load(id).steps.to_string();
        let wrong = [
            ("seen", &*seen()),
            ("way", "account"),
            ("whom", "nobody"),
            ("from", "2026-11-24 10:00"),
            ("until", "soon"),
        ];
        let no = house.block_on(desk.send(&format!("{page}/ways"), &wrong));
        assert_eq!(no.status, 422, "{}", no.body);
        assert!(no.body.contains("nobody"), "what was typed is kept");
        let (whom, now) = (mika.to_string(), seen());
        let way = [
            ("seen", &*now),
            ("way", "account"),
            ("whom", &whom),
            ("from", "2026-11-24 10:00"),
            ("until", "2026-11-24 10:04"),
        ];
        let done = house.block_on(desk.send(&format!("{page}/ways"), &way));
        assert_eq!(done.status, 303, "{}", done.body);
        let one = house.block_on(desk.get(&page));
        assert!(one.body.contains("improper purpose"), "{}", one.body);
        for lang in ["en", "ja"] {
            let edit = house.block_on(desk.get(&format!("{page}/papers/{lang}")));
            assert_eq!(edit.status, 200, "{}", edit.body);
            let nine = house.act(move |tx| breach::draft(tx, id, lang)).unwrap();
            let mut form: Vec<(&str, &str)> = vec![("after", "0")];
            form.extend(breach::ITEMS.into_iter().zip(nine.iter().map(String::as_str)));
            let kept = house.block_on(desk.send(&format!("{page}/papers/{lang}"), &form));
            assert_eq!(kept.status, 303, "{}", kept.body);
            let paper = house.block_on(desk.get(&format!("{page}/papers/{lang}/1")));
            assert!(paper.body.contains("9."), "{}", paper.body);
            let text = house.block_on(desk.get(&format!("{page}/papers/{lang}/1/text")));
            assert!(text.body.starts_with("1. "), "{}", text.body);
        }
        let none = house.block_on(desk.get(&format!("{page}/papers/fr")));
        assert_eq!(none.status, 404);
        let now = seen();
        let report = [("seen", &*now), ("report", "first"), ("paper", "ja 1")];
        let done = house.block_on(desk.send(&format!("{page}/reports"), &report));
        assert_eq!(done.status, 303, "{}", done.body);
        let stale = [("seen", &*now), ("deed", "publish")];
        let no = house.block_on(desk.send(&format!("{page}/steps"), &stale));
        assert_eq!(no.status, 409, "{}", no.body);
    });
}

#[test]
fn a_person_sees_what_they_were_told_and_nobody_elses_and_the_public_what_stands_there() {
    each(|house| {
        let [_, officer, _] = house.officers();
        let (mika, other) = (house.member("mika", "US"), house.member("other", "US"));
        let id = house.incident(Cause::Attack, officer);
        house.reach(id, Way::Account, &mika.to_string(), house.always(), officer);
        house.write_statement(id, officer);
        let path = format!("/me/privacy/incidents/{id}");
        let mut hers = house.as_member(mika);
        assert_eq!(house.block_on(hers.get(&path)).status, 404, "not told yet");
        let seen = house.load(id).steps;
        house.act(move |tx| breach::tell_all(tx, id, seen, officer)).unwrap();
        house.work();
        let page = house.block_on(hers.get(&path));
        assert!(page.body.contains("What happened."), "{}", page.body);
        assert!(house.block_on(hers.get("/me/privacy")).body.contains(&path));
        let mut theirs = house.as_member(other);
        assert_eq!(house.block_on(theirs.get(&path)).status, 404);
        assert!(!house.block_on(theirs.get("/me/privacy")).body.contains(&path));
        let mut anybody = house.nobody();
        let public = house.block_on(anybody.get("/privacy"));
        assert!(!public.body.contains("What happened."));
        let seen = house.load(id).steps;
        house.act(move |tx| breach::publish(tx, id, seen, officer)).unwrap();
        let public = house.block_on(anybody.get("/privacy"));
        assert!(public.body.contains("What happened."), "{}", public.body);
        assert!(!public.body.contains(&mika.to_string()));
    });
}
