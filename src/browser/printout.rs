//! What is printed in place of the widget. It stands beside the widget only while the browser prints, so that the screen costs
//! nothing for it; the sheets show it in print alone (`printout/printout.css`).

use std::{cell::RefCell, rc::Rc};

use gloo::{
    events::EventListener,
    utils::{document, window},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, MediaQueryList, Node, ShadowRoot};
use yew::NodeRef;

/// A heading or a paragraph of a printout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedBlock {
    /// The element's name.
    pub tag: &'static str,
    pub class: &'static str,
    pub text: PrintedText,
}

/// The text of a heading or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintedText {
    /// What a person wrote: in its own direction, and not translated.
    Written(String),
    /// Short facts side by side: a label of ours and a value, of which one may be empty.
    Facts(Vec<(&'static str, String)>),
}

/// Prints something else than the widget, until dropped.
pub struct PrintoutWatch {
    printout: Rc<Printout>,
    _listeners: Vec<EventListener>,
}

/// The printout of one widget.
struct Printout {
    root: ShadowRoot,
    media: Option<MediaQueryList>,
    draw: Box<dyn Fn() -> Vec<PrintedBlock>>,
    shown: RefCell<Option<Element>>,
}

impl PrintoutWatch {
    /// Prints what `draw` returns in place of the widget that this node is in; the widget itself where that is nothing. Nothing
    /// can wait when printing begins: the browser takes the page as it is when its event has been dispatched.
    pub fn new(within: &NodeRef, draw: impl Fn() -> Vec<PrintedBlock> + 'static) -> Option<Self> {
        let root = within.cast::<Node>()?.get_root_node().dyn_into().ok()?;
        let media = window().match_media("print").ok().flatten();
        let printout =
            Rc::new(Printout { root, media: media.clone(), draw: Box::new(draw), shown: RefCell::default() });
        let (before, after, changed) = (printout.clone(), printout.clone(), printout.clone());
        let mut listeners = vec![
            EventListener::new(&window(), "beforeprint", move |_| before.show()),
            EventListener::new(&window(), "afterprint", move |_| after.follow_media()),
        ];
        listeners.extend(media.map(|media| EventListener::new(&media, "change", move |_| changed.follow_media())));
        Some(Self { printout, _listeners: listeners })
    }
}

impl Drop for PrintoutWatch {
    fn drop(&mut self) {
        self.printout.hide();
    }
}

impl Printout {
    fn show(&self) {
        self.hide();
        let blocks = (self.draw)();
        if !blocks.is_empty() {
            let article = element_of(&blocks);
            if let Some(article) = &article {
                self.say_language(article);
            }
            *self.shown.borrow_mut() = article.filter(|article| self.root.append_child(article).is_ok());
        }
    }

    /// Marks what is printed as written in the language of the widget.
    fn say_language(&self, article: &Element) {
        let widget = self.root.first_child().and_then(|widget| widget.dyn_into::<Element>().ok());
        for name in ["lang", "dir"] {
            if let Some(value) = widget.as_ref().and_then(|widget| widget.get_attribute(name)) {
                // The names are valid.
                let _ = article.set_attribute(name, &value);
            }
        }
    }

    fn hide(&self) {
        if let Some(shown) = self.shown.take() {
            shown.remove();
        }
    }

    /// Media can be print without printing, where somebody previews it.
    fn follow_media(&self) {
        if self.media.as_ref().is_some_and(MediaQueryList::matches) { self.show() } else { self.hide() }
    }
}

/// Opens the browser's dialog for printing. A frame that may open no dialogs does nothing.
pub fn print() {
    let _ = window().print();
}

fn element_of(blocks: &[PrintedBlock]) -> Option<Element> {
    let article = element("article", "printout")?;
    for block in blocks {
        let child = element(block.tag, block.class)?;
        match &block.text {
            PrintedText::Written(text) => append_written(&child, "span", text)?,
            PrintedText::Facts(facts) => append_facts(&child, facts)?,
        }
        article.append_child(&child).ok()?;
    }
    Some(article)
}

fn append_facts(to: &Element, facts: &[(&'static str, String)]) -> Option<()> {
    for (at, (label, value)) in facts.iter().enumerate() {
        let between = if at > 0 { " · " } else { "" };
        let colon = if label.is_empty() || value.is_empty() { "" } else { ": " };
        to.append_with_str_1(&format!("{between}{label}{colon}")).ok()?;
        if !value.is_empty() {
            append_written(to, "bdi", value)?;
        }
    }
    Some(())
}

fn append_written(to: &Element, tag: &str, text: &str) -> Option<()> {
    let written = element(tag, "")?;
    written.set_attribute("dir", "auto").ok()?;
    written.set_attribute("translate", "no").ok()?;
    written.set_text_content(Some(text));
    to.append_child(&written).ok().map(drop)
}

fn element(tag: &str, class: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}
