//! Decisions: the outcome of a talking point, in one line that both agree on.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

use crate::{
    concept::{Concept, Found, show_list},
    context::Context,
    id::{ItemId, MemberId},
    schema::{self, Root, Slot, keep, of_id, of_number, of_parts, of_text},
    text,
    values::{Moment, Refused, Target, UndoName, Verb},
    writer::Writer,
};

const DECISIONS: Root = Root::new(12, "decisions");

/// What people do with decisions.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum DecisionsEdit {
    /// Records what was decided on the point, in one line; replaces an earlier decision.
    Record { item: ItemId, outcome: String },
    /// Removes the decision.
    Withdraw { item: ItemId },
}

/// What changed about decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum DecisionsChange {
    Recorded(ItemId),
    Withdrawn(ItemId),
}

/// The outcome of a talking point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub item: ItemId,
    /// Who recorded it.
    pub by: MemberId,
    pub at: Moment,
    pub outcome: Rc<str>,
}

/// What the document says about decisions.
#[derive(Debug, Default)]
pub(crate) struct Decisions(LiteMap<ItemId, Decision>);

impl Concept for Decisions {
    type Edit = DecisionsEdit;
    type Change = DecisionsChange;
    type Before = ();

    const ROOTS: &'static [Root] = &[DECISIONS];

    fn undo_name(edit: &DecisionsEdit) -> UndoName {
        match edit {
            DecisionsEdit::Record { item, .. } => UndoName::new(Verb::Set, Target::Item(*item)),
            DecisionsEdit::Withdraw { item } => UndoName::new(Verb::Set, Target::Item(*item)),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, changes: &mut Vec<DecisionsChange>) {
        let Ok(item) = found.key.parse() else { return };
        let decision = found.value().and_then(|value| read_decision(item, value));
        let old = self.0.get(&item).map(|decision| &decision.outcome);
        changes.extend(match (old, decision.as_ref().map(|decision| &decision.outcome)) {
            (Some(_), None) => Some(DecisionsChange::Withdrawn(item)),
            (old, Some(new)) if old != Some(new) => Some(DecisionsChange::Recorded(item)),
            _ => None,
        });
        keep(&mut self.0, item, decision);
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, _: &Context, edit: &DecisionsEdit) -> Result<(), Refused> {
        match edit {
            DecisionsEdit::Record { item, outcome } => {
                let outcome = text::one_line(text::not_blank(outcome.trim(), text::LINE)?);
                // Recording the same outcome again changes nothing.
                if self.0.get(item).is_none_or(|decision| *decision.outcome != *outcome) {
                    let (by, at) = (of_id(writer.who.me.0), of_number(writer.who.now.0));
                    writer.set(Slot::flat(DECISIONS, item), of_parts([by, at, of_text(&outcome)]));
                }
                Ok(())
            }
            DecisionsEdit::Withdraw { item } if !self.0.contains_key(item) => Err(Refused::Gone),
            DecisionsEdit::Withdraw { item } => {
                writer.set(Slot::flat(DECISIONS, item), Any::Null);
                Ok(())
            }
        }
    }
}

impl Decisions {
    /// Shows decisions in order of their points' ids.
    pub(crate) fn show(&self, context: &Context, decisions: &mut Rc<[Decision]>) {
        let all = self.0.values();
        let all = all.map(|decision| Decision { by: context.people.person(decision.by), ..decision.clone() });
        show_list(decisions, all.collect());
    }
}

fn read_decision(item: ItemId, value: &Any) -> Option<Decision> {
    let outcome =
        schema::text(schema::part(value, 2)).filter(|outcome| text::not_blank(outcome, text::LINE).is_ok())?;
    Some(Decision {
        item,
        by: schema::id(schema::part(value, 0)).map(MemberId)?,
        at: schema::moment(schema::part(value, 1))?,
        outcome: Rc::from(outcome),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{edit::Change, replica::Room, values::Who};

    const ITEM: ItemId = ItemId([1; 8]);

    fn outcome(room: &mut Room) -> Option<String> {
        room.view(Moment(9)).decision(ITEM).map(|decision| decision.outcome.to_string())
    }

    #[test]
    fn a_decision_is_one_line_that_can_be_written_anew_withdrawn_and_undone() {
        let (mut ana, mut ben) = (Room::new(1), Room::new(2));
        let who = |n: u8| Who { me: MemberId([n; 8]), now: Moment(n.into()) };
        ana.edit(who(1), DecisionsEdit::Record { item: ITEM, outcome: " Ben talks\nto ops ".to_owned() }).unwrap();
        assert_eq!(outcome(&mut ana).as_deref(), Some("Ben talks to ops"));
        for update in ana.take_updates() {
            let changes = ben.apply(&update).unwrap();
            assert_eq!(changes, [Change::Decisions(DecisionsChange::Recorded(ITEM))]);
        }
        let decision = ben.view(Moment(9)).decision(ITEM).cloned();
        assert_eq!(decision.map(|decision| (decision.by, decision.at)), Some((who(1).me, who(1).now)));

        ben.edit(who(2), DecisionsEdit::Withdraw { item: ITEM }).unwrap();
        assert_eq!(outcome(&mut ben), None);
        for update in ben.take_updates() {
            assert_eq!(ana.apply(&update).unwrap(), [Change::Decisions(DecisionsChange::Withdrawn(ITEM))]);
        }
        ben.undo(who(2)).unwrap();
        assert_eq!(outcome(&mut ben).as_deref(), Some("Ben talks to ops"));
    }

    #[test]
    fn a_blank_outcome_and_an_unknown_point_are_refused() {
        let mut room = Room::new(1);
        let who = Who { me: MemberId([1; 8]), now: Moment(1) };
        for outcome in [" \n".to_owned(), "x".repeat(text::LINE + 1)] {
            let refused = room.edit(who, DecisionsEdit::Record { item: ITEM, outcome });
            assert!(matches!(refused, Err(Refused::Text { .. })), "{refused:?}");
        }
        assert_eq!(room.edit(who, DecisionsEdit::Withdraw { item: ITEM }), Err(Refused::Gone));
    }
}
