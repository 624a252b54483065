//! Every interleaving of what two people can do with a hand-off in two acts each, with clocks a day off: none rests in limbo, none is
//! in two states, and both copies agree.

use alongside_room::{
    AgendaEdit, HandoffId, HandoffReply, HandoffState, HandoffsEdit, Level, Moment, Status, TasksEdit, View,
};

use crate::{common::*, handoffs::until};

const DAY: u64 = 24 * 60 * 60 * 1_000;
/// 29 November 2026, noon in UTC.
const NOON: u64 = 20_786 * DAY + DAY / 2;

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HandoffAct {
    Offer(u8, Level, &'static str),
    Answer(HandoffReply, &'static str),
    SetDone(bool),
    LetGo,
    /// Gives the task to nobody, by the list of owners.
    Drop,
    Delete,
    /// Takes back what they did last.
    Undo,
}

const GIVERS: [HandoffAct; 6] = [
    HandoffAct::Offer(2, Level::Pair, "2026-12-02"),
    HandoffAct::Offer(3, Level::Shadow, "2026-12-05"),
    HandoffAct::Drop,
    HandoffAct::LetGo,
    HandoffAct::Delete,
    HandoffAct::Undo,
];

const RECEIVERS: [HandoffAct; 7] = [
    HandoffAct::Answer(HandoffReply::Accepted, "2026-12-03"),
    HandoffAct::Answer(HandoffReply::Accepted, "2026-12-09"),
    HandoffAct::Answer(HandoffReply::NeedsHelp, "2026-12-03"),
    HandoffAct::Answer(HandoffReply::GivenBack, "2026-12-03"),
    HandoffAct::SetDone(true),
    HandoffAct::SetDone(false),
    HandoffAct::Undo,
];

impl HandoffAct {
    /// Does it if this screen offers it; whether it was done.
    fn by(self, copy: &mut Copy) -> bool {
        let (id, view, now) = (task(1), copy.view(), copy.now);
        let known = view.tasks.iter().find(|other| other.id == id);
        let handoff = known.and_then(|task| view.handed(task, now)).map(|handed| handed.terms.handoff);
        let edit = match self {
            Self::Offer(n, level, day) => {
                HandoffsEdit::Offer { task: id, handoff: HandoffId([n; 8]), to: BEN, level, until: until(day) }.into()
            }
            Self::Answer(reply, day) => {
                let Some(handoff) = handoff else { return false };
                HandoffsEdit::Answer { task: id, handoff, reply, until: until(day), line: String::new() }.into()
            }
            Self::SetDone(is_done) => {
                let status = if is_done { Status::Done } else { Status::Open };
                TasksEdit::SetStatus { task: id, status }.into()
            }
            Self::LetGo => TasksEdit::SetStatus { task: id, status: Status::LetGo }.into(),
            Self::Drop => TasksEdit::SetOwner { task: id, owner: None }.into(),
            Self::Delete => TasksEdit::Delete { task: id }.into(),
            Self::Undo => {
                let undone = copy.room.undo(copy.who()).is_ok();
                copy.collect();
                return undone;
            }
        };
        let edit: alongside_room::Edit = edit;
        copy.try_to(edit).is_ok()
    }
}

/// Puts on the agenda what is to be talked about, as a screen does.
fn puts_on_the_agenda(copy: &mut Copy) {
    let (view, now) = (copy.view(), copy.now);
    for task in view.tasks.iter() {
        let Some(handed) = view.handed(task, now) else { continue };
        let handoff = view.handoff(task.id).expect("it is handed over");
        if handed.state == HandoffState::LetsTalk && !handoff.is_raised(&handed.terms) {
            let (handoff, check_back) = (handed.terms.handoff, handed.terms.until.day);
            let title = format!("Let’s talk: {}", task.title);
            copy.does(HandoffsEdit::Talk { task: task.id, handoff, check_back, giver: ANA, title });
        }
    }
}

fn state(view: &View, now: Moment) -> Option<HandoffState> {
    view.tasks.first().and_then(|task| view.handed(task, now)).map(|handed| handed.state)
}

/// One run: who has which client id (equal writes are settled by it), how far each clock is off, and what is heard in between.
#[derive(Debug, Clone, Copy)]
struct Play {
    clients: (u64, u64),
    off: (i64, i64),
    /// After the first acts, Ben hears of Ana's; Ana of Ben's.
    hears: (bool, bool),
    /// Ben had answered before.
    answered: Option<HandoffReply>,
}

impl Play {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for (clients, offs) in [((1, 2), &[(-1, 1), (1, -1)][..]), ((2, 1), &[(0, 0)])] {
            for off in offs.iter().copied() {
                for hears in [(false, false), (true, false), (false, true), (true, true)] {
                    for answered in [None, Some(HandoffReply::Accepted), Some(HandoffReply::GivenBack)] {
                        all.push(Self { clients, off, hears, answered });
                    }
                }
            }
        }
        all
    }

    fn clocks(&self, ana: &mut Copy, ben: &mut Copy, true_time: u64) {
        let at = |off: i64| Moment(true_time.saturating_add_signed(off * DAY as i64));
        (ana.now, ben.now) = (at(self.off.0), at(self.off.1));
    }

    /// Ana has offered it; from then on each does two things.
    fn play(&self, start: &(Vec<u8>, Vec<u8>), hers: [HandoffAct; 2], his: [HandoffAct; 2]) {
        let what = || format!("{self:?} {hers:?} {his:?}");
        let (mut ana, mut ben) = (Copy::new(self.clients.0, ANA), Copy::new(self.clients.1, BEN));
        ana.room.load(&start.0).expect("a snapshot");
        ben.room.load(&start.1).expect("a snapshot");
        self.clocks(&mut ana, &mut ben, NOON + 60_000);
        hers[0].by(&mut ana);
        his[0].by(&mut ben);
        if self.hears.0 {
            hear(&mut ben, &ana.unsent.clone());
        }
        if self.hears.1 {
            hear(&mut ana, &ben.unsent.clone());
        }
        hers[1].by(&mut ana);
        his[1].by(&mut ben);
        meet(&mut ana, &mut ben);
        for copy in [&mut ana, &mut ben] {
            copy.now = Moment(NOON + 120_000);
        }
        // The digests are equal by now: the state is too, at any time, since it follows from them.
        let at_once = state(&ana.view(), ana.now);
        assert_eq!(at_once, state(&ben.view(), ben.now), "{}", what());

        // Weeks later, whatever was said: an open one is talked about, given back, done, or nobody's hand-off any more.
        self.clocks(&mut ana, &mut ben, NOON + 20 * DAY);
        let resting = |copy: &mut Copy| state(&copy.view(), copy.now);
        let end = resting(&mut ana);
        assert_eq!(end, resting(&mut ben), "{}", what());
        let in_limbo = [HandoffState::Offered, HandoffState::Accepted, HandoffState::NeedsHelp];
        assert!(end.is_none_or(|end| !in_limbo.contains(&end)), "{} rests {end:?}", what());
        let owner = ana.view().tasks.first().and_then(|task| task.owner);
        match (at_once, end) {
            (Some(open), end) if in_limbo.contains(&open) => {
                assert_eq!(end, Some(HandoffState::LetsTalk), "{}", what())
            }
            (Some(HandoffState::GivenBack), end) => assert_eq!((owner, end), (None, at_once), "{}", what()),
            (at_once, end) => assert_eq!(at_once, end, "{}", what()),
        }

        // Both put it on the agenda before hearing of the other: it is there once, and not again.
        for copy in [&mut ana, &mut ben] {
            puts_on_the_agenda(copy);
        }
        if end != Some(HandoffState::LetsTalk) {
            return assert!(ana.unsent.is_empty() && ben.unsent.is_empty(), "{}", what());
        }
        meet(&mut ana, &mut ben);
        let points = ana.view().agenda.iter().map(|item| item.id).collect::<Vec<_>>();
        assert_eq!(points.len(), 1, "{}", what());
        ben.does(AgendaEdit::Delete { item: points[0] });
        meet(&mut ana, &mut ben);
        for copy in [&mut ana, &mut ben] {
            puts_on_the_agenda(copy);
            assert!(copy.agenda().is_empty(), "{}", what());
        }
    }

    /// Ana's and Ben's copies after the offer, and his answer if he gave one.
    fn start(&self) -> (Vec<u8>, Vec<u8>) {
        let (mut ana, mut ben) = ana_and_ben();
        self.clocks(&mut ana, &mut ben, NOON);
        ana.adds_task(1, "Play the workshop", None);
        assert!(HandoffAct::Offer(1, Level::Solo, "2026-12-03").by(&mut ana));
        meet(&mut ana, &mut ben);
        if let Some(reply) = self.answered {
            assert!(HandoffAct::Answer(reply, "2026-12-03").by(&mut ben));
            meet(&mut ana, &mut ben);
        }
        (ana.room.snapshot(), ben.room.snapshot())
    }
}

fn hear(copy: &mut Copy, updates: &[Vec<u8>]) {
    for update in updates {
        copy.room.apply(update).expect("a genuine update");
    }
}

/// `[P 142, 143, 144]`
#[test]
fn no_hand_off_rests_in_limbo_or_is_in_two_states_whatever_two_people_do_at_once() {
    let mut runs = 0;
    for run in Play::all() {
        let start = run.start();
        for hers in pairs(&GIVERS) {
            for his in pairs(&RECEIVERS) {
                run.play(&start, hers, his);
                runs += 1;
            }
        }
    }
    assert_eq!(runs, 36 * 36 * 49);
}

/// Every two acts, one after the other.
fn pairs(acts: &[HandoffAct]) -> Vec<[HandoffAct; 2]> {
    acts.iter().flat_map(|first| acts.iter().map(|second| [*first, *second])).collect()
}
