//! Quiet lines below the header: each says one thing and what can be done about it.

use std::rc::Rc;

use alongside_peer::facts::{Sync, Trouble};
use alongside_room::{Edit, view::Schema};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    icon::{Glyph, Icon},
    names,
    sync_chip::{WORSE_AFTER, rank},
    tools::use_tools,
};
use crate::{
    browser::{clipboard, dom},
    hooks::use_late,
    store::Room,
    strings::{Key, count, fill, list, t},
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

/// What [`Bar`] shows.
#[derive(PartialEq, Properties)]
pub struct BarProps {
    /// It is cause for worry.
    #[prop_or_default]
    pub worry: bool,
    /// What it says and offers.
    pub children: Children,
    /// It can be put away.
    #[prop_or_default]
    pub dismiss: Option<Callback<()>>,
}

/// One line.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    html! {
        <div class={classes!("bar", props.worry.then_some("worry"))}>
            { for props.children.iter() }
            if let Some(dismiss) = &props.dismiss {
                <button type="button" class="icon-button" aria-label={t(Key::Dismiss)} onclick={dismiss.reform(|_: MouseEvent| ())}><Icon glyph={Glyph::Cross} /></button>
            }
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
    let sync = use_late(facts.sync, rank, WORSE_AFTER);
    let forgets_seen = use_state_eq(|| false);
    let copied = use_state_eq(|| false);

    let trouble = facts.trouble.map(trouble_words);
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

    // A third person's joining is told until it was seen.
    let acknowledged = format!("members.{}", room.id);
    let known = use_state_eq(|| {
        tools
            .as_ref()
            .and_then(|tools| tools.prefs.text(&acknowledged))
            .and_then(|text| text.parse().ok())
            .unwrap_or(2_usize)
    });
    let third = room.view.members.get((*known).max(2)..).filter(|more| !more.is_empty()).map(|more| {
        let names: Vec<String> = more.iter().map(|member| member.name.to_string()).collect();
        fill(Key::JoinedBar, &[("name", &list(&names))])
    });
    let seen_third = {
        let (known, tools, all) = (known.clone(), tools, room.view.members.len());
        Callback::from(move |()| {
            known.set(all);
            if let Some(tools) = &tools {
                tools.prefs.set(&acknowledged, &all.to_string());
            }
        })
    };

    html! {
        <>
            if room.view.schema == Schema::Newer { <Bar worry=true><span>{ t(Key::ReadOnly) }</span></Bar> }
            if let Some(trouble) = trouble { <Bar worry=true><span>{ trouble }</span></Bar> }
            if let Sync::NotSaved { waiting } = sync {
                <Bar worry=true>
                    <span>{ count(Key::NotSavedBar, waiting, &[]) }</span>
                    <button type="button" onclick={copy}>{ t(if *copied { Key::Copied } else { Key::CopyThem }) }</button>
                </Bar>
            } else if !facts.kept && facts.loaded && !*forgets_seen {
                <Bar dismiss={forget_seen}><span>{ t(Key::ForgetsBar) }</span></Bar>
            }
            if matches!(sync, Sync::Offline { .. }) && facts.kept {
                <Bar worry=true><span>{ t(Key::KeptBar) }</span></Bar>
            }
            if let Some(third) = third { <Bar dismiss={seen_third}><span dir="auto">{ third }</span></Bar> }
            <ClosedBar room={room.clone()} />
        </>
    }
}

/// The closing line: "2 points and 3 tasks go to session 4 · Next date … · Reopen".
#[component]
fn ClosedBar(props: &BarsProps) -> Html {
    let room = &props.room;
    let away = use_state_eq(|| None);
    let Some(closed) = room.view.earlier.first() else { return html! {} };
    let Some((_, at)) = closed.closed else { return html! {} };
    if room.now().0.saturating_sub(at.0) > CLOSED_FOR || *away == Some(closed.id) {
        return html! {};
    }
    let (session, id) = (closed.id, room.view.session.id);
    let reopen = {
        let room = room.clone();
        Callback::from(move |_: MouseEvent| room.edit(Edit::ReopenSession { session }))
    };
    let date = {
        let room = room.clone();
        Callback::from(move |event: Event| {
            let date = dom::value(&event);
            room.edit(Edit::SetDate { session: id, date: (!date.is_empty()).then_some(date) });
        })
    };
    let dismiss = {
        let away = away.clone();
        Callback::from(move |()| away.set(Some(session)))
    };
    let day = room.view.session.date.as_deref().and_then(|date| date.get(..10)).unwrap_or_default().to_owned();
    html! {
        <Bar {dismiss}>
            <span>{ carried(room) }</span>
            <label class="bar-date"><span>{ t(Key::NextDateField) }</span><input type="date" aria-label={t(Key::NextDateField)} value={day} onchange={date} /></label>
            <button type="button" onclick={reopen}>{ t(Key::Reopen) }</button>
        </Bar>
    }
}

/// What went over to the open session: "2 points and 3 tasks go to session 4".
pub fn carried(room: &Room) -> String {
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
    if parts.is_empty() {
        return fill(Key::ClosingNone, &[("number", &number)]);
    }
    count(Key::ClosingGo, points + tasks, &[("what", &list(&parts)), ("number", &number)])
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

/// What [`Moved`] shows.
#[derive(PartialEq, Properties)]
pub struct MovedProps {
    /// Who moved on.
    pub name: Rc<str>,
    /// To what.
    pub title: Rc<str>,
    /// I go there too.
    pub go: Callback<()>,
    /// I do not.
    pub dismiss: Callback<()>,
}

/// "Ana moved on to Growth plan · Go there".
#[component]
pub fn Moved(props: &MovedProps) -> Html {
    html! {
        <Bar dismiss={props.dismiss.clone()}>
            <span>{ fill(Key::MovedOn, &[("name", &props.name)]) }{ " " }<b dir="auto">{ names::title(&props.title) }</b></span>
            <button type="button" onclick={props.go.reform(|_: MouseEvent| ())}>{ t(Key::GoThere) }</button>
        </Bar>
    }
}
