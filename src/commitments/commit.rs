//! Committing: what each will do until the next session, and the way to say so. Up to three are suggested.

use std::rc::Rc;

use alongside_room::{CommitmentsEdit, Task, TaskId, TasksEdit};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    calendar,
    commitments::{
        asks::asks,
        habits::habits,
        own::{TaskProps, headline, is_mine, rewording},
    },
    open_room::{
        one_act::OneAct,
        store::Room,
        tools::{use_draft, use_say},
    },
    parts::{button::button, form::form, refused::use_refused},
    strings::{Key, fill, t, titled, use_language},
};

/// As many commitments as are suggested in a session.
const ENOUGH: usize = 3;
/// Who is less sure than this is asked whether to make it smaller.
const SURE: u8 = 4;

/// Draws it.
pub fn commit(room: &Room) -> Html {
    let made = room.view.new_commitments();
    let row = |task: &&Rc<Task>| {
        html! { <CommittedRow key={task.id.to_string()} room={room.clone()} task={Rc::clone(task)} /> }
    };
    let mine = made.iter().filter(|task| is_mine(room, task)).count();
    html! {
        <div class="engaged">
            <p class="aside">{ t(Key::CommitText) }</p>
            if !made.is_empty() {
                <ul class="committed" role="list" aria-label={t(Key::NewCommitments)}>{ for made.iter().map(row) }</ul>
            }
            if !room.is_only_read() { <NewCommitment room={room.clone()} is_enough={mine >= ENOUGH} /> }
            { asks(room) }
            { habits(room) }
        </div>
    }
}

/// A commitment of this session.
#[component]
fn CommittedRow(props: &TaskProps) -> Html {
    use_language();
    let TaskProps { room, task } = props;
    let is_open = use_state_eq(|| false);
    let opener = use_node_ref();
    let confidence = room.view.confidence(task);
    let details = [
        (!task.first_step.is_empty()).then(|| fill(Key::FirstStepLine, &[("step", &task.first_step)])),
        task.due.as_deref().map(calendar::due),
        confidence.map(|n| fill(Key::HowSure, &[("n", &n.to_string())])),
    ];
    let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let is_unsure = confidence.is_some_and(|confidence| confidence < SURE);
    let is_mine = is_mine(room, task);
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let choose = {
        let (room, task) = (room.clone(), task.id);
        Callback::from(move |confidence| room.edit(CommitmentsEdit::SetConfidence { task, confidence }))
    };
    let name = fill(Key::MakeSmallerOf, &[("title", titled(&task.title))]);
    html! {
        <li class={is_mine.then_some("own")}>
            { headline(room, task) }
            if !details.is_empty() { <p class="aside" translate="no" dir="auto">{ details }</p> }
            if is_mine && (is_unsure || *is_open) {
                <button ref={opener.clone()} type="button" class="link smaller" aria-label={name} aria-expanded={if *is_open { "true" } else { "false" }} onclick={open}>{ t(Key::MakeSmaller) }</button>
                if *is_open {
                    <div class="rewording">{ rewording(room, task, &opener) }</div>
                    { sureness(&format!("sure-{}", task.id), confidence, choose) }
                }
            }
        </li>
    }
}

/// "How sure are you?", from 1 to 5.
fn sureness(group: &str, chosen: Option<u8>, choose: Callback<Option<u8>>) -> Html {
    let one = |n: u8| {
        let choose = choose.reform(move |_: Event| Some(n));
        let name = fill(Key::OfFive, &[("n", &n.to_string())]);
        html! {
            <label key={n} class="segment">
                <input type="radio" name={group.to_owned()} aria-label={name} checked={chosen == Some(n)} onchange={choose} />
                <span aria-hidden="true">{ crate::strings::numerals(n.to_string()) }</span>
            </label>
        }
    };
    html! {
        <div class="sureness">
            <span class="aside" aria-hidden="true">{ t(Key::HowSureAsked) }</span>
            <div class="segments small" role="radiogroup" aria-label={t(Key::HowSureAsked)}>{ for (1..=5).map(one) }</div>
        </div>
    }
}

/// Properties of [`NewCommitment`].
#[derive(PartialEq, Properties)]
struct NewProps {
    room: Room,
    /// As many as are suggested are made.
    is_enough: bool,
}

/// The fields of a commitment that is begun: what was typed is kept on this device until it is made.
struct BegunCommitment {
    when: (String, Callback<String>),
    act: (String, Callback<String>),
    step: (String, Callback<String>),
    due: (String, Callback<String>),
    sure: UseStateHandle<Option<u8>>,
}

#[hook]
fn use_begun(room: &Room) -> BegunCommitment {
    BegunCommitment {
        when: use_draft(room.id, "draft-commitment-if"),
        act: use_draft(room.id, "draft-commitment"),
        step: use_draft(room.id, "draft-commitment-step"),
        due: use_draft(room.id, "draft-commitment-due"),
        sure: use_state_eq(|| None),
    }
}

/// The form for a commitment of mine.
#[component]
fn NewCommitment(props: &NewProps) -> Html {
    use_language();
    let NewProps { room, is_enough } = props;
    let begun = use_begun(room);
    let (more, act) = (use_state_eq(|| false), use_node_ref());
    let refused = use_refused("new-commitment");
    let say = use_say();
    if *is_enough && !*more && begun.act.0.is_empty() {
        let show = {
            let more = more.setter();
            Callback::from(move |_: MouseEvent| more.set(true))
        };
        return html! { <p class="aside acts"><span>{ t(Key::ThreeAreEnough) }</span>{ button("link", t(Key::OneMore), show) }</p> };
    }
    let title = written(&begun);
    let submit = {
        let (room, act, refused, say, more, title) =
            (room.clone(), act.clone(), refused.clone(), say, more.setter(), title.clone());
        let (step, due, sure) = (begun.step.0.clone(), begun.due.0.clone(), *begun.sure);
        let clear: Vec<_> = [&begun.when, &begun.act, &begun.step, &begun.due].map(|field| field.1.clone()).into();
        let unsure = begun.sure.setter();
        Callback::from(move |()| {
            dom::focus(&act);
            if title.is_empty() {
                return;
            }
            if refused.attempt("", &title, || make(&room, &title, &step, &due, sure)) {
                clear.iter().for_each(|field| field.emit(String::new()));
                unsure.set(None);
                more.set(false);
                say.emit(fill(Key::SayCommitted, &[("title", &title)]));
            }
        })
    };
    let smaller = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| {
            dom::focus(&act);
            dom::select_all(&act);
        })
    };
    let choose = {
        let sure = begun.sure.setter();
        Callback::from(move |n| sure.set(n))
    };
    let is_unsure = begun.sure.is_some_and(|sure| sure < SURE);
    let content = html! {
        <>
            { line(Key::CommitIf, &begun.when, &NodeRef::default()) }
            { line(if begun.when.0.trim().is_empty() { Key::CommitWill } else { Key::ThenIWill }, &begun.act, &act) }
            <div class="two">
                { line(Key::FirstStep, &begun.step, &NodeRef::default()) }
                { day(&begun.due) }
            </div>
            { sureness("sure", *begun.sure, choose) }
            <div class="dialog-actions">
                <button type="submit">{ t(Key::CommitToIt) }</button>
                if is_unsure { { button("link", t(Key::MakeSmaller), smaller) } }
            </div>
            { refused.reason() }
        </>
    };
    form("new-commitment", submit, content)
}

/// The commitment as a title: a plan where it has a case.
fn written(begun: &BegunCommitment) -> String {
    let (when, act) = (begun.when.0.trim(), begun.act.0.trim());
    if when.is_empty() || act.is_empty() {
        return act.to_owned();
    }
    // A title, which has a direction of its own: no marks of isolation in it.
    fill(Key::IfThenText, &[("when", when), ("act", act)]).replace(['\u{2068}', '\u{2069}'], "")
}

/// Makes the commitment, in one act.
fn make(room: &Room, title: &str, step: &str, due: &str, confidence: Option<u8>) {
    let Ok(task) = entropy::id().map(TaskId) else { return };
    let (me, session) = (room.my_entry().map_or(room.me, |me| me.id), room.view.session.id);
    room.edit(TasksEdit::Add { task, title: title.to_owned(), owner: Some(me), done: false });
    let act = OneAct::going_on(room);
    act.edit(CommitmentsEdit::Commit { task, session });
    if !step.trim().is_empty() {
        act.edit(TasksEdit::SetFirstStep { task, step: step.trim().to_owned() });
    }
    if !due.is_empty() {
        act.edit(TasksEdit::SetDue { task, due: Some(due.to_owned()) });
    }
    if confidence.is_some() {
        act.edit(CommitmentsEdit::SetConfidence { task, confidence });
    }
}

/// A field of the form.
fn line(name: Key, (value, write): &(String, Callback<String>), node: &NodeRef) -> Html {
    let typed = write.reform(|event: InputEvent| dom::value(&event));
    html! {
        <label class="labelled">{ t(name) }<input ref={node.clone()} class="field" dir="auto" value={value.clone()} oninput={typed} /></label>
    }
}

/// The day of the form.
fn day((value, write): &(String, Callback<String>)) -> Html {
    let typed = write.reform(|event: Event| dom::value(&event));
    html! {
        <label class="labelled">{ t(Key::Due) }<input type="date" class="field" min={calendar::FIRST} max={calendar::LAST} value={value.clone()} onchange={typed} /></label>
    }
}
