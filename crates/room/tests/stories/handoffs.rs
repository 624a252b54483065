//! Hand-offs: offered, answered, come back to.

use alongside_room::{
    AgendaChange, AgendaEdit, BriefingId, Change, CheckBack, Handed, HandoffId, HandoffReply, HandoffState,
    HandoffsChange, HandoffsEdit, Level, Moment, Refused, Status, TasksEdit,
};
use yrs::{Any, Map};

use crate::{
    common::*,
    hostile::{foreign, root},
};

const DAY: u64 = 24 * 60 * 60 * 1_000;
/// When 3 December 2026 begins in UTC.
const THIRD: u64 = 20_790 * DAY;

pub(crate) fn until(day: &str) -> CheckBack {
    CheckBack { day: day.to_owned(), ahead: 60 }
}

fn offer(n: u8, level: Level, day: &str) -> HandoffsEdit {
    HandoffsEdit::Offer { task: task(1), handoff: HandoffId([n; 8]), to: BEN, level, until: until(day) }
}

fn answer(n: u8, reply: HandoffReply, day: &str, line: &str) -> HandoffsEdit {
    let (task, handoff) = (task(1), HandoffId([n; 8]));
    HandoffsEdit::Answer { task, handoff, reply, until: until(day), line: line.to_owned() }
}

fn talk(n: u8, day: &str) -> HandoffsEdit {
    let title = "Let’s talk: Run the workshop".to_owned();
    HandoffsEdit::Talk { task: task(1), handoff: HandoffId([n; 8]), check_back: day.to_owned(), giver: ANA, title }
}

fn handed(copy: &mut Copy) -> Option<Handed> {
    let (view, now) = (copy.view(), copy.now);
    let task = view.tasks.iter().find(|other| other.id == task(1))?;
    view.handed(task, now)
}

fn state(copy: &mut Copy) -> Option<HandoffState> {
    handed(copy).map(|handed| handed.state)
}

/// Ana has a task; it is noon of 29 November.
fn ana_with_a_task() -> (Copy, Copy) {
    let (mut ana, mut ben) = ana_and_ben();
    for copy in [&mut ana, &mut ben] {
        copy.now = Moment(THIRD - 4 * DAY + DAY / 2);
    }
    ana.adds_task(1, "Run the workshop", Some(ANA));
    meet(&mut ana, &mut ben);
    (ana, ben)
}

/// `[P 140, 141, 142]`
#[test]
fn a_task_is_offered_accepted_and_done_and_each_hears_what_the_other_did() {
    let (mut ana, mut ben) = ana_with_a_task();
    ana.does(HandoffsEdit::SetOutcome { task: task(1), text: "Twelve people leave\nwith a plan".to_owned() });
    ana.does(HandoffsEdit::SetMayFail { task: task(1), text: "The room, the timing".to_owned() });
    assert_eq!(state(&mut ana), None, "it is written, and offered to nobody");
    ana.does(offer(1, Level::Solo, "2026-12-03"));
    let (_, told) = meet(&mut ana, &mut ben);
    assert!(told.contains(&Change::Handoffs(HandoffsChange::Offered(task(1)))), "{told:?}");
    let seen = handed(&mut ben).expect("it is offered");
    assert_eq!((seen.state, seen.receiver, seen.terms.level), (HandoffState::Offered, BEN, Level::Solo));
    let view = ben.view();
    assert!(view.tasks[0].is_ask(), "an ask with terms");
    assert_eq!(&*view.handoff(task(1)).expect("it is written").outcome, "Twelve people leave with a plan");

    ben.does(answer(1, HandoffReply::Accepted, "2026-12-03", ""));
    let (told, _) = meet(&mut ana, &mut ben);
    assert!(told.contains(&Change::Handoffs(HandoffsChange::Accepted(task(1)))), "{told:?}");
    assert_eq!(state(&mut ana), Some(HandoffState::Accepted));
    // It is Ben's now: nobody takes it from him, nor offers it elsewhere.
    assert_eq!(ana.try_to(offer(2, Level::Pair, "2026-12-04")), Err(Refused::NotYours { owner: BEN }));
    assert_eq!(state(&mut ana), Some(HandoffState::Accepted), "nothing was written");
    ben.does(answer(1, HandoffReply::Accepted, "2026-12-10", ""));
    let (told, _) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Handoffs(HandoffsChange::Moved(task(1)))]);

    ben.does(TasksEdit::SetStatus { task: task(1), status: Status::Done });
    meet(&mut ana, &mut ben);
    assert_eq!(state(&mut ana), Some(HandoffState::Done));
    ben.undoes();
    assert_eq!(state(&mut ben), Some(HandoffState::Accepted));
}

/// `[P 142]`
#[test]
fn given_back_it_is_nobodys_fault_and_is_offered_again_one_level_closer() {
    let (mut ana, mut ben) = ana_with_a_task();
    ana.does(offer(1, Level::Solo, "2026-12-03"));
    meet(&mut ana, &mut ben);
    ben.does(answer(1, HandoffReply::NeedsHelp, "2026-12-03", "An hour with Eva"));
    let (told, _) = meet(&mut ana, &mut ben);
    assert!(told.contains(&Change::Handoffs(HandoffsChange::HelpWanted(task(1)))), "{told:?}");
    let seen = handed(&mut ana).expect("he has it");
    assert_eq!((seen.state, &*seen.line), (HandoffState::NeedsHelp, "An hour with Eva"));

    ben.does(answer(1, HandoffReply::GivenBack, "2026-12-03", " Two launches in\none week "));
    let (told, _) = meet(&mut ana, &mut ben);
    assert!(told.contains(&Change::Handoffs(HandoffsChange::GivenBack(task(1)))), "{told:?}");
    let back = handed(&mut ana).expect("it is hers to offer again");
    assert_eq!((back.state, back.receiver, &*back.line), (HandoffState::GivenBack, BEN, "Two launches in one week"));
    assert_eq!(ana.view().tasks[0].owner, None);

    ana.does(offer(2, back.terms.level.closer(), "2026-12-04"));
    meet(&mut ana, &mut ben);
    let again = handed(&mut ben).expect("it is offered again");
    assert_eq!((again.state, again.terms.level, &*again.line), (HandoffState::Offered, Level::Pair, ""));
    assert_eq!(ben.try_to(answer(1, HandoffReply::GivenBack, "2026-12-04", "")), Ok(()), "he answered that one");
    ben.undoes();
    assert_eq!(state(&mut ben), Some(HandoffState::Offered));
    ben.does(answer(2, HandoffReply::Accepted, "2026-12-04", ""));
    assert_eq!(state(&mut ben), Some(HandoffState::Accepted));
    assert_eq!(Level::Shadow.closer(), Level::Shadow);
}

/// `[P 142]` What the coachee asks of the coach is the same thing the other way round; and what is hers stays hers.
#[test]
fn it_goes_both_ways_and_nobody_hands_over_what_another_has_committed_to() {
    let (mut ana, mut ben) = ana_with_a_task();
    let to_ana = |n| HandoffsEdit::Offer {
        task: task(n),
        handoff: HandoffId([n; 8]),
        to: ANA,
        level: Level::Solo,
        until: until("2026-12-03"),
    };
    assert_eq!(ben.try_to(to_ana(1)), Err(Refused::NotYours { owner: ANA }), "it is hers already");
    ben.adds_task(2, "Ask for a budget", None);
    ben.does(to_ana(2));
    meet(&mut ana, &mut ben);
    let accept = HandoffsEdit::Answer {
        task: task(2),
        handoff: HandoffId([2; 8]),
        reply: HandoffReply::Accepted,
        until: until("2026-12-03"),
        line: String::new(),
    };
    assert_eq!(ben.try_to(accept.clone()), Err(Refused::NotYours { owner: ANA }), "nobody accepts for another");
    ana.does(accept);
    meet(&mut ana, &mut ben);
    let view = ben.view();
    let task = view.tasks.iter().find(|other| other.id == task(2)).expect("the task");
    assert_eq!((task.owner, task.given_by), (Some(ANA), ANA));
    assert_eq!(view.handed(task, ben.now).map(|handed| handed.state), Some(HandoffState::Accepted));
}

/// `[P 143]`
#[test]
fn the_check_back_day_ends_for_both_when_it_ends_where_it_was_named() {
    let (mut ana, mut ben) = ana_with_a_task();
    ana.does(offer(1, Level::Solo, "2026-12-03"));
    meet(&mut ana, &mut ben);
    ben.does(answer(1, HandoffReply::Accepted, "2026-12-03", ""));
    meet(&mut ana, &mut ben);
    // An hour ahead of UTC, the day ends at 23:00 UTC.
    let over = THIRD + 23 * 60 * 60 * 1_000;
    for (now, expected) in [(over - 1, HandoffState::Accepted), (over, HandoffState::LetsTalk)] {
        for copy in [&mut ana, &mut ben] {
            copy.now = Moment(now);
            assert_eq!(state(copy), Some(expected), "{now}");
        }
    }
    // A sign: it goes on, until a day to come.
    assert_eq!(ben.try_to(answer(1, HandoffReply::Accepted, "2026-12-03", "")), Err(Refused::Over));
    assert_eq!(ben.try_to(answer(1, HandoffReply::Accepted, "some day", "")), Err(Refused::NoDate));
    ben.does(answer(1, HandoffReply::Accepted, "2026-12-10", ""));
    assert_eq!(state(&mut ben), Some(HandoffState::Accepted));
}

/// `[P 144]`
#[test]
fn two_devices_put_it_on_the_agenda_at_once_and_it_is_there_once_and_not_again_when_it_was_deleted() {
    let (mut ana, mut ben) = ana_with_a_task();
    ana.does(offer(1, Level::Solo, "2026-12-03"));
    meet(&mut ana, &mut ben);
    ben.does(answer(1, HandoffReply::Accepted, "2026-12-03", ""));
    meet(&mut ana, &mut ben);
    ben.adds(7, "Pay");
    // Ben's clock is a day behind: for him the day is not over, until Ana's device has put it on the agenda.
    ana.now = Moment(THIRD + DAY);
    ben.now = Moment(THIRD);
    ana.does(talk(1, "2026-12-03"));
    assert_eq!(state(&mut ben), Some(HandoffState::Accepted));
    ben.does(talk(1, "2026-12-03"));
    let (told, _) = meet(&mut ana, &mut ben);
    for copy in [&mut ana, &mut ben] {
        assert_eq!(state(copy), Some(HandoffState::LetsTalk));
        let agenda = copy.agenda();
        assert_eq!(agenda.iter().filter(|title| title.starts_with("Let’s talk")).count(), 1, "{agenda:?}");
        let item = copy.view().item(HandoffId([1; 8]).talk("2026-12-03")).cloned();
        assert_eq!(item.map(|item| item.raised_by), Some(ANA), "it is the giver’s point, whoever’s device it was");
    }
    assert!(!told.contains(&Change::Agenda(AgendaChange::Gone(HandoffId([1; 8]).talk("2026-12-03")))), "{told:?}");
    // Undo takes back what a hand did.
    ben.undoes();
    assert!(!ben.agenda().contains(&"Pay".to_owned()));
    assert!(ben.agenda().contains(&"Let’s talk: Run the workshop".to_owned()));
    ben.does(AgendaEdit::Delete { item: HandoffId([1; 8]).talk("2026-12-03") });
    meet(&mut ana, &mut ben);
    for copy in [&mut ana, &mut ben] {
        copy.does(talk(1, "2026-12-03"));
        assert!(!copy.agenda().iter().any(|title| title.starts_with("Let’s talk")));
        assert_eq!(state(copy), Some(HandoffState::LetsTalk), "it does not rest because its point was deleted");
    }
    // Another check-back day is another point.
    ben.does(answer(1, HandoffReply::Accepted, "2026-12-10", ""));
    ben.does(talk(1, "2026-12-10"));
    meet(&mut ana, &mut ben);
    assert!(ana.agenda().contains(&"Let’s talk: Run the workshop".to_owned()));
}

/// `[P 145]`
#[test]
fn a_gap_in_the_briefing_is_filled_by_the_other_and_a_line_is_removed_by_its_writer() {
    let (mut ana, mut ben) = ana_with_a_task();
    let line = |n: u8| BriefingId([n; 8]);
    let brief = |n, is_missing, text: &str| HandoffsEdit::Brief {
        task: task(1),
        line: line(n),
        is_missing,
        text: text.to_owned(),
    };
    ana.does(brief(1, false, " The room is booked\nuntil five "));
    ben.wait(10);
    ben.does(brief(2, true, "Who opens?"));
    let (told, _) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Handoffs(HandoffsChange::Briefed(task(1)))]);
    ana.does(HandoffsEdit::Fill { task: task(1), line: line(2), text: "Eva does".to_owned() });
    meet(&mut ana, &mut ben);
    let seen = |copy: &mut Copy| -> Vec<_> {
        let view = copy.view();
        let lines = view.handoff(task(1)).expect("it is written").briefing.clone();
        lines
            .iter()
            .map(|line| (line.text.to_string(), line.is_missing, line.filled.as_deref().map(str::to_owned)))
            .collect()
    };
    let first = ("The room is booked until five".to_owned(), false, None);
    assert_eq!(seen(&mut ben), [first.clone(), ("Who opens?".to_owned(), true, Some("Eva does".to_owned()))]);
    let remove = |n| HandoffsEdit::RemoveLine { task: task(1), line: line(n) };
    assert_eq!(ana.try_to(remove(2)), Err(Refused::NotYours { owner: BEN }));
    ben.does(remove(2));
    assert_eq!(seen(&mut ben), [first]);
    ben.undoes();
    assert_eq!(seen(&mut ben).len(), 2);
    ana.undoes();
    meet(&mut ana, &mut ben);
    assert_eq!(seen(&mut ben)[1], ("Who opens?".to_owned(), true, None), "it is a gap again");
    for refused in [brief(3, false, " \n"), brief(3, false, &"x".repeat(10_001))] {
        assert!(matches!(ana.try_to(refused), Err(Refused::Text { .. })));
    }
    let unknown = HandoffsEdit::Fill { task: task(1), line: line(9), text: "x".to_owned() };
    assert_eq!(ana.try_to(unknown), Err(Refused::Gone));
}

/// `[P 141]`
#[test]
fn undo_takes_back_an_offer_as_long_as_nobody_has_answered_it_and_an_answer_with_who_has_it() {
    let (mut ana, mut ben) = ana_with_a_task();
    ana.does(offer(1, Level::Solo, "2026-12-03"));
    ana.undoes();
    assert_eq!((state(&mut ana), ana.view().tasks[0].owner), (None, Some(ANA)));
    ana.redoes();
    assert_eq!(state(&mut ana), Some(HandoffState::Offered));
    meet(&mut ana, &mut ben);
    ben.does(answer(1, HandoffReply::Accepted, "2026-12-03", ""));
    ben.undoes();
    assert_eq!((state(&mut ben), ben.view().tasks[0].is_ask()), (Some(HandoffState::Offered), true));
    ben.redoes();
    assert_eq!(state(&mut ben), Some(HandoffState::Accepted));
    meet(&mut ana, &mut ben);
    let undone = ana.room.undo(ana.who());
    ana.collect();
    meet(&mut ana, &mut ben);
    assert_eq!(state(&mut ana), Some(HandoffState::Accepted), "it is his: {undone:?}");
    assert_eq!(ana.view().handoff(task(1)).map(|handoff| handoff.offers.len()), Some(1));
}

/// `[P 92, 141]`
#[test]
fn offers_and_answers_of_another_shape_count_as_absent() {
    let (bytes, number) = (|n: usize| Any::from(vec![7u8; n]), |n: i64| Any::from(n));
    let text = |text: &str| Any::from(text.to_owned());
    let terms = |level, day: &str, ahead| vec![number(1), number(5), bytes(8), number(level), text(day), number(ahead)];
    let offer = |terms: Vec<Any>, to: Any| Any::from([terms, vec![to]].concat());
    let answer = |terms: Vec<Any>, code, line: &str| Any::from([terms, vec![number(code), text(line)]].concat());
    let seen = |field: &str, value: Any| {
        let (mut ana, _) = ana_with_a_task();
        let update = foreign(|txn| {
            root(txn, "handoffs").insert(txn, format!("{}/{field}", task(1)), value);
        });
        ana.room.apply(&update).expect("an update");
        let view = ana.view();
        view.handoff(task(1)).map_or((0, 0, 0), |one| (one.offers.len(), one.answers.len(), one.briefing.len()))
    };
    let (good, day) = (|| terms(2, "2026-12-03", -720), "2026-12-03");
    assert_eq!(seen(&format!("offer/{ANA}"), offer(good(), bytes(8))), (1, 0, 0));
    assert_eq!(seen(&format!("answer/{BEN}"), answer(good(), 2, "too much")), (0, 1, 0));
    for terms in
        [terms(3, day, 0), terms(-1, day, 0), terms(1, "2026-02-30", 0), terms(1, day, 841), terms(1, day, 1 << 40)]
    {
        assert_eq!(seen(&format!("offer/{ANA}"), offer(terms.clone(), bytes(8))), (0, 0, 0), "{terms:?}");
        assert_eq!(seen(&format!("answer/{BEN}"), answer(terms.clone(), 0, "")), (0, 0, 0), "{terms:?}");
    }
    assert_eq!(seen(&format!("offer/{ANA}"), offer(good(), bytes(7))), (0, 0, 0));
    assert_eq!(seen(&format!("answer/{BEN}"), answer(good(), 3, "")), (0, 0, 0));
    assert_eq!(seen(&format!("answer/{BEN}"), answer(good(), 0, &"x".repeat(10_001))), (0, 0, 0));
    assert_eq!(seen("offer/nobody", offer(good(), bytes(8))), (0, 0, 0));
    let line = |text: Any| Any::from(vec![bytes(8), number(5), Any::Bool(true), text]);
    let key = format!("briefing/{}", BriefingId([7; 8]));
    assert_eq!(seen(&key, line(text("Who opens?"))), (0, 0, 1));
    for value in [line(text(" ")), line(Any::Null), bytes(8)] {
        assert_eq!(seen(&key, value.clone()), (0, 0, 0), "{value:?}");
    }
}
