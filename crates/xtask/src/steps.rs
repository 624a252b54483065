//! A row of steps, each with its heading, its time and its outcome, and a summary that cannot be overlooked.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};

pub(crate) enum Outcome {
    Passed,
    /// It could not be tried, through no fault of the code.
    Skipped(String),
    Failed(Error),
}

#[derive(Default)]
pub(crate) struct Steps {
    taken: Vec<(String, Duration, Outcome)>,
}

impl Steps {
    /// Takes a step; a failure is kept for the summary and the next step goes on. Says whether it went well.
    pub(crate) fn step(&mut self, name: &str, what: impl FnOnce() -> Result<()>) -> bool {
        self.try_step(name, || what().map(|()| Outcome::Passed))
    }

    /// A step that may find that it cannot be tried.
    #[allow(clippy::disallowed_methods, reason = "how long a step took is for the person at the terminal, now")]
    pub(crate) fn try_step(&mut self, name: &str, what: impl FnOnce() -> Result<Outcome>) -> bool {
        println!("\n━━━ {name} ━━━");
        let started = Instant::now();
        let outcome = what().unwrap_or_else(Outcome::Failed);
        let went_well = !matches!(outcome, Outcome::Failed(_));
        self.taken.push((name.to_owned(), started.elapsed(), outcome));
        went_well
    }

    /// Prints all steps with their times; fails if one of them did.
    pub(crate) fn summary(self) -> Result<()> {
        println!("\n━━━ Summary ━━━");
        let mut failed = 0;
        for (name, took, outcome) in &self.taken {
            let seconds = took.as_secs_f64();
            match outcome {
                Outcome::Passed => println!("  passed   {seconds:>7.1} s  {name}"),
                Outcome::Skipped(why) => println!("  skipped  {seconds:>7.1} s  {name}: {why}"),
                Outcome::Failed(why) => {
                    failed += 1;
                    println!("  FAILED   {seconds:>7.1} s  {name}: {why}");
                }
            }
        }
        let all: f64 = self.taken.iter().map(|(_, took, _)| took.as_secs_f64()).sum();
        println!("           {all:>7.1} s  together");
        match failed {
            0 => Ok(()),
            _ => Err(Error::Steps { failed, all: self.taken.len() }),
        }
    }
}
