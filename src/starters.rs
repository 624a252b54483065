//! Three agendas to begin with, for somebody who waits alone in an empty room: one press takes one, one undo takes it back.

use alongside_room::{AgendaEdit, Edit, ItemId, Mode, Place};
use yew::prelude::*;

use crate::{
    browser::{dom, entropy},
    open_room::store::Room,
    strings::{Key, count, t, use_language},
};

/// An agenda to begin with: its name, and its points with their minutes.
struct Starter {
    name: Key,
    points: &'static [(Key, u16)],
}

static STARTERS: [Starter; 3] = [
    Starter {
        name: Key::StarterOneToOne,
        points: &[(Key::StarterHow, 5), (Key::StarterWell, 10), (Key::StarterStuck, 15), (Key::StarterTakeAway, 5)],
    },
    Starter {
        name: Key::StarterFocus,
        points: &[(Key::StarterSetOut, 5), (Key::StarterWork, 50), (Key::StarterCame, 5)],
    },
    Starter {
        name: Key::StarterCoaching,
        points: &[
            (Key::StarterBrings, 15),
            (Key::StarterTogether, 10),
            (Key::StarterWorth, 15),
            (Key::StarterStep, 10),
        ],
    },
];

/// Properties of [`Starters`].
#[derive(PartialEq, Properties)]
pub struct StartersProps {
    pub room: Room,
}

/// The three, as long as the person is alone and has begun nothing.
#[component]
pub fn Starters(props: &StartersProps) -> Html {
    use_language();
    let StartersProps { room } = props;
    let node = use_node_ref();
    let view = &room.view;
    let has_begun = !view.agenda.is_empty() || !view.postponed.is_empty() || !view.earlier.is_empty();
    if has_begun || view.members.len() > 1 || room.is_only_read() {
        return html! {};
    }
    let card = |starter: &'static Starter| {
        let take = {
            let (room, node) = (room.clone(), node.clone());
            Callback::from(move |_: MouseEvent| {
                // The button goes; the field for the next point is where one goes on.
                if !dom::focus_around(&node, ".room", ".agenda [data-add]") {
                    dom::focus_around(&node, ".room", ".now h2");
                }
                starter.edits().into_iter().for_each(|edit| room.edit(edit));
            })
        };
        let minutes = starter.points.iter().map(|(_, minutes)| u32::from(*minutes)).sum();
        html! {
            <button type="button" class="starter" onclick={take}>
                <b>{ t(if view.mode == Mode::Mentoring && starter.name == Key::StarterCoaching { Key::StarterMentoring } else { starter.name }) }</b>
                { for starter.points.iter().map(|(point, _)| html! { <span>{ t(*point) }</span> }) }
                <small>{ count(Key::ShortMin, minutes, &[]) }</small>
            </button>
        }
    };
    html! {
        <div ref={node.clone()} class="starters" role="group" aria-label={t(Key::Starters)}>
            <p class="aside">{ t(Key::Starters) }</p>
            { for in_order(view.kind).map(card) }
        </div>
    }
}

/// The one that suits what the room is for, then the others.
fn in_order(kind: Option<Mode>) -> impl Iterator<Item = &'static Starter> {
    let first = kind.map_or(0, |kind| match kind {
        Mode::Leading => 0,
        Mode::Partners => 1,
        Mode::Coaching | Mode::Mentoring => 2,
    });
    let others = STARTERS.iter().enumerate().filter(move |(at, _)| *at != first).map(|(_, starter)| starter);
    STARTERS.get(first).into_iter().chain(others)
}

impl Starter {
    /// What adds its points, as one act.
    fn edits(&self) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        for (point, minutes) in self.points {
            let Ok(id) = entropy::id() else { continue };
            let item = ItemId(id);
            let added = AgendaEdit::Add { item, title: t(*point).to_owned(), place: Place::Last };
            for edit in [added, AgendaEdit::SetMinutes { item, minutes: Some(*minutes) }] {
                let edit = Edit::from(edit);
                edits.push(if edits.is_empty() { edit } else { edit.also() });
            }
        }
        edits
    }
}
