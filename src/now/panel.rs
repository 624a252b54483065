//! The section of the open point.

use std::rc::Rc;

use alongside_room::{AgendaEdit, BinnedThing, Item, ItemId, TextField};
use yew::prelude::*;

use crate::{
    browser::dom,
    members::names,
    now::{
        history::NOTES_HISTORY,
        last_time::last_time,
        next::{CurrentCooldown, NextButton},
        notes::Notes,
    },
    open_room::{private::ONLY_MINE, room_dialog::RoomDialog, store::Room},
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        choice::Choice,
        field::Field,
        title::Title,
    },
    strings::{Key, fill, t, titled},
};

/// What the section of the open point is drawn from.
pub struct NowView<'a> {
    pub room: &'a Room,
    /// The open point.
    pub open: Option<ItemId>,
    /// The open point as it was when it went off the agenda while I wrote in it.
    pub held: Option<&'a Rc<Item>>,
    /// Opens a point for me, with `true` going there.
    pub look: &'a Callback<(ItemId, bool)>,
    /// Whether I may change the current item now.
    pub cooldown: &'a CurrentCooldown,
    /// The heading, for the focus.
    pub heading: &'a NodeRef,
    /// The agenda is on another tab: the title is edited here.
    pub narrow: bool,
    /// Opens a dialog.
    pub dialog: &'a Callback<&'static RoomDialog>,
}

/// The section of the open point: title, who raised it, minutes, notes. Each field has the point's id as its key, so
/// that typing never goes to another point when this one disappears.
pub fn now(with: &NowView<'_>) -> Html {
    let NowView { room, open, held, look, cooldown, heading, .. } = *with;
    let view = &room.view;
    let Some(item) = open.and_then(|open| view.item(open)).or(held) else {
        let words = if view.agenda.is_empty() { Key::NowNothing } else { Key::NowEmpty };
        return html! {
            <section class="now" aria-label={t(Key::Now)}>
                <h2 ref={heading.clone()} tabindex="-1" class="vh">{ t(Key::Now) }</h2>
                <p class="aside">{ t(words) }</p>
            </section>
        };
    };
    let id = item.id;
    html! {
        <section class="now" aria-label={t(Key::Now)}>
            <div class="now-head">
                { title(with, item) }
                <div class="now-facts">
                    if let Some(held) = held {
                        { gone(room, held, heading) }
                    } else {
                        <span class="facts">
                            { raised_by(room, item) }
                            if item.minutes.is_some() || !room.is_only_read() { { minutes(room, item) } }
                            { history(with, item) }
                            { only_mine(with) }
                        </span>
                        <span class="now-acts">
                            <NextButton room={room.clone()} open={id} look={look.reform(|item| (item, false))} cooldown={cooldown.clone()} />
                        </span>
                    }
                </div>
            </div>
            { last_time(room, item) }
            <Notes key={id.to_string()} room={room.clone()} item={id} text={item.notes.clone()} />
        </section>
    }
}

/// "Ana took this off the agenda · Put it back": what I write in stays before me all the same.
fn gone(room: &Room, item: &Item, heading: &NodeRef) -> Html {
    let id = item.id;
    let binned = room.view.bin.iter().find(|binned| binned.what == BinnedThing::Item(id));
    let Some(binned) = binned else {
        return html! { <span class="gone" role="status">{ t(Key::GoneClosed) }</span> };
    };
    let back = {
        let (room, heading) = (room.clone(), heading.clone());
        Callback::from(move |_: MouseEvent| {
            // This button goes.
            dom::focus_around(&heading, ".now", ".notes textarea");
            room.edit(AgendaEdit::Restore { item: id });
        })
    };
    html! {
        <span class="gone" role="status">
            <span>{ names::by_whom(room, binned.by, Key::GoneBy, Key::GoneByMe) }</span>{ button("", t(Key::PutBack), back) }
        </span>
    }
}

/// The heading; a field in it where the agenda's is on another tab.
fn title(with: &NowView<'_>, item: &Item) -> Html {
    let NowView { room, heading, narrow, .. } = *with;
    let title = titled(&item.title);
    if !narrow || room.is_only_read() {
        return html! {
            <h2 key="title" ref={heading.clone()} tabindex="-1" class="now-title" dir="auto" translate="no" title={title.to_owned()}>{ title }</h2>
        };
    }
    let done = {
        let heading = heading.clone();
        Callback::from(move |()| dom::focus(&heading))
    };
    html! {
        <h2 key="field" ref={heading.clone()} tabindex="-1" class="now-title" aria-label={title.to_owned()} translate="no">
            <Title key={item.id.to_string()} field={TextField::ItemTitle(item.id)} text={item.title.clone()} name={fill(Key::Title, &[("title", title)])}
                texts={room.texts.clone()} act={room.act.clone()} {done} />
        </h2>
    }
}

/// Leads to the history of the notes, once there is something in it.
fn history(with: &NowView<'_>, item: &Item) -> Html {
    if item.notes.is_empty() && with.room.view.passages_of(item.id).next().is_none() {
        return html! {};
    }
    let open = with.dialog.reform(|_: MouseEvent| &NOTES_HISTORY);
    html! { <span class="fact-field">{ button("link", t(Key::History), open) }</span> }
}

/// Leads to what I write beside the point for nobody else, once I write such lines at all.
fn only_mine(with: &NowView<'_>) -> Html {
    if with.room.private.lines.is_empty() {
        return html! {};
    }
    let open = with.dialog.reform(|_: MouseEvent| &ONLY_MINE);
    html! { <span class="fact-field">{ button("link", t(Key::OnlyMine), open) }</span> }
}

fn raised_by(room: &Room, item: &Item) -> Html {
    let id = item.id;
    let raiser = room.view.member(item.raised_by);
    let change = {
        let room = room.clone();
        Callback::from(move |event: Event| {
            if let Ok(member) = dom::value(&event).parse() {
                room.edit(AgendaEdit::SetRaisedBy { item: id, member });
            }
        })
    };
    html! {
        <label class="fact-field">
            if let Some(raiser) = raiser { { badge(&Face::from(raiser), Fill::Full) } }
            <span aria-hidden="true">{ t(Key::RaisedBy) }</span>
            <Choice key={id.to_string()} name={t(Key::RaisedBy)} options={names::choices(&room.view.members)}
                chosen={raiser.map(|raiser| raiser.id.to_string()).unwrap_or_default()} {change} disabled={room.is_only_read()} />
        </label>
    }
}

fn minutes(room: &Room, item: &Item) -> Html {
    let id = item.id;
    let change = {
        let room = room.clone();
        Callback::from(move |text: String| {
            let minutes = text.trim().parse().ok().filter(|minutes: &u16| (1..=999).contains(minutes));
            if minutes.is_some() || text.trim().is_empty() {
                room.edit(AgendaEdit::SetMinutes { item: id, minutes });
            }
        })
    };
    html! {
        <label class="fact-field">
            <Field key={id.to_string()} field={format!("minutes-{id}")} kind="number" name={t(Key::Minutes)} min="1" max="999" hint={t(Key::AddMinutes)}
                value={item.minutes.map(|minutes| minutes.to_string()).unwrap_or_default()} {change} disabled={room.is_only_read()} />
            <span aria-hidden="true">{ t(Key::MinutesUnit) }</span>
        </label>
    }
}
