//! Text nodes that a translator in the browser takes out of the page.
//!
//! A translator puts `<font>` elements in the place of text nodes, or around them. Yew keeps references to its text nodes: what
//! it writes to one that is not in the page is seen by nobody, and it panics where it is to insert something before one. So each
//! such text node goes back to its place, empty, in front of its translation; what Yew writes to it later shows there and takes
//! the translation's place, until the translator translates that too. The widget itself makes no `<font>`.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{CharacterData, Element, MutationObserver, MutationObserverInit, MutationRecord, Node, NodeList, Text};

/// Keeps Yew's text nodes in their places, until dropped.
pub struct TranslationGuard {
    observer: MutationObserver,
    _closure: Closure<dyn FnMut(Array, MutationObserver)>,
}

/// A text node that is back in its place, and its translation behind it.
struct Translated {
    text: Text,
    translation: Element,
}

impl TranslationGuard {
    /// Guards everything below this node. `None` where the browser cannot observe it.
    pub fn within(root: &Node) -> Option<Self> {
        let translated = RefCell::new(Vec::new());
        let closure = Closure::<dyn FnMut(Array, MutationObserver)>::new(move |records: Array, observer| {
            let records: Vec<MutationRecord> = records.iter().filter_map(|record| record.dyn_into().ok()).collect();
            restore(&records, &observer, &mut translated.borrow_mut());
        });
        let observer = MutationObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        observer.observe_with_options(root, &options).ok()?;
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for TranslationGuard {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn restore(records: &[MutationRecord], observer: &MutationObserver, translated: &mut Vec<Translated>) {
    // The text nodes that were taken out of a parent and have no translation yet.
    let mut taken: Vec<(Node, Text)> = Vec::new();
    let added = records.iter().map(MutationRecord::added_nodes);
    let new: Vec<Element> = added.flat_map(|nodes| all(&nodes).collect::<Vec<_>>()).filter(is_translation).collect();
    for record in records {
        let Some(parent) = record.target() else { continue };
        if record.type_() == "characterData" {
            forget(translated, &parent, |text| !text.data().is_empty());
            continue;
        }
        let added = all::<Element>(&record.added_nodes()).find(is_translation);
        for text in all::<Text>(&record.removed_nodes()) {
            let beside = [record.previous_sibling(), record.next_sibling()];
            // The translation that a text node of Yew's had already goes with it.
            let beside =
                beside.into_iter().flatten().filter_map(|node| node.dyn_into().ok()).find(|node| new.contains(node));
            match added.clone().or(beside) {
                Some(translation) => put_back(&parent, text, translation, observer, translated),
                None => taken.push((parent.clone(), text)),
            }
        }
        if let Some(translation) = added
            && let Some(at) = taken.iter().position(|(from, _)| *from == parent)
        {
            let (_, text) = taken.remove(at);
            put_back(&parent, text, translation, observer, translated);
        }
    }
    // What Yew removed has no translation any more.
    for (_, text) in taken {
        forget(translated, &text, |text| text.parent_node().is_none());
    }
}

fn put_back(
    parent: &Node,
    text: Text,
    translation: Element,
    observer: &MutationObserver,
    translated: &mut Vec<Translated>,
) {
    let is_in_place = text.parent_node().as_ref() == Some(parent);
    if is_in_place || translation.parent_node().as_ref() != Some(parent) {
        return;
    }
    let words = text.data();
    // The older translation, of a text that was translated twice.
    forget(translated, &text, |_| true);
    if parent.insert_before(&text, Some(&translation)).is_err() {
        return;
    }
    if translation.text_content().is_none_or(|shown| shown.is_empty()) {
        // The text node itself stood in there.
        translation.set_text_content(Some(&words));
    }
    text.set_data("");
    let options = MutationObserverInit::new();
    options.set_character_data(true);
    if observer.observe_with_options(&text, &options).is_ok() {
        translated.retain(|each| each.text.is_connected());
        translated.push(Translated { text, translation });
    }
}

/// Removes the translation of this text node, if `is_over` says so.
fn forget(translated: &mut Vec<Translated>, node: &Node, is_over: impl FnOnce(&CharacterData) -> bool) {
    if let Some(at) = translated.iter().position(|each| each.text.as_ref() as &Node == node)
        && is_over(&translated[at].text)
    {
        translated.swap_remove(at).translation.remove();
    }
}

fn is_translation(element: &Element) -> bool {
    element.tag_name() == "FONT"
}

fn all<T: JsCast>(nodes: &NodeList) -> impl Iterator<Item = T> {
    (0..nodes.length()).filter_map(|at| nodes.get(at)?.dyn_into().ok())
}
