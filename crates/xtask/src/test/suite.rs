//! The test programs that cargo builds: which there are, which tests they contain, and how each is run.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{
    error::{Error, Result},
    place, process,
    steps::Steps,
};

/// One test program.
pub(crate) struct Suite {
    /// `alongside-room, stories`
    pub(crate) name: String,
    program: PathBuf,
    /// The folder of its package, where cargo would run it.
    folder: PathBuf,
}

/// Builds all test programs for this machine.
pub(crate) fn build() -> Result<Vec<Suite>> {
    build_with(&[])
}

/// Builds only the stories, as they are built among all.
pub(crate) fn stories() -> Result<Suite> {
    let built = build_with(&["--test", "browser"])?.into_iter().find(Suite::is_stories);
    built.ok_or_else(|| Error::Repository("cargo builds no stories.".to_owned()))
}

fn build_with(which: &[&str]) -> Result<Vec<Suite>> {
    let mut suites = Vec::new();
    let mut cargo = process::cargo();
    cargo.args(["test", "--workspace", "--no-run", "--message-format", "json-render-diagnostics"]).args(which);
    let said = process::listen(&mut cargo)?;
    for line in said.lines() {
        let told: Value = serde_json::from_str(line).unwrap_or_default();
        suites.extend(Suite::read(&told));
    }
    match suites.is_empty() {
        true => Err(Error::Repository("cargo names no test program.".to_owned())),
        false => Ok(suites),
    }
}

impl Suite {
    /// Reads cargo's message about something that it has built; `None` if that is no test program.
    fn read(told: &Value) -> Option<Self> {
        let program = told["executable"].as_str()?;
        if told["profile"]["test"] != Value::Bool(true) {
            return None;
        }
        let folder = Path::new(told["manifest_path"].as_str()?).parent()?;
        let package = match folder.file_name() {
            Some(name) if folder != place::root() => name.to_string_lossy().into_owned(),
            _ => "alongside".to_owned(),
        };
        let target = told["target"]["name"].as_str()?;
        let kind = told["target"]["kind"][0].as_str()?;
        let name = match kind {
            "test" => format!("{package}, {target}"),
            kind => format!("{package}, {kind}"),
        };
        Some(Self { name, program: program.into(), folder: folder.to_owned() })
    }

    /// Whether these are the stories in real browsers.
    pub(crate) fn is_stories(&self) -> bool {
        self.name == "alongside, browser"
    }

    /// Whether one of its tests has a name with one of these parts.
    pub(crate) fn has(&self, filter: &[String]) -> bool {
        self.tells(filter, "")
    }

    /// Whether one of its tests has a name with one of these parts, and with this.
    pub(crate) fn tells(&self, filter: &[String], part: &str) -> bool {
        let mut list = self.command();
        let listed = process::answer(list.args(["--list", "--format", "terse"]).args(filter));
        listed.is_none_or(|listed| listed.lines().any(|name| name.contains(part)))
    }

    /// Runs its tests, or those whose names have one of these parts, and notes how long each took.
    pub(crate) fn run(&self, steps: &Steps, filter: &[&str], prepare: impl FnOnce(&mut Command)) -> Result<()> {
        let mut tests = self.command();
        // Test times are an unstable feature of libtest; RUSTC_BOOTSTRAP enables it.
        tests.args(["-Zunstable-options", "--report-time"]).env("RUSTC_BOOTSTRAP", "1").args(filter);
        prepare(&mut tests);
        process::follow(&mut tests, |line| {
            if let Some((test, seconds)) = time(line) {
                steps.note_test(seconds, format!("{}: {test}", self.name));
            }
        })
    }

    fn command(&self) -> Command {
        let mut command = process::program(&self.program);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        command
    }
}

/// A test's name and its seconds, from a line like `test some::name ... ok <1.234s>`.
fn time(line: &str) -> Option<(&str, f64)> {
    let (test, rest) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let seconds = rest.rsplit_once('<')?.1.strip_suffix("s>")?;
    Some((test, seconds.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_test_program_is_recognised_among_what_cargo_builds() {
        let root = place::root();
        let built = |executable: Value, test: bool, manifest: &str, target: &str, kind: &str| {
            let told = json!({
                "reason": "compiler-artifact", "executable": executable, "profile": { "test": test },
                "manifest_path": root.join(manifest), "target": { "name": target, "kind": [kind] },
            });
            Suite::read(&told).map(|suite| suite.name)
        };
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(built(json!("/t/a"), true, "crates/room/Cargo.toml", "stories", "test"), name("room, stories"));
        assert_eq!(built(json!("/t/b"), true, "Cargo.toml", "browser", "test"), name("alongside, browser"));
        assert_eq!(built(json!("/t/c"), true, "crates/relay/Cargo.toml", "alongside-relay", "bin"), name("relay, bin"));
        assert_eq!(built(json!("/t/d"), false, "crates/relay/Cargo.toml", "alongside-relay", "bin"), None);
        assert_eq!(built(Value::Null, true, "crates/room/Cargo.toml", "alongside-room", "lib"), None);
    }

    #[test]
    fn a_tests_time_is_read_from_its_line() {
        assert_eq!(time("test sync::one ... ok <12.340s>"), Some(("sync::one", 12.34)));
        assert_eq!(time("test sync::one ... FAILED <0.002s>"), Some(("sync::one", 0.002)));
        assert_eq!(time("test sync::one ... ok"), None);
        assert_eq!(time("running 3 tests"), None);
    }
}
