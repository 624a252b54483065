//! Style sheets: constructed once a page, and adopted by every element's shadow root. They need no inline style and
//! no request, so a strict content security policy allows them.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, ShadowRoot};

use crate::browser::BrowserError;

thread_local! {
    static ADOPTED: RefCell<Adopted> = const { RefCell::new(Adopted { sheets: None, later: Vec::new(), roots: Vec::new() }) };
}

/// The page's sheets, and the roots that have them.
struct Adopted {
    sheets: Option<Array>,
    /// Those that came after the others, and stay when those are replaced.
    later: Vec<CssStyleSheet>,
    roots: Vec<ShadowRoot>,
}

/// Lets the root adopt the page's sheets, which are made of these texts where there are none yet.
pub fn adopt(root: &ShadowRoot, texts: &[&str]) -> Result<(), BrowserError> {
    ADOPTED.with_borrow_mut(|adopted| {
        if !adopted.roots.contains(root) {
            adopted.roots.push(root.clone());
        }
        give(root, adopted.sheets.get_or_insert_with(|| made(texts)))
    })
}

/// Takes the page's sheets from no root, but forgets that this one has them.
pub fn forget(root: &ShadowRoot) {
    ADOPTED.with_borrow_mut(|adopted| adopted.roots.retain(|other| other != root));
}

/// Makes other sheets the page's, for every root that has adopted them and for those to come.
pub fn replace(texts: &[&str]) {
    ADOPTED.with_borrow_mut(|adopted| {
        let sheets = adopted.sheets.insert(made(texts));
        for later in &adopted.later {
            sheets.push(later);
        }
        for root in &adopted.roots {
            // Without its sheets the widget is plain, not broken.
            let _ = give(root, sheets);
        }
    });
}

/// Adds a sheet to the page's, for every root that has adopted them and for those to come.
pub fn add(text: &str) {
    ADOPTED.with_borrow_mut(|adopted| {
        let Ok(sheet) = sheet(text) else { return };
        if let Some(sheets) = &adopted.sheets {
            sheets.push(&sheet);
            for root in &adopted.roots {
                // Without its sheets the widget is plain, not broken.
                let _ = give(root, sheets);
            }
        }
        adopted.later.push(sheet);
    });
}

/// The texts of the page's sheets.
pub fn texts() -> Vec<String> {
    ADOPTED.with_borrow(|adopted| {
        let sheets = adopted.sheets.iter().flat_map(Array::iter).filter_map(|sheet| sheet.dyn_into().ok());
        sheets.map(|sheet: CssStyleSheet| text(&sheet).unwrap_or_default()).collect()
    })
}

fn text(sheet: &CssStyleSheet) -> Result<String, JsValue> {
    let rules = Reflect::get(sheet, &"cssRules".into())?;
    let text = |rule: JsValue| Reflect::get(&rule, &"cssText".into()).ok().and_then(|text| text.as_string());
    Ok(Array::from(&rules).iter().filter_map(text).collect())
}

fn give(root: &ShadowRoot, sheets: &Array) -> Result<(), BrowserError> {
    // Assigned, not pushed to: some browsers froze the array that is there.
    Reflect::set(root, &JsValue::from_str("adoptedStyleSheets"), sheets)
        .map(|_| ())
        .map_err(BrowserError::while_("adopting sheets"))
}

fn made(texts: &[&str]) -> Array {
    texts.iter().filter_map(|text| sheet(text).ok()).collect()
}

fn sheet(text: &str) -> Result<CssStyleSheet, BrowserError> {
    let sheet = CssStyleSheet::new().map_err(BrowserError::while_("making a sheet"))?;
    sheet.replace_sync(text).map_err(BrowserError::while_("filling a sheet"))?;
    Ok(sheet)
}
