//! The peer: it hands every input to the machine that it is for, and what a machine wants to those that do it.

mod collision;
mod commands;
mod compact;
mod direct;
mod facts;
mod follow;
mod invitations;
mod keep;
mod read;
mod receive;
mod relay;
mod say;
mod seal;
mod states;

use std::rc::Rc;

use alongside_room::{Anchor, Edited, ItemId, MemberId, Moment, TextField, View, Written};
use alongside_wire::{ReplicaId, RoomId, ToRelay, frame::Push};
use rand_core::Rng;

use crate::{
    compaction::Compaction,
    direct::Direct,
    document::Document,
    facts::{Facts, Sync},
    identity::Identity,
    invitation::Invitations,
    io::{EditCaret, Input, Now, Output, RemoteChanges, Write},
    key::RoomSecret,
    outbox::{FrameId, Outbox},
    outputs::Outputs,
    presence::{Presence, PresenceInput},
    report::Trail,
    session::{Link, Session, SessionInput},
    storage::{Storage, StorageInput},
    unsealed::Unsealed,
};

/// What a [`Peer`] begins with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Opens the room.
    pub secret: RoomSecret,
    /// Who sits at this device, where that is known.
    pub me: Option<MemberId>,
    /// 32 bytes drawn by the operating system. Everything random in this copy follows from them.
    pub seed: [u8; 32],
    /// The authority (host and, unless it is the scheme's default, port) of the relay's address as it is dialled.
    pub origin: String,
    /// Bytes of a log after its snapshot that are worth a new one: `limits::COMPACT_ABOVE`, but for tests.
    pub compact_above: u64,
}

/// One copy of a room.
pub struct Peer {
    identity: Identity,
    document: Document,
    unsealed: Unsealed,
    outbox: Outbox,
    session: Session,
    presence: Presence,
    direct: Direct,
    compaction: Compaction,
    invitations: Invitations,
    storage: Storage,
    outputs: Outputs,
    trail: Trail,
    /// The last changes by others of a concept whose code has not come.
    unread: Option<RemoteChanges>,
}

impl Peer {
    /// A copy that knows nothing yet. Feed it [`Input::Loaded`] first.
    pub fn new(now: Now, config: Config) -> Self {
        let mut identity = Identity::new(config.secret.keys(), config.origin, config.me, config.seed);
        let nonce = identity.rng.next_u64();
        Self {
            document: Document::new(identity.names.client()),
            identity,
            unsealed: Unsealed::default(),
            outbox: Outbox::default(),
            session: Session::new(),
            presence: Presence::new(nonce, now.mono),
            direct: Direct::new(),
            compaction: Compaction::new(config.compact_above),
            invitations: Invitations::new(config.secret),
            storage: Storage::new(now.mono),
            outputs: Outputs::new(),
            trail: Trail::default(),
            unread: None,
        }
    }

    /// Something happened, or is wanted. Drain [`Peer::poll`] before the next.
    pub fn handle(&mut self, now: Now, input: Input) {
        self.trail.input(now, &input);
        match input {
            Input::Edit { edit, caret } => {
                if let EditCaret::Now(caret) = caret {
                    self.presence.handle(now.mono, PresenceInput::Caret { caret, with_edit: true });
                }
                self.edit(now, edit);
            }
            Input::Undo => self.undo(now),
            Input::Redo => self.redo(now),
            Input::UndoTyping(field) => self.undo_typing(now, field),
            Input::RedoTyping(field) => self.redo_typing(now, field),
            Input::Identify(me) => {
                self.identity.me = Some(me);
                self.outputs.facts_changed();
                self.presence.handle(now.mono, PresenceInput::SelfChanged);
            }
            Input::Flush => self.flush(now),
            Input::Erase => self.erase(),
            Input::Forget => self.storage.keep(Write::Forget),
            Input::Loaded(kept) => self.load(now, *kept),
            Input::Stored(id) => self.device_answered(now, StorageInput::Stored(id)),
            Input::StoreFailed(id) => self.device_answered(now, StorageInput::Failed(id)),
            Input::StorageCleared => self.device_answered(now, StorageInput::Cleared),
            Input::Wake => {}
            Input::LinkUp => self.link(now, SessionInput::Up),
            Input::LinkDown => self.link(now, SessionInput::Down),
            Input::Frame(bytes) => self.frame(now, &bytes),
            Input::Nudge => self.link(now, SessionInput::Nudge),
            Input::Visible(visible) => self.see(now, visible),
            Input::FromTab(bytes) => self.hear_tab(now, &bytes),
            Input::Caret(caret) => self.put_caret(now, caret),
            Input::Willing(willing) => self.put_willing(now, willing),
            Input::Learn => self.learn(),
            Input::Direct(page, event) => self.direct_event(now, page, event),
        }
        self.advance(now);
    }

    /// The next thing to do.
    pub fn poll(&mut self) -> Option<Output> {
        let output = self.outputs.pop()?;
        self.trail.output(&output);
        Some(output)
    }

    /// When to feed [`Input::Wake`], in monotonic milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        let content = self.content();
        let is_said = matches!(self.outputs.facts().sync, Sync::NotSaved { .. });
        [
            self.session.deadline(),
            self.unsealed.deadline().filter(|_| !matches!(self.session.link, Link::Unloaded)),
            self.storage.deadline(content),
            // Once it is said, nothing more follows from waiting.
            self.storage.slow_at().filter(|_| !is_said),
            self.session.link.live().and_then(|_| self.outbox.due()),
            self.presence.deadline(self.audience(), self.hears_anyone(), self.acknowledgeable()),
            self.direct.deadline(),
            self.compaction.deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// What the next [`Input::Undo`] takes back.
    pub fn next_undo(&mut self) -> Option<Edited> {
        self.document.room.next_undo()
    }

    /// What the next [`Input::Redo`] does again.
    pub fn next_redo(&mut self) -> Option<Edited> {
        self.document.room.next_redo()
    }

    /// Who sits at this device.
    pub fn me(&self) -> Option<MemberId> {
        self.identity.me
    }

    /// This page's name among the room's pages, by which others have their direct connections to it.
    pub fn replica(&self) -> ReplicaId {
        self.identity.names.replica()
    }

    /// The room's public id.
    pub fn room_id(&self) -> RoomId {
        self.identity.keys.room()
    }

    /// What the room holds.
    pub fn view(&mut self, now: Now) -> Rc<View> {
        let now = self.room_time(now);
        self.document.room.view(now)
    }

    /// A field's text as it stands this moment; none if the field is not there.
    pub fn text(&self, field: TextField) -> Option<Rc<str>> {
        self.document.room.text(field)
    }

    /// Who wrote what of an item's notes, in the order of the letters.
    pub fn written(&mut self, item: ItemId) -> Vec<Written> {
        self.document.room.written(item)
    }

    /// An anchor at this place of a field's text, in UTF-16 units; none if it is not there.
    pub fn anchor(&self, field: TextField, at: u32) -> Option<Anchor> {
        self.document.room.anchor(field, at)
    }

    /// Where that anchor is now; none if this document does not know it.
    pub fn offset(&self, anchor: &Anchor) -> Option<u32> {
        self.document.room.offset(anchor)
    }

    /// What is known about the other copies; the same `Rc` while nothing changed.
    pub fn facts(&mut self, now: Now) -> Rc<Facts> {
        let facts = self.current_facts(now);
        Rc::clone(self.outputs.put_facts(facts))
    }

    /// The document's content digest, to compare copies by.
    pub fn digest(&self) -> [u8; 32] {
        self.document.room.digest()
    }

    /// What happened here lately and how things stand, for somebody who looks for a fault: no content, no name, no id, no
    /// secret stands in it.
    pub fn report(&self, now: Now) -> String {
        self.trail.report(now, &self.states(now))
    }

    /// Room time.
    fn room_time(&mut self, now: Now) -> Moment {
        Moment(now.wall.saturating_add_signed(self.session.clock.offset(now)))
    }

    /// After every input: everything that follows by itself.
    fn advance(&mut self, now: Now) {
        if self.session.doubt.takes() {
            self.doubt_the_log(now);
        }
        self.link(now, SessionInput::Wake);
        self.run_compaction(now);
        self.run_presence(now);
        self.run_invitations(now);
        self.run_direct(now);
        if !self.unsealed.is_empty() && self.may_seal(now) {
            self.seal_unsealed(now);
        }
        self.push(now);
        self.run_storage(now);
        let facts = self.current_facts(now);
        self.outputs.put_facts(facts);
        self.outputs.tell_facts();
    }

    fn out(&mut self, output: Output) {
        self.outputs.push(output);
    }

    /// Another page can be heard, by the relay or directly.
    fn hears_anyone(&self) -> bool {
        self.session.link.live().is_some() || self.direct.any_live()
    }

    fn send(&mut self, frame: &ToRelay) {
        if self.session.link.is_open() {
            self.outputs.push(Output::Send(frame.encode()));
        }
    }
}

/// The frame that appends this to the log.
fn push((replica, counter): FrameId, sealed: Vec<u8>) -> ToRelay {
    ToRelay::Push(Push { replica, counter, sealed })
}
