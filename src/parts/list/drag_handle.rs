//! What a row is dragged by: its handle for mouse and pen, a long press anywhere in the row for touch.

use yew::prelude::*;

use crate::{
    browser::dom::{
        self,
        drag::{EscapeWatch, LongPress, Point, TouchDrag},
    },
    parts::icon::{Glyph, icon},
};

/// An event of a drag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Drag {
    At(Point),
    Dropped(Point),
    Cancelled,
}

/// Properties of [`DragHandle`].
#[derive(PartialEq, Properties)]
pub struct DragHandleProps {
    pub drag: Callback<Drag>,
    /// The row around the handle.
    pub row: NodeRef,
}

/// A handle for mouse and pen; touch needs none. Escape cancels. By keyboard the menu moves a row, and Alt with the arrows.
#[component]
pub fn DragHandle(props: &DragHandleProps) -> Html {
    let node = use_node_ref();
    // While it is dragged: what cancels.
    let dragging = use_mut_ref(|| None::<EscapeWatch>);
    use_effect_with(props.row.clone(), {
        let (drag, dragging) = (props.drag.clone(), dragging.clone());
        move |row| {
            let press = {
                let drag = drag.clone();
                LongPress::new(row, move |touch| {
                    drag.emit(match touch {
                        TouchDrag::At(at) => Drag::At(at),
                        TouchDrag::Dropped(at) => Drag::Dropped(at),
                        TouchDrag::Cancelled => Drag::Cancelled,
                    });
                })
            };
            move || {
                drop(press);
                // A handle that is unmounted during a drag cancels the drag.
                if dragging.take().is_some() {
                    drag.emit(Drag::Cancelled);
                }
            }
        }
    });
    let down = {
        let (node, dragging, drag) = (node.clone(), dragging.clone(), props.drag.clone());
        Callback::from(move |event: PointerEvent| {
            // Touch has the long press.
            if event.button() == 0 && event.pointer_type() != "touch" {
                event.prevent_default();
                dom::capture_pointer(&node, event.pointer_id());
                let (held, drag) = (std::rc::Rc::downgrade(&dragging), drag.clone());
                dragging.replace(Some(EscapeWatch::new(move || {
                    if held.upgrade().is_some_and(|held| held.take().is_some()) {
                        drag.emit(Drag::Cancelled);
                    }
                })));
            }
        })
    };
    let tells = |ends: bool, what: fn(Point) -> Drag| {
        let (drag, dragging) = (props.drag.clone(), dragging.clone());
        Callback::from(move |event: PointerEvent| {
            let is_dragging = if ends { dragging.take().is_some() } else { dragging.borrow().is_some() };
            if is_dragging {
                drag.emit(what(Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }));
            }
        })
    };
    html! {
        <span ref={node} class="grip" aria-hidden="true" onpointerdown={down} onpointermove={tells(false, Drag::At)}
            onpointerup={tells(true, Drag::Dropped)} onpointercancel={tells(true, |_| Drag::Cancelled)}>
            { icon(Glyph::Grip) }
        </span>
    }
}
