//! What a file is, by looking at its bytes, and what it is called when it is given back.

use crate::InquiriesRefusal;

kernel::words! {
    /// The kinds of files that are taken. None of them does anything by itself in a browser.
    pub enum FileKind {
        /// A picture.
        Jpeg = "jpeg",
        /// A picture.
        Png = "png",
        /// A picture.
        Webp = "webp",
        /// A paper.
        Pdf = "pdf",
        /// Plain text.
        Text = "text",
    }
}

/// The most files with one message.
pub const MOST_FILES: usize = 4;
/// The most bytes of one file.
pub const MOST_FILE_BYTES: usize = 5 << 20;
/// The most bytes together of somebody whose address is not proved yet.
pub(crate) const MOST_UNPROVED_BYTES: usize = 5 << 20;
/// The most bytes of a form with files.
pub(crate) const FORM_BYTES: usize = 21 << 20;
/// The kinds, as a browser's chooser names them.
pub(crate) const KINDS: &str = "image/jpeg,image/png,image/webp,application/pdf,text/plain";

impl FileKind {
    /// What it is called on the web.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
            FileKind::Webp => "image/webp",
            FileKind::Pdf => "application/pdf",
            FileKind::Text => "text/plain; charset=utf-8",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            FileKind::Jpeg => "jpg",
            FileKind::Png => "png",
            FileKind::Webp => "webp",
            FileKind::Pdf => "pdf",
            FileKind::Text => "txt",
        }
    }
}

/// A file as it was given.
#[derive(Debug, Clone)]
pub struct Given {
    /// What the sender calls it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file that was looked at.
pub(crate) struct Looked {
    pub(crate) kind: FileKind,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What the bytes are; `None` for anything that is not taken.
pub fn sniff(bytes: &[u8]) -> Option<FileKind> {
    let is_webp = || bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(FileKind::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(FileKind::Png)
    } else if is_webp() {
        Some(FileKind::Webp)
    } else if bytes.starts_with(b"%PDF-") {
        Some(FileKind::Pdf)
    } else {
        is_plain(bytes).then_some(FileKind::Text)
    }
}

// Markup and scripts are text too, and not what somebody asks a question with.
fn is_plain(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    let active = begins.starts_with('<') || begins.starts_with("#!");
    !active && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Looks at all files of a message; the first that is not taken is refused by its name.
pub(crate) fn look(given: &[Given]) -> Result<Vec<Looked>, InquiriesRefusal> {
    if given.len() > MOST_FILES {
        let most = i64::try_from(MOST_FILES).unwrap_or(i64::MAX);
        return Err(InquiriesRefusal::TooManyFiles { most });
    }
    given.iter().map(one).collect()
}

fn one(given: &Given) -> Result<Looked, InquiriesRefusal> {
    let file = shown(&given.name);
    if given.bytes.is_empty() {
        return Err(InquiriesRefusal::FileEmpty { file });
    }
    if given.bytes.len() > MOST_FILE_BYTES {
        let most_mb = i64::try_from(MOST_FILE_BYTES >> 20).unwrap_or(i64::MAX);
        return Err(InquiriesRefusal::FileTooLarge { file, most_mb });
    }
    let Some(kind) = sniff(&given.bytes) else { return Err(InquiriesRefusal::FileKind { file }) };
    Ok(Looked { kind, name: name(&given.name, kind), bytes: given.bytes.clone() })
}

// A name as a sentence may hold it.
fn shown(given: &str) -> String {
    let plain: String = given.chars().filter(|c| !c.is_control()).take(60).collect();
    if plain.trim().is_empty() { "—".to_owned() } else { plain }
}

/// What a file is called here: its own name without a path, with the ending of what it is.
pub(crate) fn name(given: &str, kind: FileKind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or("");
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let fits = |c: &char| !c.is_control() && !matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*');
    let stem: String = stem.chars().filter(fits).take(60).collect();
    let stem = stem.trim_matches([' ', '.']);
    format!("{}.{}", if stem.is_empty() { "file" } else { stem }, kind.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_are_and_nothing_active_is_taken() {
        let table: [(&str, &[u8], Option<FileKind>); 14] = [
            ("jpeg", b"\xff\xd8\xff\xe0..", Some(FileKind::Jpeg)),
            ("png", b"\x89PNG\r\n\x1a\n..", Some(FileKind::Png)),
            ("webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", Some(FileKind::Webp)),
            ("pdf", b"%PDF-1.7\n", Some(FileKind::Pdf)),
            ("text", "注文について\r\n\tquestion".as_bytes(), Some(FileKind::Text)),
            ("html", b"  <!doctype html><script>1</script>", None),
            ("svg", b"\xef\xbb\xbf<svg onload=1>", None),
            ("script", b"#!/bin/sh\n", None),
            ("program", b"MZ\x90\x00", None),
            ("elf", b"\x7fELF", None),
            ("gif", b"GIF89a\x01\x00", None),
            ("a wave, not a picture", b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
            ("half a png", b"\x89PNG", None),
            ("another encoding", b"caf\xe9", None),
        ];
        for (what, bytes, kind) in table {
            assert_eq!(sniff(bytes), kind, "{what}");
        }
    }

    #[test]
    fn a_name_keeps_its_stem_and_gets_the_ending_of_what_it_is() {
        let table = [
            ("photo.jpeg", FileKind::Jpeg, "photo.jpg"),
            ("evil.html", FileKind::Text, "evil.txt"),
            ("../../etc/passwd", FileKind::Text, "passwd.txt"),
            ("C:\\pictures\\box.png.exe", FileKind::Png, "box.png.png"),
            ("\"quoted\"\r\n.pdf", FileKind::Pdf, "quoted.pdf"),
            ("", FileKind::Webp, "file.webp"),
            ("領収書.pdf", FileKind::Pdf, "領収書.pdf"),
        ];
        for (given, kind, called) in table {
            assert_eq!(name(given, kind), called, "{given}");
        }
    }

    #[test]
    fn files_are_refused_by_their_names() {
        let given = |name: &str, bytes: &[u8]| Given { name: name.into(), bytes: bytes.to_vec() };
        let refused = |files: &[Given]| {
            let no = look(files).err().unwrap();
            kernel::Refusal::from(no).english
        };
        assert!(
            refused(&[given("a.txt", b"fine"), given("b.exe", b"MZ\x00")]).starts_with("b.exe")
        );
        assert!(refused(&[given("none.txt", b"")]).starts_with("none.txt is empty"));
        let large = vec![b'a'; MOST_FILE_BYTES + 1];
        assert!(refused(&[given("large.txt", &large)]).contains("larger than 5 MB"));
        assert!(refused(&vec![given("a.txt", b"a"); MOST_FILES + 1]).contains("At most 4"));
    }
}
