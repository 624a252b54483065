//! The field of one private line. What this person's other tabs and devices type in it comes in around the caret.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_room::{LineAbout, LineId};
use yew::prelude::*;

use crate::{
    browser::{
        clipboard, dom,
        field::{self, CompositionEvent, CompositionWatch},
    },
    open_room::private::{Private, PrivateAct},
    parts::paste,
};

/// The most UTF-16 units of a line: the notebook takes as many letters at least.
const MOST: &str = "10000";

/// Properties of [`LineField`].
#[derive(PartialEq, Properties)]
pub struct LineFieldProps {
    pub private: Private,
    pub line: LineId,
    pub about: LineAbout,
    pub name: AttrValue,
}

/// A text area for one line, which wraps and grows. The browser's own undo takes back what is typed: nobody else types here.
#[component]
pub fn LineField(props: &LineFieldProps) -> Html {
    let LineFieldProps { private, line, about, name } = props;
    let node = use_node_ref();
    let base = use_mut_ref(String::new);
    let composes = use_memo((), |()| Cell::new(false));
    use_shown(private, *line, &node, &base, &composes);
    let write = {
        let (act, node, line, about) = (private.act.clone(), node.clone(), *line, *about);
        Callback::from(move |()| {
            field::tell_frame(&node);
            let Some(text) = field::text(&node) else { return };
            let before = base.replace(text.clone());
            let caret = field::caret(&node);
            if before != text && !act.emit(PrivateAct::Write { line, about, base: before.clone(), text, caret }) {
                base.replace(before);
            }
        })
    };
    let keys = {
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            // It is one line: Enter goes on to the next.
            if event.key() == "Enter" && !dom::is_composed(&event) {
                event.prevent_default();
                dom::focus_next(&node, ".only-mine", "textarea");
            }
        })
    };
    let pasted = {
        let (node, write) = (node.clone(), write.clone());
        Callback::from(move |event: Event| {
            let text = clipboard::pasted(&event).map(|text| paste::one_line(&text)).unwrap_or_default();
            if !text.is_empty() && clipboard::brings_other(&event, &text) {
                event.prevent_default();
                field::insert(&node, &text);
                write.emit(());
            }
        })
    };
    html! {
        <span class="grow">
            <textarea ref={node} rows="1" maxlength={MOST} dir="auto" spellcheck="true" aria-label={name.clone()} aria-multiline="false"
                enterkeyhint="next" oninput={write.reform(|_: InputEvent| ())} onkeydown={keys} onpaste={pasted} />
        </span>
    }
}

/// Shows what the notebook holds, in place, unless an input method is at work: then it waits for the end of that.
#[hook]
fn use_shown(private: &Private, line: LineId, node: &NodeRef, base: &Rc<RefCell<String>>, composes: &Rc<Cell<bool>>) {
    let show = {
        let (now, node, base, composes) = (private.now.clone(), node.clone(), base.clone(), composes.clone());
        move || {
            if !composes.get() {
                field::become_text(&node, &now.emit(line).unwrap_or_default(), None);
                base.replace(field::text(&node).unwrap_or_default());
                field::tell_frame(&node);
            }
        }
    };
    use_effect({
        let show = show.clone();
        move || show()
    });
    let composes = composes.clone();
    use_effect_with((node.clone(), private.now.clone()), move |(node, _)| {
        let watch = CompositionWatch::new(node, move |event| match event {
            CompositionEvent::Begun => composes.set(true),
            CompositionEvent::Key => {}
            CompositionEvent::Ended => {
                if composes.replace(false) {
                    show();
                }
            }
        });
        move || drop(watch)
    });
}
