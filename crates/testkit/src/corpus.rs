//! Replays a fuzzing corpus through its decoder, natively in the ordinary tests and in a browser engine. A corpus is
//! one tar archive, `fuzz/corpus/<target>.tar`, which `cargo xtask corpus` packs and unpacks.

use std::io::Read;

/// Gives each input of `archive` to `decoder`, after printing its name: the last name printed is the input that
/// failed.
pub fn replay(archive: &[u8], decoder: fn(&[u8])) {
    let mut archive = tar::Archive::new(archive);
    let mut inputs = 0;
    for entry in archive.entries().expect("a tar archive") {
        let mut entry = entry.expect("an entry of a tar archive");
        say(&entry.path().expect("a name").to_string_lossy());
        let mut input = Vec::new();
        entry.read_to_end(&mut input).expect("an entry as long as it says");
        decoder(&input);
        inputs += 1;
    }
    assert!(inputs > 0, "the corpus is empty");
}

#[cfg(not(target_arch = "wasm32"))]
fn say(name: &str) {
    println!("{name}");
}

#[cfg(target_arch = "wasm32")]
fn say(name: &str) {
    wasm_bindgen_test::console_log!("{name}");
}
