//! Points as rows of the agenda's list.

use std::rc::Rc;

use alongside_room::{AgendaChange, AgendaEdit, BinnedThing, Change, Edit, Item, ItemId, Place, Refused, TaskId, View};

use crate::{
    browser::entropy,
    open_room::one_act::OneAct,
    parts::{
        list::model::ListRow,
        new_task::{add_task, member_in},
        typed::{Takes, TypedLine},
    },
    strings::{Key, fill, titled},
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

    const TAKES: Takes = Takes::POINT;

    /// Lines with a checkbox become tasks.
    fn add(act: &OneAct<'_>, line: &TypedLine, after: Option<ItemId>) -> Result<Option<ItemId>, Refused> {
        if line.task.is_some() {
            return add_task(act, line, None).map(|_| None);
        }
        let Ok(item) = entropy::id().map(ItemId) else { return Ok(None) };
        let place = after.map_or(Place::Last, Place::After);
        if let Some(refused) = act.edit(AgendaEdit::Add { item, title: line.title.clone(), place }) {
            return Err(refused);
        }
        Self::set(act, item, line);
        Ok(Some(item))
    }

    fn set(act: &OneAct<'_>, item: ItemId, line: &TypedLine) {
        if let Some(minutes) = line.minutes() {
            act.edit(AgendaEdit::SetMinutes { item, minutes: Some(minutes) });
        }
        if let Some(member) = member_in(act.room, line) {
            act.edit(AgendaEdit::SetRaisedBy { item, member });
        }
    }

    fn moved(change: Change) -> Option<BinnedThing> {
        use AgendaChange::{Added, Postponed, Reordered, TakenUp};
        match change {
            Change::Agenda(Reordered(item) | Added(item) | TakenUp(item) | Postponed(item)) => {
                Some(BinnedThing::Item(item))
            }
            _ => None,
        }
    }

    /// Itself: it may have waited for the next session.
    fn origin(&self, _view: &View) -> Option<BinnedThing> {
        Some(BinnedThing::Item(self.id))
    }

    fn put_off(view: &View, thing: BinnedThing) -> Option<&str> {
        let item = view.postponed.iter().find(|item| BinnedThing::Item(item.id) == thing)?;
        Some(&item.title)
    }

    fn reorder(item: ItemId, place: Place<ItemId>) -> Edit {
        Edit::Agenda(AgendaEdit::Reorder { item, place })
    }

    const DROPS_ON: Option<&'static str> = Some("section.tasks");

    /// It becomes a task.
    fn dropped(item: &Self) -> Option<(Edit, String)> {
        let task = entropy::id().map(TaskId).ok()?;
        let words = fill(Key::SayMadeTask, &[("title", titled(&item.title))]);
        Some((Edit::Agenda(AgendaEdit::MakeTask { item: item.id, task }), words))
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
