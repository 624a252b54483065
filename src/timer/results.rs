//! From intention to result: what each set out to do in the last block and what came of it, on both screens, until the next.

use std::rc::Rc;

use alongside_room::{BlockId, BlockKind, MemberId, Outcome, Report, TimerState};
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::{
        store::Room,
        tools::{Tools, use_draft},
    },
    parts::{
        badge::{Face, Fill, badge},
        button::button,
    },
    strings::{Key, fill, t},
    timer::{
        breaks,
        clock::{self, MINUTE, kept_length},
        controls::Controls,
        go::{self, Go},
        prefs,
        report::{ASKED_FOR, outcome_words},
    },
};

/// What the people in a block set out to do, and what they said came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    block: BlockId,
    intentions: Rc<[(MemberId, Rc<str>)]>,
    reports: Rc<[Report]>,
}

impl Results {
    /// Of the block that is past its end, else of the last one that was work, as long as no other work runs. None where nobody
    /// set out to do anything, or nobody would say what came of it.
    fn of(room: &Room) -> Option<Self> {
        let timer = &room.view.timer;
        let is_work = timer.kind == BlockKind::Work;
        let results = match (timer.state, timer.block) {
            (TimerState::Running | TimerState::Paused { .. }, Some(block)) if is_work => {
                let (intentions, reports) = (timer.intentions.clone(), timer.reports.clone());
                clock::is_over(timer, room.now()).then_some(Self { block, intentions, reports })?
            }
            _ => {
                let block = room.view.blocks.iter().find(|block| block.kind == BlockKind::Work)?;
                let is_fresh = room.now().0.saturating_sub(block.ended.0) < ASKED_FOR;
                let (intentions, reports) = (block.intentions.clone(), block.reports.clone());
                is_fresh.then_some(Self { block: block.id, intentions, reports })?
            }
        };
        let tells = results.lines().any(|(.., report)| report.is_none_or(|report| report.outcome != Outcome::Skipped));
        tells.then_some(results)
    }

    /// Who set out to do what, and what they said of it.
    fn lines(&self) -> impl Iterator<Item = (MemberId, &str, Option<&Report>)> {
        self.intentions.iter().filter(|(_, text)| !text.is_empty()).map(|(member, text)| {
            let report = self.reports.iter().find(|report| report.by == *member);
            (*member, &**text, report)
        })
    }

    /// Everybody who set out to do something has said how it went, or will not.
    fn are_settled(&self) -> bool {
        self.lines().all(|(.., report)| report.is_some())
    }
}

/// The results as they stand on the screen.
pub struct ShownResults {
    /// None where there are none, or the person put them away.
    pub results: Option<Results>,
    pub is_put_away: bool,
    /// Puts them away.
    pub put_away: Callback<()>,
}

/// The results, until the person puts them away.
#[hook]
pub fn use_results(room: &Room) -> ShownResults {
    let (away, put_away) = use_draft(room.id, prefs::PUT_AWAY);
    let results = Results::of(room);
    let block = results.as_ref().map(|results| results.block.to_string()).unwrap_or_default();
    let is_put_away = !block.is_empty() && block == away;
    ShownResults {
        results: results.filter(|_| !is_put_away),
        is_put_away,
        put_away: put_away.reform(move |()| block.clone()),
    }
}

/// Whether the row of the question and the results holds its place. It does as soon as I set out to do something, so that
/// nothing moves when time is up, and as long as it is `needed`. It goes when I did the last thing (`by_me`), and never while I
/// write in `my_field`: what is below it does not move by the hand of another.
#[hook]
pub fn use_place_held(needed: bool, by_me: bool, my_field: &NodeRef) -> bool {
    let held = use_mut_ref(|| false);
    let mut held = held.borrow_mut();
    *held = needed || *held && (!by_me || dom::has_focus(my_field));
    *held
}

/// The line of each person who set out to do something: what, and what came of it.
pub fn lines(room: &Room, results: &Results) -> Html {
    lines_of(room, results, |_, _| true)
}

/// The lines of the others who have said what came of it.
pub fn reported_lines(room: &Room, results: &Results) -> Html {
    lines_of(room, results, |member, report| report.is_some() && !room.is_mine(member))
}

fn lines_of(room: &Room, results: &Results, is_shown: impl Fn(MemberId, Option<&Report>) -> bool) -> Html {
    let line = |(member, text, report): (MemberId, &str, Option<&Report>)| {
        let member = room.view.member(member).filter(|member| is_shown(member.id, report))?;
        let result = report.and_then(|report| outcome_words(report.outcome));
        let said = report.map(|report| &*report.line).filter(|line| !line.is_empty());
        Some(html! {
            <li key={member.id.to_string()}>
                { badge(&Face::from(member), Fill::Full) }<span class="vh"><bdi>{ &*member.name }</bdi>{ ": " }</span>
                <span class="set-out" dir="auto" translate="no" title={text.to_owned()}>{ text.to_owned() }</span>
                if let Some((mark, words)) = result { <em><span aria-hidden="true">{ mark }</span>{ t(words) }</em> }
                if let Some(said) = said { <span class="came-of-it" dir="auto" translate="no" title={said.to_owned()}>{ said.to_owned() }</span> }
            </li>
        })
    };
    let lines: Vec<Html> = results.lines().filter_map(line).collect();
    html! {
        if !lines.is_empty() { <ul class="results" role="list" aria-label={t(Key::Results)}>{ lines }</ul> }
    }
}

/// What may come next: a short break or another block, once everybody has said how it went; or nothing. They hold their places
/// from the start, so that the other's answer moves nothing.
pub fn offers(controls: &Controls, results: &Results, tools: Option<&Tools>, put_away: &Callback<()>) -> Html {
    let length = tools.map_or(Some(25 * MINUTE), kept_length);
    let room = &controls.room;
    let ended = room.view.blocks.iter().position(|block| block.id == results.block);
    let chosen = tools.map_or(breaks::LENGTHS[0], |tools| breaks::chosen(&tools.prefs));
    let rest = match ended {
        // It was stopped, and is among the blocks itself.
        Some(at) => {
            let block = &room.view.blocks[at];
            breaks::after(&room.view.blocks[at + 1..], Some(block.ran), block.ended, chosen)
        }
        None => breaks::after(&room.view.blocks, room.view.timer.budget, room.now(), chosen),
    };
    let start = |kind: BlockKind, length: Option<u64>| {
        let (room, cooldown) = (controls.room.clone(), controls.cooldown.clone());
        Callback::from(move |_: MouseEvent| {
            if cooldown.take(Go::Pause) {
                go::start(&room, kind, length);
            }
        })
    };
    let minutes = |length: u64| (length / MINUTE).to_string();
    let another = match length {
        Some(length) => fill(Key::AnotherOf, &[("n", &minutes(length))]),
        None => t(Key::Another).to_owned(),
    };
    let waits = (!results.are_settled()).then_some("waits");
    html! {
        <div class="offers">
            <button type="button" class={classes!(waits)} onclick={start(BlockKind::Break, Some(rest))}>{ fill(Key::BreakOf, &[("n", &minutes(rest))]) }</button>
            <button type="button" class={classes!(waits)} onclick={start(BlockKind::Work, length)}>{ another }</button>
            { button("link", t(Key::ThatsIt), put_away.reform(|_: MouseEvent| ())) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: MemberId = MemberId([1; 8]);
    const BEN: MemberId = MemberId([2; 8]);

    fn report(by: MemberId, outcome: Outcome) -> Report {
        Report { by, outcome, line: "two options agreed".into() }
    }

    fn results(reports: &[Report]) -> Results {
        let intentions = [(ANA, "Listen first".into()), (BEN, "Write".into()), (MemberId([3; 8]), "".into())];
        Results { block: BlockId([1; 8]), intentions: intentions.into(), reports: reports.into() }
    }

    #[test]
    fn a_block_is_settled_when_everybody_who_set_out_to_do_something_has_said_how_it_went_or_will_not() {
        assert!(!results(&[]).are_settled());
        assert!(!results(&[report(ANA, Outcome::Done)]).are_settled());
        assert!(results(&[report(ANA, Outcome::Done), report(BEN, Outcome::Skipped)]).are_settled());
    }

    #[test]
    fn a_line_goes_from_intention_to_result_and_nobody_without_an_intention_has_one() {
        let (ana, results) = (report(ANA, Outcome::Done), results(&[report(ANA, Outcome::Done)]));
        let lines: Vec<_> = results.lines().collect();
        assert_eq!(lines, [(ANA, "Listen first", Some(&ana)), (BEN, "Write", None)]);
        assert!(outcome_words(Outcome::Skipped).is_none(), "who will not say is not asked why");
    }
}
