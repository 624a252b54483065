//! Direct connections to other pages: the same sealed frames as the relay is sent, over WebRTC data channels that outlive
//! the relay. `[P 78]`
//!
//! The machine decides who is connected and which signal counts. It refuses to look into what goes over a connection, and
//! it seals nothing: what is to be said or sent comes out as [`DirectOutput`].

mod negotiation;

use std::{collections::VecDeque, rc::Rc};

use alongside_wire::ReplicaId;
use chacha20::ChaCha20Rng;
use rand_core::Rng;

use self::negotiation::{DirectConnections, Heed};
use crate::{
    io::{DirectCommand, DirectEvent},
    message::{Signal, SignalBody},
};

/// All direct connections of this page.
pub(crate) struct Direct {
    connections: DirectConnections,
    /// The person lets this page be connected directly.
    willing: bool,
    /// Servers that help two pages to find each other.
    ice: Rc<[String]>,
    outputs: VecDeque<DirectOutput>,
}

/// What the machine wants done, or what came of an event.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum DirectOutput {
    /// For the shell.
    Command(ReplicaId, DirectCommand),
    /// Say this to the page, over every path.
    Signal { page: ReplicaId, call: u64, body: SignalBody },
    /// The connection is open: the page may lack everything that no relay is known to hold.
    Opened(ReplicaId),
    /// This frame came over the connection.
    Arrived(ReplicaId, Vec<u8>),
    /// What a screen shows of it changed.
    Changed,
}

/// The pages between which connections may be made now.
pub(crate) struct Partners {
    /// This page.
    pub me: ReplicaId,
    /// Pages of other members that hear this one and are willing, while this one is.
    pub pages: Vec<ReplicaId>,
}

impl Direct {
    /// No connections, and not willing to have any.
    pub fn new() -> Self {
        Self { connections: DirectConnections::default(), willing: false, ice: Rc::from([]), outputs: VecDeque::new() }
    }

    /// Something happened to the connection to this page.
    pub fn handle(&mut self, now: u64, page: ReplicaId, event: DirectEvent) {
        let Some(call) = self.connections.call(page) else { return };
        match event {
            DirectEvent::Says(body) => self.outputs.push_back(DirectOutput::Signal { page, call, body }),
            DirectEvent::Opened => {
                self.connections.opened(page, now);
                self.outputs.push_back(DirectOutput::Opened(page));
            }
            DirectEvent::Arrived(bytes) => self.outputs.push_back(DirectOutput::Arrived(page, bytes)),
            DirectEvent::Closed => self.give_up(now, page),
        }
    }

    /// A page says something towards a connection. It counts only from a partner, just now (`room_time`), and for the
    /// call that it belongs to: so nobody in between can put themselves there, nor say it again.
    pub fn signalled(&mut self, now: u64, page: ReplicaId, signal: Signal, room_time: u64, partners: &Partners) {
        if !partners.pages.contains(&page) {
            return;
        }
        match self.connections.heed(partners.me, page, &signal, room_time) {
            Heed::Ignore => {}
            Heed::Answer => {
                if self.connections.call(page).is_some() {
                    self.command(page, DirectCommand::Close);
                }
                self.open(now, page, signal.call, true);
                self.command(page, DirectCommand::Hear(signal.said));
            }
            Heed::Tell => self.command(page, DirectCommand::Hear(signal.said)),
            Heed::HungUp => {
                self.connections.failed(page, now);
                self.command(page, DirectCommand::Close);
                self.outputs.push_back(DirectOutput::Changed);
            }
        }
    }

    /// Time went by, or pages came, agreed or went: connections begin and end.
    pub fn advance(&mut self, now: u64, partners: &Partners, rng: &mut ChaCha20Rng) {
        for page in self.connections.others(&partners.pages) {
            if let Some(call) = self.connections.forget(page) {
                self.close(page, call);
            }
        }
        for page in self.connections.overdue(now) {
            self.give_up(now, page);
        }
        for page in &partners.pages {
            if self.connections.is_due(partners.me, *page, now) {
                self.open(now, *page, rng.next_u64(), false);
            }
        }
    }

    /// The next output.
    pub fn poll(&mut self) -> Option<DirectOutput> {
        self.outputs.pop_front()
    }

    /// When something is due by itself.
    pub fn deadline(&self) -> Option<u64> {
        self.connections.deadline()
    }

    /// The person lets this page be connected directly, or no more; true when that is news.
    pub fn put_willing(&mut self, willing: bool) -> bool {
        std::mem::replace(&mut self.willing, willing) != willing
    }

    /// Whether the person lets this page be connected directly.
    pub fn is_willing(&self) -> bool {
        self.willing
    }

    /// Servers as the relay's operator names them.
    pub fn put_servers(&mut self, ice: Rc<[String]>) {
        self.ice = ice;
    }

    /// The connection to this page is open.
    pub fn is_live(&self, page: ReplicaId) -> bool {
        self.connections.is_live(page)
    }

    /// The pages to which a connection is open.
    pub fn live(&self) -> Vec<ReplicaId> {
        self.connections.live()
    }

    /// A connection is open.
    pub fn any_live(&self) -> bool {
        self.connections.any_live()
    }

    fn open(&mut self, now: u64, page: ReplicaId, call: u64, polite: bool) {
        self.connections.begin(page, call, now);
        self.command(page, DirectCommand::Open { polite, ice: self.ice.clone() });
    }

    fn close(&mut self, page: ReplicaId, call: u64) {
        self.command(page, DirectCommand::Close);
        self.outputs.push_back(DirectOutput::Signal { page, call, body: SignalBody::HungUp });
        self.outputs.push_back(DirectOutput::Changed);
    }

    /// This connection leads nowhere; another may.
    fn give_up(&mut self, now: u64, page: ReplicaId) {
        let call = self.connections.call(page);
        self.connections.failed(page, now);
        if let Some(call) = call {
            self.close(page, call);
        }
    }

    fn command(&mut self, page: ReplicaId, command: DirectCommand) {
        self.outputs.push_back(DirectOutput::Command(page, command));
    }
}

#[cfg(test)]
mod tests {
    use rand_core::SeedableRng;

    use super::*;

    const ME: ReplicaId = ReplicaId([5; 16]);
    const LESS: ReplicaId = ReplicaId([4; 16]);
    const MORE: ReplicaId = ReplicaId([6; 16]);

    fn partners(pages: &[ReplicaId]) -> Partners {
        Partners { me: ME, pages: pages.to_vec() }
    }

    fn outputs(direct: &mut Direct) -> Vec<DirectOutput> {
        std::iter::from_fn(|| direct.poll()).collect()
    }

    fn rng() -> ChaCha20Rng {
        ChaCha20Rng::from_seed([1; 32])
    }

    #[test]
    fn a_page_calls_the_lesser_of_its_partners_and_hangs_up_when_that_one_goes() {
        let mut direct = Direct::new();
        direct.advance(0, &partners(&[LESS, MORE]), &mut rng());
        let open = DirectOutput::Command(LESS, DirectCommand::Open { polite: false, ice: Rc::from([]) });
        assert_eq!(outputs(&mut direct), [open]);
        direct.handle(1, LESS, DirectEvent::Opened);
        assert_eq!(outputs(&mut direct), [DirectOutput::Opened(LESS)]);
        assert!(direct.is_live(LESS) && direct.any_live());
        direct.advance(2, &partners(&[MORE]), &mut rng());
        let said = outputs(&mut direct);
        assert_eq!(said.first(), Some(&DirectOutput::Command(LESS, DirectCommand::Close)));
        assert!(matches!(said.get(1), Some(DirectOutput::Signal { page: LESS, body: SignalBody::HungUp, .. })));
        assert!(!direct.any_live());
    }

    #[test]
    fn a_signal_of_who_is_no_partner_does_nothing() {
        let mut direct = Direct::new();
        let offer = Signal { from: 1, to: 2, call: 7, at: 100, said: SignalBody::Offer(String::new()) };
        direct.signalled(0, MORE, offer.clone(), 100, &partners(&[]));
        assert_eq!(outputs(&mut direct), []);
        direct.signalled(0, MORE, offer, 100, &partners(&[MORE]));
        let open = DirectOutput::Command(MORE, DirectCommand::Open { polite: true, ice: Rc::from([]) });
        let hear = DirectOutput::Command(MORE, DirectCommand::Hear(SignalBody::Offer(String::new())));
        assert_eq!(outputs(&mut direct), [open, hear]);
    }

    #[test]
    fn what_happens_to_a_connection_that_is_not_there_does_nothing() {
        let mut direct = Direct::new();
        direct.handle(0, LESS, DirectEvent::Arrived(vec![1]));
        assert_eq!(outputs(&mut direct), []);
    }
}
