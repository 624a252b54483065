//! Facts about the room as a whole: what kind of pair it is, how many sessions they agreed on, and its end.

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
    /// "Who is it for?", until they join.
    SetExpected { name: String },
    /// What the two call each other's parts.
    SetMode(Mode),
    /// How many sessions are agreed, if a number is.
    SetPlanned(Option<u16>),
    /// The two are done: a running block stops, and from then on the room is only read.
    End,
    /// They are not.
    Reopen,
}

/// What became of the room as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AboutChange {
    Ended,
    Reopened,
}

/// Whether this version may write here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Schema {
    #[default]
    Ours,
    /// No: a newer version has written here.
    Newer,
}

/// What the document says about the room as a whole.
#[derive(Debug)]
pub(crate) struct About {
    version: Option<u64>,
    mode: Mode,
    expected: Rc<str>,
    planned: Option<u16>,
    /// Who ended it, and when.
    ended: Option<(MemberId, Moment)>,
}

impl Default for About {
    fn default() -> Self {
        Self { version: None, mode: Mode::default(), expected: Rc::from(""), planned: None, ended: None }
    }
}

impl Concept for About {
    type Edit = AboutEdit;
    type Change = AboutChange;
    /// Whether it was ended.
    type Before = bool;

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
                    Some(1) => Mode::Mentoring,
                    Some(2) => Mode::Leading,
                    Some(3) => Mode::Partners,
                    _ => Mode::Coaching,
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

    fn before(&self, _: &Context) -> bool {
        self.ended.is_some()
    }

    fn compare(&self, was_ended: bool, _: &Context, changes: &mut Vec<AboutChange>) {
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
            // What was ended already stays as it was.
            AboutEdit::End if self.ended.is_some() => {}
            AboutEdit::End => writer.set(slot("ended"), writer.signed()),
            AboutEdit::Reopen => writer.set(slot("ended"), Any::Null),
        }
        Ok(())
    }
}

impl About {
    /// Whether this version may write here.
    pub(crate) fn schema(&self) -> Schema {
        match self.version {
            Some(version) if version > VERSION => Schema::Newer,
            _ => Schema::Ours,
        }
    }

    pub(crate) fn show(
        &self,
        context: &Context,
        schema: &mut Schema,
        mode: &mut Mode,
        expected: &mut Rc<str>,
        planned: &mut Option<u16>,
        ended: &mut Option<(MemberId, Moment)>,
    ) {
        *schema = self.schema();
        *mode = self.mode;
        expected.clone_from(&self.expected);
        *planned = self.planned;
        *ended = self.ended.map(|(by, at)| (context.people.person(by), at));
    }

    /// Whether nobody wrote here yet.
    pub(crate) fn is_new(&self) -> bool {
        self.version.is_none()
    }

    /// Whether something may still be done to this: of a room that was ended only what is about it as a whole, its
    /// reopening among that, and about its members.
    pub(crate) fn allows(&self, target: Target) -> Result<(), Refused> {
        match target {
            Target::Room | Target::Member(_) => Ok(()),
            _ if self.ended.is_none() => Ok(()),
            _ => Err(Refused::Ended),
        }
    }
}

/// Says in which version's shape this room is, before anything else is written.
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
