//! Reading what was there before: the snapshot, then the log after it; and giving the relay what it lacks.

use alongside_room::Room;
use alongside_wire::{
    Chain, Nonce, Seq, SnapshotId, ToRelay,
    frame::{LogPage, Logged, Pull, SnapshotGet, SnapshotHead, SnapshotPart, Welcome},
};

use super::Peer;
use crate::{
    compaction::CompactionInput,
    document::Merged,
    facts::Notice,
    io::Now,
    message::{Message, UPDATES},
    presence::{Acknowledgements, Claims, PresenceInput, Whose},
    seal::{self, Kind},
    session::{DurableFrame, KeptContent, Link, Live, Position, Proof, Reading},
    shadow::Shadow,
    snapshot::{Incoming, Received, Snapshot},
};

/// From where a log is read.
enum Joins {
    /// From this copy's position.
    Here(Proof),
    /// The same, once the chain inside this snapshot's seal is the one there.
    Comparing(SnapshotHead),
    /// From its beginning.
    Anew,
}

impl Peer {
    /// Joined. What is read now depends on whether the relay's log is the one this copy knows.
    pub(super) fn welcome(&mut self, now: Now, welcome: Welcome, nonce: Nonce) {
        let is_covered = |head: SnapshotHead| head.covers <= welcome.durable;
        if welcome.trimmed > welcome.durable
            || ![welcome.snapshot, welcome.previous].into_iter().flatten().all(is_covered)
        {
            return self.hang_up(now);
        }
        self.session.trouble = None;
        self.session.past.failed = false;
        self.direct.put_servers(welcome.ice.clone().into());
        let (reading, proof) = match self.joins(&welcome) {
            Joins::Here(proof) => (Reading::Log { refill: None }, proof),
            Joins::Comparing(head) => (Reading::Proof(Incoming::new(head)), Proof::Given),
            Joins::Anew => (self.begin_anew(&welcome), Proof::Given),
        };
        self.tell_compaction(now, CompactionInput::Joined(&welcome));
        self.session.link = Link::Live(Box::new(Live::new(now.mono, nonce, &welcome, reading, proof)));
        self.read_on();
        self.presence.handle(now.mono, PresenceInput::Connected);
    }

    /// From where this copy reads the log that it is welcomed to. `[P 16]`
    fn joins(&mut self, welcome: &Welcome) -> Joins {
        let position = self.session.position.as_ref().filter(|position| position.log == welcome.log);
        let Some(position) = position.filter(|_| !self.presence.acknowledgements.needs_refill) else {
            return Joins::Anew;
        };
        let at = position.durable;
        let named = [welcome.snapshot, welcome.previous];
        let is_named = named.iter().flatten().any(|head| position.snapshot() == Some(head.id));
        if at > welcome.durable {
            // It has lost what it had made durable.
            self.tell_forked();
            Joins::Anew
        } else if at < welcome.trimmed {
            Joins::Anew
        } else if at == Seq(0) || is_named {
            Joins::Here(Proof::Given)
        } else if at > welcome.trimmed && position.knows_its_frame() {
            Joins::Here(Proof::Awaited)
        } else {
            let covers = |head: &SnapshotHead| head.covers == at;
            named.into_iter().flatten().find(covers).map_or(Joins::Anew, Joins::Comparing)
        }
    }

    /// Nothing that is known of a log is known of this one. Where this copy has content from elsewhere, the relay's own
    /// bytes are replayed beside it, to see what they lack.
    fn begin_anew(&mut self, welcome: &Welcome) -> Reading {
        self.presence.acknowledgements = Acknowledgements::default();
        self.presence.claims = Claims::default();
        self.storage.forget_position();
        self.take_position(Position::new(welcome.log, Seq(0), Chain::START));
        self.presence.acknowledgements.needs_refill = self.session.past.holds_logged;
        if self.session.past.holds_logged {
            self.session.kept = self.session.kept.after_fork(welcome.log);
        }
        let refill = self.presence.acknowledgements.needs_refill.then(|| Box::new(Shadow::refill()));
        match welcome.snapshot {
            Some(head) => Reading::Snapshot { incoming: Incoming::new(head), refill },
            None => Reading::Log { refill },
        }
    }

    /// Asks for what is read next.
    pub(super) fn read_on(&mut self) {
        let at = self.session.position.as_ref().map_or(Seq(0), |position| position.durable);
        let Some(live) = self.session.link.live() else { return };
        match &live.reading {
            Reading::Snapshot { incoming, .. } | Reading::Proof(incoming) => {
                let id = incoming.head.id;
                self.send(&ToRelay::SnapshotGet(SnapshotGet { id }));
            }
            // The frame at this copy's own number comes first.
            Reading::Log { .. } if live.proof == Proof::Awaited => self.pull(Seq(at.0.saturating_sub(1))),
            Reading::Log { .. } => self.pull(at),
            Reading::Nothing => {}
        }
    }

    pub(super) fn snapshot_part(&mut self, now: Now, part: SnapshotPart) {
        let Some(live) = self.session.link.live_mut() else { return };
        if let Reading::Proof(incoming) = &mut live.reading {
            let id = incoming.head.id;
            return match incoming.take(part) {
                Received::More => {}
                Received::Whole(sealed) => self.compare_chain(now, id, &sealed),
                Received::Wrong => self.doubt_the_log(now),
                Received::OutOfOrder => self.hang_up(now),
            };
        }
        let Reading::Snapshot { incoming, .. } = &mut live.reading else { return };
        let head = incoming.head;
        let taken = match incoming.take(part) {
            Received::More => return,
            Received::Whole(sealed) => self.take_snapshot(now, head, &sealed),
            Received::Wrong => false,
            // What it covers is asked for again on the next connection. `[P 33]`
            Received::OutOfOrder => return self.hang_up(now),
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

    /// The snapshot that the log was trimmed to: its chain must be the one at this copy's position. `[P 16]`
    fn compare_chain(&mut self, now: Now, id: SnapshotId, sealed: &[u8]) {
        let opened = seal::open_carried(&self.identity.keys, Kind::Snapshot, sealed).ok();
        let snapshot = opened.and_then(|(_, _, plain)| Snapshot::decode(&plain));
        let (Some(snapshot), Some(position)) = (snapshot, &mut self.session.position) else {
            return self.doubt_the_log(now);
        };
        if (snapshot.log, snapshot.covers, snapshot.chain) != (position.log, position.durable, position.chain) {
            return self.contradicted(now);
        }
        position.covered_by(id, snapshot.covers, snapshot.chain);
        self.storage.checkpoint_soon();
        if let Some(live) = self.session.link.live_mut() {
            live.reading = Reading::Log { refill: None };
        }
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
        self.session.kept = self.session.kept.after_fork(log);
        self.take_position(Position::unfounded(log, trimmed));
        self.presence.acknowledgements.needs_refill = true;
        let blank = Box::new(Shadow::refill());
        if let Some(live) = self.session.link.live_mut() {
            live.reading = Reading::Log { refill: Some(blank) };
        }
    }

    /// Takes a snapshot of the relay's, if it is what the relay says it is.
    pub(super) fn take_snapshot(&mut self, now: Now, head: SnapshotHead, sealed: &[u8]) -> bool {
        let Some(snapshot) = self.merge_snapshot(now, sealed) else {
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
        let mut position = Position::new(snapshot.log, snapshot.covers, snapshot.chain);
        position.covered_by(head.id, snapshot.covers, snapshot.chain);
        self.take_position(position);
        true
    }

    pub(super) fn page(&mut self, now: Now, page: LogPage) {
        let mut before = page.after;
        if self.session.position.as_ref().is_none_or(|position| before > position.durable) {
            return self.hang_up(now);
        }
        for frame in page.frames {
            let id = (frame.replica, frame.counter);
            let Some(position) = &mut self.session.position else { return };
            let Ok(durable) = position.page(before, frame.seq, id, &frame.sealed) else {
                return self.contradicted(now);
            };
            before = frame.seq;
            if position.durable == frame.seq
                && let Some(live) = self.session.link.live_mut()
            {
                live.proof = Proof::Given;
            }
            self.shadow_frame(&frame);
            if let Some(durable) = durable {
                self.read(now, frame, durable);
            }
        }
        self.judge_claims(now);
        self.storage.checkpoint_soon();
    }

    /// A frame of a page: durable, in order.
    fn read(&mut self, now: Now, frame: Logged, durable: DurableFrame) {
        let id = (frame.replica, frame.counter);
        self.replay(&frame);
        if let Some(sealed) = self.outbox.sealed(&id) {
            let same = sealed == frame.sealed;
            self.frames_are_durable(now, &[durable]);
            if same {
                return;
            }
        }
        match self.merge(now, id, &frame.sealed) {
            Merged::New(message, merging) => {
                let mine = message.from.is_some() && message.from == self.identity.me;
                self.listen(now, frame.replica, &message);
                self.stands(durable.seq, mine, merging.content);
                self.tell(message.from, merging.changes, true);
                self.storage.keep_frame(id, false, frame.sealed);
            }
            Merged::Before => {
                // Kept by another tab, whose note of how far it has read is older or newer than this one's.
                if let Some(message) = self.read_message(id, &frame.sealed) {
                    let mine = message.from.is_some() && message.from == self.identity.me;
                    self.stands(durable.seq, mine, message.has_content());
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
        let Some(announced) = self.session.link.live_mut().and_then(|live| live.pulls.pop_front()) else {
            return self.hang_up(now);
        };
        let held = self.session.position.as_ref().map_or(Seq(0), |position| position.durable);
        if upto > held || upto < announced {
            // It says that there is no more, and gave less than it says, or than it announced: no number is taken over
            // without its frame. `[P 27]`
            return self.hang_up(now);
        }
        if self.session.link.live().is_some_and(|live| live.proof == Proof::Awaited) {
            return self.contradicted(now);
        }
        self.shadow_read(now, upto);
        let Some(live) = self.session.link.live_mut() else { return };
        let Reading::Log { .. } = live.reading else { return };
        let Reading::Log { refill } = std::mem::replace(&mut live.reading, Reading::Nothing) else { return };
        live.announced = live.announced.max(upto);
        let announced = live.announced;
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
        if matches!(self.session.kept, KeptContent::Comparing(_)) {
            self.session.kept = KeptContent::Compared;
        }
        if theirs.digest() == self.document.room.digest() {
            return;
        }
        let is_durable = self.outbox.is_empty() && self.unsealed.is_empty();
        if self.session.past.knew_log && (durable == Seq(0) || is_durable) {
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

    fn take_position(&mut self, mut position: Position) {
        let before = self.session.position.as_mut().filter(|before| before.log == position.log);
        let passed = before.map(|before| position.take_ahead(before)).unwrap_or_default();
        // Whose a snapshot's content is does not stand in it: take it for mine as well.
        self.presence.acknowledgements.content(position.durable, Whose::Own);
        self.session.position = Some(position);
        // What the relay says that the snapshot has: whether it has, the shadow replica shows that is being filled, or one
        // that will be.
        for (seq, id) in passed.into_iter().filter(|(_, id)| self.outbox.sealed(id).is_some()).collect::<Vec<_>>() {
            self.frame_is_durable(seq, id);
            if !self.presence.acknowledgements.needs_refill {
                self.session.doubt.is_certain();
            }
        }
        self.storage.checkpoint_soon();
    }

    /// A frame of the log cannot be read.
    pub(super) fn damaged(&mut self) {
        self.outputs.notice(Notice::Damaged(1));
    }

    /// Asks for the log after a number.
    pub(super) fn pull(&mut self, after: Seq) {
        if let Some(live) = self.session.link.live_mut() {
            live.pulls.push_back(live.announced);
        }
        self.send(&ToRelay::Pull(Pull { after }));
    }
}
