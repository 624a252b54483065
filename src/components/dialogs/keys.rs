//! The keys, and a switch for the single ones.

use yew::prelude::*;

use crate::{
    browser::{dom, prefs::Prefs},
    components::tools::pref,
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

/// The list; `again` draws it anew.
pub fn keys(prefs: &Prefs, again: &UseForceUpdateHandle) -> Html {
    let switch = {
        let (prefs, again) = (prefs.clone(), again.clone());
        Callback::from(move |event: Event| {
            prefs.switch(pref::KEYS, dom::checked(&event));
            again.force_update();
        })
    };
    html! {
        <>
            <dl class="keys">
                { for KEYS.iter().map(|(keys, what)| html! {
                    <div><dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ t(*what) }</dd></div>
                }) }
            </dl>
            <div class="part">
                <label class="check"><input type="checkbox" checked={prefs.is_on(pref::KEYS, true)} onchange={switch} />{ t(Key::SingleKeys) }</label>
                <p>{ t(Key::KeysHint) }</p>
            </div>
        </>
    }
}
