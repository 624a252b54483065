//! The document that two people share.
//!
//! A [`Room`] refuses to sleep, send, store, ask the time or draw randomness. One enum goes in ([`Edit`]: everything a
//! person can do), one value comes out ([`View`]: what a screen shows); between them lies a yrs document, and the bytes
//! it wants merged into other copies of itself.

mod about;
mod acts;
mod agenda;
mod blocks;
mod devices;
mod digest;
mod draw;
pub mod edit;
pub mod id;
pub mod keyring;
mod members;
mod merge;
mod model;
mod order;
mod pen;
pub mod refused;
mod replica;
mod schema;
mod screen;
mod sessions;
mod sort;
mod tasks;
mod text;
mod timer;
pub mod undo;
pub mod view;
mod watch;

pub use edit::{Date, Edit, Moment, Who};
pub use id::{BlockId, CommentId, DeviceId, ItemId, KeyId, MemberId, SessionId, TaskId};
pub use refused::Refused;
pub use replica::{Damaged, Room};
pub use screen::{Renaming, author};
pub use text::Pin;
pub use undo::Edited;
pub use view::{Change, View};
