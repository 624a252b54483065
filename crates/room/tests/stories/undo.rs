//! Undo is one's own, and never the other's.

use alongside_room::{
    AgendaEdit, Edit, MembersEdit, Refused, Status, Target, TasksEdit, TextField, TimerEdit, Verb, Way,
};

use crate::common::*;

const NOTES: TextField = TextField::ItemNotes(alongside_room::ItemId([1; 8]));

#[test]
fn an_undo_of_adding_is_refused_once_the_other_has_written_in_it() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(2, "Growth plan");
    ana.adds(1, "Say no to ops");
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "Ben's words");
    meet(&mut ana, &mut ben);
    assert_eq!(ana.room.undo(ana.who()), Err(Refused::WrittenIn(Target::Item(item(1)))));
    assert_eq!(ana.agenda().len(), 2);
    assert_eq!(ana.undoes().target, Target::Item(item(2)), "said once, it is not in the way of what was done before");
    ana.does(AgendaEdit::Delete { item: item(1) });
    assert_eq!(ana.agenda().len(), 0, "to delete it is another thing");
}

#[test]
fn an_adding_that_was_redone_is_as_safe() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "Say no to ops");
    ana.undoes();
    ana.redoes();
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "Ben's words");
    meet(&mut ana, &mut ben);
    assert_eq!(ana.room.undo(ana.who()), Err(Refused::WrittenIn(Target::Item(item(1)))));
    assert_eq!(ana.agenda().len(), 1);
}

#[test]
fn undoing_my_add_keeps_what_i_wrote_myself_for_redo() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "Say no to ops");
    ana.types(NOTES, "mine");
    meet(&mut ana, &mut ben);
    ana.undoes();
    assert_eq!((ana.undoes().verb, ana.agenda().len()), (Verb::Add, 0));
    ana.redoes();
    ana.redoes();
    assert_eq!(ana.text(NOTES), "mine");
}

/// The relay may lose both frames: a replica without them shows the same, and what Ana does next waits there for ever.
#[test]
fn what_was_changed_and_changed_back_counts_when_two_replicas_are_compared() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(MembersEdit::Rename { member: ANA, name: "Anna".to_owned() });
    ana.undoes();
    let lost = std::mem::take(&mut ana.unsent);
    assert_eq!(ana.view().members, ben.view().members);
    assert_ne!(ana.room.digest(), ben.room.digest());
    ana.adds(1, "Say no to ops");
    for update in std::mem::take(&mut ana.unsent) {
        ben.room.apply(&update).expect("an update");
    }
    assert!(ben.room.has_pending());
    let missing = ana.room.missing_from(&ben.room.state_vector()).expect("a state vector");
    ben.room.apply(&missing).expect("an update");
    assert_eq!((ben.agenda().len(), ben.room.has_pending(), lost.len()), (1, false, 2));
    assert_eq!(ana.room.digest(), ben.room.digest());
}

/// Types a text letter by letter, a letter in a tenth of a second.
fn types_letters(person: &mut Copy, text: &str) {
    let before = person.text(NOTES);
    for (at, letter) in text.char_indices() {
        person.types(NOTES, &format!("{before}{}", &text[..at + letter.len_utf8()]));
        person.wait(100);
    }
}

/// The text after each undo in it, until nothing is left.
fn undone_in_notes(person: &mut Copy) -> Vec<String> {
    let mut texts = Vec::new();
    while person.room.undo_in(person.who(), NOTES).is_ok() {
        texts.push(person.text(NOTES));
    }
    texts
}

#[test]
fn undo_in_a_text_goes_by_words_and_never_leaves_it() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "a");
    types_letters(&mut ana, "one two\nthree");
    ana.does(AgendaEdit::SetMinutes { item: item(1), minutes: Some(10) });
    assert_eq!(undone_in_notes(&mut ana), ["one two\n", "one ", ""]);
    assert_eq!(ana.room.undo_in(ana.who(), NOTES), Err(Refused::NothingInText(Way::Undone)));
    assert_eq!((ana.agenda().len(), ana.view().agenda[0].minutes), (1, Some(10)));
    for _ in 0..3 {
        ana.room.redo_in(ana.who(), NOTES).expect("it was undone");
    }
    assert_eq!(ana.text(NOTES), "one two\nthree");
    assert_eq!(ana.room.redo_in(ana.who(), NOTES), Err(Refused::NothingInText(Way::Redone)));
}

#[test]
fn what_is_undone_at_once_is_a_paste_whole_or_twenty_letters_or_one_run_of_deleting() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "a");
    types_letters(&mut ana, "w");
    let paste = "pasted words ".repeat(1_000);
    ana.types(NOTES, &format!("w{paste}"));
    ana.wait(100);
    types_letters(&mut ana, "x");
    assert_eq!(undone_in_notes(&mut ana), [format!("w{paste}"), "w".to_owned(), String::new()]);

    types_letters(&mut ana, &"abcde".repeat(9));
    assert_eq!(undone_in_notes(&mut ana), ["abcde".repeat(8), "abcde".repeat(4), String::new()]);

    types_letters(&mut ana, "abc");
    for rest in ["ab", "a"] {
        ana.types(NOTES, rest);
        ana.wait(100);
    }
    assert_eq!(undone_in_notes(&mut ana), ["abc", ""]);
}

#[test]
fn what_undo_would_take_back_is_known_before() {
    let (mut ana, mut ben) = ana_and_ben();
    assert_eq!(ana.room.next_undo(), None);
    ana.adds(1, "a");
    ana.does(AgendaEdit::SetMinutes { item: item(1), minutes: Some(10) });
    let next = |person: &mut Copy| person.room.next_undo().map(|next| (next.verb, next.target));
    assert_eq!(next(&mut ana), Some((Verb::Set, Target::Item(item(1)))));
    meet(&mut ana, &mut ben);
    ben.does(AgendaEdit::SetMinutes { item: item(1), minutes: Some(20) });
    meet(&mut ana, &mut ben);
    assert_eq!(next(&mut ana), Some((Verb::Add, Target::Item(item(1)))), "his minutes are not mine to undo");
    ana.undoes();
    assert_eq!(next(&mut ana), None);
    assert_eq!(ana.room.next_redo().map(|next| next.verb), Some(Verb::Add));
}

#[test]
fn a_value_the_other_set_meanwhile_is_not_undone_even_if_it_reads_the_same() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    ana.does(AgendaEdit::SetMinutes { item: item(1), minutes: Some(10) });
    meet(&mut ana, &mut ben);
    ben.does(AgendaEdit::SetMinutes { item: item(1), minutes: Some(20) });
    ben.does(AgendaEdit::SetMinutes { item: item(1), minutes: Some(10) });
    meet(&mut ana, &mut ben);
    let undone = ana.undoes();
    assert_eq!(undone.verb, Verb::Add, "there was nothing of the minutes left to undo");
    ana.redoes();
    assert_eq!(ana.view().agenda[0].minutes, Some(10));
}

#[test]
fn typing_is_undone_in_runs_and_the_others_letters_stay() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    for end in 1..=5 {
        ana.types(NOTES, &"hello"[..end]);
        ana.wait(200);
    }
    ana.wait(2_000);
    ana.types(NOTES, "hello world");
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "hello BEN world");
    meet(&mut ana, &mut ben);
    let undone = ana.undoes();
    assert_eq!((undone.verb, undone.target), (Verb::Type, Target::Text(NOTES)));
    assert_eq!(ana.text(NOTES), "helloBEN ");
    ana.undoes();
    assert_eq!(ana.text(NOTES), "BEN ");
    meet(&mut ana, &mut ben);
    ana.redoes();
    ana.redoes();
    assert_eq!(ana.text(NOTES), "hello BEN world");
    meet(&mut ana, &mut ben);
    assert_eq!(ben.room.undo(ben.who()).map(|undone| undone.verb), Ok(Verb::Type));
    assert_eq!(ben.text(NOTES), "hello world");
}

#[test]
fn what_i_deleted_comes_back_with_undo() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(1, "a");
    ben.wait(1);
    meet(&mut ana, &mut ben);
    ben.types(NOTES, "Ben wrote this 🎉");
    meet(&mut ana, &mut ben);
    ana.types(NOTES, "");
    meet(&mut ana, &mut ben);
    assert_eq!(ben.text(NOTES), "");
    ana.undoes();
    meet(&mut ana, &mut ben);
    assert_eq!(ben.text(NOTES), "Ben wrote this 🎉");
}

#[test]
fn edits_of_all_kinds_are_undone_in_one_order() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "a");
    ana.types(NOTES, "n");
    ana.does(AgendaEdit::SetDiscussed { item: item(1), discussed: true });
    ana.types(NOTES, "no");
    ana.does(AgendaEdit::Delete { item: item(1) });
    let verbs: Vec<_> = (0..5).map(|_| ana.undoes().verb).collect();
    assert_eq!(verbs, [Verb::Delete, Verb::Type, Verb::Discuss, Verb::Type, Verb::Add]);
    assert_eq!(ana.room.undo(ana.who()), Err(Refused::Nothing(Way::Undone)));
    let verbs: Vec<_> = (0..5).map(|_| ana.redoes().verb).collect();
    assert_eq!(verbs, [Verb::Add, Verb::Type, Verb::Discuss, Verb::Type, Verb::Delete]);
    ana.undoes();
    ana.adds(2, "b");
    assert!(!ana.room.can_redo(), "a new edit clears the redo stack");
}

#[test]
fn an_answer_is_undone_whole() {
    let (mut ana, _) = ana_and_ben();
    ana.adds(1, "a\nnotes");
    ana.does(AgendaEdit::Answer { item: item(1), answer: "Yes, by Friday".to_owned() });
    assert_eq!(ana.text(NOTES), "notes\n\nYes, by Friday");
    assert!(ana.view().agenda[0].discussed.is_some());
    ana.undoes();
    assert_eq!(ana.text(NOTES), "notes");
    assert!(ana.view().agenda[0].discussed.is_none());
}

#[test]
fn an_intention_typed_letter_by_letter_is_one_undo_step() {
    let (mut ana, _) = ana_and_ben();
    for text in ["p", "pl", "plan"] {
        ana.does(TimerEdit::SetIntention { block: block(1), text: text.to_owned() });
    }
    ana.undoes();
    assert!(!ana.room.can_undo());
}

#[test]
fn undoing_my_add_keeps_a_task_that_the_other_has_taken_on() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds_task(1, "Write the plan", None);
    ana.undoes();
    ana.redoes();
    ana.adds_task(2, "Read it", None);
    for n in [1, 2] {
        ana.does(TasksEdit::SetOwner { task: task(n), owner: Some(BEN) });
    }
    meet(&mut ana, &mut ben);
    for n in [1, 2] {
        ben.does(TasksEdit::SetOwner { task: task(n), owner: Some(BEN) });
    }
    meet(&mut ana, &mut ben);
    while ana.room.undo(ana.who()).is_ok() {}
    ana.collect();
    meet(&mut ana, &mut ben);
    assert_eq!(ben.tasks(), ["Write the plan", "Read it"]);
    assert!(ben.view().tasks.iter().all(|task| task.owner == Some(BEN) && !task.is_ask()));
}

#[test]
fn undoing_my_tick_does_not_reopen_a_task_that_the_other_has_taken_on() {
    let (mut ana, mut ben) = ana_and_ben();
    ben.adds_task(1, "Write the plan", None);
    meet(&mut ana, &mut ben);
    ana.does(TasksEdit::SetStatus { task: task(1), status: Status::Done });
    meet(&mut ana, &mut ben);
    ben.does(TasksEdit::SetOwner { task: task(1), owner: Some(BEN) });
    meet(&mut ana, &mut ben);
    while ana.room.undo(ana.who()).is_ok() {}
    assert_eq!(ana.view().tasks[0].status, Status::Done);
}

#[test]
fn what_was_done_in_one_act_is_undone_and_redone_at_once() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.adds(9, "before");
    let add =
        |n, title: &str| Edit::Tasks(TasksEdit::Add { task: task(n), title: title.into(), owner: None, done: false });
    ana.does(add(1, "Send the notes"));
    let due = Some("2026-12-04".to_owned());
    ana.does(Edit::from(TasksEdit::SetDue { task: task(1), due: due.clone() }).also());
    for n in 2..=200 {
        ana.does(add(n, "Another").also());
    }
    meet(&mut ana, &mut ben);
    assert_eq!((ben.view().tasks[0].due.clone(), ben.tasks().len()), (due.clone(), 200));

    let undone = ana.undoes();
    assert_eq!((undone.verb, undone.target), (Verb::Add, Target::Task(task(1))));
    assert_eq!((ana.tasks().len(), ana.agenda().len()), (0, 1));
    assert!(ana.unsent.iter().all(|update| update.len() < 48 * 1024), "each update fits a frame");
    ana.redoes();
    meet(&mut ana, &mut ben);
    assert_eq!((ben.view().tasks[0].due.clone(), ben.tasks().len()), (due, 200));
    ana.undoes();
    assert_eq!(ana.undoes().target, Target::Item(item(9)), "the act before is a step of its own");
}

#[test]
fn letters_and_a_fact_of_one_act_are_undone_at_once() {
    let (mut ana, _) = ana_and_ben();
    let title = TextField::TaskTitle(task(1));
    ana.adds_task(1, "Send the notes fri", None);
    ana.types(title, "Send the notes");
    ana.does(Edit::from(TasksEdit::SetDue { task: task(1), due: Some("2026-12-04".into()) }).also());
    ana.undoes();
    assert_eq!((ana.text(title), ana.view().tasks[0].due.clone()), ("Send the notes fri".into(), None));
    ana.redoes();
    assert_eq!((ana.text(title), ana.view().tasks[0].due.is_some()), ("Send the notes".into(), true));
}

#[test]
fn what_both_are_at_goes_back_and_forth_by_as_many_steps_as_it_was_led() {
    let (mut ana, mut ben) = ana_and_ben();
    (1..=3).for_each(|n| ana.adds(n, "a point"));
    let session = ana.view().session.id;
    let at = |copy: &mut Copy| copy.view().current.map(|current| current.item.0[0]);
    for n in 1..=3 {
        ana.does(AgendaEdit::SetCurrent { session, item: Some(item(n)) });
    }
    for n in [Some(2), Some(1), None] {
        ana.undoes();
        assert_eq!(at(&mut ana), n);
    }
    for n in 1..=3 {
        ana.redoes();
        assert_eq!(at(&mut ana), Some(n));
    }
    ana.undoes();
    meet(&mut ana, &mut ben);
    // Where the other led on meanwhile, there is nothing of hers to take back.
    ben.does(AgendaEdit::SetCurrent { session, item: Some(item(3)) });
    meet(&mut ana, &mut ben);
    assert_eq!(ana.undoes().verb, Verb::Add, "what she did before");
}
