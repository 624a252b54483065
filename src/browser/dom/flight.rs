//! A thing that comes into another list flies there from where it was. For as long as that takes, a card stands above both lists,
//! since each cuts off what is beyond its edge. Where motion is unwanted nothing flies.

use gloo::{timers::callback::Timeout, utils::document};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, HtmlElement};
use yew::NodeRef;

use crate::browser::{
    dom::{
        overlay::set_length,
        row_motion::{LANDS, MOVER, row_at, set},
        rows::row_of,
    },
    motion,
};

/// How long it flies, in milliseconds, as the sheet says; and what a slow computer needs to draw it.
const FLIES: u32 = 140 + 60;

/// Where a thing is seen.
pub struct Spot(DomRect);

/// Where the thing with this id is seen in the room around this list: where its row was dropped, else its row, else the line of
/// it among those that wait. `None` if it is out of sight.
pub fn spot_of(list: &NodeRef, id: &str) -> Option<Spot> {
    let found = thing(list, id)?;
    let dropped = Reflect::get(&found, &JsValue::from_str(DROPPED)).ok();
    if let Some(dropped) = dropped.and_then(|dropped| dropped.dyn_into::<DomRect>().ok()) {
        // Elements of ours take any property, so this does not throw.
        let _ = Reflect::set(&found, &JsValue::from_str(DROPPED), &JsValue::UNDEFINED);
        return Some(Spot(dropped));
    }
    in_sight(&found).map(Spot)
}

/// Where the row of this list at this index is seen; `None` if it is out of sight.
pub fn spot_of_row(list: &NodeRef, at: usize) -> Option<Spot> {
    let row = row_at(list, at)?;
    in_sight(&row).map(Spot)
}

/// Notes where the row at this index was dropped: what it becomes flies from there.
pub fn note_drop(list: &NodeRef, at: usize) {
    if let Some(row) = row_at(list, at) {
        // As above.
        let _ = Reflect::set(&row, &JsValue::from_str(DROPPED), &row.get_bounding_client_rect());
    }
}

/// A card on its way. Dropping this takes it away.
pub struct Flight {
    card: HtmlElement,
    #[expect(dead_code, reason = "held for its drop")]
    ends: Timeout,
}

impl Flight {
    /// Lets a card with this title fly to the row of this list at this index, in the colour of whoever did it.
    pub fn to_row(list: &NodeRef, at: usize, from: &Spot, title: &str, colour: Option<&str>) -> Option<Self> {
        let row = row_at(list, at)?;
        let flight = Self::begin(&row, &in_sight(&row)?, from, title, colour)?;
        // The row itself shows when the card has come.
        set(&row, LANDS, "");
        Some(flight)
    }

    /// The same to the thing with this id, wherever the room around this list shows it.
    pub fn to_thing(list: &NodeRef, id: &str, from: &Spot, title: &str, colour: Option<&str>) -> Option<Self> {
        let thing = thing(list, id)?;
        Self::begin(&thing, &in_sight(&thing)?, from, title, colour)
    }

    /// Whether it has not arrived yet.
    pub fn is_on_its_way(&self) -> bool {
        self.card.is_connected()
    }

    fn begin(beside: &Element, to: &DomRect, Spot(from): &Spot, title: &str, colour: Option<&str>) -> Option<Self> {
        if motion::is_unwanted() {
            return None;
        }
        let room = beside.closest(".room").ok()??;
        let card = document().create_element("div").ok()?.dyn_into::<HtmlElement>().ok()?;
        card.set_class_name("flight");
        card.set_text_content(Some(title));
        for (attribute, value) in [("aria-hidden", "true"), ("dir", "auto"), ("translate", "no")] {
            set(&card, attribute, value);
        }
        if let Some(colour) = colour {
            set(&card, MOVER, colour);
        }
        let origin = room.get_bounding_client_rect();
        for (name, pixels) in [
            ("--left", to.left() - origin.left()),
            ("--top", to.top() - origin.top()),
            ("--wide", to.width()),
            ("--from-x", from.left() - to.left()),
            ("--from-y", from.top() - to.top()),
        ] {
            set_length(&card, name, pixels);
        }
        room.append_child(&card).ok()?;
        let ends = {
            let card = card.clone();
            Timeout::new(FLIES, move || card.remove())
        };
        Some(Self { card, ends })
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.card.remove();
    }
}

fn thing(list: &NodeRef, id: &str) -> Option<Element> {
    let room = list.cast::<Element>()?.closest(".room").ok()??;
    room.query_selector(&format!("{}, [data-put-off=\"{id}\"]", row_of(id))).ok()?
}

/// The place of an element, or of the summary of a closed list that it is in; `None` if it is scrolled out of its panel.
fn in_sight(element: &Element) -> Option<DomRect> {
    let mut rect = element.get_bounding_client_rect();
    if rect.height() == 0.0 {
        let summary = element.closest("details").ok()??.query_selector("summary").ok()??;
        rect = summary.get_bounding_client_rect();
    }
    let cuts_off = |around: &str| {
        let around = element.closest(around).ok().flatten().map(|around| around.get_bounding_client_rect());
        around.is_some_and(|around| rect.bottom() <= around.top() || rect.top() >= around.bottom())
    };
    (rect.height() > 0.0 && ![".panel", ".columns"].into_iter().any(cuts_off)).then_some(rect)
}

/// The property of a row that was dropped elsewhere.
const DROPPED: &str = "dropped";
