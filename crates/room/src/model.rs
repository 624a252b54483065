//! The document as facts in plain structures, kept in step with it by the keys that changed.
//!
//! Rules read here and not in yrs: what stands here is typed, complete, and the same on all devices that have the same
//! updates.

use std::{cmp::Ordering, rc::Rc, sync::Arc};

use yrs::{Map, Out, ReadTxn};

use crate::{
    about::About,
    about::AboutChange,
    agenda::Agenda,
    agenda::AgendaChange,
    blocks::Blocks,
    devices::Devices,
    edit::Change,
    keyring::Keyring,
    members::Members,
    members::MembersChange,
    schema::{Root, Roots},
    sessions::Sessions,
    sessions::SessionsChange,
    tasks::Tasks,
    timer::Clock,
    timer::TimerChange,
    values::Date,
};

/// For each root the keys whose values, or something below them, changed.
#[derive(Debug, Default)]
pub(crate) struct Changed([Vec<Arc<str>>; Root::ALL.len()]);

impl Changed {
    pub(crate) fn note(&mut self, root: Root, key: Arc<str>) {
        self.0[root as usize].push(key);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    fn keys(&self) -> [Vec<&str>; Root::ALL.len()] {
        self.0.each_ref().map(|keys| keys.iter().map(|key| &**key).collect())
    }
}

/// All facts of a room.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) about: About,
    pub(crate) members: Members,
    pub(crate) sessions: Sessions,
    pub(crate) agenda: Agenda,
    pub(crate) tasks: Tasks,
    pub(crate) clock: Clock,
    pub(crate) blocks: Blocks,
    pub(crate) devices: Devices,
    pub(crate) keyring: Keyring,
}

/// The open session, as it is compared.
struct Open {
    number: u32,
    date: Option<Date>,
    link: Option<Rc<str>>,
}

impl Open {
    /// What was done to it that this came of it. The date and the link of another session are no news of this one.
    fn became(&self, now: &Self) -> Vec<Change> {
        match self.number.cmp(&now.number) {
            Ordering::Less => vec![Change::Sessions(SessionsChange::Closed)],
            Ordering::Greater => vec![Change::Sessions(SessionsChange::Reopened)],
            Ordering::Equal => [
                (self.date != now.date, Change::Sessions(SessionsChange::Dated)),
                (self.link != now.link, Change::Sessions(SessionsChange::Linked)),
            ]
            .into_iter()
            .filter_map(|(changed, change)| changed.then_some(change))
            .collect(),
        }
    }
}

impl Model {
    /// Takes in what changed, and says what came to be otherwise.
    pub(crate) fn read(&mut self, txn: &impl ReadTxn, roots: &Roots, changed: &Changed) -> Vec<Change> {
        self.read_keys(txn, roots, changed.keys())
    }

    fn read_keys(&mut self, txn: &impl ReadTxn, roots: &Roots, changed: [Vec<&str>; Root::ALL.len()]) -> Vec<Change> {
        let mut changes = Vec::new();
        let touched = changed.each_ref().map(|keys| !keys.is_empty());
        let known: Vec<_> = self.members.known().collect();
        let clock = self.clock.word().map(|(by, word)| (by, word.clone()));
        let (session, current, ended) = (self.now_open(), self.now_at(), self.about.ended);
        for (root, mut keys) in Root::ALL.into_iter().zip(changed) {
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                self.read_key(txn, roots, root, key, &mut changes);
            }
        }
        if touched[Root::Members as usize] {
            self.members.settle();
            self.agenda.doubt();
            self.tasks.doubt();
            self.blocks.doubt();
            changes.extend(
                self.members
                    .known()
                    .filter(|id| known.binary_search(id).is_err())
                    .map(|id| Change::from(MembersChange::Joined(id))),
            );
        }
        if touched[Root::Sessions as usize] {
            self.sessions.settle();
            self.agenda.doubt();
        }
        changes.extend(session.became(&self.now_open()));
        changes.extend((current != self.now_at()).then_some(Change::Agenda(AgendaChange::CurrentChanged)));
        changes.extend(match (ended.is_some(), self.about.ended.is_some()) {
            (false, true) => Some(Change::About(AboutChange::Ended)),
            (true, false) => Some(Change::About(AboutChange::Reopened)),
            _ => None,
        });
        changes.extend(
            (clock.as_ref().map(|(by, word)| (*by, word)) != self.clock.word())
                .then_some(Change::Timer(TimerChange::Changed)),
        );
        if changes.is_empty() && touched.contains(&true) {
            changes.push(Change::Other);
        }
        changes
    }

    /// Takes in the whole document.
    pub(crate) fn read_all(txn: &impl ReadTxn, roots: &Roots) -> Self {
        let mut model = Self::default();
        model.read_keys(txn, roots, Root::ALL.map(|root| roots.of(root).keys(txn).collect()));
        model
    }

    fn read_key(&mut self, txn: &impl ReadTxn, roots: &Roots, root: Root, key: &str, changes: &mut Vec<Change>) {
        let found = roots.of(root).get(txn, key);
        let map = match &found {
            Some(Out::YMap(map)) => Some(map),
            _ => None,
        };
        let value = match &found {
            Some(Out::Any(value)) => Some(value),
            _ => None,
        };
        match root {
            Root::Room => self.about.read(key, value),
            Root::Members => self.members.read(key, value),
            Root::Sessions => self.sessions.read(key, value),
            Root::Current => self.sessions.read_current(key, value),
            Root::Items => self.agenda.read(txn, &self.sessions, key, map, changes),
            Root::Tasks => self.tasks.read(txn, key, map, changes),
            Root::Comments => self.tasks.read_comment(key, value, changes),
            Root::Timer => self.clock.read(key, value),
            Root::Blocks => self.blocks.read(key, value),
            Root::Devices => self.devices.read(key, value),
            Root::Moves => self.devices.read_rotation(key, value),
            Root::Keys => self.keyring.read(key, value),
        }
    }

    fn now_open(&self) -> Open {
        let open = self.sessions.open();
        let number = self.sessions.open_number();
        Open { number, date: self.sessions.date(open).cloned(), link: self.sessions.link(open).cloned() }
    }

    fn now_at(&self) -> impl PartialEq + use<> {
        self.sessions.at(self.sessions.open()).map(|(by, at)| (by, at.item, at.rev))
    }
}
