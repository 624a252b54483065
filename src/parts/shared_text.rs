//! A field whose text is shared: what I type goes out as I type it, what others type comes in around my caret.

use std::{cell::RefCell, rc::Rc};

use alongside_peer::io::Caret;
use alongside_room::{Anchor, Edit, TextEdit, TextField};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::{
    browser::{
        clipboard,
        field::{self, CompositionEvent, CompositionWatch, HistoryEvent, HistoryWatch},
    },
    open_room::{
        store::RoomAction,
        texts::{SharedTexts, Turn},
        tools::use_only_read,
    },
    parts::{
        paste,
        refused::{RefusedText, use_refused},
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
    /// For its `onpaste`.
    pub pasted: Callback<Event>,
    /// For its `onblur`.
    pub left: Callback<()>,
    /// What of it the room did not take.
    pub refused: RefusedText,
}

/// What the field showed last, and what an input method does in it.
struct ShownText {
    text: String,
    composition: Composition,
    /// The element shows what the room did not take, and `text` is what the room had before.
    is_unsaved: bool,
    field: TextField,
    caret: Option<u32>,
    selection: Option<AnchoredSelection>,
}

/// Whether an input method is at work in a field. On a phone it is for as long as the caret is in a word, and nothing is sure
/// to tell its end.
enum Composition {
    /// It is not.
    None,
    /// It is, and keys come: to put a text into the field would take the word out of its hands. What was typed is sent in a
    /// moment all the same, as no field need change for that.
    Typing {
        #[expect(dead_code, reason = "held for its drop")]
        rests: Timeout,
        sends: Option<Timeout>,
    },
    /// It is, and no key came for a while.
    Resting,
}

/// How long letters that are being composed stay in the field alone, in milliseconds: less than a chip takes to show that
/// something got worse.
const SENT_WITHIN: u32 = 500;
/// Without a key for so long, in milliseconds, nobody is choosing between what an input method proposes.
const RESTS_AFTER: u32 = 3_000;

/// What is selected, tied to the letters at its ends while others change the text around it.
struct AnchoredSelection {
    from: (u32, u32),
    ends: (Anchor, Anchor),
}

type Shared = Rc<RefCell<ShownText>>;

impl ShownText {
    fn new(field: TextField) -> Self {
        Self {
            text: String::new(),
            composition: Composition::None,
            is_unsaved: false,
            field,
            caret: None,
            selection: None,
        }
    }

    fn is_composing(&self) -> bool {
        matches!(self.composition, Composition::Typing { .. })
    }

    /// Ties what is selected to its letters. Where the room's text is another than the one shown, what was tied before stays
    /// so.
    fn anchor_selection(&mut self, node: &NodeRef, texts: &SharedTexts) {
        // Most fields of a large room have no caret, and need not be asked.
        if self.caret.is_some()
            && !self.is_composing()
            && let Some(from) = field::selection(node)
            && texts.now(self.field).is_some_and(|text| *text == *self.text)
        {
            let ends = texts.anchor(self.field, from.0).zip(texts.anchor(self.field, from.1));
            self.selection = ends.map(|ends| AnchoredSelection { from, ends });
        }
    }

    /// The element shows this text, unless an input method is at work: then the text waits. What the room did not take stays.
    fn become_text(&mut self, node: &NodeRef, text: &str, texts: &SharedTexts) {
        if !self.is_composing() && !self.is_unsaved {
            let anchored = self.selection.take().filter(|anchored| field::selection(node) == Some(anchored.from));
            let selection =
                anchored.and_then(|anchored| texts.offset(&anchored.ends.0).zip(texts.offset(&anchored.ends.1)));
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
pub fn use_shared_text(
    field_id: TextField,
    text: Rc<str>,
    texts: SharedTexts,
    act: Callback<RoomAction>,
) -> SharedText {
    let node = use_node_ref();
    let shown: Shared = use_mut_ref(|| ShownText::new(field_id));
    let refused = use_refused(name(field_id));
    let send = use_sent(&node, &shown, &texts, &act, &refused);
    use_others_typing(field_id, &node, &shown, &texts, &send);
    use_filled(field_id, text, &node, &shown, &texts);
    use_given_up(&node, &shown, &texts, &refused);
    use_unsaved(&node, &shown, &send, &refused);
    use_history(field_id, &node, &act);
    let composed = use_composition(&node, &shown, &texts, &send);

    let typed = {
        let node = node.clone();
        use_callback(composed, move |(), composed: &Callback<()>| {
            field::tell_frame(&node);
            composed.emit(());
        })
    };
    let caret_moved = {
        let (node, shown) = (node.clone(), shown.clone());
        use_callback(act.clone(), move |(), act: &Callback<RoomAction>| {
            let at = field::caret(&node);
            let mut shown = shown.borrow_mut();
            if at != shown.caret {
                shown.caret = at;
                let field = shown.field;
                drop(shown);
                act.emit(RoomAction::Caret(at.map(|at| Caret { field, at })));
            }
        })
    };
    // A title is one line: what is pasted into it becomes one.
    let pasted = {
        let node = node.clone();
        use_callback((field_id, typed.clone()), move |event: Event, (field, typed)| {
            let Some(text) = clipboard::pasted(&event) else { return };
            let text = if matches!(field, TextField::ItemNotes(_) | TextField::Wording(_)) {
                paste::text(&text)
            } else {
                paste::one_line(&text)
            };
            if clipboard::brings_other(&event, &text) {
                event.prevent_default();
                field::insert(&node, &text);
                typed.emit(());
            }
        })
    };
    let left = use_callback(act, move |(), act: &Callback<RoomAction>| {
        shown.borrow_mut().caret = None;
        act.emit(RoomAction::Caret(None));
    });
    SharedText { node, typed, caret_moved, pasted, left, refused }
}

/// What a text's field is called in the room.
fn name(field: TextField) -> String {
    match field {
        TextField::ItemTitle(item) => format!("title-{item}"),
        TextField::ItemNotes(item) => format!("notes-{item}"),
        TextField::TaskTitle(task) => format!("task-{task}"),
        TextField::Wording(wording) => format!("wording-{wording}"),
    }
}

/// Sends what the person typed since the last time. What the room does not take stays in the field, and all of it is sent again
/// with the next letters.
#[hook]
fn use_sent(
    node: &NodeRef,
    shown: &Shared,
    texts: &SharedTexts,
    act: &Callback<RoomAction>,
    refused: &RefusedText,
) -> Callback<()> {
    let (node, state, refused) = (node.clone(), shown.clone(), refused.clone());
    use_callback((act.clone(), texts.clone()), move |(), (act, texts): &(Callback<RoomAction>, SharedTexts)| {
        let mut shown = state.borrow_mut();
        let Some(now) = field::text(&node) else { return };
        if now == shown.text && !shown.is_unsaved {
            return;
        }
        let base = std::mem::replace(&mut shown.text, now.clone());
        let caret = field::caret(&node);
        shown.caret = caret;
        shown.selection = None;
        let (field, text) = (shown.field, now.clone());
        let edit = Edit::Text(TextEdit::Retype { field, base: base.clone(), text: now, caret });
        // The edit may have the field drawn again.
        drop(shown);
        let act = || act.emit(RoomAction::Type(edit, caret.map(|at| Caret { field, at })));
        let is_taken = refused.attempt(&base, &text, act);
        let mut shown = state.borrow_mut();
        if !is_taken {
            (shown.text, shown.is_unsaved) = (base, true);
        } else if std::mem::take(&mut shown.is_unsaved)
            && let Some(text) = texts.now(field)
        {
            shown.become_text(&node, &text, texts);
        }
    })
}

/// Shows the room's text again when the person gave up, elsewhere, what the room did not take.
#[hook]
fn use_given_up(node: &NodeRef, shown: &Shared, texts: &SharedTexts, refused: &RefusedText) {
    let (node, shown, texts) = (node.clone(), shown.clone(), texts.clone());
    let stands = refused.id().is_some();
    use_effect_with(stands, move |stands| {
        let mut shown = shown.borrow_mut();
        if !stands
            && std::mem::take(&mut shown.is_unsaved)
            && let Some(text) = texts.now(shown.field)
        {
            shown.become_text(&node, &text, &texts);
        }
    });
}

/// Shows what the room did not take when the field was on the screen last, and tries again whenever the room may be written to
/// once more.
#[hook]
fn use_unsaved(node: &NodeRef, shown: &Shared, send: &Callback<()>, refused: &RefusedText) {
    let (node, shown, send, refused) = (node.clone(), shown.clone(), send.clone(), refused.clone());
    let only_read = use_only_read();
    use_effect_with((node.clone(), only_read), move |_| {
        if let Some(unsaved) = refused.stands() {
            {
                let mut shown = shown.borrow_mut();
                field::become_text(&node, &unsaved.text, None);
                (shown.text, shown.is_unsaved) = (unsaved.base, true);
            }
            field::tell_frame(&node);
            send.emit(());
        }
    });
}

/// Shows what others type, as soon as it is in the room.
#[hook]
fn use_others_typing(field: TextField, node: &NodeRef, shown: &Shared, texts: &SharedTexts, send: &Callback<()>) {
    let (node, shown) = (node.clone(), shown.clone());
    use_effect_with((field, texts.clone(), send.clone()), move |(field, texts, send)| {
        let (field, reader, send) = (*field, texts.clone(), send.clone());
        let following = texts.follow(field, move |turn| {
            let Ok(mut shown) = shown.try_borrow_mut() else { return };
            if shown.field != field {
                return;
            }
            match turn {
                Turn::BeforeChange => shown.anchor_selection(&node, &reader),
                Turn::Changed => {
                    if let Some(text) = reader.now(field) {
                        shown.become_text(&node, &text, &reader);
                    }
                }
                Turn::Leaving => {
                    drop(shown);
                    send.emit(());
                }
            }
        });
        move || drop(following)
    });
}

/// Fills a new element at once: it is empty, and what is typed into it next would delete the rest.
#[hook]
fn use_filled(field: TextField, text: Rc<str>, node: &NodeRef, shown: &Shared, texts: &SharedTexts) {
    let (node, shown, texts, drawn) = (node.clone(), shown.clone(), texts.clone(), use_mut_ref(|| None));
    use_effect(move || {
        let mut shown = shown.borrow_mut();
        if shown.field != field {
            let text = std::mem::take(&mut shown.text);
            *shown = ShownText { text, ..ShownText::new(field) };
        }
        let now = Some((field, text.clone(), node.get()));
        if !shown.is_composing() && *drawn.borrow() != now {
            shown.become_text(&node, &texts.now(field).unwrap_or(text), &texts);
            field::tell_frame(&node);
        }
        drawn.replace(now);
    });
}

/// Every way to undo and redo in the field leads to the room's own, and none leads out of the field's text.
#[hook]
fn use_history(field: TextField, node: &NodeRef, act: &Callback<RoomAction>) {
    use_effect_with((field, node.clone(), act.clone()), |(field, node, act)| {
        let (field, act) = (*field, act.clone());
        let watch = HistoryWatch::new(node, move |asked| {
            act.emit(match asked {
                HistoryEvent::Undo => RoomAction::UndoTyping(field),
                HistoryEvent::Redo => RoomAction::RedoTyping(field),
            });
        });
        move || drop(watch)
    });
}

/// Follows what an input method does in the field: leaves the field alone meanwhile, and catches up when the keys rest or the
/// composition is over. Gives what to call for every change of the field's text.
#[hook]
fn use_composition(node: &NodeRef, shown: &Shared, texts: &SharedTexts, send: &Callback<()>) -> Callback<()> {
    // The room's text comes in.
    let catch_up = {
        let (node, shown) = (node.clone(), shown.clone());
        use_callback((texts.clone(), send.clone()), move |next: Composition, (texts, send)| {
            let field = {
                let mut shown = shown.borrow_mut();
                shown.composition = next;
                shown.field
            };
            send.emit(());
            if let Some(text) = texts.now(field) {
                shown.borrow_mut().become_text(&node, &text, texts);
            }
        })
    };
    // A key, or letters, came.
    let stirs = {
        let shown = shown.clone();
        use_callback(catch_up.clone(), move |(), catch_up: &Callback<Composition>| {
            let catch_up = catch_up.clone();
            let rests = Timeout::new(RESTS_AFTER, move || catch_up.emit(Composition::Resting));
            let mut shown = shown.borrow_mut();
            let sends = match &mut shown.composition {
                Composition::Typing { sends, .. } => sends.take(),
                Composition::None | Composition::Resting => None,
            };
            shown.composition = Composition::Typing { rests, sends };
        })
    };
    use_effect_with((node.clone(), catch_up, stirs.clone()), {
        let shown = shown.clone();
        move |(node, catch_up, stirs)| {
            let (catch_up, stirs, state) = (catch_up.clone(), stirs.clone(), shown.clone());
            let watch = CompositionWatch::new(node, move |event| {
                // Filled by this page, a field of Firefox tells the end of its composition at once, within the filling.
                let Ok(is_over) = state.try_borrow().map(|state| matches!(state.composition, Composition::None)) else {
                    return;
                };
                match event {
                    CompositionEvent::Begun => stirs.emit(()),
                    CompositionEvent::Key if !is_over => stirs.emit(()),
                    CompositionEvent::Ended if !is_over => catch_up.emit(Composition::None),
                    CompositionEvent::Key | CompositionEvent::Ended => {}
                }
            });
            move || {
                drop(watch);
                shown.borrow_mut().composition = Composition::None;
            }
        }
    });
    let shown = shown.clone();
    use_callback((send.clone(), stirs), move |(), (send, stirs)| {
        if matches!(shown.borrow().composition, Composition::None) {
            send.emit(());
            return;
        }
        stirs.emit(());
        let (state, send) = (Rc::clone(&shown), send.clone());
        if let Composition::Typing { sends: sends @ None, .. } = &mut shown.borrow_mut().composition {
            *sends = Some(Timeout::new(SENT_WITHIN, move || {
                if let Composition::Typing { sends, .. } = &mut state.borrow_mut().composition {
                    *sends = None;
                }
                send.emit(());
            }));
        }
    })
}
