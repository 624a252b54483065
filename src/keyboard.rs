//! Which key means what.

pub mod dialog;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// Put the cursor where things are added.
    Add,
    /// Tick the row.
    Tick,
    /// To the next row.
    NextRow,
    /// To the row before.
    RowBefore,
    /// Into the row.
    EditRow,
    /// Start, pause or resume the clock.
    Clock,
    /// Five minutes more.
    More,
    /// Five minutes less.
    Less,
    /// The next item.
    NextItem,
    /// A section, from 0.
    Section(usize),
    /// Find something.
    Search,
    /// The list of keys.
    Help,
    /// Take back.
    Undo,
    /// Do again.
    Redo,
}

/// A pressed key, as far as it matters here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Press<'a> {
    /// What it writes, or its name.
    pub key: &'a str,
    /// Ctrl or ⌘ is down.
    pub command: bool,
    /// Alt is down.
    pub alt: bool,
    /// Shift is down.
    pub shift: bool,
    /// It went into something that takes letters.
    pub in_field: bool,
    /// It went to a row itself.
    pub on_row: bool,
    /// The person wants single keys.
    pub single_keys: bool,
}

/// What this key press asks for, if anything.
pub fn shortcut(press: Press<'_>) -> Option<Shortcut> {
    if press.command && !press.alt {
        return match (press.key, press.shift) {
            ("z" | "Z", false) => Some(Shortcut::Undo),
            ("z" | "Z", true) | ("y", false) => Some(Shortcut::Redo),
            _ => None,
        };
    }
    if press.command || press.alt || press.in_field {
        return None;
    }
    if press.key == "Enter" && press.on_row {
        return Some(Shortcut::EditRow);
    }
    if !press.single_keys {
        return None;
    }
    match press.key {
        "a" => Some(Shortcut::Add),
        "x" => Some(Shortcut::Tick),
        "j" => Some(Shortcut::NextRow),
        "k" => Some(Shortcut::RowBefore),
        "p" => Some(Shortcut::Clock),
        "+" => Some(Shortcut::More),
        "-" => Some(Shortcut::Less),
        "n" => Some(Shortcut::NextItem),
        "1" => Some(Shortcut::Section(0)),
        "2" => Some(Shortcut::Section(1)),
        "3" => Some(Shortcut::Section(2)),
        "4" => Some(Shortcut::Section(3)),
        "/" => Some(Shortcut::Search),
        "?" => Some(Shortcut::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRESS: Press<'_> =
        Press { key: "a", command: false, alt: false, shift: false, in_field: false, on_row: false, single_keys: true };

    #[test]
    fn letters_typed_into_a_field_are_letters() {
        assert_eq!(shortcut(PRESS), Some(Shortcut::Add));
        assert_eq!(shortcut(Press { in_field: true, ..PRESS }), None);
    }

    #[test]
    fn single_keys_can_be_switched_off_and_undo_stays() {
        let off = Press { single_keys: false, ..PRESS };
        assert_eq!(shortcut(off), None);
        assert_eq!(shortcut(Press { key: "z", command: true, ..off }), Some(Shortcut::Undo));
        assert_eq!(shortcut(Press { key: "Z", command: true, shift: true, ..off }), Some(Shortcut::Redo));
    }

    #[test]
    fn undo_works_inside_a_field_too() {
        assert_eq!(shortcut(Press { key: "z", command: true, in_field: true, ..PRESS }), Some(Shortcut::Undo));
    }

    #[test]
    fn the_browsers_own_keys_are_left_alone() {
        assert_eq!(shortcut(Press { key: "a", command: true, ..PRESS }), None);
        assert_eq!(shortcut(Press { key: "n", alt: true, ..PRESS }), None);
    }

    #[test]
    fn enter_edits_only_a_row() {
        assert_eq!(shortcut(Press { key: "Enter", ..PRESS }), None);
        assert_eq!(shortcut(Press { key: "Enter", on_row: true, ..PRESS }), Some(Shortcut::EditRow));
    }
}
