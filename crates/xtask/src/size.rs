//! What visits download.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    dist,
    error::{AboutFile, Error, Result},
    optimizer::Optimizer,
    place,
    split::{self, Part},
};

#[derive(Default, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
}

/// What is downloaded until a person can do something.
pub(crate) struct Visit {
    pub(crate) until: &'static str,
    pub(crate) size: Size,
    /// What it may come to, in bytes of brotli: what it came to when it was last made smaller, and what builds of one source
    /// differ by. Lower it with every step.
    pub(crate) ceiling: u64,
    /// What is asked for, in bytes of brotli; nothing of what comes later than that.
    pub(crate) budget: Option<u64>,
}

/// The visits, from the files of `dist` and what its page says of them.
pub(crate) fn visits() -> Result<[Visit; 5]> {
    let dist = place::dist();
    // English is in the modules; another language is a few more files for those who speak it.
    let all = dist::originals(&dist)?.into_iter().filter(|file| !dist::is_for_other_languages(file));
    let (guests, all): (Vec<PathBuf>, Vec<PathBuf>) =
        all.partition(|file| dist::is_for_guests(&place::relative(file, &dist)));
    let (engine, screen) = (split::files(&dist, Part::Engine)?, split::files(&dist, Part::Screen)?);
    let screen_alone = || screen.iter().filter(|file| !engine.contains(file));
    let modules = dist::modules(&dist)?;
    let is_later = |file: &Path| {
        modules.iter().any(|module| module == file) && !file.ends_with("alongside_bg.wasm") || file.ends_with("sw.js")
    };
    let first = || all.iter().filter(|file| !is_later(file));
    Ok([
        Visit {
            until: "“Start a room” can be pressed",
            size: sum(first())?,
            ceiling: CEILINGS[0],
            budget: Some(128_000),
        },
        Visit {
            until: "“Join” can be pressed, by a link",
            size: sum(first().chain(&engine))?,
            ceiling: CEILINGS[1],
            budget: Some(376_000),
        },
        Visit {
            until: "a room is in use",
            size: sum(first().chain(&engine).chain(screen_alone()))?,
            ceiling: CEILINGS[2],
            budget: Some(520_000),
        },
        Visit { until: "everything is there", size: sum(&all)?, ceiling: CEILINGS[3], budget: None },
        Visit {
            until: "a name can be typed in a frame of another page",
            size: sum(first()
                .filter(|file| !["index.html", "slash.js"].iter().any(|own| file.ends_with(own)))
                .chain(&guests))?,
            ceiling: CEILINGS[4],
            budget: None,
        },
    ])
}

fn sum<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> Result<Size> {
    let mut sum = Size::default();
    for file in files {
        let size = size(file)?;
        sum.raw += size.raw;
        sum.brotli += size.brotli;
    }
    Ok(sum)
}

fn size(file: &Path) -> Result<Size> {
    let raw = fs::metadata(file).about(file)?.len();
    Ok(Size { raw, brotli: fs::metadata(format!("{}.br", file.display())).map_or(raw, |small| small.len()) })
}

/// Holds what was built against the ceilings.
pub(crate) fn check() -> Result<()> {
    let dist = place::dist();
    println!("{:>10}  {:>10}", "raw", "brotli");
    for file in dist::originals(&dist)? {
        let Size { raw, brotli } = size(&file)?;
        println!("{raw:>10}  {brotli:>10}  {}", place::relative(&file, &dist));
    }
    let visits = visits()?;
    for Visit { until, size, ceiling, budget } in &visits {
        let asked = budget.map(|budget| format!(", asked for {budget}")).unwrap_or_default();
        println!("{:>10}  {:>10}  until {until}; at most {ceiling}{asked}", size.raw, size.brotli);
    }
    if Optimizer::found().is_none() {
        return Err(Error::Missing {
            what: "wasm-opt or esbuild".to_owned(),
            how: "The widget was built without, so its size says nothing.".to_owned(),
        });
    }
    match visits.iter().find(|visit| visit.size.brotli > visit.ceiling) {
        Some(Visit { until, size, ceiling, .. }) => {
            let over = size.brotli - ceiling;
            Err(Error::Repository(format!(
                "the widget has grown: {over} bytes over what it came to before, until {until}."
            )))
        }
        None => Ok(()),
    }
}

/// Of each visit, in the order of [`visits`].
const CEILINGS: [u64; 5] = [138_800, 471_800, 731_300, 952_500, 143_300];
