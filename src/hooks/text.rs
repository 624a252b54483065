//! A field whose text is shared: what I type goes out as I type it, what others type comes in around my caret.

use std::{cell::RefCell, rc::Rc};

use alongside_peer::io::Caret;
use alongside_room::{Edit, edit::TextField};
use yew::prelude::*;

use crate::{
    browser::field::{self, CompositionWatch},
    store::Act,
    texts::Texts,
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
}

impl Shown {
    /// The element shows this text, unless an input method is at work: then it waits.
    fn become_text(&mut self, node: &NodeRef, text: &str) {
        if !self.composing {
            field::become_text(node, text);
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
    let shown =
        use_memo((), |()| RefCell::new(Shown { text: String::new(), composing: false, field: field_id, caret: None }));

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
            let following = texts.follow(field, move || {
                if let (Ok(mut shown), Some(text)) = (shown.try_borrow_mut(), reader.now(field))
                    && shown.field == field
                {
                    shown.become_text(&node, &text);
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
            }
            let now = Some((field_id, text.clone(), node.get()));
            if !shown.composing && *drawn.borrow() != now {
                shown.become_text(&node, &texts.now(field_id).unwrap_or(text));
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
                        shown.borrow_mut().become_text(&area, &text);
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
