//! Everything that a person can do in a room, as one enum.
//!
//! An [`Edit`] is the UI's command. It says what the person saw and meant ("discussed: yes"), never a toggle. New
//! things bring their id, so that nothing here draws randomness; who makes the edit and when is passed beside it, in
//! [`Who`]. Each concept defines its own edits in its own module. The one list of concepts is in this file, and
//! whatever must handle every concept is generated from that list.

use std::{convert::Infallible, sync::Arc};

use strum::VariantNames;
use yrs::{Any, Map, ReadTxn};

use crate::{
    about::{About, AboutChange, AboutEdit},
    agenda::{Agenda, AgendaChange, AgendaEdit},
    concept::{Concept, Found},
    context::{Context, Renewed},
    decisions::{Decisions, DecisionsChange, DecisionsEdit},
    devices::{Devices, DevicesEdit},
    invitations::{Invitations, InvitationsEdit},
    keyring::{Keyring, KeyringEdit},
    members::{Members, MembersChange, MembersEdit},
    passages::{Passages, PassagesEdit},
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
    ($($name:ident: $facts:ty, $variant:ident($edit:ty $(=> $change:ty)?) shows($($field:ident),*);)*) => {
        /// One edit of one concept.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Edit {
            $($variant($edit),)*
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

        impl Change {
            /// Every concept that reports changes, with the names of its changes.
            pub const KINDS: &'static [(&'static str, &'static [&'static str])] =
                &[$($((stringify!($variant), <$change>::VARIANTS),)?)*];

            /// The name of the concept, and the name of the change.
            pub fn kind(self) -> Option<(&'static str, &'static str)> {
                match self {
                    $($(Self::$variant(change) => Some((stringify!($variant), <&'static str>::from(<$change>::from(change)))),)?)*
                    Self::Other => None,
                }
            }
        }

        /// The facts of all concepts.
        #[derive(Debug, Default)]
        pub(crate) struct Concepts {
            $(pub(crate) $name: $facts,)*
        }

        impl Concepts {
            /// The roots of the document, in order of their numbers.
            pub(crate) fn roots() -> Vec<Root> {
                let all = [$(<$facts as Concept>::ROOTS),*];
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
                txn: &impl ReadTxn,
                roots: &Roots,
                context: &mut Context,
                keys: &mut Keys<'_>,
            ) -> Vec<Change> {
                let mut changes = Vec::new();
                context.renewed = Renewed::default();
                $(let $name = self.$name.before(context);)*
                $(let read = read_keys(&mut self.$name, txn, roots, context, keys);
                changes.extend(read.into_iter().map(Change::from));)*
                $(self.$name.derive(keys.some_of(<$facts as Concept>::ROOTS), context);)*
                $(let mut found = Vec::new();
                self.$name.compare($name, context, &mut found);
                changes.extend(found.into_iter().map(Change::from));)*
                changes
            }

            /// Updates a view from the facts; what did not change stays the very same `Rc`.
            pub(crate) fn show(&mut self, context: &Context, view: &mut View) {
                $(self.$name.show(context $(, &mut view.$field)*);)*
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
                    Edit::Also(edit) => self.perform(writer, context, edit),
                    Edit::Text(_) => Err(Refused::Gone),
                }
            }

            /// The revision of the register in this slot, if its version is the one that counts.
            pub(crate) fn latest_rev(&self, slot: &Slot) -> Option<u64> {
                $(if <$facts as Concept>::ROOTS.contains(&slot.root) {
                    return self.$name.latest_rev(slot);
                })*
                None
            }

            /// Whether undo may write this value into a slot.
            pub(crate) fn may_set(&self, slot: &Slot, value: &Any, context: &Context, who: Who) -> bool {
                $(if <$facts as Concept>::ROOTS.contains(&slot.root) {
                    return self.$name.may_set(slot, value, context, who);
                })*
                true
            }
        }

        impl Edit {
            /// Every concept, with the names of its edits.
            pub const KINDS: &'static [(&'static str, &'static [&'static str])] = &[
                $((stringify!($variant), <$edit>::VARIANTS),)*
                ("Text", TextEdit::VARIANTS),
            ];

            /// The name of the concept, and the name of the edit.
            pub fn kind(&self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$variant(edit) => (stringify!($variant), edit.into()),)*
                    Self::Text(edit) => ("Text", edit.into()),
                    Self::Also(edit) => edit.kind(),
                }
            }

            /// The name that undo gives to this edit.
            pub(crate) fn undo_name(&self) -> UndoName {
                match self {
                    $(Self::$variant(edit) => <$facts as Concept>::undo_name(edit),)*
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
    about: About, About(AboutEdit => AboutChange) shows(schema, mode, kind, expected, planned, ended);
    members: Members, Members(MembersEdit => MembersChange) shows(members);
    sessions: Sessions, Sessions(SessionsEdit => SessionsChange) shows();
    agenda: Agenda, Agenda(AgendaEdit => AgendaChange) shows(agenda, postponed, current);
    tasks: Tasks, Tasks(TasksEdit => TasksChange) shows(tasks);
    timer: Clock, Timer(TimerEdit => TimerChange) shows(timer, blocks);
    devices: Devices, Devices(DevicesEdit) shows(devices, key_rotations);
    keyring: Keyring, Keyring(KeyringEdit) shows(keyring, taken_off);
    decisions: Decisions, Decisions(DecisionsEdit => DecisionsChange) shows(decisions);
    invitations: Invitations, Invitations(InvitationsEdit) shows(invitations);
    passages: Passages, Passages(PassagesEdit) shows(passages);
    shapes: Shapes, Shapes(ShapesEdit => ShapesChange) shows(shapes, followed);
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

/// For each root, by its number: the keys under which something changed.
#[derive(Debug)]
pub(crate) struct Keys<'a>(Vec<Vec<&'a str>>);

impl<'a> Keys<'a> {
    /// Every key of the document.
    pub(crate) fn all(txn: &'a impl ReadTxn, roots: &'a Roots) -> Self {
        Self(roots.all().map(|(_, map)| map.keys(txn).collect()).collect())
    }

    pub(crate) fn changed(changed: &'a [(Root, Arc<str>)], roots: &Roots) -> Self {
        let mut keys = Self(vec![Vec::new(); roots.all().len()]);
        for (root, key) in changed {
            keys.0[root.number()].push(key);
        }
        keys
    }

    fn some_of(&self, roots: &[Root]) -> bool {
        roots.iter().any(|root| !self.0[root.number()].is_empty())
    }
}

/// Reads what is under the changed keys of one concept's roots.
fn read_keys<C: Concept>(
    concept: &mut C,
    txn: &impl ReadTxn,
    roots: &Roots,
    context: &Context,
    keys: &mut Keys<'_>,
) -> Vec<C::Change> {
    let mut changes = Vec::new();
    for root in C::ROOTS {
        let keys = &mut keys.0[root.number()];
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let out = roots.of(*root).get(txn, key);
            concept.read(&Found { txn, root: *root, key, out }, context, &mut changes);
        }
    }
    changes
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
