//! Decisions: a line in a point's row, and the field to write it.

use std::rc::Rc;

use alongside_room::{BinnedThing, Decision, DecisionsChange, DecisionsEdit, Item};
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Occasion, Position},
    open_room::store::RoomAction,
    parts::line_form::LineForm,
    strings::{Key, fill, titled},
};

/// The announcement of another's decision.
pub fn announce(change: DecisionsChange, occasion: &Occasion<'_>) -> Announcement {
    let (words, one, item) = match change {
        DecisionsChange::Recorded(item) => (Key::DidDecide, Key::DidDecideOne, item),
        DecisionsChange::Withdrawn(item) => (Key::DidWithdraw, Key::DidWithdrawOne, item),
    };
    let thing = BinnedThing::Item(item);
    Announcement::counted(Position::Changed, words).about(thing, one, occasion.title(thing))
}

/// "Decided: …", if there is a decision.
pub fn line(decision: Option<&Decision>) -> Html {
    html! {
        if let Some(decision) = decision {
            <p class="detail aside" dir="auto" translate="no">{ fill(Key::Decided, &[("outcome", &decision.outcome)]) }</p>
        }
    }
}

/// A decision in its point's row.
pub struct DecisionSlot {
    /// The line, or the field while the person writes.
    pub shown: Html,
    /// Opens the field.
    pub open: Callback<()>,
}

/// The decision on a point. When the field closes, the focus goes to the row; an empty field withdraws the decision.
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
    let write = {
        let (item, was_decided, act) = (item.id, decision.is_some(), act.clone());
        Callback::from(move |outcome: String| {
            let edit = match outcome.trim() {
                "" if was_decided => DecisionsEdit::Withdraw { item },
                "" => return,
                _ => DecisionsEdit::Record { item, outcome },
            };
            act.emit(RoomAction::Edit(edit.into()));
        })
    };
    let done = {
        let (writing, to_row) = (writing.setter(), to_row.clone());
        Callback::from(move |()| {
            writing.set(false);
            to_row.emit(());
        })
    };
    let name = fill(Key::DecisionField, &[("title", titled(&item.title))]);
    let text = decision.map(|decision| decision.outcome.to_string()).unwrap_or_default();
    let field = format!("decision-{}", item.id);
    DecisionSlot { shown: html! { <LineForm {field} {name} {text} button={Key::Decide} {write} {done} /> }, open }
}
