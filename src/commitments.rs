//! Commitments: made at the end of a session, looked back on in the next; and habits, ticked by the week. What each is made of is
//! loaded when it is first wanted: at the steps "Look back" and "Commit", or in a dialog.
//!
//! A commitment is a task that its owner gave themselves (`tasks` shows it in its list): here is what is said of it besides.

mod asks;
mod commit;
mod habits;
mod loaded;
mod look_back;
mod own;
mod words;

use alongside_room::{BinnedThing, CommitmentsChange, HabitsChange};
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Occasion, Position},
    commitments::{loaded::use_commitments, words::in_words},
    entrance::Loading,
    open_room::{
        concept_module::loading_words,
        dialog::{DialogContext, RoomDialog},
        store::Room,
    },
    strings::{Key, t, titled, use_language},
};

/// The dialog in which both look back.
pub static LOOK_BACK: RoomDialog = RoomDialog { name: Key::LookBack };
/// The dialog of what is committed to, and of habits.
pub static COMMITMENTS: RoomDialog = RoomDialog { name: Key::Commitments };

/// The announcement of another's change to what they committed to. What is done or let go is announced as a task.
pub fn announce(change: CommitmentsChange, occasion: &Occasion<'_>) -> Option<Announcement> {
    match change {
        CommitmentsChange::Answered(task) => {
            let (thing, said) = (BinnedThing::Task(task), Announcement::counted(Position::Changed, Key::DidLookBack));
            Some(said.about(thing, Key::DidLookBackOne, occasion.title(thing)))
        }
        // How sure they are, and the line that they write, are on the screen.
        CommitmentsChange::Changed(_) => None,
    }
}

/// The announcement of another's change to their habits. Their ticks are theirs.
pub fn announce_habit(change: HabitsChange) -> Option<Announcement> {
    match change {
        HabitsChange::Begun(_) => Some(Announcement::once(Position::Habit, t(Key::DidBeginHabit))),
        HabitsChange::Ticked(_) | HabitsChange::Changed(_) => None,
    }
}

/// What is in the dialog "Look back".
pub fn in_look_back(with: &DialogContext) -> Html {
    html! { <LazyPart room={with.room.clone()} part={SessionPart::LookBack} is_dialog=true /> }
}

/// What is in the dialog "Commitments".
pub fn in_commitments(with: &DialogContext) -> Html {
    html! { <LazyPart room={with.room.clone()} part={SessionPart::Commit} is_dialog=true /> }
}

/// What stands below the open point while both are at this step.
pub fn at_step(room: &Room, step: Option<Key>) -> Html {
    let Some(part) = step.and_then(SessionPart::of) else { return html! {} };
    html! {
        <section key={t(part.dialog().name)} class="step-region" aria-label={t(part.dialog().name)}>
            <div class="head"><h2 tabindex="-1">{ t(part.dialog().name) }</h2></div>
            <LazyPart room={room.clone()} {part} is_dialog=false />
        </section>
    }
}

/// What "More" says of the last commitments, unless they are looked back on in this step.
pub fn last(room: &Room, step: Option<Key>) -> Option<Html> {
    let last = room.view.last_commitments();
    (!last.is_empty() && step != Some(Key::StepLookBack)).then(|| {
        lines(
            last.iter().map(|task| {
                (titled(&task.title), room.view.came_of(task).map(|came| in_words(&room.view, task, came)))
            }),
        )
    })
}

/// What "More" says of the commitments of this session and of habits, unless the step is about them.
pub fn new(room: &Room, step: Option<Key>) -> Option<Html> {
    let view = &room.view;
    let made = view.new_commitments();
    let habits = view.habits.iter().filter(|habit| !habit.rests);
    let all: Vec<_> = made.iter().map(|task| &*task.title).chain(habits.map(|habit| &*habit.words)).collect();
    let is_shown = !all.is_empty() && step != Some(Key::StepCommit);
    is_shown.then(|| lines(all.into_iter().map(|words| (titled(words), None))))
}

/// The first few, a line each.
fn lines<'a>(all: impl Iterator<Item = (&'a str, Option<String>)>) -> Html {
    let mut all = all.peekable();
    let first: Vec<_> = all.by_ref().take(FEW).collect();
    let more = all.peek().is_some();
    let line = |(words, said): (&str, Option<String>)| {
        html! { <li><bdi translate="no">{ words.to_owned() }</bdi>if let Some(said) = said { { " " }<small>{ said }</small> }</li> }
    };
    html! { <ul class="few" role="list">{ for first.into_iter().map(line) }if more { <li aria-hidden="true">{ "…" }</li> }</ul> }
}

/// As many lines as a summary has.
const FEW: usize = 3;

/// A part of a session that is about commitments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SessionPart {
    LookBack,
    Commit,
}

impl SessionPart {
    /// What a step is about.
    fn of(step: Key) -> Option<Self> {
        match step {
            Key::StepLookBack => Some(Self::LookBack),
            Key::StepCommit => Some(Self::Commit),
            _ => None,
        }
    }

    fn dialog(self) -> &'static RoomDialog {
        match self {
            Self::LookBack => &LOOK_BACK,
            Self::Commit => &COMMITMENTS,
        }
    }
}

/// Loads what a room that has commitments shows of them.
#[hook]
pub fn use_in_room(room: &Room) {
    use_commitments(room, false);
}

/// Properties of [`LazyPart`].
#[derive(PartialEq, Properties)]
struct LazyPartProps {
    room: Room,
    part: SessionPart,
    /// The whole of it, with what was said before.
    is_dialog: bool,
}

/// A part, once its module is there.
#[component]
fn LazyPart(props: &LazyPartProps) -> Html {
    use_language();
    let LazyPartProps { room, part, is_dialog } = props;
    match (use_commitments(room, true), part) {
        (Loading::There(drawn), SessionPart::LookBack) => (drawn.look_back)(room, *is_dialog),
        (Loading::There(drawn), SessionPart::Commit) => (drawn.commit)(room),
        (Loading::NotYet { failed }, _) => loading_words(failed),
    }
}
