//! Quiet lines below the header: each says one thing and what can be done about it.

use alongside_peer::facts::{Sync, Trouble};
use alongside_room::{
    Edit, MemberId, Moment,
    view::{Member, Schema},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{clipboard, dom, prefs::in_room},
    members::names,
    open_room::store::{Act, Moved, Room},
    parts::{
        button::button,
        cooldown::COOLDOWN_MS,
        debounce::use_debounced,
        icon::{Glyph, icon},
    },
    room_screen::tools::use_tools,
    strings::{Key, count, fill, list, t},
    sync::{
        chip::{WORSE_AFTER, rank},
        direct,
        setting::Meet,
    },
};

/// Why the relay does not take what is sent.
pub fn trouble_words(trouble: Trouble) -> &'static str {
    t(match trouble {
        Trouble::LogFull => Key::TroubleLogFull,
        Trouble::DiskFull => Key::TroubleDiskFull,
        Trouble::RoomFull => Key::TroubleRoomFull,
        Trouble::TooMany => Key::TroubleTooMany,
        Trouble::Version { .. } => Key::TroubleVersion,
        Trouble::BadKey => Key::TroubleBadKey,
        Trouble::Erased => Key::TroubleErased,
    })
}

/// How long "session closed" is said, in milliseconds.
const CLOSED_FOR: u64 = 24 * 60 * 60 * 1000;

/// One line that is cause for worry.
pub fn worry(words: Html) -> Html {
    html! { <div class="bar worry">{ words }</div> }
}

/// One line that can be put away.
pub fn bar(words: Html, dismiss: &Callback<()>) -> Html {
    let dismiss = dismiss.reform(|event: MouseEvent| dom::leave_bar(&event));
    html! {
        <div class="bar">
            { words }
            <button type="button" class="icon-button" aria-label={t(Key::Dismiss)} onclick={dismiss}>{ icon(Glyph::Cross) }</button>
        </div>
    }
}

/// What [`Bars`] shows.
#[derive(PartialEq, Properties)]
pub struct BarsProps {
    /// The room.
    pub room: Room,
}

/// What is to be said of sync, storage, sessions and who joined.
#[component]
pub fn Bars(props: &BarsProps) -> Html {
    let room = &props.room;
    let facts = &room.facts;
    let tools = use_tools();
    let sync = use_debounced(facts.sync, rank, WORSE_AFTER);
    let forgets_seen = use_state_eq(|| false);
    let copied = use_state_eq(|| false);
    let not_now = use_state_eq(|| false);

    let trouble = facts.trouble.map(trouble_words);
    let start_again = {
        let room = room.clone();
        Callback::from(move |_: MouseEvent| room.act.emit(Act::StartAgain))
    };
    let copy = {
        let (room, copied) = (room.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, copied) = (as_text(&room), copied.clone());
            spawn_local(async move {
                if clipboard::copy(&text).await.is_ok() {
                    copied.set(true);
                }
            });
        })
    };
    let forget_seen = {
        let forgets_seen = forgets_seen.clone();
        Callback::from(move |()| forgets_seen.set(true))
    };

    // Somebody would meet me directly: told until I said what I think of it.
    let may_be_asked = !*not_now && tools.as_ref().is_some_and(|tools| Meet::chosen(&tools.prefs) == Meet::Ask);
    let asking = may_be_asked.then(|| direct::asking(room)).flatten();
    let agree = {
        let room = room.clone();
        Callback::from(move |event: MouseEvent| {
            dom::leave_bar(&event);
            room.act.emit(Act::Meet(true));
        })
    };
    let decline = {
        let not_now = not_now.clone();
        Callback::from(move |()| not_now.set(true))
    };

    // That the key was changed is told until it was seen.
    let seen = in_room("key", room.id);
    let key_seen = use_state_eq(|| tools.as_ref().is_some_and(|tools| tools.prefs.is_on(&seen, false)));
    let see_key = {
        let (key_seen, tools) = (key_seen.clone(), tools.clone());
        Callback::from(move |()| {
            key_seen.set(true);
            if let Some(tools) = &tools {
                tools.prefs.switch(&seen, true);
            }
        })
    };

    // That a session was closed is told for a day, or until it was seen.
    let closing = in_room("closed", room.id);
    let put_away = use_state_eq(|| tools.as_ref().and_then(|tools| tools.prefs.text(&closing)));
    let put_closing_away = {
        let (put_away, tools) = (put_away.clone(), tools.clone());
        Callback::from(move |this: String| {
            if let Some(tools) = &tools {
                tools.prefs.set(&closing, &this);
            }
            put_away.set(Some(this));
        })
    };

    // A third person's joining is told to the others until it was seen.
    let acknowledged = in_room("members", room.id);
    let known = use_state_eq(|| tools.as_ref().and_then(|tools| tools.prefs.text(&acknowledged)));
    let more: Vec<String> = room
        .view
        .members
        .iter()
        .enumerate()
        .filter(|(at, member)| !is_known(known.as_deref(), *at, member) && !names::is_me(room, member))
        .map(|(_, member)| member.name.to_string())
        .collect();
    let third = (!more.is_empty()).then(|| fill(Key::JoinedBar, &[("name", &list(&more))]));
    let seen_third = {
        let all: Vec<String> = room.view.members.iter().map(|member| member.id.to_string()).collect();
        let (known, all) = (known.clone(), all.join(" "));
        Callback::from(move |()| {
            if let Some(tools) = &tools {
                tools.prefs.set(&acknowledged, &all);
            }
            known.set(Some(all.clone()));
        })
    };

    html! {
        <>
            if room.view.schema == Schema::Newer { { worry(html! { <span>{ t(Key::ReadOnly) }</span> }) } }
            if let Some(moved) = room.moved { { worry(html! { <span dir="auto">{ moved_words(room, moved) }</span> }) } }
            if let Some(by) = room.moved_by.filter(|_| !*key_seen) {
                { bar(html! { <span dir="auto">{ by_whom(room, by, Key::KeyChanged, Key::KeyChangedByMe) }</span> }, &see_key) }
            }
            { ended_bar(room) }
            if let Some(trouble) = trouble.filter(|_| room.moved.is_none()) {
                { worry(html! {
                    <>
                        <span>{ trouble }</span>
                        if facts.trouble == Some(Trouble::Erased) { { button("", t(Key::StartAgain), start_again) } }
                    </>
                }) }
            }
            if let Sync::NotSaved { waiting } = sync {
                { worry(html! {
                    <>
                        <span>{ count(Key::NotSavedBar, waiting, &[]) }</span>
                        { button("", t(if *copied { Key::Copied } else { Key::CopyThem }), copy) }
                    </>
                }) }
            } else if !facts.kept && facts.loaded && !*forgets_seen {
                { bar(html! { <span>{ t(Key::ForgetsBar) }</span> }, &forget_seen) }
            }
            // From a room that was erased nothing goes out any more.
            if matches!(sync, Sync::Offline { .. }) && facts.kept && facts.trouble != Some(Trouble::Erased) {
                { worry(html! { <span>{ t(Key::KeptBar) }</span> }) }
            }
            if let Some(name) = asking {
                { bar(html! {
                    <>
                        <span dir="auto">{ fill(Key::DirectAsked, &[("name", &name)]) }</span>
                        { button("", t(Key::ConnectDirectly), agree) }
                    </>
                }, &decline) }
            }
            if let Some(third) = third { { bar(html! { <span dir="auto">{ third }</span> }, &seen_third) } }
            { closed_bar(room, put_away.as_deref(), &put_closing_away) }
        </>
    }
}

fn moved_words(room: &Room, moved: Moved) -> String {
    match moved {
        Moved::Following => t(Key::RoomMoving).to_owned(),
        Moved::LeftBehind { by } => by_whom(room, by, Key::RoomMoved, Key::RoomMovedByMe),
    }
}

/// "Ended by Ana, 26 Nov. You both keep it to read. · Reopen the room".
fn ended_bar(room: &Room) -> Html {
    let Some((by, at)) = room.view.ended.filter(|_| room.moved.is_none()) else { return html! {} };
    let (name, day) = (names::name(&room.view, by), names::day_of(at));
    let key = if names::is_mine(room, by) { Key::EndedBarByMe } else { Key::EndedBar };
    let reopen = {
        let room = room.clone();
        Callback::from(move |event: MouseEvent| {
            if is_settled(&room, by, at) {
                dom::leave_bar(&event);
                room.edit(Edit::ReopenRoom);
            }
        })
    };
    html! {
        <div class="bar">
            <span dir="auto">{ fill(key, &[("name", &name), ("day", &day)]) }</span>
            { button("", t(Key::ReopenRoom), reopen) }
        </div>
    }
}

/// What this member did then is there long enough for nobody to press what it put under their hand.
fn is_settled(room: &Room, by: MemberId, at: Moment) -> bool {
    names::is_mine(room, by) || room.now().0.saturating_sub(at.0) >= COOLDOWN_MS
}

/// The one words with the other's name, or the other ones if it was me.
fn by_whom(room: &Room, by: MemberId, other: Key, me: Key) -> String {
    if names::is_mine(room, by) { t(me).to_owned() } else { fill(other, &[("name", &names::name(&room.view, by))]) }
}

/// Whether this member's joining was seen: the first two are the room, who else was seen is kept by their ids. Earlier
/// versions kept how many there were.
fn is_known(seen: Option<&str>, at: usize, member: &Member) -> bool {
    let seen = seen.unwrap_or_default();
    // As many digits as an id has are an id.
    if let Some(count) = (seen.len() < 4).then(|| seen.parse::<usize>().ok()).flatten() {
        return at < count.max(2);
    }
    let names = |id: MemberId| seen.split(' ').any(|each| each.parse() == Ok(id));
    at < 2 && seen.is_empty() || names(member.id) || member.also.iter().copied().any(names)
}

/// The closing line: "Ana closed session 3: 2 points and 3 tasks go to session 4 · Next date … · Reopen". `put_away` is
/// the closing that was seen.
fn closed_bar(room: &Room, put_away: Option<&str>, seen: &Callback<String>) -> Html {
    let Some(closed) = room.view.earlier.first().filter(|_| !room.is_only_read()) else { return html! {} };
    let Some((by, at)) = closed.closed else { return html! {} };
    // With the moment, since a session that was reopened can be closed again.
    let this = format!("{} {}", closed.id, at.0);
    if room.now().0.saturating_sub(at.0) > CLOSED_FOR || put_away == Some(&*this) {
        return html! {};
    }
    let (session, id) = (closed.id, room.view.session.id);
    let reopen = {
        let room = room.clone();
        Callback::from(move |event: MouseEvent| {
            if is_settled(&room, by, at) {
                dom::leave_bar(&event);
                room.edit(Edit::ReopenSession { session });
            }
        })
    };
    let date = {
        let room = room.clone();
        Callback::from(move |event: Event| {
            let date = dom::value(&event);
            room.edit(Edit::SetDate { session: id, date: (!date.is_empty()).then_some(date) });
        })
    };
    let dismiss = seen.reform(move |()| this.clone());
    let key = if names::is_mine(room, by) { Key::ClosedByMe } else { Key::ClosedBy };
    let what = goes_over(room)
        .unwrap_or_else(|| fill(Key::ClosingNothing, &[("number", &room.view.session.number.to_string())]));
    let name = names::name(&room.view, by);
    let said = fill(key, &[("name", &name), ("number", &closed.number.to_string()), ("what", &what)]);
    let day = room.view.session.date.as_deref().and_then(|date| date.get(..10)).unwrap_or_default().to_owned();
    let words = html! {
        <>
            <span dir="auto">{ said }</span>
            <label class="bar-date"><span>{ t(Key::NextDateField) }</span><input type="date" aria-label={t(Key::NextDateField)} value={day} onchange={date} /></label>
            { button("", t(Key::Reopen), reopen) }
        </>
    };
    bar(words, &dismiss)
}

/// What went over to the open session: "2 points and 3 tasks go to session 4".
pub fn carried(room: &Room) -> String {
    goes_over(room).unwrap_or_else(|| fill(Key::ClosingNone, &[("number", &room.view.session.number.to_string())]))
}

/// The same, where anything did.
fn goes_over(room: &Room) -> Option<String> {
    let view = &room.view;
    let number = view.session.number.to_string();
    let points = view.agenda.iter().filter(|item| item.carried).count() as u32;
    let tasks = view.tasks.iter().filter(|task| task.standing == alongside_room::edit::Standing::Open).count() as u32;
    let mut parts = Vec::new();
    if points > 0 {
        parts.push(count(Key::ClosingPoints, points, &[]));
    }
    if tasks > 0 {
        parts.push(count(Key::ClosingTasks, tasks, &[]));
    }
    let any = !parts.is_empty();
    any.then(|| count(Key::ClosingGo, points + tasks, &[("what", &list(&parts)), ("number", &number)]))
}

/// The room as plain text, to keep elsewhere.
fn as_text(room: &Room) -> String {
    let view = &room.view;
    let mut text = names::room_name(room);
    text.push_str("\n\n");
    let mut line = |parts: &[&str]| {
        for part in parts {
            text.push_str(part);
        }
        text.push('\n');
    };
    line(&[t(Key::Agenda)]);
    for item in view.agenda.iter() {
        line(&["- ", &item.title]);
        if !item.notes.is_empty() {
            line(&[&item.notes]);
        }
    }
    line(&["\n", t(Key::Tasks)]);
    for task in view.tasks.iter() {
        let open = task.standing == alongside_room::edit::Standing::Open;
        line(&[if open { "- [ ] " } else { "- [x] " }, &task.title]);
    }
    text
}

/// "Ana moved on to Growth plan · Go there".
pub fn moved(name: &str, title: &str, go: &Callback<()>, dismiss: &Callback<()>) -> Html {
    let words = html! {
        <>
            <span>{ fill(Key::MovedOn, &[("name", name)]) }{ " " }<b dir="auto">{ names::title(title) }</b></span>
            { button("", t(Key::GoThere), go.reform(|_: MouseEvent| ())) }
        </>
    };
    bar(words, dismiss)
}
