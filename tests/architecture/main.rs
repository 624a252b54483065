//! The dependencies that ARCHITECTURE.md allows, compared with what cargo and the files say.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing, its helpers too")]

mod circles;
mod crates;
mod folders;
mod house_rules;
mod protocol;
mod texts;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

#[test]
fn arrows_point_down_only() {
    let graph = Graph::read();
    let ours = |package: &str| {
        let mut direct = graph.direct(package);
        direct.retain(|name| name.starts_with("alongside") || name == "xtask");
        direct.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(ours(WIRE), [] as [&str; 0]);
    assert_eq!(ours(ROOM), [] as [&str; 0]);
    assert_eq!(ours(PEER), [ROOM, WIRE]);
    assert_eq!(ours(RELAY), [WIRE]);
    assert_eq!(ours(WIDGET), [PEER, ROOM, WIRE]);
    assert_eq!(ours(TEXTS), [] as [&str; 0]);
    assert_eq!(ours("xtask"), [TEXTS]);
    // The testkit may use everything, and only tests use it.
    for package in [WIRE, ROOM, PEER, RELAY, WIDGET, TEXTS, "xtask"] {
        assert!(!graph.direct(package).contains(TESTKIT), "{package} is shipped with the harness");
    }
}

#[test]
fn the_relay_links_nothing_that_could_read_a_room() {
    let linked = Graph::read().linked(RELAY);
    for reader in ["yrs", "chacha20poly1305", "aead", "aes-gcm", "hkdf", ROOM, PEER] {
        assert!(!linked.contains(reader), "the relay links {reader}");
    }
}

#[test]
fn room_peer_and_wire_know_neither_browser_nor_sockets_nor_chance() {
    let graph = Graph::read();
    for package in [ROOM, PEER, WIRE] {
        let direct = graph.direct(package);
        for shell in ["getrandom", "gloo", "js-sys", "tokio", "wasm-bindgen", "web-sys", "yew"] {
            assert!(!direct.contains(shell), "{package} depends on {shell}");
        }
    }
}

#[test]
fn only_the_room_speaks_to_the_document() {
    let graph = Graph::read();
    for package in [WIDGET, PEER, WIRE, RELAY] {
        assert!(!graph.direct(package).contains("yrs"), "{package} depends on yrs");
    }
}

#[test]
fn there_is_one_yrs_and_it_survives_a_flipped_bit() {
    let lock = text("Cargo.lock");
    let versions: Vec<Vec<u64>> = lock
        .split("[[package]]")
        .filter(|package| package.contains("\nname = \"yrs\"\n"))
        .filter_map(|package| package.split_once("version = \"")?.1.split_once('"'))
        .map(|(version, _)| version.split('.').map(|part| part.parse().unwrap()).collect())
        .collect();
    assert_eq!(versions.len(), 1, "{versions:?}");
    assert!(versions[0] >= vec![0, 28, 1], "{versions:?}");
}

#[test]
fn only_src_browser_touches_the_browser() {
    let mut strays = Vec::new();
    for (file, text) in widget_sources() {
        for name in names_after("web_sys::", &text) {
            if !name.ends_with("Event") && !HANDLERS_MAY_NAME.contains(&name.as_str()) {
                strays.push(format!("{file}: web_sys::{name}"));
            }
        }
        for word in ["js_sys", "JsValue"] {
            if text.contains(word) {
                strays.push(format!("{file}: {word}"));
            }
        }
    }
    assert!(strays.is_empty(), "only src/browser/ may name these:\n{}", strays.join("\n"));
}

#[test]
fn the_page_holds_no_inline_code_and_leaves_wasm_opt_to_xtask() {
    let page = text("index.html");
    for tag in page.split('<') {
        let inline_script = tag.starts_with("script") && !tag.contains("src=");
        assert!(!inline_script && !tag.starts_with("style") && !tag.contains(" style="), "inline: <{tag}");
    }
    // Trunk would fetch its own wasm-opt from GitHub, and fail where that cannot be reached.
    assert!(page.contains("data-wasm-opt=\"0\""), "index.html lets Trunk run wasm-opt");
}

#[test]
fn the_readme_and_the_ci_name_the_same_commands() {
    let readme = text("README.md");
    assert!(readme.contains("cargo xtask run"));
    assert!(readme.contains("cargo xtask test"));
    assert!(text(".ci/run").trim_end().ends_with("cargo xtask test"));
}

/// The dependency graph, for the browser and for this machine.
struct Graph {
    /// Package id to name.
    names: BTreeMap<String, String>,
    /// Package id to the ids of its normal dependencies.
    arrows: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn read() -> Self {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let rustc = Command::new("rustc").arg("-vV").output().unwrap();
        let rustc = String::from_utf8(rustc.stdout).unwrap();
        let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
        let metadata = Command::new(cargo)
            .args(["metadata", "--format-version", "1"])
            .args(["--filter-platform", host, "--filter-platform", "wasm32-unknown-unknown"])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
        let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();

        let string = |value: &Value| value.as_str().unwrap().to_owned();
        let packages = metadata["packages"].as_array().unwrap();
        let names = packages.iter().map(|package| (string(&package["id"]), string(&package["name"]))).collect();
        let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
        let arrows = nodes
            .iter()
            .map(|node| {
                let normal = |dependency: &&Value| {
                    dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null())
                };
                let to = node["deps"].as_array().unwrap().iter().filter(normal);
                (string(&node["id"]), to.map(|dependency| string(&dependency["pkg"])).collect())
            })
            .collect();
        Self { names, arrows }
    }

    /// The direct dependencies of a package of ours, without those of tests and build scripts.
    fn direct(&self, package: &str) -> BTreeSet<String> {
        self.arrows[self.id(package)].iter().map(|id| self.names[id].clone()).collect()
    }

    /// Everything that is linked into a package of ours.
    fn linked(&self, package: &str) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut pending = vec![self.id(package)];
        while let Some(id) = pending.pop() {
            if seen.insert(id) {
                pending.extend(self.arrows[id].iter().map(String::as_str));
            }
        }
        seen.into_iter().map(|id| self.names[id].clone()).collect()
    }

    fn id(&self, package: &str) -> &str {
        self.names.iter().find(|(_, name)| *name == package).map(|(id, _)| id).unwrap()
    }
}

fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(2).unwrap_or(xtask)
}

fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The widget's sources that may not use the browser, by their path from the root.
fn widget_sources() -> Vec<(String, String)> {
    let outside = |name: &String| !MEETS_THE_BROWSER.iter().any(|place| name.starts_with(place));
    files_under("src".as_ref(), "rs").filter(outside).map(|name| (name.clone(), text(&name))).collect()
}

/// Every file with this extension in a folder of the repository, by its path from the root, in order; no build
/// output.
fn files_under(folder: &Path, extension: &str) -> impl Iterator<Item = String> {
    let mut files = Vec::new();
    let mut pending: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                pending.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(slashed(&path));
        }
    }
    assert!(!files.is_empty(), "there is nothing in {}", folder.display());
    files.sort();
    files.into_iter()
}

fn slashed(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// `prefix::One` gives "One"; `prefix::{One, Two as Three}` gives "One" and "Two".
fn names_after(prefix: &str, text: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    text.split(prefix)
        .skip(1)
        .flat_map(|after| match after.strip_prefix('{') {
            Some(list) => {
                let list = list.split('}').next().unwrap_or_default();
                list.split(',').map(|part| name(part.trim())).filter(|name: &String| !name.is_empty()).collect()
            }
            None => vec![name(after)],
        })
        .collect()
}

#[test]
fn names_are_found_alone_and_in_lists() {
    let text = "use web_sys::{KeyboardEvent, Window as W,\n};\nfn f(e: web_sys::Event) {}";
    assert_eq!(names_after("web_sys::", text), ["KeyboardEvent", "Window", "Event"]);
}

const WIDGET: &str = "alongside";
const PEER: &str = "alongside-peer";
const ROOM: &str = "alongside-room";
const WIRE: &str = "alongside-wire";
const RELAY: &str = "alongside-relay";
const TEXTS: &str = "alongside-texts";
const TESTKIT: &str = "alongside-testkit";
/// An event in a handler, and the element that it came from; everything else of the browser is for src/browser/ only.
const HANDLERS_MAY_NAME: &[&str] =
    &["Element", "EventTarget", "HtmlElement", "HtmlInputElement", "HtmlSelectElement", "HtmlTextAreaElement"];
/// The folder that uses the browser, and the custom element that mounts everything.
const MEETS_THE_BROWSER: &[&str] = &["src/browser/", "src/browser.rs", "src/element.rs"];
