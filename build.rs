//! The linker keeps the relocations of a module that is going to be split: `cargo xtask` splits it along them.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some()
        && std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm")
    {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
