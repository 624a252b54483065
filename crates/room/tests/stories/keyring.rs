//! A room for one, which holds the keys of a person's rooms.

use alongside_room::{Edit, KeyringEdit, KeyringRoomId, KeyringSecret, Refused};

use crate::common::*;

const ROOM: KeyringRoomId = [3; 16];
const OTHER: KeyringRoomId = [4; 16];

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
    assert_eq!(ana.try_to(long), Err(Refused::Text { length: 201 }));
}
