//! Starting other programs.

use std::{
    env,
    ffi::OsStr,
    process::{Command, Output},
};

use crate::{
    error::{Error, Result},
    place,
};

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Any program, in the repository's root, our tools before the machine's.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(place::root());
    let machines = env::var_os("PATH").unwrap_or_default();
    let ours = place::tools().join("bin");
    if let Ok(path) = env::join_paths([ours].into_iter().chain(env::split_paths(&machines))) {
        command.env("PATH", path);
    }
    // What cargo told us about ourselves is not meant for the next cargo: build scripts that watch these
    // variables (ring's does) would run again each time they come and go.
    for (name, _) in env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Lets a program speak to the terminal, and waits for its end.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|source| Error::Start { program: name(command), source })?;
    if status.success() { Ok(()) } else { Err(Error::Ended { command: line(command), status }) }
}

/// What a program says, both its voices, whether content or not.
pub(crate) fn ask(command: &mut Command) -> Result<Output> {
    command.output().map_err(|source| Error::Start { program: name(command), source })
}

/// What a program answers on standard output, or nothing if it is not there or not content.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = ask(command).ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(command.get_program()).to_string_lossy()];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    words.join(" ")
}
