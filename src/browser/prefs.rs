//! What a person likes on this device: read once, changed at will, kept as names and texts.

use std::{cell::RefCell, rc::Rc};

use litemap::LiteMap;
use wasm_bindgen_futures::spawn_local;

use super::storage::Storage;

/// The preferences of this device. Cheap to clone; clones share what they hold.
#[derive(Clone)]
pub struct Prefs(Rc<Held>);

struct Held {
    texts: RefCell<LiteMap<String, String>>,
    storage: Rc<dyn Storage>,
}

impl Prefs {
    /// Reads them. What cannot be read is not set.
    pub async fn read(storage: Rc<dyn Storage>) -> Self {
        let texts = RefCell::new(storage.prefs().await.unwrap_or_default());
        Self(Rc::new(Held { texts, storage }))
    }

    /// What is set under this name.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.texts.borrow().get(name).cloned()
    }

    /// Sets it, now and for later visits.
    pub fn set(&self, name: &str, text: &str) {
        if self.text(name).as_deref() != Some(text) {
            self.0.texts.borrow_mut().insert(name.to_owned(), text.to_owned());
            let kept = self.0.storage.put_pref(name, text);
            spawn_local(async move {
                // Where nothing is kept, it holds until the page is closed.
                let _ = kept.await;
            });
        }
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

impl PartialEq for Prefs {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
