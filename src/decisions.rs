//! What a point came to: a line in its row, and the field in which it is written.

use std::rc::Rc;

use alongside_room::{Decision, DecisionsChange, DecisionsEdit, Item};
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Position},
    open_room::store::RoomAction,
    parts::line_form::LineForm,
    strings::{Key, fill, titled},
};

/// What is said of another's decision.
pub fn announce(change: DecisionsChange) -> Announcement {
    let words = match change {
        DecisionsChange::Recorded(_) => Key::DidDecide,
        DecisionsChange::Withdrawn(_) => Key::DidWithdraw,
    };
    Announcement::counted(Position::Changed, words)
}

/// "Decided: …", if something was.
pub fn line(decision: Option<&Decision>) -> Html {
    html! {
        if let Some(decision) = decision {
            <p class="detail aside" dir="auto">{ fill(Key::Decided, &[("outcome", &decision.outcome)]) }</p>
        }
    }
}

/// A point's decision in its row.
pub struct DecisionSlot {
    /// The line, or the field while somebody writes in it.
    pub shown: Html,
    /// Opens the field.
    pub open: Callback<()>,
}

/// The decision on a point. The focus goes to the row when the field closes; emptied, it takes the decision back.
#[hook]
pub fn use_decision(
    item: &Rc<Item>,
    decision: Option<&Decision>,
    act: &Callback<RoomAction>,
    to_row: &Callback<()>,
) -> DecisionSlot {
    let writing = use_state_eq(|| false);
    let open = use_callback(writing.setter(), |(), writing| writing.set(true));
    if !*writing {
        return DecisionSlot { shown: line(decision), open };
    }
    let written = {
        let (item, was_decided, writing) = (item.id, decision.is_some(), writing.setter());
        let (act, to_row) = (act.clone(), to_row.clone());
        Callback::from(move |line: Option<String>| {
            writing.set(false);
            to_row.emit(());
            let edit = match line {
                Some(outcome) if !outcome.trim().is_empty() => DecisionsEdit::Record { item, outcome },
                Some(_) if was_decided => DecisionsEdit::Withdraw { item },
                _ => return,
            };
            act.emit(RoomAction::Edit(edit.into()));
        })
    };
    let name = fill(Key::DecisionField, &[("title", titled(&item.title))]);
    let text = decision.map(|decision| decision.outcome.to_string()).unwrap_or_default();
    DecisionSlot { shown: html! { <LineForm {name} {text} button={Key::Decide} done={written} /> }, open }
}
