//! The names of people on screen.

use std::rc::Rc;

use alongside_peer::facts::Presence;
use alongside_room::{Member, MemberId, Mode, Moment, Role, View};

use yew::{AttrValue, Html};

use crate::{
    open_room::store::Room,
    parts::cooldown::COOLDOWN_MS,
    strings::{Key, list, shown, t},
};

/// A member's name; a substitute for an unknown one.
pub fn name(view: &View, id: MemberId) -> Rc<str> {
    view.member(id).map_or_else(|| t(Key::Somebody).into(), |member| member.name.clone())
}

/// The members other than me, in order.
pub fn others(room: &Room) -> impl Iterator<Item = &Member> {
    room.view.members.iter().filter(|member| !room.is_me(member))
}

/// The members as options of a list.
pub fn choices(members: &[Member]) -> Vec<(AttrValue, AttrValue)> {
    members.iter().map(|member| (member.id.to_string().into(), AttrValue::from(&*member.name))).collect()
}

/// The room's name: the other's name, else what its creator typed, else the names of those in it.
pub fn room_name(room: &Room) -> String {
    let all: Vec<String> = room.view.members.iter().map(|member| member.name.to_string()).collect();
    if all.len() < 2 && !room.view.expected.is_empty() {
        let mut names = all;
        names.push(room.view.expected.to_string());
        return list(&names);
    }
    list(&all)
}

/// A role's name in a room of this kind.
pub fn role(mode: Mode, role: Role) -> &'static str {
    t(match (mode, role) {
        (Mode::Coaching, Role::Coach) => Key::RoleCoach,
        (Mode::Coaching, Role::Coachee) => Key::RoleCoachee,
        (Mode::Mentoring, Role::Coach) => Key::RoleMentor,
        (Mode::Mentoring, Role::Coachee) => Key::RoleMentee,
        (Mode::Leading, Role::Coach) => Key::RoleLead,
        (Mode::Leading, Role::Coachee) => Key::RoleDeveloper,
        (Mode::Partners, _) => Key::RolePartner,
    })
}

/// The text `other` with the other's name, or the text `me` if it was me.
pub fn by_whom(room: &Room, by: MemberId, other: Key, me: Key) -> Html {
    if room.is_mine(by) { t(me).into() } else { shown(other, &[("name", &name(&room.view, by))]) }
}

/// Whether a change by this member at that moment has been on screen for a cooldown: nobody presses by mistake what
/// it put under their pointer.
pub fn is_past_cooldown(room: &Room, by: MemberId, at: Moment) -> bool {
    room.is_mine(by) || room.now().0.saturating_sub(at.0) >= COOLDOWN_MS
}

/// A member's presence; `None` is offline. I am present, as long as I can read this.
pub fn presence(room: &Room, member: MemberId) -> Option<Presence> {
    if room.is_mine(member) {
        return Some(Presence::Here);
    }
    let ids = room.view.member(member)?;
    let there = |id| room.facts.present.iter().find(|present| present.member == id).map(|present| present.state);
    there(ids.id).or_else(|| ids.also.iter().find_map(|also| there(*also)))
}

/// The word for a presence.
pub fn presence_word(presence: Option<Presence>) -> &'static str {
    t(match presence {
        Some(Presence::Here) => Key::Here,
        Some(Presence::Away) => Key::Away,
        None => Key::IsOffline,
    })
}
