//! Tasks: who may decide about them, and that none is lost.

use alongside_room::{
    AgendaChange, AgendaEdit, Change, CommentId, Edit, MembersEdit, Place, Refused, SessionId, SessionsEdit, Status,
    TasksChange, TasksEdit,
};

use crate::common::*;

const SAID: CommentId = CommentId([1; 8]);

#[test]
fn only_its_owner_closes_a_commitment() {
    let (mut ana, mut ben) = ana_and_ben();
    ben.adds_task(1, "Write the plan", Some(BEN));
    meet(&mut ana, &mut ben);
    let not_hers = Err(Refused::NotYours { owner: BEN });
    assert_eq!(ana.try_to(TasksEdit::SetStatus { task: task(1), status: Status::Done }), not_hers);
    assert_eq!(ana.try_to(TasksEdit::SetOwner { task: task(1), owner: Some(ANA) }), not_hers);
    assert_eq!(ana.try_to(TasksEdit::Delete { task: task(1) }), not_hers);
    ben.does(TasksEdit::SetStatus { task: task(1), status: Status::Done });
    let news = meet(&mut ana, &mut ben).0;
    assert_eq!(news, [Change::Tasks(TasksChange::Done(task(1)))]);
    let shown = ana.view().tasks[0].clone();
    assert_eq!((shown.status, shown.status_since), (Status::Done, Some(ben.now)));
}

#[test]
fn a_task_stays_an_ask_until_its_owner_takes_it_on() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds_task(1, "Write the plan", Some(BEN));
    meet(&mut ana, &mut ben);
    assert!(ben.view().tasks[0].is_ask());
    ben.does(TasksEdit::SetOwner { task: task(1), owner: Some(BEN) });
    assert_eq!(meet(&mut ana, &mut ben).0, [Change::Tasks(TasksChange::Taken(task(1)))]);
    assert!(!ana.view().tasks[0].is_ask());
    assert_eq!(ana.try_to(TasksEdit::SetOwner { task: task(1), owner: None }), Err(Refused::NotYours { owner: BEN }));
    ben.does(TasksEdit::SetOwner { task: task(1), owner: None });
    meet(&mut ana, &mut ben);
    ana.does(TasksEdit::SetOwner { task: task(1), owner: Some(ANA) });
    assert!(!ana.view().tasks[0].is_ask());
}

#[test]
fn who_is_asked_may_decline() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds_task(1, "Write the plan", Some(BEN));
    meet(&mut ana, &mut ben);
    ben.does(TasksEdit::SetOwner { task: task(1), owner: None });
    assert_eq!(meet(&mut ana, &mut ben).0, [Change::Tasks(TasksChange::Declined(task(1)))]);
    assert_eq!(ana.view().tasks[0].owner, None);
    ben.undoes();
    meet(&mut ana, &mut ben);
    assert!(ana.view().tasks[0].is_ask());
    // Who asks takes it back: that is no answer.
    ana.does(TasksEdit::SetOwner { task: task(1), owner: None });
    assert_eq!(meet(&mut ana, &mut ben).1, [Change::Tasks(TasksChange::Changed(task(1)))]);
}

#[test]
fn two_names_of_one_person_count_as_one() {
    let (mut ana, mut ben) = ana_and_ben();
    let again = alongside_room::MemberId(*b"ben-two-");
    let role = alongside_room::Role::Coachee;
    ben.does(MembersEdit::Join { member: again, name: "Ben".to_owned(), role });
    ben.adds_task(1, "Write the plan", Some(BEN));
    ben.me = again;
    let done = Edit::Tasks(TasksEdit::SetStatus { task: task(1), status: Status::Done });
    assert_eq!(ben.try_to(done.clone()), Err(Refused::NotYours { owner: BEN }));
    ben.does(MembersEdit::JoinNames { from: again, into: BEN });
    // The other way round changes nothing: the two are one person already.
    ben.does(MembersEdit::JoinNames { from: BEN, into: again });
    ben.does(done);
    meet(&mut ana, &mut ben);
    let view = ana.view();
    assert_eq!(view.members.len(), 2);
    assert_eq!(view.member(again).expect("Ben").id, BEN);
    assert!(!view.tasks[0].is_ask());
}

#[test]
fn both_join_the_names_the_other_way_round_at_once_and_agree() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(MembersEdit::JoinNames { from: ANA, into: BEN });
    ben.does(MembersEdit::JoinNames { from: BEN, into: ANA });
    meet(&mut ana, &mut ben);
    assert_eq!(ana.view().members.len(), 1);
    assert_eq!(ana.view().members[0].also.len(), 1);
}

#[test]
fn tasks_follow_from_session_to_session() {
    let (mut ana, _) = ana_and_ben();
    ana.adds_task(1, "open", None);
    ana.does(TasksEdit::Add { task: task(2), title: "done before".to_owned(), owner: None, done: true });
    ana.does(SessionsEdit::Close { session: SessionId::FIRST });
    assert_eq!(ana.tasks(), ["open", "done before"]);
    ana.does(TasksEdit::Reorder { task: task(2), place: Place::First });
    assert_eq!(ana.tasks(), ["done before", "open"]);
}

#[test]
fn a_point_becomes_a_task_and_stays_as_it_is() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "Say no to ops");
    ana.does(AgendaEdit::MakeTask { item: item(1), task: task(1) });
    meet(&mut ana, &mut ben);
    assert_eq!(ben.tasks(), ["Say no to ops"]);
    assert_eq!(ben.view().agenda[0].discussed, None, "nobody has talked about it");
    ana.undoes();
    assert!(ana.tasks().is_empty());
    assert_eq!(ana.view().agenda[0].discussed, None);
}

#[test]
fn only_ones_own_comment_can_be_deleted() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds_task(1, "Write the plan", Some(ANA));
    ana.does(TasksEdit::AddComment { task: task(1), comment: SAID, text: "draft is there".to_owned() });
    let news = meet(&mut ana, &mut ben).1;
    assert!(news.contains(&Change::Tasks(TasksChange::Added(task(1)))));
    let back = Edit::Tasks(TasksEdit::DeleteComment { task: task(1), comment: SAID });
    assert_eq!(ben.try_to(back.clone()), Err(Refused::NotYours { owner: ANA }));
    ana.does(back);
    assert!(ana.view().tasks[0].comments.is_empty());
    ana.undoes();
    assert_eq!(&*ana.view().tasks[0].comments[0].text, "draft is there");
}

#[test]
fn what_was_deleted_stays_in_the_bin_for_thirty_days() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds_task(1, "Write the plan", None);
    ana.adds(1, "Say no to ops");
    ana.does(TasksEdit::Delete { task: task(1) });
    ana.wait(1);
    ana.does(AgendaEdit::Delete { item: item(1) });
    ben.now = ana.now;
    let news = meet(&mut ana, &mut ben).1;
    assert_eq!(news.iter().filter(|change| **change == Change::Tasks(TasksChange::Gone(task(1)))).count(), 1);
    let titles = |copy: &mut Copy| copy.view().bin.iter().map(|binned| binned.title.to_string()).collect::<Vec<_>>();
    assert_eq!(titles(&mut ben), ["Say no to ops", "Write the plan"]);
    ben.does(AgendaEdit::Restore { item: item(1) });
    assert_eq!(meet(&mut ana, &mut ben).0, [Change::Agenda(AgendaChange::Added(item(1)))]);
    ana.wait(30 * 24 * 60 * 60 * 1_000 - 2);
    assert_eq!(titles(&mut ana), ["Write the plan"]);
    ana.wait(1);
    assert!(titles(&mut ana).is_empty());
}

#[test]
fn each_change_of_a_task_is_reported_as_what_it_was() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds_task(1, "Write the plan", None);
    meet(&mut ana, &mut ben);
    let changes = [
        (Status::Done, Change::Tasks(TasksChange::Done(task(1)))),
        (Status::Open, Change::Tasks(TasksChange::Reopened(task(1)))),
        (Status::LetGo, Change::Tasks(TasksChange::LetGo(task(1)))),
    ];
    for (status, change) in changes {
        ana.does(TasksEdit::SetStatus { task: task(1), status });
        assert_eq!(meet(&mut ana, &mut ben).1, [change]);
    }
}
