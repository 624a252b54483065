//! The commands of the README and the CI. `cargo xtask --help` lists them.
//!
//! Everything is installed under `target/`, except the wasm target (by rustup) and the browsers and servers of the
//! tests (system packages); that is announced in advance.

mod axe;
mod bench;
mod browsers;
mod built;
mod check;
mod corpus;
mod dist;
mod element_package;
mod error;
mod flags;
mod gallery;
mod hosts;
mod imports;
mod interop;
mod node;
mod npm;
mod optimizer;
mod package;
mod place;
mod process;
mod relay;
mod servers;
mod simulate;
mod size;
mod split;
mod splitter;
mod steps;
mod system;
mod test;
mod tools;
mod widget;

use std::{env, process::ExitCode};

use error::Result;
use flags::{CorpusCmd, Xtask, XtaskCmd};

fn main() -> ExitCode {
    let mut arguments: Vec<_> = env::args_os().skip(1).collect();
    if arguments.is_empty() {
        arguments.push("--help".into());
    }
    let asked = match Xtask::from_vec(arguments) {
        Ok(asked) => asked,
        Err(help) if help.is_help() => {
            println!("{help}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("cargo xtask: {error}.\n\n{}", flags::usage());
            return ExitCode::from(2);
        }
    };
    match obey(asked.subcommand) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: XtaskCmd) -> Result<()> {
    match command {
        XtaskCmd::Run(asked) => relay::run(&asked.arguments),
        XtaskCmd::Test(asked) => test::run(&asked),
        XtaskCmd::Check(_) => check::run(),
        XtaskCmd::Bench(asked) => bench::run(&asked.names),
        XtaskCmd::Package(asked) if asked.element => element_package::pack().map(|_| ()),
        XtaskCmd::Package(_) => package::run(),
        XtaskCmd::Simulate(asked) => simulate::run(&asked),
        XtaskCmd::Gallery(asked) => gallery::run(&asked),
        XtaskCmd::Corpus(asked) => match asked.subcommand {
            CorpusCmd::Unpack(asked) => corpus::unpack(&asked.targets),
            CorpusCmd::Pack(asked) => corpus::pack(&asked.targets),
            CorpusCmd::Add(asked) => corpus::add(&asked.target, &asked.file, &asked.name),
        },
    }
}
