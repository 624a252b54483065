//! From bytes to the room: what the device held, what the relay and other tabs bring.

use alongside_room::{Change, MemberId};
use alongside_wire::{Decoded, ReplicaId, ToRelay, frame::Push};

use super::{Checkpoint, Peer};
use crate::{
    document::{Merged, Merging},
    facts::Notice,
    io::{Did, Kept, Now, Output},
    link::Link,
    log::Position,
    message::Message,
    outbox::{FrameId, Sent, Unsettled},
    seal,
    snapshot::Snapshot,
};

/// Milliseconds after which a frame that another tab pushes is pushed on by this one.
const PUSH_ON: u64 = 5_000;

/// Who else than the relay brought a frame.
pub(super) enum Source {
    /// Another tab of this browser.
    Tab,
    /// A page that is met directly.
    Line(ReplicaId),
}

impl Peer {
    /// What the device holds becomes the document.
    pub(super) fn load(&mut self, now: Now, kept: Kept) {
        if !matches!(self.link, Link::Unloaded) {
            return;
        }
        self.loaded = !kept.snapshots.is_empty() || !kept.frames.is_empty();
        self.holds_settled = !kept.snapshots.is_empty() || kept.frames.iter().any(|frame| !frame.unsent);
        let mut damaged = 0;
        for (id, sealed) in &kept.snapshots {
            self.kept_snapshots.push(*id);
            damaged += u32::from(self.merge_snapshot(sealed).is_none());
        }
        let checkpoint = kept.checkpoint.and_then(|bytes| postcard::from_bytes::<Checkpoint>(&bytes).ok());
        for frame in kept.frames {
            let key = (frame.replica, frame.counter);
            self.device.frames.insert(key, ());
            let (edits, content) = match self.merge(now, key, &frame.sealed) {
                Merged::New(message, merging) => {
                    (if message.from == self.me { message.edits } else { 0 }, merging.content)
                }
                Merged::Before => (0, false),
                Merged::Damaged => {
                    damaged += 1;
                    continue;
                }
            };
            if frame.unsent {
                self.outbox.hold(key, Unsettled::new(frame.sealed, edits, Sent::No, content));
            }
        }
        // A checkpoint may claim what a damaged record no longer gives: then the relay is asked for everything again.
        if let Some(checkpoint) = checkpoint.filter(|_| damaged == 0) {
            let have = crate::message::Have {
                log: checkpoint.log,
                durable: checkpoint.durable,
                chain: checkpoint.chain,
                kept: true,
            };
            self.committed = Some(have);
            self.knew_log = true;
            self.position = Some(Position::new(checkpoint.log, checkpoint.durable, checkpoint.chain));
            self.standing = checkpoint.standing;
        }
        if damaged > 0 {
            self.notice(Notice::Damaged(damaged));
        }
        self.link = Link::Waiting { until: now.mono };
        self.out(Output::View);
    }

    /// Another tab of this browser says something.
    pub(super) fn heard(&mut self, now: Now, bytes: &[u8]) {
        let Ok(Decoded::Known(ToRelay::Push(push))) = ToRelay::decode(bytes) else { return };
        if !matches!(self.link, Link::Unloaded) {
            self.brought(now, push, Source::Tab);
        }
    }

    /// A frame that another page has, and is pushing and keeping. Whoever hears only this one is told of it, too.
    pub(super) fn brought(&mut self, now: Now, push: Push, from: Source) {
        let key = (push.replica, push.counter);
        if let Merged::New(message, merging) = self.merge(now, key, &push.sealed) {
            let edits = if message.from == self.me { message.edits } else { 0 };
            let sent = Sent::ByOther { until: now.mono + PUSH_ON };
            let content = merging.content;
            // That page may be gone before it has kept it, and this one will say that it has it.
            self.keep_frame(key, true, push.sealed.clone());
            self.outbox.hold(key, Unsettled::new(push.sealed.clone(), edits, sent, content));
            if content && self.pages.caret(key.0, message.caret, now.mono) {
                self.facts_due = true;
            }
            self.tell(message.from, merging.changes, false);
            let frame = ToRelay::Push(push);
            match from {
                Source::Tab => self.send_directly(&frame, None),
                Source::Line(page) => {
                    self.out(Output::TellTabs(frame.encode()));
                    self.send_directly(&frame, Some(page));
                }
            }
        }
    }

    /// Merges a frame.
    pub(super) fn merge(&mut self, now: Now, key: FrameId, sealed: &[u8]) -> Merged {
        let merged = self.document.merge(&self.keys, key, sealed, &mut || self.names.next_client(&mut self.rng));
        match &merged {
            Merged::New(_, Merging { content, remade, quarantined, .. }) => {
                if *quarantined {
                    self.damaged();
                }
                if *remade {
                    self.remade();
                }
                if *content {
                    self.stirred = now.mono;
                    self.out(Output::View);
                }
            }
            Merged::Damaged => self.remade(),
            Merged::Before => {}
        }
        merged
    }

    /// Opens a frame of the log; none when it does not open or read.
    pub(super) fn read_message(&self, (replica, counter): FrameId, sealed: &[u8]) -> Option<Message> {
        let plain = seal::open(&self.keys, replica, counter, sealed).ok()?;
        Message::decode(&plain).ok()
    }

    /// What a frame of the log said besides content.
    pub(super) fn tell(&mut self, by: Option<MemberId>, changes: Vec<Change>, while_away: bool) {
        if !changes.is_empty() {
            self.out(Output::Did(Did { by, changes, while_away }));
        }
    }

    /// Opens a snapshot and merges its document; what it claims, or none when it is not one.
    pub(super) fn merge_snapshot(&mut self, sealed: &[u8]) -> Option<Snapshot> {
        let snapshot = self.document.load(&self.keys, sealed, &mut || self.names.next_client(&mut self.rng));
        self.remade();
        snapshot
    }

    /// Makes the document again, without what was put aside.
    pub(super) fn remake(&mut self) {
        self.document.remake(self.names.next_client(&mut self.rng));
        self.remade();
    }

    /// The document may be another one: what was made here a moment ago, and is not sealed yet, goes with it.
    pub(super) fn remade(&mut self) {
        for update in &self.pending.updates {
            let _ = self.document.room.apply(update);
        }
        self.word.digest = None;
        self.out(Output::View);
    }
}
