//! The dialog of the keyboard shortcuts, with a switch for the single keys.

use yew::prelude::*;

use crate::{
    browser::{agent::agent, dom, prefs::Prefs},
    keyboard::Shortcut,
    strings::{Key, t},
};

/// The names of Apple's systems.
const APPLES: [&str; 3] = ["macOS", "iPhone", "iPad"];

/// The preference that switches single keys.
pub const SINGLE_KEYS: &str = "single-keys";

/// The list of shortcuts; `again` renders it anew.
pub fn keys(shortcuts: &[&[Shortcut]], prefs: &Prefs, again: &UseForceUpdateHandle) -> Html {
    let switch = {
        let (prefs, again) = (prefs.clone(), again.clone());
        Callback::from(move |event: Event| {
            prefs.switch(SINGLE_KEYS, dom::checked(&event));
            again.force_update();
        })
    };
    html! {
        <>
            <dl class="keys">
                { for shortcuts.iter().copied().flatten().map(|Shortcut { keys, words, .. }| html! {
                    <div><dt>{ for keys.iter().map(|key| html! { <kbd>{ print_key(key) }</kbd> }) }</dt><dd>{ t(*words) }</dd></div>
                }) }
            </dl>
            <div class="part">
                <label class="check"><input type="checkbox" checked={prefs.is_on(SINGLE_KEYS, true)} onchange={switch} />{ t(Key::SingleKeys) }</label>
                <p>{ t(Key::KeysHint) }</p>
            </div>
        </>
    }
}

/// A key's name as it is printed on the keyboard of this device.
pub fn print_key(key: &str) -> String {
    printed(key, agent().system.is_some_and(|system| APPLES.contains(&system)), t(Key::KeyNames))
}

/// `names` are those that the language has for the keys with a name.
fn printed(key: &str, apple: bool, names: &str) -> String {
    let word = |word: &str| match word {
        "Ctrl" if apple => "⌘".to_owned(),
        "Alt" if apple => "⌥".to_owned(),
        _ => {
            let at = NAMED.iter().position(|named| *named == word);
            at.and_then(|at| names.split(' ').nth(at)).unwrap_or(word).to_owned()
        }
    };
    key.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The keys that have a name, in the order of [`Key::KeyNames`].
const NAMED: [&str; 5] = ["Ctrl", "Alt", "Shift", "Enter", "Esc"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apple_prints_other_signs_on_its_keys() {
        const GERMAN: &str = "Strg Alt Umschalt Eingabe Esc";
        assert_eq!(printed("Ctrl Shift Z", true, t(Key::KeyNames)), "⌘ Shift Z");
        assert_eq!(printed("Alt ↑", true, GERMAN), "⌥ ↑");
        assert_eq!(printed("Ctrl Z", false, t(Key::KeyNames)), "Ctrl Z");
        assert_eq!(printed("Ctrl Shift Z", false, GERMAN), "Strg Umschalt Z");
    }
}
