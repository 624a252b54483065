//! A pairing code: a number that the relay gave, and two words that it never learns. `[P 124]`
//!
//! Typing is forgiving: small and capital letters, spaces, hyphens, dots and whatever else between the parts are the same, a word may be
//! given by its beginning as soon as only one begins so, and a word that is in no list is said before anything is sent.

use std::fmt;

use rand_core::Rng;
use zeroize::Zeroize;

use super::words::{COUNT, LISTS, WordList};

/// A number and two words. Whoever has it while it is good gets the room: it is never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    /// Where to meet.
    pub number: u32,
    words: [&'static str; 2],
}

/// Why a text is no code: always the text's fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotACode {
    /// It does not begin with a number.
    #[error("a code begins with a number")]
    NoNumber,
    /// This word is in no list.
    #[error("a word is in no list")]
    Unknown(String),
    /// Several words of a list begin so.
    #[error("several words begin so")]
    Ambiguous(String),
    /// So many words are missing.
    #[error("{0} words are missing")]
    Missing(usize),
    /// More than a number and two words.
    #[error("a code is a number and two words")]
    TooLong,
}

/// What a beginning of a word can go on to, as far as it is to be shown.
pub type Completions = Vec<&'static str>;

impl Code {
    /// Draws words of this list for the number that the relay gave.
    pub fn draw(number: u32, list: &WordList, rng: &mut impl Rng) -> Self {
        // 512 divides what is drawn, so every word is drawn as often.
        let words = [(); 2].map(|()| list.word(rng.next_u32() as usize % COUNT));
        Self { number, words }
    }

    /// The two words.
    pub fn words(&self) -> [&'static str; 2] {
        self.words
    }

    /// What is typed, read as far as it goes.
    ///
    /// # Errors
    /// [`NotACode`]: what is wrong, of the first part that is.
    pub fn read(text: &str) -> Result<Self, NotACode> {
        let mut parts = parts(text);
        let number = parts.next().and_then(|part| part.parse().ok()).filter(|number| *number > 0);
        let number = number.ok_or(NotACode::NoNumber)?;
        let typed: Vec<&str> = parts.collect();
        // All words of a code are of one list; what is wrong with them is told of the list that knows most of them.
        let readings = LISTS.iter().map(|list| {
            let found: Vec<_> = typed.iter().take(2).map(|word| find_in(list, word)).collect();
            (found.iter().filter(|found| found.is_ok()).count(), found)
        });
        let (_, found) = readings.max_by_key(|(known, _)| *known).unwrap_or_default();
        let mut words = [""; 2];
        for (place, word) in words.iter_mut().zip(found) {
            *place = word?;
        }
        match typed.len() {
            2 => Ok(Self { number, words }),
            0 | 1 => Err(NotACode::Missing(2 - typed.len())),
            _ => Err(NotACode::TooLong),
        }
    }

    /// Whether a text is more like a code than like a link: a number comes first, and then letters alone.
    pub fn is_likely(text: &str) -> bool {
        let mut parts = parts(text);
        let is_number =
            parts.next().is_some_and(|part| part.len() < 8 && part.bytes().all(|byte| byte.is_ascii_digit()));
        let words = parts.collect::<Vec<_>>();
        is_number && (1..=2).contains(&words.len()) && words.iter().all(|word| word.chars().all(char::is_alphabetic))
    }

    /// What the exchange has for its password: the number, too, so that a relay cannot lead to another.
    pub(super) fn password(&self) -> Password {
        Password(format!("{}-{}-{}", self.number, self.words[0], self.words[1]).into_bytes())
    }
}

/// The bytes of a code, wiped after use.
pub(super) struct Password(pub(super) Vec<u8>);

impl Drop for Password {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// The word that somebody means who typed this, of whichever list.
///
/// # Errors
/// [`NotACode::Unknown`] or [`NotACode::Ambiguous`].
pub fn find_word(typed: &str) -> Result<&'static str, NotACode> {
    let mut problem = NotACode::Unknown(typed.to_owned());
    for list in LISTS {
        match find_in(list, typed) {
            Ok(word) => return Ok(word),
            Err(NotACode::Ambiguous(word)) => problem = NotACode::Ambiguous(word),
            Err(_) => {}
        }
    }
    Err(problem)
}

/// The words that go on from this beginning, once it has two letters; none where it is a whole word already.
pub fn completions(typed: &str) -> Completions {
    if typed.chars().count() < 2 {
        return Vec::new();
    }
    let all = LISTS.iter().flat_map(WordList::words);
    let found: Completions = all.filter(|word| begins_with(word, typed)).take(MOST_COMPLETIONS).collect();
    if found.iter().any(|word| word.len() == typed.len()) { Vec::new() } else { found }
}

fn find_in(list: &WordList, typed: &str) -> Result<&'static str, NotACode> {
    let mut found = list.words().filter(|word| begins_with(word, typed));
    match (found.next(), found.next()) {
        (Some(word), _) if word.len() == typed.len() => Ok(word),
        (Some(word), None) if typed.chars().count() >= ENOUGH => Ok(word),
        (Some(_), _) => Err(NotACode::Ambiguous(typed.to_owned())),
        (None, _) => Err(NotACode::Unknown(typed.to_owned())),
    }
}

/// Whether a word begins with what was typed, whatever the case of its letters.
fn begins_with(word: &str, typed: &str) -> bool {
    let mut letters = word.chars();
    typed.chars().all(|letter| letters.next() == Some(letter.to_ascii_lowercase()))
}

/// The parts of what was typed: runs of digits, and runs of letters.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let from = rest.find(char::is_alphanumeric)?;
        let digits = rest[from..].starts_with(|letter: char| letter.is_ascii_digit());
        let ends = |letter: char| !letter.is_alphanumeric() || letter.is_ascii_digit() != digits;
        let length = rest[from..].find(ends).unwrap_or(rest.len() - from);
        let part = &rest[from..from + length];
        rest = &rest[from + length..];
        Some(part)
    })
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {} · {}", self.number, self.words[0], self.words[1])
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({}, …)", self.number)
    }
}

/// Letters that stand for a word if only one begins so.
const ENOUGH: usize = 2;

/// So many words are offered for a beginning.
const MOST_COMPLETIONS: usize = 6;

#[cfg(test)]
mod tests {
    use chacha20::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    fn read(text: &str) -> Result<String, NotACode> {
        Code::read(text).map(|code| code.to_string())
    }

    /// `[P 124]`
    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for text in [
            "7 · glove · tiger",
            "7 glove tiger",
            "7-glove-tiger",
            "7glove-TIGER ",
            "  7, Glove, Tiger.",
            "7\nglove\ttiger",
            "7-glo-tig",
            "“7 – glove – tiger”",
        ] {
            assert_eq!(read(text).as_deref(), Ok("7 · glove · tiger"), "{text:?}");
            assert!(Code::is_likely(text), "{text:?}");
        }
    }

    /// `[P 124]`
    #[test]
    fn what_is_wrong_with_a_code_is_said_of_the_part_that_is_wrong() {
        assert_eq!(read(""), Err(NotACode::NoNumber));
        assert_eq!(read("glove tiger"), Err(NotACode::NoNumber));
        assert_eq!(read("0 glove tiger"), Err(NotACode::NoNumber));
        assert_eq!(read("7"), Err(NotACode::Missing(2)));
        assert_eq!(read("7 glove"), Err(NotACode::Missing(1)));
        assert_eq!(read("7 glove tigger"), Err(NotACode::Unknown("tigger".to_owned())));
        assert_eq!(read("7 glovv tiger"), Err(NotACode::Unknown("glovv".to_owned())));
        assert_eq!(read("7 go tiger"), Err(NotACode::Ambiguous("go".to_owned())));
        assert_eq!(read("7 glove tiger tiger"), Err(NotACode::TooLong));
        assert_eq!(read("99999999999 glove tiger"), Err(NotACode::NoNumber));
    }

    /// `[P 124]`
    #[test]
    fn two_letters_offer_the_words_that_begin_so_and_one_offers_none() {
        assert_eq!(completions("gl"), ["glasses", "glisten", "glove", "glucose", "glycerin"]);
        assert_eq!(completions("GLO"), ["glove"]);
        assert!(completions("g").is_empty() && completions("glove").is_empty() && completions("xx").is_empty());
        assert_eq!(find_word("qui"), Ok("quilt"));
        assert_eq!(find_word("zz"), Err(NotACode::Unknown("zz".to_owned())));
    }

    #[test]
    fn a_link_is_not_taken_for_a_code() {
        for text in
            ["https://room.example/#1.abc", "#1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "hello", "7", "7 a b c"]
        {
            assert!(!Code::is_likely(text), "{text:?}");
        }
    }

    /// `[P 124]`
    #[test]
    fn every_word_is_drawn_about_as_often_in_either_place() {
        let mut rng = ChaCha20Rng::from_seed([3; 32]);
        let list = WordList::of("en");
        let mut times = [std::collections::BTreeMap::new(), std::collections::BTreeMap::new()];
        for _ in 0..COUNT * 100 {
            let words = Code::draw(1, list, &mut rng).words();
            words.iter().zip(&mut times).for_each(|(word, times)| *times.entry(*word).or_insert(0) += 1);
        }
        for times in times {
            assert_eq!(times.len(), COUNT);
            assert!(times.values().all(|times| (50..150).contains(times)), "{times:?}");
        }
        assert_eq!(WordList::of("xx").language, "en", "a language without a list has the first");
    }

    #[test]
    fn a_code_never_prints_its_words_in_a_log() {
        let code = Code::read("7 glove tiger").expect("a code");
        assert_eq!(format!("{code:?}"), "Code(7, …)");
    }
}
