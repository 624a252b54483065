//! Hand-offs: in a task's row the state that it is in, and a dialog with the whole. The row's line and the dialog are loaded when the first
//! is wanted.

mod act;
mod answers;
mod briefing;
mod content;
mod loaded;
mod of_row;
mod row;
mod seen;
mod terms;

use alongside_room::{BinnedThing, HandoffState, HandoffsChange, HandoffsEdit, ItemId, Task, View};
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Occasion, Position},
    entrance::Loading,
    handoffs::loaded::use_handoffs,
    members::names,
    open_room::{
        concept_module::loading_words,
        dialog::{DialogContext, RoomDialog},
        store::{Room, is_all_sent},
    },
    parts::tick::use_timeout,
    strings::{Key, fill, titled, use_language},
};

pub use act::reply;
pub use of_row::{HandedLine, HandedRow};

/// The dialog of one task's hand-off: the one that [`Menus::about`](crate::open_room::menus::Menus::about) names.
pub static HAND_OVER: RoomDialog = RoomDialog { name: Key::HandOff };

/// How often the clock is looked at again, in milliseconds: a timer holds no more than 24 days.
const LOOK_AGAIN: u64 = 24 * 60 * 60 * 1_000;

/// The announcement of another's change.
pub fn announce(change: HandoffsChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    let (words, task) = match change {
        // Typing is not announced: announcements would never stop.
        HandoffsChange::Typed(_) => return None,
        HandoffsChange::Briefed(task) => (Key::DidBrief, task),
        HandoffsChange::Offered(task) => (Key::DidOffer, task),
        HandoffsChange::Accepted(task) => (Key::DidAccept, task),
        HandoffsChange::Moved(task) => (Key::DidMoveCheckBack, task),
        HandoffsChange::HelpWanted(task) => (Key::DidWantHelp, task),
        HandoffsChange::GivenBack(task) => (Key::DidGiveBack, task),
        HandoffsChange::TakenBack(task) => (Key::DidTakeBack, task),
        HandoffsChange::TalkRaised(task) => (Key::TalkOnAgenda, task),
    };
    let thing = BinnedThing::Task(task);
    let words = fill(words, &[("title", titled(occasion.title(thing)?))]);
    let announcement = Announcement::each(Position::HandedOver, thing, words);
    Some(match change {
        HandoffsChange::TalkRaised(_) => announcement.by_itself(),
        HandoffsChange::Briefed(_) => announcement,
        // That its owner is another now is the same news; what was said of it before is old.
        _ => announcement.superseding(&[Position::Taken, Position::Declined, Position::HandedOver, Position::Changed]),
    })
}

/// The line in a task's row, if the module that draws it is there.
pub fn handed_line(with: &HandedLine<'_>) -> Html {
    loaded::drawn().map_or_else(Html::default, |drawn| (drawn.line)(with))
}

/// Whether the clock put this point on the agenda, and no hand.
pub fn is_talk(view: &View, item: ItemId) -> bool {
    view.handoffs.iter().any(|handoff| handoff.talks.contains(&item))
}

/// What is in the dialog.
pub fn hand_over(with: &DialogContext) -> Html {
    html! { <LazyHandOver with={Around(with.clone())} /> }
}

/// What the dialog is drawn with. It is drawn whenever what is around it is.
#[derive(Clone)]
struct Around(DialogContext);

impl PartialEq for Around {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Properties of [`LazyHandOver`].
#[derive(PartialEq, Properties)]
struct LazyProps {
    with: Around,
}

/// What is in the dialog, once the module is there.
#[component]
fn LazyHandOver(props: &LazyProps) -> Html {
    use_language();
    use_next_day_over(&props.with.0.room);
    match use_handoffs(&props.with.0.room, true) {
        Loading::There(drawn) => (drawn.dialog)(&props.with.0),
        Loading::NotYet { failed } => loading_words(failed),
    }
}

/// The hand-offs of the rows.
pub struct HandedRows {
    room: Room,
    is_there: bool,
}

/// The hand-offs of the rows; what draws them is loaded when there is one, and they are drawn again when a check-back day is over.
#[hook]
pub fn use_handed(room: &Room) -> HandedRows {
    use_next_day_over(room);
    let drawn = use_handoffs(room, false);
    HandedRows { room: room.clone(), is_there: matches!(drawn, Loading::There(_)) }
}

impl HandedRows {
    /// The hand-off of this task, if it is handed over.
    pub fn of(&self, task: &Task) -> Option<HandedRow> {
        let Self { room, is_there } = self;
        let handed = room.view.handed(task, room.now())?;
        let is_mine = room.is_mine(handed.receiver);
        let giver = room.view.handoff(task.id)?.offers.iter().rev().find(|offer| offer.to == handed.receiver);
        let other = if is_mine { giver.map_or(handed.receiver, |offer| offer.by) } else { handed.receiver };
        Some(HandedRow { other: names::name(&room.view, other), handed, is_mine, is_there: *is_there })
    }
}

/// Puts on the agenda whatever has come to its check-back day without a sign: once, by whichever device notices first. It waits until this
/// device has all that the relay has, so that two seldom do it at once (then it is one point all the same).
#[hook]
pub fn use_talks(room: &Room) {
    use_next_day_over(room);
    let is_in_step = room.facts.loaded && room.facts.caught_up && is_all_sent(&room.facts) && !room.is_only_read();
    let due = if is_in_step { to_talk_about(room) } else { Vec::new() };
    let ids: Vec<ItemId> = due.iter().map(|(item, _)| *item).collect();
    use_effect_with(ids, {
        let room = room.clone();
        move |_| due.into_iter().for_each(|(_, edit)| room.edit(edit))
    });
}

/// What is to be put on the agenda.
fn to_talk_about(room: &Room) -> Vec<(ItemId, HandoffsEdit)> {
    let due = room.view.tasks.iter().filter_map(|task| {
        let handoff = room.view.handoff(task.id)?;
        let handed = room.view.handed(task, room.now())?;
        let is_due = handed.state == HandoffState::LetsTalk && !handoff.is_raised(&handed.terms);
        is_due.then(|| {
            let title = fill(Key::TalkTitle, &[("title", titled(&task.title))]);
            let (item, terms) = (handed.terms.talk(), handed.terms);
            let offer = handoff.offers.iter().find(|offer| offer.terms.handoff == terms.handoff);
            let giver = offer.map_or(handed.receiver, |offer| offer.by);
            let (handoff, check_back) = (terms.handoff, terms.until.day);
            (item, HandoffsEdit::Talk { task: task.id, handoff, check_back, giver, title })
        })
    });
    due.collect()
}

/// Draws again when the next check-back day is over.
#[hook]
fn use_next_day_over(room: &Room) {
    let (again, now) = (use_force_update(), room.now());
    let handed = room.view.tasks.iter().filter_map(|task| room.view.handed(task, now));
    let next = handed.map(|handed| handed.terms.until.over()).filter(|over| *over > now).min();
    let wait = next.map(|next| (next.0 - now.0 + 1).min(LOOK_AGAIN) as u32);
    // Looked at for too short a time it begins anew, for what is left.
    use_timeout((next, wait), wait, move || again.force_update());
}
