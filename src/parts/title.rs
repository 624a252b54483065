//! A title that is edited in place.

use std::rc::Rc;

use alongside_room::TextField;
use yew::prelude::*;

use crate::{
    browser::{dom, field},
    open_room::tools::use_only_read,
    open_room::{store::RoomAction, texts::SharedTexts},
    parts::{
        chips::{Chips, use_chips},
        shared_text::{SharedText, use_shared_text},
        typed::{Takes, TypedLine, vocabulary::Vocabulary},
    },
    strings::{Key, t, use_language},
};

/// Properties of [`Title`].
#[derive(PartialEq, Properties)]
pub struct TitleProps {
    pub field: TextField,
    pub text: Rc<str>,
    pub name: AttrValue,
    /// The shared texts, which are ahead of the rendered view.
    pub texts: SharedTexts,
    /// Performs an action.
    pub act: Callback<RoomAction>,
    /// Called on Escape, and on Enter where `keys` say nothing else.
    pub done: Callback<()>,
    /// What keys do besides, in a list.
    #[prop_or_default]
    pub keys: Option<TitleKeys>,
    /// Whether this person only reads it: it is another's commitment.
    #[prop_or_default]
    pub is_theirs: bool,
    /// Called when the title gets the focus.
    #[prop_or_default]
    pub entered: Callback<()>,
}

/// What the keys of a title in a list do besides writing.
#[derive(Clone, PartialEq)]
pub struct TitleKeys {
    /// Which chips are read in it; none where the person may not set what they say.
    pub takes: Option<Takes>,
    pub vocabulary: Rc<Vocabulary>,
    /// Sets what the chips say, as a part of the act that takes their letters out of the title.
    pub set: Callback<TypedLine>,
    /// Enter: a row is to be added below.
    pub below: Callback<()>,
    /// Backspace in the empty title: the row is to go.
    pub emptied: Callback<()>,
}

/// A text area for one line of text, which wraps and grows.
#[component]
pub fn Title(props: &TitleProps) -> Html {
    use_language();
    let only_read = use_only_read() || props.is_theirs;
    let shared = use_shared_text(props.field, props.text.clone(), props.texts.clone(), props.act.clone());
    let chips = use_chips(props.keys.as_ref().and_then(|keys| Some((keys.vocabulary.clone(), keys.takes?))));
    let settle = settle(props, &shared, &chips);
    let keys = title_keys(props, &shared, &chips, &settle, only_read);
    let typed = {
        let (typed, node, chips) = (shared.typed.clone(), shared.node.clone(), chips.clone());
        Callback::from(move |_: InputEvent| {
            typed.emit(());
            chips.typed(&field::text(&node).unwrap_or_default());
        })
    };
    let moved = shared.caret_moved.clone();
    let focused = {
        let (moved, entered, node, chips) = (moved.clone(), props.entered.clone(), shared.node.clone(), chips.clone());
        Callback::from(move |_: FocusEvent| {
            chips.begin_with(&field::text(&node).unwrap_or_default());
            moved.emit(());
            entered.emit(());
        })
    };
    let left = {
        let (left, node) = (shared.left.clone(), shared.node.clone());
        Callback::from(move |_: FocusEvent| {
            // A window that is left keeps its focus.
            if !dom::has_focus(&node) {
                settle.emit(());
            }
            left.emit(());
        })
    };
    html! {
        <>
            <span class="grow" data-text={props.text.to_string()}>
                <textarea ref={shared.node} class="title" rows="1" readonly={only_read} dir="auto" spellcheck="true" aria-label={props.name.clone()}
                    aria-multiline="false" placeholder={t(Key::Untitled)} enterkeyhint="done" aria-invalid={shared.refused.id().map(|_| "true")} aria-describedby={shared.refused.id()} oninput={typed} onkeydown={keys} onpaste={shared.pasted}
                    onkeyup={moved.reform(|_| ())} onpointerup={moved.reform(|_| ())} onfocus={focused}
                    onblur={left} />
                { shared.refused.reason() }
            </span>
            { chips.view() }
        </>
    }
}

/// Takes the letters of the chips out of the title, and sets what they say.
fn settle(props: &TitleProps, shared: &SharedText, chips: &Chips) -> Callback<()> {
    let (node, typed, chips) = (shared.node.clone(), shared.typed.clone(), chips.clone());
    let set = props.keys.as_ref().map(|keys| keys.set.clone());
    Callback::from(move |()| {
        let line = chips.line(&field::text(&node).unwrap_or_default());
        chips.clear();
        if let Some(set) = set.as_ref().filter(|_| !line.chips.is_empty()) {
            field::become_text(&node, &line.title, None);
            typed.emit(());
            set.emit(line);
        }
    })
}

fn title_keys(
    props: &TitleProps,
    shared: &SharedText,
    chips: &Chips,
    settle: &Callback<()>,
    only_read: bool,
) -> Callback<KeyboardEvent> {
    let (done, node, chips, settle) = (props.done.clone(), shared.node.clone(), chips.clone(), settle.clone());
    let keys = props.keys.clone().filter(|_| !only_read);
    Callback::from(move |event: KeyboardEvent| {
        let (before, behind) = field::around_caret(&node);
        if dom::is_composed(&event) || chips.keys(&event, &before, &behind) {
            return;
        }
        let is_empty = field::text(&node).is_some_and(|text| text.is_empty());
        let act = match (&*event.key(), &keys) {
            ("Enter", Some(keys)) => {
                settle.emit(());
                &keys.below
            }
            // Held down, it only empties the title.
            ("Backspace", Some(keys)) if is_empty && keys.takes.is_some() && !event.repeat() => &keys.emptied,
            ("Enter" | "Escape", _) => &done,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        act.emit(());
    })
}
