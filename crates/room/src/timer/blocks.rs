//! Blocks: what was done to each, what each person set out to do in it and said came of it; and which of them the clock has.

use std::rc::Rc;

use litemap::LiteMap;
use yrs::Any;

use crate::{
    concept::{RowView, show_list},
    context::{Context, People},
    id::{BlockId, MemberId},
    order,
    schema::{self, Root, Slot, keep, of_number, of_parts, of_text},
    text,
    timer::journal::{BlockRun, BlockRunState, EntryKey, Journal},
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
    /// Milliseconds that the clock ran, its length at most.
    pub ran: u64,
    /// Milliseconds that the clock ran beyond that: told beside, counted nowhere.
    pub over: u64,
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

/// What the document says about blocks.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// (Boxed: those of a room that opens come in no order, and each is put between others.)
    all: LiteMap<BlockId, Box<BlockFacts>>,
}

#[derive(Debug, Default)]
pub(crate) struct BlockFacts {
    pub(crate) journal: Journal,
    intents: LiteMap<MemberId, Rc<str>>,
    reports: LiteMap<MemberId, (Outcome, Rc<str>)>,
    shown: RowView<Block>,
}

impl Blocks {
    /// Takes in what stands under the key of an entry now.
    pub(crate) fn read_entry(&mut self, block: BlockId, entry: EntryKey, value: Option<&Any>) {
        let facts = self.all.entry(block).or_default();
        facts.shown.mark_stale();
        facts.journal.read(entry, value);
    }

    /// Takes in what stands under a key of [`BLOCKS`] now. Returns the block and the outcome, if somebody reported or
    /// changed one.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) -> Option<(BlockId, Outcome)> {
        let mut parts = key.splitn(3, '/');
        let (Some(Ok(id)), Some(field), Some(Ok(member))) =
            (parts.next().map(str::parse), parts.next(), parts.next().map(str::parse))
        else {
            return None;
        };
        let facts = self.all.entry(id).or_default();
        facts.shown.mark_stale();
        match field {
            "intent" => {
                let text = value.and_then(schema::text).filter(|text| !text.is_empty());
                keep(&mut facts.intents, member, text.map(Rc::from));
                None
            }
            "report" => {
                let before = facts.reports.get(&member).map(|(outcome, _)| *outcome);
                keep(&mut facts.reports, member, value.and_then(read_report));
                let outcome = facts.reports.get(&member).map(|(outcome, _)| *outcome);
                outcome.filter(|outcome| before != Some(*outcome)).map(|outcome| (id, outcome))
            }
            _ => None,
        }
    }

    /// Who is who changed: every block may look otherwise.
    pub(crate) fn mark_stale(&mut self) {
        self.all.iter_mut().for_each(|(_, facts)| facts.shown.mark_stale());
    }

    pub(crate) fn get(&self, id: BlockId) -> Option<&BlockFacts> {
        self.all.get(&id).map(|facts| &**facts)
    }

    pub(crate) fn replay(&mut self, id: BlockId) {
        if let Some(facts) = self.all.get_mut(&id) {
            facts.journal.replay();
        }
    }

    /// What was done to a block that somebody started.
    pub(crate) fn run(&self, id: BlockId) -> Option<&BlockRun> {
        self.get(id)?.journal.run()
    }

    /// Those that were started, in order of their ids.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (BlockId, &BlockRun)> {
        self.all.iter().filter_map(|(id, facts)| Some((*id, facts.journal.run()?)))
    }

    /// The block that the clock has. Of those that are open: one that runs before one that is paused, then the one whose end
    /// is the furthest, so that no meeting takes minutes away from anybody. Else the one that ended last.
    pub(crate) fn on_clock(&self) -> Option<BlockId> {
        let rank = |(id, run): &(BlockId, &BlockRun)| {
            let then = if run.is_open() { run.ends() } else { run.since.0 };
            (run.is_open(), run.state == BlockRunState::Running, then, run.started, *id)
        };
        self.runs().max_by_key(rank).map(|(id, _)| id)
    }

    /// What each set out to do, in order of members; those of other blocks, too, of whom the first says nothing.
    pub(crate) fn intentions(&self, ids: impl Iterator<Item = BlockId>, people: &People) -> Rc<[(MemberId, Rc<str>)]> {
        let mut all: LiteMap<MemberId, Rc<str>> = LiteMap::new();
        for facts in ids.filter_map(|id| self.get(id)) {
            let is_new = |id: &MemberId| !all.keys().any(|known| people.same(*known, *id));
            let new: Vec<_> = facts.intents.iter().filter(|(id, _)| is_new(id)).collect();
            new.into_iter().for_each(|(id, text)| drop(all.insert(*id, text.clone())));
        }
        people.one_each(&all).collect()
    }

    /// What somebody set out to do in a block.
    pub(crate) fn intention(&self, id: BlockId, people: &People, who: MemberId) -> Option<&Rc<str>> {
        let mut all = self.get(id)?.intents.iter();
        all.find(|(member, _)| people.same(**member, who)).map(|(_, text)| text)
    }

    /// What came of it, in order of members.
    pub(crate) fn reports(&self, id: BlockId, people: &People) -> Rc<[Report]> {
        self.get(id).map_or_else(|| Rc::from([]), |facts| reports(&facts.reports, people))
    }

    /// Those that ended, the latest first.
    pub(crate) fn show(&mut self, context: &Context, shown: &mut Rc<[Rc<Block>]>) {
        let blocks = self.all.iter_mut().filter_map(|(id, facts)| facts.show(*id, &context.people));
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

    /// What came of a block that was started.
    pub(crate) fn report(
        &self,
        writer: &mut Writer<'_, '_>,
        block: BlockId,
        outcome: Outcome,
        line: &str,
    ) -> Result<(), Refused> {
        let line = text::one_line(text::fits(line, text::LINE)?);
        self.run(block).ok_or(Refused::Gone)?;
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

/// What I set out to do goes along into another block.
pub(crate) fn carry_intention(writer: &mut Writer<'_, '_>, to: BlockId, text: &str) {
    writer.write(slot(to, "intent", writer.who.me), of_text(text));
}

impl BlockFacts {
    fn show(&mut self, id: BlockId, people: &People) -> Option<Rc<Block>> {
        let run = self.journal.run().filter(|run| !run.is_open())?;
        let (intents, said) = (&self.intents, &self.reports);
        Some(self.shown.row(|| {
            let (ran, over) = run.counted(run.ran);
            Block {
                id,
                kind: run.kind,
                started: run.started,
                ended: run.since,
                ran,
                over,
                with: people.each_once(&run.with),
                intentions: people.one_each(intents).collect(),
                reports: reports(said, people),
            }
        }))
    }
}

fn reports(said: &LiteMap<MemberId, (Outcome, Rc<str>)>, people: &People) -> Rc<[Report]> {
    people.one_each(said).map(|(by, (outcome, line))| Report { by, outcome, line }).collect()
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
