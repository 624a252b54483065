//! The dialog of the agreement, and when it is offered.

use alongside_room::Mode;

use crate::{
    open_room::{room_dialog::RoomDialog, store::Room},
    strings::Key,
};

/// The dialog of the agreement.
pub static AGREEMENT: RoomDialog = RoomDialog { name: Key::Agreement };

/// Why the agreement is offered in this session, in a line, once for each person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// The pair has one: after the first session, and half-way.
    StillFits,
    /// It said that it is here for coaching or mentoring, and settled nothing before its second session.
    NoneYet,
}

/// Why it is offered now, if it is.
pub fn offer(room: &Room) -> Option<Offer> {
    let (view, number) = (&room.view, room.view.session.number);
    let half_way = view.planned.map(u32::from).filter(|planned| *planned >= 4).map(|planned| planned / 2 + 1);
    let is_settled = room.is_only_read() || view.agreement.settled.iter().any(|member| room.is_mine(*member));
    let is_due = number == 2 || number > 2 && Some(number) == half_way;
    if is_settled || !is_due {
        None
    } else if view.agreement.is_begun() {
        Some(Offer::StillFits)
    } else {
        (number == 2 && matches!(view.kind, Some(Mode::Coaching | Mode::Mentoring))).then_some(Offer::NoneYet)
    }
}
