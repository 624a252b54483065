//! The connection to the database. It is opened again when the browser closes it under the page: the person cleared the site's
//! data, another page deletes or changes the database, or the browser's own storage failed.
//!
//! What was stored may be gone then, and whoever watches is told to store again what they hold. They are told also when the
//! database cannot be opened again, so that what they try next fails and the person gets to know.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use alongside_peer::wrapping::WrappingKey;
use gloo::{events::EventListener, timers::callback::Timeout};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::IdbDatabase;

use crate::browser::{
    BrowserError,
    storage::{
        OnCleared,
        disk::{
            request,
            wrapping_key::{self, KeptBy},
        },
        interface::Watchers,
    },
};

/// Milliseconds until a database that could not be opened again is tried once more.
const AGAIN_MS: u32 = 5_000;

/// A connection that is opened again when it is closed; closed for good on drop. Clones share it.
#[derive(Clone)]
pub(super) struct DatabaseConnection(Rc<SharedConnection>);

struct SharedConnection {
    name: String,
    /// None while it is closed.
    database: RefCell<Option<Rc<OpenDatabase>>>,
    /// The attempt to open it again: the last one, or the one that is under way. Its promise is never rejected.
    reopening: RefCell<Option<Promise>>,
    again: RefCell<Option<Timeout>>,
    watchers: RefCell<Watchers>,
}

/// A database that is open; closed on drop.
pub(super) struct OpenDatabase {
    pub(super) database: IdbDatabase,
    /// What the secrets in it are wrapped under.
    pub(super) key: WrappingKey,
    pub(super) kept_by: KeptBy,
    _listeners: [EventListener; 2],
}

impl DatabaseConnection {
    /// Opens the database with this name.
    pub(super) async fn open(name: &str) -> Result<Self, BrowserError> {
        let shared = Rc::new(SharedConnection {
            name: name.to_owned(),
            database: RefCell::default(),
            reopening: RefCell::default(),
            again: RefCell::default(),
            watchers: RefCell::default(),
        });
        let database = OpenDatabase::open(name, Rc::downgrade(&shared)).await?;
        shared.database.replace(Some(Rc::new(database)));
        Ok(Self(shared))
    }

    /// The database, if it is open.
    pub(super) fn database(&self) -> Result<Rc<OpenDatabase>, BrowserError> {
        self.0.database.borrow().clone().ok_or(BrowserError { doing: "using the database", why: CLOSED.to_owned() })
    }

    /// Waits until the database is open again, if that is why something failed; else gives the error back.
    pub(super) async fn opened_again(&self, error: BrowserError) -> Result<(), BrowserError> {
        if error.why == CLOSED {
            // Not every browser says so by an event.
            self.0.closed();
            let reopening = self.0.reopening.borrow().clone();
            if let Some(reopening) = reopening {
                let _ = JsFuture::from(reopening).await;
                return self.database().map(|_| ());
            }
        }
        Err(error)
    }

    /// Tells this one whenever what was stored may be gone.
    pub(super) fn watch(&self, cleared: &Rc<OnCleared>) {
        let mut watchers = self.0.watchers.borrow_mut();
        watchers.retain(|other| other.strong_count() > 0);
        watchers.push(Rc::downgrade(cleared));
    }
}

impl SharedConnection {
    fn closed(self: &Rc<Self>) {
        if self.database.take().is_some() {
            self.open_again();
        }
    }

    fn open_again(self: &Rc<Self>) {
        let (this, name) = (Rc::downgrade(self), self.name.clone());
        let attempt = future_to_promise(async move {
            let opened = OpenDatabase::open(&name, Weak::clone(&this)).await;
            if let Some(this) = this.upgrade() {
                this.has_tried(opened.ok());
            }
            Ok(JsValue::UNDEFINED)
        });
        self.reopening.replace(Some(attempt));
    }

    fn has_tried(self: &Rc<Self>, opened: Option<OpenDatabase>) {
        if opened.is_none() {
            let this = Rc::downgrade(self);
            self.again.replace(Some(Timeout::new(AGAIN_MS, move || {
                if let Some(this) = this.upgrade() {
                    this.open_again();
                }
            })));
        }
        self.database.replace(opened.map(Rc::new));
        let watchers: Vec<Rc<OnCleared>> = self.watchers.borrow().iter().filter_map(Weak::upgrade).collect();
        watchers.iter().for_each(|cleared| cleared());
    }
}

impl OpenDatabase {
    async fn open(name: &str, shared: Weak<SharedConnection>) -> Result<Self, BrowserError> {
        let database = request::open(name).await?;
        let (closed, asked) = (shared.clone(), shared);
        let listeners = [
            EventListener::new(&database, "close", move |_| tell(&closed)),
            // Another page deletes the database, or needs another version of it: both wait until this one is closed.
            EventListener::new(&database, "versionchange", {
                let database = database.clone();
                move |_| {
                    database.close();
                    tell(&asked);
                }
            }),
        ];
        let (key, kept_by) = wrapping_key::find(&database).await.inspect_err(|_| database.close())?;
        Ok(Self { database, key, kept_by, _listeners: listeners })
    }
}

impl Drop for OpenDatabase {
    fn drop(&mut self) {
        self.database.close();
    }
}

fn tell(shared: &Weak<SharedConnection>) {
    if let Some(shared) = shared.upgrade() {
        shared.closed();
    }
}

/// The browser's error for a database that is closed.
const CLOSED: &str = "InvalidStateError";
