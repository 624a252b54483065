//! The sync chip: the state of saving and sending in two words.

use alongside_peer::facts::Sync;
use alongside_room::View;
use yew::prelude::*;

use crate::{
    members::names,
    open_room::{store::Room, tools::use_tools},
    parts::{
        icon::{Glyph, icon},
        tick::use_debounced,
    },
    strings::{Key, count, fill, shown, t, use_language},
    sync::dialog::SYNC,
};

/// How long a worse state lasts before it is shown, in milliseconds.
pub const WORSE_AFTER: u32 = 600;

/// How good a state is.
pub fn rank(sync: &Sync) -> u8 {
    match sync {
        Sync::NotSaved { .. } => 0,
        Sync::Offline { .. } => 1,
        Sync::Connecting => 2,
        Sync::SavedHere => 3,
        Sync::Sent => 4,
        Sync::HasIt(_) => 5,
    }
}

/// The words for a state. They are a contract.
pub fn words(view: &View, sync: &Sync) -> String {
    match sync {
        Sync::SavedHere => t(Key::SavedHere).to_owned(),
        Sync::Sent => t(Key::Sent).to_owned(),
        Sync::HasIt(member) => fill(Key::HasIt, &[("name", &names::name(view, *member))]),
        Sync::Offline { waiting: 0 } => t(Key::Offline).to_owned(),
        Sync::Offline { waiting } => count(Key::OfflineWaiting, *waiting, &[]),
        Sync::Connecting => t(Key::Connecting).to_owned(),
        Sync::NotSaved { .. } => t(Key::NotSaved).to_owned(),
    }
}

/// The same to be shown: a long name in them is shortened by the sheet.
fn shown_words(view: &View, sync: &Sync) -> Html {
    match sync {
        Sync::HasIt(member) => shown(Key::HasIt, &[("name", &names::name(view, *member))]),
        _ => words(view, sync).into(),
    }
}

/// Whether a state is a cause for worry.
pub fn worries(sync: &Sync) -> bool {
    matches!(sync, Sync::Offline { .. } | Sync::NotSaved { .. })
}

fn glyph(sync: &Sync) -> Glyph {
    match sync {
        Sync::SavedHere => Glyph::Here,
        Sync::Sent => Glyph::Tick,
        Sync::HasIt(_) => Glyph::Ticks,
        Sync::Offline { .. } => Glyph::Offline,
        Sync::Connecting => Glyph::Calling,
        Sync::NotSaved { .. } => Glyph::Warning,
    }
}

/// Properties of [`SyncChip`].
#[derive(PartialEq, Properties)]
pub struct SyncChipProps {
    pub room: Room,
}

/// The chip. It is as wide as its widest words (the longest only where they fit), so nothing beside it moves. A click
/// opens the details; for the keyboard they are in the menu.
#[component]
pub fn SyncChip(props: &SyncChipProps) -> Html {
    use_language();
    let room = &props.room;
    let tools = use_tools();
    let sync = use_debounced(room.sync, rank, WORSE_AFTER);
    let details = Callback::from(move |_: MouseEvent| {
        if let Some(tools) = &tools {
            tools.open.emit(&SYNC);
        }
    });
    let widest =
        names::others(room).map(|other| shown(Key::HasIt, &[("name", &names::short(&room.view.members, &other.name))]));
    let usual = [Key::SavedHere, Key::Connecting, Key::NotSaved].map(|key| t(key).into());
    html! {
        <span class={classes!("chip", worries(&sync).then_some("warned"))} title={words(&room.view, &sync)} onclick={details}>
            <span class="chip-now">
                { icon(glyph(&sync)) }
                <span role="status" aria-live="off" translate="no" aria-label={t(Key::Sync)}>{ shown_words(&room.view, &sync) }</span>
            </span>
            <span class="chip-width long" aria-hidden="true">{ count(Key::OfflineWaiting, 10, &[]) }</span>
            { for usual.into_iter().chain(widest).map(|words| html! { <span class="chip-width" aria-hidden="true">{ words }</span> }) }
        </span>
    }
}
