//! Several lines that are pasted into a field: each becomes a thing of its own.
//!
//! Programs have their own ways to write lines, bullets and checkboxes: Word breaks lines by U+000B and uses bullets
//! of its symbol fonts, spreadsheets separate cells by tabs and quote those with several lines, note apps draw boxes.

/// A pasted line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedLine {
    /// Its text without the bullet.
    pub text: String,
    /// Whether its checkbox is checked, if it has one (`- [ ]`, ☐) and so is a task.
    pub task: Option<bool>,
}

/// The things in a pasted text: one for each line that is not blank, without bullets and numbers. Among several lines, a
/// heading of Markdown (`# Agenda`) is none.
pub fn lines(pasted: &str) -> Vec<PastedLine> {
    let plain = plain(pasted);
    let is_alone = plain.lines().filter(|line| !line.trim().is_empty()).nth(1).is_none();
    let kept = plain.lines().filter(|raw| is_alone || !is_heading(raw.trim()));
    kept.map(line).filter(|line| !line.text.is_empty()).collect()
}

/// Whether a line is a heading: one to six number signs and a space. "#1 goal" is none.
fn is_heading(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - title.len())) && title.starts_with([' ', '\t'])
}

/// Whether the text becomes several things, or is written as a task.
pub fn is_list(pasted: &str) -> bool {
    let plain = plain(pasted);
    let mut lines = said_lines(&plain);
    match lines.next() {
        Some(first) => first.task.is_some() || lines.next().is_some(),
        None => false,
    }
}

/// The text with `
/// ` between the lines that a person saw, without invisible characters.
pub fn text(pasted: &str) -> String {
    pasted.replace("\r\n", "\n").chars().filter_map(seen).collect()
}

/// The same for text that may come from a spreadsheet: cells without the quotes around those with several lines.
pub fn plain(pasted: &str) -> String {
    let mut unquoted = String::with_capacity(pasted.len());
    let mut rest = pasted;
    let mut cell_begins = true;
    while let Some(next) = rest.chars().next() {
        if cell_begins && let Some((cell, after)) = quoted_cell(rest) {
            unquoted.push_str(&cell.replace("\"\"", "\""));
            (rest, cell_begins) = (after, false);
        } else {
            unquoted.push(next);
            (rest, cell_begins) = (&rest[next.len_utf8()..], matches!(next, '\t' | '\n' | '\r'));
        }
    }
    text(&unquoted)
}

/// The text as one line. The spaces around a single line are kept: it may continue a word in the field.
pub fn one_line(pasted: &str) -> String {
    let plain = plain(pasted).replace('\t', " ");
    let line = plain.trim_matches('\n');
    if line.contains('\n') { line.split_whitespace().collect::<Vec<_>>().join(" ") } else { line.to_owned() }
}

/// A character as a person sees it: all line breaks alike, invisible ones not at all. Joiners and direction marks are
/// parts of words.
fn seen(character: char) -> Option<char> {
    match character {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some('\t'),
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffc}' => None,
        character if character.is_control() => None,
        character => Some(character),
    }
}

/// A quoted spreadsheet cell at the beginning of a text, and the rest. Only cells with several lines are quoted.
fn quoted_cell(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let end = from + inside[from..].find('"')?;
        let after = &inside[end + 1..];
        match after.chars().next() {
            Some('"') => from = end + 2,
            None | Some('\t' | '\r' | '\n') => {
                let cell = &inside[..end];
                return cell.contains(['\n', '\r']).then_some((cell, after));
            }
            Some(_) => return None,
        }
    }
}

fn said_lines(plain: &str) -> impl Iterator<Item = PastedLine> {
    plain.lines().map(line).filter(|line| !line.text.is_empty())
}

fn line(raw: &str) -> PastedLine {
    let text = without_bullet(raw.trim());
    let (text, task) = match box_of(text) {
        Some((rest, done)) => (rest.trim_start(), Some(done)),
        None => (text, None),
    };
    // Cells side by side stay one line.
    PastedLine { text: text.replace('\t', " "), task }
}

/// A checkbox at the beginning, the rest, and whether it is checked.
fn box_of(text: &str) -> Option<(&str, bool)> {
    let written = [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true)];
    let written = written.into_iter().find_map(|(mark, done)| text.strip_prefix(mark).map(|rest| (rest, done)));
    written.or_else(|| {
        let done = match text.chars().next()? {
            '☐' | '□' | '▢' | '❏' | '❑' | '◻' | '⬜' => false,
            '☑' | '☒' | '✅' | '✓' | '✔' => true,
            _ => return None,
        };
        // Some are followed by the variation selector that makes them an emoji.
        Some((text[text.chars().next()?.len_utf8()..].trim_start_matches('\u{fe0f}'), done))
    })
}

/// Bullets as people type them, and as Word writes those of its symbol fonts: private-use characters, or a letter and
/// a tab.
fn without_bullet(text: &str) -> &str {
    let mut letters = text.chars();
    let first = letters.next();
    let rest = letters.as_str();
    let is_bullet = match first {
        Some(
            '-' | '*' | '+' | '–' | '—' | '•' | '·' | '∙' | '‣' | '⁃' | '◦' | '●' | '○' | '▪' | '▫' | '■' | '➢' | '►'
            | '▶',
        ) => rest.is_empty() || rest.starts_with(char::is_whitespace),
        Some('o' | '§' | 'Ø' | 'ü' | 'v' | 'q') => rest.starts_with('\t'),
        Some('\u{f000}'..='\u{f0ff}') => true,
        _ => false,
    };
    if is_bullet { rest.trim_start() } else { without_number(text) }
}

/// `2.`, `2)`, `(2)`, `2.1.`, `b)`, `iv)`; a letter with a full stop only before a tab, since it may be an initial.
fn without_number(text: &str) -> &str {
    let (marked, opened) = text.strip_prefix('(').map_or((text, false), |marked| (marked, true));
    let length = marked.find([')', '\t', ' ']).map_or(0, |end| end + usize::from(marked[end..].starts_with(')')));
    let (mark, rest) = marked.split_at(length);
    let Some(name) = mark.strip_suffix(')').or_else(|| mark.strip_suffix('.').filter(|_| !opened)) else { return text };
    let is_number =
        name.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit()));
    let is_letter = name.len() == 1 && name.bytes().all(|c| c.is_ascii_alphabetic())
        || (1..=5).contains(&name.len()) && name.bytes().all(|c| matches!(c, b'i' | b'v' | b'x'));
    let is_mark = is_number || is_letter && (mark.ends_with(')') || rest.starts_with('\t'));
    if is_mark && rest.starts_with(char::is_whitespace) { rest.trim_start() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pasted: &str) -> Vec<(String, Option<bool>)> {
        lines(pasted).into_iter().map(|line| (line.text, line.task)).collect()
    }

    fn texts(pasted: &str) -> Vec<String> {
        lines(pasted).into_iter().map(|line| line.text).collect()
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
        for whole in [
            "-5 degrees",
            "2026. was long",
            "1984 was",
            "3.5 hours",
            "3.5\u{a0}hours",
            "A. Smith comes",
            "e. coli",
            "o dear",
            "q & a",
            "(see below) first",
            "(2026) was long",
            "vi. and emacs",
            "one) two",
            "1.Mai",
            "“quoted” words",
            "\"quoted\" words",
        ] {
            assert_eq!(texts(whole), [whole]);
        }
        assert_eq!(said("- "), []);
    }

    /// `B4`: every program breaks lines in its own way.
    #[test]
    fn lines_are_what_a_person_saw_as_lines() {
        for broken in [
            "one\rtwo",
            "one\u{b}two",
            "one\u{2028}two",
            "one\u{2029}two",
            "one\u{85}two",
            "one\u{c}two",
            "one\r\ntwo\r\n",
        ] {
            assert_eq!(texts(broken), ["one", "two"], "{broken:?}");
            assert!(is_list(broken), "{broken:?}");
            assert_eq!(one_line(broken), "one two", "{broken:?}");
        }
    }

    #[test]
    fn the_spaces_of_a_single_line_stay() {
        assert_eq!(one_line(" and more "), " and more ");
        assert_eq!(one_line("two  spaces\r\n"), "two  spaces");
        assert_eq!(one_line(" one\n  two "), "one two");
        assert_eq!(one_line("a\tb"), "a b");
    }

    #[test]
    fn headings_are_no_things_and_numbers_are_no_headings() {
        assert_eq!(texts("# Agenda\n\n- one\n## Later\ntwo"), ["one", "two"]);
        assert_eq!(texts("#1 goal\n#2 goal\n####### seven"), ["#1 goal", "#2 goal", "####### seven"]);
        assert_eq!(texts("# Agenda"), ["# Agenda"], "a line alone is what the person means");
    }

    #[test]
    fn boxes_make_tasks() {
        for open in ["☐ one", "□ one", "☐\tone", "- ☐ one", "• [ ] one", "❏ one", "⬜️ one"] {
            assert_eq!(said(open), [("one".into(), Some(false))], "{open:?}");
        }
        for ticked in ["☑ one", "☒ one", "✅ one", "✔️ one", "* [X] one", "1. ☑ one"] {
            assert_eq!(said(ticked), [("one".into(), Some(true))], "{ticked:?}");
        }
    }

    #[test]
    fn bullets_and_numbers_of_programs_go() {
        for listed in [
            "•\tone",
            "·\tone",
            "o\tone",
            "§\tone",
            "\u{f0b7}\tone",
            "\u{f0a7} one",
            "▪ one",
            "– one",
            "➢\tone",
            "1.\tone",
            "a)\tone",
            "a) one",
            "b.\tone",
            "(c) one",
            "(12) one",
            "iv) one",
            "ii.\tone",
            "2.1. one",
            "1) one",
        ] {
            assert_eq!(texts(listed), ["one"], "{listed:?}");
        }
    }

    #[test]
    fn cells_of_a_spreadsheet_are_lines_without_quotes() {
        assert_eq!(texts("\"one\ntwo\"\nthree\n"), ["one", "two", "three"]);
        assert_eq!(texts("a\t\"one\r\ntwo \"\"b\"\"\"\tc\r\n"), ["a one", "two \"b\" c"]);
        assert_eq!(texts("Ana\tBen\r\nEva\t\r\n"), ["Ana Ben", "Eva"]);
        // No spreadsheet cell: these quotes are the person's.
        assert_eq!(texts("\"one\ntwo"), ["\"one", "two"]);
        assert_eq!(texts("\"one\" and\n\"two\""), ["\"one\" and", "\"two\""]);
    }

    #[test]
    fn quotes_in_a_text_stay_where_it_is_no_list() {
        assert_eq!(text("\"one\r\ntwo\""), "\"one\ntwo\"");
        assert_eq!(text("one\u{b}two\u{2028}\u{0}three\r"), "one\ntwo\nthree\n");
    }

    #[test]
    fn no_character_stays_that_nobody_sees() {
        assert_eq!(texts("\u{feff}o\u{0}n\u{200b}e\u{7}\u{fffc}\u{9f}"), ["one"]);
        // These are parts of words.
        assert_eq!(texts("👩\u{200d}👧 می\u{200c}خواهم"), ["👩\u{200d}👧 می\u{200c}خواهم"]);
    }

    #[test]
    fn one_plain_line_is_left_to_the_field() {
        assert!(!is_list("just this"));
        assert!(!is_list("just this\n"));
        assert!(is_list("this\nand that"));
        assert!(is_list("- [ ] a task"));
    }
}
