//! What the receiver can say: to an offer, later as a sign of where it stands, and afterwards what made it hard.

use std::rc::Rc;

use alongside_room::{Handed, HandoffReply, HandoffState, HandoffsEdit, Task};
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar,
    handoffs::{
        act::{in_a_week, on, reply},
        seen::Seen,
    },
    open_room::{store::Room, tools::use_say},
    parts::{button::button, date_field::DateField, form::form},
    strings::{Key, fill, t, titled, use_language},
};

/// The ways to answer.
pub fn answers(seen: &Seen<'_>, handed: &Handed) -> Html {
    let key = format!("{:?}{}", handed.state, handed.terms.handoff);
    html! { <Answers {key} room={seen.room.clone()} task={seen.task.clone()} handed={handed.clone()} /> }
}

/// Properties of [`Answers`].
#[derive(PartialEq, Properties)]
struct AnswersProps {
    room: Room,
    task: Rc<Task>,
    handed: Handed,
}

/// To an offer the three answers; else another day, help, or back; and a line where one was answered so.
#[component]
fn Answers(props: &AnswersProps) -> Html {
    use_language();
    let AnswersProps { room, task, handed } = props;
    let (node, line, say) = (use_node_ref(), use_node_ref(), use_say());
    let first = reply_day(handed);
    let day = use_state_eq(|| first);
    let title = titled(&task.title).to_owned();
    let act = {
        let (room, node) = (room.clone(), node.clone());
        Callback::from(move |(edit, said): (HandoffsEdit, Key)| {
            // What answers may go.
            dom::focus_around(&node, "dialog", "h2");
            room.edit(edit);
            say.emit(fill(said, &[("title", &title)]));
        })
    };
    let press = |key: Key, answer: HandoffReply, said: Key, class: &'static str| {
        let (edit, act) = (reply(task.id, handed, answer, ""), act.clone());
        button(class, t(key), Callback::from(move |_: MouseEvent| act.emit((edit.clone(), said))))
    };
    let is_asked = task.is_ask() && handed.state != HandoffState::GivenBack;
    let asks_line = match handed.state {
        HandoffState::NeedsHelp => Some((Key::WhatWouldHelp, HandoffReply::NeedsHelp)),
        HandoffState::GivenBack => Some((Key::WhatMadeItHard, HandoffReply::GivenBack)),
        _ => None,
    };
    let goes_on = {
        let (act, id, handoff, day) = (act.clone(), task.id, handed.terms.handoff, (*day).clone());
        Callback::from(move |()| {
            let (reply, until) = (HandoffReply::Accepted, on(&day));
            let edit = HandoffsEdit::Answer { task: id, handoff, reply, until, line: String::new() };
            act.emit((edit, Key::SayGoesOn));
        })
    };
    let ends = calendar::due(&reply_day(handed));
    html! {
        <div ref={node} class="answers">
            if is_asked {
                // Else it is asked above already.
                if handed.state == HandoffState::LetsTalk { <p><b>{ fill(Key::RoomUntil, &[("day", &ends)]) }</b></p> }
                <div class="dialog-actions">
                    { press(Key::ReplyYes, HandoffReply::Accepted, Key::SayAccepted, "primary") }
                    { press(Key::ReplyHelp, HandoffReply::NeedsHelp, Key::SayAccepted, "") }
                    { press(Key::Decline, HandoffReply::GivenBack, Key::SayGivenBack, "") }
                </div>
            } else {
                { for asks_line.map(|(words, answer)| line_form(props, &line, words, answer)) }
                if !matches!(handed.state, HandoffState::Done | HandoffState::GivenBack) {
                    { form("goes-on", goes_on, html! {
                        <>
                            <span class="labelled"><span aria-hidden="true">{ t(Key::GoesOnUntil) }</span>
                                <DateField field={format!("goes-on-{}", task.id)} class="field" name={t(Key::GoesOnUntil)} value={(*day).clone()} change={Callback::from({ let day = day.setter(); move |new| day.set(new) })} />
                            </span>
                            <button type="submit">{ t(Key::GoesOn) }</button>
                        </>
                    }) }
                    <div class="dialog-actions">
                        if handed.state != HandoffState::NeedsHelp { { press(Key::CouldUseHelp, HandoffReply::NeedsHelp, Key::SayHelp, "") } }
                        { press(Key::GiveBack, HandoffReply::GivenBack, Key::SayGivenBack, "") }
                    </div>
                }
            }
        </div>
    }
}

/// The day that an answer without another one is for.
fn reply_day(handed: &Handed) -> String {
    if handed.state == HandoffState::LetsTalk { in_a_week() } else { handed.terms.until.day.clone() }
}

/// A line to the answer that was given: what would help, or what made it hard.
fn line_form(props: &AnswersProps, node: &NodeRef, words: Key, answer: HandoffReply) -> Html {
    let (room, id, handed, node) = (props.room.clone(), props.task.id, props.handed.clone(), node.clone());
    let write = {
        let node = node.clone();
        Callback::from(move |()| {
            room.edit(reply(id, &handed, answer, &dom::input_value(&node)));
            dom::set_input_value(&node, "");
        })
    };
    form(
        "hand-line",
        write,
        html! {
            <>
                <label class="labelled">{ t(words) }<input ref={node} class="field" dir="auto" aria-label={t(words)} /></label>
                <button type="submit">{ t(Key::SayIt) }</button>
            </>
        },
    )
}
