//! The bin: what was deleted in the last thirty days, and restoring it.

use alongside_room::{AgendaEdit, BinnedThing, Edit, TasksEdit};
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar,
    members::names,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::Room,
    },
    strings::{Key, fill, shown, t, titled, use_language},
};

/// The dialog of the bin.
pub static BIN: RoomDialog = RoomDialog { name: Key::Bin };

/// What is in the dialog.
pub fn bin(with: &DialogContext) -> Html {
    html! { <Bin room={with.room.clone()} /> }
}

/// Properties of [`Bin`].
#[derive(PartialEq, Properties)]
pub struct BinProps {
    pub room: Room,
}

/// The deleted things, each with a button that restores it.
#[component]
pub fn Bin(props: &BinProps) -> Html {
    use_language();
    let BinProps { room } = props;
    let list = use_node_ref();
    if room.view.bin.is_empty() {
        return html! { <p>{ t(Key::BinEmpty) }</p> };
    }
    html! {
        <>
            <p>{ t(Key::BinText) }</p>
            <ul ref={list.clone()} class="bin-list" role="list">
                { for room.view.bin.iter().enumerate().map(|(at, binned)| {
                    let (key, edit) = match binned.what {
                        BinnedThing::Item(item) => (item.to_string(), Edit::Agenda(AgendaEdit::Restore { item })),
                        BinnedThing::Task(task) => (task.to_string(), Edit::Tasks(TasksEdit::Restore { task })),
                    };
                    let restore = {
                        let (room, list) = (room.clone(), list.clone());
                        Callback::from(move |_: MouseEvent| {
                            leave(&list, at);
                            room.edit(edit.clone());
                        })
                    };
                    let title = titled(&binned.title);
                    let by = names::name(&room.view, binned.by);
                    html! {
                        <li {key}>
                            <span><bdi translate="no">{ title }</bdi><small>{ shown(Key::DeletedBy, &[("name", &by), ("day", &calendar::day_of(binned.at))]) }</small></span>
                            <button type="button" aria-label={fill(Key::RestoreName, &[("title", title)])} onclick={restore}>{ t(Key::Restore) }</button>
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}

/// Moves the focus out of the row at this index, which is about to disappear: to the next row's button, else to that
/// of the row before, else to the dialog's heading.
fn leave(list: &NodeRef, at: usize) {
    let button = |number: usize| dom::focus_first(list, &format!("li:nth-child({number}) button"));
    if !button(at + 2) && !button(at) {
        dom::focus_around(list, "dialog", "h2");
    }
}
