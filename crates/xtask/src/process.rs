//! Runs other programs.

use std::{
    cell::{Cell, RefCell},
    env,
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    process::{Command, Output, Stdio},
    thread,
};

use crate::{
    error::{Error, Result},
    place,
};

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A program that runs in the repository's root and finds our tools before the machine's.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = if YIELDS.get() && cfg!(unix) {
        let mut nice = Command::new("nice");
        nice.args(["-n", "10"]).arg(name);
        nice
    } else {
        Command::new(name)
    };
    command.current_dir(place::root());
    let machines = env::var_os("PATH").unwrap_or_default();
    let ours = place::tools().join("bin");
    if let Ok(path) = env::join_paths([ours].into_iter().chain(env::split_paths(&machines))) {
        command.env("PATH", path);
    }
    // The variables that cargo has set for us must not reach the next cargo: build scripts that watch them (ring's
    // does) would run again whenever they come and go.
    for (name, _) in env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

thread_local! {
    /// The label before each line of programs that this thread starts; without one, a program has the terminal to
    /// itself.
    static LABEL: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Whether programs that this thread starts run at a low priority.
    static YIELDS: Cell<bool> = const { Cell::new(false) };
}

/// Runs something whose programs share the terminal with those of other threads, with this label before each line.
pub(crate) fn labelled<T>(label: &str, what: impl FnOnce() -> T) -> T {
    let before = LABEL.replace(Some(label.to_owned()));
    let done = what();
    LABEL.set(before);
    done
}

/// Runs something whose programs run at a low priority.
pub(crate) fn yielding<T>(what: impl FnOnce() -> T) -> T {
    let before = YIELDS.replace(true);
    let done = what();
    YIELDS.set(before);
    done
}

/// Prints a line, with this thread's label.
pub(crate) fn say(line: &str) {
    LABEL.with_borrow(|label| print_line(label.as_deref(), line));
}

fn print_line(label: Option<&str>, line: &str) {
    match label {
        Some(label) => println!("{label} │ {line}"),
        None => println!("{line}"),
    }
}

/// Runs a program that prints to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    if LABEL.with_borrow(Option::is_some) {
        return follow(command, |_| {});
    }
    let status = command.status().map_err(|source| Error::Start { program: name(command), source })?;
    if status.success() { Ok(()) } else { Err(Error::Ended { command: line(command), status }) }
}

/// Runs a program that prints to the terminal, and passes each line of its standard output to `seen`.
pub(crate) fn follow(command: &mut Command, mut seen: impl FnMut(&str)) -> Result<()> {
    pipe(command, |label, line| {
        print_line(label, line);
        seen(line);
    })
}

/// Runs a program whose errors go to the terminal, and returns its standard output.
pub(crate) fn listen(command: &mut Command) -> Result<String> {
    let mut said = String::new();
    pipe(command, |_, line| said.extend([line, "\n"]))?;
    Ok(said)
}

fn pipe(command: &mut Command, mut to: impl FnMut(Option<&str>, &str)) -> Result<()> {
    let label = LABEL.with_borrow(Clone::clone);
    let label = label.as_deref();
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|source| Error::Start { program: name(command), source })?;
    let (said, complained) = (child.stdout.take(), child.stderr.take());
    thread::scope(|threads| {
        threads.spawn(move || each_line(complained, |line| print_line(label, line)));
        each_line(said, |line| to(label, line));
    });
    let status = child.wait().map_err(|source| Error::Start { program: name(command), source })?;
    if status.success() { Ok(()) } else { Err(Error::Ended { command: line(command), status }) }
}

/// Passes on each line that a program writes, valid UTF-8 or not.
fn each_line(from: Option<impl Read>, mut to: impl FnMut(&str)) {
    let Some(from) = from else { return };
    for line in BufReader::new(from).split(b'\n') {
        // A broken pipe ends the output; the exit status tells the rest.
        let Ok(line) = line else { return };
        to(String::from_utf8_lossy(&line).trim_end());
    }
}

/// Runs a program and returns both its outputs, whether it succeeds or not.
pub(crate) fn ask(command: &mut Command) -> Result<Output> {
    command.output().map_err(|source| Error::Start { program: name(command), source })
}

/// Runs a program and returns its standard output; `None` if it does not exist or fails.
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
