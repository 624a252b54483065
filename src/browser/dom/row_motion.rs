//! Rows that glide to the places that they were given, and whose hand gave one its place.
//!
//! How far a row glides is given to the browser with the animation. A custom property would be inherited by everything in the row,
//! whose style the browser would work out anew. The other motions are the sheet's, which leaves them out where the person wants none.

use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

use crate::browser::{dom::rows::ROW, motion};

/// How far beyond the edges of what is in sight a row is measured, in CSS pixels: it may come into sight.
const BEYOND: f64 = 240.0;

/// Where the rows of a list that are in sight stood before a rendering, in CSS pixels from the list's top.
#[derive(Default)]
pub struct RowTops(Vec<(HtmlElement, f64)>);

/// Where the rows of this list that are in sight stand, also while they glide. The others are not asked, since there may be
/// hundreds: rows stand in the order of their places.
pub fn row_tops(list: &NodeRef) -> RowTops {
    let Some(list) = list.cast::<Element>() else { return RowTops::default() };
    let Ok(rows) = list.query_selector_all(ROW) else { return RowTops::default() };
    let top = list.get_bounding_client_rect().top();
    let (from, to) = sight(&list);
    let measured = |at: u32| {
        let row = rows.item(at)?.dyn_into::<HtmlElement>().ok()?;
        let rect = row.get_bounding_client_rect();
        Some((row, rect.top(), rect.bottom()))
    };
    let is_above = |at: u32| measured(at).is_some_and(|(_, _, bottom)| bottom < from);
    let (mut first, mut end) = (0, rows.length());
    while first < end {
        let middle = first + (end - first) / 2;
        if is_above(middle) { first = middle + 1 } else { end = middle }
    }
    let in_sight = (first..rows.length()).map_while(measured).take_while(|(_, top, _)| *top < to);
    RowTops(in_sight.map(|(row, at, _)| (row, at - top)).collect())
}

/// From where to where an element is in sight, and a little beyond.
fn sight(element: &Element) -> (f64, f64) {
    let around = [".panel", ".columns"].map(|around| {
        let around = element.closest(around).ok().flatten().map(|around| around.get_bounding_client_rect());
        around.map_or((f64::MIN, f64::MAX), |around| (around.top(), around.bottom()))
    });
    let [(panel_top, panel_bottom), (top, bottom)] = around;
    (panel_top.max(top) - BEYOND, panel_bottom.min(bottom) + BEYOND)
}

impl RowTops {
    /// Whether no row was measured.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the row at this index was in sight.
    pub fn has(&self, list: &NodeRef, at: usize) -> bool {
        row_at(list, at).is_some_and(|row| self.0.iter().any(|(known, _)| *known == row))
    }

    /// Rows that stand elsewhere now glide there from where they stood.
    pub fn glide(&self, list: &NodeRef) {
        if self.is_empty() {
            return;
        }
        let Some(list) = list.cast::<Element>() else { return };
        // Without what an earlier motion left: it would count in the measure, and run again.
        let left = format!("[{MOVER}], [{LANDS}], [{FADES}]");
        if let Ok(left) = list.query_selector_all(&left) {
            let rows = (0..left.length()).filter_map(|at| left.item(at)?.dyn_into::<Element>().ok());
            for (row, attribute) in rows.flat_map(|row| [MOVER, LANDS, FADES].map(|each| (row.clone(), each))) {
                // Removing an attribute does not throw.
                let _ = row.remove_attribute(attribute);
            }
        }
        if motion::is_unwanted() {
            return;
        }
        let top = list.get_bounding_client_rect().top();
        let by = |(row, before): &(HtmlElement, f64)| before + top - row.get_bounding_client_rect().top();
        // All are measured before the first is written to: else the browser would lay the page out for each.
        let moves: Vec<f64> = self.0.iter().map(by).collect();
        for ((row, _), by) in self.0.iter().zip(moves) {
            if by.abs() >= 1.0 && row.is_connected() {
                glide_from(row, by);
            }
        }
    }
}

/// The row glides to where it is from so many CSS pixels below.
fn glide_from(row: &HtmlElement, by: f64) {
    // Whole pixels, as in `set_length`.
    let by = by.round() as i32;
    let motion = format!(r#"{{"transform":["translateY({by}px)","none"],"easing":"ease-out"}}"#);
    if let Ok(motion) = JSON::parse(&motion) {
        row.unchecked_ref::<Animatable>().animate(&motion, GLIDE);
    }
}

// web-sys has this among its unstable ones.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Element)]
    type Animatable;

    #[wasm_bindgen(method)]
    fn animate(this: &Animatable, motion: &JsValue, milliseconds: f64) -> JsValue;
}

/// How long a row glides, in milliseconds.
const GLIDE: f64 = 140.0;

/// The row at this index was moved by whoever has this colour.
pub fn mark_mover(list: &NodeRef, at: usize, colour: &str) {
    if let Some(row) = row_at(list, at) {
        set(&row, MOVER, colour);
    }
}

/// The row at this index fades in.
pub fn fade_in(list: &NodeRef, at: usize) {
    if let Some(row) = row_at(list, at) {
        set(&row, FADES, "");
    }
}

/// The row at this index.
pub(super) fn row_at(list: &NodeRef, at: usize) -> Option<HtmlElement> {
    let rows = list.cast::<Element>()?.query_selector_all(ROW).ok()?;
    rows.item(u32::try_from(at).ok()?)?.dyn_into().ok()
}

pub(super) fn set(row: &HtmlElement, attribute: &str, value: &str) {
    // The names are valid, so this does not throw.
    let _ = row.set_attribute(attribute, value);
}

// Attributes and no classes: a rendering writes all classes of its element anew.

/// Who moved the row.
pub(super) const MOVER: &str = "data-mover";

/// The row shows when the card that flies to it has come.
pub(super) const LANDS: &str = "data-lands";

/// The row fades in.
const FADES: &str = "data-fades";
