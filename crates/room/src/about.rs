//! Facts about the room as a whole: what kind of pair it is, how many sessions they agreed on, and its end.

use std::rc::Rc;

use yrs::Any;

use crate::{
    id::MemberId,
    pen::{Pen, keep_text},
    refused::Refused,
    schema::{self, Root, Slot, VERSION, of_number, of_text},
    text,
    undo::Target,
    values::{Mode, Moment},
    view::Schema,
};

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

/// What the document says about the room as a whole.
#[derive(Debug)]
pub(crate) struct About {
    version: Option<u64>,
    pub(crate) mode: Mode,
    pub(crate) expected: Rc<str>,
    pub(crate) planned: Option<u16>,
    /// Who ended it, and when.
    pub(crate) ended: Option<(MemberId, Moment)>,
}

impl Default for About {
    fn default() -> Self {
        Self { version: None, mode: Mode::default(), expected: Rc::from(""), planned: None, ended: None }
    }
}

impl About {
    /// Takes in what stands under a key now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        match key {
            "schema" => self.version = value.and_then(schema::number),
            "mode" => {
                self.mode = match value.and_then(schema::number) {
                    Some(1) => Mode::Mentoring,
                    Some(2) => Mode::Leading,
                    Some(3) => Mode::Partners,
                    _ => Mode::Coaching,
                }
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

    /// Whether this version may write here.
    pub(crate) fn schema(&self) -> Schema {
        match self.version {
            Some(version) if version > VERSION => Schema::Newer,
            _ => Schema::Ours,
        }
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
pub(crate) fn write_version(pen: &mut Pen<'_, '_>) {
    pen.write(slot("schema"), of_number(VERSION));
}

pub(crate) fn set_mode(pen: &mut Pen<'_, '_>, mode: Mode) {
    let word = match mode {
        Mode::Coaching => 0,
        Mode::Mentoring => 1,
        Mode::Leading => 2,
        Mode::Partners => 3,
    };
    pen.set(slot("mode"), of_number(word));
}

pub(crate) fn set_expected(pen: &mut Pen<'_, '_>, name: &str) -> Result<(), Refused> {
    pen.set(slot("expected"), of_text(&text::one_line(text::fits(name, text::NAME)?)));
    Ok(())
}

pub(crate) fn set_planned(pen: &mut Pen<'_, '_>, planned: Option<u16>) {
    pen.set(slot("planned"), planned.map_or(Any::Null, |planned| of_number(planned.into())));
}

/// It is over. What was ended already stays as it was.
pub(crate) fn end(pen: &mut Pen<'_, '_>, about: &About) {
    if about.ended.is_none() {
        pen.set(slot("ended"), pen.signed());
    }
}

/// It was not over.
pub(crate) fn reopen(pen: &mut Pen<'_, '_>) {
    pen.set(slot("ended"), Any::Null);
}

fn slot(field: &str) -> Slot {
    Slot::flat(Root::Room, field)
}
