//! What the README and the CI call. `cargo xtask` alone says what it can do.
//!
//! Everything it installs stands under `target/`; only the wasm target (rustup) and the test browsers (the
//! system's packages) go elsewhere, and it says so before it begins.

mod bench;
mod browsers;
mod check;
mod dist;
mod error;
mod interop;
mod node;
mod npm;
mod optimizer;
mod place;
mod process;
mod relay;
mod simulate;
mod size;
mod steps;
mod test;
mod tools;
mod widget;

use std::{env, process::ExitCode};

use error::{Error, Result};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match obey(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn obey(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "run" => relay::run(match rest {
            [dashes, relays @ ..] if dashes == "--" => relays,
            relays => relays,
        }),
        "test" => test::run(rest),
        "check" => nothing_more(command, rest).and_then(|()| check::run()),
        "bench" => bench::run(rest),
        "simulate" => simulate::run(rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(Error::Usage(format!("there is no command “{command}”.\n\n{HELP}"))),
    }
}

fn nothing_more(command: &str, rest: &[String]) -> Result<()> {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(Error::Usage(format!("“{command}” takes no arguments, but was given “{extra}”."))),
    }
}

const HELP: &str = "\
Usage: cargo xtask <command>

  run [-- <relay's arguments>]   build the widget and the relay, install what is missing, and start
                                 (cargo xtask run -- --help shows the relay's arguments)
  test [filter…]                 every test, in real browsers too, and the checks;
                                 with a filter: only the tests whose name contains it
  check                          format, lints for host and browser, docs, licences, architecture, size
  bench [name…]                  measure, and hold the figures against their targets
  simulate --seeds <n> [--start <seed>]
                                 the real peers through bad luck: loss, crashes, partitions, skewed clocks
  simulate --start <seed> --save <file> | --plan <file> | --shrink <file>
                                 write down what a seed stands for; play that again; make it small if it fails
";
