//! All facts of the document as plain structures, kept up to date by the keys that changed; and what involves several
//! concepts: edits that entail an edit of another concept, views that two concepts make.
//!
//! What yrs does not check is checked here: the facts are typed, complete, and the same on all devices that have the
//! same updates.

use std::{rc::Rc, sync::Arc};

use litemap::LiteMap;
use yrs::Transaction;

use crate::{
    about::{self, AboutEdit},
    agenda::{self, AgendaEdit, Item},
    agreement,
    commitments::CommitmentsEdit,
    concept::{Concept, show_list, show_value},
    context::Context,
    edit::{Change, Concepts, Edit},
    handoffs::{HandoffReply, HandoffsEdit},
    id::SessionId,
    keys::Keys,
    rows,
    schema::{Root, Roots, Slot, of_id},
    sessions::SessionsEdit,
    tasks::{self, TasksEdit},
    text::TextEdit,
    timer::TimerEdit,
    values::{Moment, Place, Refused, Status, TextField, Who},
    view::{Session, View},
    writer::Writer,
};

/// All facts of a room.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) concepts: Concepts,
    pub(crate) context: Context,
}

impl Default for Model {
    fn default() -> Self {
        let mut model = Self { concepts: Concepts::default(), context: Context::default() };
        model.concepts.sessions.derive(true, &mut model.context);
        model
    }
}

/// A view, and until when it stays valid if the document does not change.
pub(crate) struct TimedView {
    pub(crate) view: Rc<View>,
    pub(crate) until: Option<Moment>,
}

impl Model {
    /// Reads what changed, and reports the changes.
    pub(crate) fn read(&mut self, txn: &Transaction<'_>, roots: &Roots, changed: &[(Root, Arc<str>)]) -> Vec<Change> {
        let mut keys = Keys::changed(changed, roots);
        let mut changes = self.concepts.read(txn, roots, &mut self.context, &mut keys);
        if changes.is_empty() && !changed.is_empty() {
            changes.push(Change::Other);
        }
        changes
    }

    /// Reads the concepts whose code has come since, and reports what they hold as changes.
    pub(crate) fn learn(&mut self, txn: &Transaction<'_>, roots: &Roots) -> Vec<Change> {
        let new = self.concepts.learn();
        if new.is_empty() {
            return Vec::new();
        }
        self.concepts.read(txn, roots, &mut self.context, &mut Keys::of(txn, roots, &new))
    }

    /// Reads the whole document.
    pub(crate) fn read_all(txn: &Transaction<'_>, roots: &Roots) -> Self {
        let mut model = Self::default();
        model.concepts.read(txn, roots, &mut model.context, &mut Keys::all(txn, roots));
        model
    }

    /// Refuses what only the owner of a commitment may do: to say something of it, and to reword it.
    pub(crate) fn allows(&self, who: Who, edit: &Edit) -> Result<(), Refused> {
        match edit {
            Edit::Text(TextEdit::Retype { field, .. }) => self.may_type(who, *field),
            Edit::Commitments(edit) => self.concepts.tasks.is_own(edit.task(), &self.context.people, who.me),
            _ => Ok(()),
        }
    }

    /// Whether this member may write in a text.
    pub(crate) fn may_type(&self, who: Who, field: TextField) -> Result<(), Refused> {
        match field {
            TextField::TaskTitle(task) => self.concepts.tasks.may_reword(task, &self.context.people, who.me),
            TextField::ItemTitle(_) | TextField::ItemNotes(_) | TextField::Wording(_) => Ok(()),
        }
    }

    /// Performs an edit, or refuses it before anything is written. (Text edits are performed by
    /// [`crate::Room::edit`].)
    pub(crate) fn perform(&self, writer: &mut Writer<'_, '_>, edit: &Edit) -> Result<(), Refused> {
        let entailed = self.entailed(edit, writer.who);
        if let Some(entailed) = &entailed {
            self.concepts.perform(writer, &self.context, entailed)?;
        }
        self.concepts.perform(writer, &self.context, edit)?;
        if let Edit::Handoffs(HandoffsEdit::Talk { handoff, check_back, giver, .. }) = edit {
            let item = handoff.talk(check_back);
            if !self.concepts.agenda.has(item) {
                // Whichever device it was, it is the giver's point.
                writer.write(agenda::slot(item, "raised_by"), of_id(giver.0));
            }
            // No hand did it: undo takes back what this person did before.
            writer.parts.clear();
        }
        if self.concepts.about.is_new() {
            about::write_version(writer);
        }
        Ok(())
    }

    /// The edit of another concept that an edit entails. It is performed first: where it applies, the edit itself
    /// must apply too.
    fn entailed(&self, edit: &Edit, who: Who) -> Option<Edit> {
        match edit {
            Edit::About(AboutEdit::End) => {
                let block = self.context.running?.block;
                Some(TimerEdit::Stop { block }.into())
            }
            Edit::Agenda(AgendaEdit::MakeTask { item, task }) => {
                let title = self.concepts.agenda.title(*item)?.to_owned();
                Some(TasksEdit::Add { task: *task, title, owner: None, done: false }.into())
            }
            // A hand-off is an ask with terms: who has the task is what the task says.
            Edit::Handoffs(handed) => {
                self.concepts.check(&self.context, who, edit).ok()?;
                match handed {
                    HandoffsEdit::Offer { task, to, .. } => {
                        Some(TasksEdit::SetOwner { task: *task, owner: Some(*to) }.into())
                    }
                    HandoffsEdit::Answer { task, reply, .. } => {
                        let owner = (*reply != HandoffReply::GivenBack).then_some(who.me);
                        Some(TasksEdit::SetOwner { task: *task, owner }.into())
                    }
                    // A point that is there, or was deleted, stays as it is.
                    HandoffsEdit::Talk { handoff, check_back, title, .. } => {
                        let (item, title) = (handoff.talk(check_back), title.clone());
                        Some(AgendaEdit::Add { item, title, place: Place::Last }.into())
                    }
                    _ => None,
                }
            }
            Edit::Commitments(CommitmentsEdit::Answer { task, came, .. }) => {
                let status = came.map_or(Status::Open, |came| came.status());
                Some(TasksEdit::SetStatus { task: *task, status }.into())
            }
            Edit::Agenda(AgendaEdit::WrapUp { session, .. }) => Some(SessionsEdit::Close { session: *session }.into()),
            _ => None,
        }
    }

    /// The view from the facts: of the one before, what did not change stays the very same `Rc`.
    pub(crate) fn show(&mut self, old: Option<&View>, now: Moment) -> TimedView {
        let mut view = old.cloned().unwrap_or_default();
        self.concepts.show(&self.context, &mut view);
        let Self { concepts, context } = &*self;
        show_value(&mut view.session, self.session(context.series.open(), Rc::from([])));
        let mut known: LiteMap<SessionId, &Rc<Session>> = LiteMap::new();
        for session in view.earlier.iter() {
            known.insert(session.id, session);
        }
        let earlier = context.series.closed().map(|id| {
            let session = self.session(id, concepts.agenda.discussed_in(id).into());
            let known = known.get(&id).filter(|known| ****known == session);
            known.map_or_else(|| Rc::new(session), |known| Rc::clone(known))
        });
        let earlier = earlier.collect();
        show_list(&mut view.earlier, earlier);
        let (bin, until) = rows::bin(concepts.agenda.binned(context).chain(concepts.tasks.binned(context)), now);
        show_list(&mut view.bin, bin);
        TimedView { view: Rc::new(view), until }
    }

    fn session(&self, id: SessionId, items: Rc<[Rc<Item>]>) -> Session {
        let (sessions, series) = (&self.concepts.sessions, &self.context.series);
        Session {
            id,
            number: series.number(id).unwrap_or(1),
            date: sessions.date(id).cloned(),
            call_link: sessions.link(id, series).cloned().unwrap_or_else(|| Rc::from("")),
            closed: sessions.closing(id).map(|(by, at)| (self.context.people.person(by), at)),
            items,
        }
    }
}

/// The slot of a shared text.
pub(crate) fn slot_of(field: TextField) -> Slot {
    match field {
        TextField::ItemTitle(item) => agenda::slot(item, "title"),
        TextField::ItemNotes(item) => agenda::slot(item, "notes"),
        TextField::TaskTitle(task) => tasks::slot(task, "title"),
        TextField::Wording(wording) => agreement::slot(wording, "text"),
    }
}
