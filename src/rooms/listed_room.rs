//! What is new in a room of the list, while the list is shown: what others changed since the room was open on this device.
//!
//! A replica of its own begins with what the device has kept of the room, and reads on from the relay. Nothing of that is kept, so it
//! counts from the same state after a reload; and it has no member, so nobody is told that this device is there. It costs a
//! socket and a replica for each room.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_room::{AgendaChange, Change, MemberId, TasksChange, View};
use alongside_wire::RoomId;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    browser::storage::{Memory, RoomEntry, RoomRecord},
    open_room::{
        driver::{Driver, Shown},
        store::News,
    },
    rooms::context::RoomsContext,
};

/// A room of the list.
pub(super) struct ListedRoom {
    record: RoomRecord,
    driver: RefCell<Option<Driver>>,
    /// The number of the latest news that was counted.
    counted: Cell<u64>,
    /// The points and tasks that others changed.
    changed: RefCell<Vec<[u8; 8]>>,
}

impl ListedRoom {
    /// Begins to read it; `changed` is told when the list is to be drawn anew.
    pub(super) fn begin(context: &RoomsContext, record: &RoomRecord, changed: Callback<()>) -> Rc<Self> {
        let listed = Rc::new(Self {
            record: record.clone(),
            driver: RefCell::default(),
            counted: Cell::default(),
            changed: RefCell::default(),
        });
        let (this, context, record) = (Rc::downgrade(&listed), context.clone(), record.clone());
        spawn_local(async move {
            let kept = context.storage.load(record.entry.id).await.unwrap_or_default();
            let nothing_kept = Rc::new(Memory::refused());
            let Some(this) = this.upgrade() else { return };
            if let Ok(dependencies) = context.dependencies(record.secret, None, u64::MAX, nothing_kept, changed) {
                this.driver.replace(Some(Driver::begin(dependencies, kept)));
            }
        });
        listed
    }

    /// Its public id.
    pub(super) fn room(&self) -> RoomId {
        self.record.entry.id
    }

    /// What the list shows of it by now.
    pub(super) fn entry(&self) -> RoomEntry {
        let mut record = self.record.clone();
        if let Some(shown) = self.shown().filter(|shown| shown.facts.loaded) {
            record.learn(&shown.view);
        }
        record.entry
    }

    /// How many points and tasks others have added or changed.
    pub(super) fn news(&self) -> u32 {
        if let Some(Shown { view, news, .. }) = self.shown() {
            let mut changed = self.changed.borrow_mut();
            let new = news.iter().filter(|(number, _)| *number > self.counted.get());
            for (_, each) in new {
                if let News::Changed(remote) = each
                    && !is_mine(&view, self.record.me, remote.by)
                {
                    let rows = remote.changes.iter().filter_map(|change| row_of(*change));
                    rows.for_each(|row| {
                        if !changed.contains(&row) {
                            changed.push(row)
                        }
                    });
                }
            }
            if let Some((newest, _)) = news.last() {
                self.counted.set(*newest);
            }
        }
        self.changed.borrow().len() as u32
    }

    fn shown(&self) -> Option<Shown> {
        self.driver.borrow().as_ref()?.shown()
    }
}

/// Whether the person at this device did it, here or on another device.
fn is_mine(view: &View, me: Option<MemberId>, by: Option<MemberId>) -> bool {
    let person = |id: Option<MemberId>| id.and_then(|id| view.member(id)).map(|member| member.id);
    by.is_some() && person(by) == person(me)
}

/// The row that a change was made to.
fn row_of(change: Change) -> Option<[u8; 8]> {
    match change {
        Change::Agenda(change) => match change {
            AgendaChange::Added(item) | AgendaChange::Typed(item) | AgendaChange::Changed(item) => Some(item.0),
            AgendaChange::Discussed(item) | AgendaChange::Reopened(item) => Some(item.0),
            _ => None,
        },
        Change::Tasks(change) => match change {
            TasksChange::Added(task) | TasksChange::Typed(task) | TasksChange::Changed(task) => Some(task.0),
            TasksChange::Done(task) | TasksChange::LetGo(task) | TasksChange::Reopened(task) => Some(task.0),
            _ => None,
        },
        _ => None,
    }
}
