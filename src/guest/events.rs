//! What a page around a guest is told, in numbers and never in words.

use alongside_room::{BlockKind, Status, TimerState, View};

/// Something that happened.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// After `alongside:`.
    pub(super) name: &'static str,
    pub(super) numbers: Vec<(&'static str, u32)>,
}

const MINUTE: u64 = 60_000;

/// What happened between two views of a room, in order.
pub(super) fn between(before: &View, after: &View) -> impl Iterator<Item = Event> {
    [block_end(before, after), session_end(before, after), session_start(before, after)].into_iter().flatten()
}

fn block_end(before: &View, after: &View) -> Option<Event> {
    let runs = before.timer.block.filter(|_| before.timer.state != TimerState::Idle)?;
    if after.timer.block == Some(runs) && after.timer.state != TimerState::Idle {
        return None;
    }
    let block = after.blocks.iter().find(|block| block.id == runs && block.kind == BlockKind::Work)?;
    let planned = before.timer.budget.unwrap_or_default() / MINUTE;
    let numbers = vec![
        ("session", before.session.number),
        ("minutes", ((block.ran + MINUTE / 2) / MINUTE) as u32),
        ("planned", planned as u32),
    ];
    Some(Event { name: "block-end", numbers })
}

fn session_end(before: &View, after: &View) -> Option<Event> {
    let closed = after.earlier.first().filter(|closed| closed.id == before.session.id)?;
    let done = after.tasks.iter().filter(|task| task.status == Status::Done).count();
    let numbers = vec![
        ("session", closed.number),
        ("points", before.agenda.len() as u32),
        ("discussed", closed.items.len() as u32),
        ("tasks", after.tasks.len() as u32),
        ("done", done as u32),
    ];
    Some(Event { name: "session-end", numbers })
}

/// A session begins with its first block of work.
fn session_start(before: &View, after: &View) -> Option<Event> {
    let timer = &after.timer;
    let starts = timer.state != TimerState::Idle && timer.kind == BlockKind::Work && before.timer.block != timer.block;
    let since = after.earlier.first().and_then(|session| session.closed).map(|(_, at)| at).unwrap_or_default();
    let is_first = after.blocks.iter().all(|block| block.kind != BlockKind::Work || block.started < since);
    (starts && is_first).then(|| Event { name: "session-start", numbers: vec![("session", after.session.number)] })
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use alongside_room::{Block, BlockId, MemberId, Moment, Session, SessionId, Timer};

    use super::*;

    fn told(before: &View, after: &View) -> Vec<(&'static str, Vec<(&'static str, u32)>)> {
        between(before, after).map(|event| (event.name, event.numbers)).collect()
    }

    fn running(block: u8) -> View {
        let timer = Timer {
            block: Some(BlockId([block; 8])),
            state: TimerState::Running,
            budget: Some(25 * MINUTE),
            ..Timer::default()
        };
        View { timer: Rc::new(timer), ..View::default() }
    }

    fn stopped(block: u8, minutes: u64) -> View {
        let mut view = running(block);
        Rc::make_mut(&mut view.timer).state = TimerState::Idle;
        let none = (Rc::from([]), Rc::from([]), Rc::from([]));
        let ended = Block {
            id: BlockId([block; 8]),
            kind: BlockKind::Work,
            started: Moment(5),
            ended: Moment(6),
            ran: minutes * MINUTE,
            over: 0,
            with: none.0,
            intentions: none.1,
            reports: none.2,
        };
        view.blocks = [Rc::new(ended)].into();
        view
    }

    #[test]
    fn the_first_block_of_a_session_begins_it_and_others_do_not() {
        assert_eq!(told(&View::default(), &running(1)), [("session-start", vec![("session", 1)])]);
        assert_eq!(told(&running(1), &running(1)), []);
        let mut second = running(2);
        second.blocks = stopped(1, 25).blocks;
        assert_eq!(told(&stopped(1, 25), &second), []);
        // In the next session, what ran before does not count.
        let closed = Session { closed: Some((MemberId([1; 8]), Moment(9))), ..Session::default() };
        second.earlier = [Rc::new(closed)].into();
        let mut before = stopped(1, 25);
        before.session = Rc::new(Session { id: SessionId([7; 8]), number: 2, ..Session::default() });
        second.session = Rc::clone(&before.session);
        assert_eq!(told(&before, &second), [("session-start", vec![("session", 2)])]);
    }

    #[test]
    fn a_block_that_ends_is_told_with_its_minutes() {
        let numbers = vec![("session", 1), ("minutes", 17), ("planned", 25)];
        assert_eq!(told(&running(1), &stopped(1, 17)), [("block-end", numbers)]);
        assert_eq!(told(&stopped(1, 17), &stopped(1, 17)), []);
    }

    #[test]
    fn a_session_that_is_closed_is_told_with_counts_alone() {
        let before = View::default();
        let closed = Session { closed: Some((MemberId([1; 8]), Moment(9))), ..Session::default() };
        let next = Session { id: SessionId([7; 8]), number: 2, ..Session::default() };
        let after = View { session: Rc::new(next), earlier: [Rc::new(closed)].into(), ..View::default() };
        let numbers = vec![("session", 1), ("points", 0), ("discussed", 0), ("tasks", 0), ("done", 0)];
        assert_eq!(told(&before, &after), [("session-end", numbers)]);
    }
}
