//! Talking points: what is on the table, what was put off, what was talked about.

use std::{collections::BTreeSet, rc::Rc};

use litemap::LiteMap;
use yrs::{Any, MapRef, ReadTxn};

use crate::{
    edit::Change,
    id::{ItemId, MemberId, SessionId, TaskId},
    members::Members,
    order::{self, Order},
    pen::{Pen, Typing, keep_text},
    refused::Refused,
    schema::{self, Root, Slot, of_id, of_number, of_parts},
    sessions::Sessions,
    text,
    values::{Moment, Place, TextField},
    view::Item,
};

/// What people do to talking points.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AgendaEdit {
    Add {
        item: ItemId,
        /// One line; the rest becomes notes.
        title: String,
        /// Where in the open session's agenda.
        place: Place<ItemId>,
    },
    SetDiscussed {
        item: ItemId,
        discussed: bool,
    },
    /// How long it should take, if that is said.
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
    /// Not this time: it goes to the next session.
    Postpone {
        item: ItemId,
    },
    /// A postponed item is for this session after all, where it stood.
    TakeUp {
        item: ItemId,
    },
    /// A point becomes something to do: the item counts as discussed, the new task takes its title.
    MakeTask {
        item: ItemId,
        task: TaskId,
    },
    /// Decided in writing, before or instead of talking: the answer goes below the notes and the item is discussed.
    Answer {
        item: ItemId,
        answer: String,
    },
    /// To the bin.
    Delete {
        item: ItemId,
    },
    /// Back from the bin.
    Restore {
        item: ItemId,
    },
    /// "Talk about this", or "Next": what both are at, if anything.
    SetCurrent {
        session: SessionId,
        item: Option<ItemId>,
    },
}

/// What became of talking points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AgendaChange {
    /// It was added, or came back from the bin.
    Added(ItemId),
    /// Its letters changed.
    Typed(ItemId),
    Discussed(ItemId),
    /// It was unticked.
    Reopened(ItemId),
    /// It went to the next session.
    Postponed(ItemId),
    /// It was postponed and came back to this session.
    TakenUp(ItemId),
    /// Another fact of it changed.
    Changed(ItemId),
    Reordered(ItemId),
    /// It went to the bin.
    Gone(ItemId),
    /// Both are at another item now.
    CurrentChanged,
}

/// What the document says about talking points.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    items: LiteMap<ItemId, Entry>,
    /// All of them in order.
    sorted: BTreeSet<(Order, ItemId)>,
}

#[derive(Debug)]
struct Entry {
    facts: Facts,
    /// What screens have, while it is right.
    shown: Option<Rc<Item>>,
    fresh: bool,
}

#[derive(Debug, PartialEq)]
struct Facts {
    title: Rc<str>,
    notes: Rc<str>,
    raised_by: MemberId,
    added: Moment,
    born: SessionId,
    session: SessionId,
    minutes: Option<u16>,
    discussed: Option<SessionId>,
    order: Order,
    deleted: Option<(MemberId, Moment)>,
}

/// Where an item is to be seen, apart from the bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    Agenda,
    Postponed,
    Closed(SessionId),
}

impl Agenda {
    /// Takes in what stands under a key now; says what came to be otherwise.
    pub(crate) fn read(
        &mut self,
        txn: &impl ReadTxn,
        sessions: &Sessions,
        key: &str,
        map: Option<&MapRef>,
        changes: &mut Vec<Change>,
    ) {
        let Ok(id) = key.parse() else { return };
        let old = self.items.get(&id).map(|entry| &entry.facts);
        let new = map.map(|map| Facts::read(txn, map, old));
        changes.extend(compare(id, sessions, old, new.as_ref()));
        order::keep(&mut self.sorted, id, old.map(|old| &old.order), new.as_ref().map(|new| &new.order));
        match (self.items.get_mut(&id), new) {
            (Some(entry), Some(facts)) => (entry.facts, entry.fresh) = (facts, false),
            (None, Some(facts)) => drop(self.items.insert(id, Entry { facts, shown: None, fresh: false })),
            (_, None) => drop(self.items.remove(&id)),
        }
    }

    /// Who is who, or which session is which, changed: every item may look otherwise.
    pub(crate) fn doubt(&mut self) {
        self.items.iter_mut().for_each(|(_, entry)| entry.fresh = false);
    }

    /// Those not in the bin as a screen shows them, in order.
    pub(crate) fn show(&mut self, members: &Members, sessions: &Sessions) -> Vec<(Whereabouts, Rc<Item>)> {
        let mut shown = Vec::with_capacity(self.sorted.len());
        for (_, id) in &self.sorted {
            let Some(entry) = self.items.get_mut(id).filter(|entry| entry.facts.deleted.is_none()) else { continue };
            shown.push((entry.facts.whereabouts(sessions), entry.show(*id, members, sessions)));
        }
        shown
    }

    /// Those in the bin: which, its title, who, when.
    pub(crate) fn binned(&self) -> impl Iterator<Item = (ItemId, Rc<str>, MemberId, Moment)> {
        self.items
            .iter()
            .filter_map(|(id, Entry { facts, .. })| facts.deleted.map(|(by, at)| (*id, facts.title.clone(), by, at)))
    }

    /// Whether there is such an item, in the bin or not.
    pub(crate) fn has(&self, id: ItemId) -> bool {
        self.items.contains_key(&id)
    }

    /// Whether there is such an item, and not in the bin.
    pub(crate) fn is_present(&self, id: ItemId) -> bool {
        self.present(id).is_ok()
    }

    pub(crate) fn title(&self, id: ItemId) -> Option<Rc<str>> {
        self.items.get(&id).map(|entry| entry.facts.title.clone())
    }

    pub(crate) fn is_on_the_table(&self, id: ItemId, sessions: &Sessions) -> bool {
        self.present(id).is_ok_and(|facts| facts.whereabouts(sessions) == Whereabouts::Agenda)
    }

    fn present(&self, id: ItemId) -> Result<&Facts, Refused> {
        match self.items.get(&id) {
            Some(Entry { facts, .. }) if facts.deleted.is_none() => Ok(facts),
            _ => Err(Refused::Gone),
        }
    }

    /// The list that an item's place is meant in, without the item itself.
    fn list(&self, sessions: &Sessions, of: Whereabouts, without: ItemId) -> Vec<(Order, ItemId)> {
        let others = self.sorted.iter().filter(|(_, id)| *id != without);
        others
            .filter(|(_, id)| self.present(*id).is_ok_and(|facts| facts.whereabouts(sessions) == of))
            .cloned()
            .collect()
    }
}

impl Entry {
    fn show(&mut self, id: ItemId, members: &Members, sessions: &Sessions) -> Rc<Item> {
        if let (true, Some(shown)) = (self.fresh, &self.shown) {
            return shown.clone();
        }
        let facts = &self.facts;
        let discussed = facts.discussed.filter(|session| sessions.number(*session).is_some());
        let seen_in = discussed.and_then(|session| sessions.number(session)).unwrap_or(sessions.open_number());
        let item = Item {
            id,
            title: facts.title.clone(),
            notes: facts.notes.clone(),
            raised_by: members.person(facts.raised_by),
            added: facts.added,
            minutes: facts.minutes,
            discussed,
            carried: sessions.number(facts.born).unwrap_or(0) < seen_in,
        };
        let item = self.shown.take().filter(|shown| **shown == item).unwrap_or_else(|| Rc::new(item));
        self.fresh = true;
        self.shown = Some(item.clone());
        item
    }
}

impl Facts {
    fn read(txn: &impl ReadTxn, map: &MapRef, old: Option<&Self>) -> Self {
        let names = ["title", "notes", "added", "raised_by", "session", "minutes", "discussed", "order", "deleted"];
        let fields = schema::fields(txn, map, names);
        let [title, notes, rest @ ..] = &fields;
        let [added, raised_by, session, minutes, discussed, order, deleted] = rest.each_ref().map(schema::plain);
        let born = schema::id(schema::part(added, 2)).map_or(SessionId::FIRST, SessionId);
        let by = schema::id(schema::part(added, 1)).unwrap_or_default();
        Self {
            title: keep_text(old.map(|old| &old.title), &text::one_line(&schema::shared(txn, title))),
            notes: keep_text(old.map(|old| &old.notes), &schema::shared(txn, notes)),
            raised_by: MemberId(schema::id(raised_by).unwrap_or(by)),
            added: schema::moment(schema::part(added, 0)).unwrap_or_default(),
            born,
            session: schema::id(session).map_or(born, SessionId),
            minutes: schema::number(minutes).and_then(|minutes| u16::try_from(minutes).ok()),
            discussed: schema::id(discussed).map(SessionId),
            order: read_order(order, added),
            deleted: read_deleted(deleted),
        }
    }

    fn whereabouts(&self, sessions: &Sessions) -> Whereabouts {
        let open = sessions.open_number();
        match self.discussed.and_then(|session| Some((session, sessions.number(session)?))) {
            Some((_, number)) if number == open => Whereabouts::Agenda,
            Some((session, _)) if sessions.is_closed(session) => Whereabouts::Closed(session),
            // Talked about in a session that is yet to come again, since an earlier one was reopened.
            Some(_) => Whereabouts::Postponed,
            None if sessions.number(self.session).unwrap_or(0) > open => Whereabouts::Postponed,
            None => Whereabouts::Agenda,
        }
    }
}

/// Where it was moved to, else where it was added.
pub(crate) fn read_order(moved: &Any, added: &Any) -> Order {
    match (moved, schema::part(added, 3)) {
        (Any::Buffer(bytes), _) | (_, Any::Buffer(bytes)) => Order::read(bytes),
        _ => Order::first(),
    }
}

pub(crate) fn read_deleted(value: &Any) -> Option<(MemberId, Moment)> {
    Some((MemberId(schema::id(schema::part(value, 0))?), schema::moment(schema::part(value, 1))?))
}

fn compare(id: ItemId, sessions: &Sessions, old: Option<&Facts>, new: Option<&Facts>) -> Vec<Change> {
    let present = |facts: &&Facts| facts.deleted.is_none();
    let (old, new) = match (old.filter(present), new.filter(present)) {
        (None, None) => return Vec::new(),
        (None, Some(_)) => return vec![Change::Agenda(AgendaChange::Added(id))],
        (Some(_), None) => return vec![Change::Agenda(AgendaChange::Gone(id))],
        (Some(old), Some(new)) => (old, new),
    };
    let rest = |facts: &Facts| (facts.raised_by, facts.added, facts.born, facts.minutes);
    let number = |facts: &Facts| sessions.number(facts.session).unwrap_or(0);
    let put = if number(old) < number(new) {
        Change::Agenda(AgendaChange::Postponed(id))
    } else {
        Change::Agenda(AgendaChange::TakenUp(id))
    };
    let ticked = if new.discussed.is_some() {
        Change::Agenda(AgendaChange::Discussed(id))
    } else {
        Change::Agenda(AgendaChange::Reopened(id))
    };
    [
        (old.session != new.session, put),
        (old.title != new.title || old.notes != new.notes, Change::Agenda(AgendaChange::Typed(id))),
        // What is put off is unticked by that; it needs no word of its own.
        (old.discussed != new.discussed && old.session == new.session, ticked),
        (old.order != new.order, Change::Agenda(AgendaChange::Reordered(id))),
        (rest(old) != rest(new), Change::Agenda(AgendaChange::Changed(id))),
    ]
    .into_iter()
    .filter_map(|(changed, change)| changed.then_some(change))
    .collect()
}

fn slot(item: ItemId, field: &'static str) -> Slot {
    Slot::field(Root::Items, item, field)
}

/// Adds an item to the open session's agenda. One that is there already stays as it is.
pub(crate) fn add(
    pen: &mut Pen<'_, '_>,
    all: &Agenda,
    sessions: &Sessions,
    item: ItemId,
    title: &str,
    at: Place<ItemId>,
) -> Result<(), Refused> {
    let (title, notes) = title.trim().split_once('\n').unwrap_or((title, ""));
    let title = text::one_line(text::said(title, text::LINE)?.trim());
    let notes = text::fits(notes.trim(), text::NOTES)?;
    if all.has(item) {
        return Ok(());
    }
    let texts = [("title", TextField::ItemTitle(item), &title[..]), ("notes", TextField::ItemNotes(item), notes)];
    pen.create(Root::Items, item.to_string(), &texts);
    let (order, moved) = order::place(&all.list(sessions, Whereabouts::Agenda, item), at);
    put_orders(pen, Root::Items, moved);
    let (me, now) = (of_id(pen.who.me.0), of_number(pen.who.now.0));
    pen.write(slot(item, "added"), of_parts([now, me, of_id(sessions.open().0), Any::from(order.bytes())]));
    Ok(())
}

pub(crate) fn set_discussed(
    pen: &mut Pen<'_, '_>,
    all: &Agenda,
    sessions: &Sessions,
    item: ItemId,
    discussed: bool,
) -> Result<(), Refused> {
    let facts = all.present(item)?;
    match (discussed, facts.discussed) {
        // Ticked is ticked: it stays with the session it was talked about in.
        (true, Some(_)) => {}
        (true, None) => pen.set(slot(item, "discussed"), of_id(sessions.open().0)),
        (false, _) => pen.set(slot(item, "discussed"), Any::Null),
    }
    Ok(())
}

pub(crate) fn set_minutes(
    pen: &mut Pen<'_, '_>,
    all: &Agenda,
    item: ItemId,
    minutes: Option<u16>,
) -> Result<(), Refused> {
    all.present(item)?;
    pen.set(slot(item, "minutes"), minutes.map_or(Any::Null, |minutes| of_number(minutes.into())));
    Ok(())
}

pub(crate) fn set_raised_by(
    pen: &mut Pen<'_, '_>,
    all: &Agenda,
    item: ItemId,
    member: MemberId,
) -> Result<(), Refused> {
    all.present(item)?;
    pen.set(slot(item, "raised_by"), of_id(member.0));
    Ok(())
}

pub(crate) fn move_to(
    pen: &mut Pen<'_, '_>,
    all: &Agenda,
    sessions: &Sessions,
    item: ItemId,
    at: Place<ItemId>,
) -> Result<(), Refused> {
    let facts = all.present(item)?;
    if at != Place::After(item) {
        let (order, moved) = order::place(&all.list(sessions, facts.whereabouts(sessions), item), at);
        put_orders(pen, Root::Items, moved);
        pen.set(slot(item, "order"), Any::from(order.bytes()));
    }
    Ok(())
}

pub(crate) fn put_off(pen: &mut Pen<'_, '_>, all: &Agenda, sessions: &Sessions, item: ItemId) -> Result<(), Refused> {
    all.present(item)?;
    pen.set(slot(item, "discussed"), Any::Null);
    pen.set(slot(item, "session"), of_id(sessions.open().next().0));
    Ok(())
}

pub(crate) fn take_up(pen: &mut Pen<'_, '_>, all: &Agenda, sessions: &Sessions, item: ItemId) -> Result<(), Refused> {
    if all.present(item)?.whereabouts(sessions) == Whereabouts::Postponed {
        pen.set(slot(item, "discussed"), Any::Null);
        pen.set(slot(item, "session"), of_id(sessions.open().0));
    }
    Ok(())
}

/// The answer goes below the notes, and the item is settled.
pub(crate) fn answer(
    pen: &mut Pen<'_, '_>,
    all: &Agenda,
    sessions: &Sessions,
    item: ItemId,
    answer: &str,
) -> Result<(), Refused> {
    let facts = all.present(item)?;
    let answer = text::said(answer, text::NOTES)?.trim();
    let joint = if facts.notes.is_empty() { "" } else { "\n\n" };
    let length = facts.notes.chars().count() + joint.len() + answer.chars().count();
    if length > text::NOTES {
        return Err(Refused::Text { length });
    }
    let splices = text::insert(text::units(&facts.notes), &format!("{joint}{answer}"));
    pen.typing.push(Typing { field: TextField::ItemNotes(item), splices, undoable: true });
    set_discussed(pen, all, sessions, item, true)
}

pub(crate) fn delete(pen: &mut Pen<'_, '_>, all: &Agenda, item: ItemId) -> Result<(), Refused> {
    if !all.has(item) {
        return Err(Refused::Gone);
    }
    if all.present(item).is_ok() {
        let binned = pen.signed();
        pen.set(slot(item, "deleted"), binned);
    }
    Ok(())
}

pub(crate) fn restore(pen: &mut Pen<'_, '_>, all: &Agenda, item: ItemId) -> Result<(), Refused> {
    if !all.has(item) {
        return Err(Refused::Gone);
    }
    pen.set(slot(item, "deleted"), Any::Null);
    Ok(())
}

/// New keys for those that shared one; nobody's act to take back.
pub(crate) fn put_orders<Id: ToString>(pen: &mut Pen<'_, '_>, root: Root, moved: Vec<(Id, Order)>) {
    for (id, order) in moved {
        pen.write(Slot::field(root, id, "order"), Any::from(order.bytes()));
    }
}
