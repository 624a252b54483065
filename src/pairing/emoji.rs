//! The four emoji that both compare, as pictures and in words.

use alongside_peer::pairing::{EMOJI, Emoji};
use yew::prelude::*;

use crate::strings::{Key, t};

/// The emoji in a row, each with its name below it: by that they are said, and screen readers read nothing else.
pub(super) fn emoji(emoji: Emoji, label: &'static str) -> Html {
    let names: Vec<&str> = t(Key::EmojiNames).split(", ").collect();
    let each = emoji.iter().map(|at| {
        let at = usize::from(*at);
        let (picture, name) = (EMOJI.get(at).copied().unwrap_or_default(), names.get(at).copied().unwrap_or_default());
        html! { <li><span aria-hidden="true">{ picture }</span><span>{ name }</span></li> }
    });
    html! { <ol class="emoji" aria-label={label} translate="no">{ for each }</ol> }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// `[P 127]`
    #[test]
    fn every_emoji_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = t(Key::EmojiNames).split(", ").collect();
        assert_eq!(names.len(), EMOJI.len());
    }
}
