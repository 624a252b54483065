//! Plays the plans of a range of seeds, or saved plans: `cargo xtask simulate`. The last line is a summary; the exit
//! status says whether all held.
#![cfg_attr(target_arch = "wasm32", allow(unused))]

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::{
        error::Error,
        fs, panic,
        path::{Path, PathBuf},
        process::ExitCode,
    };

    use alongside_testkit::simulation::{
        Plan, attempt, play_all,
        shrink::{kind, shrink},
    };

    const USAGE: &str = "\
usage: simulate [--seeds N] [--start S]   play N seeds from S
       simulate --start S --save FILE     write down the plan of seed S
       simulate --plan FILE               play a plan that was written down
       simulate --shrink FILE             make one that fails as small as it goes, in FILE with .small before its ending";

    #[derive(Default)]
    struct Arguments {
        seeds: Option<u64>,
        start: u64,
        save: Option<PathBuf>,
        plan: Option<PathBuf>,
        shrink: Option<PathBuf>,
    }

    pub(super) fn main() -> ExitCode {
        let Some(asked) = read(std::env::args().skip(1)) else {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        };
        let done = match &asked {
            Arguments { save: Some(file), .. } => save(asked.start, file),
            Arguments { plan: Some(file), .. } => replay(file),
            Arguments { shrink: Some(file), .. } => make_small(file),
            _ => Ok(play_seeds(asked.start, asked.seeds.unwrap_or(1_000))),
        };
        match done {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::from(2)
            }
        }
    }

    fn read(mut words: impl Iterator<Item = String>) -> Option<Arguments> {
        let mut asked = Arguments::default();
        while let Some(name) = words.next() {
            let value = words.next()?;
            match name.as_str() {
                "--seeds" => asked.seeds = Some(value.parse().ok()?),
                "--start" => asked.start = value.parse().ok()?,
                "--save" => asked.save = Some(value.into()),
                "--plan" => asked.plan = Some(value.into()),
                "--shrink" => asked.shrink = Some(value.into()),
                _ => return None,
            }
        }
        Some(asked)
    }

    fn play_seeds(start: u64, seeds: u64) -> bool {
        let (checks, failed) = play_all(start..start + seeds);
        let which: Vec<_> = failed.iter().map(|(seed, _)| seed).collect();
        println!("{seeds} seeds from {start}: {} failed {which:?}; promises checked: {checks:?}", failed.len());
        failed.is_empty()
    }

    fn save(seed: u64, file: &Path) -> Result<bool, Box<dyn Error>> {
        let plan = Plan::of_seed(seed);
        fs::write(file, plan.write())?;
        println!("the plan of seed {seed}, {} events, is in {}", plan.events.len(), file.display());
        Ok(true)
    }

    fn replay(file: &Path) -> Result<bool, Box<dyn Error>> {
        match attempt(&load(file)?) {
            Ok(checks) => {
                println!("{}: all is well; promises checked: {checks:?}", file.display());
                Ok(true)
            }
            Err(words) => {
                println!("{}: failed, {words}", file.display());
                Ok(false)
            }
        }
    }

    /// Shrinks a failing plan; returns whether the plan fails at all.
    fn make_small(file: &Path) -> Result<bool, Box<dyn Error>> {
        let plan = load(file)?;
        // Each failing attempt would print its panic.
        panic::set_hook(Box::new(|_| {}));
        let Err(words) = attempt(&plan) else {
            println!("{}: it does not fail", file.display());
            return Ok(false);
        };
        println!("{} events, {words}", plan.events.len());
        let same = |plan: &Plan| attempt(plan).is_err_and(|other| kind(&other) == kind(&words));
        let small = shrink(&plan, same, |left| println!("{left} events left"));
        let into = file.with_extension("small.json");
        fs::write(&into, small.write())?;
        println!("{} events of {} are left, in {}", small.events.len(), plan.events.len(), into.display());
        Ok(true)
    }

    fn load(file: &Path) -> Result<Plan, Box<dyn Error>> {
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(Plan::read(&text).map_err(|error| format!("{}: {error}", file.display()))?)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
