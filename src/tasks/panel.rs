//! The tasks: one flat list, mine first.

use std::rc::Rc;

use alongside_room::{
    Edit, MemberId, TaskId,
    edit::{Place, Standing},
    view::{BinnedThing, Task},
};
use yew::prelude::*;

use crate::{
    agenda::{
        panel::{add_lines, leave_row, undeleted, use_deleted},
        row::ItemDeed,
    },
    browser::{dates, dom},
    members::names,
    open_room::store::Room,
    open_room::tools::{draft, use_tools},
    parts::{
        add_field::AddField, badge::Face, frozen_order::use_frozen_order, kept_focus::use_kept_focus,
        paste::PastedLine, reorder,
    },
    strings::{Key, count, fill, t},
    tasks::row::{Person, TaskDeed, TaskRow},
};

/// Whose tasks are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Whose {
    #[default]
    All,
    Mine,
    Theirs(MemberId),
}

/// What [`Tasks`] shows.
#[derive(PartialEq, Properties)]
pub struct TasksProps {
    /// The room.
    pub room: Room,
    /// What this section is called by, for the focus.
    pub heading: NodeRef,
}

/// The section of things to do.
#[component]
pub fn Tasks(props: &TasksProps) -> Html {
    let TasksProps { room, heading } = props;
    let tools = use_tools();
    let say = use_callback(tools, |words: String, tools| {
        if let Some(tools) = tools {
            tools.say.emit(words.into());
        }
    });
    let view = &room.view;
    let whose = use_state_eq(Whose::default);
    let show_done = use_state_eq(|| false);
    let list = use_node_ref();
    let add_node = use_node_ref();
    let (deleted, set_deleted) = use_deleted(room, &say);
    let drop = use_state_eq(|| None::<usize>);

    let people = use_memo((view.members.clone(), room.me), {
        let room = room.clone();
        move |(members, _)| {
            members
                .iter()
                .map(|member| Person { id: member.id, face: Face::from(member), me: names::is_me(&room, member) })
                .collect::<Rc<[Person]>>()
        }
    });
    let is_mine = |owner: Option<MemberId>| owner.is_some_and(|owner| names::is_mine(room, owner));
    let listed = |task: &&Rc<Task>| {
        let whose = match *whose {
            Whose::All => true,
            Whose::Mine => is_mine(task.owner),
            Whose::Theirs(member) => task.owner == Some(member),
        };
        whose && (*show_done || task.standing == Standing::Open)
    };
    let groups = [(true, true), (true, false), (false, true), (false, false)].into_iter();
    let fresh = groups.flat_map(|this| view.tasks.iter().filter(listed).filter(move |task| group(room, task) == this));
    let fresh: Vec<Rc<Task>> = fresh.cloned().collect();
    let held = use_frozen_order(fresh, room.own_turns(), |task: &Task| task.id);
    let keep_focus = use_kept_focus(list.clone());
    // A done task that keeps its place while the pointer is there has not gone: it is filtered out.
    let rows: Vec<(Rc<Task>, bool)> = held
        .rows
        .iter()
        .map(|row| match view.tasks.iter().find(|task| row.gone && task.id == row.thing.id) {
            Some(task) => (task.clone(), false),
            None => (row.thing.clone(), row.gone),
        })
        .collect();

    let shown = use_mut_ref(|| (room.clone(), rows.clone()));
    shown.replace((room.clone(), rows.clone()));
    let deed = {
        let (list, add_node, let_through) = (list.clone(), add_node.clone(), held.let_through.clone());
        let (deleted, drop, keep_focus) = (set_deleted, drop.setter(), keep_focus.clone());
        use_callback(say.clone(), move |(id, deed): (TaskId, TaskDeed), say: &Callback<String>| {
            // Let go of, whatever became of the row meanwhile.
            if matches!(deed, TaskDeed::Grip(ItemDeed::Drop(_) | ItemDeed::DragOff)) {
                drop.set(None);
            }
            let (room, rows) = shown.borrow().clone();
            let Some(task) = room.view.tasks.iter().find(|task| task.id == id).cloned() else { return };
            let title = names::title(&task.title).to_owned();
            // It moves among its own kind; beyond, the order of the list would put it back.
            let own = group(&room, &task);
            let is_own = |(task, gone): &&(Rc<Task>, bool)| !gone && group(&room, task) == own;
            let ids: Vec<TaskId> = rows.iter().filter(is_own).map(|(task, _)| task.id).collect();
            let before = rows.iter().filter(|(task, gone)| !gone && group(&room, task) > own).count();
            let all = rows.iter().filter(|(_, gone)| !gone).count();
            let moved = |to: Option<(Place<TaskId>, usize)>| {
                if let Some((place, number)) = to {
                    let_through.emit(());
                    keep_focus.emit(());
                    room.edit(Edit::MoveTask { task: id, place });
                    let number = (before + number).to_string();
                    say.emit(fill(Key::SayMoved, &[("title", &title), ("n", &number), ("of", &all.to_string())]));
                }
            };
            match deed {
                TaskDeed::Move(way) => moved(reorder::step(&ids, id, way)),
                TaskDeed::Grip(ItemDeed::Drag(y)) => drop.set(Some(dom::rows_above(&list, y))),
                TaskDeed::Grip(ItemDeed::Drop(y)) => {
                    let above = rows.iter().take(dom::rows_above(&list, y)).filter(is_own).count();
                    moved(reorder::drop_at(&ids, id, above));
                }
                TaskDeed::Grip(_) => {}
                TaskDeed::Delete => {
                    leave_row(&list, &add_node);
                    let_through.emit(());
                    deleted.set(Some((BinnedThing::Task(id), task.title.clone())));
                    room.edit(Edit::DeleteTask { task: id });
                }
            }
        })
    };
    let add = {
        let (room, let_through, say) = (room.clone(), held.let_through.clone(), say.clone());
        Callback::from(move |lines: Vec<PastedLine>| {
            let_through.emit(());
            let words = match &*lines {
                [line] => fill(Key::SayAdded, &[("title", &line.text)]),
                lines => count(Key::SayAddedMany, lines.len() as u32, &[]),
            };
            add_lines(&room, lines, true);
            say.emit(words);
        })
    };
    let undelete = deleted.as_ref().map(|deleted| undeleted(room, deleted, &add_node, &held.let_through, &say));

    let today = dates::today();
    let total = rows.len();
    let list_rows = rows.iter().enumerate().map(|(at, (task, gone))| {
        let drop = match *drop {
            Some(above) if above == at => Some(reorder::Way::Up),
            Some(above) if above == total && at + 1 == total => Some(reorder::Way::Down),
            _ => None,
        };
        html! {
            <TaskRow key={task.id.to_string()} task={task.clone()} gone={*gone} people={(*people).clone()} {drop}
                late={task.due.as_ref().is_some_and(|due| **due < *today)} texts={room.texts.clone()} act={room.act.clone()} deed={deed.clone()} />
        }
    });
    let over = held.pointer.reform(|_: MouseEvent| true);
    let out = held.pointer.reform(|_: MouseEvent| false);
    let focus_in = held.focus.reform(|_: FocusEvent| true);
    let focus_out = {
        let (focus, list) = (held.focus.clone(), list.clone());
        Callback::from(move |event: FocusEvent| {
            if !dom::goes_into(&event, &list) {
                focus.emit(false);
            }
        })
    };
    let open = view.tasks.iter().filter(|task| task.standing == Standing::Open).count();
    let any_settled = open < view.tasks.len();
    html! {
        <section class="tasks" aria-label={t(Key::Tasks)}>
            <div class="head">
                <h2 ref={heading.clone()} tabindex="-1">{ t(Key::Tasks) }</h2>
                if !view.tasks.is_empty() { <span>{ count(Key::OpenCount, open as u32, &[]) }</span> }
            </div>
            if !view.tasks.is_empty() && (people.len() > 1 || any_settled) {
                <div class="filter">
                    if people.len() > 1 { { whose_choice(&whose, &people) } }
                    if any_settled {
                        <label class="check">
                            <input type="checkbox" checked={*show_done} onchange={
                                let show_done = show_done.clone();
                                move |event: Event| show_done.set(dom::checked(&event))
                            } />
                            { t(Key::ShowDone) }
                        </label>
                    }
                </div>
            }
            <ul ref={list.clone()} class={classes!("rows", held.long())} role="list" aria-label={t(Key::Tasks)} onmouseenter={over} onmouseleave={out}
                onfocusin={focus_in} onfocusout={focus_out}>
                { for list_rows }
            </ul>
            // Not by a loop: a place of its own keeps the list in its place, and with it the focus.
            if let Some(undelete) = undelete { { undelete } }
            if view.tasks.is_empty() && deleted.is_none() { <p class="aside">{ t(Key::TasksEmpty) }</p> }
            if !room.is_only_read() {
                <AddField name={t(Key::AddTask)} room={room.id} draft={draft::TASK} add={add.clone()} node={add_node} list={list} heading={heading.clone()} />
                <IfThen {add} />
            }
        </section>
    }
}

/// What is open before what is settled, and of each mine before others'; the greater comes first.
fn group(room: &Room, task: &Task) -> (bool, bool) {
    (task.standing == Standing::Open, task.owner.is_some_and(|owner| names::is_mine(room, owner)))
}

/// Radios that look like one control.
fn whose_choice(shown: &UseStateHandle<Whose>, people: &[Person]) -> Html {
    let choice = |this: Whose, words: String| {
        let whose = shown.clone();
        let choose = Callback::from(move |_: Event| whose.set(this));
        html! {
            <label class="segment">
                <input type="radio" name="whose" checked={**shown == this} onchange={choose} />
                <span dir="auto">{ words }</span>
            </label>
        }
    };
    html! {
        <div class="segments small" role="radiogroup" aria-label={t(Key::Whose)}>
            { choice(Whose::All, t(Key::WhoseAll).to_owned()) }
            { choice(Whose::Mine, t(Key::WhoseMine).to_owned()) }
            { for people.iter().filter(|person| !person.me).map(|person| {
                choice(Whose::Theirs(person.id), fill(Key::WhoseTheirs, &[("name", &person.face.name)]))
            }) }
        </div>
    }
}

/// What [`IfThen`] shows.
#[derive(PartialEq, Properties)]
struct IfThenProps {
    add: Callback<Vec<PastedLine>>,
}

/// The form that makes a plan of a wish; offered, never asked for.
#[component]
fn IfThen(props: &IfThenProps) -> Html {
    let open = use_state_eq(|| false);
    let (when, act) = (use_node_ref(), use_node_ref());
    let opener = use_node_ref();
    // The form goes with the focus in it, so that goes back to the opener.
    let was_open = use_mut_ref(|| false);
    use_effect_with(*open, {
        let (when, opener) = (when.clone(), opener.clone());
        move |open| {
            let before = was_open.replace(*open);
            if *open {
                dom::focus(&when);
            } else if before {
                dom::focus(&opener);
            }
        }
    });
    let submit = {
        let (open, when, act, add) = (open.clone(), when.clone(), act.clone(), props.add.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (case, deed) = (dom::input_value(&when), dom::input_value(&act));
            if case.trim().is_empty() {
                dom::focus(&when);
            } else if deed.trim().is_empty() {
                dom::focus(&act);
            } else {
                let text = fill(Key::IfThenText, &[("when", case.trim()), ("act", deed.trim())]);
                add.emit(vec![PastedLine { text, task: Some(false) }]);
                open.set(false);
            }
        })
    };
    let keys = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                open.set(false);
            }
        })
    };
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    if !*open {
        return html! { <button ref={opener} type="button" class="link offer" onclick={show}>{ t(Key::IfThen) }</button> };
    }
    html! {
        <form class="if-then" onsubmit={submit} onkeydown={keys} autocomplete="off">
            <label><span>{ t(Key::If) }</span><input ref={when} class="field" dir="auto" /></label>
            <label><span>{ t(Key::ThenIWill) }</span><input ref={act} class="field" dir="auto" /></label>
            <button type="submit">{ t(Key::AddIt) }</button>
        </form>
    }
}
