//! Bell and breaks: what this person wants on this device.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{
        dom,
        notify::{self, Permission},
        prefs::Prefs,
        sound::Tone,
    },
    open_room::dialog::{DialogContext, RoomDialog},
    parts::{button::button, choice::Choice},
    strings::{Key, count, t},
    timer::{breaks, prefs},
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
    let choose = |pref: &'static str| {
        let (prefs, again) = (prefs.clone(), again.clone());
        Callback::from(move |event: Event| {
            prefs.set(pref, &dom::value(&event));
            again.force_update();
        })
    };
    let tones =
        TONES.iter().map(|(kept, _, words)| (AttrValue::from(*kept), AttrValue::from(t(*words)))).collect::<Vec<_>>();
    let kept_tone = TONES.iter().find(|(_, each, _)| *each == tone(prefs)).map_or("", |(kept, ..)| *kept);
    let lengths: Vec<_> = breaks::LENGTHS
        .iter()
        .map(|minutes| (minutes.to_string().into(), count(Key::ShortMin, *minutes as u32, &[]).into()))
        .collect();
    let try_it = {
        let (bell, tone) = (bell.clone(), tone(prefs));
        Callback::from(move |_: MouseEvent| {
            if let Some(strike) = bell.ring(0, volume, tone) {
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
                <label class="setting">{ t(Key::ToneOf) }<Choice class="field" name={t(Key::ToneOf)} options={tones} chosen={kept_tone} change={choose(prefs::TONE)} /></label>
                <div class="volume">
                    <label>{ t(Key::Volume) }<input type="range" min="0" max="100" step="5" aria-label={t(Key::Volume)} value={((volume * 100.0).round() as u8).to_string()} oninput={set_volume} /></label>
                    { button("", t(Key::TryIt), try_it) }
                </div>
                { switch(Key::FiveCue, prefs::FIVE, false) }
                { match notify::permission() {
                    Permission::Unasked => html! { <div class="dialog-actions">{ button("", t(Key::NotifyMe), ask) }</div> },
                    Permission::Denied => html! { <p>{ t(Key::NotifyDenied) }</p> },
                    Permission::Missing => html! { <p>{ t(Key::NotifyMissing) }</p> },
                    Permission::Granted => html! {},
                } }
            </div>
            <div class="part">
                <label class="setting">{ t(Key::BreakLength) }<Choice class="field" name={t(Key::BreakLength)} options={lengths} chosen={breaks::chosen(prefs).to_string()} change={choose(prefs::BREAK_LENGTH)} /></label>
                <p class="aside">{ t(Key::LongBreak) }</p>
                { switch(Key::AutoBreak, prefs::AUTO_BREAK, false) }
                { switch(Key::AutoBlock, prefs::AUTO_BLOCK, false) }
            </div>
        </>
    }
}

/// The sounds: as each is kept, and what it is called.
const TONES: [(&str, Tone, Key); 3] =
    [("bell", Tone::Bell, Key::ToneBell), ("bowl", Tone::Bowl, Key::ToneBowl), ("wood", Tone::Wood, Key::ToneWood)];

/// The sound chosen here.
pub fn tone(prefs: &Prefs) -> Tone {
    let kept = prefs.text(prefs::TONE);
    TONES.iter().find(|(name, ..)| kept.as_deref() == Some(name)).map_or(Tone::Bell, |(_, tone, _)| *tone)
}

/// A volume as it is kept, from 0 to 1.
pub fn loudness(kept: Option<&str>) -> f32 {
    kept.and_then(|text| text.parse::<u8>().ok()).map_or(0.6, |percent| f32::from(percent.min(100)) / 100.0)
}
