//! The same for a member's own program.

use kernel::MemberId;
use serde_json::{Value, json};
use web::Program;
use web::api::{Scope, make};

use crate::house::{House, each};

fn program(house: &House<'_>, member: MemberId, scopes: &'static [Scope]) -> Program {
    let made = house.act(move |tx| make(tx, member, "a program", scopes, 30)).unwrap();
    Program::new(house.site.router(), Some(made.1))
}

#[test]
fn a_program_asks_lists_reads_and_writes_and_the_same_key_is_one_question() {
    each(|house| {
        let (mika, bruno) = (house.member("mika"), house.member("bruno"));
        let mine = program(house, mika, &[Scope::Account]);
        let ask = json!({ "topic": "money", "words": "What is this fee?" }).to_string();
        let post = |path: &str, key: &str, body: &str| house.block_on(mine.post(path, key, body));
        let read = |page: &web::Page| serde_json::from_str::<Value>(&page.body).unwrap();
        let all = "/api/v1/inquiries";
        let asked = post(all, "first", &ask);
        assert_eq!(asked.status, 200, "{}", asked.body);
        assert_eq!(post(all, "first", &ask).body, asked.body);
        let id = read(&asked)["id"].as_str().unwrap().to_owned();
        let one = format!("{all}/{id}");
        let more = json!({ "words": "And this one?" }).to_string();
        house.bench.clock.forward(kernel::Span::secs(1));
        let written = post(&format!("{one}/messages"), "second", &more);
        assert_eq!(written.status, 200, "{}", written.body);
        let list = read(&house.block_on(mine.get(all)));
        assert_eq!(list["rows"].as_array().unwrap().len(), 1);
        let story = read(&house.block_on(mine.get(&one)));
        assert_eq!(story["inquiry"]["topic"], "money");
        let words: Vec<&str> = story["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|message| message["words"].as_str().unwrap())
            .collect();
        assert_eq!(words, ["What is this fee?", "And this one?"]);
        for (key, body, code) in [
            ("a", json!({ "topic": "other", "words": "" }), "inquiries.no_words"),
            (
                "b",
                json!({ "topic": "other", "words": "x", "order": "ord_00000000000000000000000001" }),
                "inquiries.unknown_order",
            ),
        ] {
            let refused = post(all, key, &body.to_string());
            assert_eq!(refused.status, 422);
            assert!(refused.says(code), "{}", refused.body);
        }
        let theirs = program(house, bruno, &[Scope::Account]);
        assert_eq!(house.block_on(theirs.get(&one)).status, 404);
        let reader = program(house, mika, &[Scope::Read]);
        assert_eq!(house.block_on(reader.get(&one)).status, 403);
    });
}
