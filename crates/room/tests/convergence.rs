//! However edits travel, late, twice, in any order, all copies end up showing the same; and undo is one's own.
//!
//! proptest prints a failing case and its seed, keeps it in `proptest-regressions`, and `PROPTEST_CASES` runs more.

use std::rc::Rc;

use alongside_room::{
    AboutEdit, AgendaEdit, BlockId, BlockKind, CommentId, DeviceId, DevicesEdit, Edit, ItemId, KeyId, KeyringEdit,
    KeyringSecret, MemberId, MembersEdit, Mode, Moment, Outcome, Place, Renaming, Role, Room, SessionId, SessionsEdit,
    Status, TaskId, TasksEdit, TextEdit, TextField, TimerEdit, View, Who, author,
};
use proptest::{prelude::*, sample::select};

/// Updates must fit a frame.
const FRAME: usize = 48 * 1024;

#[derive(Debug, Clone)]
enum Step {
    /// A person does something.
    Does(usize, Edit),
    /// A person types: replaces some letters of what stands there (or stood there at first) by others.
    Types {
        who: usize,
        field: TextField,
        at: usize,
        remove: usize,
        insert: String,
        stale: bool,
    },
    Undoes(usize),
    Redoes(usize),
    /// One of the updates that wait for somebody arrives, maybe to come again.
    Arrives {
        to: usize,
        which: usize,
        again: bool,
    },
    Waits(u64),
}

fn member(n: usize) -> MemberId {
    MemberId([n as u8 + 1; 8])
}

fn any_member() -> impl Strategy<Value = MemberId> {
    (0..4usize).prop_map(member)
}

fn any_item() -> impl Strategy<Value = ItemId> {
    (1..5u8).prop_map(|n| ItemId([n; 8]))
}

fn any_task() -> impl Strategy<Value = TaskId> {
    (1..4u8).prop_map(|n| TaskId([n; 8]))
}

fn any_block() -> impl Strategy<Value = BlockId> {
    (1..4u8).prop_map(|n| BlockId([n; 8]))
}

fn any_comment() -> impl Strategy<Value = CommentId> {
    (1..3u8).prop_map(|n| CommentId([n; 8]))
}

fn any_device() -> impl Strategy<Value = [u8; 32]> {
    (1..4u8).prop_map(|n| [n; 32])
}

fn any_key() -> impl Strategy<Value = KeyId> {
    (1..3u8).prop_map(|n| KeyId([n; 8]))
}

fn any_session() -> impl Strategy<Value = SessionId> {
    (0..4usize).prop_map(|n| (0..n).fold(SessionId::FIRST, |session, _| session.next()))
}

fn any_field() -> impl Strategy<Value = TextField> {
    prop_oneof![
        1 => any_item().prop_map(TextField::ItemTitle),
        3 => any_item().prop_map(TextField::ItemNotes),
        1 => any_task().prop_map(TextField::TaskTitle),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(select(vec!["a", "b", "no ", "é", "🎉", "👩‍👧", "שלום", "\n", "<b>", ""]), 0..5)
        .prop_map(|parts| parts.concat())
}

fn place<Id: Clone + std::fmt::Debug + 'static>(id: impl Strategy<Value = Id> + 'static) -> BoxedStrategy<Place<Id>> {
    prop_oneof![Just(Place::First), id.prop_map(Place::After), Just(Place::Last)].boxed()
}

fn any_edit() -> BoxedStrategy<Edit> {
    let role = || select(vec![Role::Coach, Role::Coachee]);
    let date = || prop::option::of(select(vec!["2026-11-25".to_owned(), "2026-12-02T15:00".to_owned()]));
    let about = prop_oneof![
        (any_member(), words(), role()).prop_map(|(member, name, role)| Edit::Members(MembersEdit::Join {
            member,
            name,
            role
        })),
        (any_member(), words()).prop_map(|(member, name)| Edit::Members(MembersEdit::Rename { member, name })),
        (any_member(), role()).prop_map(|(member, role)| Edit::Members(MembersEdit::SetRole { member, role })),
        (any_member(), any_member()).prop_map(|(from, into)| Edit::Members(MembersEdit::JoinNames { from, into })),
        words().prop_map(|name| Edit::About(AboutEdit::SetExpected { name })),
        select(vec![Mode::Coaching, Mode::Mentoring, Mode::Leading, Mode::Partners])
            .prop_map(|mode| AboutEdit::SetMode(mode).into()),
        any::<Option<u16>>().prop_map(|planned| AboutEdit::SetPlanned(planned).into()),
        // Mostly open: in a room that was ended little can be done.
        select(vec![
            Edit::About(AboutEdit::End),
            Edit::About(AboutEdit::Reopen),
            Edit::About(AboutEdit::Reopen),
            Edit::About(AboutEdit::Reopen),
            Edit::About(AboutEdit::Reopen)
        ]),
    ];
    let held = || select(vec![[1; 16], [2; 16]]);
    let devices = prop_oneof![
        (held(), any_device(), words()).prop_map(|(room, key, name)| Edit::Keyring(KeyringEdit::Hold {
            room,
            secret: KeyringSecret(key),
            me: MemberId([1; 8]),
            name,
            from: None
        })),
        held().prop_map(|room| Edit::Keyring(KeyringEdit::TakeOff { room })),
        (any_device(), words(), any_key()).prop_map(|(key, name, under)| Edit::Devices(DevicesEdit::Add {
            key,
            name,
            under
        })),
        (any_key(), any_device(), prop::collection::vec((any_device(), any::<u8>()), 0..3)).prop_map(
            |(from, by, kept)| {
                let pointers = kept.into_iter().map(|(key, byte)| (DeviceId::of(&key), [byte; 80])).collect();
                Edit::Devices(DevicesEdit::RotateKey { from, by: DeviceId::of(&by), sealed_keys: pointers })
            }
        ),
    ];
    let sessions = prop_oneof![
        (any_session(), date()).prop_map(|(session, date)| Edit::Sessions(SessionsEdit::SetDate { session, date })),
        (any_session(), words())
            .prop_map(|(session, link)| Edit::Sessions(SessionsEdit::SetCallLink { session, link })),
        any_session().prop_map(|session| Edit::Sessions(SessionsEdit::Close { session })),
        any_session().prop_map(|session| Edit::Sessions(SessionsEdit::Reopen { session })),
        (any_session(), prop::option::of(any_item()))
            .prop_map(|(session, item)| Edit::Agenda(AgendaEdit::SetCurrent { session, item })),
    ];
    let agenda = prop_oneof![
        3 => (any_item(), words(), place(any_item()))
            .prop_map(|(item, title, place)| Edit::Agenda(AgendaEdit::Add { item, title: format!("T{title}"), place })),
        1 => (any_item(), any::<bool>()).prop_map(|(item, discussed)| Edit::Agenda(AgendaEdit::SetDiscussed { item, discussed })),
        1 => (any_item(), any::<Option<u16>>()).prop_map(|(item, minutes)| Edit::Agenda(AgendaEdit::SetMinutes { item, minutes })),
        1 => (any_item(), any_member()).prop_map(|(item, member)| Edit::Agenda(AgendaEdit::SetRaisedBy { item, member })),
        1 => (any_item(), place(any_item())).prop_map(|(item, place)| Edit::Agenda(AgendaEdit::Reorder { item, place })),
        1 => any_item().prop_map(|item| Edit::Agenda(AgendaEdit::Postpone { item })),
        1 => any_item().prop_map(|item| Edit::Agenda(AgendaEdit::TakeUp { item })),
        1 => (any_item(), any_task()).prop_map(|(item, task)| Edit::Agenda(AgendaEdit::MakeTask { item, task })),
        1 => (any_item(), words()).prop_map(|(item, answer)| Edit::Agenda(AgendaEdit::Answer { item, answer })),
        1 => any_item().prop_map(|item| Edit::Agenda(AgendaEdit::Delete { item })),
        1 => any_item().prop_map(|item| Edit::Agenda(AgendaEdit::Restore { item })),
    ];
    let standing = select(vec![Status::Open, Status::Done, Status::LetGo]);
    let tasks = prop_oneof![
        3 => (any_task(), words(), prop::option::of(any_member()), any::<bool>())
            .prop_map(|(task, title, owner, done)| Edit::Tasks(TasksEdit::Add { task, title, owner, done })),
        1 => (any_task(), standing).prop_map(|(task, standing)| Edit::Tasks(TasksEdit::SetStatus { task, status: standing })),
        1 => (any_task(), prop::option::of(any_member())).prop_map(|(task, owner)| Edit::Tasks(TasksEdit::SetOwner { task, owner })),
        1 => (any_task(), date()).prop_map(|(task, due)| Edit::Tasks(TasksEdit::SetDue { task, due })),
        1 => (any_task(), words()).prop_map(|(task, link)| Edit::Tasks(TasksEdit::SetLink { task, link })),
        1 => (any_task(), words()).prop_map(|(task, step)| Edit::Tasks(TasksEdit::SetFirstStep { task, step })),
        1 => (any_task(), any_comment(), words())
            .prop_map(|(task, comment, text)| Edit::Tasks(TasksEdit::AddComment { task, comment, text })),
        1 => (any_task(), any_comment()).prop_map(|(task, comment)| Edit::Tasks(TasksEdit::DeleteComment { task, comment })),
        1 => (any_task(), place(any_task())).prop_map(|(task, place)| Edit::Tasks(TasksEdit::Reorder { task, place })),
        1 => any_task().prop_map(|task| Edit::Tasks(TasksEdit::Delete { task })),
        1 => any_task().prop_map(|task| Edit::Tasks(TasksEdit::Restore { task })),
    ];
    let kind = select(vec![BlockKind::Work, BlockKind::Break]);
    let outcome = select(vec![Outcome::Done, Outcome::Partly, Outcome::NotDone, Outcome::Skipped]);
    let timer = prop_oneof![
        (any_block(), kind, any::<Option<u64>>(), prop::collection::vec(any_member(), 0..3))
            .prop_map(|(block, kind, budget, with)| Edit::Timer(TimerEdit::Start { block, kind, budget, with })),
        (any_block(), prop::option::of(0..5_000u64)).prop_map(|(block, budget)| Edit::Timer(TimerEdit::Start {
            block,
            kind: BlockKind::Work,
            budget,
            with: Vec::new()
        })),
        any_block().prop_map(|block| Edit::Timer(TimerEdit::Pause { block })),
        any_block().prop_map(|block| Edit::Timer(TimerEdit::Resume { block })),
        any_block().prop_map(|block| Edit::Timer(TimerEdit::Stop { block })),
        (any_block(), any::<i64>()).prop_map(|(block, by)| Edit::Timer(TimerEdit::AddTime { block, by })),
        any_block().prop_map(|block| Edit::Timer(TimerEdit::Join { block })),
        (any_block(), words()).prop_map(|(block, text)| Edit::Timer(TimerEdit::SetIntention { block, text })),
        (any_block(), outcome, words()).prop_map(|(block, outcome, line)| Edit::Timer(TimerEdit::Report {
            block,
            outcome,
            line
        })),
    ];
    prop_oneof![1 => about, 1 => devices, 1 => sessions, 2 => agenda, 2 => tasks, 1 => timer].boxed()
}

fn any_typing(people: usize) -> impl Strategy<Value = Step> {
    (0..people, any_field(), 0..30usize, 0..6usize, words(), any::<bool>())
        .prop_map(|(who, field, at, remove, insert, stale)| Step::Types { who, field, at, remove, insert, stale })
}

fn any_step(people: usize) -> impl Strategy<Value = Step> {
    prop_oneof![
        10 => (0..people, any_edit()).prop_map(|(who, edit)| Step::Does(who, edit)),
        5 => any_typing(people),
        2 => (0..people).prop_map(Step::Undoes),
        1 => (0..people).prop_map(Step::Redoes),
        12 => (0..people, any::<usize>(), any::<bool>())
            .prop_map(|(to, which, again)| Step::Arrives { to, which, again }),
        1 => (0..3_000u64).prop_map(Step::Waits),
    ]
}

struct Person {
    room: Room,
    me: MemberId,
    waiting: Vec<Vec<u8>>,
}

struct World {
    people: Vec<Person>,
    now: Moment,
}

impl World {
    fn new(people: usize) -> Self {
        let people = (0..people)
            .map(|n| Person { room: Room::new(1_000 + n as u64), me: member(n), waiting: Vec::new() })
            .collect();
        let mut world = Self { people, now: Moment(1_000_000) };
        // Something to quarrel about.
        for n in 0..world.people.len() {
            let name = format!("P{n}");
            world.step(&Step::Does(n, Edit::Members(MembersEdit::Join { member: member(n), name, role: Role::Coach })));
        }
        world
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Does(who, edit) => {
                let doer = self.who(*who);
                let before = self.people[*who].room.digest();
                if self.people[*who].room.edit(doer, edit.clone()).is_err() {
                    assert_eq!(self.people[*who].room.digest(), before, "a refused edit changes nothing: {edit:?}");
                }
                self.send(*who);
            }
            Step::Types { who, field, at, remove, insert, stale } => {
                let Some(current) = self.people[*who].room.text(*field) else { return };
                let base: Vec<char> = if *stale { "ab no".chars().collect() } else { current.chars().collect() };
                let at = (*at).min(base.len());
                let end = (at + remove).min(base.len());
                let text = base[..at].iter().collect::<String>() + insert + &base[end..].iter().collect::<String>();
                let edit =
                    Edit::Text(TextEdit::Retype { field: *field, base: base.iter().collect(), text, caret: None });
                self.step(&Step::Does(*who, edit));
            }
            Step::Undoes(who) => {
                let doer = self.who(*who);
                let _ = self.people[*who].room.undo(doer);
                self.send(*who);
            }
            Step::Redoes(who) => {
                let doer = self.who(*who);
                let _ = self.people[*who].room.redo(doer);
                self.send(*who);
            }
            Step::Arrives { to, which, again } => {
                let person = &mut self.people[*to];
                if person.waiting.is_empty() {
                    return;
                }
                let which = which % person.waiting.len();
                let update = if *again { person.waiting[which].clone() } else { person.waiting.swap_remove(which) };
                person.room.apply(&update).expect("a genuine update");
                // Views are drawn in between, as a screen does, and snapshots taken.
                person.room.view(self.now);
                if which.is_multiple_of(4) {
                    let mut loaded = Room::new(97);
                    loaded.load(&person.room.snapshot()).expect("a genuine snapshot");
                    assert_eq!(loaded.digest(), person.room.digest());
                }
            }
            Step::Waits(time) => self.now.0 += time,
        }
    }

    fn who(&self, who: usize) -> Who {
        Who { me: self.people[who].me, now: self.now }
    }

    fn send(&mut self, from: usize) {
        for update in self.people[from].room.take_updates() {
            assert!(update.len() <= FRAME, "{} bytes", update.len());
            for (to, person) in self.people.iter_mut().enumerate() {
                if to != from {
                    person.waiting.push(update.clone());
                }
            }
        }
    }

    /// Everything arrives, the latest first.
    fn settle(&mut self) {
        for person in &mut self.people {
            while let Some(update) = person.waiting.pop() {
                person.room.apply(&update).expect("a genuine update");
            }
            assert!(!person.room.has_pending());
        }
    }

    fn agree(&mut self) -> Rc<View> {
        let (digest, view) = (self.people[0].room.digest(), self.people[0].room.view(self.now));
        for person in &mut self.people[1..] {
            assert_eq!(person.room.digest(), digest);
            assert_eq!(*person.room.view(self.now), *view);
        }
        view
    }
}

proptest! {
    #[test]
    fn all_copies_end_up_the_same(people in 2..5usize, steps in prop::collection::vec(any_step(4), 1..80)) {
        let mut world = World::new(people);
        for step in &steps {
            let who = match step {
                Step::Does(who, _) | Step::Types { who, .. } | Step::Undoes(who) | Step::Redoes(who) => *who,
                Step::Arrives { to, .. } => *to,
                Step::Waits(_) => 0,
            };
            if who < people {
                world.step(step);
            }
        }
        world.settle();
        let view = world.agree();
        // And so does a copy that loads a snapshot, and one that asks for what it lacks.
        let mut loaded = Room::new(99);
        loaded.load(&world.people[0].room.snapshot()).expect("a genuine snapshot");
        prop_assert_eq!(loaded.digest(), world.people[0].room.digest());
        prop_assert_eq!(&*loaded.view(world.now), &*view);
        let mut asking = Room::new(98);
        let missing = world.people[1].room.missing_from(&asking.state_vector()).expect("a genuine state vector");
        asking.apply(&missing).expect("a genuine update");
        prop_assert_eq!(&*asking.view(world.now), &*view);
        prop_assert!(asking.take_updates().is_empty() && loaded.take_updates().is_empty());
    }

    #[test]
    fn undo_then_redo_restores(edits in prop::collection::vec(
        prop_oneof![3 => any_edit().prop_map(|edit| Step::Does(0, edit)), 2 => any_typing(1)], 1..40)) {
        let mut world = World::new(1);
        edits.iter().for_each(|step| world.step(step));
        let done = world.agree();
        let who = world.who(0);
        let mut undone = 0;
        while world.people[0].room.undo(who).is_ok() {
            undone += 1;
        }
        prop_assert!(world.people[0].room.view(world.now).agenda.is_empty());
        prop_assert!(world.people[0].room.view(world.now).tasks.is_empty());
        for _ in 0..undone {
            prop_assert!(world.people[0].room.redo(who).is_ok());
        }
        prop_assert!(!world.people[0].room.can_redo());
        prop_assert_eq!(&*world.agree(), &*done);
    }

    #[test]
    fn edits_come_to_the_same_under_another_clients_name(steps in prop::collection::vec(any_step(1), 1..40), kept in 0..40usize) {
        let mut world = World::new(2);
        world.people[0].waiting.clear();
        steps.iter().for_each(|step| world.step(step));
        let updates: Vec<Vec<u8>> = world.people[1].waiting.drain(..).collect();
        let (before, after) = updates.split_at(kept.min(updates.len()));
        let mut renamed = Room::new(99);
        let mut since = 0;
        for update in before {
            renamed.apply(update).expect("a genuine update");
            since = renamed.count_of(1_000);
        }
        let renaming = Renaming { from: 1_000, since, to: 3_000 };
        for update in after {
            let (client, clock) = author(update).expect("a genuine update").unwrap_or((1_000, since));
            prop_assert!(client == 1_000 && clock >= since);
            let update = renaming.apply(update).expect("whole runs");
            prop_assert!(author(&update).expect("an update").is_none_or(|(client, _)| client == 3_000));
            renamed.apply(&update).expect("an update");
        }
        prop_assert!(!renamed.has_pending());
        prop_assert_eq!(renamed.digest(), world.people[0].room.digest());
        prop_assert_eq!(renamed.count_of(1_000), since);
    }

    #[test]
    fn undo_never_takes_away_what_the_other_did(
        edits in prop::collection::vec((0..2usize, 1..3u8, 0..100u16, 0..20usize, 0..4usize, any::<bool>()), 1..30)) {
        let mut world = World::new(2);
        for n in 1..3u8 {
            let edit = Edit::Agenda(AgendaEdit::Add { item: ItemId([n; 8]), title: "T".to_owned(), place: Place::Last });
            world.step(&Step::Does(0, edit));
        }
        world.settle();
        let mut last_minutes = [None; 3];
        for (who, n, number, at, remove, types) in edits {
            let item = ItemId([n; 8]);
            if types {
                let insert = if who == 1 { "B".to_owned() } else { "a".to_owned() };
                let field = TextField::ItemNotes(item);
                world.step(&Step::Types { who, field, at, remove, insert, stale: false });
            } else {
                world.step(&Step::Does(who, Edit::Agenda(AgendaEdit::SetMinutes { item, minutes: Some(number) })));
                // Saying what is said already is nobody's act.
                if last_minutes[n as usize].is_none_or(|(_, before)| before != number) {
                    last_minutes[n as usize] = Some((who, number));
                }
            }
            world.settle();
        }
        let letters = |world: &World, n: u8| {
            let notes = world.people[0].room.text(TextField::ItemNotes(ItemId([n; 8])));
            notes.map_or(0, |notes| notes.matches('B').count())
        };
        let before = [letters(&world, 1), letters(&world, 2)];
        let who = world.who(0);
        // All but the adding of the two items.
        while world.people[0].room.view(world.now).bin.is_empty() {
            prop_assert!(world.people[0].room.undo(who).is_ok());
            world.send(0);
        }
        world.people[0].room.redo(who).expect("the item comes back");
        world.send(0);
        world.settle();
        let view = world.agree();
        for (n, before) in (1..3u8).zip(before) {
            prop_assert!(letters(&world, n) >= before);
            if let Some((1, minutes)) = last_minutes[n as usize] {
                let item = view.agenda.iter().find(|item| item.id == ItemId([n; 8])).expect("it is there");
                prop_assert_eq!(item.minutes, Some(minutes));
            }
        }
    }
}
