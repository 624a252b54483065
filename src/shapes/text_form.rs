//! A shape as plain text: to another room, or into a file. It holds the shape's name and steps and not a word of the room.
//!
//! ```text
//! Alongside steps 1
//! A calm hour
//! 3 | Arrive | What is on your mind right now?
//! 25 | Talk |
//! ```

use alongside_room::{NewStep, StepId};

use crate::{
    browser::download,
    strings::{Key, fill, t},
};

const HEAD: &str = "Alongside steps ";
const VERSION: u32 = 1;
const MOST_STEPS: usize = 24;
const MOST_MINUTES: u16 = 999;
/// In Unicode scalars.
const LONGEST: usize = 200;

/// Why a text is no shape.
#[derive(Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Its first line is another.
    NotSteps,
    /// A later version of Alongside wrote it.
    Newer,
    NoName,
    NoSteps,
    /// More than a session can have.
    TooMany,
    /// This line, counted from 1, is no step.
    Line(usize),
    /// Something in this line is too long.
    TooLong(usize),
}

impl Unreadable {
    /// The same, to be read.
    pub fn words(&self) -> String {
        let key = match self {
            Self::NotSteps => Key::TextNotSteps,
            Self::Newer => Key::TextNewer,
            Self::NoName => Key::TextNoName,
            Self::NoSteps => Key::TextNoSteps,
            Self::TooMany => Key::TextTooMany,
            Self::Line(line) => return fill(Key::TextLine, &[("line", &line.to_string())]),
            Self::TooLong(line) => return fill(Key::TextTooLong, &[("line", &line.to_string())]),
        };
        t(key).to_owned()
    }
}

/// Writes a shape.
pub fn write(name: &str, steps: &[NewStep]) -> String {
    let mut text = format!("{HEAD}{VERSION}\n{}\n", one_line(name));
    for step in steps {
        let parts = [step.minutes.to_string(), escaped(&step.name), escaped(&step.prompt)];
        text.push_str(parts.join(" | ").trim_end());
        text.push('\n');
    }
    text
}

/// Reads a shape: its name, and its steps, numbered.
///
/// # Errors
/// The text is none.
pub fn read(text: &str) -> Result<(String, Vec<NewStep>), Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = (1..).zip(text.lines()).map(|(at, line)| (at, line.trim())).filter(|(_, line)| !line.is_empty());
    let head = lines.next().and_then(|(_, line)| line.strip_prefix(HEAD)).ok_or(Unreadable::NotSteps)?;
    match head.trim().parse::<u32>() {
        Ok(VERSION) => {}
        Ok(newer) if newer > VERSION => return Err(Unreadable::Newer),
        _ => return Err(Unreadable::NotSteps),
    }
    let (at, name) = lines.next().ok_or(Unreadable::NoName)?;
    fits(at, name)?;
    let mut steps = Vec::new();
    for (at, line) in lines {
        let parts = parts(line);
        let [minutes, name, rest @ ..] = &parts[..] else { return Err(Unreadable::Line(at)) };
        let minutes = minutes.parse().ok().filter(|minutes| *minutes <= MOST_MINUTES).ok_or(Unreadable::Line(at))?;
        let prompt = match rest {
            [] => String::new(),
            [prompt] => prompt.clone(),
            _ => return Err(Unreadable::Line(at)),
        };
        if name.is_empty() {
            return Err(Unreadable::Line(at));
        }
        fits(at, name)?;
        fits(at, &prompt)?;
        if steps.len() == MOST_STEPS {
            return Err(Unreadable::TooMany);
        }
        steps.push(NewStep { id: StepId((steps.len() as u64 + 1).to_be_bytes()), name: name.clone(), minutes, prompt });
    }
    if steps.is_empty() { Err(Unreadable::NoSteps) } else { Ok((name.to_owned(), steps)) }
}

/// Gives the person a file with a shape.
pub fn save(text: &str) {
    download::save("steps.txt", "text/plain", text);
}

fn fits(line: usize, text: &str) -> Result<(), Unreadable> {
    if text.chars().count() > LONGEST { Err(Unreadable::TooLong(line)) } else { Ok(()) }
}

/// What stands between the bars of a line; `\|` is a bar, and `\\` a backslash.
fn parts(line: &str) -> Vec<String> {
    let (mut parts, mut letters) = (vec![String::new()], line.chars());
    while let Some(letter) = letters.next() {
        let literal = if letter == '\\' { letters.next() } else { None };
        match (parts.last_mut(), literal) {
            (Some(part), Some(literal)) => part.push(literal),
            (_, None) if letter == '|' => parts.push(String::new()),
            (Some(part), None) => part.push(letter),
            (None, _) => {}
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

fn escaped(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('|', "\\|")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(n: u64, minutes: u16, name: &str, prompt: &str) -> NewStep {
        NewStep { id: StepId(n.to_be_bytes()), name: name.to_owned(), minutes, prompt: prompt.to_owned() }
    }

    #[test]
    fn a_shape_is_read_as_it_was_written() {
        let steps = [
            step(1, 3, "Arrive", "How are you?"),
            step(2, 0, "Either | or \\ both", "a\\|b"),
            step(3, 999, "שלום", ""),
        ];
        let text = write("A calm hour", &steps);
        assert_eq!(
            text,
            "Alongside steps 1\nA calm hour\n3 | Arrive | How are you?\n0 | Either \\| or \\\\ both | a\\\\\\|b\n999 | שלום |\n"
        );
        assert_eq!(read(&text), Ok(("A calm hour".to_owned(), steps.to_vec())));
    }

    #[test]
    fn what_a_mail_program_did_to_it_does_not_matter() {
        let text = "\u{feff}Alongside steps 1\r\n\r\n  A calm hour  \r\n\r\n 3|Arrive\r\n10 |  Talk |  \r\n\r\n";
        let (name, steps) = read(text).expect("a shape");
        assert_eq!((&*name, steps.len(), &*steps[1].name, steps[1].minutes), ("A calm hour", 2, "Talk", 10));
    }

    #[test]
    fn each_text_that_is_none_says_why() {
        let head = "Alongside steps 1\n";
        let long = "x".repeat(201);
        let cases = [
            (String::new(), Unreadable::NotSteps),
            ("Dear Ana".to_owned(), Unreadable::NotSteps),
            ("Alongside steps x\nName\n1 | a".to_owned(), Unreadable::NotSteps),
            ("Alongside steps 2\nName\n1 | a".to_owned(), Unreadable::Newer),
            (head.to_owned(), Unreadable::NoName),
            (format!("{head}Name"), Unreadable::NoSteps),
            (format!("{head}Name\nArrive"), Unreadable::Line(3)),
            (format!("{head}Name\nten | Arrive"), Unreadable::Line(3)),
            (format!("{head}Name\n1000 | Arrive"), Unreadable::Line(3)),
            (format!("{head}Name\n-1 | Arrive"), Unreadable::Line(3)),
            (format!("{head}Name\n1 | "), Unreadable::Line(3)),
            (format!("{head}Name\n1 | a | b | c"), Unreadable::Line(3)),
            (format!("{head}{long}\n1 | a"), Unreadable::TooLong(2)),
            (format!("{head}Name\n1 | a\n1 | {long}"), Unreadable::TooLong(4)),
            (format!("{head}Name\n{}", "1 | a\n".repeat(25)), Unreadable::TooMany),
        ];
        for (text, why) in cases {
            assert_eq!(read(&text), Err(why), "{text:?}");
        }
    }
}
