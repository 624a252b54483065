//! The database's requests and transactions as futures.
//!
//! Each listens from when it is made, not from when it is awaited: an event that nobody listens for is lost.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use crate::browser::{BrowserError, storage::Answer};

/// How long a database may take to open. Some browsers never answer where they refuse, and another page that has an
/// older version open blocks ours.
const PATIENCE_MS: u32 = 3_000;

/// The version of the layout. A database of an earlier version gets the stores that it lacks: in the first one,
/// checkpoints were in a store with another name, and a room without a checkpoint is only read from the start of its
/// log once more.
const LAYOUT: u32 = 2;

/// Opens the database with this name and these stores.
pub(super) async fn open(name: &str, stores: &'static [&'static str]) -> Result<IdbDatabase, BrowserError> {
    const DOING: &str = "opening the database";
    // Throws if storage is forbidden, as in a sandboxed frame.
    let factory = gloo::utils::window().indexed_db().map_err(BrowserError::while_(DOING))?;
    let factory = factory.ok_or(BrowserError { doing: DOING, why: "no database".to_owned() })?;
    let request = factory.open_with_u32(name, LAYOUT).map_err(BrowserError::while_(DOING))?;
    let opening = request.clone();
    let make = Closure::once_into_js(move || make_stores(&opening, stores));
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
    let database: IdbDatabase = request.result().map_err(BrowserError::while_(DOING))?.unchecked_into();
    close_when_in_the_way(&database);
    Ok(database)
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

fn make_stores(request: &IdbOpenDbRequest, stores: &[&str]) {
    if let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) {
        for store in stores {
            // This throws if the store exists already. A store that is missing shows as an error of the first
            // transaction that uses it.
            let _ = database.create_object_store(store);
        }
    }
}

/// Closes the database when a later version of this page needs to change the layout.
fn close_when_in_the_way(database: &IdbDatabase) {
    let closing = database.clone();
    let close = Closure::once_into_js(move || closing.close());
    database.set_onversionchange(Some(close.unchecked_ref()));
}
