//! One thing to do.

use std::rc::Rc;

use alongside_room::{
    Edit, TaskId,
    edit::{Standing, TextField},
    view::Task,
};
use yew::prelude::*;

use crate::{
    agenda::row::{Grip, ItemDeed},
    browser::dom,
    format,
    members::names,
    open_room::tools::use_only_read,
    open_room::{store::Act, texts::Texts},
    parts::{
        badge::{Face, Fill, badge},
        cooldown::use_cooldown,
        reorder::Way,
        row_menu::{Entry, RowMenu},
        title::Title,
    },
    strings::{Key, count, fill, t},
    tasks::detail::{Detail, TaskDetail},
};

/// What is done to a row that its list must know of.
#[derive(Debug, Clone, PartialEq)]
pub enum TaskDeed {
    /// One up or down.
    Move(Way),
    /// Its grip: dragged, dropped or let be.
    Grip(ItemDeed),
    /// To the bin.
    Delete,
}

/// A person who may own a task.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Who.
    pub id: alongside_room::MemberId,
    /// Their mark.
    pub face: Face,
    /// It is me.
    pub me: bool,
}

/// What [`TaskRow`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct TaskRowProps {
    /// The task.
    pub task: Rc<Task>,
    /// It was taken away while somebody was at the list.
    pub gone: bool,
    /// Everyone in the room.
    pub people: Rc<[Person]>,
    /// Where something dragged would be dropped.
    pub drop: Option<Way>,
    /// Its due day is past.
    pub late: bool,
    /// The titles, ahead of what is drawn.
    pub texts: Texts,
    /// Where acts go.
    pub act: Callback<Act>,
    /// Where deeds of the list go.
    pub deed: Callback<(TaskId, TaskDeed)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Choice {
    Take,
    Detail(Detail),
    Standing(Standing),
    Up,
    Down,
    Delete,
}

/// A row: three tab stops at rest.
#[component]
pub fn TaskRow(props: &TaskRowProps) -> Html {
    let TaskRowProps { task, people, act, deed, .. } = props;
    let id = task.id;
    let settled = task.standing != Standing::Open;
    let person = |id| people.iter().find(|person| person.id == id);
    let owner = task.owner.and_then(person);
    let mine = owner.is_some_and(|owner| owner.me);
    let ask = task.is_ask();
    // What its owner gave themselves is closed by nobody else.
    let theirs = owner.is_some() && !mine && !ask;
    let row = use_node_ref();
    let detail = use_state_eq(|| None::<Detail>);
    let control = use_cooldown(task.standing);
    let only_read = use_only_read();
    let title = names::title(&task.title);
    let named = |key| fill(key, &[("title", title)]);
    let only_owner = owner.filter(|_| theirs).map(|owner| fill(Key::OnlyOwner, &[("name", &owner.face.name)]));

    let tick = {
        let (act, control) = (act.clone(), control.clone());
        Callback::from(move |event: Event| {
            let done = dom::checked(&event);
            let standing = if done { Standing::Done } else { Standing::Open };
            if theirs {
                // The room refuses it, and that is told to the eye too: a finger sees no title.
                dom::set_checked(&event, !done);
                act.emit(Act::Edit(Edit::SetStanding { task: id, standing }));
            } else if control.take(standing) {
                act.emit(Act::Edit(Edit::SetStanding { task: id, standing }));
            } else {
                dom::set_checked(&event, !done);
            }
        })
    };
    let keys = {
        let deed = deed.clone();
        Callback::from(move |event: KeyboardEvent| {
            let way = match &*event.key() {
                "ArrowUp" => Way::Up,
                "ArrowDown" => Way::Down,
                _ => return,
            };
            if event.alt_key() && !event.ctrl_key() && !event.meta_key() {
                event.prevent_default();
                deed.emit((id, TaskDeed::Move(way)));
            }
        })
    };
    let to_row = {
        let row = row.clone();
        use_callback((), move |(), ()| dom::focus(&row))
    };
    let chosen = {
        let (act, deed, detail) = (act.clone(), deed.clone(), detail.clone());
        let me = people.iter().find(|person| person.me).map(|person| person.id);
        Callback::from(move |choice: Choice| match choice {
            Choice::Take => act.emit(Act::Edit(Edit::SetOwner { task: id, owner: me })),
            Choice::Detail(which) => detail.set(Some(which)),
            Choice::Standing(standing) => {
                if control.take(standing) {
                    act.emit(Act::Edit(Edit::SetStanding { task: id, standing }));
                }
            }
            Choice::Up => deed.emit((id, TaskDeed::Move(Way::Up))),
            Choice::Down => deed.emit((id, TaskDeed::Move(Way::Down))),
            Choice::Delete => deed.emit((id, TaskDeed::Delete)),
        })
    };
    let entries = {
        let (standing, takes) = (task.standing, ask && mine || owner.is_none());
        Callback::from(move |()| {
            let entry = |words: Key, choice: Choice| Entry {
                words: t(words),
                chosen: chosen.reform(move |()| choice),
                checked: None,
            };
            let mut entries = Vec::with_capacity(10);
            if takes {
                entries.push(entry(Key::TakeIt, Choice::Take));
            }
            if !theirs {
                entries.push(entry(Key::Owner, Choice::Detail(Detail::Owner)));
            }
            entries.extend([
                entry(Key::Due, Choice::Detail(Detail::Due)),
                entry(Key::FirstStep, Choice::Detail(Detail::FirstStep)),
                entry(Key::Link, Choice::Detail(Detail::Link)),
                entry(Key::Comment, Choice::Detail(Detail::Comment)),
            ]);
            if !theirs {
                entries.push(match standing {
                    Standing::Open => entry(Key::LetItGo, Choice::Standing(Standing::LetGo)),
                    _ => entry(Key::OpenAgain, Choice::Standing(Standing::Open)),
                });
            }
            entries.extend([entry(Key::MoveUp, Choice::Up), entry(Key::MoveDown, Choice::Down)]);
            if !theirs {
                entries.push(entry(Key::Delete, Choice::Delete));
            }
            entries
        })
    };
    let close_detail = {
        let (detail, row) = (detail.clone(), row.clone());
        Callback::from(move |()| {
            detail.set(None);
            dom::focus(&row);
        })
    };
    let show = |which: Detail| {
        let detail = detail.clone();
        Callback::from(move |_: MouseEvent| detail.set(Some(which)))
    };
    let asks = ask.then(|| person(task.given_by)).flatten().map(|asker| fill(Key::Asks, &[("name", &asker.face.name)]));
    let link = format::safe_link(&task.link);
    let class = classes!(
        "row",
        settled.then_some("done"),
        (task.standing == Standing::LetGo).then_some("let-go"),
        props.gone.then_some("gone"),
        props.drop.map(|way| if way == Way::Up { "drop-above" } else { "drop-below" }),
    );
    let below = asks.is_some() || !task.first_step.is_empty() || !task.link.is_empty() || !task.comments.is_empty();
    html! {
        <li ref={row} {class} data-row="" tabindex="-1" aria-label={title.to_owned()}
            aria-disabled={props.gone.then_some("true")} onkeydown={keys}>
            if !only_read { <Grip deed={deed.reform(move |drag| (id, TaskDeed::Grip(drag)))} /> }
            <input type="checkbox" class={classes!("box", theirs.then_some("theirs"))} aria-label={named(Key::TaskDone)}
                checked={task.standing == Standing::Done} disabled={only_read} aria-disabled={theirs.then_some("true")}
                aria-readonly={theirs.then_some("true")} title={only_owner} onchange={tick} />
            <Title field={TextField::TaskTitle(id)} text={task.title.clone()} name={named(Key::Title)} texts={props.texts.clone()} act={act.clone()} done={to_row} />
            <span class="meta">
                if task.standing == Standing::LetGo {
                    <span>{ t(Key::LetGo) }</span>
                } else if let Some(due) = &task.due {
                    if props.late && !settled {
                        <span class="warned">{ fill(Key::Overdue, &[("day", &names::due(due))]) }</span>
                    } else {
                        <span>{ names::due(due) }</span>
                    }
                }
                <span class="row-end">
                    if !only_read { <RowMenu name={named(Key::MoreActions)} about={title.to_owned()} {entries} /> }
                    if let Some(owner) = owner {
                        { badge(&owner.face, Fill::Full) }
                        <span class="vh">{ &*owner.face.name }</span>
                    }
                </span>
            </span>
            if below {
                <span class="below">
                    if let Some(asks) = asks { <span class="asks">{ asks }</span> }
                    if !task.first_step.is_empty() {
                        <span dir="auto">{ fill(Key::FirstStepLine, &[("step", &task.first_step)]) }</span>
                    }
                    if let Some(link) = link {
                        // The keyboard's way to it is the menu's "Link": a row at rest has three tab stops.
                        <a href={link.clone()} tabindex="-1" target="_blank" rel="noopener noreferrer">{ bare(&link) }</a>
                    } else if !task.link.is_empty() {
                        <span>{ &*task.link }</span>
                    }
                    if !task.comments.is_empty() {
                        <button type="button" class="link" tabindex="-1" onclick={show(Detail::Comment)}>
                            { count(Key::Comments, task.comments.len() as u32, &[]) }
                        </button>
                    }
                </span>
            }
            if let Some(which) = *detail {
                <TaskDetail {which} task={task.clone()} people={people.clone()} act={act.clone()} close={close_detail} />
            }
        </li>
    }
}

/// An address without what goes without saying.
fn bare(link: &str) -> &str {
    let after = link.split_once("://").map_or(link, |(_, rest)| rest);
    after.trim_start_matches("www.").trim_end_matches('/')
}
