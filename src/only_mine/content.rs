//! What is in the dialog: the open point's line, the three lines of the session that was, and what else was written.

use std::rc::Rc;

use alongside_room::{Item, ItemId, LineAbout, Reflection, Session, SessionId};
use yew::prelude::*;

use crate::{
    calendar,
    only_mine::line::{Lines, has_line},
    open_room::{private::PrivatePlace, store::Room},
    strings::{Key, fill, t, titled, use_language},
};

/// For how long after it was closed a session is the one that the three lines are about, in milliseconds.
const AFTER: u64 = 3 * 24 * 60 * 60 * 1_000;

/// Properties of [`OnlyMine`].
#[derive(PartialEq, Properties)]
pub struct OnlyMineProps {
    pub room: Room,
    /// The open point.
    pub open: Option<ItemId>,
    /// The session that was open when the dialog was opened.
    pub opened_in: SessionId,
}

/// All of it. What stands where was decided when the dialog was opened: a session that is closed meanwhile, or a line that is
/// begun, moves nothing under a hand.
#[component]
pub fn OnlyMine(props: &OnlyMineProps) -> Html {
    use_language();
    let OnlyMineProps { room, open, opened_in } = props;
    let first = use_memo(*opened_in, |opened_in| first_session(room, *opened_in));
    let beside = use_memo(*opened_in, |_| points(room, *open));
    let others = use_memo(*opened_in, |_| other_sessions(room, *first));
    let view = &room.view;
    let first = find(room, *first).unwrap_or_else(|| Rc::clone(&view.session));
    html! {
        <div class="only-mine">
            <div class="part">
                <p class="lead">{ t(Key::OnlyYouSee) }</p>
                { place(room) }
            </div>
            if let Some(item) = open.and_then(|open| view.item(open)) {
                <div class="part">{ beside_point(room, item) }</div>
            }
            { after_session(room, &first, false) }
            if !beside.is_empty() {
                <div class="part">
                    <h3>{ t(Key::BesidePoints) }</h3>
                    { for beside.iter().filter_map(|item| any_item(room, *item)).map(|item| beside_point(room, &item)) }
                </div>
            }
            if !others.is_empty() {
                <div class="part">
                    <h3>{ t(Key::OtherSessions) }</h3>
                    { for others.iter().filter_map(|id| find(room, *id)).map(|session| after_session(room, &session, true)) }
                </div>
            }
        </div>
    }
}

/// Where it is kept.
fn place(room: &Room) -> Html {
    match room.private.place {
        PrivatePlace::Page => html! { <p class="warned">{ t(Key::PrivateInPage) }</p> },
        PrivatePlace::Device => html! { <p>{ t(Key::PrivateOnDevice) }</p> },
        PrivatePlace::Devices => html! { <p>{ t(Key::PrivateOnDevices) }</p> },
    }
}

/// The three lines of a session.
fn after_session(room: &Room, session: &Session, is_folded: bool) -> Html {
    let number = fill(Key::SessionN, &[("number", &session.number.to_string())]);
    let day = match session.closed {
        Some(_) => Some(calendar::day_held(session)),
        None => session.date.as_deref().map(calendar::date),
    };
    let heading = [Some(number), day].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let fields = Reflection::ALL.into_iter().map(|asked| {
        let name = t(match asked {
            Reflection::Happened => Key::WhatHappened,
            Reflection::Struck => Key::WhatStruck,
            Reflection::Next => Key::WhatNext,
        });
        let about = LineAbout::Session(session.id, asked);
        html! { <Lines key={name} room={room.clone()} {about} {name} /> }
    });
    let key = session.id.to_string();
    if is_folded {
        html! { <details {key}><summary>{ heading }</summary><div class="part">{ for fields }</div></details> }
    } else {
        html! { <div {key} class="part"><h3>{ heading }</h3>{ for fields }</div> }
    }
}

/// The line beside a point.
fn beside_point(room: &Room, item: &Item) -> Html {
    let name = fill(Key::BesidePoint, &[("title", titled(&item.title))]);
    html! { <Lines key={item.id.to_string()} room={room.clone()} about={LineAbout::Item(item.id)} {name} /> }
}

/// The session that the three lines are about: the one that was closed a while ago, else the open one.
fn first_session(room: &Room, opened_in: SessionId) -> SessionId {
    let now = room.now().0;
    let closed = room.view.earlier.first().filter(|session| {
        session.closed.is_some_and(|(_, at)| now.saturating_sub(at.0) < AFTER) && session.id != opened_in
    });
    closed.map_or(opened_in, |closed| closed.id)
}

/// Points with a line beside them but for the open one, those of the agenda first.
fn points(room: &Room, open: Option<ItemId>) -> Vec<ItemId> {
    let view = &room.view;
    let earlier = view.earlier.iter().flat_map(|session| session.items.iter());
    let all = view.agenda.iter().chain(view.postponed.iter()).chain(earlier);
    let beside = all.map(|item| item.id).filter(|id| Some(*id) != open || view.item(*id).is_none());
    beside.filter(|id| has_line(room, LineAbout::Item(*id))).collect()
}

/// Sessions with lines, and the open one, but for the one that is shown first.
fn other_sessions(room: &Room, first: SessionId) -> Vec<SessionId> {
    let view = &room.view;
    let open = (view.session.id != first).then_some(view.session.id);
    let closed = view.earlier.iter().map(|session| session.id);
    open.into_iter().chain(closed.filter(|id| *id != first && room.private.is_after(*id))).collect()
}

fn find(room: &Room, id: SessionId) -> Option<Rc<Session>> {
    let view = &room.view;
    [&view.session].into_iter().chain(view.earlier.iter()).find(|session| session.id == id).map(Rc::clone)
}

fn any_item(room: &Room, id: ItemId) -> Option<Rc<Item>> {
    let earlier = room.view.earlier.iter().flat_map(|session| session.items.iter());
    room.view.item(id).or_else(|| earlier.into_iter().find(|item| item.id == id)).map(Rc::clone)
}
