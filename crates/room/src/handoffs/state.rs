//! What a screen gets of a hand-off, and the one state that it is in.

use std::rc::Rc;

use yrs::Any;

use crate::{
    dates::{self, DateParts},
    id::{BriefingId, HandoffId, ItemId, MemberId, TaskId},
    schema::{self, of_id, of_number, of_text},
    values::{Date, Moment, Refused, Status},
};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// The most minutes that a wall is ahead of UTC, or behind it.
const MOST_AHEAD: i16 = 14 * 60;

/// What was written for handing a task over, and how it was offered and answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handoff {
    pub task: TaskId,
    /// What shall come of it.
    pub outcome: Rc<str>,
    /// What may go wrong without harm.
    pub may_fail: Rc<str>,
    /// The oldest line first.
    pub briefing: Rc<[BriefingLine]>,
    /// Each member's latest offer, the latest last.
    pub offers: Rc<[Offer]>,
    /// Each member's latest answer, the latest last.
    pub answers: Rc<[HandoffAnswer]>,
    /// The points of the agenda that were put there, by id.
    pub talks: Rc<[ItemId]>,
}

/// A line of what the receiver should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefingLine {
    pub id: BriefingId,
    pub by: MemberId,
    pub at: Moment,
    /// Something that its writer misses: a gap until it is filled.
    pub is_missing: bool,
    pub text: Rc<str>,
    /// What fills the gap.
    pub filled: Option<Rc<str>>,
}

/// An offer of the task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Who hands it over.
    pub by: MemberId,
    pub at: Moment,
    /// Who is to have it.
    pub to: MemberId,
    pub terms: HandoffTerms,
}

/// An answer to an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoffAnswer {
    pub by: MemberId,
    pub at: Moment,
    pub reply: HandoffReply,
    /// The terms as the answer has them.
    pub terms: HandoffTerms,
    /// What would help, or what in the set-up made it hard.
    pub line: Rc<str>,
}

/// On which terms a task is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoffTerms {
    pub handoff: HandoffId,
    pub level: Level,
    pub until: CheckBack,
}

/// How close the giver stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The giver does it, the receiver looks on.
    Shadow,
    /// They do it together.
    Pair,
    /// The receiver does it alone.
    #[default]
    Solo,
}

/// The day on which the two check back. It is over when it ends on the wall of whoever named it: at one moment for both, wherever they
/// are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckBack {
    pub day: Date,
    /// How many minutes that wall is ahead of UTC.
    pub ahead: i16,
}

/// What the receiver says to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoffReply {
    Accepted,
    /// They have it, and could use help.
    NeedsHelp,
    /// There is no room for it. Nobody is to blame.
    GivenBack,
}

/// The state of a hand-off. It is in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoffState {
    /// Its receiver has not answered yet.
    Offered,
    Accepted,
    NeedsHelp,
    /// The check-back day is over without a sign.
    LetsTalk,
    GivenBack,
    Done,
}

/// A hand-off as it stands at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    pub state: HandoffState,
    /// Who is to have it, has it or had it.
    pub receiver: MemberId,
    pub terms: HandoffTerms,
    /// What would help, or what in the set-up made it hard; empty if nothing was said.
    pub line: Rc<str>,
}

/// Who has a task, as the task says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Having {
    pub(crate) owner: Option<MemberId>,
    pub(crate) is_ask: bool,
    pub(crate) status: Status,
}

impl Handoff {
    /// The hand-off as it stands; `None` if the task is handed to nobody. It follows from who has the task, which is one fact, so it is
    /// in one state whatever was offered and answered at once.
    pub(crate) fn now(&self, task: Having, now: Moment) -> Option<Handed> {
        let Some(receiver) = task.owner else { return self.given_back().filter(|_| task.status == Status::Open) };
        let offer = self.offers.iter().rev().find(|offer| offer.to == receiver);
        let answer = self.answers.iter().rev().find(|answer| answer.by == receiver && !task.is_ask);
        let kept = answer.filter(|answer| answer.reply != HandoffReply::GivenBack);
        let terms = kept.map(|answer| &answer.terms).or(offer.map(|offer| &offer.terms))?.clone();
        let needs_help = kept.is_some_and(|answer| answer.reply == HandoffReply::NeedsHelp);
        let is_over = || now >= terms.until.over() || self.talks.contains(&terms.talk());
        let state = match task.status {
            Status::LetGo => return None,
            Status::Done => HandoffState::Done,
            Status::Open if is_over() => HandoffState::LetsTalk,
            Status::Open if task.is_ask => HandoffState::Offered,
            Status::Open if needs_help => HandoffState::NeedsHelp,
            Status::Open => HandoffState::Accepted,
        };
        let line = kept.map(|answer| answer.line.clone()).unwrap_or_default();
        Some(Handed { state, receiver, terms, line })
    }

    /// Whether its point is on the agenda, or was there.
    pub fn is_raised(&self, terms: &HandoffTerms) -> bool {
        self.talks.contains(&terms.talk())
    }

    /// A task that nobody has: it was given back if that is what became of the last offer.
    fn given_back(&self) -> Option<Handed> {
        let offer = self.offers.last()?;
        let answer = self.answers.iter().rev().find(|answer| answer.by == offer.to)?;
        (answer.reply == HandoffReply::GivenBack).then(|| Handed {
            state: HandoffState::GivenBack,
            receiver: offer.to,
            terms: offer.terms.clone(),
            line: answer.line.clone(),
        })
    }
}

impl HandoffTerms {
    /// The point of the agenda at which both talk about it when its day is over.
    pub fn talk(&self) -> ItemId {
        self.handoff.talk(&self.until.day)
    }

    /// `[rev, moment, …]`: see `[P 141]`.
    pub(super) fn read(value: &Any) -> Option<Self> {
        let part = |at| schema::part(value, at);
        let handoff = HandoffId(schema::id(part(2))?);
        let level = Level::ALL.get(usize::try_from(schema::number(part(3))?).ok()?).copied()?;
        let day = schema::text(part(4)).filter(|day| dates::checked_day(day).is_ok())?;
        let ahead = i64::try_from(part(5).clone()).ok().and_then(|ahead| i16::try_from(ahead).ok());
        let ahead = ahead.filter(|ahead| ahead.abs() <= MOST_AHEAD)?;
        Some(Self { handoff, level, until: CheckBack { day: day.to_owned(), ahead } })
    }

    pub(super) fn write(&self) -> Vec<Any> {
        let Self { handoff, level, until } = self;
        let ahead = i64::from(until.ahead.clamp(-MOST_AHEAD, MOST_AHEAD));
        vec![of_id(handoff.0), of_number(*level as u64), of_text(&until.day), Any::from(ahead)]
    }
}

impl Level {
    /// From the closest on.
    pub const ALL: [Self; 3] = [Self::Shadow, Self::Pair, Self::Solo];

    /// One level closer; the closest stays.
    #[must_use]
    pub fn closer(self) -> Self {
        match self {
            Self::Solo => Self::Pair,
            Self::Pair | Self::Shadow => Self::Shadow,
        }
    }
}

impl CheckBack {
    /// When the day is over.
    pub fn over(&self) -> Moment {
        let days = DateParts::read(&self.day).map_or(0, DateParts::days);
        let ahead = i64::from(self.ahead.clamp(-MOST_AHEAD, MOST_AHEAD));
        Moment(u64::try_from((days + 1) * DAY - ahead * MINUTE).unwrap_or_default())
    }

    /// Refuses what is no day, and one that is over.
    pub(super) fn check(&self, now: Moment) -> Result<(), Refused> {
        dates::checked_day(&self.day)?;
        if now < self.over() { Ok(()) } else { Err(Refused::Over) }
    }
}

impl HandoffReply {
    pub(super) fn read(value: &Any) -> Option<Self> {
        match schema::number(value)? {
            0 => Some(Self::Accepted),
            1 => Some(Self::NeedsHelp),
            2 => Some(Self::GivenBack),
            _ => None,
        }
    }

    pub(super) fn code(self) -> u64 {
        match self {
            Self::Accepted => 0,
            Self::NeedsHelp => 1,
            Self::GivenBack => 2,
        }
    }
}
