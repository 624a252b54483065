//! Points as rows of the agenda's list.

use std::rc::Rc;

use alongside_room::{AgendaEdit, BinnedThing, Edit, Item, ItemId, Place, View};

use crate::{
    browser::entropy,
    open_room::store::Room,
    parts::{list::model::ListRow, paste::PastedLine},
};

impl ListRow for Item {
    type Id = ItemId;

    fn id(&self) -> ItemId {
        self.id
    }

    fn title(&self) -> &Rc<str> {
        &self.title
    }

    fn find(view: &View, id: ItemId) -> Option<&Rc<Self>> {
        view.agenda.iter().find(|item| item.id == id)
    }

    /// Lines with a checkbox become tasks.
    fn add(room: &Room, line: PastedLine) {
        match line.task {
            Some(done) => room.add_task(line.text, done),
            None => {
                if let Ok(id) = entropy::id() {
                    room.edit(AgendaEdit::Add { item: ItemId(id), title: line.text, place: Place::Last });
                }
            }
        }
    }

    fn reorder(item: ItemId, place: Place<ItemId>) -> Edit {
        Edit::Agenda(AgendaEdit::Reorder { item, place })
    }

    fn delete(item: ItemId) -> Edit {
        Edit::Agenda(AgendaEdit::Delete { item })
    }

    fn in_bin(item: ItemId) -> BinnedThing {
        BinnedThing::Item(item)
    }

    fn restore(binned: BinnedThing) -> Option<Edit> {
        match binned {
            BinnedThing::Item(item) => Some(Edit::Agenda(AgendaEdit::Restore { item })),
            BinnedThing::Task(_) => None,
        }
    }
}
