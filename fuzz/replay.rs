//! Every input of a corpus through the decoder it is for: natively in the ordinary tests, and in a browser engine.

use rust_embed::RustEmbed;

/// Read from the folder natively, built in where there is no folder.
#[derive(RustEmbed)]
#[folder = "../../fuzz/corpus"]
struct Corpus;

/// Gives `decoder` everything in the folder of this name. A test that fails has said last what it failed on.
pub fn replay(target: &str, decoder: fn(&[u8])) {
    let mut inputs = 0;
    for name in Corpus::iter().filter(|name| name.strip_prefix(target).is_some_and(|rest| rest.starts_with('/'))) {
        say(&name);
        let Some(input) = Corpus::get(&name) else { continue };
        decoder(&input.data);
        inputs += 1;
    }
    assert!(inputs > 0, "fuzz/corpus/{target} is empty");
}

#[cfg(not(target_arch = "wasm32"))]
fn say(name: &str) {
    println!("fuzz/corpus/{name}");
}

#[cfg(target_arch = "wasm32")]
fn say(name: &str) {
    wasm_bindgen_test::console_log!("fuzz/corpus/{name}");
}
