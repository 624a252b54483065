//! The series of sessions: closed and reopened by either, one chain; and ending a room, which both see, and reopening it.

use alongside_room::{
    AboutChange, AboutEdit, AgendaEdit, BlockKind, Change, Edit, MemberId, MembersEdit, Place, Refused, Role,
    SessionId, SessionsChange, SessionsEdit, Target, TextEdit, TextField, TimerEdit, TimerState, Verb, Way,
};

use crate::common::*;

const FIRST: SessionId = SessionId::FIRST;
const CAROL: MemberId = MemberId(*b"carol---");

/// `[P 95]`
#[test]
fn two_closings_make_one_next_session() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "carried");
    meet(&mut ana, &mut ben);
    ana.does(SessionsEdit::Close { session: FIRST });
    ben.does(SessionsEdit::Close { session: FIRST });
    ben.does(SessionsEdit::SetDate { session: FIRST.next(), date: Some("2026-12-02".to_owned()) });
    meet(&mut ana, &mut ben);
    let view = ana.view();
    assert_eq!((view.session.number, view.earlier.len()), (2, 1));
    assert_eq!(view.session.date.as_deref(), Some("2026-12-02"));
    assert_eq!(ana.agenda(), ["carried"]);
}

#[test]
fn a_call_link_applies_until_another_is_given() {
    let (mut ana, _) = ana_and_ben();
    ana.does(SessionsEdit::SetCallLink { session: FIRST, link: "https://meet.example/a".to_owned() });
    ana.does(SessionsEdit::Close { session: FIRST });
    assert_eq!(&*ana.view().session.call_link, "https://meet.example/a");
    ana.does(SessionsEdit::SetCallLink { session: FIRST.next(), link: "javascript:alert(1)".to_owned() });
    assert_eq!(&*ana.view().session.call_link, "javascript:alert(1)", "shown as text, and judged where it is shown");
    assert_eq!(&*ana.view().earlier[0].call_link, "https://meet.example/a");
}

#[test]
fn undo_of_a_closing_reopens_unless_the_other_has_closed_since() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(SessionsEdit::Close { session: FIRST });
    ana.undoes();
    assert_eq!(ana.view().session.number, 1);
    ana.redoes();
    assert_eq!(ana.view().session.number, 2);
    meet(&mut ana, &mut ben);
    ben.does(SessionsEdit::Reopen { session: FIRST });
    ben.does(SessionsEdit::Close { session: FIRST });
    meet(&mut ana, &mut ben);
    assert_eq!(ana.room.undo(ana.who()), Err(Refused::Nothing(Way::Undone)));
    assert_eq!(ana.view().earlier[0].closed.expect("closed").0, BEN);
}

#[test]
fn what_was_talked_about_in_later_sessions_shows_also_after_an_early_one_was_reopened() {
    let (mut ana, _) = ana_and_ben();
    for n in 1..=3u8 {
        ana.adds(n, &format!("{n}"));
        ana.does(AgendaEdit::SetDiscussed { item: item(n), discussed: true });
        let session = ana.view().session.id;
        ana.does(SessionsEdit::Close { session });
    }
    ana.does(SessionsEdit::Reopen { session: FIRST });
    let view = ana.view();
    assert_eq!((view.session.number, view.earlier.len()), (1, 2));
    assert_eq!(view.earlier.iter().map(|session| session.number).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(ana.agenda(), ["1"]);
    ana.does(SessionsEdit::Close { session: FIRST });
    assert_eq!(ana.view().session.number, 4);
}

#[test]
fn a_session_yet_to_come_cannot_be_closed_and_an_unknown_one_is_gone() {
    let (mut ana, _) = ana_and_ben();
    assert_eq!(ana.try_to(SessionsEdit::Close { session: FIRST.next() }), Err(Refused::Gone));
    let unknown = SessionId([7; 8]);
    assert_eq!(ana.try_to(SessionsEdit::SetDate { session: unknown, date: None }), Err(Refused::Gone));
}

#[test]
fn both_have_one_current_item_and_none_once_it_is_deleted() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    ana.does(AgendaEdit::Add { item: item(2), title: "b".to_owned(), place: Place::Last });
    meet(&mut ana, &mut ben);
    ana.does(AgendaEdit::SetCurrent { session: FIRST, item: Some(item(1)) });
    ben.does(AgendaEdit::SetCurrent { session: FIRST, item: Some(item(2)) });
    meet(&mut ana, &mut ben);
    let current = ana.view().current.expect("one of them");
    assert_eq!((current.item, current.by), (item(2), BEN));
    ana.does(AgendaEdit::Delete { item: item(2) });
    assert_eq!(ana.view().current, None);
    assert_eq!(ana.try_to(AgendaEdit::SetCurrent { session: FIRST, item: Some(item(9)) }), Err(Refused::Gone));
}

#[test]
fn each_change_of_a_session_is_reported_as_what_it_was_and_no_other() {
    let (mut ana, mut ben) = ana_and_ben();
    let mut changes_of = |edit| {
        ana.does(edit);
        meet(&mut ana, &mut ben).1
    };
    let date = Some("2026-12-02".to_owned());
    assert_eq!(
        changes_of(Edit::Sessions(SessionsEdit::SetDate { session: FIRST, date })),
        [Change::Sessions(SessionsChange::Dated)]
    );
    let link = "https://meet.example/a".to_owned();
    assert_eq!(
        changes_of(Edit::Sessions(SessionsEdit::SetCallLink { session: FIRST, link })),
        [Change::Sessions(SessionsChange::Linked)]
    );
    assert_eq!(
        changes_of(Edit::Sessions(SessionsEdit::Close { session: FIRST })),
        [Change::Sessions(SessionsChange::Closed)]
    );
    assert_eq!(
        changes_of(Edit::Sessions(SessionsEdit::Reopen { session: FIRST })),
        [Change::Sessions(SessionsChange::Reopened)]
    );
}

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
fn what_was_written_before_the_end_was_known_stays() {
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
fn only_who_ended_the_room_undoes_that_and_earlier_edits_wait_for_it() {
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
fn edits_made_after_the_end_are_undone_before_the_end_is() {
    let (mut ana, _) = ana_and_ben();
    ana.does(AboutEdit::End);
    ana.does(MembersEdit::Rename { member: ANA, name: "Anna".into() });
    ana.undoes();
    assert_eq!(&*ana.view().members[0].name, "Ana");
    assert!(ana.view().ended.is_some());
    ana.undoes();
    assert_eq!(ana.view().ended, None);
}

/// `[P 94]`
#[test]
fn a_newer_revision_beats_a_stale_one_whoever_has_the_higher_client_id() {
    for (first, second) in [(1, 2), (2, 1), (7, 3), (3, 7)] {
        let (mut ana, mut ben) = (Copy::new(first, ANA), Copy::new(second, BEN));
        // Ben closes without knowing that Ana has closed and reopened.
        ana.does(SessionsEdit::Close { session: FIRST });
        ana.does(SessionsEdit::Reopen { session: FIRST });
        ben.does(SessionsEdit::Close { session: FIRST });
        meet(&mut ana, &mut ben);
        assert_eq!(ben.view().session.number, 1);
    }
}
