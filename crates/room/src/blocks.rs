//! Runs of the clock that ended, and what each person set out to do in one and said came of it.

use std::{rc::Rc, sync::Arc};

use litemap::LiteMap;
use yrs::Any;

use crate::{
    id::{BlockId, MemberId},
    members::Members,
    pen::Pen,
    refused::Refused,
    schema::{self, Root, Slot, of_id, of_number, of_parts, of_text},
    sessions::keep,
    sort, text,
    timer::{Clock, Word},
    values::{BlockKind, Moment, Outcome},
    view::{Block, Report},
};

/// People in one block at most, as far as is read.
const PRESENT: usize = 64;

/// What the document says about blocks.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    all: LiteMap<BlockId, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    ended: Option<Ended>,
    intents: LiteMap<MemberId, Rc<str>>,
    reports: LiteMap<MemberId, (Outcome, Rc<str>)>,
    /// What screens have, while it is right.
    shown: Option<Rc<Block>>,
    fresh: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Ended {
    kind: BlockKind,
    started: Moment,
    ended: Moment,
    ran: u64,
    with: Vec<MemberId>,
}

impl Blocks {
    /// Takes in what stands under a key now.
    pub(crate) fn read(&mut self, key: &str, value: Option<&Any>) {
        let (id, field) = key.split_once('/').unwrap_or((key, ""));
        let Ok(id) = id.parse() else { return };
        let entry = self.all.entry(id).or_default();
        entry.fresh = false;
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
        self.all.iter_mut().for_each(|(_, entry)| entry.fresh = false);
    }

    pub(crate) fn has_ended(&self, id: BlockId) -> bool {
        self.all.get(&id).is_some_and(|entry| entry.ended.is_some())
    }

    /// What each set out to do, in order of members.
    pub(crate) fn intentions(&self, id: BlockId, members: &Members) -> Rc<[(MemberId, Rc<str>)]> {
        let entry = self.all.get(&id);
        entry.map_or_else(|| Rc::from([]), |entry| by_person(&entry.intents, members).collect())
    }

    /// What came of it, in order of members.
    pub(crate) fn reports(&self, id: BlockId, members: &Members) -> Rc<[Report]> {
        self.all.get(&id).map_or_else(|| Rc::from([]), |entry| entry.show_reports(members))
    }

    /// Those that ended, the latest first.
    pub(crate) fn show(&mut self, members: &Members) -> Vec<Rc<Block>> {
        let blocks = self.all.iter_mut().filter_map(|(id, entry)| entry.show(*id, members));
        let mut blocks = sort::by_key(blocks, |block| (block.ended.0, block.started.0, block.id.0));
        blocks.reverse();
        blocks
    }
}

impl Entry {
    fn show(&mut self, id: BlockId, members: &Members) -> Option<Rc<Block>> {
        if let (true, Some(shown)) = (self.fresh, &self.shown) {
            return Some(shown.clone());
        }
        let ended = self.ended.as_ref()?;
        let block = Block {
            id,
            kind: ended.kind,
            started: ended.started,
            ended: ended.ended,
            ran: ended.ran,
            with: people(&ended.with, members),
            intentions: by_person(&self.intents, members).collect(),
            reports: self.show_reports(members),
        };
        let block = self.shown.take().filter(|shown| **shown == block).unwrap_or_else(|| Rc::new(block));
        self.fresh = true;
        self.shown = Some(block.clone());
        Some(block)
    }

    fn show_reports(&self, members: &Members) -> Rc<[Report]> {
        by_person(&self.reports, members).map(|(by, (outcome, line))| Report { by, outcome, line }).collect()
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
}

/// One value a person: under their own id if there is one, else under another that counts as theirs.
fn by_person<T: Clone>(values: &LiteMap<MemberId, T>, members: &Members) -> impl Iterator<Item = (MemberId, T)> {
    let mut people = LiteMap::new_vec();
    for (id, value) in values {
        let person = members.person(*id);
        if person == *id || !values.contains_key(&person) {
            people.insert(person, value.clone());
        }
    }
    people.into_iter()
}

/// Each person once, in the order given.
pub(crate) fn people(ids: &[MemberId], members: &Members) -> Rc<[MemberId]> {
    let mut people: Vec<MemberId> = Vec::new();
    for person in ids.iter().map(|id| members.person(*id)) {
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people.into()
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
    Slot::flat(Root::Blocks, format!("{block}/{field}/{member}"))
}

/// The record of a block that ends now.
pub(crate) fn end(pen: &mut Pen<'_, '_>, word: &Word) {
    let now = pen.who.now.max(word.started);
    let record = of_parts([
        of_kind(word.kind),
        of_number(word.started.0),
        of_number(now.0),
        of_number(word.ran(now)),
        of_with(&word.with),
    ]);
    pen.write(Slot::flat(Root::Blocks, word.block), record);
}

/// What I set out to do; also before the block starts.
pub(crate) fn intend(pen: &mut Pen<'_, '_>, block: BlockId, line: &str) -> Result<(), Refused> {
    let line = text::one_line(text::fits(line, text::LINE)?);
    let me = pen.who.me;
    pen.set(slot(block, "intent", me), of_text(&line));
    Ok(())
}

/// What came of it.
pub(crate) fn report(
    pen: &mut Pen<'_, '_>,
    all: &Blocks,
    clock: &Clock,
    block: BlockId,
    outcome: Outcome,
    line: &str,
) -> Result<(), Refused> {
    let line = text::one_line(text::fits(line, text::LINE)?);
    if !all.has_ended(block) && clock.word().is_none_or(|(_, word)| word.block != block) {
        return Err(Refused::Gone);
    }
    let outcome = match outcome {
        Outcome::Done => 0,
        Outcome::Partly => 1,
        Outcome::NotDone => 2,
        Outcome::Skipped => 3,
    };
    let me = pen.who.me;
    pen.set(slot(block, "report", me), of_parts([of_number(outcome), of_text(&line)]));
    Ok(())
}
