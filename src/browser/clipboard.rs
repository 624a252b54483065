//! The clipboard: copying, and the content of a paste.

use gloo::utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DomParser, Element, Event, HtmlInputElement, Node, SupportedType};

use crate::browser::BrowserError;

/// Copies a text to the clipboard. Browsers refuse outside of a person's gesture, in most frames, and on insecure
/// pages: then the person must copy by hand.
pub async fn copy(text: &str) -> Result<(), BrowserError> {
    const DOING: &str = "copying";
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return Err(BrowserError { doing: DOING, why: "no clipboard".to_owned() });
    }
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .map(|_| ())
        .map_err(BrowserError::while_(DOING))
}

/// The text of a paste. Some programs offer only HTML: then it is the text that this HTML shows.
pub fn pasted(event: &Event) -> Option<String> {
    let text = plain(event)?;
    if !text.is_empty() {
        return Some(text);
    }
    let html = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text/html").ok()?;
    (!html.is_empty()).then(|| text_of(&html))
}

/// Whether the browser would insert something other than this text into a field. To browsers, all line breaks that
/// they know are equal.
pub fn brings_other(event: &Event, text: &str) -> bool {
    plain(event).is_none_or(|plain| plain.replace("\r\n", "\n") != text)
}

fn plain(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}

/// The text of a piece of HTML: lines where HTML begins new ones, tabs between cells, `[ ]` for a checkbox. The
/// document is parsed but never shown, so it runs no script and loads nothing.
pub fn text_of(html: &str) -> String {
    let parsed = DomParser::new().and_then(|parser| parser.parse_from_string(html, SupportedType::TextHtml));
    let mut text = String::new();
    if let Some(body) = parsed.ok().and_then(|parsed| parsed.body()) {
        write_text(&body, &mut text);
    }
    text.trim().to_owned()
}

fn write_text(body: &Node, text: &mut String) {
    let mut open = vec![(body.first_child(), false)];
    while let Some((next, ends_line)) = open.last_mut() {
        let Some(node) = next.take() else {
            if *ends_line {
                end_line(text);
            }
            open.pop();
            continue;
        };
        *next = node.next_sibling();
        if node.node_type() == Node::TEXT_NODE {
            write_words(&node.node_value().unwrap_or_default(), text);
        } else if let Some(element) = node.dyn_ref::<Element>() {
            let name = element.tag_name();
            match &*name {
                "SCRIPT" | "STYLE" | "TEMPLATE" | "TITLE" => continue,
                "BR" => text.push('\n'),
                "TD" | "TH" if element.previous_element_sibling().is_some() => text.push('\t'),
                "INPUT" => text.push_str(tick_box(element)),
                _ => {}
            }
            let ends_line = is_block(&name);
            if ends_line {
                end_line(text);
            }
            open.push((element.first_child(), ends_line));
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "ADDRESS"
            | "ARTICLE"
            | "BLOCKQUOTE"
            | "DD"
            | "DIV"
            | "DL"
            | "DT"
            | "FIGURE"
            | "FOOTER"
            | "H1"
            | "H2"
            | "H3"
            | "H4"
            | "H5"
            | "H6"
            | "HEADER"
            | "HR"
            | "LI"
            | "MAIN"
            | "OL"
            | "P"
            | "PRE"
            | "SECTION"
            | "TABLE"
            | "TR"
            | "UL"
    )
}

fn tick_box(element: &Element) -> &'static str {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) if input.type_() == "checkbox" => {
            if input.checked() {
                "[x] "
            } else {
                "[ ] "
            }
        }
        _ => "",
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// HTML shows any white space as one space, and none at the beginning of a line.
fn write_words(words: &str, text: &mut String) {
    for letter in words.chars() {
        if !letter.is_ascii_whitespace() {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with([' ', '\n', '\t']) {
            text.push(' ');
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn html_is_read_as_it_is_shown() {
        for (html, shown) in [
            ("<ul><li>One <b>of</b>\n two</li><li>Two</li></ul>", "One of two\nTwo"),
            ("<p>One<br>Two</p><p>Three</p>", "One\nTwo\nThree"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
            ("<div><input type=checkbox checked>done</div><div><input type=checkbox> open</div>", "[x] done\n[ ] open"),
            ("<style>p { color: red }</style><p>only this</p><script>no</script>", "only this"),
            ("", ""),
        ] {
            assert_eq!(text_of(html), shown, "{html}");
        }
        let deep = format!("{}x", "<div>".repeat(1_000));
        assert_eq!(text_of(&deep), "x");
    }
}
