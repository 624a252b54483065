//! The view from the facts: what did not change stays the very same `Rc`.

use std::rc::Rc;

use litemap::LiteMap;

use crate::{
    agenda::Whereabouts,
    id::SessionId,
    model::Model,
    sort,
    values::Moment,
    view::{Binned, BinnedThing, Current, Item, Session, View},
};

/// What was deleted stays in the bin this long, in milliseconds.
const IN_BIN: u64 = 30 * 24 * 60 * 60 * 1_000;

/// A view, and until when it is right if the document does not change.
pub(crate) struct Drawn {
    pub(crate) view: Rc<View>,
    pub(crate) until: Option<Moment>,
}

pub(crate) fn draw(model: &mut Model, old: Option<&View>, now: Moment) -> Drawn {
    let (mut agenda, mut postponed) = (Vec::new(), Vec::new());
    let mut talked: LiteMap<SessionId, Vec<Rc<Item>>> = LiteMap::new();
    for (whereabouts, item) in model.agenda.show(&model.members, &model.sessions) {
        match whereabouts {
            Whereabouts::Agenda => agenda.push(item),
            Whereabouts::Postponed => postponed.push(item),
            Whereabouts::Closed(session) => talked.entry(session).or_default().push(item),
        }
    }
    let mut known: LiteMap<SessionId, &Rc<Session>> = LiteMap::new();
    for session in old.into_iter().flat_map(|old| old.earlier.iter()) {
        known.insert(session.id, session);
    }
    let earlier = model.sessions.closed().map(|id| {
        let session = draw_session(model, id, talked.remove(&id).unwrap_or_default());
        known
            .get(&id)
            .filter(|known| ****known == session)
            .map(|known| (*known).clone())
            .unwrap_or_else(|| Rc::new(session))
    });
    let earlier: Vec<_> = earlier.collect();
    let session = draw_session(model, model.sessions.open(), Vec::new());
    let current = model.sessions.at(session.id).and_then(|(by, at)| {
        let item = at.item.filter(|item| model.agenda.is_on_the_table(*item, &model.sessions))?;
        Some(Current { item, by: model.members.person(by), at: at.at, clock: at.clock })
    });
    let (bin, until) = draw_bin(model, now);
    let members = model.members.show();
    let tasks = model.tasks.show(&model.members);
    let timer = model.clock.show(&model.members, &model.blocks);
    let blocks = model.blocks.show(&model.members);
    let (devices, key_rotations) = (model.devices.show(&model.members), model.devices.show_rotations(&model.members));
    let view = View {
        schema: model.about.schema(),
        mode: model.about.mode,
        expected: model.about.expected.clone(),
        planned: model.about.planned,
        ended: model.about.ended.map(|(by, at)| (model.members.person(by), at)),
        members: same_list(old.map(|old| &old.members), members),
        session: same(old.map(|old| &old.session), session),
        earlier: same_list(old.map(|old| &old.earlier), earlier),
        agenda: same_list(old.map(|old| &old.agenda), agenda),
        postponed: same_list(old.map(|old| &old.postponed), postponed),
        current,
        tasks: same_list(old.map(|old| &old.tasks), tasks),
        timer: same(old.map(|old| &old.timer), timer),
        blocks: same_list(old.map(|old| &old.blocks), blocks),
        bin: same_list(old.map(|old| &old.bin), bin),
        devices: same_list(old.map(|old| &old.devices), devices),
        key_rotations: same_list(old.map(|old| &old.key_rotations), key_rotations),
        keyring: same_list(old.map(|old| &old.keyring), model.keyring.show()),
        taken_off: same_list(old.map(|old| &old.taken_off), model.keyring.show_taken_off()),
    };
    Drawn { view: Rc::new(view), until }
}

fn draw_session(model: &Model, id: SessionId, items: Vec<Rc<Item>>) -> Session {
    let sessions = &model.sessions;
    Session {
        id,
        number: sessions.number(id).unwrap_or(1),
        date: sessions.date(id).cloned(),
        call_link: sessions.link(id).cloned().unwrap_or_else(|| Rc::from("")),
        closed: sessions.closing(id).map(|(by, at)| (model.members.person(by), at)),
        items: items.into(),
    }
}

fn draw_bin(model: &Model, now: Moment) -> (Vec<Binned>, Option<Moment>) {
    let items = model.agenda.binned().map(|(id, title, by, at)| (BinnedThing::Item(id), title, by, at));
    let tasks = model.tasks.binned().map(|(id, title, by, at)| (BinnedThing::Task(id), title, by, at));
    let still = |at: Moment| at.0.saturating_add(IN_BIN) > now.0;
    let bin = items.chain(tasks).filter(|(_, _, _, at)| still(*at)).map(|(what, title, by, at)| Binned {
        what,
        title,
        by: model.members.person(by),
        at,
    });
    // The latest first; things deleted in one moment stay in order of kind and id.
    let bin = sort::by_key(bin, |binned| (u64::MAX - binned.at.0, 0, [0; 8]));
    let until = bin.last().map(|binned| Moment(binned.at.0.saturating_add(IN_BIN)));
    (bin, until)
}

fn same<T: PartialEq>(old: Option<&Rc<T>>, new: T) -> Rc<T> {
    old.filter(|old| ***old == new).cloned().unwrap_or_else(|| Rc::new(new))
}

fn same_list<T: PartialEq>(old: Option<&Rc<[T]>>, new: Vec<T>) -> Rc<[T]> {
    old.filter(|old| ***old == new[..]).cloned().unwrap_or_else(|| new.into())
}
