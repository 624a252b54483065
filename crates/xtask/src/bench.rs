//! Runs the benchmarks, and compares what they measure with the targets, in one table.
//!
//! Besides other output, a benchmark prints a line for each figure: `BENCH
//! <name>⇥<measured>⇥<target>⇥<ok|MISS>⇥<note>`.

use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

use crate::{
    browsers::{Browser, CHROMIUM},
    built::Built,
    error::{AboutFile, Error, Result},
    place, process, relay, size, widget,
};

/// Runs all benchmarks, or those named.
pub(crate) fn run(names: &[String]) -> Result<()> {
    let benches = benches()?;
    let known = || benches.iter().map(|bench| bench.name.as_str()).chain([SIZE]);
    if let Some(unknown) = names.iter().find(|name| known().all(|known| known != *name)) {
        let known = known().collect::<Vec<_>>().join(", ");
        return Err(Error::Usage(format!("there is no benchmark “{unknown}”; there are: {known}.")));
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let wanted_benches: Vec<&Bench> = benches.iter().filter(|bench| wanted(&bench.name)).collect();

    widget::build()?;
    let mut built = Built { relay: Some(relay::build()?), ..Built::default() };
    if wanted_benches.iter().any(|bench| bench.package == "alongside") {
        built.browsers.push(Browser::ensure(&CHROMIUM)?);
    }
    let mut figures = Vec::new();
    let mut failed = 0;
    for bench in &wanted_benches {
        println!("\n━━━ {} ━━━", bench.name);
        if let Err(error) = bench.run(&built, &mut figures) {
            println!("{error}");
            failed += 1;
        }
    }
    if wanted(SIZE) {
        figures.extend(sizes()?);
    }
    print_table(&figures);
    match failed {
        0 => Ok(()),
        _ => Err(Error::Steps { failed, all: wanted_benches.len() }),
    }
}

struct Bench {
    package: &'static str,
    name: String,
}

/// Finds the benchmarks as cargo does: a file in `benches/`, or a folder with a `main.rs`.
fn benches() -> Result<Vec<Bench>> {
    let mut benches = Vec::new();
    for (package, folder) in BENCHES {
        let folder = place::root().join(folder);
        for file in place::files(&folder)? {
            let is_rust = file.extension().is_some_and(|extension| extension == "rs");
            let is_main = file.file_name().is_some_and(|name| name == "main.rs");
            let named = match file.parent() {
                Some(parent) if is_rust && parent == folder => file.file_stem(),
                Some(parent) if is_main && parent.parent() == Some(&folder) => parent.file_name(),
                _ => None,
            };
            if let Some(name) = named {
                benches.push(Bench { package, name: name.to_string_lossy().into_owned() });
            }
        }
    }
    Ok(benches)
}

impl Bench {
    fn run(&self, built: &Built, figures: &mut Vec<Figure>) -> Result<()> {
        let mut cargo = process::cargo();
        cargo.args(["bench", "--package", self.package, "--bench", &self.name]);
        built.tell(&mut cargo).stdout(Stdio::piped());
        let mut child = cargo.spawn().map_err(|source| Error::Start { program: "cargo bench".to_owned(), source })?;
        if let Some(said) = child.stdout.take() {
            for line in BufReader::new(said).lines() {
                let line = line.about(&self.name)?;
                println!("{line}");
                figures.extend(Figure::read(&line));
            }
        }
        let status = child.wait().about(&self.name)?;
        match status.success() {
            true => Ok(()),
            false => Err(Error::Ended { command: format!("cargo bench --bench {}", self.name), status }),
        }
    }
}

/// One figure of the table.
struct Figure {
    name: String,
    measured: String,
    target: String,
    verdict: String,
    note: String,
}

impl Figure {
    fn read(line: &str) -> Option<Self> {
        let mut fields = line.strip_prefix("BENCH ")?.split('\t').map(|field| field.trim().to_owned());
        Some(Self {
            name: fields.next()?,
            measured: fields.next()?,
            target: fields.next()?,
            verdict: fields.next()?,
            note: fields.next().unwrap_or_default(),
        })
    }

    fn cells(&self) -> [&str; 5] {
        [&self.name, &self.measured, &self.target, &self.verdict, &self.note]
    }
}

fn sizes() -> Result<Vec<Figure>> {
    let visits = size::visits()?;
    Ok(visits
        .iter()
        .map(|visit| Figure {
            name: format!("download, brotli, until {}", visit.until),
            measured: kilobytes(visit.size.brotli),
            target: visit.budget.map(|budget| format!("≤ {}", kilobytes(budget))).unwrap_or_default(),
            verdict: match visit.budget {
                Some(budget) if visit.size.brotli <= budget => "ok",
                Some(_) => "MISS",
                None => "",
            }
            .to_owned(),
            note: format!("raw {}", kilobytes(visit.size.raw)),
        })
        .collect())
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} KB", bytes as f64 / 1000.0)
}

fn print_table(figures: &[Figure]) {
    let heading = ["workload", "measured", "target", "", "note"];
    let width = |column: usize| {
        let cells = figures.iter().map(|figure| figure.cells()[column]).chain([heading[column]]);
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let line = |cells: [&str; 5]| {
        let padded: Vec<String> =
            cells.iter().enumerate().map(|(column, cell)| format!("{cell:<width$}", width = width(column))).collect();
        println!("{}", padded.join("  ").trim_end());
    };
    println!("\n━━━ Measured ━━━");
    line(heading);
    for figure in figures {
        line(figure.cells());
    }
}

/// The packages that may have benchmarks, and their folders.
const BENCHES: &[(&str, &str)] = &[
    ("alongside", "benches"),
    ("alongside-peer", "crates/peer/benches"),
    ("alongside-relay", "crates/relay/benches"),
    ("alongside-room", "crates/room/benches"),
    ("alongside-wire", "crates/wire/benches"),
];
/// The name that selects the widget's size.
const SIZE: &str = "size";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_from_its_line_and_other_lines_are_not() {
        let figure = Figure::read("BENCH delivery p50\t0.11 ms\t≤ 0.13 ms\tok\t1,000 frames/s").unwrap();
        assert_eq!(figure.cells(), ["delivery p50", "0.11 ms", "≤ 0.13 ms", "ok", "1,000 frames/s"]);
        assert_eq!(Figure::read("BENCH memory\t4 KiB\t4.6 KiB\tok").unwrap().note, "");
        assert!(Figure::read("BENCH half a line\t4 KiB").is_none());
        assert!(Figure::read("warming up").is_none());
    }
}
