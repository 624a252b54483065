//! This benchmark as a wasm module: built like the widget, run by node.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use alongside_testkit::years::folder;

/// A module that node can load.
pub(crate) struct Module {
    script: PathBuf,
    /// The size of the module in bytes.
    pub(crate) size: u64,
}

impl Module {
    /// Builds the module, or says what is missing for that.
    pub(crate) fn build() -> Result<Self, String> {
        let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
        let mut build = Command::new(cargo);
        build.current_dir(env!("CARGO_MANIFEST_DIR"));
        build.args(["build", "--release", "--target", "wasm32-unknown-unknown", "--bench", "room_open"]);
        let said = stdout(build.arg("--message-format=json-render-diagnostics"))?;
        let built = said.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let wasm = built
            .filter(|message| message["target"]["name"] == "room_open")
            .find_map(|message| message["executable"].as_str().map(PathBuf::from))
            .ok_or("cargo build says nothing of a module")?;

        let out = folder().join("wasm");
        let mut bind = Command::new(tool("wasm-bindgen"));
        stdout(
            bind.args(["--target", "nodejs", "--no-typescript", "--out-name", "room", "--out-dir"])
                .arg(&out)
                .arg(&wasm),
        )?;
        let size = fs::metadata(out.join("room_bg.wasm")).map_err(|error| error.to_string())?.len();
        Ok(Self { script: out.join("room.js"), size })
    }

    /// Runs a task of the module on a file, several times.
    pub(crate) fn times(&self, task: &str, file: &Path, times: usize) -> Times {
        let mut node = Command::new(tool("node"));
        node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/room_open/run.cjs"));
        node.arg(&self.script).arg(task).arg(file).arg(times.to_string());
        let said = stdout(&mut node).unwrap_or_else(|error| panic!("{task}: {error}"));
        Times(said.lines().map(|line| line.parse().expect("milliseconds")).collect())
    }
}

/// Milliseconds, in the order in which they were measured.
pub(crate) struct Times(pub(crate) Vec<f64>);

impl Times {
    /// The first time, in a module that has just been loaded.
    pub(crate) fn first(&self) -> f64 {
        self.0[0]
    }

    /// The median of all but the first.
    pub(crate) fn warm(&self) -> f64 {
        Self(self.0[1..].to_vec()).at(0.5)
    }

    /// The time at this quantile.
    pub(crate) fn at(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[((sorted.len() - 1) as f64 * part).round() as usize]
    }
}

/// The tool that `cargo xtask` installed, or else the machine's.
fn tool(name: &str) -> PathBuf {
    let tools = folder().with_file_name("tools");
    let packages = fs::read_dir(&tools).into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let found = [tools.join("bin")].into_iter().chain(packages).map(|bin| bin.join(name)).find(|path| path.is_file());
    found.unwrap_or_else(|| name.into())
}

fn stdout(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().display().to_string();
    let output =
        command.stderr(std::process::Stdio::inherit()).output().map_err(|error| format!("{program}: {error}"))?;
    match output.status.success() {
        true => String::from_utf8(output.stdout).map_err(|error| format!("{program}: {error}")),
        false => Err(format!("{program}: {}", output.status)),
    }
}
