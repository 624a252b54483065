//! The second client, in `tests/interop`: another program, in another language, with other libraries.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;

use super::relay_process::root;

/// The client, ready to run.
pub struct SecondClient {
    node: PathBuf,
    /// Its files, copied beside its packages: node looks for packages beside a file and above it, nowhere else.
    files: TempDir,
}

/// What it has printed.
#[derive(Debug)]
pub struct Printed {
    /// Whether it began with a snapshot from the relay.
    pub snapshot: bool,
    /// Each title, and whether it was discussed.
    pub agenda: Vec<(String, bool)>,
    /// Each task that is handed over, and the state that it is in.
    pub handoffs: Vec<(String, String)>,
}

impl SecondClient {
    /// Copies it beside its packages.
    pub fn ready() -> Self {
        let node = env::var_os("ALONGSIDE_NODE").map_or_else(|| PathBuf::from("node"), PathBuf::from);
        let files = tempfile::tempdir_in(packages()).expect("a folder beside the packages");
        for file in fs::read_dir(root().join("tests/interop")).expect("the client").flatten() {
            fs::copy(file.path(), files.path().join(file.file_name())).expect("a copy of the client's file");
        }
        Self { node, files }
    }

    /// Reads the agenda of the room behind a link.
    #[track_caller]
    pub fn reads(&self, link: &str) -> Printed {
        self.prints(&[link, "agenda"])
    }

    /// Adds an item as an existing member on another device; waits until it is durable.
    #[track_caller]
    pub fn adds(&self, link: &str, title: &str, member: &str) -> Printed {
        self.prints(&[link, "add", title, "as", member])
    }

    /// Moves an item behind all others, as an existing member; waits until that is durable.
    #[track_caller]
    pub fn moves_last(&self, link: &str, title: &str, member: &str) -> Printed {
        self.prints(&[link, "last", title, "as", member])
    }

    /// Reads what was agreed to in the room behind a link.
    #[track_caller]
    pub fn agreement(&self, link: &str) -> Value {
        let printed = self.run("client.mjs", &[link, "agreement"]).unwrap_or_else(|error| panic!("{error}"));
        let printed: Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error} in {printed}"));
        printed["agreement"].clone()
    }

    /// The error that it reports where it must fail.
    #[track_caller]
    pub fn fails(&self, arguments: &[&str]) -> String {
        self.run("client.mjs", arguments).expect_err("it fails")
    }

    /// Checks itself against the protocol's vectors.
    #[track_caller]
    pub fn checks(&self, vectors: &Path) -> String {
        self.run("vectors.mjs", &[&vectors.display().to_string()]).unwrap_or_else(|error| panic!("{error}"))
    }

    #[track_caller]
    fn prints(&self, arguments: &[&str]) -> Printed {
        let printed = self.run("client.mjs", arguments).unwrap_or_else(|error| panic!("the second client: {error}"));
        let printed: Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error} in {printed}"));
        let item = |item: &Value| Some((item["title"].as_str()?.to_owned(), item["discussed"].as_bool()?));
        let agenda = printed["agenda"].as_array().and_then(|items| items.iter().map(item).collect());
        let handed = |one: &Value| Some((one["title"].as_str()?.to_owned(), one["state"].as_str()?.to_owned()));
        let handoffs = printed["handoffs"].as_array().and_then(|all| all.iter().map(handed).collect());
        let snapshot = printed["snapshot"].as_bool();
        Printed {
            snapshot: snapshot.unwrap_or_else(|| panic!("no snapshot, true or false, in {printed}")),
            agenda: agenda.unwrap_or_else(|| panic!("no agenda in {printed}")),
            handoffs: handoffs.unwrap_or_else(|| panic!("no hand-offs in {printed}")),
        }
    }

    /// What it prints, or else its error.
    fn run(&self, file: &str, arguments: &[&str]) -> Result<String, String> {
        let ran = Command::new(&self.node).arg(self.files.path().join(file)).args(arguments).output();
        let ran = ran.unwrap_or_else(|error| panic!("{} does not start: {error}", self.node.display()));
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        if ran.status.success() { Ok(text(&ran.stdout)) } else { Err(text(&ran.stderr)) }
    }
}

/// `ALONGSIDE_INTEROP`, else the newest that was fetched here.
fn packages() -> PathBuf {
    if let Some(named) = env::var_os("ALONGSIDE_INTEROP") {
        return named.into();
    }
    let tools = fs::read_dir(root().join("target/tools")).into_iter().flatten().flatten();
    let fetched = tools.filter(|entry| entry.file_name().to_string_lossy().starts_with("interop-"));
    let newest = fetched.max_by_key(|entry| entry.metadata().and_then(|data| data.modified()).ok());
    newest.map(|entry| entry.path()).unwrap_or_else(|| {
        panic!(
            "The second client's packages are not here. `cargo xtask test` fetches them, or name their folder in \
             ALONGSIDE_INTEROP."
        )
    })
}
