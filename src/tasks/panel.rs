//! The section of the tasks: one flat list, mine first.

use std::{cell::RefCell, rc::Rc};

use alongside_room::{Member, Status, Task, TaskId};
use yew::prelude::*;

use crate::{
    browser::{clock, motion},
    handoffs::use_handed,
    open_room::store::Room,
    open_room::tools::{draft, use_say},
    parts::{
        badge::Face,
        list::{row::RowSlot, use_list},
        tick::use_timeout,
    },
    strings::{Key, count, t, use_language},
    tasks::{
        filter::{Filter, filter_bar},
        if_then::IfThen,
        lingering::Lingering,
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
    /// A task that the person is led to, whatever the filter hides.
    pub led_to: Option<TaskId>,
}

/// The tasks that the filter lets through, the filter, and the ways to add a task.
#[component]
pub fn Tasks(props: &TasksProps) -> Html {
    use_language();
    let TasksProps { room, heading, led_to } = props;
    let say = use_say();
    let view = &room.view;
    let filter = use_reducer_eq(Filter::default);
    let people = use_people(room);
    let lingering = use_lingering(room, *led_to);
    let lingering = lingering.borrow();
    let list = use_list(room, filter.shown(room, &lingering), &say);

    let handed = use_handed(room);
    let today = AttrValue::from(room.today.clone());
    let draw = |slot: RowSlot<TaskId>, task: &Rc<Task>| {
        html! {
            <TaskRow key={task.id.to_string()} task={task.clone()} {slot} lingers={lingering.has(task.id)} people={people.clone()} handed={handed.of(task)}
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

/// The tasks that stay although they were closed; drawn again when one leaves.
#[hook]
fn use_lingering(room: &Room, led_to: Option<TaskId>) -> Rc<RefCell<Lingering>> {
    // Not state, but a function of what was shown so far and of the time, which rendering needs.
    let lingering = use_mut_ref(Lingering::default);
    let now = clock::mono();
    lingering.borrow_mut().look(&room.view.tasks, now, motion::is_unwanted);
    if let Some(task) = led_to {
        lingering.borrow_mut().keep(task, now);
    }
    let next = lingering.borrow().next();
    let again = use_force_update();
    let wait = next.map(|next| u32::try_from(next.saturating_sub(now)).unwrap_or_default());
    // A timer may end a little early: then it begins anew, for what is left.
    use_timeout((next, wait), wait, move || again.force_update());
    lingering
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
