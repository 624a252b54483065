//! Draws edits of shapes and steps.

use alongside_room::{NewStep, ShapeId, ShapesEdit, StepId};

use super::{Draw, Reach};
use crate::chance::Choices;

impl<C: Choices> Draw<'_, C> {
    pub(super) fn shapes(&mut self, variant: &str) -> Option<ShapesEdit> {
        let (session, view) = (self.session(), self.screen.view);
        let followed = view.followed.filter(|_| self.reach == Reach::Screen);
        Some(match variant {
            "Add" => {
                // The one that is followed may be none of the room's yet.
                let shape = match followed {
                    Some(followed) => followed.shape,
                    None => ShapeId(self.new_id(2)),
                };
                let steps = (1..=3).map(|n| self.new_step(StepId([n; 8]))).collect();
                ShapesEdit::Add { shape, name: self.words(), steps }
            }
            "Follow" => {
                let kept = self.choices.pick(&view.shapes).map(|shape| shape.id);
                let any = ShapeId([1 + self.choices.below(2) as u8; 8]);
                let shape = if self.choices.one_in(3) { kept.unwrap_or(any) } else { any };
                let step = self.choices.one_in(4).then_some(StepId([2; 8]));
                let is_none = self.choices.one_in(5);
                ShapesEdit::Follow { session, shape: (!is_none).then_some(shape), step }
            }
            "GoTo" if self.reach == Reach::Screen => {
                let followed = followed?;
                let shape = view.shapes.iter().find(|shape| shape.id == followed.shape);
                let any = StepId([1 + self.choices.below(3) as u8; 8]);
                let to = shape.map_or(Some(any), |shape| self.choices.pick(&shape.steps).map(|step| step.id))?;
                ShapesEdit::GoTo { session, shape: followed.shape, from: followed.step, to }
            }
            "GoTo" => {
                let from = self.yes.then(|| self.step(ShapeId([1; 8]))).flatten();
                let (shape, to) = (self.shape()?, StepId(self.new_id(3)));
                ShapesEdit::GoTo { session, shape, from, to }
            }
            "Keep" => ShapesEdit::Keep { shape: self.shape()?, name: self.yes.then(|| self.words()) },
            "SetStep" => {
                let shape = self.shape()?;
                let new = StepId(self.new_id(3));
                let id = self.step(shape).filter(|_| self.yes).unwrap_or(new);
                ShapesEdit::SetStep { shape, step: self.new_step(id) }
            }
            "Reorder" => {
                let shape = self.shape()?;
                ShapesEdit::Reorder { shape, step: self.step(shape)?, place: self.place(|draw| draw.step(shape)) }
            }
            "RemoveStep" => {
                let shape = self.shape()?;
                ShapesEdit::RemoveStep { shape, step: self.step(shape)? }
            }
            _ => return None,
        })
    }

    fn shape(&mut self) -> Option<ShapeId> {
        match self.reach {
            Reach::Screen => self.choices.pick(&self.screen.view.shapes).map(|shape| shape.id),
            Reach::Anything => Some(ShapeId(self.new_id(2))),
        }
    }

    fn step(&mut self, shape: ShapeId) -> Option<StepId> {
        match self.reach {
            Reach::Screen => {
                let shape = self.screen.view.shapes.iter().find(|other| other.id == shape)?;
                self.choices.pick(&shape.steps).map(|step| step.id)
            }
            Reach::Anything => Some(StepId(self.new_id(3))),
        }
    }

    fn new_step(&mut self, id: StepId) -> NewStep {
        let minutes = self.maybe_number(8).unwrap_or_default();
        NewStep { id, name: self.words(), minutes, prompt: self.words() }
    }
}
