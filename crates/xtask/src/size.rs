//! The size of what a first visit downloads.

use std::fs;

use crate::{
    dist,
    error::{AboutFile, Error, Result},
    optimizer::Optimizer,
    place,
};

#[derive(Default)]
pub(crate) struct Size {
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
}

/// Measures everything in `dist`, or the module alone.
pub(crate) fn measure(only_module: bool) -> Result<Size> {
    let dist = place::dist();
    let mut size = Size::default();
    for file in dist::originals(&dist)? {
        if only_module && file.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let raw = fs::metadata(&file).about(&file)?.len();
        size.raw += raw;
        size.brotli += fs::metadata(format!("{}.br", file.display())).map_or(raw, |small| small.len());
    }
    Ok(size)
}

/// Compares the built widget with the budget.
pub(crate) fn check() -> Result<()> {
    let dist = place::dist();
    println!("{:>10}  {:>10}", "raw", "brotli");
    for file in dist::originals(&dist)? {
        let raw = fs::metadata(&file).about(&file)?.len();
        let brotli = fs::metadata(format!("{}.br", file.display())).map_or(raw, |small| small.len());
        println!("{raw:>10}  {brotli:>10}  {}", place::relative(&file, &dist));
    }
    let all = measure(false)?;
    println!("{:>10}  {:>10}  everything; {BUDGET} in brotli is what it should come to", all.raw, all.brotli);
    if Optimizer::found().is_none() {
        return Err(Error::Missing {
            what: "wasm-opt".to_owned(),
            how: "The widget was built without it, so its size says nothing.".to_owned(),
        });
    }
    if all.brotli > CEILING {
        let over = all.brotli - CEILING;
        return Err(Error::Repository(format!("the widget has grown: {over} bytes over what it came to before.")));
    }
    Ok(())
}

/// The target for everything, in bytes of brotli.
pub(crate) const BUDGET: u64 = 200_000;

/// The size when it was last reduced, and a little more: the download must not grow unnoticed on its way to
/// [`BUDGET`]. Lower this with every reduction.
const CEILING: u64 = 518_000;
