//! One talking point in the agenda.

use std::rc::Rc;

use alongside_room::{Edit, ItemId, edit::TextField, view::Item};
use yew::prelude::*;

use crate::{
    browser::dom,
    members::names,
    open_room::tools::use_only_read,
    open_room::{store::Act, texts::Texts},
    parts::{
        badge::{Face, Fill, badge},
        cooldown::use_cooldown,
        icon::{Glyph, icon},
        reorder::Way,
        row_menu::{Entry, RowMenu},
        title::Title,
    },
    strings::{Key, fill, t},
};

/// What is done to a row that its list must know of.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemDeed {
    /// Look at it; `true`: go there.
    Open(bool),
    /// One up or down.
    Move(Way),
    /// Its grip is being dragged, and is at this height on the screen.
    Drag(f64),
    /// It was let go there.
    Drop(f64),
    /// Dragging came to nothing.
    DragOff,
    /// Not this time.
    PutOff,
    /// It becomes a task.
    MakeTask,
    /// Cooldown in writing.
    Answer(String),
    /// To the bin.
    Delete,
}

/// What [`ItemRow`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct ItemRowProps {
    /// The point.
    pub item: Rc<Item>,
    /// It was taken away while somebody was at the list.
    pub gone: bool,
    /// Both are at it.
    pub current: bool,
    /// I am looking at it.
    pub open: bool,
    /// It came while I was away.
    pub new: bool,
    /// Who raised it.
    pub face: Option<Face>,
    /// Where something dragged would be dropped: above this row, or below it as the last.
    pub drop: Option<Way>,
    /// The titles, ahead of what is drawn.
    pub texts: Texts,
    /// Where acts go.
    pub act: Callback<Act>,
    /// Where deeds of the list go.
    pub deed: Callback<(ItemId, ItemDeed)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Choice {
    Open,
    Up,
    Down,
    PutOff,
    MakeTask,
    Answer,
    Delete,
}

/// A row: three tab stops at rest.
#[component]
pub fn ItemRow(props: &ItemRowProps) -> Html {
    let ItemRowProps { item, act, deed, .. } = props;
    let id = item.id;
    let discussed = item.discussed.is_some();
    let row = use_node_ref();
    let answer = use_node_ref();
    let answering = use_state_eq(|| false);
    let settled = use_cooldown(discussed);
    let only_read = use_only_read();
    let title = names::title(&item.title);
    let named = |key| fill(key, &[("title", title)]);

    use_effect_with(*answering, {
        let answer = answer.clone();
        move |answering| {
            if *answering {
                dom::focus(&answer);
            }
        }
    });

    let tick = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let discussed = dom::checked(&event);
            if settled.take(discussed) {
                act.emit(Act::Edit(Edit::SetDiscussed { item: id, discussed }));
            } else {
                dom::set_checked(&event, !discussed);
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
                deed.emit((id, ItemDeed::Move(way)));
            }
        })
    };
    let opened = {
        let (deed, open) = (deed.clone(), props.open);
        Callback::from(move |()| {
            if !open {
                deed.emit((id, ItemDeed::Open(false)));
            }
        })
    };
    let to_row = {
        let row = row.clone();
        use_callback((), move |(), ()| dom::focus(&row))
    };
    let go = {
        let deed = deed.clone();
        Callback::from(move |event: MouseEvent| {
            if !dom::is_in_control(&event) {
                deed.emit((id, ItemDeed::Open(true)));
            }
        })
    };
    let chosen = {
        let (deed, answering) = (deed.clone(), answering.clone());
        Callback::from(move |choice: Choice| {
            let chosen = match choice {
                Choice::Open => ItemDeed::Open(true),
                Choice::Up => ItemDeed::Move(Way::Up),
                Choice::Down => ItemDeed::Move(Way::Down),
                Choice::PutOff => ItemDeed::PutOff,
                Choice::MakeTask => ItemDeed::MakeTask,
                Choice::Answer => return answering.set(true),
                Choice::Delete => ItemDeed::Delete,
            };
            deed.emit((id, chosen));
        })
    };
    let entries = Callback::from(move |()| {
        let entry = |words: Key, choice: Choice| Entry {
            words: t(words),
            chosen: chosen.reform(move |()| choice),
            checked: None,
        };
        vec![
            entry(Key::OpenRow, Choice::Open),
            entry(Key::MoveUp, Choice::Up),
            entry(Key::MoveDown, Choice::Down),
            entry(Key::MoveToNext, Choice::PutOff),
            entry(Key::MakeTask, Choice::MakeTask),
            entry(Key::AnswerNow, Choice::Answer),
            entry(Key::Delete, Choice::Delete),
        ]
    });
    let answered = {
        let (deed, answering, answer, row) = (deed.clone(), answering.clone(), answer.clone(), row.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = dom::input_value(&answer);
            answering.set(false);
            dom::focus(&row);
            if !text.trim().is_empty() {
                deed.emit((id, ItemDeed::Answer(text)));
            }
        })
    };
    let answer_keys = {
        let (answering, row) = (answering.clone(), row.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                event.stop_propagation();
                answering.set(false);
                dom::focus(&row);
            }
        })
    };
    let class = classes!(
        "row",
        discussed.then_some("done"),
        props.current.then_some("current"),
        props.open.then_some("open"),
        props.gone.then_some("gone"),
        props.drop.map(|way| if way == Way::Up { "drop-above" } else { "drop-below" }),
    );
    html! {
        <li ref={row} {class} data-row="" tabindex="-1" aria-label={title.to_owned()}
            aria-current={props.current.then_some("true")} aria-disabled={props.gone.then_some("true")}
            onkeydown={keys}>
            if !only_read { <Grip deed={deed.reform(move |drag| (id, drag))} /> }
            <input type="checkbox" class="box" aria-label={named(Key::Discussed)} checked={discussed} disabled={only_read} onchange={tick} />
            <Title field={TextField::ItemTitle(id)} text={item.title.clone()} name={named(Key::Title)} texts={props.texts.clone()} act={act.clone()} done={to_row} entered={opened} />
            <span class="meta" onclick={go}>
                if props.new { <span class="new">{ t(Key::NewMark) }</span> }
                if let Some(minutes) = item.minutes { <span>{ minutes }</span> }
                <span class="row-end">
                    if !only_read { <RowMenu name={named(Key::MoreActions)} about={title.to_owned()} {entries} /> }
                    if let Some(face) = &props.face {
                        { badge(face, Fill::Full) }
                        <span class="vh">{ fill(Key::RaisedByName, &[("name", &face.name)]) }</span>
                    }
                </span>
            </span>
            if *answering {
                <form class="detail" onsubmit={answered} autocomplete="off">
                    <input ref={answer} class="field" dir="auto" aria-label={named(Key::AnswerField)} onkeydown={answer_keys} />
                    <button type="submit">{ t(Key::Answer) }</button>
                </form>
            }
        </li>
    }
}

/// What [`Grip`] shows.
#[derive(PartialEq, Properties)]
pub struct GripProps {
    /// Where dragging goes.
    pub deed: Callback<ItemDeed>,
}

/// A handle that a mouse or a pen drags a row by. Keyboards and touch have the menu, and Alt with the arrows.
#[component]
pub fn Grip(props: &GripProps) -> Html {
    let node = use_node_ref();
    let dragging = use_mut_ref(|| false);
    // A handle that goes while it is held lets go.
    use_effect_with((), {
        let (deed, dragging) = (props.deed.clone(), dragging.clone());
        move |()| {
            move || {
                if dragging.take() {
                    deed.emit(ItemDeed::DragOff);
                }
            }
        }
    });
    let down = {
        let (node, dragging) = (node.clone(), dragging.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0 {
                event.prevent_default();
                dragging.replace(true);
                dom::capture_pointer(&node, event.pointer_id());
            }
        })
    };
    let moved = {
        let (deed, dragging) = (props.deed.clone(), dragging.clone());
        Callback::from(move |event: PointerEvent| {
            if *dragging.borrow() {
                deed.emit(ItemDeed::Drag(f64::from(event.client_y())));
            }
        })
    };
    let up = {
        let (deed, dragging) = (props.deed.clone(), dragging.clone());
        Callback::from(move |event: PointerEvent| {
            if dragging.replace(false) {
                deed.emit(ItemDeed::Drop(f64::from(event.client_y())));
            }
        })
    };
    let off = {
        let deed = props.deed.clone();
        Callback::from(move |_: PointerEvent| {
            if dragging.replace(false) {
                deed.emit(ItemDeed::DragOff);
            }
        })
    };
    html! {
        <span ref={node} class="grip" aria-hidden="true" onpointerdown={down} onpointermove={moved} onpointerup={up} onpointercancel={off}>
            { icon(Glyph::Grip) }
        </span>
    }
}
