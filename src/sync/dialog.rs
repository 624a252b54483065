//! The sync details: saving, the connection, and what the relay sees.

use alongside_peer::facts::{Sync, Trouble};
use alongside_room::Moment;
use yew::prelude::*;

use crate::{
    browser::{agent::agent, build::build},
    calendar,
    members::names,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::Room,
        traffic::{Direction, Load, Passed},
        unsaved::UnsavedText,
    },
    parts::{button::button, copy::use_copy},
    strings::{Key, count, fill, t, use_language},
    sync::{as_text, direct},
};

/// The dialog of the sync details.
pub static SYNC: RoomDialog = RoomDialog { name: Key::SyncDetails };

/// The latest frames, as the relay sees them.
fn frames(room: &Room) -> Html {
    let latest = room.traffic.emit(());
    if latest.is_empty() {
        return html! {};
    }
    let frame = |passed: &Passed| {
        let what = t(match (passed.way, passed.load) {
            (Direction::Out, Load::Kept) => Key::FrameKept,
            (Direction::In, Load::Kept) => Key::FrameOfLog,
            (Direction::Out, Load::PassedOn) => Key::FramePassedOn,
            (Direction::In, Load::PassedOn) => Key::FrameOfOther,
        });
        html! {
            <li>
                <time>{ calendar::second_of(Moment(passed.at)) }</time>
                <span>{ what }</span>
                <span>{ count(Key::FrameBytes, passed.bytes as u32, &[]) }</span>
                <code>{ format!("…{:08x}", u32::from_be_bytes(passed.tail)) }</code>
            </li>
        }
    };
    html! { <ol class="frames" aria-label={t(Key::LatestFrames)}>{ for latest.iter().map(frame) }</ol> }
}

/// Texts that are in fields but not in the room, to be copied or discarded here: their fields may not be on screen
/// any more.
fn unsaved(room: &Room) -> Html {
    let part = |(field, UnsavedText { text, why, .. }): (String, UnsavedText)| {
        let give_up = {
            let (unsaved, field) = (room.unsaved.clone(), field.clone());
            Callback::from(move |_: MouseEvent| unsaved.let_go(&field))
        };
        html! {
            <div key={field} class="part">
                <p class="warned">{ why }</p>
                <textarea class="field" readonly=true rows="3" dir="auto" aria-label={t(Key::UnsavedText)} value={text} />
                <div class="dialog-actions">{ button("", t(Key::GiveUp), give_up) }</div>
            </div>
        }
    };
    room.unsaved.all().into_iter().map(part).collect()
}

/// Three short parts.
pub fn details(DialogContext { room, prefs, .. }: &DialogContext) -> Html {
    let facts = &room.facts;
    let erased = facts.trouble == Some(Trouble::Erased);
    let sentence = match facts.sync {
        _ if erased && facts.kept => t(Key::SyncErased).to_owned(),
        _ if room.sync != facts.sync => t(Key::SyncUnsaved).to_owned(),
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
                if facts.waiting > 0 && !erased { <p>{ count(Key::SyncWaiting, facts.waiting, &[]) }</p> }
                if !facts.kept { <p>{ t(Key::SyncForgets) }</p> } else if !prefs.keys_are_guarded() { <p>{ t(Key::SyncKeysPlain) }</p> }
            </div>
            { unsaved(room) }
            { direct::connection(room, prefs) }
            <div class="part">
                <h3>{ t(Key::ServerSeesTitle) }</h3>
                <p>{ t(Key::ServerSees) }</p>
                { frames(room) }
                <p class="aside">{ fill(Key::Build, &[("build", &build())]) }</p>
            </div>
            <CopyReport room={room.clone()} />
        </>
    }
}

/// Properties of [`CopyReport`].
#[derive(PartialEq, Properties)]
struct CopyReportProps {
    room: Room,
}

/// A report to copy; if the browser refuses that, to be selected by hand.
#[component]
fn CopyReport(props: &CopyReportProps) -> Html {
    use_language();
    let by_hand = use_state_eq(|| None::<String>);
    let report = {
        let room = props.room.clone();
        move || as_text::report(&build(), agent(), &room.report.emit(()))
    };
    let (copied, copy) = use_copy({
        let (by_hand, report) = (by_hand.setter(), report.clone());
        Callback::from(move |()| by_hand.set(Some(report())))
    });
    let press = Callback::from(move |_: MouseEvent| copy.emit(report()));
    html! {
        <div class="part">
            <p>{ t(Key::ReportText) }</p>
            <div class="dialog-actions">{ button("", t(if copied { Key::Copied } else { Key::CopyReport }), press) }</div>
            if let Some(report) = &*by_hand { <textarea class="field" readonly=true rows="6" aria-label={t(Key::Report)} value={report.clone()} /> }
        </div>
    }
}
