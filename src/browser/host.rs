//! What the page around the element grants it.
//!
//! An element that was given a `page` attribute owns its page: it may read and write the address's fragment, the
//! history and the title. Any other is a guest, and these verbs do nothing or stay inside it.

use std::{cell::RefCell, rc::Rc};

use alongside_wire::RoomId;
use gloo::events::EventListener;
use yew::{Callback, events::KeyboardEvent};

use crate::browser::page;

/// The page, as far as the element may use it. Cheap to clone.
#[derive(Clone)]
pub struct Host(Rc<Granted>);

enum Granted {
    /// The element owns the page, which was called this.
    Page { title: String },
    /// The element is a guest, and its own address is kept here.
    Guest { fragment: RefCell<String> },
}

/// Hears keys that went to nothing in particular, until it is dropped.
pub struct KeyWatch(#[expect(dead_code, reason = "held for its drop")] Option<EventListener>);

/// Tells of every new address until it is dropped.
pub struct AddressWatch(#[expect(dead_code, reason = "held for its drop")] Option<EventListener>);

impl Host {
    /// The element owns its page.
    pub fn page() -> Self {
        Self(Rc::new(Granted::Page { title: page::title() }))
    }

    /// The element is a guest and begins at this room, if one is named.
    pub fn guest(room: Option<RoomId>) -> Self {
        let fragment = room.map(|room| format!("#r.{room}")).unwrap_or_default();
        Self(Rc::new(Granted::Guest { fragment: RefCell::new(fragment) }))
    }

    /// Whether the page is the element's own.
    pub fn is_page(&self) -> bool {
        matches!(*self.0, Granted::Page { .. })
    }

    /// The address's fragment with its `#`; empty if there is none.
    pub fn fragment(&self) -> String {
        match &*self.0 {
            Granted::Page { .. } => page::fragment(),
            Granted::Guest { fragment } => fragment.borrow().clone(),
        }
    }

    /// Another fragment in place of the present one, which leaves no trace in the history: it may have held a key.
    pub fn replace_fragment(&self, new: &str) {
        match &*self.0 {
            Granted::Page { .. } => page::replace_fragment(new),
            Granted::Guest { fragment } => new.clone_into(&mut fragment.borrow_mut()),
        }
    }

    /// Another fragment, from which "back" leads to the present one.
    pub fn push_fragment(&self, new: &str) {
        match &*self.0 {
            Granted::Page { .. } => page::push_fragment(new),
            Granted::Guest { fragment } => new.clone_into(&mut fragment.borrow_mut()),
        }
    }

    /// What the page is called: this, before its own name; or only its own name again.
    pub fn title(&self, words: Option<&str>) {
        if let Granted::Page { title } = &*self.0 {
            match words {
                Some(words) => page::set_title(words),
                None => page::set_title(title),
            }
        }
    }

    /// Hears keys that were pressed while nothing in the page had the focus. A guest leaves them to its host.
    pub fn watch_keys(&self, pressed: Callback<KeyboardEvent>) -> KeyWatch {
        KeyWatch(self.is_page().then(|| page::on_key_nowhere(move |event| pressed.emit(event))))
    }

    /// Tells when the person goes to another fragment: by hand, by a link, by "back".
    pub fn watch_address(&self, moved: Callback<()>) -> AddressWatch {
        AddressWatch(self.is_page().then(|| page::on_fragment(move || moved.emit(()))))
    }
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
