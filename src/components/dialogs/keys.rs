//! The keys, and a switch for the single ones.

use yew::prelude::*;

use crate::{
    browser::dom,
    components::tools::{pref, use_tools},
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

/// The list.
#[component]
pub fn Keys() -> Html {
    let tools = use_tools();
    let on = tools.as_ref().is_none_or(|tools| tools.prefs.is_on(pref::KEYS, true));
    let again = use_force_update();
    let switch = Callback::from(move |event: Event| {
        if let Some(tools) = &tools {
            tools.prefs.switch(pref::KEYS, dom::checked(&event));
            again.force_update();
        }
    });
    html! {
        <>
            <dl class="keys">
                { for KEYS.iter().map(|(keys, what)| html! {
                    <div><dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ t(*what) }</dd></div>
                }) }
            </dl>
            <div class="part">
                <label class="check"><input type="checkbox" checked={on} onchange={switch} />{ t(Key::SingleKeys) }</label>
                <p>{ t(Key::KeysHint) }</p>
            </div>
        </>
    }
}
