//! The table, for people and for `cargo xtask bench`.

use std::time::Duration;

/// One row of the table.
pub struct Figure {
    pub name: &'static str,
    pub unit: &'static str,
    pub forwarder: f64,
    pub ours: f64,
    pub ratio: f64,
    pub target: f64,
    pub better: Better,
}

/// What the target is a bound for.
#[derive(Clone, Copy, PartialEq)]
pub enum Better {
    /// The target is the least that the ratio may be.
    Higher,
    /// The target is the most that the ratio may be.
    Lower,
    /// The target is the most that our own figure may be.
    LowerAbsolute,
}

pub fn print(figures: &[Figure]) {
    println!("\n{:<28} {:>13} {:>11} {:>11} {:>7}  target", "", "", "forwarder", "ours", "ratio");
    for Figure { name, unit, forwarder, ours, ratio, target, better } in
        figures.iter().filter(|figure| figure.ours.is_finite())
    {
        let (met, target) = match better {
            _ if target.is_nan() => (true, String::new()),
            Better::Higher => (ratio >= target, format!("≥ {target} × forwarder")),
            Better::Lower => (ratio <= target, format!("≤ {target} × forwarder")),
            Better::LowerAbsolute => (ours <= target, format!("≤ {target} {unit}")),
        };
        let digits = if *ours >= 1000.0 { 0 } else { 2 };
        println!("{name:<28} {unit:>13} {forwarder:>11.digits$} {ours:>11.digits$} {ratio:>7.2}  {target}");
        let verdict = if met { "ok" } else { "MISS" };
        let measured = match better {
            Better::LowerAbsolute => format!("{ours:.2} {unit}"),
            _ => format!("{ratio:.2} × forwarder"),
        };
        println!(
            "BENCH relay: {name}\t{measured}\t{target}\t{verdict}\t{ours:.digits$} {unit}, forwarder {forwarder:.digits$}"
        );
    }
}

/// The median; NaN if there are no values.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The time within which this part of the times lies, in milliseconds; NaN if there are none.
pub fn millis(times: &mut [Duration], part: f64) -> f64 {
    times.sort_unstable();
    times.get((times.len() as f64 * part) as usize).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}
