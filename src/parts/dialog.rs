//! A modal dialog with a name and a close button.

use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::tools::Spoken,
    parts::icon::{Glyph, icon},
    strings::{Key, t, use_language},
};

/// Properties of [`Dialog`].
#[derive(PartialEq, Properties)]
pub struct DialogProps {
    pub name: AttrValue,
    /// The heading, where it says more than the name.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The dialog was closed, in whatever way.
    pub closed: Callback<()>,
    pub children: Children,
    /// Closes the dialog when this becomes true; the focus returns to the opener.
    #[prop_or_default]
    pub leave: bool,
}

/// A second live region, and the toast: while a dialog is open, nothing else of the page is in the accessibility tree or in
/// front. Lines from before it opened were announced elsewhere.
#[component]
fn SpokenInDialog() -> Html {
    let spoken = use_context::<Spoken>();
    let first =
        use_state(|| spoken.as_ref().and_then(|spoken| spoken.lines.last()).map_or(0, |(number, _)| number + 1));
    let (lines, toast) = spoken.map_or_else(Default::default, |Spoken { lines, toast }| (lines, toast));
    let lines = lines.into_iter().filter(|(number, _)| *number >= *first);
    html! {
        <>
            <div class="vh" aria-live="polite">{ for lines.map(|(number, words)| html! { <p key={number}>{ words }</p> }) }</div>
            if let Some(toast) = toast { <div class="toast" aria-hidden="true">{ toast }</div> }
        </>
    }
}

/// A native modal dialog: the browser keeps the focus inside, and returns it when the dialog closes.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    use_language();
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            dom::show_modal(&node);
            // A dialog that is unmounted while open must still return the focus.
            move || dom::close(&node)
        }
    });
    use_effect_with(props.leave, {
        let node = node.clone();
        move |leave| {
            if *leave {
                dom::close(&node);
            }
        }
    });
    let close = {
        let node = node.clone();
        Callback::from(move |_: MouseEvent| dom::close(&node))
    };
    let outside = {
        let node = node.clone();
        Callback::from(move |event: MouseEvent| {
            if dom::is_on(&event, &node) {
                dom::close(&node);
            }
        })
    };
    let closed = props.closed.reform(|_: Event| ());
    html! {
        <dialog ref={node} class="dialog" aria-label={props.name.clone()} onclose={closed} onpointerdown={Callback::from(|_| ())} onclick={outside}>
            <div class="dialog-body">
                <div class="dialog-head">
                    <h2 tabindex="-1">{ props.title.as_ref().unwrap_or(&props.name) }</h2>
                    <button type="button" class="icon-button" aria-label={t(Key::Close)} onclick={close}>{ icon(Glyph::Cross) }</button>
                </div>
                { for props.children.iter() }
            </div>
            <SpokenInDialog />
        </dialog>
    }
}
