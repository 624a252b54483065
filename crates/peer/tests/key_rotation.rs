//! Key rotation: the devices that are kept find the successor room.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by failing, its helpers too")]

use alongside_peer::{
    Config, Input, Now, Output, Peer, RoomSecret,
    facts::Notice,
    io::{Kept, Write},
    key_rotation::{self, Successor},
    sealed_key::DeviceSecret,
};
use alongside_room::{
    AgendaEdit, DeviceId, DevicesEdit, Edit, ItemId, MemberId, MembersEdit, Moment, Place, Refused, Role, Room, View,
    Who,
};

const ANA: MemberId = MemberId([1; 8]);
const BEN: MemberId = MemberId([2; 8]);
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// A copy of the room on one device.
struct Copy {
    room: Room,
    me: MemberId,
    device: DeviceSecret,
    now: Moment,
}

fn secret(byte: u8) -> RoomSecret {
    RoomSecret::from_bytes([byte; 32])
}

impl Copy {
    fn new(n: u8, me: MemberId) -> Self {
        let device = DeviceSecret::from_bytes([n; 32]);
        Self { room: Room::new(u64::from(n)), me, device, now: Moment(1_000) }
    }

    fn does(&mut self, edit: Edit) {
        self.room.edit(Who { me: self.me, now: self.now }, edit).unwrap();
    }

    fn joins(&mut self, under: &RoomSecret) {
        let (key, under) = (self.device.public(), under.keys().id());
        self.does(Edit::Devices(DevicesEdit::Add { key, name: "Chrome on Linux".to_owned(), under }));
    }

    fn hears(&mut self, other: &Self) {
        let missing = other.room.missing_from(&self.room.state_vector()).unwrap();
        self.room.apply(&missing).unwrap();
    }

    /// Rotates the key for these devices.
    fn rotates_key(&mut self, old: &RoomSecret, new: &RoomSecret, kept: &[DeviceId]) {
        let view = self.view();
        let kept = view.devices.iter().filter(|device| kept.contains(&device.id)).zip(100..);
        let kept = kept.map(|(device, n)| (device, DeviceSecret::from_bytes([n; 32]))).collect();
        self.does(key_rotation::rotate(&old.keys(), &self.device, kept, new));
    }

    fn successor(&mut self, old: &RoomSecret, known: &[DeviceId]) -> Option<Successor> {
        key_rotation::successor(&self.view(), &old.keys(), &self.device, known)
    }

    fn view(&mut self) -> std::rc::Rc<View> {
        self.room.view(self.now)
    }

    fn id(&self) -> DeviceId {
        self.device.id()
    }
}

/// Ana on two devices and Ben, who all know each other's devices, in the room of this secret.
fn ana_twice_and_ben(old: &RoomSecret) -> ([Copy; 3], [DeviceId; 3]) {
    let mut copies = [Copy::new(1, ANA), Copy::new(2, ANA), Copy::new(3, BEN)];
    for (me, name) in [(0, "Ana"), (2, "Ben")] {
        let member = copies[me].me;
        copies[me].does(Edit::Members(MembersEdit::Join { member, name: name.to_owned(), role: Role::Coach }));
    }
    copies.iter_mut().for_each(|copy| copy.joins(old));
    meet(&mut copies);
    let ids = [copies[0].id(), copies[1].id(), copies[2].id()];
    (copies, ids)
}

fn meet(copies: &mut [Copy]) {
    for to in 0..copies.len() {
        for from in (0..copies.len()).filter(|from| *from != to) {
            let missing = copies[from].room.missing_from(&copies[to].room.state_vector()).unwrap();
            copies[to].room.apply(&missing).unwrap();
        }
    }
}

/// `[P 85]`
#[test]
fn a_kept_device_finds_the_new_secret_and_who_changed_it() {
    let (old, new) = (secret(7), secret(8));
    let ([mut ana, mut phone, mut ben], known) = ana_twice_and_ben(&old);
    ana.rotates_key(&old, &new, &[known[0], known[2]]);
    phone.hears(&ana);
    ben.hears(&ana);
    let successor = ben.successor(&old, &known).unwrap();
    assert_eq!(
        (successor.secret, successor.by, successor.device, successor.kept.len()),
        (new.clone(), ANA, known[0], 2)
    );
    assert!(successor.kept.contains(&known[0]) && successor.kept.contains(&known[2]));
    assert_eq!(
        ana.successor(&old, &known).map(|successor| successor.secret),
        Some(new),
        "the device that rotated the key follows like the others"
    );
    assert_eq!(phone.successor(&old, &known), None, "it was not kept");
    assert!(phone.view().key_rotation(old.keys().id()).is_some(), "but sees that the key was rotated");
}

/// `[P 85]`
#[test]
fn a_rotation_by_an_unknown_device_is_not_followed() {
    let (old, new, trap) = (secret(7), secret(8), secret(66));
    let ([mut ana, _, mut ben], known) = ana_twice_and_ben(&old);
    let mut thief = Copy::new(4, ANA);
    thief.hears(&ben);
    thief.now = Moment(9_000);
    thief.joins(&old);
    thief.rotates_key(&old, &trap, &known);
    ana.rotates_key(&old, &new, &known);
    ben.hears(&ana);
    ben.hears(&thief);
    assert_eq!(ben.view().key_rotation(old.keys().id()).map(|moved| moved.device), Some(thief.id()), "it is the later");
    assert_eq!(ben.successor(&old, &known).map(|successor| successor.secret), Some(new));
}

#[test]
fn nobody_rotates_the_key_as_a_device_that_is_not_theirs() {
    let (old, trap) = (secret(7), secret(66));
    let ([ana, _, mut ben], known) = ana_twice_and_ben(&old);
    let mut thief = Copy::new(4, ANA);
    thief.hears(&ben);
    let view = thief.view();
    let kept = view.devices.iter().map(|device| (device, DeviceSecret::from_bytes([5; 32]))).collect();
    let Edit::Devices(DevicesEdit::RotateKey { from, sealed_keys: pointers, .. }) =
        key_rotation::rotate(&old.keys(), &thief.device, kept, &trap)
    else {
        unreachable!("leaving is a move")
    };
    thief.does(Edit::Devices(DevicesEdit::RotateKey { from, by: ana.id(), sealed_keys: pointers }));
    ben.hears(&thief);
    assert_eq!(ben.successor(&old, &known), None);
}

/// `[P 85]`
#[test]
fn of_two_concurrent_rotations_all_follow_the_later_whatever_they_heard_first() {
    for ana_is_later in [true, false] {
        let (old, anas, bens) = (secret(7), secret(8), secret(9));
        let ([mut ana, mut phone, mut ben], known) = ana_twice_and_ben(&old);
        (ana.now, ben.now) = if ana_is_later { (Moment(3_000), Moment(2_000)) } else { (Moment(2_000), Moment(3_000)) };
        ana.rotates_key(&old, &anas, &known);
        ben.rotates_key(&old, &bens, &known);
        // The phone follows Ana before it hears of Ben's rotation, and keeps looking into the old room.
        phone.hears(&ana);
        let first = phone.successor(&old, &known).unwrap();
        assert_eq!(first.secret, anas);
        phone.hears(&ben);
        let wanted = if ana_is_later { &anas } else { &bens };
        assert_eq!(phone.successor(&old, &first.kept).map(|successor| successor.secret).as_ref(), Some(wanted));
        ana.hears(&ben);
        ben.hears(&ana);
        assert_eq!(ana.successor(&old, &known).map(|successor| successor.secret).as_ref(), Some(wanted));
        assert_eq!(ben.successor(&old, &known).map(|successor| successor.secret).as_ref(), Some(wanted));
    }
}

/// `[P 86]`
#[test]
fn the_old_room_is_erased_when_every_kept_device_has_followed_or_after_thirty_days() {
    let (old, new) = (secret(7), secret(8));
    let ([mut ana, _, mut ben], known) = ana_twice_and_ben(&old);
    let kept = [known[0], known[2]];
    ana.rotates_key(&old, &new, &kept);
    let (from, here, left) = (old.keys().id(), new.keys().id(), ana.now);
    let may_go = |copy: &mut Copy, now| key_rotation::may_erase(&copy.view(), from, here, &kept, left, Moment(now));
    ana.joins(&new);
    assert!(!may_go(&mut ana, 2_000), "Ben has not come");
    assert!(!may_go(&mut ana, 30 * DAY));
    assert!(may_go(&mut ana, 31 * DAY), "he may be gone for good");
    ben.hears(&ana);
    ben.joins(&new);
    ana.hears(&ben);
    assert!(may_go(&mut ana, 2_000));
}

#[test]
fn a_device_that_joins_by_an_invite_is_known_from_then_on() {
    let (old, new) = (secret(7), secret(8));
    let ([mut ana, mut phone, _], known) = ana_twice_and_ben(&old);
    let here = new.keys().id();
    assert_eq!(
        key_rotation::newcomers(&ana.view(), here, &known[..1]),
        [],
        "the old room's other devices are not in the new room"
    );
    phone.joins(&new);
    ana.hears(&phone);
    assert_eq!(key_rotation::newcomers(&ana.view(), here, &known[..1]), [phone.id()]);
    assert_eq!(key_rotation::newcomers(&ana.view(), here, &known), []);
}

const NOW: Now = Now { mono: 1, wall: 1_800_000_000_000 };

/// The result of something that the person wanted.
fn does(peer: &mut Peer, wanted: Input) -> Result<(), Refused> {
    peer.handle(NOW, wanted);
    let outputs: Vec<_> = std::iter::from_fn(|| peer.poll()).collect();
    outputs
        .into_iter()
        .find_map(|output| if let Output::Refused(why) = output { Some(why) } else { None })
        .map_or(Ok(()), Err)
}

#[test]
fn a_peer_only_reads_after_a_rotation_and_its_copy_goes_on_under_the_new_key() {
    let open = |secret: &RoomSecret, kept: Kept| {
        let (secret, origin) = (secret.clone(), "relay.example".to_owned());
        let mut peer = Peer::new(NOW, Config { secret, me: Some(ANA), seed: [9; 32], origin, compact_above: u64::MAX });
        peer.handle(NOW, Input::Loaded(Box::new(kept)));
        peer
    };
    let (old, new) = (secret(7), secret(8));
    let device = DeviceSecret::from_bytes([1; 32]);
    let mut peer = open(&old, Kept::default());
    let add = |n: u8| {
        Edit::Agenda(AgendaEdit::Add { item: ItemId([n; 8]), title: "Growth plan".to_owned(), place: Place::Last })
    };
    does(&mut peer, Edit::Members(MembersEdit::Join { member: ANA, name: "Ana".to_owned(), role: Role::Coach }).into())
        .unwrap();
    does(&mut peer, add(1).into()).unwrap();
    let (key, under) = (device.public(), old.keys().id());
    does(&mut peer, Edit::Devices(DevicesEdit::Add { key, name: "Chrome".to_owned(), under }).into()).unwrap();
    let view = peer.view(NOW);
    let kept = view.devices.iter().map(|device| (device, DeviceSecret::from_bytes([5; 32]))).collect();
    does(&mut peer, key_rotation::rotate(&old.keys(), &device, kept, &new).into()).unwrap();

    assert_eq!(does(&mut peer, add(2).into()), Err(Refused::Moved));
    assert_eq!(does(&mut peer, Input::Undo), Err(Refused::Moved));
    let successor = key_rotation::successor(&peer.view(NOW), &old.keys(), &device, &[]).unwrap();
    let Write::Snapshot { id, sealed, .. } = peer.copy_to(&successor.secret) else {
        unreachable!("a copy is one snapshot")
    };
    let mut after = open(&successor.secret, Kept { snapshots: vec![(id, sealed)], ..Kept::default() });
    assert_eq!(after.digest(), peer.digest());
    assert_eq!(does(&mut after, add(2).into()), Ok(()));
}

fn open(secret: u8, kept: Kept) -> Peer {
    let secret = RoomSecret::from_bytes([secret; 32]);
    let config =
        Config { secret, me: Some(ANA), seed: [9; 32], origin: "relay.example".into(), compact_above: u64::MAX };
    let mut peer = Peer::new(NOW, config);
    peer.handle(NOW, Input::Loaded(Box::new(kept)));
    peer
}

#[test]
fn a_copy_opens_under_its_own_secret_and_no_other() {
    let mut before = open(7, Kept::default());
    let (name, role, item) = ("Ana".to_owned(), Role::Coach, ItemId([5; 8]));
    before.handle(NOW, Edit::Members(MembersEdit::Join { member: ANA, name, role }).into());
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
