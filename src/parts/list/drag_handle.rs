//! The handle by which a row is dragged.

use yew::prelude::*;

use crate::{
    browser::dom,
    parts::icon::{Glyph, icon},
};

/// An event of a drag. Heights are in CSS pixels from the top of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drag {
    At(f64),
    Dropped(f64),
    Cancelled,
}

/// Properties of [`DragHandle`].
#[derive(PartialEq, Properties)]
pub struct DragHandleProps {
    pub drag: Callback<Drag>,
}

/// A handle for mouse and pen. Keyboard and touch have the menu, and Alt with the arrows.
#[component]
pub fn DragHandle(props: &DragHandleProps) -> Html {
    let node = use_node_ref();
    let dragging = use_mut_ref(|| false);
    // A handle that is unmounted during a drag cancels the drag.
    use_effect_with((), {
        let (drag, dragging) = (props.drag.clone(), dragging.clone());
        move |()| {
            move || {
                if dragging.take() {
                    drag.emit(Drag::Cancelled);
                }
            }
        }
    });
    let down = {
        let (node, dragging) = (node.clone(), dragging.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0 {
                event.prevent_default();
                dragging.replace(true);
                dom::capture_pointer(&node, event.pointer_id());
            }
        })
    };
    let moved = {
        let (drag, dragging) = (props.drag.clone(), dragging.clone());
        Callback::from(move |event: PointerEvent| {
            if *dragging.borrow() {
                drag.emit(Drag::At(f64::from(event.client_y())));
            }
        })
    };
    let up = {
        let (drag, dragging) = (props.drag.clone(), dragging.clone());
        Callback::from(move |event: PointerEvent| {
            if dragging.replace(false) {
                drag.emit(Drag::Dropped(f64::from(event.client_y())));
            }
        })
    };
    let cancelled = {
        let drag = props.drag.clone();
        Callback::from(move |_: PointerEvent| {
            if dragging.replace(false) {
                drag.emit(Drag::Cancelled);
            }
        })
    };
    html! {
        <span ref={node} class="grip" aria-hidden="true" onpointerdown={down} onpointermove={moved} onpointerup={up} onpointercancel={cancelled}>
            { icon(Glyph::Grip) }
        </span>
    }
}
