//! Text as people change it in a field, turned into the smallest splice of the shared text.
//!
//! The screen showed `base` and shows `text` now. Their difference is one splice. It begins and ends between Unicode
//! scalars (an insert inside a surrogate pair destroys the character for good) and, where possible, between grapheme
//! clusters. If the document changed meanwhile, the splice is transformed over that change. Offsets are returned in
//! UTF-16 units.

use yrs::StickyIndex;

use crate::values::{Refused, Target, TextField, UndoName, Verb};

/// What people do with the letters of a shared text.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum TextEdit {
    /// A field's text was `base` on this person's screen and is `text` now. If the document changed meanwhile, the
    /// change is transformed over the difference. `caret`, in UTF-16 units of `text`, is where the typing left the
    /// caret: of equal letters side by side, only the caret tells which is new or which is gone.
    Retype { field: TextField, base: String, text: String, caret: Option<u32> },
}

impl TextEdit {
    /// The name that undo gives to this edit.
    pub(crate) fn undo_name(&self) -> UndoName {
        match *self {
            Self::Retype { field, .. } => UndoName::typed(Verb::Type, Target::Text(field)),
        }
    }
}

/// The most UTF-16 units inserted at once: the update must fit a frame.
const INSERT_AT_ONCE: usize = 8_192;
/// The most UTF-16 units deleted at once: undone, they come back as many small yrs blocks with an id each.
const DELETE_AT_ONCE: usize = 1_024;

/// The longest name of a person, in Unicode scalars.
pub(crate) const NAME: usize = 200;
/// The longest title, comment, link or other line, in Unicode scalars.
pub(crate) const LINE: usize = 10_000;
/// The longest words of a part of the agreement, in Unicode scalars.
pub(crate) const WORDING: usize = 1_000;
/// The longest notes, in Unicode scalars.
pub(crate) const NOTES: usize = 200_000;

/// A place in a shared text: behind a letter, moving with it, or in front of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor(pub(crate) StickyIndex);

/// Removes `remove` units at `at`, then inserts `insert` there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Splice {
    pub(crate) at: u32,
    pub(crate) remove: u32,
    pub(crate) insert: String,
}

/// What a person did to a field, as splices to perform one after the other on `current`.
///
/// Of equal letters side by side, the two texts do not tell which is new or which is gone: it is the one at `caret`,
/// in UTF-16 units of `text`.
pub(crate) fn retype(base: &str, text: &str, current: &str, caret: Option<u32>) -> Vec<Splice> {
    let done = Change::from(base, text);
    let done = caret.map_or(done, |caret| done.at_caret(base, text, reach(text, caret as usize)));
    let done = if base == current { vec![done] } else { done.carried_over(&Change::from(base, current)) };
    let mut splices = Vec::new();
    let mut shift = 0isize;
    for change in done {
        let at = units_before(current, change.at).saturating_add_signed(shift);
        let remove = units_before(current, change.at + change.remove) - units_before(current, change.at);
        shift += units(change.insert) as isize - remove as isize;
        cut(at, &current[change.at..change.at + change.remove], change.insert, &mut splices);
    }
    splices
}

/// By how many Unicode scalars `current` grows when a person makes this change in a field.
pub(crate) fn growth(base: &str, text: &str, current: &str) -> isize {
    let scalars = |text: &str| text.chars().count() as isize;
    let mine = Change::from(base, text);
    let done = if base == current { vec![mine] } else { mine.carried_over(&Change::from(base, current)) };
    done.iter().map(|change| scalars(change.insert) - scalars(&current[change.at..change.at + change.remove])).sum()
}

/// An insert, cut to what goes at once.
pub(crate) fn insert(at: usize, text: &str) -> Vec<Splice> {
    let mut splices = Vec::new();
    cut(at, "", text, &mut splices);
    splices
}

/// The text as one line: every line break becomes a space.
pub(crate) fn one_line(text: &str) -> String {
    const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(BREAKS) { text.replace("\r\n", " ").replace(BREAKS, " ") } else { text.to_owned() }
}

/// Refuses a text that is blank or too long.
pub(crate) fn not_blank(text: &str, most: usize) -> Result<&str, Refused> {
    if text.trim().is_empty() { Err(Refused::Text { length: 0, most }) } else { fits(text, most) }
}

/// Refuses a text that is too long.
pub(crate) fn fits(text: &str, most: usize) -> Result<&str, Refused> {
    match text.chars().count() {
        length if length > most => Err(Refused::Text { length, most }),
        _ => Ok(text),
    }
}

/// The longest text of a field, in Unicode scalars.
pub(crate) fn limit(field: TextField) -> usize {
    match field {
        TextField::ItemNotes(_) => NOTES,
        TextField::Wording(_) => WORDING,
        TextField::ItemTitle(_) | TextField::TaskTitle(_) => LINE,
    }
}

/// The longest beginning that can be inserted at once, and the rest.
pub(crate) fn at_once(text: &str) -> (&str, &str) {
    text.split_at(reach(text, INSERT_AT_ONCE))
}

pub(crate) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// One replaced range, in bytes of the text that it applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change<'a> {
    at: usize,
    remove: usize,
    insert: &'a str,
}

impl<'a> Change<'a> {
    /// The smallest change from one text to another.
    fn from(base: &str, text: &'a str) -> Self {
        let mut head: usize =
            base.chars().zip(text.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        while head > 0 && (joined(base, head) || joined(text, head)) {
            head -= last_before(base, head);
        }
        let (rest, new) = (&base[head..], &text[head..]);
        let mut tail: usize =
            rest.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        while tail > 0 && (joined(base, base.len() - tail) || joined(text, text.len() - tail)) {
            tail -= base[base.len() - tail..].chars().next().map_or(0, char::len_utf8);
        }
        Self { at: head, remove: rest.len() - tail, insert: &new[..new.len() - tail] }
    }

    /// The equivalent change that leaves the caret at this byte of `text`, if there is one: what was inserted ends at
    /// the caret, what was removed stood there.
    fn at_caret(self, base: &str, text: &'a str, caret: usize) -> Self {
        let Some(at) = caret.checked_sub(self.insert.len()).filter(|at| base.is_char_boundary(*at)) else {
            return self;
        };
        let same = if self.remove == 0 {
            text.strip_prefix(&base[..at]).and_then(|rest| rest.strip_suffix(&base[at..])).map(|insert| Self {
                at,
                insert,
                ..self
            })
        } else if self.insert.is_empty() {
            let end = at + self.remove;
            (base.is_char_boundary(end) && text.strip_prefix(&base[..at]) == Some(&base[end..]))
                .then_some(Self { at, ..self })
        } else {
            None
        };
        same.filter(|change| !joined(base, change.at) && !joined(text, caret)).unwrap_or(self)
    }

    /// This change, transformed over the concurrent change `theirs`. What they inserted stays; what they removed
    /// stays removed.
    fn carried_over(self, theirs: &Change<'_>) -> Vec<Self> {
        let (end, their_end) = (self.at + self.remove, theirs.at + theirs.remove);
        let moved = |place: usize| place - theirs.remove + theirs.insert.len();
        if end <= theirs.at && !(self.remove == 0 && theirs.remove == 0 && self.at == theirs.at) {
            return vec![self];
        }
        if self.at >= their_end {
            return vec![Self { at: moved(self.at), ..self }];
        }
        // Both changed the same range: mine no longer removes what they removed, and does not touch what they
        // inserted.
        let mut pieces = Vec::new();
        let before = theirs.at.saturating_sub(self.at);
        let after = end.saturating_sub(their_end);
        let behind = theirs.at + theirs.insert.len();
        if before > 0 {
            pieces.push(Self { at: self.at, remove: before, insert: if after > 0 { "" } else { self.insert } });
        }
        if after > 0 || before == 0 {
            pieces.push(Self { at: behind, remove: after, insert: self.insert });
        }
        pieces
    }
}

/// Whether this place is inside a grapheme cluster, as far as a few rules can tell: joiners, variation selectors,
/// skin tones, combining marks, tags.
fn joined(text: &str, at: usize) -> bool {
    const JOINER: char = '\u{200d}';
    let clings = |c: char| {
        matches!(c, JOINER | '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
    };
    let (before, after) = text.split_at(at);
    match (before.chars().next_back(), after.chars().next()) {
        (Some(before), Some(after)) => before == JOINER || clings(after),
        _ => false,
    }
}

fn last_before(text: &str, at: usize) -> usize {
    text[..at].chars().next_back().map_or(0, char::len_utf8)
}

fn units_before(text: &str, at: usize) -> usize {
    units(&text[..at])
}

/// The length in bytes of the longest beginning with at most so many units.
fn reach(text: &str, most: usize) -> usize {
    let mut reached = 0;
    text.char_indices()
        .find(|(_, c)| {
            reached += c.len_utf16();
            reached > most
        })
        .map_or(text.len(), |(at, _)| at)
}

fn cut(at: usize, mut remove: &str, mut insert: &str, splices: &mut Vec<Splice>) {
    let mut at = at;
    while !remove.is_empty() || !insert.is_empty() {
        let (gone, still) = remove.split_at(reach(remove, DELETE_AT_ONCE));
        remove = still;
        // Inserts only with the last removal, so that the insert is where the removed text was.
        let (new, rest) = if remove.is_empty() { at_once(insert) } else { ("", insert) };
        insert = rest;
        splices.push(Splice { at: at as u32, remove: units(gone) as u32, insert: new.to_owned() });
        at += units(new);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apply(current: &str, splices: &[Splice]) -> String {
        let mut text: Vec<u16> = current.encode_utf16().collect();
        for splice in splices {
            assert!(splice.remove as usize <= DELETE_AT_ONCE && units(&splice.insert) <= INSERT_AT_ONCE);
            let at = splice.at as usize;
            text.splice(at..at + splice.remove as usize, splice.insert.encode_utf16());
        }
        String::from_utf16(&text).expect("never cut inside a surrogate pair")
    }

    #[test]
    fn a_letter_typed_is_one_insert() {
        assert_eq!(
            retype("Say to ops", "Say no to ops", "Say to ops", None),
            [Splice { at: 4, remove: 0, insert: "no ".into() }]
        );
    }

    #[test]
    fn an_emoji_is_replaced_whole_and_counted_in_utf16() {
        let splices = retype("a🎉b", "a🎈b", "a🎉b", None);
        assert_eq!(splices, [Splice { at: 1, remove: 2, insert: "🎈".into() }]);
        let splices = retype("👩‍👧!", "👩‍👦!", "👩‍👧!", None);
        assert_eq!(splices, [Splice { at: 0, remove: 5, insert: "👩‍👦".into() }]);
    }

    #[test]
    fn both_typed_in_one_field_and_both_texts_stay() {
        assert_eq!(
            apply("Hello brave world", &retype("Hello world", "Hello world!", "Hello brave world", None)),
            "Hello brave world!"
        );
        assert_eq!(
            apply("Hello world!", &retype("Hello world", "Hello brave world", "Hello world!", None)),
            "Hello brave world!"
        );
        assert_eq!(apply("one TWO three", &retype("one two three", "three", "one TWO three", None)), "TWOthree");
    }

    #[test]
    fn of_equal_letters_the_one_at_the_caret_is_meant() {
        let one = |base: &str, text: &str, caret| retype(base, text, base, Some(caret));
        assert_eq!(one("H", "HH", 1), [Splice { at: 0, remove: 0, insert: "H".into() }]);
        assert_eq!(one("HH", "HHH", 2), [Splice { at: 1, remove: 0, insert: "H".into() }]);
        assert_eq!(one("quthe", "qutthe", 3), [Splice { at: 2, remove: 0, insert: "t".into() }]);
        assert_eq!(one("HH", "H", 0), [Splice { at: 0, remove: 1, insert: String::new() }]);
        assert_eq!(one("🎉🎉", "🎉🎉🎉", 4), [Splice { at: 2, remove: 0, insert: "🎉".into() }]);
        // No typing leaves the caret there: what the texts tell counts.
        assert_eq!(one("one two", "one two!", 3), [Splice { at: 7, remove: 0, insert: "!".into() }]);
        assert_eq!(one("one two", "one two!", 99), [Splice { at: 7, remove: 0, insert: "!".into() }]);
    }

    #[test]
    fn of_equal_letters_the_one_at_the_caret_is_meant_where_the_document_moved_on() {
        let splices = retype("H", "HH", "H, Ben", Some(1));
        assert_eq!(splices, [Splice { at: 0, remove: 0, insert: "H".into() }]);
    }

    #[test]
    fn a_large_paste_is_cut() {
        let paste = "🎉".repeat(20_000);
        let splices = retype("", &paste, "", None);
        assert_eq!(splices.len(), 5);
        assert_eq!(apply("", &splices), paste);
        assert_eq!(apply(&paste, &retype(&paste, "", &paste, None)), "");
    }

    fn words() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop::sample::select(vec!["a", "b", " ", "é", "e\u{301}", "🎉", "👩‍👧", "ש", "\n", "👍🏽"]),
            0..12,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_change_on_a_fresh_screen_gives_exactly_its_text(base in words(), text in words()) {
            prop_assert_eq!(apply(&base, &retype(&base, &text, &base, None)), text);
        }

        #[test]
        fn and_so_it_does_wherever_the_caret_is(base in words(), text in words(), caret in 0..30u32) {
            prop_assert_eq!(apply(&base, &retype(&base, &text, &base, Some(caret))), text);
        }

        #[test]
        fn a_change_on_a_stale_screen_keeps_what_the_other_put_in(base in words(), text in words(), current in words()) {
            let theirs = Change::from(&base, &current);
            let merged = apply(&current, &retype(&base, &text, &current, None));
            prop_assert!(merged.contains(theirs.insert));
            prop_assert!(merged.contains(Change::from(&base, &text).insert));
        }
    }
}
