//! Blocks that ended: when, how long, what was set out and what came of it. No streaks, no scores.

use alongside_room::{Block, BlockKind, Outcome};
use yew::prelude::*;

use crate::{
    calendar,
    open_room::dialog::{DialogContext, RoomDialog},
    parts::badge::{Face, Fill, badge},
    strings::{Key, count, fill, t},
    timer::{clock::MINUTE, report::outcome_words},
};

/// Blocks that ended.
pub static HISTORY: RoomDialog = RoomDialog { name: Key::History };

/// "25 min · 6 min over": overtime is told beside, and not at all where the clock was forgotten.
fn minutes_of(block: &Block) -> String {
    let mut words = count(Key::ShortMin, (block.ran / MINUTE) as u32, &[]);
    let over = match block.over / MINUTE {
        0 => return words,
        over @ 1..=60 => count(Key::OverBeside, over as u32, &[]),
        _ => t(Key::LeftRunning).to_owned(),
    };
    words.push_str(" · ");
    words.push_str(&over);
    words
}

/// Sums, then the blocks.
pub fn history(DialogContext { room, .. }: &DialogContext) -> Html {
    let view = &room.view;
    let work: Vec<&Block> =
        view.blocks.iter().map(|block| &**block).filter(|block| block.kind == BlockKind::Work).collect();
    if work.is_empty() {
        return html! { <p>{ t(Key::HistoryNone) }</p> };
    }
    let minutes = work.iter().map(|block| block.ran / MINUTE).sum::<u64>() as u32;
    let of = |outcome: Outcome| {
        let reports = work.iter().flat_map(|block| block.reports.iter());
        reports.filter(|report| report.outcome == outcome).count() as u32
    };
    // What did not happen is not counted.
    let sums = [
        (Key::HistoryDone, of(Outcome::Done)),
        (Key::HistoryPartly, of(Outcome::Partly)),
        (Key::HistoryNotDone, of(Outcome::NotDone)),
    ];
    let sums = sums.into_iter().filter(|(_, n)| *n > 0);
    let block = |block: &&Block| {
        let when = fill(
            Key::BlockLine,
            &[("day", &calendar::day_of(block.started)), ("time", &calendar::time_of(block.started))],
        );
        html! {
            <li key={block.id.to_string()}>
                <div class="block-head"><span>{ when }</span><span>{ minutes_of(block) }</span></div>
                { for block.intentions.iter().filter(|(_, text)| !text.is_empty()).map(|(member, text)| {
                    let face = view.member(*member).map(Face::from);
                    let report = block.reports.iter().find(|report| report.by == *member);
                    let outcome = report.and_then(|report| outcome_words(report.outcome));
                    html! {
                        <div class="block-line">
                            if let Some(face) = face { { badge(&face, Fill::Full) } }
                            <span dir="auto">
                                { &**text }
                                if let Some(line) = report.map(|report| &*report.line).filter(|line| !line.is_empty()) { <small dir="auto" translate="no">{ line.to_owned() }</small> }
                            </span>
                            if let Some((_, outcome)) = outcome { <em>{ t(outcome) }</em> }
                        </div>
                    }
                }) }
            </li>
        }
    };
    html! {
        <>
            <p class="lead">
                { count(Key::HistorySum, work.len() as u32, &[]) }{ " · " }{ count(Key::HistoryMinutes, minutes, &[]) }
                { for sums.map(|(key, n)| html! { <>{ " · " }{ count(key, n, &[]) }</> }) }
            </p>
            <ul class="history" role="list">{ for work.iter().map(block) }</ul>
        </>
    }
}
