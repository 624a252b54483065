//! The engagement, played on two copies of one room over a connection that delays, reorders and repeats updates: both
//! end with every word, and with the same ones.
//!
//! Every play follows from a seed, which a failure names. `ALONGSIDE_SEED=<n>` plays that one alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing, its helpers too")]

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    rc::Rc,
};

use alongside_room::{AgendaEdit, Edit, Moment, Room, TasksEdit, TextEdit, TextField, TimerEdit, View};
use alongside_testkit::{
    effort::usual_or_long,
    engagement::{Action, Engagement, PersonInput, Player, START, ScriptEvent, Typist, perform},
    transcript::transcript,
};
use fastrand::Rng;

/// What both screens show at the end.
const AFTER: &str = include_str!("data/engagement/after.txt");

#[test]
fn the_engagement_is_as_long_as_the_real_one() {
    let engagement = Engagement::first();
    let inputs = engagement.inputs();
    let count = |is: fn(&Edit) -> bool| {
        inputs.iter().filter(|(_, _, input)| matches!(input, PersonInput::Edit(edit) if is(edit))).count()
    };
    assert_eq!(inputs.len(), 2_701, "edits, undo and redo");
    assert_eq!(count(|edit| matches!(edit, Edit::Text(TextEdit::Retype { field: TextField::ItemTitle(_), .. }))), 337);
    assert_eq!(
        count(|edit| matches!(edit, Edit::Text(TextEdit::Retype { field: TextField::ItemNotes(_), .. }))),
        2_078
    );
    assert_eq!(count(|edit| matches!(edit, Edit::Agenda(AgendaEdit::Add { .. }))), 14);
    assert_eq!(
        count(|edit| matches!(edit, Edit::Tasks(TasksEdit::Add { .. }) | Edit::Agenda(AgendaEdit::MakeTask { .. }))),
        30
    );
    assert_eq!(count(is_of_the_clock), 40);
    assert_eq!(inputs.iter().filter(|(who, ..)| *who == Player::Ana).count(), 1_210);

    let mut play = Play::new(0, Faults::Still);
    play.play(&engagement);
    let view = play.view(Player::Ana);
    let items = || view.agenda.iter().chain(view.earlier.iter().flat_map(|session| session.items.iter()));
    assert_eq!(items().count(), 13);
    assert_eq!(view.tasks.len(), 30);
    assert_eq!(items().map(|item| item.notes.chars().count()).sum::<usize>(), 2_029);
}

#[test]
fn nobody_types_in_two_places_at_once() {
    for who in Player::BOTH {
        let engagement = Engagement::first();
        let lines: Vec<_> = engagement.lines.iter().filter(|line| line.who == who).collect();
        for pair in lines.windows(2) {
            assert!(pair[0].ends() < pair[1].at, "{} is not over when {} begins", pair[0].source, pair[1].source);
        }
    }
}

#[test]
fn edits_of_one_list_by_both_are_five_seconds_apart() {
    let engagement = Engagement::first();
    for list in ["items", "tasks", "clock"] {
        let lines: Vec<_> = engagement.lines.iter().filter(|line| list_of(&line.action) == Some(list)).collect();
        for pair in lines.windows(2).filter(|pair| pair[0].who != pair[1].who) {
            let between = pair[1].at - pair[0].at;
            assert!(between >= 5_000, "{} follows {} after {between} ms", pair[1].source, pair[0].source);
        }
    }
}

#[test]
fn both_have_every_word_whatever_the_connection_does() {
    let engagement = Engagement::first();
    for seed in seeds(0..60, 15) {
        let faults = [Faults::Still, Faults::Usual, Faults::Slow][seed as usize % 3];
        let mut play = Play::new(seed, faults);
        play.play(&engagement);
        play.agrees();
        for who in Player::BOTH {
            let shown = transcript(&play.view(who), START);
            let odd = shown.lines().zip(AFTER.lines()).find(|(shown, after)| shown != after);
            assert_eq!(odd, None, "{}’s screen, seed {seed}, {faults:?}", who.name());
            assert_eq!(shown.len(), AFTER.len(), "{}’s screen, seed {seed}, {faults:?}", who.name());
        }
    }
}

#[test]
fn both_have_every_word_after_one_was_away_again_and_again() {
    let engagement = Engagement::first();
    let lines = |shown: &str| shown.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let after = lines(AFTER);
    for seed in seeds(1_000..1_030, 10) {
        let mut play = Play::new(seed, Faults::CutOff);
        play.play(&engagement);
        play.agrees();
        // The order of a list that both add to while apart is not determined: that alone may differ.
        let input = lines(&transcript(&play.view(Player::Ana), START));
        let odd: Vec<_> = input.symmetric_difference(&after).collect();
        assert!(odd.is_empty(), "seed {seed}: {odd:#?}");
    }
}

#[test]
fn a_third_copy_gets_it_all_from_a_snapshot_or_from_the_log() {
    let engagement = Engagement::first();
    for seed in seeds(2_000..2_005, 1) {
        let mut play = Play::new(seed, Faults::Slow);
        play.play(&engagement);
        let (digest, view) = (play.seat(Player::Ana).room.digest(), play.view(Player::Ana));
        let same = |mut room: Room, how: &str| {
            assert!(!room.has_pending(), "{how}, seed {seed}");
            assert_eq!(room.digest(), digest, "{how}, seed {seed}");
            assert_eq!(room.view(engagement.ends()), view, "{how}, seed {seed}");
        };

        let mut from_snapshot = Room::new(90);
        from_snapshot.load(&play.seat(Player::Ben).room.snapshot()).unwrap();
        same(from_snapshot, "from a snapshot");

        let mut from_log = Room::new(91);
        play.log.iter().for_each(|update| drop(from_log.apply(update).unwrap()));
        same(from_log, "from the log");

        let mut shuffled = play.log.clone();
        play.dice.shuffle(&mut shuffled);
        let mut from_shuffled = Room::new(92);
        shuffled.iter().for_each(|update| drop(from_shuffled.apply(update).unwrap()));
        same(from_shuffled, "from the log, shuffled");

        let mut half = Room::new(93);
        play.log[..play.log.len() / 2].iter().for_each(|update| drop(half.apply(update).unwrap()));
        let mut joined = Room::new(94);
        joined.load(&half.snapshot()).unwrap();
        let missing = play.seat(Player::Ana).room.missing_from(&joined.state_vector()).unwrap();
        joined.apply(&missing).unwrap();
        same(joined, "from a snapshot of the first half and what it lacks");
    }
}

/// What the connection between the two is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Faults {
    /// Everything arrives at once.
    Still,
    /// Latency as between two cities.
    Usual,
    /// Up to four seconds late, a fifth of the updates twice.
    Slow,
    /// As `Slow`, and every few minutes one of the two is cut off for a while.
    CutOff,
}

/// An engagement that is being played.
struct Play {
    seed: u64,
    dice: Rng,
    faults: Faults,
    seats: BTreeMap<Player, Seat>,
    /// Every update, in the order they were made.
    log: Vec<Vec<u8>>,
    now: Moment,
}

/// One person with their copy.
struct Seat {
    room: Room,
    typist: Typist,
    /// Updates on their way here, with the moment when each arrives.
    arriving: Vec<(Moment, Rc<[u8]>)>,
    /// Cut off until this moment.
    cut_off_until: Moment,
}

impl Play {
    fn new(seed: u64, faults: Faults) -> Self {
        let mut dice = Rng::with_seed(seed);
        let seats = Player::BOTH.map(|who| {
            let room = Room::new(dice.u64(1..1 << 53));
            (who, Seat { room, typist: Typist::default(), arriving: Vec::new(), cut_off_until: Moment::default() })
        });
        Self { seed, dice, faults, seats: BTreeMap::from(seats), log: Vec::new(), now: Moment::default() }
    }

    fn play(&mut self, engagement: &Engagement) {
        for (number, event) in engagement.events().iter().enumerate() {
            self.now = event.at;
            if self.faults == Faults::CutOff && number % 150 == 0 {
                let cut_off_until = Moment(self.now.0 + self.dice.u64(0..180_000));
                let who = Player::BOTH[self.dice.usize(0..2)];
                self.seat(who).cut_off_until = cut_off_until;
            }
            Player::BOTH.into_iter().for_each(|who| self.receive(who));
            self.event(event);
            if number % 97 == 0 {
                Player::BOTH.into_iter().for_each(|who| drop(self.view(who)));
            }
        }
        self.now = engagement.ends();
        Player::BOTH.into_iter().for_each(|who| self.read_all(who));
    }

    /// Plays one event. A person cannot act on what their copy does not show: then all updates on their way arrive
    /// first.
    fn event(&mut self, event: &ScriptEvent<'_>) {
        let who = event.line.who;
        if Typist::reads_first(event) {
            self.read_all(who);
        }
        if let Err(why) = self.does(event) {
            self.read_all(who);
            if let Err(still) = self.does(event) {
                panic!("{}: {why}, and then {still}; seed {}", event.line.source, self.seed);
            }
        }
        let updates = self.seat(who).room.take_updates();
        for update in updates {
            let copies = if self.faults >= Faults::Slow && self.dice.u8(0..5) == 0 { 2 } else { 1 };
            for _ in 0..copies {
                let late = match self.faults {
                    Faults::Still => 0,
                    Faults::Usual => self.dice.u64(10..150),
                    Faults::Slow | Faults::CutOff => self.dice.u64(0..4_000),
                };
                let (cut_off_until, theirs) = (self.seat(who).cut_off_until, self.seat(who.other()).cut_off_until);
                let arrives = Moment(self.now.max(cut_off_until).max(theirs).0 + late);
                self.seat(who.other()).arriving.push((arrives, Rc::from(&update[..])));
            }
            self.log.push(update);
        }
    }

    fn does(&mut self, event: &ScriptEvent<'_>) -> Result<(), String> {
        let Seat { room, typist, .. } = self.seat(event.line.who);
        let input = typist.input(event.line, event.key, |field| room.text(field)).map_err(|error| error.to_string())?;
        perform(room, event.line.who, event.at, input).map(drop).map_err(|error| error.to_string())
    }

    /// Merges the updates that have arrived by now, in the order in which they arrived.
    fn receive(&mut self, who: Player) {
        let now = self.now;
        let seat = self.seat(who);
        if seat.arriving.iter().all(|(arrives, _)| *arrives > now) {
            return;
        }
        seat.arriving.sort_by_key(|(arrives, _)| *arrives);
        let arrived = seat.arriving.partition_point(|(arrives, _)| *arrives <= now);
        for (_, update) in seat.arriving.drain(..arrived) {
            seat.room.apply(&update).unwrap();
        }
    }

    /// Merges all updates on their way, in any order.
    fn read_all(&mut self, who: Player) {
        let mut arriving = std::mem::take(&mut self.seat(who).arriving);
        self.dice.shuffle(&mut arriving);
        for (_, update) in arriving {
            self.seat(who).room.apply(&update).unwrap();
        }
    }

    fn agrees(&mut self) {
        let (ana, ben) = (self.view(Player::Ana), self.view(Player::Ben));
        let seed = self.seed;
        assert_eq!(ana, ben, "seed {seed}");
        assert_eq!(self.seat(Player::Ana).room.digest(), self.seat(Player::Ben).room.digest(), "seed {seed}");
        // A copy that is opened now must show the same.
        let mut fresh = Room::new(99);
        fresh.load(&self.seat(Player::Ben).room.snapshot()).unwrap();
        assert_eq!(fresh.view(self.now), ana, "seed {seed}");
    }

    fn view(&mut self, who: Player) -> Rc<View> {
        let now = self.now;
        self.seat(who).room.view(now)
    }

    fn seat(&mut self, who: Player) -> &mut Seat {
        self.seats.get_mut(&who).unwrap()
    }
}

/// The usual number of these seeds, all of them in long runs, or the one that was asked for.
fn seeds(range: Range<u64>, usual: u64) -> Range<u64> {
    match std::env::var("ALONGSIDE_SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) if range.contains(&seed) => seed..seed + 1,
        Some(_) => 0..0,
        None => range.start..usual_or_long(range.start + usual, range.end),
    }
}

fn is_of_the_clock(edit: &Edit) -> bool {
    matches!(edit, Edit::Timer(_))
}

/// The list whose order an action changes, or the clock.
fn list_of(action: &Action) -> Option<&'static str> {
    match action {
        Action::Edit(
            Edit::Agenda(AgendaEdit::Add { .. })
            | Edit::Agenda(AgendaEdit::Reorder { .. })
            | Edit::Agenda(AgendaEdit::Postpone { .. })
            | Edit::Agenda(AgendaEdit::TakeUp { .. })
            | Edit::Agenda(AgendaEdit::Delete { .. })
            | Edit::Agenda(AgendaEdit::Restore { .. }),
        ) => Some("items"),
        Action::Edit(
            Edit::Tasks(TasksEdit::Add { .. })
            | Edit::Agenda(AgendaEdit::MakeTask { .. })
            | Edit::Tasks(TasksEdit::Reorder { .. })
            | Edit::Tasks(TasksEdit::Delete { .. })
            | Edit::Tasks(TasksEdit::Restore { .. }),
        ) => Some("tasks"),
        Action::Edit(Edit::Timer(TimerEdit::SetIntention { .. }) | Edit::Timer(TimerEdit::Report { .. })) => None,
        Action::Edit(edit) if is_of_the_clock(edit) => Some("clock"),
        _ => None,
    }
}
