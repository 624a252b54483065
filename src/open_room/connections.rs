//! What the peer of an open room reaches others through, and is woken by: the relay's socket, direct connections, the other
//! tabs, the alarm, the page's events. All of it is let go with the value.
//!
//! It decides nothing: whatever happens is an [`Input`], handed to the driver.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use alongside_peer::{
    Input,
    io::{DirectCommand, DirectEvent},
};
use alongside_wire::{ReplicaId, RoomId};
use gloo::timers::callback::Timeout;
use litemap::LiteMap;

use crate::{
    browser::{
        clock,
        direct_connection::DirectConnection,
        page::{self, PageEvent, PageWatch},
        socket::{Socket, SocketEvent},
        tabs::Tabs,
    },
    open_room::traffic::{Direction, Passed, Traffic},
};

/// The ways out of an open room, and what comes in by them.
pub(super) struct Connections {
    socket_address: String,
    happened: Box<dyn Fn(Input)>,
    /// Told when `signed_out` changes.
    changed: Box<dyn Fn()>,
    /// Something in front of the relay asks for a sign-on.
    signed_out: Cell<bool>,
    socket: RefCell<Option<Socket>>,
    traffic: RefCell<Traffic>,
    direct: RefCell<LiteMap<ReplicaId, DirectConnection>>,
    alarm: RefCell<Option<(u64, Timeout)>>,
    tabs: RefCell<Option<Tabs>>,
    page: RefCell<Option<PageWatch>>,
}

impl Connections {
    /// Those of this room, with the relay of this address. `happened` takes what comes in; `changed` is told when the person
    /// is signed out by something in front of the relay, or no more.
    pub(super) fn new(
        room: RoomId,
        relay: &str,
        happened: impl Fn(Input) + 'static,
        changed: impl Fn() + 'static,
    ) -> Rc<Self> {
        let connections = Rc::new(Self {
            socket_address: page::socket_address(relay).unwrap_or_default(),
            happened: Box::new(happened),
            changed: Box::new(changed),
            signed_out: Cell::default(),
            socket: RefCell::default(),
            traffic: RefCell::default(),
            direct: RefCell::default(),
            alarm: RefCell::default(),
            tabs: RefCell::default(),
            page: RefCell::default(),
        });
        let this = Rc::downgrade(&connections);
        connections.tabs.replace(Tabs::join(room, relay, move |bytes| input(&this, Input::FromTab(bytes))));
        let this = Rc::downgrade(&connections);
        connections.page.replace(Some(PageWatch::new(move |event| {
            if let Some(this) = this.upgrade() {
                this.page_event(event);
            }
        })));
        connections
    }

    fn page_event(&self, event: PageEvent) {
        match event {
            PageEvent::Shown => {
                (self.happened)(Input::Visible(true));
                (self.happened)(Input::Nudge);
            }
            PageEvent::Hidden => (self.happened)(Input::Visible(false)),
            // Without this event only silence would tell, some twenty seconds later. A relay that can be reached all the
            // same is dialled again.
            PageEvent::Lost => {
                if self.socket.take().is_some() {
                    (self.happened)(Input::LinkDown);
                }
            }
            PageEvent::Back => (self.happened)(Input::Nudge),
            PageEvent::Going => (self.happened)(Input::Flush),
        }
    }

    /// Opens a socket to the relay, in place of one that is open.
    pub(super) fn dial(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        let opening = Socket::open(&self.socket_address, move |event| {
            if let (SocketEvent::Arrived(bytes), Some(this)) = (&event, this.upgrade()) {
                this.traffic.borrow_mut().note(clock::wall(), Direction::In, bytes);
            }
            let happened = match event {
                SocketEvent::Opened => {
                    signed_out(&this, false);
                    Input::LinkUp
                }
                SocketEvent::Arrived(bytes) => Input::Frame(bytes),
                SocketEvent::Closed => Input::LinkDown,
                SocketEvent::SignedOut(is_so) => return signed_out(&this, is_so),
            };
            input(&this, happened);
        });
        match opening {
            Ok(socket) => drop(self.socket.replace(Some(socket))),
            Err(_) => (self.happened)(Input::LinkDown),
        }
    }

    /// Whether something in front of the relay asks for a sign-on.
    pub(super) fn are_signed_out(&self) -> bool {
        self.signed_out.get()
    }

    /// Closes the socket.
    pub(super) fn hang_up(&self) {
        drop(self.socket.take());
    }

    /// Sends a frame to the relay, if a socket is open.
    pub(super) fn send(&self, frame: &[u8]) {
        if let Some(socket) = &*self.socket.borrow() {
            self.traffic.borrow_mut().note(clock::wall(), Direction::Out, frame);
            socket.send(frame);
        }
    }

    /// Tells the other tabs that have the room open.
    pub(super) fn tell_tabs(&self, bytes: &[u8]) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.tell(bytes);
        }
    }

    /// Does something to the direct connection with this replica.
    pub(super) fn direct(self: &Rc<Self>, replica: ReplicaId, command: DirectCommand) {
        match command {
            DirectCommand::Open { polite, ice } => {
                let this = Rc::downgrade(self);
                let happened = move |event| input(&this, Input::Direct(replica, event));
                match DirectConnection::open(polite, &ice, happened) {
                    Ok(connection) => drop(self.direct.borrow_mut().insert(replica, connection)),
                    Err(_) => (self.happened)(Input::Direct(replica, DirectEvent::Closed)),
                }
            }
            DirectCommand::Close => {
                let connection = self.direct.borrow_mut().remove(&replica);
                drop(connection);
            }
            DirectCommand::Hear(said) => self.with_direct(replica, |connection| connection.hear(said)),
            DirectCommand::Send(bytes) => self.with_direct(replica, |connection| connection.send(&bytes)),
        }
    }

    fn with_direct(&self, replica: ReplicaId, act: impl FnOnce(&DirectConnection)) {
        if let Some(connection) = self.direct.borrow().get(&replica) {
            act(connection);
        }
    }

    /// Sets the alarm for this moment of the monotonic clock, unless it is set for it already.
    pub(super) fn wake_at(self: &Rc<Self>, deadline: Option<u64>) {
        let mut alarm = self.alarm.borrow_mut();
        if alarm.as_ref().map(|(at, _)| *at) == deadline {
            return;
        }
        *alarm = deadline.map(|deadline| {
            let this = Rc::downgrade(self);
            // A browser's timer holds 31 bits, and may ring up to a millisecond early.
            let wait = deadline.saturating_sub(clock::mono()).saturating_add(1).min(i32::MAX as u64) as u32;
            let ring = move || {
                if let Some(this) = this.upgrade() {
                    drop(this.alarm.take());
                    (this.happened)(Input::Wake);
                }
            };
            (deadline, Timeout::new(wait, ring))
        });
    }

    /// The latest frames that passed between this page and the relay.
    pub(super) fn traffic(&self) -> Vec<Passed> {
        self.traffic.borrow().latest()
    }
}

fn signed_out(connections: &Weak<Connections>, is_so: bool) {
    if let Some(connections) = connections.upgrade()
        && connections.signed_out.replace(is_so) != is_so
    {
        (connections.changed)();
    }
}

fn input(connections: &Weak<Connections>, input: Input) {
    if let Some(connections) = connections.upgrade() {
        (connections.happened)(input);
    }
}
