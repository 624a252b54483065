//! Steps, each with its time and outcome, and a summary at the end. Several lanes of steps can run at the same time.

use std::{
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    error::{Error, Result},
    process,
};

pub(crate) enum Outcome {
    Passed,
    /// The step could not be tried, through no fault of the code: it neither passed nor failed.
    Skipped(String),
    Failed(Error),
}

/// All the steps of one command.
pub(crate) struct Steps {
    begun: Instant,
    taken: Mutex<Vec<(String, Duration, Outcome)>>,
    slow: Mutex<Vec<(f64, String)>>,
}

/// Steps that run one after the other, beside those of other lanes.
pub(crate) type Lane<'a> = Box<dyn FnOnce() + Send + 'a>;

impl Steps {
    #[allow(clippy::disallowed_methods, reason = "how long a step took is for the person at the terminal, now")]
    pub(crate) fn begin() -> Self {
        Self { begun: Instant::now(), taken: Mutex::default(), slow: Mutex::default() }
    }

    /// Runs a step. A failure is kept for the summary, and the next step runs; returns whether the step succeeded.
    pub(crate) fn step(&self, name: &str, what: impl FnOnce() -> Result<()>) -> bool {
        self.try_step(name, || what().map(|()| Outcome::Passed))
    }

    /// Runs a step that may find that it cannot be tried.
    #[allow(clippy::disallowed_methods, reason = "how long a step took is for the person at the terminal, now")]
    pub(crate) fn try_step(&self, name: &str, what: impl FnOnce() -> Result<Outcome>) -> bool {
        process::say(&format!("━━━ {name} ━━━"));
        let started = Instant::now();
        let outcome = what().unwrap_or_else(Outcome::Failed);
        let (mark, went_well) = match &outcome {
            Outcome::Passed => ("passed", true),
            Outcome::Skipped(_) => ("skipped", true),
            Outcome::Failed(_) => ("FAILED", false),
        };
        let took = started.elapsed();
        process::say(&format!("━━━ {name}: {mark} after {:.1} s ━━━", took.as_secs_f64()));
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), took, outcome));
        went_well
    }

    /// Runs these lanes at the same time. Each line of a lane's output begins with its label.
    pub(crate) fn at_once<const N: usize>(&self, lanes: [(&str, Lane<'_>); N]) {
        thread::scope(|threads| {
            for (label, lane) in lanes {
                threads.spawn(move || process::labelled(&format!("{label:<8}"), lane));
            }
        });
    }

    /// Remembers how many seconds a test took.
    pub(crate) fn note_test(&self, seconds: f64, name: String) {
        if seconds >= SLOW {
            self.slow.lock().unwrap_or_else(PoisonError::into_inner).push((seconds, name));
        }
    }

    /// Prints the slowest tests and all steps with their times; fails if one of them did.
    pub(crate) fn summary(self) -> Result<()> {
        let mut slow = self.slow.into_inner().unwrap_or_else(PoisonError::into_inner);
        slow.sort_by(|one, other| other.0.total_cmp(&one.0));
        if !slow.is_empty() {
            println!("\n━━━ The slowest tests ━━━");
        }
        for (seconds, name) in slow.iter().take(MOST_SLOW) {
            println!("           {seconds:>7.1} s  {name}");
        }
        println!("\n━━━ Summary ━━━");
        let taken = self.taken.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (mut failed, mut skipped) = (0, 0);
        for (name, took, outcome) in &taken {
            let seconds = took.as_secs_f64();
            match outcome {
                Outcome::Passed => println!("  passed   {seconds:>7.1} s  {name}"),
                Outcome::Skipped(why) => {
                    skipped += 1;
                    println!("  SKIPPED  {seconds:>7.1} s  {name}: {why}");
                }
                Outcome::Failed(why) => {
                    failed += 1;
                    println!("  FAILED   {seconds:>7.1} s  {name}: {why}");
                }
            }
        }
        println!("           {:>7.1} s  from beginning to end", self.begun.elapsed().as_secs_f64());
        let passed = taken.len() - failed - skipped;
        println!("{passed} steps passed, {skipped} skipped, {failed} failed.");
        match failed {
            0 => Ok(()),
            _ => Err(Error::Steps { failed, all: taken.len() }),
        }
    }
}

/// The least seconds for which a test is listed as slow.
const SLOW: f64 = 5.0;
/// The most slow tests that are listed.
const MOST_SLOW: usize = 30;
