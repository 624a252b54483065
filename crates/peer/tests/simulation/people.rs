//! What people do, and what can be found in a copy.

use alongside_peer::{
    Config, Input, Now, Peer, RoomSecret, io::Kept, message::Message, seal, seal::Kind, snapshot::Snapshot,
};
use alongside_relay::{Log, Memory, log::Record};
use alongside_room::{
    BlockId, Edit, ItemId, MemberId, Moment, Room, TaskId, View,
    edit::{BlockKind, Place, Standing, TextField},
};
use alongside_wire::Seq;
use chacha20::ChaCha20Rng;
use rand_core::Rng;

/// Who sits at a page.
pub fn member(person: usize) -> MemberId {
    MemberId([person as u8 + 1; 8])
}

fn secret() -> RoomSecret {
    RoomSecret::from_bytes([7; 32])
}

/// What somebody does next, given what their screen shows.
pub fn acts(rng: &mut ChaCha20Rng, peer: Option<&mut Peer>, wall: u64) -> Vec<Edit> {
    let Some(peer) = peer else { return Vec::new() };
    let Some(me) = peer.me() else { return Vec::new() };
    let view = peer.view(Now { mono: 0, wall });
    let item = pick(rng, &view.agenda).map(|item| item.id);
    let task = pick(rng, &view.tasks).map(|task| task.id);
    let yes = rng.next_u64().is_multiple_of(2);
    let session = view.session.id;
    let edit = match (rng.next_u64() % 20, item, task, view.timer.block) {
        (0..5, ..) => Edit::AddItem {
            item: ItemId(id(rng)),
            title: format!("Point {}", rng.next_u32() % 1000),
            place: Place::Last,
        },
        (5..9, Some(item), ..) => {
            let field = if yes { TextField::ItemNotes(item) } else { TextField::ItemTitle(item) };
            let base = peer_text(&view, field);
            let mut text = base.clone();
            let at = text.char_indices().map(|(at, _)| at).nth(rng.next_u64() as usize % (text.chars().count() + 1));
            text.insert_str(at.unwrap_or(text.len()), ["a", "né", "🙂", " "][rng.next_u64() as usize % 4]);
            Edit::Retype { field, base, text }
        }
        (9, Some(item), ..) => Edit::SetDiscussed { item, discussed: yes },
        (10, Some(item), ..) => Edit::MoveItem { item, place: if yes { Place::First } else { Place::Last } },
        (11, Some(item), ..) => Edit::SetMinutes { item, minutes: yes.then_some(15) },
        (12, Some(item), ..) => Edit::SetCurrent { session, item: Some(item) },
        (13, ..) => {
            Edit::AddTask { task: TaskId(id(rng)), title: "Do it".into(), owner: yes.then_some(me), done: false }
        }
        (14, _, Some(task), _) => {
            Edit::SetStanding { task, standing: if yes { Standing::Done } else { Standing::Open } }
        }
        (15, _, Some(task), _) => Edit::SetDue { task, due: yes.then(|| "2026-11-25".into()) },
        (16, ..) => {
            Edit::StartTimer { block: BlockId(id(rng)), kind: BlockKind::Work, budget: Some(1_500_000), with: vec![me] }
        }
        (17, .., Some(block)) if yes => Edit::PauseTimer { block },
        (17, .., Some(block)) => Edit::ResumeTimer { block },
        (18, .., Some(block)) => Edit::StopTimer { block },
        (19, ..) if rng.next_u64().is_multiple_of(4) => Edit::CloseSession { session },
        _ => return Vec::new(),
    };
    vec![edit]
}

/// The item is somewhere in the room.
pub fn holds(view: &View, item: ItemId) -> bool {
    view.item(item).is_some() || view.earlier.iter().any(|session| session.items.iter().any(|other| other.id == item))
}

/// The items that a page would show which opens on this device and has no network.
pub fn items_of(kept: Kept, me: MemberId) -> Vec<ItemId> {
    let now = Now { mono: 0, wall: super::world::EPOCH };
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

/// The items that the relay's disk comes to, for one who has the key.
pub fn items_at(log: &Memory) -> Vec<ItemId> {
    let keys = secret().keys();
    let mut room = Room::new(99);
    let Ok(Record::Known(known)) = log.room(keys.room()) else { return Vec::new() };
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
    ids(&room.view(Moment(super::world::EPOCH)))
}

/// Everything that is in the room.
pub fn ids(view: &View) -> Vec<ItemId> {
    let earlier = view.earlier.iter().flat_map(|session| session.items.iter());
    view.agenda.iter().chain(view.postponed.iter()).chain(earlier).map(|item| item.id).collect()
}

fn peer_text(view: &View, field: TextField) -> String {
    match field {
        TextField::ItemTitle(item) => view.item(item).map(|item| item.title.to_string()),
        TextField::ItemNotes(item) => view.item(item).map(|item| item.notes.to_string()),
        TextField::TaskTitle(_) => None,
    }
    .unwrap_or_default()
}

fn pick<'a, T>(rng: &mut ChaCha20Rng, from: &'a [T]) -> Option<&'a T> {
    from.get(rng.next_u64() as usize % from.len().max(1))
}

fn id(rng: &mut ChaCha20Rng) -> [u8; 8] {
    rng.next_u64().to_le_bytes()
}
