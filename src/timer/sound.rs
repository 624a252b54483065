//! Bell and breaks: what this person wants on this device.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{dom, notify},
    open_room::dialog::{DialogContext, RoomDialog},
    parts::button::button,
    strings::{Key, t},
    timer::prefs,
};

/// Bell and breaks.
pub static SOUND: RoomDialog = RoomDialog { name: Key::SoundTitle };

/// The switches; `again` draws them anew.
pub fn sound(DialogContext { prefs, bell, again, .. }: &DialogContext) -> Html {
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
    let kept = prefs.text(prefs::VOLUME);
    let volume = loudness(kept.as_deref());
    let set_volume = {
        let (prefs, again) = (prefs.clone(), again.clone());
        Callback::from(move |event: InputEvent| {
            prefs.set(prefs::VOLUME, &dom::value(&event));
            again.force_update();
        })
    };
    let try_it = {
        let bell = bell.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(strike) = bell.ring(0, volume) {
                strike.forget();
            }
        })
    };
    let ask = {
        let again = again.clone();
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            spawn_local(async move {
                notify::ask().await;
                again.force_update();
            });
        })
    };
    html! {
        <>
            <div class="part">
                { switch(Key::SoundOn, prefs::SOUND, true) }
                <div class="volume">
                    <label>{ t(Key::Volume) }<input type="range" min="0" max="100" step="5" aria-label={t(Key::Volume)} value={((volume * 100.0).round() as u8).to_string()} oninput={set_volume} /></label>
                    { button("", t(Key::TryIt), try_it) }
                </div>
                { switch(Key::FiveCue, prefs::FIVE, false) }
                if notify::permission() == notify::Permission::Unasked {
                    <div class="dialog-actions">{ button("", t(Key::NotifyMe), ask) }</div>
                }
            </div>
            <div class="part">
                { switch(Key::AutoBreak, prefs::AUTO_BREAK, false) }
                { switch(Key::AutoBlock, prefs::AUTO_BLOCK, false) }
            </div>
        </>
    }
}

/// A volume as it is kept, from 0 to 1.
pub fn loudness(kept: Option<&str>) -> f32 {
    kept.and_then(|text| text.parse::<u8>().ok()).map_or(0.6, |percent| f32::from(percent.min(100)) / 100.0)
}
