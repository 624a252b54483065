//! The widget's module in parts: what the first screen needs, and what is loaded after it.
//!
//! Trunk knows one module only. So the compiler's output is split along its relocations once more after Trunk, bound again,
//! and put into one folder in place of what Trunk made of it. The files of that folder name each other: they keep their
//! names, and the folder is named after what is in it (`dist.rs`).

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{AboutFile, Error, Result},
    imports, place, process, splitter,
};

/// The folder in `dist` until it gets a name that follows from its content.
pub(crate) const FOLDER: &str = "alongside";

/// A part of the module that the page's script element names, for those who wait for it.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    /// The rooms of a device: a person who comes by a link waits for it.
    Engine,
    /// The screen of a room.
    Screen,
}

impl Part {
    const ALL: [Self; 2] = [Self::Engine, Self::Screen];

    /// As `src/lazy.rs` calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Engine => "engine",
            Self::Screen => "screen",
        }
    }

    /// The attribute that names its files.
    fn attribute(self) -> String {
        format!("data-{}", self.name())
    }
}

/// Splits the module and puts its parts in the place of Trunk's files.
pub(crate) fn split(dist: &Path) -> Result<()> {
    eprintln!("==> Split the module");
    let whole = place::target().join("wasm32-unknown-unknown/release/alongside.wasm");
    let scratch = place::target().join("xtask").join("split");
    if scratch.is_dir() {
        fs::remove_dir_all(&scratch).about(&scratch)?;
    }
    splitter::run(&whole, &scratch)?;

    let parts = dist.join(FOLDER);
    // Without the flag the main module would not export the memory and the table that the others import.
    let mut bind = process::program("wasm-bindgen");
    bind.arg(scratch.join("alongside.wasm")).args(["--target", "web", "--no-typescript", "--keep-lld-exports"]);
    bind.args(["--out-name", "alongside", "--out-dir"]).arg(&parts);
    process::run(&mut bind)?;
    imports::shorten(&parts.join("alongside_bg.wasm"), &parts.join("alongside.js"))?;
    for file in place::files(&scratch)? {
        let name = file.file_name().unwrap_or_default();
        if name != "alongside.wasm" {
            fs::copy(&file, parts.join(name)).about(&file)?;
        }
    }

    let loader = parts.join(LOADER);
    let loader = fs::read_to_string(&loader).about(&loader)?;
    put_in_place(
        dist,
        &Part::ALL.map(|part| Ok((part, loaded_by(part.name(), &loader)?))).into_iter().collect::<Result<Vec<_>>>()?,
    )
}

/// Removes Trunk's glue and module, and lets the page name the parts.
fn put_in_place(dist: &Path, parts: &[(Part, Vec<String>)]) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).about(&page)?;
    let module = trunks(&html, "data-wasm=\"./").ok_or_else(|| no_name("data-wasm"))?;
    let glue = trunks(&html, "data-js=\"./").ok_or_else(|| no_name("data-js"))?;
    let attributes = parts.iter().map(|(part, files)| {
        let files: Vec<String> = files.iter().map(|file| format!("./{FOLDER}/{file}")).collect();
        format!(" {}=\"{}\"", part.attribute(), files.join(" "))
    });
    let html = html
        .replace("<script type=\"module\"", &format!("<script type=\"module\"{}", attributes.collect::<String>()))
        .replace("</head>", &format!("<link rel=\"modulepreload\" href=\"./{FOLDER}/{LOADER}\"></head>"))
        .replace(&module, &format!("{FOLDER}/alongside_bg.wasm"))
        .replace(&glue, &format!("{FOLDER}/alongside.js"));
    fs::write(&page, html).about(&page)?;
    for file in [module, glue].map(|name| dist.join(name)) {
        fs::remove_file(&file).about(&file)?;
    }
    Ok(())
}

/// The file that an attribute of the page names.
fn trunks(html: &str, attribute: &str) -> Option<String> {
    Some(html.split_once(attribute)?.1.split_once('"')?.0.to_owned())
}

fn no_name(attribute: &str) -> Error {
    Error::Repository(format!("the page that Trunk wrote has no {attribute}: see Trunk.toml, pattern_script."))
}

/// The files that are fetched when this part is wanted, as the splitter's loader has them: the part's own, and the chunks
/// that it shares with another part.
fn loaded_by(part: &str, loader: &str) -> Result<Vec<String>> {
    let statement = |name: &str| loader.split("const __").find(|statement| statement.starts_with(name));
    let file = |statement: &str| Some(statement.split_once("new URL(\"./")?.1.split_once('"')?.0.to_owned());
    let files = || {
        let entrance = statement(&format!("split_{part} "))?;
        let chunks = entrance.rsplit_once(", [")?.1.split_once(']')?.0;
        let chunks = chunks.split(',').map(str::trim).filter(|chunk| chunk.starts_with("__chunk"));
        let mut files = vec![file(entrance)?];
        for chunk in chunks {
            files.push(file(statement(&format!("{} ", chunk.trim_start_matches("__")))?)?);
        }
        Some(files)
    };
    files().ok_or_else(|| Error::Repository(format!("{LOADER} does not say what the part “{part}” is loaded by.")))
}

/// The files of a finished `dist` that this part is loaded by.
pub(crate) fn files(dist: &Path, part: Part) -> Result<Vec<PathBuf>> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).about(&page)?;
    let attribute = part.attribute();
    let files = trunks(&html, &format!("{attribute}=\"")).ok_or_else(|| no_name(&attribute))?;
    Ok(files.split_whitespace().map(|file| dist.join(file.trim_start_matches("./"))).collect())
}

/// What loads the parts.
const LOADER: &str = "__wasm_split.js";

#[cfg(test)]
mod tests {
    use super::*;

    const SPLIT: &str = r#"import { initSync } from "./alongside.js";
const __chunk_3 = makeLoad(() => { const src = fetch(new URL("./chunk_3.wasm", import.meta.url)); return async (imports) => src; }, []);
const __split_screen = makeLoad(() => { const src = fetch(new URL("./split_screen.wasm", import.meta.url)); return src; }, [__chunk_3, () => __split_engine()]);
export const __wasm_split_load_screen = wrapAsyncCb(__split_screen);
const __split_engine = makeLoad(() => { const src = fetch(new URL("./split_engine.wasm", import.meta.url)); return src; }, [__chunk_3]);
export const __wasm_split_load_engine = wrapAsyncCb(__split_engine);
"#;

    #[test]
    fn the_loader_says_which_files_a_part_is_loaded_by() {
        assert_eq!(loaded_by("engine", SPLIT).unwrap(), ["split_engine.wasm", "chunk_3.wasm"]);
        assert_eq!(loaded_by("screen", &SPLIT.replace("[__chunk_3, ", "[")).unwrap(), ["split_screen.wasm"]);
        assert!(loaded_by("nothing", SPLIT).is_err());
    }

    #[test]
    fn the_page_names_the_parts_in_place_of_what_trunk_made() {
        let dist = std::env::temp_dir().join(format!("alongside-split-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let page = "<head></head><script type=\"module\" src=\"./boot.js\" data-js=\"./alongside-5eed.js\" data-wasm=\"./alongside-5eed_bg.wasm\"></script>";
        for (file, text) in [("index.html", page), ("alongside-5eed.js", ""), ("alongside-5eed_bg.wasm", "")] {
            fs::write(dist.join(file), text).unwrap();
        }
        let parts =
            Part::ALL.map(|part| (part, vec![format!("split_{}.wasm", part.name()), "chunk_3.wasm".to_owned()]));
        put_in_place(&dist, &parts).unwrap();
        let html = fs::read_to_string(dist.join("index.html")).unwrap();
        assert!(
            html.contains("data-js=\"./alongside/alongside.js\" data-wasm=\"./alongside/alongside_bg.wasm\""),
            "{html}"
        );
        assert!(html.contains("href=\"./alongside/__wasm_split.js\"></head>"), "{html}");
        for part in Part::ALL {
            let own = format!("alongside/split_{}.wasm", part.name());
            assert_eq!(files(&dist, part).unwrap(), [dist.join(own), dist.join("alongside/chunk_3.wasm")]);
        }
        assert_eq!(place::files(&dist).unwrap().len(), 1);
        fs::remove_dir_all(dist).unwrap();
    }
}
