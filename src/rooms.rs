//! Which room is open, and what is done outside of it.
//!
//! [`Rooms`] keeps this device's list of rooms, reads invites and addresses, and publishes what is to be drawn as one
//! [`Screens`]. A room that is open works by itself, in its `OpenRoom`.

mod claiming;
mod code;
pub mod context;
mod entering;
mod handing;
mod key_rotation;
mod keyring;
mod linking;
mod listed_room;
mod listening;
pub mod lobby;
mod notebook;
mod old_room;
mod open;
mod parcel_turns;
mod parcels;
mod preset;
pub mod screens;

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use alongside_peer::{
    Input, invite,
    io::{EditCaret, Write},
};
use alongside_room::{MemberId, Moment};
use alongside_wire::RoomId;
use gloo::timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

pub use self::context::RoomsContext;
use crate::{
    browser::{
        clock, dates, entropy,
        hand_over::HandOver,
        host::AddressWatch,
        page,
        storage::{self, Answer, Existing, OnCleared, RoomEntry, RoomRecord, StoredRooms},
    },
    calendar,
    open_room::{store::RoomAction, unstored},
    parts::copy::copy,
    rooms::{
        claiming::{Claiming, Intent},
        keyring::{Keyring, Linking, Reading},
        listed_room::ListedRoom,
        open::{Membership, OpenRoom},
        screens::{Exposed, Lobby, LobbyAction, NAME, RunningRooms, Screen, Screens, ShownRoom},
    },
    strings::{Key, fill},
};

/// The rooms of one element. Dropping it closes what is open.
pub struct Rooms {
    inner: Rc<RoomsInner>,
    _address: AddressWatch,
    _day: Interval,
}

struct RoomsInner {
    context: RoomsContext,
    act: Callback<LobbyAction>,
    state: RefCell<RoomsState>,
    keyring: RefCell<Option<Rc<Keyring>>>,
    handing: RefCell<HandOver>,
    /// The rooms of the list, while it is shown.
    listed: RefCell<Vec<Rc<ListedRoom>>>,
    /// Draws anew.
    redraw: Callback<()>,
    _when_cleared: Rc<OnCleared>,
}

struct RoomsState {
    records: Vec<RoomRecord>,
    /// Rooms on this device whose secrets did not open when the page began.
    locked: Vec<RoomId>,
    place: Location,
    copied: Option<RoomId>,
    exposed: Option<Exposed>,
}

/// Where the person is.
enum Location {
    /// Outside a room.
    Lobby(Screen),
    /// A room's content is being read from the device: a matter of milliseconds, so nothing is drawn for it.
    Reading(RoomId),
    /// A room is open, joined or not.
    Room(Rc<OpenRoom>),
    /// The link of an invitation was opened.
    Claiming(Rc<Claiming>),
    /// A keyring was opened: is it the person's own?
    Linking(Rc<Linking>),
}

/// How often it is looked whether it is another day or another zone, in milliseconds. (One wait until midnight would be late where the computer
/// slept meanwhile, and wrong where it travelled.)
const LOOKS_AT_DAY: u32 = 10_000;

impl Rooms {
    /// Begins where the address says.
    pub async fn begin(context: RoomsContext) -> Self {
        let StoredRooms { records: stored, locked } = context.storage.rooms().await.unwrap_or_default();
        let mut records = Vec::new();
        let whole = stored.into_iter().filter(|record| record.secret.room_id() == record.entry.id);
        whole.for_each(|record| file(&mut records, record));
        let host = context.host.clone();
        let inner = Rc::new_cyclic(|this: &Weak<RoomsInner>| {
            let act = Callback::from({
                let this = this.clone();
                move |act| {
                    if let Some(this) = this.upgrade() {
                        this.act(act);
                    }
                }
            });
            let place = Location::Lobby(Screen::Start);
            let state = RoomsState { records, locked, place, copied: None, exposed: None };
            let when_cleared: Rc<OnCleared> = {
                let this = this.clone();
                Rc::new(move || {
                    if let Some(this) = this.upgrade() {
                        this.keep_all();
                    }
                })
            };
            context.storage.watch(&when_cleared);
            let redraw = Callback::from({
                let this = this.clone();
                move |()| {
                    if let Some(this) = this.upgrade() {
                        this.draw();
                    }
                }
            });
            let (state, keyring, listed) = (RefCell::new(state), RefCell::default(), RefCell::default());
            let handing = RefCell::default();
            RoomsInner { context, act, state, keyring, handing, listed, redraw, _when_cleared: when_cleared }
        });
        inner.go_where_the_address_says(true);
        inner.find_keyring();
        let this = Rc::downgrade(&inner);
        let address = host.watch_address(Callback::from(move |()| {
            if let Some(this) = this.upgrade() {
                this.go_where_the_address_says(false);
            }
        }));
        let this = Rc::downgrade(&inner);
        let wall = || (dates::today(), dates::ahead());
        let drawn = RefCell::new(wall());
        let day = Interval::new(LOOKS_AT_DAY, move || {
            let now = wall();
            if let (Some(this), true) = (this.upgrade(), drawn.replace(now.clone()) != now) {
                this.draw();
            }
        });
        Self { inner, _address: address, _day: day }
    }
}

impl RunningRooms for Rooms {
    fn act(&self, action: LobbyAction) {
        self.inner.act(action);
    }
}

impl Drop for Rooms {
    fn drop(&mut self) {
        self.inner.leave_room();
        if let Some(keyring) = self.inner.keyring.take() {
            keyring.flush();
        }
    }
}

impl RoomsInner {
    fn act(self: &Rc<Self>, act: LobbyAction) {
        match act {
            LobbyAction::Start { name } => self.start(name),
            LobbyAction::Show(screen) => {
                self.context.host.replace_fragment("");
                self.show(screen);
            }
            LobbyAction::Open(link) => self.open_link(&link),
            LobbyAction::TypeCode => self.type_code(""),
            LobbyAction::Link => self.go_on(Intent::Link),
            LobbyAction::JoinAs(member) => self.go_on(Intent::JoinAs(member)),
            LobbyAction::Join { name } => self.go_on(Intent::Join { name, among: usize::MAX }),
            LobbyAction::Enter(room) => {
                if let Some(record) = self.record(room) {
                    self.context.host.push_fragment(&invite::address(room));
                    self.enter(record);
                }
            }
            LobbyAction::CopyInvite(room) => {
                if let Some(record) = self.record(room) {
                    let this = Rc::downgrade(self);
                    let done = Callback::from(move |copied| match this.upgrade() {
                        Some(this) if copied => {
                            this.state.borrow_mut().copied = Some(room);
                            this.draw();
                        }
                        // Its own Invite dialog has the link to copy by hand.
                        Some(this) => this.act(LobbyAction::Enter(room)),
                        None => {}
                    });
                    let now = Moment(clock::wall());
                    // In a frame that nobody has vouched for, its dialog says where a link is had.
                    match record.invitation.filter(|(_, until)| *until > now && page::is_vouched_for()) {
                        Some((pairing, _)) => {
                            let name = self.context.prefs.text(NAME).unwrap_or_default();
                            let link = open::link(&self.context, pairing);
                            copy(fill(Key::InviteMessage, &[("name", &name), ("link", &link)]), done);
                        }
                        None => self.act(LobbyAction::Enter(room)),
                    }
                }
            }
        }
    }

    /// The person says who they are: to take an invitation, or in a room or a keyring that is there.
    fn go_on(self: &Rc<Self>, intent: Intent) {
        if self.take_invitation(intent.clone()) {
            return;
        }
        match intent {
            Intent::Link => self.link_here(),
            Intent::JoinAs(member) => self.join(member, None),
            Intent::Join { name, .. } => {
                if let Ok(id) = entropy::id() {
                    self.join(MemberId(id), Some(name));
                }
            }
        }
    }

    fn act_in_room(self: &Rc<Self>, act: RoomAction) {
        match act {
            RoomAction::AllRooms => {
                self.context.host.push_fragment("");
                self.show(Screen::Rooms);
            }
            RoomAction::GoTo(room) => self.act(LobbyAction::Enter(room)),
            RoomAction::OpenWindow(blocked) => blocked.emit(self.open_window()),
            RoomAction::Forget => {
                let open = self.open_room();
                self.leave_room();
                if let Some(open) = open {
                    keyring::remove(&self.context, open.id(), true);
                    open.notebook().forget();
                    self.forget(open.id());
                }
                self.context.host.replace_fragment("");
                self.show(self.home());
            }
            RoomAction::Edit(edit) => self.take(edit.into()),
            RoomAction::Type(edit, caret) => self.take(Input::Edit { edit, caret: EditCaret::Now(caret) }),
            RoomAction::Undo => self.take(Input::Undo),
            RoomAction::Redo => self.take(Input::Redo),
            RoomAction::UndoTyping(field) => self.take(Input::UndoTyping(field)),
            RoomAction::RedoTyping(field) => self.take(Input::RedoTyping(field)),
            RoomAction::Caret(caret) => self.take(Input::Caret(caret)),
            RoomAction::Learn => self.take(Input::Learn),
            RoomAction::ConnectDirectly(willing) => self.take(Input::Willing(willing)),
            RoomAction::Erase => {
                self.take(Input::Erase);
                if let (Some(keyring), Some(open)) = (self.keyring(), self.open_room()) {
                    keyring.take_off(open.id());
                }
            }
            RoomAction::StartAgain => self.start_again(),
            RoomAction::Agree(text) => {
                if let Some(open) = self.open_room() {
                    open.agree(text);
                }
            }
            RoomAction::RotateKey(kept) => {
                if let Some(open) = self.open_room() {
                    open.rotate_key(&kept);
                }
            }
        }
    }

    fn forget(&self, room: RoomId) {
        self.state.borrow_mut().records.retain(|record| record.entry.id != room);
        self.context.prefs.forget(room);
        unstored::forget(room);
        let forgotten = self.context.storage.write(room, &[Write::Forget]);
        spawn_local(async move {
            // Where nothing is kept there is nothing to forget.
            let _ = forgotten.await;
        });
    }

    /// The open room is to be drawn anew.
    fn room_changed(self: &Rc<Self>) {
        if let Some(open) = self.open_room() {
            if let Some(record) = open.learn() {
                self.keep(record);
            }
            open.introduce_device_and_erase_old_rooms();
            if let Some(intent) = open.answer() {
                self.go_on(intent);
            }
            if let Some(successor) = open.successor() {
                self.follow(&open, successor);
            }
        }
        self.draw();
    }

    fn show(&self, screen: Screen) {
        self.leave_room();
        let mut state = self.state.borrow_mut();
        (state.place, state.copied) = (Location::Lobby(screen), None);
        drop(state);
        self.draw();
    }

    /// The room of this device, if it has just one.
    fn only_record(&self) -> Option<RoomRecord> {
        match self.state.borrow().records.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// The first screen outside a room.
    fn home(&self) -> Screen {
        if self.state.borrow().records.is_empty() { Screen::Start } else { Screen::Rooms }
    }

    /// Sends what waits and lets go of the open room, if one is.
    fn leave_room(&self) {
        self.put_parcel(0);
        let place = std::mem::replace(&mut self.state.borrow_mut().place, Location::Lobby(Screen::Rooms));
        if let Location::Room(open) = place {
            open.take(Input::Flush);
            open.notebook().flush();
            if open.is_dead_end() {
                self.forget(open.id());
            }
        }
    }

    /// What this device knows of a room, also by the id of an old room that it is the successor of.
    fn record(&self, room: RoomId) -> Option<RoomRecord> {
        let records = &self.state.borrow().records;
        let is = records.iter().find(|record| record.entry.id == room);
        is.or_else(|| records.iter().find(|record| record.is_successor_of(room))).cloned()
    }

    /// Keeps a record, in the list and on the device.
    fn keep(&self, record: RoomRecord) {
        let before = self.state.borrow().records.iter().find(|other| other.entry.id == record.entry.id).cloned();
        match before {
            Some(before) => unawaited(self.context.storage.change_room(&before, &record)),
            None => self.store(&record, Existing::Replaced),
        }
        let mut state = self.state.borrow_mut();
        state.records.retain(|other| other.entry.id != record.entry.id);
        file(&mut state.records, record.clone());
        drop(state);
        if let Some(keyring) = self.keyring() {
            keyring.hold(&record);
        }
    }

    fn store(&self, record: &RoomRecord, existing: Existing) {
        unawaited(self.context.storage.put_room(record, existing));
    }

    /// Stores all records again: the storage may have been cleared. Of a room that is open in another tab, that has the newer.
    fn keep_all(&self) {
        storage::ask_to_persist();
        let open = self.open_room().map(|open| open.id());
        for record in &self.state.borrow().records {
            let is_open = open == Some(record.entry.id);
            self.store(record, if is_open { Existing::Replaced } else { Existing::Stays });
        }
    }

    /// The open room. Cloned out of the state: what is done in it asks to draw, and drawing reads the state.
    fn open_room(&self) -> Option<Rc<OpenRoom>> {
        match &self.state.borrow().place {
            Location::Room(open) => Some(Rc::clone(open)),
            _ => None,
        }
    }

    fn take(&self, input: Input) {
        if let Some(open) = self.open_room() {
            open.take(input);
        }
    }

    fn draw(&self) {
        self.listen();
        let (rooms, news): (Vec<_>, Vec<_>) = self.entries().into_iter().unzip();
        let days: Vec<_> = rooms.iter().map(day_of).collect();
        let state = self.state.borrow();
        let (screen, room) = match &state.place {
            Location::Reading(_) => return,
            Location::Lobby(screen) => (screen.clone(), None),
            Location::Room(open) => match open.membership(self.keyring().is_some()) {
                Some(Membership::Joining(screen)) => (screen, None),
                Some(Membership::Joined(room)) => (Screen::Rooms, Some(ShownRoom(Rc::new(room)))),
                None => return,
            },
            Location::Claiming(claiming) => (claiming.screen(), None),
            Location::Linking(linking) => (
                match linking.keyring.reading() {
                    Reading::Has(names) if !linking.is_confirmed => Screen::Link { names: names.into() },
                    Reading::Has(_) => Screen::Opening { offline: false, trouble: None, sign_in: None },
                    Reading::Waits { offline, signed_out } => {
                        let sign_in = signed_out.then(|| self.context.sign_in());
                        Screen::Opening { offline, trouble: None, sign_in }
                    }
                },
                None,
            ),
        };
        let lobby = Lobby {
            screen,
            rooms: rooms.into(),
            news: news.into(),
            locked: state
                .locked
                .iter()
                .filter(|room| !state.records.iter().any(|record| record.entry.id == **room))
                .count(),
            days: days.into(),
            last_name: self.context.prefs.text(NAME).unwrap_or_default().into(),
            copied: state.copied,
            exposed: state.exposed,
            act: self.act.clone(),
        };
        drop(state);
        self.context.draw.emit(Screens { lobby, room });
    }
}

/// When a room meets next, or since when one waits in it; in words.
fn day_of(room: &RoomEntry) -> Option<Rc<str>> {
    match &room.date {
        Some(date) => Some(calendar::date(date).into()),
        None => room.alone.then(|| calendar::day_of(Moment(room.since)).into()),
    }
}

/// Puts a record where it belongs in a list that has the latest opened first.
fn file(records: &mut Vec<RoomRecord>, record: RoomRecord) {
    let at = records.iter().position(|other| other.opened < record.opened).unwrap_or(records.len());
    records.insert(at, record);
}

/// What is stored in its own time. Where nothing is kept, the list lasts as long as the page.
fn unawaited(stored: Answer<()>) {
    spawn_local(async move {
        let _ = stored.await;
    });
}
