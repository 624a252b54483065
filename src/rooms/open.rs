//! A room that is open: its driver, and what this device knows of it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_peer::{
    Input, RoomSecret, acceptance,
    facts::{Facts, Sync, Trouble},
    invitation,
    invite::{Invite, Invited},
    io::{Kept, Write},
    key::Keys,
    key_rotation::{self, Successor},
    sealed_key::DeviceSecret,
};
use alongside_room::{
    AgreementText, DeviceId, DevicesEdit, Edit, INVITATION_LASTS, Invitation, InvitationsEdit, KeyId, MemberId, Moment,
    PairingSecret, View,
};
use alongside_wire::{RoomId, limits};
use yew::Callback;

use crate::{
    browser::{
        BrowserError, clock, dates, entropy,
        storage::{OldRoom, RoomRecord},
    },
    devices::name::device_name,
    open_room::{
        driver::{Driver, Shown},
        store::{self, Link, Room, RoomAction, RoomState, Rotation, SignedVersion},
        traffic::Passed,
    },
    rooms::{
        claiming::Intent, context::RoomsContext, notebook::RoomNotebook, old_room::OldRoomWatch,
        parcel_turns::ParcelTurns, screens::Screen,
    },
    sync::setting::DirectSetting,
};

/// A room that is open, also while nobody at this device has joined it.
pub(super) struct OpenRoom {
    record: Rc<RefCell<RoomRecord>>,
    keys: Keys,
    /// This device's public key and its name in the room.
    device: ([u8; 32], DeviceId),
    /// This device was added to the room's devices.
    introduced: Cell<bool>,
    /// A successor is taking the room's place on this device.
    succeeding: Cell<bool>,
    /// The old rooms that it is the successor of.
    old_rooms: Vec<OldRoomWatch>,
    /// What the person said before the room was there.
    intent: RefCell<Option<Intent>>,
    driver: Rc<Driver>,
    notebook: RoomNotebook,
    turns: ParcelTurns,
    act: Callback<RoomAction>,
    link: Callback<Link, String>,
    traffic: Callback<(), Vec<Passed>>,
    report: Callback<(), String>,
    verify: Callback<SignedVersion, bool>,
    /// Where one signs in, should something in front of the relay ask for that.
    sign_in: Rc<str>,
}

/// What a room is opened with.
pub(super) struct Opening {
    /// What this device knows of it.
    pub(super) record: RoomRecord,
    /// What the person said about who they are, before the room was there.
    pub(super) intent: Option<Intent>,
    /// Told when it is to be drawn anew.
    pub(super) changed: Callback<()>,
    /// Where acts go.
    pub(super) act: Callback<RoomAction>,
    /// Makes the link for another device, to show this room first, or the printed key.
    pub(super) link: Callback<(RoomId, Link), Option<String>>,
    /// The turns of its parcels.
    pub(super) turns: ParcelTurns,
}

/// Whether the person at this device is a member of the room.
pub(super) enum Membership {
    /// Not yet: this screen leads there.
    Joining(Screen),
    Joined(Room),
}

impl OpenRoom {
    /// Opens the room with what the device kept of it.
    pub(super) fn begin(context: &RoomsContext, opening: Opening, kept: Kept) -> Result<Self, BrowserError> {
        let Opening { record, intent, changed, act, link: device_link, turns } = opening;
        let old_rooms = record.old_rooms.iter().cloned();
        let old_rooms =
            old_rooms.map(|old| OldRoomWatch::begin(context, old, changed.clone())).collect::<Result<_, _>>()?;
        let (keys, public) = (record.secret.keys(), record.device.public());
        let storage = Rc::clone(&context.storage);
        let notebook = RoomNotebook::begin(context, &record.device, changed.clone())?;
        let dependencies =
            context.dependencies(record.secret.clone(), record.me, limits::COMPACT_ABOVE, storage, changed)?;
        let sign_in = context.sign_in();
        let willing = DirectSetting::chosen(&context.prefs) == DirectSetting::On;
        let record = Rc::new(RefCell::new(record));
        let driver = Rc::new(Driver::begin(dependencies, kept));
        driver.take(Input::Willing(willing));
        let (room, key) = (keys.room(), keys.id());
        let (linked, context) = (Rc::downgrade(&driver), context.clone());
        let link = Callback::from(move |kind| {
            let own = (kind != Link::Invite).then(|| device_link.emit((room, kind))).flatten();
            // Without a keyring, at least this room.
            own.or_else(|| Some(link(&context, invitation(&*linked.upgrade()?, key)?))).unwrap_or_default()
        });
        let watched = Rc::downgrade(&driver);
        let traffic = Callback::from(move |()| watched.upgrade().map_or_else(Vec::new, |driver| driver.traffic()));
        let watched = Rc::downgrade(&driver);
        let report = Callback::from(move |()| watched.upgrade().map_or_else(String::new, |driver| driver.report()));
        Ok(Self {
            record,
            keys,
            device: (public, DeviceId::of(&public)),
            introduced: Cell::new(false),
            succeeding: Cell::new(false),
            old_rooms,
            intent: RefCell::new(intent),
            driver,
            notebook,
            turns,
            act,
            link,
            traffic,
            report,
            verify: verifier(),
            sign_in,
        })
    }

    /// Its public id.
    pub(super) fn id(&self) -> RoomId {
        self.record.borrow().entry.id
    }

    /// What the person at this device wrote of it for nobody else.
    pub(super) fn notebook(&self) -> &RoomNotebook {
        &self.notebook
    }

    /// The turns of its parcels.
    pub(super) fn turns(&self) -> &ParcelTurns {
        &self.turns
    }

    /// Everything in it, for a device to keep as another room.
    pub(super) fn copy_to(&self, record: &RoomRecord) -> Option<Write> {
        self.driver.copy_to(&record.secret)
    }

    /// What this device knows of it.
    pub(super) fn record(&self) -> RoomRecord {
        self.record.borrow().clone()
    }

    /// Nobody at this device joined the room, and nobody can any more: its key was rotated, or it was erased.
    pub(super) fn is_dead_end(&self) -> bool {
        self.record.borrow().me.is_none()
            && matches!(
                self.membership(false),
                Some(Membership::Joining(Screen::Rotated { .. } | Screen::Erased { .. }))
            )
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
        let live = live_invitation(&view, &facts, self.keys.id());
        let live = live.map(|one| (one.pairing, Moment(one.made.0 + INVITATION_LASTS)));
        if facts.loaded && live != record.invitation {
            record.invitation = live;
            changed = true;
        }
        // A device that comes in under a key that was rotated may be the one that the key was rotated against.
        let new = if self.is_rotated(&view) {
            Vec::new()
        } else {
            key_rotation::newcomers(&view, self.keys.id(), &record.known)
        };
        if !new.is_empty() {
            record.known = record.known.iter().copied().chain(new).collect();
            changed = true;
        }
        // The oldest first: an old room that is still at the relay may have any room after it as its successor.
        let is_gone = |old: &OldRoom| {
            let room = old.secret.room_id();
            self.old_rooms.iter().any(|watch| watch.room() == room && watch.is_gone())
        };
        while record.old_rooms.first().is_some_and(is_gone) {
            record.old_rooms.remove(0);
            changed = true;
        }
        changed.then(|| record.clone())
    }

    /// What the person said about who they are, once the room asks for it.
    pub(super) fn answer(&self) -> Option<Intent> {
        match self.membership(false) {
            Some(Membership::Joining(Screen::WhoAreYou { members, .. })) => {
                // Who was not asked whether they are one of these, because fewer were known of, is asked now.
                self.intent.take().filter(|intent| match intent {
                    Intent::Join { among, .. } => members.len() <= (*among).max(1),
                    _ => true,
                })
            }
            _ => None,
        }
    }

    /// Adds this device once to the room's devices, and erases the old rooms at the relay as soon as that is allowed.
    pub(super) fn introduce_device_and_erase_old_rooms(&self) {
        let Some(Shown { view, facts, .. }) = self.driver.shown() else { return };
        let record = self.record.borrow().clone();
        let ((key, id), under) = (self.device, self.keys.id());
        let is_in = record.me.is_some_and(|me| view.member(me).is_some()) && facts.caught_up;
        let is_listed = view.devices.iter().any(|device| device.id == id && device.under == under);
        if is_in && !is_listed && !self.is_rotated(&view) && !self.introduced.replace(true) {
            self.driver.take(Edit::Devices(DevicesEdit::Add { key, name: device_name(), under }).into());
        }
        // A room for two that one is alone in has an invitation ready, for the list of rooms as well.
        let has_none = view.invitations.iter().all(|one| one.under != under);
        if is_in && is_listed && has_none && view.members.len() == 1 && view.ended.is_none() && !self.is_rotated(&view)
        {
            invitation(&self.driver, under);
        }
        for old in self.old_rooms.iter().filter(|old| record.is_successor_of(old.room())) {
            old.erase_if_done(&view, under, &record, &facts);
        }
    }

    /// The successor that is to take the room's place on this device now.
    pub(super) fn successor(&self) -> Option<Successor> {
        let Shown { view, facts, .. } = self.driver.shown()?;
        let record = self.record.borrow();
        // The device that rotated the key follows once the others can: the relay has the sealed keys.
        let is_sent = facts.waiting == 0 || facts.trouble == Some(Trouble::Erased);
        let own = self.successor_in(&view, &record).filter(|successor| successor.device != self.device.1 || is_sent);
        let found = own.or_else(|| self.old_rooms.iter().find_map(|old| old.successor(&record)));
        found.filter(|_| !self.succeeding.get())
    }

    /// A successor begins to take the room's place on this device: true unless one does already.
    pub(super) fn begin_succession(&self) -> bool {
        !self.succeeding.replace(true)
    }

    /// The room keeps its place on this device after all.
    pub(super) fn cancel_succession(&self) {
        self.succeeding.set(false);
    }

    /// Agrees to this text, by this device's signature.
    pub(super) fn agree(&self, text: AgreementText) {
        let (Some(Shown { facts, .. }), record) = (self.driver.shown(), self.record.borrow().clone()) else { return };
        let Some(me) = record.me else { return };
        for edit in acceptance::agree(&record.device, me, clock::room_time(facts.offset), text) {
            self.driver.take(edit.into());
        }
    }

    /// Rotates the key: writes a sealed key for each of these devices and for this one.
    pub(super) fn rotate_key(&self, kept: &[DeviceId]) {
        let (Some(Shown { view, facts, .. }), Ok(secret)) = (self.driver.shown(), entropy::seed()) else { return };
        if !store::is_all_sent(&facts) {
            return;
        }
        let me = self.device.1;
        let kept = view.devices.iter().filter(|device| device.id == me || kept.contains(&device.id));
        let with_new_pair = |device| Some((device, DeviceSecret::from_bytes(entropy::seed().ok()?)));
        let Some(kept) = kept.map(with_new_pair).collect() else { return };
        let edit =
            key_rotation::rotate(&self.keys, &self.record.borrow().device, kept, &RoomSecret::from_bytes(secret));
        self.driver.take(edit.into());
    }

    /// Whether somebody who has this person's keyring is not to have the new key: this person rotated it, so that old links
    /// stop working, the link to the keyring among them; or a device of this person was left out.
    pub(super) fn is_kept_from_keyring(&self, successor: &Successor) -> bool {
        let (Some(Shown { view, .. }), record) = (self.driver.shown(), self.record.borrow()) else { return false };
        let me = record.me.and_then(|me| view.member(me)).map(|me| me.id);
        let by_me = view.member(successor.by).map(|by| by.id) == me;
        by_me
            || view.devices.iter().any(|device| {
                Some(device.member) == me && record.known.contains(&device.id) && !successor.kept.contains(&device.id)
            })
    }

    fn successor_in(&self, view: &View, record: &RoomRecord) -> Option<Successor> {
        if !self.is_rotated(view) {
            return None;
        }
        key_rotation::successor(view, &self.keys, &record.device, &record.known)
    }

    fn is_rotated(&self, view: &View) -> bool {
        view.key_rotation(self.keys.id()).is_some()
    }

    /// What is to be drawn, by whether the person has joined; none while that is about to change. With a keyring, private lines come
    /// to other devices.
    pub(super) fn membership(&self, has_keyring: bool) -> Option<Membership> {
        let shown = self.driver.shown()?;
        let record = self.record.borrow();
        let sign_in = shown.signed_out.then(|| Rc::clone(&self.sign_in));
        let me = record.me.and_then(|me| shown.view.member(me));
        let is_erased = shown.facts.trouble == Some(Trouble::Erased);
        let rotation =
            shown.view.key_rotation(self.keys.id()).map(|rotation| match self.successor_in(&shown.view, &record) {
                Some(_) => Rotation::Following,
                None => Rotation::LeftOut { by: rotation.by },
            });
        Some(match me {
            Some(me) => Membership::Joined(Room::from(RoomState {
                id: record.entry.id,
                me: me.id,
                view: shown.view,
                as_kept: self.driver.as_kept().into(),
                sync: self.driver.unsaved().sync(shown.facts.sync),
                unsaved: self.driver.unsaved(),
                facts: shown.facts,
                today: dates::today(),
                ahead: dates::ahead(),
                next_undo: shown.next_undo,
                next_redo: shown.next_redo,
                device: self.device.1,
                known: Rc::clone(&record.known),
                key: self.keys.id(),
                rotation,
                rotated_by: record.rotated_by,
                news: shown.news,
                link: self.link.clone(),
                texts: self.driver.texts(),
                private: self.notebook.shown(has_keyring),
                sign_in,
                traffic: self.traffic.clone(),
                report: self.report.clone(),
                verify: self.verify.clone(),
                act: self.act.clone(),
            })),
            None if shown.facts.caught_up || is_erased => Membership::Joining(match rotation {
                Some(Rotation::LeftOut { by }) => {
                    let by = shown.view.member(by).map(|member| Rc::clone(&member.name));
                    Screen::Rotated { by: by.unwrap_or_default() }
                }
                _ if is_erased => Screen::Erased { by: None },
                _ => Screen::WhoAreYou { members: Rc::clone(&shown.view.members), by: None },
            }),
            None => {
                let (offline, trouble) = (is_offline(&shown.facts), shown.facts.trouble);
                Membership::Joining(Screen::Opening { offline, trouble, sign_in })
            }
        })
    }
}

/// The link of an invitation.
pub(super) fn link(context: &RoomsContext, pairing: PairingSecret) -> String {
    context.link(&Invite { pairing, to: Invited::Person }.fragment())
}

/// What the link of the room's latest invitation carries that nobody has taken; or of a new one.
fn invitation(driver: &Driver, key: KeyId) -> Option<PairingSecret> {
    let Shown { view, facts, .. } = driver.shown()?;
    if let Some(live) = live_invitation(&view, &facts, key) {
        return Some(live.pairing);
    }
    // Nobody comes into a room that was erased, and its old links say why.
    if let Some(last) = view.invitations.last().filter(|_| facts.trouble == Some(Trouble::Erased)) {
        return Some(last.pairing);
    }
    let pairing = PairingSecret(entropy::seed().ok()?);
    let mailbox = invitation::mailbox(&pairing).0;
    let invite = InvitationsEdit::Invite { mailbox, pairing, under: key, lasts: 0, first: None };
    driver.take(Edit::Invitations(invite).into());
    Some(pairing)
}

fn live_invitation<'a>(view: &'a View, facts: &Facts, key: KeyId) -> Option<&'a Invitation> {
    let now = clock::room_time(facts.offset);
    view.invitations.iter().rev().find(|one| one.is_live(key, now))
}

fn is_offline(facts: &Facts) -> bool {
    matches!(facts.sync, Sync::Offline { .. } | Sync::NotSaved { .. })
}

/// Verifies signatures; each once, since a screen asks at every drawing.
fn verifier() -> Callback<SignedVersion, bool> {
    /// The most answers that are remembered.
    const KEPT: usize = 256;
    let known = RefCell::new(Vec::<(SignedVersion, bool)>::new());
    Callback::from(move |signed: SignedVersion| {
        let mut known = known.borrow_mut();
        let is_same = |(other, _): &&(SignedVersion, bool)| {
            other.version.id == signed.version.id
                && other.public == signed.public
                && other.acceptance == signed.acceptance
        };
        if let Some((_, answer)) = known.iter().find(is_same) {
            return *answer;
        }
        let answer = acceptance::is_genuine(&signed.public, &signed.version.text, &signed.acceptance);
        if known.len() == KEPT {
            known.remove(0);
        }
        known.push((signed, answer));
        answer
    })
}
