//! Rows that glide to the places that they were given, and whose hand gave one its place. The motion itself is the sheet's, which leaves
//! it out where the person wants none.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

use crate::browser::dom::{overlay::set_length, rows::ROW};

/// Of more rows than these, none glides: to measure them takes longer than a frame.
const MOST: usize = 500;

/// Where the rows of a list stood before a rendering, in CSS pixels from the list's top.
#[derive(Default)]
pub struct RowTops(Vec<(HtmlElement, f64)>);

/// Where the rows of this list stand, also while they glide.
pub fn row_tops(list: &NodeRef) -> RowTops {
    let rows = rows(list).filter(|rows| rows.len() <= MOST).unwrap_or_default();
    let top = list_top(list);
    let measured = |row: HtmlElement| {
        let at = row.get_bounding_client_rect().top() - top;
        (row, at)
    };
    RowTops(rows.into_iter().map(measured).collect())
}

impl RowTops {
    /// Whether no row was measured.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Rows that stand elsewhere now glide there from where they stood.
    pub fn glide(&self, list: &NodeRef) {
        if self.is_empty() {
            return;
        }
        // Without what an earlier motion left: it would count in the measure, and run again.
        for (row, _) in &self.0 {
            for attribute in [GLIDES, MOVER] {
                // Removing an attribute does not throw.
                let _ = row.remove_attribute(attribute);
            }
        }
        let top = list_top(list);
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

fn list_top(list: &NodeRef) -> f64 {
    list.cast::<Element>().map_or(0.0, |list| list.get_bounding_client_rect().top())
}

/// The row at this index was moved by whoever has this colour.
pub fn mark_mover(list: &NodeRef, at: usize, colour: &str) {
    if let Some(row) = rows(list).and_then(|rows| rows.into_iter().nth(at)) {
        set(&row, MOVER, colour);
    }
}

fn rows(list: &NodeRef) -> Option<Vec<HtmlElement>> {
    let rows = list.cast::<Element>()?.query_selector_all(ROW).ok()?;
    Some((0..rows.length()).filter_map(|at| rows.item(at)?.dyn_into().ok()).collect())
}

fn set(row: &HtmlElement, attribute: &str, value: &str) {
    // The names are valid, so this does not throw.
    let _ = row.set_attribute(attribute, value);
}

/// The row glides. Attributes and no classes: a rendering writes all classes of its element anew.
const GLIDES: &str = "data-glides";

/// Who moved the row.
const MOVER: &str = "data-mover";
