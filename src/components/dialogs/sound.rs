//! Bell and breaks: what this person wants on this device.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{dom, notify},
    components::{
        clock::loudness,
        tools::{Tools, pref, use_tools},
    },
    strings::{Key, t},
};

/// The switches.
#[component]
pub fn Sound() -> Html {
    let tools = use_tools();
    let again = use_force_update();
    let permission = use_state_eq(notify::permission);
    let Some(Tools { prefs, bell, .. }) = tools else { return html! {} };
    let switch = |name: Key, pref: &'static str, default: bool| {
        let set = {
            let (prefs, again) = (prefs.clone(), again.clone());
            Callback::from(move |event: Event| {
                prefs.switch(pref, dom::checked(&event));
                again.force_update();
            })
        };
        html! {
            <label class="check"><input type="checkbox" checked={prefs.is_on(pref, default)} onchange={set} />{ t(name) }</label>
        }
    };
    let kept = prefs.text(pref::VOLUME);
    let volume = loudness(kept.as_deref());
    let set_volume = {
        let (prefs, again) = (prefs.clone(), again.clone());
        Callback::from(move |event: InputEvent| {
            prefs.set(pref::VOLUME, &dom::value(&event));
            again.force_update();
        })
    };
    let try_it = Callback::from(move |_: MouseEvent| {
        if let Some(strike) = bell.ring(0, volume) {
            strike.forget();
        }
    });
    let ask = {
        let permission = permission.clone();
        Callback::from(move |_: MouseEvent| {
            let permission = permission.clone();
            spawn_local(async move { permission.set(notify::ask().await) });
        })
    };
    html! {
        <>
            <div class="part">
                { switch(Key::SoundOn, pref::SOUND, true) }
                <div class="volume">
                    <label>{ t(Key::Volume) }<input type="range" min="0" max="100" step="5" aria-label={t(Key::Volume)} value={format!("{:.0}", volume * 100.0)} oninput={set_volume} /></label>
                    <button type="button" onclick={try_it}>{ t(Key::TryIt) }</button>
                </div>
                { switch(Key::FiveCue, pref::FIVE, false) }
                if *permission == notify::Permission::Unasked {
                    <div class="dialog-actions"><button type="button" onclick={ask}>{ t(Key::NotifyMe) }</button></div>
                }
            </div>
            <div class="part">
                { switch(Key::AutoBreak, pref::AUTO_BREAK, false) }
                { switch(Key::AutoBlock, pref::AUTO_BLOCK, false) }
            </div>
        </>
    }
}
