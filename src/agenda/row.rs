//! One talking point in the agenda.

use std::rc::Rc;

use alongside_room::{AgendaEdit, Decision, Edit, Item, ItemId, TaskId, TextField, View};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    decisions::{self, use_decision},
    open_room::{store::RoomAction, texts::SharedTexts},
    parts::{
        badge::{Face, Fill, badge},
        cooldown::use_cooldown,
        line_form::LineForm,
        list::row::{Row, RowEvent, RowSlot, use_row},
        refused::{use_unsaved, was_refused},
        row_menu::{RowMenu, RowMenuEntry},
        title::Title,
    },
    strings::{Key, fill, numerals, t, titled, use_language},
};

/// Properties of [`ItemRow`].
#[derive(Clone, PartialEq, Properties)]
pub struct ItemRowProps {
    pub item: Rc<Item>,
    pub slot: RowSlot<ItemId>,
    /// Whether it is the current item.
    pub current: bool,
    /// Whether it is the open point.
    pub open: bool,
    /// Whether it was added while I was away.
    pub new: bool,
    /// The member who raised it.
    pub face: Option<Face>,
    pub decision: Option<Decision>,
    /// The shared texts, which are ahead of the rendered view.
    pub texts: SharedTexts,
    /// Performs an action.
    pub act: Callback<RoomAction>,
    /// Opens the point; with `true`, also goes to it.
    pub look: Callback<(ItemId, bool)>,
    /// Announces the result of what I did.
    pub say: Callback<String>,
    /// Whether a press on the title opens the point, instead of editing the title in place.
    pub narrow: bool,
}

/// A point's row: checkbox, title, minutes, who raised it, and the menu.
#[component]
pub fn ItemRow(props: &ItemRowProps) -> Html {
    use_language();
    let ItemRowProps { item, slot, act, look, .. } = props;
    let id = item.id;
    let discussed = item.discussed.is_some();
    let row = use_row(slot);
    let answering = use_state_eq(|| false);
    let decision = use_decision(item, props.decision.as_ref(), act, &row.to_row);
    let (cooldown, unsaved) = (use_cooldown(discussed), use_unsaved());
    let title = titled(&item.title);
    let named = |key| fill(key, &[("title", title)]);

    let tick = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let discussed = dom::checked(&event);
            let edit = Edit::Agenda(AgendaEdit::SetDiscussed { item: id, discussed });
            if !cooldown.take(discussed) || was_refused(&unsaved, || act.emit(RoomAction::Edit(edit))) {
                dom::set_checked(&event, !discussed);
            }
        })
    };
    let opened = {
        let (look, open) = (look.clone(), props.open);
        Callback::from(move |()| {
            if !open {
                look.emit((id, false));
            }
        })
    };
    let go = {
        let look = look.clone();
        Callback::from(move |event: MouseEvent| {
            if !dom::is_in_control(&event) {
                look.emit((id, true));
            }
        })
    };
    let answered = {
        let (answering, to_row) = (answering.clone(), row.to_row.clone());
        Callback::from(move |()| {
            answering.set(false);
            to_row.emit(());
        })
    };
    let answer = {
        let act = act.clone();
        Callback::from(move |answer: String| {
            if !answer.trim().is_empty() {
                act.emit(RoomAction::Edit(Edit::Agenda(AgendaEdit::Answer { item: id, answer })));
            }
        })
    };
    let class = classes!(discussed.then_some("done"), props.current.then_some("current"), props.open.then_some("open"));
    let entries = entries(props, &row, answering.setter(), decision.open);
    row.view(title, class, props.current, html! {
        <>
            <input type="checkbox" class="box" aria-label={named(Key::Discussed)} checked={discussed} disabled={slot.only_read} onchange={tick} />
            if props.narrow {
                { opener(item, look) }
            } else {
                <Title field={TextField::ItemTitle(id)} text={item.title.clone()} name={named(Key::Title)} texts={props.texts.clone()}
                    act={act.clone()} done={row.to_row.clone()} entered={opened} keys={row.title_keys(true)} />
            }
            <span class="meta" onclick={go}>
                if props.new { <span class="new">{ t(Key::NewMark) }</span> }
                if let Some(minutes) = item.minutes { <span>{ numerals(minutes.to_string()) }</span> }
                <span class="row-end">
                    if !slot.only_read { <RowMenu name={named(Key::MoreActions)} about={title.to_owned()} {entries} /> }
                    if let Some(face) = &props.face {
                        { badge(face, Fill::Full) }
                        <span class="vh">{ fill(Key::RaisedByName, &[("name", &face.name)]) }</span>
                    }
                </span>
            </span>
            { decision.shown }
            if *answering { <LineForm field={format!("answer-{id}")} name={named(Key::AnswerField)} button={Key::Answer} write={answer} done={answered} /> }
        </>
    })
}

/// The title as a button that opens the point.
fn opener(item: &Item, look: &Callback<(ItemId, bool)>) -> Html {
    let (id, title) = (item.id, titled(&item.title).to_owned());
    let name = fill(Key::OpenItem, &[("title", &title)]);
    html! {
        <span class="grow">
            <button type="button" class="title opens" dir="auto" translate="no" aria-label={name} onclick={look.reform(move |_: MouseEvent| (id, true))}>{ title }</button>
        </span>
    }
}

/// A point of an earlier session, read only.
pub fn past_item(item: &Item, view: &View) -> Html {
    html! {
        <div class="past-item">
            <b dir="auto" translate="no">{ titled(&item.title) }</b>
            { decisions::line(view.decision(item.id)) }
            if !item.notes.is_empty() { <p dir="auto" translate="no">{ &*item.notes }</p> }
        </div>
    }
}

/// The entries of the menu, made when it opens.
fn entries(
    props: &ItemRowProps,
    row: &Row<ItemId>,
    answering: UseStateSetter<bool>,
    decide: Callback<()>,
) -> Callback<(), Vec<RowMenuEntry>> {
    let ItemRowProps { item, act, look, say, .. } = props;
    let id = item.id;
    let (look, act, say) = (look.clone(), act.clone(), say.clone());
    let title = titled(&item.title).to_owned();
    let row = row.clone();
    Callback::from(move |()| {
        let [up, down, top] = row.move_entries();
        let announcement = |key| fill(key, &[("title", &title)]);
        let put_off = RowEvent::Remove {
            edit: Edit::Agenda(AgendaEdit::Postpone { item: id }),
            announcement: announcement(Key::SayPutOff),
        };
        let make_task = {
            let (act, say, words) = (act.clone(), say.clone(), announcement(Key::SayMadeTask));
            Callback::from(move |()| {
                if let Ok(task) = entropy::id() {
                    act.emit(RoomAction::Edit(Edit::Agenda(AgendaEdit::MakeTask { item: id, task: TaskId(task) })));
                    say.emit(words.clone());
                }
            })
        };
        let answering = answering.clone();
        vec![
            RowMenuEntry::new(Key::OpenRow, look.reform(move |()| (id, true))),
            up,
            down,
            top,
            RowMenuEntry::new(Key::MoveToNext, row.tells(put_off)),
            RowMenuEntry::new(Key::MakeTask, make_task),
            RowMenuEntry::new(Key::SettleInWriting, Callback::from(move |()| answering.set(true))),
            RowMenuEntry::new(Key::DecideEntry, decide.clone()),
            row.delete_entry(),
        ]
    })
}
