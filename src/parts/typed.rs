//! What a person types besides a title: `Budget 15m`, `Send the notes @ben fri`. The words for minutes, a due day, a member and
//! an address become chips, and the rest is the title. Reads lines only: it knows no field, no room and no clock.
//!
//! The rule, which leaves ordinary prose alone:
//! - At the **end** of a line: any number of chips, one after the other, each with a separator or in brackets if the person
//!   likes (`Budget – 10 min`, `Budget (10 min, @ben)`).
//! - At its **start**: minutes in one word (`15m Budget`), a member (`@ben notes`); minutes in two words and a day only in brackets or
//!   with a colon or a dash behind them (`15 min: Budget`, `Fri – notes`).
//! - **Anywhere** behind a clear mark: `@` before the name of a member, and the scheme of an address. A name in the
//!   middle of a sentence also stays in the title, without its `@`; so does an address behind a word that needs it ("see …").
//! - Behind a word that makes them part of the sentence, words stay letters: "every 15 min", "since Friday", "the 4 Dec". So do
//!   words in quotes or before `?` and `!`, a day that is past, and what would leave no title. "by", "due", "on" and "until"
//!   before a day belong to it.
//! - A month counts only with a day's number, and a short weekday that is also a word ("sun", "sat", and all
//!   those of other languages than English) only behind "by", "on" and the like or with its full stop.
//! - Of each kind the last chip counts; what the person made letters again ([`KeptLetters`]) stays letters.
//!
//! Days are said in English, or with the names of weekdays and months in the browser's language; `12/5` is read in its order.

mod days;
mod lengths;
mod marks;
pub mod reader;
pub mod vocabulary;
mod words;

#[cfg(test)]
mod table;

pub use marks::bare;

use std::ops::Range;

use crate::{
    calendar::Day,
    parts::typed::{
        vocabulary::Vocabulary,
        words::{Word, is_separator, words},
    },
};

/// Which chips a list takes. All take members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Takes {
    pub minutes: bool,
    pub due: bool,
    pub link: bool,
}

impl Takes {
    /// What a point takes.
    pub const POINT: Self = Self { minutes: true, due: false, link: false };
    /// What a task takes.
    pub const TASK: Self = Self { minutes: false, due: true, link: true };
}

/// What a chip says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    Minutes(u16),
    Due(Day),
    /// The member with this index in [`Vocabulary::people`].
    Member(usize),
    Link(String),
}

/// Letters of a line that are read as something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The letters, in bytes of the line.
    pub at: Range<usize>,
    pub meant: Meant,
    /// What stays in the title in their place.
    stays: String,
}

/// Letters that the person wants left as letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLetters {
    /// What was before them in the line.
    before: String,
    letters: String,
}

/// A line as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedLine {
    /// The line as it was typed or pasted.
    pub source: String,
    pub title: String,
    /// Whether its checkbox is checked, if it has one and so is a task.
    pub task: Option<bool>,
    /// In the order of the line, at most one of each kind.
    pub chips: Vec<Chip>,
}

impl TypedLine {
    /// A line that is a title and nothing else.
    pub fn plain(title: impl Into<String>) -> Self {
        let title = title.into();
        Self { source: title.clone(), title, task: None, chips: Vec::new() }
    }

    /// How many minutes it says.
    pub fn minutes(&self) -> Option<u16> {
        self.meant(|meant| if let Meant::Minutes(minutes) = meant { Some(*minutes) } else { None })
    }

    /// The day by which it is due.
    pub fn due(&self) -> Option<Day> {
        self.meant(|meant| if let Meant::Due(day) = meant { Some(*day) } else { None })
    }

    /// The member that it names, by the index in the vocabulary.
    pub fn member(&self) -> Option<usize> {
        self.meant(|meant| if let Meant::Member(index) = meant { Some(*index) } else { None })
    }

    /// The address in it.
    pub fn link(&self) -> Option<&str> {
        self.chips.iter().find_map(|chip| if let Meant::Link(link) = &chip.meant { Some(&**link) } else { None })
    }

    fn meant<T>(&self, of: impl Fn(&Meant) -> Option<T>) -> Option<T> {
        self.chips.iter().find_map(|chip| of(&chip.meant))
    }
}

impl KeptLetters {
    /// This chip's letters are to stay letters.
    pub fn of(line: &str, chip: &Chip) -> Option<Self> {
        Some(Self { before: line.get(..chip.at.start)?.to_owned(), letters: line.get(chip.at.clone())?.to_owned() })
    }

    fn holds(&self, line: &str, at: &Range<usize>) -> bool {
        line.get(..at.start) == Some(&*self.before) || line.get(at.clone()) == Some(&*self.letters)
    }
}

/// Reads one line. What a field reads goes through [`reader`]: whatever else names this function takes it out of the module that it
/// is in.
pub fn read(line: &str, takes: Takes, vocabulary: &Vocabulary, kept: &[KeptLetters]) -> TypedLine {
    let words = words(line);
    let mut reader = LineReader { line, words: &words, takes, vocabulary, kept, chips: Vec::new() };
    let end = reader.read_end();
    let start = reader.read_start(end);
    reader.read_middle(start, end);
    let mut chips: Vec<Chip> = Vec::new();
    for chip in reader.chips {
        let place = chips.partition_point(|before| before.at.start < chip.at.start);
        chips.insert(place, chip);
    }
    loop {
        let title = title(line, &chips);
        if title.chars().any(char::is_alphanumeric) || chips.is_empty() {
            return TypedLine { source: line.to_owned(), title, task: None, chips };
        }
        // An address alone is named by itself; other words alone are the title.
        match chips.iter_mut().find(|chip| matches!(chip.meant, Meant::Link(_))) {
            Some(Chip { meant: Meant::Link(link), stays, .. }) => *stays = marks::bare(link).to_owned(),
            _ => drop(chips.remove(0)),
        }
    }
}

/// A line while it is read.
struct LineReader<'a> {
    line: &'a str,
    words: &'a [Word<'a>],
    takes: Takes,
    vocabulary: &'a Vocabulary,
    kept: &'a [KeptLetters],
    chips: Vec<Chip>,
}

/// The most words that one chip has: "due by Fri 4th of December 2026".
const LONGEST: usize = 8;

impl<'a> LineReader<'a> {
    /// Takes chips off the end; returns how many words are before them.
    fn read_end(&mut self) -> usize {
        let mut end = self.words.len();
        while end > 0 {
            if is_separator(&self.words[end - 1]) {
                end -= 1;
            } else if let Some(from) = self.read_at_end(end) {
                end = from;
            } else {
                break;
            }
        }
        end
    }

    /// Takes one chip, or one pair of brackets with chips, off the end; returns how many words are before it.
    fn read_at_end(&mut self, end: usize) -> Option<usize> {
        let words: &'a [Word<'a>] = self.words;
        let last = &words[end - 1];
        if last.closes && !last.opens {
            let open = (0..end - 1).rev().take(LONGEST).find(|at| words[*at].opens)?;
            return self.read_brackets(open, end).then_some(open);
        }
        if !last.may_end() {
            return None;
        }
        (end.saturating_sub(LONGEST)..end).find(|from| {
            let chip = &words[*from..end];
            let is_whole = chip.iter().all(|word| word.opens == word.closes) && (!last.opens || chip.len() == 1);
            is_whole && self.take(*from, end, self.at(*from, end))
        })
    }

    /// Takes all words in a pair of brackets as chips, if all are.
    fn read_brackets(&mut self, open: usize, end: usize) -> bool {
        let before = self.chips.len();
        let (mut to, whole) = (end, self.at(open, end));
        while to > open {
            let from = (open..to).find(|from| {
                let at = if *from == open { whole.start..self.words[to - 1].at.end } else { self.at(*from, to) };
                let at = if to == end { at.start..whole.end } else { at };
                self.take(*from, to, at)
            });
            match from {
                Some(from) => to = from,
                None if is_separator(&self.words[to - 1]) => to -= 1,
                None => {
                    self.chips.truncate(before);
                    return false;
                }
            }
        }
        true
    }

    /// Takes chips off the start; returns how many words they were.
    fn read_start(&mut self, end: usize) -> usize {
        let words: &'a [Word<'a>] = self.words;
        let mut start = 0;
        while start < end {
            let to = (start + 1..end.min(start + LONGEST)).rev().find(|to| {
                let (first, last, next) = (&words[start], &words[*to - 1], &words[*to]);
                let is_set_off = last.tail.contains(':') || first.opens || is_separator(next);
                let is_length =
                    || *to == start + 1 && lengths::read(&words[start..*to]).is_some() && !lengths::goes_on(next);
                let may = first.opens == last.closes && (is_set_off || first.core.starts_with('@') || is_length());
                may && self.take(start, *to, self.at(start, *to))
            });
            match to {
                Some(to) => start = to,
                None if start > 0 && is_separator(&words[start]) => start += 1,
                None => break,
            }
        }
        start
    }

    /// Takes what is marked between the words at the start and at the end.
    fn read_middle(&mut self, start: usize, end: usize) {
        for from in start..end {
            if let Some((length, meant, bare)) = self.marked(from, end) {
                let at = self.words[from].core_at.start..self.words[from + length - 1].core_at.end;
                let is_needed = matches!(meant, Meant::Member(_)) || self.leads_on(from);
                self.push(Chip { at, meant, stays: if is_needed { bare } else { String::new() } });
            }
        }
    }

    /// Takes these words as one chip with these letters, if they are one; or leaves them, if they are to stay letters.
    fn take(&mut self, from: usize, to: usize, at: Range<usize>) -> bool {
        let words = &self.words[from..to];
        let marked = self.marked(from, to).filter(|(length, ..)| *length == words.len());
        let (meant, stays) = match marked {
            Some((_, meant, bare)) => (meant, if self.leads_on(from) { bare } else { String::new() }),
            None => {
                let day = || days::read(words, self.vocabulary).map(Meant::Due);
                let minutes = lengths::read(words).filter(|_| self.takes.minutes).map(Meant::Minutes);
                match minutes
                    .or_else(|| day().filter(|_| self.takes.due))
                    .filter(|_| !self.before(from).is_some_and(Word::counts_on))
                {
                    Some(meant) => (meant, String::new()),
                    None => return false,
                }
            }
        };
        self.push(Chip { at, meant, stays })
    }

    fn push(&mut self, chip: Chip) -> bool {
        if self.kept.iter().any(|kept| kept.holds(self.line, &chip.at)) {
            return true;
        }
        let kind = std::mem::discriminant(&chip.meant);
        let is_free = self.chips.iter().all(|taken| std::mem::discriminant(&taken.meant) != kind);
        if is_free {
            self.chips.push(chip);
        }
        is_free
    }

    /// The member or address that begins with this word: how many words it has, and what of it can stay in the title.
    fn marked(&self, from: usize, end: usize) -> Option<(usize, Meant, String)> {
        let words = &self.words[from..end.min(from + LONGEST)];
        let member = || {
            let (length, index) = marks::member(words, &self.vocabulary.people)?;
            let name = self.vocabulary.people.get(index)?;
            Some((length, Meant::Member(index), name.clone()))
        };
        let link = || {
            let link = marks::address(words.first()?)?;
            let bare = marks::bare(&link).to_owned();
            Some((1, Meant::Link(link), bare))
        };
        member().or_else(|| link().filter(|_| self.takes.link))
    }

    /// Whether the word before needs this one.
    fn leads_on(&self, from: usize) -> bool {
        self.before(from).is_some_and(Word::leads_on)
    }

    fn before(&self, from: usize) -> Option<&Word<'a>> {
        from.checked_sub(1).and_then(|before| self.words.get(before))
    }

    fn at(&self, from: usize, to: usize) -> Range<usize> {
        self.words[from].at.start..self.words[to - 1].at.end
    }
}

/// The line without the letters of its chips.
fn title(line: &str, chips: &[Chip]) -> String {
    if chips.is_empty() {
        return line.trim().to_owned();
    }
    let (mut title, mut from) = (String::with_capacity(line.len()), 0);
    for chip in chips {
        title.push_str(line.get(from..chip.at.start).unwrap_or_default());
        if chip.stays.is_empty() {
            // One of the spaces around goes, too.
            title.truncate(title.trim_end().len());
        }
        title.push_str(&chip.stays);
        from = chip.at.end;
    }
    title.push_str(line.get(from..).unwrap_or_default());
    let is_edge = |letter: char| letter.is_whitespace() || words::SEPARATORS.contains(letter);
    title.trim_matches(is_edge).to_owned()
}
