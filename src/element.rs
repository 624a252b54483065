//! The custom element `<alongside-room>`: the whole widget, in an open shadow root.
//!
//! The browser wants a class, so `boot.js` has one. It calls the functions exported here, and does what is only about events: it follows the
//! person's hand and keeps keys and the wheel from the page around a guest. The element is driven by its attributes and knows nothing of
//! that page, unless `page` makes it its owner ([`Host`]).
//!
//! | attribute | meaning |
//! |---|---|
//! | `relay` | the relay's address; by default the page's own |
//! | `room` | the room to begin with, by its public id |
//! | `page` | the element owns the page: its address, history and title |
//! | `lang` | the language of the texts (`boot.js` reads it); by default the person's choice, else the browser's |
//! | `theme` | `light`, `dark` or `auto`: read by the sheets alone |
//! | `view` | `all`, `strip`, `agenda`, `tasks` or `timer` |
//! | `room-hint` | the label by which this device remembers the room of this place |
//! | `name`, `role`, `mode`, `length` | what a person and a room without any begin with |

use std::cell::RefCell;

use alongside_wire::RoomId;
use gloo::utils::document;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};
use yew::{AppHandle, Renderer};

use crate::{
    app::{Root, RootProps},
    browser::{
        host::{Host, Said, View},
        language, page, sheets,
        translation::TranslationGuard,
    },
    strings, styles,
};

struct Mounted {
    element: HtmlElement,
    /// What everything is in, in the shadow root.
    mount: Element,
    app: AppHandle<Root>,
    given: Given,
    host: Host,
    _translations: Option<TranslationGuard>,
}

/// What the element's attributes say that is no other as long as it is mounted.
#[derive(PartialEq)]
struct Given {
    relay: String,
    room: Option<RoomId>,
    is_page: bool,
}

thread_local! {
    static MOUNTED: RefCell<Vec<Mounted>> = const { RefCell::new(Vec::new()) };
}

/// Mounts the widget when the element is added to a page.
#[wasm_bindgen]
pub fn attach(element: HtmlElement) {
    if let Some(root) = shadow_root(&element)
        && let Ok(mount) = document().create_element("div")
    {
        // Without its sheets the widget is plain, not broken.
        let _ = sheets::adopt(&root, styles::AT_FIRST);
        root.replace_children_with_node_1(&mount);
        mount.set_class_name("widget");
        say_language(&mount);
        let given = Given::by(&element);
        let host = if given.is_page { Host::page() } else { Host::guest(element.clone(), said(&element, &given)) };
        let props = RootProps { host: host.clone(), relay: given.relay.clone().into() };
        let app = Renderer::<Root>::with_root_and_props(mount.clone(), props).render();
        let _translations = TranslationGuard::within(&root);
        MOUNTED.with_borrow_mut(|mounted| mounted.push(Mounted { element, mount, app, given, host, _translations }));
    }
}

/// Unmounts the widget when the element is removed for good: everything that it holds is released.
#[wasm_bindgen]
pub fn detach(element: HtmlElement) {
    if let Some(mounted) = take(|mounted| mounted.element == element) {
        mounted.app.destroy();
        if let Some(root) = element.shadow_root() {
            sheets::forget(&root);
        }
    }
}

/// Remounts the widget when an attribute of the element gets another meaning, or shows another part of the room.
#[wasm_bindgen]
pub fn changed(element: HtmlElement) {
    let given = Given::by(&element);
    // A widget never changes its relay or room: it is mounted anew.
    if let Some(mounted) = take(|mounted| mounted.element == element && mounted.given != given) {
        mounted.app.destroy();
        attach(element);
    } else {
        let is_of = |mounted: &&Mounted| mounted.element == element;
        let host = MOUNTED.with_borrow(|mounted| mounted.iter().find(is_of).map(|mounted| mounted.host.clone()));
        if let Some(host) = host {
            host.show(view(&element));
        }
    }
}

/// Speaks another language: `boot.js` has fetched its texts, or those of them that are shown outside a room. `nought` is its digit nought.
#[wasm_bindgen]
pub fn speak(tag: &str, nought: char, early: String, late: String) {
    strings::speak(tag, nought, early, late);
    MOUNTED.with_borrow(|mounted| mounted.iter().for_each(|mounted| say_language(&mounted.mount)));
}

/// Marks what is in an element as written in the language of the texts.
fn say_language(mount: &Element) {
    let tag = strings::language();
    for (name, value) in [("lang", tag), ("dir", if language::is_mirrored(tag) { "rtl" } else { "ltr" })] {
        // The names are valid.
        let _ = mount.set_attribute(name, value);
    }
}

/// Installs a panic hook that shows a message in every element.
pub fn say_when_it_breaks() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            // The place is for a report; the panic's message may contain words of the room.
            gloo::console::error!(format!("Alongside broke at {place}"));
        }
        MOUNTED.with(|mounted| {
            // Nothing may fail here: what is borrowed, or has no root, stays as it is.
            if let Ok(mounted) = mounted.try_borrow() {
                for Mounted { element, .. } in mounted.iter() {
                    if let Some(root) = element.shadow_root() {
                        root.set_text_content(Some(strings::broken()));
                    }
                }
            }
        });
    }));
}

fn take(is_meant: impl Fn(&Mounted) -> bool) -> Option<Mounted> {
    MOUNTED.with_borrow_mut(|mounted| {
        let at = mounted.iter().position(is_meant)?;
        Some(mounted.swap_remove(at))
    })
}

fn shadow_root(element: &HtmlElement) -> Option<ShadowRoot> {
    element.shadow_root().or_else(|| element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok())
}

impl Given {
    fn by(element: &HtmlElement) -> Self {
        let relay = element.get_attribute("relay").unwrap_or_else(|| "./".to_owned());
        Self {
            relay: page::resolve(&relay).unwrap_or(relay),
            room: element.get_attribute("room").and_then(|room| room.parse().ok()),
            is_page: element.has_attribute("page"),
        }
    }
}

/// What the page says of a guest. What means nothing is ignored; `guest.js` tells the page.
fn said(element: &HtmlElement, given: &Given) -> Said {
    let attribute = |name: &str| element.get_attribute(name);
    let mut preset = String::new();
    for name in ["mode", "role", "length"] {
        if let Some(value) = attribute(name) {
            [name, "=", &value, "&"].into_iter().for_each(|part| preset.push_str(part));
        }
    }
    Said {
        room: given.room,
        place: attribute("room-hint"),
        name: attribute("name").map(|name| name.trim().to_owned()).filter(|name| (1..=160).contains(&name.len())),
        preset,
        view: view(element),
    }
}

fn view(element: &HtmlElement) -> View {
    element.get_attribute("view").map_or(View::All, |word| View::named(&word))
}
