//! What the chip says, in sentences: saving, connection, and what the server sees.

use alongside_peer::facts::Sync;
use yew::prelude::*;

use super::direct;
use crate::{
    browser::prefs::Prefs,
    components::names,
    store::Room,
    strings::{Key, count, fill, t},
};

/// Three short parts.
pub fn details(room: &Room, prefs: &Prefs) -> Html {
    let facts = &room.facts;
    let sentence = match facts.sync {
        Sync::SavedHere => t(Key::SyncSavedHere).to_owned(),
        Sync::Sent => t(Key::SyncSent).to_owned(),
        Sync::HasIt(member) => fill(Key::SyncHasIt, &[("name", &names::name(&room.view, member))]),
        Sync::Offline { .. } => t(Key::SyncOffline).to_owned(),
        Sync::Connecting => t(Key::SyncConnecting).to_owned(),
        Sync::NotSaved { .. } => t(Key::SyncNotSaved).to_owned(),
    };
    html! {
        <>
            <div class="part">
                <p class="lead">{ sentence }</p>
                if facts.waiting > 0 { <p>{ count(Key::SyncWaiting, facts.waiting, &[]) }</p> }
                if !facts.kept { <p>{ t(Key::SyncForgets) }</p> }
            </div>
            { direct::connection(room, prefs) }
            <div class="part"><h3>{ t(Key::ServerSeesTitle) }</h3><p>{ t(Key::ServerSees) }</p></div>
        </>
    }
}
