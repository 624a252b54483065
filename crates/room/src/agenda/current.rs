//! The current item: a versioned register for each session. It keeps what the timer showed when the item became
//! current.

use litemap::LiteMap;
use yrs::Any;

use crate::{
    context::Context,
    id::{BlockId, ItemId, MemberId, SessionId},
    register::{Register, of_version},
    schema::{self, Root, Slot, of_id, of_number, of_parts},
    values::{Moment, Refused},
    writer::Writer,
};

pub(crate) const CURRENT: Root = Root::new(6, "current");

/// The item that both are at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    pub item: ItemId,
    /// Who made it the current item.
    pub by: MemberId,
    pub at: Moment,
    /// The timer's block at that moment, and for how many milliseconds the block had run.
    pub clock: Option<(BlockId, u64)>,
}

/// What the document says about the current item of each session.
#[derive(Debug, Default)]
pub(crate) struct CurrentFacts(LiteMap<SessionId, Register<At>>);

/// One member's value of the register.
#[derive(Debug, Clone, Copy, PartialEq)]
struct At {
    item: Option<ItemId>,
    /// The timer's block at that moment, and for how many milliseconds the block had run.
    clock: Option<(BlockId, u64)>,
}

impl CurrentFacts {
    /// Reads the value that is under a key now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        let Some((session, member)) = key.split_once('/') else { return };
        let (Ok(session), Ok(member)) = (session.parse(), member.parse()) else { return };
        self.0.entry(session).or_default().read(member, value, |value| Some(At::read(value)));
    }

    /// The version of a session's current item that counts: by whom, under which revision, which item.
    pub(crate) fn version(&self, session: SessionId) -> Option<(MemberId, u64, Option<ItemId>)> {
        let (by, at) = self.0.get(&session)?.latest()?;
        Some((by, at.rev, at.value.item))
    }

    /// The current item of the open session.
    pub(crate) fn show(&self, context: &Context) -> Option<Current> {
        let (by, at) = self.0.get(&context.series.open())?.latest()?;
        let At { item, clock } = at.value;
        Some(Current { item: item?, by: context.people.person(by), at: at.at, clock })
    }

    /// Makes an item the current one, or none.
    pub(crate) fn set(
        &self,
        writer: &mut Writer<'_, '_>,
        context: &Context,
        session: SessionId,
        item: Option<ItemId>,
    ) -> Result<(), Refused> {
        context.series.number(session).ok_or(Refused::Gone)?;
        let register = self.0.get(&session);
        let before = register.and_then(Register::latest).map(|(_, version)| version);
        if before.and_then(|before| before.value.item) != item {
            let (me, now) = (writer.who.me, writer.who.now);
            let clock = context.running.map(|running| (running.block, running.ran(now)));
            // Undo restores the earlier item together with its moment, so that it keeps the minutes that it had.
            let back = before.map_or(of_parts([const { Any::Null }; 5]), |before| {
                of_version(before.rev, before.at, &before.value.write())
            });
            let rev = register.map_or(1, Register::next);
            let version = of_version(rev, now, &At { item, clock }.write());
            writer.set_version(Slot::flat(CURRENT, format!("{session}/{me}")), rev, version, back, true);
        }
        Ok(())
    }

    /// The revision of the register in this slot, if its version is the one that counts.
    pub(crate) fn latest_rev(&self, slot: &Slot) -> Option<u64> {
        let (session, member) = slot.key.split_once('/').filter(|_| slot.root == CURRENT)?;
        self.0.get(&session.parse().ok()?)?.latest_of(member.parse().ok()?)
    }
}

impl At {
    fn read(value: &Any) -> Self {
        let part = |at| schema::part(value, at);
        let clock = schema::id(part(3)).map(BlockId).zip(schema::number(part(4)));
        Self { item: schema::id(part(2)).map(ItemId), clock }
    }

    fn write(self) -> [Any; 3] {
        let (block, ran) = self.clock.map_or((Any::Null, Any::Null), |(block, ran)| (of_id(block.0), of_number(ran)));
        [self.item.map_or(Any::Null, |item| of_id(item.0)), block, ran]
    }
}
