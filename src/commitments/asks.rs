//! What each asks of the other, beside what each committed to: it is none of theirs until they take it.

use std::rc::Rc;

use alongside_room::{Status, Task, TasksEdit};
use yew::prelude::*;

use crate::{
    browser::dom,
    members::names,
    open_room::{store::Room, tools::use_say},
    strings::{Key, fill, shown, t, titled, use_language},
};

/// The asks that are open; nothing where there are none.
pub fn asks(room: &Room) -> Html {
    html! { <Asks room={room.clone()} /> }
}

/// Properties of [`Asks`].
#[derive(PartialEq, Properties)]
struct AsksProps {
    room: Room,
}

/// The list.
#[component]
fn Asks(props: &AsksProps) -> Html {
    use_language();
    let AsksProps { room } = props;
    let (node, say) = (use_node_ref(), use_say());
    let asks: Vec<_> = room.view.tasks.iter().filter(|task| task.is_ask() && task.status == Status::Open).collect();
    if asks.is_empty() {
        return html! {};
    }
    let row = |task: &Rc<Task>| {
        let title = titled(&task.title);
        let is_mine = task.owner.is_some_and(|owner| room.is_mine(owner));
        let answer = |words: Key, name: Key, takes: bool| {
            let (room, node, say, id, title) = (room.clone(), node.clone(), say.clone(), task.id, title.to_owned());
            let name = fill(name, &[("title", &title)]);
            let press = Callback::from(move |_: MouseEvent| {
                // The row goes.
                dom::focus_around(&node, ".dialog-body, .step-region", "h2");
                room.edit(TasksEdit::SetOwner { task: id, owner: takes.then_some(room.me) });
                say.emit(fill(if takes { Key::SayTaken } else { Key::SayDeclined }, &[("title", &title)]));
            });
            html! { <button type="button" class="link" aria-label={name} onclick={press}>{ t(words) }</button> }
        };
        let by = if room.is_mine(task.given_by) {
            shown(
                Key::YouAsked,
                &[("name", &task.owner.map_or_else(|| "".into(), |owner| names::name(&room.view, owner)))],
            )
        } else {
            shown(Key::Asks, &[("name", &names::name(&room.view, task.given_by))])
        };
        html! {
            <li key={task.id.to_string()}>
                <p class="words"><bdi translate="no">{ title.to_owned() }</bdi></p>
                <p class="aside acts"><span>{ by }</span>
                    if is_mine && !room.is_only_read() {
                        { answer(Key::TakeIt, Key::TakeItTask, true) }
                        { answer(Key::Decline, Key::DeclineTask, false) }
                    }
                </p>
            </li>
        }
    };
    html! {
        <div ref={node.clone()} class="part">
            <h3>{ t(Key::AsksTitle) }</h3>
            <ul class="committed" role="list" aria-label={t(Key::AsksTitle)}>{ for asks.into_iter().map(row) }</ul>
        </div>
    }
}
