//! Before the widget is compiled: the texts become keys and packed tables, the sheets lose what only people read. The linker keeps the
//! relocations of a module that is going to be split: `cargo xtask` splits it along them.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process,
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    if let Err(faults) = write_texts(Path::new("src/strings"), &out.join("texts")) {
        // Cargo would show the error in quotes.
        eprint!("{faults}");
        process::exit(1);
    }
    shrink_sheets(Path::new("src"), &out)?;
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() && env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    Ok(())
}

/// Writes the keys and the texts of the source language.
fn write_texts(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let compiled = alongside_texts::compile(from)?;
    fs::create_dir_all(to)?;
    fs::write(to.join("keys.rs"), compiled.keys)?;
    if let Some(source) = compiled.languages.first() {
        fs::write(to.join("early.txt"), &source.early)?;
        fs::write(to.join("late.txt"), &source.late)?;
        fs::write(to.join("pressed.txt"), &source.pressed)?;
    }
    Ok(())
}

/// Writes each sheet below `from` to the same place below `to`, without comments and line breaks.
fn shrink_sheets(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(from)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        if path.is_dir() {
            shrink_sheets(&path, &to.join(name))?;
        } else if path.extension().is_some_and(|ending| ending == "css") {
            fs::create_dir_all(to)?;
            fs::write(to.join(name), shrunk(&fs::read_to_string(&path)?))?;
        }
    }
    Ok(())
}

/// A sheet without comments, and without white space around what parts its rules; what is in quotes stays.
fn shrunk(sheet: &str) -> String {
    let (mut shrunk, mut letters, mut quote) = (String::new(), sheet.chars().peekable(), None);
    while let Some(letter) = letters.next() {
        if quote.is_some() || matches!(letter, '"' | '\'') {
            quote = if quote == Some(letter) { None } else { quote.or(Some(letter)) };
            shrunk.push(letter);
        } else if letter == '/' && letters.peek() == Some(&'*') {
            let mut before = ' ';
            letters.find(|letter| {
                let ends = before == '*' && *letter == '/';
                before = *letter;
                ends
            });
        } else if letter.is_whitespace() {
            let parts = |letter: &char| matches!(letter, '{' | '}' | ';' | ',');
            if !shrunk.ends_with(|letter: char| letter == ' ' || parts(&letter)) && !letters.peek().is_some_and(parts) {
                shrunk.push(' ');
            }
        } else {
            shrunk.push(letter);
        }
    }
    shrunk
}
