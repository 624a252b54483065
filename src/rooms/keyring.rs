//! The keyring: a person's room for one, which holds the keys of all their rooms. A device that has its key has every room.
//!
//! It begins with the first device link, or the first printed key. From then on each device adds the rooms that it opens to
//! the keyring, and adds the rooms that it finds there to its list. Private lines go through it in parcels (`parcels.rs`).

use std::rc::Rc;

use alongside_peer::{
    Input, RoomSecret,
    facts::Connection,
    invitation,
    invite::{self, Invite, Invited, Pasted},
    io::Kept,
};
use alongside_room::{
    Edit, InvitationsEdit, KeyringEdit, KeyringEntry, KeyringSecret, MemberId, PairingSecret, Parcel, View,
};
use alongside_wire::{RoomId, limits};
use yew::Callback;

use crate::{
    browser::{
        BrowserError, entropy,
        storage::{KEYRING, Memory, RoomRecord, Storage},
    },
    open_room::driver::{Driver, Shown},
    rooms::context::RoomsContext,
};

/// The preference that holds the rooms that were removed from this device: the keyring does not bring them back.
const REMOVED: &str = "removed";

/// Seconds for which another device may be linked.
const LINK_LASTS: u32 = 15 * 60;

/// A keyring at work.
pub(super) struct Keyring {
    secret: RoomSecret,
    driver: Driver,
}

/// A keyring whose link or printed key was opened.
pub(super) struct Linking {
    pub(super) keyring: Keyring,
    /// The room to show first.
    pub(super) first: Option<RoomId>,
    /// The person said already that it is their own.
    pub(super) is_confirmed: bool,
}

/// How much is known of a keyring that is not this device's yet.
pub(super) enum Reading {
    /// Its content is being fetched; or the relay cannot be reached.
    Waits { offline: bool, signed_out: bool },
    /// It holds these rooms, by the names that the list shows. (A keyring without rooms has not been sent yet.)
    Has(Vec<Rc<str>>),
}

impl Keyring {
    /// The keyring of this device, if it has one.
    pub(super) async fn kept(context: &RoomsContext, changed: Callback<()>) -> Option<Self> {
        let Ok(Pasted::PrintedKey(secret)) = invite::read(&context.prefs.text(KEYRING)?) else { return None };
        // What cannot be read from the device can still come from the relay.
        let kept = context.storage.load(secret.room_id()).await.unwrap_or_default();
        Self::begin(context, secret, kept, Rc::clone(&context.storage), changed).ok()
    }

    /// A new keyring, this device's from now on; none where the device has one that is still being read.
    pub(super) fn new(context: &RoomsContext, changed: Callback<()>) -> Option<Self> {
        let has_one = context.prefs.text(KEYRING).is_some_and(|link| !link.is_empty());
        let secret = entropy::seed().ok().filter(|_| !has_one)?;
        Self::take_on(context, RoomSecret::from_bytes(secret), changed).ok()
    }

    /// The keyring of another device of the same person, this device's from now on.
    pub(super) fn take_on(
        context: &RoomsContext,
        secret: RoomSecret,
        changed: Callback<()>,
    ) -> Result<Self, BrowserError> {
        context.prefs.set(KEYRING, &invite::printed_key(&secret));
        Self::begin(context, secret, Kept::default(), Rc::clone(&context.storage), changed)
    }

    /// Opens a keyring without keeping anything of it.
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
        // A keyring has one member, whose id follows from its key: every device writes as that one.
        let me = Some(MemberId(secret.keys().id().0));
        let dependencies = context.dependencies(secret.clone(), me, limits::COMPACT_ABOVE, storage, changed)?;
        Ok(Self { secret, driver: Driver::begin(dependencies, kept) })
    }

    /// Its public id.
    pub(super) fn id(&self) -> RoomId {
        self.secret.room_id()
    }

    /// The room secret of the keyring.
    pub(super) fn secret(&self) -> RoomSecret {
        self.secret.clone()
    }

    /// Sends what is not sent yet: the page may end.
    pub(super) fn flush(&self) {
        self.driver.take(Input::Flush);
    }

    /// What it holds, for a person who has not said yet that it is theirs.
    pub(super) fn reading(&self) -> Reading {
        match self.driver.shown() {
            Some(Shown { view, facts, .. }) if facts.caught_up && !view.keyring.is_empty() => Reading::Has(
                view.keyring.iter().filter(|entry| room_of(entry).is_some()).map(|entry| entry.name.clone()).collect(),
            ),
            Some(Shown { facts, signed_out, .. }) => {
                Reading::Waits { offline: facts.connection == Connection::None, signed_out }
            }
            None => Reading::Waits { offline: false, signed_out: false },
        }
    }

    /// The rooms on it that this device neither has nor removed, and that are no successors of a room that it has.
    pub(super) fn lacking(
        &self,
        context: &RoomsContext,
        has: impl Fn(RoomId) -> bool,
    ) -> Vec<(RoomSecret, MemberId, Rc<str>)> {
        let Some(Shown { view, .. }) = self.driver.shown() else { return Vec::new() };
        let follows = |entry: &&KeyringEntry| entry.from.is_some_and(|from| has(RoomId(from)));
        let rooms = view.keyring.iter().filter(|entry| !follows(entry));
        let rooms = rooms.filter_map(|entry| Some((room_of(entry)?, entry.me, entry.name.clone())));
        let removed = removed(context);
        rooms
            .filter(|(secret, ..)| !has(secret.room_id()) && !removed.iter().any(|gone| *gone == secret.room_id()))
            .collect()
    }

    /// Adds a room, unless the keyring holds it or it was taken off.
    pub(super) fn hold(&self, record: &RoomRecord) {
        let Some(Shown { view, facts, .. }) = self.driver.shown() else { return };
        let (id, Some(me)) = (record.entry.id, record.me) else { return };
        let unknown = is_to_be_held(&view, record);
        // Before it has caught up, the keyring may hold the room already.
        if unknown && facts.caught_up {
            let (room, secret) = (id.0, KeyringSecret(*record.secret.as_bytes()));
            let name = record.entry.name.to_string();
            let before = view.keyring.iter().find(|entry| entry.room == room).and_then(|entry| entry.from);
            let from = record.old_rooms.last().map(|old| old.secret.room_id().0).or(before);
            self.driver.take(Edit::Keyring(KeyringEdit::Hold { room, secret, me, name, from }).into());
        }
    }

    /// Takes a room off: its key was rotated, or it was erased.
    pub(super) fn take_off(&self, room: RoomId) {
        self.driver.take(Edit::Keyring(KeyringEdit::TakeOff { room: room.0 }).into());
    }

    /// The parcels of a room, as far as this copy has them.
    pub(super) fn parcels(&self, room: RoomId) -> impl Iterator<Item = Parcel> {
        let all = self.driver.shown().map(|Shown { view, .. }| Rc::clone(&view.parcels)).unwrap_or_default();
        (0..all.len()).map(move |at| all[at].clone()).filter(move |parcel| parcel.room == room.0)
    }

    /// Puts a parcel of a room in its place, while the relay is there to take it: what waits for the relay would show later how long
    /// the page was open without it. Answers whether it did.
    pub(super) fn put_parcel(&self, room: RoomId, at: u8, parcel: Vec<u8>) -> bool {
        let Some(Shown { view, facts, .. }) = self.driver.shown() else { return false };
        let holds = view.keyring.iter().any(|entry| entry.room == room.0);
        let puts = holds && facts.caught_up && facts.connection != Connection::None;
        if puts {
            self.driver.take(Edit::Keyring(KeyringEdit::PutParcel { room: room.0, at, parcel }).into());
        }
        puts
    }

    /// It is this device's no longer: whoever else has it, or a link to it, is not to get the rooms to come.
    pub(super) fn give_up(&self, context: &RoomsContext) {
        self.flush();
        context.prefs.set(KEYRING, "");
    }

    /// A link that gives one other device every room, for some minutes, and shows this one first.
    pub(super) fn link(&self, context: &RoomsContext, first: RoomId) -> Option<String> {
        let pairing = PairingSecret(entropy::seed().ok()?);
        let mailbox = invitation::mailbox(&pairing).0;
        let under = self.secret.keys().id();
        let invite = InvitationsEdit::Invite { mailbox, pairing, under, lasts: LINK_LASTS, first: Some(first.0) };
        self.driver.take(Edit::Invitations(invite).into());
        Some(context.link(&Invite { pairing, to: Invited::MyDevice }.fragment()))
    }

    /// What brings every room back when all devices are lost.
    pub(super) fn printed(&self) -> String {
        invite::printed_key(&self.secret).to_string()
    }
}

/// The room's secret, if it is that room's.
fn room_of(entry: &KeyringEntry) -> Option<RoomSecret> {
    let secret = RoomSecret::from_bytes(entry.secret.0);
    (secret.room_id().0 == entry.room).then_some(secret)
}

/// Whether a room is to be added: the keyring lacks it and it was not taken off, or it has got a name since.
fn is_to_be_held(view: &View, record: &RoomRecord) -> bool {
    let id = record.entry.id.0;
    match view.keyring.iter().find(|entry| entry.room == id) {
        Some(entry) => entry.name.is_empty() && !record.entry.name.is_empty(),
        None => !view.taken_off.contains(&id),
    }
}

/// The keyring is not to bring a room back to this device; or it may again.
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
