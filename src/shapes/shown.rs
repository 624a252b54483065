//! A shape as a screen shows it: one of the room's, or one that comes along.

use alongside_room::{NewStep, Shape, ShapeId, ShapesEdit, StepId, View};

use crate::{
    open_room::{one_act::OneAct, store::Room},
    shapes::built_in::{self, BuiltIn},
    strings::{Key, count, t},
};

/// A shape with its steps, in the reader's words.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownShape {
    pub id: ShapeId,
    pub name: String,
    pub steps: Vec<NewStep>,
    /// Whether the room holds it, so that its steps can be changed as they are.
    pub is_of_room: bool,
    pub is_kept: bool,
}

impl ShownShape {
    /// The shape of this id; none if neither the room nor this version knows it.
    pub fn of(view: &View, id: ShapeId) -> Option<Self> {
        let of_room = view.shapes.iter().find(|shape| shape.id == id).map(Self::from);
        of_room.or_else(|| BuiltIn::of(id).map(Self::from))
    }

    /// Every shape that can be chosen: the one that suits best, then those that come along, then those that are kept.
    pub fn all(view: &View) -> Vec<Self> {
        let best = built_in::suggested(view);
        let (first, others): (Vec<_>, Vec<_>) = built_in::ALL.iter().partition(|shape| shape.id == best);
        let kept = view.shapes.iter().filter(|shape| shape.is_kept).map(Self::from);
        first.into_iter().chain(others).map(Self::from).chain(kept).collect()
    }

    /// The step after this one; the first after none.
    pub fn after(&self, step: Option<StepId>) -> Option<&NewStep> {
        let at = step.and_then(|step| self.steps.iter().position(|other| other.id == step));
        self.steps.get(at.map_or(0, |at| at + 1))
    }

    /// "Arrive 3 · Look back 10 · Talk 25".
    pub fn in_a_line(&self) -> String {
        let step = |step: &NewStep| match step.minutes {
            0 => step.name.clone(),
            minutes => format!("{} {minutes}", step.name),
        };
        self.steps.iter().map(step).collect::<Vec<_>>().join(" · ")
    }

    /// "50 min"; none where the name says so.
    pub fn length(&self) -> Option<String> {
        let minutes = self.steps.iter().map(|step| u32::from(step.minutes)).sum::<u32>();
        let is_in_name =
            self.name.split(|letter: char| !letter.is_ascii_digit()).any(|number| number.parse() == Ok(minutes));
        (!is_in_name).then(|| count(Key::ShortMin, minutes, &[]))
    }

    /// Changes the shape that the session follows: of one that comes along, the room gets a copy first. `edit` makes the edit of the
    /// shape of this id.
    pub fn change(&self, room: &Room, edit: impl FnOnce(ShapeId) -> ShapesEdit) {
        if self.is_of_room {
            return room.edit(edit(self.id));
        }
        let session = room.view.session.id;
        let id = self.id.copy_in(session);
        room.edit(ShapesEdit::Add { shape: id, name: self.name.clone(), steps: self.steps.clone() });
        let act = OneAct::new(room);
        let step = room.view.followed.and_then(|followed| followed.step);
        act.edit(ShapesEdit::Follow { session, shape: Some(id), step });
        act.edit(edit(id));
    }
}

impl From<&Shape> for ShownShape {
    fn from(shape: &Shape) -> Self {
        let steps = shape.steps.iter().map(|step| NewStep {
            id: step.id,
            name: step.name.to_string(),
            minutes: step.minutes,
            prompt: step.prompt.to_string(),
        });
        let name = shape.name.to_string();
        Self { id: shape.id, name, steps: steps.collect(), is_of_room: true, is_kept: shape.is_kept }
    }
}

impl From<&BuiltIn> for ShownShape {
    fn from(shape: &BuiltIn) -> Self {
        let steps = shape.steps.iter().enumerate().map(|(at, (name, minutes, prompt))| NewStep {
            id: BuiltIn::step(at),
            name: t(*name).to_owned(),
            minutes: *minutes,
            prompt: t(*prompt).to_owned(),
        });
        let name = t(shape.name).to_owned();
        Self { id: shape.id, name, steps: steps.collect(), is_of_room: false, is_kept: false }
    }
}
