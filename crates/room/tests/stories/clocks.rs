//! Clocks that meet `[P 101]`: two people who act on one timer apart, and then hear of each other. Every pair of edits, on every clock
//! that they can have left each other with, in every order of time and of meeting, with clocks that are right and wrong.

use std::rc::Rc;

use alongside_room::{
    Block, BlockId, BlockKind, Change, Edit, MemberId, Moment, Outcome, Room, Timer, TimerChange, TimerEdit,
    TimerState, View,
};

use crate::common::*;

const MINUTE: u64 = 60_000;
const LENGTH: u64 = 25 * MINUTE;

fn start(id: BlockId, budget: Option<u64>, with: &[MemberId]) -> Edit {
    TimerEdit::Start { block: id, kind: BlockKind::Work, budget, with: with.to_vec() }.into()
}

/// What one person does with the timer while apart: as many edits as the screen makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Nothing,
    Starts,
    StartsOpenEnded,
    Pauses,
    Resumes,
    Stops,
    Adds,
    Takes,
    Joins,
    Intends,
    Reports,
    /// What the widget does by itself at the end: stop, and start the break.
    GoesOnByItself,
}

const ALL: [Does; 12] = [
    Does::Nothing,
    Does::Starts,
    Does::StartsOpenEnded,
    Does::Pauses,
    Does::Resumes,
    Does::Stops,
    Does::Adds,
    Does::Takes,
    Does::Joins,
    Does::Intends,
    Does::Reports,
    Does::GoesOnByItself,
];

/// How they left the clock when they parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Idle,
    Running,
    RunningWithoutBen,
    OpenEnded,
    Paused,
    Over,
}

const LEFT: [Left; 6] = [Left::Idle, Left::Running, Left::RunningWithoutBen, Left::OpenEnded, Left::Paused, Left::Over];

/// One person's copy, and what their screen showed.
struct Person {
    copy: Copy,
    /// The id of what they start.
    starts: BlockId,
    /// What the clock of a block had run on their screen when they acted on it, and when that was.
    saw: Vec<(BlockId, u64, Moment)>,
    stopped: Vec<(BlockId, u64, Moment)>,
    intended: Vec<BlockId>,
}

impl Person {
    fn edits(&mut self, edit: impl Into<Edit>) -> bool {
        let edit = edit.into();
        let (before, unsent) = (self.copy.view().timer.clone(), self.copy.unsent.len());
        let done = self.copy.try_to(edit.clone()).is_ok();
        let wrote = self.copy.unsent.len() > unsent;
        if wrote && let Some(block) = before.block.filter(|_| before.state != TimerState::Idle) {
            let seen = (block, before.ran(self.copy.now), self.copy.now);
            match edit {
                Edit::Timer(TimerEdit::SetIntention { .. } | TimerEdit::Report { .. }) => {}
                Edit::Timer(TimerEdit::Stop { .. } | TimerEdit::Start { .. }) => self.stopped.push(seen),
                _ => self.saw.push(seen),
            }
        }
        done
    }

    /// Does it as a screen would; whether it could be done.
    fn does(&mut self, what: Does) {
        let me = self.copy.me;
        let timer = self.copy.view().timer.clone();
        let block = timer.block.unwrap_or(BlockId([99; 8]));
        let starts = self.starts;
        match what {
            Does::Nothing => {}
            Does::Starts => drop(self.edits(start(starts, Some(LENGTH), &[me]))),
            Does::StartsOpenEnded => drop(self.edits(start(starts, None, &[me]))),
            Does::Pauses => drop(self.edits(TimerEdit::Pause { block })),
            Does::Resumes => drop(self.edits(TimerEdit::Resume { block })),
            Does::Stops => drop(self.edits(TimerEdit::Stop { block })),
            Does::Adds => drop(self.edits(TimerEdit::AddTime { block, by: 5 * MINUTE as i64 })),
            Does::Takes => drop(self.edits(TimerEdit::AddTime { block, by: -5 * MINUTE as i64 })),
            Does::Joins => drop(self.edits(TimerEdit::Join { block })),
            Does::Intends => {
                // Before a start it is kept on the device, and goes into the block that starts.
                if timer.state == TimerState::Idle {
                    self.edits(start(starts, Some(LENGTH), &[me]));
                }
                let block = self.copy.view().timer.block.expect("one runs");
                assert!(self.edits(TimerEdit::SetIntention { block, text: format!("{me:?}") }));
                self.intended.push(block);
            }
            Does::Reports => {
                self.edits(TimerEdit::Report { block, outcome: Outcome::Partly, line: String::new() });
            }
            Does::GoesOnByItself => {
                if timer.remaining(self.copy.now).is_some_and(|left| left <= 0) {
                    self.edits(TimerEdit::Stop { block });
                    let (kind, budget) = (BlockKind::Break, Some(5 * MINUTE));
                    self.edits(TimerEdit::Start { block: block.next(), kind, budget, with: timer.with.to_vec() });
                }
            }
        }
    }

    /// What the widget does by itself where a block of mine was started apart from the one on the clock.
    fn settles(&mut self) {
        let timer = self.copy.view().timer.clone();
        if timer.apart.contains(&self.copy.me) {
            self.copy.does(TimerEdit::Join { block: timer.block.expect("two are open") });
        }
    }
}

/// Two who part, from copies that are alike.
fn part(left: Left) -> Vec<u8> {
    let (mut ana, mut ben) = ana_and_ben();
    let with: &[MemberId] = if left == Left::RunningWithoutBen { &[ANA] } else { &[ANA, BEN] };
    if left != Left::Idle {
        ana.does(start(block(1), (left != Left::OpenEnded).then_some(LENGTH), with));
        ana.does(TimerEdit::SetIntention { block: block(1), text: "together".to_owned() });
        ana.wait(2 * MINUTE);
    }
    match left {
        Left::Paused => ana.does(TimerEdit::Pause { block: block(1) }),
        Left::Over => ana.wait(25 * MINUTE),
        _ => {}
    }
    meet(&mut ana, &mut ben);
    ana.room.snapshot()
}

/// When they part, in true time, by how each was left.
const PARTED: u64 = 1_000_000 + 60 * MINUTE;

fn person(snapshot: &[u8], client: u64, me: MemberId, at: u64, wrong: i64) -> Person {
    let mut copy = Copy::new(client, me);
    copy.room.load(snapshot).expect("a genuine snapshot");
    copy.now = Moment(at.saturating_add_signed(wrong));
    let (starts, none) = (BlockId([client as u8; 8]), Vec::new);
    Person { copy, starts, saw: none(), stopped: none(), intended: Vec::new() }
}

/// How the updates of one come to the other.
#[derive(Debug, Clone, Copy)]
enum Arrival {
    InOrder,
    LastFirst,
    Twice,
}

fn arrive(room: &mut Room, updates: &[Vec<u8>], arrival: Arrival, mut heard: impl FnMut(&mut Room, Vec<Change>)) {
    let mut order: Vec<&Vec<u8>> = updates.iter().collect();
    match arrival {
        Arrival::InOrder => {}
        Arrival::LastFirst => order.reverse(),
        Arrival::Twice => order.extend(updates),
    }
    for update in order {
        let changes = room.apply(update).expect("a genuine update");
        heard(room, changes);
    }
}

/// One case: both act apart, `first` minutes and `second` minutes after they parted.
#[derive(Debug, Clone, Copy)]
struct Case<'a> {
    left: Left,
    ana: &'a [Does],
    ben: &'a [Does],
    /// When each begins to act, in minutes.
    at: (u64, u64),
    /// By how many milliseconds each clock is wrong.
    wrong: (i64, i64),
}

impl Case<'_> {
    fn play(&self, snapshot: &[u8]) {
        let parted = match self.left {
            Left::Over => PARTED - 30 * MINUTE,
            _ => 1_000_000 + 1_000 + 3 * MINUTE,
        };
        let mut people =
            [person(snapshot, 11, ANA, parted, self.wrong.0), person(snapshot, 12, BEN, parted, self.wrong.1)];
        for (person, does, at) in [(0, self.ana, self.at.0), (1, self.ben, self.at.1)] {
            people[person].copy.wait(at * MINUTE);
            for what in does {
                people[person].does(*what);
                people[person].copy.wait(2 * MINUTE);
            }
            let rest = 12 - at - 2 * does.len() as u64;
            people[person].copy.wait(rest * MINUTE);
        }
        let sent = [std::mem::take(&mut people[0].copy.unsent), std::mem::take(&mut people[1].copy.unsent)];
        for (to, from) in [(0, 1), (1, 0)] {
            let mut before = people[to].copy.view().timer.clone();
            let now = people[to].copy.now;
            arrive(&mut people[to].copy.room, &sent[from], Arrival::InOrder, |room, changes| {
                let after = room.view(now).timer.clone();
                self.told_as_it_is(&before, &after, &changes);
                before = after;
            });
        }
        let view = self.alike(&mut people, snapshot, &sent);
        self.nothing_is_lost(&people, &view);
        // The widget of each settles which block is theirs, and one stops the clock.
        people.iter_mut().for_each(Person::settles);
        let [ana, ben] = &mut people;
        self.exchange(ana, ben);
        let timer = ana.copy.view().timer.clone();
        assert_eq!(timer.apart.len(), 0, "each is in one block: {self:?}");
        if timer.state != TimerState::Idle {
            ben.copy.wait(MINUTE);
            ben.copy.does(TimerEdit::Stop { block: timer.block.expect("it runs") });
            self.exchange(ana, ben);
            assert_eq!(ana.copy.view().timer.state, TimerState::Idle, "nothing runs that was stopped: {self:?}");
        }
        let view = ana.copy.view();
        self.nothing_is_lost(&people, &view);
    }

    fn exchange(&self, ana: &mut Person, ben: &mut Person) {
        let (hers, his) = (std::mem::take(&mut ana.copy.unsent), std::mem::take(&mut ben.copy.unsent));
        arrive(&mut ana.copy.room, &his, Arrival::InOrder, |_, _| {});
        arrive(&mut ben.copy.room, &hers, Arrival::InOrder, |_, _| {});
        let (hers, his) = (ana.copy.view(), ben.copy.view());
        assert_eq!((&hers.timer, &hers.blocks), (&his.timer, &his.blocks), "{self:?}");
    }

    /// Both screens show the same, and so does any other that has the same entries, in whatever order they came.
    fn alike(&self, people: &mut [Person; 2], snapshot: &[u8], sent: &[Vec<Vec<u8>>; 2]) -> Rc<View> {
        let now = people[0].copy.now;
        let (hers, his) = (people[0].copy.room.view(now), people[1].copy.room.view(now));
        assert_eq!(hers, his, "{self:?}");
        for (first, then, arrival) in [(0, 1, Arrival::LastFirst), (1, 0, Arrival::Twice)] {
            let mut room = Room::new(20);
            room.load(snapshot).expect("a genuine snapshot");
            arrive(&mut room, &sent[first], arrival, |_, _| {});
            arrive(&mut room, &sent[then], arrival, |_, _| {});
            assert_eq!(room.view(now), hers, "{arrival:?} {self:?}");
        }
        hers
    }

    /// What is told of the other's acts is how the clock then stands, and whatever shows is told.
    fn told_as_it_is(&self, before: &Timer, after: &Timer, changes: &[Change]) {
        let told = changes.iter().filter_map(|change| match change {
            Change::Timer(TimerChange::TimeAdded | TimerChange::Joined | TimerChange::Reported { .. }) => None,
            Change::Timer(change) => Some(*change),
            _ => None,
        });
        let told: Vec<_> = told.collect();
        let (was_on, is_on) = (before.state != TimerState::Idle, after.state != TimerState::Idle);
        let is_so = match told.last() {
            None => {
                // (What ended last may be another block than before: no clock shows that.)
                (before.block == after.block || !is_on) && kind(before) == kind(after)
            }
            Some(TimerChange::Started) => after.state == TimerState::Running,
            Some(TimerChange::Resumed) => after.state == TimerState::Running,
            Some(TimerChange::Paused) => matches!(after.state, TimerState::Paused { .. }),
            Some(TimerChange::Stopped) => !is_on || after.block != before.block,
            Some(TimerChange::Met) => was_on && is_on,
            Some(_) => false,
        };
        assert!(is_so, "told {told:?}: from {before:?} to {after:?}: {self:?}");
    }

    /// Every block that was started is there, with every minute that somebody's clock showed before the first true end, and
    /// with what each set out to do.
    fn nothing_is_lost(&self, people: &[Person; 2], view: &View) {
        let ended = |id: BlockId| view.blocks.iter().find(|block| block.id == id);
        let right = self.wrong == (0, 0);
        for person in people {
            for id in &person.intended {
                let is_mine = |(member, text): &(MemberId, Rc<str>)| {
                    *member == person.copy.me && **text == format!("{:?}", person.copy.me)
                };
                let on_clock = view.timer.state != TimerState::Idle && view.timer.intentions.iter().any(is_mine);
                let in_block = ended(*id).is_some_and(|block| block.intentions.iter().any(is_mine));
                assert!(on_clock || in_block, "an intention is lost: {self:?}");
            }
            for (id, ran, at) in &person.stopped {
                assert!(ended(*id).is_some(), "a block that was stopped has not ended: {self:?}");
                let Some(block) = ended(*id) else { continue };
                assert!(view.timer.block != Some(*id) || view.timer.state == TimerState::Idle, "{self:?}");
                // At most what a clock showed then, had it run on from somebody's last act.
                let seen =
                    people.iter().flat_map(|person| &person.saw).filter(|(other, _, seen)| other == id && seen < at);
                let most = seen.map(|(_, ran, seen)| ran + at.0 - seen.0).fold(*ran, u64::max);
                assert!(!right || total(block) <= most + 2, "a late stop makes it longer: {block:?} {self:?}");
                // Also where a clock is wrong: never less than every screen showed on which it was stopped.
                let shown = people.iter().flat_map(|person| &person.stopped).filter(|(other, ..)| other == id);
                let least = shown.map(|(_, ran, _)| *ran).min().unwrap_or_default();
                assert!(total(block) + 2 >= least, "a stop takes minutes away: {block:?} {self:?}");
            }
            let stops = || people.iter().flat_map(|person| &person.stopped);
            for (id, ran, at) in person.saw.iter().chain(&person.stopped) {
                let Some(block) = ended(*id) else { continue };
                let is_first = stops().all(|(other, _, stopped)| other != id || stopped >= at);
                assert!(!right || !is_first || total(block) + 2 >= *ran, "minutes are lost: {block:?} {self:?}");
            }
        }
        let all = [self.ana, self.ben].concat();
        let added = all.iter().filter(|does| **does == Does::Adds).count() as u64 * 5 * MINUTE;
        let has_open_end = self.left == Left::OpenEnded || all.contains(&Does::StartsOpenEnded);
        for block in view.blocks.iter().filter(|_| !has_open_end) {
            assert!(block.ran <= LENGTH + added, "overtime is summed: {self:?}");
        }
    }
}

fn total(block: &Block) -> u64 {
    block.ran + block.over
}

/// Whether a clock is idle, runs or is paused.
fn kind(timer: &Timer) -> std::mem::Discriminant<TimerState> {
    std::mem::discriminant(&timer.state)
}

const WRONG: [(i64, i64); 5] = {
    let minutes = 60_000;
    [(0, 0), (7 * minutes, 0), (0, -7 * minutes), (-3 * minutes, 5 * minutes), (5 * minutes, 5 * minutes)]
};

/// `[P 101]`
#[test]
fn whatever_two_do_apart_no_minute_and_no_intention_is_lost_and_nothing_that_was_stopped_runs() {
    for left in LEFT {
        let snapshot = part(left);
        for ana in ALL {
            for ben in ALL {
                for at in [(1, 4), (4, 1), (2, 2)] {
                    for wrong in WRONG {
                        Case { left, ana: &[ana], ben: &[ben], at, wrong }.play(&snapshot);
                    }
                }
            }
        }
    }
}

#[test]
fn nor_is_it_when_each_does_two_things() {
    for left in [Left::Idle, Left::Running, Left::Paused] {
        let snapshot = part(left);
        let some = [Does::Starts, Does::Pauses, Does::Resumes, Does::Stops, Does::Adds, Does::Intends];
        let pairs: Vec<_> = some.iter().flat_map(|one| some.iter().map(|two| [*one, *two])).collect();
        for ana in &pairs {
            for ben in &pairs {
                Case { left, ana, ben, at: (1, 2), wrong: (0, 0) }.play(&snapshot);
            }
        }
    }
}
