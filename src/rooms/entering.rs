//! How one gets into a room: by the address, by an invite, from the list of rooms, or by starting one.

use std::rc::Rc;

use alongside_peer::{
    Input,
    invite::{self, Invite, KeyringLink, NotAnInvite},
    io::Kept,
    key::RoomSecret,
    sealed_key::DeviceSecret,
};
use alongside_room::{Edit, MemberId, MembersEdit, Role};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    browser::{
        clock, entropy,
        storage::{self, RoomRecord},
    },
    rooms::{
        Location, RoomsInner, keyring,
        open::{OpenRoom, Opening},
        screens::{InviteProblem, NAME, Screen},
    },
};

impl RoomsInner {
    pub(super) fn go_where_the_address_says(self: &Rc<Self>, first: bool) {
        let fragment = self.context.host.fragment();
        if let Some(room) = invite::read_address(&fragment) {
            match self.record(room) {
                Some(record) => {
                    self.context.host.replace_fragment(&invite::address(record.entry.id));
                    self.enter(record);
                }
                None => self.show(Screen::NoKey { problem: None }),
            }
        } else if let Some(link) = KeyringLink::read(&fragment) {
            self.context.host.replace_fragment("");
            self.look_at(link);
        } else if fragment.len() > 1 {
            // The key must not stay in the address, whatever it opens.
            match fragment.parse::<Invite>() {
                Ok(invite) => self.open(invite, Address::Replace),
                Err(error) => {
                    self.context.host.replace_fragment("");
                    self.show(Screen::Invite { problem: Some(problem(error)) });
                }
            }
        } else {
            let only = match self.state.borrow().records.as_slice() {
                [only] if first => Some(only.clone()),
                _ => None,
            };
            match only {
                Some(record) => {
                    self.context.host.replace_fragment(&invite::address(record.entry.id));
                    self.enter(record);
                }
                None => self.show(self.home()),
            }
        }
    }

    /// A new room, whose coach is whoever starts it.
    pub(super) fn start(self: &Rc<Self>, name: String) {
        let (Ok(secret), Ok(device), Ok(me)) = (entropy::seed(), entropy::seed(), entropy::id()) else { return };
        let (secret, device, me) = (RoomSecret::from_bytes(secret), DeviceSecret::from_bytes(device), MemberId(me));
        let record = RoomRecord::new(secret, device, Some(me), clock::wall());
        let room = record.entry.id;
        self.context.prefs.set(NAME, &name);
        self.context.host.push_fragment(&invite::address(room));
        self.keep(record.clone());
        storage::ask_to_persist();
        self.leave_room();
        self.open_with(record, Kept::default(), None);
        self.take(Edit::Members(MembersEdit::Join { member: me, name, role: Role::Coach }).into());
    }

    /// A link was pasted: an invite, or one to a keyring.
    pub(super) fn open_link(self: &Rc<Self>, link: &str) {
        if let Some(link) = KeyringLink::read(link) {
            return self.look_at(link);
        }
        match link.parse::<Invite>() {
            Ok(invite) => self.open(invite, Address::Push),
            Err(error) => {
                let problem = Some(problem(error));
                let no_key = matches!(self.state.borrow().place, Location::Lobby(Screen::NoKey { .. }));
                self.show(if no_key { Screen::NoKey { problem } } else { Screen::Invite { problem } });
            }
        }
    }

    /// An invite was opened: its key is kept, and its address shows no more than the room's id.
    fn open(self: &Rc<Self>, invite: Invite, address: Address) {
        let Invite { secret, member } = invite;
        let record = match (self.record(secret.room_id()), entropy::seed()) {
            (Some(record), _) => record,
            (None, Ok(device)) => {
                keyring::remove(&self.context, secret.room_id(), false);
                RoomRecord::new(secret, DeviceSecret::from_bytes(device), None, clock::wall())
            }
            (None, Err(_)) => return,
        };
        let shown = invite::address(record.entry.id);
        match address {
            Address::Replace => self.context.host.replace_fragment(&shown),
            Address::Push => self.context.host.push_fragment(&shown),
        }
        self.enter_as(record, member);
    }

    /// The person at this device says who they are.
    pub(super) fn join(&self, member: MemberId, name: Option<String>) {
        storage::ask_to_persist();
        let Some(open) = self.open_room() else { return };
        self.keep(open.is_now(member));
        open.take(Input::Identify(member));
        if let Some(name) = name {
            self.context.prefs.set(NAME, &name);
            open.take(Edit::Members(MembersEdit::Join { member, name, role: Role::Coachee }).into());
        }
    }

    pub(super) fn enter(self: &Rc<Self>, record: RoomRecord) {
        self.enter_as(record, None);
    }

    fn enter_as(self: &Rc<Self>, mut record: RoomRecord, expected: Option<MemberId>) {
        let room = record.entry.id;
        let already = self.open_room().is_some_and(|open| open.id() == room);
        if already {
            return;
        }
        self.leave_room();
        record.opened = clock::wall();
        self.keep(record.clone());
        self.state.borrow_mut().place = Location::Reading(room);
        let (this, kept) = (Rc::downgrade(self), self.context.storage.load(room));
        spawn_local(async move {
            // What cannot be read from the device can still come from the relay.
            let kept = kept.await.unwrap_or_default();
            if let Some(this) = this.upgrade() {
                let still = matches!(this.state.borrow().place, Location::Reading(reading) if reading == room);
                if still {
                    this.open_with(record, kept, expected);
                }
            }
        });
    }

    pub(super) fn open_with(self: &Rc<Self>, record: RoomRecord, kept: Kept, expected: Option<MemberId>) {
        let (changed, act) = (Rc::downgrade(self), Rc::downgrade(self));
        let changed = Callback::from(move |()| {
            if let Some(this) = changed.upgrade() {
                this.room_changed();
            }
        });
        let act = Callback::from(move |wanted| {
            if let Some(this) = act.upgrade() {
                this.act_in_room(wanted);
            }
        });
        let linked = Rc::downgrade(self);
        let link = Callback::from(move |room| linked.upgrade()?.device_link(room));
        let opening = Opening { record, expected, changed, act, link };
        if let Ok(open) = OpenRoom::begin(&self.context, opening, kept) {
            self.state.borrow_mut().place = Location::Room(Rc::new(open));
            self.room_changed();
        }
    }
}

/// How the address comes to show a room.
enum Address {
    /// In place of an invite.
    Replace,
    /// As a step from which "back" leads here.
    Push,
}

/// What to say of a text that is no invite.
fn problem(error: NotAnInvite) -> InviteProblem {
    match error {
        NotAnInvite::Newer => InviteProblem::Newer,
        NotAnInvite::AddressOnly => InviteProblem::AddressOnly,
        _ => InviteProblem::Cut,
    }
}
