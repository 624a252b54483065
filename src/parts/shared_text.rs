//! A field whose text is shared: what I type goes out as I type it, what others type comes in around my caret.

use std::{cell::RefCell, rc::Rc};

use alongside_peer::io::Caret;
use alongside_room::{Edit, Pin, edit::TextField};
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
struct Shown {
    text: String,
    composing: bool,
    field: TextField,
    caret: Option<u32>,
    held: Option<Held>,
}

/// What is selected, held by its letters while others change the text around it.
struct Held {
    from: (u32, u32),
    ends: (Pin, Pin),
}

impl Shown {
    /// Holds what is selected. Where the room's text is another than the one shown, what was held before still holds.
    fn hold(&mut self, node: &NodeRef, texts: &Texts) {
        // Most fields of a large room have no caret, and need not be asked.
        if self.caret.is_some()
            && !self.composing
            && let Some(from) = field::selection(node)
            && texts.now(self.field).is_some_and(|text| *text == *self.text)
        {
            let ends = texts.pin(self.field, from.0).zip(texts.pin(self.field, from.1));
            self.held = ends.map(|ends| Held { from, ends });
        }
    }

    /// The element shows this text, unless an input method is at work: then it waits.
    fn become_text(&mut self, node: &NodeRef, text: &str, texts: &Texts) {
        if !self.composing {
            let held = self.held.take().filter(|held| field::selection(node) == Some(held.from));
            let selection = held.and_then(|held| texts.place(&held.ends.0).zip(texts.place(&held.ends.1)));
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
    let shown = use_memo((), |()| {
        RefCell::new(Shown { text: String::new(), composing: false, field: field_id, caret: None, held: None })
    });

    let send = {
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
            shown.held = None;
            let edit = Edit::Retype { field: shown.field, base, text: now };
            // What this sets off may draw the field again.
            let field = shown.field;
            drop(shown);
            act.emit(Act::Type(edit, caret.map(|at| Caret { field, at })));
        })
    };

    {
        let (node, shown) = (node.clone(), shown.clone());
        use_effect_with((field_id, texts.clone()), move |(field, texts)| {
            let (field, reader) = (*field, texts.clone());
            let following = texts.follow(field, move |turn| {
                let Ok(mut shown) = shown.try_borrow_mut() else { return };
                if shown.field != field {
                    return;
                }
                match turn {
                    Turn::Theirs => shown.hold(&node, &reader),
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

    // A new element is empty: what is typed next would delete the rest, were it not filled at once.
    {
        let (node, shown, texts, drawn) = (node.clone(), shown.clone(), texts.clone(), use_mut_ref(|| None));
        use_effect(move || {
            let mut shown = shown.borrow_mut();
            if shown.field != field_id {
                shown.field = field_id;
                shown.composing = false;
                shown.caret = None;
                shown.held = None;
            }
            let now = Some((field_id, text.clone(), node.get()));
            if !shown.composing && *drawn.borrow() != now {
                shown.become_text(&node, &texts.now(field_id).unwrap_or(text), &texts);
                field::tell_frame(&node);
            }
            drawn.replace(now);
        });
    }

    {
        let (shown, send) = (shown.clone(), send.clone());
        use_effect_with(node.clone(), move |node| {
            let area = node.clone();
            let watch = CompositionWatch::new(node, move |composing| {
                shown.borrow_mut().composing = composing;
                if !composing {
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
                }
            });
            move || drop(watch)
        });
    }

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
