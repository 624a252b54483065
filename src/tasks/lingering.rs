//! A task that has just been closed stays where it is for a moment, so that one sees what became of it. Beyond that moment the
//! list keeps it only while the pointer or the focus is there.

use std::rc::Rc;

use alongside_room::{Status, Task, TaskId};

/// How long a task that was closed stays, in milliseconds.
const STAYS: u64 = 1_200;
/// How long a task that somebody is led to stays, in milliseconds: until the focus is on it.
const LED_TO: u64 = 4_000;

/// The tasks that stay for a moment. It forgets nothing by counting: each has a time until which it stays.
#[derive(Debug, Default)]
pub struct Lingering {
    /// The tasks at the last look.
    before: Rc<[Rc<Task>]>,
    /// Closed tasks, and until when they stay.
    staying: Vec<(TaskId, u64)>,
}

impl Lingering {
    /// Looks at the tasks: those that were open at the last look and are closed now stay for a moment, unless motion is unwanted.
    /// Looking twice has the same result.
    pub fn look(&mut self, tasks: &Rc<[Rc<Task>]>, now: u64, is_motion_unwanted: impl Fn() -> bool) {
        if !Rc::ptr_eq(&self.before, tasks) {
            let before = std::mem::replace(&mut self.before, tasks.clone());
            let was_open = |task: &Task| {
                let known = before.iter().find(|known| known.id == task.id);
                known.is_some_and(|known| known.status == Status::Open)
            };
            let is_the_same = |at: usize, task: &Rc<Task>| before.get(at).is_some_and(|known| Rc::ptr_eq(known, task));
            let changed = tasks.iter().enumerate().filter(|(at, task)| !is_the_same(*at, task)).map(|(_, task)| task);
            let closed = changed.filter(|task| task.status != Status::Open && was_open(task)).map(|task| task.id);
            let closed: Vec<TaskId> = closed.collect();
            if !closed.is_empty() && !is_motion_unwanted() {
                self.staying.extend(closed.into_iter().map(|task| (task, now + STAYS)));
            }
            let is_closed = |id: TaskId| tasks.iter().any(|task| task.id == id && task.status != Status::Open);
            self.staying.retain(|(task, _)| is_closed(*task));
        }
        self.staying.retain(|(_, until)| *until > now);
    }

    /// Keeps a task that somebody is led to until they are there.
    pub fn keep(&mut self, task: TaskId, now: u64) {
        self.staying.retain(|(each, _)| *each != task);
        self.staying.push((task, now + LED_TO));
    }

    /// Whether this task stays although it is closed.
    pub fn has(&self, task: TaskId) -> bool {
        self.staying.iter().any(|(each, _)| *each == task)
    }

    /// When the next one leaves.
    pub fn next(&self) -> Option<u64> {
        self.staying.iter().map(|(_, until)| *until).min()
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::{MemberId, Moment, Place, Room, TasksEdit, Who};

    use super::*;

    const ONE: TaskId = TaskId([1; 8]);
    const TWO: TaskId = TaskId([2; 8]);

    /// A room with two tasks, and a person who sets their status.
    struct Together(Room, Who);

    impl Together {
        fn begin() -> Self {
            let mut all = Self(Room::new(7), Who { me: MemberId([3; 8]), now: Moment(1_000) });
            for task in [ONE, TWO] {
                all.edit(TasksEdit::Add { task, title: "Call Eva".to_owned(), owner: None, done: false });
            }
            all
        }

        fn edit(&mut self, edit: TasksEdit) {
            self.0.edit(self.1, edit).expect("it can be done");
        }

        fn set(&mut self, task: TaskId, status: Status) -> Rc<[Rc<Task>]> {
            self.edit(TasksEdit::SetStatus { task, status });
            self.tasks()
        }

        fn tasks(&mut self) -> Rc<[Rc<Task>]> {
            self.0.view(Moment(2_000)).tasks.clone()
        }
    }

    fn staying(lingering: &Lingering) -> [bool; 2] {
        [ONE, TWO].map(|task| lingering.has(task))
    }

    #[test]
    fn a_task_that_was_closed_stays_for_a_moment() {
        let (mut room, mut lingering) = (Together::begin(), Lingering::default());
        lingering.look(&room.tasks(), 10, || false);
        let tasks = room.set(ONE, Status::Done);
        for now in [20, 21, 1_219] {
            lingering.look(&tasks, now, || false);
            assert_eq!((staying(&lingering), lingering.next()), ([true, false], Some(1_220)), "{now}");
        }
        lingering.look(&tasks, 1_220, || false);
        assert_eq!((staying(&lingering), lingering.next()), ([false, false], None));
    }

    #[test]
    fn a_task_that_was_let_go_stays_too_also_when_the_order_changed_with_it() {
        let (mut room, mut lingering) = (Together::begin(), Lingering::default());
        lingering.look(&room.tasks(), 10, || false);
        room.edit(TasksEdit::Reorder { task: TWO, place: Place::First });
        lingering.look(&room.set(TWO, Status::LetGo), 20, || false);
        assert_eq!(staying(&lingering), [false, true]);
    }

    #[test]
    fn a_task_that_was_closed_before_does_not_stay() {
        let (mut room, mut lingering) = (Together::begin(), Lingering::default());
        lingering.look(&room.set(ONE, Status::Done), 10, || false);
        assert_eq!(staying(&lingering), [false, false]);
    }

    #[test]
    fn a_task_that_is_reopened_stays_as_an_open_one_and_may_be_closed_again() {
        let (mut room, mut lingering) = (Together::begin(), Lingering::default());
        lingering.look(&room.tasks(), 10, || false);
        lingering.look(&room.set(ONE, Status::Done), 20, || false);
        lingering.look(&room.set(ONE, Status::Open), 30, || false);
        assert_eq!(lingering.next(), None);
        lingering.look(&room.set(ONE, Status::Done), 40, || false);
        assert_eq!(lingering.next(), Some(1_240));
    }

    #[test]
    fn where_motion_is_unwanted_a_closed_task_leaves_at_once() {
        let (mut room, mut lingering) = (Together::begin(), Lingering::default());
        lingering.look(&room.tasks(), 10, || true);
        lingering.look(&room.set(ONE, Status::Done), 20, || true);
        assert_eq!(staying(&lingering), [false, false]);
    }

    #[test]
    fn a_task_that_somebody_is_led_to_stays_until_they_are_there() {
        let (mut room, mut lingering) = (Together::begin(), Lingering::default());
        let tasks = room.set(ONE, Status::Done);
        lingering.look(&tasks, 10, || true);
        lingering.keep(ONE, 20);
        lingering.look(&tasks, 4_019, || true);
        assert!(lingering.has(ONE));
        lingering.look(&tasks, 4_020, || true);
        assert!(!lingering.has(ONE));
    }
}
