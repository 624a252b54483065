//! The marks in plain notes: lists, boxes to tick, bold letters, addresses, lines that became a task. Reads a text, and knows no
//! field.
//!
//! - At the start of a line, behind its indentation: `- ` or `* ` is a bullet, `[ ] ` or `[x] ` (behind a bullet or without one) a box, and
//!   `→ ` says that the line became a task.
//! - `**letters**` within one line are bold, if no blank stands at their ends.
//! - `https://`, `http://` and `mailto:` begin an address at the start of a word. Punctuation at its end is the sentence's.

use std::ops::Range;

use crate::format;

/// What is in front of a line that became a task.
pub const TASK: char = '→';

/// What some letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// What stands around bold letters.
    Sign,
    Bold,
    Bullet,
    /// `[ ]`, or `[x]` if it is ticked.
    Box {
        ticked: bool,
    },
    /// The words behind a box that is ticked.
    Ticked,
    Link,
    /// The arrow of a line that became a task.
    Task,
}

/// Letters with a mark, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    pub at: Range<usize>,
    pub mark: Mark,
}

/// The marked letters of a text, in its order; they do not overlap.
pub fn marks(text: &str) -> Vec<Marked> {
    let (mut found, mut at) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        // Most texts have none, and are asked with each letter.
        if line.contains(['[', '*', '-', ':', TASK]) {
            in_line(line.trim_end_matches('\n'), at, &mut found);
        }
        at += line.len();
    }
    found
}

/// The line without the marks before its words.
pub fn words_of(line: &str) -> &str {
    let head = Head::of(line);
    line[head.words..].trim()
}

/// The marks of a line of a list: its indentation, its bullet or box, and the blanks before its words.
pub fn of_list(line: &str) -> Option<&str> {
    let head = Head::of(line);
    let is_listed = head.bullet.is_some() || head.ticks.is_some();
    is_listed.then(|| &line[..head.words]).filter(|marks| marks.ends_with(' '))
}

/// Whether the line says that it became a task.
pub fn is_task(line: &str) -> bool {
    Head::of(line).task.is_some()
}

/// The address that a text has at this byte.
pub fn link_at(text: &str, at: usize) -> Option<String> {
    let link = marks(text).into_iter().find(|marked| marked.mark == Mark::Link && marked.at.contains(&at))?;
    format::safe_link(&text[link.at])
}

/// The addresses of a text, each once.
pub fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for marked in marks(text) {
        let link = (marked.mark == Mark::Link).then(|| format::safe_link(&text[marked.at])).flatten();
        if let Some(link) = link.filter(|link| !links.contains(link)) {
            links.push(link);
        }
    }
    links
}

/// The marks before the words of a line, in bytes of the line.
#[derive(Default)]
struct Head {
    bullet: Option<usize>,
    ticks: Option<(usize, bool)>,
    task: Option<usize>,
    /// Where its words begin.
    words: usize,
}

impl Head {
    fn of(line: &str) -> Self {
        let mut head = Self { words: line.len() - line.trim_start().len(), ..Self::default() };
        let is_blank_or_end = |rest: &str| rest.is_empty() || rest.starts_with(' ');
        if let Some(rest) = line[head.words..].strip_prefix(TASK).filter(|rest| is_blank_or_end(rest)) {
            head.task = Some(head.words);
            head.words = line.len() - rest.len();
            return head;
        }
        if let Some(rest) = line[head.words..].strip_prefix(['-', '*']).filter(|rest| rest.starts_with(' ')) {
            head.bullet = Some(head.words);
            head.words = line.len() - rest.trim_start().len();
        }
        for (sign, ticked) in [("[ ]", false), ("[x]", true), ("[X]", true)] {
            if let Some(rest) = line[head.words..].strip_prefix(sign).filter(|rest| is_blank_or_end(rest)) {
                head.ticks = Some((head.words, ticked));
                head.words = line.len() - rest.trim_start().len();
                break;
            }
        }
        head
    }
}

fn in_line(line: &str, start: usize, found: &mut Vec<Marked>) {
    let head = Head::of(line);
    let mut mark = |at: Range<usize>, mark| found.push(Marked { at: start + at.start..start + at.end, mark });
    if let Some(at) = head.task {
        mark(at..at + TASK.len_utf8(), Mark::Task);
    }
    if let Some(at) = head.bullet {
        mark(at..at + 1, Mark::Bullet);
    }
    if let Some((at, ticked)) = head.ticks {
        mark(at..at + 3, Mark::Box { ticked });
        if ticked && head.words < line.len() {
            mark(head.words..line.len(), Mark::Ticked);
            return;
        }
    }
    let mut at = head.words;
    while at < line.len() {
        let rest = &line[at..];
        if let Some(length) = bold(rest) {
            mark(at..at + 2, Mark::Sign);
            mark(at + 2..at + length - 2, Mark::Bold);
            mark(at + length - 2..at + length, Mark::Sign);
            at += length;
            continue;
        }
        let begins_word = line[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        if let Some(length) = begins_word.then(|| address(rest)).flatten() {
            mark(at..at + length, Mark::Link);
            at += length;
            continue;
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
}

/// How many bytes bold letters have here, with their signs.
fn bold(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("**")?;
    let end = inner.find("**").filter(|end| *end > 0)?;
    let letters = &inner[..end];
    (letters.trim().len() == letters.len() && !letters.starts_with('*')).then_some(end + 4)
}

/// How many bytes the address has that begins here.
fn address(rest: &str) -> Option<usize> {
    let scheme = ["https://", "http://", "mailto:"]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)))?;
    let word = rest.split(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"')).next()?;
    let mut word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '»', '”', '*']);
    while word.ends_with(')') && word.matches(')').count() > word.matches('(').count() {
        word = word[..word.len() - 1].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    }
    (word.len() > scheme.len() && format::safe_link(word).is_some()).then_some(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<(&str, Mark)> {
        marks(text).into_iter().map(|marked| (&text[marked.at], marked.mark)).collect()
    }

    #[test]
    fn lists_boxes_and_tasks_are_marked_at_the_start_of_a_line_only() {
        assert_eq!(marked("- one\n  * two"), [("-", Mark::Bullet), ("*", Mark::Bullet)]);
        assert_eq!(marked("[ ] three"), [("[ ]", Mark::Box { ticked: false })]);
        let ticked = [("-", Mark::Bullet), ("[x]", Mark::Box { ticked: true }), ("four", Mark::Ticked)];
        assert_eq!(marked("- [x] four"), ticked);
        assert_eq!(marked("→ Send the notes"), [("→", Mark::Task)]);
        for plain in ["-5 degrees", "so - no", "a [ ] b", "[ ]x", "a → b", "[] no", "--", "* *"] {
            assert!(marked(plain).iter().all(|(_, mark)| *mark == Mark::Bullet && plain == "* *"), "{plain}");
        }
    }

    #[test]
    fn bold_letters_stand_in_one_line_without_blanks_at_their_ends() {
        let bold = [("**", Mark::Sign), ("an offer", Mark::Bold), ("**", Mark::Sign)];
        assert_eq!(marked("make **an offer** now"), bold);
        for plain in ["2 ** 3 ** 4", "**", "****", "** a**", "**a\nb**", "a*b*c"] {
            assert_eq!(marked(plain), [], "{plain}");
        }
    }

    #[test]
    fn an_address_ends_before_the_punctuation_of_its_sentence() {
        for (text, address) in [
            ("see https://example.org/a.", "https://example.org/a"),
            ("(http://example.org/a_(b))", "http://example.org/a_(b)"),
            ("write mailto:ben@example.org, please", "mailto:ben@example.org"),
            ("HTTPS://Example.org/ÄÖ?q=1#x!", "HTTPS://Example.org/ÄÖ?q=1#x"),
            ("<https://example.org>", "https://example.org"),
        ] {
            assert_eq!(marked(text), [(address, Mark::Link)], "{text}");
        }
        for none in
            ["javascript:alert(1)", "xhttps://example.org", "https://", "file:///etc/passwd", "data:text/html,x"]
        {
            assert_eq!(marked(none), [], "{none}");
        }
        assert_eq!(links("https://a.example/ and https://a.example/ or mailto:b@c.example").len(), 2);
    }

    #[test]
    fn a_place_in_an_address_leads_to_it() {
        let text = "é https://example.org/x b";
        assert_eq!(link_at(text, 10).as_deref(), Some("https://example.org/x"));
        assert_eq!(link_at(text, 0), None);
        assert_eq!(link_at(text, text.len()), None);
    }

    #[test]
    fn the_words_of_a_line_have_no_marks() {
        for (line, words) in
            [("  - [ ] Ask Eva ", "Ask Eva"), ("→ Ask Eva", "Ask Eva"), ("Ask Eva", "Ask Eva"), ("- ", "")]
        {
            assert_eq!(words_of(line), words, "{line}");
        }
        assert!(is_task("  → Ask Eva") && !is_task("Ask → Eva"));
    }
}
