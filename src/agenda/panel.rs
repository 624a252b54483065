//! The agenda: what to talk about, in order.

use std::rc::Rc;

use alongside_room::{
    Edit, ItemId, TaskId,
    edit::Place,
    view::{BinnedThing, Item},
};
use yew::prelude::*;

use crate::{
    agenda::{
        row::{ItemDeed, ItemRow},
        waiting::waiting,
    },
    browser::{dom, entropy},
    members::names,
    open_room::store::Room,
    open_room::tools::{draft, use_tools},
    parts::{
        add_field::AddField, badge::Face, button::button, frozen_order::use_frozen_order, kept_focus::use_kept_focus,
        paste::PastedLine, reorder, tick::use_tick,
    },
    strings::{Key, count, fill, t},
};

/// What [`Agenda`] shows.
#[derive(PartialEq, Properties)]
pub struct AgendaProps {
    /// The room.
    pub room: Room,
    /// The item I am looking at.
    pub open: Option<ItemId>,
    /// I want to look at this one; `true`: go there.
    pub look: Callback<(ItemId, bool)>,
    /// What came while I was away.
    pub new: Rc<[ItemId]>,
    /// What this section is called by, for the focus.
    pub heading: NodeRef,
}

/// The section of talking points.
#[component]
pub fn Agenda(props: &AgendaProps) -> Html {
    let AgendaProps { room, open, look, new, heading } = props;
    let tools = use_tools();
    let say = use_callback(tools, |words: String, tools| {
        if let Some(tools) = tools {
            tools.say.emit(words.into());
        }
    });
    let view = &room.view;
    let list = use_node_ref();
    let add_node = use_node_ref();
    let (deleted, set_deleted) = use_deleted(room, &say);
    let drop = use_state_eq(|| None::<usize>);
    let held = use_frozen_order(view.agenda.to_vec(), room.own_turns(), |item: &Item| item.id);
    let keep_focus = use_kept_focus(list.clone());

    // Rows keep one callback for good, so that one row's change draws no other; it acts on what is shown now.
    let shown = use_mut_ref(|| (room.clone(), Vec::<ItemId>::new(), look.clone()));
    shown.replace((
        room.clone(),
        held.rows.iter().filter(|row| !row.gone).map(|row| row.thing.id).collect(),
        look.clone(),
    ));
    let deed = {
        let (list, add_node, let_through) = (list.clone(), add_node.clone(), held.let_through.clone());
        let (deleted, drop, keep_focus) = (set_deleted, drop.setter(), keep_focus.clone());
        use_callback(say.clone(), move |(id, deed): (ItemId, ItemDeed), say: &Callback<String>| {
            // Let go of, whatever became of the row meanwhile.
            if matches!(deed, ItemDeed::Drop(_) | ItemDeed::DragOff) {
                drop.set(None);
            }
            let (room, ids, look) = shown.borrow().clone();
            let Some(item) = room.view.item(id).cloned() else { return };
            let title = names::title(&item.title).to_owned();
            let moved = |to: Option<(Place<ItemId>, usize)>| {
                if let Some((place, number)) = to {
                    let_through.emit(());
                    keep_focus.emit(());
                    room.edit(Edit::MoveItem { item: id, place });
                    let number = number.to_string();
                    say.emit(fill(Key::SayMoved, &[("title", &title), ("n", &number), ("of", &ids.len().to_string())]));
                }
            };
            match deed {
                ItemDeed::Open(go) => look.emit((id, go)),
                ItemDeed::Move(way) => moved(reorder::step(&ids, id, way)),
                ItemDeed::Drag(y) => drop.set(Some(dom::rows_above(&list, y))),
                ItemDeed::Drop(y) => moved(reorder::drop_at(&ids, id, dom::rows_above(&list, y))),
                ItemDeed::DragOff => {}
                ItemDeed::PutOff => {
                    leave_row(&list, &add_node);
                    let_through.emit(());
                    room.edit(Edit::MoveToNextSession { item: id });
                    say.emit(fill(Key::SayPutOff, &[("title", &title)]));
                }
                ItemDeed::MakeTask => {
                    if let Ok(task) = entropy::id() {
                        room.edit(Edit::MakeTask { item: id, task: TaskId(task) });
                        say.emit(fill(Key::SayMadeTask, &[("title", &title)]));
                    }
                }
                ItemDeed::Answer(answer) => room.edit(Edit::AnswerNow { item: id, answer }),
                ItemDeed::Delete => {
                    leave_row(&list, &add_node);
                    let_through.emit(());
                    deleted.set(Some((BinnedThing::Item(id), item.title.clone())));
                    room.edit(Edit::DeleteItem { item: id });
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
            add_lines(&room, lines, false);
            say.emit(words);
        })
    };
    let undelete = deleted.as_ref().map(|deleted| undeleted(room, deleted, &add_node, &held.let_through, &say));
    let answer_question = {
        let (add, add_node) = (add.clone(), add_node.clone());
        Callback::from(move |lines: Vec<PastedLine>| {
            // The question is about to go, and its button with the focus.
            dom::focus(&add_node);
            add.emit(lines);
        })
    };

    let current = view.current.map(|current| current.item);
    let count_rows = held.rows.len();
    let rows = held.rows.iter().enumerate().map(|(at, row)| {
        let item = &row.thing;
        let drop = match *drop {
            Some(above) if above == at => Some(reorder::Way::Up),
            Some(above) if above == count_rows && at + 1 == count_rows => Some(reorder::Way::Down),
            _ => None,
        };
        html! {
            <ItemRow key={item.id.to_string()} item={item.clone()} gone={row.gone} current={current == Some(item.id)}
                open={*open == Some(item.id)} new={new.contains(&item.id)} {drop}
                face={view.member(item.raised_by).map(Face::from)} texts={room.texts.clone()} act={room.act.clone()} deed={deed.clone()} />
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
    html! {
        <section class="agenda" aria-label={t(Key::Agenda)}>
            <div class="head">
                <h2 ref={heading.clone()} tabindex="-1">{ t(Key::Agenda) }</h2>
                <Sum room={room.clone()} />
            </div>
            <ul ref={list.clone()} class={classes!("rows", held.long())} role="list" aria-label={t(Key::AgendaItems)} onmouseenter={over} onmouseleave={out}
                onfocusin={focus_in} onfocusout={focus_out}>
                { for rows }
            </ul>
            // Not by a loop: a place of its own keeps the list in its place, and with it the focus.
            if let Some(undelete) = undelete { { undelete } }
            if !room.is_only_read() {
                if view.agenda.is_empty() && deleted.is_none() { <Question add={answer_question} /> }
                <AddField name={t(Key::AddToAgenda)} room={room.id} draft={draft::POINT} {add} node={add_node} list={list} heading={heading.clone()} />
            }
            { waiting(room, heading, &say) }
        </section>
    }
}

/// Adds what was typed or pasted: lines with a tick box become tasks, wherever they were put.
pub fn add_lines(room: &Room, lines: Vec<PastedLine>, as_tasks: bool) {
    for line in lines {
        let Ok(id) = entropy::id() else { return };
        match line.task {
            None if !as_tasks => room.edit(Edit::AddItem { item: ItemId(id), title: line.text, place: Place::Last }),
            task => room.edit(Edit::AddTask {
                task: TaskId(id),
                title: line.text,
                owner: Some(room.me),
                done: task.unwrap_or_default(),
            }),
        }
    }
}

/// What I deleted, and what it was called.
pub type Deleted = (BinnedThing, Rc<str>);

/// What I deleted last, while it is in the bin, and the way to set it. What the room refused to delete never gets there, so
/// only what does is said aloud; what came back, by whatever way, is forgotten.
#[hook]
pub fn use_deleted(room: &Room, say: &Callback<String>) -> (Option<Deleted>, UseStateSetter<Option<Deleted>>) {
    let last = use_state_eq(|| None::<Deleted>);
    let binned = |what| room.view.bin.iter().any(|binned| binned.what == what && names::is_mine(room, binned.by));
    let deleted = (*last).clone().filter(|(what, _)| binned(*what));
    let said = use_mut_ref(|| None::<BinnedThing>);
    use_effect_with(deleted.clone(), {
        let (last, say) = (last.clone(), say.clone());
        move |deleted: &Option<Deleted>| match deleted {
            Some((what, title)) => {
                if said.replace(Some(*what)) != Some(*what) {
                    say.emit(fill(Key::SayDeleted, &[("title", names::title(title))]));
                }
            }
            None => {
                let before = said.take();
                if before.is_some() && last.as_ref().map(|(what, _)| *what) == before {
                    last.set(None);
                }
            }
        }
    });
    (deleted, last.setter())
}

/// "Deleted “Growth plan” · Undo delete".
pub fn undeleted(
    room: &Room,
    (what, title): &Deleted,
    field: &NodeRef,
    let_through: &Callback<()>,
    say: &Callback<String>,
) -> Html {
    let undelete = {
        let (room, what, field, let_through) = (room.clone(), *what, field.clone(), let_through.clone());
        let (say, title) = (say.clone(), title.clone());
        Callback::from(move |_: MouseEvent| {
            let_through.emit(());
            dom::focus(&field);
            room.edit(match what {
                BinnedThing::Item(item) => Edit::RestoreItem { item },
                BinnedThing::Task(task) => Edit::RestoreTask { task },
            });
            say.emit(fill(Key::SayRestored, &[("title", names::title(&title))]));
        })
    };
    html! {
        <p class="line">
            <span dir="auto">{ fill(Key::Deleted, &[("title", names::title(title))]) }</span>
            { button("link", t(Key::UndoDelete), undelete) }
        </p>
    }
}

/// Takes the focus from a row that is about to go: to the next one, else the one before, else the field.
pub fn leave_row(list: &NodeRef, field: &NodeRef) {
    if !dom::focus_beside_row(list) {
        dom::focus(field);
    }
}

/// What [`Sum`] shows.
#[derive(PartialEq, Properties)]
struct SumProps {
    room: Room,
}

/// The boxes' sum, held against the time left.
#[component]
fn Sum(props: &SumProps) -> Html {
    let view = &props.room.view;
    let running = view.timer.state == alongside_room::view::TimerState::Running;
    use_tick(running.then_some(5_000));
    let now = props.room.now();
    let minutes: i64 = view
        .agenda
        .iter()
        .filter(|item| item.discussed.is_none())
        .map(|item| {
            let whole = i64::from(item.minutes.unwrap_or_default());
            match view.current {
                Some(current) if current.item == item.id => (whole - view.spent_on_current(now) as i64 / 60_000).max(0),
                _ => whole,
            }
        })
        .sum();
    // A break's minutes are not for talking.
    let left = view.timer.remaining(now).filter(|_| view.timer.kind == alongside_room::edit::BlockKind::Work);
    let over = left.map(|left| minutes - (left.max(0) + 59_999) / 60_000).filter(|over| *over > 0);
    match over {
        _ if minutes == 0 => html! {},
        Some(over) => html! { <span class="warned">{ count(Key::OverBy, over as u32, &[]) }</span> },
        None => html! { <span>{ count(Key::ShortMin, minutes as u32, &[]) }</span> },
    }
}

const QUESTIONS: [Key; 5] = [Key::Question1, Key::Question2, Key::Question3, Key::Question4, Key::Question5];

/// What [`Question`] shows.
#[derive(PartialEq, Properties)]
struct QuestionProps {
    add: Callback<Vec<PastedLine>>,
}

/// A question to begin with, where there is nothing yet.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let which = use_state_eq(|| 0_usize);
    let question = t(QUESTIONS[*which % QUESTIONS.len()]);
    let add = props.add.reform(move |_: MouseEvent| vec![PastedLine { text: question.to_owned(), task: None }]);
    let another = {
        let which = which.clone();
        Callback::from(move |_: MouseEvent| which.set(*which + 1))
    };
    html! {
        <div class="question">
            <p>{ "“" }{ question }{ "”" }</p>
            <div class="question-acts">
                { button("link", t(Key::AddThis), add) }
                { button("link", t(Key::AnotherQuestion), another) }
            </div>
        </div>
    }
}
