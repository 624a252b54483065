//! The keys, and a switch for the single ones.

use yew::prelude::*;

use crate::{
    browser::{agent, dom, prefs::Prefs},
    room_screen::tools::pref,
    strings::{Key, t},
};

const KEYS: [(&[&str], Key); 12] = [
    (&["a"], Key::KeyAdd),
    (&["x"], Key::KeyTick),
    (&["j", "k"], Key::KeyRows),
    (&["Enter", "Esc"], Key::KeyEdit),
    (&["Alt ↑", "Alt ↓"], Key::KeyReorder),
    (&["p"], Key::KeyTimer),
    (&["+", "-"], Key::KeyFive),
    (&["n"], Key::KeyNext),
    (&["1", "2", "3", "4"], Key::KeySections),
    (&["/"], Key::KeySearch),
    (&["Ctrl Z", "Ctrl Shift Z"], Key::KeyUndo),
    (&["?"], Key::KeyList),
];

/// What Apple calls its systems.
const APPLES: [&str; 3] = ["macOS", "iPhone", "iPad"];

/// The list; `again` draws it anew.
pub fn keys(prefs: &Prefs, again: &UseForceUpdateHandle) -> Html {
    let switch = {
        let (prefs, again) = (prefs.clone(), again.clone());
        Callback::from(move |event: Event| {
            prefs.switch(pref::KEYS, dom::checked(&event));
            again.force_update();
        })
    };
    let device = agent::name();
    let apple = APPLES.iter().any(|system| device.contains(system));
    html! {
        <>
            <dl class="keys">
                { for KEYS.iter().map(|(keys, what)| html! {
                    <div><dt>{ for keys.iter().map(|key| html! { <kbd>{ printed(key, apple) }</kbd> }) }</dt><dd>{ t(*what) }</dd></div>
                }) }
            </dl>
            <div class="part">
                <label class="check"><input type="checkbox" checked={prefs.is_on(pref::KEYS, true)} onchange={switch} />{ t(Key::SingleKeys) }</label>
                <p>{ t(Key::KeysHint) }</p>
            </div>
        </>
    }
}

/// As it is printed on the keys.
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
