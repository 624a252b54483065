//! From bytes to the room: what the device held, what the relay and other tabs bring.

use alongside_room::{Change, MemberId};
use alongside_wire::{Decoded, ReplicaId, ToRelay, frame::Push};

use super::Peer;
use crate::{
    document::{Merged, Merging},
    facts::Notice,
    io::{Kept, Now, Output, RemoteChanges},
    message::Message,
    outbox::{FrameId, OutboxFrame, Sent},
    presence::{Checkpoint, PresenceInput},
    seal,
    session::{KeptContent, Link},
    snapshot::Snapshot,
};

/// Milliseconds after which a frame that another tab pushes is pushed on by this one.
const PUSH_ON: u64 = 5_000;

impl Peer {
    /// What the device holds becomes the document.
    pub(super) fn load(&mut self, now: Now, kept: Kept) {
        if !matches!(self.session.link, Link::Unloaded) {
            return;
        }
        self.session.past.loaded = !kept.snapshots.is_empty() || !kept.frames.is_empty();
        self.session.past.holds_logged = !kept.snapshots.is_empty() || kept.frames.iter().any(|frame| !frame.unsent);
        let mut damaged = 0;
        for (id, sealed) in &kept.snapshots {
            self.storage.found_snapshot(*id);
            damaged += u32::from(self.merge_snapshot(now, sealed).is_none());
        }
        let checkpoint = kept.checkpoint.and_then(|bytes| Checkpoint::decode(&bytes));
        for frame in kept.frames {
            let id = (frame.replica, frame.counter);
            self.storage.found_frame(id);
            let (edits, content) = match self.merge(now, id, &frame.sealed) {
                Merged::New(message, merging) => {
                    (if message.from == self.identity.me { message.edits } else { 0 }, merging.content)
                }
                Merged::Before => (0, false),
                Merged::Damaged => {
                    damaged += 1;
                    continue;
                }
            };
            if frame.unsent {
                self.outbox.hold(id, OutboxFrame::new(frame.sealed, edits, Sent::No, content));
            }
        }
        // A checkpoint may claim what a damaged record no longer gives: then the relay is asked for everything again.
        if let Some(checkpoint) = checkpoint.filter(|_| damaged == 0)
            && let Some(position) = checkpoint.position()
            && let Some(have) = position.have()
        {
            self.storage.found_checkpoint(have);
            self.session.past.knew_log = true;
            self.presence.acknowledgements = checkpoint.acknowledgements;
            if checkpoint.is_uncompared && self.session.past.holds_logged {
                self.session.kept = KeptContent::Comparing(checkpoint.log);
                self.presence.acknowledgements.needs_refill = true;
            }
            for claim in self.presence.acknowledgements.take_unfounded(&position) {
                self.presence.claims.keep(claim);
            }
            self.session.position = Some(position);
        }
        if damaged > 0 {
            self.outputs.notice(Notice::Damaged(damaged));
        }
        self.session.loaded(now.mono);
        self.out(Output::View);
    }

    /// Another tab of this browser says something.
    pub(super) fn hear_tab(&mut self, now: Now, bytes: &[u8]) {
        let Ok(Decoded::Known(ToRelay::Push(push))) = ToRelay::decode(bytes) else { return };
        if !matches!(self.session.link, Link::Unloaded) {
            self.brought(now, push, None);
        }
    }

    /// A frame that another page has, and is pushing and keeping: another tab, or the page `from` that is connected directly.
    /// Whoever hears only this one is told of it, too.
    pub(super) fn brought(&mut self, now: Now, push: Push, from: Option<ReplicaId>) {
        let id = (push.replica, push.counter);
        if let Merged::New(message, merging) = self.merge(now, id, &push.sealed) {
            let edits = if message.from == self.identity.me { message.edits } else { 0 };
            let sent = Sent::ByOther { until: now.mono + PUSH_ON };
            let content = merging.content;
            // That page may be gone before it has kept it, and this one will say that it has it.
            self.storage.keep_frame(id, true, push.sealed.clone());
            self.outbox.hold(id, OutboxFrame::new(push.sealed.clone(), edits, sent, content));
            if content && self.presence.table.caret(id.0, message.caret, now.mono) {
                self.outputs.facts_changed();
            }
            self.tell(message.from, merging.changes, false);
            let frame = ToRelay::Push(push);
            match from {
                None => self.send_directly(&frame, None),
                Some(page) => {
                    self.out(Output::TellTabs(frame.encode()));
                    self.send_directly(&frame, Some(page));
                }
            }
        }
    }

    /// Merges a frame.
    pub(super) fn merge(&mut self, now: Now, id: FrameId, sealed: &[u8]) -> Merged {
        let merged = self
            .document
            .merge(&self.identity.keys, id, sealed, &mut || self.identity.names.next_client(&mut self.identity.rng));
        match &merged {
            Merged::New(_, Merging { content, rebuilt, quarantined, .. }) => {
                if *quarantined {
                    self.damaged();
                }
                if *rebuilt {
                    self.document_replaced(now);
                }
                if *content {
                    self.storage.note_activity(now.mono);
                    self.out(Output::View);
                }
            }
            Merged::Damaged => self.document_replaced(now),
            Merged::Before => {}
        }
        merged
    }

    /// Opens a frame of the log; none when it does not open or read.
    pub(super) fn read_message(&self, (replica, counter): FrameId, sealed: &[u8]) -> Option<Message> {
        let plain = seal::open(&self.identity.keys, replica, counter, sealed).ok()?;
        Message::decode(&plain).ok()
    }

    /// What a frame of the log said besides content.
    pub(super) fn tell(&mut self, by: Option<MemberId>, changes: Vec<Change>, while_away: bool) {
        if changes.is_empty() {
            return;
        }
        let told = RemoteChanges { by, changes, while_away };
        if told.changes.iter().any(|change| matches!(change, Change::Unread(_))) {
            self.unread = Some(told.clone());
        }
        self.out(Output::Changed(told));
    }

    /// Reads concepts whose code has come. What others changed of them before is told now.
    pub(super) fn learn(&mut self) {
        let learned = self.document.room.learn();
        if let Some(RemoteChanges { by, while_away, .. }) = self.unread.take() {
            self.tell(by, learned, while_away);
        }
        self.out(Output::View);
    }

    /// Opens a snapshot and merges its document; what it claims, or none when it is not one.
    pub(super) fn merge_snapshot(&mut self, now: Now, sealed: &[u8]) -> Option<Snapshot> {
        let snapshot = self
            .document
            .load(&self.identity.keys, sealed, &mut || self.identity.names.next_client(&mut self.identity.rng));
        self.document_replaced(now);
        snapshot
    }

    /// Rebuilds the document without the quarantined frames.
    pub(super) fn rebuild_document(&mut self, now: Now) {
        self.document.rebuild(self.identity.names.next_client(&mut self.identity.rng));
        self.document_replaced(now);
    }

    /// The document may be another one: what was made here a moment ago, and is not sealed yet, goes with it.
    pub(super) fn document_replaced(&mut self, now: Now) {
        for update in self.unsealed.updates() {
            let _ = self.document.room.apply(update);
        }
        self.presence.handle(now.mono, PresenceInput::DocumentReplaced);
        self.out(Output::View);
    }
}
