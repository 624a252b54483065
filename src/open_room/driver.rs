//! One loop: whatever happens to an open room goes to its peer, and what the peer says is done.
//!
//! A [`Driver`] decides nothing about rooms. It owns what the peer acts through and drops all of it when it is dropped. An
//! input that comes while another is handled waits in a queue, so the peer is always drained before it gets the next. After
//! an input that is not this person's own, the browser first draws the letters that it brought, and the rest of the screen
//! is made after that frame: see [`SharedTexts`].

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use alongside_peer::{
    Config, Facts, Input, Output, Peer, RoomSecret,
    io::{EditCaret, Kept, Write, WriteId},
};
use alongside_room::{Anchor, Change, Edited, ItemId, TextField, View, Written};
use alongside_wire::RoomId;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    browser::{
        clock,
        frame::{AfterFrame, after_frame},
        page,
        storage::{OnCleared, Storage},
    },
    open_room::{
        connections::Connections,
        store::News,
        texts::{self, SharedTexts},
        traffic::Passed,
        unsaved::Unsaved,
        unstored::{self, Unstored},
    },
};

/// An open room at work.
pub struct Driver(Rc<DriverInner>);

/// What a [`Driver`] needs from outside.
pub struct Dependencies {
    /// What the peer begins with.
    pub config: Config,
    /// The relay's address.
    pub relay: Rc<str>,
    /// What the device keeps.
    pub storage: Rc<dyn Storage>,
    /// What stands in fields and not in the room.
    pub unsaved: Unsaved,
    /// Told that something on the screen changed: at once after what a hand did, else in a moment; never while an input is
    /// handled.
    pub changed: Callback<()>,
}

/// What of a room is on the screen.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// What the room holds.
    pub view: Rc<View>,
    /// What is known around it.
    pub facts: Rc<Facts>,
    /// What undo would take back.
    pub next_undo: Option<Edited>,
    /// What redo would do again.
    pub next_redo: Option<Edited>,
    /// Something in front of the relay asks for a sign-on.
    pub signed_out: bool,
    /// What happened lately, in order.
    pub news: Rc<[(u64, News)]>,
}

struct DriverInner {
    room: RoomId,
    storage: Rc<dyn Storage>,
    changed: Callback<()>,
    peer: RefCell<Peer>,
    queue: RefCell<VecDeque<Input>>,
    is_handling: Cell<bool>,
    connections: Rc<Connections>,
    texts: SharedTexts,
    unsaved: Unsaved,
    /// What others changed while inputs were handled.
    changes_by_others: RefCell<Vec<Change>>,
    /// Something on the screen changed since that was told last.
    stale: Cell<bool>,
    /// Drawing and storing wait for the browser's next frame, which is asked for.
    after_frame: RefCell<Option<AfterFrame>>,
    /// Writes that the device is being given.
    unstored: Unstored,
    /// Writes that the device is to get.
    to_store: RefCell<Vec<(WriteId, Vec<Write>)>>,
    news: RefCell<VecDeque<(u64, News)>>,
    newest: Cell<u64>,
    /// What the device had kept of the room, as it would be on the screen.
    as_kept: OnceCell<Rc<View>>,
    _when_cleared: Rc<OnCleared>,
}

/// How many of the latest news are kept: more than happen between two drawings.
const NEWS: usize = 64;

impl Driver {
    /// Begins with what the device kept of the room.
    pub fn begin(dependencies: Dependencies, mut kept: Kept) -> Self {
        let Dependencies { config, relay, storage, unsaved, changed } = dependencies;
        let peer = Peer::new(clock::now(), config);
        let room = peer.room_id();
        unstored::take_up(room, &storage, &mut kept);
        let inner = Rc::new_cyclic(|this: &Weak<DriverInner>| {
            let when_cleared: Rc<OnCleared> = {
                let driver = Weak::clone(this);
                Rc::new(move || happened(&driver, Input::StorageCleared))
            };
            storage.watch(&when_cleared);
            let (driver, shows) = (Weak::clone(this), Weak::clone(this));
            let connections = Connections::new(
                room,
                &relay,
                move |input| {
                    if let Some(driver) = driver.upgrade() {
                        // The page may end with this moment.
                        if matches!(input, Input::Visible(false) | Input::Flush) {
                            driver.texts.leaving();
                        }
                        driver.take(input);
                    }
                },
                move || {
                    if let Some(driver) = shows.upgrade() {
                        driver.changed.emit(());
                    }
                },
            );
            DriverInner {
                room,
                unstored: Unstored::new(room),
                storage,
                changed,
                peer: RefCell::new(peer),
                queue: RefCell::default(),
                is_handling: Cell::new(false),
                connections,
                texts: SharedTexts::new(Weak::clone(this)),
                unsaved,
                changes_by_others: RefCell::default(),
                stale: Cell::new(true),
                after_frame: RefCell::default(),
                to_store: RefCell::default(),
                news: RefCell::default(),
                newest: Cell::new(0),
                as_kept: OnceCell::new(),
                _when_cleared: when_cleared,
            }
        });
        inner.take(Input::Loaded(Box::new(kept)));
        inner.as_kept.get_or_init(|| inner.peer.borrow_mut().view(clock::now()));
        inner.take(Input::Visible(page::is_visible()));
        Self(inner)
    }

    /// What the device had kept of the room, as it would have been on the screen: the room as it was when the person left.
    pub fn as_kept(&self) -> Rc<View> {
        self.0.as_kept.get().cloned().unwrap_or_default()
    }

    /// Takes an input now; or, if one is being handled, right after it.
    pub fn take(&self, input: Input) {
        self.0.take(input);
    }

    /// The shared texts as they stand this moment; none can be read while an input is handled.
    pub fn texts(&self) -> SharedTexts {
        self.0.texts.clone()
    }

    /// What stands in fields and not in the room.
    pub fn unsaved(&self) -> Unsaved {
        self.0.unsaved.clone()
    }

    /// The latest frames that passed between this page and the relay.
    pub fn traffic(&self) -> Vec<Passed> {
        self.0.connections.traffic()
    }

    /// The report of the peer; empty while an input is handled.
    pub fn report(&self) -> String {
        self.0.peer.try_borrow().map(|peer| peer.report(clock::now())).unwrap_or_default()
    }

    /// The whole room under another secret, for the device to keep. None while an input is handled.
    pub fn copy_to(&self, secret: &RoomSecret) -> Option<Write> {
        Some(self.0.peer.try_borrow_mut().ok()?.copy_to(secret))
    }

    /// What is on the screen. None while an input is handled: it is about to change.
    pub fn shown(&self) -> Option<Shown> {
        self.0.shown()
    }
}

impl DriverInner {
    fn take(self: &Rc<Self>, input: Input) {
        self.queue.borrow_mut().push_back(input);
        if self.is_handling.replace(true) {
            return;
        }
        let (mut is_last, mut by_hand) = (false, false);
        loop {
            let input = self.queue.borrow_mut().pop_front();
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
            self.unstored.leaving();
        }
        self.connections.wake_at(self.peer.borrow().deadline());
        self.is_handling.set(false);
        self.texts.changed(&self.changes_by_others.take());
        if by_hand {
            self.draw();
        }
        self.draw_and_store_after_frame();
    }

    /// What follows from an input and can wait: the screen, if nobody's hand at this page waits for it, and what the device
    /// is to keep. Each takes longer than a letter may take to appear, so the browser draws a frame before. A hidden page
    /// draws nothing.
    fn draw_and_store_after_frame(self: &Rc<Self>) {
        if !self.stale.get() && self.to_store.borrow().is_empty() {
            return;
        }
        if !page::is_visible() {
            self.draw_and_store();
        } else if self.after_frame.borrow().is_none() {
            // Holds the driver, so that the device keeps what it is to keep also when the room is left before.
            let this = Rc::clone(self);
            *self.after_frame.borrow_mut() = Some(after_frame(move || this.draw_and_store()));
        }
    }

    fn draw_and_store(self: &Rc<Self>) {
        drop(self.after_frame.take());
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
            let number = self.unstored.storing(&writes);
            let (this, written) = (Rc::downgrade(self), self.storage.write(self.room, &writes));
            spawn_local(async move {
                let written = written.await;
                if let Some(driver) = this.upgrade() {
                    driver.unstored.answered(number, written.is_ok());
                }
                let answer = match written {
                    Ok(()) => Input::Stored(id),
                    Err(_) => Input::StoreFailed(id),
                };
                happened(&this, answer);
            });
        }
    }

    fn obey(self: &Rc<Self>, output: Output) {
        match output {
            Output::Dial => self.connections.dial(),
            Output::HangUp => self.connections.hang_up(),
            Output::Send(frame) => self.connections.send(&frame),
            Output::Store(id, writes) => self.to_store.borrow_mut().push((id, writes)),
            Output::TellTabs(bytes) => self.connections.tell_tabs(&bytes),
            Output::Direct(replica, command) => self.connections.direct(replica, command),
            Output::View | Output::Facts => self.stale.set(true),
            Output::Changed(remote) => {
                self.changes_by_others.borrow_mut().extend_from_slice(&remote.changes);
                self.tell(News::Changed(remote));
            }
            Output::Notice(notice) => self.tell(News::Notice(notice)),
            Output::Edited => self.stale.set(true),
            Output::Undone(edited) | Output::Redone(edited) => self.tell(News::Edited(edited)),
            Output::Refused(refused) => {
                if let Some(refused) = self.unsaved.hear(refused) {
                    self.tell(News::Refused(refused));
                }
            }
            // Whether the room is erased is a fact, and so is that the relay cannot be reached.
            Output::EraseRequested | Output::EraseUnreachable => {}
        }
    }

    fn tell(&self, news: News) {
        let number = self.newest.get() + 1;
        self.newest.set(number);
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
            next_undo: peer.next_undo(),
            next_redo: peer.next_redo(),
            signed_out: self.connections.are_signed_out(),
            news: self.news.borrow().iter().cloned().collect(),
        })
    }
}

impl texts::Source for Weak<DriverInner> {
    fn text(&self, field: TextField) -> Option<Rc<str>> {
        self.upgrade()?.peer.try_borrow().ok()?.text(field)
    }

    fn written(&self, item: ItemId) -> Option<Vec<Written>> {
        Some(self.upgrade()?.peer.try_borrow_mut().ok()?.written(item))
    }

    fn anchor(&self, field: TextField, at: u32) -> Option<Anchor> {
        self.upgrade()?.peer.try_borrow().ok()?.anchor(field, at)
    }

    fn offset(&self, anchor: &Anchor) -> Option<u32> {
        self.upgrade()?.peer.try_borrow().ok()?.offset(anchor)
    }
}

/// The person at this page waits for what comes of it.
fn is_by_hand(input: &Input) -> bool {
    matches!(
        input,
        Input::Edit { .. }
            | Input::Undo
            | Input::Redo
            | Input::UndoTyping(_)
            | Input::RedoTyping(_)
            | Input::Identify(_)
            | Input::Erase
            | Input::Flush
    )
}

fn happened(driver: &Weak<DriverInner>, input: Input) {
    if let Some(driver) = driver.upgrade() {
        driver.take(input);
    }
}
