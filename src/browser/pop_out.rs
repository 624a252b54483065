//! A small window of the page's own that stays in front of others (Document Picture-in-Picture).

use std::{cell::RefCell, rc::Rc};

use gloo::{
    events::EventListener,
    utils::{document, window},
};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CssStyleSheet, Document, Element, ShadowRootInit, ShadowRootMode, Window};

use crate::browser::{BrowserError, page, sheets};

/// Whether this browser has such windows, and gives this page one: not in a frame.
pub fn is_possible() -> bool {
    Reflect::has(&window(), &JsValue::from_str(API)).unwrap_or(false) && !page::is_framed()
}

/// The window, which closes with the last of these, or when it is told to: who hears of its closing may hold one.
#[derive(Clone)]
pub struct PopOut(Rc<Opened>);

struct Opened {
    window: Window,
    root: Element,
    interval: Option<i32>,
    _ticks: Closure<dyn FnMut()>,
    closing: RefCell<Option<EventListener>>,
}

impl PopOut {
    /// Opens the window, during a person's gesture, with the sheets of the page. `ticked` is called twice a second, also while the page is
    /// hidden and its own clocks stand; `closed` when the person closes the window.
    ///
    /// # Errors
    /// Where the browser opens none.
    pub async fn open(
        (width, height): (u32, u32),
        title: &str,
        ticked: impl Fn() + 'static,
        closed: impl Fn() + 'static,
    ) -> Result<Self, BrowserError> {
        let refused = BrowserError::while_("opening a window for the clock");
        let opened = JsFuture::from(asked(width, height).map_err(&refused)?).await.map_err(&refused)?;
        // Of another realm, in which nothing is an instance of this page's classes.
        let window: Window = opened.unchecked_into();
        let root = fill(&window, title).map_err(&refused)?;
        let ticks = Closure::<dyn FnMut()>::new(ticked);
        let interval =
            window.set_interval_with_callback_and_timeout_and_arguments_0(ticks.as_ref().unchecked_ref(), TICK).ok();
        let closing = EventListener::new(&window, "pagehide", move |_| closed());
        let closing = RefCell::new(Some(closing));
        Ok(Self(Rc::new(Opened { window, root, interval, _ticks: ticks, closing })))
    }

    /// Closes the window; nobody is told.
    pub fn close(&self) {
        self.0.close();
    }

    /// The element to draw into.
    pub fn root(&self) -> Element {
        self.0.root.clone()
    }
}

impl PartialEq for PopOut {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Opened {
    fn close(&self) {
        self.closing.take();
        if let Some(interval) = self.interval {
            self.window.clear_interval_with_handle(interval);
        }
        // Refused only for windows that no script opened.
        let _ = self.window.close();
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.close();
    }
}

fn asked(width: u32, height: u32) -> Result<Promise, JsValue> {
    let api = Reflect::get(&window(), &API.into())?;
    let request: Function = Reflect::get(&api, &"requestWindow".into())?.dyn_into()?;
    let size = Object::new();
    Reflect::set(&size, &"width".into(), &width.into())?;
    Reflect::set(&size, &"height".into(), &height.into())?;
    request.call1(&api, &size)?.dyn_into()
}

/// A root in the window that looks as the widget does.
fn fill(window: &Window, title: &str) -> Result<Element, JsValue> {
    let page: Document = Reflect::get(window, &"document".into())?.unchecked_into();
    page.set_title(title);
    let host = document().create_element("div")?;
    let theme = document().query_selector("alongside-room[theme]")?.and_then(|element| element.get_attribute("theme"));
    if let Some(theme) = theme {
        host.set_attribute("theme", &theme)?;
    }
    let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?;
    let root = document().create_element("div")?;
    root.set_class_name("alongside");
    let widget = document().query_selector("alongside-room")?.and_then(|element| element.shadow_root());
    if let Some(widget) = widget.and_then(|root| root.query_selector(".widget").ok().flatten()) {
        for name in ["lang", "dir"] {
            root.set_attribute(name, &widget.get_attribute(name).unwrap_or_default())?;
        }
    }
    shadow.append_child(&root)?;
    Reflect::get(&page, &"body".into())?.unchecked_into::<Element>().append_child(&host)?;
    // A document adopts only sheets that its own window has made.
    let made = Array::new();
    for text in sheets::texts() {
        made.push(&sheet(window, &text)?.into());
    }
    Reflect::set(&shadow, &ADOPTED.into(), &made)?;
    Reflect::set(&page, &ADOPTED.into(), &Array::of1(&sheet(window, WHOLE)?.into()))?;
    Ok(root)
}

fn sheet(window: &Window, text: &str) -> Result<CssStyleSheet, JsValue> {
    let maker: Function = Reflect::get(window, &"CSSStyleSheet".into())?.unchecked_into();
    let sheet: CssStyleSheet = Reflect::construct(&maker, &Array::new())?.unchecked_into();
    sheet.replace_sync(text)?;
    Ok(sheet)
}

const API: &str = "documentPictureInPicture";
const ADOPTED: &str = "adoptedStyleSheets";
/// How often it ticks, in milliseconds.
const TICK: i32 = 500;
const WHOLE: &str = "html, body, body > div { block-size: 100%; margin: 0; overflow: hidden; }";
