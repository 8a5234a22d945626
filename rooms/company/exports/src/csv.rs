//! Lines of comma-separated values (RFC 4180) that no spreadsheet takes for formulas.

/// One line of a file.
pub(crate) struct Line(String);

impl Line {
    pub(crate) fn new() -> Line {
        Line(String::new())
    }

    /// A figure, an id or a word of our own.
    pub(crate) fn plain(mut self, value: impl ToString) -> Line {
        self.push(&value.to_string());
        self
    }

    /// What somebody else wrote. A sign that begins a formula gets a `'` before it.
    pub(crate) fn text(mut self, value: &str) -> Line {
        let begins = value.trim_start().starts_with(['=', '+', '-', '@'])
            || value.starts_with(['\t', '\r', '\n']);
        let marked = if begins { format!("'{value}") } else { value.to_owned() };
        let quoted = marked.contains([',', '"', '\n', '\r']);
        self.push(&if quoted { format!("\"{}\"", marked.replace('"', "\"\"")) } else { marked });
        self
    }

    fn push(&mut self, cell: &str) {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        self.0.push_str(cell);
    }

    pub(crate) fn end(mut self) -> String {
        self.0.push_str("\r\n");
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_stays_one_cell_and_no_formula() {
        let table = [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"so\"", "\"say \"\"so\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            (" +1", "' +1"),
            ("-2", "'-2"),
            ("@x", "'@x"),
            ("=1,2", "\"'=1,2\""),
        ];
        for (given, cell) in table {
            let line = Line::new().plain("id").text(given).plain(-5).end();
            assert_eq!(line, format!("id,{cell},-5\r\n"), "{given}");
        }
    }
}
