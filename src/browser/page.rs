//! The page: its address, history, title and visibility.

use std::cell::RefCell;

use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::Timeout,
    utils::{document, window},
};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, KeyboardEvent, PageTransitionEvent};

/// Something that happened to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageEvent {
    /// The page became visible.
    Shown,
    /// The page became hidden.
    Hidden,
    /// The network is down, as far as the browser knows.
    Lost,
    /// The network is up again, or the page was restored from the browser's cache.
    Back,
    /// The page is being left, perhaps for good.
    Going,
}

/// Reports page events until dropped.
pub struct PageWatch(#[expect(dead_code, reason = "held for its drop")] [EventListener; 5]);

impl PageWatch {
    /// Begins to listen.
    pub fn new(happened: impl Fn(PageEvent) + Clone + 'static) -> Self {
        let visibility = happened.clone();
        let (offline, online) = (happened.clone(), happened.clone());
        let show = happened.clone();
        Self([
            EventListener::new(&document(), "visibilitychange", move |_| {
                visibility(if is_visible() { PageEvent::Shown } else { PageEvent::Hidden });
            }),
            EventListener::new(&window(), "offline", move |_| offline(PageEvent::Lost)),
            EventListener::new(&window(), "online", move |_| online(PageEvent::Back)),
            EventListener::new(&window(), "pageshow", move |event| {
                let restored = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
                if restored {
                    show(PageEvent::Back);
                }
            }),
            EventListener::new(&window(), "pagehide", move |_| happened(PageEvent::Going)),
        ])
    }
}

/// Waits until the network comes back, but at most this many milliseconds.
pub async fn network_or(millis: u32) {
    let mut waits = None;
    let over = Promise::new(&mut |done, _| {
        let go_on = move || {
            // Calling the function of a promise does not throw.
            let _ = done.call0(&JsValue::NULL);
        };
        let back = {
            let go_on = go_on.clone();
            PageWatch::new(move |event| {
                if event == PageEvent::Back {
                    go_on();
                }
            })
        };
        waits = Some((Timeout::new(millis, go_on), back));
    });
    // The promise is never rejected.
    let _ = JsFuture::from(over).await;
    drop(waits);
}

/// Whether the page can be seen now.
pub fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// Whether the page is in a frame of another page.
pub fn is_framed() -> bool {
    // A page that may not look at the page around it is in a frame.
    window().top().map_or(true, |top| top.is_none_or(|top| top != window()))
}

/// Whether every page around this one is one that the relay's operator has named: `guest.js` finds that out, and says so at the root of
/// the page.
pub fn is_vouched_for() -> bool {
    !is_framed() || document().document_element().is_some_and(|root| root.has_attribute("data-vouched"))
}

/// The origin of the page's address.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The title of the tab.
pub fn title() -> String {
    document().title()
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if document().title() != title {
        document().set_title(title);
    }
}

/// Shows this picture (SVG) as the icon of the tab, or again the one that the page came with.
pub fn set_icon(picture: Option<&str>) {
    thread_local! {
        /// What the page came with.
        static OWN: RefCell<Option<String>> = const { RefCell::new(None) };
    }
    let Ok(Some(link)) = document().query_selector("link[rel=icon]") else { return };
    let Some(now) = link.get_attribute("href") else { return };
    let own = OWN.with_borrow_mut(|own| own.get_or_insert_with(|| now.clone()).clone());
    let wanted = picture
        .map_or(own, |picture| format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(picture))));
    if wanted != now {
        // Refused only for a name that is no attribute's.
        let _ = link.set_attribute("href", &wanted);
    }
}

/// The address's fragment with its `#`; empty if there is none.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// A fragment whose `#` came escaped, so that it is the last part of the path: taken out of the address, as it stood there.
pub fn take_escaped_fragment() -> Option<String> {
    let path = window().location().pathname().ok()?;
    let (folder, last) = path.rsplit_once('/').filter(|(_, last)| last.starts_with('%'))?;
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{folder}/")));
    }
    Some(last.to_owned())
}

/// Another fragment in place of the present one.
pub fn replace_fragment(fragment: &str) {
    if let Ok(history) = window().history() {
        // Refused only if there is no address to show, as in a `srcdoc` frame.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address(fragment)));
    }
}

/// Loads the page anew.
pub fn reload() {
    // Refused only to a page that is not the active one, which nobody presses in.
    let _ = window().location().reload();
}

/// Leaves the page for this address.
pub fn go_to(address: &str) {
    // Refused only for what is no address.
    let _ = window().location().assign(address);
}

/// Opens an address in a tab of its own, during a person's gesture; returns whether the browser did.
pub fn open_tab(address: &str) -> bool {
    // Told to keep its opener from the tab, the browser does not tell whether it opened one.
    let tab = window().open_with_url_and_target(address, "_blank").ok().flatten();
    tab.is_some_and(|tab| {
        // Refused only where there is no opener.
        let _ = tab.set_opener(&JsValue::NULL);
        true
    })
}

/// Another fragment, from which "back" leads to the present one.
pub fn push_fragment(fragment: &str) {
    if let Ok(history) = window().history() {
        // Refused as in `replace_fragment`.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address(fragment)));
    }
}

/// Reports when the person goes to another fragment, until the listener is dropped.
pub fn on_fragment(moved: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| moved())
}

/// Reports keys that were pressed while nothing had the focus, until the listener is dropped.
pub fn on_key_nowhere(pressed: impl Fn(KeyboardEvent) + 'static) -> EventListener {
    // The listener prevents the browser's own use of a key that has a meaning here.
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        let nowhere = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) == document().body();
        if let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|_| nowhere) {
            pressed(event.clone());
        }
    })
}

/// The page's address with another fragment.
pub fn address(fragment: &str) -> String {
    let whole = window().location().href().unwrap_or_default();
    let bare = whole.split('#').next().unwrap_or_default();
    format!("{bare}{fragment}")
}

/// A relay's address (scheme, host and path), relative to the page unless it is absolute.
pub fn resolve(address: &str) -> Option<String> {
    let base = document().base_uri().ok().flatten()?;
    web_sys::Url::new_with_base(address, &base).ok().map(|url| url.href())
}

/// The authority of an absolute address: its host and, unless it is the scheme's default, its port.
pub fn authority(address: &str) -> Option<String> {
    web_sys::Url::new(address).ok().map(|url| url.host())
}

/// The authority of an absolute address and its path.
pub fn place(address: &str) -> Option<(String, String)> {
    web_sys::Url::new(address).ok().map(|url| (url.host(), url.pathname()))
}

/// The address of the socket of the relay at this address.
pub fn socket_address(relay: &str) -> Option<String> {
    let url = web_sys::Url::new(relay).ok()?;
    let scheme = if url.protocol() == "http:" { "ws" } else { "wss" };
    Some(format!("{scheme}://{}{}/sync", url.host(), url.pathname().trim_end_matches('/')))
}
