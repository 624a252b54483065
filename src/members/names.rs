//! The names of people on screen.

use std::rc::Rc;

use alongside_peer::facts::{Connection, Presence};
use alongside_room::{Member, MemberId, Mode, Moment, Role, View};

use yew::{AttrValue, Html};

use crate::{
    open_room::store::Room,
    parts::{badge::Fill, cooldown::COOLDOWN_MS},
    strings::{Key, list, shown, t},
};

/// A member's name as sentences and controls bear it; a substitute for an unknown one.
pub fn name(view: &View, id: MemberId) -> Rc<str> {
    view.member(id).map_or_else(|| t(Key::Somebody).into(), |member| short(&view.members, &member.name))
}

/// The first word of a name, unless somebody else's begins with it, too; and not more than fits.
pub fn short(members: &[Member], name: &Rc<str>) -> Rc<str> {
    let is_shared = members.iter().filter(|member| first_word(&member.name) == first_word(name)).count() > 1;
    let shown = fitting(if is_shared { name } else { first_word(name) });
    if shown == **name { Rc::clone(name) } else { shown.into() }
}

/// The first word of a name, as far as it fits beside something else.
pub fn first(name: &str) -> String {
    fitting(first_word(name))
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

fn fitting(words: &str) -> String {
    match words.char_indices().nth(LETTERS_OF_NAME) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words.to_owned(),
    }
}

/// As many letters of a name as are shown where something else stands beside it.
const LETTERS_OF_NAME: usize = 14;

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

/// Whether a member is there, as far as is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attendance {
    There(Presence),
    Offline,
    /// I have no line to anybody: who is there does not show.
    Unknown,
}

/// Whether a member is there. I am, as long as I can read this.
pub fn presence(room: &Room, member: MemberId) -> Attendance {
    if room.is_mine(member) {
        return Attendance::There(Presence::Here);
    }
    let there = |id| room.facts.present.iter().find(|present| present.member == id).map(|present| present.state);
    let ids = room.view.member(member);
    let found = ids.and_then(|ids| there(ids.id).or_else(|| ids.also.iter().find_map(|also| there(*also))));
    match found {
        Some(state) => Attendance::There(state),
        None if room.facts.connection == Connection::None => Attendance::Unknown,
        None => Attendance::Offline,
    }
}

/// The word for it.
pub fn presence_word(attendance: Attendance) -> &'static str {
    t(match attendance {
        Attendance::There(Presence::Here) => Key::Here,
        Attendance::There(Presence::Away) => Key::Away,
        Attendance::Offline => Key::IsOffline,
        Attendance::Unknown => Key::PresenceUnknown,
    })
}

impl From<Attendance> for Fill {
    fn from(attendance: Attendance) -> Self {
        match attendance {
            Attendance::There(Presence::Here) => Self::Full,
            Attendance::There(Presence::Away) => Self::Outline,
            Attendance::Offline => Self::Dashed,
            Attendance::Unknown => Self::Faint,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_called_by_its_first_word_unless_that_is_somebody_elses_too() {
        let member = |name: &str| Member {
            id: MemberId([1; 8]),
            name: name.into(),
            initial: "A".into(),
            place: 0,
            role: Role::Coach,
            joined: Moment(0),
            also: Rc::from([]),
            keys: Rc::from([]),
        };
        let called = |names: &[&str]| -> Vec<String> {
            let members: Vec<Member> = names.iter().map(|name| member(name)).collect();
            members.iter().map(|member| short(&members, &member.name).to_string()).collect()
        };
        assert_eq!(called(&["Ana Koller", "Ben"]), ["Ana", "Ben"]);
        assert_eq!(called(&["Ana Koller", "Ana Meier"]), ["Ana Koller", "Ana Meier"]);
        assert_eq!(called(&["Alexandra-Konstantinou Papadimitriou"]), ["Alexandra-Kons…"]);
        assert_eq!(called(&["בנימין אברהם"]), ["בנימין"]);
    }
}
