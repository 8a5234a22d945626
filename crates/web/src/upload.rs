//! Forms with files: `multipart/form-data` as browsers send it (RFC 7578), read whole from memory.

use bytes::Bytes;

use crate::form::Fields;

/// The most parts one form may have.
const MOST_PARTS: usize = 40;

/// A file somebody chose. What it is, its name does not say: look at the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Upload {
    /// The field of the form.
    pub field: String,
    /// What the sender calls it; may be anything.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// The boundary that a content type names.
pub(crate) fn boundary(kind: &str) -> Option<&str> {
    let (essence, rest) = kind.split_once(';')?;
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let all = rest.split(';').filter_map(|pair| pair.trim().split_once('='));
    let mut found = all.filter(|(name, _)| name.eq_ignore_ascii_case("boundary"));
    let word = found.next()?.1.trim_matches('"');
    (1..=70).contains(&word.len()).then_some(word)
}

/// The fields and the files of a body; `None` when it is not what its boundary promises.
pub(crate) fn read(body: &Bytes, boundary: &str) -> Option<(Fields, Vec<Upload>)> {
    let mark = format!("--{boundary}");
    let between = format!("\r\n{mark}");
    let mut at = mark.len();
    if !body.starts_with(mark.as_bytes()) {
        return None;
    }
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    for _ in 0..MOST_PARTS {
        let rest = body.get(at..)?;
        if rest.starts_with(b"--") {
            return Some((Fields::of(fields), files));
        }
        let begins = at + 2;
        let part = rest.strip_prefix(b"\r\n")?;
        let length = find(part, between.as_bytes())?;
        let head = find(part.get(..length)?, b"\r\n\r\n")?;
        let (name, file) = names(std::str::from_utf8(part.get(..head)?).ok()?)?;
        let bytes = body.slice(begins + head + 4..begins + length);
        match file {
            None => fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            // A field for files in which nothing was chosen.
            Some(file) if file.is_empty() && bytes.is_empty() => {}
            Some(file) => files.push(Upload { field: name, name: file, bytes }),
        }
        at = begins + length + between.len();
    }
    None
}

fn find(all: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut from = 0;
    while let Some(found) = all.get(from..)?.iter().position(|byte| *byte == first) {
        if all.get(from + found..)?.starts_with(what) {
            return Some(from + found);
        }
        from += found + 1;
    }
    None
}

// The name of the field, and of the file if it is one.
fn names(head: &str) -> Option<(String, Option<String>)> {
    let line = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let name = quoted(line, " name=\"")?;
    Some((name, quoted(line, " filename=\"")))
}

// Browsers write a quote in a name as %22.
fn quoted(line: &str, begins: &str) -> Option<String> {
    let (_, rest) = line.split_once(begins)?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("%22", "\"").replace("%0D", "").replace("%0A", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Bytes {
        Bytes::from(text.replace('\n', "\r\n"))
    }

    const FORM: &str = "--x\nContent-Disposition: form-data; name=\"words\"\n\nfirst\nsecond\n\
        --x\nContent-Disposition: form-data; name=\"files\"; filename=\"a%22.txt\"\n\
        Content-Type: text/plain\n\n--y\n\n--x\n\
        Content-Disposition: form-data; name=\"files\"; filename=\"\"\n\n\n--x--\n";

    #[test]
    fn fields_and_files_are_told_apart_and_an_empty_choice_is_none() {
        let (fields, files) = read(&body(FORM), "x").unwrap();
        assert_eq!(fields.get("words"), Some("first\r\nsecond"));
        assert_eq!(files.len(), 1);
        assert_eq!((&*files[0].field, &*files[0].name), ("files", "a\".txt"));
        assert_eq!(&files[0].bytes[..], b"--y\r\n");
    }

    #[test]
    fn a_body_that_is_cut_anywhere_is_not_read() {
        let whole = body(FORM);
        let end = whole.len() - 4;
        for cut in 0..end {
            assert!(read(&whole.slice(..cut), "x").is_none(), "{cut}");
        }
        assert!(read(&whole, "y").is_none());
        let many = "--x\nContent-Disposition: form-data; name=\"a\"\n\n1\n".repeat(MOST_PARTS + 1);
        assert!(read(&body(&format!("{many}--x--")), "x").is_none());
    }

    #[test]
    fn a_boundary_is_read_from_the_type_alone() {
        let table = [
            ("multipart/form-data; boundary=abc", Some("abc")),
            ("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", Some("a b")),
            ("multipart/mixed; boundary=abc", None),
            ("multipart/form-data", None),
            ("multipart/form-data; boundary=", None),
        ];
        for (kind, found) in table {
            assert_eq!(boundary(kind), found, "{kind}");
        }
    }
}
