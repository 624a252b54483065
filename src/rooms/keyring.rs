//! The person's room for one, which holds the keys of all their rooms: a device that has it has every room.
//!
//! It begins with the first device link, or the first key on paper. From then on each device puts the rooms that it
//! opens on the ring, and takes over those that it finds there.

use std::rc::Rc;

use alongside_peer::{Input, RoomSecret, facts::Connection, invite::KeyringLink, io::Kept};
use alongside_room::{Edit, KeyringEdit, KeyringEntry, KeyringSecret, MemberId, View};
use alongside_wire::{RoomId, limits};
use yew::Callback;

use crate::{
    browser::{
        BrowserError, entropy,
        storage::{Memory, RoomRecord, Storage},
    },
    open_room::driver::{Driver, Shown},
    rooms::context::RoomsContext,
};

/// The preference that holds the link to this device's ring.
const KEYRING: &str = "keyring";
/// The preference that holds the rooms which were removed from this device: they do not come back by themselves.
const REMOVED: &str = "removed";

/// A keyring at work.
pub(super) struct Keyring {
    secret: RoomSecret,
    driver: Driver,
}

/// How far a ring is that is not this device's yet.
pub(super) enum Reading {
    /// It is on its way; or the relay cannot be reached.
    Waits {
        /// It cannot.
        offline: bool,
    },
    /// These rooms are on it, by the names that the list shows. (One without any has not been sent yet.)
    Has(Vec<Rc<str>>),
}

impl Keyring {
    /// The one of this device, if it has one.
    pub(super) async fn kept(context: &RoomsContext, changed: Callback<()>) -> Option<Self> {
        let KeyringLink { secret, .. } = KeyringLink::read(&context.prefs.text(KEYRING)?)?;
        // What cannot be read from the device can still come from the relay.
        let kept = context.storage.load(secret.room_id()).await.unwrap_or_default();
        Self::begin(context, secret, kept, Rc::clone(&context.storage), changed).ok()
    }

    /// A new one, this device's from now on; none where it has one that is only still being read.
    pub(super) fn new(context: &RoomsContext, changed: Callback<()>) -> Option<Self> {
        let has_one = context.prefs.text(KEYRING).is_some_and(|link| !link.is_empty());
        let secret = entropy::seed().ok().filter(|_| !has_one)?;
        Self::take_on(context, RoomSecret::from_bytes(secret), changed).ok()
    }

    /// The one of another device of the same person, this device's from now on.
    pub(super) fn take_on(
        context: &RoomsContext,
        secret: RoomSecret,
        changed: Callback<()>,
    ) -> Result<Self, BrowserError> {
        let link = KeyringLink { secret: secret.clone(), first: None };
        context.prefs.set(KEYRING, &link.fragment());
        Self::begin(context, secret, Kept::default(), Rc::clone(&context.storage), changed)
    }

    /// Opens one without keeping anything of it.
    pub(super) fn look(
        context: &RoomsContext,
        secret: RoomSecret,
        changed: Callback<()>,
    ) -> Result<Self, BrowserError> {
        Self::begin(context, secret, Kept::default(), Rc::new(Memory::refused()), changed)
    }

    fn begin(
        context: &RoomsContext,
        secret: RoomSecret,
        kept: Kept,
        storage: Rc<dyn Storage>,
        changed: Callback<()>,
    ) -> Result<Self, BrowserError> {
        // Nobody else is in it: every device writes as the one whose it is.
        let me = Some(MemberId(secret.keys().id().0));
        let dependencies = context.dependencies(secret.clone(), me, limits::COMPACT_ABOVE, storage, changed)?;
        Ok(Self { secret, driver: Driver::begin(dependencies, kept) })
    }

    /// Its public id.
    pub(super) fn id(&self) -> RoomId {
        self.secret.room_id()
    }

    /// Opens it.
    pub(super) fn secret(&self) -> RoomSecret {
        self.secret.clone()
    }

    /// Sends what waits: there may be no later.
    pub(super) fn flush(&self) {
        self.driver.take(Input::Flush);
    }

    /// What is on it, for a person who has not said yet that it is theirs.
    pub(super) fn reading(&self) -> Reading {
        match self.driver.shown() {
            Some(Shown { view, facts, .. }) if facts.caught_up && !view.keyring.is_empty() => Reading::Has(
                view.keyring.iter().filter(|held| room_of(held).is_some()).map(|held| held.name.clone()).collect(),
            ),
            Some(Shown { facts, .. }) => Reading::Waits { offline: facts.connection == Connection::None },
            None => Reading::Waits { offline: false },
        }
    }

    /// The rooms on it that this device lacks, did not remove, and is not led to from one that it has.
    pub(super) fn lacking(
        &self,
        context: &RoomsContext,
        has: impl Fn(RoomId) -> bool,
    ) -> Vec<(RoomSecret, MemberId, Rc<str>)> {
        let Some(Shown { view, .. }) = self.driver.shown() else { return Vec::new() };
        let follows = |held: &&KeyringEntry| held.from.is_some_and(|from| has(RoomId(from)));
        let rooms = view.keyring.iter().filter(|held| !follows(held));
        let rooms = rooms.filter_map(|held| Some((room_of(held)?, held.me, held.name.clone())));
        let removed = removed(context);
        rooms
            .filter(|(secret, ..)| !has(secret.room_id()) && !removed.iter().any(|gone| *gone == secret.room_id()))
            .collect()
    }

    /// Puts a room on it, unless it is there or was taken off.
    pub(super) fn hold(&self, record: &RoomRecord) {
        let Some(Shown { view, facts, .. }) = self.driver.shown() else { return };
        let (id, Some(me)) = (record.entry.id, record.me) else { return };
        let unknown = is_to_be_held(&view, record);
        // Before, it may be there and only not have come yet.
        if unknown && facts.caught_up {
            let (room, secret) = (id.0, KeyringSecret(*record.secret.as_bytes()));
            let name = record.entry.name.to_string();
            let before = view.keyring.iter().find(|held| held.room == room).and_then(|held| held.from);
            let from = record.old_rooms.last().map(|old| old.secret.room_id().0).or(before);
            self.driver.take(Edit::Keyring(KeyringEdit::Hold { room, secret, me, name, from }).into());
        }
    }

    /// Takes a room off it: that one goes on under another key.
    pub(super) fn take_off(&self, room: RoomId) {
        self.driver.take(Edit::Keyring(KeyringEdit::TakeOff { room: room.0 }).into());
    }

    /// It is this device's no longer: others who have it, or a link to it, are not to find what comes.
    pub(super) fn give_up(&self, context: &RoomsContext) {
        self.flush();
        context.prefs.set(KEYRING, "");
    }

    /// The link that gives another device every room, and shows this one first.
    pub(super) fn link(&self, context: &RoomsContext, first: Option<RoomId>) -> String {
        context.link(&KeyringLink { secret: self.secret.clone(), first }.fragment())
    }
}

/// The room's secret, if it is that room's.
fn room_of(held: &KeyringEntry) -> Option<RoomSecret> {
    let secret = RoomSecret::from_bytes(held.secret.0);
    (secret.room_id().0 == held.room).then_some(secret)
}

/// Whether a room is to be written down: it is not there, or has got a name since.
fn is_to_be_held(view: &View, record: &RoomRecord) -> bool {
    let id = record.entry.id.0;
    match view.keyring.iter().find(|held| held.room == id) {
        Some(held) => held.name.is_empty() && !record.entry.name.is_empty(),
        None => !view.taken_off.contains(&id),
    }
}

/// A room is not to come back to this device by itself; or it may again.
pub(super) fn remove(context: &RoomsContext, room: RoomId, is_removed: bool) {
    let mut rooms = removed(context);
    rooms.retain(|other| *other != room);
    if is_removed {
        rooms.push(room);
    }
    let texts: Vec<String> = rooms.iter().map(RoomId::to_string).collect();
    context.prefs.set(REMOVED, &texts.join(" "));
}

fn removed(context: &RoomsContext) -> Vec<RoomId> {
    let text = context.prefs.text(REMOVED).unwrap_or_default();
    text.split(' ').filter_map(|id| id.parse().ok()).collect()
}
