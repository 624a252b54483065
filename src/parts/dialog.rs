//! A dialog over everything, with its name, its close button and the way back to its opener.

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::icon::{Glyph, icon},
    strings::{Key, t},
};

/// What [`Dialog`] shows.
#[derive(PartialEq, Properties)]
pub struct DialogProps {
    /// Its accessible name and heading.
    pub name: AttrValue,
    /// It was closed, by whatever hand.
    pub closed: Callback<()>,
    /// What is in it.
    pub children: Children,
    /// Closes it when this turns true; the focus goes back to the opener.
    #[prop_or_default]
    pub leave: bool,
}

/// A native modal dialog: the browser keeps the focus in it and gives it back when it closes.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            dom::show_modal(&node);
            // Taken off the page while open it must still give the focus back.
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
                    <h2 tabindex="-1">{ &props.name }</h2>
                    <button type="button" class="icon-button" aria-label={t(Key::Close)} onclick={close}>{ icon(Glyph::Cross) }</button>
                </div>
                { for props.children.iter() }
            </div>
        </dialog>
    }
}
