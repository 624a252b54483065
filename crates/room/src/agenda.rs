//! Talking points: the open session's agenda, what was postponed, and what was discussed in earlier sessions.

mod current;
mod point;

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::{Context, Series},
    id::{ItemId, MemberId, SessionId, TaskId},
    order::{self, Order},
    rows::{self, Binned, BinnedThing, Rows},
    schema::{Root, Slot, of_id, of_number, of_parts},
    text,
    values::{Place, Refused, Target, TextField, UndoName, Verb},
    writer::{Typing, Writer},
};

pub use current::Current;
use current::{CURRENT, CurrentFacts};
pub use point::Item;
use point::{Point, Whereabouts};

const ITEMS: Root = Root::new(3, "items");

/// What people do with talking points.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AgendaEdit {
    Add {
        item: ItemId,
        /// Its first line is the title; further lines become notes.
        title: String,
        /// Where in the open session's agenda the new point goes.
        place: Place<ItemId>,
    },
    SetDiscussed {
        item: ItemId,
        discussed: bool,
    },
    /// How many minutes the point should take; `None`: not said.
    SetMinutes {
        item: ItemId,
        minutes: Option<u16>,
    },
    SetRaisedBy {
        item: ItemId,
        member: MemberId,
    },
    Reorder {
        item: ItemId,
        place: Place<ItemId>,
    },
    /// Puts the point off to the next session.
    Postpone {
        item: ItemId,
    },
    /// Brings a postponed item back into this session, at the place where it stood.
    TakeUp {
        item: ItemId,
    },
    /// Makes a task of the point: the new task takes its title, and the point stays as it is.
    MakeTask {
        item: ItemId,
        task: TaskId,
    },
    /// Answers the point in writing: the answer is appended to the notes and the item counts as discussed.
    Answer {
        item: ItemId,
        answer: String,
    },
    /// Moves the item to the bin.
    Delete {
        item: ItemId,
    },
    /// Brings the item back from the bin.
    Restore {
        item: ItemId,
    },
    /// "Talk about this", or "Next": the item that both are at; `None`: at no item.
    SetCurrent {
        session: SessionId,
        item: Option<ItemId>,
    },
    /// "Next": the item that both were at counts as discussed, and another one is the current item.
    MoveOn {
        session: SessionId,
        /// What they leave, if they were at an item.
        left: Option<ItemId>,
        item: ItemId,
    },
    /// "Wrap up": the last item counts as discussed, and the session is closed.
    WrapUp {
        session: SessionId,
        /// What they leave, if it is not left open.
        left: Option<ItemId>,
    },
}

/// What changed about talking points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AgendaChange {
    /// The item was added, or came back from the bin.
    Added(ItemId),
    /// Its title or notes were edited.
    Typed(ItemId),
    Discussed(ItemId),
    /// It was no longer marked as discussed.
    Reopened(ItemId),
    /// It was put off to the next session.
    Postponed(ItemId),
    /// It was postponed, and came back to this session.
    TakenUp(ItemId),
    /// Another fact of the item changed.
    Changed(ItemId),
    Reordered(ItemId),
    /// The item went to the bin.
    Gone(ItemId),
    /// Both are at another item now.
    CurrentChanged,
}

impl AgendaChange {
    /// The item that changed.
    pub(crate) fn item(self) -> Option<ItemId> {
        match self {
            Self::Added(item)
            | Self::Typed(item)
            | Self::Discussed(item)
            | Self::Reopened(item)
            | Self::Postponed(item)
            | Self::TakenUp(item)
            | Self::Changed(item)
            | Self::Reordered(item)
            | Self::Gone(item) => Some(item),
            Self::CurrentChanged => None,
        }
    }
}

/// What the document says about talking points.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    items: Rows<ItemId, Point>,
    current: CurrentFacts,
    /// The items that were discussed in each closed session, as they were shown last.
    discussed: LiteMap<SessionId, Vec<Rc<Item>>>,
}

impl Concept for Agenda {
    type Edit = AgendaEdit;
    type Change = AgendaChange;
    /// The version of the open session's current item that counts: by whom, under which revision, which item.
    type Before = Option<(MemberId, u64, Option<ItemId>)>;

    const ROOTS: &'static [Root] = &[ITEMS, CURRENT];

    fn undo_name(edit: &AgendaEdit) -> UndoName {
        let (verb, target) = match *edit {
            AgendaEdit::Add { item, .. } => (Verb::Add, Target::Item(item)),
            AgendaEdit::SetDiscussed { item, .. } => (Verb::Discuss, Target::Item(item)),
            AgendaEdit::SetMinutes { item, .. } | AgendaEdit::SetRaisedBy { item, .. } => {
                (Verb::Set, Target::Item(item))
            }
            AgendaEdit::Reorder { item, .. } => (Verb::Reorder, Target::Item(item)),
            AgendaEdit::Postpone { item } => (Verb::Postpone, Target::Item(item)),
            AgendaEdit::TakeUp { item } => (Verb::TakeUp, Target::Item(item)),
            AgendaEdit::MakeTask { item, .. } => (Verb::MakeTask, Target::Item(item)),
            AgendaEdit::Answer { item, .. } => (Verb::Answer, Target::Item(item)),
            AgendaEdit::Delete { item } => (Verb::Delete, Target::Item(item)),
            AgendaEdit::Restore { item } => (Verb::Restore, Target::Item(item)),
            AgendaEdit::SetCurrent { session, item } => {
                (Verb::SetCurrent, item.map_or(Target::Session(session), Target::Item))
            }
            AgendaEdit::MoveOn { item, .. } => (Verb::SetCurrent, Target::Item(item)),
            AgendaEdit::WrapUp { session, .. } => (Verb::Close, Target::Session(session)),
        };
        UndoName::new(verb, target)
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, context: &Context, changes: &mut Vec<AgendaChange>) {
        if found.root == CURRENT {
            return self.current.read(found.key, found.value());
        }
        let Ok(id) = found.key.parse() else { return };
        let old = self.items.get(id);
        let new = found.map().map(|map| Point::read(found.txn, map, old));
        changes.extend(compare(id, &context.series, old, new.as_ref()));
        self.items.put(id, new);
    }

    fn derive(&mut self, _: bool, context: &mut Context) {
        if context.renewed.people || context.renewed.series {
            self.items.mark_all_stale();
        }
    }

    fn before(&self, context: &Context) -> Self::Before {
        self.current.version(context.series.open())
    }

    fn compare(&self, before: Self::Before, context: &Context, changes: &mut Vec<AgendaChange>) {
        changes.extend((before != self.before(context)).then_some(AgendaChange::CurrentChanged));
    }

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &AgendaEdit) -> Result<(), Refused> {
        let series = &context.series;
        match *edit {
            AgendaEdit::Add { item, ref title, place } => self.add(writer, series, item, title, place)?,
            AgendaEdit::SetDiscussed { item, discussed } => self.set_discussed(writer, series, item, discussed)?,
            AgendaEdit::SetMinutes { item, minutes } => {
                self.items.present(item)?;
                writer.set(slot(item, "minutes"), minutes.map_or(Any::Null, |minutes| of_number(minutes.into())));
            }
            AgendaEdit::SetRaisedBy { item, member } => {
                self.items.present(item)?;
                writer.set(slot(item, "raised_by"), of_id(member.0));
            }
            AgendaEdit::Reorder { item, place } => {
                let facts = self.items.present(item)?;
                if place != Place::After(item) {
                    let list = self.list(series, facts.whereabouts(series), item);
                    let (order, moved) = order::place(&list, place);
                    writer.spread(ITEMS, moved);
                    writer.set(slot(item, "order"), Any::from(order.bytes()));
                }
            }
            AgendaEdit::Postpone { item } => {
                self.items.present(item)?;
                writer.set(slot(item, "discussed"), Any::Null);
                writer.set(slot(item, "session"), of_id(series.open().next().0));
            }
            AgendaEdit::TakeUp { item } => {
                if self.items.present(item)?.whereabouts(series) == Whereabouts::Postponed {
                    writer.set(slot(item, "discussed"), Any::Null);
                    writer.set(slot(item, "session"), of_id(series.open().0));
                }
            }
            // Adding the task is an edit of its own: see `Model::entailed`.
            AgendaEdit::MakeTask { item, .. } => self.items.present(item).map(drop)?,
            AgendaEdit::Answer { item, ref answer } => self.answer(writer, series, item, answer)?,
            AgendaEdit::Delete { item } => {
                self.items.known(item)?;
                if self.items.present(item).is_ok() {
                    rows::delete(writer, slot(item, "deleted"));
                }
            }
            AgendaEdit::Restore { item } => {
                self.items.known(item)?;
                rows::restore(writer, slot(item, "deleted"));
            }
            AgendaEdit::SetCurrent { session, item } => {
                item.map_or(Ok(()), |item| self.items.known(item).map(drop))?;
                self.current.set(writer, context, session, item)?;
            }
            AgendaEdit::MoveOn { session, left, item } => {
                self.items.known(item)?;
                self.leave(writer, series, session, left)?;
                self.current.set(writer, context, session, Some(item))?;
            }
            // Closing the session is an edit of its own: see `Model::entailed`.
            AgendaEdit::WrapUp { session, left } => self.leave(writer, series, session, left)?,
        }
        Ok(())
    }

    fn latest_rev(&self, slot: &Slot) -> Option<u64> {
        self.current.latest_rev(slot)
    }
}

impl Agenda {
    /// Shows the open session's items and the postponed ones, both in order, and the current item.
    pub(crate) fn show(
        &mut self,
        context: &Context,
        agenda: &mut Rc<[Rc<Item>]>,
        postponed: &mut Rc<[Rc<Item>]>,
        current: &mut Option<Current>,
    ) {
        let (mut open, mut later, mut closed) = (Vec::new(), Vec::new(), LiteMap::<_, Vec<_>>::new());
        self.items.show(
            |id, item| item.view_of(id, context),
            |item, shown| match item.whereabouts(&context.series) {
                Whereabouts::Agenda => open.push(shown),
                Whereabouts::Postponed => later.push(shown),
                Whereabouts::Closed(session) => closed.entry(session).or_default().push(shown),
            },
        );
        show_list(agenda, open);
        show_list(postponed, later);
        *current = self.current.show(context).filter(|current| {
            let item = self.items.present(current.item);
            item.is_ok_and(|item| item.whereabouts(&context.series) == Whereabouts::Agenda)
        });
        self.discussed = closed;
    }

    /// The items that were discussed in a closed session, as they were shown last.
    pub(crate) fn discussed_in(&self, session: SessionId) -> &[Rc<Item>] {
        self.discussed.get(&session).map_or(&[], Vec::as_slice)
    }

    /// The items in the bin.
    pub(crate) fn binned(&self, context: &Context) -> impl Iterator<Item = Binned> {
        self.items.binned(&context.people, BinnedThing::Item)
    }

    /// Whether there is an item of this id, in the bin or not.
    pub(crate) fn has(&self, id: ItemId) -> bool {
        self.items.get(id).is_some()
    }

    /// The title of an item that is not in the bin.
    pub(crate) fn title(&self, id: ItemId) -> Option<&str> {
        self.items.present(id).ok().map(|item| &*item.title)
    }

    /// The list in which this item's place counts, without the item itself.
    fn list(&self, series: &Series, of: Whereabouts, without: ItemId) -> Vec<(Order, ItemId)> {
        self.items.list(without, |item| item.whereabouts(series) == of)
    }

    /// Adds an item to the open session's agenda. If an item of this id exists, nothing changes.
    fn add(
        &self,
        writer: &mut Writer<'_, '_>,
        series: &Series,
        item: ItemId,
        title: &str,
        at: Place<ItemId>,
    ) -> Result<(), Refused> {
        let (title, notes) = title.trim().split_once('\n').unwrap_or((title, ""));
        let title = text::one_line(text::not_blank(title, text::LINE)?.trim());
        let notes = text::fits(notes.trim(), text::NOTES)?;
        if self.items.get(item).is_some() {
            return Ok(());
        }
        let texts = [("title", TextField::ItemTitle(item), &title[..]), ("notes", TextField::ItemNotes(item), notes)];
        writer.create(ITEMS, item.to_string(), &texts);
        let (order, moved) = order::place(&self.list(series, Whereabouts::Agenda, item), at);
        writer.spread(ITEMS, moved);
        let (me, now) = (of_id(writer.who.me.0), of_number(writer.who.now.0));
        writer.write(slot(item, "added"), of_parts([now, me, of_id(series.open().0), Any::from(order.bytes())]));
        Ok(())
    }

    fn set_discussed(
        &self,
        writer: &mut Writer<'_, '_>,
        series: &Series,
        item: ItemId,
        discussed: bool,
    ) -> Result<(), Refused> {
        match (discussed, self.items.present(item)?.discussed) {
            // An item that is marked already stays with the session in which it was discussed.
            (true, Some(_)) => {}
            (true, None) => writer.set(slot(item, "discussed"), of_id(series.open().0)),
            (false, _) => writer.set(slot(item, "discussed"), Any::Null),
        }
        Ok(())
    }

    /// Marks the item that both leave as discussed. One that went to the bin meanwhile needs no mark, and what was left in a
    /// session that is closed by now stays as it was left there.
    fn leave(
        &self,
        writer: &mut Writer<'_, '_>,
        series: &Series,
        session: SessionId,
        left: Option<ItemId>,
    ) -> Result<(), Refused> {
        match left.filter(|item| session == series.open() && self.items.present(*item).is_ok()) {
            Some(item) => self.set_discussed(writer, series, item, true),
            None => Ok(()),
        }
    }

    /// Appends the answer to the notes and marks the item as discussed.
    fn answer(&self, writer: &mut Writer<'_, '_>, series: &Series, item: ItemId, answer: &str) -> Result<(), Refused> {
        let facts = self.items.present(item)?;
        let answer = text::not_blank(answer, text::NOTES)?.trim();
        let joint = if facts.notes.is_empty() { "" } else { "\n\n" };
        let length = facts.notes.chars().count() + joint.len() + answer.chars().count();
        if length > text::NOTES {
            return Err(Refused::Text { length, most: text::NOTES });
        }
        let splices = text::insert(text::units(&facts.notes), &format!("{joint}{answer}"));
        writer.typing.push(Typing { field: TextField::ItemNotes(item), splices, undoable: true });
        self.set_discussed(writer, series, item, true)
    }
}

/// The slot of one field of an item.
pub(crate) fn slot(item: ItemId, field: &'static str) -> Slot {
    Slot::field(ITEMS, item, field)
}

fn compare(id: ItemId, series: &Series, old: Option<&Point>, new: Option<&Point>) -> Vec<AgendaChange> {
    let present = |facts: &&Point| facts.deleted.is_none();
    let (old, new) = match (old.filter(present), new.filter(present)) {
        (None, None) => return Vec::new(),
        (None, Some(_)) => return vec![AgendaChange::Added(id)],
        (Some(_), None) => return vec![AgendaChange::Gone(id)],
        (Some(old), Some(new)) => (old, new),
    };
    let rest = |facts: &Point| (facts.raised_by, facts.added, facts.born, facts.minutes);
    let number = |facts: &Point| series.number(facts.session).unwrap_or(0);
    let put = if number(old) < number(new) { AgendaChange::Postponed(id) } else { AgendaChange::TakenUp(id) };
    let ticked = if new.discussed.is_some() { AgendaChange::Discussed(id) } else { AgendaChange::Reopened(id) };
    [
        (old.session != new.session, put),
        (old.title != new.title || old.notes != new.notes, AgendaChange::Typed(id)),
        // Postponing an item also takes its mark away: that is not reported as a change of its own.
        (old.discussed != new.discussed && old.session == new.session, ticked),
        (old.order != new.order, AgendaChange::Reordered(id)),
        (rest(old) != rest(new), AgendaChange::Changed(id)),
    ]
    .into_iter()
    .filter_map(|(changed, change)| changed.then_some(change))
    .collect()
}
