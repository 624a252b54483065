//! A room that is open: its driver, and what this device knows of it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_peer::{
    Input, RoomSecret,
    facts::{Facts, Sync, Trouble},
    invite::Invite,
    io::{Kept, Write},
    key::Keys,
    key_rotation::{self, Successor},
    sealed_key::DeviceSecret,
};
use alongside_room::{DeviceId, DevicesEdit, Edit, MemberId, View};
use alongside_wire::{RoomId, limits};
use yew::Callback;

use crate::{
    browser::{
        BrowserError, entropy,
        storage::{OldRoom, RoomRecord},
    },
    devices::name::device_name,
    open_room::{
        driver::{Driver, Shown},
        store::{self, Act, Link, Moved, Room, RoomState},
        traffic::Passed,
    },
    rooms::{context::Ground, old_room::Behind, screens::Screen},
    sync::setting::Meet,
};

/// A room that is open, or whose door is.
pub(super) struct OpenRoom {
    record: Rc<RefCell<RoomRecord>>,
    keys: Keys,
    /// This device's public key and its name in the room.
    device: ([u8; 32], DeviceId),
    /// It was said that this device is here.
    introduced: Cell<bool>,
    /// The room is going on elsewhere on this device.
    going: Cell<bool>,
    /// What it went on from.
    behind: Vec<Behind>,
    expected: Option<MemberId>,
    driver: Rc<Driver>,
    act: Callback<Act>,
    link: Callback<Link, String>,
    traffic: Callback<(), Vec<Passed>>,
    report: Callback<(), String>,
}

/// What a room is opened with.
pub(super) struct Door {
    /// What this device knows of it.
    pub(super) record: RoomRecord,
    /// The member that a device link names.
    pub(super) expected: Option<MemberId>,
    /// Told when it is to be drawn anew.
    pub(super) changed: Callback<()>,
    /// Where acts go.
    pub(super) act: Callback<Act>,
    /// Makes the link for another device, to show this room first.
    pub(super) link: Callback<RoomId, Option<String>>,
}

/// How far into the room the person is.
pub(super) enum Stage {
    /// Not yet in it: this screen is at the door.
    Door(Screen),
    /// In it.
    In(Room),
}

impl OpenRoom {
    /// Opens the room with what the device kept of it.
    pub(super) fn begin(ground: &Ground, door: Door, kept: Kept) -> Result<Self, BrowserError> {
        let Door { record, expected, changed, act, link: device_link } = door;
        let left = record.old_rooms.iter().cloned();
        let behind = left.map(|left| Behind::begin(ground, left, changed.clone())).collect::<Result<_, _>>()?;
        let (keys, public) = (record.secret.keys(), record.device.public());
        let storage = Rc::clone(&ground.storage);
        let needs = ground.needs(record.secret.clone(), record.me, limits::COMPACT_ABOVE, storage, changed)?;
        let willing = Meet::chosen(&ground.prefs) == Meet::On;
        let record = Rc::new(RefCell::new(record));
        let (linked, ground) = (Rc::clone(&record), ground.clone());
        let link = Callback::from(move |kind| {
            let record = linked.borrow().clone();
            match kind {
                Link::Invite => link(&ground, &record, None),
                // Without a ring, at least this room.
                Link::MyDevice => {
                    device_link.emit(record.entry.id).unwrap_or_else(|| link(&ground, &record, record.me))
                }
            }
        });
        let driver = Rc::new(Driver::begin(needs, kept));
        driver.take(Input::Willing(willing));
        let watched = Rc::downgrade(&driver);
        let traffic = Callback::from(move |()| watched.upgrade().map_or_else(Vec::new, |driver| driver.traffic()));
        let watched = Rc::downgrade(&driver);
        let report = Callback::from(move |()| watched.upgrade().map_or_else(String::new, |driver| driver.report()));
        Ok(Self {
            record,
            keys,
            device: (public, DeviceId::of(&public)),
            introduced: Cell::new(false),
            going: Cell::new(false),
            behind,
            expected,
            driver,
            act,
            link,
            traffic,
            report,
        })
    }

    /// Its public id.
    pub(super) fn id(&self) -> RoomId {
        self.record.borrow().entry.id
    }

    /// Everything in it, for a device to keep as another room.
    pub(super) fn copy_to(&self, record: &RoomRecord) -> Option<Write> {
        self.driver.copy_to(&record.secret)
    }

    /// What this device knows of it.
    pub(super) fn record(&self) -> RoomRecord {
        self.record.borrow().clone()
    }

    /// Nobody came in here, and nobody can any more: it moved, or was erased.
    pub(super) fn is_dead_end(&self) -> bool {
        self.record.borrow().me.is_none()
            && match self.stage() {
                Some(Stage::Door(Screen::Moved { .. })) => true,
                Some(Stage::Door(Screen::Opening { trouble, .. })) => trouble == Some(Trouble::Erased),
                _ => false,
            }
    }

    /// Has its driver take an input.
    pub(super) fn take(&self, input: Input) {
        self.driver.take(input);
    }

    /// Who is at this device is known now. Answers with the record that says so.
    pub(super) fn is_now(&self, member: MemberId) -> RoomRecord {
        let mut record = self.record.borrow_mut();
        record.me = Some(member);
        record.clone()
    }

    /// Takes from the room what the list of rooms shows of it, and which devices are in it. Answers with the record if
    /// that changed anything.
    pub(super) fn learn(&self) -> Option<RoomRecord> {
        let Shown { view, facts, .. } = self.driver.shown()?;
        let mut record = self.record.borrow_mut();
        let mut changed = facts.loaded && record.learn(&view);
        // Who comes in once the room has moved may be the one it moved away from.
        let new = if self.has_moved(&view) {
            Vec::new()
        } else {
            key_rotation::newcomers(&view, self.keys.id(), &record.known)
        };
        if !new.is_empty() {
            record.known = record.known.iter().copied().chain(new).collect();
            changed = true;
        }
        // The oldest first: one that is left there may still lead to any that came after it.
        let is_gone = |left: &OldRoom| {
            let room = left.secret.room_id();
            self.behind.iter().any(|behind| behind.room() == room && behind.is_gone())
        };
        while record.old_rooms.first().is_some_and(is_gone) {
            record.old_rooms.remove(0);
            changed = true;
        }
        changed.then(|| record.clone())
    }

    /// Says once that this device is here, and erases what was left behind when it may go.
    pub(super) fn tend(&self) {
        let Some(Shown { view, facts, .. }) = self.driver.shown() else { return };
        let record = self.record.borrow().clone();
        let ((key, id), under) = (self.device, self.keys.id());
        let is_in = record.me.is_some_and(|me| view.member(me).is_some()) && facts.caught_up;
        let said = view.devices.iter().any(|device| device.id == id && device.under == under);
        if is_in && !said && !self.has_moved(&view) && !self.introduced.replace(true) {
            self.driver.take(Edit::Devices(DevicesEdit::Add { key, name: device_name(), under }).into());
        }
        for behind in self.behind.iter().filter(|behind| record.is_successor_of(behind.room())) {
            behind.erase_if_done(&view, under, &record, &facts);
        }
    }

    /// Where the room goes on, if this device is to follow it there now.
    pub(super) fn lead(&self) -> Option<Successor> {
        let Shown { view, facts, .. } = self.driver.shown()?;
        let record = self.record.borrow();
        let lead = self.lead_of(&view, &record);
        // Whoever moves the room goes when the others can follow.
        let told = facts.waiting == 0 || facts.trouble == Some(Trouble::Erased);
        let lead = lead.filter(|lead| lead.device != self.device.1 || told);
        let lead = lead.or_else(|| self.behind.iter().find_map(|behind| behind.lead(&record)));
        lead.filter(|_| !self.going.get())
    }

    /// The room is going on elsewhere on this device: true once.
    pub(super) fn goes(&self) -> bool {
        !self.going.replace(true)
    }

    /// Stays after all.
    pub(super) fn stays(&self) {
        self.going.set(false);
    }

    /// Writes down for each of these devices, and for this one, how the room goes on under a new key.
    pub(super) fn change_key(&self, kept: &[DeviceId]) {
        let (Some(Shown { view, facts, .. }), Ok(secret)) = (self.driver.shown(), entropy::seed()) else { return };
        if !store::is_all_sent(&facts) {
            return;
        }
        let me = self.device.1;
        let kept = view.devices.iter().filter(|device| device.id == me || kept.contains(&device.id));
        let drawn = |device| Some((device, DeviceSecret::from_bytes(entropy::seed().ok()?)));
        let Some(kept) = kept.map(drawn).collect() else { return };
        let edit =
            key_rotation::rotate(&self.keys, &self.record.borrow().device, kept, &RoomSecret::from_bytes(secret));
        self.driver.take(edit.into());
    }

    /// Whether somebody who has the keyring is not to have the new key: this person changed it, so that old links stop
    /// working, the one to the ring among them; or a device of theirs was left out.
    pub(super) fn is_against_the_ring(&self, lead: &Successor) -> bool {
        let (Some(Shown { view, .. }), record) = (self.driver.shown(), self.record.borrow()) else { return false };
        let me = record.me.and_then(|me| view.member(me)).map(|me| me.id);
        let by_me = view.member(lead.by).map(|by| by.id) == me;
        by_me
            || view.devices.iter().any(|device| {
                Some(device.member) == me && record.known.contains(&device.id) && !lead.kept.contains(&device.id)
            })
    }

    fn lead_of(&self, view: &View, record: &RoomRecord) -> Option<Successor> {
        if !self.has_moved(view) {
            return None;
        }
        key_rotation::successor(view, &self.keys, &record.device, &record.known)
    }

    fn has_moved(&self, view: &View) -> bool {
        view.key_rotation(self.keys.id()).is_some()
    }

    /// What is to be drawn; none while that is about to change.
    pub(super) fn stage(&self) -> Option<Stage> {
        let shown = self.driver.shown()?;
        let record = self.record.borrow();
        let me = record.me.and_then(|me| shown.view.member(me));
        let moved = shown.view.key_rotation(self.keys.id()).map(|moved| match self.lead_of(&shown.view, &record) {
            Some(_) => Moved::Following,
            None => Moved::LeftBehind { by: moved.by },
        });
        Some(match me {
            Some(me) => Stage::In(Room::from(RoomState {
                id: record.entry.id,
                me: me.id,
                view: shown.view,
                facts: shown.facts,
                can_undo: shown.can_undo,
                can_redo: shown.can_redo,
                device: self.device.1,
                known: Rc::clone(&record.known),
                key: self.keys.id(),
                moved,
                moved_by: record.rotated_by,
                news: shown.news,
                link: self.link.clone(),
                texts: self.driver.texts(),
                traffic: self.traffic.clone(),
                report: self.report.clone(),
                act: self.act.clone(),
            })),
            None if shown.facts.caught_up && shown.facts.trouble != Some(Trouble::Erased) => Stage::Door(match moved {
                Some(Moved::LeftBehind { by }) => {
                    let by = shown.view.member(by).map(|member| Rc::clone(&member.name));
                    Screen::Moved { by: by.unwrap_or_default() }
                }
                _ => Screen::WhoAreYou { members: Rc::clone(&shown.view.members), expected: self.expected },
            }),
            None => Stage::Door(Screen::Opening { offline: is_offline(&shown.facts), trouble: shown.facts.trouble }),
        })
    }
}

/// A link that carries the room's key; for this member's own other device, if one is named.
pub(super) fn link(ground: &Ground, record: &RoomRecord, member: Option<MemberId>) -> String {
    ground.link(&Invite { secret: record.secret.clone(), member }.fragment())
}

fn is_offline(facts: &Facts) -> bool {
    matches!(facts.sync, Sync::Offline { .. } | Sync::NotSaved { .. })
}
