//! Several lines put into a field at once: each becomes a thing of its own.

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedLine {
    /// What it says, without its bullet.
    pub text: String,
    /// It has a tick box (`- [ ]`), so it is a task; and whether that is ticked.
    pub task: Option<bool>,
}

/// The things in what was pasted: one a line that says something, bullets and numbers taken off.
pub fn lines(pasted: &str) -> Vec<PastedLine> {
    pasted.lines().map(line).filter(|line| !line.text.is_empty()).collect()
}

/// Whether this should become several things, or a task out of the way it is written.
pub fn is_list(pasted: &str) -> bool {
    let mut lines = pasted.lines().map(line).filter(|line| !line.text.is_empty());
    match lines.next() {
        Some(first) => first.task.is_some() || lines.next().is_some(),
        None => false,
    }
}

fn line(raw: &str) -> PastedLine {
    let text = without_bullet(raw.trim());
    let task = [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true)]
        .into_iter()
        .find_map(|(mark, done)| text.strip_prefix(mark).map(|rest| (rest, done)));
    match task {
        Some((rest, done)) => PastedLine { text: rest.trim().to_owned(), task: Some(done) },
        None => PastedLine { text: text.to_owned(), task: None },
    }
}

fn without_bullet(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix(['-', '*', '+', '•']) {
        return if rest.is_empty() || rest.starts_with(char::is_whitespace) { rest.trim_start() } else { text };
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits)
        && let Some(rest) = text[digits..].strip_prefix(['.', ')'])
        && rest.starts_with(char::is_whitespace)
    {
        return rest.trim_start();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pasted: &str) -> Vec<(String, Option<bool>)> {
        lines(pasted).into_iter().map(|line| (line.text, line.task)).collect()
    }

    #[test]
    fn every_line_that_says_something_becomes_a_thing() {
        assert_eq!(
            said("One\r\n\n- two\n* [ ] three\n- [x] four\n2. five\n"),
            [
                ("One".into(), None),
                ("two".into(), None),
                ("three".into(), Some(false)),
                ("four".into(), Some(true)),
                ("five".into(), None),
            ]
        );
    }

    #[test]
    fn what_only_looks_like_a_bullet_stays() {
        assert_eq!(said("-5 degrees"), [("-5 degrees".into(), None)]);
        assert_eq!(said("2026. was long"), [("2026. was long".into(), None)]);
        assert_eq!(said("- "), []);
    }

    #[test]
    fn one_plain_line_is_left_to_the_field() {
        assert!(!is_list("just this"));
        assert!(!is_list("just this\n"));
        assert!(is_list("this\nand that"));
        assert!(is_list("- [ ] a task"));
    }
}
