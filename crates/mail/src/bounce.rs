//! What a mail server reports about a letter it could not deliver (RFC 3464).

use kernel::Refused;

use crate::MailRefusal;

/// What a report says about one letter of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The letter's id, from the return path or the letter's own Message-ID.
    pub letter: String,
    /// The status: `5.1.1`.
    pub status: String,
    /// Whether this letter did not arrive, and is tried no more.
    pub is_lost: bool,
    /// Whether it is lost because there is no such address: no other letter will arrive there.
    pub is_final: bool,
}

impl Bounce {
    /// A letter that did not arrive.
    pub fn lost(letter: &str, status: &str) -> Bounce {
        let (letter, status) = (letter.to_owned(), status.to_owned());
        Bounce { is_final: is_no_address(&status), letter, status, is_lost: true }
    }
}

/// Whether a status says that there is no such address (RFC 3463, 5.1.x).
///
/// Why not all of 5: a full mailbox is emptied, and a provider that refuses us says nothing about
/// its customer. 5.1.7 and 5.1.8 are about the sender's own address.
pub(crate) fn is_no_address(status: &str) -> bool {
    status.starts_with("5.1.") && !matches!(status, "5.1.7" | "5.1.8")
}

/// The deepest a report nests its parts.
const DEEPEST: usize = 4;

/// Reads a report. Only ids and figures leave it: neither the address nor the server's sentence.
pub fn read_bounce(message: &str) -> Result<Bounce, Refused> {
    let message = message.replace("\r\n", "\n");
    let parts = parts(&message, DEEPEST);
    let status = parts
        .iter()
        .find(|(kind, _)| kind.starts_with("message/delivery-status"))
        .map(|(_, body)| body.as_str())
        .ok_or(MailRefusal::NoReport)?;
    let action = field(status, "action").ok_or(MailRefusal::NoReport)?.to_ascii_lowercase();
    let code =
        field(status, "status").and_then(|text| enhanced(&text)).ok_or(MailRefusal::NoReport)?;
    let letter = letter_of(&message, &parts).ok_or(MailRefusal::NotOurs)?;
    let is_lost = action == "failed";
    let is_final = is_lost && is_no_address(&code);
    Ok(Bounce { letter, status: code, is_lost, is_final })
}

/// `5.1.1`, and nothing behind it.
pub(crate) fn enhanced(text: &str) -> Option<String> {
    let code = text.split_whitespace().next()?;
    let figures = code.split('.').all(|part| {
        (1..=3).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
    });
    (figures && code.split('.').count() == 3).then(|| code.to_owned())
}

/// The letter a report is about: the return path it was sent to, else the Message-ID of the letter
/// that lies in it.
fn letter_of(message: &str, parts: &[(String, String)]) -> Option<String> {
    let head = message.split("\n\n").next().unwrap_or("");
    let mut paths = ["to", "delivered-to", "x-original-to", "envelope-to"]
        .iter()
        .filter_map(|name| field(head, name));
    let by_path = paths.find_map(|to| {
        let (_, rest) = to.split_once("bounce+")?;
        id(rest.split('@').next()?)
    });
    by_path.or_else(|| {
        let returned = parts.iter().filter(|(kind, _)| {
            kind.starts_with("message/rfc822") || kind.starts_with("text/rfc822-headers")
        });
        returned.filter_map(|(_, body)| field(body, "message-id")).find_map(|found| {
            let inside = found.trim().strip_prefix('<')?;
            id(inside.split('@').next()?)
        })
    })
}

fn id(text: &str) -> Option<String> {
    // The dot stands in the ids of letters about a request: which request, and which letter of it.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    (!text.is_empty() && text.len() <= 64 && text.chars().all(plain)).then(|| text.to_owned())
}

/// A header's value, folds undone. Empty lines do not end the search: a delivery status is several
/// groups of fields, the first about the message and the others about each recipient.
fn field(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((found, value)) = line.split_once(':') else { continue };
        if !found.trim().eq_ignore_ascii_case(name) {
            continue;
        }
        let mut value = value.trim().to_owned();
        while let Some(more) = lines.next_if(|next| next.starts_with([' ', '\t'])) {
            value.push(' ');
            value.push_str(more.trim());
        }
        return Some(value);
    }
    None
}

/// The parts of a message: kind and body, from all levels.
fn parts(entity: &str, deep: usize) -> Vec<(String, String)> {
    let (head, body) = entity.split_once("\n\n").unwrap_or(("", entity));
    let given = field(head, "content-type").unwrap_or_else(|| "text/plain".to_owned());
    let kind = given.to_ascii_lowercase();
    if !kind.starts_with("multipart/") || deep == 0 {
        return vec![(kind, body.to_owned())];
    }
    let Some(boundary) = boundary(&given) else { return Vec::new() };
    let (line, end) = (format!("--{boundary}"), format!("--{boundary}--"));
    let (mut found, mut open): (Vec<String>, bool) = (Vec::new(), false);
    for next in body.lines() {
        let next_line = next.trim_end();
        if next_line == end {
            break;
        }
        if next_line == line {
            found.push(String::new());
            open = true;
        } else if let (true, Some(part)) = (open, found.last_mut()) {
            part.push_str(next);
            part.push('\n');
        }
    }
    found.iter().flat_map(|part| parts(part, deep - 1)).collect()
}

fn boundary(content_type: &str) -> Option<String> {
    let at = content_type.to_ascii_lowercase().find("boundary=")?;
    let rest = content_type.get(at + "boundary=".len()..)?;
    let text = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([';', ' ']).next()?,
    };
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(to: &str, action: &str, status: &str, returned: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.org\r\nTo: {to}\r\nSubject: Undelivered\r\n\
             Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"b/1\"\r\n\
             \r\nThis is MIME.\r\n--b/1\r\nContent-Type: text/plain\r\n\r\n\
             mika@example.org: unknown\r\n\r\n--b/1\r\nContent-Type: message/delivery-status\r\n\
             \r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
             Final-Recipient: rfc822; mika@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b/1\r\n\
             Content-Type: message/rfc822\r\n\r\n{returned}\r\n\r\nText\r\n--b/1--\r\n"
        )
    }

    #[test]
    fn a_report_names_the_letter_and_whether_it_is_for_good() {
        let ours = "Message-ID: <ltr_02@house.example>";
        let table = [
            ("bounce+ltr_01@house.example", "failed", "5.1.1", "ltr_01", true),
            ("<bounce+ltr_01@house.example>", "Failed", "5.1.1 (none)", "ltr_01", true),
            ("bounce+ltr_01@house.example", "failed", "5.2.2 (full)", "ltr_01", false),
            ("bounce+ltr_01@house.example", "failed", "5.7.1", "ltr_01", false),
            ("bounce+req_01.3@house.example", "failed", "5.1.1", "req_01.3", true),
            ("postmaster@house.example", "failed", "5.1.1", "ltr_02", true),
            ("bounce+ltr_01@house.example", "delayed", "4.4.1", "ltr_01", false),
            ("bounce+ltr_01@house.example", "failed", "4.4.7", "ltr_01", false),
        ];
        for (to, action, status, letter, is_final) in table {
            let read = read_bounce(&report(to, action, status, ours)).unwrap();
            assert_eq!((read.letter.as_str(), read.is_final), (letter, is_final), "{to} {status}");
            assert_eq!(read.is_lost, action.eq_ignore_ascii_case("failed"), "{to} {status}");
            assert!(!format!("{read:?}").contains("mika"), "{read:?}");
        }
    }

    #[test]
    fn what_is_no_report_or_not_ours_is_refused_by_name() {
        let theirs = "Message-ID: <a b@elsewhere.example>";
        let table = [
            ("hello".to_owned(), "mail.no_report"),
            ("Content-Type: multipart/report; boundary=x\n\n--x\n".to_owned(), "mail.no_report"),
            (report("a@house.example", "failed", "odd", theirs), "mail.no_report"),
            (report("a@house.example", "failed", "5.1.1", theirs), "mail.not_ours"),
            (report("bounce+a$b@house.example", "failed", "5.1.1", theirs), "mail.not_ours"),
        ];
        for (message, code) in table {
            assert_eq!(read_bounce(&message).unwrap_err().code(), code, "{message}");
        }
    }
}
