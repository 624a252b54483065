//! A copy of a room under another key.

use alongside_peer::{
    Config, Input, Now, Output, Peer, RoomSecret,
    facts::Notice,
    io::{Kept, Write},
};
use alongside_room::{AgendaEdit, Edit, ItemId, MemberId, MembersEdit, Place, Role};

const ME: MemberId = MemberId([1; 8]);
const NOW: Now = Now { mono: 1, wall: 1_800_000_000_000 };

fn open(secret: u8, kept: Kept) -> Peer {
    let secret = RoomSecret::from_bytes([secret; 32]);
    let config =
        Config { secret, me: Some(ME), seed: [9; 32], origin: "relay.example".into(), compact_above: u64::MAX };
    let mut peer = Peer::new(NOW, config);
    peer.handle(NOW, Input::Loaded(Box::new(kept)));
    peer
}

#[test]
fn a_copy_opens_under_its_own_secret_and_no_other() {
    let mut before = open(7, Kept::default());
    let (name, role, item) = ("Ana".to_owned(), Role::Coach, ItemId([5; 8]));
    before.handle(NOW, Edit::Members(MembersEdit::Join { member: ME, name, role }).into());
    let title = "Growth plan".to_owned();
    before.handle(NOW, Edit::Agenda(AgendaEdit::Add { item, title, place: Place::Last }).into());

    let Write::Snapshot { id, sealed, frames, snapshots } = before.copy_to(&RoomSecret::from_bytes([8; 32])) else {
        panic!("a copy is one snapshot")
    };
    assert!(frames.is_empty() && snapshots.is_empty(), "nothing of the old room is copied");
    let kept = Kept { snapshots: vec![(id, sealed)], ..Kept::default() };

    let mut after = open(8, kept.clone());
    assert_eq!(after.digest(), before.digest());
    assert_eq!(after.view(NOW).item(item).map(|item| item.title.to_string()).as_deref(), Some("Growth plan"));
    assert_ne!(after.room_id(), before.room_id());

    let mut stranger = open(7, kept);
    assert!(stranger.view(NOW).item(item).is_none());
    let told = std::iter::from_fn(|| stranger.poll()).any(|output| output == Output::Notice(Notice::Damaged(1)));
    assert!(told, "a blob that does not open is reported");
}
