//! Two people, each with a real browser and a profile of their own, against the real relay.
//!
//! A story reads as what they do and see. Everything is found by the role and name that the browser itself computes,
//! so a story that passes also works for a screen reader. `cargo xtask test` builds what is needed; a story that
//! fails prints what each person was shown.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::panic, reason = "a story that goes wrong fails by panicking")]

mod agenda;
mod agreement;
mod clock_places;
mod commands;
mod commitments;
mod dates;
mod decisions;
mod direct;
mod embed;
mod embed_hostile;
mod engagement;
mod fields;
mod finding;
mod first_minute;
mod first_words;
mod front;
mod gallery;
mod handoffs;
mod host;
mod host_moves;
mod interop;
mod key;
mod keyboard;
mod keyring;
mod killed;
mod languages;
mod leaving;
mod long_names;
mod looks;
mod motion;
mod names;
mod next;
mod notes;
mod notes_history;
mod only_mine;
mod pairing;
mod printing;
mod pseudo_locale;
mod real_hosts;
mod security;
mod session;
mod shapes;
mod since;
mod stored;
mod sync;
mod tabs;
mod tasks;
mod timer;
mod two_makes;
mod typing;
