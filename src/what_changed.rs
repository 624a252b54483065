//! What changed since I was here: a dialog that tells it by thing, with the way to each.

use alongside_room::{BinnedThing, How, ThingChanged};
use yew::prelude::*;

use crate::{
    browser::dom,
    members::names,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::Room,
    },
    strings::{Key, fill, list, t, titled, use_language},
};

/// The dialog.
pub static WHAT_CHANGED: RoomDialog = RoomDialog { name: Key::WhatChanged };

/// What is in it.
pub fn what_changed(with: &DialogContext) -> Html {
    let close = with.go.reform(|()| None);
    html! { <Changes room={with.room.clone()} since={with.since.clone()} lead={with.lead.clone()} {close} /> }
}

/// Properties of [`Changes`].
#[derive(PartialEq, Properties)]
struct ChangesProps {
    room: Room,
    /// What changed, in the order in which it is shown.
    since: std::rc::Rc<[ThingChanged]>,
    /// Leads to a thing, once the dialog has closed.
    lead: Callback<BinnedThing>,
    close: Callback<()>,
}

/// The things that changed, by the section that they are in.
#[component]
fn Changes(props: &ChangesProps) -> Html {
    use_language();
    let ChangesProps { room, since, lead, close } = props;
    let node = use_node_ref();
    if since.is_empty() {
        return html! { <p class="lead">{ t(Key::NothingChanged) }</p> };
    }
    let show = {
        let (node, lead, close) = (node.clone(), lead.clone(), close.clone());
        Callback::from(move |thing: BinnedThing| {
            close.emit(());
            // At once: a closing dialog returns the focus, and only then can it be moved on.
            dom::close_around(&node);
            lead.emit(thing);
        })
    };
    let others: Vec<String> = names::others(room).map(|other| names::name(&room.view, other.id).to_string()).collect();
    let part = |name: Key, is_of_it: fn(BinnedThing) -> bool| {
        let here: Vec<_> = since.iter().filter(|one| is_of_it(one.thing)).collect();
        html! {
            if !here.is_empty() {
                <div class="part">
                    <h3>{ t(name) }</h3>
                    <ul class="bin-list changes" role="list" aria-label={t(name)}>{ for here.into_iter().map(|one| row(room, one, &show)) }</ul>
                </div>
            }
        }
    };
    html! {
        <div ref={node.clone()} class="what-changed">
            if !others.is_empty() { <p>{ fill(Key::ChangedBy, &[("name", &list(&others))]) }</p> }
            { part(Key::Agenda, |thing| matches!(thing, BinnedThing::Item(_))) }
            { part(Key::Tasks, |thing| matches!(thing, BinnedThing::Task(_))) }
        </div>
    }
}

/// One thing, what became of it, and the way there.
fn row(room: &Room, one: &ThingChanged, show: &Callback<BinnedThing>) -> Html {
    let thing = one.thing;
    let title = titled(&one.title);
    let hows: Vec<&str> = one.hows.iter().map(|how| t(words(*how, thing))).collect();
    let was = one.was.as_ref().map(|was| fill(Key::ChangedFrom, &[("title", titled(was))]));
    let key = match thing {
        BinnedThing::Item(item) => item.to_string(),
        BinnedThing::Task(task) => task.to_string(),
    };
    html! {
        <li {key}>
            <span><bdi translate="no">{ title.to_owned() }</bdi><small>{ hows.join(" · ") }</small>
                if let Some(was) = was { <small translate="no" dir="auto">{ was }</small> }
            </span>
            if is_in_list(room, thing) {
                <button type="button" class="link" aria-label={fill(Key::ShowThing, &[("title", title)])}
                    onclick={show.reform(move |_: MouseEvent| thing)}>{ t(Key::Show) }</button>
            }
        </li>
    }
}

/// Whether there is a row to lead to.
fn is_in_list(room: &Room, thing: BinnedThing) -> bool {
    match thing {
        BinnedThing::Item(item) => room.view.agenda.iter().any(|each| each.id == item),
        BinnedThing::Task(task) => room.view.tasks.iter().any(|each| each.id == task),
    }
}

fn words(how: How, thing: BinnedThing) -> Key {
    match how {
        How::Added => Key::ChangedAdded,
        How::Removed => Key::ChangedRemoved,
        How::Done if matches!(thing, BinnedThing::Item(_)) => Key::ChangedDiscussed,
        How::Done => Key::ChangedDone,
        How::LetGo => Key::LetGo,
        How::Reopened => Key::ChangedReopened,
        How::Taken => Key::ChangedTaken,
        How::Postponed => Key::ChangedPostponed,
        How::TakenUp => Key::ChangedTakenUp,
        How::Reworded => Key::ChangedReworded,
        How::Written => Key::ChangedNotes,
        How::Decided => Key::ChangedDecision,
        How::Commented => Key::ChangedComments,
        How::LookedBack => Key::ChangedLookedBack,
        How::Changed => Key::ChangedOther,
        How::Reordered => Key::ChangedMoved,
    }
}
