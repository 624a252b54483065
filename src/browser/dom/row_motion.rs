//! Rows that glide to the places that they were given, and whose hand gave one its place. The motion itself is the sheet's, which leaves
//! it out where the person wants none.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

use crate::browser::dom::{overlay::set_length, rows::ROW};

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
        let left = format!("[{GLIDES}], [{MOVER}], [{LANDS}], [{FADES}]");
        if let Ok(left) = list.query_selector_all(&left) {
            let rows = (0..left.length()).filter_map(|at| left.item(at)?.dyn_into::<Element>().ok());
            for (row, attribute) in rows.flat_map(|row| [GLIDES, MOVER, LANDS, FADES].map(|each| (row.clone(), each))) {
                // Removing an attribute does not throw.
                let _ = row.remove_attribute(attribute);
            }
        }
        let top = list.get_bounding_client_rect().top();
        let by = |(row, before): &(HtmlElement, f64)| before + top - row.get_bounding_client_rect().top();
        // All are measured before the first is written to: else the browser would lay the page out for each.
        let moves: Vec<f64> = self.0.iter().map(by).collect();
        for ((row, _), by) in self.0.iter().zip(moves) {
            if by.abs() >= 1.0 && row.is_connected() {
                set_length(row, "--glide", by);
                set(row, GLIDES, "");
            }
        }
    }
}

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

/// The row glides. Attributes and no classes: a rendering writes all classes of its element anew.
const GLIDES: &str = "data-glides";

/// Who moved the row.
pub(super) const MOVER: &str = "data-mover";

/// The row shows when the card that flies to it has come.
pub(super) const LANDS: &str = "data-lands";

/// The row fades in.
const FADES: &str = "data-fades";
