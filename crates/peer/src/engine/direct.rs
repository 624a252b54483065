//! Meeting other pages directly: the same sealed frames, over lines that outlive the relay. `[P 78, 79]`

use alongside_room::MemberId;
use alongside_wire::{Decoded, ReplicaId, ToRelay};
use rand_core::Rng;

use super::{Peer, merge::Source};
use crate::{
    io::{DirectCommand, DirectEvent, Now, Output},
    link::Link,
    message::{FrameRange, Message, Signal, SignalBody},
    negotiation::Heed,
};

/// Most ranges of frames that are said, or listened to, at once.
const RANGES: usize = 64;

impl Peer {
    /// Whether the person lets this page be met directly.
    pub(super) fn put_willing(&mut self, now: Now, willing: bool) {
        if self.willing != willing {
            self.willing = willing;
            self.facts_due = true;
            self.speak_soon(now);
        }
    }

    /// Lines begin and end as pages come, agree and go.
    pub(super) fn run_lines(&mut self, now: Now) {
        let partners = self.partners();
        for page in self.lines.others(&partners) {
            if let Some(call) = self.lines.forget(page) {
                self.close_line(now, page, call);
            }
        }
        for page in self.lines.overdue(now.mono) {
            self.give_up(now, page);
        }
        for page in partners {
            if self.lines.is_due(self.names.replica(), page, now.mono) {
                let call = self.rng.next_u64();
                self.open_line(now, page, call, false);
            }
        }
    }

    /// The pages that may be met directly, and would be.
    fn partners(&self) -> Vec<ReplicaId> {
        match self.me.filter(|_| self.willing && !matches!(self.link, Link::Ended)) {
            Some(me) => self.pages.partners(me),
            None => Vec::new(),
        }
    }

    fn open_line(&mut self, now: Now, page: ReplicaId, call: u64, polite: bool) {
        self.lines.begin(page, call, now.mono);
        self.out(Output::Direct(page, DirectCommand::Open { polite, ice: self.ice.clone() }));
    }

    fn close_line(&mut self, now: Now, page: ReplicaId, call: u64) {
        self.out(Output::Direct(page, DirectCommand::Close));
        self.signal(now, page, call, SignalBody::HungUp);
        self.facts_due = true;
    }

    /// This line leads nowhere; another may.
    fn give_up(&mut self, now: Now, page: ReplicaId) {
        let call = self.lines.call(page);
        self.lines.failed(page, now.mono);
        if let Some(call) = call {
            self.close_line(now, page, call);
        }
    }

    /// Something happened to the line to this page.
    pub(super) fn line(&mut self, now: Now, page: ReplicaId, event: DirectEvent) {
        let Some(call) = self.lines.call(page) else { return };
        match event {
            DirectEvent::Says(said) => self.signal(now, page, call, said),
            DirectEvent::Opened => {
                self.lines.opened(page, now.mono);
                self.facts_due = true;
                self.give_all(page);
                self.speak_soon(now);
            }
            DirectEvent::Arrived(bytes) => self.arrived(now, page, &bytes),
            DirectEvent::Closed => self.give_up(now, page),
        }
    }

    /// Says something to one page, through the relay and whatever lines there are.
    fn signal(&mut self, now: Now, page: ReplicaId, call: u64, said: SignalBody) {
        let Some(to) = self.pages.nonce(page) else { return };
        let at = self.room_time(now).0;
        let signal = Signal { from: self.word.nonce, to, call, at, said };
        self.pass_on(&Message { from: self.me, signal: Some(signal), ..Message::default() });
    }

    /// Another page wants to meet this one directly. What counts is said by a page that is known, to this very page
    /// load, just now, and while both are willing: so nobody in between can put themselves there, nor say it again.
    pub(super) fn signalled(&mut self, now: Now, page: ReplicaId, signal: Signal) {
        let for_me = signal.to == self.word.nonce && self.pages.nonce(page) == Some(signal.from);
        if !for_me || !self.partners().contains(&page) {
            return;
        }
        let room_time = self.room_time(now).0;
        match self.lines.heed(self.names.replica(), page, &signal, room_time) {
            Heed::Ignore => {}
            Heed::Answer => {
                if self.lines.call(page).is_some() {
                    self.out(Output::Direct(page, DirectCommand::Close));
                }
                self.open_line(now, page, signal.call, true);
                self.out(Output::Direct(page, DirectCommand::Hear(signal.said)));
            }
            Heed::Tell => self.out(Output::Direct(page, DirectCommand::Hear(signal.said))),
            Heed::HungUp => {
                self.lines.failed(page, now.mono);
                self.out(Output::Direct(page, DirectCommand::Close));
                self.facts_due = true;
            }
        }
    }

    /// What a page that was just met may lack: everything that no relay is known to hold.
    fn give_all(&mut self, page: ReplicaId) {
        let frames: Vec<_> = self.outbox.iter().map(|(key, frame)| super::push(*key, frame.sealed.clone())).collect();
        for frame in frames {
            self.out(Output::Direct(page, DirectCommand::Send(frame.encode())));
        }
    }

    /// A frame goes to every page that is met directly, but to this one.
    pub(super) fn send_directly(&mut self, frame: &ToRelay, but: Option<ReplicaId>) {
        let pages = self.lines.live();
        if pages.is_empty() {
            return;
        }
        let bytes = frame.encode();
        for page in pages.into_iter().filter(|page| Some(*page) != but) {
            self.out(Output::Direct(page, DirectCommand::Send(bytes.clone())));
        }
    }

    /// Over a line come the very frames that the relay is sent.
    fn arrived(&mut self, now: Now, page: ReplicaId, bytes: &[u8]) {
        if matches!(self.link, Link::Unloaded) {
            return;
        }
        match ToRelay::decode(bytes) {
            Ok(Decoded::Known(ToRelay::Push(push))) => self.brought(now, push, Source::Line(page)),
            Ok(Decoded::Known(ToRelay::Ephemeral(ephemeral))) => self.passed_on(now, &ephemeral.sealed),
            _ => {}
        }
    }

    /// Frames of others that are committed here and that no relay is known to hold.
    pub(super) fn holds(&self) -> Vec<FrameRange> {
        let mut held: Vec<FrameRange> = Vec::new();
        if !self.lines.any_live() || self.device.is_broken() {
            return held;
        }
        let others = self.outbox.iter().filter(|((replica, _), _)| *replica != self.names.replica());
        for ((replica, counter), _) in others.filter(|(key, _)| self.device.has(key)) {
            match held.last_mut() {
                Some(run) if run.replica == *replica && run.last.next() == *counter => run.last = *counter,
                _ => held.push(FrameRange { replica: *replica, first: *counter, last: *counter }),
            }
        }
        held.truncate(RANGES);
        held
    }

    /// Another member's device has committed these.
    pub(super) fn hear_held(&mut self, by: Option<MemberId>, held: &[FrameRange]) {
        let Some(by) = by.filter(|by| Some(*by) != self.me) else { return };
        self.facts_due |= self.outbox.held(by, &held[..held.len().min(RANGES)]);
    }

    /// Who has everything that this person wrote, the relay's word aside.
    pub(super) fn holds_all(&self) -> Option<MemberId> {
        let mut mine = self.outbox.iter().map(|(_, frame)| frame).filter(|frame| frame.edits > 0);
        let first = mine.next().filter(|_| self.pending.edits == 0)?;
        let rest: Vec<_> = mine.collect();
        let has_the_rest = |by: &MemberId| rest.iter().all(|frame| frame.held_by.contains(by));
        let has_the_log = |by: &MemberId| {
            let all = self.standing.mine;
            all.0 == 0 || self.standing.had.get(&by.0).is_some_and(|had| *had >= all)
        };
        first.held_by.iter().copied().find(|by| has_the_rest(by) && has_the_log(by))
    }
}
