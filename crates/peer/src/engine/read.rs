//! Reading what was there before: the snapshot, then the log after it; and giving the relay what it lacks.

use alongside_room::Room;
use alongside_wire::{
    Chain, Nonce, Seq, ToRelay,
    frame::{LogPage, Logged, Pull, SnapshotGet, SnapshotHead, SnapshotPart, Welcome},
};

use super::{Peer, Standing};
use crate::{
    document::{Document, Merged, NOBODY},
    facts::Notice,
    io::{Now, Write},
    link::{Link, Live, Reading},
    log::Position,
    message::{Message, UPDATES},
    snapshot::{Incoming, Received},
};

impl Peer {
    /// Joined. What is read now depends on whether the relay's log is the one this copy knows.
    pub(super) fn welcome(&mut self, now: Now, welcome: Welcome, nonce: Nonce) {
        self.trouble = None;
        self.ever_failed = false;
        self.ice = welcome.ice.clone().into();
        let known = self.position.as_ref().filter(|_| !self.standing.owes).is_some_and(|position| {
            position.log == welcome.log && position.durable <= welcome.durable && position.durable >= welcome.trimmed
        });
        let reading = if known {
            Reading::Log { replay: None }
        } else {
            // Where this copy has content from elsewhere, the relay's own bytes are replayed beside it, to see what
            // they lack.
            self.take_position(Position::new(welcome.log, Seq(0), Chain::START));
            self.standing.owes = self.holds_settled;
            let replay = self.standing.owes.then(|| Box::new(Document::new(NOBODY)));
            match welcome.snapshot {
                Some(head) => Reading::Snapshot { incoming: Incoming::new(head), replay },
                None => Reading::Log { replay },
            }
        };
        self.link = Link::Live(Box::new(Live::new(now.mono, nonce, &welcome, reading)));
        self.read_on();
        self.speak_soon(now);
    }

    /// Asks for what is read next.
    pub(super) fn read_on(&mut self) {
        let after = self.position.as_ref().map_or(Seq(0), |position| position.durable);
        match self.link.live().map(|live| &live.reading) {
            Some(Reading::Snapshot { incoming, .. }) => {
                let id = incoming.head.id;
                self.send(&ToRelay::SnapshotGet(SnapshotGet { id }));
            }
            Some(Reading::Log { .. }) => self.pull(after),
            Some(Reading::Nothing) | None => {}
        }
    }

    pub(super) fn snapshot_part(&mut self, part: SnapshotPart) {
        let Some(live) = self.link.live_mut() else { return };
        let Reading::Snapshot { incoming, .. } = &mut live.reading else { return };
        let head = incoming.head;
        let taken = match incoming.take(part) {
            Received::More => return,
            Received::Whole(sealed) => self.take_snapshot(head, &sealed),
            Received::Wrong => false,
        };
        let Some(live) = self.link.live_mut() else { return };
        let replay = match std::mem::replace(&mut live.reading, Reading::Nothing) {
            Reading::Snapshot { replay, .. } => replay,
            _ => None,
        };
        // One that is not what it should be: the one before it, then the whole log.
        live.reading = match live.previous.filter(|previous| !taken && previous.id != head.id) {
            Some(previous) => Reading::Snapshot { incoming: Incoming::new(previous), replay },
            None => Reading::Log { replay },
        };
        self.begin_where_the_log_does();
        self.read_on();
    }

    /// What the relay trimmed it can give only in a snapshot. Where none of those reads, the log is read from where it
    /// begins, and what this copy has besides is given to it again.
    fn begin_where_the_log_does(&mut self) {
        let Some(live) = self.link.live() else { return };
        let trimmed = live.trimmed;
        let reads_log = matches!(live.reading, Reading::Log { .. });
        let Some(log) =
            self.position.as_ref().filter(|position| position.durable < trimmed).map(|position| position.log)
        else {
            return;
        };
        if !reads_log {
            return;
        }
        self.notice(Notice::Forked);
        self.forked = true;
        self.take_position(Position::new(log, trimmed, Chain::START));
        self.standing.owes = true;
        let blank = Box::new(Document::new(NOBODY));
        if let Some(live) = self.link.live_mut() {
            live.reading = Reading::Log { replay: Some(blank) };
        }
    }

    /// Takes a snapshot of the relay's, if it is what the relay says it is.
    pub(super) fn take_snapshot(&mut self, head: SnapshotHead, sealed: &[u8]) -> bool {
        let Some(snapshot) = self.merge_snapshot(sealed) else {
            self.notice(Notice::Damaged(1));
            return false;
        };
        // What this copy will say that it has stands nowhere else on the device.
        self.device.keep(Write::Snapshot {
            id: head.id,
            sealed: sealed.to_vec(),
            frames: Vec::new(),
            snapshots: Vec::new(),
        });
        if !self.kept_snapshots.contains(&head.id) {
            self.kept_snapshots.push(head.id);
        }
        if let Link::Live(live) = &mut self.link
            && let Reading::Snapshot { replay: Some(replay), .. } = &mut live.reading
        {
            replay.load(&self.keys, sealed, &mut || NOBODY);
        }
        let log = self.position.as_ref().map(|position| position.log);
        if snapshot.covers != head.covers || Some(snapshot.log) != log {
            self.notice(Notice::Forked);
            return false;
        }
        self.take_position(Position::new(snapshot.log, snapshot.covers, snapshot.chain));
        true
    }

    pub(super) fn page(&mut self, now: Now, page: LogPage) {
        let position = self.position.as_ref().map(|position| position.durable);
        if position.is_none_or(|durable| page.after > durable) {
            return self.hang_up(now, None);
        }
        for frame in page.frames {
            self.check_frame(&frame);
            self.again_frame(&frame);
            self.read(now, frame);
        }
        self.checkpoint_due = true;
    }

    /// A frame of a page: durable, in order.
    pub(super) fn read(&mut self, now: Now, frame: Logged) {
        let key = (frame.replica, frame.counter);
        let settled = self
            .position
            .as_mut()
            .and_then(|position| position.page(frame.seq, frame.replica, frame.counter, &frame.sealed));
        let Some(settled) = settled else { return };
        self.replay(&frame);
        if let Some(sealed) = self.outbox.sealed(&key) {
            let same = sealed == frame.sealed;
            self.settled(now, &[settled]);
            if same {
                return;
            }
        }
        match self.merge(now, key, &frame.sealed) {
            Merged::New(message, merging) => {
                let mine = message.from.is_some() && message.from == self.me;
                self.listen(frame.replica, &message);
                self.stands(settled.seq, mine, merging.content);
                self.tell(message.from, merging.changes, true);
                self.keep_frame(key, false, frame.sealed);
            }
            Merged::Before => {
                // Kept by another tab, whose note of how far it has read is older or newer than this one's.
                if let Some(message) = self.read_message(key, &frame.sealed) {
                    let mine = message.from.is_some() && message.from == self.me;
                    self.stands(settled.seq, mine, message.has_content());
                }
            }
            Merged::Damaged => self.damaged(),
        }
    }

    /// The same frame into what the relay's own bytes come to.
    fn replay(&mut self, frame: &Logged) {
        if let Link::Live(live) = &mut self.link
            && let Reading::Log { replay: Some(replay) } = &mut live.reading
        {
            replay.merge(&self.keys, (frame.replica, frame.counter), &frame.sealed, &mut || NOBODY);
        }
    }

    /// Everything that was there is read: what the relay lacks is pushed.
    pub(super) fn caught_up(&mut self, now: Now, upto: Seq) {
        if let Some(live) = self.link.live_mut() {
            live.pulls = live.pulls.saturating_sub(1);
        }
        self.check_read(upto);
        self.again_read(now);
        let Some(live) = self.link.live_mut() else { return };
        let Reading::Log { .. } = live.reading else { return };
        let Reading::Log { replay } = std::mem::replace(&mut live.reading, Reading::Nothing) else { return };
        live.announced = live.announced.max(upto);
        let announced = live.announced;
        let behind = self.position.as_ref().is_some_and(|position| position.durable < upto);
        if behind {
            // The relay says that there is no more, but numbers say otherwise: frames it cannot give. Go on from there.
            if let Some(position) = &mut self.position {
                *position = Position::new(position.log, upto, position.chain);
            }
        }
        self.ever_caught_up = true;
        self.loaded = true;
        self.holds_settled = true;
        self.facts_due = true;
        self.commit(now, announced);
        if let Some(replay) = replay {
            self.give_what_it_lacks(&replay.room);
        }
        self.knew_log = true;
        self.compact_soon(now);
        self.check_soon(now);
        self.checkpoint_due = true;
    }

    /// The relay's log is another one than this copy's content came from: what it lacks is appended, as any edit is, so
    /// that whoever reads along gets it too. (A snapshot would reach only those who join later, and of two copies that
    /// fill an empty relay at once, one would lose.)
    fn give_what_it_lacks(&mut self, theirs: &Room) {
        let durable = self.position.as_ref().map_or(Seq(0), |position| position.durable);
        self.standing.mine = durable;
        self.standing.owes = false;
        if theirs.digest() == self.document.room.digest() {
            return;
        }
        if durable == Seq(0) && self.knew_log {
            self.notice(Notice::Refilled);
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
        if self.position.as_ref().is_none_or(|before| before.log != position.log) {
            // Numbers of another log say nothing about this one.
            self.standing = Standing::default();
            self.committed = None;
            self.committing = None;
        }
        // Whose a snapshot's content is does not stand in it: take it for mine as well.
        self.standing.mine = self.standing.mine.max(position.durable);
        self.position = Some(position);
        self.checkpoint_due = true;
    }

    /// A frame of the log cannot be read.
    pub(super) fn damaged(&mut self) {
        self.notice(Notice::Damaged(1));
    }

    /// Asks for the log after a number.
    pub(super) fn pull(&mut self, after: Seq) {
        if let Some(live) = self.link.live_mut() {
            live.pulls += 1;
        }
        self.send(&ToRelay::Pull(Pull { after }));
    }
}
