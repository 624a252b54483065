//! Storage in the browser's database (IndexedDB).
//!
//! | store | key | value |
//! |---|---|---|
//! | `rooms` | room | the record, as [`record_of`] reads it |
//! | `snapshots` | room, name | sealed bytes |
//! | `checkpoints` | room | the checkpoint as the peer encodes it |
//! | `frames` | room, replica, counter | sealed bytes |
//! | `unsent` | room, replica, counter | `true` |
//! | `prefs` | name | text |
//!
//! That a frame is unsent stands in a store of its own, so that no write has to read first. Durability is the browser's
//! default ("relaxed"): a commit survives the tab and the browser, and needs no wait for the disk.

mod fields;
mod request;

use alongside_peer::io::{Kept, KeptFrame, Write};
use alongside_wire::RoomId;
use js_sys::{Array, Uint8Array};
use litemap::LiteMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::browser::{
    BrowserError,
    storage::{
        Answer, RoomRecord, Storage,
        disk::{
            fields::{frame_key, frame_of, record_of, record_value, snapshot_key, snapshot_of},
            request::{answer, committed, open},
        },
    },
};

/// The browser's database; closed on drop.
pub struct Disk(IdbDatabase);

const ROOMS: &str = "rooms";
const SNAPSHOTS: &str = "snapshots";
const CHECKPOINTS: &str = "checkpoints";
const FRAMES: &str = "frames";
const UNSENT: &str = "unsent";
const PREFS: &str = "prefs";
const STORES: [&str; 6] = [ROOMS, SNAPSHOTS, CHECKPOINTS, FRAMES, UNSENT, PREFS];
const OF_A_ROOM: [&str; 5] = [ROOMS, SNAPSHOTS, CHECKPOINTS, FRAMES, UNSENT];

impl Disk {
    /// Opens the database with this name, creating it if there is none. Fails if the browser refuses, or does not
    /// answer within three seconds.
    pub async fn open(name: &str) -> Result<Self, BrowserError> {
        open(name, &STORES).await.map(Self)
    }

    fn reading(&self, stores: &[&str]) -> Result<IdbTransaction, BrowserError> {
        self.transaction(stores, IdbTransactionMode::Readonly)
    }

    /// Performs `change` in one transaction, at once; the answer comes when the transaction is committed.
    fn change(&self, stores: &[&str], change: impl FnOnce(&IdbTransaction) -> Result<(), BrowserError>) -> Answer<()> {
        let begun = self.transaction(stores, IdbTransactionMode::Readwrite).and_then(|transaction| {
            let committed = committed(&transaction);
            match change(&transaction) {
                Ok(()) => Ok(committed),
                Err(error) => {
                    // Fails only if the transaction was aborted already.
                    let _ = transaction.abort();
                    Err(error)
                }
            }
        });
        Box::pin(async move { begun?.await })
    }

    fn transaction(&self, stores: &[&str], mode: IdbTransactionMode) -> Result<IdbTransaction, BrowserError> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        self.0
            .transaction_with_str_sequence_and_mode(&names, mode)
            .map_err(BrowserError::while_("beginning a transaction"))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Storage for Disk {
    fn rooms(&self) -> Answer<Vec<RoomRecord>> {
        let all = self.reading(&[ROOMS]).and_then(|transaction| all_values(&store(&transaction, ROOMS)?, None));
        Box::pin(async move { Ok(all?.await?.iter().filter_map(|value| record_of(&value)).collect()) })
    }

    fn put_room(&self, record: &RoomRecord) -> Answer<()> {
        self.change(&[ROOMS], |transaction| {
            put(transaction, ROOMS, &record.entry.id.to_string().into(), &record_value(record))
        })
    }

    fn load(&self, room: RoomId) -> Answer<Kept> {
        let begun = self.reading(&[SNAPSHOTS, CHECKPOINTS, FRAMES, UNSENT]).and_then(|transaction| {
            let key = JsValue::from_str(&room.to_string());
            let range = range_of(room)?;
            Ok((
                all_keys(&store(&transaction, SNAPSHOTS)?, &range)?,
                all_values(&store(&transaction, SNAPSHOTS)?, Some(&range))?,
                value(&store(&transaction, CHECKPOINTS)?, &key)?,
                all_keys(&store(&transaction, FRAMES)?, &range)?,
                all_values(&store(&transaction, FRAMES)?, Some(&range))?,
                all_keys(&store(&transaction, UNSENT)?, &range)?,
            ))
        });
        Box::pin(async move {
            let (names, snapshots, checkpoint, keys, values, unsent) = begun?;
            let (names, snapshots, checkpoint) = (names.await?, snapshots.await?, checkpoint.await?);
            let (keys, values) = (keys.await?, values.await?);
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
        })
    }

    fn write(&self, room: RoomId, writes: &[Write]) -> Answer<()> {
        self.change(&OF_A_ROOM, |transaction| writes.iter().try_for_each(|write| apply(transaction, room, write)))
    }

    fn prefs(&self) -> Answer<LiteMap<String, String>> {
        let begun = self.reading(&[PREFS]).and_then(|transaction| {
            let prefs = store(&transaction, PREFS)?;
            Ok((all_keys(&prefs, &JsValue::UNDEFINED)?, all_values(&prefs, None)?))
        });
        Box::pin(async move {
            let (names, values) = begun?;
            let (names, values) = (names.await?, values.await?);
            let pairs = names.iter().zip(values.iter());
            let mut prefs = LiteMap::new_vec();
            for (name, value) in pairs.filter_map(|(name, value)| Some((name.as_string()?, value.as_string()?))) {
                prefs.insert(name, value);
            }
            Ok(prefs)
        })
    }

    fn put_pref(&self, name: &str, value: &str) -> Answer<()> {
        self.change(&[PREFS], |transaction| match value {
            "" => delete(transaction, PREFS, &name.into()),
            _ => put(transaction, PREFS, &name.into(), &value.into()),
        })
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

fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, BrowserError> {
    transaction.object_store(name).map_err(BrowserError::while_("finding a store"))
}

fn put(transaction: &IdbTransaction, name: &str, key: &JsValue, value: &JsValue) -> Result<(), BrowserError> {
    store(transaction, name)?.put_with_key(value, key).map(|_| ()).map_err(BrowserError::while_("putting"))
}

fn delete(transaction: &IdbTransaction, name: &str, key: &JsValue) -> Result<(), BrowserError> {
    store(transaction, name)?.delete(key).map(|_| ()).map_err(BrowserError::while_("deleting"))
}

fn value(store: &IdbObjectStore, key: &JsValue) -> Result<Answer<JsValue>, BrowserError> {
    store.get(key).map(answer).map_err(BrowserError::while_("reading"))
}

fn all_values(store: &IdbObjectStore, range: Option<&JsValue>) -> Result<Answer<Array>, BrowserError> {
    let request = store.get_all_with_key(range.unwrap_or(&JsValue::UNDEFINED));
    request.map(array).map_err(BrowserError::while_("reading"))
}

fn all_keys(store: &IdbObjectStore, range: &JsValue) -> Result<Answer<Array>, BrowserError> {
    store.get_all_keys_with_key(range).map(array).map_err(BrowserError::while_("reading"))
}

fn array(request: IdbRequest) -> Answer<Array> {
    let answer = answer(request);
    Box::pin(async move { Ok(Array::from(&answer.await?)) })
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

fn range_of(room: RoomId) -> Result<JsValue, BrowserError> {
    let room = JsValue::from_str(&room.to_string());
    // An array sorts after every string and number, so this is above every key that begins with the room.
    let (from, to) = (Array::of1(&room), Array::of2(&room, &Array::new()));
    IdbKeyRange::bound(&from, &to).map(JsValue::from).map_err(BrowserError::while_("naming a range"))
}
