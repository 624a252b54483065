//! Which items a device's storage, or the relay's disk, holds for somebody who opens the room from it alone.

use alongside_peer::{
    Config, Input, Now, Peer, RoomSecret, io::Kept, message::Message, seal, seal::Kind, snapshot::Snapshot,
};
use alongside_relay::{Log, Memory, log::RoomRecord};
use alongside_room::{BinnedThing, ItemId, MemberId, Moment, Room, View};
use alongside_wire::Seq;

use crate::relay::EPOCH;

/// The member at a page.
pub fn member(person: usize) -> MemberId {
    MemberId([person as u8 + 1; 8])
}

/// The room secret.
pub fn secret() -> RoomSecret {
    RoomSecret::from_bytes([7; 32])
}

/// The items that a page would show if it opened on this device without network.
pub fn items_of(kept: Kept, me: MemberId) -> Vec<ItemId> {
    let now = Now { mono: 0, wall: EPOCH };
    let config = Config {
        secret: secret(),
        me: Some(me),
        seed: [9; 32],
        origin: "relay.example".into(),
        compact_above: u64::MAX,
    };
    let mut peer = Peer::new(now, config);
    peer.handle(now, Input::Loaded(Box::new(kept)));
    ids(&peer.view(now))
}

/// Whether the room was erased at this relay.
pub fn is_erased(log: &Memory) -> bool {
    matches!(log.room(secret().keys().room()), Ok(RoomRecord::Erased(_)))
}

/// The items that a client with the key reads from the relay's disk.
pub fn items_at(log: &Memory) -> Vec<ItemId> {
    let keys = secret().keys();
    let mut room = Room::new(99);
    let Ok(RoomRecord::Known(known)) = log.room(keys.room()) else { return Vec::new() };
    if let Some(head) = known.snapshot {
        let mut sealed = Vec::new();
        while let Some(part) = log.part(keys.room(), head.id, (sealed.len().div_ceil(61_440)) as u16).expect("memory") {
            sealed.extend(part);
            if sealed.len() >= head.bytes as usize {
                break;
            }
        }
        let (.., plain) = seal::open_carried(&keys, Kind::Snapshot, &sealed).expect("an honest snapshot");
        room.load(&Snapshot::decode(&plain).expect("an honest snapshot").document).expect("an honest snapshot");
    }
    let run = log.frames(keys.room(), Seq(0), Seq(u64::MAX), usize::MAX).expect("memory");
    for frame in run.frames {
        let plain = seal::open(&keys, frame.replica, frame.counter, &frame.sealed).expect("an honest frame");
        for update in Message::decode(&plain).expect("an honest frame").updates {
            room.apply(&update).expect("an honest frame");
        }
    }
    ids(&room.view(Moment(EPOCH)))
}

/// Every item of the room, including those in the bin.
pub fn ids(view: &View) -> Vec<ItemId> {
    let earlier = view.earlier.iter().flat_map(|session| session.items.iter());
    let shown = view.agenda.iter().chain(view.postponed.iter()).chain(earlier).map(|item| item.id);
    let binned = view.bin.iter().filter_map(|binned| match binned.what {
        BinnedThing::Item(item) => Some(item),
        BinnedThing::Task(_) => None,
    });
    shown.chain(binned).collect()
}
