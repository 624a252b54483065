//! Nothing that arrives is trusted: damage is reported, malformed values count as absent, nothing panics.

use alongside_room::{
    AboutEdit, AgendaEdit, Damaged, DeviceId, Edit, KeyId, Moment, PARCEL, Place, Refused, Room, Schema, SessionId,
    SessionsEdit, TextEdit, TimerEdit, author,
};
use proptest::prelude::*;
use yrs::{Any, Doc, Map, MapPrelim, MapRef, ReadTxn, StateVector, Text, TextPrelim, Transact};

use crate::common::*;

/// A length prefix near 2³², which traps yrs on wasm32.
const POISON: [u8; 18] = [1, 1, 7, 0, 4, 1, 1, 116, 255, 255, 255, 255, 15, 104, 101, 108, 108, 111];

const ROOTS: [&str; 20] = [
    "room",
    "members",
    "sessions",
    "items",
    "tasks",
    "comments",
    "current",
    "timer",
    "blocks",
    "devices",
    "moves",
    "keys",
    "shapes",
    "steps",
    "handoffs",
    "commitments",
    "habits",
    "parcels",
    "wordings",
    "agreement",
];

/// An update made by yrs directly, without this crate.
pub(crate) fn foreign(write: impl FnOnce(&mut yrs::TransactionMut<'_>)) -> Vec<u8> {
    let doc = Doc::with_client_id(77);
    for root in ROOTS {
        doc.get_or_insert_map(root);
    }
    {
        let mut txn = doc.transact_mut();
        write(&mut txn);
    }
    let txn = doc.transact();
    txn.encode_diff_v1(&StateVector::default())
}

pub(crate) fn root(txn: &yrs::TransactionMut<'_>, name: &str) -> MapRef {
    txn.get_map(name).expect("a root")
}

#[test]
fn poison_is_refused() {
    let mut room = Room::new(1);
    assert_eq!(room.apply(&[&POISON[..], &[0]].concat()), Err(Damaged));
    assert_eq!(room.apply(&POISON), Err(Damaged));
    assert_eq!(room.apply(&[]), Err(Damaged));
    assert_eq!(room.load(&[]), Err(Damaged));
    assert_eq!(room.load(&POISON), Err(Damaged));
    assert_eq!(room.missing_from(&[255, 255, 255, 122]), Err(Damaged));
    // A client id of 54 bits, a clock of 32, an array in an array in an array …
    assert_eq!(room.apply(&[1, 1, 128, 128, 128, 128, 128, 128, 128, 16, 0, 0, 1, 0]), Err(Damaged));
    assert_eq!(room.apply(&[1, 1, 7, 255, 255, 255, 255, 15, 0, 1, 0]), Err(Damaged));
    let nested = [&[1, 1, 7, 0, 40, 1, 5, 105, 116, 101, 109, 115, 1, 97, 1][..], &[117, 1].repeat(20_000), &[126, 0]];
    assert_eq!(room.apply(&nested.concat()), Err(Damaged));
    assert_eq!(room.apply(&[0, 0]), Ok(vec![]));
    assert!(room.edit(Copy::new(0, ANA).who(), Edit::About(AboutEdit::SetPlanned(Some(5)))).is_ok());
}

/// `[P 100]`
#[test]
fn subdocuments_and_rich_text_are_refused() {
    let subdocument = foreign(|txn| drop(root(txn, "items").insert(txn, "x", Doc::new())));
    assert_eq!(Room::new(1).apply(&subdocument), Err(Damaged));
    let rich = foreign(|txn| {
        let text = root(txn, "items").insert(txn, "x", TextPrelim::new("a"));
        text.format(txn, 0, 1, [("b".into(), true.into())].into());
    });
    assert_eq!(Room::new(1).apply(&rich), Err(Damaged));
}

/// `[P 93]`
#[test]
fn a_newer_room_is_read_and_not_written() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "a");
    let newer = foreign(|txn| {
        root(txn, "room").insert(txn, "schema", 2);
    });
    let fresh = {
        let mut room = Room::new(5);
        room.apply(&newer).expect("an update");
        room
    };
    let mut ben = Copy { room: fresh, me: BEN, now: ana.now, unsent: vec![] };
    assert_eq!(ben.view().schema, Schema::Newer);
    assert_eq!(ben.try_to(AboutEdit::SetPlanned(Some(5))), Err(Refused::ReadOnly));
    assert_eq!(ben.room.undo(ben.who()), Err(Refused::ReadOnly));
    assert!(ben.unsent.is_empty());
}

/// `[P 83, 85, 92]`
#[test]
fn a_device_or_a_key_rotation_of_another_size_counts_as_absent() {
    let key = [7; 32];
    let id = DeviceId::of(&key);
    let bytes = |length: usize| Any::from(vec![7u8; length]);
    let device =
        |key: Any, name: &str| Any::from(vec![bytes(8), key, Any::from(5i64), Any::from(name.to_owned()), bytes(8)]);
    let rotation = |sealed_keys: usize| Any::from(vec![Any::from(5i64), bytes(8), bytes(sealed_keys)]);
    let seen = |devices: Vec<(String, Any)>, rotations: Vec<Any>| {
        let mut room = Room::new(1);
        let update = foreign(|txn| {
            for (id, value) in devices {
                root(txn, "devices").insert(txn, id, value);
            }
            for (n, value) in rotations.into_iter().enumerate() {
                root(txn, "moves").insert(txn, format!("{}/{}", KeyId([n as u8; 8]), id), value);
            }
        });
        room.apply(&update).expect("an update");
        let view = room.view(Moment(9));
        (view.devices.len(), view.key_rotations.len())
    };
    let genuine = (id.to_string(), device(bytes(32), "Firefox"));
    assert_eq!(seen(vec![genuine.clone()], vec![rotation(0), rotation(88), rotation(64 * 88)]), (1, 3));
    let forged = vec![
        (id.to_string(), device(bytes(31), "Firefox")),
        (id.to_string(), device(bytes(32), &"x".repeat(201))),
        (id.to_string(), Any::from(vec![bytes(8)])),
        // A public key that does not derive the id under which it is written.
        (DeviceId([7; 8]).to_string(), device(bytes(32), "Firefox")),
    ];
    for device in forged {
        assert_eq!(seen(vec![device.clone()], vec![]), (0, 0), "{device:?}");
    }
    for length in [1, 87, 89, 65 * 88] {
        assert_eq!(seen(vec![genuine.clone()], vec![rotation(length)]), (1, 0), "{length} bytes");
    }
}

/// `[P 87, 92]`
#[test]
fn a_key_of_another_shape_counts_as_absent() {
    let bytes = |length: usize| Any::from(vec![7u8; length]);
    let entry = |secret: Any, name: &str| Any::from(vec![secret, bytes(8), Any::from(name.to_owned())]);
    let id = "07".repeat(16);
    let seen = |key: &str, value: Any| {
        let mut room = Room::new(1);
        let update = foreign(|txn| {
            root(txn, "keys").insert(txn, key, value);
        });
        room.apply(&update).expect("an update");
        let view = room.view(Moment(9));
        (view.keyring.len(), view.taken_off.len())
    };
    assert_eq!(seen(&id, entry(bytes(32), "Ben")), (1, 0));
    assert_eq!(seen(&id, Any::Null), (0, 1));
    for value in [entry(bytes(31), "Ben"), entry(bytes(32), &"x".repeat(201)), bytes(32), Any::from(vec![bytes(32)])] {
        assert_eq!(seen(&id, value.clone()), (0, 0), "{value:?}");
    }
    for key in ["", "07", &"7".repeat(33), &"0G".repeat(16), &"é".repeat(16)] {
        assert_eq!(seen(key, entry(bytes(32), "Ben")), (0, 0), "{key}");
    }
}

/// `[P 158, 92]`
#[test]
fn a_parcel_of_another_length_or_place_counts_as_absent() {
    let seen = |key: &str, value: Any| {
        let mut room = Room::new(1);
        let update = foreign(|txn| {
            root(txn, "parcels").insert(txn, key, value);
        });
        room.apply(&update).expect("an update");
        room.view(Moment(9)).parcels.len()
    };
    let (id, parcel) = ("07".repeat(16), Any::from(vec![7u8; PARCEL]));
    assert_eq!(seen(&format!("{id}/3"), parcel.clone()), 1);
    for key in
        [id.clone(), format!("{id}/4"), format!("{id}/03"), format!("{id}/"), format!("{id}/+3"), "07/0".to_owned()]
    {
        assert_eq!(seen(&key, parcel.clone()), 0, "{key}");
    }
    for value in [Any::Null, Any::from("x"), Any::from(vec![7u8; PARCEL - 1]), Any::from(vec![7u8; PARCEL + 1])] {
        assert_eq!(seen(&format!("{id}/0"), value), 0);
    }
}

/// `[P 92]`
#[test]
fn values_of_other_kinds_count_as_absent() {
    let (one, two) = (item(1).to_string(), item(2).to_string());
    let update = foreign(|txn| {
        for name in ROOTS {
            let map = root(txn, name);
            let suffixes = ["", "/name", "/state/x", "/date", "/intent/", "/report/", "/0101010101010101", "/", "x"];
            for (n, suffix) in suffixes.into_iter().enumerate() {
                let key = format!("{one}{suffix}");
                match n % 4 {
                    0 => drop(map.insert(txn, key, i64::MIN)),
                    1 => drop(map.insert(txn, key, Any::from(vec![Any::Null, Any::from(-1), Any::from(f64::NAN)]))),
                    2 => drop(map.insert(txn, key, MapPrelim::default())),
                    _ => drop(map.insert(txn, key, yrs::ArrayPrelim::from(vec!["a", "b"]))),
                }
            }
            map.insert(txn, "schema", "newest");
            map.insert(txn, "planned", 1i64 << 40);
            let item: MapRef = map.insert(txn, two.as_str(), MapPrelim::default());
            let fields =
                ["title", "notes", "raised_by", "added", "session", "minutes", "discussed", "order", "deleted"];
            for field in fields {
                item.insert(txn, field, Any::from(vec![Any::from(9_007_199_254_740_991i64); 3]));
            }
            let title = item.insert(txn, "title", TextPrelim::new("two\nlines"));
            title.insert_embed(txn, 1, Any::Bool(true));
            title.remove_range(txn, 1, 1);
        }
    });
    let mut room = Room::new(1);
    room.apply(&update).expect("an update");
    let mut ana = Copy { room, me: ANA, now: Moment(5), unsent: vec![] };
    let view = ana.view();
    assert_eq!((view.planned, view.agenda.len(), view.session.number), (None, 2 - 1, 1));
    assert_eq!(ana.agenda(), ["two lines"]);
    ana.types(alongside_room::TextField::ItemTitle(item(2)), "two");
    assert_eq!(
        ana.try_to(TextEdit::Retype {
            field: alongside_room::TextField::ItemNotes(item(2)),
            base: String::new(),
            text: "x".to_owned(),
            caret: None,
        }),
        Err(Refused::Gone)
    );
    ana.does(AgendaEdit::Add { item: item(3), title: "after".to_owned(), place: Place::After(item(2)) });
    ana.does(SessionsEdit::Close { session: SessionId::FIRST });
    ana.does(AgendaEdit::SetMinutes { item: item(2), minutes: Some(5) });
    ana.does(TimerEdit::Start { block: block(1), kind: Default::default(), budget: Some(u64::MAX), with: vec![] });
    ana.now = Moment(u64::MAX);
    ana.does(TimerEdit::Pause { block: block(1) });
    ana.view();
}

#[test]
fn an_update_whose_dependencies_are_missing_is_pending() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    ana.types(alongside_room::TextField::ItemTitle(item(1)), "ab");
    let late = ana.unsent.remove(0);
    for update in ana.unsent.drain(..) {
        assert_eq!(ben.room.apply(&update), Ok(vec![]));
    }
    assert!(ben.room.has_pending());
    ben.room.apply(&late).expect("an update");
    assert!(!ben.room.has_pending());
    assert_eq!(ben.agenda(), ["ab"]);
}

#[test]
fn a_gap_among_edits_that_do_not_need_each_other_counts_as_pending_and_survives_a_snapshot() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "first");
    ana.adds_task(1, "second", None);
    let (late, early) = (ana.unsent.remove(0), ana.unsent.remove(0));
    let mut cy = Copy::new(8, BEN);
    cy.room.load(&ben.room.snapshot()).expect("a genuine snapshot");
    ben.room.apply(&early).expect("an update");
    assert_eq!(ben.tasks(), ["second"]);
    let missing = ben.room.missing_from(&cy.room.state_vector()).expect("a state vector");
    cy.room.apply(&missing).expect("an update");
    assert_eq!(cy.tasks(), ["second"], "blocks beyond the gap are sent too");
    assert!(ben.room.has_pending());
    let mut again = Copy::new(9, BEN);
    again.room.load(&ben.room.snapshot()).expect("a genuine snapshot");
    assert_eq!(again.room.digest(), ben.room.digest());
    assert!(again.room.has_pending());
    again.room.apply(&late).expect("an update");
    assert!(!again.room.has_pending());
    assert_eq!((again.agenda(), again.tasks()), (vec!["first".to_owned()], vec!["second".to_owned()]));
}

#[test]
fn a_pending_update_lacks_no_block_that_it_brings_itself() {
    let mut room = Room::new(1);
    // Of client 7 the letters up to clock 5 come last; client 8 writes behind one of them, then behind itself.
    let beyond_a_gap = [1, 1, 7, 5, 4, 1, 1, b't', 1, b'f', 0];
    let behind = [1, 2, 8, 0, 0x84, 7, 3, 1, b'x', 0x84, 8, 0, 1, b'y', 0];
    let first = [1, 1, 7, 0, 4, 1, 1, b't', 5, b'a', b'b', b'c', b'd', b'e', 0];
    for update in [&beyond_a_gap[..], &behind, &first] {
        room.apply(update).expect("an update");
    }
    assert!(!room.has_pending());
    assert_eq!(room.count_of(8), 2);
}

/// Yjs writes an array of bytes as a yrs block of its own kind, which yrs 0.28.1 would write in a form that nobody
/// can read.
#[test]
fn an_array_of_bytes_as_yjs_writes_it_counts_and_survives_a_snapshot() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "first");
    ana.adds(2, "second");
    let (client, clock) = author(&ana.unsent[1]).expect("an update").expect("of hers");
    // The order key of the second point (its map is the parent of this block): before all others.
    let place = [1, 1, 77, 0, 0x23, 0, client as u8, clock as u8];
    let set: Vec<u8> = place.into_iter().chain(*b"\x05order\x02\x00\x01").chain([0]).collect();
    meet(&mut ana, &mut ben);
    for room in [&mut ana.room, &mut ben.room] {
        room.apply(&set).expect("an update");
    }
    assert_eq!(ana.agenda(), ["second", "first"]);
    let mut again = Copy::new(9, BEN);
    again.room.load(&ben.room.snapshot()).expect("a genuine snapshot");
    assert_eq!(again.agenda(), ["second", "first"]);
    assert_eq!(again.room.digest(), ana.room.digest());
}

/// A room in which every kind of edit was made.
fn busy() -> (Copy, Vec<Vec<u8>>) {
    let (mut ana, mut ben) = ana_and_ben();
    let mut updates = Vec::new();
    for n in 1..=3 {
        ana.adds(n, &format!("Item 🎉 {n}\nnotes"));
        ben.adds_task(n, "Task", Some(BEN));
        ben.does(TimerEdit::Start { block: block(n), kind: Default::default(), budget: None, with: vec![] });
        ben.does(TimerEdit::Stop { block: block(n) });
        ana.types(alongside_room::TextField::ItemNotes(item(n)), "other notes");
        ana.does(AgendaEdit::SetDiscussed { item: item(n), discussed: true });
        ana.undoes();
        updates.extend(ana.unsent.iter().chain(&ben.unsent).cloned());
        meet(&mut ana, &mut ben);
    }
    updates.push(ana.room.missing_from(&Room::new(9).state_vector()).expect("a state vector"));
    (ana, updates)
}

/// Mutations of bytes: where, a byte, and which kind of mutation.
type Changes = Vec<(prop::sample::Index, u8, u8)>;

fn changes() -> impl Strategy<Value = Changes> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4u8), 1..5)
}

/// An update of one block of this length, in which client 77 writes values under a key or to the right of a block of
/// its own: no client of ours writes such updates.
fn run_of(clock: u8, length: u8, key: u8, behind: bool) -> Vec<u8> {
    let place = match (behind, clock.checked_sub(1)) {
        (true, Some(before)) => vec![0x88, 77, before],
        _ => [&[0x28, 1, 6], &b"blocks"[..], &[1, key]].concat(),
    };
    let values = std::iter::once(length).chain((0..length).flat_map(|value| [125, value]));
    [1, 1, 77, clock].into_iter().chain(place).chain(values).chain([0]).collect()
}

/// A block of any kind, anywhere: its content, its neighbours and parent among the blocks of three clients.
#[derive(Debug, Clone)]
struct AnyBlock {
    kind: u8,
    length: u8,
    left: Option<(u8, u8)>,
    right: Option<(u8, u8)>,
    within: Option<(u8, u8)>,
    key: Option<u8>,
}

fn any_block() -> impl Strategy<Value = AnyBlock> {
    let id = || prop::option::weighted(0.3, (1..4u8, 0..6u8));
    let kind = prop::sample::select(vec![0u8, 1, 3, 4, 7, 8, 10]);
    (kind, 1..5u8, id(), id(), id(), prop::option::of(b'a'..b'd'))
        .prop_map(|(kind, length, left, right, within, key)| AnyBlock { kind, length, left, right, within, key })
}

impl AnyBlock {
    fn write(&self, bytes: &mut Vec<u8>) {
        let Self { kind, length, left, right, within, key } = self;
        if matches!(kind, 0 | 10) {
            return bytes.extend([*kind, *length]);
        }
        let flag = |on: bool, flag: u8| if on { flag } else { 0 };
        bytes.push(kind | flag(left.is_some(), 0x80) | flag(right.is_some(), 0x40) | flag(key.is_some(), 0x20));
        for (client, clock) in [left, right].into_iter().flatten() {
            bytes.extend([*client, *clock]);
        }
        if left.is_none() && right.is_none() {
            match within {
                Some((client, clock)) => bytes.extend([0, *client, *clock]),
                None => bytes.extend(*b"\x01\x05items"),
            }
            if let Some(key) = key {
                bytes.extend([1, *key]);
            }
        }
        match kind {
            1 => bytes.push(*length),
            3 => bytes.extend([1, 9]),
            4 => {
                bytes.push(*length);
                bytes.extend((0..*length).map(|letter| b'a' + letter));
            }
            7 => bytes.push(length % 3),
            _ => {
                bytes.push(*length);
                bytes.extend((0..*length).flat_map(|value| [125, value]));
            }
        }
    }
}

/// Blocks of one client from a clock on, and a range deleted of another.
type AnyUpdate = (u8, u8, Vec<AnyBlock>, Option<(u8, u8, u8)>);

fn any_update() -> impl Strategy<Value = AnyUpdate> {
    let deleted = prop::option::of((1..4u8, 0..12u8, 1..6u8));
    let clock = prop_oneof![2 => Just(0), 1 => 0..8u8];
    (1..4u8, clock, prop::collection::vec(any_block(), 0..5), deleted)
}

fn written((client, clock, blocks, deleted): &AnyUpdate) -> Vec<u8> {
    let mut bytes = if blocks.is_empty() { vec![0] } else { vec![1, blocks.len() as u8, *client, *clock] };
    blocks.iter().for_each(|block| block.write(&mut bytes));
    match deleted {
        Some((client, from, length)) => bytes.extend([1, *client, 1, *from, *length]),
        None => bytes.push(0),
    }
    bytes
}

/// Whatever a copy accepted, its snapshot loads as the same room.
fn reads_back(room: &mut Room, now: Moment) -> Result<(), TestCaseError> {
    room.view(now);
    let mut again = Room::new(4);
    prop_assert_eq!(again.load(&room.snapshot()), Ok(()));
    again.view(now);
    prop_assert_eq!(again.digest(), room.digest());
    Ok(())
}

proptest! {
    #[test]
    fn no_mutation_of_genuine_updates_panics_or_makes_a_room_that_does_not_read_back(
        mutations in prop::collection::vec((any::<prop::sample::Index>(), changes()), 1..6)) {
        let (ana, updates) = busy();
        let genuine = ana.room.snapshot();
        let fresh = || {
            let mut room = Room::new(3);
            room.load(&genuine).expect("a genuine snapshot");
            room
        };
        let mut room = fresh();
        for (which, changes) in mutations {
            let mut update = which.get(&updates).clone();
            mutate(&mut update, &changes);
            match room.apply(&update) {
                Ok(_) => reads_back(&mut room, ana.now)?,
                // A part of the update may be in the room.
                Err(Damaged) => room = fresh(),
            }
        }
    }

    #[test]
    fn reused_client_ids_and_clocks_make_no_room_that_does_not_read_back(
        runs in prop::collection::vec((0..30u8, 1..20u8), 1..12)) {
        let mut room = Room::new(3);
        for (key, (clock, length)) in (b'a'..).zip(runs) {
            prop_assert!(room.apply(&run_of(clock, length, key, false)).is_ok());
            reads_back(&mut room, Moment(9))?;
        }
    }

    #[test]
    fn no_reused_client_ids_and_clocks_panic(
        runs in prop::collection::vec((0..30u8, 1..20u8, b'a'..b'd', any::<bool>()), 1..12)) {
        let mut room = Room::new(3);
        for (clock, length, key, behind) in runs {
            prop_assert!(room.apply(&run_of(clock, length, key, behind)).is_ok());
            room.view(Moment(9));
            prop_assert_eq!(Room::new(4).load(&room.snapshot()), Ok(()));
        }
    }

    #[test]
    fn no_blocks_at_any_place_panic(updates in prop::collection::vec(any_update(), 1..16)) {
        let mut room = Room::new(9);
        for update in &updates {
            match room.apply(&written(update)) {
                Ok(_) => {
                    room.view(Moment(9));
                    room.digest();
                    prop_assert_eq!(Room::new(8).load(&room.snapshot()), Ok(()));
                }
                // A part of the update may be in the room.
                Err(Damaged) => room = Room::new(9),
            }
        }
    }

    #[test]
    fn no_mutation_of_a_genuine_snapshot_panics_or_makes_a_room_that_does_not_read_back(changes in changes()) {
        let (ana, _) = busy();
        let mut snapshot = ana.room.snapshot();
        mutate(&mut snapshot, &changes);
        let mut room = Room::new(3);
        if room.load(&snapshot).is_ok() {
            reads_back(&mut room, ana.now)?;
        }
    }

    #[test]
    fn no_bytes_of_any_kind_panic(bytes in prop::collection::vec(prop_oneof![Just(255u8), Just(1), Just(0), any::<u8>()], 0..60)) {
        let mut room = Room::new(3);
        let _ = room.apply(&bytes);
        let _ = room.missing_from(&bytes);
        room.view(Moment(0));
        let _ = Room::new(3).load(&bytes);
    }
}

/// An inserted byte lengthens a length or shifts what follows: the rest reads as something else, often under client
/// ids in use.
#[test]
fn no_byte_put_in_anywhere_makes_a_room_that_does_not_read_back() {
    let (ana, updates) = busy();
    let genuine = ana.room.snapshot();
    for update in &updates[..4] {
        for at in 0..=update.len() {
            for byte in [0, 2] {
                let mut mutated = update.clone();
                mutated.insert(at, byte);
                let mut room = Room::new(3);
                room.load(&genuine).expect("a genuine snapshot");
                if room.apply(&mutated).is_ok() {
                    reads_back(&mut room, ana.now).unwrap();
                }
            }
        }
    }
}

fn mutate(bytes: &mut Vec<u8>, changes: &Changes) {
    for (at, byte, how) in changes {
        if bytes.is_empty() {
            return;
        }
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = *byte,
            1 => bytes[at] ^= 1 << (byte % 8),
            2 => bytes.insert(at, *byte),
            _ => drop(bytes.remove(at)),
        }
    }
}
