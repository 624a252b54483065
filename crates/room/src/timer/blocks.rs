//! Runs of the clock that ended, and what each person set out to do in one and said came of it.

use std::{rc::Rc, sync::Arc};

use litemap::LiteMap;
use yrs::Any;

use crate::{
    concept::{RowView, show_list},
    context::{Context, People},
    id::{BlockId, MemberId},
    order,
    schema::{self, Root, Slot, keep, of_id, of_number, of_parts, of_text},
    text,
    values::{BlockKind, Moment, Outcome, Refused},
    writer::Writer,
};

pub(crate) const BLOCKS: Root = Root::new(8, "blocks");

/// A block that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub id: BlockId,
    pub kind: BlockKind,
    pub started: Moment,
    pub ended: Moment,
    /// Milliseconds that the clock ran.
    pub ran: u64,
    /// Those who were in it.
    pub with: Rc<[MemberId]>,
    /// What each set out to do.
    pub intentions: Rc<[(MemberId, Rc<str>)]>,
    /// What came of it.
    pub reports: Rc<[Report]>,
}

/// What somebody said came of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub by: MemberId,
    /// How far.
    pub outcome: Outcome,
    /// In a line.
    pub line: Rc<str>,
}

/// People in one block at most, as far as is read.
const PRESENT: usize = 64;

/// What the document says about blocks.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    all: LiteMap<BlockId, BlockFacts>,
}

#[derive(Debug, Default)]
struct BlockFacts {
    ended: Option<Ended>,
    intents: LiteMap<MemberId, Rc<str>>,
    reports: LiteMap<MemberId, (Outcome, Rc<str>)>,
    shown: RowView<Block>,
}

/// The record of a block that ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ended {
    pub(crate) kind: BlockKind,
    pub(crate) started: Moment,
    pub(crate) ended: Moment,
    pub(crate) ran: u64,
    pub(crate) with: Vec<MemberId>,
}

impl Blocks {
    /// Takes in what stands under a key now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        let (id, field) = key.split_once('/').unwrap_or((key, ""));
        let Ok(id) = id.parse() else { return };
        let entry = self.all.entry(id).or_default();
        entry.shown.doubt();
        match field.split_once('/').map(|(field, member)| (field, member.parse())) {
            None if field.is_empty() => entry.ended = value.and_then(Ended::read),
            Some(("intent", Ok(member))) => {
                keep(
                    &mut entry.intents,
                    member,
                    value.and_then(schema::text).filter(|text| !text.is_empty()).map(Rc::from),
                );
            }
            Some(("report", Ok(member))) => keep(&mut entry.reports, member, value.and_then(read_report)),
            _ => {}
        }
    }

    /// Who is who changed: every block may look otherwise.
    pub(crate) fn doubt(&mut self) {
        self.all.iter_mut().for_each(|(_, entry)| entry.shown.doubt());
    }

    pub(crate) fn has_ended(&self, id: BlockId) -> bool {
        self.all.get(&id).is_some_and(|entry| entry.ended.is_some())
    }

    /// What each set out to do, in order of members.
    pub(crate) fn intentions(&self, id: BlockId, people: &People) -> Rc<[(MemberId, Rc<str>)]> {
        self.all.get(&id).map_or_else(|| Rc::from([]), |entry| people.one_each(&entry.intents).collect())
    }

    /// What came of it, in order of members.
    pub(crate) fn reports(&self, id: BlockId, people: &People) -> Rc<[Report]> {
        self.all.get(&id).map_or_else(|| Rc::from([]), |entry| reports(&entry.reports, people))
    }

    /// Those that ended, the latest first.
    pub(crate) fn show(&mut self, context: &Context, shown: &mut Rc<[Rc<Block>]>) {
        let blocks = self.all.iter_mut().filter_map(|(id, entry)| entry.show(*id, &context.people));
        let mut blocks = order::by_key(blocks, |block| (block.ended.0, block.started.0, block.id.0));
        blocks.reverse();
        show_list(shown, blocks);
    }

    /// What I set out to do; also before the block starts.
    pub(crate) fn intend(writer: &mut Writer<'_, '_>, block: BlockId, line: &str) -> Result<(), Refused> {
        let line = text::one_line(text::fits(line, text::LINE)?);
        writer.set(slot(block, "intent", writer.who.me), of_text(&line));
        Ok(())
    }

    /// What came of a block that ended, or that the clock has.
    pub(crate) fn report(
        &self,
        writer: &mut Writer<'_, '_>,
        on_clock: Option<BlockId>,
        block: BlockId,
        outcome: Outcome,
        line: &str,
    ) -> Result<(), Refused> {
        let line = text::one_line(text::fits(line, text::LINE)?);
        if !self.has_ended(block) && on_clock != Some(block) {
            return Err(Refused::Gone);
        }
        let outcome = match outcome {
            Outcome::Done => 0,
            Outcome::Partly => 1,
            Outcome::NotDone => 2,
            Outcome::Skipped => 3,
        };
        writer.set(slot(block, "report", writer.who.me), of_parts([of_number(outcome), of_text(&line)]));
        Ok(())
    }
}

impl BlockFacts {
    fn show(&mut self, id: BlockId, people: &People) -> Option<Rc<Block>> {
        let ended = self.ended.as_ref()?;
        let (intents, said) = (&self.intents, &self.reports);
        Some(self.shown.row(|| Block {
            id,
            kind: ended.kind,
            started: ended.started,
            ended: ended.ended,
            ran: ended.ran,
            with: people.each_once(&ended.with),
            intentions: people.one_each(intents).collect(),
            reports: reports(said, people),
        }))
    }
}

impl Ended {
    fn read(value: &Any) -> Option<Self> {
        let part = |at| schema::part(value, at);
        Some(Self {
            kind: read_kind(part(0)),
            started: schema::moment(part(1))?,
            ended: schema::moment(part(2))?,
            ran: schema::number(part(3))?,
            with: read_with(part(4)),
        })
    }

    pub(crate) fn write(&self, writer: &mut Writer<'_, '_>, block: BlockId) {
        let record = of_parts([
            of_kind(self.kind),
            of_number(self.started.0),
            of_number(self.ended.0),
            of_number(self.ran),
            of_with(&self.with),
        ]);
        writer.write(Slot::flat(BLOCKS, block), record);
    }
}

fn reports(said: &LiteMap<MemberId, (Outcome, Rc<str>)>, people: &People) -> Rc<[Report]> {
    people.one_each(said).map(|(by, (outcome, line))| Report { by, outcome, line }).collect()
}

pub(crate) fn read_kind(value: &Any) -> BlockKind {
    match schema::number(value) {
        Some(1) => BlockKind::Break,
        _ => BlockKind::Work,
    }
}

pub(crate) fn of_kind(kind: BlockKind) -> Any {
    of_number(match kind {
        BlockKind::Work => 0,
        BlockKind::Break => 1,
    })
}

pub(crate) fn read_with(value: &Any) -> Vec<MemberId> {
    schema::parts(value).iter().take(PRESENT).filter_map(|id| schema::id(id).map(MemberId)).collect()
}

pub(crate) fn of_with(with: &[MemberId]) -> Any {
    Any::Array(with.iter().map(|member| of_id(member.0)).collect::<Arc<[Any]>>())
}

fn read_report(value: &Any) -> Option<(Outcome, Rc<str>)> {
    let outcome = match schema::number(schema::part(value, 0))? {
        0 => Outcome::Done,
        1 => Outcome::Partly,
        2 => Outcome::NotDone,
        3 => Outcome::Skipped,
        _ => return None,
    };
    Some((outcome, Rc::from(schema::text(schema::part(value, 1)).unwrap_or_default())))
}

fn slot(block: BlockId, field: &str, member: MemberId) -> Slot {
    Slot::flat(BLOCKS, format!("{block}/{field}/{member}"))
}
