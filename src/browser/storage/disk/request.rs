//! The database's requests and transactions as futures.
//!
//! Each listens from when it is made, not from when it is awaited: an event that nobody listens for is lost. A transaction
//! that waits for the answer to one of its requests stays open until it has issued the next: the answer and what awaits it
//! come in one task of the browser.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

use crate::browser::{
    BrowserError,
    storage::{Answer, Existing, disk::stores::STORES},
};

/// How long a database may take to open. Some browsers never answer where they refuse, and another page that has an
/// older version open blocks ours.
const PATIENCE_MS: u32 = 3_000;

/// Opens the database with this name. Whatever version of it is there is taken as it is, and gets the stores that it lacks: a
/// later page only adds stores, so that an earlier one can go on beside it.
pub(super) async fn open(name: &str) -> Result<IdbDatabase, BrowserError> {
    let database = open_version(name, None).await?;
    let stores = database.object_store_names();
    if STORES.iter().all(|store| stores.contains(store)) {
        return Ok(database);
    }
    // In the first layout, checkpoints were in a store with another name: a room without a checkpoint is only read from the
    // start of its log once more.
    database.close();
    open_version(name, Some(database.version() as u32 + 1)).await
}

async fn open_version(name: &str, version: Option<u32>) -> Result<IdbDatabase, BrowserError> {
    const DOING: &str = "opening the database";
    // Throws if storage is forbidden, as in a sandboxed frame.
    let factory = gloo::utils::window().indexed_db().map_err(BrowserError::while_(DOING))?;
    let factory = factory.ok_or(BrowserError { doing: DOING, why: "no database".to_owned() })?;
    let request = match version {
        Some(version) => factory.open_with_u32(name, version),
        None => factory.open(name),
    };
    let request = request.map_err(BrowserError::while_(DOING))?;
    let opening = request.clone();
    let make = Closure::once_into_js(move || make_stores(&opening));
    request.set_onupgradeneeded(Some(make.unchecked_ref()));

    let mut late = None;
    let deadline = Promise::new(&mut |_, give_up| {
        late = Some(Timeout::new(PATIENCE_MS, move || {
            let error = js_sys::Error::new("no answer");
            // Calling a promise's function does not throw.
            let _ = give_up.call1(&JsValue::NULL, &error);
        }));
    });
    let opened = promise(&request);
    JsFuture::from(Promise::race(&Array::of2(&opened, &deadline))).await.map_err(|_| failure(DOING, &request))?;
    drop(late);
    Ok(request.result().map_err(BrowserError::while_(DOING))?.unchecked_into())
}

/// Begins a transaction.
pub(super) fn transaction(
    database: &IdbDatabase,
    stores: &[&str],
    mode: IdbTransactionMode,
) -> Result<IdbTransaction, BrowserError> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    database
        .transaction_with_str_sequence_and_mode(&names, mode)
        .map_err(BrowserError::while_("beginning a transaction"))
}

/// The result of a request.
pub(super) fn answer(request: IdbRequest) -> Answer<JsValue> {
    const DOING: &str = "reading";
    let answered = JsFuture::from(promise(&request));
    Box::pin(async move {
        answered.await.map_err(|_| failure(DOING, &request))?;
        request.result().map_err(BrowserError::while_(DOING))
    })
}

/// Completes when the transaction is committed; fails if it is aborted.
pub(super) fn committed(transaction: &IdbTransaction) -> Answer<()> {
    let settled = JsFuture::from(Promise::new(&mut |done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    }));
    let transaction = transaction.clone();
    Box::pin(async move {
        settled.await.map(|_| ()).map_err(|_| {
            let why = transaction.error().map_or_else(|| "aborted".to_owned(), |error| error.name());
            BrowserError { doing: "committing", why }
        })
    })
}

/// A store, within a transaction.
pub(super) fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, BrowserError> {
    transaction.object_store(name).map_err(BrowserError::while_("finding a store"))
}

/// The value under a key; undefined if there is none.
pub(super) fn value(store: &IdbObjectStore, key: &JsValue) -> Result<Answer<JsValue>, BrowserError> {
    store.get(key).map(answer).map_err(BrowserError::while_("reading"))
}

/// Puts a value under a key.
pub(super) fn put(
    transaction: &IdbTransaction,
    name: &str,
    key: &JsValue,
    value: &JsValue,
) -> Result<(), BrowserError> {
    put_over(transaction, name, key, value, Existing::Replaced)
}

/// Puts a value under a key; where there is one that stays, the transaction fails.
pub(super) fn put_over(
    transaction: &IdbTransaction,
    name: &str,
    key: &JsValue,
    value: &JsValue,
    existing: Existing,
) -> Result<(), BrowserError> {
    let store = store(transaction, name)?;
    let request = match existing {
        Existing::Replaced => store.put_with_key(value, key),
        Existing::Stays => store.add_with_key(value, key),
    };
    request.map(|_| ()).map_err(BrowserError::while_("putting"))
}

fn promise(request: &IdbRequest) -> Promise {
    Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    })
}

fn failure(doing: &'static str, request: &IdbRequest) -> BrowserError {
    let error = request.error().ok().flatten();
    BrowserError { doing, why: error.map_or_else(|| "no answer".to_owned(), |error| error.name()) }
}

fn make_stores(request: &IdbOpenDbRequest) {
    if let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) {
        for store in STORES {
            // This throws if the store exists already. A store that is missing shows as an error of the first
            // transaction that uses it.
            let _ = database.create_object_store(store);
        }
    }
}
