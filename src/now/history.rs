//! "History of the notes": who wrote what, by the hour, and what was taken out, to be brought back.

use alongside_room::{ItemId, MemberId, Moment, Passage, PassageId, PassagesEdit};
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar,
    members::names,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::Room,
    },
    parts::badge::{Face, Fill, badge},
    strings::{Key, fill, t, use_language},
};

/// The dialog of the open point's notes.
pub static NOTES_HISTORY: RoomDialog = RoomDialog { name: Key::NotesHistory };

/// How much of a passage names the buttons beside it, in letters.
const NAMED_BY: usize = 40;

/// What is in the dialog.
pub fn notes_history(with: &DialogContext) -> Html {
    match with.open {
        Some(item) => html! { <NotesHistory room={with.room.clone()} {item} /> },
        None => html! { <p>{ t(Key::NowEmpty) }</p> },
    }
}

/// Properties of [`NotesHistory`].
#[derive(PartialEq, Properties)]
pub struct NotesHistoryProps {
    pub room: Room,
    /// Whose notes.
    pub item: ItemId,
}

/// What one person wrote in an hour, or took out at a moment.
struct HistoryEntry<'a> {
    by: Option<MemberId>,
    at: Option<Moment>,
    /// Letters that stand apart in the notes.
    texts: Vec<String>,
    taken: Option<&'a Passage>,
}

/// Everything, the latest first.
#[component]
pub fn NotesHistory(props: &NotesHistoryProps) -> Html {
    use_language();
    let NotesHistoryProps { room, item } = props;
    let (list, asked) = (use_node_ref(), use_state_eq(|| None::<PassageId>));
    let entries = entries(room, *item);
    if entries.is_empty() {
        return html! { <p>{ t(Key::NotesHistoryEmpty) }</p> };
    }
    html! {
        <>
            <p class="aside">{ t(Key::NotesHistoryText) }</p>
            <ul ref={list.clone()} class="history" role="list" aria-label={t(Key::NotesHistory)}>
                { for entries.iter().map(|entry| html! {
                    <li key={key(entry)}>
                        { head(room, entry) }
                        { for entry.texts.iter().map(|text| html! {
                            <p class={classes!("written", entry.taken.map(|_| "taken-out"))} dir="auto" translate="no">{ text.trim_matches('\n').to_owned() }</p>
                        }) }
                        if let Some(passage) = entry.taken.filter(|_| !room.is_only_read()) { { acts(room, passage, &list, &asked) } }
                    </li>
                }) }
            </ul>
        </>
    }
}

/// What stands in the notes by person and hour, and what was taken out of them; the latest first, what nobody knows the hour of last.
fn entries(room: &Room, item: ItemId) -> Vec<HistoryEntry<'_>> {
    let mut entries: Vec<HistoryEntry<'_>> = Vec::new();
    for written in room.texts.written(item) {
        if written.text.trim().is_empty() {
            continue;
        }
        match entries.iter_mut().find(|entry| (entry.by, entry.at) == (written.by, written.since)) {
            Some(entry) => entry.texts.push(written.text),
            None => {
                entries.push(HistoryEntry {
                    by: written.by,
                    at: written.since,
                    texts: vec![written.text],
                    taken: None,
                });
            }
        }
    }
    let taken = room.view.passages_of(item).map(|passage| HistoryEntry {
        by: Some(passage.by),
        at: Some(passage.at),
        texts: vec![passage.text.to_string()],
        taken: Some(passage),
    });
    let mut sorted: Vec<HistoryEntry<'_>> = Vec::new();
    for entry in entries.into_iter().chain(taken) {
        // Not sorted by the library: a sort would be compiled for this type alone.
        let at = sorted.iter().take_while(|before| before.at >= entry.at).count();
        sorted.insert(at, entry);
    }
    sorted
}

fn key(entry: &HistoryEntry<'_>) -> String {
    match entry.taken {
        Some(passage) => passage.id.to_string(),
        None => format!("{:?}-{:?}", entry.by, entry.at),
    }
}

/// "A Ana wrote · Today, 15:20".
fn head(room: &Room, entry: &HistoryEntry<'_>) -> Html {
    let face = entry.by.and_then(|by| room.view.member(by)).map(Face::from);
    let when = entry.at.map_or_else(
        || t(Key::WrittenEarlier).to_owned(),
        |at| fill(Key::BlockLine, &[("day", &calendar::day_of(at)), ("time", &calendar::time_of(at))]),
    );
    let (other, me) = if entry.taken.is_some() { (Key::TookOut, Key::TookOutMe) } else { (Key::Wrote, Key::WroteMe) };
    html! {
        <div class="block-head">
            <span class="by">
                if let Some(face) = &face { { badge(face, Fill::Full) } }
                if let Some(by) = entry.by { <span>{ names::by_whom(room, by, other, me) }</span> }
            </span>
            <span>{ when }</span>
        </div>
    }
}

/// The buttons of what was taken out. What is gone for good is asked for twice, in its place.
fn acts(room: &Room, passage: &Passage, list: &NodeRef, asked: &UseStateHandle<Option<PassageId>>) -> Html {
    let (item, id) = (passage.item, passage.id);
    let words: String = passage.text.trim().chars().take(NAMED_BY).collect();
    let does = |edit: PassagesEdit| {
        let (room, list) = (room.clone(), list.clone());
        Callback::from(move |_: MouseEvent| {
            // Its row goes.
            dom::focus_around(&list, "dialog", "h2");
            room.edit(edit.clone());
        })
    };
    let ask = |to: Option<PassageId>| {
        let asked = asked.setter();
        Callback::from(move |_: MouseEvent| asked.set(to))
    };
    let button = |class: &'static str, key: Key, name: Key, press: Callback<MouseEvent>| {
        html! { <button type="button" {class} aria-label={fill(name, &[("text", &words)])} onclick={press}>{ t(key) }</button> }
    };
    let is_asked = **asked == Some(id);
    html! {
        <div class="acts">
            { button("", Key::BringPassageBack, Key::BringPassageBackName, does(PassagesEdit::BringBack { item, passage: id })) }
            if is_asked {
                <span role="status">{ t(Key::ForgetAsk) }</span>
                { button("link", Key::ForgetForGood, Key::ForgetName, does(PassagesEdit::Forget { item, passage: id })) }
                { button("link", Key::KeepIt, Key::KeepItName, ask(None)) }
            } else {
                { button("link", Key::ForgetForGood, Key::ForgetName, ask(Some(id))) }
            }
        </div>
    }
}
