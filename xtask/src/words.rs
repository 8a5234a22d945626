//! The words of the trade that comments use, so that each has its entry in docs/words.md.

/// Every run of Japanese writing in a text.
pub fn japanese(text: &str) -> Vec<String> {
    let scripts = [
        '\u{3005}'..='\u{3005}',
        '\u{3040}'..='\u{30ff}',
        '\u{4e00}'..='\u{9fff}',
        '\u{ff66}'..='\u{ff9f}',
    ];
    let is_japanese = |c: char| scripts.iter().any(|script| script.contains(&c));
    text.split(|c| !is_japanese(c)).filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_japanese_are_found() {
        assert_eq!(japanese("a win (落札), not a 即決."), ["落札", "即決"]);
        assert!(japanese("naïve — “quoted” … ¥").is_empty());
    }
}
