//! The section of the tasks: one flat list, mine first.

use std::rc::Rc;

use alongside_room::{Member, Status, Task, TaskId};
use yew::prelude::*;

use crate::{
    open_room::store::Room,
    open_room::tools::{draft, use_say},
    parts::{
        badge::Face,
        list::{row::RowSlot, use_list},
    },
    strings::{Key, count, t},
    tasks::{
        filter::{Filter, filter_bar},
        if_then::IfThen,
        person::PossibleOwner,
        row::TaskRow,
    },
};

/// Properties of [`Tasks`].
#[derive(PartialEq, Properties)]
pub struct TasksProps {
    pub room: Room,
    /// The section's heading, for the focus.
    pub heading: NodeRef,
}

/// The tasks that the filter lets through, the filter, and the ways to add a task.
#[component]
pub fn Tasks(props: &TasksProps) -> Html {
    let TasksProps { room, heading } = props;
    let say = use_say();
    let view = &room.view;
    let filter = use_reducer_eq(Filter::default);
    let people = use_people(room);
    let list = use_list(room, filter.shown(room), &say);

    let today = AttrValue::from(room.today.clone());
    let draw = |slot: RowSlot<TaskId>, task: &Rc<Task>| {
        html! {
            <TaskRow key={task.id.to_string()} task={task.clone()} {slot} people={people.clone()}
                today={today.clone()} texts={room.texts.clone()} act={room.act.clone()} />
        }
    };
    let open = view.tasks.iter().filter(|task| task.status == Status::Open).count();
    let any_settled = open < view.tasks.len();
    html! {
        <section class="tasks" aria-label={t(Key::Tasks)}>
            <div class="head">
                <h2 ref={heading.clone()} tabindex="-1">{ t(Key::Tasks) }</h2>
                if !view.tasks.is_empty() { <span>{ count(Key::OpenCount, open as u32, &[]) }</span> }
            </div>
            if !view.tasks.is_empty() && (people.len() > 1 || any_settled) { { filter_bar(&filter, &people, any_settled) } }
            { list.rows(t(Key::Tasks), draw) }
            { list.undelete() }
            if view.tasks.is_empty() && !list.offers_undelete() { <p class="aside">{ t(Key::TasksEmpty) }</p> }
            if !room.is_only_read() {
                { list.add_field(t(Key::AddTask), draft::TASK, heading) }
                <IfThen add={list.add()} />
            }
        </section>
    }
}

/// Everyone in the room; a new list only when a member has changed.
#[hook]
fn use_people(room: &Room) -> Rc<[PossibleOwner]> {
    let people = use_memo((room.view.members.clone(), room.me), {
        let room = room.clone();
        move |(members, _)| {
            let person =
                |member: &Member| PossibleOwner { id: member.id, face: Face::from(member), me: room.is_me(member) };
            members.iter().map(person).collect::<Rc<[PossibleOwner]>>()
        }
    });
    (*people).clone()
}
