//! People, as a screen names them.

use std::rc::Rc;

use alongside_room::{Member, MemberId, Mode, Moment, Role, View};

use yew::AttrValue;

use crate::{
    browser::dates,
    format::{self, Day},
    open_room::store::Room,
    parts::cooldown::COOLDOWN_MS,
    strings::{Key, fill, list, t},
};

/// What a member is called; a word for one who is not known.
pub fn name(view: &View, id: MemberId) -> Rc<str> {
    view.member(id).map_or_else(|| t(Key::Somebody).into(), |member| member.name.clone())
}

/// The members other than me, in order.
pub fn others(room: &Room) -> impl Iterator<Item = &Member> {
    room.view.members.iter().filter(|member| !room.is_me(member))
}

/// The members as a list to choose from.
pub fn choices(members: &[Member]) -> Vec<(AttrValue, AttrValue)> {
    members.iter().map(|member| (member.id.to_string().into(), AttrValue::from(&*member.name))).collect()
}

/// What the room is called: by the other's name, else by what its maker typed, else by who is in it.
pub fn room_name(room: &Room) -> String {
    let all: Vec<String> = room.view.members.iter().map(|member| member.name.to_string()).collect();
    if all.len() < 2 && !room.view.expected.is_empty() {
        let mut names = all;
        names.push(room.view.expected.to_string());
        return list(&names);
    }
    list(&all)
}

/// What a part is called in a room of this kind.
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

/// The day it is here.
pub fn today() -> Day {
    Day::read(&dates::today()).unwrap_or(Day { year: 1970, month: 1, day: 1 })
}

/// The day of a moment, seen from today: "today", "28 Nov".
pub fn day_of(moment: Moment) -> String {
    let day = Day::read(&dates::written(moment)).unwrap_or(Day { year: 1970, month: 1, day: 1 });
    let today = today();
    if (-1..=0).contains(&(day.number() - today.number())) { day.short(today) } else { day.plain(today) }
}

/// A day as it was written down, short: "Mon", "28 Nov".
pub fn due(written: &str) -> String {
    Day::read(written).map_or_else(|| written.to_owned(), |day| day.short(today()))
}

/// A session's date for reading.
pub fn date(written: &str) -> String {
    format::date(written, today())
}

/// The one words with the other's name, or the other ones if it was me.
pub fn by_whom(room: &Room, by: MemberId, other: Key, me: Key) -> String {
    if room.is_mine(by) { t(me).to_owned() } else { fill(other, &[("name", &name(&room.view, by))]) }
}

/// Whether what this member did then has been on the screen for a cooldown: nobody presses by mistake what it put under
/// their hand.
pub fn is_past_cooldown(room: &Room, by: MemberId, at: Moment) -> bool {
    room.is_mine(by) || room.now().0.saturating_sub(at.0) >= COOLDOWN_MS
}
