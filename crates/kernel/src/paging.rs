/// One page of a list: the rows, and the cursor of the next page when there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows of this page, in order.
    pub rows: Vec<T>,
    /// What to ask for next; `None` at the end.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts a page out of `limit + 1` rows that were asked for: the extra row proves a next page.
    pub fn cut(mut rows: Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Page<T> {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(cursor) } else { None };
        Page { rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_page_is_promised_only_when_a_further_row_was_seen() {
        let cursor = |n: &i32| n.to_string();
        assert_eq!(Page::cut(vec![1, 2, 3], 2, cursor).next, Some("2".into()));
        assert_eq!(Page::cut(vec![1, 2], 2, cursor).next, None);
        assert_eq!(Page::cut(Vec::new(), 2, cursor).next, None);
    }
}
