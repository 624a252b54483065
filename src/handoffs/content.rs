//! What is in the dialog: how it stands and what can be said to that, what it is about, and what its receiver should know.

use alongside_room::{Handed, HandoffState, HandoffsEdit, TaskId};
use yew::prelude::*;

use crate::{
    calendar,
    handoffs::{
        answers::answers,
        briefing::briefing,
        row::{glyph, state_words},
        seen::Seen,
        terms::{TermsForm, level_text},
    },
    open_room::dialog::DialogContext,
    parts::{field::Field, icon::icon},
    strings::{Key, shown, t, titled},
};

/// Draws the dialog.
pub fn content(with: &DialogContext) -> Html {
    let seen = with.menus.about().and_then(|task| Seen::of(&with.room, task));
    let Some(seen) = seen else { return html! { <p>{ t(Key::HandOverGone) }</p> } };
    html! {
        <div class="hand-over">
            <p class="lead" dir="auto" translate="no"><b>{ titled(&seen.task.title) }</b></p>
            { for seen.handed.as_ref().map(|handed| standing(&seen, handed)) }
            { about(&seen) }
            { briefing(&seen) }
            if seen.may_offer() {
                <TermsForm key={offer_key(&seen)} room={seen.room.clone()} task={seen.task.clone()} handed={seen.handed.clone()} to={seen.other} name={seen.name.clone()} />
            }
        </div>
    }
}

/// The terms begin anew when it stands otherwise.
fn offer_key(seen: &Seen<'_>) -> String {
    seen.handed.as_ref().map_or_else(String::new, |handed| format!("{:?}{}", handed.state, handed.terms.handoff))
}

/// How it stands, and what can be said to that.
fn standing(seen: &Seen<'_>, handed: &Handed) -> Html {
    let (words, name) = state_words(handed, seen.is_receiver);
    let day = calendar::due(&handed.terms.until.day);
    let with = [("name", &*seen.name), ("day", &*day)];
    let is_open = !matches!(handed.state, HandoffState::Done | HandoffState::GivenBack);
    let next = match (handed.state, seen.is_receiver) {
        (HandoffState::Offered, false) => Some(Key::NoAnswerYet),
        (HandoffState::LetsTalk, _) => Some(Key::TalkText),
        (HandoffState::GivenBack, _) => Some(Key::GivenBackText),
        _ => None,
    };
    html! {
        <section class="standing" data-state={name} aria-label={t(Key::HowItStands)}>
            <p class="handed-state">{ icon(glyph(handed.state)) }<b>{ shown(words, &with) }</b></p>
            if is_open {
                <p class="aside">{ level_text(handed.terms.level, &seen.name, seen.is_receiver) }</p>
            }
            if !handed.line.is_empty() {
                <p class="written" dir="auto" translate="no">{ &*handed.line }</p>
            }
            { for next.map(|next| html! { <p>{ shown(next, &with) }</p> }) }
            if seen.is_receiver && !seen.room.is_only_read() { { answers(seen, handed) } }
        </section>
    }
}

/// Outcome, and what may fail: written by who hands it over, read by who receives it.
fn about(seen: &Seen<'_>) -> Html {
    let outcome = seen.handoff.map(|handoff| handoff.outcome.to_string()).unwrap_or_default();
    let may_fail = seen.handoff.map(|handoff| handoff.may_fail.to_string()).unwrap_or_default();
    let is_empty = outcome.is_empty() && may_fail.is_empty();
    // What was accepted stays as it was.
    let (id, is_mine) = (seen.task.id, seen.may_offer());
    let part = |name: Key, hint: Key, field: &str, value: String, make: fn(TaskId, String) -> HandoffsEdit| {
        let room = seen.room.clone();
        let change = Callback::from(move |text: String| room.edit(make(id, text)));
        html! {
            if is_mine {
                <div class="labelled"><span aria-hidden="true">{ t(name) }</span>
                    <Field field={format!("{field}-{id}")} name={t(name)} hint={t(hint)} {value} {change} />
                </div>
            } else if !value.is_empty() {
                <div><dt>{ t(name) }</dt><dd dir="auto" translate="no">{ value }</dd></div>
            }
        }
    };
    let outcome = part(Key::HandOutcome, Key::HandOutcomeHint, "outcome", outcome, |task, text| {
        HandoffsEdit::SetOutcome { task, text }
    });
    let may_fail = part(Key::MayFail, Key::MayFailHint, "may-fail", may_fail, |task, text| HandoffsEdit::SetMayFail {
        task,
        text,
    });
    if is_mine {
        html! { <div class="hand-about"><p class="aside">{ t(Key::HandOverText) }</p>{ outcome }{ may_fail }</div> }
    } else if is_empty {
        html! {}
    } else {
        html! { <dl class="hand-about">{ outcome }{ may_fail }</dl> }
    }
}
