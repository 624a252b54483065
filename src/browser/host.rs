//! What the page around the element allows it, and what it says of it.
//!
//! An element with a `page` attribute owns its page: it may read and write the address's fragment, the history and
//! the title. Any other element is a guest, for which these functions do nothing or stay inside the element.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_wire::RoomId;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};
use yew::{Callback, events::KeyboardEvent};

use crate::browser::{page, prefs::Prefs};

/// The page, as far as the element may use it. Cheap to clone.
#[derive(Clone)]
pub struct Host(Rc<Granted>);

enum Granted {
    /// The element owns the page; `title` is the page's own title.
    Page { title: String },
    /// The element is a guest and keeps an address of its own here.
    Guest { element: HtmlElement, fragment: RefCell<String>, said: Said, prefs: RefCell<Option<Prefs>>, view: ViewCell },
}

/// What the page around a guest says of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// The room to begin with.
    pub room: Option<RoomId>,
    /// The public label by which this device remembers the room of this place.
    pub place: Option<String>,
    /// A name to offer to a person whose name is not known yet.
    pub name: Option<String>,
    /// What a new room begins with, as a query: `mode=mentoring&length=25`.
    pub preset: String,
    /// How much of the room is shown.
    pub view: View,
}

/// How much of a room an element shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    All,
    /// One row.
    Strip,
    /// The clock alone.
    Timer,
    /// The points, and the one that is open.
    Agenda,
    Tasks,
}

impl View {
    /// By the word that stands for it in an attribute; everything, where that stands for nothing.
    pub fn named(word: &str) -> Self {
        match word.trim() {
            "strip" => Self::Strip,
            "timer" => Self::Timer,
            "agenda" => Self::Agenda,
            "tasks" => Self::Tasks,
            _ => Self::All,
        }
    }
}

#[derive(Default)]
struct ViewCell {
    view: Cell<View>,
    changed: RefCell<Option<Callback<()>>>,
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

    /// For a guest, of which its page says this.
    pub fn guest(element: HtmlElement, said: Said) -> Self {
        let fragment = RefCell::new(said.room.map(|room| format!("#r.{room}")).unwrap_or_default());
        let view = ViewCell { view: Cell::new(said.view), ..ViewCell::default() };
        Self(Rc::new(Granted::Guest { element, fragment, said, prefs: RefCell::default(), view }))
    }

    /// The preferences are read: a guest begins where it was in this place, and knows the name that its page offers.
    pub fn begin(&self, prefs: &Prefs, name_pref: &str) {
        let Granted::Guest { fragment, said, prefs: kept, .. } = &*self.0 else { return };
        if let Some(name) = said.name.as_ref().filter(|_| prefs.text(name_pref).is_none()) {
            prefs.set(name_pref, name);
        }
        if let Some(place) = &said.place {
            kept.replace(Some(prefs.clone()));
            let mut fragment = fragment.borrow_mut();
            if let Some(room) = prefs.text(&place_pref(place)).filter(|_| fragment.is_empty()) {
                *fragment = format!("#r.{room}");
            }
        }
    }

    /// Forgets the room of this place, which is not on this device any more. Answers whether there was one.
    pub fn forget_place(&self) -> bool {
        let Granted::Guest { fragment, said: Said { room: None, place: Some(place), .. }, prefs, .. } = &*self.0 else {
            return false;
        };
        let Some(prefs) = &*prefs.borrow() else { return false };
        let was_known = prefs.text(&place_pref(place)).is_some();
        prefs.set(&place_pref(place), "");
        fragment.borrow_mut().clear();
        was_known
    }

    /// What a new room begins with, as a query: a page's address says it as `#new?mode=mentoring&length=25`, and a guest's
    /// page by attributes.
    pub fn preset(&self) -> String {
        match &*self.0 {
            Granted::Page { .. } => page::fragment().strip_prefix("#new?").unwrap_or_default().to_owned(),
            Granted::Guest { said, .. } => said.preset.clone(),
        }
    }

    /// How much of the room is shown.
    pub fn view(&self) -> View {
        match &*self.0 {
            Granted::Page { .. } => View::All,
            Granted::Guest { view, .. } => view.view.get(),
        }
    }

    /// The page wants to see this much.
    pub fn show(&self, wanted: View) {
        if let Granted::Guest { view: ViewCell { view, changed }, .. } = &*self.0
            && view.replace(wanted) != wanted
            && let Some(changed) = &*changed.borrow()
        {
            changed.emit(());
        }
    }

    /// Reports when the page wants to see another part, to whoever asked last.
    pub fn on_view(&self, seen: Callback<()>) {
        if let Granted::Guest { view, .. } = &*self.0 {
            view.changed.replace(Some(seen));
        }
    }

    /// Tells the page around a guest what happened, in numbers.
    pub fn tell(&self, name: &str, numbers: &[(&str, u32)]) {
        let Granted::Guest { element, .. } = &*self.0 else { return };
        let detail = Object::new();
        for (name, number) in numbers {
            // A plain object takes any property.
            let _ = Reflect::set(&detail, &(*name).into(), &(*number).into());
        }
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&detail);
        dispatch(element, &format!("alongside:{name}"), &init);
    }

    /// Reports when the page around a guest asks for a summary, with the page's origin.
    pub fn on_summary_asked(&self, asked: Callback<String>) -> Option<EventListener> {
        let Granted::Guest { element, .. } = &*self.0 else { return None };
        let options = EventListenerOptions::enable_prevent_default();
        Some(EventListener::new_with_options(element, "alongside-asks-summary", options, move |event| {
            // Who asked learns by this that somebody is there to answer.
            event.prevent_default();
            let detail = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
            asked.emit(detail.unwrap_or_default());
        }))
    }

    /// Answers that: with the summary, or with none.
    pub fn give_summary(&self, text: Option<&str>) {
        let Granted::Guest { element, .. } = &*self.0 else { return };
        let init = CustomEventInit::new();
        init.set_detail(&text.map_or(JsValue::NULL, JsValue::from_str));
        dispatch(element, "alongside-summary", &init);
    }

    fn at_place(&self, fragment: &str) {
        if let Granted::Guest { said: Said { place: Some(place), .. }, prefs, .. } = &*self.0
            && let (Some(prefs), Some(room)) = (&*prefs.borrow(), fragment.strip_prefix("#r."))
        {
            prefs.set(&place_pref(place), room);
        }
    }

    /// Whether the element owns the page.
    pub fn is_page(&self) -> bool {
        matches!(*self.0, Granted::Page { .. })
    }

    /// The address's fragment with its `#`; empty if there is none.
    pub fn fragment(&self) -> String {
        match &*self.0 {
            Granted::Page { .. } => page::fragment(),
            Granted::Guest { fragment, .. } => fragment.borrow().clone(),
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
            Granted::Guest { fragment, .. } => new.clone_into(&mut fragment.borrow_mut()),
        }
        self.at_place(new);
    }

    /// Adds a fragment to the history, so that "back" leads to the present one.
    pub fn push_fragment(&self, new: &str) {
        match &*self.0 {
            Granted::Page { .. } => page::push_fragment(new),
            Granted::Guest { fragment, .. } => new.clone_into(&mut fragment.borrow_mut()),
        }
        self.at_place(new);
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

/// The name of the preference that holds a place's room.
fn place_pref(place: &str) -> String {
    format!("place {place}")
}

fn dispatch(element: &HtmlElement, name: &str, init: &CustomEventInit) {
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, init) {
        // Refused only where the event is being dispatched already.
        let _ = element.dispatch_event(&event);
    }
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
