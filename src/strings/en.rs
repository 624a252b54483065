//! The English texts.

mod agenda;
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
mod search;
mod session;
mod sync;
mod tasks;
mod timer;

use crate::strings::words::Forms;

macro_rules! tables {
    ($($table:ident)*) => {
        /// A table for each concept, at the concept's number.
        pub(super) static TABLES: &[&[Forms]] = &[$($table::WORDS),*];

        const _: () = {
            let numbers = [$($table::TABLE),*];
            let mut at = 0;
            while at < numbers.len() {
                assert!(numbers[at] as usize == at, "a table has another number than its own");
                at += 1;
            }
        };
    };
}

tables! {
    common rooms room_screen members devices sync session timer agenda tasks now search deleted leaving keyboard decisions printout
}
