//! Passes on to the simulation of alongside-testkit.

use crate::{
    error::{Error, Result},
    place, process,
};

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let example = place::root().join("crates/testkit/src/bin/simulate.rs");
    if !example.is_file() {
        return Err(Error::Missing {
            what: "The simulation".to_owned(),
            how: format!("It belongs to {}, which this revision does not have yet.", example.display()),
        });
    }
    let mut cargo = process::cargo();
    cargo.args([
        "run",
        "--profile",
        "native",
        "--package",
        "alongside-testkit",
        "--features",
        "simulation",
        "--bin",
        "simulate",
        "--",
    ]);
    process::run(cargo.args(arguments))
}
