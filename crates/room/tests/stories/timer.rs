//! One clock for two: nobody's stale hand moves it.

use alongside_room::{
    AgendaEdit, BlockKind, Change, Edit, Outcome, Refused, TimerChange, TimerEdit, TimerState, TimerStateKind,
};

use crate::common::*;

const MINUTE: u64 = 60_000;

fn start(n: u8, minutes: Option<u64>) -> Edit {
    let budget = minutes.map(|minutes| minutes * MINUTE);
    Edit::Timer(TimerEdit::Start { block: block(n), kind: BlockKind::Work, budget, with: vec![ANA, BEN] })
}

fn already(state: TimerStateKind, by: alongside_room::MemberId) -> Result<(), Refused> {
    Err(Refused::Already { state, by })
}

#[test]
fn both_see_the_same_time() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(start(1, Some(25)));
    assert_eq!(meet(&mut ana, &mut ben).1, [Change::Timer(TimerChange::Started)]);
    ana.wait(MINUTE);
    ana.does(TimerEdit::Pause { block: block(1) });
    ana.wait(5 * MINUTE);
    ana.does(TimerEdit::Resume { block: block(1) });
    ana.does(TimerEdit::AddTime { block: block(1), by: 5 * MINUTE as i64 });
    ana.wait(MINUTE);
    meet(&mut ana, &mut ben);
    let timer = ben.view().timer.clone();
    assert_eq!(timer.remaining(ana.now), Some(28 * MINUTE as i64));
    assert_eq!((timer.state, &timer.with[..]), (TimerState::Running, &[ANA, BEN][..]));
    ben.now = ana.now;
    ben.does(TimerEdit::Stop { block: block(1) });
    meet(&mut ana, &mut ben);
    let record = ana.view().blocks[0].clone();
    assert_eq!((record.ran, record.ended), (2 * MINUTE, ben.now));
    assert_eq!(ana.view().timer.state, TimerState::Idle);
}

#[test]
fn both_pausing_at_once_stays_paused() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(start(1, Some(25)));
    meet(&mut ana, &mut ben);
    ana.does(TimerEdit::Pause { block: block(1) });
    ben.does(TimerEdit::Pause { block: block(1) });
    meet(&mut ana, &mut ben);
    assert!(matches!(ana.view().timer.state, TimerState::Paused { .. }));
    assert_eq!(ben.try_to(TimerEdit::Pause { block: block(1) }), already(TimerStateKind::Paused, ANA), "the first");
}

#[test]
fn a_report_is_told_once_however_late_and_its_line_as_it_is_typed_is_not() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(start(1, Some(25)));
    ana.does(TimerEdit::Stop { block: block(1) });
    meet(&mut ana, &mut ben);
    let report = |outcome, line: &str| TimerEdit::Report { block: block(1), outcome, line: line.to_owned() };
    let told = |outcome| [Change::Timer(TimerChange::Reported { block: block(1), outcome })];

    ben.does(report(Outcome::Partly, ""));
    assert_eq!(meet(&mut ana, &mut ben).0, told(Outcome::Partly));
    ben.does(report(Outcome::Partly, "ha"));
    ben.does(report(Outcome::Partly, "half"));
    assert_eq!(meet(&mut ana, &mut ben).0, [Change::Other; 2]);
    ben.does(report(Outcome::Done, "half, then all"));
    assert_eq!(meet(&mut ana, &mut ben).0, told(Outcome::Done), "another outcome is news");
    assert_eq!(meet(&mut ana, &mut ben).0, [], "once");
}

#[test]
fn what_is_already_so_is_refused_and_said_by_whom() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(start(1, Some(25)));
    meet(&mut ana, &mut ben);
    assert_eq!(ben.try_to(TimerEdit::Resume { block: block(1) }), already(TimerStateKind::Running, ANA));
    assert_eq!(ben.try_to(start(2, Some(15))), already(TimerStateKind::Running, ANA));
    ben.does(start(1, Some(25)));
    assert!(ben.unsent.is_empty(), "the very same block was started by both");
    assert_eq!(ben.try_to(TimerEdit::Pause { block: block(2) }), Err(Refused::Gone));
    ben.does(TimerEdit::Stop { block: block(1) });
    assert_eq!(ben.try_to(TimerEdit::Stop { block: block(1) }), already(TimerStateKind::Stopped, BEN));
    assert_eq!(ben.try_to(start(1, Some(25))), already(TimerStateKind::Stopped, BEN));
}

#[test]
fn a_start_over_a_block_in_overtime_ends_that_one_first() {
    let (mut ana, _) = ana_and_ben();
    ana.does(start(1, Some(25)));
    ana.wait(26 * MINUTE);
    ana.does(start(2, None));
    let view = ana.view();
    assert_eq!((view.timer.block, view.blocks[0].id), (Some(block(2)), block(1)));
    assert_eq!((view.blocks[0].ran, view.blocks[0].over), (25 * MINUTE, MINUTE), "overtime is told beside");
    ana.wait(100 * MINUTE);
    assert_eq!(
        ana.try_to(start(3, None)),
        already(TimerStateKind::Running, ANA),
        "an open-ended block has no overtime"
    );
}

/// `[P 101]`
#[test]
fn a_pause_that_was_over_before_pauses_nothing_whoever_has_the_higher_client_id() {
    for (first, second) in [(1, 2), (2, 1), (7, 3), (3, 7)] {
        let (mut ana, mut ben) = (Copy::new(first, ANA), Copy::new(second, BEN));
        ana.does(start(1, Some(25)));
        meet(&mut ana, &mut ben);
        // Ben pauses without knowing that Ana has paused and resumed.
        ana.does(TimerEdit::Pause { block: block(1) });
        ana.does(TimerEdit::Resume { block: block(1) });
        ben.does(TimerEdit::Pause { block: block(1) });
        meet(&mut ana, &mut ben);
        assert_eq!(ben.view().timer.state, TimerState::Running);
    }
}

#[test]
fn who_comes_late_joins_and_each_is_asked_only_what_they_intended() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(TimerEdit::SetIntention { block: block(1), text: "Write the plan".to_owned() });
    ana.does(TimerEdit::Start { block: block(1), kind: BlockKind::Work, budget: None, with: vec![] });
    meet(&mut ana, &mut ben);
    assert_eq!(&ben.view().timer.with[..], &[ANA]);
    ben.does(TimerEdit::Join { block: block(1) });
    ana.does(TimerEdit::Stop { block: block(1) });
    ana.does(TimerEdit::Report { block: block(1), outcome: Outcome::Partly, line: "two pages".to_owned() });
    assert_eq!(
        ana.try_to(TimerEdit::Report { block: block(9), outcome: Outcome::Done, line: String::new() }),
        Err(Refused::Gone)
    );
    meet(&mut ana, &mut ben);
    let record = ben.view().blocks[0].clone();
    assert_eq!(record.intentions.len(), 1);
    assert_eq!(&*record.intentions[0].1, "Write the plan");
    assert_eq!((record.reports[0].by, record.reports[0].outcome), (ANA, Outcome::Partly));
}

#[test]
fn the_clock_is_not_undone() {
    let (mut ana, _) = ana_and_ben();
    ana.does(start(1, Some(25)));
    assert!(!ana.room.can_undo());
}

#[test]
fn only_the_clock_of_a_block_uses_up_a_points_minutes() {
    let (mut ana, mut ben) = ana_and_ben();
    let at =
        |n| Edit::Agenda(AgendaEdit::SetCurrent { session: alongside_room::SessionId::FIRST, item: Some(item(n)) });
    let spent = |copy: &mut Copy| copy.view().spent_on_current(copy.now) / MINUTE;
    ana.adds(1, "a");
    ana.adds(2, "b");
    ana.does(at(1));
    ana.wait(24 * 60 * MINUTE);
    assert_eq!(spent(&mut ana), 0, "a night without a block");
    ana.does(start(1, Some(25)));
    ana.wait(3 * MINUTE);
    assert_eq!(spent(&mut ana), 3);
    ana.does(TimerEdit::Pause { block: block(1) });
    ana.wait(10 * MINUTE);
    assert_eq!(spent(&mut ana), 3, "a pause that lasts");
    ana.does(TimerEdit::Resume { block: block(1) });
    ana.wait(MINUTE);
    assert_eq!(spent(&mut ana), 4);
    ana.does(at(2));
    ana.wait(2 * MINUTE);
    ana.does(TimerEdit::Pause { block: block(1) });
    ana.wait(10 * MINUTE);
    ana.does(TimerEdit::Resume { block: block(1) });
    ana.wait(3 * MINUTE);
    assert_eq!(spent(&mut ana), 5, "a pause since we went there");
    meet(&mut ana, &mut ben);
    ben.now = ana.now;
    assert_eq!(spent(&mut ben), 5);
    ben.does(at(1));
    ben.wait(2 * MINUTE);
    assert_eq!(spent(&mut ben), 2);
    ben.undoes(); // Led by mistake.
    assert_eq!(spent(&mut ben), 7, "as if nobody had gone anywhere");
    ben.redoes();
    assert_eq!(spent(&mut ben), 2);
    meet(&mut ana, &mut ben);
    ana.now = ben.now;
    assert_eq!(spent(&mut ana), 2);
    ana.does(TimerEdit::Stop { block: block(1) });
    ana.wait(10 * MINUTE);
    assert_eq!(spent(&mut ana), 2, "it keeps what it had");
    ana.does(TimerEdit::Start { block: block(2), kind: BlockKind::Break, budget: None, with: vec![] });
    ana.wait(5 * MINUTE);
    assert_eq!(spent(&mut ana), 2, "a break");
    ana.does(TimerEdit::Stop { block: block(2) });
    ana.does(start(3, Some(15)));
    ana.wait(4 * MINUTE);
    assert_eq!(spent(&mut ana), 6, "it continues in the next block");
    ana.does(at(2));
    assert_eq!(spent(&mut ana), 0);
}
