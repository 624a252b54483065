//! One `match` over everything a person can do: which concept decides it, and what undo calls it.

use crate::{
    about, agenda, blocks, devices,
    edit::{Edit, TextField},
    keyring, members,
    model::Model,
    pen::Pen,
    refused::Refused,
    schema::Root,
    sessions, tasks, timer,
    undo::{Act, Target},
};

/// Does an edit, or says why not before anything is written. Retyping is not for here: see [`crate::Room::edit`].
pub(crate) fn perform(pen: &mut Pen<'_, '_>, model: &Model, edit: &Edit) -> Result<(), Refused> {
    let Model { members, sessions, agenda, tasks, clock, blocks, devices, .. } = model;
    match *edit {
        Edit::Join { member, ref name, role } => members::join(pen, members, member, name, role),
        Edit::Rename { member, ref name } => members::rename(pen, members, member, name),
        Edit::SetRole { member, role } => members::set_role(pen, members, member, role),
        Edit::JoinNames { from, into } => members::join_names(pen, members, from, into),
        Edit::SetExpected { ref name } => about::set_expected(pen, name),
        Edit::SetMode(mode) => {
            about::set_mode(pen, mode);
            Ok(())
        }
        Edit::SetPlanned(planned) => {
            about::set_planned(pen, planned);
            Ok(())
        }
        Edit::EndRoom => {
            timer::end(pen, clock);
            about::end(pen, &model.about);
            Ok(())
        }
        Edit::ReopenRoom => {
            about::reopen(pen);
            Ok(())
        }
        Edit::AddDevice { ref key, ref name, under } => devices::add(pen, devices, key, name, under),
        Edit::Move { from, by, ref pointers } => devices::go(pen, devices, from, by, pointers),
        Edit::HoldKey { ref room, ref secret, me, ref name, from } => keyring::hold(pen, room, secret, me, name, from),
        Edit::TakeOffKey { ref room } => {
            keyring::take_off(pen, room);
            Ok(())
        }

        Edit::SetDate { session, ref date } => sessions::set_date(pen, sessions, session, date.as_deref()),
        Edit::SetCallLink { session, ref link } => sessions::set_link(pen, sessions, session, link),
        Edit::CloseSession { session } => sessions::close(pen, sessions, session),
        Edit::ReopenSession { session } => sessions::reopen(pen, sessions, session),
        Edit::SetCurrent { session, item } => {
            if item.is_some_and(|item| !agenda.has(item)) {
                return Err(Refused::Gone);
            }
            sessions::lead(pen, sessions, clock, session, item)
        }

        Edit::AddItem { item, ref title, place } => agenda::add(pen, agenda, sessions, item, title, place),
        Edit::SetDiscussed { item, discussed } => agenda::set_discussed(pen, agenda, sessions, item, discussed),
        Edit::SetMinutes { item, minutes } => agenda::set_minutes(pen, agenda, item, minutes),
        Edit::SetRaisedBy { item, member } => agenda::set_raised_by(pen, agenda, item, member),
        Edit::MoveItem { item, place } => agenda::move_to(pen, agenda, sessions, item, place),
        Edit::MoveToNextSession { item } => agenda::put_off(pen, agenda, sessions, item),
        Edit::MoveToThisSession { item } => agenda::take_up(pen, agenda, sessions, item),
        Edit::AnswerNow { item, ref answer } => agenda::answer(pen, agenda, sessions, item, answer),
        Edit::DeleteItem { item } => agenda::delete(pen, agenda, item),
        Edit::RestoreItem { item } => agenda::restore(pen, agenda, item),
        Edit::MakeTask { item, task } => {
            let title = agenda.title(item).filter(|_| agenda.is_present(item)).ok_or(Refused::Gone)?;
            tasks::add(pen, tasks, task, &title, None, false)?;
            agenda::set_discussed(pen, agenda, sessions, item, true)
        }

        Edit::AddTask { task, ref title, owner, done } => tasks::add(pen, tasks, task, title, owner, done),
        Edit::SetStanding { task, standing } => tasks::set_standing(pen, tasks, members, task, standing),
        Edit::SetOwner { task, owner } => tasks::set_owner(pen, tasks, members, task, owner),
        Edit::SetDue { task, ref due } => tasks::set_due(pen, tasks, task, due.as_deref()),
        Edit::SetLink { task, ref link } => tasks::set_line(pen, tasks, task, "link", link),
        Edit::SetFirstStep { task, ref step } => tasks::set_line(pen, tasks, task, "step", step),
        Edit::AddComment { task, comment, ref text } => tasks::comment(pen, tasks, task, comment, text),
        Edit::DeleteComment { task, comment } => tasks::delete_comment(pen, tasks, members, task, comment),
        Edit::MoveTask { task, place } => tasks::move_to(pen, tasks, task, place),
        Edit::DeleteTask { task } => tasks::delete(pen, tasks, members, task),
        Edit::RestoreTask { task } => tasks::restore(pen, tasks, task),

        Edit::Retype { .. } => Err(Refused::Gone),

        Edit::StartTimer { block, kind, budget, ref with } => {
            timer::start(pen, clock, blocks, members, block, (kind, budget, with))
        }
        Edit::PauseTimer { block } => timer::pause(pen, clock, members, block),
        Edit::ResumeTimer { block } => timer::resume(pen, clock, members, block),
        Edit::StopTimer { block } => timer::stop(pen, clock, members, block),
        Edit::AddTime { block, by } => timer::add(pen, clock, members, block, by),
        Edit::JoinBlock { block } => timer::join(pen, clock, members, block),
        Edit::SetIntention { block, ref text } => blocks::intend(pen, block, text),
        Edit::Report { block, outcome, ref line } => blocks::report(pen, blocks, clock, block, outcome, line),
    }
}

/// What undo calls an edit. (Those of the clock, of devices and of keys leave nothing to undo.)
pub(crate) fn name(edit: &Edit) -> (Act, Target) {
    match *edit {
        Edit::Join { member, .. } => (Act::Add, Target::Member(member)),
        Edit::Rename { member, .. } | Edit::SetRole { member, .. } | Edit::JoinNames { from: member, .. } => {
            (Act::Set, Target::Member(member))
        }
        Edit::SetExpected { .. }
        | Edit::SetMode(_)
        | Edit::SetPlanned(_)
        | Edit::AddDevice { .. }
        | Edit::Move { .. }
        | Edit::HoldKey { .. }
        | Edit::TakeOffKey { .. } => (Act::Set, Target::Room),
        Edit::EndRoom => (Act::Close, Target::Room),
        Edit::ReopenRoom => (Act::Reopen, Target::Room),
        Edit::SetDate { session, .. } | Edit::SetCallLink { session, .. } => (Act::Set, Target::Session(session)),
        Edit::CloseSession { session } => (Act::Close, Target::Session(session)),
        Edit::ReopenSession { session } => (Act::Reopen, Target::Session(session)),
        Edit::SetCurrent { session, item } => (Act::Lead, item.map_or(Target::Session(session), Target::Item)),
        Edit::AddItem { item, .. } => (Act::Add, Target::Item(item)),
        Edit::SetDiscussed { item, .. } => (Act::Discuss, Target::Item(item)),
        Edit::SetMinutes { item, .. } | Edit::SetRaisedBy { item, .. } => (Act::Set, Target::Item(item)),
        Edit::MoveItem { item, .. } => (Act::Move, Target::Item(item)),
        Edit::MoveToNextSession { item } => (Act::PutOff, Target::Item(item)),
        Edit::MoveToThisSession { item } => (Act::TakeUp, Target::Item(item)),
        Edit::MakeTask { item, .. } => (Act::MakeTask, Target::Item(item)),
        Edit::AnswerNow { item, .. } => (Act::Answer, Target::Item(item)),
        Edit::DeleteItem { item } => (Act::Delete, Target::Item(item)),
        Edit::RestoreItem { item } => (Act::Restore, Target::Item(item)),
        Edit::AddTask { task, .. } => (Act::Add, Target::Task(task)),
        Edit::SetStanding { task, .. } => (Act::Settle, Target::Task(task)),
        Edit::SetOwner { task, .. }
        | Edit::SetDue { task, .. }
        | Edit::SetLink { task, .. }
        | Edit::SetFirstStep { task, .. } => (Act::Set, Target::Task(task)),
        Edit::AddComment { task, .. } => (Act::Add, Target::Task(task)),
        Edit::DeleteComment { task, .. } | Edit::DeleteTask { task } => (Act::Delete, Target::Task(task)),
        Edit::MoveTask { task, .. } => (Act::Move, Target::Task(task)),
        Edit::RestoreTask { task } => (Act::Restore, Target::Task(task)),
        Edit::Retype { field, .. } => (Act::Type, Target::Text(field)),
        Edit::StartTimer { block, .. }
        | Edit::PauseTimer { block }
        | Edit::ResumeTimer { block }
        | Edit::StopTimer { block }
        | Edit::AddTime { block, .. }
        | Edit::JoinBlock { block }
        | Edit::SetIntention { block, .. }
        | Edit::Report { block, .. } => (Act::Set, Target::Block(block)),
    }
}

/// Whether an edit comes letter by letter, so that a run of them is one act.
pub(crate) fn is_typed(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::Retype { .. }
            | Edit::Rename { .. }
            | Edit::SetExpected { .. }
            | Edit::SetCallLink { .. }
            | Edit::SetLink { .. }
            | Edit::SetFirstStep { .. }
            | Edit::SetIntention { .. }
            | Edit::Report { .. }
    )
}

/// Which map a field's text is in, and under what.
pub(crate) fn address(field: TextField) -> (Root, String, &'static str) {
    match field {
        TextField::ItemTitle(item) => (Root::Items, item.to_string(), "title"),
        TextField::ItemNotes(item) => (Root::Items, item.to_string(), "notes"),
        TextField::TaskTitle(task) => (Root::Tasks, task.to_string(), "title"),
    }
}
