//! What is marked by itself: a member behind `@`, and an address with its scheme.

use crate::{browser::language, format, parts::typed::words::Word};

/// The member that these words begin with, by the whole name or by its first word where only one member has that; and how
/// many words it has.
pub fn member(words: &[Word<'_>], people: &[String]) -> Option<(usize, usize)> {
    let first = words.first()?.core.strip_prefix('@').filter(|name| !name.is_empty())?;
    let people: Vec<String> = people.iter().map(|name| language::lower(name.trim())).collect();
    for length in (2..=words.len()).rev() {
        let rest = words[1..length].iter().map(|word| &*word.core);
        let name = [first].into_iter().chain(rest).collect::<Vec<_>>().join(" ");
        if let Some(index) = people.iter().position(|each| *each == name) {
            return Some((length, index));
        }
    }
    if let Some(index) = people.iter().position(|each| each == first) {
        return Some((1, index));
    }
    let mut matching = (0..people.len()).filter(|index| people[*index].split_whitespace().next() == Some(first));
    matching.next().filter(|_| matching.next().is_none()).map(|index| (1, index))
}

/// The address that a word is: `http`, `https` or `mailto`, nothing else.
pub fn address(word: &Word<'_>) -> Option<String> {
    let schemes = ["https://", "http://", "mailto:"];
    let rest = schemes.into_iter().find_map(|scheme| word.core.strip_prefix(scheme))?;
    // While it is typed it is no address yet.
    let is_whole = rest.find(['.', '@', ':']).is_some_and(|at| at + 1 < rest.len()) || rest.starts_with("localhost");
    format::safe_link(word.written).filter(|_| is_whole)
}

/// An address without scheme and other parts that go without saying.
pub fn bare(link: &str) -> &str {
    let after = link.split_once("://").map_or(link, |(_, rest)| rest);
    let after = after.strip_prefix("mailto:").unwrap_or(after);
    after.trim_start_matches("www.").trim_end_matches('/')
}
