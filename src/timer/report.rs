//! "How did it go?", asked only of who set out to do something.

use std::rc::Rc;

use alongside_room::{Block, BlockId, BlockKind, MemberId, Outcome, Report, TimerEdit, TimerState};
use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::{store::Room, tools::use_draft},
    parts::{field::Field, refused::use_refused},
    strings::{Key, t, use_language},
    timer::{clock, prefs},
};

/// How long a block can be asked about, in milliseconds.
pub const ASKED_FOR: u64 = 12 * 60 * 60 * 1000;

/// A block that can be reported on.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportQuestion {
    pub block: BlockId,
    /// What I set out to do.
    pub intention: Rc<str>,
    /// What I said came of it.
    pub report: Option<Report>,
    /// It is the block that is past its end, or no other runs: now is the time to ask.
    pub due: bool,
}

/// The block that I can report on: the one that is past its end, else the last that ended and that I set out to do
/// something in.
fn question(room: &Room) -> Option<ReportQuestion> {
    let view = &room.view;
    let timer = &view.timer;
    let now = room.now();
    let mine = |intentions: &[(MemberId, Rc<str>)]| {
        intentions.iter().find(|(member, text)| room.is_mine(*member) && !text.is_empty()).map(|(_, text)| text.clone())
    };
    let said = |reports: &[Report]| reports.iter().find(|report| room.is_mine(report.by)).cloned();
    if clock::is_over(timer, now)
        && let Some(block) = timer.block
        && let Some(intention) = mine(&timer.intentions)
    {
        return Some(ReportQuestion { block, intention, report: said(&timer.reports), due: true });
    }
    let fresh = |block: &&Rc<Block>| block.kind == BlockKind::Work && now.0.saturating_sub(block.ended.0) < ASKED_FOR;
    let due = timer.state == TimerState::Idle || timer.kind == BlockKind::Break;
    view.blocks.iter().filter(fresh).find_map(|block| {
        let intention = mine(&block.intentions)?;
        Some(ReportQuestion { block: block.id, intention, report: said(&block.reports), due })
    })
}

/// The question as it stands on the screen.
pub struct ReportPrompt {
    /// None is asked now.
    pub question: Option<ReportQuestion>,
    /// It was answered, or is not to be.
    pub done: Callback<()>,
}

/// Asks when it is time, in the region of the clock that `root` is.
#[hook]
pub fn use_report(room: &Room, root: &NodeRef) -> ReportPrompt {
    let timer = &room.view.timer;
    let shown = use_state_eq(|| None::<BlockId>);
    let answering = use_memo((timer.block, timer.state == TimerState::Idle), {
        let root = root.clone();
        move |_| dom::focus_is_in(&root, ".report")
    });
    let question = question(room).filter(|question| question.is_shown(*shown, *answering));
    let block = question.as_ref().map(|question| question.block);
    use_effect_with(block, {
        let shown = shown.setter();
        move |block| {
            if block.is_some() {
                shown.set(*block);
            }
        }
    });
    let shown = shown.setter();
    ReportPrompt { question, done: Callback::from(move |()| shown.set(None)) }
}

impl ReportQuestion {
    /// Whether it is asked, where the last one that was asked and is not done with was about the block `shown`. A new block
    /// takes the question away, but not from under the hands of who is `answering` it.
    fn is_shown(&self, shown: Option<BlockId>, answering: bool) -> bool {
        let is_it = shown == Some(self.block);
        if self.due { self.report.is_none() || is_it } else { is_it && answering }
    }
}

/// The mark and the words of an outcome; none where the person would not say.
pub fn outcome_words(outcome: Outcome) -> Option<(&'static str, Key)> {
    match outcome {
        Outcome::Done => Some(("✓ ", Key::Done)),
        Outcome::Partly => Some(("◐ ", Key::Partly)),
        Outcome::NotDone => Some(("– ", Key::NotDone)),
        Outcome::Skipped => None,
    }
}

/// Three answers, a line if one likes, or nothing at all; then the person is `done` here.
/// Beside it stands what the others said.
pub fn report_form(room: &Room, question: &ReportQuestion, done: &Callback<()>, others: Html) -> Html {
    html! {
        <ReportForm key={question.block.to_string()} room={room.clone()} question={question.clone()} done={done.clone()}>{ others }</ReportForm>
    }
}

/// What [`ReportForm`] shows.
#[derive(PartialEq, Properties)]
struct ReportFormProps {
    room: Room,
    question: ReportQuestion,
    done: Callback<()>,
    /// What the others said.
    children: Html,
}

/// A line alone is no report: it waits here until an outcome is chosen and then goes with it.
#[component]
fn ReportForm(props: &ReportFormProps) -> Html {
    use_language();
    let ReportFormProps { room, question, done, children } = props;
    let block = question.block;
    let node = use_node_ref();
    let (waiting, wait) = use_draft(room.id, &format!("{}-{block}", prefs::DRAFT_REPORT));
    let line_field = format!("report-{block}");
    let refused = use_refused(line_field.clone());
    let answered = question.report.is_some();
    let report = question.report.as_ref().filter(|report| report.outcome != Outcome::Skipped);
    let outcome = report.map(|report| report.outcome);
    let line = report.map_or(waiting, |report| report.line.to_string());
    let choose = |this: Outcome| {
        let (mark, name) = outcome_words(this)?;
        let (room, line, wait, refused) = (room.clone(), line.clone(), wait.clone(), refused.clone());
        let chosen = Callback::from(move |event: Event| {
            let report = TimerEdit::Report { block, outcome: this, line: line.clone() };
            if refused.attempt("", &line, || room.edit(report)) {
                wait.emit(String::new());
            } else {
                dom::set_checked(&event, false);
            }
        });
        Some(html! {
            <label class="segment">
                <input type="radio" name="outcome" aria-label={t(name)} checked={outcome == Some(this)} onchange={chosen} />
                <span aria-hidden="true">{ mark }{ t(name) }</span>
            </label>
        })
    };
    let typed = {
        let (room, wait) = (room.clone(), wait.clone());
        Callback::from(move |line: String| match outcome {
            Some(outcome) => room.edit(TimerEdit::Report { block, outcome, line }),
            None => wait.emit(line),
        })
    };
    let leave = {
        let (node, done) = (node.clone(), done.clone());
        Callback::from(move |()| {
            dom::focus_around(&node, ".timer", "[data-go]");
            done.emit(());
        })
    };
    let skip = {
        let (room, leave, wait) = (room.clone(), leave.clone(), wait.clone());
        Callback::from(move |_: MouseEvent| {
            if !answered {
                room.edit(TimerEdit::Report { block, outcome: Outcome::Skipped, line: String::new() });
                wait.emit(String::new());
            }
            leave.emit(());
        })
    };
    // Enter without an outcome leads to the choice.
    let entered = {
        let node = node.clone();
        Callback::from(move |()| {
            if answered {
                leave.emit(());
            } else {
                dom::focus_first(&node, "input[type=radio]");
            }
        })
    };
    html! {
        <div ref={node} class="report">
            <h3>{ t(Key::HowDidItGo) }</h3>
            // While its block is still the clock's, that says so itself.
            if room.view.timer.state == TimerState::Idle { <span class="set-out" dir="auto" translate="no" title={question.intention.to_string()}>{ &*question.intention }</span> }
            <div class="segments" role="radiogroup" aria-label={t(Key::HowDidItGo)}>
                { for [Outcome::Done, Outcome::Partly, Outcome::NotDone].into_iter().filter_map(choose) }
            </div>
            <Field field={line_field} name={t(Key::WhatHappened)} hint={t(Key::OneLine)} value={line} change={typed} done={entered} />
            <button key={if answered { "close" } else { "skip" }} type="button" class="link" onclick={skip}>{ t(if answered { Key::Close } else { Key::Skip }) }</button>
            { children.clone() }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_goes_with_its_block_unless_it_is_being_answered() {
        let block = BlockId([1; 8]);
        let due = ReportQuestion { block, intention: "Read".into(), report: None, due: true };
        let past = ReportQuestion { due: false, ..due.clone() };
        assert!(due.is_shown(None, false), "it is time to ask");
        assert!(!past.is_shown(Some(block), false), "another block runs");
        assert!(past.is_shown(Some(block), true), "I am writing the answer");
        assert!(!past.is_shown(Some(BlockId([2; 8])), true), "that was another question");
    }
}
