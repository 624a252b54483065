//! What goes over direct connections, and what their machine wants done. `[P 78, 79]`

use alongside_room::MemberId;
use alongside_wire::{Decoded, ReplicaId, ToRelay};

use super::{Peer, push};
use crate::{
    direct::{DirectOutput, Partners},
    io::{DirectCommand, DirectEvent, Now, Output},
    message::{Message, Signal, SignalBody},
    presence::PresenceInput,
    session::Link,
};

impl Peer {
    pub(super) fn run_direct(&mut self, now: Now) {
        let partners = self.partners();
        self.direct.advance(now.mono, &partners, &mut self.identity.rng);
        self.obey_direct(now);
    }

    pub(super) fn direct_event(&mut self, now: Now, page: ReplicaId, event: DirectEvent) {
        self.direct.handle(now.mono, page, event);
        self.obey_direct(now);
    }

    /// Another page says something towards a direct connection. It counts from a page that is known, to this very page
    /// load, while both are willing.
    pub(super) fn signalled(&mut self, now: Now, page: ReplicaId, signal: Signal) {
        let is_for_me = signal.to == self.presence.nonce() && self.presence.table.nonce(page) == Some(signal.from);
        if is_for_me {
            let (partners, room_time) = (self.partners(), self.room_time(now).0);
            self.direct.signalled(now.mono, page, signal, room_time, &partners);
            self.obey_direct(now);
        }
    }

    fn obey_direct(&mut self, now: Now) {
        while let Some(output) = self.direct.poll() {
            match output {
                DirectOutput::Command(page, command) => self.out(Output::Direct(page, command)),
                DirectOutput::Signal { page, call, body } => self.signal(now, page, call, body),
                DirectOutput::Opened(page) => {
                    self.outputs.facts_changed();
                    self.give_all(page);
                    self.presence.handle(now.mono, PresenceInput::Connected);
                }
                DirectOutput::Arrived(page, bytes) => self.arrived(now, page, &bytes),
                DirectOutput::Changed => self.outputs.facts_changed(),
            }
        }
    }

    /// The pages between which connections may be made now.
    fn partners(&self) -> Partners {
        let may = self.direct.is_willing() && !matches!(self.session.link, Link::Ended);
        let pages = self.identity.me.filter(|_| may).map(|me| self.presence.table.partners(me)).unwrap_or_default();
        Partners { me: self.identity.names.replica(), pages }
    }

    /// Says something to one page, through the relay and whatever connections there are.
    fn signal(&mut self, now: Now, page: ReplicaId, call: u64, said: SignalBody) {
        let Some(to) = self.presence.table.nonce(page) else { return };
        let at = self.room_time(now).0;
        let signal = Signal { from: self.presence.nonce(), to, call, at, said };
        self.pass_on(&Message { from: self.identity.me, signal: Some(signal), ..Message::default() });
    }

    /// What a page that was just connected may lack: everything that no relay is known to hold.
    fn give_all(&mut self, page: ReplicaId) {
        let frames: Vec<_> = self.outbox.iter().map(|(id, frame)| push(*id, frame.sealed.clone())).collect();
        for frame in frames {
            self.out(Output::Direct(page, DirectCommand::Send(frame.encode())));
        }
    }

    /// A frame goes to every page that is connected directly, but to this one.
    pub(super) fn send_directly(&mut self, frame: &ToRelay, but: Option<ReplicaId>) {
        let pages = self.direct.live();
        if pages.is_empty() {
            return;
        }
        let bytes = frame.encode();
        for page in pages.into_iter().filter(|page| Some(*page) != but) {
            self.out(Output::Direct(page, DirectCommand::Send(bytes.clone())));
        }
    }

    /// Over a direct connection come the very frames that the relay is sent.
    fn arrived(&mut self, now: Now, page: ReplicaId, bytes: &[u8]) {
        if matches!(self.session.link, Link::Unloaded) {
            return;
        }
        match ToRelay::decode(bytes) {
            Ok(Decoded::Known(ToRelay::Push(push))) => self.brought(now, push, Some(page)),
            Ok(Decoded::Known(ToRelay::Ephemeral(ephemeral))) => self.passed_on(now, &ephemeral.sealed),
            _ => {}
        }
    }

    /// Who has everything that this member wrote, what the relay says aside.
    pub(super) fn holds_all(&self) -> Option<MemberId> {
        let mut own = self.outbox.iter().map(|(_, frame)| frame).filter(|frame| frame.edits > 0);
        let first = own.next().filter(|_| self.unsealed.is_empty())?;
        let rest: Vec<_> = own.collect();
        let has_the_rest = |by: &MemberId| rest.iter().all(|frame| frame.held_by.contains(by));
        let has_the_log = |by: &MemberId| self.presence.acknowledgements.has_all(*by);
        first.held_by.iter().copied().find(|by| has_the_rest(by) && has_the_log(by))
    }
}
