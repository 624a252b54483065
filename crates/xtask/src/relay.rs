//! Builds and runs the relay with the widget in it.

use std::{env, ffi::OsString, path::PathBuf, process::Command};

use crate::{
    error::{Error, Result},
    place, process, widget,
};

/// Builds everything and becomes the relay, which prints the address to open.
pub(crate) fn run(arguments: &[OsString]) -> Result<()> {
    widget::build()?;
    become_program(Command::new(build()?).args(arguments))
}

/// Builds the relay as it is shipped; returns its path.
pub(crate) fn build() -> Result<PathBuf> {
    process::run(process::cargo().args(["build", "--profile", "native", "--package", "alongside-relay"]))?;
    Ok(place::target().join("native").join(format!("alongside-relay{}", env::consts::EXE_SUFFIX)))
}

/// Replaces this process, so that Ctrl-C and all signals reach the relay and its exit status is ours.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let source = command.exec();
    Err(Error::Start { program: command.get_program().to_string_lossy().into_owned(), source })
}

/// Ctrl-C reaches both processes; this one only waits.
#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    process::run(command)
}
