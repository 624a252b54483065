//! The one generator of edits: for the simulation, the property tests and the fuzzers.
//!
//! An [`EditKind`] is one variant of one concept's edits. The names come from `alongside-room`, so that no list of
//! them is kept here. [`draw()`] makes an edit of a kind from what a screen shows and from a source of
//! [`Choices`](crate::chance::Choices): a random stream, or bytes that a fuzzer or proptest can shrink.

mod draw;

use std::{fmt, str::FromStr};

use alongside_room::Edit;

pub use self::draw::{Reach, Screen, draw, draw_field};

/// A variant of a concept's edits: `Agenda::Add`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EditKind {
    concept: &'static str,
    variant: &'static str,
}

impl EditKind {
    /// Every kind of edit there is.
    pub fn all() -> Vec<Self> {
        let kinds = |(concept, variants): &(&'static str, &'static [&'static str])| {
            let concept = *concept;
            variants.iter().map(move |variant| Self { concept, variant })
        };
        Edit::KINDS.iter().flat_map(kinds).collect()
    }

    /// The kind of this edit.
    pub fn of(edit: &Edit) -> Self {
        let (concept, variant) = edit.kind();
        Self { concept, variant }
    }
}

impl fmt::Display for EditKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.concept, self.variant)
    }
}

impl fmt::Debug for EditKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// There is no kind of edit with this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no edit is called {0}")]
pub struct NoSuchEdit(String);

impl FromStr for EditKind {
    type Err = NoSuchEdit;

    fn from_str(name: &str) -> Result<Self, NoSuchEdit> {
        Self::all().into_iter().find(|kind| kind.to_string() == name).ok_or_else(|| NoSuchEdit(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use alongside_room::{Change, MemberId, MembersEdit, Moment, Role, Room, Who};

    use super::*;
    use crate::chance::{Chance, Choices, FromBytes};

    const PAIR: [MemberId; 2] = [MemberId([1; 8]), MemberId([2; 8])];

    /// Enough seeds for every rare case to happen several times.
    const SEEDS: u64 = 150;
    const EDITS: usize = 200;

    /// The outcomes of the edits of all seeds.
    #[derive(Default)]
    struct Outcomes {
        /// For each kind that was performed at least once: the changes that the other copy reported.
        changes: BTreeMap<EditKind, BTreeSet<String>>,
        /// What the other copy reported of undoing one.
        of_undo: BTreeSet<String>,
        /// Kinds that undo had a name for.
        undone: BTreeSet<EditKind>,
    }

    impl Outcomes {
        fn of_all_seeds() -> Self {
            let mut outcomes = Self::default();
            (0..SEEDS).for_each(|seed| outcomes.play(seed));
            outcomes
        }

        /// Two people make edits of all kinds, and undo some of them.
        fn play(&mut self, seed: u64) {
            let mut chance = Chance::of(seed, "edits");
            let mut rooms = [Room::new(1), Room::new(2)];
            let mut now = Moment(1_000_000);
            for (at, me) in PAIR.into_iter().enumerate() {
                let join = MembersEdit::Join { member: me, name: format!("Person {at}"), role: Role::Coach };
                rooms[at].edit(Who { me, now }, join).unwrap();
                pass_on(&mut rooms, at);
            }
            let kinds = EditKind::all();
            for _ in 0..EDITS {
                now.0 += 1_000;
                let at = chance.below(2) as usize;
                let (view, who) = (rooms[at].view(now), Who { me: PAIR[at], now });
                let screen = Screen { me: who.me, view: &view, pair: &PAIR };
                // A room that was ended, or left for another key, is only read.
                let kind = match view.ended {
                    Some(_) => "About::Reopen".parse().unwrap(),
                    // Letters come more often than all else.
                    None if chance.one_in(4) => "Text::Retype".parse().unwrap(),
                    None => *chance.pick(&kinds).unwrap(),
                };
                let Some(edit) = draw(kind, &screen, Reach::Screen, &mut chance) else { continue };
                assert_eq!(EditKind::of(&edit), kind);
                if chance.one_in(3) && is_taken_back(&rooms[at], who, &edit) {
                    self.undone.insert(kind);
                }
                if rooms[at].edit(who, edit).is_err() {
                    continue;
                }
                if chance.one_in(6) {
                    // The other does something of the kind before hearing of it.
                    let (view, me) = (rooms[1 - at].view(now), PAIR[1 - at]);
                    let screen = Screen { me, view: &view, pair: &PAIR };
                    let edit = draw(kind, &screen, Reach::Screen, &mut chance);
                    let _ = edit.map(|edit| rooms[1 - at].edit(Who { me, now }, edit));
                }
                for from in [at, 1 - at] {
                    let changes = pass_on(&mut rooms, from);
                    self.changes.entry(kind).or_default().extend(changes);
                }
                if chance.one_in(8) && rooms[at].undo(who).is_ok() {
                    self.of_undo.extend(pass_on(&mut rooms, at));
                }
            }
        }

        fn kinds_without(&self, is_so: impl Fn(&EditKind) -> bool) -> Vec<String> {
            EditKind::all().iter().filter(|kind| !is_so(kind)).map(EditKind::to_string).collect()
        }
    }

    /// Whether this edit can be undone under a name, in a copy in which it is the first edit.
    fn is_taken_back(room: &Room, who: Who, edit: &Edit) -> bool {
        let mut copy = Room::new(3);
        copy.load(&room.snapshot()).unwrap();
        copy.edit(who, edit.clone()).is_ok() && copy.undo(who).is_ok()
    }

    /// Gives one copy's updates to the other; returns the changes that the other reports.
    fn pass_on(rooms: &mut [Room; 2], from: usize) -> Vec<String> {
        let updates = rooms[from].take_updates();
        updates.iter().flat_map(|update| rooms[1 - from].apply(update).unwrap()).map(name_of).collect()
    }

    fn name_of(change: Change) -> String {
        let Some((concept, variant)) = change.kind() else { return "Other".to_owned() };
        format!("{concept}::{variant}")
    }

    #[test]
    fn every_kind_of_edit_is_done_by_two_people_at_their_screens() {
        let outcomes = Outcomes::of_all_seeds();
        let never = outcomes.kinds_without(|kind| outcomes.changes.contains_key(kind));
        assert!(never.is_empty(), "edits that were never done in {SEEDS} seeds: {never:?}");
    }

    #[test]
    fn every_kind_of_edit_is_reported_as_a_change_by_the_other_copy() {
        let outcomes = Outcomes::of_all_seeds();
        let unseen = outcomes.kinds_without(|kind| outcomes.changes.get(kind).is_some_and(|seen| !seen.is_empty()));
        assert!(unseen.is_empty(), "edits that the other copy never said anything of: {unseen:?}");
        let seen = outcomes.changes.values().flatten().chain(&outcomes.of_undo);
        let seen: BTreeSet<_> = seen.map(String::as_str).collect();
        let all = Change::KINDS
            .iter()
            .flat_map(|(concept, variants)| variants.iter().map(move |variant| format!("{concept}::{variant}")));
        let never: Vec<_> = all.filter(|change| !seen.contains(change.as_str())).collect();
        assert!(never.is_empty(), "changes that were never reported: {never:?}");
        let only_other = outcomes.changes.iter().filter(|(_, seen)| seen.iter().all(|change| change == "Other"));
        let only_other: Vec<_> = only_other.map(|(kind, _)| kind.to_string()).collect();
        assert_eq!(only_other, NEVER_ANNOUNCED, "which edits come to no change of their concept");
    }

    /// Edits that screens show without an announcement. A new kind of edit must be announced unless it is added here.
    const NEVER_ANNOUNCED: &[&str] = &[
        "About::SetExpected",
        "About::SetPlanned",
        "Agreement::Settle",
        "Devices::Add",
        "Devices::RotateKey",
        "Invitations::End",
        "Invitations::Invite",
        "Keyring::Hold",
        "Keyring::PutParcel",
        "Keyring::TakeOff",
        "Members::AddKey",
        "Members::JoinNames",
        "Members::Rename",
        "Members::SetRole",
        "Passages::Forget",
        "Timer::SetIntention",
    ];

    #[test]
    fn undo_has_a_name_for_every_kind_of_edit_that_can_be_taken_back() {
        let outcomes = Outcomes::of_all_seeds();
        // Whoever came in is in; the clock, devices, links and keys leave nothing to take back, nor does a shape that the
        // other may be at work in.
        let stays = |name: &str| match name.split_once("::") {
            Some(("Devices" | "Invitations" | "Keyring", _)) => true,
            Some(("Timer", variant)) => !matches!(variant, "SetIntention" | "Report"),
            // A point that the clock puts on the agenda, nobody did.
            _ => matches!(
                name,
                "Agreement::Settle"
                    | "Handoffs::Talk"
                    | "Members::AddKey"
                    | "Members::Join"
                    | "Passages::Forget"
                    | "Shapes::Add"
            ),
        };
        let unnamed = outcomes.kinds_without(|kind| outcomes.undone.contains(kind) != stays(&kind.to_string()));
        assert!(unnamed.is_empty(), "edits that are not taken back, or should not be: {unnamed:?}");
    }

    #[test]
    fn any_bytes_make_an_edit_of_any_kind() {
        let view = Room::new(1).view(Moment(0));
        let screen = Screen { me: PAIR[0], view: &view, pair: &PAIR };
        for kind in EditKind::all() {
            for bytes in [&[][..], &[0; 40], &[7; 3], &[255; 40]] {
                let edit = draw(kind, &screen, Reach::Anything, &mut FromBytes(bytes));
                assert_eq!(edit.as_ref().map(EditKind::of), Some(kind), "{bytes:?}");
            }
        }
    }

    #[test]
    fn a_kind_of_edit_is_found_by_its_name() {
        for kind in EditKind::all() {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        assert_eq!("Agenda::Sing".parse::<EditKind>(), Err(NoSuchEdit("Agenda::Sing".to_owned())));
    }
}
