//! The widget's build (`dist/`, written by Trunk) is embedded; before the first build, an empty folder takes its
//! place.

use std::{fs, path::Path};

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    if let Err(error) = fs::create_dir_all(&dist) {
        println!("cargo::warning=cannot create {}: {error}", dist.display());
    }
    println!("cargo::rerun-if-changed=../../dist");
    println!("cargo::rerun-if-changed=build.rs");
}
