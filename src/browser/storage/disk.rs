//! Storage in the browser's database (IndexedDB).
//!
//! | store | key | value |
//! |---|---|---|
//! | `rooms` | room | the record, as [`record_of`] reads it |
//! | `snapshots` | room, name | sealed bytes |
//! | `checkpoints` | room | the checkpoint as the peer encodes it |
//! | `frames` | room, replica, counter | sealed bytes |
//! | `unsent` | room, replica, counter | `true` |
//! | `prefs` | name | text; and the [wrapping key](wrapping_key) |
//!
//! Every secret in a record, and every preference that is one, is wrapped under the wrapping key. What an earlier page stored as
//! it was is read, too, and wrapped then: value by value, each in a transaction of its own, so that nothing is lost on the way.
//!
//! That a frame is unsent stands in a store of its own, so that no write has to read first. Durability is the browser's
//! default ("relaxed"): a commit survives the tab and the browser, and needs no wait for the disk.

mod connection;
mod fields;
mod request;
mod stores;
mod wrapping_key;

use std::rc::Rc;

use alongside_peer::io::{Kept, KeptFrame, Write};
use alongside_wire::RoomId;
use js_sys::{Array, Uint8Array};
use litemap::LiteMap;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::browser::{
    BrowserError,
    storage::{
        Answer, Existing, OnCleared, RoomRecord, Storage, StoredRooms,
        disk::{
            connection::{DatabaseConnection, OpenDatabase},
            fields::{Wrapped, bytes, frame_key, frame_of, record_of, record_value, snapshot_key, snapshot_of},
            request::{answer, committed, put, put_over, store, transaction, value},
            stores::{CHECKPOINTS, FRAMES, OF_A_ROOM, PREFS, ROOMS, SNAPSHOTS, UNSENT},
            wrapping_key::KeptBy,
        },
        interface::SECRET_PREFS,
    },
};

/// The browser's database; closed on drop. Clones share it.
#[derive(Clone)]
pub struct Disk(DatabaseConnection);

impl Disk {
    /// Opens the database with this name, creating it if there is none. Fails if the browser refuses, or does not
    /// answer within three seconds.
    pub async fn open(name: &str) -> Result<Self, BrowserError> {
        DatabaseConnection::open(name).await.map(Self)
    }

    /// Begins to read.
    fn read<T>(
        &self,
        stores: &[&str],
        read: impl FnOnce(&OpenDatabase, &IdbTransaction) -> Result<T, BrowserError>,
    ) -> Result<T, BrowserError> {
        let open = self.0.database()?;
        read(&open, &transaction(&open.database, stores, IdbTransactionMode::Readonly)?)
    }

    /// Performs `change` in one transaction, at once; the answer comes when the transaction is committed.
    fn change(
        &self,
        stores: &[&str],
        change: impl FnOnce(&OpenDatabase, &IdbTransaction) -> Result<(), BrowserError>,
    ) -> Result<Answer<()>, BrowserError> {
        let open = self.0.database()?;
        let transaction = transaction(&open.database, stores, IdbTransactionMode::Readwrite)?;
        let committed = committed(&transaction);
        match change(&open, &transaction) {
            Ok(()) => Ok(committed),
            Err(error) => {
                // Fails only if the transaction was aborted already.
                let _ = transaction.abort();
                Err(error)
            }
        }
    }

    /// The answer to what was begun; where the database was closed, that is begun anew once it is open again.
    fn answered<T: 'static>(
        &self,
        begun: Result<Answer<T>, BrowserError>,
        begin: impl FnOnce(&Self) -> Result<Answer<T>, BrowserError> + 'static,
    ) -> Answer<T> {
        begun.unwrap_or_else(|error| {
            let this = self.clone();
            Box::pin(async move {
                this.0.opened_again(error).await?;
                begin(&this)?.await
            })
        })
    }

    fn begin_rooms(&self) -> Result<Answer<StoredRooms>, BrowserError> {
        let (ids, values) =
            self.read(&[ROOMS], |_, transaction| all(&store(transaction, ROOMS)?, &JsValue::UNDEFINED))?;
        let (this, open) = (self.clone(), self.0.database()?);
        Ok(Box::pin(async move {
            let (ids, values) = (ids.await?, values.await?);
            let mut rooms = StoredRooms::default();
            for (id, value) in ids.iter().zip(values.iter()) {
                let Some(room) = id.as_string().and_then(|id| id.parse().ok()) else { continue };
                let wrapped = Wrapped::of_room(&open.key, room);
                match record_of(&wrapped, room, &value) {
                    Some(record) => rooms.records.push(record),
                    None => rooms.locked.push(room),
                }
                if wrapped.found_plain() {
                    this.wrap(ROOMS, id, move |open, value| {
                        let record = record_of(&Wrapped::of_room(&open.key, room), room, value)?;
                        record_value(&Wrapped::of_room(&open.key, room), &record).ok()
                    });
                }
            }
            Ok(rooms)
        }))
    }

    fn begin_put_room(&self, record: &RoomRecord, existing: Existing) -> Result<Answer<()>, BrowserError> {
        self.change(&[ROOMS], |open, transaction| {
            let id = record.entry.id;
            let value = record_value(&Wrapped::of_room(&open.key, id), record)?;
            put_over(transaction, ROOMS, &id.to_string().into(), &value, existing)
        })
    }

    /// Reads and stores in one transaction: no other page comes between.
    fn begin_change_room(&self, before: &RoomRecord, after: &RoomRecord) -> Result<Answer<()>, BrowserError> {
        let open = self.0.database()?;
        let transaction = transaction(&open.database, &[ROOMS], IdbTransactionMode::Readwrite)?;
        let committed = committed(&transaction);
        let room = after.entry.id;
        let key = JsValue::from_str(&room.to_string());
        let stored = value(&store(&transaction, ROOMS)?, &key)?;
        let (before, after) = (before.clone(), after.clone());
        Ok(Box::pin(async move {
            let stored = record_of(&Wrapped::of_room(&open.key, room), room, &stored.await?);
            let record = stored.map_or_else(|| after.clone(), |stored| after.clone().changed_in(&before, stored));
            put(&transaction, ROOMS, &key, &record_value(&Wrapped::of_room(&open.key, room), &record)?)?;
            committed.await
        }))
    }

    fn begin_load(&self, room: RoomId) -> Result<Answer<Kept>, BrowserError> {
        let range = range_of(room)?;
        let (snapshots, checkpoint, frames, unsent) =
            self.read(&[SNAPSHOTS, CHECKPOINTS, FRAMES, UNSENT], |_, transaction| {
                Ok((
                    all(&store(transaction, SNAPSHOTS)?, &range)?,
                    value(&store(transaction, CHECKPOINTS)?, &room.to_string().into())?,
                    all(&store(transaction, FRAMES)?, &range)?,
                    all_keys(&store(transaction, UNSENT)?, &range)?,
                ))
            })?;
        Ok(Box::pin(async move {
            let (names, snapshots, checkpoint) = (snapshots.0.await?, snapshots.1.await?, checkpoint.await?);
            let (keys, values) = (frames.0.await?, frames.1.await?);
            let snapshots = names.iter().zip(snapshots.iter());
            let snapshots = snapshots.filter_map(|(name, sealed)| Some((snapshot_of(&name)?, bytes(&sealed)?)));
            let mut still_unsent = LiteMap::new_vec();
            for key in unsent.await?.iter().filter_map(|key| frame_of(&key)) {
                still_unsent.insert(key, ());
            }
            let frames = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
                let (replica, counter) = frame_of(&key)?;
                let unsent = still_unsent.contains_key(&(replica, counter));
                Some(KeptFrame { replica, counter, unsent, sealed: bytes(&value)? })
            });
            Ok(Kept { snapshots: snapshots.collect(), frames: frames.collect(), checkpoint: bytes(&checkpoint) })
        }))
    }

    fn begin_write(&self, room: RoomId, writes: &[Write]) -> Result<Answer<()>, BrowserError> {
        self.change(&OF_A_ROOM, |_, transaction| writes.iter().try_for_each(|write| apply(transaction, room, write)))
    }

    fn begin_prefs(&self) -> Result<Answer<LiteMap<String, String>>, BrowserError> {
        let (names, values) =
            self.read(&[PREFS], |_, transaction| all(&store(transaction, PREFS)?, &JsValue::UNDEFINED))?;
        let (this, open) = (self.clone(), self.0.database()?);
        Ok(Box::pin(async move {
            let (names, values) = (names.await?, values.await?);
            let mut prefs = LiteMap::new_vec();
            for (key, value) in names.iter().zip(values.iter()) {
                let Some(name) = key.as_string() else { continue };
                let is_secret = SECRET_PREFS.contains(&&*name);
                let text = match value.as_string() {
                    Some(text) => Some(text),
                    None if is_secret => Wrapped::of_pref(&open.key).text(&name, &value),
                    None => None,
                };
                if is_secret && value.is_string() {
                    let name = name.clone();
                    this.wrap(PREFS, key, move |open, value| {
                        Wrapped::of_pref(&open.key).value(&name, value.as_string()?.as_bytes()).ok()
                    });
                }
                if let Some(text) = text {
                    prefs.insert(name, text);
                }
            }
            Ok(prefs)
        }))
    }

    fn begin_put_pref(&self, name: &str, text: &str, existing: Existing) -> Result<Answer<()>, BrowserError> {
        self.change(&[PREFS], |open, transaction| {
            if text.is_empty() {
                return delete(transaction, PREFS, &name.into());
            }
            let value = match SECRET_PREFS.contains(&name) {
                true => Wrapped::of_pref(&open.key).value(name, text.as_bytes())?,
                false => text.into(),
            };
            put_over(transaction, PREFS, &name.into(), &value, existing)
        })
    }

    /// Wraps the secrets in a value that an earlier page stored as they were. The value is read once more in the same
    /// transaction: another page may have stored a newer one meanwhile. If this fails, the next page does it.
    fn wrap(
        &self,
        name: &'static str,
        key: JsValue,
        wrapped: impl FnOnce(&OpenDatabase, &JsValue) -> Option<JsValue> + 'static,
    ) {
        let this = self.clone();
        spawn_local(async move {
            let Ok(open) = this.0.database() else { return };
            let Ok(transaction) = transaction(&open.database, &[name], IdbTransactionMode::Readwrite) else { return };
            let Ok(now) = store(&transaction, name).and_then(|store| value(&store, &key)) else { return };
            if let Ok(now) = now.await
                && let Some(wrapped) = wrapped(&open, &now)
            {
                let _ = put(&transaction, name, &key, &wrapped);
            }
        });
    }
}

impl Storage for Disk {
    fn rooms(&self) -> Answer<StoredRooms> {
        self.answered(self.begin_rooms(), Self::begin_rooms)
    }

    fn put_room(&self, record: &RoomRecord, existing: Existing) -> Answer<()> {
        let again = record.clone();
        self.answered(self.begin_put_room(record, existing), move |this| this.begin_put_room(&again, existing))
    }

    fn change_room(&self, before: &RoomRecord, after: &RoomRecord) -> Answer<()> {
        let again = (before.clone(), after.clone());
        self.answered(self.begin_change_room(before, after), move |this| this.begin_change_room(&again.0, &again.1))
    }

    fn load(&self, room: RoomId) -> Answer<Kept> {
        self.answered(self.begin_load(room), move |this| this.begin_load(room))
    }

    fn write(&self, room: RoomId, writes: &[Write]) -> Answer<()> {
        match self.begin_write(room, writes) {
            Ok(committed) => committed,
            failed => {
                let again = writes.to_vec();
                self.answered(failed, move |this| this.begin_write(room, &again))
            }
        }
    }

    fn prefs(&self) -> Answer<LiteMap<String, String>> {
        self.answered(self.begin_prefs(), Self::begin_prefs)
    }

    fn put_pref(&self, name: &str, text: &str, existing: Existing) -> Answer<()> {
        let again = (name.to_owned(), text.to_owned());
        let begun = self.begin_put_pref(name, text, existing);
        self.answered(begun, move |this| this.begin_put_pref(&again.0, &again.1, existing))
    }

    fn watch(&self, cleared: &Rc<OnCleared>) {
        self.0.watch(cleared);
    }

    fn guards_keys(&self) -> bool {
        self.0.database().is_ok_and(|open| open.kept_by == KeptBy::Guard)
    }
}

fn apply(transaction: &IdbTransaction, room: RoomId, write: &Write) -> Result<(), BrowserError> {
    let whole = JsValue::from_str(&room.to_string());
    match write {
        Write::Frame(frame) => {
            let key = frame_key(room, frame.replica, frame.counter);
            put(transaction, FRAMES, &key, &Uint8Array::from(frame.sealed.as_slice()))?;
            if frame.unsent {
                put(transaction, UNSENT, &key, &JsValue::TRUE)
            } else {
                delete(transaction, UNSENT, &key)
            }
        }
        Write::Sent(keys) => keys
            .iter()
            .try_for_each(|(replica, counter)| delete(transaction, UNSENT, &frame_key(room, *replica, *counter))),
        Write::Checkpoint(checkpoint) => {
            put(transaction, CHECKPOINTS, &whole, &Uint8Array::from(checkpoint.as_slice()))
        }
        Write::Snapshot { id, sealed, frames, snapshots } => {
            snapshots.iter().try_for_each(|old| delete(transaction, SNAPSHOTS, &snapshot_key(room, *old)))?;
            frames.iter().try_for_each(|(replica, counter)| {
                let key = frame_key(room, *replica, *counter);
                delete(transaction, FRAMES, &key)?;
                delete(transaction, UNSENT, &key)
            })?;
            put(transaction, SNAPSHOTS, &snapshot_key(room, *id), &Uint8Array::from(sealed.as_slice()))
        }
        Write::Forget => {
            let range = range_of(room)?;
            [ROOMS, CHECKPOINTS].iter().try_for_each(|name| delete(transaction, name, &whole))?;
            [SNAPSHOTS, FRAMES, UNSENT].iter().try_for_each(|name| delete(transaction, name, &range))
        }
    }
}

fn delete(transaction: &IdbTransaction, name: &str, key: &JsValue) -> Result<(), BrowserError> {
    store(transaction, name)?.delete(key).map(|_| ()).map_err(BrowserError::while_("deleting"))
}

/// All keys and values of a store, or of a range of it.
fn all(store: &IdbObjectStore, range: &JsValue) -> Result<(Answer<Array>, Answer<Array>), BrowserError> {
    let values = store.get_all_with_key(range).map(array).map_err(BrowserError::while_("reading"))?;
    Ok((all_keys(store, range)?, values))
}

fn all_keys(store: &IdbObjectStore, range: &JsValue) -> Result<Answer<Array>, BrowserError> {
    store.get_all_keys_with_key(range).map(array).map_err(BrowserError::while_("reading"))
}

fn array(request: IdbRequest) -> Answer<Array> {
    let answer = answer(request);
    Box::pin(async move { Ok(Array::from(&answer.await?)) })
}

fn range_of(room: RoomId) -> Result<JsValue, BrowserError> {
    let room = JsValue::from_str(&room.to_string());
    // An array sorts after every string and number, so this is above every key that begins with the room.
    let (from, to) = (Array::of1(&room), Array::of2(&room, &Array::new()));
    IdbKeyRange::bound(&from, &to).map(JsValue::from).map_err(BrowserError::while_("naming a range"))
}
