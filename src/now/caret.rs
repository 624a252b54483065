//! Where a caret is in a text, which browsers count in UTF-16 units.

use yew::NodeRef;

use crate::browser::field;

/// The text of an area and the byte in front of which its caret is; `None` while it is not focused.
pub fn text_and_caret(area: &NodeRef) -> Option<(String, usize)> {
    let (text, caret) = field::text(area).zip(field::caret(area))?;
    let at = split_at_unit(&text, caret).0.len();
    Some((text, at))
}

/// Splits a text at a number of UTF-16 units, never within a character.
pub fn split_at_unit(text: &str, units: u32) -> (&str, &str) {
    let mut seen = 0;
    let cut = text.char_indices().find_map(|(at, letter)| {
        let here = seen;
        seen += letter.len_utf16() as u32;
        (here >= units).then_some(at)
    });
    text.split_at(cut.unwrap_or(text.len()))
}

/// The line around this byte, and where it begins.
pub fn line_at(text: &str, at: usize) -> (usize, &str) {
    let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    (begin, &text[begin..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_is_counted_in_utf_16_and_never_cuts_a_letter() {
        assert_eq!(split_at_unit("a🙂b", 3), ("a🙂", "b"));
        assert_eq!(split_at_unit("a🙂b", 2), ("a🙂", "b"));
        assert_eq!(split_at_unit("ab", 0), ("", "ab"));
        assert_eq!(split_at_unit("ab", 9), ("ab", ""));
    }
}
