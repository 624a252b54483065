//! A task's row.

use std::rc::Rc;

use alongside_room::{Edit, HandoffReply, HandoffState, Status, Task, TaskId, TasksEdit, TextField};
use yew::prelude::*;

use crate::{
    browser::dom,
    format,
    handoffs::{HAND_OVER, HandedLine, HandedRow, handed_line, reply},
    members::names,
    open_room::{
        store::RoomAction,
        texts::SharedTexts,
        tools::{use_say, use_tools},
        unsaved::Unsaved,
    },
    parts::{
        badge::{Fill, badge},
        cooldown::{Cooldown, use_cooldown},
        link::ExternalLink,
        list::row::{Row, RowSlot, use_row},
        refused::{use_unsaved, was_refused},
        row_menu::{RowMenu, RowMenuEntry},
        title::Title,
        typed::bare,
    },
    strings::{Key, count, fill, shown, t, titled, use_language},
    tasks::{
        detail::{Detail, TaskDetail},
        due::{DuePopover, due_day},
        if_then::plan,
        person::{PossibleOwner, TaskClaim},
    },
};

/// Properties of [`TaskRow`].
#[derive(Clone, PartialEq, Properties)]
pub struct TaskRowProps {
    pub task: Rc<Task>,
    pub slot: RowSlot<TaskId>,
    /// Whether it stays only for a moment.
    pub lingers: bool,
    /// Everyone in the room.
    pub people: Rc<[PossibleOwner]>,
    /// How it is handed over, if it is.
    pub handed: Option<HandedRow>,
    /// Today, in the format of the document.
    pub today: AttrValue,
    /// The shared texts, which are ahead of the rendered view.
    pub texts: SharedTexts,
    /// Performs an action.
    pub act: Callback<RoomAction>,
}

/// A task's row: checkbox, title, due day, owner, the menu, and its other details below.
#[component]
pub fn TaskRow(props: &TaskRowProps) -> Html {
    use_language();
    let TaskRowProps { task, slot, people, act, .. } = props;
    let claim = TaskClaim::of(task, people);
    let row = use_row(slot);
    let detail = use_state_eq(|| None::<Detail>);
    let cooldown = use_cooldown(task.status);
    let unsaved = use_unsaved();
    let title = titled(&task.title);
    let close_detail = {
        let (detail, to_row) = (detail.clone(), row.to_row.clone());
        Callback::from(move |()| {
            detail.set(None);
            to_row.emit(());
        })
    };
    let show = {
        let detail = detail.setter();
        Callback::from(move |which| detail.set(Some(which)))
    };
    let (answer, hand_over) = (use_answer(props, &row), use_hand_over(props, &row));
    let due = use_due(props, &row);
    let class = classes!(
        (task.status != Status::Open).then_some("done"),
        (task.status == Status::LetGo).then_some("let-go"),
        props.lingers.then_some("lingers"),
    );
    row.view(title, class, false, html! {
        <>
            { plan(&task.title) }
            { tick_box(props, &claim, cooldown.clone(), unsaved) }
            <Title key="title" field={TextField::TaskTitle(task.id)} text={task.title.clone()} name={fill(Key::Title, &[("title", title)])}
                texts={props.texts.clone()} act={act.clone()} done={row.to_row.clone()} keys={row.title_keys(!claim.is_theirs)} is_theirs={claim.is_theirs} />
            <span ref={due.beside.clone()} class="meta">
                { due_day(task, &props.today, (!slot.only_read && !claim.is_theirs).then(|| due.open.clone())) }
                <span class="row-end">
                    if !slot.only_read {
                        <RowMenu name={fill(Key::MoreActions, &[("title", title)])} about={title.to_owned()}
                            entries={entries(props, &claim, &row, cooldown, &show, &due.open, (&answer, &hand_over))} />
                    }
                    if let Some(owner) = claim.owner {
                        { badge(&owner.face, Fill::Full) }
                        <span class="vh">{ &*owner.face.name }</span>
                    }
                </span>
            </span>
            { due.popover }
            { below(props, &claim, &show, &answer, &hand_over) }
            if let Some(which) = *detail {
                <TaskDetail {which} today={props.today.clone()} task={task.clone()} people={people.clone()} act={act.clone()} close={close_detail} />
            }
        </>
    })
}

/// The checkbox of a task. For a task of another, clicking it says whose it is, since the room refuses the edit.
fn tick_box(props: &TaskRowProps, claim: &TaskClaim<'_>, cooldown: Cooldown<Status>, unsaved: Option<Unsaved>) -> Html {
    let (task, is_theirs) = (&props.task, claim.is_theirs);
    let only_owner = claim.owner.filter(|_| is_theirs).map(|owner| fill(Key::OnlyOwner, &[("name", &owner.face.name)]));
    let tick = {
        let (act, id) = (props.act.clone(), task.id);
        Callback::from(move |event: Event| {
            let done = dom::checked(&event);
            let status = if done { Status::Done } else { Status::Open };
            let edit = RoomAction::Edit(Edit::Tasks(TasksEdit::SetStatus { task: id, status }));
            // The refusal is also shown, since a title attribute is not visible on touch screens.
            let asks = is_theirs || cooldown.take(status);
            if !asks || was_refused(&unsaved, || act.emit(edit)) {
                dom::set_checked(&event, !done);
            }
        })
    };
    html! {
        <input type="checkbox" class={classes!("box", is_theirs.then_some("theirs"))}
            aria-label={fill(Key::TaskDone, &[("title", titled(&task.title))])}
            checked={task.status == Status::Done} disabled={props.slot.only_read} aria-disabled={is_theirs.then_some("true")}
            aria-readonly={is_theirs.then_some("true")} title={only_owner} onchange={tick} />
    }
}

/// Who asks for it, the first step, the link and the number of comments, as far as there are any.
fn below(
    props: &TaskRowProps,
    claim: &TaskClaim<'_>,
    show: &Callback<Detail>,
    answer: &Callback<bool>,
    hand_over: &HandOver,
) -> Html {
    let TaskRowProps { task, handed, slot, .. } = props;
    let is_asked = claim.asker.is_some() && task.status == Status::Open && handed.is_none();
    let line = handed.as_ref().map(|row| {
        let HandOver { open, answer } = hand_over.clone();
        handed_line(&HandedLine { task, row, open: open.reform(|()| true), answer, only_read: slot.only_read })
    });
    if line.is_none() && !is_asked && task.first_step.is_empty() && task.link.is_empty() && task.comments.is_empty() {
        return html! {};
    }
    html! {
        <span class="below">
            { for line }
            if is_asked { { ask(task, claim, answer) } }
            if !task.first_step.is_empty() {
                <span dir="auto" translate="no">{ fill(Key::FirstStepLine, &[("step", &task.first_step)]) }</span>
            }
            if let Some(link) = format::safe_link(&task.link) {
                // By keyboard it is opened from the menu ("Link"): a row that is not edited has three tab stops.
                <ExternalLink href={link.clone()} words={bare(&link).to_owned()} tabindex="-1" />
            } else if !task.link.is_empty() {
                <span>{ &*task.link }</span>
            }
            if !task.comments.is_empty() {
                <button type="button" class="link" tabindex="-1" onclick={show.reform(|_: MouseEvent| Detail::Comment)}>
                    { count(Key::Comments, task.comments.len() as u32, &[]) }
                </button>
            }
        </span>
    }
}

/// The popover with the day, and what opens it.
struct DueOfRow {
    open: Callback<()>,
    /// What it is shown beside.
    beside: NodeRef,
    popover: Html,
}

#[hook]
fn use_due(props: &TaskRowProps, row: &Row<TaskId>) -> DueOfRow {
    let is_open = use_state_eq(|| false);
    let beside = use_node_ref();
    let open = {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(true))
    };
    let close = {
        let (is_open, to_row) = (is_open.setter(), row.to_row.clone());
        Callback::from(move |goes_back: bool| {
            if goes_back {
                to_row.emit(());
            }
            is_open.set(false);
        })
    };
    let popover = html! {
        if *is_open {
            <DuePopover task={props.task.clone()} vocabulary={props.slot.vocabulary.clone()} beside={beside.clone()} act={props.act.clone()} {close} />
        }
    };
    DueOfRow { open, beside, popover }
}

/// Who asks whom, and for the person who is asked the two answers.
fn ask(task: &Task, claim: &TaskClaim<'_>, answer: &Callback<bool>) -> Html {
    let (Some(asker), Some(owner)) = (claim.asker, claim.owner) else { return html! {} };
    let button = |words, name, takes| {
        let name = fill(name, &[("title", titled(&task.title))]);
        html! { <button type="button" class="link" aria-label={name} onclick={answer.reform(move |_: MouseEvent| takes)}>{ t(words) }</button> }
    };
    let (words, name) = if asker.me { (Key::YouAsked, &owner.face.name) } else { (Key::Asks, &asker.face.name) };
    html! {
        <span class="asks">
            <span title={fill(words, &[("name", name)])}>{ shown(words, &[("name", &names::first(name))]) }</span>
            if owner.me {
                { button(Key::TakeIt, Key::TakeItTask, true) }
                { button(Key::Decline, Key::DeclineTask, false) }
            }
        </span>
    }
}

/// Answers an ask, or takes a task that nobody has. What answered disappears, so the focus goes to the row.
#[hook]
fn use_answer(props: &TaskRowProps, row: &Row<TaskId>) -> Callback<bool> {
    let (act, id, say, to_row) = (props.act.clone(), props.task.id, use_say(), row.to_row.clone());
    let me = props.people.iter().find(|person| person.me).map(|person| person.id);
    let title = titled(&props.task.title).to_owned();
    // What is offered with terms is answered with them.
    let offered = props.handed.clone().filter(|row| row.is_mine && props.task.is_ask()).map(|row| row.handed);
    Callback::from(move |takes: bool| {
        to_row.emit(());
        let said = if takes { HandoffReply::Accepted } else { HandoffReply::GivenBack };
        let edit = match &offered {
            Some(handed) => reply(id, handed, said, "").into(),
            None => Edit::Tasks(TasksEdit::SetOwner { task: id, owner: me.filter(|_| takes) }),
        };
        act.emit(RoomAction::Edit(edit));
        say.emit(fill(if takes { Key::SayTaken } else { Key::SayDeclined }, &[("title", &title)]));
    })
}

/// What a row does with its task's hand-off.
#[derive(Clone)]
struct HandOver {
    /// The dialog is about this task; with `true`, it opens.
    open: Callback<bool>,
    /// Answers the offer.
    answer: Callback<HandoffReply>,
}

#[hook]
fn use_hand_over(props: &TaskRowProps, row: &Row<TaskId>) -> HandOver {
    let (tools, id) = (use_tools(), props.task.id);
    let open = Callback::from(move |opens: bool| {
        if let Some(tools) = &tools {
            tools.menus.is_about(id);
            if opens {
                tools.open.emit(&HAND_OVER);
            }
        }
    });
    let (act, handed, say, to_row) = (props.act.clone(), props.handed.clone(), use_say(), row.to_row.clone());
    let title = titled(&props.task.title).to_owned();
    let answer = Callback::from(move |said: HandoffReply| {
        let Some(row) = &handed else { return };
        to_row.emit(());
        act.emit(RoomAction::Edit(reply(id, &row.handed, said, "").into()));
        let words = if said == HandoffReply::GivenBack { Key::SayGivenBack } else { Key::SayAccepted };
        say.emit(fill(words, &[("title", &title)]));
    });
    HandOver { open, answer }
}

/// The entries of the menu, made when it opens.
fn entries(
    props: &TaskRowProps,
    claim: &TaskClaim<'_>,
    row: &Row<TaskId>,
    cooldown: Cooldown<Status>,
    show: &Callback<Detail>,
    open_due: &Callback<()>,
    (answer, hand_over): (&Callback<bool>, &HandOver),
) -> Callback<(), Vec<RowMenuEntry>> {
    let id = props.task.id;
    let (status, is_to_be_taken, is_theirs) = (props.task.status, claim.is_to_be_taken, claim.is_theirs);
    let is_asked = claim.asker.is_some() && claim.owner.is_some_and(|owner| owner.me);
    let (act, row, show, open_due) = (props.act.clone(), row.clone(), show.clone(), open_due.clone());
    let is_handed = props.handed.as_ref().is_some_and(|row| row.handed.state != HandoffState::Done);
    let hands_over = is_handed || props.people.len() > 1 && !is_theirs && status == Status::Open;
    let about = hand_over.open.reform(|()| false);
    let (take, decline) = (answer.reform(|()| true), answer.reform(|()| false));
    let set = Callback::from(move |status| {
        if cooldown.take(status) {
            act.emit(RoomAction::Edit(Edit::Tasks(TasksEdit::SetStatus { task: id, status })));
        }
    });
    Callback::from(move |()| {
        let detail = |words, which| RowMenuEntry::new(words, show.reform(move |()| which));
        let mut entries = Vec::with_capacity(10);
        if is_to_be_taken {
            entries.push(RowMenuEntry::new(Key::TakeIt, take.clone()));
        }
        if is_asked {
            entries.push(RowMenuEntry::new(Key::Decline, decline.clone()));
        }
        if !is_theirs {
            entries.push(detail(Key::Owner, Detail::Owner));
        }
        if hands_over {
            entries.push(
                RowMenuEntry::new(if is_handed { Key::HandOff } else { Key::HandOver }, about.clone())
                    .opening(&HAND_OVER),
            );
        }
        // Another's commitment is not reworded, nor given a day.
        if !is_theirs {
            entries.push(RowMenuEntry::new(Key::Due, open_due.clone()));
            entries.push(detail(Key::FirstStep, Detail::FirstStep));
        }
        entries.extend([detail(Key::Link, Detail::Link), detail(Key::Comment, Detail::Comment)]);
        if !is_theirs {
            let (words, then) = match status {
                Status::Open => (Key::LetItGo, Status::LetGo),
                _ => (Key::OpenAgain, Status::Open),
            };
            entries.push(RowMenuEntry::new(words, set.reform(move |()| then)));
        }
        entries.extend(row.move_entries());
        if !is_theirs {
            entries.push(row.delete_entry());
        }
        entries
    })
}
