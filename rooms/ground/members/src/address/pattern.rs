//! Patterns of postal codes, as far as their source writes them: signs, classes, `\d`, groups,
//! alternatives, `?` and `{n,m}`; always about the whole text. All regular expressions would be a
//! dependency, and more than a postal code needs.

use std::collections::BTreeSet;

/// A pattern that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern(Choice);

/// One of several rows of pieces.
type Choice = Vec<Vec<Times>>;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Times {
    piece: Piece,
    least: usize,
    most: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    // From this sign to that one, both of them too.
    Sign(Vec<(u8, u8)>),
    Group(Choice),
}

impl Pattern {
    /// Reads a pattern; `None` when it says something this reader does not know.
    pub(crate) fn read(text: &str) -> Option<Pattern> {
        let mut reader = Reader { text: text.as_bytes(), at: 0 };
        let whole = reader.choice()?;
        (reader.at == text.len()).then_some(Pattern(whole))
    }

    /// Whether the whole text is of this pattern.
    pub(crate) fn fits(&self, text: &str) -> bool {
        ends_of(&self.0, text.as_bytes(), 0).contains(&text.len())
    }
}

// Where a choice that begins at a place may end. All ends at once, so that no text takes longer
// than its length allows.
fn ends_of(choice: &Choice, text: &[u8], from: usize) -> BTreeSet<usize> {
    let mut ends = BTreeSet::new();
    for row in choice {
        let mut places = BTreeSet::from([from]);
        for times in row {
            places = after(times, text, places);
        }
        ends.extend(places);
    }
    ends
}

fn after(times: &Times, text: &[u8], from: BTreeSet<usize>) -> BTreeSet<usize> {
    let mut ends = if times.least == 0 { from.clone() } else { BTreeSet::new() };
    let mut places = from;
    for n in 1..=times.most {
        places = places.iter().flat_map(|place| once(&times.piece, text, *place)).collect();
        if n >= times.least {
            ends.extend(&places);
        }
    }
    ends
}

fn once(piece: &Piece, text: &[u8], from: usize) -> BTreeSet<usize> {
    match piece {
        Piece::Group(choice) => ends_of(choice, text, from),
        Piece::Sign(ranges) => {
            let fits = |sign: &u8| ranges.iter().any(|(low, high)| (low..=high).contains(&sign));
            text.get(from).filter(|sign| fits(sign)).map(|_| from + 1).into_iter().collect()
        }
    }
}

struct Reader<'p> {
    text: &'p [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let sign = self.peek()?;
        self.at += 1;
        Some(sign)
    }

    fn takes(&mut self, word: &[u8]) -> bool {
        let there = self.text[self.at..].starts_with(word);
        self.at += if there { word.len() } else { 0 };
        there
    }

    fn choice(&mut self) -> Option<Choice> {
        let mut rows = vec![Vec::new()];
        loop {
            match self.peek() {
                None | Some(b')') => return Some(rows),
                Some(b'|') => {
                    self.at += 1;
                    rows.push(Vec::new());
                }
                Some(_) => {
                    let times = self.times()?;
                    rows.last_mut()?.push(times);
                }
            }
        }
    }

    fn times(&mut self) -> Option<Times> {
        let piece = self.piece()?;
        let (least, most) = match self.peek() {
            Some(b'?') => {
                self.at += 1;
                (0, 1)
            }
            Some(b'{') => {
                self.at += 1;
                let least = self.number()?;
                let most = if self.takes(b",") { self.number()? } else { least };
                self.takes(b"}").then_some((least, most))?
            }
            _ => (1, 1),
        };
        (least <= most).then_some(Times { piece, least, most })
    }

    fn number(&mut self) -> Option<usize> {
        let from = self.at;
        while self.peek().is_some_and(|sign| sign.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(&self.text[from..self.at]).ok()?.parse().ok().filter(|n| *n < 100)
    }

    fn piece(&mut self) -> Option<Piece> {
        match self.next()? {
            b'(' => {
                self.takes(b"?:");
                let inner = self.choice()?;
                self.takes(b")").then_some(Piece::Group(inner))
            }
            b'[' => self.class().map(Piece::Sign),
            b'\\' => self.escaped().map(|range| Piece::Sign(vec![range])),
            // Signs that mean something in other patterns are not taken for themselves.
            b'*' | b'+' | b'.' | b'^' | b'$' | b'?' | b'{' | b'}' | b']' => None,
            sign => Some(Piece::Sign(vec![(sign, sign)])),
        }
    }

    fn escaped(&mut self) -> Option<(u8, u8)> {
        match self.next()? {
            b'd' => Some((b'0', b'9')),
            sign if sign.is_ascii_punctuation() => Some((sign, sign)),
            _ => None,
        }
    }

    fn class(&mut self) -> Option<Vec<(u8, u8)>> {
        let mut ranges = Vec::new();
        loop {
            let low = match self.next()? {
                b']' => return (!ranges.is_empty()).then_some(ranges),
                b'^' => return None,
                b'\\' => {
                    ranges.push(self.escaped()?);
                    continue;
                }
                sign => sign,
            };
            let is_range = self.peek() == Some(b'-') && self.text.get(self.at + 1) != Some(&b']');
            let high = if is_range && self.takes(b"-") { self.next()? } else { low };
            ranges.push((low <= high).then_some((low, high))?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_about_the_whole_text() {
        let table: [(&str, &[&str], &[&str]); 8] = [
            ("\\d{4}", &["1010", "0000"], &["101", "10100", "1O10", "", "１０１０"]),
            ("\\d{5}([ \\-]\\d{4})?", &["95014", "22162-1010", "22162 1010"], &["95014-", "9501"]),
            ("(BB\\d{5})?", &["", "BB23026"], &["BB2302", "23026"]),
            ("[ABC-EX]\\d[ ]?Z", &["A1 Z", "D9Z", "X0Z"], &["F1Z", "A1  Z"]),
            (
                "(?:LIMA \\d|CALLAO 0?)\\d|[0-2]\\d{4}",
                &["LIMA 23", "CALLAO 02", "CALLAO 2", "02001"],
                &["LIMA 2", "32001", "LIMA 2302001"],
            ),
            ("\\d{2}-?\\d{2,3}", &["00-12", "00123"], &["00-1", "00-1234"]),
            ("A(B|BC)C?D", &["ABD", "ABCD", "ABCCD"], &["AD", "ABCCCD"]),
            ("(948[5-9])|(949[0-7])", &["9485", "9497"], &["9484", "9498", "94859497"]),
        ];
        for (pattern, fine, wrong) in table {
            let read = Pattern::read(pattern).unwrap();
            for text in fine {
                assert!(read.fits(text), "{pattern}: {text}");
            }
            for text in wrong {
                assert!(!read.fits(text), "{pattern}: {text}");
            }
        }
    }

    #[test]
    fn a_pattern_of_another_language_is_not_read() {
        for odd in
            ["a*", "a+", ".", "^a$", "[^a]", "[b-a]", "[]", "(a", "a)", "a{2", "a{3,2}", "\\w", "?"]
        {
            assert_eq!(Pattern::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_long_text_takes_no_longer_than_a_long_text() {
        let read = Pattern::read("(A?A?){20}B").unwrap();
        assert!(!read.fits(&"A".repeat(2_000)));
        assert!(read.fits(&format!("{}B", "A".repeat(40))));
        assert!(!read.fits(&format!("{}B", "A".repeat(41))));
    }
}
