//! The relay with the widget in it.

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

/// Builds the relay as it is shipped, and says where it stands.
pub(crate) fn build() -> Result<PathBuf> {
    process::run(process::cargo().args(["build", "--profile", "native", "--package", "alongside-relay"]))?;
    Ok(place::target().join("native").join(format!("alongside-relay{}", env::consts::EXE_SUFFIX)))
}

/// Replaces us, so that Ctrl-C and every signal reach the relay itself and its exit status is ours.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let source = command.exec();
    Err(Error::Start { program: command.get_program().to_string_lossy().into_owned(), source })
}

/// Ctrl-C reaches everyone on the console; we only wait.
#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    process::run(command)
}
