//! What the rows of commitments share: whose each is, its title, and how its owner words it anew.

use std::rc::Rc;

use alongside_room::{MemberId, Task, TextField};
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::store::Room,
    parts::{
        badge::{Face, Fill, badge},
        title::Title,
    },
    strings::{Key, fill, titled},
};

/// Properties of a row.
#[derive(PartialEq, Properties)]
pub struct TaskProps {
    pub room: Room,
    pub task: Rc<Task>,
}

/// Whether this commitment is mine, and can be changed.
pub fn is_mine(room: &Room, task: &Task) -> bool {
    task.owner.is_some_and(|owner| room.is_mine(owner)) && !room.is_only_read()
}

/// The badge of a person, with the name for who does not see it.
pub fn who(room: &Room, member: MemberId) -> Html {
    let Some(member) = room.view.member(member) else { return html! {} };
    html! { <>{ badge(&Face::from(member), Fill::Full) }<span class="vh">{ &*member.name }</span></> }
}

/// A commitment in its owner's words, under whose it is.
pub fn headline(room: &Room, task: &Task) -> Html {
    html! {
        <p class="words">{ for task.owner.map(|owner| who(room, owner)) }<bdi translate="no">{ titled(&task.title).to_owned() }</bdi></p>
    }
}

/// The field in which its owner words it anew; `next` has the focus afterwards.
pub fn rewording(room: &Room, task: &Task, next: &NodeRef) -> Html {
    let next = next.clone();
    html! {
        <Title field={TextField::TaskTitle(task.id)} text={task.title.clone()} name={fill(Key::NewWords, &[("title", titled(&task.title))])}
            texts={room.texts.clone()} act={room.act.clone()} done={Callback::from(move |()| dom::focus(&next))} />
    }
}
