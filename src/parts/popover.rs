//! A dialog beside the button that opens it: not modal, gone when the focus goes elsewhere.

use yew::prelude::*;

use crate::browser::dom::{self, ItemStep};

/// Properties of [`Popover`].
#[derive(PartialEq, Properties)]
pub struct PopoverProps {
    pub name: AttrValue,
    /// The CSS selector of its button, in the room.
    pub opener: &'static str,
    /// The popover was closed, in whatever way.
    pub closed: Callback<()>,
    pub children: Children,
    /// Closes the popover when this becomes true; the focus returns to the button.
    #[prop_or_default]
    pub leave: bool,
}

/// Tab goes through its controls; arrows, Home, End and letters through its buttons; Escape closes it, and the focus returns to the
/// button.
#[component]
pub fn Popover(props: &PopoverProps) -> Html {
    let node = use_node_ref();
    let opener = props.opener;
    // Each time: what comes into it late makes it larger, and it must not reach beyond the page.
    use_effect({
        let node = node.clone();
        move || dom::show_beside_found(&node, opener)
    });
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            // Its content may still be loaded.
            dom::focus(&node);
            dom::step_item(&node, ITEM, ItemStep::First);
        }
    });
    let close = {
        let (node, closed) = (node.clone(), props.closed.clone());
        Callback::from(move |()| {
            dom::focus_around(&node, ".room", opener);
            closed.emit(());
        })
    };
    use_effect_with(props.leave, {
        let close = close.clone();
        move |leave| {
            if *leave {
                close.emit(());
            }
        }
    });
    let left = {
        let (node, closed) = (node.clone(), props.closed.clone());
        Callback::from(move |event: FocusEvent| {
            // The button itself closes what it has opened.
            if !dom::goes_into(&event, &node) && !dom::goes_to(&event, opener) {
                closed.emit(());
            }
        })
    };
    let keys = {
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            if key == "Escape" {
                close.emit(());
            } else if !dom::is_in_choice(&event)
                && let Some(step) = ItemStep::of(&key, event.ctrl_key() || event.meta_key() || event.alt_key())
            {
                dom::step_item(&node, ITEM, step);
            } else {
                return;
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    html! {
        <div ref={node} class="menu popover" popover="manual" role="dialog" tabindex="-1" aria-label={props.name.clone()} onkeydown={keys} onfocusout={left}>
            { for props.children.iter() }
        </div>
    }
}

/// An entry. What else the content may hold, such as a way to load it again, does not take the focus: it may go at any moment.
const ITEM: &str = ".menu-list button";
