//! The English texts.

mod agenda;
mod commands;
mod common;
mod decisions;
mod deleted;
mod devices;
mod keyboard;
mod leaving;
mod members;
mod now;
mod printout;
mod room_screen;
mod rooms;
mod session;
mod sync;
mod tasks;
mod timer;

use crate::strings::words::Forms;

macro_rules! tables {
    (anywhere: $($anywhere:ident)*; room: $($room:ident)*) => {
        /// A table for each concept that is shown outside a room, too, at the concept's number.
        pub(super) static ANYWHERE: &[&[Forms]] = &[$($anywhere::WORDS),*];
        /// A table for each other concept, at its number after those.
        pub(super) static ROOM: &[&[Forms]] = &[$($room::WORDS),*];

        const _: () = {
            let numbers = [$($anywhere::TABLE,)* $($room::TABLE),*];
            let mut at = 0;
            while at < numbers.len() {
                assert!(numbers[at] as usize == at, "a table has another number than its own");
                at += 1;
            }
        };
    };
}

tables! {
    anywhere: common rooms;
    room: room_screen members devices sync session timer agenda tasks now commands deleted leaving keyboard decisions printout
}
