//! A ZIP as it is written from front to back: each file stored as it is, one after another, and at
//! the end the list of them (APPNOTE 4.3.7, 4.3.9, 4.3.12, 4.3.16). What is known as a whole has
//! its sum and length before it; what is written in parts has them behind. Names are UTF-8.

/// What is needed of each file for the list at the end.
struct Listed {
    name: String,
    flags: u16,
    crc: u32,
    length: u32,
    at: u32,
}

/// A ZIP that is being written.
#[derive(Default)]
pub(crate) struct Zip {
    listed: Vec<Listed>,
    at: u64,
    open: Option<Open>,
}

/// The file that is being written.
struct Open {
    name: String,
    sum: u32,
    length: u64,
    at: u32,
}

/// The bytes do not fit a ZIP without its extension for four gigabytes and more.
#[derive(Debug)]
pub(crate) struct TooBig;

const VERSION: u16 = 20;
const UTF8: u16 = 1 << 11;
const BEHIND: u16 = 1 << 3;
// 1 January 1980, the first day there is: when a file was made is nobody's business.
const DATE: u16 = 33;

impl Zip {
    /// What stands before one more file, whose body is written behind it as it is.
    pub(crate) fn file(&mut self, name: &str, body: &[u8]) -> Result<Vec<u8>, TooBig> {
        let length = u32::try_from(body.len()).map_err(|_| TooBig)?;
        let at = u32::try_from(self.at).map_err(|_| TooBig)?;
        let (name, flags, crc) = (name.to_owned(), UTF8, !summed(!0, body));
        let listed = Listed { name, flags, crc, length, at };
        let out = before(&listed)?;
        self.at += (out.len() + body.len()) as u64;
        self.listed.push(listed);
        Ok(out)
    }

    /// What stands before the parts of one more file.
    pub(crate) fn begin(&mut self, name: &str) -> Result<Vec<u8>, TooBig> {
        let at = u32::try_from(self.at).map_err(|_| TooBig)?;
        let (flags, crc, length) = (UTF8 | BEHIND, 0, 0);
        let out = before(&Listed { name: name.to_owned(), flags, crc, length, at })?;
        self.open = Some(Open { name: name.to_owned(), sum: !0, length: 0, at });
        self.at += out.len() as u64;
        Ok(out)
    }

    /// Counts a part of it, which is written as it is.
    pub(crate) fn part(&mut self, body: &[u8]) {
        if let Some(open) = &mut self.open {
            open.sum = summed(open.sum, body);
            open.length += body.len() as u64;
            self.at += body.len() as u64;
        }
    }

    /// What stands behind its last part.
    pub(crate) fn finish(&mut self) -> Result<Vec<u8>, TooBig> {
        let Some(Open { name, sum, length, at }) = self.open.take() else { return Ok(Vec::new()) };
        let (crc, length) = (!sum, u32::try_from(length).map_err(|_| TooBig)?);
        let mut out = b"PK\x07\x08".to_vec();
        for word in [crc, length, length] {
            out.extend_from_slice(&word.to_le_bytes());
        }
        self.listed.push(Listed { name, flags: UTF8 | BEHIND, crc, length, at });
        self.at += out.len() as u64;
        Ok(out)
    }

    /// The list of files, which ends it.
    pub(crate) fn end(self) -> Result<Vec<u8>, TooBig> {
        let mut out = Vec::new();
        let begins = u32::try_from(self.at).map_err(|_| TooBig)?;
        let count = u16::try_from(self.listed.len()).map_err(|_| TooBig)?;
        for one in &self.listed {
            out.extend_from_slice(b"PK\x01\x02");
            out.extend_from_slice(&VERSION.to_le_bytes());
            head(&mut out, one)?;
            // No extra field, no comment, the first disk, no attributes.
            out.extend_from_slice(&[0; 12]);
            out.extend_from_slice(&one.at.to_le_bytes());
            out.extend_from_slice(one.name.as_bytes());
        }
        let length = u32::try_from(out.len()).map_err(|_| TooBig)?;
        out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&begins.to_le_bytes());
        out.extend_from_slice(&0u16.to_le_bytes());
        Ok(out)
    }
}

fn before(one: &Listed) -> Result<Vec<u8>, TooBig> {
    let mut out = Vec::with_capacity(one.name.len() + 30);
    out.extend_from_slice(b"PK\x03\x04");
    head(&mut out, one)?;
    out.extend_from_slice(&0u16.to_le_bytes());
    out.extend_from_slice(one.name.as_bytes());
    Ok(out)
}

// What both heads of a file say alike; the length of the name is the last of it.
fn head(out: &mut Vec<u8>, one: &Listed) -> Result<(), TooBig> {
    let stored = 0u16;
    for word in [VERSION, one.flags, stored, 0, DATE] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    for word in [one.crc, one.length, one.length] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    let name = u16::try_from(one.name.len()).map_err(|_| TooBig)?;
    out.extend_from_slice(&name.to_le_bytes());
    Ok(())
}

const TABLE: [u32; 256] = {
    let mut table = [0u32; 256];
    let mut n = 0;
    while n < 256 {
        let (mut value, mut bit) = (n as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[n] = value;
        n += 1;
    }
    table
};

// A sum goes on from part to part; turned over, the last of them is the file's.
fn summed(sum: u32, bytes: &[u8]) -> u32 {
    let next = |sum: u32, byte: &u8| {
        let at = usize::from((sum as u8) ^ byte);
        TABLE.get(at).copied().unwrap_or(0) ^ (sum >> 8)
    };
    bytes.iter().fold(sum, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_published_one() {
        assert_eq!(!summed(!0, b"123456789"), 0xcbf4_3926);
        assert_eq!(!summed(summed(!0, b"1234"), b"56789"), 0xcbf4_3926);
        assert_eq!(!summed(!0, b""), 0);
    }

    #[test]
    fn each_file_is_where_the_list_says() {
        let mut zip = Zip::default();
        let mut all = Vec::new();
        all.extend(zip.file("a.txt", b"one").unwrap());
        all.extend(b"one");
        all.extend(zip.begin("日本.txt").unwrap());
        for part in ["t", "wo"] {
            zip.part(part.as_bytes());
            all.extend(part.as_bytes());
        }
        all.extend(zip.finish().unwrap());
        let begins = all.len();
        all.extend(zip.end().unwrap());
        let end = all.len() - 22;
        assert_eq!(&all[end..end + 4], b"PK\x05\x06");
        let number = |at: usize| u32::from_le_bytes(all[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(number(end + 16), begins);
        assert_eq!(begins + number(end + 12), end);
        let mut at = begins;
        for (name, body) in [("a.txt", "one"), ("日本.txt", "two")] {
            assert_eq!(&all[at..at + 4], b"PK\x01\x02");
            assert_eq!(&all[at + 46..at + 46 + name.len()], name.as_bytes());
            let file = number(at + 42);
            assert_eq!(&all[file..file + 4], b"PK\x03\x04");
            let body_at = file + 30 + name.len();
            assert_eq!(&all[body_at..body_at + body.len()], body.as_bytes());
            at += 46 + name.len();
        }
        assert_eq!(at, end);
    }
}
