//! Keys as WebDriver encodes them.

use serde_json::{Value, json};

/// Presses keys together, by name, and releases them: `"Tab"`, `"Alt+ArrowUp"`, `"+"`.
pub fn chord(keys: &str) -> Vec<Value> {
    let keys: Vec<&str> = if keys == "+" { vec!["+"] } else { keys.split('+').collect() };
    let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": value(key) }));
    let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": value(key) }));
    down.chain(up).collect()
}

/// Presses one key for each letter, with so many milliseconds between two.
pub fn letters(text: &str, between: u64) -> Vec<Value> {
    let mut actions = Vec::new();
    for letter in text.chars() {
        let value = if letter == '\n' { value("Enter") } else { letter.to_string() };
        actions.extend([json!({ "type": "keyDown", "value": value }), json!({ "type": "keyUp", "value": value })]);
        if between > 0 {
            actions.push(json!({ "type": "pause", "duration": between }));
        }
    }
    actions
}

/// WebDriver's character for a key.
fn value(key: &str) -> String {
    let letter = match key {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Ctrl" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Delete" => '\u{e017}',
        single => return single.to_owned(),
    };
    letter.to_string()
}
