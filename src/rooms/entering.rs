//! How one gets into a room: by the address, by an invite, from the list of rooms, or by starting one.

use std::rc::Rc;

use alongside_peer::{
    Input,
    invitation::{self, Answer, Card},
    invite::{self, Invite, Invited, NotAnInvite, Pasted},
    io::Kept,
    key::RoomSecret,
    sealed_key::DeviceSecret,
};
use alongside_room::{AboutEdit, Edit, MemberId, MembersEdit, Role};
use alongside_wire::RoomId;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    browser::{
        clock, entropy,
        storage::{self, RoomRecord},
    },
    open_room::tools::preference,
    rooms::{
        Location, RoomsInner,
        claiming::{self, Address, Claiming, Intent},
        keyring,
        open::{OpenRoom, Opening},
        preset::Preset,
        screens::{Exposed, InviteProblem, NAME, NEW, Screen},
    },
};

impl RoomsInner {
    pub(super) fn go_where_the_address_says(self: &Rc<Self>, first: bool) {
        let escaped = if first { self.context.host.take_escaped_fragment() } else { None };
        self.state.borrow_mut().exposed = escaped.as_ref().map(|_| Exposed::Link);
        let fragment = escaped.unwrap_or_else(|| self.context.host.fragment());
        if let Some(room) = invite::read_address(&fragment) {
            match self.record(room) {
                Some(record) => {
                    self.context.host.replace_fragment(&invite::address(record.entry.id));
                    self.enter(record);
                }
                // Nobody has asked for that room: this place remembers it.
                None if self.context.host.forget_place() => self.show(self.home()),
                None => {
                    self.show(Screen::NoKey { problem: None });
                    self.ask_for(room);
                }
            }
        } else if fragment.starts_with(NEW) {
            // It stays in the address until the room is there: it says what the room begins with.
            self.show(Screen::Start);
        } else if fragment.len() > 1 {
            match invite::read(&fragment) {
                // It stays in the address until it is taken: a page that is loaded again shows it again.
                Ok(Pasted::Invite(invite)) => self.open_invitation(invite, Address::Replace),
                // It opens everything for good: the browser may have kept it, and the person is told so.
                Ok(Pasted::PrintedKey(secret)) => {
                    self.context.host.replace_fragment("");
                    self.look_at(secret, None, false);
                    self.state.borrow_mut().exposed = Some(Exposed::Key);
                    self.draw();
                }
                Err(error) => {
                    self.context.host.replace_fragment("");
                    self.show(Screen::Invite { problem: Some(problem(error)) });
                }
            }
        } else {
            match self.only_record().filter(|_| first) {
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
        let preset = Preset::read(&self.context.host.preset());
        self.context.prefs.set(NAME, &name);
        if let Some(minutes) = preset.length {
            self.context.prefs.set(preference::LENGTH, &minutes.to_string());
        }
        self.context.host.push_fragment(&invite::address(room));
        self.keep(record.clone());
        storage::ask_to_persist();
        self.leave_room();
        self.open_with(record, Kept::default(), None);
        let role = preset.role.unwrap_or(Role::Coach);
        self.take(Edit::Members(MembersEdit::Join { member: me, name, role }).into());
        if let Some(mode) = preset.mode {
            self.take(Edit::About(AboutEdit::SetMode(mode)).into());
        }
    }

    /// A text was pasted: it holds a link, or a printed key.
    pub(super) fn open_link(self: &Rc<Self>, text: &str) {
        match invite::read(text) {
            Ok(Pasted::Invite(invite)) => self.open_invitation(invite, Address::Push),
            Ok(Pasted::PrintedKey(secret)) => self.look_at(secret, None, false),
            Err(_) if Self::is_code(text) => self.type_code(text),
            Err(error) => {
                let problem = Some(problem(error));
                let no_key = matches!(self.state.borrow().place, Location::Lobby(Screen::NoKey { .. }));
                self.show(if no_key { Screen::NoKey { problem } } else { Screen::Invite { problem } });
            }
        }
    }

    /// The address shows no more than a room's id.
    pub(super) fn show_address(&self, room: RoomId, address: Address) {
        let shown = invite::address(room);
        match address {
            Address::Replace => self.context.host.replace_fragment(&shown),
            Address::Push => self.context.host.push_fragment(&shown),
        }
    }

    /// A link leads to a room that this device has.
    pub(super) fn show_record(self: &Rc<Self>, record: RoomRecord, address: Address) {
        self.show_address(record.entry.id, address);
        self.enter(record);
    }

    /// The person at this device says who they are.
    pub(super) fn join(&self, member: MemberId, name: Option<String>) {
        storage::ask_to_persist();
        let Some(open) = self.open_room() else { return };
        self.keep(open.is_now(member));
        open.take(Input::Identify(member));
        if let Some(name) = name {
            self.context.prefs.set(NAME, &name);
            let role = Preset::read(&self.context.host.preset()).role.unwrap_or(Role::Coachee);
            open.take(Edit::Members(MembersEdit::Join { member, name, role }).into());
        }
    }

    pub(super) fn enter(self: &Rc<Self>, record: RoomRecord) {
        self.enter_as(record, None);
    }

    pub(super) fn enter_as(self: &Rc<Self>, mut record: RoomRecord, intent: Option<Intent>) {
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
                    this.open_with(record, kept, intent);
                }
            }
        });
    }

    pub(super) fn open_with(self: &Rc<Self>, record: RoomRecord, kept: Kept, intent: Option<Intent>) {
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
        let link = Callback::from(move |(room, link)| linked.upgrade()?.device_link(room, link));
        let opening = Opening { record, intent, changed, act, link, turns: self.parcel_turns() };
        if let Ok(open) = OpenRoom::begin(&self.context, opening, kept) {
            self.state.borrow_mut().place = Location::Room(Rc::new(open));
            self.take_parcels();
            self.room_changed();
        }
    }
}

impl RoomsInner {
    /// The link of an invitation was opened.
    pub(super) fn open_invitation(self: &Rc<Self>, invite: Invite, address: Address) {
        let prefs = &self.context.prefs;
        if let Some(room) = claiming::room_taken(prefs, invitation::mailbox(&invite.pairing)) {
            if let Some(record) = self.record(room) {
                return self.show_record(record, address);
            }
            if self.keyring().is_some_and(|mine| mine.id() == room) {
                return self.show_first(None);
            }
        }
        self.leave_room();
        let this = Rc::downgrade(self);
        let changed = Callback::from(move |()| {
            if let Some(this) = this.upgrade() {
                this.invitation_changed();
            }
        });
        let claiming = Claiming::begin(invite, address, &self.context, changed);
        self.state.borrow_mut().place = Location::Claiming(claiming);
        self.draw();
    }

    /// The person says who they are, before the invitation is taken: true if that was what they were asked.
    pub(super) fn take_invitation(&self, intent: Intent) -> bool {
        let Location::Claiming(claiming) = &self.state.borrow().place else { return false };
        let (claiming, prefs) = (Rc::clone(claiming), self.context.prefs.clone());
        // What follows reads the state again.
        spawn_local(async move { claiming.take(intent, &prefs) });
        true
    }

    fn invitation_changed(self: &Rc<Self>) {
        let claiming = match &self.state.borrow().place {
            Location::Claiming(claiming) => Rc::clone(claiming),
            _ => return,
        };
        let answer = claiming.answer.borrow().clone();
        match answer {
            Some(Answer::Taken(card, secret)) => self.invitation_taken(&claiming, &card, secret),
            Some(Answer::Waiting(card)) => match self.record(card.room()) {
                // Who is in the room needs no invitation to it.
                Some(record) => self.show_record(record, claiming.address),
                None if self.keyring().is_some_and(|mine| mine.id() == card.room()) => {
                    self.show_first(card.first.map(RoomId));
                }
                None => self.draw(),
            },
            _ => self.draw(),
        }
    }

    fn invitation_taken(self: &Rc<Self>, claiming: &Claiming, card: &Card, secret: RoomSecret) {
        let prefs = &self.context.prefs;
        let intent = claiming.intent.take();
        claiming::remember(prefs, invitation::mailbox(&claiming.invite.pairing), secret.room_id());
        prefs.set(storage::CLAIM, "");
        match claiming.invite.to {
            Invited::MyDevice => self.look_at(secret, card.first.map(RoomId), intent.is_some()),
            Invited::Person => {
                let record = match (self.record(secret.room_id()), entropy::seed()) {
                    (Some(record), _) => record,
                    (None, Ok(device)) => {
                        keyring::remove(&self.context, secret.room_id(), false);
                        RoomRecord::new(secret, DeviceSecret::from_bytes(device), None, clock::wall())
                    }
                    (None, Err(_)) => return,
                };
                self.show_address(record.entry.id, claiming.address);
                self.enter_as(record, intent);
            }
        }
    }
}

/// What to say of a text that is no invite.
fn problem(error: NotAnInvite) -> InviteProblem {
    match error {
        NotAnInvite::Newer => InviteProblem::Newer,
        NotAnInvite::AddressOnly => InviteProblem::AddressOnly,
        NotAnInvite::Cut(missing) => InviteProblem::Cut(missing),
        _ => InviteProblem::None,
    }
}
