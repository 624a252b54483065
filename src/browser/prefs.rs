//! This device's preferences: read once, changed at any time, stored as names and texts.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use alongside_wire::RoomId;
use litemap::LiteMap;
use wasm_bindgen_futures::spawn_local;

use crate::browser::storage::{Existing, OnCleared, Storage};

/// The preferences of this device. Cheap to clone; clones share what they hold.
#[derive(Clone)]
pub struct Prefs(Rc<Shared>);

struct Shared {
    texts: RefCell<LiteMap<String, String>>,
    /// The names whose texts are being written.
    writing: RefCell<LiteMap<String, ()>>,
    /// The names whose texts were set by this page: another page has older ones.
    own: RefCell<LiteMap<String, ()>>,
    storage: Rc<dyn Storage>,
    _when_cleared: Rc<OnCleared>,
}

impl Prefs {
    /// Reads the preferences. What cannot be read counts as not set.
    pub async fn read(storage: Rc<dyn Storage>) -> Self {
        let texts = RefCell::new(storage.prefs().await.unwrap_or_default());
        Self(Rc::new_cyclic(|this: &Weak<Shared>| {
            let this = Weak::clone(this);
            let when_cleared: Rc<OnCleared> = Rc::new(move || {
                if let Some(this) = this.upgrade() {
                    Self(this).keep_all();
                }
            });
            storage.watch(&when_cleared);
            let (writing, own) = (RefCell::default(), RefCell::default());
            Shared { texts, writing, own, storage, _when_cleared: when_cleared }
        }))
    }

    /// Stores everything again: the storage may have been cleared.
    fn keep_all(&self) {
        for (name, text) in self.0.texts.borrow().iter() {
            if self.0.own.borrow().contains_key(name) {
                self.keep(name);
            } else {
                let kept = self.0.storage.put_pref(name, text, Existing::Stays);
                spawn_local(async move {
                    // Another page stored it before.
                    let _ = kept.await;
                });
            }
        }
    }

    /// Whether the keys on this device are guarded by a key of the browser's that no script can read.
    pub fn keys_are_guarded(&self) -> bool {
        self.0.storage.guards_keys()
    }

    /// The text under this name, if one is set.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.texts.borrow().get(name).cloned()
    }

    /// Sets a text, for now and for later visits. An empty text unsets it.
    pub fn set(&self, name: &str, text: &str) {
        if self.text(name).unwrap_or_default() != text {
            if text.is_empty() {
                self.0.texts.borrow_mut().remove(name);
            } else {
                self.0.texts.borrow_mut().insert(name.to_owned(), text.to_owned());
            }
            self.0.own.borrow_mut().insert(name.to_owned(), ());
            self.keep(name);
        }
    }

    /// Writes one text at a time under each name, always the newest: a person types faster than a database writes,
    /// and queued writes would be lost with the page.
    fn keep(&self, name: &str) {
        if self.0.writing.borrow_mut().insert(name.to_owned(), ()).is_some() {
            return;
        }
        let (this, name) = (self.clone(), name.to_owned());
        spawn_local(async move {
            loop {
                let text = this.text(&name).unwrap_or_default();
                // A preference that cannot be stored applies until the page is closed.
                let _ = this.0.storage.put_pref(&name, &text, Existing::Replaced).await;
                if this.text(&name).unwrap_or_default() == text {
                    break;
                }
            }
            this.0.writing.borrow_mut().remove(&name);
        });
    }

    /// Removes all preferences of a room.
    pub fn forget(&self, room: RoomId) {
        for name in self.names_in(room) {
            self.set(&name, "");
        }
    }

    /// Copies one room's preferences whose names begin like this to another room.
    pub fn carry(&self, beginning: &str, from: RoomId, to: RoomId) {
        for name in self.names_in(from).into_iter().filter(|name| name.starts_with(beginning)) {
            let (Some(of), Some(text)) = (name.strip_suffix(&in_room("", from)), self.text(&name)) else { continue };
            self.set(&in_room(of, to), &text);
        }
    }

    /// The texts of one room whose names begin like this, each with the rest of its name.
    pub fn texts_in(&self, beginning: &str, room: RoomId) -> Vec<(String, String)> {
        let end = in_room("", room);
        let texts = self.0.texts.borrow();
        let texts = texts.iter().filter_map(|(name, text)| {
            Some((name.strip_suffix(&end)?.strip_prefix(beginning)?.to_owned(), text.clone()))
        });
        texts.collect()
    }

    fn names_in(&self, room: RoomId) -> Vec<String> {
        let end = in_room("", room);
        self.0.texts.borrow().keys().filter(|name| name.ends_with(&end)).cloned().collect()
    }

    /// A switch: its value if set, else `default`.
    pub fn is_on(&self, name: &str, default: bool) -> bool {
        self.text(name).map_or(default, |text| text == "on")
    }

    /// Sets a switch.
    pub fn switch(&self, name: &str, on: bool) {
        self.set(name, if on { "on" } else { "off" });
    }
}

/// The name of a preference of one room.
pub fn in_room(name: &str, room: RoomId) -> String {
    format!("{name}.{room}")
}

impl PartialEq for Prefs {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
