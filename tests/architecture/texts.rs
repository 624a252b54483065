//! Which texts may be shown before the screen of a room has come: its own are loaded with it.

use std::collections::BTreeSet;

use crate::{crates::sources, files_under, text};

/// What is drawn before that: the first module, and what the engine draws.
const EARLY: &[&str] = &[
    "src/app",
    "src/calendar.rs",
    "src/devices/name.rs",
    "src/element.rs",
    "src/entrance.rs",
    "src/format.rs",
    "src/lazy.rs",
    "src/parts/badge.rs",
    "src/parts/button.rs",
    "src/parts/copy.rs",
    "src/parts/form.rs",
    "src/parts/languages.rs",
    "src/parts/outline.rs",
    "src/rooms",
    "src/sync/sign_in.rs",
    "src/sync/trouble.rs",
];

#[test]
fn what_is_drawn_before_a_room_uses_no_text_that_comes_with_the_screen_of_a_room() {
    let late = late_keys();
    assert!(late.contains("Discussed") && !late.contains("StartRoom"), "{late:?}");
    let mut strays = BTreeSet::new();
    for (file, _, _) in sources(&["src"]) {
        if EARLY.iter().any(|early| file.starts_with(early)) {
            let text = text(&file);
            let keys = text.split("Key::").skip(1).map(name);
            strays.extend(keys.filter(|key| late.contains(*key)).map(|key| format!("{key} in {file}")));
        }
    }
    assert!(strays.is_empty(), "texts to be moved to strings/en/everywhere.ftl or rooms.ftl: {strays:#?}");
}

#[test]
fn every_component_that_says_something_is_drawn_again_in_another_language() {
    let mut strays = BTreeSet::new();
    for (file, _, _) in sources(&["src"]) {
        let text = text(&file);
        for component in text.split("#[component]\n").skip(1) {
            let component = component.split("\n}\n").next().unwrap_or_default();
            if component.contains("Key::") && !component.contains("use_language();") {
                strays.insert(format!("{} in {file}", component.lines().next().unwrap_or_default()));
            }
        }
    }
    assert!(strays.is_empty(), "they do not begin with use_language(): {strays:#?}");
}

#[test]
fn what_the_page_says_is_in_the_page_and_in_what_loads_the_modules_word_for_word() {
    let said = text("index.html") + &text("boot.js");
    let texts: Vec<String> = text("src/strings/en/page.ftl")
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(_, text)| text.to_owned()))
        .collect();
    assert_eq!(texts.len(), 3, "boot.js takes three: {texts:?}");
    for text in texts {
        assert!(said.contains(&text), "neither index.html nor boot.js says “{text}”");
    }
}

/// The keys of all files that come with the screen of a room.
fn late_keys() -> BTreeSet<String> {
    let files = files_under("src/strings/en".as_ref(), "ftl").filter(|file| {
        let name = file.rsplit('/').next().unwrap_or_default();
        !["everywhere.ftl", "rooms.ftl", "page.ftl"].contains(&name)
    });
    let declared = |line: &str| line.split_once(" = ").map(|(id, _)| key(id));
    files.flat_map(|file| text(&file).lines().filter_map(declared).collect::<Vec<_>>()).collect()
}

/// What `add-to-agenda` is called in Rust.
fn key(id: &str) -> String {
    id.split('-').map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

/// The identifier that this begins with.
fn name(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}
