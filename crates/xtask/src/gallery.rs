//! The gallery: pictures of every screen and state in the real widget, on one page to look through.
//!
//! The pictures are taken by the chapters of `tests/browser/gallery`, over the real relay, in Chromium. Where a picture is says what it
//! shows: `target/gallery/<chapter>/<state>/<size>_<tab>_<scheme>_<person>.png`.

mod page;

use std::{fs, slice};

use crate::{
    browsers::{Browser, CHROMIUM},
    built::Built,
    error::{AboutFile, Error, Result},
    flags, place, relay,
    steps::Steps,
    test::suite,
    widget,
};

/// Takes the pictures, or those of the chapters whose names contain a part of the filter, and writes the page.
pub(crate) fn run(asked: &flags::Gallery) -> Result<()> {
    let steps = Steps::begin();
    let folder = place::target().join("gallery");
    if asked.filter.is_empty() && folder.exists() {
        fs::remove_dir_all(&folder).about(&folder)?;
    }
    let named: Vec<String> = match asked.filter.as_slice() {
        [] => vec!["gallery::".to_owned()],
        filter => filter.iter().map(|part| format!("gallery::{part}")).collect(),
    };
    let (mut stories, mut built) = (None, Built::default());
    let found = || {
        let suite = suite::stories()?;
        if let Some(unknown) = named.iter().find(|part| !suite.has(slice::from_ref(*part))) {
            return Err(Error::Usage(format!("no chapter is named {unknown}…: see tests/browser/gallery.")));
        }
        stories = Some(suite);
        Ok(())
    };
    let is_ready = steps.step("Build the chapters", found)
        && steps.step(CHROMIUM.name, || Browser::ensure(&CHROMIUM).map(|browser| built.browsers.push(browser)))
        && built.find_axe(&steps)
        && steps.step("Widget", widget::build)
        && steps.step("Relay", || relay::build().map(|relay| built.relay = Some(relay)));
    if let Some(stories) = stories.filter(|_| is_ready) {
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        steps.step("Pictures", || {
            stories.run(&steps, &named, |chapters| {
                // Each chapter says which state it has pictured.
                chapters
                    .args(["--include-ignored", "--nocapture"])
                    .env("ALONGSIDE_GALLERY", &folder)
                    .env("ALONGSIDE_BROWSER", "chromium")
                    .env("ALONGSIDE_PATIENCE", "60");
                built.tell(chapters);
            })
        });
        // Also of what there is, where a chapter did not reach its end.
        steps.step("Page", || page::write(&folder));
    }
    steps.summary()?;
    println!("\n{}", folder.join("index.html").display());
    Ok(())
}
