//! Reading what was there before: the snapshot, then the log after it; and giving the relay what it lacks.

use alongside_room::Room;
use alongside_wire::{
    Chain, Nonce, Seq, ToRelay,
    frame::{LogPage, Logged, Pull, SnapshotGet, SnapshotHead, SnapshotPart, Welcome},
};

use super::Peer;
use crate::{
    document::Merged,
    facts::Notice,
    io::Now,
    message::{Message, UPDATES},
    presence::{Acknowledgements, Whose},
    session::{Link, Live, Position, Reading},
    shadow::Shadow,
    snapshot::{Incoming, Received},
};

impl Peer {
    /// Joined. What is read now depends on whether the relay's log is the one this copy knows.
    pub(super) fn welcome(&mut self, now: Now, welcome: Welcome, nonce: Nonce) {
        self.session.trouble = None;
        self.session.past.failed = false;
        self.direct.put_servers(welcome.ice.clone().into());
        let known =
            self.session.position.as_ref().filter(|_| !self.presence.acknowledgements.needs_refill).is_some_and(
                |position| {
                    position.log == welcome.log
                        && position.durable <= welcome.durable
                        && position.durable >= welcome.trimmed
                },
            );
        let reading = if known {
            Reading::Log { refill: None }
        } else {
            // Where this copy has content from elsewhere, the relay's own bytes are replayed beside it, to see what
            // they lack.
            self.take_position(Position::new(welcome.log, Seq(0), Chain::START));
            self.presence.acknowledgements.needs_refill = self.session.past.holds_logged;
            let refill = self.presence.acknowledgements.needs_refill.then(|| Box::new(Shadow::refill()));
            match welcome.snapshot {
                Some(head) => Reading::Snapshot { incoming: Incoming::new(head), refill },
                None => Reading::Log { refill },
            }
        };
        self.compaction.joined(&welcome);
        self.session.link = Link::Live(Box::new(Live::new(now.mono, nonce, &welcome, reading)));
        self.read_on();
        self.presence.speak_soon(now.mono);
    }

    /// Asks for what is read next.
    pub(super) fn read_on(&mut self) {
        let after = self.session.position.as_ref().map_or(Seq(0), |position| position.durable);
        match self.session.link.live().map(|live| &live.reading) {
            Some(Reading::Snapshot { incoming, .. }) => {
                let id = incoming.head.id;
                self.send(&ToRelay::SnapshotGet(SnapshotGet { id }));
            }
            Some(Reading::Log { .. }) => self.pull(after),
            Some(Reading::Nothing) | None => {}
        }
    }

    pub(super) fn snapshot_part(&mut self, part: SnapshotPart) {
        let Some(live) = self.session.link.live_mut() else { return };
        let Reading::Snapshot { incoming, .. } = &mut live.reading else { return };
        let head = incoming.head;
        let taken = match incoming.take(part) {
            Received::More => return,
            Received::Whole(sealed) => self.take_snapshot(head, &sealed),
            Received::Wrong => false,
        };
        let Some(live) = self.session.link.live_mut() else { return };
        let refill = match std::mem::replace(&mut live.reading, Reading::Nothing) {
            Reading::Snapshot { refill, .. } => refill,
            _ => None,
        };
        // One that is not what it should be: the one before it, then the whole log.
        live.reading = match self.compaction.log.previous.filter(|previous| !taken && previous.id != head.id) {
            Some(previous) => Reading::Snapshot { incoming: Incoming::new(previous), refill },
            None => Reading::Log { refill },
        };
        self.begin_where_the_log_does();
        self.read_on();
    }

    /// What the relay trimmed it can give only in a snapshot. Where none of those reads, the log is read from where it
    /// begins, and what this copy has besides is given to it again.
    fn begin_where_the_log_does(&mut self) {
        let Some(live) = self.session.link.live() else { return };
        let trimmed = self.compaction.log.trimmed;
        let reads_log = matches!(live.reading, Reading::Log { .. });
        let Some(log) =
            self.session.position.as_ref().filter(|position| position.durable < trimmed).map(|position| position.log)
        else {
            return;
        };
        if !reads_log {
            return;
        }
        self.outputs.notice(Notice::Forked);
        self.session.past.forked = true;
        self.take_position(Position::new(log, trimmed, Chain::START));
        self.presence.acknowledgements.needs_refill = true;
        let blank = Box::new(Shadow::refill());
        if let Some(live) = self.session.link.live_mut() {
            live.reading = Reading::Log { refill: Some(blank) };
        }
    }

    /// Takes a snapshot of the relay's, if it is what the relay says it is.
    pub(super) fn take_snapshot(&mut self, head: SnapshotHead, sealed: &[u8]) -> bool {
        let Some(snapshot) = self.merge_snapshot(sealed) else {
            self.outputs.notice(Notice::Damaged(1));
            return false;
        };
        // What this copy will say that it has stands nowhere else on the device.
        self.storage.keep_snapshot_too(head.id, sealed.to_vec());
        if let Link::Live(live) = &mut self.session.link
            && let Reading::Snapshot { refill: Some(refill), .. } = &mut live.reading
        {
            refill.load(&self.identity.keys, sealed);
        }
        let log = self.session.position.as_ref().map(|position| position.log);
        if snapshot.covers != head.covers || Some(snapshot.log) != log {
            self.outputs.notice(Notice::Forked);
            return false;
        }
        self.take_position(Position::new(snapshot.log, snapshot.covers, snapshot.chain));
        true
    }

    pub(super) fn page(&mut self, now: Now, page: LogPage) {
        let position = self.session.position.as_ref().map(|position| position.durable);
        if position.is_none_or(|durable| page.after > durable) {
            return self.hang_up(now);
        }
        for frame in page.frames {
            self.shadow_frame(&frame);
            self.read(now, frame);
        }
        self.storage.checkpoint_soon();
    }

    /// A frame of a page: durable, in order.
    pub(super) fn read(&mut self, now: Now, frame: Logged) {
        let id = (frame.replica, frame.counter);
        let settled = self
            .session
            .position
            .as_mut()
            .and_then(|position| position.page(frame.seq, frame.replica, frame.counter, &frame.sealed));
        let Some(settled) = settled else { return };
        self.replay(&frame);
        if let Some(sealed) = self.outbox.sealed(&id) {
            let same = sealed == frame.sealed;
            self.settled(now, &[settled]);
            if same {
                return;
            }
        }
        match self.merge(now, id, &frame.sealed) {
            Merged::New(message, merging) => {
                let mine = message.from.is_some() && message.from == self.identity.me;
                self.listen(frame.replica, &message);
                self.stands(settled.seq, mine, merging.content);
                self.tell(message.from, merging.changes, true);
                self.storage.keep_frame(id, false, frame.sealed);
            }
            Merged::Before => {
                // Kept by another tab, whose note of how far it has read is older or newer than this one's.
                if let Some(message) = self.read_message(id, &frame.sealed) {
                    let mine = message.from.is_some() && message.from == self.identity.me;
                    self.stands(settled.seq, mine, message.has_content());
                }
            }
            Merged::Damaged => self.damaged(),
        }
    }

    /// The same frame into what the relay's own bytes come to.
    fn replay(&mut self, frame: &Logged) {
        if let Link::Live(live) = &mut self.session.link
            && let Reading::Log { refill: Some(refill) } = &mut live.reading
        {
            refill.frame(&self.identity.keys, frame, &|_, _| false);
        }
    }

    /// Everything that was there is read: what the relay lacks is pushed.
    pub(super) fn caught_up(&mut self, now: Now, upto: Seq) {
        if let Some(live) = self.session.link.live_mut() {
            live.pulls = live.pulls.saturating_sub(1);
        }
        self.shadow_read(now, upto);
        let Some(live) = self.session.link.live_mut() else { return };
        let Reading::Log { .. } = live.reading else { return };
        let Reading::Log { refill } = std::mem::replace(&mut live.reading, Reading::Nothing) else { return };
        live.announced = live.announced.max(upto);
        let announced = live.announced;
        let behind = self.session.position.as_ref().is_some_and(|position| position.durable < upto);
        if behind {
            // The relay says that there is no more, but numbers say otherwise: frames it cannot give. Go on from there.
            if let Some(position) = &mut self.session.position {
                *position = Position::new(position.log, upto, position.chain);
            }
        }
        self.session.past.caught_up = true;
        self.session.past.loaded = true;
        self.session.past.holds_logged = true;
        self.outputs.facts_changed();
        self.commit(now, announced);
        if let Some(refill) = refill {
            self.push_what_it_lacks(&refill.document.room);
        }
        self.session.past.knew_log = true;
        self.compact_soon(now);
        self.confirm_soon(now);
        self.storage.checkpoint_soon();
    }

    /// The relay's log is another one than this copy's content came from: what it lacks is appended, as any edit is, so
    /// that whoever reads along gets it too. (A snapshot would reach only those who join later, and of two copies that
    /// fill an empty relay at once, one would lose.)
    fn push_what_it_lacks(&mut self, theirs: &Room) {
        let durable = self.session.position.as_ref().map_or(Seq(0), |position| position.durable);
        self.presence.acknowledgements.own_content_is(durable);
        self.presence.acknowledgements.needs_refill = false;
        if theirs.digest() == self.document.room.digest() {
            return;
        }
        if durable == Seq(0) && self.session.past.knew_log {
            self.outputs.notice(Notice::Refilled);
        }
        // Its own state vector always reads.
        let Ok(missing) = self.document.room.missing_from(&theirs.state_vector()) else { return };
        if missing.len() > UPDATES {
            self.seal_parts(missing, 1);
        } else {
            let message = Message { updates: vec![missing], edits: 1, ..self.spoken() };
            self.seal(message, 1, true);
        }
    }

    fn take_position(&mut self, position: Position) {
        if self.session.position.as_ref().is_none_or(|before| before.log != position.log) {
            // Numbers of another log say nothing about this one.
            self.presence.acknowledgements = Acknowledgements::default();
            self.storage.forget_position();
        }
        // Whose a snapshot's content is does not stand in it: take it for mine as well.
        self.presence.acknowledgements.content(position.durable, Whose::Own);
        self.session.position = Some(position);
        self.storage.checkpoint_soon();
    }

    /// A frame of the log cannot be read.
    pub(super) fn damaged(&mut self) {
        self.outputs.notice(Notice::Damaged(1));
    }

    /// Asks for the log after a number.
    pub(super) fn pull(&mut self, after: Seq) {
        if let Some(live) = self.session.link.live_mut() {
            live.pulls += 1;
        }
        self.send(&ToRelay::Pull(Pull { after }));
    }
}
