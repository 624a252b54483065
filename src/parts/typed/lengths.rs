//! Lengths of time: `15m`, `15 min`, `1h30`, `1.5 hours`.

use crate::parts::typed::words::{Word, number};

/// The most minutes that a point may take, as its field in "Now" has it.
const MOST: u32 = 999;

/// Words that go on with a length at the start of a line: "15 minutes of silence".
const GOES_ON: &str = " a after ago and are before deep each earlier for from in is late later high left less long more of off or over past per \
    to too was were with without ";

/// The minutes that these words say, and nothing else.
pub fn read(words: &[Word<'_>]) -> Option<u16> {
    let minutes = match words {
        [one] => joined(&one.core)?,
        [amount, unit] if is_plain(amount) => match unit_of(&unit.core, false) {
            Some(minutes) => scaled(&amount.core, minutes)?,
            // "1h 30m", "1h 30".
            None => {
                let hours = joined(&amount.core).filter(|_| amount.core.ends_with('h'))?;
                hours + joined(&unit.core).or_else(|| number(&unit.core)).filter(|rest| *rest < 60)?
            }
        },
        _ => return None,
    };
    u16::try_from(minutes).ok().filter(|_| (1..=MOST).contains(&minutes))
}

/// Whether the sentence goes on with this word behind a length.
pub fn goes_on(next: &Word<'_>) -> bool {
    GOES_ON.contains(&format!(" {} ", next.core))
}

fn is_plain(amount: &Word<'_>) -> bool {
    amount.tail.is_empty()
}

/// "15m", "15min", "1h", "1h30", "1h30m", "1.5h".
fn joined(word: &str) -> Option<u32> {
    let at =
        word.find(|letter: char| number(letter.encode_utf8(&mut [0; 4])).is_none() && !matches!(letter, '.' | ','))?;
    let (amount, unit) = word.split_at(at);
    if let Some(minutes) = unit_of(unit, true) {
        return scaled(amount, minutes);
    }
    let rest = unit.strip_prefix('h')?;
    let rest = number(rest.trim_end_matches("min").trim_end_matches('m')).filter(|rest| *rest < 60)?;
    Some(number(amount)? * 60 + rest)
}

/// How many minutes one of this unit has. An `m` alone is one only right behind its number: "15 m" are metres.
fn unit_of(unit: &str, is_joined: bool) -> Option<u32> {
    match unit {
        "m" | "'" | "′" | "’" if is_joined => Some(1),
        "min" | "mins" => Some(1),
        // "minutes" while it is typed, and in most languages of Europe.
        _ if unit.starts_with("minu") => Some(1),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(60),
        _ => None,
    }
}

/// A number, perhaps with one place behind its point.
fn scaled(amount: &str, minutes: u32) -> Option<u32> {
    match amount.split_once(['.', ',']) {
        None => Some(number(amount)? * minutes),
        Some((whole, part)) if part.len() == 1 => Some((number(whole)? * 10 + number(part)?) * minutes / 10),
        Some(_) => None,
    }
}
