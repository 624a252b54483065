//! The two people: names, roles, the invite; and "Cleo joined this room." of a third.

pub mod dialog;
pub mod invite;
pub mod names;

use alongside_room::{Member, MemberId, MembersChange};
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Position},
    browser::prefs::in_room,
    open_room::{store::Room, tools::use_tools},
    parts::bar::bar,
    strings::{Key, list, shown, t, use_language},
};

/// The announcement of a change to the members.
pub fn announce(change: MembersChange) -> Option<Announcement> {
    match change {
        MembersChange::Joined(_) => Some(Announcement::once(Position::Joined, t(Key::DidJoin))),
    }
}

/// Properties of [`JoinedBar`].
#[derive(PartialEq, Properties)]
pub struct JoinedBarProps {
    pub room: Room,
}

/// The bar about those who have joined since the person dismissed it last.
#[component]
pub fn JoinedBar(props: &JoinedBarProps) -> Html {
    use_language();
    let room = &props.room;
    let tools = use_tools();
    let pref = in_room("members", room.id);
    let seen = use_state_eq(|| tools.as_ref().and_then(|tools| tools.prefs.text(&pref)));
    let members = room.view.members.iter().enumerate();
    let new = members.filter(|(at, member)| !is_known(seen.as_deref(), *at, member) && !room.is_me(member));
    let new: Vec<String> = new.map(|(_, member)| member.name.to_string()).collect();
    if new.is_empty() {
        return html! {};
    }
    let put_away = {
        let all: Vec<String> = room.view.members.iter().map(|member| member.id.to_string()).collect();
        let (seen, all) = (seen.clone(), all.join(" "));
        Callback::from(move |()| {
            if let Some(tools) = &tools {
                tools.prefs.set(&pref, &all);
            }
            seen.set(Some(all.clone()));
        })
    };
    bar(html! { <span>{ shown(Key::JoinedBar, &[("name", &list(&new))]) }</span> }, &put_away)
}

/// Whether this member's joining was dismissed. The first two members need no notice; others are stored by id.
/// Earlier versions stored the number of members.
fn is_known(seen: Option<&str>, at: usize, member: &Member) -> bool {
    let seen = seen.unwrap_or_default();
    // A short number is such a count; an id has more digits.
    if let Some(count) = (seen.len() < 4).then(|| seen.parse::<usize>().ok()).flatten() {
        return at < count.max(2);
    }
    let names = |id: MemberId| seen.split(' ').any(|each| each.parse() == Ok(id));
    at < 2 && seen.is_empty() || names(member.id) || member.also.iter().copied().any(names)
}
