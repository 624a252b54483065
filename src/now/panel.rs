//! The section of the open point.

use alongside_room::{AgendaEdit, Item, ItemId, SessionId};
use yew::prelude::*;

use crate::{
    browser::dom,
    members::names,
    now::notes::Notes,
    open_room::store::Room,
    parts::{
        badge::{Face, Fill, badge},
        button::button,
        choice::Choice,
        cooldown::Cooldown,
        field::Field,
    },
    strings::{Key, t, titled},
};

/// The cooldown of the current item, for all buttons and keys that change it: after the other has changed it, my
/// press was meant for the item before and would skip one.
pub type CurrentCooldown = Cooldown<(SessionId, Option<ItemId>)>;

/// The section of the open point: title, who raised it, minutes, notes. Each field has the point's id as its key, so
/// that typing never goes to another point when this one disappears. `open` is the open point; `look` opens it for
/// me, with `true` going there; `cooldown` says whether I may change the current item now; `heading` is for the
/// focus.
pub fn now(
    room: &Room,
    open: Option<ItemId>,
    look: &Callback<(ItemId, bool)>,
    cooldown: &CurrentCooldown,
    heading: &NodeRef,
) -> Html {
    let view = &room.view;
    let Some(item) = open.and_then(|open| view.item(open)) else {
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
            <h2 ref={heading.clone()} tabindex="-1" class="now-title" dir="auto" translate="no">{ titled(&item.title) }</h2>
            <div class="now-facts">
                { raised_by(room, item) }
                if item.minutes.is_some() || !room.is_only_read() { { minutes(room, item) } }
                { lead_buttons(room, id, look, cooldown, heading) }
            </div>
            <Notes key={id.to_string()} room={room.clone()} item={id} text={item.notes.clone()} />
        </section>
    }
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
            <Field key={id.to_string()} field={format!("minutes-{id}")} kind="number" name={t(Key::Minutes)} min="1" max="999" hint="–"
                value={item.minutes.map(|minutes| minutes.to_string()).unwrap_or_default()} {change} disabled={room.is_only_read()} />
            <span aria-hidden="true">{ t(Key::MinutesUnit) }</span>
        </label>
    }
}

/// The buttons that make this point or the next one the current item.
fn lead_buttons(
    room: &Room,
    id: ItemId,
    look: &Callback<(ItemId, bool)>,
    cooldown: &CurrentCooldown,
    heading: &NodeRef,
) -> Html {
    let (only_read, session) = (room.is_only_read(), room.view.session.id);
    let lead_to = |item: ItemId| {
        let (room, look, cooldown) = (room.clone(), look.clone(), cooldown.clone());
        Callback::from(move |_: MouseEvent| {
            if cooldown.ready() {
                room.edit(AgendaEdit::SetCurrent { session, item: Some(item) });
                look.emit((item, false));
            }
        })
    };
    let talk = {
        let (heading, lead) = (heading.clone(), lead_to(id));
        Callback::from(move |event: MouseEvent| {
            // The button is about to disappear, and "Next" is the last one.
            dom::focus_around(&heading, ".now", ".now-acts button:last-child");
            lead.emit(event);
        })
    };
    let current = room.view.current.map(|current| current.item);
    html! {
        <span class="now-acts">
            if current != Some(id) && !only_read { { button("", t(Key::TalkAbout), talk) } }
            if let Some(next) = next_item(room).filter(|_| !only_read) { { button("", t(Key::Next), lead_to(next)) } }
        </span>
    }
}

/// The next point to talk about: the first after the current item that was not discussed, starting again at the top
/// after the last.
pub fn next_item(room: &Room) -> Option<ItemId> {
    let view = &room.view;
    let current = view.current.map(|current| current.item);
    let at = view.agenda.iter().position(|item| Some(item.id) == current).map_or(0, |at| at + 1);
    let (before, after) = view.agenda.split_at(at.min(view.agenda.len()));
    after.iter().chain(before).find(|item| item.discussed.is_none() && Some(item.id) != current).map(|item| item.id)
}
