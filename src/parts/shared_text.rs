//! A field whose text is shared: what I type goes out as I type it, what others type comes in around my caret.

use std::{cell::RefCell, rc::Rc};

use alongside_peer::io::Caret;
use alongside_room::{Anchor, Edit, TextEdit, TextField};
use yew::prelude::*;

use crate::{
    browser::field::{self, CompositionWatch},
    open_room::{
        store::Act,
        texts::{Texts, Turn},
    },
};

/// What to put on the text area.
pub struct SharedText {
    /// Its element.
    pub node: NodeRef,
    /// For its `oninput`: its text is another.
    pub typed: Callback<()>,
    /// For whatever moves a caret: keys, clicks, focus.
    pub caret_moved: Callback<()>,
    /// For its `onblur`.
    pub left: Callback<()>,
}

/// What the field showed last, and whether an input method is at work in it.
struct ShownText {
    text: String,
    composing: bool,
    field: TextField,
    caret: Option<u32>,
    selection: Option<AnchoredSelection>,
}

/// What is selected, tied to the letters at its ends while others change the text around it.
struct AnchoredSelection {
    from: (u32, u32),
    ends: (Anchor, Anchor),
}

type Shared = Rc<RefCell<ShownText>>;

impl ShownText {
    fn new(field: TextField) -> Self {
        Self { text: String::new(), composing: false, field, caret: None, selection: None }
    }

    /// Ties what is selected to its letters. Where the room's text is another than the one shown, what was tied before stays
    /// so.
    fn anchor_selection(&mut self, node: &NodeRef, texts: &Texts) {
        // Most fields of a large room have no caret, and need not be asked.
        if self.caret.is_some()
            && !self.composing
            && let Some(from) = field::selection(node)
            && texts.now(self.field).is_some_and(|text| *text == *self.text)
        {
            let ends = texts.pin(self.field, from.0).zip(texts.pin(self.field, from.1));
            self.selection = ends.map(|ends| AnchoredSelection { from, ends });
        }
    }

    /// The element shows this text, unless an input method is at work: then the text waits.
    fn become_text(&mut self, node: &NodeRef, text: &str, texts: &Texts) {
        if !self.composing {
            let anchored = self.selection.take().filter(|anchored| field::selection(node) == Some(anchored.from));
            let selection =
                anchored.and_then(|anchored| texts.place(&anchored.ends.0).zip(texts.place(&anchored.ends.1)));
            field::become_text(node, text, selection);
            self.text = field::text(node).unwrap_or_default();
        }
    }
}

/// Binds a text area to a shared text. The area is not controlled: its text is changed in place, where it differs.
///
/// `text` says that there is something to show, `texts` what: Yew runs effects after it let other events through, so
/// what a drawing was made with may lack the last letters typed. Putting it into the field would take them out for a
/// moment, and the caret back in front of them. What others type is shown before anything is drawn.
#[hook]
pub fn use_shared_text(field_id: TextField, text: Rc<str>, texts: Texts, act: Callback<Act>) -> SharedText {
    let node = use_node_ref();
    let shown: Shared = use_mut_ref(|| ShownText::new(field_id));
    let send = use_sent(&node, &shown, &act);
    use_others_typing(field_id, &node, &shown, &texts);
    use_filled(field_id, text, &node, &shown, &texts);
    use_composition(&node, &shown, &texts, &send);

    let typed = {
        let node = node.clone();
        use_callback(send, move |(), send: &Callback<()>| {
            field::tell_frame(&node);
            send.emit(());
        })
    };
    let caret_moved = {
        let (node, shown) = (node.clone(), shown.clone());
        use_callback(act.clone(), move |(), act: &Callback<Act>| {
            let at = field::caret(&node);
            let mut shown = shown.borrow_mut();
            if at != shown.caret {
                shown.caret = at;
                let field = shown.field;
                drop(shown);
                act.emit(Act::Caret(at.map(|at| Caret { field, at })));
            }
        })
    };
    let left = use_callback(act, move |(), act: &Callback<Act>| {
        shown.borrow_mut().caret = None;
        act.emit(Act::Caret(None));
    });
    SharedText { node, typed, caret_moved, left }
}

/// Sends what the person typed since the last time.
#[hook]
fn use_sent(node: &NodeRef, shown: &Shared, act: &Callback<Act>) -> Callback<()> {
    let (node, shown) = (node.clone(), shown.clone());
    use_callback(act.clone(), move |(), act: &Callback<Act>| {
        let mut shown = shown.borrow_mut();
        if shown.composing {
            return;
        }
        let Some(now) = field::text(&node) else { return };
        if now == shown.text {
            return;
        }
        let base = std::mem::replace(&mut shown.text, now.clone());
        let caret = field::caret(&node);
        shown.caret = caret;
        shown.selection = None;
        let edit = Edit::Text(TextEdit::Retype { field: shown.field, base, text: now, caret });
        // The edit may have the field drawn again.
        let field = shown.field;
        drop(shown);
        act.emit(Act::Type(edit, caret.map(|at| Caret { field, at })));
    })
}

/// Shows what others type, as soon as it is in the room.
#[hook]
fn use_others_typing(field: TextField, node: &NodeRef, shown: &Shared, texts: &Texts) {
    let (node, shown) = (node.clone(), shown.clone());
    use_effect_with((field, texts.clone()), move |(field, texts)| {
        let (field, reader) = (*field, texts.clone());
        let following = texts.follow(field, move |turn| {
            let Ok(mut shown) = shown.try_borrow_mut() else { return };
            if shown.field != field {
                return;
            }
            match turn {
                Turn::Theirs => shown.anchor_selection(&node, &reader),
                Turn::Done => {
                    if let Some(text) = reader.now(field) {
                        shown.become_text(&node, &text, &reader);
                    }
                }
            }
        });
        move || drop(following)
    });
}

/// Fills a new element at once: it is empty, and what is typed into it next would delete the rest.
#[hook]
fn use_filled(field: TextField, text: Rc<str>, node: &NodeRef, shown: &Shared, texts: &Texts) {
    let (node, shown, texts, drawn) = (node.clone(), shown.clone(), texts.clone(), use_mut_ref(|| None));
    use_effect(move || {
        let mut shown = shown.borrow_mut();
        if shown.field != field {
            let text = std::mem::take(&mut shown.text);
            *shown = ShownText { text, ..ShownText::new(field) };
        }
        let now = Some((field, text.clone(), node.get()));
        if !shown.composing && *drawn.borrow() != now {
            shown.become_text(&node, &texts.now(field).unwrap_or(text), &texts);
            field::tell_frame(&node);
        }
        drawn.replace(now);
    });
}

/// Leaves the field alone while an input method is at work in it, and catches up after that.
#[hook]
fn use_composition(node: &NodeRef, shown: &Shared, texts: &Texts, send: &Callback<()>) {
    let (shown, send, texts) = (shown.clone(), send.clone(), texts.clone());
    use_effect_with(node.clone(), move |node| {
        let area = node.clone();
        let watch = CompositionWatch::new(node, move |composing| {
            shown.borrow_mut().composing = composing;
            if composing {
                return;
            }
            let (field, before) = {
                let shown = shown.borrow();
                (shown.field, shown.text.clone())
            };
            send.emit(());
            // Nothing was composed after all: what came meanwhile is shown now.
            if shown.borrow().text == before
                && let Some(text) = texts.now(field)
            {
                shown.borrow_mut().become_text(&area, &text, &texts);
            }
        });
        move || drop(watch)
    });
}
