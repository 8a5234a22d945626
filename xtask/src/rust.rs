//! Rust text, told apart: code, strings, comments. No parser: it knows just enough to never take
//! a word inside a string for code.

/// A string literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Where its opening quote stands in [`Source::code`].
    pub at: usize,
    /// What it holds, as it is written.
    pub text: String,
}

/// A Rust file, told apart.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The text with what strings and comments hold blanked out, line by line, char by char.
    pub code: String,
    /// The comments, with the line each begins on.
    pub comments: Vec<(usize, String)>,
    /// The string literals.
    pub strings: Vec<Literal>,
    /// For each line how many columns lie outside string literals.
    pub widths: Vec<usize>,
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    width: usize,
    out: Source,
}

impl Source {
    /// Tells a text apart.
    pub fn read(text: &str) -> Source {
        let mut reader = Reader {
            chars: text.chars().collect(),
            at: 0,
            line: 1,
            width: 0,
            out: Source::default(),
        };
        while reader.at < reader.chars.len() {
            reader.next();
        }
        reader.out.widths.push(reader.width);
        reader.out
    }

    /// The line a place in the code is on, from 1.
    pub fn line_of(&self, at: usize) -> usize {
        self.code.as_bytes().iter().take(at).filter(|b| **b == b'\n').count() + 1
    }

    /// Where the bracket that opens at or after `from` closes; both places.
    pub fn bracketed(&self, from: usize, open: char, close: char) -> Option<(usize, usize)> {
        let first = from + self.code.get(from..)?.find(open)?;
        let mut deep = 0_usize;
        for (i, c) in self.code.get(first..)?.char_indices() {
            if c == open {
                deep += 1;
            } else if c == close {
                deep -= 1;
                if deep == 0 {
                    return Some((first, first + i));
                }
            }
        }
        None
    }

    /// Every place where a word stands in the code as a word of its own.
    pub fn places_of(&self, word: &str) -> Vec<usize> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let alone = |at: usize| {
            let before = self.code[..at].chars().next_back();
            let after = self.code[at + word.len()..].chars().next();
            // Only an end that is itself part of a word can run into another one.
            let runs_on = word.starts_with(is_word) && before.is_some_and(is_word)
                || word.ends_with(is_word) && after.is_some_and(is_word);
            !runs_on
        };
        self.code.match_indices(word).map(|(at, _)| at).filter(|at| alone(*at)).collect()
    }

    /// The functions: name, first line, and how many lines of code their bodies have.
    pub fn functions(&self) -> Vec<(String, usize, usize)> {
        let mut found = Vec::new();
        for at in self.places_of("fn") {
            let rest = self.code[at + 2..].trim_start();
            let name: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(open) = self.body_after(at) else { continue };
            let Some((_, close)) = self.bracketed(open, '{', '}') else { continue };
            if name.is_empty() {
                continue;
            }
            let body = self.code.get(open + 1..close).unwrap_or_default();
            let lines = body.lines().filter(|line| !line.trim().is_empty()).count();
            found.push((name, self.line_of(at), lines));
        }
        found
    }

    // A signature ends with the brace of its body, or with a semicolon when it has none.
    fn body_after(&self, from: usize) -> Option<usize> {
        let mut deep = 0_i64;
        for (i, c) in self.code.get(from..)?.char_indices() {
            match c {
                '(' | '[' => deep += 1,
                ')' | ']' => deep -= 1,
                '{' if deep == 0 => return Some(from + i),
                ';' if deep == 0 => return None,
                _ => {}
            }
            if deep < 0 {
                return None;
            }
        }
        None
    }
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    // Moves one char on. `shown` chars stay in the code; the others leave a blank. `wide` chars
    // count as columns.
    fn step(&mut self, shown: bool, wide: bool) -> char {
        let c = self.peek(0);
        self.at += 1;
        if c == '\n' {
            self.out.widths.push(self.width);
            self.width = 0;
            self.line += 1;
            self.out.code.push('\n');
        } else {
            self.width += usize::from(wide);
            self.out.code.push(if shown { c } else { ' ' });
        }
        c
    }

    fn next(&mut self) {
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => self.line_comment(),
            ('/', '*') => self.block_comment(),
            ('"', _) => self.string(0, false),
            ('r', '"' | '#') if !self.in_word() => self.raw(1),
            ('b' | 'c', 'r') if !self.in_word() && matches!(self.peek(2), '"' | '#') => self.raw(2),
            ('\'', _) => self.quote(),
            _ => {
                self.step(true, true);
            }
        }
    }

    fn in_word(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.chars.get(at));
        before.is_some_and(|c| c.is_alphanumeric() || *c == '_')
    }

    fn line_comment(&mut self) {
        let (line, mut text) = (self.line, String::new());
        while self.at < self.chars.len() && self.peek(0) != '\n' {
            text.push(self.step(false, true));
        }
        self.out.comments.push((line, text));
    }

    fn block_comment(&mut self) {
        let (line, mut text, mut deep) = (self.line, String::new(), 0_usize);
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => deep += 1,
                ('*', '/') => deep -= 1,
                _ => {
                    text.push(self.step(false, true));
                    continue;
                }
            }
            text.push(self.step(false, true));
            text.push(self.step(false, true));
            if deep == 0 {
                break;
            }
        }
        self.out.comments.push((line, text));
    }

    fn raw(&mut self, prefix: usize) {
        let hashes = (0..).take_while(|n| self.peek(prefix + n) == '#').count();
        if self.peek(prefix + hashes) != '"' {
            // `r#type` is a name.
            self.step(true, true);
            return;
        }
        for _ in 0..prefix + hashes {
            self.step(true, true);
        }
        self.string(hashes, true);
    }

    fn string(&mut self, hashes: usize, raw: bool) {
        let (line, at, mut text) = (self.line, self.out.code.len(), String::new());
        self.step(true, true);
        while self.at < self.chars.len() {
            let ends = self.peek(0) == '"' && (1..=hashes).all(|n| self.peek(n) == '#');
            if ends {
                for _ in 0..=hashes {
                    self.step(true, true);
                }
                break;
            }
            let escaped = !raw && self.peek(0) == '\\';
            text.push(self.step(false, false));
            if escaped {
                text.push(self.step(false, false));
            }
        }
        self.out.strings.push(Literal { line, at, text });
    }

    // A char literal, or the quote of a lifetime.
    fn quote(&mut self) {
        let is_char = self.peek(1) == '\\' || self.peek(2) == '\'';
        self.step(true, true);
        if !is_char {
            return;
        }
        while self.at < self.chars.len() && self.peek(0) != '\'' {
            if self.peek(0) == '\\' {
                self.step(false, true);
            }
            self.step(false, true);
        }
        self.step(true, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_comments_are_not_code() {
        let text =
            "let a = \"fn b() {\\\" }\"; // fn c() {}\n/* fn d() /* { */ */ let e = r#\"\"fn\"#;";
        let source = Source::read(text);
        assert!(source.places_of("fn").is_empty(), "{}", source.code);
        let held: Vec<&str> = source.strings.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(held, ["fn b() {\\\" }", "\"fn"]);
        assert_eq!(source.comments[0], (1, "// fn c() {}".to_owned()));
        assert_eq!(source.comments.len(), 2);
        assert_eq!(source.code.lines().count(), 2);
    }

    #[test]
    fn a_quote_may_begin_a_char_or_a_lifetime() {
        let source = Source::read("fn f<'a>(x: &'a str) -> char { let q = '\"'; '\\'' }");
        assert!(source.strings.is_empty(), "{:?}", source.strings);
        assert_eq!(source.functions(), [("f".to_owned(), 1, 1)]);
    }

    #[test]
    fn lines_of_code_are_counted_and_blank_ones_are_not() {
        let text = "trait T { fn none(&self); }\nfn three(a: [u8; 2]) {\n    a;\n\n    // why\n    { b; }\n    c\n}\n";
        assert_eq!(Source::read(text).functions(), [("three".to_owned(), 2, 3)]);
    }

    #[test]
    fn a_width_leaves_out_what_strings_hold() {
        let source = Source::read("let a = \"0123456789\";\nlet b = 1; // 日本\n");
        assert_eq!(source.widths, [11, 16, 0]);
    }
}
