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
    let apple = agent().system.is_some_and(|system| APPLES.contains(&system));
    html! {
        <>
            <dl class="keys">
                { for shortcuts.iter().copied().flatten().map(|Shortcut { keys, words, .. }| html! {
                    <div><dt>{ for keys.iter().map(|key| html! { <kbd>{ printed(key, apple) }</kbd> }) }</dt><dd>{ t(*words) }</dd></div>
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
    printed(key, agent().system.is_some_and(|system| APPLES.contains(&system)))
}

fn printed(key: &str, apple: bool) -> String {
    if apple { key.replace("Ctrl", "⌘").replace("Alt", "⌥") } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apple_prints_other_signs_on_its_keys() {
        assert_eq!(printed("Ctrl Shift Z", true), "⌘ Shift Z");
        assert_eq!(printed("Alt ↑", true), "⌥ ↑");
        assert_eq!(printed("Ctrl Z", false), "Ctrl Z");
    }
}
