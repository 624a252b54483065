//! Shapes: the steps that a session goes through, with their minutes; and the step that both are at.
//!
//! A session follows a shape by its id alone. Screens bring some shapes along: as long as nobody changes one, the room holds no
//! word of it, and each person reads it in their own language.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::Context,
    id::{MemberId, SessionId, ShapeId, StepId},
    order::{self, Order},
    register::{Register, of_version},
    schema::{self, Root, Slot, keep_text, of_bytes, of_id, of_number, of_parts, of_text},
    text,
    values::{Moment, Place, Refused, Target, UndoName, Verb},
    writer::Writer,
};

const SHAPES: Root = Root::new(16, "shapes");
const STEPS: Root = Root::new(17, "steps");

/// The most steps of a shape: who goes through more goes through none.
const MOST_STEPS: usize = 24;
/// The most minutes of a step.
const MOST_MINUTES: u16 = 999;

/// What people do with shapes and steps.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum ShapesEdit {
    /// Brings a shape with all its steps into the room; one that is kept or followed there already stays as it is.
    Add {
        shape: ShapeId,
        name: String,
        steps: Vec<NewStep>,
    },
    /// The session goes through this shape, from this step on, or through none.
    Follow {
        session: SessionId,
        shape: Option<ShapeId>,
        step: Option<StepId>,
    },
    /// Both go to another step of the shape, from the one that the person saw.
    GoTo {
        session: SessionId,
        shape: ShapeId,
        from: Option<StepId>,
        to: StepId,
    },
    /// Keeps a shape under this name, for later sessions; or no longer.
    Keep {
        shape: ShapeId,
        name: Option<String>,
    },
    /// Changes a step, or adds it at the end.
    SetStep {
        shape: ShapeId,
        step: NewStep,
    },
    Reorder {
        shape: ShapeId,
        step: StepId,
        place: Place<StepId>,
    },
    RemoveStep {
        shape: ShapeId,
        step: StepId,
    },
}

/// A step as a person writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    pub id: StepId,
    pub name: String,
    /// 0: none are given.
    pub minutes: u16,
    /// A question or a line to go into the step with.
    pub prompt: String,
}

/// What changed about shapes and steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum ShapesChange {
    /// The open session goes through another shape, or none.
    Followed,
    /// Both are at another step.
    Moved,
    /// The steps of a shape are others, or it has another name.
    Changed(ShapeId),
}

/// A list of steps that a session can go through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    pub id: ShapeId,
    pub name: Rc<str>,
    /// Who brought it into the room.
    pub by: MemberId,
    /// Whether it is kept for later sessions.
    pub is_kept: bool,
    /// In order.
    pub steps: Rc<[Step]>,
}

/// A part of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    pub name: Rc<str>,
    /// 0: none are given.
    pub minutes: u16,
    pub prompt: Rc<str>,
}

/// The shape that the open session goes through. The room may lack it: then a screen may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    pub shape: ShapeId,
    /// The step that both are at; none before the first.
    pub step: Option<StepId>,
    /// Who led there, and when.
    pub by: MemberId,
    pub at: Moment,
}

/// What the document says about shapes and steps.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    all: LiteMap<ShapeId, ShapeFacts>,
    followed: LiteMap<SessionId, Register<At>>,
}

#[derive(Debug, Default)]
struct ShapeFacts {
    /// Who brought it, and its name then.
    added: Option<(MemberId, Rc<str>)>,
    /// The name that it is kept under.
    kept: Option<Rc<str>>,
    /// In order: not a map, since a kind of map and a sort would be compiled for these alone.
    steps: Vec<(Order, Step)>,
}

/// One member's value of the register.
#[derive(Debug, Clone, Copy, PartialEq)]
struct At {
    shape: Option<ShapeId>,
    step: Option<StepId>,
}

impl Concept for Shapes {
    type Edit = ShapesEdit;
    type Change = ShapesChange;
    /// The open session, and what it follows.
    type Before = (SessionId, Option<Followed>);

    const ROOTS: &'static [Root] = &[SHAPES, STEPS];

    fn undo_name(edit: &ShapesEdit) -> UndoName {
        match edit {
            ShapesEdit::GoTo { .. } => UndoName::new(Verb::SetCurrent, Target::Steps),
            ShapesEdit::SetStep { .. } => UndoName::typed(Verb::Set, Target::Steps),
            ShapesEdit::Add { .. }
            | ShapesEdit::Follow { .. }
            | ShapesEdit::Keep { .. }
            | ShapesEdit::Reorder { .. }
            | ShapesEdit::RemoveStep { .. } => UndoName::new(Verb::Set, Target::Steps),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, changes: &mut Vec<ShapesChange>) {
        let value = found.value();
        if found.root == STEPS {
            let Some((session, member)) = found.key.split_once('/') else { return };
            let (Ok(session), Ok(member)) = (session.parse(), member.parse()) else { return };
            self.followed.entry(session).or_default().read(member, value, |value| Some(At::read(value)));
            return;
        }
        let (shape, field) = found.key.split_once('/').unwrap_or((found.key, ""));
        let Ok(id) = shape.parse() else { return };
        let facts = self.all.entry(id).or_default();
        match (field, field.parse()) {
            ("", _) => facts.added = value.and_then(read_added),
            ("kept", _) => {
                let name = value.and_then(schema::text).filter(|name| text::not_blank(name, text::NAME).is_ok());
                facts.kept = name.map(|name| keep_text(facts.kept.as_ref(), name));
            }
            (_, Ok(step)) => facts.put(step, value.and_then(|value| read_step(step, value))),
            _ => return,
        }
        if changes.last() != Some(&ShapesChange::Changed(id)) {
            changes.push(ShapesChange::Changed(id));
        }
    }

    fn before(&self, context: &Context) -> Self::Before {
        (context.series.open(), self.now_followed(context))
    }

    fn compare(&self, (session, before): Self::Before, context: &Context, changes: &mut Vec<ShapesChange>) {
        if session != context.series.open() {
            return;
        }
        let now = self.now_followed(context);
        let of = |followed: Option<Followed>| followed.map(|followed| (followed.shape, followed.step));
        let (before, now) = (of(before), of(now));
        if before.map(|(shape, _)| shape) != now.map(|(shape, _)| shape) {
            changes.push(ShapesChange::Followed);
        } else if before != now {
            changes.push(ShapesChange::Moved);
        }
    }

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &ShapesEdit) -> Result<(), Refused> {
        match *edit {
            ShapesEdit::Add { shape, ref name, ref steps } => self.add(writer, context, shape, name, steps),
            ShapesEdit::Follow { session, shape, step } => {
                self.lead(writer, context, session, At { shape, step: step.filter(|_| shape.is_some()) })
            }
            ShapesEdit::GoTo { session, shape, from, to } => {
                let at = self.at(session).ok_or(Refused::Gone)?;
                // Led there by the other a moment ago: that is what was meant.
                if at == (At { shape: Some(shape), step: Some(to) }) {
                    return Ok(());
                }
                let is_seen = at == At { shape: Some(shape), step: from };
                let is_there = self.shape(shape).is_none_or(|facts| facts.get(to).is_some());
                if !is_seen || !is_there {
                    return Err(Refused::Gone);
                }
                self.lead(writer, context, session, At { shape: Some(shape), step: Some(to) })
            }
            ShapesEdit::Keep { shape, ref name } => {
                self.shape(shape).ok_or(Refused::Gone)?;
                let name = name.as_deref().map(|name| text::not_blank(name.trim(), text::NAME)).transpose()?;
                let name = name.map_or(Any::Null, |name| of_text(&text::one_line(name)));
                writer.set(Slot::flat(SHAPES, format!("{shape}/kept")), name);
                Ok(())
            }
            ShapesEdit::SetStep { shape, ref step } => {
                let facts = self.shape(shape).ok_or(Refused::Gone)?;
                let known = facts.get(step.id).map(|(order, _)| order.clone());
                if known.is_none() && facts.steps.len() >= MOST_STEPS {
                    return Err(Refused::Text { length: facts.steps.len() + 1, most: MOST_STEPS });
                }
                let order = known.unwrap_or_else(|| order::place(&facts.in_order(), Place::Last).0);
                writer.set(slot(shape, step.id), of_step(&order, &checked(step)?));
                Ok(())
            }
            ShapesEdit::Reorder { shape, step, place } => {
                let facts = self.shape(shape).ok_or(Refused::Gone)?;
                let (_, mine) = facts.get(step).ok_or(Refused::Gone)?;
                let mut others = facts.in_order();
                others.retain(|(_, other)| *other != step);
                let (order, spread) = order::place(&others, place);
                writer.set(slot(shape, step), of_step(&order, mine));
                for (other, order) in spread {
                    if let Some((_, step)) = facts.get(other) {
                        writer.write(slot(shape, other), of_step(&order, step));
                    }
                }
                Ok(())
            }
            ShapesEdit::RemoveStep { shape, step } => {
                let facts = self.shape(shape).filter(|facts| facts.get(step).is_some()).ok_or(Refused::Gone)?;
                // Whoever is at it goes on to the one after it, or back to the one before.
                let session = context.series.open();
                if self.at(session) == Some(At { shape: Some(shape), step: Some(step) }) {
                    let all = facts.in_order();
                    let at = all.iter().position(|(_, other)| *other == step).unwrap_or_default();
                    let next = all.get(at + 1).or(at.checked_sub(1).and_then(|before| all.get(before)));
                    let next = next.map(|(_, step)| *step);
                    self.lead(writer, context, session, At { shape: Some(shape), step: next })?;
                }
                writer.set(slot(shape, step), Any::Null);
                Ok(())
            }
        }
    }

    fn latest_rev(&self, slot: &Slot) -> Option<u64> {
        let (session, member) = slot.key.split_once('/').filter(|_| slot.root == STEPS)?;
        self.followed.get(&session.parse().ok()?)?.latest_of(member.parse().ok()?)
    }
}

impl Shapes {
    pub(crate) fn show(&self, context: &Context, shapes: &mut Rc<[Shape]>, followed: &mut Option<Followed>) {
        *followed = self.now_followed(context);
        let followed = followed.map(|followed| followed.shape);
        let shown = self.all.iter().filter_map(|(id, facts)| {
            let (by, name) = facts.added.as_ref()?;
            (facts.kept.is_some() || followed == Some(*id)).then(|| Shape {
                id: *id,
                name: facts.kept.as_ref().unwrap_or(name).clone(),
                by: context.people.person(*by),
                is_kept: facts.kept.is_some(),
                steps: facts.steps.iter().take(MOST_STEPS).map(|(_, step)| step.clone()).collect(),
            })
        });
        show_list(shapes, shown.collect());
    }

    /// What the open session follows.
    fn now_followed(&self, context: &Context) -> Option<Followed> {
        let (by, at) = self.followed.get(&context.series.open())?.latest()?;
        let At { shape, step } = at.value;
        Some(Followed { shape: shape?, step, by: context.people.person(by), at: at.at })
    }

    fn at(&self, session: SessionId) -> Option<At> {
        self.followed.get(&session)?.latest().map(|(_, at)| at.value)
    }

    /// A shape that the room has.
    fn shape(&self, id: ShapeId) -> Option<&ShapeFacts> {
        self.all.get(&id).filter(|facts| facts.added.is_some())
    }

    fn add(
        &self,
        writer: &mut Writer<'_, '_>,
        context: &Context,
        id: ShapeId,
        name: &str,
        steps: &[NewStep],
    ) -> Result<(), Refused> {
        let known = self.shape(id);
        let is_followed = self.now_followed(context).is_some_and(|followed| followed.shape == id);
        if known.is_some_and(|known| known.kept.is_some() || is_followed) {
            return Ok(());
        }
        let name = text::one_line(text::not_blank(name.trim(), text::NAME)?);
        if steps.len() > MOST_STEPS {
            return Err(Refused::Text { length: steps.len(), most: MOST_STEPS });
        }
        let steps = steps.iter().map(checked).collect::<Result<Vec<_>, _>>()?;
        // The other may be at work in it when it would be taken back; what nobody follows nor keeps is not shown.
        let added = of_parts([of_id(writer.who.me.0), of_number(writer.who.now.0), of_text(&name)]);
        writer.write(Slot::flat(SHAPES, id), added);
        // Of one that was put aside before, nothing is left.
        let gone = known.map_or(&[][..], |known| &known.steps).iter().map(|(_, step)| step.id);
        gone.for_each(|step| writer.write(slot(id, step), Any::Null));
        let mut last = None;
        for step in steps {
            let order = Order::between(last.as_ref(), None);
            writer.write(slot(id, step.id), of_step(&order, &step));
            last = Some(order);
        }
        Ok(())
    }

    fn lead(&self, writer: &mut Writer<'_, '_>, context: &Context, session: SessionId, to: At) -> Result<(), Refused> {
        if session != context.series.open() {
            return Err(Refused::Gone);
        }
        let register = self.followed.get(&session);
        let before = self.at(session).unwrap_or(At { shape: None, step: None });
        if before != to {
            let (me, rev) = (writer.who.me, register.map_or(1, Register::next));
            let [shape, step] = before.write();
            let version = of_version(rev, writer.who.now, &to.write());
            let slot = Slot::flat(STEPS, format!("{session}/{me}"));
            writer.set_version(slot, rev, version, of_parts([Any::Null, Any::Null, shape, step]), false);
        }
        Ok(())
    }
}

impl ShapeFacts {
    fn get(&self, id: StepId) -> Option<&(Order, Step)> {
        self.steps.iter().take(MOST_STEPS).find(|(_, step)| step.id == id)
    }

    /// Takes in what is under a step's key now.
    fn put(&mut self, id: StepId, step: Option<(Order, Step)>) {
        self.steps.retain(|(_, other)| other.id != id);
        if let Some((order, step)) = step {
            let at = self.steps.partition_point(|(before, other)| (before, other.id) < (&order, id));
            self.steps.insert(at, (order, step));
        }
    }

    /// The steps that are read, in order.
    fn in_order(&self) -> Vec<(Order, StepId)> {
        self.steps.iter().take(MOST_STEPS).map(|(order, step)| (order.clone(), step.id)).collect()
    }
}

impl At {
    fn read(value: &Any) -> Self {
        let part = |at| schema::id(schema::part(value, at));
        let shape = part(2).map(ShapeId);
        Self { shape, step: part(3).map(StepId).filter(|_| shape.is_some()) }
    }

    fn write(self) -> [Any; 2] {
        [self.shape.map_or(Any::Null, |shape| of_id(shape.0)), self.step.map_or(Any::Null, |step| of_id(step.0))]
    }
}

fn slot(shape: ShapeId, step: StepId) -> Slot {
    Slot::flat(SHAPES, format!("{shape}/{step}"))
}

fn read_added(value: &Any) -> Option<(MemberId, Rc<str>)> {
    let by = schema::id(schema::part(value, 0)).map(MemberId)?;
    schema::moment(schema::part(value, 1))?;
    let name = schema::text(schema::part(value, 2)).filter(|name| text::not_blank(name, text::NAME).is_ok())?;
    Some((by, Rc::from(name)))
}

fn read_step(id: StepId, value: &Any) -> Option<(Order, Step)> {
    let order = Order::read(schema::bytes(schema::part(value, 0))?);
    let minutes = schema::number(schema::part(value, 1)).and_then(|minutes| u16::try_from(minutes).ok());
    let minutes = minutes.filter(|minutes| *minutes <= MOST_MINUTES)?;
    let line = |at| schema::text(schema::part(value, at)).filter(|line| text::fits(line, text::NAME).is_ok());
    Some((order, Step { id, minutes, name: Rc::from(line(2)?), prompt: Rc::from(line(3)?) }))
}

fn checked(step: &NewStep) -> Result<Step, Refused> {
    let line = |line: &str| Ok(Rc::from(text::one_line(text::fits(line, text::NAME)?)));
    let minutes = step.minutes.min(MOST_MINUTES);
    Ok(Step { id: step.id, minutes, name: line(&step.name)?, prompt: line(&step.prompt)? })
}

fn of_step(order: &Order, step: &Step) -> Any {
    of_parts([of_bytes(&order.bytes()), of_number(step.minutes.into()), of_text(&step.name), of_text(&step.prompt)])
}
