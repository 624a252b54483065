//! The words of a line, and what stands around them.

use std::ops::Range;

use crate::browser::language;

/// A word.
#[derive(Debug)]
pub struct Word<'a> {
    /// Where it is in the line with all that stands around it, in bytes.
    pub at: Range<usize>,
    /// Where it is without that.
    pub core_at: Range<usize>,
    /// Without what stands around it, in small letters.
    pub core: String,
    /// The same as it is written.
    pub written: &'a str,
    /// Whether a bracket opens before it.
    pub opens: bool,
    /// Whether a bracket closes behind it.
    pub closes: bool,
    /// The punctuation behind it.
    pub tail: &'a str,
}

/// Signs between chips.
pub const SEPARATORS: &str = ",;:-–—·|/、،";

/// Marks of direction, which nobody sees.
const DIRECTIONS: [char; 12] = [
    '\u{200e}', '\u{200f}', '\u{61c}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}',
];

/// Words that need a name or an address behind them: with it they are part of a sentence.
const LEADS_ON: &str = " about after and as ask at before between by call during for from in into like meet of on or over per \
    see than to under via with within without ";

/// Words that, besides those, need a day or a length behind them.
const COUNTS_ON: &str = " a ago an are black each every first good happy is it's it’s its last my next no only our past since \
    that the their these this those was were your ";

impl Word<'_> {
    /// Whether it needs the name or the address behind it.
    pub fn leads_on(&self) -> bool {
        self.is_one_of(LEADS_ON)
    }

    /// Whether it needs the day or the length behind it.
    pub fn counts_on(&self) -> bool {
        self.leads_on() || self.is_one_of(COUNTS_ON)
    }

    fn is_one_of(&self, list: &str) -> bool {
        self.tail.is_empty() && !self.closes && !self.core.is_empty() && list.contains(&format!(" {} ", self.core))
    }

    /// Whether what stands behind it lets a chip end here. A full stop does where it may be a part of the word.
    pub fn may_end(&self) -> bool {
        match self.tail {
            "" | "," | ";" => true,
            "." => self.core.ends_with(|last: char| last.is_ascii_digit()) || self.core.chars().count() <= 4,
            _ => false,
        }
    }

    /// Whether a full stop is behind it.
    pub fn is_abbreviated(&self) -> bool {
        self.tail.starts_with('.')
    }
}

/// Whether it is only a sign between chips.
pub fn is_separator(word: &Word<'_>) -> bool {
    word.core.is_empty() && !word.opens && !word.closes
}

/// The words of a line.
pub fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, letter) in line.char_indices().chain([(line.len(), ' ')]) {
        match (letter.is_whitespace(), from) {
            (true, Some(start)) => {
                words.push(word(line, start..at));
                from = None;
            }
            (false, None) => from = Some(at),
            _ => {}
        }
    }
    words
}

fn word(line: &str, at: Range<usize>) -> Word<'_> {
    let whole = &line[at.clone()];
    let inner = whole.trim_matches(DIRECTIONS);
    let opened = inner.strip_prefix(['(', '[']);
    let opens = opened.is_some();
    let inner = opened.unwrap_or(inner).trim_start_matches(DIRECTIONS);
    // A bracket that also opens within the word is a part of it.
    let may_close = !inner.contains(['(', '[']);
    let is_tail = |letter: char| {
        ",;:.、،".contains(letter) || may_close && matches!(letter, ')' | ']') || DIRECTIONS.contains(&letter)
    };
    let written = inner.trim_end_matches(is_tail);
    let is_sign = written.chars().all(|letter| SEPARATORS.contains(letter));
    let written = if is_sign { &inner[..0] } else { written };
    let rest = &inner[written.len()..];
    let closes = may_close && rest.contains([')', ']']);
    let tail = rest.trim_matches(|letter: char| matches!(letter, ')' | ']') || DIRECTIONS.contains(&letter));
    let start = at.start + whole.trim_end_matches(DIRECTIONS).len() - inner.len();
    Word { core_at: start..start + written.len(), core: language::lower(written), written, at, opens, closes, tail }
}

/// A number in digits of any script in which a browser writes dates.
pub fn number(text: &str) -> Option<u32> {
    let digit = |letter: char| match letter {
        '0'..='9' => Some(letter as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(letter as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(letter as u32 - 0x6f0),
        '\u{ff10}'..='\u{ff19}' => Some(letter as u32 - 0xff10),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map(digit).collect::<Option<_>>()?;
    (1..=4).contains(&digits.len()).then(|| digits.into_iter().fold(0, |number, digit| number * 10 + digit))
}
