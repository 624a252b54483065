//! Who is in the room, and who is who: two entries may turn out to be one person.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::Any;

use crate::{
    id::MemberId,
    pen::{Pen, keep_text},
    refused::Refused,
    schema::{self, Root, Slot, of_id, of_number, of_text},
    sort, text,
    values::{Moment, Role},
    view::Member,
};

/// What people do about who is in the room.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum MembersEdit {
    /// A person comes into the room, under an id that their device drew.
    Join {
        member: MemberId,
        name: String,
        /// Whoever starts a room is its coach, who joins its coachee.
        role: Role,
    },
    Rename {
        member: MemberId,
        name: String,
    },
    /// A member takes the other part.
    SetRole {
        member: MemberId,
        role: Role,
    },
    /// Two entries were one person all along: everything of `from` counts as `into`'s.
    JoinNames {
        from: MemberId,
        into: MemberId,
    },
}

/// What became of the members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum MembersChange {
    Joined(MemberId),
}

/// What the document says about members.
#[derive(Debug, Default)]
pub(crate) struct Members {
    all: LiteMap<MemberId, Entry>,
    /// Whom each entry counts as, where that is another.
    same: LiteMap<MemberId, MemberId>,
}

#[derive(Debug, Default, PartialEq)]
struct Entry {
    name: Option<Rc<str>>,
    role: Role,
    joined: Moment,
    into: Option<MemberId>,
}

impl Members {
    /// Takes in what stands under a key now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        let Some((id, field)) = key.split_once('/') else { return };
        let Ok(id) = id.parse() else { return };
        let entry = self.all.entry(id).or_default();
        match field {
            "name" => entry.name = value.and_then(schema::text).map(|name| keep_text(entry.name.as_ref(), name)),
            "role" => entry.role = read_role(value),
            "joined" => entry.joined = value.and_then(schema::moment).unwrap_or_default(),
            "into" => entry.into = value.and_then(schema::id).map(MemberId),
            _ => {}
        }
    }

    /// Works out who is who, after reading. Entries that point to each other count as the one with the lowest id.
    pub(crate) fn settle(&mut self) {
        self.same = LiteMap::new();
        for id in self.all.keys().copied() {
            let person = self.follow(id);
            if person != id {
                self.same.insert(id, person);
            }
        }
    }

    fn follow(&self, id: MemberId) -> MemberId {
        let next = |id: MemberId| {
            let into = self.all.get(&id)?.into?;
            self.all.get(&into)?.name.is_some().then_some(into)
        };
        // A path of more steps than there are entries goes in a circle, and is in it by then.
        let mut at = id;
        for _ in 0..self.all.len() {
            match next(at) {
                Some(next) => at = next,
                None => return at,
            }
        }
        let mut lowest = at;
        let mut step = at;
        while let Some(next) = next(step).filter(|next| *next != at) {
            lowest = lowest.min(next);
            step = next;
        }
        lowest
    }

    /// The person behind an id.
    pub(crate) fn person(&self, id: MemberId) -> MemberId {
        self.same.get(&id).copied().unwrap_or(id)
    }

    pub(crate) fn same(&self, one: MemberId, other: MemberId) -> bool {
        self.person(one) == self.person(other)
    }

    /// Those with a name.
    pub(crate) fn known(&self) -> impl Iterator<Item = MemberId> {
        self.all.iter().filter(|(_, entry)| entry.name.is_some()).map(|(id, _)| *id)
    }

    fn named(&self, id: MemberId) -> Result<(), Refused> {
        match self.all.get(&id) {
            Some(entry) if entry.name.is_some() => Ok(()),
            _ => Err(Refused::Gone),
        }
    }

    /// As a screen shows them.
    pub(crate) fn show(&self) -> Vec<Member> {
        let people = self.all.iter().filter(|(id, _)| !self.same.contains_key(id));
        let people = sort::by_key(people, |(id, entry)| (entry.joined.0, 0, id.0));
        let people = people.into_iter().filter_map(|(id, entry)| Some((id, entry, entry.name.clone()?)));
        let mut members: Vec<Member> = people
            .enumerate()
            .map(|(place, (id, entry, name))| Member {
                id: *id,
                initial: Rc::from(""),
                name,
                place,
                role: entry.role,
                joined: entry.joined,
                also: self.same.iter().filter(|(_, person)| *person == id).map(|(other, _)| *other).collect(),
            })
            .collect();
        let initials: Vec<_> = members.iter().map(|member| initial(&member.name, 1)).collect();
        for (at, member) in members.iter_mut().enumerate() {
            let matched = initials.iter().filter(|other| **other == initials[at]).count() > 1;
            member.initial = Rc::from(initial(&member.name, if matched { 2 } else { 1 }));
        }
        members
    }
}

/// The first letters of a name, the very first as a capital where it is one of ASCII's.
fn initial(name: &str, letters: usize) -> String {
    let mut letters = name.trim().chars().take(letters);
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn slot(member: MemberId, field: &str) -> Slot {
    Slot::flat(Root::Members, format!("{member}/{field}"))
}

fn read_role(value: Option<&Any>) -> Role {
    match value.and_then(schema::number) {
        Some(1) => Role::Coachee,
        _ => Role::Coach,
    }
}

fn of_role(role: Role) -> Any {
    of_number(match role {
        Role::Coach => 0,
        Role::Coachee => 1,
    })
}

/// Comes in. Coming in again changes only the name.
pub(crate) fn join(
    pen: &mut Pen<'_, '_>,
    all: &Members,
    member: MemberId,
    name: &str,
    role: Role,
) -> Result<(), Refused> {
    let name = text::one_line(text::said(name, text::NAME)?);
    if all.named(member).is_err() {
        let now = pen.who.now;
        pen.write(slot(member, "role"), of_role(role));
        pen.write(slot(member, "joined"), of_number(now.0));
    }
    pen.write(slot(member, "name"), of_text(&name));
    Ok(())
}

pub(crate) fn rename(pen: &mut Pen<'_, '_>, all: &Members, member: MemberId, name: &str) -> Result<(), Refused> {
    all.named(member)?;
    pen.set(slot(member, "name"), of_text(&text::one_line(text::said(name, text::NAME)?)));
    Ok(())
}

pub(crate) fn set_role(pen: &mut Pen<'_, '_>, all: &Members, member: MemberId, role: Role) -> Result<(), Refused> {
    all.named(member)?;
    pen.set(slot(member, "role"), of_role(role));
    Ok(())
}

/// Makes two entries one person. Joining what is one already changes nothing.
pub(crate) fn join_names(pen: &mut Pen<'_, '_>, all: &Members, from: MemberId, into: MemberId) -> Result<(), Refused> {
    all.named(from)?;
    all.named(into)?;
    if !all.same(from, into) {
        // The person as a whole moves, not only this entry of theirs.
        pen.set(slot(all.person(from), "into"), of_id(all.person(into).0));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(entries: &[(u8, &str, Option<u8>)]) -> Members {
        let id = |n: u8| MemberId([n; 8]);
        let mut members = Members::default();
        for (n, name, into) in entries {
            members.read(&format!("{}/name", id(*n)), Some(&of_text(name)));
            members.read(&format!("{}/joined", id(*n)), Some(&of_number(u64::from(*n))));
            members.read(&format!("{}/into", id(*n)), into.map(|n| of_id(id(n).0)).as_ref());
        }
        members.settle();
        members
    }

    #[test]
    fn entries_that_point_to_each_other_are_one_person() {
        let all = members(&[(1, "Ana", Some(2)), (2, "Ana", Some(3)), (3, "Ana", Some(2)), (4, "Ben", Some(4))]);
        let people: Vec<_> = all.show().iter().map(|member| (member.id.0[0], member.also.len())).collect();
        assert_eq!(people, [(2, 2), (4, 0)]);
        assert!(all.same(MemberId([1; 8]), MemberId([3; 8])));
    }

    #[test]
    fn initials_have_two_letters_where_one_is_not_enough() {
        let initials = |names: &[(u8, &str, Option<u8>)]| -> Vec<String> {
            members(names).show().iter().map(|member| member.initial.to_string()).collect()
        };
        assert_eq!(initials(&[(1, "Ana", None), (2, "ben", None)]), ["A", "B"]);
        assert_eq!(initials(&[(1, "Ana", None), (2, "Alex", None)]), ["An", "Al"]);
        assert_eq!(initials(&[(1, "🎉", None), (2, "דנה", None)]), ["🎉", "ד"]);
    }
}
