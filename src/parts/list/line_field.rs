//! What the fields for new lines have in common: chips while one types, several lines from a paste, lines that the room refused.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    browser::{clipboard, dom},
    parts::{
        chips::{Chips, use_chips},
        paste,
        refused::{RefusedText, use_refused},
        typed::{Takes, TypedLine, vocabulary::Vocabulary},
    },
};

/// Adds lines to a list, and returns those that the room refused.
pub type Add = Callback<Vec<TypedLine>, Option<NotAdded>>;

/// Lines that the room refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAdded {
    /// In one line, as a field shows them.
    pub text: String,
    pub why: String,
}

/// How lines are read, and where they go.
#[derive(Clone, PartialEq)]
pub struct LineTarget {
    pub takes: Takes,
    pub vocabulary: Rc<Vocabulary>,
    /// Adds these lines, of which there is at least one; returns those that the room refused.
    pub add: Add,
}

/// A field for new lines.
pub struct LineField {
    pub chips: Chips,
    pub refused: RefusedText,
    /// Adds what is in the field.
    pub submit: Callback<()>,
    /// For its `oninput`.
    pub typed: Callback<InputEvent>,
    /// For its `onpaste`.
    pub pasted: Callback<Event>,
}

/// The field of this node. `name` is what it is called in the room, `keep` gets what it holds.
#[hook]
pub fn use_line_field(node: &NodeRef, name: &str, target: &LineTarget, keep: &Callback<String>) -> LineField {
    let refused = use_refused(name);
    let chips = use_chips(Some((target.vocabulary.clone(), target.takes)));
    // What the room refuses stays in the field.
    let add_lines = {
        let (add, node, keep, refused) = (target.add.clone(), node.clone(), keep.clone(), refused.clone());
        let chips = chips.clone();
        Callback::from(move |lines: Vec<TypedLine>| {
            let left = (!lines.is_empty()).then(|| add.emit(lines)).flatten();
            let text = left.as_ref().map(|left| left.text.clone()).unwrap_or_default();
            dom::set_input_value(&node, &text);
            chips.clear();
            match left {
                Some(left) => refused.keep("", &text, &left.why),
                None => refused.let_go(),
            }
            keep.emit(text);
        })
    };
    let submit = {
        let (add_lines, node, chips) = (add_lines.clone(), node.clone(), chips.clone());
        Callback::from(move |()| add_lines.emit(chips.lines(&dom::input_value(&node))))
    };
    let typed = {
        let (keep, typed, chips) = (keep.clone(), refused.typed(), chips.clone());
        Callback::from(move |event: InputEvent| {
            let text = dom::value(&event);
            chips.typed(&text);
            keep.emit(text);
            typed.emit(event);
        })
    };
    let pasted = {
        let (node, keep, chips) = (node.clone(), keep.clone(), chips.clone());
        Callback::from(move |event: Event| {
            let Some(text) = clipboard::pasted(&event) else { return };
            let line = paste::one_line(&text);
            let (before, after) = dom::around_caret(&node);
            let alone = before.trim().is_empty() && after.trim().is_empty();
            if alone && paste::is_list(&text) || paste::lines(&text).len() > 1 {
                event.prevent_default();
                add_lines.emit(chips.lines(&joined(&before, &text, &after)));
            } else if clipboard::brings_other(&event, &line) {
                event.prevent_default();
                dom::insert(&node, &line);
                let text = dom::input_value(&node);
                chips.typed(&text);
                keep.emit(text);
            }
        })
    };
    LineField { chips, refused, submit, typed, pasted }
}

/// Lines pasted between the text before and after the caret: the first continues the text, unless it has a bullet and
/// so is a thing of its own.
fn joined(before: &str, pasted: &str, after: &str) -> String {
    let pasted = paste::plain(pasted);
    let first = pasted.lines().next().unwrap_or_default().trim();
    let own = paste::lines(first).first().is_some_and(|line| line.text != first);
    let between = if own { "\n" } else { "" };
    format!("{before}{between}{pasted}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(before: &str, pasted: &str, after: &str) -> Vec<String> {
        paste::lines(&joined(before, pasted, after)).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn pasted_lines_go_on_with_what_was_typed() {
        assert_eq!(said("Say ", "no to ops\nGrowth plan", ""), ["Say no to ops", "Growth plan"]);
        assert_eq!(said("", "one\ntwo", " and a half"), ["one", "two and a half"]);
    }

    #[test]
    fn a_line_with_a_bullet_is_a_thing_of_its_own() {
        assert_eq!(said("Say no", "- Growth plan\n- Holidays", ""), ["Say no", "Growth plan", "Holidays"]);
    }
}
