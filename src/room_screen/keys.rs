//! The room's keyboard shortcuts: within the room and, on a page of its own, anywhere in the page.

use yew::prelude::*;

use crate::{
    browser::{
        dom,
        field::{self, HistoryEvent},
    },
    concepts,
    keyboard::{self, Meaning, Press, Scene, dialog::SINGLE_KEYS, meaning},
    open_room::tools::Tools,
    room_screen::removal::TypesOn,
};

/// Handles key presses; none while a dialog is open.
#[hook]
pub fn use_keys(scene: Scene, tools: &Tools, in_dialog: bool, types_on: TypesOn) -> Callback<KeyboardEvent> {
    let prefs = tools.prefs.clone();
    let keys = Callback::from(move |event: KeyboardEvent| {
        let (in_field, on_row) = dom::where_to(&event);
        // A held Enter would click a button again and again.
        if event.repeat() && event.key() == "Enter" && dom::is_pressable(&event) {
            event.prevent_default();
            return;
        }
        let key = keyboard::letter(&event.key(), &event.code(), event.shift_key(), event.alt_key());
        let press = Press {
            key: &key,
            command: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            shift: event.shift_key(),
            in_field,
            on_row,
            single_keys: prefs.is_on(SINGLE_KEYS, true),
        };
        if in_dialog || dom::is_composed(&event) || !in_field && !press.command && types_on.press() {
            return;
        }
        let Some(meaning) = meaning(press) else { return };
        // Undo in a text does not leave it.
        let asked = match meaning {
            Meaning::Undo => Some(HistoryEvent::Undo),
            Meaning::Redo => Some(HistoryEvent::Redo),
            _ => None,
        };
        if asked.is_some_and(|asked| field::ask_history(&event, asked)) {
            event.prevent_default();
            return;
        }
        // What was typed into a field that only this page has is undone by the browser.
        if matches!(meaning, Meaning::Undo | Meaning::Redo) && dom::is_local_text(&event) {
            return;
        }
        if keyboard::act(meaning, &key, event.repeat(), concepts::KEYS, &scene) {
            event.prevent_default();
        }
    });
    use_effect({
        let (host, keys) = (tools.host.clone(), keys.clone());
        move || {
            let watch = host.watch_keys(keys);
            move || drop(watch)
        }
    });
    keys
}
