//! Compiles the widget's texts when it is built.
//!
//! A language is a folder of Fluent files (projectfluent.org), one for each concept: `en/agenda.ftl`. English is the source language: its
//! messages are the keys, and every other language has exactly those. Of Fluent this takes what the texts need (messages, places, quoted
//! letters, and one choice by the number `$n` around a whole text) and refuses the rest. Whatever is wrong is said with its file and line,
//! and nothing is compiled then. Choosing a plural form is left to the browser: here are only the categories that a language must have.

mod fault;
mod file;
mod language;
mod plurals;
mod pseudo;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use fault::{Fault, Faults};
use language::Language;
pub use language::{EARLY, PAGE, PRESSED, Packed};
pub use pseudo::{PSEUDO, pseudo};

/// The source language.
pub const SOURCE: &str = "en";

/// What the texts are compiled to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    /// The keys in Rust: constants of a type `Key(u16)`, the number of early ones, and a list of the languages.
    pub keys: String,
    /// The source language, then the others in the order of their tags.
    pub languages: Vec<Packed>,
}

/// Compiles the languages, which are the folders in `texts`.
///
/// # Errors
/// Everything that is wrong with the files, each with its place.
pub fn compile(texts: &Path) -> Result<Compiled, Faults> {
    let mut faults = Vec::new();
    let source = Language::read(&texts.join(SOURCE), &mut faults);
    let mut languages = vec![source.packed(&source)];
    let mut names = vec![source.name()];
    for folder in file::folders(texts, &mut faults) {
        if !folder.ends_with(SOURCE) {
            let language = Language::read(&folder, &mut faults);
            language.compare(&source, &mut faults);
            names.push(language.name());
            languages.push(language.packed(&source));
        }
    }
    if faults.is_empty() {
        Ok(Compiled { keys: source.keys() + &list(&names), languages })
    } else {
        Err(Faults(faults))
    }
}

/// The languages in Rust: their tags, and their names for themselves.
fn list(names: &[(String, String)]) -> String {
    format!(
        "\n/// The tags of the languages, and their names for themselves.\npub const LANGUAGES: &[(&str, &str)] = &{names:?};\n"
    )
}
