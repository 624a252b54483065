//! One loop: whatever happens to an open room goes to its peer, and what the peer says is done.
//!
//! A [`Driver`] decides nothing about rooms. It owns what the peer acts through (the socket, the other tabs, the wake
//! timer, the page's events) and drops all of it when it is dropped. What comes while a step is being taken waits for
//! its end, so the peer is always drained before it hears more. A step that somebody else set off lets the browser draw
//! the letters it brought before the rest of the screen is made: see [`SharedTexts`].

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use alongside_peer::{
    Config, Facts, Input, Output, Peer, RoomSecret,
    io::{DirectCommand, DirectEvent, EditCaret, Kept, Write, WriteId},
};
use alongside_room::{Anchor, Change, TextField, View};
use alongside_wire::{ReplicaId, RoomId};
use gloo::timers::callback::Timeout;
use litemap::LiteMap;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    browser::{
        clock,
        direct_connection::DirectConnection,
        frame::{AfterFrame, after_frame},
        page::{self, PageEvent, PageWatch},
        socket::{Socket, SocketEvent},
        storage::Storage,
        tabs::Tabs,
    },
    open_room::{
        store::News,
        texts::{self, SharedTexts},
        traffic::{Direction, Passed, Traffic},
    },
};

/// An open room at work.
pub struct Driver(Rc<DriverInner>);

/// What a [`Driver`] needs from outside.
pub struct Dependencies {
    /// What the peer begins with.
    pub config: Config,
    /// Where the relay's socket is.
    pub socket: String,
    /// What the device keeps.
    pub storage: Rc<dyn Storage>,
    /// Told that something on the screen changed: at once after what a hand did, else in a moment; never while a step is
    /// being taken.
    pub changed: Callback<()>,
}

/// What of a room is on the screen.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// What the room holds.
    pub view: Rc<View>,
    /// What is known around it.
    pub facts: Rc<Facts>,
    /// There is something to undo.
    pub can_undo: bool,
    /// There is something to redo.
    pub can_redo: bool,
    /// What happened lately, in order.
    pub news: Rc<[(u64, News)]>,
}

struct DriverInner {
    room: RoomId,
    socket_address: String,
    storage: Rc<dyn Storage>,
    changed: Callback<()>,
    peer: RefCell<Peer>,
    waiting: RefCell<VecDeque<Input>>,
    stepping: Cell<bool>,
    texts: SharedTexts,
    /// What others did in this step.
    did: RefCell<Vec<Change>>,
    /// Something on the screen changed since it was last told.
    stale: Cell<bool>,
    /// The rest of what was done is to be done once the browser has drawn, which is asked for.
    resting: RefCell<Option<AfterFrame>>,
    /// Writes for the device that were asked for in this step.
    to_store: RefCell<Vec<(WriteId, Vec<Write>)>>,
    news: RefCell<VecDeque<(u64, News)>>,
    told: Cell<u64>,
    socket: RefCell<Option<Socket>>,
    traffic: RefCell<Traffic>,
    lines: RefCell<LiteMap<ReplicaId, DirectConnection>>,
    alarm: RefCell<Option<(u64, Timeout)>>,
    tabs: RefCell<Option<Tabs>>,
    page: RefCell<Option<PageWatch>>,
}

/// How many of the latest news are kept: more than happen between two drawings.
const NEWS: usize = 64;

impl Driver {
    /// Begins with what the device kept of the room.
    pub fn begin(dependencies: Dependencies, kept: Kept) -> Self {
        let peer = Peer::new(clock::now(), dependencies.config);
        let inner = Rc::new_cyclic(|this: &Weak<DriverInner>| DriverInner {
            room: peer.room_id(),
            socket_address: dependencies.socket,
            storage: dependencies.storage,
            changed: dependencies.changed,
            peer: RefCell::new(peer),
            waiting: RefCell::default(),
            stepping: Cell::new(false),
            texts: SharedTexts::new(Weak::clone(this)),
            did: RefCell::default(),
            stale: Cell::new(true),
            resting: RefCell::default(),
            to_store: RefCell::default(),
            news: RefCell::default(),
            told: Cell::new(0),
            socket: RefCell::default(),
            traffic: RefCell::default(),
            lines: RefCell::default(),
            alarm: RefCell::default(),
            tabs: RefCell::default(),
            page: RefCell::default(),
        });
        inner.listen();
        inner.take(Input::Loaded(Box::new(kept)));
        inner.take(Input::Visible(page::is_visible()));
        Self(inner)
    }

    /// Takes an input now; or, if one is being taken, right after it.
    pub fn take(&self, input: Input) {
        self.0.take(input);
    }

    /// The shared texts as they stand this moment; none can be read while a step is being taken.
    pub fn texts(&self) -> SharedTexts {
        self.0.texts.clone()
    }

    /// The latest frames that passed between this page and the relay.
    pub fn traffic(&self) -> Vec<Passed> {
        self.0.traffic.borrow().latest()
    }

    /// The report of the peer; empty while a step is being taken.
    pub fn report(&self) -> String {
        self.0.peer.try_borrow().map(|peer| peer.report(clock::now())).unwrap_or_default()
    }

    /// The whole room under another secret, for the device to keep. None while a step is being taken.
    pub fn copy_to(&self, secret: &RoomSecret) -> Option<Write> {
        Some(self.0.peer.try_borrow_mut().ok()?.copy_to(secret))
    }

    /// What is on the screen. None while a step is being taken: it is about to change.
    pub fn shown(&self) -> Option<Shown> {
        self.0.shown()
    }
}

impl DriverInner {
    fn listen(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        *self.tabs.borrow_mut() = Tabs::join(self.room, move |bytes| happened(&this, Input::FromTab(bytes)));
        let this = Rc::downgrade(self);
        *self.page.borrow_mut() = Some(PageWatch::new(move |event| {
            if let Some(this) = this.upgrade() {
                this.page_event(event);
            }
        }));
    }

    fn page_event(self: &Rc<Self>, event: PageEvent) {
        match event {
            PageEvent::Shown => {
                self.take(Input::Visible(true));
                self.take(Input::Nudge);
            }
            PageEvent::Hidden => {
                self.texts.leaving();
                self.take(Input::Visible(false));
            }
            // Else only silence would tell, some twenty seconds later. Whoever can be reached all the same is called again.
            PageEvent::Lost => {
                if self.socket.take().is_some() {
                    self.take(Input::LinkDown);
                }
            }
            PageEvent::Back => self.take(Input::Nudge),
            PageEvent::Going => {
                self.texts.leaving();
                self.take(Input::Flush);
            }
        }
    }

    fn take(self: &Rc<Self>, input: Input) {
        self.waiting.borrow_mut().push_back(input);
        if self.stepping.replace(true) {
            return;
        }
        let (mut is_last, mut by_hand) = (false, false);
        loop {
            let input = self.waiting.borrow_mut().pop_front();
            let Some(input) = input else { break };
            is_last |= matches!(input, Input::Flush);
            by_hand |= is_by_hand(&input);
            if !matches!(input, Input::Edit { caret: EditCaret::Now(_), .. }) {
                self.texts.may_change();
            }
            self.peer.borrow_mut().handle(clock::now(), input);
            loop {
                let output = self.peer.borrow_mut().poll();
                let Some(output) = output else { break };
                self.obey(output);
            }
        }
        if is_last {
            // What comes next may be the end of the page, or that the device is to forget the room.
            self.store();
        }
        self.set_alarm();
        self.stepping.set(false);
        self.texts.changed(&self.did.take());
        if by_hand {
            self.draw();
        }
        self.rest_soon();
    }

    /// What follows from a step and can wait: the screen, if nobody's hand at this page waits for it, and what the device
    /// is to keep. Each takes longer than a letter may take to appear, so the browser draws one before. A hidden page
    /// draws nothing.
    fn rest_soon(self: &Rc<Self>) {
        if !self.stale.get() && self.to_store.borrow().is_empty() {
            return;
        }
        if !page::is_visible() {
            self.rest();
        } else if self.resting.borrow().is_none() {
            // Also when the room is left before: what the device is to keep, it keeps.
            let this = Rc::clone(self);
            *self.resting.borrow_mut() = Some(after_frame(move || this.rest()));
        }
    }

    fn rest(self: &Rc<Self>) {
        drop(self.resting.take());
        self.draw();
        // After the screen that was just asked for.
        let this = Rc::clone(self);
        spawn_local(async move { this.store() });
    }

    fn draw(&self) {
        if self.stale.replace(false) {
            self.changed.emit(());
        }
    }

    /// Gives it to the device now.
    fn store(self: &Rc<Self>) {
        for (id, writes) in self.to_store.take() {
            let (this, written) = (Rc::downgrade(self), self.storage.write(self.room, &writes));
            spawn_local(async move {
                let answer = match written.await {
                    Ok(()) => Input::Stored(id),
                    Err(_) => Input::StoreFailed(id),
                };
                happened(&this, answer);
            });
        }
    }

    fn obey(self: &Rc<Self>, output: Output) {
        match output {
            Output::Dial => self.dial(),
            Output::HangUp => drop(self.socket.take()),
            Output::Send(bytes) => {
                if let Some(socket) = &*self.socket.borrow() {
                    self.traffic.borrow_mut().note(clock::wall(), Direction::Out, &bytes);
                    socket.send(&bytes);
                }
            }
            Output::Store(id, writes) => self.to_store.borrow_mut().push((id, writes)),
            Output::TellTabs(bytes) => {
                if let Some(tabs) = &*self.tabs.borrow() {
                    tabs.tell(&bytes);
                }
            }
            Output::Direct(page, order) => self.line(page, order),
            Output::View | Output::Facts => self.stale.set(true),
            Output::Did(did) => {
                self.did.borrow_mut().extend_from_slice(&did.changes);
                self.tell(News::Did(did));
            }
            Output::Notice(notice) => self.tell(News::Notice(notice)),
            Output::Edited => self.stale.set(true),
            Output::Undone(edited) | Output::Redone(edited) => self.tell(News::Edited(edited)),
            Output::Refused(refused) => self.tell(News::Refused(refused)),
            // Whether the room is erased is a fact, and so is that the relay cannot be reached.
            Output::EraseRequested | Output::EraseUnreachable => {}
        }
    }

    fn dial(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        let opening = Socket::open(&self.socket_address, move |event| {
            if let (SocketEvent::Arrived(bytes), Some(this)) = (&event, this.upgrade()) {
                this.traffic.borrow_mut().note(clock::wall(), Direction::In, bytes);
            }
            let input = match event {
                SocketEvent::Opened => Input::LinkUp,
                SocketEvent::Arrived(bytes) => Input::Frame(bytes),
                SocketEvent::Closed => Input::LinkDown,
            };
            happened(&this, input);
        });
        match opening {
            Ok(socket) => drop(self.socket.replace(Some(socket))),
            Err(_) => self.waiting.borrow_mut().push_back(Input::LinkDown),
        }
    }

    fn line(self: &Rc<Self>, page: ReplicaId, order: DirectCommand) {
        match order {
            DirectCommand::Open { polite, ice } => {
                let this = Rc::downgrade(self);
                let opened =
                    DirectConnection::open(polite, &ice, move |event| happened(&this, Input::Direct(page, event)));
                match opened {
                    Ok(line) => drop(self.lines.borrow_mut().insert(page, line)),
                    Err(_) => {
                        self.waiting.borrow_mut().push_back(Input::Direct(page, DirectEvent::Closed));
                    }
                }
            }
            DirectCommand::Close => {
                let line = self.lines.borrow_mut().remove(&page);
                drop(line);
            }
            DirectCommand::Hear(said) => self.with_line(page, |line| line.hear(said)),
            DirectCommand::Send(bytes) => self.with_line(page, |line| line.send(&bytes)),
        }
    }

    fn with_line(&self, page: ReplicaId, act: impl FnOnce(&DirectConnection)) {
        if let Some(line) = self.lines.borrow().get(&page) {
            act(line);
        }
    }

    /// Sets the timer for what the peer waits for, unless it is set already.
    fn set_alarm(self: &Rc<Self>) {
        let deadline = self.peer.borrow().deadline();
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
                    this.take(Input::Wake);
                }
            };
            (deadline, Timeout::new(wait, ring))
        });
    }

    fn tell(&self, news: News) {
        let number = self.told.get() + 1;
        self.told.set(number);
        let mut kept = self.news.borrow_mut();
        kept.push_back((number, news));
        if kept.len() > NEWS {
            kept.pop_front();
        }
        self.stale.set(true);
    }

    fn shown(&self) -> Option<Shown> {
        let mut peer = self.peer.try_borrow_mut().ok()?;
        let now = clock::now();
        Some(Shown {
            view: peer.view(now),
            facts: peer.facts(now),
            can_undo: peer.can_undo(),
            can_redo: peer.can_redo(),
            news: self.news.borrow().iter().cloned().collect(),
        })
    }
}

impl texts::Source for Weak<DriverInner> {
    fn text(&self, field: TextField) -> Option<Rc<str>> {
        self.upgrade()?.peer.try_borrow().ok()?.text(field)
    }

    fn pin(&self, field: TextField, at: u32) -> Option<Anchor> {
        self.upgrade()?.peer.try_borrow().ok()?.pin(field, at)
    }

    fn place(&self, pin: &Anchor) -> Option<u32> {
        self.upgrade()?.peer.try_borrow().ok()?.place(pin)
    }
}

/// The person at this page waits for what comes of it.
fn is_by_hand(input: &Input) -> bool {
    matches!(input, Input::Edit { .. } | Input::Undo | Input::Redo | Input::Identify(_) | Input::Erase | Input::Flush)
}

fn happened(driver: &Weak<DriverInner>, input: Input) {
    if let Some(driver) = driver.upgrade() {
        driver.take(input);
    }
}
