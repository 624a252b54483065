//! What a person likes on this device: read once, changed at will, kept as names and texts.

use std::{cell::RefCell, rc::Rc};

use alongside_wire::RoomId;
use litemap::LiteMap;
use wasm_bindgen_futures::spawn_local;

use crate::browser::storage::Storage;

/// The preferences of this device. Cheap to clone; clones share what they hold.
#[derive(Clone)]
pub struct Prefs(Rc<Shared>);

struct Shared {
    texts: RefCell<LiteMap<String, String>>,
    /// The names whose texts are being written.
    writing: RefCell<LiteMap<String, ()>>,
    storage: Rc<dyn Storage>,
}

impl Prefs {
    /// Reads the preferences. What cannot be read is not set.
    pub async fn read(storage: Rc<dyn Storage>) -> Self {
        let texts = RefCell::new(storage.prefs().await.unwrap_or_default());
        Self(Rc::new(Shared { texts, writing: RefCell::default(), storage }))
    }

    /// What is set under this name.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.texts.borrow().get(name).cloned()
    }

    /// Sets it, now and for later visits. An empty text is none.
    pub fn set(&self, name: &str, text: &str) {
        if self.text(name).unwrap_or_default() != text {
            if text.is_empty() {
                self.0.texts.borrow_mut().remove(name);
            } else {
                self.0.texts.borrow_mut().insert(name.to_owned(), text.to_owned());
            }
            self.keep(name);
        }
    }

    /// Writes one text at a time under each name, the newest last: a person types faster than a database writes, and writes
    /// that wait are lost with the page.
    fn keep(&self, name: &str) {
        if self.0.writing.borrow_mut().insert(name.to_owned(), ()).is_some() {
            return;
        }
        let (this, name) = (self.clone(), name.to_owned());
        spawn_local(async move {
            loop {
                let text = this.text(&name).unwrap_or_default();
                // Where nothing is kept, it holds until the page is closed.
                let _ = this.0.storage.put_pref(&name, &text).await;
                if this.text(&name).unwrap_or_default() == text {
                    break;
                }
            }
            this.0.writing.borrow_mut().remove(&name);
        });
    }

    /// Forgets all that is set for a room.
    pub fn forget(&self, room: RoomId) {
        for name in self.names_in(room) {
            self.set(&name, "");
        }
    }

    /// Copies what is set for one room under names that begin like this to another room.
    pub fn carry(&self, beginning: &str, from: RoomId, to: RoomId) {
        for name in self.names_in(from).into_iter().filter(|name| name.starts_with(beginning)) {
            let (Some(of), Some(text)) = (name.strip_suffix(&in_room("", from)), self.text(&name)) else { continue };
            self.set(&in_room(of, to), &text);
        }
    }

    fn names_in(&self, room: RoomId) -> Vec<String> {
        let end = in_room("", room);
        self.0.texts.borrow().keys().filter(|name| name.ends_with(&end)).cloned().collect()
    }

    /// A switch: what is set under this name, else `default`.
    pub fn is_on(&self, name: &str, default: bool) -> bool {
        self.text(name).map_or(default, |text| text == "on")
    }

    /// Sets a switch.
    pub fn switch(&self, name: &str, on: bool) {
        self.set(name, if on { "on" } else { "off" });
    }
}

/// What something is called that is set for one room.
pub fn in_room(name: &str, room: RoomId) -> String {
    format!("{name}.{room}")
}

impl PartialEq for Prefs {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
