//! Keyboard shortcuts.
//!
//! Each concept has its single-key commands as a list of [`Shortcut`]s, which act on a [`Scene`].

pub mod dialog;

use alongside_room::{BlockId, ItemId, SessionId};
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::{
        menus::Menus,
        room_dialog::RoomDialog,
        store::{Room, RoomAction},
    },
    parts::cooldown::Cooldown,
    strings::Key,
};

/// Keys, and what they do.
pub struct Shortcut {
    /// The keys as `KeyboardEvent::key` names them, and as they are listed.
    pub keys: &'static [&'static str],
    /// The description in the list of shortcuts.
    pub words: Key,
    /// The single-key command; `None` if another element handles these keys.
    pub press: Option<fn(&str, &Scene)>,
    /// Whether holding the key repeats the command.
    pub repeats: bool,
}

/// What a shortcut acts on: the room and its screen.
#[derive(Clone)]
pub struct Scene {
    pub room: Room,
    /// The element of the room's screen.
    pub root: NodeRef,
    /// Opens a dialog.
    pub open: Callback<&'static RoomDialog>,
    /// Focuses the field that adds something.
    pub add: Callback<()>,
    /// Goes to a section, counted from 0.
    pub section: Callback<usize>,
    /// Opens a point, for this person only.
    pub look: Callback<ItemId>,
    /// Leads to what the last announcement about the other was about.
    pub show_last: Callback<()>,
    /// Blocks the shortcut shortly after the other has changed the current item.
    pub led: Cooldown<(SessionId, Option<ItemId>)>,
    /// Blocks the shortcut shortly after the other has changed the timer's length.
    pub timed: Cooldown<(Option<BlockId>, Option<u64>)>,
    /// The menus that are on the screen.
    pub menus: Menus,
}

/// What a key press asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Undo,
    Redo,
    /// Open the dialog of the commands.
    Commands,
    /// Edit the focused row.
    EditRow,
    /// The single-key command of a concept.
    Single,
    /// The same with Alt: another way of it.
    WithAlt,
}

impl Shortcut {
    /// A single-key command.
    pub const fn new(keys: &'static [&'static str], words: Key, press: fn(&str, &Scene)) -> Self {
        Self { keys, words, press: Some(press), repeats: false }
    }

    /// The same, repeated while the key is held.
    const fn repeating(self) -> Self {
        Self { repeats: true, ..self }
    }

    /// Keys that are only listed: the focused element handles them.
    pub const fn listed(keys: &'static [&'static str], words: Key) -> Self {
        Self { keys, words, press: None, repeats: false }
    }
}

/// The shortcuts in the rows of all lists.
pub const ROWS: &[Shortcut] = &[
    Shortcut::new(&["a"], Key::KeyAdd, |_, scene| scene.add.emit(())),
    Shortcut::new(&["x"], Key::KeyTick, |_, scene| dom::press_in_row(&scene.root, "input[type=checkbox]")),
    Shortcut::new(&["j"], Key::KeyRowNext, |_, scene| dom::step_row(&scene.root, 1)).repeating(),
    Shortcut::new(&["k"], Key::KeyRowBefore, |_, scene| dom::step_row(&scene.root, -1)).repeating(),
    Shortcut::listed(&["Enter", "Esc"], Key::KeyEdit),
    Shortcut::listed(&["Alt ↑", "Alt ↓"], Key::KeyReorder),
];

/// The shortcuts between the sections of the screen.
pub const SECTIONS: &[Shortcut] = &[
    Shortcut::new(&["1"], Key::KeyToAgenda, |_, scene| scene.section.emit(0)),
    Shortcut::new(&["2"], Key::KeyToNow, |_, scene| scene.section.emit(1)),
    Shortcut::new(&["3"], Key::KeyToTasks, |_, scene| scene.section.emit(2)),
    Shortcut::new(&["4"], Key::KeyToMore, |_, scene| scene.section.emit(3)),
    Shortcut::new(&["g"], Key::KeyShowLast, |_, scene| scene.show_last.emit(())),
];

/// The single key that opens the dialog of the commands, as Ctrl or ⌘ with K does anywhere.
pub const COMMANDS: &str = "/";

/// The shortcuts that work in a text field, too.
pub const UNDO: &[Shortcut] =
    &[Shortcut::listed(&["Ctrl Z"], Key::Undo), Shortcut::listed(&["Ctrl Shift Z"], Key::Redo)];

/// A key press, as far as it matters here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Press<'a> {
    /// The character that it writes, or the name of the key.
    pub key: &'a str,
    /// Whether Ctrl or ⌘ is down.
    pub command: bool,
    pub alt: bool,
    pub shift: bool,
    /// Whether it went to something that takes text.
    pub in_field: bool,
    /// Whether it went to a row itself.
    pub on_row: bool,
    /// Whether the person has single-key commands switched on.
    pub single_keys: bool,
}

/// The letter that a key stands for: the one that it writes or, in a layout without Latin letters, the one printed on
/// that key of a Latin keyboard (`code` of UI Events); so it is with Alt, which writes other letters on a Mac.
pub fn letter(key: &str, code: &str, shift: bool, alt: bool) -> String {
    let mut written = key.chars();
    let is_foreign = matches!((written.next(), written.next()), (Some(letter), None) if !letter.is_ascii());
    let is_foreign = is_foreign || alt && key == "Dead";
    match code.strip_prefix("Key").filter(|_| is_foreign) {
        Some(printed) if shift => printed.to_owned(),
        Some(printed) => printed.to_ascii_lowercase(),
        None => key.to_owned(),
    }
}

/// What a key press asks for, if anything.
pub fn meaning(press: Press<'_>) -> Option<Meaning> {
    if press.command && !press.alt {
        return match (press.key, press.shift) {
            ("z" | "Z", false) => Some(Meaning::Undo),
            ("z" | "Z", true) | ("y", false) => Some(Meaning::Redo),
            ("k", false) => Some(Meaning::Commands),
            _ => None,
        };
    }
    if press.command || press.in_field {
        return None;
    }
    if press.alt {
        // Every other key with Alt is the browser's, or a row's.
        return (press.single_keys && press.key == "n").then_some(Meaning::WithAlt);
    }
    if press.key == "Enter" && press.on_row {
        return Some(Meaning::EditRow);
    }
    press.single_keys.then_some(Meaning::Single)
}

/// Performs what a key press asks for; a repeat because the key is held (`again`) only if the shortcut repeats.
/// Returns false if the key has no meaning here, so that the browser handles it.
pub fn act(meaning: Meaning, key: &str, again: bool, shortcuts: &[&[Shortcut]], scene: &Scene) -> bool {
    match meaning {
        Meaning::Undo => scene.room.act.emit(RoomAction::Undo),
        Meaning::Redo => scene.room.act.emit(RoomAction::Redo),
        Meaning::Commands => return press_single(COMMANDS, again, shortcuts, scene),
        Meaning::EditRow => {
            dom::focus_in_row(&scene.root, "textarea");
            // Where titles are not edited in their rows.
            dom::press_in_row(&scene.root, ".opens");
        }
        Meaning::Single => return press_single(key, again, shortcuts, scene),
        Meaning::WithAlt => return press_single(&format!("Alt {key}"), again, shortcuts, scene),
    }
    true
}

fn press_single(key: &str, again: bool, shortcuts: &[&[Shortcut]], scene: &Scene) -> bool {
    let Some(shortcut) = single(key, shortcuts) else { return false };
    let Some(press) = shortcut.press else { return false };
    if shortcut.repeats || !again {
        press(key, scene);
    }
    true
}

fn single<'a>(key: &str, shortcuts: &[&'a [Shortcut]]) -> Option<&'a Shortcut> {
    let shortcut = shortcuts.iter().copied().flatten().find(|shortcut| shortcut.keys.contains(&key));
    shortcut.filter(|shortcut| shortcut.press.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRESS: Press<'_> =
        Press { key: "a", command: false, alt: false, shift: false, in_field: false, on_row: false, single_keys: true };

    #[test]
    fn letters_typed_into_a_field_are_letters() {
        assert_eq!(meaning(PRESS), Some(Meaning::Single));
        assert_eq!(meaning(Press { in_field: true, ..PRESS }), None);
    }

    /// `B2`
    #[test]
    fn a_key_of_another_script_stands_for_the_letter_printed_on_it() {
        for (key, code, shift, wanted) in [
            ("я", "KeyZ", false, "z"),
            ("Я", "KeyZ", true, "Z"),
            ("ζ", "KeyZ", false, "z"),
            ("ض", "KeyQ", false, "q"),
            // A Latin layout uses the letter that it writes.
            ("y", "KeyZ", false, "y"),
            ("w", "KeyZ", false, "w"),
            ("ö", "Semicolon", false, "ö"),
            ("Enter", "Enter", false, "Enter"),
            ("+", "BracketRight", false, "+"),
        ] {
            assert_eq!(letter(key, code, shift, false), wanted, "{key} at {code}");
        }
        assert_eq!(letter("Dead", "KeyN", false, true), "n", "Alt and N of a Mac");
    }

    #[test]
    fn single_keys_can_be_switched_off_and_undo_stays() {
        let off = Press { single_keys: false, ..PRESS };
        assert_eq!(meaning(off), None);
        assert_eq!(meaning(Press { key: "z", command: true, ..off }), Some(Meaning::Undo));
        assert_eq!(meaning(Press { key: "Z", command: true, shift: true, ..off }), Some(Meaning::Redo));
    }

    #[test]
    fn undo_works_inside_a_field_too() {
        assert_eq!(meaning(Press { key: "z", command: true, in_field: true, ..PRESS }), Some(Meaning::Undo));
    }

    #[test]
    fn the_commands_open_by_ctrl_and_k_also_in_a_field_and_without_single_keys() {
        let press = Press { key: "k", command: true, in_field: true, single_keys: false, ..PRESS };
        assert_eq!(meaning(press), Some(Meaning::Commands));
        assert_eq!(meaning(Press { command: false, in_field: false, ..press }), None);
    }

    #[test]
    fn the_browsers_own_keys_are_left_alone() {
        assert_eq!(meaning(Press { key: "a", command: true, ..PRESS }), None);
        assert_eq!(meaning(Press { key: "d", alt: true, ..PRESS }), None);
    }

    #[test]
    fn one_key_with_alt_is_ours_outside_of_fields() {
        let alt = Press { key: "n", alt: true, ..PRESS };
        assert_eq!(meaning(alt), Some(Meaning::WithAlt));
        assert_eq!(meaning(Press { in_field: true, ..alt }), None);
        assert_eq!(meaning(Press { single_keys: false, ..alt }), None);
        assert_eq!(meaning(Press { command: true, ..alt }), None);
    }

    #[test]
    fn enter_edits_only_a_row() {
        // As a single key it is only listed.
        assert_eq!(meaning(Press { key: "Enter", ..PRESS }), Some(Meaning::Single));
        assert!(single("Enter", &[ROWS]).is_none());
        assert_eq!(meaning(Press { key: "Enter", on_row: true, ..PRESS }), Some(Meaning::EditRow));
    }
}
