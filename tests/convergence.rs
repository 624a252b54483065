//! The engagement, played on two copies of one room over a line that is late, out of order and says things twice: both
//! end up with every word, and with the same words.
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

/// What both screens show when it is over.
const AFTER: &str = include_str!("data/engagement/after.txt");

#[test]
fn the_engagement_is_as_long_as_the_real_one() {
    let engagement = Engagement::first();
    let inputs = engagement.inputs();
    let count = |is: fn(&Edit) -> bool| {
        inputs.iter().filter(|(_, _, input)| matches!(input, PersonInput::Edit(edit) if is(edit))).count()
    };
    assert_eq!(inputs.len(), 2_700, "edits, undo and redo");
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
fn nobody_types_with_three_hands() {
    for who in Player::BOTH {
        let engagement = Engagement::first();
        let lines: Vec<_> = engagement.lines.iter().filter(|line| line.who == who).collect();
        for pair in lines.windows(2) {
            assert!(pair[0].ends() < pair[1].at, "{} is not over when {} begins", pair[0].source, pair[1].source);
        }
    }
}

#[test]
fn two_who_reach_for_one_list_leave_each_other_five_seconds() {
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
fn both_have_every_word_whatever_the_line_does() {
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
        let mut play = Play::new(seed, Faults::Away);
        play.play(&engagement);
        play.agrees();
        // Who adds to a list that the other adds to as well cannot know the order: that alone may differ.
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

/// How the line between them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Faults {
    /// Everything arrives at once.
    Still,
    /// As between two cities.
    Usual,
    /// Up to four seconds late, a fifth of it twice.
    Slow,
    /// The same, and every few minutes one of the two is cut off for a while.
    Away,
}

/// The engagement being played.
struct Play {
    seed: u64,
    dice: Rng,
    faults: Faults,
    seats: BTreeMap<Player, Seat>,
    /// Every update, in the order they were made.
    log: Vec<Vec<u8>>,
    now: Moment,
}

/// One of the two at their copy.
struct Seat {
    room: Room,
    typist: Typist,
    /// On its way here.
    mail: Vec<(Moment, Rc<[u8]>)>,
    /// Cut off until then.
    away: Moment,
}

impl Play {
    fn new(seed: u64, faults: Faults) -> Self {
        let mut dice = Rng::with_seed(seed);
        let seats = Player::BOTH.map(|who| {
            let room = Room::new(dice.u64(1..1 << 53));
            (who, Seat { room, typist: Typist::default(), mail: Vec::new(), away: Moment::default() })
        });
        Self { seed, dice, faults, seats: BTreeMap::from(seats), log: Vec::new(), now: Moment::default() }
    }

    fn play(&mut self, engagement: &Engagement) {
        for (number, event) in engagement.events().iter().enumerate() {
            self.now = event.at;
            if self.faults == Faults::Away && number % 150 == 0 {
                let away = Moment(self.now.0 + self.dice.u64(0..180_000));
                let who = Player::BOTH[self.dice.usize(0..2)];
                self.seat(who).away = away;
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

    /// One thing happens. A person cannot act on what they do not see: then they wait until they do.
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
                    Faults::Slow | Faults::Away => self.dice.u64(0..4_000),
                };
                let (away, theirs) = (self.seat(who).away, self.seat(who.other()).away);
                let arrives = Moment(self.now.max(away).max(theirs).0 + late);
                self.seat(who.other()).mail.push((arrives, Rc::from(&update[..])));
            }
            self.log.push(update);
        }
    }

    fn does(&mut self, event: &ScriptEvent<'_>) -> Result<(), String> {
        let Seat { room, typist, .. } = self.seat(event.line.who);
        let input = typist.input(event.line, event.key, |field| room.text(field)).map_err(|error| error.to_string())?;
        perform(room, event.line.who, event.at, input).map(drop).map_err(|error| error.to_string())
    }

    /// Takes in what has arrived by now, in the order it arrived.
    fn receive(&mut self, who: Player) {
        let now = self.now;
        let seat = self.seat(who);
        if seat.mail.iter().all(|(arrives, _)| *arrives > now) {
            return;
        }
        seat.mail.sort_by_key(|(arrives, _)| *arrives);
        let arrived = seat.mail.partition_point(|(arrives, _)| *arrives <= now);
        for (_, update) in seat.mail.drain(..arrived) {
            seat.room.apply(&update).unwrap();
        }
    }

    /// Takes in all that is on its way, in any order.
    fn read_all(&mut self, who: Player) {
        let mut mail = std::mem::take(&mut self.seat(who).mail);
        self.dice.shuffle(&mut mail);
        for (_, update) in mail {
            self.seat(who).room.apply(&update).unwrap();
        }
    }

    fn agrees(&mut self) {
        let (ana, ben) = (self.view(Player::Ana), self.view(Player::Ben));
        let seed = self.seed;
        assert_eq!(ana, ben, "seed {seed}");
        assert_eq!(self.seat(Player::Ana).room.digest(), self.seat(Player::Ben).room.digest(), "seed {seed}");
        // What a screen had all along is what it would have if it were opened now.
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

/// As many of those as are usual, all where there is time, or the one that was asked for.
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

/// Which list an action changes the order of, or whether it is the clock that it changes.
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
