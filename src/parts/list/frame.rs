//! What all lists have in common: their elements, and the announcements about them.

use yew::prelude::*;

use crate::{
    browser::dom::{self, Focused},
    open_room::store::Room,
    parts::{
        click_guard::use_after_click,
        list::state::{ListAction, ListState},
        typed::TypedLine,
    },
    strings::{Key, count, fill, titled},
};

/// From so many rows on, rendering them all would take longer than a frame.
const LONG: usize = 100;

/// The elements of a list, and the ways to act on them.
#[derive(Clone)]
pub struct Frame {
    pub state: UseReducerDispatcher<ListState>,
    pub list: NodeRef,
    /// The field at the end, which gets the focus when no row is left.
    pub field: NodeRef,
    /// To be called before the rows are reordered.
    pub keep_focus: Callback<()>,
    say: Callback<String>,
    focus_inside: Callback<bool>,
}

/// The frame of a list with this state.
#[hook]
pub fn use_frame(state: &UseReducerHandle<ListState>, say: &Callback<String>) -> Frame {
    let (list, field) = (use_node_ref(), use_node_ref());
    let keep_focus = use_kept_focus(list.clone());
    let focus_inside = use_callback(state.dispatcher(), |inside, state| state.dispatch(ListAction::Focus(inside)));
    // A press elsewhere takes the focus away while the pointer is still down.
    let focus_inside = use_after_click(focus_inside);
    Frame { state: state.dispatcher(), list, field, keep_focus, say: say.clone(), focus_inside }
}

impl Frame {
    /// The list's element around its rows, with this accessible name.
    pub fn element(&self, name: &'static str, is_dragging: bool, rows: Vec<Html>) -> Html {
        // In a long list, rows out of view need not be rendered by the browser.
        let long = (rows.len() > LONG).then_some("long");
        let pointer = |inside: bool| {
            let state = self.state.clone();
            Callback::from(move |_: MouseEvent| state.dispatch(ListAction::Pointer(inside)))
        };
        let focus_in = self.focus_inside.reform(|_: FocusEvent| true);
        let focus_out = {
            let (focus_inside, list) = (self.focus_inside.clone(), self.list.clone());
            Callback::from(move |event: FocusEvent| {
                if !dom::goes_into(&event, &list) {
                    focus_inside.emit(false);
                }
            })
        };
        html! {
            <ul ref={self.list.clone()} class={classes!("rows", long, is_dragging.then_some("dragging"))} role="list" aria-label={name}
                onmouseenter={pointer(true)} onmouseleave={pointer(false)} onfocusin={focus_in} onfocusout={focus_out}>
                { for rows }
            </ul>
        }
    }

    /// Focuses the row at this index, else the field at the end.
    pub fn focus_row_or_field(&self, row: Option<usize>) {
        match row {
            Some(at) => dom::focus_row_at(&self.list, at),
            None => dom::focus(&self.field),
        }
    }

    /// Performs this edit, and announces it.
    pub fn edit(&self, room: &Room, edit: alongside_room::Edit, announcement: String) {
        room.edit(edit);
        self.say.emit(announcement);
    }

    /// Announces the result of what the person did.
    pub fn say(&self, announcement: String) {
        self.say.emit(announcement);
    }
}

/// The announcement that lines were added.
pub fn added(lines: &[TypedLine]) -> String {
    match lines {
        [line] => fill(Key::SayAdded, &[("title", &line.title)]),
        lines => count(Key::SayAddedMany, lines.len() as u32, &[]),
    }
}

/// The announcement that a row has this number now.
pub fn moved(title: &str, number: usize, of: usize) -> String {
    fill(Key::SayMoved, &[("title", titled(title)), ("n", &number.to_string()), ("of", &of.to_string())])
}

/// The announcement that a row came back from the bin.
pub fn restored(title: &str) -> String {
    fill(Key::SayRestored, &[("title", titled(title))])
}

/// The returned callback is to be called before rows are reordered: browsers take the focus from an element that is
/// moved in the page. After the next rendering the element gets the focus back.
#[hook]
pub fn use_kept_focus(list: NodeRef) -> Callback<()> {
    let kept = use_mut_ref(Focused::default);
    use_effect({
        let kept = kept.clone();
        move || kept.take().give_back()
    });
    use_callback(list, move |(), list| {
        // Two renderings may come before the effect: what the first took the focus from is what gets it back.
        let focused = dom::focused(list);
        if focused.is_one() {
            kept.replace(focused);
        }
    })
}
