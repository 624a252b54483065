//! Facts about the room as a whole: what kind of pair the two are, how many sessions they agreed on, and whether the
//! room was ended.

use std::rc::Rc;

use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found},
    context::Context,
    id::MemberId,
    schema::{self, Root, Slot, VERSION, keep_text, of_number, of_text},
    text,
    values::{Mode, Moment, Refused, Target, UndoName, Verb},
    writer::Writer,
};

const ROOM: Root = Root::new(0, "room");

/// What people do to the room as a whole.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AboutEdit {
    /// The answer to "Who is it for?"; shown until the other person joins.
    SetExpected { name: String },
    /// What the two call each other's roles.
    SetMode(Mode),
    /// How many sessions are agreed; `None`: no number is.
    SetPlanned(Option<u16>),
    /// Ends the room: a running block stops, and from then on the room is only read.
    End,
    /// Takes the end back.
    Reopen,
}

/// What changed about the room as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AboutChange {
    Ended,
    Reopened,
    /// The room is for something else, or somebody said for the first time what it is for.
    KindSet,
}

/// Whether this version of the code may write to the room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Schema {
    #[default]
    Ours,
    /// A newer version has written to this room, so this one only reads it.
    Newer,
}

/// What the document says about the room as a whole.
#[derive(Debug)]
pub(crate) struct About {
    version: Option<u64>,
    mode: Option<Mode>,
    expected: Rc<str>,
    planned: Option<u16>,
    /// Who ended the room, and when.
    ended: Option<(MemberId, Moment)>,
}

impl Default for About {
    fn default() -> Self {
        Self { version: None, mode: None, expected: Rc::from(""), planned: None, ended: None }
    }
}

impl Concept for About {
    type Edit = AboutEdit;
    type Change = AboutChange;
    /// Whether the room was ended, and what it is for.
    type Before = (bool, Option<Mode>);

    const ROOTS: &'static [Root] = &[ROOM];

    fn undo_name(edit: &AboutEdit) -> UndoName {
        match edit {
            AboutEdit::SetExpected { .. } => UndoName::typed(Verb::Set, Target::Room),
            AboutEdit::SetMode(_) | AboutEdit::SetPlanned(_) => UndoName::new(Verb::Set, Target::Room),
            AboutEdit::End => UndoName::new(Verb::Close, Target::Room),
            AboutEdit::Reopen => UndoName::new(Verb::Reopen, Target::Room),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<AboutChange>) {
        let value = found.value();
        match found.key {
            "schema" => self.version = value.and_then(schema::number),
            "mode" => {
                self.mode = match value.and_then(schema::number) {
                    Some(0) => Some(Mode::Coaching),
                    Some(1) => Some(Mode::Mentoring),
                    Some(2) => Some(Mode::Leading),
                    Some(3) => Some(Mode::Partners),
                    _ => None,
                };
            }
            "expected" => {
                self.expected = keep_text(Some(&self.expected), value.and_then(schema::text).unwrap_or_default());
            }
            "planned" => self.planned = value.and_then(schema::number).and_then(|planned| u16::try_from(planned).ok()),
            "ended" => {
                self.ended = value.and_then(|value| {
                    let by = schema::id(schema::part(value, 0)).map(MemberId)?;
                    Some((by, schema::moment(schema::part(value, 1))?))
                });
            }
            _ => {}
        }
    }

    fn before(&self, _: &Context) -> Self::Before {
        (self.ended.is_some(), self.mode)
    }

    fn compare(&self, (was_ended, kind): Self::Before, _: &Context, changes: &mut Vec<AboutChange>) {
        changes.extend((kind != self.mode).then_some(AboutChange::KindSet));
        changes.extend(match (was_ended, self.ended.is_some()) {
            (false, true) => Some(AboutChange::Ended),
            (true, false) => Some(AboutChange::Reopened),
            _ => None,
        });
    }

    fn perform(&self, writer: &mut Writer<'_, '_>, _: &Context, edit: &AboutEdit) -> Result<(), Refused> {
        match edit {
            AboutEdit::SetExpected { name } => {
                writer.set(slot("expected"), of_text(&text::one_line(text::fits(name, text::NAME)?)));
            }
            AboutEdit::SetMode(mode) => writer.set(slot("mode"), of_mode(*mode)),
            AboutEdit::SetPlanned(planned) => {
                writer.set(slot("planned"), planned.map_or(Any::Null, |planned| of_number(planned.into())));
            }
            // A room that is ended already keeps who ended it and when.
            AboutEdit::End if self.ended.is_some() => {}
            AboutEdit::End => writer.set(slot("ended"), writer.signed()),
            AboutEdit::Reopen => writer.set(slot("ended"), Any::Null),
        }
        Ok(())
    }
}

impl About {
    /// Whether this version of the code may write to the room.
    pub(crate) fn schema(&self) -> Schema {
        match self.version {
            Some(version) if version > VERSION => Schema::Newer,
            _ => Schema::Ours,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one for each field of the view")]
    pub(crate) fn show(
        &self,
        context: &Context,
        schema: &mut Schema,
        mode: &mut Mode,
        kind: &mut Option<Mode>,
        expected: &mut Rc<str>,
        planned: &mut Option<u16>,
        ended: &mut Option<(MemberId, Moment)>,
    ) {
        *schema = self.schema();
        *mode = self.mode.unwrap_or_default();
        *kind = self.mode;
        expected.clone_from(&self.expected);
        *planned = self.planned;
        *ended = self.ended.map(|(by, at)| (context.people.person(by), at));
    }

    /// Whether nothing was written to this room yet.
    pub(crate) fn is_new(&self) -> bool {
        self.version.is_none()
    }

    /// Whether this target may still be edited. In a room that was ended, only the room as a whole (which includes
    /// reopening it) and its members may.
    pub(crate) fn allows(&self, target: Target) -> Result<(), Refused> {
        match target {
            Target::Room | Target::Member(_) => Ok(()),
            _ if self.ended.is_none() => Ok(()),
            _ => Err(Refused::Ended),
        }
    }
}

/// Writes the schema version of this code, before anything else is written to the room.
pub(crate) fn write_version(writer: &mut Writer<'_, '_>) {
    writer.write(slot("schema"), of_number(VERSION));
}

fn of_mode(mode: Mode) -> Any {
    of_number(match mode {
        Mode::Coaching => 0,
        Mode::Mentoring => 1,
        Mode::Leading => 2,
        Mode::Partners => 3,
    })
}

fn slot(field: &str) -> Slot {
    Slot::flat(ROOM, field)
}
