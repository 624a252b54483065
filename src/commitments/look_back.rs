//! Looking back: the last commitments in their owners' words, what came of each, and a line. Who does not answer is not asked again.

use std::rc::Rc;

use alongside_room::{Came, CommitmentsEdit, LookedBack, Session, Task, TasksEdit};
use yew::prelude::*;

use crate::{
    calendar,
    commitments::{
        asks::asks,
        habits::habits,
        own::{TaskProps, headline, is_mine, rewording, who},
        words::in_words,
    },
    open_room::store::Room,
    parts::{cooldown::use_cooldown, date_field::DateField, field::Field},
    strings::{Key, fill, t, titled, use_language},
};

/// What can come of a commitment, in the order in which it is offered.
const ALL: [(Came, Key); 4] = [
    (Came::Done, Key::CameDone),
    (Came::Moved, Key::CameMoved),
    (Came::Changed, Key::CameChanged),
    (Came::LetGo, Key::CameLetGo),
];

/// Sessions of which is shown what was said, the latest.
const EARLIER: usize = 26;

/// Draws it; with `is_whole`, also what was said in earlier sessions.
pub fn look_back(room: &Room, is_whole: bool) -> Html {
    let last = room.view.last_commitments();
    let row = |task: &&Rc<Task>| {
        let (key, task) = (task.id.to_string(), Rc::clone(task));
        if is_mine(room, &task) {
            html! { <OwnRow {key} room={room.clone()} {task} /> }
        } else {
            html! { <li {key}>{ told(room, &task) }</li> }
        }
    };
    html! {
        <div class="engaged">
            if last.is_empty() {
                <p class="aside">{ t(Key::NothingToLookBackOn) }</p>
            } else {
                <ul class="committed" role="list" aria-label={t(Key::LastCommitments)}>{ for last.iter().map(row) }</ul>
            }
            // Here follows the rating that was opened since the last session, as soon as there is one: sealed feedback is a concept of its own.
            { asks(room) }
            { habits(room) }
            if is_whole { { earlier(room) } }
        </div>
    }
}

/// What came of a commitment, to be read.
fn told(room: &Room, task: &Task) -> Html {
    let view = &room.view;
    let came = view.came_of(task).map(|came| in_words(view, task, came));
    let said = view.looked_back(task);
    html! {
        <>
            { headline(room, task) }
            if let Some(came) = came { <p class="aside">{ came }</p> }
            { for said.map(|said| line_of(said, &task.title)) }
        </>
    }
}

/// The words from before they were changed, and the line.
fn line_of(said: &LookedBack, title: &str) -> Html {
    let before =
        (said.came == Some(Came::Changed) && !said.words.is_empty() && *said.words != *title).then_some(&said.words);
    html! {
        <>
            if let Some(before) = before { <p class="aside" translate="no" dir="auto">{ fill(Key::WasWords, &[("words", before)]) }</p> }
            if !said.line.is_empty() { <p class="came-of" translate="no" dir="auto">{ &*said.line }</p> }
        </>
    }
}

/// A commitment of mine.
#[component]
fn OwnRow(props: &TaskProps) -> Html {
    use_language();
    let TaskProps { room, task } = props;
    let (view, id, title) = (&room.view, task.id, titled(&task.title));
    let (came, said, session) = (view.came_of(task), view.looked_back(task), view.session.id);
    let line = use_node_ref();
    let cooldown = use_cooldown(came);
    let choice = |(this, words): (Came, Key)| {
        let (room, cooldown) = (room.clone(), cooldown.clone());
        let is_it = came == Some(this);
        let press = Callback::from(move |_: MouseEvent| {
            let came = (!is_it).then_some(this);
            if cooldown.take(came) {
                room.edit(CommitmentsEdit::Answer { task: id, session, came });
            }
        });
        let name = fill(Key::CameOf, &[("came", t(words)), ("title", title)]);
        html! { <button type="button" aria-pressed={if is_it { "true" } else { "false" }} aria-label={name} onclick={press}>{ t(words) }</button> }
    };
    let named = |key| fill(key, &[("title", title)]);
    let write = {
        let room = room.clone();
        Callback::from(move |line: String| room.edit(CommitmentsEdit::SetLine { task: id, session, line }))
    };
    let move_to = {
        let room = room.clone();
        Callback::from(move |due: String| {
            room.edit(TasksEdit::SetDue { task: id, due: (!due.is_empty()).then_some(due) })
        })
    };
    let before = said.filter(|said| came == Some(Came::Changed) && *said.words != *task.title);
    html! {
        <li class="own">
            { headline(room, task) }
            <div class="came" role="group" aria-label={named(Key::WhatCameOf)}>{ for ALL.into_iter().map(choice) }</div>
            if came == Some(Came::Moved) {
                <label key="day" class="inline-field"><span aria-hidden="true">{ t(Key::NewDay) }</span>
                    <DateField field={format!("moved-{id}")} class="field" name={named(Key::NewDayOf)} value={task.due.clone().unwrap_or_default()} change={move_to} />
                </label>
            }
            if came == Some(Came::Changed) { <div key="words" class="rewording">{ rewording(room, task, &line) }</div> }
            if let Some(said) = before { <p key="before" class="aside" translate="no" dir="auto">{ fill(Key::WasWords, &[("words", &said.words)]) }</p> }
            <div key="line" class="came-line">
                <Field node={line} field={format!("came-of-{id}")} name={named(Key::WhatCameOf)} hint={t(Key::WhatCameHint)}
                    value={said.map_or_else(String::new, |said| said.line.to_string())} change={write} />
            </div>
        </li>
    }
}

/// What was said in earlier sessions, the latest first.
fn earlier(room: &Room) -> Html {
    let view = &room.view;
    let said = |session: &Session| -> Vec<(&LookedBack, &str)> {
        let all = view.commitments.iter().flat_map(|one| one.looked_back.iter().map(move |said| (one.task, said)));
        let here = all.filter(|(_, said)| said.session == session.id);
        here.map(|(task, said)| {
            let now = view.tasks.iter().find(|one| one.id == task).map_or("", |task| &*task.title);
            (said, if said.words.is_empty() { now } else { &*said.words })
        })
        .collect()
    };
    let sessions = view.earlier.iter().take(EARLIER).map(|session| (session, said(session)));
    let mut sessions = sessions.filter(|(_, said)| !said.is_empty()).peekable();
    if sessions.peek().is_none() {
        return html! {};
    }
    let line = |(said, words): (&LookedBack, &str)| {
        let came = said.came.map(|came| t(word(came)));
        html! {
            <li>
                <p class="words">{ who(room, said.by) }<bdi translate="no">{ titled(words).to_owned() }</bdi></p>
                if let Some(came) = came { <p class="aside">{ came }</p> }
                if !said.line.is_empty() { <p class="came-of" translate="no" dir="auto">{ &*said.line }</p> }
            </li>
        }
    };
    let of_session = |(session, said): (&Rc<Session>, Vec<(&LookedBack, &str)>)| {
        let number = fill(Key::SessionN, &[("number", &session.number.to_string())]);
        html! {
            <div key={session.id.to_string()}>
                <h4>{ [number, calendar::day_held(session)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ") }</h4>
                <ul class="committed" role="list">{ for said.into_iter().map(line) }</ul>
            </div>
        }
    };
    html! { <details class="part earlier-looks"><summary>{ t(Key::EarlierLooks) }</summary>{ for sessions.map(of_session) }</details> }
}

/// What came of it, in a word.
fn word(came: Came) -> Key {
    match came {
        Came::Done => Key::SaidDone,
        Came::Moved => Key::SaidMoved,
        Came::Changed => Key::SaidChanged,
        Came::LetGo => Key::LetGo,
    }
}
