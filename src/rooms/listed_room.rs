//! What is new in a room of the list, while the list is shown: what others changed since the room was open on this device.
//!
//! A replica of its own begins with what the device has kept of the room, and reads on from the relay. Nothing of that is kept, so it
//! counts from the same state after a reload; and it has no member, so nobody is told that this device is there. It costs a
//! socket and a replica for each room.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_room::{BinnedThing, MemberId, View};
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
    /// The points and tasks that others changed, and those that I changed on other devices.
    changed: RefCell<[Vec<BinnedThing>; 2]>,
    /// How much was new in the view that was counted last.
    new: RefCell<Option<(Rc<View>, u32)>>,
}

impl ListedRoom {
    /// Begins to read it; `changed` is told when the list is to be drawn anew.
    pub(super) fn begin(context: &RoomsContext, record: &RoomRecord, changed: Callback<()>) -> Rc<Self> {
        let listed = Rc::new(Self {
            record: record.clone(),
            driver: RefCell::default(),
            counted: Cell::default(),
            changed: RefCell::default(),
            new: RefCell::default(),
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

    /// How many points and tasks others have added or changed since this device left the room, as the dialog "What changed" tells them.
    pub(super) fn news(&self) -> u32 {
        let (Some(Shown { view, news, .. }), Some(before)) = (self.shown(), self.as_kept()) else {
            return self.new.borrow().as_ref().map_or(0, |(_, new)| *new);
        };
        self.hear(&view, &news);
        let known = self.new.borrow().as_ref().filter(|(counted, _)| Rc::ptr_eq(counted, &view)).map(|(_, new)| *new);
        known.unwrap_or_else(|| {
            let [theirs, mine] = &*self.changed.borrow();
            let is_mine = |thing: BinnedThing| mine.contains(&thing) && !theirs.contains(&thing);
            let changes = view.changes_since(&before);
            let new = changes.iter().filter(|one| !is_mine(one.thing)).count() as u32;
            self.new.replace(Some((view, new)));
            new
        })
    }

    /// Notes who changed what.
    fn hear(&self, view: &View, news: &[(u64, News)]) {
        let mut changed = self.changed.borrow_mut();
        for (_, each) in news.iter().filter(|(number, _)| *number > self.counted.get()) {
            if let News::Changed(remote) = each {
                let whose = &mut changed[usize::from(is_mine(view, self.record.me, remote.by))];
                for thing in remote.changes.iter().filter_map(|change| change.thing()) {
                    if !whose.contains(&thing) {
                        whose.push(thing);
                    }
                }
            }
        }
        if let Some((newest, _)) = news.last() {
            self.counted.set(*newest);
        }
    }

    fn as_kept(&self) -> Option<Rc<View>> {
        Some(self.driver.borrow().as_ref()?.as_kept())
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
