//! The open point at full size.

use alongside_room::{Edit, ItemId, SessionId};
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
    strings::{Key, t},
};

/// What both were last led to, by whichever of the buttons and keys: after the other led, my press was meant for what
/// stood before, and would skip a point.
pub type Led = Cooldown<(SessionId, Option<ItemId>)>;

/// The section with the open point: title, who raised it, minutes, notes. Each field has the point's key: what is typed
/// into one that goes reaches no other point. `open` is the point I am looking at, `look` leads there me alone (`false`) or
/// my screen too, `led` says whether I may lead now, and `heading` is for the focus.
pub fn now(room: &Room, open: Option<ItemId>, look: &Callback<(ItemId, bool)>, led: &Led, heading: &NodeRef) -> Html {
    let view = &room.view;
    let item = open.and_then(|open| view.item(open)).cloned();
    let session = view.session.id;
    let current = view.current.map(|current| current.item);
    let go = |item: Option<ItemId>| {
        let (room, look, led) = (room.clone(), look.clone(), led.clone());
        Callback::from(move |_: MouseEvent| {
            if !led.ready() {
                return;
            }
            room.edit(Edit::SetCurrent { session, item });
            if let Some(item) = item {
                look.emit((item, false));
            }
        })
    };
    let talk = |item: ItemId| {
        let (heading, talk) = (heading.clone(), go(Some(item)));
        Callback::from(move |event: MouseEvent| {
            // The button is about to go, and "Next" stands last.
            dom::focus_around(&heading, ".now", ".now-acts button:last-child");
            talk.emit(event);
        })
    };
    let only_read = room.is_only_read();
    let next = next_item(room).filter(|_| !only_read);

    let Some(item) = item else {
        let words = if view.agenda.is_empty() { Key::NowNothing } else { Key::NowEmpty };
        return html! {
            <section class="now" aria-label={t(Key::Now)}>
                <h2 ref={heading.clone()} tabindex="-1" class="vh">{ t(Key::Now) }</h2>
                <p class="aside">{ t(words) }</p>
            </section>
        };
    };
    let id = item.id;
    let minutes = {
        let room = room.clone();
        Callback::from(move |text: String| {
            let minutes = text.trim().parse().ok().filter(|minutes: &u16| (1..=999).contains(minutes));
            if minutes.is_some() || text.trim().is_empty() {
                room.edit(Edit::SetMinutes { item: id, minutes });
            }
        })
    };
    let raised = {
        let room = room.clone();
        Callback::from(move |event: Event| {
            if let Ok(member) = dom::value(&event).parse() {
                room.edit(Edit::SetRaisedBy { item: id, member });
            }
        })
    };
    let raiser = view.member(item.raised_by);
    html! {
        <section class="now" aria-label={t(Key::Now)}>
            <h2 ref={heading.clone()} tabindex="-1" class="now-title" dir="auto">{ names::title(&item.title) }</h2>
            <div class="now-facts">
                <label class="fact-field">
                    if let Some(raiser) = raiser { { badge(&Face::from(raiser), Fill::Full) } }
                    <span aria-hidden="true">{ t(Key::RaisedBy) }</span>
                    <Choice key={id.to_string()} name={t(Key::RaisedBy)} options={names::choices(&view.members)} chosen={raiser.map(|raiser| raiser.id.to_string()).unwrap_or_default()} change={raised} disabled={only_read} />
                </label>
                if item.minutes.is_some() || !only_read {
                    <label class="fact-field">
                        <Field key={id.to_string()} kind="number" name={t(Key::Minutes)} min="1" max="999" hint="–"
                            value={item.minutes.map(|minutes| minutes.to_string()).unwrap_or_default()} change={minutes} disabled={only_read} />
                        <span aria-hidden="true">{ t(Key::MinutesUnit) }</span>
                    </label>
                }
                <span class="now-acts">
                    if current != Some(id) && !only_read {
                        { button("", t(Key::TalkAbout), talk(id)) }
                    }
                    if let Some(next) = next {
                        { button("", t(Key::Next), go(Some(next))) }
                    }
                </span>
            </div>
            <Notes key={id.to_string()} room={room.clone()} item={id} text={item.notes.clone()} />
        </section>
    }
}

/// The point to talk about after the current one: the next that was not discussed, from the top again at the end.
pub fn next_item(room: &Room) -> Option<ItemId> {
    let view = &room.view;
    let current = view.current.map(|current| current.item);
    let at = view.agenda.iter().position(|item| Some(item.id) == current).map_or(0, |at| at + 1);
    let (before, after) = view.agenda.split_at(at.min(view.agenda.len()));
    after.iter().chain(before).find(|item| item.discussed.is_none() && Some(item.id) != current).map(|item| item.id)
}
