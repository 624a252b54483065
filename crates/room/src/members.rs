//! Members: who is in the room, and which entries turn out to be the same person.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::{Context, People},
    id::{DeviceId, MemberId, SignerId},
    order,
    schema::{self, Root, Slot, keep, keep_text, of_bytes, of_id, of_number, of_parts, of_text},
    text,
    values::{Moment, Refused, Role, Target, UndoName, Verb},
    writer::Writer,
};

const MEMBERS: Root = Root::new(1, "members");

/// The most signing keys that are read of one member: one for each device.
const MOST_KEYS: usize = 64;

/// What people do with members.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum MembersEdit {
    /// Adds a person, under an id that their device drew.
    Join {
        member: MemberId,
        name: String,
        /// Coach for who starts the room, coachee for who joins it.
        role: Role,
    },
    Rename {
        member: MemberId,
        name: String,
    },
    /// Gives a member the other role.
    SetRole {
        member: MemberId,
        role: Role,
    },
    /// Joins two entries that are one person: everything of `from` counts as `into`'s.
    JoinNames {
        from: MemberId,
        into: MemberId,
    },
    /// Lists a key of a device of mine that signs for me.
    AddKey {
        /// Ed25519; the signer's id is derived from it.
        public: [u8; 32],
        device: DeviceId,
    },
}

/// What changed about members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum MembersChange {
    Joined(MemberId),
}

/// A person in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    pub name: Rc<str>,
    /// One letter, or two, which differ if they can, where another member has the same one. Only an ASCII letter is capitalised here; screens
    /// capitalise others.
    pub initial: Rc<str>,
    /// Their place in order of joining, from 0: it selects their colour and shape.
    pub place: usize,
    pub role: Role,
    pub joined: Moment,
    /// Other ids that count as theirs ("Merge two people").
    pub also: Rc<[MemberId]>,
    /// The keys that sign for them, by id.
    pub keys: Rc<[SigningKey]>,
}

/// A key that signs for a member: one of each device. Whoever has the room's key can list one, so it proves no more than that the same
/// device signed (docs/threat-model.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SigningKey {
    pub signer: SignerId,
    /// Ed25519.
    pub public: [u8; 32],
    /// The device that has its secret.
    pub device: DeviceId,
}

/// What the document says about members.
#[derive(Debug, Default)]
pub(crate) struct Members(LiteMap<MemberId, MemberFacts>);

#[derive(Debug, Default, PartialEq)]
struct MemberFacts {
    name: Option<Rc<str>>,
    role: Role,
    joined: Moment,
    into: Option<MemberId>,
    keys: LiteMap<SignerId, SigningKey>,
}

impl Concept for Members {
    type Edit = MembersEdit;
    type Change = MembersChange;
    /// Members that have a name.
    type Before = Vec<MemberId>;

    const ROOTS: &'static [Root] = &[MEMBERS];

    fn undo_name(edit: &MembersEdit) -> UndoName {
        match *edit {
            MembersEdit::Join { member, .. } => UndoName::new(Verb::Add, Target::Member(member)),
            MembersEdit::Rename { member, .. } => UndoName::typed(Verb::Set, Target::Member(member)),
            MembersEdit::SetRole { member, .. } | MembersEdit::JoinNames { from: member, .. } => {
                UndoName::new(Verb::Set, Target::Member(member))
            }
            // (It is not undone.)
            MembersEdit::AddKey { .. } => UndoName::new(Verb::Set, Target::Room),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<MembersChange>) {
        let Some((id, field)) = found.key.split_once('/') else { return };
        let Ok(id) = id.parse() else { return };
        let (entry, value) = (self.0.entry(id).or_default(), found.value());
        match field {
            "name" => entry.name = value.and_then(schema::text).map(|name| keep_text(entry.name.as_ref(), name)),
            "role" => entry.role = read_role(value),
            "joined" => entry.joined = value.and_then(schema::moment).unwrap_or_default(),
            "into" => entry.into = value.and_then(schema::id).map(MemberId),
            field => {
                let Some(Ok(signer)) = field.strip_prefix("key/").map(str::parse) else { return };
                keep(&mut entry.keys, signer, value.and_then(|value| read_key(signer, value)));
            }
        }
    }

    fn derive(&mut self, read: bool, context: &mut Context) {
        if read {
            context.people = self.people();
            context.renewed.people = true;
        }
    }

    fn before(&self, _: &Context) -> Vec<MemberId> {
        self.known().collect()
    }

    fn compare(&self, known: Vec<MemberId>, _: &Context, changes: &mut Vec<MembersChange>) {
        changes.extend(self.known().filter(|id| known.binary_search(id).is_err()).map(MembersChange::Joined));
    }

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &MembersEdit) -> Result<(), Refused> {
        match *edit {
            // Somebody who joins again changes only their name.
            MembersEdit::Join { member, ref name, role } => {
                let name = text::one_line(text::not_blank(name, text::NAME)?);
                if self.named(member).is_err() {
                    let now = writer.who.now;
                    writer.write(slot(member, "role"), of_role(role));
                    writer.write(slot(member, "joined"), of_number(now.0));
                }
                writer.write(slot(member, "name"), of_text(&name));
            }
            MembersEdit::Rename { member, ref name } => {
                self.named(member)?;
                writer.set(slot(member, "name"), of_text(&text::one_line(text::not_blank(name, text::NAME)?)));
            }
            MembersEdit::SetRole { member, role } => {
                self.named(member)?;
                writer.set(slot(member, "role"), of_role(role));
            }
            // Joining two entries that are one person already changes nothing.
            MembersEdit::JoinNames { from, into } => {
                self.named(from)?;
                self.named(into)?;
                let people = &context.people;
                if !people.same(from, into) {
                    // Joins the entry that `from` already counts as, and with it all other entries of that person.
                    writer.set(slot(people.person(from), "into"), of_id(people.person(into).0));
                }
            }
            MembersEdit::AddKey { public, device } => {
                let key = format!("key/{}", SignerId::of(&public));
                writer.write(slot(writer.who.me, &key), of_parts([of_bytes(&public), of_id(device.0)]));
            }
        }
        Ok(())
    }
}

impl Members {
    /// Works out which entries are the same person. Entries that point to each other count as the one with the lowest
    /// id.
    fn people(&self) -> People {
        let mut people = People::default();
        for id in self.0.keys().copied() {
            let person = self.follow(id);
            if person != id {
                people.joined.insert(id, person);
            }
        }
        people
    }

    /// The keys of all entries that are this person.
    fn keys_of(&self, person: MemberId, context: &Context) -> Rc<[SigningKey]> {
        let entries = self.0.iter().filter(|(id, _)| context.people.person(**id) == person);
        let mut keys = LiteMap::new_vec();
        for (signer, key) in entries.flat_map(|(_, entry)| &entry.keys) {
            keys.insert(*signer, *key);
        }
        keys.values().take(MOST_KEYS).copied().collect()
    }

    fn follow(&self, id: MemberId) -> MemberId {
        let next = |id: MemberId| {
            let into = self.0.get(&id)?.into?;
            self.0.get(&into)?.name.is_some().then_some(into)
        };
        // A path with more steps than there are entries is in a circle by then.
        let mut at = id;
        for _ in 0..self.0.len() {
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

    /// Entries that have a name.
    fn known(&self) -> impl Iterator<Item = MemberId> {
        self.0.iter().filter(|(_, entry)| entry.name.is_some()).map(|(id, _)| *id)
    }

    fn named(&self, id: MemberId) -> Result<(), Refused> {
        match self.0.get(&id) {
            Some(entry) if entry.name.is_some() => Ok(()),
            _ => Err(Refused::Gone),
        }
    }

    /// Shows members in the order in which they joined, without entries that were joined into another.
    pub(crate) fn show(&self, context: &Context, shown: &mut Rc<[Member]>) {
        let joined = &context.people.joined;
        let people = self.0.iter().filter(|(id, _)| !joined.contains_key(id));
        let people = order::by_key(people, |(id, entry)| (entry.joined.0, 0, id.0));
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
                also: joined.iter().filter(|(_, person)| *person == id).map(|(other, _)| *other).collect(),
                keys: self.keys_of(*id, context),
            })
            .collect();
        let names: Vec<Rc<str>> = members.iter().map(|member| Rc::clone(&member.name)).collect();
        for (member, initial) in members.iter_mut().zip(initials(&names)) {
            member.initial = initial.into();
        }
        show_list(shown, members);
    }
}

/// The first letter of each name; where several have the same, a second one that tells them apart, if one does: the next of the
/// name, the first of its last word, its last, or any other, for those who joined first before those who came later.
fn initials(names: &[Rc<str>]) -> Vec<String> {
    let first = |name: &str| name.trim().chars().next().map(|letter| letter.to_ascii_uppercase());
    let mut initials: Vec<String> = Vec::new();
    for name in names {
        let Some(letter) = first(name) else {
            initials.push(String::new());
            continue;
        };
        if names.iter().filter(|other| first(other) == Some(letter)).count() < 2 {
            initials.push(letter.into());
            continue;
        }
        let letters: Vec<char> = name.trim().chars().skip(1).filter(|letter| !letter.is_whitespace()).collect();
        let last_word = name.split_whitespace().skip(1).last().and_then(first);
        let seconds = letters.first().copied().into_iter().chain(last_word).chain(letters.last().copied());
        let mut pairs = seconds.chain(letters.iter().copied()).map(|second| format!("{letter}{second}"));
        let distinct = pairs.clone().find(|pair| !initials.contains(pair));
        initials.push(distinct.or_else(|| pairs.next()).unwrap_or_else(|| letter.into()));
    }
    initials
}

fn slot(member: MemberId, field: &str) -> Slot {
    Slot::flat(MEMBERS, format!("{member}/{field}"))
}

/// Reads a signing key; `None` if the value is malformed or its key does not derive this id.
fn read_key(signer: SignerId, value: &Any) -> Option<SigningKey> {
    let public: [u8; 32] = schema::bytes(schema::part(value, 0))?.try_into().ok()?;
    let device = schema::id(schema::part(value, 1)).map(DeviceId)?;
    (SignerId::of(&public) == signer).then_some(SigningKey { signer, public, device })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn members(entries: &[(u8, &str, Option<u8>)]) -> (Members, Context) {
        let id = |n: u8| MemberId([n; 8]);
        let mut members = Members::default();
        for (n, name, into) in entries {
            let entry = MemberFacts {
                name: Some(Rc::from(*name)),
                joined: Moment(u64::from(*n)),
                into: into.map(id),
                ..MemberFacts::default()
            };
            members.0.insert(id(*n), entry);
        }
        let mut context = Context::default();
        members.derive(true, &mut context);
        (members, context)
    }

    fn shown((members, context): &(Members, Context)) -> Rc<[Member]> {
        let mut shown = Rc::from([]);
        members.show(context, &mut shown);
        shown
    }

    #[test]
    fn entries_that_point_to_each_other_are_one_person() {
        let all = members(&[(1, "Ana", Some(2)), (2, "Ana", Some(3)), (3, "Ana", Some(2)), (4, "Ben", Some(4))]);
        let people: Vec<_> = shown(&all).iter().map(|member| (member.id.0[0], member.also.len())).collect();
        assert_eq!(people, [(2, 2), (4, 0)]);
        assert!(all.1.people.same(MemberId([1; 8]), MemberId([3; 8])));
    }

    #[test]
    fn initials_have_two_letters_where_one_is_not_enough() {
        let initials = |names: &[(u8, &str, Option<u8>)]| -> Vec<String> {
            shown(&members(names)).iter().map(|member| member.initial.to_string()).collect()
        };
        assert_eq!(initials(&[(1, "Ana", None), (2, "ben", None)]), ["A", "B"]);
        assert_eq!(initials(&[(1, "Ana", None), (2, "Alex", None)]), ["An", "Al"]);
        assert_eq!(initials(&[(1, "Ben", None), (2, "Benny", None)]), ["Be", "By"]);
        assert_eq!(initials(&[(1, "Ana Koller", None), (2, "ana Meier", None)]), ["An", "AM"]);
        assert_eq!(initials(&[(1, "Ben", None), (2, "Ben", None), (3, "B", None)]), ["Be", "Bn", "B"]);
        assert_eq!(initials(&[(1, "Ben", None), (2, "Be", None)]), ["Be", "Be"]);
        assert_eq!(initials(&[(1, "🎉", None), (2, "דנה", None)]), ["🎉", "ד"]);
    }
}
