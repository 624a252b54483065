//! A shape as a screen shows it: one of the room's, or one that comes along.

use alongside_room::{NewStep, Shape, ShapeId, ShapesEdit, StepId, View};

use crate::{
    open_room::{one_act::OneAct, store::Room},
    shapes::built_in::{self, BuiltIn},
    strings::{Key, count, in_english, t},
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

/// What the step that both are at is called where it comes along. Of a shape that the pair has made its own, by the name that it bears, in
/// English or in the language of who reads it.
pub fn step(view: &View) -> Option<Key> {
    let followed = view.followed?;
    let at = followed.step?;
    if let Some(of_room) = view.shapes.iter().find(|shape| shape.id == followed.shape) {
        let name = &*of_room.steps.iter().find(|step| step.id == at)?.name;
        return SUPPORTED.into_iter().find(|key| name == t(*key) || name == in_english(*key));
    }
    let mut steps = BuiltIn::of(followed.shape)?.steps.iter().enumerate();
    steps.find(|(place, _)| BuiltIn::step(*place) == at).map(|(_, (name, ..))| *name)
}

/// The steps that bring something of their own.
const SUPPORTED: [Key; 2] = [Key::StepLookBack, Key::StepCommit];

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

#[cfg(test)]
mod tests {
    use alongside_room::{Followed, MemberId, Moment, Step};

    use super::*;

    #[test]
    fn a_step_is_known_by_its_place_where_it_comes_along_and_else_by_its_name() {
        let by = MemberId([1; 8]);
        let mut view = View::default();
        let mut at = |shape: ShapeId, place: usize, name: Option<&str>| {
            let id = BuiltIn::step(place);
            view.followed = Some(Followed { shape, step: Some(id), by, at: Moment(1) });
            let ours = name.map(|name| {
                let steps = [Step { id, name: name.into(), minutes: 3, prompt: "".into() }].into();
                Shape { id: shape, name: "Ours".into(), by, is_kept: true, steps }
            });
            view.shapes = ours.into_iter().collect();
            step(&view)
        };
        let (fifteen, ours) = (built_in::ALL[0].id, ShapeId([7; 8]));
        assert_eq!(at(fifteen, 1, None), Some(Key::StepLookBack));
        assert_eq!(at(fifteen, 3, None), Some(Key::StepCommit));
        assert_eq!(at(fifteen, 9, None), None);
        assert_eq!(at(ours, 0, Some("Look back")), Some(Key::StepLookBack));
        assert_eq!(at(ours, 1, Some("Settle in")), None, "it stands where another stood");
        assert_eq!(at(ours, 1, None), None);
        view.followed = None;
        assert_eq!(step(&view), None);
    }
}
