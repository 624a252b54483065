//! Everything that a person can do in a room, as one enum.
//!
//! An [`Edit`] is the UI's command. It says what the person saw and meant ("discussed: yes"), never a toggle. New
//! things bring their id, so that nothing here draws randomness; who makes the edit and when is passed beside it, in
//! [`Who`]. Each concept defines its own edits in its own module. The one list of concepts is in this file, and
//! whatever must handle every concept is generated from that list.

#[cfg(feature = "late")]
use std::cell::RefCell;
use std::convert::Infallible;

use strum::VariantNames;
use yrs::{Any, Transaction};

use crate::{
    about::{About, AboutChange, AboutEdit},
    agenda::{Agenda, AgendaChange, AgendaEdit},
    agreement::{AgreementChange, AgreementEdit, AgreementFacts},
    commitments::{Commitments, CommitmentsChange, CommitmentsEdit},
    concept::Concept,
    context::{Context, Renewed},
    decisions::{Decisions, DecisionsChange, DecisionsEdit},
    devices::{Devices, DevicesEdit},
    habits::{Habits, HabitsChange, HabitsEdit},
    handoffs::{Handoffs, HandoffsChange, HandoffsEdit},
    invitations::{Invitations, InvitationsEdit},
    keyring::{Keyring, KeyringEdit},
    keys::{Keys, read_keys},
    late::{Late, LateConcept, LateConcepts, facts_of},
    late_kind::{LateKind, LateKinds},
    members::{Members, MembersChange, MembersEdit},
    passages::{Passages, PassagesEdit},
    rows::BinnedThing,
    schema::{Root, Roots, Slot},
    sessions::{Sessions, SessionsChange, SessionsEdit},
    shapes::{Shapes, ShapesChange, ShapesEdit},
    tasks::{Tasks, TasksChange, TasksEdit},
    text::TextEdit,
    timer::{Clock, TimerChange, TimerEdit},
    values::{Refused, UndoName, Who},
    view::View,
    writer::Writer,
};

macro_rules! concepts {
    (
        always { $($name:ident: $facts:ty, $variant:ident($edit:ty $(=> $change:ty)?) shows($($field:ident),*);)* }
        late { $($late:ident($late_edit:ty => $late_change:ty): $late_facts:ty, loaded by $load:ident, shows($($late_field:ident),*);)* }
    ) => {
        /// One edit of one concept.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Edit {
            $($variant($edit),)*
            $($late($late_edit),)*
            /// An edit of the letters of a shared text, whichever concept the text belongs to.
            Text(TextEdit),
            /// An edit that belongs to the one made right before it here, as another part of one act of the person: both
            /// are undone and redone at once.
            Also(Box<Edit>),
        }

        /// What an edit or an update did to the room. [`crate::Room::apply`] returns the changes that others made, so
        /// that a screen can say who changed what.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Change {
            $($($variant($change),)?)*
            $($late($late_change),)*
            /// A change of a concept whose code has not come: what it is is reported once it has.
            Unread(LateKind),
            /// A change that no concept reports by a name.
            Other,
        }

        $(impl From<$edit> for Edit {
            fn from(edit: $edit) -> Self {
                Self::$variant(edit)
            }
        }

        $(impl From<$change> for Change {
            fn from(change: $change) -> Self {
                Self::$variant(change)
            }
        })?)*

        $(impl From<$late_edit> for Edit {
            fn from(edit: $late_edit) -> Self {
                Self::$late(edit)
            }
        }

        impl From<$late_change> for Change {
            fn from(change: $late_change) -> Self {
                Self::$late(change)
            }
        }

        impl LateConcept<Edit> for $late_facts {
            fn own(edit: &Edit) -> Option<&$late_edit> {
                match edit {
                    Edit::$late(edit) => Some(edit),
                    _ => None,
                }
            }

            fn show_in(&mut self, context: &Context, view: &mut View) {
                self.show(context $(, &mut view.$late_field)*);
            }
        }

        /// Its code has come: rooms read this concept from now on, those that are open once they learn of it.
        pub fn $load() {
            add(LateKind::$late, facts_of::<$late_facts, Edit, Change>);
        })*

        /// The concepts whose code may come later than the rest.
        const LATE: &[(LateKind, &[Root])] = &[$((LateKind::$late, <$late_facts as Concept>::ROOTS),)*];

        /// All of them, for a program that is one piece.
        #[cfg(not(feature = "late"))]
        const ALL: &[(LateKind, NewFacts)] = &[$((LateKind::$late, facts_of::<$late_facts, Edit, Change>),)*];

        impl Change {
            /// Every concept that reports changes, with the names of its changes.
            pub const KINDS: &'static [(&'static str, &'static [&'static str])] =
                &[$($((stringify!($variant), <$change>::VARIANTS),)?)* $((stringify!($late), <$late_change>::VARIANTS),)*];

            /// The name of the concept, and the name of the change.
            pub fn kind(self) -> Option<(&'static str, &'static str)> {
                match self {
                    $($(Self::$variant(change) => Some((stringify!($variant), <&'static str>::from(<$change>::from(change)))),)?)*
                    $(Self::$late(change) => Some((stringify!($late), <&'static str>::from(change))),)*
                    Self::Unread(_) | Self::Other => None,
                }
            }
        }

        /// The facts of all concepts.
        #[derive(Debug)]
        pub(crate) struct Concepts {
            $(pub(crate) $name: $facts,)*
            late: LateConcepts<Edit, Change>,
            /// Those of them that the room uses, and those that are read.
            in_use: LateKinds,
            read: LateKinds,
        }

        impl Default for Concepts {
            fn default() -> Self {
                let mut concepts = Self {
                    $($name: Default::default(),)*
                    late: LateConcepts(Vec::new()),
                    in_use: LateKinds::default(),
                    read: LateKinds::default(),
                };
                concepts.learn();
                concepts
            }
        }

        impl Concepts {
            /// The roots of the document, in order of their numbers.
            pub(crate) fn roots() -> Vec<Root> {
                let all = [$(<$facts as Concept>::ROOTS,)* $(<$late_facts as Concept>::ROOTS),*];
                // Not sorted: a sort would be compiled for this type alone.
                let mut roots = vec![all[0][0]; all.iter().map(|roots| roots.len()).sum()];
                for root in all.into_iter().flatten() {
                    roots[root.number()] = *root;
                }
                roots
            }

            /// Reads what is under these keys now, and reports what changed.
            pub(crate) fn read(
                &mut self,
                txn: &Transaction<'_>,
                roots: &Roots,
                context: &mut Context,
                keys: &mut Keys<'_>,
            ) -> Vec<Change> {
                let mut changes = Vec::new();
                context.renewed = Renewed::default();
                $(let $name = self.$name.before(context);)*
                self.late.begin(context);
                $(let read = read_keys(&mut self.$name, txn, roots, context, keys);
                changes.extend(read.into_iter().map(Change::from));)*
                self.late.read(txn, roots, context, keys, &mut changes);
                for (kind, _) in LATE.iter().filter(|(_, roots)| keys.some_of(roots)) {
                    self.in_use.add(*kind);
                    if !self.read.contains(*kind) {
                        changes.push(Change::Unread(*kind));
                    }
                }
                $(self.$name.derive(keys.some_of(<$facts as Concept>::ROOTS), context);)*
                $(let mut found = Vec::new();
                self.$name.compare($name, context, &mut found);
                changes.extend(found.into_iter().map(Change::from));)*
                self.late.finish(keys, context, &mut changes);
                changes
            }

            /// Updates a view from the facts; what did not change stays the very same `Rc`.
            pub(crate) fn show(&mut self, context: &Context, view: &mut View) {
                $(self.$name.show(context $(, &mut view.$field)*);)*
                self.late.show(context, view);
                (view.in_use, view.read) = (self.in_use, self.read);
            }

            /// Performs an edit of its concept. (Text edits are performed by [`crate::Room::edit`].)
            pub(crate) fn perform(
                &self,
                writer: &mut Writer<'_, '_>,
                context: &Context,
                edit: &Edit,
            ) -> Result<(), Refused> {
                match edit {
                    $(Edit::$variant(edit) => self.$name.perform(writer, context, edit),)*
                    $(Edit::$late(_) => {
                        let late = self.late.of(<$late_facts as Concept>::ROOTS[0]).ok_or(Refused::Gone)?;
                        late.perform(writer, context, edit)
                    })*
                    Edit::Also(edit) => self.perform(writer, context, edit),
                    Edit::Text(_) => Err(Refused::Gone),
                }
            }

            /// Whether an edit applies, as far as its own concept knows.
            pub(crate) fn check(&self, context: &Context, who: Who, edit: &Edit) -> Result<(), Refused> {
                match edit {
                    $(Edit::$variant(edit) => self.$name.check(context, who, edit),)*
                    $(Edit::$late(_) => {
                        let late = self.late.of(<$late_facts as Concept>::ROOTS[0]).ok_or(Refused::Gone)?;
                        late.check(context, who, edit)
                    })*
                    Edit::Also(edit) => self.check(context, who, edit),
                    Edit::Text(_) => Ok(()),
                }
            }

            /// The revision of the register in this slot, if its version is the one that counts.
            pub(crate) fn latest_rev(&self, slot: &Slot) -> Option<u64> {
                $(if <$facts as Concept>::ROOTS.contains(&slot.root) {
                    return self.$name.latest_rev(slot);
                })*
                self.late.of(slot.root)?.latest_rev(slot)
            }

            /// Whether undo may write this value into a slot.
            pub(crate) fn may_set(&self, slot: &Slot, value: &Any, context: &Context, who: Who) -> bool {
                $(if <$facts as Concept>::ROOTS.contains(&slot.root) {
                    return self.$name.may_set(slot, value, context, who);
                })*
                self.late.of(slot.root).is_none_or(|late| late.may_set(slot, value, context, who))
            }
        }

        impl Edit {
            /// Every concept, with the names of its edits.
            pub const KINDS: &'static [(&'static str, &'static [&'static str])] = &[
                $((stringify!($variant), <$edit>::VARIANTS),)*
                $((stringify!($late), <$late_edit>::VARIANTS),)*
                ("Text", TextEdit::VARIANTS),
            ];

            /// The name of the concept, and the name of the edit.
            pub fn kind(&self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$variant(edit) => (stringify!($variant), edit.into()),)*
                    $(Self::$late(edit) => (stringify!($late), edit.into()),)*
                    Self::Text(edit) => ("Text", edit.into()),
                    Self::Also(edit) => edit.kind(),
                }
            }

            /// The name that undo gives to this edit.
            pub(crate) fn undo_name(&self) -> UndoName {
                match self {
                    $(Self::$variant(edit) => <$facts as Concept>::undo_name(edit),)*
                    $(Self::$late(edit) => <$late_facts as Concept>::undo_name(edit),)*
                    Self::Text(edit) => edit.undo_name(),
                    Self::Also(edit) => edit.undo_name(),
                }
            }
        }
    };
}

// In the order in which they are read: a concept is handed the facts of those before it. Each line gives the
// concept's facts, its edits, its changes if it reports any, and the fields of the view that it shows (what two
// concepts show together is in `model.rs`).
concepts! {
    always {
    about: About, About(AboutEdit => AboutChange) shows(schema, mode, kind, expected, planned, ended);
    members: Members, Members(MembersEdit => MembersChange) shows(members);
    sessions: Sessions, Sessions(SessionsEdit => SessionsChange) shows();
    agenda: Agenda, Agenda(AgendaEdit => AgendaChange) shows(agenda, postponed, current);
    tasks: Tasks, Tasks(TasksEdit => TasksChange) shows(tasks);
    timer: Clock, Timer(TimerEdit => TimerChange) shows(timer, blocks);
    devices: Devices, Devices(DevicesEdit) shows(devices, key_rotations);
    keyring: Keyring, Keyring(KeyringEdit) shows(keyring, taken_off, parcels);
    decisions: Decisions, Decisions(DecisionsEdit => DecisionsChange) shows(decisions);
    invitations: Invitations, Invitations(InvitationsEdit) shows(invitations);
    passages: Passages, Passages(PassagesEdit) shows(passages);
    }
    // Those whose code may come later. They see the context alone, and are read after all others.
    late {
        Commitments(CommitmentsEdit => CommitmentsChange): Commitments, loaded by load_commitments, shows(commitments);
        Habits(HabitsEdit => HabitsChange): Habits, loaded by load_habits, shows(habits);
        Agreement(AgreementEdit => AgreementChange): AgreementFacts, loaded by load_agreement, shows(agreement);
        Shapes(ShapesEdit => ShapesChange): Shapes, loaded by load_shapes, shows(shapes, followed);
        Handoffs(HandoffsEdit => HandoffsChange): Handoffs, loaded by load_handoffs, shows(handoffs);
    }
}

/// Makes the empty facts of a concept.
type NewFacts = fn() -> Box<dyn Late<Edit, Change>>;

#[cfg(feature = "late")]
thread_local! {
    /// The concepts whose code has come to this program.
    static LOADED: RefCell<Vec<(LateKind, NewFacts)>> = const { RefCell::new(Vec::new()) };
}

#[cfg(feature = "late")]
fn add(kind: LateKind, facts: NewFacts) {
    LOADED.with_borrow_mut(|loaded| {
        if loaded.iter().all(|(known, _)| *known != kind) {
            loaded.push((kind, facts));
        }
    });
}

#[cfg(not(feature = "late"))]
fn add(_: LateKind, _: NewFacts) {}

#[cfg(feature = "late")]
fn loaded() -> Vec<(LateKind, NewFacts)> {
    LOADED.with_borrow(Vec::clone)
}

#[cfg(not(feature = "late"))]
fn loaded() -> &'static [(LateKind, NewFacts)] {
    ALL
}

impl Concepts {
    /// Begins the facts of the concepts whose code has come since, which are empty: their roots are to be read. Returns these roots.
    pub(crate) fn learn(&mut self) -> Vec<Root> {
        let mut new = Vec::new();
        for (kind, facts) in loaded().iter() {
            if self.read.contains(*kind) {
                continue;
            }
            let facts = facts();
            new.extend_from_slice(facts.roots());
            self.late.0.push(facts);
            self.read.add(*kind);
        }
        new
    }
}

impl Change {
    /// The point or the task that changed, if it is one.
    pub fn thing(self) -> Option<BinnedThing> {
        match self {
            Self::Agenda(change) => change.item().map(BinnedThing::Item),
            Self::Tasks(change) => Some(BinnedThing::Task(change.task())),
            Self::Decisions(DecisionsChange::Recorded(item) | DecisionsChange::Withdrawn(item)) => {
                Some(BinnedThing::Item(item))
            }
            Self::Commitments(CommitmentsChange::Answered(task) | CommitmentsChange::Changed(task)) => {
                Some(BinnedThing::Task(task))
            }
            _ => None,
        }
    }
}

impl Edit {
    /// The same edit as another part of the act that the edit before it began.
    pub fn also(self) -> Self {
        Self::Also(Box::new(self))
    }
}

impl From<TextEdit> for Edit {
    fn from(edit: TextEdit) -> Self {
        Self::Text(edit)
    }
}

impl From<Infallible> for Change {
    fn from(change: Infallible) -> Self {
        match change {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[P 90]`
    #[test]
    fn every_root_has_a_number_of_its_own() {
        let numbers: Vec<_> = Concepts::roots().iter().map(|root| root.number()).collect();
        assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>());
    }
}
