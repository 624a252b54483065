//! Listening to the rooms of the list while it is shown.

use alongside_wire::RoomId;

use crate::{
    browser::storage::{RoomEntry, RoomRecord},
    rooms::{Location, RoomsInner, RoomsState, listed_room::ListedRoom, screens::Screen},
};

/// How many rooms are listened to at most, the latest opened first.
const MOST: usize = 12;

impl RoomsInner {
    /// Listens to the rooms of the list while it is shown, and else to none.
    pub(super) fn listen(&self) {
        let records = match &*self.state.borrow() {
            RoomsState { place: Location::Lobby(Screen::Rooms), records, .. } => records.clone(),
            _ => Vec::new(),
        };
        let mut records: Vec<RoomRecord> = records.into_iter().filter(|record| !record.entry.ended).collect();
        records.truncate(MOST);
        let is_listed = |room: RoomId| records.iter().any(|record| record.entry.id == room);
        let (mut listed, left): (Vec<_>, Vec<_>) =
            self.listed.take().into_iter().partition(|listed| is_listed(listed.room()));
        for record in &records {
            if !listed.iter().any(|listed| listed.room() == record.entry.id) {
                listed.push(ListedRoom::begin(&self.context, record, self.redraw.clone()));
            }
        }
        self.listed.replace(listed);
        drop(left);
    }

    /// The rooms of the list, each with how much is new in it.
    pub(super) fn entries(&self) -> Vec<(RoomEntry, u32)> {
        let listed = self.listed.borrow();
        let entry = |record: &RoomRecord| match listed.iter().find(|listed| listed.room() == record.entry.id) {
            Some(listed) => (listed.entry(), listed.news()),
            None => (record.entry.clone(), 0),
        };
        self.state.borrow().records.iter().map(entry).collect()
    }
}
