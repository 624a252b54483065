//! One `match` over everything a person can do: which concept decides it, and what undo calls it.

use crate::{
    about,
    about::AboutEdit,
    agenda,
    agenda::AgendaEdit,
    blocks, devices,
    devices::DevicesEdit,
    edit::Edit,
    keyring,
    keyring::KeyringEdit,
    members,
    members::MembersEdit,
    model::Model,
    pen::Pen,
    refused::Refused,
    schema::Root,
    sessions,
    sessions::SessionsEdit,
    tasks,
    tasks::TasksEdit,
    text::TextEdit,
    timer,
    timer::TimerEdit,
    undo::{Target, Verb},
    values::TextField,
};

/// Does an edit, or says why not before anything is written. Retyping is not for here: see [`crate::Room::edit`].
pub(crate) fn perform(pen: &mut Pen<'_, '_>, model: &Model, edit: &Edit) -> Result<(), Refused> {
    let Model { members, sessions, agenda, tasks, clock, blocks, devices, .. } = model;
    match *edit {
        Edit::Members(MembersEdit::Join { member, ref name, role }) => members::join(pen, members, member, name, role),
        Edit::Members(MembersEdit::Rename { member, ref name }) => members::rename(pen, members, member, name),
        Edit::Members(MembersEdit::SetRole { member, role }) => members::set_role(pen, members, member, role),
        Edit::Members(MembersEdit::JoinNames { from, into }) => members::join_names(pen, members, from, into),
        Edit::About(AboutEdit::SetExpected { ref name }) => about::set_expected(pen, name),
        Edit::About(AboutEdit::SetMode(mode)) => {
            about::set_mode(pen, mode);
            Ok(())
        }
        Edit::About(AboutEdit::SetPlanned(planned)) => {
            about::set_planned(pen, planned);
            Ok(())
        }
        Edit::About(AboutEdit::End) => {
            timer::end(pen, clock);
            about::end(pen, &model.about);
            Ok(())
        }
        Edit::About(AboutEdit::Reopen) => {
            about::reopen(pen);
            Ok(())
        }
        Edit::Devices(DevicesEdit::Add { ref key, ref name, under }) => devices::add(pen, devices, key, name, under),
        Edit::Devices(DevicesEdit::RotateKey { from, by, ref sealed_keys }) => {
            devices::rotate(pen, devices, from, by, sealed_keys)
        }
        Edit::Keyring(KeyringEdit::Hold { ref room, ref secret, me, ref name, from }) => {
            keyring::hold(pen, room, secret, me, name, from)
        }
        Edit::Keyring(KeyringEdit::TakeOff { ref room }) => {
            keyring::take_off(pen, room);
            Ok(())
        }

        Edit::Sessions(SessionsEdit::SetDate { session, ref date }) => {
            sessions::set_date(pen, sessions, session, date.as_deref())
        }
        Edit::Sessions(SessionsEdit::SetCallLink { session, ref link }) => {
            sessions::set_link(pen, sessions, session, link)
        }
        Edit::Sessions(SessionsEdit::Close { session }) => sessions::close(pen, sessions, session),
        Edit::Sessions(SessionsEdit::Reopen { session }) => sessions::reopen(pen, sessions, session),
        Edit::Agenda(AgendaEdit::SetCurrent { session, item }) => {
            if item.is_some_and(|item| !agenda.has(item)) {
                return Err(Refused::Gone);
            }
            sessions::lead(pen, sessions, clock, session, item)
        }

        Edit::Agenda(AgendaEdit::Add { item, ref title, place }) => {
            agenda::add(pen, agenda, sessions, item, title, place)
        }
        Edit::Agenda(AgendaEdit::SetDiscussed { item, discussed }) => {
            agenda::set_discussed(pen, agenda, sessions, item, discussed)
        }
        Edit::Agenda(AgendaEdit::SetMinutes { item, minutes }) => agenda::set_minutes(pen, agenda, item, minutes),
        Edit::Agenda(AgendaEdit::SetRaisedBy { item, member }) => agenda::set_raised_by(pen, agenda, item, member),
        Edit::Agenda(AgendaEdit::Reorder { item, place }) => agenda::move_to(pen, agenda, sessions, item, place),
        Edit::Agenda(AgendaEdit::Postpone { item }) => agenda::put_off(pen, agenda, sessions, item),
        Edit::Agenda(AgendaEdit::TakeUp { item }) => agenda::take_up(pen, agenda, sessions, item),
        Edit::Agenda(AgendaEdit::Answer { item, ref answer }) => agenda::answer(pen, agenda, sessions, item, answer),
        Edit::Agenda(AgendaEdit::Delete { item }) => agenda::delete(pen, agenda, item),
        Edit::Agenda(AgendaEdit::Restore { item }) => agenda::restore(pen, agenda, item),
        Edit::Agenda(AgendaEdit::MakeTask { item, task }) => {
            let title = agenda.title(item).filter(|_| agenda.is_present(item)).ok_or(Refused::Gone)?;
            tasks::add(pen, tasks, task, &title, None, false)?;
            agenda::set_discussed(pen, agenda, sessions, item, true)
        }

        Edit::Tasks(TasksEdit::Add { task, ref title, owner, done }) => {
            tasks::add(pen, tasks, task, title, owner, done)
        }
        Edit::Tasks(TasksEdit::SetStatus { task, status }) => tasks::set_status(pen, tasks, members, task, status),
        Edit::Tasks(TasksEdit::SetOwner { task, owner }) => tasks::set_owner(pen, tasks, members, task, owner),
        Edit::Tasks(TasksEdit::SetDue { task, ref due }) => tasks::set_due(pen, tasks, task, due.as_deref()),
        Edit::Tasks(TasksEdit::SetLink { task, ref link }) => tasks::set_line(pen, tasks, task, "link", link),
        Edit::Tasks(TasksEdit::SetFirstStep { task, ref step }) => tasks::set_line(pen, tasks, task, "step", step),
        Edit::Tasks(TasksEdit::AddComment { task, comment, ref text }) => {
            tasks::comment(pen, tasks, task, comment, text)
        }
        Edit::Tasks(TasksEdit::DeleteComment { task, comment }) => {
            tasks::delete_comment(pen, tasks, members, task, comment)
        }
        Edit::Tasks(TasksEdit::Reorder { task, place }) => tasks::move_to(pen, tasks, task, place),
        Edit::Tasks(TasksEdit::Delete { task }) => tasks::delete(pen, tasks, members, task),
        Edit::Tasks(TasksEdit::Restore { task }) => tasks::restore(pen, tasks, task),

        Edit::Text(TextEdit::Retype { .. }) => Err(Refused::Gone),

        Edit::Timer(TimerEdit::Start { block, kind, budget, ref with }) => {
            timer::start(pen, clock, blocks, members, block, (kind, budget, with))
        }
        Edit::Timer(TimerEdit::Pause { block }) => timer::pause(pen, clock, members, block),
        Edit::Timer(TimerEdit::Resume { block }) => timer::resume(pen, clock, members, block),
        Edit::Timer(TimerEdit::Stop { block }) => timer::stop(pen, clock, members, block),
        Edit::Timer(TimerEdit::AddTime { block, by }) => timer::add(pen, clock, members, block, by),
        Edit::Timer(TimerEdit::Join { block }) => timer::join(pen, clock, members, block),
        Edit::Timer(TimerEdit::SetIntention { block, ref text }) => blocks::intend(pen, block, text),
        Edit::Timer(TimerEdit::Report { block, outcome, ref line }) => {
            blocks::report(pen, blocks, clock, block, outcome, line)
        }
    }
}

/// What undo calls an edit. (Those of the clock, of devices and of keys leave nothing to undo.)
pub(crate) fn name(edit: &Edit) -> (Verb, Target) {
    match *edit {
        Edit::Members(MembersEdit::Join { member, .. }) => (Verb::Add, Target::Member(member)),
        Edit::Members(MembersEdit::Rename { member, .. })
        | Edit::Members(MembersEdit::SetRole { member, .. })
        | Edit::Members(MembersEdit::JoinNames { from: member, .. }) => (Verb::Set, Target::Member(member)),
        Edit::About(AboutEdit::SetExpected { .. })
        | Edit::About(AboutEdit::SetMode(_))
        | Edit::About(AboutEdit::SetPlanned(_))
        | Edit::Devices(DevicesEdit::Add { .. })
        | Edit::Devices(DevicesEdit::RotateKey { .. })
        | Edit::Keyring(KeyringEdit::Hold { .. })
        | Edit::Keyring(KeyringEdit::TakeOff { .. }) => (Verb::Set, Target::Room),
        Edit::About(AboutEdit::End) => (Verb::Close, Target::Room),
        Edit::About(AboutEdit::Reopen) => (Verb::Reopen, Target::Room),
        Edit::Sessions(SessionsEdit::SetDate { session, .. })
        | Edit::Sessions(SessionsEdit::SetCallLink { session, .. }) => (Verb::Set, Target::Session(session)),
        Edit::Sessions(SessionsEdit::Close { session }) => (Verb::Close, Target::Session(session)),
        Edit::Sessions(SessionsEdit::Reopen { session }) => (Verb::Reopen, Target::Session(session)),
        Edit::Agenda(AgendaEdit::SetCurrent { session, item }) => {
            (Verb::SetCurrent, item.map_or(Target::Session(session), Target::Item))
        }
        Edit::Agenda(AgendaEdit::Add { item, .. }) => (Verb::Add, Target::Item(item)),
        Edit::Agenda(AgendaEdit::SetDiscussed { item, .. }) => (Verb::Discuss, Target::Item(item)),
        Edit::Agenda(AgendaEdit::SetMinutes { item, .. }) | Edit::Agenda(AgendaEdit::SetRaisedBy { item, .. }) => {
            (Verb::Set, Target::Item(item))
        }
        Edit::Agenda(AgendaEdit::Reorder { item, .. }) => (Verb::Reorder, Target::Item(item)),
        Edit::Agenda(AgendaEdit::Postpone { item }) => (Verb::Postpone, Target::Item(item)),
        Edit::Agenda(AgendaEdit::TakeUp { item }) => (Verb::TakeUp, Target::Item(item)),
        Edit::Agenda(AgendaEdit::MakeTask { item, .. }) => (Verb::MakeTask, Target::Item(item)),
        Edit::Agenda(AgendaEdit::Answer { item, .. }) => (Verb::Answer, Target::Item(item)),
        Edit::Agenda(AgendaEdit::Delete { item }) => (Verb::Delete, Target::Item(item)),
        Edit::Agenda(AgendaEdit::Restore { item }) => (Verb::Restore, Target::Item(item)),
        Edit::Tasks(TasksEdit::Add { task, .. }) => (Verb::Add, Target::Task(task)),
        Edit::Tasks(TasksEdit::SetStatus { task, .. }) => (Verb::SetStatus, Target::Task(task)),
        Edit::Tasks(TasksEdit::SetOwner { task, .. })
        | Edit::Tasks(TasksEdit::SetDue { task, .. })
        | Edit::Tasks(TasksEdit::SetLink { task, .. })
        | Edit::Tasks(TasksEdit::SetFirstStep { task, .. }) => (Verb::Set, Target::Task(task)),
        Edit::Tasks(TasksEdit::AddComment { task, .. }) => (Verb::Add, Target::Task(task)),
        Edit::Tasks(TasksEdit::DeleteComment { task, .. }) | Edit::Tasks(TasksEdit::Delete { task }) => {
            (Verb::Delete, Target::Task(task))
        }
        Edit::Tasks(TasksEdit::Reorder { task, .. }) => (Verb::Reorder, Target::Task(task)),
        Edit::Tasks(TasksEdit::Restore { task }) => (Verb::Restore, Target::Task(task)),
        Edit::Text(TextEdit::Retype { field, .. }) => (Verb::Type, Target::Text(field)),
        Edit::Timer(TimerEdit::Start { block, .. })
        | Edit::Timer(TimerEdit::Pause { block })
        | Edit::Timer(TimerEdit::Resume { block })
        | Edit::Timer(TimerEdit::Stop { block })
        | Edit::Timer(TimerEdit::AddTime { block, .. })
        | Edit::Timer(TimerEdit::Join { block })
        | Edit::Timer(TimerEdit::SetIntention { block, .. })
        | Edit::Timer(TimerEdit::Report { block, .. }) => (Verb::Set, Target::Block(block)),
    }
}

/// Whether an edit comes letter by letter, so that a run of them is one act.
pub(crate) fn is_typed(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::Text(TextEdit::Retype { .. })
            | Edit::Members(MembersEdit::Rename { .. })
            | Edit::About(AboutEdit::SetExpected { .. })
            | Edit::Sessions(SessionsEdit::SetCallLink { .. })
            | Edit::Tasks(TasksEdit::SetLink { .. })
            | Edit::Tasks(TasksEdit::SetFirstStep { .. })
            | Edit::Timer(TimerEdit::SetIntention { .. })
            | Edit::Timer(TimerEdit::Report { .. })
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
