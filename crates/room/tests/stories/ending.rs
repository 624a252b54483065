//! The end of a room, which both keep, and its reopening.

use alongside_room::{
    AboutChange, AboutEdit, AgendaEdit, BlockKind, Change, Edit, MemberId, MembersEdit, Refused, Role, SessionId,
    SessionsEdit, Target, TextEdit, TextField, TimerEdit, TimerState, Verb,
};

use crate::common::*;

const CAROL: MemberId = MemberId(*b"carol---");

#[test]
fn a_room_that_was_ended_is_read_by_both_until_one_reopens_it() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "Growth plan");
    meet(&mut ana, &mut ben);
    ben.does(AboutEdit::End);
    assert_eq!(meet(&mut ana, &mut ben).0, [Change::About(AboutChange::Ended)]);
    assert_eq!(ana.view().ended.expect("ended").0, BEN);
    assert_eq!(ana.agenda(), ["Growth plan"]);
    for edit in [
        Edit::Agenda(AgendaEdit::SetDiscussed { item: item(1), discussed: true }),
        Edit::Text(TextEdit::Retype {
            field: TextField::ItemTitle(item(1)),
            base: "Growth plan".into(),
            text: "Growth".into(),
            caret: None,
        }),
        Edit::Timer(TimerEdit::Start { block: block(1), kind: BlockKind::Work, budget: None, with: vec![] }),
        Edit::Sessions(SessionsEdit::Close { session: SessionId::FIRST }),
    ] {
        assert_eq!(ana.try_to(edit), Err(Refused::Ended));
    }
    ana.does(MembersEdit::Rename { member: ANA, name: "Anna".into() });
    ana.does(MembersEdit::Join { member: CAROL, name: "Carol".into(), role: Role::Coachee });

    ana.does(AboutEdit::Reopen);
    assert!(meet(&mut ana, &mut ben).1.contains(&Change::About(AboutChange::Reopened)));
    ben.does(AgendaEdit::SetDiscussed { item: item(1), discussed: true });
}

#[test]
fn what_was_written_before_one_heard_of_the_end_stays() {
    let (mut ana, mut ben) = ana_and_ben();
    ben.does(AboutEdit::End);
    ana.adds(1, "One more thing");
    meet(&mut ana, &mut ben);
    assert_eq!(ben.agenda(), ["One more thing"]);
    assert!(ana.view().ended.is_some());
}

#[test]
fn the_end_stops_the_clock_and_keeps_the_block() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(TimerEdit::Start { block: block(1), kind: BlockKind::Work, budget: Some(1_500_000), with: vec![] });
    meet(&mut ana, &mut ben);
    ben.wait(60_000);
    ben.does(AboutEdit::End);
    assert_eq!(ben.view().timer.state, TimerState::Idle);
    assert_eq!(ben.view().blocks.len(), 1);
}

#[test]
fn ending_is_taken_back_by_whoever_did_it_and_nothing_before_it_is() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "Hers");
    ben.adds(2, "His");
    meet(&mut ana, &mut ben);
    ben.does(AboutEdit::End);
    meet(&mut ana, &mut ben);
    assert_eq!(ana.room.undo(ana.who()), Err(Refused::Ended));
    let undone = ben.undoes();
    assert_eq!((undone.verb, undone.target), (Verb::Close, Target::Room));
    meet(&mut ana, &mut ben);
    ana.undoes();
    assert_eq!(ana.agenda(), ["His"]);
}

#[test]
fn two_who_end_it_at_once_have_one_end() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(AboutEdit::End);
    ben.wait(5);
    ben.does(AboutEdit::End);
    meet(&mut ana, &mut ben);
    assert_eq!(ana.view().ended, ben.view().ended);
    ana.does(AboutEdit::Reopen);
    meet(&mut ana, &mut ben);
    assert_eq!((ana.view().ended, ben.view().ended), (None, None));
}

#[test]
fn what_was_done_since_the_end_is_taken_back_before_it() {
    let (mut ana, _) = ana_and_ben();
    ana.does(AboutEdit::End);
    ana.does(MembersEdit::Rename { member: ANA, name: "Anna".into() });
    ana.undoes();
    assert_eq!(&*ana.view().members[0].name, "Ana");
    assert!(ana.view().ended.is_some());
    ana.undoes();
    assert_eq!(ana.view().ended, None);
}
