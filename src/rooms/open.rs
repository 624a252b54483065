//! A room that is open: its driver, and what this device knows of it.

use std::{cell::RefCell, rc::Rc};

use alongside_peer::{
    Config, Input,
    facts::{Facts, Sync},
    invite::Invite,
    io::{Kept, Write},
};
use alongside_room::{MemberId, edit::TextField};
use alongside_wire::{RoomId, limits};
use yew::Callback;

use super::Ground;
use crate::{
    browser::{BrowserError, entropy, page, storage::RoomRecord},
    driver::{Driver, Needs, Step},
    meet::Meet,
    store::{Act, Link, Room, RoomState, Screen},
    traffic::Passed,
};

/// A room that is open, or whose door is.
pub(super) struct OpenRoom {
    record: Rc<RefCell<RoomRecord>>,
    expected: Option<MemberId>,
    driver: Rc<Driver>,
    act: Callback<Act>,
    link: Callback<Link, String>,
    words: Callback<TextField, Option<Rc<str>>>,
    traffic: Callback<(), Vec<Passed>>,
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
        let Door { record, expected, changed, act } = door;
        let config = Config {
            secret: record.secret.clone(),
            me: record.me,
            seed: entropy::seed()?,
            origin: page::authority(&ground.relay).unwrap_or_default(),
            compact_above: limits::COMPACT_ABOVE,
        };
        let socket = page::socket_address(&ground.relay).unwrap_or_default();
        let needs = Needs { config, socket, storage: Rc::clone(&ground.storage), changed };
        let willing = Meet::chosen(&ground.prefs) == Meet::On;
        let record = Rc::new(RefCell::new(record));
        let (linked, ground) = (Rc::clone(&record), ground.clone());
        let link = Callback::from(move |kind| {
            let record = linked.borrow();
            let member = match kind {
                Link::Invite => None,
                Link::MyDevice => record.me,
            };
            link(&ground, &record, member)
        });
        let driver = Rc::new(Driver::begin(needs, kept));
        driver.take(Step::Input(Input::Willing(willing)));
        let reader = Rc::downgrade(&driver);
        let words = Callback::from(move |field| reader.upgrade()?.text(field));
        let watched = Rc::downgrade(&driver);
        let traffic = Callback::from(move |()| watched.upgrade().map_or_else(Vec::new, |driver| driver.traffic()));
        Ok(Self { record, expected, driver, act, link, words, traffic })
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

    /// Has its driver take a step.
    pub(super) fn take(&self, step: Step) {
        self.driver.take(step);
    }

    /// Who is at this device is known now. Answers with the record that says so.
    pub(super) fn is_now(&self, member: MemberId) -> RoomRecord {
        let mut record = self.record.borrow_mut();
        record.me = Some(member);
        record.clone()
    }

    /// Takes from the room what the list of rooms shows of it. Answers with the record if that changed anything.
    pub(super) fn learn(&self) -> Option<RoomRecord> {
        let shown = self.driver.shown()?;
        let mut record = self.record.borrow_mut();
        (shown.facts.loaded && record.learn(&shown.view)).then(|| record.clone())
    }

    /// What is to be drawn; none while that is about to change.
    pub(super) fn stage(&self) -> Option<Stage> {
        let shown = self.driver.shown()?;
        let record = self.record.borrow();
        let me = record.me.and_then(|me| shown.view.member(me));
        Some(match me {
            Some(me) => Stage::In(Room::from(RoomState {
                id: record.entry.id,
                me: me.id,
                view: shown.view,
                facts: shown.facts,
                can_undo: shown.can_undo,
                can_redo: shown.can_redo,
                news: shown.news,
                link: self.link.clone(),
                words: self.words.clone(),
                traffic: self.traffic.clone(),
                act: self.act.clone(),
            })),
            None if shown.facts.caught_up => {
                Stage::Door(Screen::WhoAreYou { members: Rc::clone(&shown.view.members), expected: self.expected })
            }
            None => Stage::Door(Screen::Opening { offline: is_offline(&shown.facts), trouble: shown.facts.trouble }),
        })
    }
}

/// A link that carries the room's key; for this member's own other device, if one is named.
pub(super) fn link(ground: &Ground, record: &RoomRecord, member: Option<MemberId>) -> String {
    let fragment = Invite { secret: record.secret.clone(), member }.fragment();
    if ground.host.is_page() { page::address(&fragment) } else { format!("{}{}", ground.relay, *fragment) }
}

fn is_offline(facts: &Facts) -> bool {
    matches!(facts.sync, Sync::Offline { .. } | Sync::NotSaved { .. })
}
