//! The devices in a room and key rotation; a room for one, whose keyring holds the keys of a person's rooms.

use alongside_room::{
    DeviceId, DevicesEdit, Edit, INVITATION_LASTS, InvitationEnd, InvitationsEdit, KeyId, KeyringEdit, KeyringRoomId,
    KeyringSecret, Moment, PARCEL, PARCELS_OF_ROOM, PairingSecret, Refused, SealedKey,
};

use crate::common::*;

const OLD: KeyId = KeyId([1; 8]);
const NEW: KeyId = KeyId([2; 8]);
const SEALED_KEY: SealedKey = [9; 80];
const ROOM: KeyringRoomId = [3; 16];
const OTHER: KeyringRoomId = [4; 16];

fn device(n: u8) -> DeviceId {
    DeviceId::of(&[n; 32])
}

impl Copy {
    fn adds_device(&mut self, n: u8, name: &str, under: KeyId) {
        self.does(DevicesEdit::Add { key: [n; 32], name: name.to_owned(), under });
    }

    fn rotates_key(&mut self, by: u8, kept: &[u8]) {
        let sealed_keys = kept.iter().map(|n| (device(*n), SEALED_KEY)).collect();
        self.does(DevicesEdit::RotateKey { from: OLD, by: device(by), sealed_keys });
    }
}

#[test]
fn devices_are_listed_as_they_came_with_whose_they_are() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds_device(1, "Chrome on Linux", OLD);
    ben.wait(10);
    ben.adds_device(2, "Firefox\non Windows", OLD);
    meet(&mut ana, &mut ben);
    for copy in [&mut ana, &mut ben] {
        let shown: Vec<_> =
            copy.view().devices.iter().map(|device| (device.id, device.member, device.name.to_string())).collect();
        let wanted =
            [(device(1), ANA, "Chrome on Linux".to_owned()), (device(2), BEN, "Firefox on Windows".to_owned())];
        assert_eq!(shown, wanted);
    }
}

#[test]
fn a_device_that_comes_under_another_key_keeps_the_time_when_it_first_came() {
    let (mut ana, _) = ana_and_ben();
    ana.adds_device(1, "Chrome", OLD);
    let since = ana.view().devices[0].since;
    ana.wait(60_000);
    ana.adds_device(1, "Chrome", NEW);
    let view = ana.view();
    assert_eq!((view.devices.len(), view.devices[0].since, view.devices[0].under), (1, since, NEW));
}

#[test]
fn key_rotation_leaves_a_sealed_key_for_each_device_that_is_kept() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds_device(1, "Chrome", OLD);
    ben.adds_device(2, "Firefox", OLD);
    meet(&mut ana, &mut ben);
    assert!(!ben.room.has_left(OLD));
    ana.rotates_key(1, &[1, 2]);
    meet(&mut ana, &mut ben);
    let rotation = ben.view().key_rotation(OLD).cloned().expect("a key rotation");
    assert_eq!(
        (rotation.by, rotation.device, &*rotation.sealed_keys),
        (ANA, device(1), &[(device(1), SEALED_KEY), (device(2), SEALED_KEY)][..])
    );
    assert!(ben.room.has_left(OLD) && !ben.room.has_left(NEW), "under the new key it can be written");
}

#[test]
fn only_a_device_in_the_room_rotates_its_key() {
    let (mut ana, _) = ana_and_ben();
    let rotation = Edit::Devices(DevicesEdit::RotateKey { from: OLD, by: device(1), sealed_keys: vec![] });
    assert_eq!(ana.try_to(rotation), Err(Refused::Gone));
    let long = Edit::Devices(DevicesEdit::Add { key: [1; 32], name: "x".repeat(201), under: OLD });
    assert_eq!(ana.try_to(long), Err(Refused::Text { length: 201, most: 200 }));
}

#[test]
fn of_two_concurrent_key_rotations_the_later_counts_for_both() {
    for ana_first in [true, false] {
        let (mut ana, mut ben) = ana_and_ben();
        ana.adds_device(1, "Chrome", OLD);
        ben.adds_device(2, "Firefox", OLD);
        meet(&mut ana, &mut ben);
        (ana.now, ben.now) = if ana_first { (ana.now, ana.now) } else { (ben.now, ben.now) };
        if ana_first {
            ben.wait(5)
        } else {
            ana.wait(5)
        }
        ana.rotates_key(1, &[1, 2]);
        ben.rotates_key(2, &[1, 2]);
        meet(&mut ana, &mut ben);
        let wanted = if ana_first { BEN } else { ANA };
        for copy in [&mut ana, &mut ben] {
            let view = copy.view();
            assert_eq!(view.key_rotation(OLD).map(|rotation| rotation.by), Some(wanted));
            assert_eq!(view.key_rotations.len(), 2, "the other sealed keys stay, for devices that followed them");
        }
    }
}

#[test]
fn neither_a_device_nor_a_key_rotation_is_undone() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "Growth plan");
    ana.adds_device(1, "Chrome", OLD);
    ana.rotates_key(1, &[1]);
    ana.undoes();
    assert!(ana.agenda().is_empty(), "what was done before them is undone");
    while ana.room.undo(ana.who()).is_ok() {}
    let view = ana.view();
    assert_eq!((view.devices.len(), view.key_rotations.len()), (1, 1));
}

impl Copy {
    fn holds(&mut self, room: KeyringRoomId, name: &str) {
        let secret = KeyringSecret([room[0]; 32]);
        self.does(KeyringEdit::Hold { room, secret, me: ANA, name: name.to_owned(), from: Some([9; 16]) });
    }

    fn names(&mut self) -> Vec<String> {
        self.view().keyring.iter().map(|held| held.name.to_string()).collect()
    }
}

/// `[P 87]`
#[test]
fn keys_come_to_every_device_with_who_the_person_is_and_what_the_room_is_called() {
    let (mut laptop, mut phone) = ana_and_ben();
    laptop.holds(ROOM, "Ben");
    phone.holds(OTHER, "");
    phone.holds(OTHER, "Carol\nand more");
    meet(&mut laptop, &mut phone);
    for copy in [&mut laptop, &mut phone] {
        assert_eq!(copy.names(), ["Ben", "Carol and more"]);
        let held = copy.view().keyring[0].clone();
        assert_eq!((held.room, held.secret, held.me, held.from), (ROOM, KeyringSecret([3; 32]), ANA, Some([9; 16])));
    }
}

/// `[P 87]`
#[test]
fn a_key_that_was_taken_off_is_off_on_every_device() {
    let (mut laptop, mut phone) = ana_and_ben();
    laptop.holds(ROOM, "Ben");
    meet(&mut laptop, &mut phone);
    phone.does(KeyringEdit::TakeOff { room: ROOM });
    meet(&mut laptop, &mut phone);
    for copy in [&mut laptop, &mut phone] {
        assert_eq!((copy.names().len(), &*copy.view().taken_off), (0, &[ROOM][..]));
    }
}

/// `[P 158]`
#[test]
fn a_parcel_takes_the_place_of_the_one_before_and_goes_with_its_room() {
    let (mut laptop, mut phone) = ana_and_ben();
    let put = |at: u8, byte: u8| KeyringEdit::PutParcel { room: ROOM, at, parcel: vec![byte; PARCEL] };
    let seen = |copy: &mut Copy| -> Vec<(u8, u8)> {
        copy.view().parcels.iter().map(|parcel| (parcel.at, parcel.bytes[0])).collect()
    };
    laptop.holds(ROOM, "Ben");
    [put(0, 1), put(3, 2), put(0, 3)].into_iter().for_each(|edit| laptop.does(edit));
    meet(&mut laptop, &mut phone);
    for copy in [&mut laptop, &mut phone] {
        assert_eq!(seen(copy), [(0, 3), (3, 2)]);
        assert_eq!(copy.view().parcels[0].room, ROOM);
    }
    assert_eq!(laptop.try_to(put(PARCELS_OF_ROOM, 1)), Err(Refused::Gone));
    let short = KeyringEdit::PutParcel { room: ROOM, at: 0, parcel: vec![1; PARCEL - 1] };
    assert_eq!(laptop.try_to(short), Err(Refused::Text { length: PARCEL - 1, most: PARCEL }));

    phone.does(KeyringEdit::TakeOff { room: ROOM });
    meet(&mut laptop, &mut phone);
    assert_eq!((seen(&mut laptop).len(), laptop.try_to(put(0, 1))), (0, Err(Refused::Gone)));
}

#[test]
fn keys_are_not_undone_and_a_secret_never_prints() {
    let (mut ana, _) = ana_and_ben();
    ana.holds(ROOM, "Ben");
    while ana.room.undo(ana.who()).is_ok() {}
    assert_eq!(ana.names(), ["Ben"]);
    assert_eq!(format!("{:?}", ana.view().keyring[0].secret), "KeyringSecret(…)");
    let long = Edit::Keyring(KeyringEdit::Hold {
        room: ROOM,
        secret: KeyringSecret([3; 32]),
        me: ANA,
        name: "x".repeat(201),
        from: None,
    });
    assert_eq!(ana.try_to(long), Err(Refused::Text { length: 201, most: 200 }));
}

/// `[P 90, 113]`
#[test]
fn an_invitation_stands_on_every_device_until_it_ends_once_or_is_over() {
    let (mut ana, mut ben) = ana_and_ben();
    let invite = |n: u8, lasts| InvitationsEdit::Invite {
        mailbox: [n; 16],
        pairing: PairingSecret([n; 32]),
        under: OLD,
        lasts,
        first: None,
    };
    ana.does(invite(1, 0));
    ana.wait(10);
    ana.does(invite(2, 900));
    meet(&mut ana, &mut ben);
    let live = |copy: &mut Copy, after: u64| -> Vec<u8> {
        let view = copy.view();
        let now = |one: &alongside_room::Invitation| Moment(one.made.0 + after);
        view.invitations.iter().filter(|one| one.is_live(OLD, now(one))).map(|one| one.mailbox[0]).collect()
    };
    assert_eq!(
        [live(&mut ben, 0), live(&mut ben, 900_001), live(&mut ben, INVITATION_LASTS + 1)],
        [vec![1, 2], vec![1], vec![]]
    );
    assert!(ben.view().invitations.iter().all(|one| !one.is_live(NEW, one.made)), "they lead to the key they are of");
    let used = InvitationEnd::Used(Moment(7));
    ben.does(InvitationsEdit::End { mailbox: [1; 16], how: used });
    ben.does(InvitationsEdit::End { mailbox: [1; 16], how: InvitationEnd::Withdrawn });
    meet(&mut ana, &mut ben);
    assert_eq!(ana.view().invitations[0].ended, Some(used), "what ended has ended");
    assert_eq!(live(&mut ana, 0), [2]);
    assert!(
        !format!("{:?}", ana.view()).contains("1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1"),
        "no secret prints"
    );
    let unknown = Edit::from(InvitationsEdit::End { mailbox: [9; 16], how: used });
    assert_eq!(ana.try_to(unknown), Err(Refused::Gone));
}
