//! Short names for what the module imports from its JavaScript glue.
//!
//! wasm-bindgen names each imported function after a class, a method and 16 digits of a hash. Nobody reads them, both files
//! hold all of them, and a hash does not compress: 9.5 KB of a first screen's download.

use std::{collections::BTreeMap, fs, path::Path};

use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::error::{AboutFile, Error, Result};

/// Gives each function that the module imports from its glue a short name, in both files.
pub(crate) fn shorten(module: &Path, glue: &Path) -> Result<()> {
    let wasm = fs::read(module).about(module)?;
    let (wasm, names) = shortened_module(&wasm)
        .map_err(|error| Error::Repository(format!("{} cannot be read: {error}.", module.display())))?;
    let text = fs::read_to_string(glue).about(glue)?;
    let text = shortened_glue(&text, &names).map_err(|name| {
        Error::Repository(format!("{} has no {name}, which {} imports.", glue.display(), module.display()))
    })?;
    fs::write(module, wasm).about(module)?;
    fs::write(glue, text).about(glue)
}

/// The module with short names, and the short name of each long one.
fn shortened_module(wasm: &[u8]) -> std::result::Result<(Vec<u8>, BTreeMap<String, String>), String> {
    let mut module = Module::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(|error| error.to_string())?;
        if let Payload::ImportSection(imports) = &payload {
            let mut section = ImportSection::new();
            for import in imports.clone().into_imports() {
                let import = import.map_err(|error| error.to_string())?;
                let number = names.len();
                let name = match import.module == GLUE {
                    true => names.entry(import.name.to_owned()).or_insert_with(|| format!("${number:x}")).as_str(),
                    false => import.name,
                };
                let kind = wasm_encoder::EntityType::try_from(import.ty).map_err(|error| error.to_string())?;
                section.import(import.module, name, kind);
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let at = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
            let data = at.and_then(|(start, end)| wasm.get(start..end)).ok_or("a section outside of the file")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok((module.finish(), names))
}

/// The glue with short names. The error is a name that it does not have.
fn shortened_glue(text: &str, names: &BTreeMap<String, String>) -> std::result::Result<String, String> {
    let mut short = String::with_capacity(text.len());
    let mut found = std::collections::BTreeSet::new();
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| is_of_name(letter) != is_of_name(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match names.get(word) {
            Some(name) => {
                found.insert(word);
                short.push_str(name);
            }
            None => short.push_str(word),
        }
        rest = after;
    }
    match names.keys().find(|name| !found.contains(name.as_str())) {
        Some(missing) => Err(missing.clone()),
        None => Ok(short),
    }
}

/// What wasm-bindgen calls the glue in the module, whatever the file's name.
const GLUE: &str = "./alongside_bg.js";

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, TypeSection};

    use super::*;

    /// A module with three imports, of which two are the glue's, and a function that calls the second.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import(GLUE, "__wbg_now_043d245551b22f9c", EntityType::Function(0));
        imports.import(GLUE, "__wbg_close_33e5787d793c032b", EntityType::Function(0));
        imports.import("./__wasm_split.js", "__wasm_split_load_engine", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 3);
        let mut body = Function::new([]);
        body.instructions().call(1).end();
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    fn imports_of(wasm: &[u8]) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::ImportSection(imports) = payload.unwrap() {
                for import in imports.into_imports() {
                    let import = import.unwrap();
                    all.push((import.module.to_owned(), import.name.to_owned()));
                }
            }
        }
        all
    }

    #[test]
    fn module_and_glue_agree_on_the_short_names_and_keep_everything_else() {
        let (short, names) = shortened_module(&module()).unwrap();
        let found = imports_of(&short);
        assert_eq!(found[0], (GLUE.to_owned(), "$0".to_owned()));
        assert_eq!(found[1], (GLUE.to_owned(), "$1".to_owned()));
        assert_eq!(found[2].1, "__wasm_split_load_engine", "another file's names stay");
        let before = module();
        let code = &before[before.len() - 8..];
        assert!(short.ends_with(code), "the code is the same, byte for byte");

        let glue =
            "{ __wbg_close_33e5787d793c032b: function() {}, __wbg_now_043d245551b22f9c: x__wbg_now_043d245551b22f9c }";
        let glue = shortened_glue(glue, &names).unwrap();
        assert_eq!(glue, "{ $1: function() {}, $0: x__wbg_now_043d245551b22f9c }", "whole names only");
    }

    #[test]
    fn a_glue_that_lacks_a_function_of_the_module_is_an_error() {
        let (_, names) = shortened_module(&module()).unwrap();
        let missing = shortened_glue("{ __wbg_now_043d245551b22f9c: 1 }", &names).unwrap_err();
        assert_eq!(missing, "__wbg_close_33e5787d793c032b");
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(shortened_module(b"not wasm").is_err());
    }
}
