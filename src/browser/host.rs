//! What the page around the element allows it.
//!
//! An element with a `page` attribute owns its page: it may read and write the address's fragment, the history and
//! the title. Any other element is a guest, for which these functions do nothing or stay inside the element.

use std::{cell::RefCell, rc::Rc};

use alongside_wire::RoomId;
use gloo::events::EventListener;
use yew::{Callback, events::KeyboardEvent};

use crate::browser::page;

/// The page, as far as the element may use it. Cheap to clone.
#[derive(Clone)]
pub struct Host(Rc<Granted>);

enum Granted {
    /// The element owns the page; `title` is the page's own title.
    Page { title: String },
    /// The element is a guest and keeps an address of its own here.
    Guest { fragment: RefCell<String> },
}

/// Reports keys that were pressed while nothing had the focus, until dropped.
pub struct KeyWatch(#[expect(dead_code, reason = "held for its drop")] Option<EventListener>);

/// Reports every new fragment, until dropped.
pub struct AddressWatch(#[expect(dead_code, reason = "held for its drop")] Option<EventListener>);

impl Host {
    /// For an element that owns its page.
    pub fn page() -> Self {
        Self(Rc::new(Granted::Page { title: page::title() }))
    }

    /// For a guest, which begins with this room, if one is given.
    pub fn guest(room: Option<RoomId>) -> Self {
        let fragment = room.map(|room| format!("#r.{room}")).unwrap_or_default();
        Self(Rc::new(Granted::Guest { fragment: RefCell::new(fragment) }))
    }

    /// Whether the element owns the page.
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

    /// A fragment that came in the path, its `#` escaped, and so to the server; taken out of the address.
    pub fn take_escaped_fragment(&self) -> Option<String> {
        self.is_page().then(page::take_escaped_fragment).flatten()
    }

    /// Another fragment in place of the present one, to which "back" does not lead. The browser's own history may keep the
    /// one before all the same: what it held must be of no use any more.
    pub fn replace_fragment(&self, new: &str) {
        match &*self.0 {
            Granted::Page { .. } => page::replace_fragment(new),
            Granted::Guest { fragment } => new.clone_into(&mut fragment.borrow_mut()),
        }
    }

    /// Adds a fragment to the history, so that "back" leads to the present one.
    pub fn push_fragment(&self, new: &str) {
        match &*self.0 {
            Granted::Page { .. } => page::push_fragment(new),
            Granted::Guest { fragment } => new.clone_into(&mut fragment.borrow_mut()),
        }
    }

    /// Sets the title to this before the page's own, or back to the page's own alone.
    pub fn title(&self, words: Option<&str>) {
        if let Granted::Page { title } = &*self.0 {
            match words {
                Some(words) => page::set_title(words),
                None => page::set_title(title),
            }
        }
    }

    /// Shows this picture (SVG) as the icon of the tab, or again the page's own.
    pub fn icon(&self, picture: Option<&str>) {
        if self.is_page() && !page::is_framed() {
            page::set_icon(picture);
        }
    }

    /// Reports keys that were pressed while nothing in the page had the focus. A guest leaves them to its host.
    pub fn watch_keys(&self, pressed: Callback<KeyboardEvent>) -> KeyWatch {
        KeyWatch(self.is_page().then(|| page::on_key_nowhere(move |event| pressed.emit(event))))
    }

    /// Reports when the person goes to another fragment: by hand, by a link, by "back".
    pub fn watch_address(&self, moved: Callback<()>) -> AddressWatch {
        AddressWatch(self.is_page().then(|| page::on_fragment(move || moved.emit(()))))
    }
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
