//! One suite for both storages: the browser's database (in a real browser, in wasm) and the one in memory.

use std::future::Future;

use alongside_peer::{
    io::{Kept, KeptFrame, Write},
    key::RoomSecret,
    sealed_key::DeviceSecret,
};
use alongside_room::{DeviceId, MemberId, Moment, PairingSecret};
use alongside_wire::{Counter, ReplicaId, RoomId, SnapshotId};

use crate::browser::storage::{Existing, Memory, OldRoom, RoomRecord, Storage, StoredRooms};

const ROOM: RoomId = RoomId([1; 16]);
const OTHER: RoomId = RoomId([2; 16]);

/// Runs every test, each on an empty storage.
async fn keeps_its_promises<S: Storage, F: Future<Output = S>>(empty: impl Fn(&'static str) -> F) {
    what_was_written_comes_back(&empty("written").await).await;
    a_durable_frame_is_kept_and_no_longer_unsent(&empty("sent").await).await;
    a_snapshot_replaces_exactly_what_is_in_it(&empty("snapshot").await).await;
    a_room_that_is_forgotten_leaves_the_other_alone(&empty("forgotten").await).await;
    records_and_preferences_come_back(&empty("records").await).await;
    two_tabs_that_change_a_record_lose_nothing_of_each_other(&empty("changed").await).await;
}

async fn what_was_written_comes_back(storage: &impl Storage) {
    assert_eq!(storage.load(ROOM).await, Ok(Kept::default()));
    // Counters are sorted as numbers, not as text.
    let frames = [frame(2, true), frame(10, false)];
    write(storage, ROOM, &[Write::Frame(frames[0].clone()), Write::Checkpoint(vec![7])]).await;
    write(storage, ROOM, &[Write::Frame(frames[1].clone()), Write::Checkpoint(vec![8, 9])]).await;
    write(storage, OTHER, &[Write::Frame(frame(3, true))]).await;
    let kept = Kept { snapshots: vec![], frames: frames.to_vec(), checkpoint: Some(vec![8, 9]) };
    assert_eq!(storage.load(ROOM).await, Ok(kept));
}

async fn a_durable_frame_is_kept_and_no_longer_unsent(storage: &impl Storage) {
    write(storage, ROOM, &[Write::Frame(frame(0, true)), Write::Frame(frame(1, true))]).await;
    write(storage, ROOM, &[Write::Sent(vec![(REPLICA, Counter(0)), (REPLICA, Counter(9))])]).await;
    let kept = storage.load(ROOM).await.unwrap();
    assert_eq!(kept.frames, [frame(0, false), frame(1, true)]);
}

async fn a_snapshot_replaces_exactly_what_is_in_it(storage: &impl Storage) {
    let (old, new) = (SnapshotId([3; 16]), SnapshotId([4; 16]));
    let put = |id, sealed: &[u8], frames: &[u64], snapshots: &[SnapshotId]| Write::Snapshot {
        id,
        sealed: sealed.to_vec(),
        frames: frames.iter().map(|counter| (REPLICA, Counter(*counter))).collect(),
        snapshots: snapshots.to_vec(),
    };
    write(storage, ROOM, &[Write::Frame(frame(0, false)), Write::Frame(frame(1, true)), put(old, b"old", &[], &[])])
        .await;
    write(storage, ROOM, &[put(new, b"new", &[0], &[old])]).await;
    let kept = storage.load(ROOM).await.unwrap();
    assert_eq!(kept.snapshots, [(new, b"new".to_vec())]);
    assert_eq!(kept.frames, [frame(1, true)]);
}

async fn a_room_that_is_forgotten_leaves_the_other_alone(storage: &impl Storage) {
    let record = RoomRecord::new(RoomSecret::from_bytes([5; 32]), DeviceSecret::from_bytes([5; 32]), None, 1);
    let room = record.entry.id;
    storage.put_room(&record, Existing::Replaced).await.unwrap();
    for of in [room, OTHER] {
        write(storage, of, &[Write::Frame(frame(0, true)), Write::Checkpoint(vec![1])]).await;
    }
    write(storage, room, &[Write::Forget]).await;
    assert_eq!(storage.rooms().await, Ok(StoredRooms::default()));
    assert_eq!(storage.load(room).await, Ok(Kept::default()));
    assert_eq!(storage.load(OTHER).await.unwrap().frames, [frame(0, true)]);
}

async fn records_and_preferences_come_back(storage: &impl Storage) {
    let (secret, device) = (RoomSecret::from_bytes([6; 32]), DeviceSecret::from_bytes([7; 32]));
    let mut record = RoomRecord::new(secret, device, Some(MemberId([1; 8])), 1_700_000_000_000);
    storage.put_room(&record, Existing::Replaced).await.unwrap();
    record.entry.name = "Ben 🙂".into();
    record.entry.alone = false;
    record.entry.session = 14;
    record.entry.planned = Some(20);
    record.entry.ended = true;
    record.entry.date = Some("2026-11-25T15:00".into());
    record.known = [DeviceId([8; 8]), DeviceId([9; 8])].into();
    record.old_rooms = vec![OldRoom { secret: RoomSecret::from_bytes([10; 32]), at: Moment(1_700_000_000_001) }];
    record.rotated_by = Some(MemberId([2; 8]));
    record.invitation = Some((PairingSecret([11; 32]), Moment(1_700_000_000_002)));
    storage.put_room(&record, Existing::Replaced).await.unwrap();
    assert_eq!(storage.rooms().await, Ok(StoredRooms { records: vec![record.clone()], locked: vec![] }));
    let older = RoomRecord::new(record.secret.clone(), record.device.clone(), None, 1);
    // The browser's database answers with an error here, and memory does not.
    let _ = storage.put_room(&older, Existing::Stays).await;
    let as_stored = || StoredRooms { records: vec![record.clone()], locked: vec![] };
    assert_eq!(storage.rooms().await, Ok(as_stored()), "the newer one stays");

    storage.put_pref("sound", "off", Existing::Replaced).await.unwrap();
    storage.put_pref("sound", "on", Existing::Replaced).await.unwrap();
    storage.put_pref("name", "Ana", Existing::Replaced).await.unwrap();
    storage.put_pref("draft", "half a word", Existing::Replaced).await.unwrap();
    storage.put_pref("draft", "", Existing::Replaced).await.unwrap();
    storage.put_pref("never set", "", Existing::Replaced).await.unwrap();
    storage.put_pref("keyring", "K-secret", Existing::Replaced).await.unwrap();
    let _ = storage.put_pref("sound", "off", Existing::Stays).await;
    let prefs = [("keyring", "K-secret"), ("name", "Ana"), ("sound", "on")];
    let prefs = prefs.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(storage.prefs().await, Ok(prefs.into_iter().collect()));
}

async fn two_tabs_that_change_a_record_lose_nothing_of_each_other(storage: &impl Storage) {
    let record = RoomRecord::new(RoomSecret::from_bytes([12; 32]), DeviceSecret::from_bytes([13; 32]), None, 1);
    let (mut named, mut known) = (record.clone(), record.clone());
    named.entry.name = "Ben".into();
    named.opened = 9;
    known.known = [DeviceId([8; 8])].into();
    known.me = Some(MemberId([1; 8]));
    storage.change_room(&record, &record).await.unwrap();
    storage.change_room(&record, &named).await.unwrap();
    storage.change_room(&record, &known).await.unwrap();
    let stored = storage.rooms().await.unwrap().records;
    let both = RoomRecord { entry: named.entry, opened: 9, ..known };
    assert!(stored.contains(&both), "{stored:?}");
    write(storage, both.entry.id, &[Write::Forget]).await;
}

async fn a_refused_storage_says_so_and_holds_everything_for_now() {
    let storage = Memory::refused();
    assert!(storage.write(ROOM, &[Write::Frame(frame(0, true))]).await.is_err());
    assert_eq!(storage.load(ROOM).await.unwrap().frames, [frame(0, true)]);
}

const REPLICA: ReplicaId = ReplicaId([9; 16]);

fn frame(counter: u64, unsent: bool) -> KeptFrame {
    KeptFrame { replica: REPLICA, counter: Counter(counter), unsent, sealed: vec![counter as u8; 300] }
}

async fn write(storage: &impl Storage, room: RoomId, writes: &[Write]) {
    storage.write(room, writes).await.unwrap();
}

#[cfg(not(target_arch = "wasm32"))]
#[tokio::test]
async fn memory_keeps_its_promises() {
    keeps_its_promises(|_| async { Memory::default() }).await;
    a_refused_storage_says_so_and_holds_everything_for_now().await;
}

#[cfg(target_arch = "wasm32")]
mod wrapped;

#[cfg(target_arch = "wasm32")]
mod in_a_browser {
    use std::rc::Rc;

    use gloo::utils::window;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::{super::Disk, *};
    use crate::browser::prefs::{Prefs, in_room};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    async fn memory_keeps_its_promises_under_wasm() {
        keeps_its_promises(|_| async { Memory::default() }).await;
        a_refused_storage_says_so_and_holds_everything_for_now().await;
    }

    #[wasm_bindgen_test]
    async fn the_database_keeps_its_promises() {
        keeps_its_promises(empty).await;
    }

    #[wasm_bindgen_test]
    async fn two_pages_share_a_database() {
        let (one, other) = (empty("shared").await, Disk::open("shared").await.unwrap());
        write(&one, ROOM, &[Write::Frame(frame(0, true))]).await;
        assert_eq!(other.load(ROOM).await.unwrap().frames, [frame(0, true)]);
    }

    #[wasm_bindgen_test]
    async fn a_write_is_done_even_if_nobody_waits_for_it() {
        let disk = empty("unawaited").await;
        drop(disk.write(ROOM, &[Write::Frame(frame(0, true))]));
        assert_eq!(disk.load(ROOM).await.unwrap().frames, [frame(0, true)]);
    }

    #[wasm_bindgen_test]
    async fn preferences_of_a_room_move_to_its_successor_and_are_removed_with_it() {
        let disk = empty("prefs").await;
        let prefs = Prefs::read(Rc::new(Disk::open("prefs").await.unwrap())).await;
        prefs.set("sound", "on");
        prefs.set(&in_room("draft", ROOM), "half a word");
        prefs.set(&in_room("key", ROOM), "on");
        prefs.carry("draft", ROOM, OTHER);
        assert_eq!(prefs.text(&in_room("draft", OTHER)).unwrap(), "half a word");
        prefs.forget(ROOM);
        assert_eq!(prefs.text(&in_room("draft", ROOM)), None);
        let kept = [(in_room("draft", OTHER), "half a word".to_owned()), ("sound".to_owned(), "on".to_owned())];
        let kept = kept.into_iter().collect();
        for _ in 0..100 {
            if disk.prefs().await.as_ref() == Ok(&kept) {
                return;
            }
        }
        assert_eq!(disk.prefs().await, Ok(kept));
    }

    async fn empty(name: &'static str) -> Disk {
        delete(name);
        // Requests for one database are queued: what is opened after this is new.
        Disk::open(name).await.unwrap()
    }

    fn delete(name: &str) {
        window().indexed_db().unwrap().unwrap().delete_database(name).unwrap();
    }
}
