//! A client that has the key of the harness's room, and uses it to send what no page would.

use alongside_peer::{
    io::Write,
    message::{Digest, Heartbeat, Message},
    seal::{self, Kind},
    snapshot::Snapshot,
};
use alongside_room::{AgendaEdit, Edit, Moment, Place, Room, Who, author};
use alongside_wire::{Counter, Nonce, ReplicaId, ToRelay, frame};
use chacha20::ChaCha20Rng;
use rand_core::SeedableRng;

use super::{Harness, item, member, secret};
use crate::{network::Driver, relay::EPOCH};

/// A socket of the rogue.
pub struct Rogue {
    socket: u32,
    replica: ReplicaId,
    next: Counter,
}

impl Harness {
    /// Joins the room with a rogue's socket.
    pub fn rogue(&mut self, replica: u8) -> Rogue {
        let nonce = [replica; 32];
        let (socket, effects) = self.network.relay.open(self.network.now, nonce);
        self.obey(effects);
        let (keys, replica) = (secret().keys(), ReplicaId([replica; 16]));
        let signature = keys.sign_auth("relay.example", Nonce(nonce), replica);
        let auth = frame::Auth { room: keys.room(), key: keys.write_key(), replica, signature };
        let rogue = Rogue { socket, replica, next: Counter(0) };
        self.say(&rogue, &ToRelay::Auth(auth));
        rogue
    }

    /// Pushes this message, correctly sealed.
    pub fn push(&mut self, rogue: &mut Rogue, message: &Message) {
        let (replica, counter) = (rogue.replica, rogue.next);
        rogue.next = counter.next();
        let sealed = seal::seal(&secret().keys(), &mut rng(), replica, counter, &message.encode());
        self.say(rogue, &ToRelay::Push(frame::Push { replica, counter, sealed }));
    }

    /// Sends this digest to everybody as the rogue's own.
    pub fn claims(&mut self, rogue: &mut Rogue, digest: Digest) {
        let presence = Some(Heartbeat { visible: true, nonce: 77, hears: Vec::new(), leaving: false });
        let message = Message { from: Some(member(1)), presence, digest: Some(digest), ..Message::default() };
        let counter = rogue.next;
        rogue.next = counter.next();
        let (keys, body) = (secret().keys(), message.encode());
        let sealed = seal::seal_carried(&keys, &mut rng(), Kind::Ephemeral, rogue.replica, counter, &body);
        self.say(rogue, &ToRelay::Ephemeral(frame::Ephemeral { to: None, sealed }));
    }

    /// Pushes bytes that nobody can open, under another replica's frame id.
    pub fn pushes_junk(&mut self, rogue: &Rogue, replica: ReplicaId, counter: Counter) {
        self.say(rogue, &ToRelay::Push(frame::Push { replica, counter, sealed: vec![0x55; 296] }));
    }

    /// Sends a frame.
    pub fn say(&mut self, rogue: &Rogue, frame: &ToRelay) {
        let effects = self.network.relay.frame(self.network.now, rogue.socket, frame.encode());
        self.obey(effects);
        self.settle();
    }

    /// A page's client id and the clock of its next block, which somebody who reads its updates knows.
    pub fn next_block_of(&mut self, seat: usize) -> (u64, u64) {
        author(&self.edit_under_client_id_of(seat, 250)).expect("a genuine update").expect("the page's own")
    }

    /// The frame id after the last one that a page has stored on its device.
    pub fn next_frame_of(&self, seat: usize) -> (ReplicaId, Counter) {
        let (peer, disk) = (self.peer(seat), &self.network.disks[seat]);
        let own = disk.load().frames.into_iter().filter(|frame| frame.replica == peer.replica());
        let last = own.map(|frame| frame.counter).max().expect("the page wrote something");
        (peer.replica(), last.next())
    }

    /// The update with which a page would add a point, made by somebody else under the page's client id.
    pub fn edit_under_client_id_of(&mut self, seat: usize, number: u8) -> Vec<u8> {
        let (peer, disk) = (self.peer(seat), &self.network.disks[seat]);
        let keys = secret().keys();
        let mut said =
            disk.load().frames.into_iter().filter(|frame| frame.replica == peer.replica()).filter_map(|frame| {
                let plain = seal::open(&keys, frame.replica, frame.counter, &frame.sealed).ok()?;
                Message::decode(&plain).ok()?.updates.pop()
            });
        let last = said.next_back().expect("the page wrote something");
        let (client, _) = author(&last).expect("a genuine update").expect("the page's own");
        let Write::Snapshot { sealed, .. } = self.peer_mut(seat).copy_to(&secret()) else {
            unreachable!("a copy is a snapshot")
        };
        let (_, _, plain) = seal::open_carried(&keys, Kind::Snapshot, &sealed).expect("well sealed");
        let mut room = Room::new(client);
        room.load(&Snapshot::decode(&plain).expect("a snapshot").document).expect("a document");
        let who = Who { me: member(1), now: Moment(EPOCH + self.network.now) };
        room.edit(
            who,
            Edit::Agenda(AgendaEdit::Add { item: item(number), title: "theirs".to_owned(), place: Place::Last }),
        )
        .expect("an edit that applies");
        room.take_updates().pop().expect("an update")
    }
}

/// Random bytes for nonces whose values do not matter.
pub fn rng() -> ChaCha20Rng {
    ChaCha20Rng::from_seed([3; 32])
}
