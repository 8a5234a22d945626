//! What is sent with a question: looked at, sealed, and given back as a file to be saved.

use axum::http::header;
use web::{Browser, Page};

use crate::house::{House, code, each};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nCANARYPICTURE\x00\xff";

fn sends(house: &House<'_>, browser: &mut Browser, files: &[(&str, &str, &[u8])]) -> Page {
    let asked = [("topic", "parcel"), ("words", "Look at this box")];
    house.block_on(browser.send_files("/contact", &asked, files))
}

#[test]
fn files_come_back_whole_to_be_saved_and_never_run() {
    each(|house| {
        let (mika, [suzuki, ..]) = (house.member("mika"), house.desk());
        let mut browser = house.as_member(mika);
        house.block_on(browser.get("/contact"));
        let files = [
            ("files", "../box.html", PNG),
            ("files", "note.txt", "裏面も見てください CANARYNOTE".as_bytes()),
        ];
        let sent = sends(house, &mut browser, &files);
        let case = sent.goes_to().unwrap_or_else(|| panic!("{}", sent.body)).to_owned();
        let page = house.block_on(browser.get(&case));
        let marks: Vec<String> = page
            .body
            .split(&format!("href=\"{case}/files/"))
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(marks.len(), 2, "{}", page.body);
        let picture = house.block_on(browser.get(&format!("{case}/files/{}", marks[0])));
        let head = |name| picture.headers.get(name).unwrap().to_str().unwrap();
        assert_eq!(head(header::CONTENT_TYPE), "image/png");
        assert_eq!(head(header::CONTENT_DISPOSITION), "attachment; filename*=UTF-8''box.png");
        assert_eq!(head(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(head(header::CONTENT_SECURITY_POLICY), "default-src 'none'; sandbox");
        assert!(picture.body.contains("CANARYPICTURE"));
        let note = house.block_on(browser.get(&format!("{case}/files/{}", marks[1])));
        assert!(note.says("裏面も見てください CANARYNOTE"));
        let id = case.rsplit('/').next().unwrap();
        let desk = format!("/staff/inquiries/{id}/files/{}", marks[0]);
        assert_eq!(house.block_on(house.as_staff(suzuki).get(&desk)).status, 200);
        assert_eq!(house.openings("CaseFile"), 1);
        let dump = house.dump();
        assert!(!dump.contains("CANARY") && !dump.contains("box."), "a file lies open");
        // A file of one case is no file of another.
        let second = sends(house, &mut browser, &[]).goes_to().unwrap().to_owned();
        let crossed = house.block_on(browser.get(&format!("{second}/files/{}", marks[0])));
        assert_eq!(crossed.status, 404);
    });
}

#[test]
fn somebody_without_an_account_sends_files_at_once_and_where_their_link_leads() {
    each(|house| {
        let mut browser = house.browser();
        house.block_on(browser.get("/contact"));
        let asked = [
            ("topic", "parcel"),
            ("name", "Somebody"),
            ("email", "somebody@canary-mail.example"),
            ("words", "Is this yours?"),
        ];
        let with = [("files", "box.png", PNG)];
        // A browser gives no file back: what was refused for its address says so, and why.
        let wrong = [asked[0], asked[1], ("email", "nobody"), asked[3]];
        let refused = house.block_on(browser.send_files("/contact", &wrong, &with));
        assert_eq!(refused.status, 422);
        assert!(refused.says("choose them again"), "{}", refused.body);
        assert!(refused.says("Is this yours?"), "what was typed stays");
        let active = [("files", "box.png", &b"<svg onload=1>"[..])];
        let refused = house.block_on(browser.send_files("/contact", &asked, &active));
        assert!(refused.status == 422 && refused.says("box.png"), "{}", refused.body);
        assert!(!house.block_on(browser.get("/contact")).says("choose them again"));
        let large = [PNG, &vec![b'x'; 3 << 20]].concat();
        let two = [("files", "a.png", &large[..]), ("files", "b.png", &large[..])];
        let refused = house.block_on(browser.send_files("/contact", &asked, &two));
        assert!(refused.status == 422 && refused.says("5 MB together"), "{}", refused.body);
        let sent = house.block_on(browser.send_files("/contact", &asked, &with));
        assert_eq!(sent.status, 303, "{}", sent.body);
        house.work();
        let text = house.outbox()[0].text.clone();
        let (_, link) = text.split_once("https://house.example").unwrap();
        let link = link.split('\n').next().unwrap();
        let first = house.block_on(browser.get(link));
        assert_eq!(first.body.matches(&format!("{link}/files/")).count(), 1, "{}", first.body);
        let more = [("words", "Here is a picture of it")];
        let path = format!("{link}/messages");
        assert_eq!(house.block_on(browser.send_files(&path, &more, &with)).status, 303);
        let page = house.block_on(browser.get(link));
        let (_, file) = page.body.split_once(&format!("{link}/files/")).unwrap();
        let file = format!("{link}/files/{}", file.split('"').next().unwrap());
        assert!(house.block_on(browser.get(&file)).says("CANARYPICTURE"));
        let other = format!("/contact/cases/x.y/files/{}", file.rsplit('/').next().unwrap());
        assert_eq!(house.block_on(browser.get(&other)).status, 404);
    });
}

#[test]
fn one_person_fills_neither_the_desk_nor_the_disk() {
    each(|house| {
        let mika = house.member("mika");
        let id = house.asks(mika, inquiries::Topic::Other, "The first.");
        let writes = |bytes: usize| {
            let name = "a.txt".to_owned();
            let file = inquiries::Given { name, bytes: vec![b'a'; bytes] };
            let files: Vec<_> = (bytes > 0).then_some(file).into_iter().collect();
            house.act(move |tx| {
                let case = inquiries::case(tx, id)?;
                inquiries::write(tx, &case, &privacy::Text::from("More."), &files)
            })
        };
        let five = inquiries::MOST_FILE_BYTES;
        house
            .act(move |tx| {
                let sql =
                    db::Sql { name: "TEST_SIZE", text: "UPDATE inquiry_file SET size_bytes = $1" };
                let case = inquiries::case(tx, id)?;
                let file = inquiries::Given { name: "a.txt".into(), bytes: b"a".to_vec() };
                inquiries::write(tx, &case, &privacy::Text::from("A file."), &[file])?;
                tx.run_one(sql, (inquiries::MOST_BYTES - 1_000,))
            })
            .unwrap();
        assert_eq!(code(&writes(five)), "inquiries.full");
        assert_eq!(code(&writes(900)), "ok");
        for _ in 3..inquiries::MOST_A_DAY {
            assert_eq!(code(&writes(0)), "ok");
        }
        assert_eq!(code(&writes(0)), "inquiries.too_often");
        house.bench.clock.forward(kernel::Span::days(1));
        assert_eq!(code(&writes(0)), "ok");
    });
}

#[test]
fn what_is_not_taken_is_refused_by_its_name_and_what_was_typed_stays() {
    each(|house| {
        let mika = house.member("mika");
        let mut browser = house.as_member(mika);
        house.block_on(browser.get("/contact"));
        let large = vec![b'a'; inquiries::MOST_FILE_BYTES + 1];
        let card: &[u8] = b"My card is 4111 1111 1111 1111.";
        let table: [(&str, &[u8], &str); 5] = [
            ("virus.exe", b"MZ\x90\x00\x03", "virus.exe is no picture"),
            ("page.png", b"<html><script>1</script>", "page.png is no picture"),
            ("none.txt", b"", "none.txt is empty"),
            ("large.txt", &large, "large.txt is larger than 5 MB"),
            ("card.txt", card, "looks like the number of a card"),
        ];
        for (name, bytes, sentence) in table {
            let page = sends(house, &mut browser, &[("files", name, bytes)]);
            assert_eq!(page.status, 422, "{name}");
            assert!(page.says(sentence) && page.says("Look at this box"), "{name}: {}", page.body);
        }
        let five: Vec<(&str, &str, &[u8])> = vec![("files", "a.txt", b"a".as_slice()); 5];
        assert!(sends(house, &mut browser, &five).says("At most 4 files at once"));
        let all = house.dump();
        assert!(!all.lines().any(|line| line.starts_with("inquiry")), "something was kept");
    });
}
