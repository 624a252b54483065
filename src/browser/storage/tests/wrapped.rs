//! Tests of the browser's database: its secrets are wrapped, and it is opened again when it is closed under the page.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_peer::{key::RoomSecret, sealed_key::DeviceSecret};
use alongside_room::{Moment, PairingSecret};
use gloo::utils::window;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use crate::browser::{
    page::network_or,
    storage::{Disk, Existing, OldRoom, OnCleared, RoomRecord, Storage, StoredRooms},
};

wasm_bindgen_test_configure!(run_in_browser);

/// What may stand nowhere in the database.
const CANARIES: [[u8; 32]; 4] = [[0xA1; 32], [0xA2; 32], [0xA3; 32], [0xA4; 32]];

#[wasm_bindgen_test]
async fn no_secret_of_a_room_and_no_secret_preference_stands_in_the_database_as_it_is() {
    let disk = empty("canaries").await;
    let record = record();
    disk.put_room(&record, Existing::Replaced).await.unwrap();
    disk.put_pref("keyring", "K-nobody-reads-this", Existing::Replaced).await.unwrap();
    disk.put_pref("claim", "K-nobody-reads-that", Existing::Replaced).await.unwrap();
    disk.put_pref("name", "K-anybody-reads-this", Existing::Replaced).await.unwrap();
    let all = dump("canaries").await;
    assert!(all.contains("K-anybody-reads-this"), "the search finds what is there");
    for secret in ["K-nobody", &"161,".repeat(8), &"162,".repeat(8), &"163,".repeat(8), &"164,".repeat(8)] {
        assert!(!all.contains(secret), "{secret} stands in {all}");
    }
    assert!(disk.guards_keys());
    let again = Disk::open("canaries").await.unwrap();
    assert_eq!(again.rooms().await.unwrap().records, [record]);
    assert_eq!(again.prefs().await.unwrap().get("keyring").unwrap(), "K-nobody-reads-this");
}

#[wasm_bindgen_test]
async fn what_an_earlier_page_stored_as_it_was_is_read_and_wrapped() {
    drop(empty("plain").await);
    let record = record();
    plain("plain", &record, Some("K-plain")).await;
    let disk = Disk::open("plain").await.unwrap();
    assert_eq!(disk.rooms().await.unwrap().records, std::slice::from_ref(&record));
    assert_eq!(disk.prefs().await.unwrap().get("keyring").unwrap(), "K-plain");
    until(async || !dump("plain").await.contains("K-plain") && !dump("plain").await.contains("161,161,161")).await;
    assert_eq!(disk.rooms().await.unwrap().records, [record]);
    assert_eq!(disk.prefs().await.unwrap().get("keyring").unwrap(), "K-plain");
}

#[wasm_bindgen_test]
async fn two_pages_that_find_a_new_database_at_once_use_one_wrapping_key() {
    delete("at once");
    let (one, other) = (Rc::new(RefCell::new(None)), Rc::new(RefCell::new(None)));
    for slot in [&one, &other] {
        let slot = Rc::clone(slot);
        wasm_bindgen_futures::spawn_local(async move {
            slot.replace(Some(Disk::open("at once").await.unwrap()));
        });
    }
    until(async || one.borrow().is_some() && other.borrow().is_some()).await;
    let (one, other) = (one.take().unwrap(), other.take().unwrap());
    one.put_room(&record(), Existing::Replaced).await.unwrap();
    assert_eq!(other.rooms().await.unwrap().records, [record()]);
    assert_eq!(Disk::open("at once").await.unwrap().rooms().await.unwrap().records, [record()]);
}

#[wasm_bindgen_test]
async fn a_room_whose_wrapping_key_is_gone_is_counted_and_opens_once_its_secret_is_stored_again() {
    let disk = empty("lost").await;
    disk.put_room(&record(), Existing::Replaced).await.unwrap();
    drop(disk);
    run("lost", "store => store.delete('wrapping key')", "prefs").await;
    let disk = Disk::open("lost").await.unwrap();
    let locked = StoredRooms { records: vec![], locked: vec![record().entry.id] };
    assert_eq!(disk.rooms().await, Ok(locked));
    disk.put_room(&record(), Existing::Replaced).await.unwrap();
    assert_eq!(disk.rooms().await, Ok(StoredRooms { records: vec![record()], locked: vec![] }));
}

#[wasm_bindgen_test]
async fn a_wrapping_key_that_was_kept_without_a_guard_gets_one_and_opens_what_it_opened() {
    drop(empty("unguarded").await);
    run("unguarded", "store => store.put({ key: new Uint8Array(32).fill(7) }, 'wrapping key')", "prefs").await;
    let disk = Disk::open("unguarded").await.unwrap();
    assert!(disk.guards_keys());
    assert!(!dump("unguarded").await.contains("7,7,7,7"));
    disk.put_room(&record(), Existing::Replaced).await.unwrap();
    assert_eq!(Disk::open("unguarded").await.unwrap().rooms().await.unwrap().records, [record()]);
}

#[wasm_bindgen_test]
async fn a_database_that_is_deleted_under_the_page_is_made_anew_and_whoever_watches_is_told() {
    let disk = empty("deleted").await;
    disk.put_room(&record(), Existing::Replaced).await.unwrap();
    let told = Rc::new(Cell::new(0));
    let watcher: Rc<OnCleared> = {
        let told = Rc::clone(&told);
        Rc::new(move || told.set(told.get() + 1))
    };
    disk.watch(&watcher);
    for time in 1..4 {
        delete("deleted");
        until(async || told.get() == time).await;
        assert_eq!(disk.rooms().await, Ok(StoredRooms::default()));
        disk.put_room(&record(), Existing::Replaced).await.unwrap();
        assert_eq!(disk.rooms().await.unwrap().records, [record()]);
    }
}

#[wasm_bindgen_test]
async fn what_is_written_while_the_database_is_being_deleted_is_in_the_new_one() {
    let disk = empty("meanwhile").await;
    delete("meanwhile");
    let mut written = Vec::new();
    for _ in 0..20 {
        written.push(disk.put_room(&record(), Existing::Replaced));
        written.push(disk.put_pref("keyring", "K", Existing::Replaced));
        network_or(1).await;
    }
    for write in written {
        // What was under way when it was closed fails, and is told to whoever watches.
        let _ = write.await;
    }
    assert_eq!(disk.rooms().await.unwrap().records, [record()]);
    assert_eq!(Disk::open("meanwhile").await.unwrap().prefs().await.unwrap().get("keyring").unwrap(), "K");
}

#[wasm_bindgen_test]
async fn a_page_goes_on_beside_a_later_one_that_has_changed_the_layout() {
    let disk = empty("layout").await;
    disk.put_room(&record(), Existing::Replaced).await.unwrap();
    let change = "return new Promise((done) => {
        const opening = indexedDB.open('layout', 99);
        opening.onupgradeneeded = () => opening.result.createObjectStore('later');
        opening.onsuccess = () => { opening.result.close(); done(); };
    })";
    JsFuture::from(Promise::from(Function::new_no_args(change).call0(&JsValue::NULL).unwrap())).await.unwrap();
    assert_eq!(disk.rooms().await.unwrap().records, [record()]);
    disk.put_room(&record(), Existing::Replaced).await.unwrap();
    assert_eq!(Disk::open("layout").await.unwrap().rooms().await.unwrap().records, [record()]);
}

/// Prints what opening costs: `cargo xtask test the_time_that_opening` shows it.
#[wasm_bindgen_test]
async fn the_time_that_opening_takes_with_a_wrapping_key_is_told() {
    let disk = empty("time").await;
    for room in 0..20 {
        let secret = RoomSecret::from_bytes([room; 32]);
        let record = RoomRecord::new(secret, DeviceSecret::from_bytes([1; 32]), None, 1);
        disk.put_room(&record, Existing::Replaced).await.unwrap();
    }
    drop(disk);
    let now = || window().performance().unwrap().now();
    let (mut opening, mut reading, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..20 {
        let begun = now();
        open_bare("time").await;
        bare.push(now() - begun);
        let begun = now();
        let disk = Disk::open("time").await.unwrap();
        opening.push(now() - begun);
        let begun = now();
        assert_eq!(disk.rooms().await.unwrap().records.len(), 20);
        reading.push(now() - begun);
    }
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    wasm_bindgen_test::console_log!(
        "opening {:.2} ms (without the wrapping key {:.2} ms), 20 rooms {:.2} ms",
        median(&mut opening),
        median(&mut bare),
        median(&mut reading),
    );
}

fn record() -> RoomRecord {
    let [room, device, old, pairing] = CANARIES;
    let mut record = RoomRecord::new(RoomSecret::from_bytes(room), DeviceSecret::from_bytes(device), None, 1);
    record.old_rooms = vec![OldRoom { secret: RoomSecret::from_bytes(old), at: Moment(2) }];
    record.invitation = Some((PairingSecret(pairing), Moment(3)));
    record
}

/// Stores a record as an earlier page did.
async fn plain(name: &str, record: &RoomRecord, keyring: Option<&str>) {
    let value = Object::new();
    let set = |name: &str, field: &JsValue| assert!(Reflect::set(&value, &name.into(), field).unwrap());
    set("secret", &Uint8Array::from(&record.secret.as_bytes()[..]));
    set("device", &Uint8Array::from(&record.device.as_bytes()[..]));
    let old = &record.old_rooms[0];
    let old = Array::of2(&Uint8Array::from(&old.secret.as_bytes()[..]), &(old.at.0 as f64).into());
    set("oldRooms", &Array::of1(&old));
    let (pairing, until) = record.invitation.unwrap();
    set("invitation", &Uint8Array::from(&[&pairing.0[..], &until.0.to_le_bytes()].concat()[..]));
    set("opened", &1.into());
    set("since", &1.into());
    set("session", &1.into());
    set("name", &"".into());
    set("alone", &true.into());
    Reflect::set(&window(), &"given".into(), &value).unwrap();
    run(name, &format!("store => store.put(window.given, '{}')", record.entry.id), "rooms").await;
    if let Some(keyring) = keyring {
        run(name, &format!("store => store.put('{keyring}', 'keyring')"), "prefs").await;
    }
}

/// Everything in the database, as text.
async fn dump(name: &str) -> String {
    let all = "const [name] = arguments;
        return new Promise((done) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => {
                const stores = [...opening.result.objectStoreNames];
                const reading = opening.result.transaction(stores), found = [];
                for (const store of stores) {
                    const request = reading.objectStore(store).getAll();
                    request.onsuccess = () => found.push(...request.result);
                }
                reading.oncomplete = () => {
                    opening.result.close();
                    const plain = (key, value) => value instanceof Uint8Array ? String([...value]) : value;
                    done(JSON.stringify(found, plain));
                };
            };
        })";
    let asked = Function::new_no_args(all).call1(&JsValue::NULL, &name.into()).unwrap();
    JsFuture::from(Promise::from(asked)).await.unwrap().as_string().unwrap()
}

/// Does something to one store of the database, as no page of ours would.
async fn run(name: &str, act: &str, store: &str) {
    let script = format!(
        "return new Promise((done) => {{
            const opening = indexedDB.open('{name}');
            opening.onsuccess = () => {{
                const writing = opening.result.transaction('{store}', 'readwrite');
                ({act})(writing.objectStore('{store}'));
                writing.oncomplete = () => {{ opening.result.close(); done(); }};
            }};
        }})"
    );
    JsFuture::from(Promise::from(Function::new_no_args(&script).call0(&JsValue::NULL).unwrap())).await.unwrap();
}

async fn open_bare(name: &str) {
    let script = format!(
        "return new Promise((done) => {{
            const opening = indexedDB.open('{name}');
            opening.onsuccess = () => {{ opening.result.close(); done(); }};
        }})"
    );
    JsFuture::from(Promise::from(Function::new_no_args(&script).call0(&JsValue::NULL).unwrap())).await.unwrap();
}

async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if is_so().await {
            return;
        }
        network_or(10).await;
    }
    panic!("this never comes true");
}

async fn empty(name: &str) -> Disk {
    delete(name);
    // Requests for one database are queued: what is opened after this is new.
    Disk::open(name).await.unwrap()
}

fn delete(name: &str) {
    window().indexed_db().unwrap().unwrap().delete_database(name).unwrap();
}
