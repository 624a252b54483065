//! Runs the simulation of alongside-testkit.

use crate::{error::Result, flags, process};

pub(crate) fn run(asked: &flags::Simulate) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["run", "--profile", "native", "--package", "alongside-testkit", "--features", "simulation"]);
    cargo.args(["--bin", "simulate", "--"]);
    for (flag, number) in [("--seeds", asked.seeds), ("--start", asked.start)] {
        if let Some(number) = number {
            cargo.arg(flag).arg(number.to_string());
        }
    }
    for (flag, file) in [("--save", &asked.save), ("--plan", &asked.plan), ("--shrink", &asked.shrink)] {
        if let Some(file) = file {
            // The simulation runs in the repository's root, whatever the caller's directory.
            cargo.arg(flag).arg(std::path::absolute(file).as_deref().unwrap_or(file));
        }
    }
    process::run(&mut cargo)
}
