//! The connection that a machine of a pairing is driven by: one to the relay, apart from that of any room.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use alongside_peer::{
    Now,
    pairing::{Act, Happened, Inviter, Joiner},
};
use gloo::timers::callback::Interval;
use yew::Callback;

use crate::browser::{
    clock, page,
    socket::{Socket, SocketEvent},
};

/// One end of a pairing.
pub(super) trait End {
    fn handle(&mut self, now: Now, happened: Happened<'_>) -> Vec<Act>;
    /// It is wanted no more.
    fn close(&mut self) -> Vec<Act>;
}

impl End for Inviter {
    fn handle(&mut self, now: Now, happened: Happened<'_>) -> Vec<Act> {
        self.handle(now, happened)
    }

    fn close(&mut self) -> Vec<Act> {
        self.close()
    }
}

impl End for Joiner {
    fn handle(&mut self, now: Now, happened: Happened<'_>) -> Vec<Act> {
        self.handle(now, happened)
    }

    fn close(&mut self) -> Vec<Act> {
        Vec::new()
    }
}

/// An end with its connection. Dropping it closes both.
pub(super) struct Connected<E: End> {
    end: RefCell<E>,
    socket: RefCell<Option<Socket>>,
    changed: Callback<()>,
    _clock: Interval,
}

impl<E: End + 'static> Connected<E> {
    /// Dials the relay. `changed` is called whenever something else is to be shown, and once a second.
    pub(super) fn begin(end: E, relay: &str, changed: Callback<()>) -> Rc<Self> {
        let connected = Rc::new_cyclic(|this: &Weak<Self>| {
            let this = this.clone();
            let clock = Interval::new(LOOKS_AT_CLOCK, move || {
                if let Some(this) = this.upgrade() {
                    this.happened(Happened::Later);
                }
            });
            Self { end: RefCell::new(end), socket: RefCell::default(), changed, _clock: clock }
        });
        let this = Rc::downgrade(&connected);
        let opened = Socket::open(&page::socket_address(relay).unwrap_or_default(), move |event| {
            let Some(this) = this.upgrade() else { return };
            match event {
                SocketEvent::Opened | SocketEvent::SignedOut(_) => {}
                SocketEvent::Arrived(frame) => this.happened(Happened::Arrived(&frame)),
                SocketEvent::Closed => this.happened(Happened::Lost),
            }
        });
        match opened {
            Ok(socket) => drop(connected.socket.replace(Some(socket))),
            Err(_) => connected.happened(Happened::Lost),
        }
        connected
    }

    fn happened(&self, happened: Happened<'_>) {
        let acts = self.end.borrow_mut().handle(clock::now(), happened);
        self.obey(acts);
    }

    /// The person did something.
    pub(super) fn act(&self, act: impl FnOnce(&mut E) -> Vec<Act>) {
        let acts = act(&mut self.end.borrow_mut());
        self.obey(acts);
    }

    /// Reads something of the end.
    pub(super) fn read<T>(&self, read: impl FnOnce(&E) -> T) -> T {
        read(&self.end.borrow())
    }

    fn obey(&self, acts: Vec<Act>) {
        for act in acts {
            match act {
                Act::Send(frame) => {
                    if let Some(socket) = &*self.socket.borrow() {
                        socket.send(&frame);
                    }
                }
                // What was sent before is on its way: a socket sends that before it closes.
                Act::HangUp => drop(self.socket.take()),
            }
        }
        self.changed.emit(());
    }
}

impl<E: End> Drop for Connected<E> {
    fn drop(&mut self) {
        for act in self.end.get_mut().close() {
            if let (Act::Send(frame), Some(socket)) = (act, self.socket.get_mut()) {
                socket.send(&frame);
            }
        }
    }
}

/// How often it is looked how much time is left, in milliseconds. What is shown is read from the clock, not counted.
const LOOKS_AT_CLOCK: u32 = 1_000;
